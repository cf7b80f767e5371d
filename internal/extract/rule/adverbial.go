package rule

import "strings"

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
	case s.toInfinitive(i) && displaying[s.lemma(i)]:
		st.follows = true // who marches to protest protests by marching
		s.mood(up, st)
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
		s.doneBy(up, st)
	}
	if first == "for" && !st.reported && (accusing[w] == "for" || punishing[w]) {
		own := s.blame(up)
		st.possible, st.reported, st.speaker = st.possible || own.possible, true, own.speaker
	}
	if thwarting[w] && first == "from" {
		s.thwart(up, st)
	}
	if viewing[w] && first == "as" && !st.relative {
		s.doneBy(up, st)
	}
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
	if grounds[mark] || s.past(i) || s.toks[i].XPOS == "VBN" && !s.tensed(i) && (mark == "" || mark == "as") { // "as agreed"
		return false
	}
	if s.participle(i) {
		return i > up && s.child(i, "nsubj") < 0
	}
	return mark != "" || s.child(i, "advmod") >= 0
}
