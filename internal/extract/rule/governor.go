package rule

import "strings"

// control judges a verb by what governs it: "plans to attack", "failed to stop",
// "is said to have attacked", "seems to support".
func (s *sentence) control(i, up int, w string, st *stance) {
	switch {
	case failing[w] || thwarting[w]:
		st.negative = true
		st.cues = append(st.cues, up)
	case s.passive(up) && saying[w]:
		st.reported = true
		for _, k := range s.tree.Children(up) {
			if s.is(k, "obl:agent") || (s.is(k, "obl") && s.marker(k, "case") == "by") {
				s.saidBy(k, st)
			}
		}
	case (saying[w] || w == "profess" || w == "purport") && s.toks[up].UPOS == "VERB":
		for _, t := range s.actors(up, 0) {
			s.saidBy(t, st)
			break
		}
		st.reported = true
	case attempts[w] || doubting[w] || seeming[w]:
		st.possible = true
		st.cues = append(st.cues, up)
	}
}

// complement judges a clause by the verb it completes: "X says that", "X denied
// that", "X hopes that".
func (s *sentence) complement(i, up int, w string, st *stance) {
	if m := s.marker(i, "mark"); m == "if" || m == "whether" {
		st.possible = true
	}
	switch {
	case denying[w]:
		st.negative = true
		st.cues = append(st.cues, up)
		s.speak(up, st)
	case saying[w] && !st.reported:
		st.cues = append(st.cues, up)
		s.speak(up, st)
		if !st.reported {
			st.possible = true
		}
		var own stance
		s.negations(up, &own)
		if own.negative { // "nobody said that"
			st.possible = true
		}
	case thwarting[w]:
		st.negative = true
	case doubting[w]:
		st.possible = true
		st.cues = append(st.cues, up)
	case factive[w]:
		// "the footage shows", "we know": the author goes along with it.
	}
}

// adverbial judges a clause by its conjunction: "if", "unless", "without", a
// purpose.
func (s *sentence) adverbial(i, up int, w string, st *stance) {
	m := s.marker(i, "mark")
	first, _, _ := strings.Cut(m, " ")
	switch {
	case unreal[first] || m == "as if" || m == "in case" || m == "as though":
		st.possible = true
	case first == "without" || m == "instead of" || m == "rather than":
		st.negative = true
	case first == "to" || m == "in order to" || m == "so that":
		st.possible = true
	}
	if blaming[w] && (first == "of" || first == "with") && !st.reported {
		st.reported = true
		for _, t := range s.actors(up, 0) {
			if !s.passive(up) {
				s.saidBy(t, st)
				break
			}
		}
	}
	if thwarting[w] && first == "from" {
		st.negative = true
	}
	if viewing[w] && first == "as" && !st.relative {
		s.viewedBy(up, st)
	}
}

// nounClause judges a clause by the noun it explains: "plans to attack", "the
// claim that", "no evidence that".
func (s *sentence) nounClause(i, up int, w string, st *stance) {
	toInfinitive := s.marker(i, "mark") == "to"
	if n := s.attempted(up); n >= 0 && toInfinitive {
		up, w = n, s.lemma(n)
	}
	switch {
	case w == "failure" || w == "refusal" || w == "inability":
		st.negative = true
	case telling[w]:
		st.reported = true
		if k := s.child(up, "nmod:poss"); k >= 0 {
			s.saidBy(k, st)
		} else if k := s.child(up, "nmod"); k >= 0 && (s.marker(k, "case") == "by" || s.marker(k, "case") == "from") {
			s.saidBy(k, st)
		} else {
			st.possible = true
		}
	case deedless[w] && toInfinitive:
		st.possible = true
		st.cues = append(st.cues, up)
	}
	if d := s.child(up, "det"); d >= 0 && s.lemma(d) == "no" {
		st.negative = true
		st.cues = append(st.cues, d)
	}
}

// within judges a noun predicate by what holds it: "the threat of an attack", "to
// prevent attacks on", "denied involvement in".
func (s *sentence) within(i, up int, w string, st *stance) {
	if m := s.at[i]; m >= 0 && s.x.schema.IsAny(s.typeOf(m), []string{"Agent", "Place"}) {
		return // somebody is, whatever is wanted of him
	}
	switch {
	case s.is(i, "nmod", "compound") && deedless[w]:
		st.possible = true
		st.cues = append(st.cues, up)
	case s.is(i, "obj", "obl", "nsubj:pass") && (thwarting[w] || w == "head" || w == "deny"):
		st.negative = w == "deny" || st.negative
		st.possible = st.possible || w != "deny"
		st.cues = append(st.cues, up)
	case s.is(i, "obj") && (attempts[w] || doubting[w] || deedless[w]):
		st.possible = true
		st.cues = append(st.cues, up)
	}
	if s.verbal(up) && s.is(i, "obj", "nsubj:pass") && lightVerbs[w] {
		s.negations(up, st)
		s.modals(up, st)
	}
}
