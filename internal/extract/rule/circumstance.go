package rule

import (
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Prepositions that place an event.
var placing = set("in at near inside outside across throughout within around")

// timeOf returns the expression of time that a clause carries: one that hangs
// nearest on the predicate or the words that say it.
func (s *sentence) timeOf(anchor int, words []int) *text.TimeExpr {
	times := s.doc.Sentences[s.n].Times
	if t := s.timeBefore(anchor); t != nil {
		return t
	}
	var best *text.TimeExpr
	nearest := len(s.toks) + 1
	for i := range times {
		t := &times[i]
		if s.lifespan(t) {
			continue
		}
		head := s.headOf(t.First, t.End)
		for _, w := range append([]int{anchor}, words...) {
			if d, ok := s.distance(head, w); ok && d < nearest && !(best != nil && dated(best) && !dated(t)) {
				best, nearest = t, d
			}
		}
	}
	if best == nil && !s.verbal(anchor) {
		// "the occupation of that country from 1979-89": close behind a noun, whatever
		// the parser hung it on.
		for i := range times {
			if t := &times[i]; dated(t) && t.First > anchor && t.First <= anchor+6 && s.noPredicate(anchor+1, t.First) {
				return t
			}
		}
	}
	return best
}

// lifespan reports whether a time stands in brackets behind a name, "Rulan Pian
// (1922 – 2013)": the years that somebody lived, or something was.
func (s *sentence) lifespan(t *text.TimeExpr) bool {
	for i := t.First - 1; i > 0 && i >= t.First-bracketLength; i-- {
		switch s.toks[i].Form {
		case ")":
			return false
		case "(":
			return s.covering(i-1) >= 0
		}
	}
	return false
}

// bracketLength is how many tokens a bracket has before its years: "(German
// pronunciation: [bernuli]; born 8 February 1700".
const bracketLength = 12

// dated reports whether an expression of time says of any day that it is meant.
func dated(t *text.TimeExpr) bool { return t.Time.From != "" || t.Time.To != "" }

// noPredicate reports whether no verb stands in [from, to).
func (s *sentence) noPredicate(from, to int) bool {
	for i := from; i < to; i++ {
		if s.verbal(i) {
			return false
		}
	}
	return true
}

// timeBefore returns the time that a clause is an account of: "in the 1990s, when
// forces devastated Grozny", "in early March, around the time the US warned
// Russia". It stands right before the clause; nil where there is none.
func (s *sentence) timeBefore(anchor int) *text.TimeExpr {
	start := -1
	for _, k := range s.tree.Children(anchor) {
		if s.lemma(k) == "when" && k < anchor {
			start = k
		}
	}
	if up := s.toks[anchor].Head; start < 0 && up >= 0 && up < anchor && s.is(anchor, "acl") && s.timeNoun(up) {
		start = up
	}
	if start < 0 {
		return nil
	}
	times := s.doc.Sentences[s.n].Times
	for i := range times {
		t := &times[i]
		if t.End <= start && t.End >= start-4 && s.noPredicate(t.End, start) {
			return t
		}
	}
	return nil
}

// distance counts the arcs from a phrase up to a predicate; false where another
// clause lies between.
func (s *sentence) distance(from, to int) (int, bool) {
	for i, n := from, 0; i >= 0 && n <= deepest; i, n = s.toks[i].Head, n+1 {
		if i == to {
			return n, true
		}
		if i != from && (s.verbal(i) || s.child(i, "cop", "nsubj") >= 0) {
			return 0, false
		}
	}
	return 0, false
}

// headOf returns the token of [first, end) whose head lies outside it.
func (s *sentence) headOf(first, end int) int {
	for i := first; i < end && i < len(s.toks); i++ {
		if h := s.toks[i].Head; h < first || h >= end {
			return i
		}
	}
	return first
}

// governor returns the nearest predicate above a token, or -1.
func (s *sentence) governor(i int) int {
	for n := 0; i >= 0 && n <= len(s.toks); n++ {
		i = s.toks[i].Head
		if i >= 0 && (s.verbal(i) || s.child(i, "cop") >= 0) {
			return i
		}
	}
	return -1
}

// placeOf returns the place that a clause carries, or that its object stands in;
// -1 for none. An argument of the claim is not its place.
func (s *sentence) placeOf(anchor, subject, object int) int {
	if object >= 0 && s.x.schema.IsAny(s.typeOf(object), []string{"Country", "Region", "City"}) {
		return -1 // the object is the place
	}
	tops := []int{anchor}
	if object >= 0 && s.doc.Mentions[object].Sentence == s.n {
		tops = append(tops, s.doc.Mentions[object].Head)
	}
	for _, top := range tops {
		for _, k := range s.tree.Children(top) {
			if !s.is(k, "obl", "nmod") || !placing[s.marker(k, "case")] {
				continue
			}
			m := s.best(k)
			if m < 0 || s.entity(m) == s.entity(subject) || s.entity(m) == s.entity(object) {
				continue
			}
			if s.x.schema.Is(s.typeOf(m), "Place") && (s.named(m) || s.typeOf(m) == "Facility") {
				return m
			}
		}
	}
	// The object of a light verb hangs lower than its clause: "in Afghanistan it
	// is waging an insurgency".
	if up := s.toks[anchor].Head; up >= 0 && s.is(anchor, "obj") && s.verbal(up) {
		return s.placeOf(up, subject, object)
	}
	return -1
}
