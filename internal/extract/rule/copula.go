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
	if s.joinsClause(p) || s.child(p, "det") >= 0 || outlooks[s.lemma(p)] && s.child(p, "xcomp", "ccomp", "advcl") >= 0 {
		return // "the first since 2015" is a thing, "likely to remain" is said of remaining
	}
	f := &finding{rule: "copula adjective", open: "be", anchor: p, base: 0.75}
	if v := s.quality(p); v != "" {
		s.claim(f, "has-property", a.mention, -1, v, a.sure)
	}
	for _, k := range s.tree.Children(p) {
		if m := s.marker(k, "case"); s.is(k, "obl") && m != "" && !s.timely(k) {
			s.open(p, "be "+strings.ToLower(s.toks[p].Form)+" "+m, []argument{a}, k, 0.6)
		}
	}
}

// quality is what an adjective says with all that it needs: "sensitive to ozone"; ""
// where that is a clause or was cut off, "clear that", "dependent upon how".
func (s *sentence) quality(p int) string {
	v := s.phrase(p)
	for _, k := range s.tree.Children(p) {
		if k < p && s.is(k, "obl:npmod", "obl:unmarked", "nmod:npmod", "nmod:unmarked") {
			first, _ := s.tree.Edges(k)
			v = s.stretch(first, p) // "25 years old"
		}
		if k < p {
			continue
		}
		switch {
		case s.is(k, "ccomp", "csubj") && !s.participle(k):
			return ""
		case s.is(k, "advcl") && s.participle(k) && needing[s.marker(k, "mark")]:
			return v + " " + s.marker(k, "mark") + " " + s.phrase(k) // "guilty of breaking the truce"
		case s.is(k, "advcl") && topical[s.marker(k, "mark")]:
			return ""
		case s.is(k, "obl", "nmod") && needing[s.marker(k, "case")] && !s.timely(k):
			if s.asking(k) || s.toks[k].UPOS == "PRON" {
				return ""
			}
			return v + " " + s.marker(k, "case") + " " + s.phrase(k)
		}
	}
	return v
}

// needing are the prepositions by which adjectives take what they are about.
var needing = set("to of on upon with for from about against at in")

// joinsClause reports whether a copula joins its subject to a whole clause, "a consequence
// is that the pressure falls": what that clause says, it says of its own subject.
func (s *sentence) joinsClause(p int) bool {
	switch s.marker(p, "mark") {
	case "that", "whether", "how", "if":
		return s.lemma(s.child(p, "mark")) != "if" && s.child(p, "cop") < s.child(p, "mark")
	}
	return s.child(p, "nsubj:outer") >= 0
}

// outlooks are adjectives that say of what follows how far it is to be expected.
var outlooks = set("likely unlikely certain sure bound set due liable prone apt")

// kind: "IS-K is a regional affiliate", "Mirzoyev is a suspect".
func (s *sentence) kind(p int, a argument) {
	val := s.phrase(p)
	if val == "" || s.joinsClause(p) {
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
	if s.namedList(p) >= 0 {
		return // nor do "candidates were MPs Tom Lee and Ann Berg"
	}
	if m := s.at[p]; m >= 0 && s.doc.Mentions[m].Kind == text.Name && s.doc.Mentions[a.mention].Kind == text.Pronoun {
		return // "it was Islamic State": a cleft, not a kind
	}
	if s.person(a.mention) && s.toks[p].UPOS == "NOUN" {
		s.claim(f, "has-role", a.mention, -1, val, a.sure)
		return
	}
	if s.instances(p, a) || hollow[s.lemma(p)] && !s.completed(p) {
		return
	}
	for _, b := range s.plain(p) {
		if s.doc.Mentions[b.mention].Head != p && !s.under(s.doc.Mentions[b.mention].Head, p) {
			continue
		}
		if s.entity(b.mention) == s.entity(a.mention) || value(s.typeOf(b.mention)) || hollow[s.lemma(p)] || s.unfinished(b.mention) {
			s.claim(f, "is-a", a.mention, -1, val, a.sure)
			return
		}
		if s.differ(a.mention, b.mention) {
			return
		}
		s.claim(f, "is-a", a.mention, b.mention, "", a.sure*b.sure)
	}
}

// instances reports whether what stands in the predicate are the members of a kind
// that is the subject, and claims so: "the towns served are Tulsa and Bixby", "one of
// them is the channel".
func (s *sentence) instances(p int, a argument) bool {
	x := &s.doc.Mentions[a.mention]
	if x.Sentence != s.n || x.Kind == text.Name || s.at[p] < 0 {
		return false
	}
	if up := s.toks[x.Head].Head; up >= 0 && s.is(x.Head, "nmod") && s.lemma(up) == "one" {
		return true
	}
	if s.doc.Mentions[s.at[p]].Kind != text.Name || s.toks[x.Head].XPOS != "NNS" && x.Kind != text.Pronoun || s.toks[p].XPOS == "NNPS" {
		return false
	}
	if x.Kind == text.Nominal {
		f := &finding{rule: "copula instance", open: "be", anchor: p, words: []int{x.Head}, base: 0.75}
		for _, b := range s.plain(p) {
			s.claim(f, "is-a", b.mention, a.mention, "", a.sure*b.sure)
		}
	}
	return true
}

// hollow are nouns that say nothing of what they are said of without their complement.
var hollow = set("part reason result case way thing one example cause kind sort type source member piece matter question issue problem point place time first last other same bit lot majority basis subject object target victim version form fact consequence")

// unfinished reports whether a description has its complement outside of its mention:
// "a classmate of Hu Shih" is more than a classmate.
func (s *sentence) unfinished(m int) bool {
	x := &s.doc.Mentions[m]
	if x.Kind != text.Nominal || x.Sentence != s.n || s.named(m) {
		return false
	}
	for _, k := range s.tree.Children(x.Head) {
		if k >= x.End && s.is(k, "nmod") && completing[s.marker(k, "case")] {
			return true
		}
	}
	return false
}

// completed reports whether a predicate noun has its complement in the claim's words.
func (s *sentence) completed(p int) bool {
	for _, k := range s.tree.Children(p) {
		if k > p && s.is(k, "nmod") || k < p && s.is(k, "amod", "compound", "nmod:poss") {
			return true
		}
	}
	return false
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
		if s.anchors[i] == p && c.Relation != "" && c.Relation != "located-in" && (s.entity(c.Subject) == s.entity(m) || s.entity(c.Object) == s.entity(m)) && strings.HasPrefix(c.Rule, "noun ") {
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
