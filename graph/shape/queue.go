package shape

// item is an entity that a search has reached, and at what cost.
type item struct {
	cost int64
	node int
}

func (i item) less(j item) bool { return i.cost < j.cost || i.cost == j.cost && i.node < j.node }

// queue is a heap: the cheapest comes first, of equals the one with the least
// number.
type queue []item

func (q *queue) push(x item) {
	h := append(*q, x)
	for i := len(h) - 1; i > 0; {
		up := (i - 1) / 2
		if !h[i].less(h[up]) {
			break
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
	*q = h
}

func (q *queue) pop() item {
	h := *q
	top, last := h[0], len(h)-1
	h[0] = h[last]
	h = h[:last]
	for i := 0; ; {
		least := 2*i + 1
		if least >= last {
			break
		}
		if least+1 < last && h[least+1].less(h[least]) {
			least++
		}
		if !h[least].less(h[i]) {
			break
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
	*q = h
	return top
}
