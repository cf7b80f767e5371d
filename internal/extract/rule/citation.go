package rule

// Citation: "(Jenkins, 2006)", "(see Brieber 2014; Binderman et al., 2005)". Who is
// cited stands outside what the sentence says.

// uncite takes the names of citations out of the mentions that a sentence speaks of.
func (s *sentence) uncite() {
	open := -1
	for i := range s.toks {
		switch s.toks[i].Form {
		case "Figure", "Fig.", "Fig", "Table", "Section", "Chapter", "Appendix", "Equation", "Eq.":
			if i+1 < len(s.toks) && (s.toks[i+1].UPOS == "NUM" || len(s.toks[i+1].Form) == 1) {
				s.at[i], s.at[i+1] = -1, -1 // a place in the text itself
			}
		case "(":
			open = i
		case ")":
			if open >= 0 && s.cites(open+1, i) {
				for k := open + 1; k < i; k++ {
					s.at[k] = -1
				}
			}
			open = -1
		}
	}
}

// cites reports whether a bracket holds names with their years and no sentence.
func (s *sentence) cites(from, to int) bool {
	names, years := 0, 0
	for i := from; i < to; i++ {
		t := &s.toks[i]
		switch {
		case t.UPOS == "PROPN":
			names++
		case year(t.Form):
			years++
		case t.UPOS == "VERB" && s.lemma(i) != "see" && s.lemma(i) != "cite", t.UPOS == "AUX":
			return false
		}
	}
	return names > 0 && years > 0 && year(s.toks[to-1].Form) && s.toks[from].UPOS != "NUM"
}

// year reports whether a word is a year, with a letter where an author has several of
// one: "2005", "2005b".
func year(w string) bool {
	if len(w) == 5 && w[4] >= 'a' && w[4] <= 'f' {
		w = w[:4]
	}
	return len(w) == 4 && (w[:2] == "18" || w[:2] == "19" || w[:2] == "20") && w[2] >= '0' && w[2] <= '9' && w[3] >= '0' && w[3] <= '9'
}
