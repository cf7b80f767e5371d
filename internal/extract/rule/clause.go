package rule

import "strings"

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
	for _, k := range s.kids[v] {
		switch {
		case s.is(k, "nsubj:pass"):
			fs = append(fs, filler{slotObj, s.referent(k)})
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
	if !has(fs, slotSubj) && (!passive || !has(fs, slotObj)) {
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
	for _, o := range s.kids[v] {
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
	if mark == "by" && (passive || s.is(k, "obl:agent")) {
		return []filler{{slotSubj, s.referent(k)}}
	}
	if mark == "in" && passive && hands[s.lemma(k)] && len(s.x.words.event[s.lemma(k)]) > 0 {
		// "was killed in a U.S. strike": the deed did it, and whose deed it was.
		return []filler{{slotSubj, k}}
	}
	fs := []filler{{mark, s.referent(k)}}
	// "into Central Asia" may hang on by "and": "in Iran and into Central Asia".
	for _, c := range s.kids[k] {
		if s.is(c, "conj") {
			if m := s.marker(c, "case"); m != "" && m != mark {
				fs = append(fs, filler{m, c})
			}
		}
	}
	return fs
}

// withGap fills the argument that a relative or participial clause leaves out
// with the noun it modifies: "the plot the FSB stopped", "a team sent by IS-K",
// "gunmen wearing vests".
func (s *sentence) withGap(v int, fs []filler, passive bool) []filler {
	noun := s.toks[v].Head
	if noun < 0 || !s.is(v, "acl") || hasToken(fs, noun) {
		return fs
	}
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
		return append(fs, filler{slotSubj, noun})
	}
	return fs
}

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
	for _, k := range s.kids[first] {
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

// subjects finds who does v where v itself does not say: through coordination,
// control and participles.
func (s *sentence) subjects(v, depth int) []int {
	up := s.toks[v].Head
	if up < 0 || depth > deepest {
		return nil
	}
	if s.finite(v) && s.is(v, "conj", "parataxis", "appos") && !s.verbal(up) && s.child(up, "cop") < 0 && s.nominal(up) {
		// "Hamas, which is backed by Iran, attacked Israel", with the name for root.
		return []int{up}
	}
	switch {
	case s.is(v, "conj"):
		return s.actors(up, depth)
	case s.is(v, "xcomp"):
		if t := s.controller(up, depth); len(t) > 0 {
			return t
		}
	case s.is(v, "advcl") && objectControl[s.marker(v, "mark")] && s.child(up, "obj", "nsubj:pass") >= 0:
		// "accused Iran of sheltering rebels", "stopped them from leaving"
		return []int{s.referent(s.child(up, "obj", "nsubj:pass"))}
	case s.is(v, "advcl") && s.toks[v].XPOS == "VBG" && topical[s.marker(v, "mark")]:
		return nil
	case s.is(v, "advcl", "parataxis"):
		if s.toks[v].XPOS == "VBG" || s.toks[v].XPOS == "VBN" || s.toks[v].XPOS == "VB" {
			return s.actors(up, depth)
		}
	case s.is(v, "acl"):
		if s.toks[v].XPOS != "VB" {
			return []int{up}
		}
		return s.nounActors(up)
	case s.is(v, "ccomp") && !saying[s.lemma(up)]:
		if s.toks[v].XPOS == "VBG" || s.toks[v].XPOS == "VB" {
			return s.actors(up, depth)
		}
	}
	return nil
}

// bareSubject returns the name right before a verb with a tense that the parser
// took for a part of a compound, "IS-K views Russia", or -1.
func (s *sentence) bareSubject(v int) int {
	if !s.finite(v) || s.child(v, "nsubj", "nsubj:pass", "csubj", "expl") >= 0 {
		return -1
	}
	if k := s.nameBefore(v); k >= 0 {
		return k
	}
	for _, k := range s.kids[v] {
		if k < v && s.is(k, "compound", "nmod", "dep", "amod", "appos") && s.at[k] >= 0 && s.doc.Mentions[s.at[k]].Kind == "name" && s.marker(k, "case") == "" {
			return k
		}
	}
	return -1
}

// Prepositions whose "-ing" clause is about the object before it.
var objectControl = map[string]bool{"of": true, "from": true, "with": true}

// nameBefore returns the head of a name that stands right before token v and
// begins its sentence or clause, whatever it hangs on, or -1.
func (s *sentence) nameBefore(v int) int {
	for _, m := range s.mentions {
		x := &s.doc.Mentions[m]
		if x.Kind != "name" || x.End != v || s.is(x.Head, "nsubj", "obj", "obl", "nmod:poss") {
			continue
		}
		first := x.First
		if first > 0 && s.toks[first-1].UPOS == "DET" {
			first--
		}
		if first == 0 || s.toks[first-1].UPOS == "PUNCT" || s.toks[first-1].UPOS == "SCONJ" {
			return x.Head
		}
	}
	return -1
}

// Prepositions whose "-ing" clause says what is spoken of, not what the subject
// does: "the video talks about killing".
var topical = map[string]bool{"about": true, "for": true, "on": true, "against": true, "of": true}

// finite reports whether a verb has a tense of its own, without an auxiliary.
func (s *sentence) finite(v int) bool {
	switch s.toks[v].XPOS {
	case "VBD", "VBZ", "VBP":
		return true
	}
	return false
}

// actors returns who stands as the grammatical subject of a predicate, its own
// or inherited.
func (s *sentence) actors(p, depth int) []int {
	if k := s.child(p, "nsubj"); k >= 0 {
		return []int{s.referent(k)}
	}
	if k := s.bareSubject(p); k >= 0 {
		return []int{k}
	}
	if s.is(p, "acl:relcl") && s.toks[p].Head >= 0 && s.relativePronoun(p) < 0 {
		return []int{s.toks[p].Head}
	}
	if s.is(p, "acl") && s.toks[p].XPOS != "VB" && s.toks[p].Head >= 0 {
		return []int{s.toks[p].Head}
	}
	return s.subjects(p, depth+1)
}

// controller is the subject of an infinitive that depends on p: p's object if it
// has one ("forced them to leave"), else p's subject ("want to leave").
func (s *sentence) controller(p, depth int) []int {
	if s.lemma(p) != "promise" && s.lemma(p) != "threaten" {
		if k := s.child(p, "obj", "iobj"); k >= 0 {
			return []int{s.referent(k)}
		}
	}
	return s.actors(p, depth)
}

// nounActors is who stands behind a noun with an infinitive: "attempts by Putin
// to", "the group's plan to", "Russian efforts to", and "China plans to", which
// is easily taken for a noun.
func (s *sentence) nounActors(noun int) []int {
	var ts []int
	if s.at[noun] >= 0 && s.x.schema.Is(s.typeOf(s.at[noun]), "Agent") {
		if s.attempted(noun) >= 0 {
			return []int{s.firstOf(noun)}
		}
		return []int{noun}
	}
	for _, f := range s.nounFillers(noun) {
		if f.slot == "by" || f.slot == slotPoss || f.slot == slotDemonym || f.slot == slotCompound && s.named(s.at[f.tok]) {
			ts = append(ts, f.tok)
		}
	}
	if len(ts) > 0 {
		return ts
	}
	// "made an attempt to", "failed in its bid to": the governing verb's subject.
	if v := s.toks[noun].Head; v >= 0 && s.verbal(v) && s.is(noun, "obj", "obl") {
		return s.actors(v, deepest/2)
	}
	return nil
}

// attempted returns the noun that says what an actor attempts, where an infinitive
// was hung on the actor instead: in "attempts by Putin and the media to" on the
// last of them. -1 for none.
func (s *sentence) attempted(actor int) int {
	first := s.firstOf(actor)
	if up := s.toks[first].Head; up >= 0 && s.is(first, "nmod") && s.marker(first, "case") == "by" && deedless[s.lemma(up)] {
		return up
	}
	return -1
}

// firstOf returns the first of the list that a token is joined to.
func (s *sentence) firstOf(i int) int {
	for d := 0; d < deepest && s.is(i, "conj") && s.toks[i].Head >= 0; d++ {
		i = s.toks[i].Head
	}
	return i
}

// nounFillers lists what stands in the slots of a noun: its prepositional
// phrases, its owner, the nationality adjectives and nouns before it.
func (s *sentence) nounFillers(n int) []filler {
	var fs []filler
	for _, k := range s.kids[n] {
		switch {
		case s.is(k, "nmod:poss"):
			fs = append(fs, filler{slotPoss, s.referent(k)})
		case s.is(k, "nmod", "obl"):
			if m := s.marker(k, "case"); m != "" {
				fs = append(fs, filler{m, s.referent(k)})
			}
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

// demonymAt returns the adjective mention headed by token k, or -1.
func (s *sentence) demonymAt(k int) int {
	for _, m := range s.mentions {
		if x := &s.doc.Mentions[m]; x.Kind == "adjective" && x.Head == k {
			return m
		}
	}
	return -1
}

// referent replaces a relative pronoun by the noun it stands for.
func (s *sentence) referent(k int) int {
	if !s.relativeWord(k) {
		return k
	}
	for i, n := s.toks[k].Head, 0; i >= 0 && n < deepest; i, n = s.toks[i].Head, n+1 {
		if s.is(i, "acl:relcl") && s.toks[i].Head >= 0 {
			return s.toks[i].Head
		}
	}
	return k
}

func (s *sentence) relativeWord(k int) bool {
	switch strings.ToLower(s.toks[k].Form) {
	case "who", "whom", "which":
		return true
	case "that":
		return s.toks[k].UPOS == "PRON" && s.toks[k].XPOS != "DT" && s.toks[k].Head > k
	case "whose":
		return true
	}
	return false
}

// relativePronoun returns the relative pronoun among the dependents of v, or of
// what complements it ("which used to be part"), or -1.
func (s *sentence) relativePronoun(v int) int {
	for _, k := range s.kids[v] {
		if s.is(k, "nsubj", "obj", "obl", "iobj") && s.relativeWord(k) {
			return k
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
