package rule

import "github.com/quadrille-kg/quadrille/internal/text"

// Deeds that act: "Israeli strikes destroyed the bridge", "three strikes destroyed a
// tunnel". It is who carried a strike out that destroys, and where the text does not
// say who, no one is made a party to it: a strike is no fighter.
func (s *sentence) strikers(id string, subjects []argument) []argument {
	if id != "destroyed" && id != "targeted" {
		return subjects
	}
	var out []argument
	for _, a := range subjects {
		m := &s.doc.Mentions[a.mention]
		if m.Kind == text.Nominal && !s.named(a.mention) && s.x.schema.Is(s.typeOf(a.mention), "Attack") && m.Sentence == s.n && hands[s.lemma(m.Head)] {
			continue
		}
		out = append(out, a)
	}
	return out
}
