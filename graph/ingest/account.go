package ingest

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// account is what a document contributes to the index but for its own entities,
// in pieces: first of the document itself, then of each span that mentions
// something, then of each claim. No two pieces have a quad in common that depends
// on who is who.
type account struct {
	*resolve.Converter
	w        *Workspace
	doc      *text.Document
	label    quad.Value
	mentions []int // by span
	spans    []int // where in mentions each span begins
	claims   []int
}

// account returns the account of a document whose entities are those.
func (w *Workspace) account(d *text.Document, ents []*resolve.Entity) (*account, error) {
	c, err := resolve.NewConverter(d, ents)
	if err != nil {
		return nil, err
	}
	a := &account{Converter: c, w: w, doc: d, label: w.vocab.DocumentIRI(d.ID), mentions: make([]int, len(d.Mentions))}
	for i := range a.mentions {
		a.mentions[i] = i
	}
	span := func(n int) text.Span { return d.Mentions[a.mentions[n]].Span }
	slices.SortStableFunc(a.mentions, func(i, j int) int {
		x, y := d.Mentions[i].Span, d.Mentions[j].Span
		return cmp.Or(x.Start-y.Start, x.End-y.End)
	})
	for n := range a.mentions {
		if n == 0 || span(n) != span(n-1) {
			a.spans = append(a.spans, n)
		}
	}
	a.claims, err = resolve.Staying(d)
	return a, err
}

// by returns the account of the same document with other entities.
func (a *account) by(ents []*resolve.Entity) (*account, error) {
	c, err := resolve.NewConverter(a.doc, ents)
	other := *a
	other.Converter = c
	return &other, err
}

func (a *account) len() int { return 1 + len(a.spans) + len(a.claims) }

// piece returns the quads of one piece. They share their label, which is long.
func (a *account) piece(i int) ([]quad.Quad, error) {
	quads, err := a.quads(i)
	for i := range quads {
		if q := &quads[i]; q.Label == a.label {
			q.Label = a.label
		}
	}
	return quads, err
}

func (a *account) quads(i int) (quads []quad.Quad, err error) {
	if i == 0 {
		doc := resolve.Document(a.doc)
		return a.w.vocab.Document(&doc), nil
	}
	if i--; i < len(a.spans) {
		end := len(a.mentions)
		if i+1 < len(a.spans) {
			end = a.spans[i+1]
		}
		for _, k := range a.mentions[a.spans[i]:end] {
			if e, m, ok := a.Mention(k); ok {
				quads = append(quads, a.w.vocab.Mention(e, &m)...)
			}
		}
		return quads, nil
	}
	c, err := a.Claim(a.claims[i-len(a.spans)])
	if err != nil {
		return nil, err
	}
	return a.w.vocab.Claim(c), nil
}

// all returns the quads of all pieces.
func (a *account) all() (quads []quad.Quad, err error) {
	for i := range a.len() {
		piece, err := a.piece(i)
		if err != nil {
			return nil, err
		}
		quads = append(quads, piece...)
	}
	return quads, nil
}
