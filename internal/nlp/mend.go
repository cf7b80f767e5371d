package nlp

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// mend sets right what parsers of this size get wrong so regularly that a rule
// does better.
func (a *Analyser) mend(doc *text.Document) {
	a.reviveVerbs(doc)
	for i := range doc.Sentences {
		joinAdjectives(doc.Sentences[i].Tokens)
	}
}

// reviveVerbs parses headlines without a verb again where a word may be one: in
// "Terror group targets hall" the tagger takes "targets" for a noun. The parser
// sees a verb that cannot be a noun in its place.
func (a *Analyser) reviveVerbs(doc *text.Document) {
	var again []text.Sentence
	var at, words []int
	for i := range doc.Sentences {
		sent := &doc.Sentences[i]
		if j := hiddenVerb(sent); j >= 0 {
			toks := append([]text.Token(nil), sent.Tokens...)
			for k := range toks {
				if k > 0 && a.mentions.Noun(strings.ToLower(toks[k].Form)) {
					toks[k].Form = strings.ToLower(toks[k].Form)
				}
			}
			toks[j].Form = "destroys"
			again = append(again, text.Sentence{Tokens: toks})
			at, words = append(at, i), append(words, j)
		}
	}
	if again == nil {
		return
	}
	a.model.Annotate(again)
	for n, i := range at {
		toks := again[n].Tokens
		if toks[words[n]].UPOS != "VERB" {
			continue
		}
		for k := range toks {
			toks[k].Form = doc.Sentences[i].Tokens[k].Form
		}
		doc.Sentences[i].Tokens = toks
	}
}

// hiddenVerb returns the word of a headline without a finite verb that may be
// its verb; -1 for none.
func hiddenVerb(sent *text.Sentence) int {
	if !sent.Heading {
		return -1
	}
	found := -1
	for j := range sent.Tokens {
		tok := &sent.Tokens[j]
		switch tok.XPOS {
		case "VBZ", "VBD", "VBP", "MD", "VB":
			return -1
		}
		if found < 0 && j > 0 && j+1 < len(sent.Tokens) && strings.HasSuffix(tok.Form, "s") && headlineVerbs[strings.ToLower(tok.Form)] &&
			noun(&sent.Tokens[j-1]) && (noun(&sent.Tokens[j+1]) || sent.Tokens[j+1].UPOS == "DET" || sent.Tokens[j+1].UPOS == "ADJ" || sent.Tokens[j+1].UPOS == "NUM") {
			found = j
		}
	}
	return found
}

func noun(tok *text.Token) bool { return tok.UPOS == "NOUN" || tok.UPOS == "PROPN" }

// joinAdjectives mends "a sporadic but still deadly insurgency", which the parser
// reads as two things, the first an adjective: both are of the noun.
func joinAdjectives(toks []text.Token) {
	for h := 1; h+2 < len(toks); h++ {
		if toks[h].UPOS != "ADJ" || toks[h+1].UPOS != "CCONJ" || toks[h-1].UPOS != "DET" || toks[h-1].Head != h {
			continue
		}
		n := h + 2
		for n < len(toks) && (toks[n].UPOS == "ADV" || toks[n].UPOS == "ADJ") {
			n++
		}
		if n == h+2 || n == len(toks) || !noun(&toks[n]) || toks[n].Deprel != "conj" || toks[n].Head > h {
			continue
		}
		toks[n].Head, toks[n].Deprel = toks[h].Head, toks[h].Deprel
		for k := range toks {
			if toks[k].Head == h && k != n && k != h {
				toks[k].Head = n
			}
		}
		toks[h].Head, toks[h].Deprel = n, "amod"
	}
}
