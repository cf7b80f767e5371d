package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Bridging list: "They have many enemies. Russia is high on their list, along
// with the US." A list that says not of what is of those just spoken of, if they
// had the same owner; whoever is on it is one of them.
func (s *sentence) readList(n int) {
	if mark := s.marker(n, "case"); s.lemma(n) != "list" || mark != "on" && !strings.HasSuffix(mark, " on") {
		return
	}
	owner := -1
	for _, k := range s.tree.Children(n) {
		switch {
		case s.is(k, "nmod:poss"):
			owner = s.best(k)
		case s.is(k, "nmod") && s.marker(k, "case") == "of":
			return // it says of what
		}
	}
	if owner < 0 {
		return
	}
	for _, from := range []*sentence{s, s.earlier} {
		if from == nil {
			continue
		}
		if p, noun := from.ownedBy(s.entity(owner)); p != nil {
			f := &finding{pattern: p, rule: "list of " + noun, open: "be on list of", anchor: s.predicateOf(n), words: []int{n}, base: 0.75}
			members := s.listed(n)
			if attitude[p.relation.ID] {
				s.relate(f, []argument{{owner, 1}}, members)
			} else {
				s.relate(f, members, []argument{{owner, 1}})
			}
			return
		}
	}
}

// attitude names the relations that the owner of such people has to them: one's
// enemies are those one is hostile to.
var attitude = map[string]bool{"hostile-to": true, "opposes": true}

// ownedBy finds a plural role noun that belongs to the chain owner: "their
// enemies".
func (s *sentence) ownedBy(owner int) (*pattern, string) {
	for n := range s.toks {
		if s.toks[n].XPOS != "NNS" {
			continue
		}
		for _, p := range s.nounPatterns(s.x.words.noun, n) {
			for _, k := range s.tree.Children(n) {
				if s.is(k, "nmod:poss") && s.entity(s.best(k)) == owner {
					return p, s.lemma(n)
				}
			}
		}
	}
	return nil, ""
}

// predicateOf returns the predicate that a token belongs to, or the token.
func (s *sentence) predicateOf(n int) int {
	for i, d := n, 0; i >= 0 && d < deepest; i, d = s.toks[i].Head, d+1 {
		if s.verbal(i) || s.child(i, "cop") >= 0 {
			return i
		}
	}
	return n
}

// listed returns the named ones that a clause puts on the list n: its subject,
// and those "along with" it.
func (s *sentence) listed(n int) []argument {
	p := s.predicateOf(n)
	var out []argument
	keep := func(args []argument) {
		for _, a := range args {
			if s.doc.Mentions[a.mention].Kind == text.Name || s.named(a.mention) {
				out = append(out, a)
			}
		}
	}
	for _, t := range s.actorsOrCopula(p) {
		keep(s.plain(t))
	}
	for i := range s.toks {
		if (s.toks[i].Head == p || s.under(i, n)) && company[s.marker(i, "case")] {
			keep(s.plain(i))
		}
	}
	return out
}
