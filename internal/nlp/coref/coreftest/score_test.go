package coreftest

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// chainsOf reads chains of one-letter mentions, "abc defg".
func chainsOf(s string) [][]rune {
	var out [][]rune
	for chain := range strings.FieldsSeq(s) {
		out = append(out, []rune(chain))
	}
	return out
}

// The first example and its figures are those of Pradhan et al. 2014.
func TestCompare(t *testing.T) {
	for _, test := range []struct{ gold, pred, want string }{
		{"abc defg", "ab cd fghi", "MUC P 0.400 R 0.400 F1 0.400, B3 P 0.500 R 0.417 F1 0.455, CEAFe P 0.433 R 0.650 F1 0.520, average 0.458"},
		{"abc defg", "abc defg", "MUC P 1.000 R 1.000 F1 1.000, B3 P 1.000 R 1.000 F1 1.000, CEAFe P 1.000 R 1.000 F1 1.000, average 1.000"},
		{"ab cd", "abcd", "MUC P 0.667 R 1.000 F1 0.800, B3 P 0.500 R 1.000 F1 0.667, CEAFe P 0.667 R 0.333 F1 0.444, average 0.637"},
		{"abcd", "ab cd", "MUC P 1.000 R 0.667 F1 0.800, B3 P 1.000 R 0.500 F1 0.667, CEAFe P 0.333 R 0.667 F1 0.444, average 0.637"},
		{"ab", "", "MUC P 0.000 R 0.000 F1 0.000, B3 P 0.000 R 0.000 F1 0.000, CEAFe P 0.000 R 0.000 F1 0.000, average 0.000"},
	} {
		if got := Compare(chainsOf(test.gold), chainsOf(test.pred)).String(); got != test.want {
			t.Errorf("%s against %s\ngot  %s\nwant %s", test.pred, test.gold, got, test.want)
		}
	}
}

// Documents are added up before anything is divided: one with many links weighs
// more than one with a few.
func TestScoresAddUp(t *testing.T) {
	all := Compare(chainsOf("abcde"), chainsOf("abcde"))
	all.Add(Compare(chainsOf("ab"), chainsOf("")))
	if got, want := all.MUC.Recall.value(), 4.0/5; got != want {
		t.Errorf("MUC recall of both is %.3f, want %.3f", got, want)
	}
}

// The alignment is the best there is, not the best pair first.
func TestAssign(t *testing.T) {
	for _, test := range []struct {
		similar [][]float64
		want    float64
	}{
		{[][]float64{{0.9, 0.8}, {0.8, 0}}, 1.6},
		{[][]float64{{0.9}, {0.8}, {0.95}}, 0.95},
		{[][]float64{{1, 2, 3}, {3, 3, 1}}, 6},
		{nil, 0},
	} {
		if got := assign(test.similar); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("%v: %.3f, want %.3f", test.similar, got, test.want)
		}
	}
}

const sample = `# newdoc id = sample
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# text = Ann Lee of Rome says she likes the town.
1	Ann	Ann	PROPN	NNP	_	5	nsubj	_	Entity=(1-person-new-nnnnn-cf1-1,2-coref
2	Lee	Lee	PROPN	NNP	_	1	flat	_	_
3	of	of	ADP	IN	_	4	case	_	_
4	Rome	Rome	PROPN	NNP	_	1	nmod	_	Entity=(2-place-new-nnnnn-cf2-1-coref-Rome)1)
5	says	say	VERB	VBZ	_	0	root	_	_
6	she	she	PRON	PRP	_	7	nsubj	_	Entity=(1-person-giv:act-nnnnn-cf1-1-ana)
7	likes	like	VERB	VBZ	_	5	ccomp	_	_
8	the	the	DET	DT	_	9	det	_	Entity=(2-place-giv:act-nnnnn-cf2-2-coref
9	town	town	NOUN	NN	_	7	obj	_	Entity=2)|SpaceAfter=No
10	.	.	PUNCT	.	_	5	punct	_	_

`

func TestRead(t *testing.T) {
	gold, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, chain := range gold.Chains {
		for _, m := range chain {
			fmt.Fprintf(&got, "%d-%d head %d core %v %s %v; ", m.First, m.End, m.Head, m.Core, m.Kind, m.Definite)
		}
		got.WriteString("\n")
	}
	want := "0-4 head 0 core [0 1] name false; 5-6 head 5 core [5] pronoun false; \n3-4 head 3 core [3] name false; 7-9 head 8 core [8] nominal true; \n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	for _, bad := range []string{"Entity=1)", "Entity=(1-person"} {
		if _, err := Read(strings.NewReader("1\tAnn\tAnn\tPROPN\tNNP\t_\t0\troot\t_\t" + bad + "\n\n")); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// "Ann Lee" is the Ann of GUM's longer mention by its head; by spans it is not. The
// town is a description, and so not asked for unless Definite is set.
func TestScore(t *testing.T) {
	gold, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	read := gold.Doc
	read.Mentions = []text.Mention{
		{First: 0, End: 2, Head: 1, Kind: text.Name}, // its head by another parser
		{First: 3, End: 4, Head: 3, Kind: text.Name},
		{First: 5, End: 6, Head: 5, Kind: text.Pronoun},
		{First: 8, End: 9, Head: 8, Kind: text.Nominal},
	}
	read.Entities = []text.Entity{{Mentions: []int{0, 2}}, {Mentions: []int{1, 3}}}
	for _, test := range []struct {
		options   Options
		gold      float64 // mentions
		recall, p float64 // of B3
	}{
		{Options{}, 2, 1, 1},
		{Options{Definite: true}, 4, 1, 1},
		{Options{Exact: true}, 2, 0.25, 0.25},
	} {
		s := gold.Score(&read, test.options).B3
		if s.Recall.Den != test.gold || s.Recall.value() != test.recall || s.Precision.value() != test.p {
			t.Errorf("%+v: %s of %.0f mentions, want P %.3f R %.3f of %.0f", test.options, s, s.Recall.Den, test.p, test.recall, test.gold)
		}
	}
}
