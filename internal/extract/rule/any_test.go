package rule

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// TestAnyTree reads trees that no parser would make: whatever comes, nothing
// breaks, and every claim points at what is there.
func TestAnyTree(t *testing.T) {
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	x := New(s)
	words := []string{"attack", "carry", "war", "ally", "say", "deny", "list", "by", "on", "not", "it", "which", "Russia", "IS-K", "leader", "claim", "view", "behind", "?", "when", "of", "responsible"}
	upos := []string{"NOUN", "VERB", "PROPN", "ADJ", "ADP", "PRON", "AUX", "PUNCT", "NUM", "DET"}
	xpos := []string{"NN", "NNS", "VBD", "VBN", "VBG", "VB", "NNP", "IN"}
	deprels := []string{"nsubj", "obj", "obl", "nmod", "nmod:poss", "case", "acl:relcl", "acl", "conj", "cc", "xcomp", "ccomp", "advcl", "appos", "cop", "compound", "amod", "nsubj:pass", "obl:agent", "parataxis", "mark", "root", "det", "flat", "compound:prt", "advmod"}
	types := []string{"Person", "Country", "ArmedGroup", "Attack", "City", "Concept", "Date", "Facility", ""}
	kinds := []text.Kind{text.Name, text.Nominal, text.Pronoun, text.Adjective}
	rapid.Check(t, func(t *rapid.T) {
		doc := &text.Document{}
		at := 0
		for n := range rapid.IntRange(1, 3).Draw(t, "sentences") {
			size := rapid.IntRange(0, 12).Draw(t, "tokens")
			sent := text.Sentence{Span: text.Span{Start: at, End: at}}
			heads := anyHeads(t, size)
			for i := range size {
				w := rapid.SampledFrom(words).Draw(t, "word")
				sent.Tokens = append(sent.Tokens, text.Token{
					Form: w, Lemma: w, UPOS: rapid.SampledFrom(upos).Draw(t, "upos"), XPOS: rapid.SampledFrom(xpos).Draw(t, "xpos"),
					Head: heads[i], Deprel: rapid.SampledFrom(deprels).Draw(t, "deprel"),
					Span: text.Span{Start: at, End: at + len(w)}, ArcScore: 0.5,
				})
				doc.Text += w + " "
				at += len(w) + 1
				sent.Span.End = at
			}
			doc.Sentences = append(doc.Sentences, sent)
			for range rapid.IntRange(0, size).Draw(t, "mentions") {
				head := rapid.IntRange(0, size-1).Draw(t, "mention")
				first := rapid.IntRange(0, head).Draw(t, "first")
				typ := rapid.SampledFrom(types).Draw(t, "type")
				m := len(doc.Mentions)
				span := sent.Tokens[first].Span.Cover(sent.Tokens[head].Span)
				e := rapid.IntRange(0, len(doc.Entities)).Draw(t, "entity")
				if e == len(doc.Entities) {
					doc.Entities = append(doc.Entities, text.Entity{Name: "x", Type: typ})
				}
				doc.Entities[e].Mentions = append(doc.Entities[e].Mentions, m)
				doc.Mentions = append(doc.Mentions, text.Mention{Sentence: n, First: first, End: head + 1, Head: head, Span: span, Text: "x", Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Type: typ, Entity: e})
			}
		}
		x.Extract(doc)
		for _, c := range doc.Claims {
			if c.Subject < 0 || c.Subject >= len(doc.Mentions) || c.Object >= len(doc.Mentions) || c.Speaker >= len(doc.Mentions) || c.Place >= len(doc.Mentions) {
				t.Fatalf("claim points outside the mentions: %+v", c)
			}
			if c.Object < 0 && c.Value == "" {
				t.Fatalf("claim without object or value: %+v", c)
			}
			if c.Span.Start < 0 || c.Span.End > at || c.Span.Start >= c.Span.End {
				t.Fatalf("evidence outside the text: %+v", c)
			}
			if c.Confidence < 0 || c.Confidence > 1 {
				t.Fatalf("confidence %v", c.Confidence)
			}
		}
	})
}

// anyHeads draws a tree of n tokens: each but the first drawn hangs on one drawn
// before it.
func anyHeads(t *rapid.T, n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	order = rapid.Permutation(order).Draw(t, "order")
	heads := make([]int, n)
	for k, i := range order {
		heads[i] = -1
		if k > 0 {
			heads[i] = order[rapid.IntRange(0, k-1).Draw(t, "head")]
		}
	}
	return heads
}
