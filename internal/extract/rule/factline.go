package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Fact line: "Chief executive: Ann Berg", "Headquarters: Hamburg, Germany", "Founded:
// 1999 by Tom Lee", below a line that is a name alone. The label says what the value
// is to that name.

// readFactLine reads a sentence that is a line of a table of facts, and reports
// whether it is one. Nothing else is read from such a line but addresses, for it is
// no sentence.
func (s *sentence) readFactLine() bool {
	colon := s.labelled()
	if colon < 0 {
		return false
	}
	topic := s.topic()
	if topic < 0 {
		return false
	}
	for i := range s.toks {
		s.readAddress(i)
	}
	top := s.valueAfter(colon)
	if top < 0 {
		return true
	}
	last := colon - 1
	by := last > 0 && s.lemma(last) == "by"
	if by {
		last--
	}
	about := []argument{{topic, 1}}
	switch id, known := factLabels[s.label(colon)]; {
	case known:
		s.fact(s.x.schema.Relation(s.placed(id, topic)), last, about, s.places(id, top, colon))
	case s.toks[last].XPOS == "VBN":
		s.madeBy(last, top, by, about)
	default:
		s.roleOf(last, top, about)
	}
	return true
}

// labelled returns the colon of a line that begins with a label, "Chief executive:",
// and has no verb after it; -1 where the sentence is none.
func (s *sentence) labelled() int {
	n := len(s.toks)
	if n < 3 || s.toks[n-1].Form == "." || s.toks[n-1].Form == "?" {
		return -1
	}
	for i := range min(6, n-1) {
		switch {
		case s.toks[i].Form == ":":
			if i == 0 || s.verbAfter(i) {
				return -1
			}
			return i
		case s.toks[i].UPOS == "PUNCT" && s.toks[i].Form != "-":
			return -1
		}
	}
	return -1
}

func (s *sentence) verbAfter(i int) bool {
	for i++; i < len(s.toks); i++ {
		if s.finite(i) || s.is(i, "aux", "cop") {
			return true
		}
	}
	return false
}

// topic returns the name that the nearest line above this one and its like consists
// of; -1 where there is none.
func (s *sentence) topic() int {
	const table = 20 // lines: no table of facts is longer
	for n := s.n - 1; n >= 0 && n >= s.n-table; n-- {
		if m := s.nameOfLine(n); m >= 0 {
			return m
		}
		toks := s.doc.Sentences[n].Tokens
		colon := false
		for i := range min(6, len(toks)) {
			colon = colon || toks[i].Form == ":"
		}
		if !colon || toks[len(toks)-1].Form == "." {
			return -1
		}
	}
	return -1
}

// nameOfLine returns the name that a sentence consists of, -1 for none.
func (s *sentence) nameOfLine(n int) int {
	size := len(s.doc.Sentences[n].Tokens)
	for m := range s.doc.Mentions {
		x := &s.doc.Mentions[m]
		if x.Sentence == n && x.Kind == text.Name && x.End == size && x.First <= 1 {
			return m
		}
	}
	return -1
}

// valueAfter returns what the words after the label hang on: a token that hangs on
// none of them.
func (s *sentence) valueAfter(colon int) int {
	for i := colon + 1; i < len(s.toks); i++ {
		if s.toks[i].Head <= colon && s.toks[i].UPOS != "PUNCT" {
			return i
		}
	}
	return -1
}

// label is the text before the colon in small letters.
func (s *sentence) label(colon int) string {
	return strings.ToLower(s.index.Slice(s.toks[0].Span.Cover(s.toks[colon-1].Span)))
}

// factLabels are the labels that no trigger of the schema knows, with the relation of
// what stands above to the value.
var factLabels = map[string]string{
	"headquarters": "based-in", "seat": "based-in", "base": "based-in", "based": "based-in", "based in": "based-in", "head office": "based-in", "location": "located-in", "located in": "located-in", "place": "located-in",
	"country": "located-in", "region": "located-in", "province": "located-in", "venue": "occurred-at",
	"born": "born-in", "born in": "born-in", "birthplace": "born-in", "place of birth": "born-in",
	"died": "died-in", "died in": "died-in", "place of death": "died-in",
	"residence": "lives-in", "home": "lives-in", "lives in": "lives-in", "nationality": "citizen-of", "citizenship": "citizen-of",
	"education": "studied-at", "alma mater": "studied-at", "studied at": "studied-at", "employer": "works-for", "party": "member-of", "member of": "member-of",
}

// placed is the relation of a label for a topic of another kind: an event's place is
// where it happened, a firm's its seat.
func (s *sentence) placed(id string, topic int) string {
	switch t := s.typeOf(topic); {
	case id != "located-in" && id != "based-in":
	case s.x.schema.Is(t, "Event"):
		return "occurred-at"
	case id == "based-in" && s.x.schema.IsAny(t, []string{"Place", "Object"}):
		return "located-in"
	case id == "located-in" && s.firm(t):
		return "based-in"
	}
	return id
}

// places returns what a value names that fits a relation: of "17 July 1954, Hamburg"
// the city, of "Mainz, Germany" the first.
func (s *sentence) places(id string, top, colon int) []argument {
	r := s.x.schema.Relation(id)
	if r == nil {
		return nil
	}
	for _, m := range s.mentions {
		x := &s.doc.Mentions[m]
		if x.First <= colon || x.Kind == text.Nominal || x.Kind == text.Pronoun || s.fits(m, r.To) < 1 {
			continue
		}
		if x.Head == top && x.Kind == text.Name && !s.x.schema.Is(s.typeOf(m), "Place") {
			return s.plain(top)
		}
		return []argument{{m, 1}}
	}
	return nil
}

// fact claims a relation of the topic to each value.
func (s *sentence) fact(r *schema.Relation, label int, subjects, objects []argument) {
	if r == nil || len(objects) == 0 {
		return
	}
	f := s.findingOf(r, "fact line", label, label)
	f.open, f.base, f.stance = strings.ToLower(s.toks[label].Form), 0.85, &stance{speaker: -1}
	s.relate(f, subjects, objects)
}

// madeBy reads "Founded: 1999 by Tom Lee" and "Owned by: Nordea".
func (s *sentence) madeBy(verb, top int, by bool, about []argument) {
	var agents []argument
	if by {
		agents = s.plain(top)
	} else {
		for k := top; k < len(s.toks); k++ {
			if s.is(k, "obl", "nmod") && s.marker(k, "case") == "by" {
				agents = append(agents, s.plain(k)...)
			}
		}
	}
	for _, p := range s.verbPatterns(verb) {
		if len(p.rest) == 0 && len(p.trigger.Takes) == 0 && p.slots[slotObj] == schema.Object && s.anyFits(about, p.relation.To) {
			s.fact(p.relation, verb, agents, about)
			return
		}
	}
}

// roleOf reads "Chief executive: Ann Berg", "Allies: Russia and Syria".
func (s *sentence) roleOf(noun, top int, about []argument) {
	values := s.plain(top)
	for _, p := range s.nounPatterns(s.x.words.noun, noun) {
		if p.slots[slotPoss] == schema.Object && s.anyFits(about, p.relation.To) && s.anyFits(values, p.relation.From) {
			s.fact(p.relation, noun, values, about)
			return
		}
	}
}
