package rule

// nounFillers lists what stands in the slots of a noun: its prepositional
// phrases, its owner, the nationality adjectives and nouns before it.
func (s *sentence) nounFillers(n int) []filler {
	var fs []filler
	for _, k := range s.tree.Children(n) {
		switch {
		case s.is(k, "nmod:poss"):
			fs = append(fs, filler{slotPoss, s.referent(k)})
		case s.is(k, "nmod", "obl"):
			if m := s.marker(k, "case"); m != "" {
				fs = append(fs, filler{m, s.referent(k)})
			}
		case s.is(k, "amod", "compound", "nmod:desc") && s.demonymAt(k) >= 0 && tongues[s.lemma(n)]:
			// "the German pronunciation": a language, and no state
		case s.is(k, "amod", "compound", "nmod:desc") && s.demonymAt(k) >= 0:
			fs = append(fs, filler{slotDemonym, k})
		case s.is(k, "compound", "nmod:desc") && s.at[k] >= 0:
			fs = append(fs, filler{slotCompound, k})
		case s.is(k, "acl") && s.toks[k].XPOS == "VBN":
			// "attacks carried out by X", "bombings blamed on X"
			if a := s.child(k, "obl:agent"); a >= 0 {
				fs = append(fs, filler{"by", s.referent(a)})
			}
		}
	}
	return fs
}

// Words for what is said or written in a language.
var tongues = set("pronunciation language name word spelling translation accent dialect alphabet verb noun term phrase speaker lesson subtitle transliteration script title version text edition")

// demonymAt returns the adjective mention headed by token k, or -1.
func (s *sentence) demonymAt(k int) int {
	for _, m := range s.mentions {
		if x := &s.doc.Mentions[m]; x.Kind == "adjective" && x.Head == k {
			return m
		}
	}
	return -1
}

func (s *sentence) timeNoun(n int) bool {
	switch s.lemma(n) {
	case "time", "day", "moment", "year", "month", "week", "hour", "night", "way", "reason", "place", "point":
		return true
	}
	return false
}
