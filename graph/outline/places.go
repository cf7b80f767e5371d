package outline

import "slices"

// places finds where numbers of the store stand in a sorted list, of four bytes each
// where they lie close together.
type places struct {
	numbers []uint64
	near    []uint32 // one more than the place, by the distance from the first; 0 for none
}

func newPlaces(sorted []uint64) places {
	p := places{numbers: sorted}
	if n := len(sorted); n > 0 {
		if span := sorted[n-1] - sorted[0]; span < uint64(n*sparse) {
			p.near = make([]uint32, span+1)
			for i, number := range sorted {
				p.near[number-sorted[0]] = uint32(i + 1)
			}
		}
	}
	return p
}

// of returns the place of a number; ok is false where it is not in the list.
func (p *places) of(number uint64) (place int, ok bool) {
	if p.near == nil {
		return slices.BinarySearch(p.numbers, number)
	}
	if at := number - p.numbers[0]; at < uint64(len(p.near)) && p.near[at] > 0 {
		return int(p.near[at] - 1), true
	}
	return 0, false
}
