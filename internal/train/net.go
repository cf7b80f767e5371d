package train

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/mat"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

// net is the network while it learns: the same matrices as parse.Weights, in
// full precision, with what Adam remembers of each.
type net struct {
	parse.Weights
	counts []int // how often each word of the vocabulary occurs
	params []*param

	wordID  map[string]int32
	tagID   map[string]int32
	labelID map[string]int32
	forms   map[string]*form
	lexicon parse.Lexicon

	word, sub        *param
	in, bias         []*param
	state            [][2]*param
	tag, tagBias     *param
	tagTop           *param
	name, nameBias   *param
	roles, rolesBias *param
	arc, arcBias     *param
	root             *param
	label, labelBias *param
}

// param is a matrix of weights. One that is sparse gets gradients in few rows at a
// time: the vectors of words and pieces.
type param struct {
	parse.Shape
	index    int
	w, m, v  []float32
	sparse   bool
	as, back mat.Panels // the matrix and its transpose, packed for one step
}

// form is what the network reads of a word.
type form struct {
	word   int32
	pieces []uint32
}

// newNet lists what the corpora hold and draws the first weights.
func newNet(c *Corpora, dims parse.Dims, seed uint64) *net {
	n := &net{Weights: parse.Weights{Dims: dims, Names: Names, Classes: c.Classes, Lexicon: c.Lexicon}, forms: map[string]*form{}}
	n.lexicon, _ = parse.NewLexicon(n.Lexicon, len(n.Classes)) // made by parse.Entry
	n.list(c)
	r := rand.New(rand.NewPCG(seed, 1))
	for i, s := range n.Shapes() {
		p := &param{Shape: s, index: i, sparse: s.Name == "word" || s.Name == "sub"}
		size := s.Rows * s.Cols
		p.w, p.m, p.v = make([]float32, size), make([]float32, size), make([]float32, size)
		spread := math.Sqrt(6 / float64(s.Rows+s.Cols))
		switch {
		case s.Name == "word":
			spread = math.Sqrt(3/float64(s.Cols)) * 0.5
		case s.Name == "sub":
			spread = math.Sqrt(3/float64(s.Cols)) * 0.2
		case s.Name == "root":
			spread = 0.3
		case strings.HasPrefix(s.Name, "in"):
			spread = math.Sqrt(6 / float64(s.Rows+dims.Hidden))
		case strings.HasPrefix(s.Name, "forward"), strings.HasPrefix(s.Name, "backward"):
			spread = math.Sqrt(3 / float64(dims.Hidden))
		case s.Rows == 1:
			spread = 0
		}
		for i := range p.w {
			p.w[i] = float32((r.Float64()*2 - 1) * spread)
		}
		if strings.HasPrefix(s.Name, "bias") {
			// A cell that forgets nothing at first learns faster.
			h := dims.Hidden
			for i := h; i < 2*h; i++ {
				p.w[i], p.w[4*h+i] = 1, 1
			}
		}
		n.params = append(n.params, p)
	}
	n.bind()
	return n
}

// netOf unpacks trained weights. How often words occurred is not among them: where
// it learns, each is blanked as one that came once.
func netOf(w *parse.Weights) *net {
	n := &net{Weights: *w, forms: map[string]*form{}}
	n.lexicon, _ = parse.NewLexicon(w.Lexicon, len(w.Classes)) // it was read before
	n.wordID, n.tagID, n.labelID = ids(w.Words), ids(w.Tags), ids(w.Labels)
	n.counts = make([]int, len(w.Words))
	for i, m := range w.Data {
		p := &param{Shape: m.Shape, index: i, sparse: m.Name == "word" || m.Name == "sub", w: m.Floats()}
		p.m, p.v = make([]float32, len(p.w)), make([]float32, len(p.w))
		n.params = append(n.params, p)
	}
	n.bind()
	return n
}

// list collects vocabulary, tags and labels, each in a fixed order.
func (n *net) list(c *Corpora) {
	counts := map[string]int{}
	tags, labels := map[string]bool{}, map[string]bool{}
	for _, part := range [][]Sentence{c.Trees, c.Names, c.Own} {
		for i := range part {
			for _, f := range part[i].Forms {
				counts[parse.Normal(parse.Clean(f))]++
			}
			for w := range part[i].Tags {
				tags[part[i].Tags[w]] = true
				labels[part[i].Labels[w]] = true
			}
		}
	}
	n.Words, n.counts = []string{""}, []int{0}
	for _, w := range sorted(counts) {
		if counts[w] >= 2 && w != "" {
			n.Words, n.counts = append(n.Words, w), append(n.counts, counts[w])
		}
	}
	n.Tags, n.Labels = sorted(tags), sorted(labels)
	n.wordID, n.tagID, n.labelID = ids(n.Words), ids(n.Tags), ids(n.Labels)
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func ids(list []string) map[string]int32 {
	m := make(map[string]int32, len(list))
	for i, s := range list {
		m[s] = int32(i)
	}
	return m
}

// bind gives the matrices their names in the program.
func (n *net) bind() {
	next := 0
	take := func() *param { next++; return n.params[next-1] }
	n.word, n.sub = take(), take()
	for range n.Layers {
		n.in, n.bias = append(n.in, take()), append(n.bias, take())
		n.state = append(n.state, [2]*param{take(), take()})
	}
	for _, p := range []**param{
		&n.tag, &n.tagTop, &n.tagBias, &n.name, &n.nameBias, &n.roles, &n.rolesBias,
		&n.arc, &n.arcBias, &n.root, &n.label, &n.labelBias,
	} {
		*p = take()
	}
}

// weights rounds the network to what the file holds.
func (n *net) weights() *parse.Weights {
	w := n.Weights
	w.Data = nil
	for _, p := range n.params {
		w.Data = append(w.Data, parse.Compand(p.Shape, p.w))
	}
	return &w
}

// lookup returns what the network reads of a word, remembered.
func (n *net) lookup(s string) *form {
	f := n.forms[s]
	if f == nil {
		clean := parse.Clean(s)
		normal := parse.Normal(clean)
		pieces := n.lexicon.Pieces(parse.Pieces(nil, clean, n.Buckets), normal, n.Buckets)
		f = &form{n.wordID[normal], pieces}
		n.forms[s] = f
	}
	return f
}

// pack prepares the products of a step: share i of count of the matrices.
func (n *net) pack(i, count int) {
	for j, p := range n.params {
		if j%count == i && p.Rows > 1 && !p.sparse {
			p.as.Pack(p.w, p.Cols, p.Rows, p.Cols)
			p.back.PackT(p.w, p.Cols, p.Cols, p.Rows)
		}
	}
}
