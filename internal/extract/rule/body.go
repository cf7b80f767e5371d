package rule

import "github.com/quadrille-kg/quadrille/internal/text"

// Body: "Tom Lee of the Green Party", "Ann Berg, of Human Rights Watch". A person is
// named with the body that he speaks or works for, and of a party or an armed group
// he is a member.
func (s *sentence) readBody(n int) {
	m := s.at[n]
	if m < 0 || !s.person(m) {
		return
	}
	for _, k := range s.tree.Children(n) {
		if k < n || !s.is(k, "nmod") || s.marker(k, "case") != "of" || s.at[k] < 0 || s.doc.Mentions[s.at[k]].Kind != text.Name {
			continue
		}
		body := s.at[k]
		id := "works-for"
		switch t := s.typeOf(body); {
		case !s.x.schema.Is(t, "Organization"):
			continue
		case s.x.schema.IsAny(t, []string{"PoliticalParty", "ArmedGroup"}):
			id = "member-of"
		}
		if r := s.x.schema.Relation(id); r != nil {
			f := s.findingOf(r, "body", n, k)
			f.open, f.base, f.stance = "be of", 0.8, &stance{speaker: -1}
			s.relate(f, []argument{{m, 1}}, []argument{{body, 1}})
		}
	}
}
