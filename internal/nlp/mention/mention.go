// Package mention finds what a text speaks of: the spans that name, describe or
// point at somebody or something, each with its kind and its type. It reads the
// trees, the labels of the name tagger, and the schema's own names and nouns.
// Begin at Finder.Find.
//
// Every noun phrase has one mention, its span the phrase without what follows
// the head ("the jihadist group", not "the jihadist group that claimed it"), a
// name's span the whole name with its titles ("President Bashar al-Assad"). Names
// and nationality adjectives inside a phrase are mentions of their own: "the
// Russian embassy in Kabul" is a Facility, Russia, and Kabul.
package mention

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
	"github.com/quadrille-kg/quadrille/schema"
)

// Finder finds mentions. It is immutable and safe for concurrent use.
type Finder struct {
	schema *schema.Schema
	names  *gazetteer
	nouns  *lexicon
}

// New returns a finder that knows the schema's names, and types phrases by the
// nouns of its types.
func New(s *schema.Schema) *Finder {
	return &Finder{schema: s, names: newGazetteer(s.Names), nouns: newLexicon(s)}
}

// Find replaces doc.Mentions by the mentions of its sentences, which must have
// their trees and times; in text order, a wider one before those inside it.
// Every mention's Entity is -1: chains come after.
func (f *Finder) Find(doc *text.Document) {
	index := text.NewIndex(doc.Text)
	doc.Mentions = nil
	var listed []bool // of each mention, whether the schema has its name
	for i := range doc.Sentences {
		sent := &doc.Sentences[i]
		if len(sent.Tokens) == 0 {
			continue
		}
		s := f.scan(sent)
		for _, m := range s.found {
			doc.Mentions = append(doc.Mentions, s.mention(i, m, index))
			listed = append(listed, m.listed)
		}
	}
	recall(doc, listed)
}

// scan is the reading of one sentence.
type scan struct {
	*Finder
	sent   *text.Sentence
	toks   []text.Token
	tree   *tree.Tree
	names  []name // whole names, none overlapping another, in order
	shapes []name // names that their shape tells
	inner  []name // the schema's names and adjectives, also those inside others
	at     []int  // for each token, the name of names that covers it, or -1
	found  []found
}

// found is a mention before it is given its words.
type found struct {
	first, end, head int
	kind             text.Kind
	typ              string
	listed           bool
}

func (f *Finder) scan(sent *text.Sentence) *scan {
	s := &scan{Finder: f, sent: sent, toks: sent.Tokens, tree: tree.Of(sent.Tokens)}
	s.findNames()
	headed := make([]bool, len(s.toks))
	for h := range s.toks {
		if m, ok := s.phrase(h); ok {
			headed[m.head] = true
			s.found = append(s.found, m)
		}
	}
	s.nest(headed)
	slices.SortStableFunc(s.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.end, a.end), cmp.Compare(a.head, b.head))
	})
	return s
}

// nest adds the names that stand inside phrases and are no phrase's head: the
// Russia and the Kabul of "the Russian embassy in Kabul", the city of "the Moscow
// theatre attack". What a person's name holds is no mention: there is no Jordan
// in "Michael Jordan".
func (s *scan) nest(headed []bool) {
	for _, n := range s.inner {
		h := s.top(n.first, n.end)
		if headed[h] || !s.stands(n, h) {
			continue
		}
		headed[h] = true
		kind := text.Name
		if n.adjective {
			kind = text.Adjective
		}
		s.found = append(s.found, found{n.first, n.end, h, kind, n.typ, n.listed})
	}
	for _, n := range s.names {
		if h := s.top(n.first, n.end); !headed[h] && n.sure {
			headed[h] = true
			s.found = append(s.found, found{n.first, n.end, h, text.Name, n.typ, n.listed})
		}
	}
}

// stands reports whether an inner name is a mention of its own where it is.
func (s *scan) stands(n name, head int) bool {
	out := s.at[head]
	if out < 0 {
		return true
	}
	outer := s.names[out]
	switch {
	case outer.first == n.first && outer.end == n.end:
		return true
	case outer.typ == "Person" && !n.adjective:
		return n.end <= outer.core && outer.core > 0 // "UN Special Envoy Pedro Almansa"
	case outer.typ == "Person":
		return n.first == outer.first // "Russian Foreign Minister Sergei Lavrov"
	case outer.typ == "Work" && outer.settled:
		return false
	case (outer.typ == "Place" || s.schema.IsAny(outer.typ, []string{"City", "Region"})) && !n.adjective:
		return administrative[strings.ToLower(s.toks[outer.end-1].Form)] // not the Mexico of "Gulf of Mexico"
	}
	return !outer.listed && !(outer.vessel() && vessel[s.toks[outer.first].Form])
}

// administrative are the last words of names that are made of a place's name, and
// speak of it.
var administrative = words("province district governorate county region oblast prefecture suburbs territory canton")

// top returns the token of [first, end) that the others hang on: the first one
// whose head lies outside.
func (s *scan) top(first, end int) int {
	for i := first; i < end; i++ {
		if h := s.toks[i].Head; (h < first || h >= end) && s.toks[i].UPOS != "PUNCT" {
			return i
		}
	}
	return end - 1
}

// mention gives a found one its words.
func (s *scan) mention(sentence int, m found, index *text.Index) text.Mention {
	span := text.Span{Start: s.toks[m.first].Span.Start, End: s.toks[m.end-1].Span.End}
	return text.Mention{
		Sentence: sentence, First: m.first, End: m.end, Head: m.head,
		Span: span, Text: index.Slice(span), Kind: m.kind, Type: m.typ, Entity: -1,
	}
}
