package train

import (
	"math/rand/v2"

	"github.com/quadrille-kg/quadrille/internal/mat"
)

// drop says how often training blanks what flows through the network, so that it
// leans on no single thing.
type drop struct {
	input, layer, role float32
	word               float32 // a word of count n becomes one never seen with word/(word+n)
}

// worker runs examples forwards and backwards, and sums their gradients. Its rows
// are laid out as parse's batch lays them out: step by step for the encoder,
// sentence by sentence above it.
type worker struct {
	n    *net
	drop drop
	rand *rand.Rand
	grad [][]float32 // for each parameter
	hit  []touched   // for each sparse parameter, the rows that have a gradient

	ex    []*example
	step  []int
	start []int

	input, dInput []float32
	inputMask     []float32
	words         []int32 // of each row, as read: some are blanked
	pieces        [][]uint32
	layers        []*pass
	tags          []float32

	top, dTop       []float32
	names           []float32
	roles, dRoles   []float32
	roleMask        []float32
	query, dQuery   []float32
	scores          [][]float32
	keys, dKeys     []float32
	hidden, dHidden []float32
	hiddenMask      []float32
	labels          []float32
	wanted          []share
	scratch         mat.Panels
	before, dh, dc  []float32

	loss losses
}

// losses are summed over words.
type losses struct{ tag, arc, label, name float64 }

func (l *losses) add(o losses) {
	l.tag, l.arc, l.label, l.name = l.tag+o.tag, l.arc+o.arc, l.label+o.label, l.name+o.name
}

// touched is a set of rows in the order of their coming.
type touched struct {
	rows []int32
	mark []bool
}

func (t *touched) add(r int32) {
	if !t.mark[r] {
		t.mark[r] = true
		t.rows = append(t.rows, r)
	}
}

// pass is what one LSTM layer keeps for the way back.
type pass struct {
	in         []float32 // rows of its input
	gates      []float32 // rows of 8·Hidden, activated; then their gradients
	state, tc  [2][]float32
	out, dropt []float32 // rows of 2·Hidden, and with some blanked
	mask       []float32
	dOut       []float32
}

func newWorker(n *net, d drop) *worker {
	w := &worker{n: n, drop: d, rand: rand.New(rand.NewPCG(0, 0))}
	for _, p := range n.params {
		w.grad = append(w.grad, make([]float32, len(p.w)))
		t := touched{}
		if p.sparse {
			t.mark = make([]bool, p.Rows)
		}
		w.hit = append(w.hit, t)
	}
	for range n.Layers {
		w.layers = append(w.layers, &pass{})
	}
	return w
}

// newReader returns a worker that only runs forwards.
func newReader(n *net) *worker {
	w := &worker{n: n, rand: rand.New(rand.NewPCG(0, 0))}
	for range n.Layers {
		w.layers = append(w.layers, &pass{})
	}
	return w
}

func (w *worker) rows() int { return w.step[len(w.step)-1] }

// learn adds the gradients of examples, longest first, to w.grad as how does, each
// word's loss times scale.
func (w *worker) learn(ex []*example, scale float32, how func(*worker, float32)) {
	w.loss = losses{}
	if len(ex) == 0 {
		return
	}
	w.ex = ex
	w.layout()
	how(w, scale)
}

// learnAll learns all that there is.
func (w *worker) learnAll(scale float32) {
	w.forward()
	w.backward(scale)
}

func (w *worker) layout() {
	w.step, w.start = append(w.step[:0], 0), w.start[:0]
	alive := len(w.ex)
	for t := range w.ex[0].len() {
		for w.ex[alive-1].len() <= t {
			alive--
		}
		w.step = append(w.step, w.step[t]+alive)
	}
	words := 0
	for _, e := range w.ex {
		w.start = append(w.start, words)
		words += e.len()
	}
}

// mask draws what stays: zero with probability p, else what keeps the mean.
func (w *worker) mask(dst []float32, n int, p float32) []float32 {
	dst = mat.Grow(dst, n)
	keep := 1 / (1 - p)
	for i := range dst {
		dst[i] = keep
		if p > 0 && w.rand.Float32() < p {
			dst[i] = 0
		}
	}
	return dst
}

// times multiplies the rows of each sentence by the sentence's row of mask. row
// finds a word's row.
func (w *worker) times(y, x, mask []float32, width int, row func(s, t int) int) {
	for s, e := range w.ex {
		m := mask[s*width : (s+1)*width]
		for t := range e.len() {
			r := row(s, t)
			dst, src := y[r*width:(r+1)*width], x[r*width:(r+1)*width]
			for j, v := range m {
				dst[j] = src[j] * v
			}
		}
	}
}

func (w *worker) stepRow(s, t int) int { return w.step[t] + s }
func (w *worker) wordRow(s, t int) int { return w.start[s] + t }

// apply sets the rows of y to x·p + b.
func apply(y, x []float32, ld, rows int, p, b *param) {
	for i := range rows {
		copy(y[i*p.as.N:(i+1)*p.as.N], b.w)
	}
	mat.Mul(y, p.as.N, mat.Rows(x, ld), rows, &p.as, true)
}

// applyBack adds to the gradients of p and b, which may be nil, given dy for the rows of x; and sets
// dx, or adds to it, where dx is not nil. Rows of dx are ldx apart and must have
// room for whole panels.
func (w *worker) applyBack(dx []float32, ldx int, add bool, dy, x []float32, ld, rows int, p, b *param) {
	w.scratch.Pack(dy, p.Cols, rows, p.Cols)
	mat.Mul(w.grad[p.index], p.Cols, mat.Columns(x, ld), p.Rows, &w.scratch, true)
	if b != nil {
		g := w.grad[b.index]
		for i := range rows {
			mat.Axpy(g, dy[i*p.Cols:(i+1)*p.Cols], 1)
		}
	}
	if dx != nil {
		mat.Mul(dx, ldx, mat.Rows(dy, p.Cols), rows, &p.back, add)
	}
}
