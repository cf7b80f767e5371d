// Package parse reads the grammar of sentences: one small neural network that
// gives each word its part of speech, its head and label in a Universal
// Dependencies tree, and its part in a name. Begin at Load and Model.Annotate.
//
// A word enters as the sum of what is known of it: a vector of its own, if it is
// in the vocabulary, beside the summed vectors of its pieces (features.go). LSTMs
// read the sentence both ways (encode.go). Parts of speech are read off the first
// of them, names off the last; and there each word gets a vector as dependent and
// one as head, whose products score every arc (decode.go). The words' best heads
// nearly always form a tree; where they do not, the best projective tree is
// searched for (tree.go). Weights are made by internal/train; format.go sets down
// their file.
package parse

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/quadrille-kg/quadrille/internal/mat"
)

// Model is a network ready to read. It is immutable and safe for concurrent use.
type Model struct {
	Dims
	words     map[string]int32
	tags      []tag
	labels    []string
	rootLabel int
	names     []string
	lexicon   Lexicon

	word, sub *Matrix
	layers    []layer
	tag, name dense
	tagTop    mat.Panels // what the last layer adds to the tags of the first
	roles     dense
	arc       dense
	label     dense
	root      []float32 // the root as head: its vector for arcs, then for labels

	scratch sync.Pool // of *batch
}

type tag struct{ upos, xpos string }

// layer is an LSTM in both directions.
type layer struct {
	in    dense         // to the gates, forward then backward
	state [2]mat.Panels // from the direction's own output one step before
}

// dense is a linear map with a bias: y = x·w + b.
type dense struct {
	w mat.Panels
	b []float32
}

// Load reads the weights that training wrote. The model keeps parts of data, which
// must not change afterwards.
func Load(data []byte) (*Model, error) {
	w, err := ReadWeights(data)
	if err != nil {
		return nil, err
	}
	return New(w)
}

// New makes a model of weights. It fails where their lists cannot name a tree.
func New(w *Weights) (*Model, error) {
	m := &Model{
		Dims: w.Dims, words: make(map[string]int32, len(w.Words)), labels: w.Labels, names: w.Names,
		rootLabel: slices.Index(w.Labels, "root"),
		word:      w.Matrix("word"), sub: w.Matrix("sub"),
	}
	if m.rootLabel < 0 || len(w.Labels) < 2 {
		return nil, errors.New("parser weights have no label for the root, or no other")
	}
	for i, s := range w.Words[1:] {
		m.words[s] = int32(i + 1)
	}
	var err error
	if m.lexicon, err = NewLexicon(w.Lexicon, len(w.Classes)); err != nil {
		return nil, fmt.Errorf("parser weights are damaged: %w", err)
	}
	for _, s := range w.Tags {
		upos, xpos, _ := strings.Cut(s, "|")
		m.tags = append(m.tags, tag{upos, xpos})
	}
	for l := range w.Layers {
		n := strconv.Itoa(l)
		var y layer
		y.in = m.dense(w, "in"+n, "bias"+n)
		y.state[0] = panels(w.Matrix("forward" + n))
		y.state[1] = panels(w.Matrix("backward" + n))
		m.layers = append(m.layers, y)
	}
	m.tag = m.dense(w, "tag", "tagBias")
	m.tagTop = panels(w.Matrix("tagTop"))
	m.name = m.dense(w, "name", "nameBias")
	m.roles = m.dense(w, "roles", "rolesBias")
	m.arc = m.dense(w, "arc", "arcBias")
	m.label = m.dense(w, "label", "labelBias")
	m.root = w.Matrix("root").Floats()
	m.scratch.New = func() any { return newBatch(m) }
	return m, nil
}

func (m *Model) dense(w *Weights, name, bias string) dense {
	return dense{panels(w.Matrix(name)), w.Matrix(bias).Floats()}
}

func panels(m *Matrix) mat.Panels {
	var p mat.Panels
	p.Pack(m.Floats(), m.Cols, m.Rows, m.Cols)
	return p
}

// apply sets the rows by d.w.N matrix y to x·w + b.
func (d *dense) apply(y []float32, x mat.View, rows int) {
	mat.MulBias(y, d.w.N, x, rows, &d.w, d.b)
}

// Knows reports whether a form is a word of the training corpora, with a vector of its
// own, rather than one known by its letters alone.
func (m *Model) Knows(form string) bool { return m.words[Normal(Clean(form))] != 0 }
