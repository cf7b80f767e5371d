package rule

import (
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Owner: "Russia's internal security service", "the Russian air force", "the
// Central Asian republic of Tajikistan". A possessor or a nationality adjective
// ties the noun it stands before to its owner or place.
func (s *sentence) readOwner(n int) {
	if s.demonymAt(n) >= 0 {
		return // "Iraqi-British", "Indian English": of two such words neither's place holds the other's
	}
	for _, f := range s.nounFillers(n) {
		var ps []*pattern
		owner := -1
		switch f.slot {
		case slotPoss:
			ps, owner = s.x.words.possessive, s.best(f.tok)
		case slotDemonym:
			ps, owner = s.x.words.demonym, s.demonymAt(f.tok)
		}
		if owner < 0 || !s.named(owner) {
			continue
		}
		if state := s.state(owner); state >= 0 && s.at[n] >= 0 && s.x.schema.Is(s.typeOf(s.at[n]), "Organization") {
			owner = state
		}
		s.belongs(n, f, ps, owner)
	}
	s.readEventPlace(n)
}

// belongs claims the relation of the first pattern that suits what is owned.
func (s *sentence) belongs(n int, f filler, ps []*pattern, owner int) {
	for _, p := range ps {
		types := p.trigger.Lemmas
		if len(types) == 0 {
			types = p.relation.From
		}
		for _, b := range s.possessed(n) {
			if !s.x.schema.IsAny(s.typeOf(b.mention), types) || s.entity(b.mention) == s.entity(owner) || s.typeOf(owner) == "People" { // "the Arab component"
				continue
			}
			t := &finding{pattern: p, rule: string(p.trigger.Kind) + " " + s.lemma(n), open: "belong to", anchor: n, words: []int{f.tok}, base: b.base, stance: &stance{speaker: -1}}
			if s.relate(t, []argument{b.argument}, []argument{{owner, 1}}) {
				return
			}
		}
	}
}

// possessed returns what an owned noun stands for: who bears it, or its own
// mention when that is a name or of a chain with one.
func (s *sentence) possessed(n int) []bearer {
	var out []bearer
	if k := s.counted(n); k >= 0 && s.sortal(n) { // "the Central Asian republic of Tajikistan"
		return append(out, bearer{argument{s.best(k), 1}, n, 0.85, nil})
	}
	if m := s.at[n]; m >= 0 && (s.named(m) || s.organ(m)) {
		out = append(out, bearer{argument{m, 1}, n, 0.85, nil})
	}
	return append(out, s.bearers(n)...)
}

// organ reports whether a description is as good as a name: "the Russian air
// force", "the Syrian government".
func (s *sentence) organ(m int) bool {
	x := &s.doc.Mentions[m]
	return x.Kind == text.Nominal && s.x.schema.IsAny(x.Type, []string{"Government", "Military", "SecurityService", "MediaOrganization"})
}

// Place of an event: "the Moscow attack", "the Paris talks".
func (s *sentence) readEventPlace(n int) {
	r := s.x.schema.Relation("occurred-at")
	m := s.at[n]
	if r == nil || m < 0 || !s.x.schema.Is(s.typeOf(m), "Event") || s.doc.Mentions[m].Kind == text.Pronoun {
		return
	}
	for _, i := range s.mentions {
		x := &s.doc.Mentions[i]
		if x.Kind != text.Name || !s.is(x.Head, "compound", "nmod:desc") || !s.under(x.Head, n) || s.toks[x.Head].Head != n {
			continue
		}
		if t := s.typeOf(i); s.x.schema.Is(t, "Place") && t != "Country" { // "U.S. airstrikes" are not in the U.S.
			f := &finding{pattern: &pattern{relation: r, trigger: &schema.Trigger{}}, rule: "event place", open: "occur at", anchor: n, base: 0.85, stance: &stance{speaker: -1}}
			s.relate(f, []argument{{m, 1}}, []argument{{i, 1}})
		}
	}
}
