package train

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Raw is how well raw text is read, as the CoNLL 2018 shared task measured it
// (universaldependencies.org/conll18/evaluation.html). Tokens and sentences are
// right where they span the same characters, white space left aside. Words are
// aligned first: by their characters, and within multi-word tokens by the longest
// common sequence of forms; of the aligned words it is counted what else is right.
// Labels are compared without subtypes and punctuation counts, UFeats are all
// universal features of a word together.
type Raw struct {
	Tokens, Sentences, Words, UPOS, XPOS, UFeats, Lemmas, UAS, LAS F1
}

func (r Raw) String() string {
	return fmt.Sprintf("Tokens %v Sentences %v Words %v UPOS %v XPOS %v UFeats %v Lemmas %v UAS %v LAS %v",
		r.Tokens, r.Sentences, r.Words, r.UPOS, r.XPOS, r.UFeats, r.Lemmas, r.UAS, r.LAS)
}

// F1 counts what was found, what there is, and what of it was found.
type F1 struct{ Found, Gold, Right int }

// Percent returns the harmonic mean of precision and recall, in percent.
func (f F1) Percent() float64 { return 200 * float64(f.Right) / float64(max(f.Found+f.Gold, 1)) }

func (f F1) String() string { return fmt.Sprintf("%.2f", f.Percent()) }

// ScoreRaw lets annotate read the texts of documents, and compares.
func ScoreRaw(gold []text.Document, annotate func(*text.Document)) Raw {
	var r Raw
	for i := range gold {
		doc := text.Document{Text: gold[i].Text}
		annotate(&doc)
		r.add(&gold[i], &doc)
	}
	return r
}

func (r *Raw) add(gold, found *text.Document) {
	chars := charsOf(gold.Text)
	want, got := layOut(gold, chars), layOut(found, chars)
	r.Tokens.spans(got.tokens, want.tokens)
	r.Sentences.spans(got.sentences, want.sentences)
	of := make([]int, len(got.words)) // the gold word of each word found, -1 for none
	for i := range of {
		of[i] = -1
	}
	pairs := align(want.words, got.words)
	for _, p := range pairs {
		of[p.found] = p.gold
	}
	for _, f := range []*F1{&r.Words, &r.UPOS, &r.XPOS, &r.UFeats, &r.Lemmas, &r.UAS, &r.LAS} {
		f.Found += len(got.words)
		f.Gold += len(want.words)
	}
	for _, p := range pairs {
		g, w := want.words[p.gold], got.words[p.found]
		r.Words.Right++
		r.UPOS.Right += count(g.UPOS == w.UPOS)
		r.XPOS.Right += count(g.XPOS == w.XPOS)
		r.UFeats.Right += count(universal(g.Feats) == universal(w.Feats))
		r.Lemmas.Right += count(g.Lemma == "" || g.Lemma == w.Lemma)
		head := w.head
		if head >= 0 {
			if head = of[head]; head < 0 {
				continue // it hangs on a word that is none
			}
		}
		r.UAS.Right += count(head == g.head)
		r.LAS.Right += count(head == g.head && plain(g.Deprel) == plain(w.Deprel))
	}
}

// spans adds what two lists of spans, both in order, have in common.
func (f *F1) spans(found, gold []text.Span) {
	f.Found += len(found)
	f.Gold += len(gold)
	for i, j := 0, 0; i < len(found) && j < len(gold); {
		switch a, b := found[i], gold[j]; {
		case a.Start < b.Start:
			i++
		case b.Start < a.Start:
			j++
		default:
			f.Right += count(a == b)
			i, j = i+1, j+1
		}
	}
}

// layout is a document as it is scored. Spans count the characters of the text that
// are no white space.
type layout struct {
	tokens, sentences []text.Span
	words             []word
}

// word is a syntactic word. Those of one multi-word token have its span.
type word struct {
	*text.Token
	span  text.Span
	multi bool
	head  int // index into the layout's words, -1 for the root
}

func layOut(doc *text.Document, chars []int) layout {
	var l layout
	at := func(s text.Span) text.Span { return text.Span{Start: chars[s.Start], End: chars[s.End]} }
	for i := range doc.Sentences {
		toks := doc.Sentences[i].Tokens
		if len(toks) == 0 {
			continue
		}
		base := len(l.words)
		for j := 0; j < len(toks); {
			end, span := j+1, toks[j].Span
			for end < len(toks) && toks[end].Joined {
				span = span.Cover(toks[end].Span)
				end++
			}
			l.tokens = append(l.tokens, at(span))
			for multi := end > j+1; j < end; j++ {
				head := -1
				if toks[j].Head >= 0 {
					head = base + toks[j].Head
				}
				l.words = append(l.words, word{&toks[j], at(span), multi, head})
			}
		}
		l.sentences = append(l.sentences, at(toks[0].Span.Cover(toks[len(toks)-1].Span)))
	}
	return l
}

// charsOf tells for each code point of a text, and for its end, how many before it
// are no white space.
func charsOf(s string) []int {
	n := 0
	out := make([]int, 0, len(s)+1)
	for _, c := range s {
		out = append(out, n)
		n += count(!unicode.IsSpace(c))
	}
	return append(out, n)
}

// pair is a gold word and the found word that it is aligned with.
type pair struct{ gold, found int }

// align pairs the words of two readings of a text: those of the same span, and what
// lies within the stretches of multi-word tokens by their forms.
func align(gold, found []word) []pair {
	var out []pair
	g, f := 0, 0
	upTo := func(end int) { // words of the same span, of those that begin before end
		for g < len(gold) && f < len(found) && min(gold[g].span.Start, found[f].span.Start) < end {
			switch {
			case gold[g].span == found[f].span:
				out = append(out, pair{g, f})
				g, f = g+1, f+1
			case gold[g].span.Start <= found[f].span.Start:
				g++
			default:
				f++
			}
		}
	}
	for _, s := range stretches(gold, found) {
		upTo(s.Start)
		g0, g1 := within(s, gold, g)
		f0, f1 := within(s, found, f)
		for _, p := range common(gold[g0:g1], found[f0:f1]) {
			out = append(out, pair{g0 + p.gold, f0 + p.found})
		}
		g, f = g1, f1
	}
	upTo(math.MaxInt)
	return out
}

// stretches returns the spans of multi-word tokens of either reading, those that
// overlap made one.
func stretches(readings ...[]word) []text.Span {
	var all, out []text.Span
	for _, words := range readings {
		for _, w := range words {
			if w.multi {
				all = append(all, w.span)
			}
		}
	}
	slices.SortFunc(all, func(a, b text.Span) int { return a.Start - b.Start })
	for _, s := range all {
		if n := len(out) - 1; n >= 0 && out[n].Overlaps(s) {
			out[n] = out[n].Cover(s)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// within returns the words, from the one at i on, that lie wholly in a span.
func within(s text.Span, words []word, i int) (from, to int) {
	for i < len(words) && words[i].span.Start < s.Start {
		i++
	}
	from = i
	for i < len(words) && words[i].span.End <= s.End {
		i++
	}
	return from, i
}

// common pairs the words of the longest common sequence of forms, capitals left
// aside.
func common(gold, found []word) []pair {
	same := func(i, j int) bool { return strings.EqualFold(gold[i].Form, found[j].Form) }
	length := make([][]int, len(gold)+1) // of the longest sequence from i and j on
	length[len(gold)] = make([]int, len(found)+1)
	for i := len(gold) - 1; i >= 0; i-- {
		length[i] = make([]int, len(found)+1)
		for j := len(found) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if same(i, j) {
				length[i][j] = max(length[i][j], 1+length[i+1][j+1])
			}
		}
	}
	var out []pair
	for i, j := 0, 0; i < len(gold) && j < len(found); {
		switch {
		case same(i, j):
			out = append(out, pair{i, j})
			i, j = i+1, j+1
		case length[i][j] == length[i+1][j]:
			i++
		default:
			j++
		}
	}
	return out
}

// universal returns the universal ones among features: what the shared task took
// of them.
func universal(feats string) string {
	var out []string
	for one := range strings.SplitSeq(feats, "|") {
		if name, _, _ := strings.Cut(one, "="); slices.Contains(universalFeatures, name) {
			out = append(out, one)
		}
	}
	slices.Sort(out)
	return strings.Join(out, "|")
}

var universalFeatures = strings.Fields(`PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree
	VerbForm Mood Tense Aspect Voice Evident Polarity Person Polite`)
