package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// stance is how far the text stands behind a predicate.
type stance struct {
	negative bool
	possible bool
	reported bool
	question bool
	relative bool  // the climb has left a relative clause
	given    bool  // or another that takes for granted what it says
	follows  bool  // what it stands at shares the mood of what governs it
	speaker  int   // mention of who says so, -1 when the text names nobody
	cues     []int // tokens that say it: "not", "may", the speaker
}

// status orders what the stance holds: a denial outweighs doubt, and doubt
// outweighs a report.
func (st *stance) status() text.Status {
	switch {
	case st.negative:
		return text.Denied
	case st.possible:
		return text.Possible
	case st.reported:
		return text.Reported
	}
	return text.Asserted
}

// stanceOf climbs from a predicate to the root and gathers what each step does
// to it: negation and modals at the predicate, verbs of saying, wanting and
// failing above it, "if" and "without" on the way.
//
// What a relative clause or an attribute says is taken for granted, whatever its
// noun is part of: "they may arrest the man who attacked them", "no captured
// soldier was seen". Only who says so reaches down to it.
func (s *sentence) stanceOf(p int) stance {
	st := stance{speaker: -1}
	s.negations(p, &st)
	s.mood(p, &st)
	low := true // still in the predicate's own clause
	for i, from, n := p, -1, 0; i >= 0 && n <= len(s.toks); n++ {
		s.framed(i, from, &st)
		up := s.toks[i].Head
		if up < 0 || up == i || s.loose(i, up) {
			break
		}
		st.relative = st.relative || strings.HasSuffix(s.toks[i].Deprel, ":relcl")
		st.given = st.given || s.attribute(i)
		before := st // a step may take for granted what is above it
		low = s.step(i, up, low, &st)
		if before.given && !s.wordsOf(i, up) {
			st.negative, st.possible = before.negative, before.possible
		}
		i, from = up, i
	}
	s.asked(&st)
	return st
}

// asked judges by the question that the sentence is: one without a question word
// leaves open whether it is so, one with it, "why did X leave?", does not. No
// claim is made of either, save of what is taken for granted in it.
func (s *sentence) asked(st *stance) {
	n := len(s.toks)
	if st.given || s.toks[n-1].Form != "?" && (n < 2 || s.toks[n-2].Form != "?") {
		return
	}
	st.question = true
	for i := range s.toks {
		if strings.HasPrefix(s.toks[i].XPOS, "W") {
			return
		}
	}
	st.possible = true
}

// loose reports whether the arc from a clause with a subject of its own to what is
// above it is one the parser doubts: nothing above it is trusted to judge the
// clause, but a verb of saying.
func (s *sentence) loose(i, up int) bool {
	if w := s.lemma(up); s.is(i, "ccomp") && s.verbal(up) && s.child(i, "nsubj", "nsubj:pass") >= 0 && !clausal(w) {
		return true // "to support that theory and the US has confirmed": no part of it
	}
	if i > up && s.child(i, "nsubj", "nsubj:pass") >= 0 && s.parted(i) {
		return true // "X claimed that Y attacked; Z denies it"
	}
	a := s.toks[i].ArcScore
	return a > 0 && a < 0.5 && s.child(i, "nsubj", "nsubj:pass") >= 0 && !saying[s.lemma(up)]
}

// parted reports whether a semicolon stands before what hangs on token i.
func (s *sentence) parted(i int) bool {
	first, _ := s.tree.Edges(i)
	return s.toks[first].Form == ";" || first > 0 && s.toks[first-1].Form == ";"
}

// clausal reports whether a verb takes a clause that it may judge.
func clausal(w string) bool {
	return saying[w] || factive[w] || doubting[w] || signatures[w] != (signature{}) || denying[w] || thwarting[w] || viewing[w] || quoting[w] || blaming[w]
}

// negations looks for "not", "never", "no ..." among the words of a clause.
func (s *sentence) negations(p int, st *stance) {
	for _, k := range s.tree.Children(p) {
		if s.is(k, "advmod", "neg", "det", "cc", "discourse") && negators[s.lemma(k)] && k != p {
			st.negative = true
			st.cues = append(st.cues, k)
		}
		if s.is(k, "advmod") && strings.EqualFold(s.toks[k].Form, "longer") && s.child(k, "advmod", "det") >= 0 {
			st.negative = true
			st.cues = append(st.cues, k)
		}
		if s.is(k, "nsubj", "obj", "nsubj:pass") {
			for _, d := range s.tree.Children(k) {
				if s.is(d, "det", "cc:preconj") && (s.lemma(d) == "no" || s.lemma(d) == "neither") {
					st.negative = true
					st.cues = append(st.cues, d)
				}
			}
			if w := s.lemma(k); w == "nobody" || w == "none" || w == "nothing" {
				st.negative = true
				st.cues = append(st.cues, k)
			}
		}
		if s.is(k, "mark", "case") && s.lemma(k) == "without" {
			st.negative = true
			st.cues = append(st.cues, k)
		}
	}
}

// step takes one arc upwards, from i to up. low says that i is still the
// predicate itself or a verb it leans on, to which a negation reaches down.
func (s *sentence) step(i, up int, low bool, st *stance) bool {
	w := s.lemma(up)
	st.follows = st.follows && s.is(i, "xcomp", "conj")
	switch {
	case s.is(i, "xcomp"):
		s.control(i, up, w, low, st)
		if low || st.follows {
			s.mood(up, st)
		}
		return low
	case s.is(i, "ccomp", "csubj"):
		s.complement(i, up, w, st)
		return false
	case s.is(i, "advcl") && s.spoken(i, up, w):
		s.complement(i, up, w, st)
		return false
	case s.is(i, "advcl"):
		s.adverbial(i, up, w, st)
		return false
	case s.is(i, "acl:relcl") && s.content(i):
		s.nounClause(i, up, w, st)
		return false
	case s.is(i, "acl:relcl"):
		return false
	case s.is(i, "acl"):
		s.nounClause(i, up, w, st)
		return false
	case s.is(i, "conj") && s.verbal(up) && s.verbal(i) && (low || st.follows):
		s.shared(i, up, low, st)
		return low
	case s.is(i, "parataxis"):
		return false
	case s.is(i, "obj", "obl", "nmod", "nsubj", "nsubj:pass", "conj", "compound"):
		if !s.verbal(i) {
			s.within(i, up, w, st)
			return false
		}
	}
	return low && s.is(i, "root")
}
