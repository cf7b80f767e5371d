package parse

// A head is the index of a word in its sentence, and the number of words for the
// root.

// isTree reports whether heads form a tree with one word under the root.
func isTree(heads []int32) bool {
	n := len(heads)
	roots := 0
	for _, h := range heads {
		if int(h) == n {
			roots++
		}
	}
	if roots != 1 {
		return false
	}
	walk := make([]int32, n) // the walk that first came by, counted from 1
	for i := range heads {
		j, mine := i, int32(i+1)
		for j != n && walk[j] == 0 {
			walk[j] = mine
			j = int(heads[j])
		}
		if j != n && walk[j] == mine {
			return false // the walk met itself
		}
	}
	return true
}

// eisner fills heads with the best projective tree under one root word. Row i of
// scores, stride wide, holds the score of each head of word i, the root's at
// len(heads). See Eisner (1996), "Three new probabilistic models for dependency
// parsing"; the root's word is chosen at the end, from the spans to its left and
// right.
func eisner(heads []int32, scores []float32, stride int) {
	n := len(heads)
	e := spans{n: n, heads: heads}
	for i := range e.full {
		e.full[i], e.fullAt[i] = make([]float32, n*n), make([]int32, n*n)
		e.half[i] = make([]float32, n*n)
	}
	e.halfAt = make([]int32, n*n)
	for width := 1; width < n; width++ {
		for i := 0; i+width < n; i++ {
			e.fill(i, i+width, scores[(i+width)*stride+i], scores[i*stride+i+width])
		}
	}
	root, best := 0, float32(0)
	for r := range n {
		v := e.full[leftwards][r] + e.full[rightwards][r*n+n-1] + scores[r*stride+n]
		if r == 0 || v > best {
			root, best = r, v
		}
	}
	heads[root] = int32(n)
	e.read(0, root, leftwards)
	e.read(root, n-1, rightwards)
}

// The direction in which a span's arcs run: its head is the first word, or the last.
const (
	rightwards = iota
	leftwards
)

// spans is Eisner's chart: the best score of each span from i to j, at i*n+j, and
// where it was put together. A full span has all its words; a half one has just
// got the arc between its ends.
type spans struct {
	n          int
	heads      []int32
	full, half [2][]float32
	fullAt     [2][]int32
	halfAt     []int32
}

// fill computes the spans from i to j, whose arcs score right (j hangs on i) and
// left (i hangs on j).
func (e *spans) fill(i, j int, right, left float32) {
	n, at := e.n, i*e.n+j
	best, where := float32(0), -1
	for m := i; m < j; m++ {
		if v := e.full[rightwards][i*n+m] + e.full[leftwards][(m+1)*n+j]; where < 0 || v > best {
			best, where = v, m
		}
	}
	e.halfAt[at] = int32(where)
	e.half[rightwards][at], e.half[leftwards][at] = best+right, best+left
	where = -1
	for m := i + 1; m <= j; m++ {
		if v := e.half[rightwards][i*n+m] + e.full[rightwards][m*n+j]; where < 0 || v > best {
			best, where = v, m
		}
	}
	e.full[rightwards][at], e.fullAt[rightwards][at] = best, int32(where)
	where = -1
	for m := i; m < j; m++ {
		if v := e.full[leftwards][i*n+m] + e.half[leftwards][m*n+j]; where < 0 || v > best {
			best, where = v, m
		}
	}
	e.full[leftwards][at], e.fullAt[leftwards][at] = best, int32(where)
}

// read writes the heads of the words in a full span, its own head aside.
func (e *spans) read(i, j, direction int) {
	if i == j {
		return
	}
	m := int(e.fullAt[direction][i*e.n+j])
	if direction == rightwards {
		e.heads[m] = int32(i)
		e.readHalf(i, m)
		e.read(m, j, rightwards)
		return
	}
	e.heads[m] = int32(j)
	e.readHalf(m, j)
	e.read(i, m, leftwards)
}

func (e *spans) readHalf(i, j int) {
	m := int(e.halfAt[i*e.n+j])
	e.read(i, m, rightwards)
	e.read(m+1, j, leftwards)
}
