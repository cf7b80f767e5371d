package nlp

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// mend sets right what parsers of this size get wrong so regularly that a rule
// does better. Headlines must be in the case of sentences still.
func (a *Analyser) mend(doc *text.Document) {
	a.reviveVerbs(doc)
	for i := range doc.Sentences {
		joinAdjectives(doc.Sentences[i].Tokens)
		partAppositions(doc.Sentences[i].Tokens)
	}
}

// reviveVerbs parses headlines, and sentences that begin like one, without a verb
// again where a word may be one: in "Terror group targets hall" and "IS-K views
// Russia as an ally" the tagger takes the verb for a noun. The parser sees a verb
// that cannot be a noun in its place.
func (a *Analyser) reviveVerbs(doc *text.Document) {
	var again []text.Sentence
	var at, words []int
	for i := range doc.Sentences {
		sent := &doc.Sentences[i]
		if j := hiddenVerb(sent); j >= 0 {
			toks := append([]text.Token(nil), sent.Tokens...)
			if toks[j].Form = "destroys"; !strings.HasSuffix(sent.Tokens[j].Form, "s") {
				toks[j].Form = "destroy"
			}
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
		copy(doc.Sentences[i].Tokens, toks)
	}
}

// hiddenVerb returns the word of a sentence without a finite verb that may be its
// verb; -1 for none. In running text it must be what all else hangs on, right
// after a name.
func hiddenVerb(sent *text.Sentence) int {
	found := -1
	for j := range sent.Tokens {
		tok := &sent.Tokens[j]
		if tok.Form == ":" && found >= 0 {
			break // what comes after it is another sentence
		}
		switch tok.XPOS {
		case "VBZ", "VBD", "VBP", "MD", "VB":
			return -1
		}
		if !sent.Heading && (tok.Deprel != "root" || j == 0 || sent.Tokens[j-1].UPOS != "PROPN") {
			continue
		}
		if found < 0 && j > 0 && j+1 < len(sent.Tokens) && headlineVerbs[strings.ToLower(tok.Form)] && strings.HasSuffix(tok.Form, "s") != many(&sent.Tokens[j-1]) &&
			noun(&sent.Tokens[j-1]) && (noun(&sent.Tokens[j+1]) || sent.Tokens[j+1].UPOS == "DET" || sent.Tokens[j+1].UPOS == "ADJ" || sent.Tokens[j+1].UPOS == "NUM") {
			found = j
		}
	}
	return found
}

// many reports whether a noun is in the plural, as far as a headline lets one see.
func many(tok *text.Token) bool {
	return strings.HasSuffix(tok.XPOS, "S") || strings.HasSuffix(strings.ToLower(tok.Form), "men")
}

func noun(tok *text.Token) bool { return tok.UPOS == "NOUN" || tok.UPOS == "PROPN" }

// partAppositions mends "the FSB, Russia's security service", where the parser
// makes the name a part of the description over the comma: the name heads it.
func partAppositions(toks []text.Token) {
	for c := 0; c+2 < len(toks); c++ {
		h := toks[c].Head
		if toks[c].UPOS != "PROPN" || toks[c].Deprel != "compound" || h <= c+1 || toks[c+1].Form != "," || !noun(&toks[h]) {
			continue
		}
		toks[c].Head, toks[c].Deprel = toks[h].Head, toks[h].Deprel
		toks[h].Head, toks[h].Deprel = c, "appos"
		for k := range c {
			if toks[k].Head == h {
				toks[k].Head = c
			}
		}
	}
}

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
