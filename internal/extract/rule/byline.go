package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Byline: "By Frank Gardner" on one line, "BBC security correspondent" on the
// same or the next: the writer, the role, the employer.
func (s *sentence) readByline() {
	writer := s.writer()
	from := s
	if writer < 0 && s.earlier != nil {
		from = s.earlier
		if writer = from.writer(); writer < 0 || len(s.toks) > 10 {
			return
		}
	}
	if writer < 0 {
		return
	}
	person := s.x.schema.Type("Person")
	works := s.x.schema.Relation("works-for")
	for n := range s.toks {
		if person == nil || s.toks[n].UPOS != "NOUN" || !contains(person.Nouns, s.lemma(n)) {
			continue
		}
		f := &finding{rule: "byline", open: "be", anchor: n, base: 0.85, stance: &stance{speaker: -1}}
		if v := s.phrase(n); v != "" {
			s.claim(f, "has-role", writer, -1, v, 1)
		}
		if works == nil {
			return
		}
		f = &finding{pattern: &pattern{relation: works, trigger: &schema.Trigger{}}, rule: "byline", open: "work for", anchor: n, base: 0.85, stance: &stance{speaker: -1}}
		for _, m := range s.mentions {
			if s.doc.Mentions[m].Kind == text.Name && m != writer {
				s.relate(f, []argument{{writer, 1}}, []argument{{m, 1}})
			}
		}
		return
	}
}

// writer returns the person named after "By" at the head of a short line, or -1.
func (s *sentence) writer() int {
	for i := 0; i < len(s.toks) && i < 3; i++ {
		if !strings.EqualFold(s.toks[i].Form, "by") {
			continue
		}
		for _, m := range s.mentions {
			x := &s.doc.Mentions[m]
			if x.Kind == text.Name && x.First == i+1 && s.x.schema.Is(s.typeOf(m), "Person") && len(s.toks) <= 14 {
				return m
			}
		}
	}
	return -1
}
