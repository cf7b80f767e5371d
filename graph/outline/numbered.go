package outline

// numbered finds things by their numbers in the store. Those of one kind mostly lie
// close together, for documents are stored one after the other; then a slice finds
// them, several times as fast as a map, which serves where they do not.
type numbered[T any] struct {
	first uint64
	near  []*T
	far   map[uint64]*T
}

// sparse is how many numbers a thing may have to itself, on average, in a slice.
const sparse = 64

func newNumbered[T any](numbers []uint64) *numbered[T] {
	n := &numbered[T]{}
	var last uint64
	for i, number := range numbers {
		if i == 0 || number < n.first {
			n.first = number
		}
		last = max(last, number)
	}
	if span := last - n.first; span < uint64(len(numbers)*sparse) {
		n.near = make([]*T, span+1)
	} else {
		n.far = make(map[uint64]*T, len(numbers))
	}
	return n
}

// set puts a thing at a number of those that newNumbered was given.
func (n *numbered[T]) set(number uint64, x *T) {
	if n.far != nil {
		n.far[number] = x
		return
	}
	n.near[number-n.first] = x
}

// get returns the thing at a number, nil for none.
func (n *numbered[T]) get(number uint64) *T {
	if n.far != nil {
		return n.far[number]
	}
	if at := number - n.first; at < uint64(len(n.near)) {
		return n.near[at]
	}
	return nil
}
