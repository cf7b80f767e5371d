package mention

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/persons"
)

// weak are titles that are words of other names as often: "General Electric", "St.
// Petersburg". They make a person of what follows only where more says so.
var weak = words("general major private master chief attorney deputy director count duke duchess king queen prince princess governor officer coach justice college marshal admiral captain lady lord father mother brother sister baron leader comrade father chair pope imam")

// entitled returns where the person's own name begins in a name that has an office or
// a title inside, whatever the tagger took it for: "Pentagon Press Secretary Peter
// Cook", "U.S. Army General Joseph Votel". It is -1 for any other.
func (s *scan) entitled(n name) int {
	for t := n.end - 2; t >= n.first; t-- {
		if !persons.IsTitle(s.toks[t].Form) || saint[s.toks[t].Form] {
			continue
		}
		next := t + 1
		for next < n.end && s.toks[next].UPOS == "PUNCT" {
			next++
		}
		if next == n.end || !capital(s.toks[next].Form) && !s.particle(next) || s.toks[next].UPOS == "NUM" {
			return -1
		}
		if typ := s.ownNoun(next, n.end-1); typ != "" && typ != "Person" && (persons.Given(s.toks[next].Form) == 0 || s.schema.IsAny(typ, []string{"Organization", "Place"})) {
			return -1 // "Prince Hotel"
		}
		for i := next; i < n.end; i++ {
			if lower := s.toks[i].Form; lower == "of" || lower == "for" || lower == "and" {
				return -1
			}
		}
		if weak[strings.ToLower(strings.TrimSuffix(s.toks[t].Form, "."))] && persons.Given(s.toks[next].Form) == 0 && !strings.HasSuffix(s.toks[next].Name, "Person") && !numeral(s.toks[n.end-1].Form) {
			return -1
		}
		return next
	}
	return -1
}

// titleBefore reports whether a title that is nothing else stands right before a name
// of one word: "Special Advisor Thames".
func (s *scan) titleBefore(n name) bool {
	t := n.first - 1
	if t < 0 || n.end-n.first > 1 || !capital(s.toks[t].Form) || s.sent.Heading || !s.nominal(t) {
		return false
	}
	form := strings.ToLower(strings.TrimSuffix(s.toks[t].Form, "."))
	return persons.IsTitle(form) && !weak[form] && !saint[s.toks[t].Form] && capital(s.toks[n.first].Form) && !shouted(s.toks[n.first].Form)
}

// saint are the titles that stand before places and hospitals as often.
var saint = words("St St. Saint San Santa")

// numeral reports a Roman number of rulers.
func numeral(form string) bool {
	return len(form) > 1 && strings.Trim(form, "IVX") == ""
}

// honour widens a person's name by the offices and titles before it: "UN Special
// Envoy Pedro Almansa", "Secretary of State Antony Blinken". What stands between the
// title and the capitalised words before it belongs to the office.
func (s *scan) honour(n name) name {
	n.core = n.first
	for n.core < n.end-1 && persons.IsTitle(s.toks[n.core].Form) {
		n.core++
	}
	title := s.officeOf(n.core)
	if title < 0 {
		title = n.core - 1
	}
	if title < 0 || !s.honourable(title) || !persons.IsTitle(s.toks[title].Form) {
		return n
	}
	first := title
	for first > 0 && title-first < 5 && s.honourable(first-1) {
		first--
	}
	n.first = first
	return n
}

// officeOf returns the title of "Minister of Defence" that ends just before a name, or
// -1.
func (s *scan) officeOf(first int) int {
	for of := first - 2; of > 0 && of >= first-4; of-- {
		if s.toks[of].Form != "of" {
			if !capital(s.toks[of].Form) {
				return -1
			}
			continue
		}
		if capital(s.toks[of+1].Form) && s.toks[of+1].UPOS != "NUM" && persons.IsTitle(s.toks[of-1].Form) && capital(s.toks[first-1].Form) {
			return of - 1
		}
		return -1
	}
	return -1
}

// honourable reports whether token i may be a word of an office before a name.
func (s *scan) honourable(i int) bool {
	tok := &s.toks[i]
	if !capital(tok.Form) || s.times(i) || strings.HasSuffix(tok.Name, "Person") && !persons.IsTitle(tok.Form) || s.sent.Heading && tok.UPOS != "PROPN" && !persons.IsTitle(tok.Form) {
		return false
	}
	switch tok.UPOS {
	case "PROPN", "NOUN":
		return true
	case "ADJ":
		return i > 0 || tok.XPOS == "NNP" || s.toks[i+1].UPOS == "PROPN"
	}
	return false
}
