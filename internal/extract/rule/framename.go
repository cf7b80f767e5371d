package rule

import "strings"

// The name of an event that a verb tells of: "attack on Russian embassy in Kabul,
// 2022", "meeting of Xi Jinping and Vladimir Putin, 2023-03-21". It says what was
// done and to whom, or else by whom, then where and when.

// mostNamed is how many of those that an event is done to its name says.
const mostNamed = 2

func (s *sentence) eventName(f *frame, parts []framePart) string {
	whom, who := []string{}, []string{}
	in, where, when := "in", "", ""
	for _, p := range parts {
		switch p.relation {
		case hasTarget:
			if len(whom) == 0 || s.deeds[p.from] == f.deed {
				whom = append(whom, s.nameOf(p.mention)) // and not who else it hurt
			}
		case takesPart:
			who = append(who, s.nameOf(p.mention))
		case occurredAt:
			if where == "" {
				where = s.nameOf(p.mention)
				if m := &s.doc.Mentions[p.mention]; m.Sentence == s.n && placing[s.marker(m.Head, "case")] {
					in = s.marker(m.Head, "case")
				}
			}
		case occurredOn:
			when = days(s.claims[p.from].Time)
		}
	}
	name := f.event.Called
	words := strings.Fields(name)
	noun := strings.Join(words[:max(1, len(words)-1)], " ")
	switch {
	case len(whom) > 0:
		name += " " + listed(whom)
	case s.allTakePart(f):
		name += " " + listed(who)
	case len(who) > 0:
		name = noun + " by " + listed(who)
	default:
		name = noun
	}
	if where != "" && !strings.Contains(name, where) {
		name += " " + in + " " + where
	}
	if when != "" {
		name += ", " + when
	}
	return name
}

// rename gives an event that is called by its noun alone, "attack", a name by which it
// can be told from others.
func (s *sentence) rename(m int, f *frame, parts []framePart) {
	if e := s.entity(m); e >= 0 && !s.named(m) && !strings.Contains(s.doc.Entities[e].Name, " ") {
		s.doc.Entities[e].Name = s.eventName(f, parts)
	}
}

// allTakePart reports whether all who take part in a frame do so alike.
func (s *sentence) allTakePart(f *frame) bool {
	r := s.x.schema.Relation(s.claims[f.claims[0]].Relation)
	return r != nil && r.Symmetric
}

// listed joins names as English does, the first few of many.
func listed(names []string) string {
	if len(names) > mostNamed {
		return strings.Join(names[:mostNamed], ", ") + " and others"
	}
	return strings.Join(names, " and ")
}
