package rule

import "strings"

// referent replaces a relative pronoun by the noun it stands for.
func (s *sentence) referent(k int) int {
	if !s.relativeWord(k) {
		return k
	}
	for i, n := s.toks[k].Head, 0; i >= 0 && n < deepest; i, n = s.toks[i].Head, n+1 {
		if s.is(i, "acl:relcl") && s.toks[i].Head >= 0 {
			return s.predicated(s.toks[i].Head)
		}
	}
	return k
}

// predicated replaces a noun that says what something is by what it is said of:
// "Mosul is the largest city held by rebels" has rebels hold Mosul. Where the noun is
// no such predicate, or is denied, it stands for itself.
func (s *sentence) predicated(n int) int {
	if s.toks[n].UPOS != "NOUN" || s.child(n, "cop") < 0 {
		return n
	}
	subject := s.child(n, "nsubj")
	if subject < 0 || s.at[subject] < 0 || !s.named(s.at[subject]) {
		return n
	}
	for _, k := range s.tree.Children(n) {
		if w := s.lemma(k); w == "not" || w == "no" || w == "never" {
			return n
		}
	}
	return subject
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
	for _, k := range s.tree.Children(v) {
		if !s.is(k, "nsubj", "obj", "obl", "iobj") {
			continue
		}
		if s.relativeWord(k) {
			return k
		}
		if w := s.child(k, "nmod:poss"); w >= 0 && strings.EqualFold(s.toks[w].Form, "whose") {
			return w // "whose brother fought in Angola"
		}
	}
	return -1
}
