// Package nlp reads English: it takes a document's text to sentences, trees,
// mentions and chains of reference, by calling the steps of the packages below
// it in turn: token splits, parse tags and parses, lemma finds dictionary forms,
// date the times, mention what is spoken of, coref who is who. Begin at New and
// Analyser.Analyse.
package nlp

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"github.com/quadrille-kg/quadrille/internal/nlp/coref"
	"github.com/quadrille-kg/quadrille/internal/nlp/date"
	"github.com/quadrille-kg/quadrille/internal/nlp/lemma"
	"github.com/quadrille-kg/quadrille/internal/nlp/mention"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/weights"
	"github.com/quadrille-kg/quadrille/schema"
)

// revision counts the changes of code that change what is read from a text; raise
// it with each, so that workspaces know to read their documents again.
const revision = "3"

// steps are what was learned, read from the binary once.
type steps struct {
	model  *parse.Model
	lemmas *lemma.Table
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
	return steps{m, l}, nil
})

// version is the fingerprint of code and weights.
var version = sync.OnceValue(func() string {
	h := sha256.New()
	h.Write([]byte(revision))
	h.Write(weights.Split())
	h.Write(weights.Parser())
	h.Write(weights.Lemmas())
	return revision + "-" + hex.EncodeToString(h.Sum(nil))[:16]
})

// Analyser reads documents. It is immutable and safe for concurrent use.
type Analyser struct {
	steps
	mentions *mention.Finder
	chains   *coref.Resolver
	stands   map[string]string
}

// New returns an analyser that knows the names and nouns of a schema. The weights
// are loaded on the first call and shared. It fails only where they are damaged.
func New(s *schema.Schema) (*Analyser, error) {
	l, err := learned()
	if err != nil {
		return nil, err
	}
	return &Analyser{steps: l, mentions: mention.New(s), chains: coref.New(s), stands: standIns(s, l.model.Knows)}, nil
}

// Version returns the fingerprint of the analyser's code and weights: another one
// may read the same text otherwise.
func (a *Analyser) Version() string { return version() }

// Analyse fills the document's sentences, mentions and entities from its text.
// Sentences that already have tokens with trees, as those of a CoNLL-U file, are
// kept as they are. Equal documents give equal results.
func (a *Analyser) Analyse(doc *text.Document) {
	a.Annotate(doc)
	index := text.NewIndex(doc.Text)
	for i := range doc.Sentences {
		sent := &doc.Sentences[i]
		sent.Times = date.Find(sent, doc.Date, index)
	}
	a.mentions.Find(doc)
	a.chains.Resolve(doc)
}

// Annotate fills the document's sentences, down to trees and lemmas.
func (a *Analyser) Annotate(doc *text.Document) {
	if !tokens(doc) {
		doc.Sentences = token.Split(doc.Text)
	}
	if !trees(doc) {
		restore := []func(){a.lowerHeadlines(doc), a.standIn(doc)}
		a.model.Annotate(doc.Sentences)
		a.mend(doc)
		restore[1]()
		restore[0]()
	}
	for i := range doc.Sentences {
		a.lemmas.Annotate(doc.Sentences[i].Tokens)
	}
}

// tokens reports whether the document comes with its tokens.
func tokens(doc *text.Document) bool {
	for i := range doc.Sentences {
		if len(doc.Sentences[i].Tokens) > 0 {
			return true
		}
	}
	return false
}

// trees reports whether the document's tokens come with their trees.
func trees(doc *text.Document) bool {
	for i := range doc.Sentences {
		for j := range doc.Sentences[i].Tokens {
			if doc.Sentences[i].Tokens[j].Deprel != "" {
				return true
			}
		}
	}
	return false
}
