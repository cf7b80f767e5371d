package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Copula: "IS-K is a regional affiliate", "Putin is president", "weapons were
// available". What a role noun, an adjective or a phrase of the schema says is
// read elsewhere; here stands what remains: kinds, roles and properties.
func (s *sentence) readCopula(p int) {
	if s.child(p, "cop") < 0 || s.child(p, "expl") >= 0 || s.marker(p, "case") != "" {
		return
	}
	var subjects []argument
	for _, t := range s.actorsOfCopula(p) {
		subjects = append(subjects, s.plain(t)...)
	}
	for _, a := range subjects {
		switch s.toks[p].UPOS {
		case "ADJ", "VERB":
			s.property(p, a)
		case "NOUN", "PROPN":
			s.kind(p, a)
		}
	}
}

// property: "their confessions will be worthless".
func (s *sentence) property(p int, a argument) {
	if s.doc.Mentions[a.mention].Kind == text.Pronoun && !s.named(a.mention) {
		return
	}
	if s.child(p, "det") >= 0 || outlooks[s.lemma(p)] && s.child(p, "xcomp", "ccomp", "advcl") >= 0 {
		return // "the first since 2015" is a thing, "likely to remain" is said of remaining
	}
	f := &finding{rule: "copula adjective", open: "be", anchor: p, base: 0.75}
	s.claim(f, "has-property", a.mention, -1, s.phrase(p), a.sure)
	for _, k := range s.tree.Children(p) {
		if m := s.marker(k, "case"); s.is(k, "obl") && m != "" && !s.timely(k) {
			s.open(p, "be "+strings.ToLower(s.toks[p].Form)+" "+m, []argument{a}, k, 0.6)
		}
	}
}

// outlooks are adjectives that say of what follows how far it is to be expected.
var outlooks = set("likely unlikely certain sure bound set due liable prone apt")

// kind: "IS-K is a regional affiliate", "Mirzoyev is a suspect".
func (s *sentence) kind(p int, a argument) {
	val := s.phrase(p)
	if val == "" {
		return
	}
	f := &finding{rule: "copula noun", open: "be", anchor: p, base: 0.8}
	if !s.person(a.mention) && s.bearing(p, a.mention) {
		return // "an ally of Russia" has been read for what it says
	}
	if m := s.at[p]; m >= 0 && s.doc.Mentions[m].Kind == text.Name && s.person(m) {
		// "his chief of staff is Hassan" says who it is, and so what Hassan is.
		if x := &s.doc.Mentions[a.mention]; x.Kind == text.Nominal && x.Sentence == s.n {
			if role := s.phrase(x.Head); role != "" && s.x.schema.IsAny(s.typeOf(a.mention), []string{"Person"}) {
				f.words = []int{x.Head}
				s.claim(f, "has-role", m, -1, role, a.sure)
			}
		}
		return
	}
	if m := s.at[p]; m >= 0 && s.doc.Mentions[m].Kind == text.Name && s.doc.Mentions[a.mention].Kind == text.Pronoun {
		return // "it was Islamic State": a cleft, not a kind
	}
	if s.person(a.mention) && s.toks[p].UPOS == "NOUN" {
		s.claim(f, "has-role", a.mention, -1, val, a.sure)
		return
	}
	for _, b := range s.plain(p) {
		if s.doc.Mentions[b.mention].Head != p && !s.under(s.doc.Mentions[b.mention].Head, p) {
			continue
		}
		if s.entity(b.mention) == s.entity(a.mention) || value(s.typeOf(b.mention)) {
			s.claim(f, "is-a", a.mention, -1, val, a.sure)
			return
		}
		if s.differ(a.mention, b.mention) {
			return
		}
		s.claim(f, "is-a", a.mention, b.mention, "", a.sure*b.sure)
	}
}

// differ reports whether two mentions are of kinds that nothing is both of: nobody is
// a camp, and no town a number of strikes. The tree, or a chain, is wrong there.
func (s *sentence) differ(a, b int) bool {
	x, y := s.typeOf(a), s.typeOf(b)
	is := s.x.schema.IsAny
	living, site, event := []string{"Person", "People"}, []string{"Country", "Region", "City"}, []string{"Event"}
	for _, pair := range [][2][]string{{living, {"Place", "Event", "Object"}}, {site, {"Event", "Person"}}, {event, {"Person", "Place"}}} {
		if is(x, pair[0]) && is(y, pair[1]) || is(y, pair[0]) && is(x, pair[1]) {
			return true
		}
	}
	return false
}

// bearing reports whether a role noun has given a mention a relation.
func (s *sentence) bearing(p, m int) bool {
	for i, c := range s.claims {
		if s.anchors[i] == p && c.Relation != "" && s.entity(c.Subject) == s.entity(m) && strings.HasPrefix(c.Rule, "noun ") {
			return true
		}
	}
	return false
}

func (s *sentence) person(m int) bool {
	return s.x.schema.Is(s.typeOf(m), "Person") && s.doc.Mentions[m].Kind == text.Name
}

// Opinion: "IS-K consider most of the world to be their enemies". An enemy, a
// friend or a rival in somebody's own eyes is that one's attitude, which the text
// states as a fact about the viewer.
func (s *sentence) readView(v int, fs []filler) {
	if !viewing[s.lemma(v)] {
		return
	}
	for _, n := range s.tree.Children(v) {
		if !s.is(n, "xcomp", "obl", "advcl", "ccomp") || (s.toks[n].UPOS != "NOUN" && s.toks[n].UPOS != "ADJ") {
			continue
		}
		for _, p := range s.nounPatterns(s.x.words.noun, n) {
			if p.relation.ID != "hostile-to" && p.relation.ID != "opposes" && p.relation.ID != "allied-with" && p.relation.ID != "competes-with" {
				continue
			}
			_, owners := s.fill(p, s.nounFillers(n))
			viewers, viewed := s.fill(&pattern{slots: activeSlots}, fs)
			for _, x := range viewers {
				for _, o := range owners {
					if s.entity(o.mention) == s.entity(x.mention) {
						f := &finding{pattern: p, rule: "view as " + s.lemma(n), open: s.lemma(v) + " as " + s.lemma(n), anchor: v, words: []int{n}, base: 0.85}
						s.relate(f, []argument{x}, viewed)
					}
				}
			}
		}
	}
}

var activeSlots = map[string]schema.Role{slotSubj: schema.Subject, slotObj: schema.Object}
