package train

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

// small is a corpus in which every part of the network has something to learn: a
// sentence with tree and names, one with a tree, one with names only.
func small() *Corpora {
	person, place := first("Person"), first("Place")
	return &Corpora{
		Trees: []Sentence{
			{
				Forms:   []string{"Ann", "Lee", "left", "Kabul", "on", "Monday", "."},
				Tags:    []string{"PROPN|NNP", "PROPN|NNP", "VERB|VBD", "PROPN|NNP", "ADP|IN", "PROPN|NNP", "PUNCT|."},
				Heads:   []int32{2, 0, 7, 2, 5, 2, 2},
				Labels:  []string{"nsubj", "flat", "root", "obj", "case", "obl", "punct"},
				Allowed: []set{person, inside("Person"), outside, place, outside, 0, outside},
			},
			{
				Forms:  []string{"Nobody", "left", "Kabul"},
				Tags:   []string{"PRON|NN", "VERB|VBD", "PROPN|NNP"},
				Heads:  []int32{1, 3, 1},
				Labels: []string{"nsubj", "root", "obj"},
			},
		},
		Names: []Sentence{{
			Forms:   []string{"Kabul", ",", "Afghan", "for", "Kabul"},
			Allowed: []set{place, outside, anyOther, outside | anyOther, place},
		}},
	}
}

var tiny = parse.Dims{Word: 16, Sub: 16, Hidden: 16, Layers: 2, Arc: 16, Label: 16, Buckets: 64}

// examples are all sentences of a corpus, longest first.
func examples(n *net, c *Corpora) []*example {
	var all []*example
	for _, part := range [][]Sentence{c.Trees, c.Names} {
		for i := range part {
			all = append(all, n.example(&part[i], nil))
		}
	}
	slices.SortStableFunc(all, func(a, b *example) int { return b.len() - a.len() })
	return all
}

// Every gradient must be what the loss does when the weight moves a little.
func TestGradients(t *testing.T) {
	c := small()
	n := newNet(c, tiny, 1)
	r := rand.New(rand.NewPCG(8, 8))
	for _, p := range n.params {
		for i := range p.w { // away from the zeros that biases start with
			p.w[i] += (r.Float32() - 0.5) * 0.2
		}
	}
	w := newWorker(n, drop{})
	ex := examples(n, c)
	// Teachers think something of the sentence with names only, and of one with a tree.
	for _, e := range ex[1:] {
		e.soft = &soft{}
		for range e.forms {
			e.soft.tags = append(e.soft.tags, []share{{0, 0.7}, {1, 0.3}})
			e.soft.labels = append(e.soft.labels, []share{{1, 0.6}, {2, 0.4}})
			e.soft.names = append(e.soft.names, []share{{0, 0.8}, {3, 0.2}})
			e.soft.heads = append(e.soft.heads, int32(e.len()))
		}
		for i := range e.forms {
			e.soft.arcs = append(e.soft.arcs, []share{{int32(e.len()), 0.9}, {int32((i + 1) % e.len()), 0.1}})
		}
		if len(e.heads) == 0 {
			e.heads = e.soft.heads
		}
	}
	loss := func() float64 {
		n.pack(0, 1)
		w.learn(ex, 1, (*worker).learnAll)
		return w.loss.tag + w.loss.arc + w.loss.label + w.loss.name
	}
	loss()
	grads := make([][]float32, len(n.params))
	for i := range grads {
		grads[i] = slices.Clone(w.grad[i])
	}
	const move = 1.0 / 512
	for i, p := range n.params {
		// The steepest weight of each matrix, and some at random.
		try := []int{0}
		for j, g := range grads[i] {
			if math.Abs(float64(g)) > math.Abs(float64(grads[i][try[0]])) {
				try[0] = j
			}
		}
		if grads[i][try[0]] == 0 {
			t.Errorf("%s: no gradient at all", p.Name)
		}
		for range 5 {
			try = append(try, r.IntN(len(p.w)))
		}
		for _, j := range try {
			old := p.w[j]
			p.w[j] = old + move
			up := loss()
			p.w[j] = old - move
			down := loss()
			p.w[j] = old
			got, want := float64(grads[i][j]), (up-down)/(2*move)
			if math.Abs(got-want) > 0.02+0.03*math.Abs(want) {
				t.Errorf("%s[%d]: gradient %.4f, the loss says %.4f", p.Name, j, got, want)
			}
		}
	}
}

// A network must be able to learn three sentences by heart, and what it learnt
// must survive the file and the reader.
func TestLearnByHeart(t *testing.T) {
	c := small()
	c.Trees = append(c.Trees, c.Trees...) // so that every word is frequent enough
	c.Dev, c.DevNames = c.Trees, c.Trees[:1]
	w, err := Run(c, Options{Dims: tiny, Epochs: 400, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	m, err := parse.Load(w.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	s := ScoreTrees(m, c.Trees)
	if s.LAS != s.Words || s.UPOS != s.Words || s.XPOS != s.Words {
		t.Errorf("of %d words learnt by heart: %v", s.Words, s)
	}
	if s := ScoreNames(m, c.DevNames); s.Right != 2 || s.Found != 2 {
		t.Errorf("of two names learnt by heart: %+v", s)
	}
}

// The same options must give the same file, and another seed another one.
func TestRunTwice(t *testing.T) {
	file := func(seed uint64) string {
		c := small()
		c.Trees = append(c.Trees, c.Trees...)
		w, err := Run(c, Options{Dims: tiny, Epochs: 5, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		return string(w.Bytes())
	}
	one, again := file(1), file(1)
	if one != again {
		t.Error("two runs with the same options differ")
	}
	if one == file(2) {
		t.Error("the seed changes nothing")
	}
}
