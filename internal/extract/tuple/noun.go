package tuple

// readNoun makes the tuples of a noun: what stands in apposition to it, what it is
// called by its title, and what it has. They are less sure than those of verbs, for
// few readers would put them down.
func (s *sentence) readNoun(n int) {
	if s.Tokens[n].UPOS != "NOUN" && s.Tokens[n].UPOS != "PROPN" {
		return
	}
	for _, k := range s.Children(n) {
		switch {
		case s.is(k, "appos"):
			// Apposition: "Cashel Byron, a world champion prizefighter".
			for _, a := range s.split(k) {
				s.tellWords("is", [][]int{s.collect(n, true), a}, 0.6)
			}
		case s.is(k, "nmod:poss") && s.Tokens[k].UPOS != "PRON":
			// Possessive: "Arafat's movement". The "'s" is no part of the owner.
			owner := s.bare(k)
			if thing := s.without(s.collect(n, true), k); len(owner) > 0 && len(thing) > 0 {
				s.tellWords("has", [][]int{owner, thing}, 0.3)
			}
		case s.is(k, "nmod:desc") && s.Tokens[n].UPOS == "PROPN":
			// Title: "President Franklin D. Roosevelt".
			if name := s.without(s.collect(n, true), k); len(name) > 0 {
				s.tellWords("is", [][]int{name, s.phrase(k)}, 0.3)
			}
		}
	}
}

// bare is a phrase without the words that mark its case.
func (s *sentence) bare(head int) []int {
	out := s.phrase(head)
	for _, k := range s.Children(head) {
		if s.is(k, "case") {
			out = s.without(out, k)
		}
	}
	return out
}

// without returns tokens but those of a phrase among them.
func (s *sentence) without(tokens []int, head int) []int {
	var out []int
	for _, t := range tokens {
		if !s.Under(t, head) {
			out = append(out, t)
		}
	}
	return s.trimmed(out)
}
