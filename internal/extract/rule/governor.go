package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// control judges a verb by what governs it: "plans to attack", "failed to stop",
// "is said to have attacked", "seems to support". low says that a negation of the
// governor reaches down to the predicate.
func (s *sentence) control(i, up int, w string, low bool, st *stance) {
	switch {
	case thwarting[w]:
		s.thwart(up, st)
	case denying[w]: // "denied attacking"
		s.deniedBy(up, st)
	case s.passive(up) && saying[w]:
		st.reported = true
		for _, k := range s.tree.Children(up) {
			if s.is(k, "obl:agent") || (s.is(k, "obl") && s.marker(k, "case") == "by") {
				s.saidBy(k, st)
			}
		}
		s.deny(up, low, st)
	case (saying[w] || w == "profess" || w == "purport") && s.toks[up].UPOS == "VERB":
		for _, t := range s.actors(up, 0) {
			s.saidBy(t, st)
			break
		}
		st.reported = true
		s.deny(up, low, st)
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

// deny takes over the negation of a governor: "is not said to have attacked".
func (s *sentence) deny(up int, low bool, st *stance) {
	if low {
		s.negations(up, st)
	}
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
	case factive[w]:
		// "the footage shows", "we know": the author goes along with it.
	}
}

// subjunctive reports whether a clause has a bare verb for what ought to be.
func (s *sentence) subjunctive(i int) bool {
	return s.toks[i].XPOS == "VB" && s.verbal(i) && s.child(i, "aux") < 0 && s.child(i, "nsubj", "nsubj:pass") >= 0
}

// wordsOf reports whether the word above a clause says whose words the clause is.
func (s *sentence) wordsOf(i, up int) bool {
	w := s.lemma(up)
	return s.is(i, "ccomp", "xcomp", "csubj") && saying[w] || s.is(i, "acl") && telling[w] || s.is(i, "advcl") && blaming[w]
}

// adverbial judges a clause by its conjunction: "if", "unless", "without", a
// purpose.
func (s *sentence) adverbial(i, up int, w string, st *stance) {
	m := s.marker(i, "mark")
	first, _, _ := strings.Cut(m, " ")
	switch {
	case unreal[first] || m == "as if" || m == "in case" || m == "as though":
		st.possible = true
	case lacking(m) || s.instead(i):
		st.negative = true
	case s.toInfinitive(i) && s.passive(up) && saying[w]:
		s.control(i, up, w, true, st) // "is said by X to have attacked"
	case s.toInfinitive(i) && (s.toks[up].UPOS == "ADJ" || s.excessive(up)):
		s.govern(i, up, w, true, st) // "happy to hear", "too weak to attack"
	case first == "to" || s.toInfinitive(i) || m == "so that":
		st.possible = true
	case s.participle(i) && m != "" && signatures[w].affirmed == unsure:
		st.possible = true // "thinks of leaving", "planned on leaving"
		st.cues = append(st.cues, up)
	case s.ahead(i, up):
		st.possible = true
	case s.follows(i, up, first):
		st.follows = true
		s.mood(up, st)
	}
	if blaming[w] && (first == "of" || first == "with") && !st.reported {
		st.reported = true
		s.accuse(up, st)
	}
	if thwarting[w] && first == "from" {
		s.thwart(up, st)
	}
	if viewing[w] && first == "as" && !st.relative {
		s.viewedBy(up, st)
	}
}

// accuse makes whoever accuses the speaker: the subject, or of a passive the agent.
func (s *sentence) accuse(verb int, st *stance) {
	if s.passive(verb) {
		s.speak(verb, st)
		return
	}
	for _, t := range s.actors(verb, 0) {
		s.saidBy(t, st)
		return
	}
}

// spoken reports whether a clause that the parser hung on a verb of saying as an
// adverb is what is said: "Israel bombed Damascus, Reuters reported".
func (s *sentence) spoken(i, up int, w string) bool {
	return i < up && quoting[w] && s.child(i, "mark") < 0 && s.child(i, "nsubj", "nsubj:pass") >= 0 && !s.participle(i) && s.comma(i, up) && s.child(up, "ccomp") < 0
}

// lacking reports whether a conjunction says that what it brings in is not so:
// "without asking", "instead of leaving".
func lacking(mark string) bool {
	return strings.HasPrefix(mark, "without") || mark == "instead of" || mark == "rather than"
}

// instead reports whether "rather than" or "instead of" stands before a clause
// and was hung on the other: "Rather than attack Iran, Israel attacked Syria."
func (s *sentence) instead(i int) bool {
	first, _ := s.tree.Edges(i)
	if first < 2 || s.is(i, "root") {
		return false
	}
	return lacking(s.lemma(first-2) + " " + s.lemma(first-1))
}

// ahead reports whether a clause of time lies ahead: "X leaves before Y comes",
// "stay until Y comes".
func (s *sentence) ahead(i, up int) bool {
	switch s.marker(i, "mark") {
	case "before", "until", "till", "once":
		return !s.past(i) && !s.past(up) && (s.tensed(i) || s.toks[i].XPOS == "VBP")
	}
	return false
}

// follows reports whether a clause shares the mood of the one it hangs on: a
// participle after it, "X may leave, triggering a war", or a clause of time or
// manner in the present, "X will leave when Y comes"; a ground does not.
func (s *sentence) follows(i, up int, mark string) bool {
	if grounds[mark] || s.past(i) {
		return false
	}
	if s.participle(i) {
		return i > up && s.child(i, "nsubj") < 0
	}
	return mark != "" || s.child(i, "advmod") >= 0
}

// nounClause judges a clause by the noun it explains: "plans to attack", "the
// claim that", "no evidence that".
func (s *sentence) nounClause(i, up int, w string, st *stance) {
	toInfinitive := s.toInfinitive(i)
	if n := s.attempted(up); n >= 0 && toInfinitive {
		up, w = n, s.lemma(n)
	}
	switch {
	case absence[w] || lacking(s.marker(i, "mark")):
		st.negative = true
	case telling[w]:
		st.reported = true
		if k := s.child(up, "nmod:poss"); k >= 0 {
			s.saidBy(k, st)
		} else if k := s.child(up, "nmod"); k >= 0 && (s.marker(k, "case") == "by" || s.marker(k, "case") == "from") {
			s.saidBy(k, st)
		} else if k := s.nationality(up); k >= 0 {
			s.saidBy(k, st) // "the American view that"
		} else {
			st.possible = true
		}
	case toInfinitive && !s.ordinal(up), deedless[w] && s.participle(i) && s.child(i, "mark") >= 0:
		st.possible = true
		st.cues = append(st.cues, up)
	}
	if d := s.child(up, "det"); d >= 0 && s.lemma(d) == "no" && !surety[w] {
		st.negative = true
		st.cues = append(st.cues, d)
	} else if d < 0 && w == "doubt" {
		st.possible = true // "cast doubt that"
	}
}

// nationality returns the adjective of a country beside a noun, or -1.
func (s *sentence) nationality(n int) int {
	for _, k := range s.tree.Children(n) {
		if s.is(k, "amod") && s.at[k] >= 0 && s.doc.Mentions[s.at[k]].Kind == text.Adjective {
			return k
		}
	}
	return -1
}

// ordinal reports whether a noun is the first or last of its kind, of which an
// infinitive tells what happened: "the first country to recognise it".
func (s *sentence) ordinal(n int) bool {
	for _, k := range append([]int{n}, s.tree.Children(n)...) {
		switch s.lemma(k) {
		case "first", "second", "third", "last", "only":
			return true
		}
	}
	return false
}

// within judges a noun predicate by what holds it: "the threat of an attack", "to
// prevent attacks on", "denied involvement in".
func (s *sentence) within(i, up int, w string, st *stance) {
	if m := s.at[i]; m >= 0 && s.x.schema.IsAny(s.typeOf(m), []string{"Agent", "Place"}) {
		return // somebody is, whatever is wanted of him
	}
	d := s.child(up, "det")
	switch {
	case s.is(i, "nmod") && d >= 0 && s.lemma(d) == "no" && (proof[w] || telling[w] || deedless[w]):
		st.negative = true
		st.cues = append(st.cues, d)
	case s.is(i, "nmod", "compound") && absence[w] || s.is(i, "obj") && w == "lack":
		st.negative = true
		st.cues = append(st.cues, up)
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
		s.mood(up, st)
	}
}
