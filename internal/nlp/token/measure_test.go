package token_test

import (
	"testing"

	"github.com/quadrille-kg/quadrille/internal/conllu/conllutest"
	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// TestTreebanks splits the raw text of the development treebanks, wrapped at 80
// columns as the CoNLL 2018 shared task had it and also one paragraph a line, and
// counts as that task did: a token or sentence is right where its span is.
func TestTreebanks(t *testing.T) {
	for _, c := range []struct {
		name, files      string
		tokens, sentence float64 // least F1, in percent
	}{
		{"EWT", "ud-ewt/*dev.conllu", 99.5, 89.5},
		{"GUM", "gum/dev/*.conllu", 99.8, 96},
	} {
		docs := conllutest.Treebank(t, c.files)
		for _, width := range []int{80, 0} {
			var tokens, words, sents score
			for _, doc := range docs {
				got := token.Split(wrap(doc.Text, width))
				tokens.add(surface(got), surface(doc.Sentences))
				words.add(spans(got), spans(doc.Sentences))
				sents.add(sentenceSpans(got), sentenceSpans(doc.Sentences))
			}
			t.Logf("%s, width %d: tokens %.2f words %.2f sentences %.2f", c.name, width, tokens.f1(), words.f1(), sents.f1())
			if tokens.f1() < c.tokens || sents.f1() < c.sentence {
				t.Errorf("%s, width %d: want tokens at least %.1f and sentences %.1f", c.name, width, c.tokens, c.sentence)
			}
		}
	}
}

// score counts spans found, spans wanted, and those that are both.
type score struct{ got, want, right int }

func (s *score) add(got, want []text.Span) {
	wanted := make(map[text.Span]bool)
	for _, w := range want {
		wanted[w] = true
	}
	for _, g := range got {
		if wanted[g] {
			s.right++
		}
	}
	s.got += len(got)
	s.want += len(want)
}

func (s *score) f1() float64 { return 200 * float64(s.right) / float64(s.got+s.want) }

// surface returns the spans of tokens in the sense of CoNLL-U: a multi-word token
// counts once.
func surface(sents []text.Sentence) []text.Span {
	var out []text.Span
	for _, s := range sents {
		for _, tok := range s.Tokens {
			if tok.Joined {
				out[len(out)-1] = out[len(out)-1].Cover(tok.Span)
			} else {
				out = append(out, tok.Span)
			}
		}
	}
	return out
}

func spans(sents []text.Sentence) []text.Span {
	var out []text.Span
	for _, s := range sents {
		for _, tok := range s.Tokens {
			out = append(out, tok.Span)
		}
	}
	return out
}

func sentenceSpans(sents []text.Sentence) []text.Span {
	var out []text.Span
	for _, s := range sents {
		out = append(out, s.Span)
	}
	return out
}

// wrap breaks lines at the last space before width columns. Offsets stay as they
// are: a space becomes a line end.
func wrap(s string, width int) string {
	if width == 0 {
		return s
	}
	runes := []rune(s)
	start, last := 0, -1
	for i, r := range runes {
		if r == ' ' {
			last = i
		}
		if r == '\n' {
			start, last = i+1, -1
		}
		if i-start >= width && last >= 0 {
			runes[last] = '\n'
			start, last = last+1, -1
		}
	}
	return string(runes)
}
