package rule

import (
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Mutual nouns: "Iran and Syria are allies", "the brothers Ali and Omar", "Nokia and
// Siemens, old rivals": a plural that says nobody's ties those who bear it to each
// other.
func (s *sentence) readMutual(n int) {
	if s.toks[n].XPOS != "NNS" || len(s.x.words.noun[s.lemma(n)]) == 0 {
		return
	}
	var list []argument
	for _, p := range s.nounPatterns(s.x.words.noun, n) {
		if !p.relation.Symmetric && !attitude[p.relation.ID] {
			continue
		}
		if list == nil {
			if list = s.bearersTogether(n); len(list) < 2 {
				return
			}
		}
		f := &finding{pattern: p, rule: "noun " + s.lemma(n), open: "be " + s.lemma(n) + " of", anchor: n, words: []int{n}, base: 0.85}
		before := len(s.claims)
		s.mutual(f, list)
		if !p.relation.Symmetric {
			slices.Reverse(list)
			s.mutual(f, list)
		}
		if len(s.claims) > before {
			return
		}
	}
}

// bearersTogether returns the list that a plural role noun is said of, nil where it
// belongs to somebody, "allies of Iran", or says more than a time or field.
func (s *sentence) bearersTogether(n int) []argument {
	for _, k := range s.tree.Children(n) {
		if s.is(k, "nmod:poss", "acl:relcl") || s.is(k, "compound", "nmod:desc") && s.at[k] >= 0 && s.named(s.at[k]) {
			return nil
		}
		if m := s.marker(k, "case"); s.is(k, "nmod", "obl") && m != "" && !circumstantial[m] {
			return nil
		}
		if s.is(k, "amod") && s.at[k] >= 0 && s.doc.Mentions[s.at[k]].Kind == text.Adjective {
			return nil
		}
	}
	var list []argument
	switch up := s.toks[n].Head; {
	case s.child(n, "cop") >= 0:
		for _, t := range s.actorsOfCopula(n) {
			list = append(list, s.plain(t)...)
		}
	case s.namedList(n) == n+1:
		list = s.plain(s.namedList(n))
	case s.is(n, "appos") && up >= 0 && up < n && s.child(up, "conj") >= 0:
		list = s.plain(up)
	}
	for _, a := range list {
		if s.doc.Mentions[a.mention].Head == n || s.doc.Mentions[a.mention].Kind == text.Nominal && !s.named(a.mention) {
			return nil
		}
	}
	return list
}

// State of war: "Chad and Mali are at war".
func (s *sentence) readAtWar(n int) {
	r := s.x.schema.Relation("at-war-with")
	if s.lemma(n) != "war" || r == nil || s.child(n, "cop") < 0 || s.marker(n, "case") != "at" || s.child(n, "nmod", "obl") >= 0 && s.marker(s.child(n, "nmod", "obl"), "case") == "with" {
		return
	}
	var list []argument
	for _, t := range s.actorsOfCopula(n) {
		list = append(list, s.plain(t)...)
	}
	f := s.findingOf(r, "at war", n, n)
	f.open, f.base = "be at war with", 0.85
	s.mutual(f, list)
}

// circumstantial are the prepositions of a time or field, not of whose a noun is.
var circumstantial = set("in at for since during until on")

// namedList returns the first of several names in apposition to a plural: "the brothers
// Ali and Omar"; -1 for none.
func (s *sentence) namedList(n int) int {
	if s.toks[n].XPOS != "NNS" {
		return -1
	}
	for _, k := range s.tree.Children(n) {
		if k < n || !s.is(k, "appos", "flat") || s.at[k] < 0 || s.doc.Mentions[s.at[k]].Kind != text.Name {
			continue
		}
		if c := s.child(k, "conj"); c >= 0 && s.at[c] >= 0 && s.doc.Mentions[s.at[c]].Kind == text.Name {
			return k
		}
	}
	return -1
}
