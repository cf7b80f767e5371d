package rule

import "strings"

// attribute reports whether a clause says of a noun what is taken for granted: a
// relative clause, "who attacked them", or a participle, "captured", "written by X".
func (s *sentence) attribute(i int) bool {
	if strings.HasSuffix(s.toks[i].Deprel, ":relcl") {
		return !s.content(i)
	}
	x := s.toks[i].XPOS
	return s.is(i, "amod", "acl") && (x == "VBN" || x == "VBG") && s.child(i, "mark") < 0
}

// content reports whether what the parser took for a relative clause says what its
// noun is about, "no evidence that Russia attacked Poland": nothing is missing
// from it.
func (s *sentence) content(i int) bool {
	up := s.toks[i].Head
	if up < 0 {
		return false
	}
	if w := s.lemma(up); !telling[w] && !proof[w] && !deedless[w] && !surety[w] {
		return false
	}
	that := -1
	for _, k := range s.tree.Children(i) {
		if s.lemma(k) == "that" && k < i {
			that = k
		}
	}
	if that < 0 {
		return false
	}
	subj, obj := false, false
	for _, k := range s.tree.Children(i) {
		subj = subj || k != that && s.is(k, "nsubj", "nsubj:pass")
		obj = obj || k != that && s.is(k, "obj", "obl", "nsubj:pass", "aux:pass", "cop")
	}
	return subj && (obj || s.is(that, "mark"))
}
