package morph

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// sentence is a sentence's tokens with what hangs on each.
type sentence struct {
	toks  []text.Token
	parts []parts
}

// parts is what hangs on a token, as far as features depend on it.
type parts struct {
	subject  int  // its subject, -1 for none
	last     int  // the last thing joined to it by "and", "or" or a comma, -1 for none
	and      bool // it is itself joined by "and"
	relative bool // it has a relative clause
	to, aux  bool // it has an infinitive's "to"; an auxiliary that is finite
	helped   bool // it has a "have" or "be", finite or not, that makes a tense
	order    bool // it has the "do" of "do not go"
	passive  bool // it has a passive's auxiliary or subject
	fixed    bool // it begins a fixed phrase: "as well as"
	flat     bool // it begins a name or number in pieces: "713 853 3989"
	apart    bool // it begins one word written as two
}

// clauses finds the parts of all tokens.
func clauses(toks []text.Token) *sentence {
	s := &sentence{toks, make([]parts, len(toks))}
	for i := range s.parts {
		s.parts[i].subject, s.parts[i].last = -1, -1
	}
	for i := range toks {
		if h := s.head(i); h >= 0 {
			s.parts[h].add(i, &toks[i])
		}
	}
	return s
}

func (p *parts) add(i int, tok *text.Token) {
	label, sub, _ := strings.Cut(tok.Deprel, ":")
	switch label {
	case "nsubj", "csubj":
		if p.subject < 0 || sub != "outer" {
			p.subject = i
		}
		p.passive = p.passive || sub == "pass"
	case "aux":
		p.passive = p.passive || sub == "pass"
		do := strings.EqualFold(tok.Form, "do")
		p.order = p.order || do && tok.XPOS == "VB"
		p.aux = p.aux || tok.XPOS != "VB"
		p.helped = p.helped || sub == "" && !do && tok.XPOS != "MD"
	case "mark":
		p.to = p.to || tok.XPOS == "TO"
	case "conj":
		p.last = i
	case "cc":
		p.and = p.and || strings.EqualFold(tok.Form, "and") || tok.Form == "&"
	case "acl", "advcl":
		p.relative = p.relative || sub == "relcl"
	case "fixed":
		p.fixed = true
	case "flat":
		p.flat = true
	case "goeswith":
		p.apart = true
	}
}

// head returns the head of token i, -1 for none.
func (s *sentence) head(i int) int {
	if h := s.toks[i].Head; h >= 0 && h < len(s.toks) && h != i {
		return h
	}
	return -1
}

// label returns a token's relation to its head without the subtype.
func (s *sentence) label(i int) string {
	label, _, _ := strings.Cut(s.toks[i].Deprel, ":")
	return label
}

// predicate returns what a verb is about: for an auxiliary or a copula, the word
// it belongs to.
func (s *sentence) predicate(i int) int {
	switch s.label(i) {
	case "aux", "cop":
		if h := s.head(i); h >= 0 {
			return h
		}
	}
	return i
}

// first returns the first of the things joined to token i, and so i itself for
// most tokens.
func (s *sentence) first(i int) int {
	for steps := 0; s.label(i) == "conj" && s.head(i) >= 0 && steps < len(s.toks); steps++ {
		i = s.head(i)
	}
	return i
}

// features returns those of token i, given what its word alone says.
func (s *sentence) features(i int, word string) string {
	tok := &s.toks[i]
	switch tok.XPOS {
	case "MD", "VB", "VBP", "VBZ", "VBD", "VBN", "VBG":
		if tok.UPOS == "VERB" || tok.UPOS == "AUX" {
			word = join(s.verb(i), word)
		}
	case "PRP":
		word = s.personal(i, word)
	case "WP", "WDT", "WRB":
		word = with(word, s.question(i))
	}
	return join(word, s.phrase(i))
}
