package tuple

import "slices"

// readPredicate makes the tuples of a predicate: a verb, or a noun or adjective
// with "be".
func (s *sentence) readPredicate(p int) {
	copula := s.Child(p, "cop")
	switch {
	case s.Tokens[p].UPOS == "VERB" || s.Tokens[p].UPOS == "AUX" && copula < 0 && !s.is(p, "aux", "cop"):
	case copula >= 0 && s.Child(p, "expl") < 0: // "there is" and "it is" say nothing of a subject
	default:
		return
	}
	if s.is(p, "compound", "amod", "case", "mark", "fixed") || s.carried(p) {
		return
	}
	subjects, sure := s.subjects(p)
	if len(subjects) == 0 {
		return
	}
	relation := s.relation(p)
	if copula >= 0 && s.Tokens[p].UPOS != "VERB" {
		s.state(p, relation, subjects, sure)
		return
	}
	s.act(p, relation, subjects, sure)
}

// carried reports whether another predicate has this one in its relation: "woo" in
// "tries to woo".
func (s *sentence) carried(p int) bool {
	return s.is(p, "xcomp") && s.verbal(p) && s.Head(p) >= 0 && s.verbal(s.Head(p)) && s.Child(s.Head(p), "obj", "iobj") < 0
}

func (s *sentence) verbal(i int) bool { return s.Tokens[i].UPOS == "VERB" || s.Tokens[i].UPOS == "AUX" }

// relation is the predicate with its auxiliaries, negation, particles and the
// infinitives it carries, in the order of the text: "has tried not to woo".
func (s *sentence) relation(p int) []int {
	var out []int
	for _, k := range s.Children(p) {
		switch {
		case s.is(k, "aux", "cop", "compound:prt"):
			out = append(out, k)
		case s.is(k, "advmod") && k < p && len(s.Children(k)) == 0 && !s.asks(k) && (s.verbal(p) || s.negates(k)):
			out = append(out, k) // of a noun or adjective it belongs to what is said: "is | so huge"
		}
	}
	if s.verbal(p) {
		out = append(out, p)
		for _, x := range s.Children(p) {
			if s.carried(x) {
				if m := s.Child(x, "mark"); m >= 0 {
					out = append(out, m)
				}
				out = append(out, s.relation(x)...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *sentence) negates(i int) bool {
	switch s.lower(i) {
	case "not", "n't", "never":
		return true
	}
	return false
}

// asks reports whether a word is a question's or relative's: "where", "when".
func (s *sentence) asks(i int) bool {
	switch s.lower(i) {
	case "who", "whom", "whose", "which", "what", "that", "where", "when", "why", "how":
		return true
	}
	return false
}

// subjects returns the subjects of a predicate, its own or those it takes from
// the clause that it leans on, and how sure that is.
func (s *sentence) subjects(p int) (subjects [][]int, sure float64) {
	for n, at, sure := 0, p, 1.0; n < len(s.Tokens); n++ {
		if k := s.Child(at, "nsubj", "csubj"); k >= 0 {
			if s.asks(k) && s.Head(at) >= 0 && s.is(at, "acl") {
				return s.bearer(s.Head(at), at), sure * 0.95 // "the man who came"
			}
			return s.split(k), sure
		}
		up := s.Head(at)
		switch {
		case up < 0:
			return nil, 0
		case s.is(at, "acl:relcl"):
			return s.bearer(up, at), sure * 0.6 // the relative pronoun is left unsaid, or misread
		case s.is(at, "acl"):
			return s.bearer(up, at), sure * 0.85 // "firms based in Oslo"
		case s.is(at, "conj") && (s.verbal(up) || s.Child(up, "cop") >= 0):
			sure *= 0.9
		case s.is(at, "xcomp"):
			if o := s.Child(up, "obj", "iobj"); o >= 0 {
				return s.split(o), sure * 0.8
			}
			sure *= 0.9
		case s.is(at, "advcl"):
			sure *= 0.75
		default:
			return nil, 0
		}
		at = up
	}
	return nil, 0
}

// state is what "be" says: "Celeski is an Australian footballer".
func (s *sentence) state(p int, relation []int, subjects [][]int, sure float64) {
	rest := s.adjuncts(p)
	for _, subject := range subjects {
		for _, complement := range s.split(p) {
			complement = slices.DeleteFunc(complement, func(t int) bool { return slices.Contains(relation, t) })
			s.tell(relation, subject, append([][]int{complement}, rest...), 0.8*sure)
		}
	}
}

// act is what a verb says: its objects, one tuple for each that "and" joins, and
// after each all that is said of how, where and when. Without an object the first
// of these takes its place, and its preposition goes to the relation: "occurs in".
func (s *sentence) act(p int, relation []int, subjects [][]int, sure float64) {
	objects, rest := s.objects(p), s.adjuncts(p)
	for _, subject := range subjects {
		if len(objects) > 0 {
			for _, o := range objects {
				s.tell(relation, subject, append([][]int{o}, rest...), 0.9*sure)
			}
			continue
		}
		s.intransitive(p, relation, subject, sure)
	}
}

// intransitive tells the first two circumstances of a verb without object, the first
// of them with all the others after it.
func (s *sentence) intransitive(p int, relation, subject []int, sure float64) {
	heads := s.adjunctHeads(p)
	for i, k := range heads[:min(2, len(heads))] {
		var others [][]int
		if i == 0 {
			for _, o := range heads[1:] {
				others = append(others, s.phrase(o))
			}
		}
		for _, a := range s.split(k) {
			s.tell(slices.Concat(relation, s.prepositions(k)), subject, append([][]int{a}, others...), 0.8*sure)
		}
	}
}
