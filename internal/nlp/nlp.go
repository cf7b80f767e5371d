// Package nlp reads English: it takes a document's text to sentences, trees,
// mentions and chains of reference, by calling the steps of the packages below
// it in turn: token splits, parse tags and parses, lemma finds dictionary forms,
// morph the words' features, date the times, mention what is spoken of, coref who
// is who. Begin at New and Analyser.Read.
package nlp

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"sync"

	"github.com/quadrille-kg/quadrille/internal/nlp/coref"
	"github.com/quadrille-kg/quadrille/internal/nlp/date"
	"github.com/quadrille-kg/quadrille/internal/nlp/lemma"
	"github.com/quadrille-kg/quadrille/internal/nlp/mention"
	"github.com/quadrille-kg/quadrille/internal/nlp/morph"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/weights"
	"github.com/quadrille-kg/quadrille/schema"
)

// revision counts the changes of code that change what is read from a text; raise
// it with each, so that workspaces know to read their documents again.
const revision = "6"

// steps are what was learned, read from the binary once.
type steps struct {
	model    *parse.Model
	lemmas   *lemma.Table
	features *morph.Table
}

var learned = sync.OnceValues(func() (steps, error) {
	m, err := parse.Load(weights.Parser())
	if err != nil {
		return steps{}, fmt.Errorf("loading the parser's weights: %w", err)
	}
	l, err := lemma.Load(weights.Lemmas())
	if err != nil {
		return steps{}, fmt.Errorf("loading the lemmas: %w", err)
	}
	f, err := morph.Load(weights.Features())
	if err != nil {
		return steps{}, fmt.Errorf("loading the features: %w", err)
	}
	return steps{m, l, f}, nil
})

// Warm begins to load the weights, which takes as long as loading a schema does: who
// is going to read calls it before, and New waits only for what is left.
func Warm() { go learned() }

// Version returns the fingerprint of every analyser, as Analyser.Version does, without
// loading the weights.
func Version() string { return version() }

// version is the fingerprint of code and weights.
var version = sync.OnceValue(func() string {
	h := sha256.New()
	h.Write([]byte(revision))
	h.Write(weights.Split())
	h.Write(weights.Parser())
	h.Write(weights.Lemmas())
	h.Write(weights.Features())
	return revision + "-" + hex.EncodeToString(h.Sum(nil))[:16]
})

// Analyser reads documents. It is immutable and safe for concurrent use.
type Analyser struct {
	steps
	mentions *mention.Finder
	chains   *coref.Resolver
	stands   map[string]string
	spare    chan struct{} // holds one for each section that is read ahead
}

// New returns an analyser that knows the names and nouns of a schema. The weights
// are loaded on the first call and shared. It fails only where they are damaged.
func New(s *schema.Schema) (*Analyser, error) {
	l, err := learned()
	if err != nil {
		return nil, err
	}
	return with(s, l), nil
}

// NewWith returns an analyser with other weights of the parser, to measure them.
func NewWith(s *schema.Schema, parser []byte) (*Analyser, error) {
	l, err := learned()
	if err != nil {
		return nil, err
	}
	if l.model, err = parse.Load(parser); err != nil {
		return nil, fmt.Errorf("loading the parser's weights: %w", err)
	}
	return with(s, l), nil
}

func with(s *schema.Schema, l steps) *Analyser {
	return &Analyser{
		steps: l, mentions: mention.New(s), chains: coref.New(s), stands: standIns(s, l.model.Knows),
		spare: make(chan struct{}, runtime.GOMAXPROCS(0)-1),
	}
}

// Version returns the fingerprint of the analyser's code and weights: another one
// may read the same text otherwise.
func (a *Analyser) Version() string { return version() }

// Analyse fills the document's sentences, mentions and entities from its text.
// Sentences that already have tokens with trees, as those of a CoNLL-U file, are
// kept as they are. Equal documents give equal results.
//
// All tokens are held at once, and stay; Read reads texts of any length.
func (a *Analyser) Analyse(doc *text.Document) {
	a.find(doc)
	a.chains.Resolve(doc)
}

// find takes the document as far as its mentions.
func (a *Analyser) find(doc *text.Document) {
	a.Annotate(doc)
	index := text.NewIndex(doc.Text)
	for i := range doc.Sentences {
		sent := &doc.Sentences[i]
		sent.Times = date.Find(sent, doc.Date, index)
	}
	a.mentions.Find(doc)
}

// Annotate fills the document's sentences, down to trees, lemmas and features.
func (a *Analyser) Annotate(doc *text.Document) {
	if !has(doc, func(*text.Token) bool { return true }) {
		doc.Sentences = token.Split(doc.Text)
	}
	if !has(doc, func(tok *text.Token) bool { return tok.Deprel != "" }) {
		restore := []func(){a.lowerHeadlines(doc), a.standIn(doc)}
		a.model.Annotate(doc.Sentences)
		a.mend(doc)
		restore[1]()
		restore[0]()
	}
	given := has(doc, func(tok *text.Token) bool { return tok.Feats != "" })
	for i := range doc.Sentences {
		toks := doc.Sentences[i].Tokens
		a.lemmas.Annotate(toks)
		if !given {
			a.features.Annotate(toks)
		}
	}
}

// has reports whether a token of the document is such a one: what a document comes
// with, as that of a CoNLL-U file does, is kept.
func has(doc *text.Document, such func(*text.Token) bool) bool {
	for i := range doc.Sentences {
		for j := range doc.Sentences[i].Tokens {
			if such(&doc.Sentences[i].Tokens[j]) {
				return true
			}
		}
	}
	return false
}
