package rule

// Nominalisation: "the attack on the embassy by IS-K", "the Soviet occupation of
// Afghanistan", "Russia's war with Ukraine". Light verb: "carried out attacks
// on", "waged a war against".
func (s *sentence) readEvent(n int) {
	noun := s.toks[n].UPOS == "NOUN" || s.toks[n].UPOS == "PROPN"
	if !noun && !(s.toks[n].UPOS == "ADJ" && s.is(n, "obj", "nsubj", "obl", "nmod", "nsubj:pass")) { // "an offensive"
		return
	}
	ps := s.nounPatterns(s.x.words.event, n)
	if len(ps) == 0 {
		return
	}
	fs := s.nounFillers(n)
	anchor, base := n, 0.8
	carrier := s.carrier(n)
	if carrier >= 0 {
		anchor, base = carrier, 0.9
		given := s.fillers(carrier)
		handed := entitling[s.lemma(n)] && s.lemma(carrier) == "give" && (has(given, slotIobj) || has(given, "to"))
		for _, f := range given {
			if handed && f.slot == slotSubj {
				continue // "gave Ann control of the firm": hers, not the giver's
			}
			if handed && (f.slot == slotIobj || f.slot == "to") {
				f.slot = slotSubj
			}
			if f.tok != n {
				fs = append(fs, f)
			}
		}
	}
	fs = append(fs, s.undergone(n)...)
	told := pairs{}
	for _, p := range ps {
		f := &finding{pattern: p, rule: "event " + s.lemma(n), open: s.eventPhrase(n, carrier), anchor: anchor, words: []int{n}, base: base}
		if p.relation.Symmetric {
			s.between(f, n)
		}
		subjects, objects := s.fill(p, fs)
		objects = told.untold(subjects, objects)
		if s.relate(f, subjects, objects) {
			told.add(subjects, objects)
		}
	}
}

// entitling are nouns for what is handed over, and is then with whoever gets it.
var entitling = set("control command power authority responsibility leadership ownership possession charge rule dominion oversight")

// carrier returns the light verb that noun n is the object of, or, through "a
// series of attacks", stands for the object of; -1 for none.
func (s *sentence) carrier(n int) int {
	for depth := 0; n >= 0 && depth < 3; depth++ {
		up := s.toks[n].Head
		if up < 0 {
			return -1
		}
		switch {
		case s.is(n, "obj", "nsubj:pass") && s.verbal(up) && lightVerbs[s.lemma(up)]:
			return up
		case s.is(n, "conj"), s.is(n, "nmod") && quantifiers[s.lemma(up)]:
			n = up
		default:
			// "the bombings it carried out": the verb is the noun's own clause.
			for _, k := range s.tree.Children(n) {
				if s.is(k, "acl", "acl:relcl") && lightVerbs[s.lemma(k)] {
					return k
				}
			}
			return -1
		}
	}
	return -1
}

// undergone finds who an event is done to where the text puts it as "X is
// subject to harassment by Y", "X came under attack from Y".
func (s *sentence) undergone(n int) []filler {
	top := n
	for depth := 0; depth < 3; depth++ {
		up := s.toks[top].Head
		if up < 0 {
			return nil
		}
		if s.is(top, "conj") || (s.is(top, "nmod") && quantifiers[s.lemma(up)]) {
			top = up
			continue
		}
		break
	}
	var fs []filler
	up := s.toks[top].Head
	if up < 0 {
		return nil
	}
	suffers := (s.lemma(up) == "subject" && s.marker(top, "case") == "to") || (s.marker(top, "case") == "under" && s.verbal(up)) || (s.lemma(up) == "suffer" && s.is(top, "obj", "obl")) || (s.lemma(up) == "face" && s.is(top, "obj"))
	if !suffers {
		return nil
	}
	for _, t := range s.actorsOrCopula(up) {
		fs = append(fs, filler{"of", t}, filler{"on", t}, filler{"against", t})
	}
	// What is shared by "harassment and suspicion by the FSB" hangs on either.
	for _, m := range s.joined(top) {
		for _, f := range s.nounFillers(m) {
			if f.slot == "by" || f.slot == "from" {
				fs = append(fs, filler{"by", f.tok})
			}
		}
	}
	for _, f := range s.nounFillers(n) {
		if f.slot == "from" {
			fs = append(fs, filler{"by", f.tok})
		}
	}
	return fs
}

// joined returns a noun, what it counts, and what is coordinated with either.
func (s *sentence) joined(n int) []int {
	out := []int{n}
	for i := 0; i < len(out) && i < deepest; i++ {
		for _, k := range s.tree.Children(out[i]) {
			if s.is(k, "conj") || (s.is(k, "nmod") && quantifiers[s.lemma(out[i])] && s.marker(k, "case") == "of") {
				out = append(out, k)
			}
		}
	}
	return out
}

func (s *sentence) actorsOrCopula(p int) []int {
	if s.verbal(p) {
		return s.actors(p, 0)
	}
	return s.actorsOfCopula(p)
}

// between reads "war between A and B" and "A and B's war" both ways at once.
func (s *sentence) between(f *finding, n int) {
	for _, k := range s.tree.Children(n) {
		if !s.is(k, "nmod") || s.marker(k, "case") != "between" {
			continue
		}
		s.mutual(f, s.plain(k))
	}
}

// eventPhrase is the normalised phrase of an event noun: "carry out attack".
func (s *sentence) eventPhrase(n, carrier int) string {
	if carrier >= 0 {
		return s.particles(carrier) + " " + s.lemma(n)
	}
	return s.lemma(n)
}
