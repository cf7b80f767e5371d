package tuple

// readNoun makes the tuples of a noun: what stands in apposition to it, and what
// it has.
func (s *sentence) readNoun(n int) {
	if s.Tokens[n].UPOS != "NOUN" && s.Tokens[n].UPOS != "PROPN" {
		return
	}
	for _, k := range s.Children(n) {
		if s.is(k, "appos") {
			// Apposition: "Cashel Byron, a world champion prizefighter".
			for _, a := range s.split(k) {
				s.tellWords("is", [][]int{s.collect(n, true), a}, 0.6)
			}
		}
	}
}
