package train

import (
	"fmt"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Gold counts what is right on gold tokens: tags and trees, and the lemmas and
// features that were made from those. Features are right if all of a word's are.
type Gold struct {
	Trees
	Lemmas, Feats int
}

func (g Gold) String() string {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(g.Words, 1)) }
	return fmt.Sprintf("%v Lemmas %.2f Feats %.2f", g.Trees, p(g.Lemmas), p(g.Feats))
}

// ScoreGold lets a model read the tokens of documents, and then the steps, which
// find lemmas and features, and compares.
func ScoreGold(m *parse.Model, gold []text.Document, steps ...func([]text.Token)) Gold {
	var g Gold
	for _, doc := range gold {
		sents := stripped(doc.Sentences)
		m.Annotate(sents)
		for i := range sents {
			for _, step := range steps {
				step(sents[i].Tokens)
			}
			for w := range sents[i].Tokens {
				g.add(&doc.Sentences[i].Tokens[w], &sents[i].Tokens[w])
			}
		}
	}
	return g
}

func (g *Gold) add(want, got *text.Token) {
	g.Words++
	g.UPOS += count(got.UPOS == want.UPOS)
	g.XPOS += count(got.XPOS == want.XPOS)
	g.UAS += count(got.Head == want.Head)
	g.LAS += count(got.Head == want.Head && plain(got.Deprel) == plain(want.Deprel))
	g.Lemmas += count(want.Lemma == "" || got.Lemma == want.Lemma)
	g.Feats += count(got.Feats == want.Feats)
}

// stripped returns sentences of forms alone.
func stripped(sents []text.Sentence) []text.Sentence {
	out := make([]text.Sentence, len(sents))
	for i := range sents {
		out[i].Tokens = make([]text.Token, len(sents[i].Tokens))
		for w := range sents[i].Tokens {
			out[i].Tokens[w].Form = sents[i].Tokens[w].Form
		}
	}
	return out
}

// Forms returns the forms of documents as sentences that Speed can read.
func Forms(docs []text.Document) []Sentence {
	var all []Sentence
	for _, doc := range docs {
		for _, sent := range doc.Sentences {
			var s Sentence
			for _, tok := range sent.Tokens {
				s.Forms = append(s.Forms, tok.Form)
			}
			all = append(all, s)
		}
	}
	return all
}

// ReadNames reads sentences with names from a file in the format of UNER.
func ReadNames(file string) ([]Sentence, error) { return readNames(file, uner) }
