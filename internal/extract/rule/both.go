package rule

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Pair: "Ann Berg met Tom Lee in Bonn. The two married in 1980", "Apple and Google
// compete; both companies sued Acme". Two who were named and are taken up by their
// number. Which two is only said where no third of their kind stands between.

// pair returns mentions of the two that a token takes up, nil where it takes up
// nothing or nobody can tell what.
func (s *sentence) pair(tok int) []argument {
	kinds := s.pairKinds(tok)
	if kinds == nil {
		return nil
	}
	if known, ok := s.both[tok]; ok {
		return known
	}
	if s.both == nil {
		s.both = map[int][]argument{}
	}
	var out []argument
	for _, e := range s.lastNamed(tok, kinds, s.howMany(tok)) {
		out = append(out, argument{s.speakAgain(tok, e), 0.9})
	}
	s.both[tok] = out
	return out
}

// pairClasses are the kinds of those who are taken up together.
var pairClasses = []string{"Person", "Organization", "Country"}

// pairKinds returns the kinds that "the two", "both", "the two men" or "both countries"
// may mean, nil where the words mean no pair by themselves: "two of the men", "both
// Russian companies".
func (s *sentence) pairKinds(tok int) []string {
	switch s.lemma(tok) {
	case "two", "three", "pair", "duo", "trio":
		if s.toks[tok].UPOS == "NUM" && s.is(tok, "nummod") || !s.definite(tok) || s.more(tok) {
			return nil
		}
		return pairClasses
	case "both":
		if s.is(tok, "det", "cc:preconj", "advmod", "det:predet") && !s.leading(tok) || s.more(tok) {
			return nil
		}
		return pairClasses
	case "couple":
		if !s.definite(tok) || s.more(tok) {
			return nil
		}
		return pairClasses[:1]
	}
	if s.toks[tok].XPOS != "NNS" || !s.counts(tok) || s.more(tok) {
		return nil
	}
	switch s.lemma(tok) {
	case "side", "party", "neighbour", "neighbor":
		return pairClasses[1:]
	case "rival", "ally", "enemy", "foe", "partner", "friend":
		return pairClasses
	}
	if m := s.at[tok]; m >= 0 && s.doc.Mentions[m].Kind == text.Nominal {
		for _, kind := range []string{"Person", "Organization", "Country", "City"} {
			if s.x.schema.Is(s.doc.Mentions[m].Type, kind) {
				return []string{kind}
			}
		}
	}
	return nil
}

// definite reports whether a token has a definite article: "the two".
func (s *sentence) definite(tok int) bool {
	d := s.child(tok, "det")
	return d >= 0 && (s.lemma(d) == "the" || s.lemma(d) == "these" || s.lemma(d) == "those")
}

// counts reports whether a plural is one of two: "the two men", "both men".
func (s *sentence) counts(tok int) bool {
	if n := s.child(tok, "nummod"); n >= 0 && (s.lemma(n) == "two" || s.lemma(n) == "three") {
		return s.definite(tok)
	}
	for _, k := range s.tree.Children(tok) {
		if s.is(k, "det", "cc:preconj", "det:predet") && s.lemma(k) == "both" {
			return true
		}
	}
	return false
}

// howMany is the number that a pair is spoken of by, for three may be taken up as well:
// "the three countries".
func (s *sentence) howMany(tok int) int {
	for _, k := range append([]int{tok}, s.tree.Children(tok)...) {
		if w := s.lemma(k); w == "three" || w == "trio" {
			return 3
		}
	}
	return 2
}

// more reports whether something says further which two are meant, or who they are.
func (s *sentence) more(tok int) bool {
	return s.child(tok, "nmod", "nmod:poss", "acl", "acl:relcl", "appos", "amod", "compound", "conj", "flat", "cc") >= 0 || s.at[tok] >= 0 && s.named(s.at[tok])
}

// leading reports whether "both" stands alone before a verb without a subject, which
// it is: "Both sued Acme".
func (s *sentence) leading(tok int) bool {
	v := s.toks[tok].Head
	return v > tok && s.lemma(tok) == "both" && s.is(tok, "advmod") && s.verbal(v) && !s.is(v, "conj") && s.child(v, "nsubj", "nsubj:pass", "csubj") < 0
}

// pairReach is how many sentences back a pair may have been named.
const pairReach = 3

// lastNamed returns the chains of the last, so many, of one of some kinds that are named
// before a token, nil where it is not clear which.
func (s *sentence) lastNamed(tok int, kinds []string, size int) []int {
	found := make([][]int, len(kinds))
	for n := s.n; n >= 0 && n >= s.n-pairReach; n-- {
		for i := range found {
			s.gather(&found[i], tok, n, kinds[i])
		}
		best := -1
		for i, f := range found {
			switch {
			case len(f) < size:
			case len(f) > size || best >= 0:
				return nil
			default:
				best = i
			}
		}
		if best >= 0 {
			a, b := s.doc.Entities[found[best][0]].Name, s.doc.Entities[found[best][1]].Name
			if strings.Contains(a, b) || strings.Contains(b, a) {
				return nil // "Ukraine" and "Eastern Ukraine"
			}
			return found[best]
		}
	}
	return nil
}

// gather adds the named chains of a kind that a sentence speaks of, before token tok
// where it is the same sentence. What that token's own predicate has beside it is
// somebody else: "Ann told the two".
func (s *sentence) gather(found *[]int, tok, sentence int, kind string) {
	for m := range s.doc.Mentions {
		x := &s.doc.Mentions[m]
		if x.Sentence != sentence || x.Entity < 0 || x.Entity >= len(s.doc.Entities) || x.Kind == text.Adjective || !s.named(m) || !s.x.schema.Is(s.typeOf(m), kind) {
			continue
		}
		if sentence == s.n && x.Head >= tok || s.beside(tok, x.Entity) {
			continue
		}
		if !slices.Contains(*found, x.Entity) {
			*found = append(*found, x.Entity)
		}
	}
}

// beside reports whether a chain has an argument of the predicate of token tok.
func (s *sentence) beside(tok, entity int) bool {
	for _, m := range s.mentions {
		if h := s.doc.Mentions[m].Head; h != tok && s.doc.Mentions[m].Entity == entity && s.toks[h].Head == s.toks[tok].Head && s.is(h, "nsubj", "nsubj:pass", "obj", "iobj", "obl") {
			return true
		}
	}
	return false
}

// speakAgain makes the words that take up a pair a mention of one of the two.
func (s *sentence) speakAgain(tok, entity int) int {
	first := s.start(tok)
	span := s.toks[first].Span.Cover(s.toks[tok].Span)
	id := len(s.doc.Mentions)
	s.doc.Mentions = append(s.doc.Mentions, text.Mention{
		Sentence: s.n, First: first, End: tok + 1, Head: tok, Span: span,
		Text: s.index.Slice(span), Kind: text.Pronoun, Type: s.doc.Entities[entity].Type, Entity: entity,
	})
	s.doc.Entities[entity].Mentions = append(s.doc.Entities[entity].Mentions, id)
	s.mentions = append(s.mentions, id)
	return id
}
