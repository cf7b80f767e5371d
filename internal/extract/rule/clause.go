package rule

// filler is a token in a slot of a predicate: {"against", 7}.
type filler struct {
	slot string
	tok  int
}

// deepest bounds how far a missing subject is looked for up the tree; trees of
// real sentences need three or four steps.
const deepest = 8

// passive reports whether a verb is a passive: "was arrested", "were killed and
// buried", or a bare participle, "the men captured by police".
func (s *sentence) passive(v int) bool {
	if s.child(v, "nsubj:pass", "aux:pass", "csubj:pass") >= 0 {
		return true
	}
	if s.toks[v].XPOS != "VBN" || s.child(v, "aux", "obj", "nsubj") >= 0 {
		return false
	}
	switch {
	case s.is(v, "acl"):
		return true
	case s.is(v, "conj") && s.toks[v].Head >= 0:
		return s.child(v, "nsubj") < 0 && s.passive(s.toks[v].Head)
	case s.is(v, "xcomp", "advcl"):
		return true
	}
	return false
}

// fillers lists what stands in the slots of verb v, with voice, relative clauses
// and shared subjects undone: whoever acts is in "subj", whoever is acted on in
// "obj", and a prepositional phrase in the slot of its preposition.
func (s *sentence) fillers(v int) []filler {
	var fs []filler
	passive := s.passive(v)
	for _, k := range s.tree.Children(v) {
		switch {
		case s.lemma(k) == "that" && s.is(v, "acl:relcl") && s.content(v):
			// "the claim that X attacked Y": a conjunction
		case s.is(k, "nsubj:pass"):
			fs = append(fs, filler{slotObj, s.referent(k)})
		case s.is(k, "nsubj") && tasks[s.lemma(k)] && s.child(v, "cop") >= 0 && s.toInfinitive(v):
			// "its mission is to build schools": whose mission it is, builds
			for _, f := range s.nounFillers(k) {
				if f.slot == slotPoss || f.slot == slotDemonym || f.slot == "of" {
					fs = append(fs, filler{slotSubj, f.tok})
				}
			}
		case s.is(k, "nsubj"):
			slot := slotSubj
			if passive {
				slot = slotObj
			}
			fs = append(fs, filler{slot, s.referent(k)})
		case s.is(k, "obj"):
			slot := slotObj
			if s.secondObject(v, k) {
				slot = slotIobj // "sold it drones", both taken for objects
			}
			fs = append(fs, filler{slot, s.referent(k)})
		case s.is(k, "iobj"):
			fs = append(fs, filler{slotIobj, s.referent(k)})
		case s.is(k, "obl", "nmod"):
			fs = append(fs, s.oblique(v, k, passive)...)
		case s.is(k, "ccomp"):
			// "demanded that Iran cooperate": who is to do it.
			t := s.child(k, "nsubj", "nsubj:pass")
			if e := s.child(k, "expl"); t == v+1 && e > t {
				fs = append(fs, filler{slotObj, t}) // "warned Russia there was a threat"
			} else if t >= 0 {
				fs = append(fs, filler{slotThat, s.referent(t)})
			}
		}
	}
	if i := s.child(v, "iobj"); i >= 0 && s.child(v, "obj") < 0 {
		fs = append(fs, filler{slotObj, s.referent(i)}) // "warned Sweden that"
	}
	if !has(fs, slotSubj) && !passive {
		if k := s.bareSubject(v); k >= 0 {
			fs = append(fs, filler{slotSubj, k})
		}
	}
	fs = s.withGap(v, fs, passive)
	fs = s.withSharedObject(v, fs)
	// A participle with its own agent after its clause, "filmed in Rome, directed by Ann
	// Lee", is of too many things to say of which.
	trailing := passive && has(fs, slotSubj) && s.is(v, "advcl", "parataxis") && s.toks[v].Head < v && s.child(v, "aux:pass") < 0
	if passive && !has(fs, slotObj) && !trailing || !passive && !has(fs, slotSubj) {
		for _, t := range s.subjects(v, 0) {
			if passive {
				fs = append(fs, filler{slotObj, t})
			} else {
				fs = append(fs, filler{slotSubj, t})
			}
		}
	}
	return s.withCompany(v, fs)
}

// secondObject reports whether another object of v comes after token k.
func (s *sentence) secondObject(v, k int) bool {
	for _, o := range s.tree.Children(v) {
		if o > k && s.is(o, "obj") {
			return true
		}
	}
	return false
}

// oblique gives a prepositional phrase its slot. "by" brings the actor of a
// passive, and of a light verb's participle.
func (s *sentence) oblique(v, k int, passive bool) []filler {
	mark := s.marker(k, "case")
	if mark == "" {
		return nil
	}
	if mark == "by" && s.margin(k) {
		return nil
	}
	if mark == "by" && (passive || s.is(k, "obl:agent")) {
		return []filler{{slotSubj, s.referent(k)}}
	}
	if mark == "in" && passive && hands[s.lemma(k)] && len(s.x.words.event[s.lemma(k)]) > 0 {
		// "was killed in a U.S. strike": the deed did it, and whose deed it was.
		return []filler{{slotSubj, k}}
	}
	if n := s.child(k, "nummod"); (mark == "to" || mark == "up to") && n >= 2 && s.lemma(n-1) == "to" && s.lemma(n-2) == "up" && s.child(v, "obj") < 0 {
		return []filler{{slotObj, s.referent(k)}} // "kidnapped up to sixteen sailors"
	}
	fs := []filler{{mark, s.referent(k)}}
	// "into Central Asia" may hang on by "and": "in Iran and into Central Asia".
	for _, c := range s.tree.Children(k) {
		if s.is(c, "conj") {
			if m := s.marker(c, "case"); m != "" && m != mark {
				fs = append(fs, filler{m, c})
			}
		}
	}
	return fs
}

// tasks are nouns for what somebody is to do.
var tasks = set("mission goal aim task job role purpose plan objective intention function duty ambition priority strategy hope dream wish mandate challenge target idea")

// margin reports whether "by" says how much, not by whom: "was beaten by 300 votes".
func (s *sentence) margin(k int) bool {
	return margins[s.lemma(k)] && s.child(k, "nummod", "amod", "det") >= 0
}

var margins = set("vote point percent percentage seat goal run margin majority % per-cent fraction degree year month week day hour minute second metre meter mile kilometre kilometer third half quarter dollar euro pound")

// withGap fills the argument that a relative or participial clause leaves out
// with the noun it modifies: "the plot the FSB stopped", "a team sent by IS-K",
// "gunmen wearing vests".
func (s *sentence) withGap(v int, fs []filler, passive bool) []filler {
	noun := s.toks[v].Head
	if noun < 0 || !s.is(v, "acl") || s.is(v, "acl:relcl") && s.content(v) || hasToken(fs, noun) {
		return fs
	}
	noun = s.predicated(noun)
	relative := s.is(v, "acl:relcl")
	switch {
	case relative && s.relativePronoun(v) >= 0:
		return fs
	case passive && !has(fs, slotObj):
		return append(fs, filler{slotObj, noun})
	case relative && has(fs, slotSubj) && !has(fs, slotObj) && !s.timeNoun(noun):
		return append(fs, filler{slotObj, noun})
	case relative && !has(fs, slotSubj):
		return append(fs, filler{slotSubj, noun})
	case (s.toks[v].XPOS == "VBG" || s.toks[v].XPOS == "VBN") && !has(fs, slotSubj) && s.child(v, "mark") < 0:
		if up := s.toks[noun].Head; messages[s.lemma(noun)] && s.is(noun, "obj") && s.verbal(up) {
			// "issued a declaration demanding": who issues it says what it says
			for _, t := range s.actors(up, 0) {
				fs = append(fs, filler{slotSubj, t})
			}
			return fs
		}
		return append(fs, filler{slotSubj, noun})
	}
	return fs
}

// Words for what is written or said in somebody's name.
var messages = set("declaration statement letter message note petition communique communiqué memorandum appeal ultimatum leaflet")

// withSharedObject gives joined verbs the object that stands after the last:
// "trained, equipped and funded the rebels".
func (s *sentence) withSharedObject(v int, fs []filler) []filler {
	if has(fs, slotObj) {
		return fs
	}
	first := v
	if s.is(v, "conj") && s.toks[v].Head >= 0 && s.verbal(s.toks[v].Head) {
		first = s.toks[v].Head
	}
	for _, k := range s.tree.Children(first) {
		if k <= v || !s.is(k, "conj") || !s.verbal(k) {
			continue
		}
		if !s.onlyVerbs(v+1, k) {
			break
		}
		if o := s.child(k, "obj"); o > k {
			return append(fs, filler{slotObj, s.referent(o)})
		}
	}
	return fs
}

// onlyVerbs reports whether nothing but verbs, commas and "and" stands between
// two tokens: "trained, equipped and".
func (s *sentence) onlyVerbs(from, to int) bool {
	for i := from; i < to; i++ {
		if u := s.toks[i].UPOS; u != "VERB" && u != "PUNCT" && u != "CCONJ" {
			return false
		}
	}
	return true
}

// withCompany adds what a phrase puts beside the subject: "along with the US",
// "together with Iran".
func (s *sentence) withCompany(v int, fs []filler) []filler {
	if !has(fs, slotSubj) {
		return fs
	}
	for _, f := range fs {
		if company[f.slot] {
			fs = append(fs, filler{slotSubj, f.tok})
		}
	}
	return fs
}

var company = map[string]bool{"along with": true, "together with": true, "as well as": true, "alongside": true}

func has(fs []filler, slot string) bool {
	for _, f := range fs {
		if f.slot == slot {
			return true
		}
	}
	return false
}

func hasToken(fs []filler, tok int) bool {
	for _, f := range fs {
		if f.tok == tok {
			return true
		}
	}
	return false
}
