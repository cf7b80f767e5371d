// Package corpus multiplies a few hundred texts into as many documents as one
// wants, for measuring what amounts of text cost. The documents read like news:
// names recur as they do in the world, a few of them everywhere and most of them
// once, and no two documents have the same people, years and months. Begin at New.
package corpus

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/eval"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Corpus makes documents out of windows on a stream of texts. It is immutable.
type Corpus struct {
	windows         []window
	names           map[string][]string // what else a name of a type may be, by type
	givens, surname []string            // what persons are called
	seed            uint64
}

// A window is some sentences of the texts, in pieces: as they stand, or a name
// that may be another in each document.
type window []piece

type piece struct {
	text string
	who  int    // names with one number change together; 0 for words that stay
	typ  string // of a name
}

// New cuts texts at ends of sentences into windows of some number of words. Names
// are found by the analyser. The same seed gives the same documents.
func New(texts []eval.Text, words int, seed uint64) (*Corpus, error) {
	s, err := schema.Load("conflict")
	if err != nil {
		return nil, err
	}
	reader, err := nlp.New(s)
	if err != nil {
		return nil, err
	}
	c := &Corpus{names: map[string][]string{}, seed: seed}
	var w window
	n := 0
	for _, t := range texts {
		d := &text.Document{ID: t.Name, Text: t.Text}
		reader.Read(d, func(*text.Document) {})
		c.learn(d)
		for _, sentence := range c.sentences(d) {
			w = append(w, sentence...)
			for _, p := range sentence {
				n += len(strings.Fields(p.text))
			}
			if n >= words {
				c.windows = append(c.windows, w)
				w, n = nil, 0
			}
		}
	}
	if len(c.windows) == 0 { // fewer words than one document has
		c.windows = append(c.windows, w)
	}
	for typ := range c.names {
		slices.Sort(c.names[typ])
		c.names[typ] = slices.Compact(c.names[typ])
	}
	slices.Sort(c.givens)
	slices.Sort(c.surname)
	c.givens, c.surname = slices.Compact(c.givens), slices.Compact(c.surname)
	return c, nil
}

// learn notes what a document's entities are called.
func (c *Corpus) learn(d *text.Document) {
	for i := range d.Entities {
		e := &d.Entities[i]
		if !named(d, e) {
			continue
		}
		if e.Type != personType {
			c.names[e.Type] = append(c.names[e.Type], e.Name)
		} else if given, surname, ok := parts(e.Name); ok {
			c.givens, c.surname = append(c.givens, given), append(c.surname, surname)
		}
	}
}

const personType = "Person"

// parts returns the given name and the surname of a person's full name.
func parts(name string) (given, surname string, ok bool) {
	words := strings.Fields(persons.Bare(name))
	if len(words) != 2 || persons.Given(words[0]) == 0 {
		return "", "", false
	}
	return words[0], words[1], true
}

func named(d *text.Document, e *text.Entity) bool {
	return slices.ContainsFunc(e.Mentions, func(m int) bool { return d.Mentions[m].Kind == text.Name })
}

// sentences returns the sentences of a document, with what stands between each
// and the next.
func (c *Corpus) sentences(d *text.Document) [][]piece {
	var mentions []*text.Mention
	for i := range d.Mentions {
		if m := &d.Mentions[i]; m.Kind == text.Name && m.Type != "" {
			mentions = append(mentions, m)
		}
	}
	slices.SortFunc(mentions, func(a, b *text.Mention) int {
		return cmp.Or(a.Span.Start-b.Span.Start, b.Span.End-a.Span.End)
	})
	runes := []rune(d.Text)
	var out [][]piece
	for i := range d.Sentences {
		at, end := d.Sentences[i].Span.Start, len(runes)
		if i+1 < len(d.Sentences) {
			end = d.Sentences[i+1].Span.Start
		}
		var s []piece
		for len(mentions) > 0 && mentions[0].Span.Start < end {
			m := mentions[0]
			mentions = mentions[1:]
			if m.Span.Start < at || m.Span.End > end {
				continue // within another one
			}
			s = append(s,
				piece{text: string(runes[at:m.Span.Start])},
				piece{text: string(runes[m.Span.Start:m.Span.End]), who: m.Entity + 1, typ: m.Type})
			at = m.Span.End
		}
		s = append(s, piece{text: string(runes[at:end])})
		out = append(out, s)
	}
	if len(out) > 0 { // the next text's begins a paragraph
		last := out[len(out)-1]
		p := &last[len(last)-1]
		p.text = strings.TrimRight(p.text, "\n") + "\n\n"
	}
	return out
}

// Document returns a document, by its number.
func (c *Corpus) Document(i int) string {
	r := rand.New(rand.NewPCG(c.seed, uint64(i)))
	d := &document{Corpus: c, rand: r, years: r.IntN(20), months: r.IntN(12), called: map[string]string{}}
	var b strings.Builder
	b.WriteString(d.dateline())
	for _, p := range c.windows[i%len(c.windows)] {
		if p.who > 0 {
			b.WriteString(d.name(p))
		} else {
			b.WriteString(d.dates(p.text))
		}
	}
	return strings.TrimSpace(b.String()) + "\n"
}
