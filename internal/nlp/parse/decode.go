package parse

import (
	"github.com/quadrille-kg/quadrille/internal/mat"
)

// never is the score of what cannot be.
const never = -1e9

// decode writes what the top layer says into the tokens.
func (b *batch) decode() {
	m, enc, rows := b.m, 2*b.m.Hidden, b.rows()
	b.top = mat.Grow(b.top, rows*enc)
	for s, p := range b.parts {
		for t := range p {
			from := (b.step[t] + s) * enc
			copy(b.top[(b.start[s]+t)*enc:][:enc], b.out[0][from:])
		}
	}
	top := mat.Rows(b.top, enc)
	b.names = mat.Grow(b.names, rows*m.name.w.N)
	m.name.apply(b.names, top, rows)

	wide := m.roles.w.N
	b.roles = mat.Grow(b.roles, rows*wide)
	m.roles.apply(b.roles, top, rows)
	for i := range rows {
		leak(b.roles[i*wide : i*wide+2*m.Arc])
	}
	b.query = mat.Grow(b.query, rows*m.Arc)
	m.arc.apply(b.query, mat.Rows(b.roles, wide), rows)

	b.heads = append(b.heads[:0], make([]int32, rows)...)
	for s := range b.parts {
		b.attach(s)
	}
	b.relate()
	for s := range b.parts {
		b.tagWords(s)
		b.nameWords(s)
	}
}

// leak is the activation of the roles: what is negative counts a tenth. Half are, and
// no processor can tell which, so that a branch here would cost more than all else.
func leak(x []float32) {
	for i, v := range x {
		x[i] = max(v, 0.1*v)
	}
}

// attach finds the heads of a sentence's words.
func (b *batch) attach(s int) {
	m, part := b.m, b.parts[s]
	n, wide, start := len(part), b.m.roles.w.N, b.start[s]
	// The root stands after the words, in the row that the next sentence begins
	// with; so the words as heads are packed together with it from a copy.
	keys := mat.Grow(b.hidden, (n+1)*m.Arc)
	for i := range n {
		copy(keys[i*m.Arc:(i+1)*m.Arc], b.roles[(start+i)*wide+m.Arc:])
	}
	copy(keys[n*m.Arc:], m.root[:m.Arc])
	b.hidden = keys
	b.keys.PackT(keys, m.Arc, m.Arc, n+1)
	stride := b.keys.N
	b.scores = mat.Grow(b.scores, n*stride)
	mat.Mul(b.scores, stride, mat.Rows(b.query[start*m.Arc:], m.Arc), n, &b.keys, false)

	heads := b.heads[start : start+n]
	for i := range heads {
		row := b.scores[i*stride : i*stride+n+1]
		row[i] = never
		heads[i] = int32(argmax(row))
	}
	if !isTree(heads) {
		eisner(heads, b.scores, stride)
	}
	for i, h := range heads {
		row := b.scores[i*stride : i*stride+n+1]
		part[i].Head = int(h)
		if int(h) == n {
			part[i].Head = -1
		}
		part[i].ArcScore = share(row, int(h))
	}
}

// argmax returns the index of the first greatest of x.
func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}

// share returns the softmax of x at i. It uses up x.
func share(x []float32, i int) float32 {
	top := x[argmax(x)]
	for j := range x {
		x[j] -= top
	}
	mat.Exp(x, x)
	var sum float32
	for _, v := range x {
		sum += v
	}
	return x[i] / sum
}

// relate labels the arcs.
func (b *batch) relate() {
	m, rows, wide := b.m, b.rows(), b.m.roles.w.N
	b.hidden = mat.Grow(b.hidden, rows*m.Label)
	for s, part := range b.parts {
		for i := range part {
			row := b.start[s] + i
			x := b.hidden[row*m.Label : (row+1)*m.Label]
			head := m.root[m.Arc:]
			if h := part[i].Head; h >= 0 {
				head = b.roles[(b.start[s]+h)*wide+2*m.Arc+m.Label:][:m.Label]
			}
			copy(x, b.roles[row*wide+2*m.Arc:])
			mat.Axpy(x, head, 1)
			leak(x)
		}
	}
	width := m.label.w.N
	b.labels = mat.Grow(b.labels, rows*width)
	m.label.apply(b.labels, mat.Rows(b.hidden, m.Label), rows)
	for s, part := range b.parts {
		for i := range part {
			if part[i].Head < 0 {
				part[i].Deprel = m.labels[m.rootLabel]
				continue
			}
			row := b.labels[(b.start[s]+i)*width:][:len(m.labels)]
			row[m.rootLabel] = never
			part[i].Deprel = m.labels[argmax(row)]
		}
	}
}

func (b *batch) tagWords(s int) {
	width := b.m.tag.w.N
	for t := range b.parts[s] {
		row := b.tags[(b.step[t]+s)*width:][:len(b.m.tags)]
		best := b.m.tags[argmax(row)]
		b.parts[s][t].UPOS, b.parts[s][t].XPOS = best.upos, best.xpos
	}
}

func (b *batch) nameWords(s int) {
	part, width := b.parts[s], b.m.name.w.N
	path := b.best.path(b.m.names, b.names[b.start[s]*width:], width, len(part))
	for t := range part {
		part[t].Name = b.m.names[path[t]]
		if path[t] == 0 {
			part[t].Name = ""
		}
	}
}

// viterbi finds the best row of labels in which no I- stands without its B-.
type viterbi struct {
	score, next []float32
	from        []uint8
	out         []int
	opens       []int // for each label, the B- before an I-, or -1
}

// path returns the best labels of n words, whose scores are rows of width.
func (v *viterbi) path(names []string, scores []float32, width, n int) []int {
	k := len(names)
	if v.opens == nil {
		v.opens = opens(names)
		v.score, v.next = make([]float32, k), make([]float32, k)
	}
	v.from = append(v.from[:0], make([]uint8, n*k)...)
	v.out = append(v.out[:0], make([]int, n)...)
	for t := range n {
		row := scores[t*width:][:k]
		top := argmax(v.score)
		for y := range k {
			from := top
			if open := v.opens[y]; open >= 0 {
				from = open
				if v.score[y] > v.score[open] {
					from = y
				}
			}
			v.from[t*k+y] = uint8(from)
			v.next[y] = v.score[from] + row[y]
			if t == 0 {
				v.next[y] = row[y]
				if v.opens[y] >= 0 {
					v.next[y] = never
				}
			}
		}
		v.score, v.next = v.next, v.score
	}
	y := argmax(v.score)
	for t := n - 1; t >= 0; t-- {
		v.out[t] = y
		y = int(v.from[t*k+y])
	}
	clear(v.score)
	return v.out
}

// opens returns for each I- label the index of its B- label, and -1 for others.
func opens(names []string) []int {
	o := make([]int, len(names))
	for i, name := range names {
		o[i] = -1
		if len(name) > 2 && name[:2] == "I-" {
			for j, other := range names {
				if other == "B-"+name[2:] {
					o[i] = j
				}
			}
		}
	}
	return o
}
