package rule

// subjects finds who does v where v itself does not say: through coordination,
// control and participles.
func (s *sentence) subjects(v, depth int) []int {
	if k := s.child(v, "advmod"); k >= 0 && s.leading(k) {
		return []int{k}
	}
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
	case s.is(v, "advcl") && s.toks[v].XPOS == "VB" && empowering[s.lemma(up)] && s.child(up, "obj") >= 0 && s.child(up, "obj") < v:
		// "supports the government to defeat terrorism", "pressed Iran to leave"
		return []int{s.referent(s.child(up, "obj"))}
	case s.is(v, "advcl") && s.marker(v, "mark") == "for" && (accusing[s.lemma(up)] == "for" || punishing[s.lemma(up)] || crediting[s.lemma(up)]):
		return s.objectsOf(up) // "blamed Libya for bombing the town"
	case s.is(v, "advcl") && s.toks[v].XPOS == "VBG" && (topical[s.marker(v, "mark")] || s.passive(up) && (v < up || s.marker(v, "mark") == "by")):
		return nil // "using a sieve, the grains can be counted"
	case s.is(v, "advcl", "parataxis"):
		if s.toks[v].XPOS == "VBG" || s.toks[v].XPOS == "VBN" || s.toks[v].XPOS == "VB" {
			return s.actors(up, depth)
		}
	case s.is(v, "acl"):
		if s.toks[v].XPOS != "VB" && s.marker(v, "mark") == "" {
			return []int{up}
		}
		return s.nounActors(up)
	case s.is(v, "ccomp") && quoting[s.lemma(up)]:
		if k, _ := s.interrupted(up); k >= 0 {
			return []int{s.referent(k)}
		}
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
	for _, k := range s.tree.Children(v) {
		if k < v && s.is(k, "compound", "nmod", "dep", "amod", "appos") && s.at[k] >= 0 && s.doc.Mentions[s.at[k]].Kind == "name" && s.marker(k, "case") == "" {
			return k
		}
	}
	return -1
}

// Prepositions whose "-ing" clause is about the object before it.
var objectControl = map[string]bool{"of": true, "from": true, "with": true}

// Verbs whose object is to do what follows: "enabled farmers to sell". Beside any
// other, an infinitive is the subject's purpose: "used force to win".
var empowering = set("support help assist enable allow encourage urge press order ask tell train equip persuade force invite want expect get lead cause appoint permit require push pressure compel instruct authorise authorize empower prompt motivate inspire convince oblige direct request beg implore lobby pay hire prepare teach")

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
	if _, k := s.interrupted(p); k >= 0 {
		return []int{s.referent(k)}
	}
	if k := s.child(p, "nsubj", "nsubj:pass"); k >= 0 {
		return []int{s.referent(k)}
	}
	if k := s.bareSubject(p); k >= 0 {
		return []int{k}
	}
	if s.is(p, "acl:relcl") && s.toks[p].Head >= 0 && s.relativePronoun(p) < 0 {
		return []int{s.toks[p].Head}
	}
	if s.is(p, "acl") && s.toks[p].XPOS != "VB" && s.marker(p, "mark") == "" && s.toks[p].Head >= 0 {
		return []int{s.toks[p].Head}
	}
	return s.subjects(p, depth+1)
}

// interrupted returns the two subjects before a verb of saying that was put into
// the clause it reports, "Iran, Israel says, armed the Houthis": that of the
// clause, and its own; -1 for both where there is one.
func (s *sentence) interrupted(v int) (clause, own int) {
	clause, own = -1, -1
	if !quoting[s.lemma(v)] {
		return clause, own
	}
	for _, k := range s.tree.Children(v) {
		if s.is(k, "nsubj") && k < v {
			clause, own = own, k
		}
	}
	c := s.child(v, "ccomp")
	if clause < 0 || c < v || !s.comma(clause, own) || s.child(c, "nsubj", "nsubj:pass") >= 0 {
		return -1, -1
	}
	return clause, own
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

// actorsOfCopula returns the subject of a copular predicate, its own or shared.
func (s *sentence) actorsOfCopula(p int) []int {
	for _, k := range s.tree.Children(p) {
		if s.is(k, "nsubj", "nsubj:outer") {
			return []int{s.referent(k)}
		}
	}
	up := s.toks[p].Head
	if up < 0 {
		return nil
	}
	switch {
	case s.is(p, "acl:relcl"):
		return []int{up}
	case s.is(p, "conj"):
		return s.actors(up, 0)
	case s.is(p, "xcomp"):
		return s.controller(up, 0)
	case s.is(p, "advcl") && s.marker(p, "mark") != "as":
		return s.actors(up, 0)
	}
	return nil
}
