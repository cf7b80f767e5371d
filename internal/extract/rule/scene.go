package rule

import (
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Scene: "Near Rawah, a strike destroyed a bridge", "In Syria, the coalition
// conducted strikes against militants". Who is struck somewhere is there, and whoever
// fights somewhere is active there.
func (s *sentence) scene(f *finding, subjects, objects []argument) {
	id := f.pattern.relation.ID
	if !violent[id] && !bodily[id] {
		return
	}
	for _, k := range s.stages(f.anchor) {
		mark := s.marker(k, "case")
		for _, place := range s.plain(k) {
			if !s.named(place.mention) || !s.x.schema.Is(s.typeOf(place.mention), "Place") {
				continue
			}
			s.isAt(f, objects, mark, place)
			if bodily[id] {
				s.isAt(f, subjects, mark, place)
			} else if mark == "in" || mark == "across" {
				s.actsIn(f, subjects, place)
			}
		}
	}
}

// violent relations have both sides, or at least the one that suffers, on the spot.
var violent = set("attacked targeted bombed killed injured destroyed fights")

// bodily relations want both sides in the same place, as persons.
var bodily = set("met-with")

// stages returns the phrases that say where a predicate takes place: its own, and
// one before the first of several joined predicates, which all of them share.
func (s *sentence) stages(p int) []int {
	var out []int
	own := func(p int, shared bool) {
		subject := s.child(p, "nsubj", "nsubj:pass")
		for _, k := range s.tree.Children(p) {
			if s.is(k, "obl", "nmod") && placing[s.marker(k, "case")] && (!shared || subject >= 0 && k < subject) {
				out = append(out, k)
			}
		}
	}
	own(p, false)
	for d := 0; d < deepest && s.is(p, "conj", "parataxis") && s.toks[p].Head >= 0; d++ {
		p = s.toks[p].Head
		own(p, true)
	}
	return out
}

// isAt claims that those who suffer are at, or near, a place.
func (s *sentence) isAt(f *finding, who []argument, mark string, place argument) {
	id := "located-in"
	if mark == "near" || mark == "outside" || mark == "around" {
		id = "near"
	}
	r := s.x.schema.Relation(id)
	if r == nil {
		return
	}
	g := *f
	g.pattern, g.rule, g.open, g.base = &pattern{relation: r, trigger: &schema.Trigger{}}, "scene", "be "+mark, 0.7
	for _, a := range who {
		if m := &s.doc.Mentions[a.mention]; m.Sentence == s.n && m.Kind != text.Adjective && !s.x.schema.IsAny(s.typeOf(a.mention), []string{"Country", "Region", "City", "Event"}) {
			s.relate(&g, []argument{a}, []argument{place})
		}
	}
}

// actsIn claims that organisations that fight in a place are active there.
func (s *sentence) actsIn(f *finding, who []argument, place argument) {
	r := s.x.schema.Relation("operates-in")
	if r == nil {
		return
	}
	g := *f
	g.pattern, g.rule, g.open, g.base = &pattern{relation: r, trigger: &schema.Trigger{}}, "scene", "operate in", 0.7
	s.relate(&g, who, []argument{place})
}

// Addresses: "Woodbridge, Virginia", "Incirlik Air Base, Turkey". A place that
// follows another after a comma is where the first one lies.
func (s *sentence) readAddress(n int) {
	r := s.x.schema.Relation("located-in")
	a := s.at[n]
	if r == nil || a < 0 || s.doc.Mentions[a].Kind != text.Name || !s.x.schema.IsAny(s.typeOf(a), []string{"Place", "Organization"}) {
		return
	}
	for _, k := range s.tree.Children(n) {
		b := s.at[k]
		if b < 0 || !s.is(k, "nmod:unmarked", "appos", "list", "dep", "flat", "nmod") || s.doc.Mentions[b].Kind != text.Name || s.marker(k, "case") != "" || s.child(k, "cc") >= 0 {
			continue
		}
		x, y := &s.doc.Mentions[a], &s.doc.Mentions[b]
		if y.First == x.End+1 && s.toks[x.End].Form == "," && s.wider(s.typeOf(b), s.typeOf(a)) {
			f := &finding{pattern: &pattern{relation: r, trigger: &schema.Trigger{}}, rule: "address", open: "be in", anchor: n, words: []int{k}, base: 0.85, stance: &stance{speaker: -1}}
			s.relate(f, []argument{{a, 1}}, []argument{{b, 1}})
		}
	}
}

// wider reports whether a place of type t may hold one of type u.
func (s *sentence) wider(t, u string) bool {
	switch {
	case t == "Country":
		return u != "Country"
	case t == "Region":
		return u != "Country"
	case t == "City" || t == "Place":
		return s.x.schema.IsAny(u, []string{"Facility", "Organization"})
	}
	return false
}
