package rule

import (
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Examples: "key towns in northern Iraq including Rabiyah", "the international
// community, including Russia", "US ships USS Hopper and USS Mahan". What is named as
// one of some is in them, if they are a place, and one of them, if they are agents.
func (s *sentence) readExamples(k int) {
	n := s.toks[k].Head
	if n < 0 || s.at[k] < 0 {
		return
	}
	byName := s.at[n] >= 0 && s.is(k, "appos", "flat") && s.toks[n].XPOS == "NNS" && s.doc.Mentions[s.at[n]].Kind == text.Nominal
	if byName && s.namedList(n) == k && s.comma(n, k) {
		return // "the bloc's members, Mali and Niger" are no more than these
	}
	if !byName && (!s.is(k, "nmod", "obl") || !examples[s.marker(k, "case")]) {
		return
	}
	whole := s.at[n]
	if m := s.wholeBefore(k); !byName && m >= 0 {
		whole, n = m, s.doc.Mentions[m].Head
	}
	if whole < 0 {
		return
	}
	for _, a := range s.members(k) {
		if s.doc.Mentions[a.mention].Kind != text.Name || s.entity(a.mention) == s.entity(whole) {
			continue
		}
		r := s.x.schema.Relation("member-of")
		part, t := s.typeOf(a.mention), s.typeOf(whole)
		switch place := s.x.schema.Is(part, "Place") && s.x.schema.Is(t, "Place"); {
		case byName && (place || s.x.schema.Is(part, "Person")):
			continue
		case place && s.toks[n].XPOS == "NNS":
			continue // Rabiyah is one of the towns, and not in them
		case place && part != t:
			r = s.x.schema.Relation("located-in")
		case place || !s.x.schema.IsAny(t, []string{"Agent", "Vehicle"}):
			continue
		case !s.x.schema.Is(t, "Organization"):
			r = s.x.schema.Relation("part-of")
		}
		if r != nil {
			f := &finding{pattern: &pattern{relation: r, trigger: &schema.Trigger{}}, rule: "example", open: "be one of", anchor: n, words: []int{k}, base: 0.7, stance: &stance{speaker: -1}}
			s.relate(f, []argument{a}, []argument{{whole, 1}})
		}
	}
}

// wholeBefore returns the mention that ends where "including" begins, with or without
// a comma between them, -1 for none: the territory of "a quarter of the territory,
// including Tikrit".
func (s *sentence) wholeBefore(k int) int {
	mark := s.child(k, "case")
	if mark < 1 {
		return -1
	}
	end := mark
	if s.toks[end-1].UPOS == "PUNCT" {
		end--
	}
	best := -1
	for _, m := range s.mentions {
		if x := &s.doc.Mentions[m]; x.End == end && naming[x.Kind] && s.at[x.Head] == m && (best < 0 || x.First < s.doc.Mentions[best].First) {
			best = m
		}
	}
	return best
}

// members returns a token's mention and those joined to it.
func (s *sentence) members(k int) []argument {
	out := []argument{{s.at[k], 1}}
	for _, c := range s.tree.Children(k) {
		if s.is(c, "conj") && s.at[c] >= 0 {
			out = append(out, s.members(c)...)
		}
	}
	return out
}
