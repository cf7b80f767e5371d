package tuple

import "slices"

// phrase is a token and what hangs on it, without what is a clause or a remark of
// its own: relative clauses, appositions, asides, and the marks at its ends.
func (s *sentence) phrase(head int) []int { return s.collect(head, false) }

// collect gathers a phrase; alone leaves out what "and" joins to its head.
func (s *sentence) collect(head int, alone bool) []int {
	var out []int
	var walk func(i, depth int)
	walk = func(i, depth int) {
		out = append(out, i)
		if depth > len(s.Tokens) {
			return
		}
		for _, k := range s.Children(i) {
			if s.is(k, "acl:relcl", "appos", "parataxis", "discourse", "vocative", "dep") || i == head && s.outside(k, alone) {
				continue
			}
			walk(k, depth+1)
		}
	}
	walk(head, 0)
	slices.Sort(out)
	return s.trimmed(out)
}

// trimmed takes the commas and the like from the ends of a phrase.
func (s *sentence) trimmed(tokens []int) []int {
	for len(tokens) > 0 && s.mark(tokens[0]) {
		tokens = tokens[1:]
	}
	for len(tokens) > 0 && s.mark(tokens[len(tokens)-1]) {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}

// outside reports whether a child of an argument's head is no part of it: the
// subject, "be" and circumstances of one that is a predicate too, a conjunction before
// it, and, alone, what is joined to it.
func (s *sentence) outside(k int, alone bool) bool {
	return s.is(k, "nsubj", "csubj", "cop", "aux", "cc", "mark", "advcl", "ccomp", "obl") || alone && s.is(k, "conj")
}

// mark reports whether a token is a comma or the like, which no phrase begins or
// ends with. Quotation marks and brackets belong to it.
func (s *sentence) mark(i int) bool {
	switch s.words[i] {
	case ",", ";", ":", ".", "-", "--", "–", "—", "?", "!":
		return true
	}
	return false
}

// split returns an argument for each of what "and" joins, without the preposition.
func (s *sentence) split(head int) [][]int {
	var out [][]int
	for _, h := range s.joined(head) {
		a := s.collect(h, true)
		pre := s.prepositions(h)
		a = slices.DeleteFunc(a, func(t int) bool { return slices.Contains(pre, t) })
		out = append(out, a)
	}
	return out
}

// bearer is what a clause hangs on, as its subject: without the clause itself.
func (s *sentence) bearer(head, clause int) [][]int {
	out := s.split(head)
	for i, a := range out {
		out[i] = s.without(a, clause)
	}
	return out
}

// joined returns a head and what is joined to it below it, no verbs among nouns.
func (s *sentence) joined(head int) []int {
	out := []int{head}
	for _, k := range s.Children(head) {
		if s.is(k, "conj") && s.verbal(k) == s.verbal(head) && s.Child(k, "nsubj", "cop") < 0 {
			out = append(out, k)
		}
	}
	return out
}

// prepositions returns the tokens of a phrase's preposition: "because of".
func (s *sentence) prepositions(head int) []int {
	var out []int
	for _, k := range s.Children(head) {
		if s.is(k, "case") && k < head {
			out = append(out, k)
			for _, f := range s.Children(k) {
				if s.is(f, "fixed") {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// objects returns what a verb acts on: things, clauses, complements.
func (s *sentence) objects(p int) [][]int {
	var out [][]int
	for _, at := range append([]int{p}, s.carriedBy(p)...) {
		for _, k := range s.Children(at) {
			switch {
			case s.is(k, "obj"):
				out = append(out, s.split(k)...)
			case s.is(k, "ccomp"):
				out = append(out, s.clause(k))
			case s.is(k, "xcomp") && !s.carried(k):
				out = append(out, s.clause(k))
			}
		}
	}
	return out
}

// carriedBy returns the infinitives that are in a predicate's relation.
func (s *sentence) carriedBy(p int) []int {
	var out []int
	for _, k := range s.Children(p) {
		if s.carried(k) {
			out = append(append(out, k), s.carriedBy(k)...)
		}
	}
	return out
}

// clause is a clause as an argument: all of it.
func (s *sentence) clause(head int) []int {
	first, last := s.Edges(head)
	var out []int
	for i := first; i <= last; i++ {
		if s.Under(i, head) {
			out = append(out, i)
		}
	}
	return s.trimmed(out)
}

// adjuncts are the phrases that say how, where and when.
func (s *sentence) adjuncts(p int) [][]int {
	var out [][]int
	for _, k := range s.adjunctHeads(p) {
		out = append(out, s.phrase(k))
	}
	return out
}

func (s *sentence) adjunctHeads(p int) []int {
	var out []int
	for _, at := range append([]int{p}, s.carriedBy(p)...) {
		for _, k := range s.Children(at) {
			switch {
			case s.is(k, "obl", "iobj"):
				out = append(out, k)
			case s.is(k, "advmod") && (k > p || s.verbal(p) && len(s.Children(k)) > 0) && !s.asks(k):
				out = append(out, k)
			}
		}
	}
	// What follows the verb comes first: "in 1941 he joined" is about the joining.
	slices.SortStableFunc(out, func(a, b int) int { return side(a, p) - side(b, p) })
	return out
}

func side(k, p int) int {
	if k < p {
		return 1
	}
	return 0
}
