package train

import (
	"math"
	"slices"

	"github.com/quadrille-kg/quadrille/internal/mat"
)

func (w *worker) backward(scale float32) {
	n, rows := w.n, w.rows()
	enc := 2 * n.Hidden
	w.dTop = mat.Zeros(w.dTop, rows*enc)
	w.namesBack(scale)
	w.dRoles = mat.Zeros(w.dRoles, rows*n.roles.Cols)
	w.labelsBack(scale)
	w.arcsBack(scale)
	w.applyBack(w.dTop, enc, true, w.dRoles, w.top, enc, rows, n.roles, n.rolesBias)

	last := w.layers[n.Layers-1]
	last.dOut = mat.Grow(last.dOut, rows*enc)
	for s, e := range w.ex {
		for t := range e.len() {
			copy(last.dOut[w.stepRow(s, t)*enc:][:enc], w.dTop[w.wordRow(s, t)*enc:])
		}
	}
	w.tagsBack(scale)
	w.applyBack(last.dOut, enc, true, w.tags, last.dropt, enc, rows, n.tagTop, nil)
	for l := n.Layers - 1; l >= 0; l-- {
		if l == 0 {
			w.applyBack(w.layers[0].dOut, enc, true, w.tags, w.layers[0].dropt, enc, rows, n.tag, n.tagBias)
		}
		w.encodeBack(l)
	}
	w.readBack()
}

// softmax turns scores into the gradient of the loss -Σ p·log(softmax), times scale,
// for the answers that are wanted, whose shares p sum to 1; and returns the loss.
func softmax(x []float32, wanted []share, scale float32) float64 {
	var score float32
	for _, s := range wanted {
		score += s.p * x[s.id]
	}
	top, sum := exp(x)
	for i := range x {
		x[i] *= scale / sum
	}
	for _, s := range wanted {
		x[s.id] -= s.p * scale
	}
	return math.Log(float64(sum)) + float64(top-score)
}

// softmaxAny is softmax where any label of a set is right, -log of their sum; as far
// as teachers count, what they think is wanted in its place. An empty set says
// nothing, and thought, where there is any, all.
func softmaxAny(x []float32, right set, thought []share, scale float32) float64 {
	count := float32(0)
	switch {
	case right == 0:
		count = 1
	case thought != nil:
		count = trust
	}
	var score float32
	for _, s := range thought {
		score += s.p * x[s.id]
	}
	top, sum := exp(x)
	var ours float32
	for i, v := range x {
		if right>>i&1 == 1 {
			ours += v
		}
	}
	ours = max(ours, 1e-30)
	for i, v := range x {
		x[i] = v * scale / sum
		if right>>i&1 == 1 {
			x[i] -= (1 - count) * v * scale / ours
		}
	}
	for _, s := range thought {
		x[s.id] -= count * s.p * scale
	}
	loss := math.Log(float64(sum))
	if count < 1 {
		loss -= float64(1-count) * math.Log(float64(ours))
	}
	return loss + float64(count*(top-score))
}

// exp sets x to e to the x over e to their greatest, which it returns with the sum.
func exp(x []float32) (top, sum float32) {
	top = slices.Max(x)
	for i := range x {
		x[i] -= top
	}
	mat.Exp(x, x)
	for _, v := range x {
		sum += v
	}
	return top, sum
}

// want returns the answers wanted of a word: the one that its corpus gives, which is
// -1 where it gives none, and what teachers think, each as far as it counts. The
// slice lives until the next call.
func (w *worker) want(right int32, thought []share) []share {
	w.wanted = w.wanted[:0]
	if thought == nil {
		return append(w.wanted, share{right, 1})
	}
	if right < 0 {
		return thought
	}
	w.wanted = append(w.wanted, share{right, 1 - trust})
	for _, s := range thought {
		w.wanted = append(w.wanted, share{s.id, s.p * trust})
	}
	return w.wanted
}

func (w *worker) namesBack(scale float32) {
	n, width := w.n, w.n.name.Cols
	for s, e := range w.ex {
		for t := range e.len() {
			row := w.names[w.wordRow(s, t)*width:][:width]
			right, thought := e.name(t)
			if right == 0 && thought == nil {
				clear(row)
				continue
			}
			w.loss.name += softmaxAny(row[:len(n.Names)], right, thought, scale)
			clear(row[len(n.Names):])
		}
	}
	enc := 2 * n.Hidden
	w.applyBack(w.dTop, enc, true, w.names, w.top, enc, w.rows(), n.name, n.nameBias)
}

func (w *worker) tagsBack(scale float32) {
	n, width := w.n, w.n.tag.Cols
	for s, e := range w.ex {
		for t := range e.len() {
			row := w.tags[w.stepRow(s, t)*width:][:width]
			if len(e.heads) == 0 {
				clear(row)
				continue
			}
			w.loss.tag += softmax(row[:len(n.Tags)], w.want(e.tag(t)), scale)
			clear(row[len(n.Tags):])
		}
	}
}

func (w *worker) labelsBack(scale float32) {
	w.relate()
	n, rows := w.n, w.rows()
	width, size, wide := n.label.Cols, n.Label, n.roles.Cols
	for s, e := range w.ex {
		for i := range e.len() {
			row := w.labels[w.wordRow(s, i)*width:][:width]
			if len(e.heads) == 0 {
				clear(row)
				continue
			}
			w.loss.label += softmax(row[:len(n.Labels)], w.want(e.label(i)), scale)
			clear(row[len(n.Labels):])
		}
	}
	w.dHidden = mat.Grow(w.dHidden, rows*size)
	w.applyBack(w.dHidden, size, false, w.labels, w.hidden, size, rows, n.label, n.labelBias)
	w.times(w.dHidden, w.dHidden, w.hiddenMask, size, w.wordRow)
	leakBack(w.dHidden, w.hidden)
	for s, e := range w.ex {
		for i, head := range e.heads {
			r := w.wordRow(s, i)
			d := w.dHidden[r*size : (r+1)*size]
			mat.Axpy(w.dRoles[r*wide+2*n.Arc:], d, 1)
			if int(head) < e.len() {
				mat.Axpy(w.dRoles[w.wordRow(s, int(head))*wide+2*n.Arc+size:], d, 1)
			} else {
				mat.Axpy(w.grad[n.root.index][n.Arc:], d, 1)
			}
		}
	}
}

func (w *worker) arcsBack(scale float32) {
	n, rows := w.n, w.rows()
	arc, wide := n.Arc, n.roles.Cols
	w.dQuery = mat.Zeros(w.dQuery, rows*arc)
	for s, e := range w.ex {
		count := e.len()
		if len(e.heads) == 0 {
			continue
		}
		stride, d := mat.Pad(count+1), w.scores[s]
		for i := range e.heads {
			row := d[i*stride : (i+1)*stride]
			w.loss.arc += softmax(row[:count+1], w.want(e.head(i)), scale)
			clear(row[count+1:])
		}
		w.gather(s)
		w.scratch.Pack(w.keys, arc, count+1, arc)
		mat.Mul(w.dQuery[w.start[s]*arc:], arc, mat.Rows(d, stride), count, &w.scratch, false)
		w.scratch.Pack(w.query[w.start[s]*arc:], arc, count, arc)
		w.dKeys = mat.Grow(w.dKeys, (count+1)*arc)
		mat.Mul(w.dKeys, arc, mat.Columns(d, stride), count+1, &w.scratch, false)
		for i := range count {
			copy(w.dRoles[w.wordRow(s, i)*wide+arc:][:arc], w.dKeys[i*arc:])
		}
		mat.Axpy(w.grad[n.root.index], w.dKeys[count*arc:(count+1)*arc], 1)
	}
	w.applyBack(w.dRoles, wide, false, w.dQuery, w.roles, wide, rows, n.arc, n.arcBias)
	w.times(w.dRoles, w.dRoles, w.roleMask, wide, w.wordRow)
	for i := range rows {
		leakBack(w.dRoles[i*wide:i*wide+2*arc], w.roles[i*wide:i*wide+2*arc])
	}
}

// encodeBack goes back through layer l, to the rows it read.
func (w *worker) encodeBack(l int) {
	n, y, rows := w.n, w.layers[l], w.rows()
	h := n.Hidden
	w.times(y.dOut, y.dOut, y.mask, 2*h, w.stepRow)
	steps := len(w.step) - 1
	for d := range 2 {
		p := n.state[l][d]
		w.before = mat.Zeros(w.before, rows*h) // each row's output one step before
		w.dh, w.dc = mat.Zeros(w.dh, len(w.ex)*p.back.N), mat.Zeros(w.dc, len(w.ex)*h)
		for k := steps - 1; k >= 0; k-- {
			t, last := turn(k, steps, d)
			here, count := w.step[t], w.step[t+1]-w.step[t]
			before := 0
			if k > 0 {
				before = min(count, w.step[last+1]-w.step[last])
			}
			for i := range count {
				r := here + i
				var c []float32
				if i < before {
					c = y.state[d][(w.step[last]+i)*h:][:h]
					copy(w.before[r*h:(r+1)*h], y.out[(w.step[last]+i)*2*h+d*h:])
				}
				cellBack(y.gates[r*8*h+d*4*h:][:4*h], y.tc[d][r*h:][:h], c, y.dOut[r*2*h+d*h:][:h], w.dh[i*p.back.N:][:h], w.dc[i*h:][:h])
			}
			clear(w.dh[before*p.back.N : count*p.back.N])
			if before > 0 {
				mat.Mul(w.dh, p.back.N, mat.Rows(y.gates[here*8*h+d*4*h:], 8*h), before, &p.back, false)
			}
		}
		w.scratch.Pack(y.gates[d*4*h:], 8*h, rows, 4*h)
		mat.Mul(w.grad[p.index], 4*h, mat.Columns(w.before, h), h, &w.scratch, true)
	}
	in := n.in[l]
	dx := &w.dInput
	if l > 0 {
		dx = &w.layers[l-1].dOut
	}
	*dx = mat.Grow(*dx, rows*in.Rows)
	w.applyBack(*dx, in.Rows, false, y.gates, y.in, in.Rows, rows, in, n.bias[l])
}

// cellBack goes back through one step of one cell. g holds the activated gates and
// receives the gradients of what they were before; before is nil at the first
// step. dc comes as the gradient of the state and goes on to the step before.
func cellBack(g, tc, before, dOut, dh, dc []float32) {
	h := len(tc)
	in, forget, fresh, out := g[:h], g[h:2*h], g[2*h:3*h], g[3*h:4*h]
	dOut, dh, dc = dOut[:h], dh[:h], dc[:h]
	for j := range tc {
		i, f, q, o := in[j], forget[j], fresh[j], out[j]
		dhj := dOut[j] + dh[j]
		dcj := dc[j] + dhj*o*(1-tc[j]*tc[j])
		out[j] = dhj * tc[j] * o * (1 - o)
		in[j] = dcj * q * i * (1 - i)
		fresh[j] = dcj * i * (1 - q*q)
		if before == nil {
			forget[j], dc[j] = 0, 0
			continue
		}
		forget[j] = dcj * before[j] * f * (1 - f)
		dc[j] = dcj * f
	}
}

// readBack adds to the gradients of the vectors of words and pieces.
func (w *worker) readBack() {
	n := w.n
	width := n.Word + n.Sub
	w.times(w.dInput, w.dInput, w.inputMask, width, w.stepRow)
	words, pieces := w.grad[n.word.index], w.grad[n.sub.index]
	for s, e := range w.ex {
		for t := range e.len() {
			row := w.stepRow(s, t)
			d, id := w.dInput[row*width:(row+1)*width], w.words[row]
			w.hit[n.word.index].add(id)
			mat.Axpy(words[int(id)*n.Word:], d[:n.Word], 1)
			for _, p := range w.pieces[row] {
				w.hit[n.sub.index].add(int32(p))
				mat.Axpy(pieces[int(p)*n.Sub:], d[n.Word:], 1)
			}
		}
	}
}
