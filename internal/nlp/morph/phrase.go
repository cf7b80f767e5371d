package morph

import "strings"

// personal returns the features of a personal pronoun: "you" and "it" have the
// case of their place, and "himself" is emphatic where it is no object.
func (s *sentence) personal(i int, word string) string {
	switch word {
	case pronouns["you"]:
		if s.object(i) {
			return "Case=Acc|Person=2|PronType=Prs"
		}
	case pronouns["it"]:
		if s.object(i) {
			return "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs"
		}
	default:
		if strings.HasSuffix(word, "Reflex=Yes") && strings.HasSuffix(s.toks[i].Deprel, ":unmarked") {
			return with(word, "PronType=Emp")
		}
	}
	return word
}

// object reports whether a pronoun stands where "me" would stand for "I".
func (s *sentence) object(i int) bool {
	switch s.label(s.first(i)) {
	case "obj", "iobj", "obl", "nmod":
		return true
	}
	return false
}

// question tells "who" that relates to what stands before it from "who" that asks.
func (s *sentence) question(i int) string {
	if s.parts[i].relative { // "what I said", "where we live"
		return "PronType=Rel"
	}
	for k, steps := s.head(i), 0; k >= 0 && steps < len(s.toks); steps++ {
		if s.toks[k].Deprel == "acl:relcl" || s.toks[k].Deprel == "advcl:relcl" {
			return "PronType=Rel"
		}
		if s.label(k) != "conj" && s.closes(k, s.toks[i].XPOS) {
			break
		}
		k = s.head(k)
	}
	return "PronType=Int"
}

// closes reports whether a word in wh- with the tag cannot be of a clause above
// token k: "where" is of its own clause, "who" of its own but for phrases ("some of
// whom"), while "which" and "that" may come from below ("the man that Bo says won").
func (s *sentence) closes(k int, xpos string) bool {
	switch xpos {
	case "WRB":
		return true
	case "WDT":
		return false
	}
	switch s.label(k) {
	case "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis":
		return true
	}
	return false
}

// phrase returns the feature of a word that begins a phrase: the part of speech
// that a fixed one has as a whole ("because of" is a preposition), or that it was
// misspelt in two.
func (s *sentence) phrase(i int) string {
	p := &s.parts[i]
	switch {
	case p.apart:
		return "Typo=Yes"
	case p.flat && s.toks[i].UPOS == "NUM":
		return "ExtPos=PROPN"
	case p.fixed && strings.EqualFold(s.toks[i].Form, "each"): // "each other"
		return "ExtPos=PRON|PronType=Rcp"
	case p.fixed:
		return external[s.label(i)]
	}
	return ""
}

// external is the part of speech of a fixed phrase by its relation to its head.
var external = map[string]string{
	"case": "ExtPos=ADP", "advmod": "ExtPos=ADV", "mark": "ExtPos=SCONJ", "cc": "ExtPos=CCONJ",
	"nsubj": "ExtPos=PRON", "obj": "ExtPos=PRON", "iobj": "ExtPos=PRON", "obl": "ExtPos=PRON", "nmod": "ExtPos=PRON", "conj": "ExtPos=ADP",
}
