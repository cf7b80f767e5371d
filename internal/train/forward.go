package train

import (
	"github.com/quadrille-kg/quadrille/internal/mat"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

func (w *worker) forward() {
	w.read()
	in := w.input
	for l := range w.layers {
		w.encode(l, in)
		in = w.layers[l].dropt
		if l == 0 {
			w.tags = mat.Grow(w.tags, w.rows()*w.n.tag.Cols)
			apply(w.tags, in, 2*w.n.Hidden, w.rows(), w.n.tag, w.n.tagBias)
		}
	}
	enc := 2 * w.n.Hidden
	mat.Mul(w.tags, w.n.tag.Cols, mat.Rows(in, enc), w.rows(), &w.n.tagTop.as, true)
	w.top = mat.Grow(w.top, w.rows()*enc)
	for s, e := range w.ex {
		for t := range e.len() {
			copy(w.top[w.wordRow(s, t)*enc:][:enc], in[w.stepRow(s, t)*enc:])
		}
	}
	w.decode()
}

// read sums the vectors of words and pieces.
func (w *worker) read() {
	n := w.n
	width := n.Word + n.Sub
	w.input = mat.Zeros(w.input, w.rows()*width)
	w.inputMask = w.mask(w.inputMask, len(w.ex)*width, w.drop.input)
	w.words = append(w.words[:0], make([]int32, w.rows())...)
	w.pieces = append(w.pieces[:0], make([][]uint32, w.rows())...)
	for s, e := range w.ex {
		for t, f := range e.forms {
			row, id := w.stepRow(s, t), f.word
			pieces := f.pieces
			if w.drop.word > 0 && w.rand.Float32() < w.drop.word/(w.drop.word+float32(max(n.counts[id], 1))) {
				// The word becomes one that was never seen.
				id, pieces = 0, pieces[parse.Whole:]
			}
			w.words[row], w.pieces[row] = id, pieces
			x := w.input[row*width : (row+1)*width]
			copy(x, n.word.w[int(id)*n.Word:(int(id)+1)*n.Word])
			for _, p := range pieces {
				mat.Axpy(x[n.Word:], n.sub.w[int(p)*n.Sub:(int(p)+1)*n.Sub], 1)
			}
		}
	}
	w.times(w.input, w.input, w.inputMask, width, w.stepRow)
}

// encode runs layer l over rows of in.
func (w *worker) encode(l int, in []float32) {
	n, y, rows := w.n, w.layers[l], w.rows()
	h := n.Hidden
	y.in = in
	y.gates = mat.Grow(y.gates, rows*8*h)
	y.out, y.dropt = mat.Grow(y.out, rows*2*h), mat.Grow(y.dropt, rows*2*h)
	apply(y.gates, in, n.in[l].Rows, rows, n.in[l], n.bias[l])
	nothing := make([]float32, h)
	steps := len(w.step) - 1
	for d := range 2 {
		y.state[d], y.tc[d] = mat.Grow(y.state[d], rows*h), mat.Grow(y.tc[d], rows*h)
		for k := range steps {
			t, last := turn(k, steps, d)
			here, count := w.step[t], w.step[t+1]-w.step[t]
			before := 0 // how many of the rows have a step before
			if k > 0 {
				before = min(count, w.step[last+1]-w.step[last])
				mat.Mul(y.gates[here*8*h+d*4*h:], 8*h, mat.Rows(y.out[w.step[last]*2*h+d*h:], 2*h), before, &n.state[l][d].as, true)
			}
			for i := range count {
				r, c := here+i, nothing
				if i < before {
					c = y.state[d][(w.step[last]+i)*h:][:h]
				}
				mat.Cell(y.gates[r*8*h+d*4*h:][:4*h], c, y.state[d][r*h:][:h], y.tc[d][r*h:][:h], y.out[r*2*h+d*h:][:h])
			}
		}
	}
	y.mask = w.mask(y.mask, len(w.ex)*2*h, w.drop.layer)
	w.times(y.dropt, y.out, y.mask, 2*h, w.stepRow)
}

// turn returns the k-th step of a direction and the one before it.
func turn(k, steps, direction int) (t, last int) {
	if direction == 0 {
		return k, k - 1
	}
	return steps - 1 - k, steps - k
}

// decode computes names, roles and the scores of arcs.
func (w *worker) decode() {
	n, rows := w.n, w.rows()
	enc, wide, arc := 2*n.Hidden, n.roles.Cols, n.Arc
	w.names = mat.Grow(w.names, rows*n.name.Cols)
	apply(w.names, w.top, enc, rows, n.name, n.nameBias)
	w.roles = mat.Grow(w.roles, rows*wide)
	apply(w.roles, w.top, enc, rows, n.roles, n.rolesBias)
	for i := range rows {
		leak(w.roles[i*wide : i*wide+2*arc])
	}
	// Only the vectors for arcs are blanked here; those for labels are once joined.
	w.roleMask = w.mask(w.roleMask, len(w.ex)*wide, w.drop.role)
	for s := range w.ex {
		m := w.roleMask[s*wide : (s+1)*wide]
		for j := 2 * arc; j < wide; j++ {
			m[j] = 1
		}
	}
	w.times(w.roles, w.roles, w.roleMask, wide, w.wordRow)
	w.query = mat.Grow(w.query, rows*arc)
	apply(w.query, w.roles, wide, rows, n.arc, n.arcBias)
	for len(w.scores) < len(w.ex) {
		w.scores = append(w.scores, nil)
	}
	for s, e := range w.ex {
		if len(e.heads) == 0 {
			continue
		}
		w.gather(s)
		w.scratch.PackT(w.keys, arc, arc, e.len()+1)
		stride := w.scratch.N
		w.scores[s] = mat.Grow(w.scores[s], e.len()*stride)
		mat.Mul(w.scores[s], stride, mat.Rows(w.query[w.start[s]*arc:], arc), e.len(), &w.scratch, false)
		for i := range e.len() {
			w.scores[s][i*stride+i] = -1e9
		}
	}
}

// gather copies a sentence's words as heads of arcs to w.keys, the root after them.
func (w *worker) gather(s int) {
	arc, wide, count := w.n.Arc, w.n.roles.Cols, w.ex[s].len()
	w.keys = mat.Grow(w.keys, (count+1)*arc)
	for i := range count {
		copy(w.keys[i*arc:(i+1)*arc], w.roles[(w.start[s]+i)*wide+arc:])
	}
	copy(w.keys[count*arc:], w.n.root.w[:arc])
}

// relate computes the scores of labels for the right heads.
func (w *worker) relate() {
	n, rows := w.n, w.rows()
	size, wide := n.Label, n.roles.Cols
	w.hidden = mat.Zeros(w.hidden, rows*size)
	for s, e := range w.ex {
		for i, head := range e.heads {
			r := w.wordRow(s, i)
			x := w.hidden[r*size : (r+1)*size]
			copy(x, w.roles[r*wide+2*n.Arc:])
			from := n.root.w[n.Arc:]
			if int(head) < e.len() {
				from = w.roles[w.wordRow(s, int(head))*wide+2*n.Arc+size:][:size]
			}
			mat.Axpy(x, from, 1)
			leak(x)
		}
	}
	w.hiddenMask = w.mask(w.hiddenMask, len(w.ex)*size, w.drop.role)
	w.times(w.hidden, w.hidden, w.hiddenMask, size, w.wordRow)
	w.labels = mat.Grow(w.labels, rows*n.label.Cols)
	apply(w.labels, w.hidden, size, rows, n.label, n.labelBias)
}

func leak(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = 0.1 * v
		}
	}
}

// leakBack multiplies d by the slope of leak, whose results y are. Blanked results
// have no gradient already.
func leakBack(d, y []float32) {
	for i, v := range y {
		if v < 0 {
			d[i] *= 0.1
		}
	}
}
