package rule

// control judges a verb by what governs it: "plans to attack", "failed to stop",
// "is said to have attacked", "seems to support". low says that a negation of the
// governor reaches down to the predicate.
func (s *sentence) control(i, up int, w string, low bool, st *stance) {
	switch {
	case thwarting[w]:
		s.thwart(up, st)
	case denying[w]: // "denied attacking"
		s.deniedBy(up, st)
	case s.passive(up) && saying[w], (saying[w] && !attempts[w] || w == "profess" || w == "purport") && s.toks[up].UPOS == "VERB":
		s.doneBy(up, st)
		if low { // "is not said to have attacked"
			s.negations(up, st)
		}
	default:
		s.govern(i, up, w, low, st)
	}
}

// thwart judges what a verb prevents: it was not done; it is open where one only
// tried to prevent it; and it was done where one failed to. What governs the verb
// has been heard then.
func (s *sentence) thwart(up int, st *stance) {
	st.cues = append(st.cues, up)
	own := s.stanceOf(up)
	st.negative = st.negative || !own.negative && !own.possible
	st.possible = st.possible || own.possible
	st.given = true
}

// deniedBy judges what somebody denies; what he does not deny is open.
func (s *sentence) deniedBy(up int, st *stance) {
	st.cues = append(st.cues, up)
	var own stance
	if s.negations(up, &own); own.negative {
		st.possible = true
		return
	}
	st.negative = true
	s.speak(up, st)
}

// govern judges an infinitive or participle by the signature of its governor: what
// was managed happened, what was wanted is open, what one failed to do was not
// done, and what one did not fail to do was.
func (s *sentence) govern(i, up int, w string, low bool, st *stance) {
	if s.toInfinitive(i) && s.excessive(up) {
		st.negative = true
		return
	}
	sign, known := signatures[w]
	if p := s.child(up, "compound:prt"); p >= 0 && s.lemma(p) == "on" {
		sign, known = signatures[w+"_on"]
	}
	if !known {
		sign = signature{happened, undone}
		if s.toInfinitive(i) {
			sign = signature{unsure, undone}
		}
	}
	var at stance
	if low {
		s.negations(up, &at)
	}
	says := sign.affirmed
	if at.negative {
		says = sign.negated
	}
	if says == ifPast {
		says = unsure
		if s.past(up) {
			says = happened
		}
	}
	switch says {
	case undone:
		st.negative = true
	case unsure:
		st.possible = true
	default:
		return
	}
	st.cues = append(append(st.cues, at.cues...), up)
}

// excessive reports whether a word has "too" beside it: "too weak to attack".
func (s *sentence) excessive(up int) bool {
	for _, k := range s.tree.Children(up) {
		if s.is(k, "advmod") && s.lemma(k) == "too" && k < up {
			return true
		}
	}
	return false
}

// shared gives a joined verb what stands before the first: the auxiliary of "may
// attack and kill", the negation of "did not see or hear", unless the second has a
// subject or a tense of its own.
func (s *sentence) shared(i, up int, low bool, st *stance) {
	if s.child(i, "nsubj", "nsubj:pass") >= 0 || s.tensed(i) {
		return
	}
	s.mood(up, st)
	if c := s.child(i, "cc"); low && c >= 0 && (s.lemma(c) == "or" || s.lemma(c) == "nor") {
		s.negations(up, st)
	}
}

// complement judges a clause by the verb it completes: "X says that", "X denied
// that", "X hopes that", "X insists that Y leave".
func (s *sentence) complement(i, up int, w string, st *stance) {
	m := s.marker(i, "mark")
	if s.is(i, "csubj") && s.participle(i) { // "leaving would be a mistake"
		s.mood(up, st)
	}
	switch {
	case m == "if" || m == "whether":
		st.possible = true
	case s.toInfinitive(i):
		s.govern(i, up, w, true, st)
		return
	case s.subjunctive(i) && (m == "that" || doubting[w] || saying[w]):
		st.possible = true
		st.cues = append(st.cues, up)
		return
	}
	switch {
	case denying[w]:
		s.deniedBy(up, st)
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
		s.thwart(up, st)
	case untrue[w] || isTrue[w]:
		var own stance
		s.negations(up, &own)
		st.negative = st.negative || own.negative == isTrue[w]
		st.cues = append(st.cues, up)
	case doubting[w]:
		st.possible = true
		st.cues = append(st.cues, up)
		if suspecting[w] && st.speaker < 0 {
			s.speak(up, st) // "his party suspects that"
		}
	case factive[w]:
		// "the footage shows", "we know": the author goes along with it.
	}
}

// suspecting are the doubts of somebody who holds that it is so.
var suspecting = set("suspect fear suppose speculate")

// subjunctive reports whether a clause has a bare verb for what ought to be.
func (s *sentence) subjunctive(i int) bool {
	return s.toks[i].XPOS == "VB" && s.verbal(i) && s.child(i, "aux") < 0 && s.child(i, "nsubj", "nsubj:pass") >= 0
}
