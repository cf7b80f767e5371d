package parse

import (
	"github.com/quadrille-kg/quadrille/internal/mat"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// batch is the working memory of one reader. Its sentences, longest first, are
// read in step: words at the same place stand together, so that the rows of step t
// are step[t] up to step[t+1], and row step[t]+b belongs to sentence b.
type batch struct {
	m     *Model
	parts [][]text.Token
	step  []int // first row of each step, then the number of rows
	start []int // first word of each sentence, counted sentence by sentence

	forms  forms
	known  []int32   // which of the forms each word is, sentence by sentence
	input  []float32 // vectors of the new forms
	ids    []uint32
	inputs int

	gates []float32    // rows of 8·Hidden
	out   [2][]float32 // rows of 2·Hidden, of the layer and the one before
	state []float32
	tanh  []float32

	tags   []float32 // rows as the steps have them
	top    []float32 // from here on, rows are words, sentence by sentence
	names  []float32
	roles  []float32
	query  []float32
	scores []float32
	heads  []int32
	hidden []float32
	labels []float32
	keys   mat.Panels
	best   viterbi
}

func newBatch(m *Model) *batch {
	return &batch{
		m:     m,
		forms: forms{width: 8 * m.Hidden, at: map[string]int32{}, first: make([]float32, 0, formsKept*8*m.Hidden/4)},
	}
}

// read annotates sentences, which come longest first, none of them empty.
func (b *batch) read(parts [][]text.Token) {
	b.parts = parts
	b.layout()
	b.words()
	for l := range b.m.layers {
		b.encode(l)
		if l == 0 {
			b.tags = mat.Grow(b.tags, b.rows()*b.m.tag.w.N)
			b.m.tag.apply(b.tags, mat.Rows(b.out[0], 2*b.m.Hidden), b.rows())
		}
	}
	mat.Mul(b.tags, b.m.tag.w.N, mat.Rows(b.out[0], 2*b.m.Hidden), b.rows(), &b.m.tagTop, true)
	b.decode()
	b.parts = nil
}

func (b *batch) rows() int { return b.step[len(b.step)-1] }

// layout counts rows and words.
func (b *batch) layout() {
	b.step, b.start = append(b.step[:0], 0), b.start[:0]
	alive := len(b.parts)
	for t := range b.parts[0] {
		for len(b.parts[alive-1]) <= t {
			alive--
		}
		b.step = append(b.step, b.step[t]+alive)
	}
	words := 0
	for _, p := range b.parts {
		b.start = append(b.start, words)
		words += len(p)
	}
}

// words fills the gates of the first layer with what each form gives by itself.
func (b *batch) words() {
	width := b.forms.width
	b.forms.makeRoom(b.rows())
	b.input, b.inputs = b.input[:0], 0
	b.gates = mat.Grow(b.gates, b.rows()*width)
	b.known = b.known[:0]
	for _, p := range b.parts {
		for t := range p {
			at, fresh := b.forms.meet(p[t].Form)
			if fresh {
				b.vector(p[t].Form)
			}
			b.known = append(b.known, at)
		}
	}
	b.m.layers[0].in.apply(b.forms.fresh(b.inputs), mat.Rows(b.input, b.m.Word+b.m.Sub), b.inputs)
	for s, p := range b.parts {
		for t := range p {
			row := b.step[t] + s
			copy(b.gates[row*width:(row+1)*width], b.forms.of(b.known[b.start[s]+t]))
		}
	}
}

// vector appends a form's input to the network.
func (b *batch) vector(form string) {
	m := b.m
	in := m.Word + m.Sub
	at := b.inputs * in
	b.inputs++
	if cap(b.input) < at+in {
		b.input = append(make([]float32, 0, 2*(at+in)), b.input...)
	}
	b.input = b.input[:at+in]
	x := b.input[at:]
	clear(x)
	clean := Clean(form)
	normal := Normal(clean)
	m.word.addRow(x, int(m.words[normal]))
	b.ids = m.lexicon.Pieces(Pieces(b.ids[:0], clean, m.Buckets), normal, m.Buckets)
	for _, id := range b.ids {
		m.sub.addRow(x[m.Word:], int(id))
	}
}

// encode runs layer l over all sentences, from out[1] to out[0].
func (b *batch) encode(l int) {
	h, rows := b.m.Hidden, b.rows()
	b.out[0], b.out[1] = b.out[1], b.out[0]
	b.out[0] = mat.Grow(b.out[0], rows*2*h)
	if l > 0 {
		b.m.layers[l].in.apply(b.gates, mat.Rows(b.out[1], 2*h), rows)
	}
	b.tanh = mat.Grow(b.tanh, h)
	for direction := range 2 {
		b.state = mat.Zeros(b.state, len(b.parts)*h)
		steps := len(b.step) - 1
		for k := range steps {
			t, last := k, k-1
			if direction == 1 {
				t, last = steps-1-k, steps-k
			}
			b.advance(l, direction, t, last, k > 0)
		}
	}
}

// advance takes one step of one direction, after the step last, if there was one.
func (b *batch) advance(l, direction, t, last int, after bool) {
	h := b.m.Hidden
	n := b.step[t+1] - b.step[t]
	gates := b.gates[b.step[t]*8*h+direction*4*h:]
	if after {
		before := min(n, b.step[last+1]-b.step[last])
		out := b.out[0][b.step[last]*2*h+direction*h:]
		mat.Mul(gates, 8*h, mat.Rows(out, 2*h), before, &b.m.layers[l].state[direction], true)
	}
	out := b.out[0][b.step[t]*2*h+direction*h:]
	for i := range n {
		c := b.state[i*h : (i+1)*h]
		mat.Cell(gates[i*8*h:i*8*h+4*h], c, c, b.tanh, out[i*2*h:i*2*h+h])
	}
}
