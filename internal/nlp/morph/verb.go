package morph

import "strings"

// verb returns the features of a verb or auxiliary.
func (s *sentence) verb(i int) string {
	full := s.toks[i].UPOS == "VERB"
	switch s.toks[i].XPOS {
	case "MD":
		return "VerbForm=Fin"
	case "VBZ":
		return present.of(phi{})
	case "VBP":
		return present.of(s.agree(i))
	case "VBD":
		return s.past(i)
	case "VBN":
		if full && s.passive(i) {
			return "Tense=Past|VerbForm=Part|Voice=Pass"
		}
		return "Tense=Past|VerbForm=Part"
	case "VBG":
		if full && s.gerund(i) {
			return "VerbForm=Ger"
		}
		return "Tense=Pres|VerbForm=Part"
	}
	return s.base(i)
}

// past tells "if I were you" from "we were".
func (s *sentence) past(i int) string {
	a := s.agree(i)
	if strings.EqualFold(s.toks[i].Form, "were") && !a.plural && a.person != second {
		return pastSubjunctive.of(a)
	}
	return past.of(a)
}

// passive reports whether a participle is passive: all are but those of "have",
// "the attached file" and "the man named Cy" among them. What is joined to another
// goes with it: "has come and gone".
func (s *sentence) passive(i int) bool {
	for steps := 0; steps < len(s.toks); steps++ {
		p := &s.parts[i]
		if p.passive || p.helped {
			return p.passive
		}
		h := s.head(i)
		if s.label(i) != "conj" || h < 0 || s.toks[h].XPOS != "VBN" {
			return true
		}
		i = h
	}
	return true
}

// gerund reports whether a word in -ing is a gerund, as the treebanks see it: what
// stands as an attribute or a complement is ("the man waiting", "started waiting"),
// a predicate of its own or in an adverbial clause is not ("while waiting").
func (s *sentence) gerund(i int) bool {
	for steps := 0; steps < len(s.toks) && !s.parts[i].helped; steps++ {
		switch s.label(i) {
		case "acl":
			return s.toks[i].Deprel != "acl:relcl"
		case "xcomp", "ccomp", "csubj", "amod", "compound", "nsubj", "obj", "obl", "nmod", "appos":
			return true
		case "conj":
			if h := s.head(i); h >= 0 {
				i = h
				continue
			}
		}
		return false
	}
	return false
}

// base tells what the bare form of a verb is: an infinitive, with "to", an
// auxiliary, or as a complement; a subjunctive, as "he come" in "they demand that
// he come"; an imperative elsewhere.
func (s *sentence) base(i int) string {
	const infinitive, imperative = "VerbForm=Inf", "Mood=Imp|VerbForm=Fin"
	i = s.predicate(i)
	for steps := 0; steps < len(s.toks); steps++ {
		p := &s.parts[i]
		if p.to || p.aux {
			return infinitive
		}
		if p.order {
			return imperative
		}
		switch s.label(i) {
		case "ccomp":
			if p.subject >= 0 {
				return subjunctive.of(s.agree(i))
			}
			return imperative
		case "root", "parataxis", "appos", "list":
			if p.subject >= 0 {
				return infinitive
			}
			return imperative
		case "conj": // "come and see" is one thing or the other as a whole
			if h := s.head(i); h >= 0 && p.subject < 0 {
				i = h
				continue
			}
		}
		return infinitive
	}
	return infinitive
}
