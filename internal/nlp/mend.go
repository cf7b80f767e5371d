package nlp

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// mend sets right what parsers of this size get wrong so regularly that a rule
// does better. Headlines must be in the case of sentences still.
func (a *Analyser) mend(doc *text.Document) {
	a.reviveVerbs(doc)
	for i := range doc.Sentences {
		joinAdjectives(doc.Sentences[i].Tokens)
		attachAdjectives(doc.Sentences[i].Tokens)
		partAppositions(doc.Sentences[i].Tokens)
		returnSubjects(doc.Sentences[i].Tokens)
		mendPhrases(doc.Sentences[i].Tokens)
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
		j := hiddenVerb(sent)
		if j < 0 {
			j = hiddenRelative(sent.Tokens)
		}
		if j >= 0 {
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

// hiddenRelative returns the verb of a relative clause that the tagger takes for a
// noun, "Algeria, which borders Niger": between "which" after a comma and another noun
// phrase no noun can stand. -1 for none.
func hiddenRelative(toks []text.Token) int {
	for j := 2; j+1 < len(toks); j++ {
		if toks[j].XPOS == "NNS" && (toks[j-1].Form == "which" || toks[j-1].Form == "who") && toks[j-2].Form == "," && (toks[j+1].UPOS == "PROPN" || toks[j+1].UPOS == "DET" || toks[j+1].UPOS == "PRON") {
			return j
		}
	}
	return -1
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

// attachAdjectives mends "Tajik and other migrant workers are subject to searches",
// where the parser gives a word two subjects, the adjective and the noun: the
// adjective is of the noun.
func attachAdjectives(toks []text.Token) {
	for h := range toks {
		if toks[h].UPOS != "ADJ" || toks[h].Head < 0 || !strings.HasPrefix(toks[h].Deprel, "nsubj") || h+1 >= len(toks) || toks[h+1].UPOS != "CCONJ" {
			continue
		}
		n := h + 2
		for n < len(toks) && (toks[n].UPOS == "ADJ" || toks[n].UPOS == "ADV" || toks[n].Deprel == "compound") {
			n++
		}
		if n < len(toks) && noun(&toks[n]) && toks[n].Head == toks[h].Head && toks[n].Deprel == toks[h].Deprel {
			toks[h].Head, toks[h].Deprel = n, "amod"
		}
	}
}

// returnSubjects mends "Britain rejected the charge, and France, whose president
// is new, supports it", where the parser joins France to the charge and leaves
// "supports" to Britain: a noun after comma and "and", with a verb of its own
// number right behind it, is that verb's subject.
func returnSubjects(toks []text.Token) {
	for v := range toks {
		h := toks[v].Head
		if !finite(&toks[v]) || toks[v].Deprel != "conj" || h < 0 || toks[h].UPOS != "VERB" {
			continue
		}
		t := tree.Of(toks) // anew for each such verb: heads change below
		if t.Child(v, "nsubj") >= 0 {
			continue
		}
		for k := h + 1; k < v; k++ {
			c := t.Child(k, "cc")
			if c < 1 || c > k || toks[k].Deprel != "conj" || !noun(&toks[k]) || toks[c-1].Form != "," || !adjacent(t, k, v) {
				continue
			}
			for i := k + 1; i < v; i++ { // its relative clause comes along
				if toks[i].Head == toks[k].Head && toks[i].Deprel == "acl:relcl" {
					toks[i].Head = k
				}
			}
			toks[k].Head, toks[k].Deprel = v, "nsubj"
			toks[c].Head = v
			break
		}
	}
}

func finite(tok *text.Token) bool {
	return tok.UPOS == "VERB" && (tok.XPOS == "VBZ" || tok.XPOS == "VBD" || tok.XPOS == "VBP")
}

// adjacent reports whether nothing but commas and adverbs stands between token v
// and the phrase of token k, or what else of the list that k was joined to.
func adjacent(t *tree.Tree, k, v int) bool {
	for i := k + 1; i < v; i++ {
		if !t.Under(i, t.Head(k)) && t.Tokens[i].Form != "," && t.Tokens[i].UPOS != "ADV" && t.Head(i) != v {
			return false
		}
	}
	return true
}
