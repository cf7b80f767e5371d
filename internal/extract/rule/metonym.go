package rule

import (
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Metonymy: "Moscow's forces", "Moscow warned Kyiv". A seat of government that
// acts or is dealt with stands for its state. The claim is then about the state,
// through a mention of it that has the seat's words.

// state returns a mention of the state that a mention stands for as the seat of
// its government, or -1 where it is no such seat. The mention is made on first
// use.
func (s *sentence) state(m int) int {
	x := s.doc.Mentions[m]
	if x.Kind != text.Name {
		return -1
	}
	name := schema.SeatOf(s.nameOf(m))
	if name == "" {
		return -1
	}
	for _, o := range s.mentions {
		y := &s.doc.Mentions[o]
		if y.Span == x.Span && y.Type == "Country" {
			return o
		}
	}
	id := len(s.doc.Mentions)
	e := s.chain(name)
	x.Type, x.Entity = "Country", e
	s.doc.Mentions = append(s.doc.Mentions, x)
	s.doc.Entities[e].Mentions = append(s.doc.Entities[e].Mentions, id)
	s.mentions = append(s.mentions, id)
	return id
}

// nameOf is the name of a mention's chain, or its own words where it has none.
func (s *sentence) nameOf(m int) string {
	if e := s.entity(m); e >= 0 && e < len(s.doc.Entities) {
		return s.doc.Entities[e].Name
	}
	return s.words(m)
}

// chain returns the document's chain of a country, made where there is none yet.
func (s *sentence) chain(country string) int {
	for i := range s.doc.Entities {
		if e := &s.doc.Entities[i]; e.Name == country && e.Type == "Country" {
			return i
		}
	}
	s.doc.Entities = append(s.doc.Entities, text.Entity{Name: country, Type: "Country"})
	return len(s.doc.Entities) - 1
}

// statesmen replaces, in an argument that must be an agent, the seat of a
// government by its state.
func (s *sentence) statesmen(args []argument, types []string) []argument {
	if !contains(types, "Country") || s.x.schema.IsAny("City", types) {
		return args
	}
	out := make([]argument, 0, len(args))
	for _, a := range args {
		if s.typeOf(a.mention) == "City" {
			if m := s.state(a.mention); m >= 0 {
				a = argument{m, a.sure * 0.85}
			}
		}
		out = append(out, a)
	}
	return out
}
