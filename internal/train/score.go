package train

import (
	"fmt"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Trees counts what a model got right of gold trees: labels without their
// subtypes, punctuation counted, as the CoNLL 2018 shared task did.
type Trees struct{ Words, UPOS, XPOS, UAS, LAS int }

func (s Trees) String() string {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(s.Words, 1)) }
	return fmt.Sprintf("UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f", p(s.UPOS), p(s.XPOS), p(s.UAS), p(s.LAS))
}

// ScoreTrees reads gold tokens and compares.
func ScoreTrees(m *parse.Model, gold []Sentence) Trees {
	var s Trees
	for i, sent := range annotate(m, gold) {
		for w, t := range sent.Tokens {
			upos, xpos, _ := strings.Cut(gold[i].Tags[w], "|")
			head := int(gold[i].Heads[w])
			if head == len(sent.Tokens) {
				head = -1
			}
			s.Words++
			s.UPOS += count(t.UPOS == upos)
			s.XPOS += count(t.XPOS == xpos)
			s.UAS += count(t.Head == head)
			s.LAS += count(t.Head == head && plain(t.Deprel) == plain(gold[i].Labels[w]))
		}
	}
	return s
}

// Spans counts names: marked by the model, in the gold file, and in both with
// exact span and type.
type Spans struct{ Found, Gold, Right int }

func (s Spans) String() string {
	p, r := float64(s.Right)/float64(max(s.Found, 1)), float64(s.Right)/float64(max(s.Gold, 1))
	f := 2 * float64(s.Right) / float64(max(s.Found+s.Gold, 1))
	return fmt.Sprintf("P %.1f R %.1f F1 %.2f", 100*p, 100*r, 100*f)
}

// ScoreNames compares the names of persons, organisations and places.
func ScoreNames(m *parse.Model, gold []Sentence) Spans {
	var s Spans
	for i, sent := range annotate(m, gold) {
		found := names(len(sent.Tokens), func(w int) string { return sent.Tokens[w].Name })
		right := names(len(sent.Tokens), func(w int) string {
			for l, name := range Names {
				if gold[i].Allowed[w] == 1<<l && name != "O" {
					return name
				}
			}
			return ""
		})
		s.Found += len(found)
		s.Gold += len(right)
		for n := range found {
			s.Right += count(right[n])
		}
	}
	return s
}

type name struct {
	first, last int
	kind        string
}

// names returns the names of the types that are scored.
func names(words int, label func(int) string) map[name]bool {
	all := map[name]bool{}
	for w := range words {
		kind, ok := strings.CutPrefix(label(w), "B-")
		if !ok || kind == "People" || kind == "Other" {
			continue
		}
		last := w
		for last+1 < words && label(last+1) == "I-"+kind {
			last++
		}
		all[name{w, last, kind}] = true
	}
	return all
}

// annotate reads the forms of gold sentences.
func annotate(m *parse.Model, gold []Sentence) []text.Sentence {
	sents := tokens(gold)
	m.Annotate(sents)
	return sents
}

func tokens(gold []Sentence) []text.Sentence {
	sents := make([]text.Sentence, len(gold))
	for i := range gold {
		sents[i].Tokens = make([]text.Token, len(gold[i].Forms))
		for w, f := range gold[i].Forms {
			sents[i].Tokens[w].Form = f
		}
	}
	return sents
}

func plain(label string) string {
	label, _, _ = strings.Cut(label, ":")
	return label
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
