package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Denial of what was said: "The Kremlin says Ukraine attacked Moscow, which Kyiv
// denies", "... Kyiv denies it", "... Kyiv rejected the claim". What one says and
// another denies is two claims of one statement.
func (s *sentence) readDenial(v int) {
	if !s.verbal(v) || !denying[s.lemma(v)] || !s.takesUp(v) {
		return
	}
	st := s.stanceOf(v)
	if st.negative || st.possible {
		return
	}
	for _, t := range s.actors(v, 0) {
		by := s.best(t)
		if by < 0 || !s.speaks(by) {
			continue
		}
		for _, c := range s.disputed(v, by) {
			c.Sentence, c.Speaker, c.Status, c.Negative, c.Rule = s.n, by, text.Denied, true, denial
			c.Span = c.Span.Cover(s.toks[v].Span).Cover(s.toks[t].Span)
			s.add(c, v, v)
		}
		return
	}
}

const denial = "denial"

// denies reports whether what a verb denies has been read: "Kyiv denies it" says no
// more.
func (s *sentence) denies(v int) bool {
	for i := range s.claims {
		if s.anchors[i] == v && s.claims[i].Rule == denial {
			return true
		}
	}
	return false
}

// takesUp reports whether the object of a verb is what was said before: "it",
// "which", "the accusation".
func (s *sentence) takesUp(v int) bool {
	o := s.child(v, "obj", "nsubj:pass")
	if up := s.toks[v].Head; o < 0 && s.is(v, "acl:relcl") && up >= 0 {
		return telling[s.lemma(up)] // "a charge Iran denies"
	}
	if o < 0 {
		return false
	}
	switch s.lemma(o) {
	case "it", "this", "that", "which":
		return s.toks[o].UPOS == "PRON"
	}
	return telling[s.lemma(o)] && s.child(o, "det") >= 0 && s.child(o, "acl", "nmod", "nmod:poss") < 0
}

// disputed returns the claims that a denial at v is of: what somebody else is
// reported to say earlier in the sentence, else in the one before. One who denies a
// charge denies it for himself.
func (s *sentence) disputed(v, by int) []text.Claim {
	reported := func(from *sentence, before int) []text.Claim {
		var cs []text.Claim
		for i, c := range from.claims {
			if from.anchors[i] < before && c.Status == text.Reported && c.Speaker >= 0 && s.entity(c.Speaker) != s.entity(by) && !(strings.HasPrefix(c.Rule, "blame ") && s.entity(c.Subject) != s.entity(by)) {
				cs = append(cs, c)
			}
		}
		return cs
	}
	cs := reported(s, v)
	if len(cs) == 0 && s.earlier != nil {
		cs = reported(s.earlier, len(s.earlier.toks))
	}
	return cs
}
