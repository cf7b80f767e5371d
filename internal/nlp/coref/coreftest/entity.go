package coreftest

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Mention is a gold mention: the tokens [First, End) of a sentence.
type Mention struct {
	Sentence, First, End int
	Head                 int   // the token that the others hang on
	Core                 []int // the tokens that a shorter mention must keep: a head, or a whole name
	Kind                 text.Kind
	Definite             bool // a description after "the", "this" or the like
}

// Gold is a document of a treebank and its chains, those of one mention too, in
// the order of their first mentions.
type Gold struct {
	Doc    text.Document
	Chains [][]Mention
}

// Read reads one document with chains as GUM and CorefUD have them, in the MISC
// column. What the fields of a bracket are is said by the header; what is used of
// them is the first, the chain's name, and minspan, the tokens of the mention
// (counted from 1) that make its core.
//
//	# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
//	1	The	...	Entity=(4-person-new-nnnnn-cf1-2-coref
//	2	queen	...	_
//	3	of	...	_
//	4	Spain	...	Entity=(7-place-acc:inf-nnnnn-cf2-1-sgl-Spain)4)
func Read(r io.Reader) (Gold, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Gold{}, err
	}
	var g Gold
	n := 0
	for doc, err := range conllu.Read(strings.NewReader(string(data))) {
		if err != nil {
			return Gold{}, err
		}
		g.Doc = doc
		n++
	}
	if n != 1 {
		return Gold{}, fmt.Errorf("%d documents, want one", n)
	}
	b := brackets{doc: &g.Doc, open: map[string][]*Mention{}, chains: map[string][]*Mention{}}
	for line := range strings.Lines(string(data)) {
		if err := b.line(strings.TrimRight(line, "\r\n")); err != nil {
			return Gold{}, err
		}
	}
	for _, id := range b.order {
		var chain []Mention
		for _, m := range b.chains[id] {
			if m.End == 0 {
				return Gold{}, fmt.Errorf("a mention of %s is never closed", id)
			}
			chain = append(chain, *m)
		}
		g.Chains = append(g.Chains, chain)
	}
	return g, nil
}

// brackets is the state between the lines of a document.
type brackets struct {
	doc             *text.Document
	sentence, token int
	minspan         int                   // which field of a bracket it is
	open            map[string][]*Mention // mentions not yet closed, by chain
	chains          map[string][]*Mention
	order           []string
}

func (b *brackets) line(line string) error {
	if fields, ok := strings.CutPrefix(line, "# global.Entity = "); ok {
		b.minspan = slices.Index(strings.Split(fields, "-"), "minspan")
		return nil
	}
	cols := strings.Split(line, "\t")
	switch {
	case line == "":
		if b.token > 0 {
			b.sentence, b.token = b.sentence+1, 0
		}
		return nil
	case line[0] == '#' || strings.ContainsAny(cols[0], "-."):
		return nil
	}
	for kv := range strings.SplitSeq(cols[9], "|") {
		if v, ok := strings.CutPrefix(kv, "Entity="); ok {
			if err := b.value(v); err != nil {
				return err
			}
		}
	}
	b.token++
	return nil
}

// value reads what opens and closes at a token.
func (b *brackets) value(v string) error {
	for v != "" {
		if v[0] != '(' {
			id, rest, ok := strings.Cut(v, ")")
			if !ok {
				return fmt.Errorf("sentence %d: %q closes nothing", b.sentence+1, v)
			}
			if err := b.close(id); err != nil {
				return err
			}
			v = rest
			continue
		}
		end := strings.IndexAny(v[1:], "()") + 1
		if end == 0 {
			end = len(v)
		}
		fields := strings.Split(v[1:end], "-")
		b.begin(fields)
		if v = v[end:]; v != "" && v[0] == ')' {
			if err := b.close(fields[0]); err != nil {
				return err
			}
			v = v[1:]
		}
	}
	return nil
}

func (b *brackets) begin(fields []string) {
	m := &Mention{Sentence: b.sentence, First: b.token}
	if b.minspan > 0 && b.minspan < len(fields) {
		for n := range strings.SplitSeq(fields[b.minspan], ",") {
			if k, err := strconv.Atoi(n); err == nil {
				m.Core = append(m.Core, b.token+k-1)
			}
		}
	}
	id := fields[0]
	if b.chains[id] == nil {
		b.order = append(b.order, id)
	}
	b.chains[id] = append(b.chains[id], m)
	b.open[id] = append(b.open[id], m)
}

// close ends the mention of a chain that was opened last, and looks at it.
func (b *brackets) close(id string) error {
	open := b.open[id]
	if len(open) == 0 {
		return fmt.Errorf("sentence %d: %s is closed and was never opened", b.sentence+1, id)
	}
	m := open[len(open)-1]
	b.open[id] = open[:len(open)-1]
	if m.Sentence != b.sentence {
		return fmt.Errorf("a mention of %s runs over the end of sentence %d", id, m.Sentence+1)
	}
	m.End = b.token + 1
	toks := b.doc.Sentences[m.Sentence].Tokens
	m.Head = m.First
	for i := m.First; i < m.End; i++ {
		if h := toks[i].Head; (h < m.First || h >= m.End) && toks[i].UPOS != "PUNCT" {
			m.Head = i
			break
		}
	}
	switch head := &toks[m.Head]; {
	case strings.HasPrefix(head.XPOS, "PRP"):
		m.Kind = text.Pronoun
	case head.UPOS == "PROPN" || slices.ContainsFunc(m.Core, func(k int) bool {
		return k < len(toks) && toks[k].UPOS == "PROPN" && toks[k].Deprel == "flat" && toks[k].Head == m.Head
	}):
		m.Kind = text.Name // also "the singer Ann Lee", whose head UD has in "singer"
	default:
		m.Kind = text.Nominal
		m.Definite = definite[strings.ToLower(toks[m.First].Form)] && m.End > m.First+1
	}
	return nil
}

var definite = map[string]bool{"the": true, "this": true, "that": true, "these": true, "those": true}
