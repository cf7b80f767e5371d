package store

import (
	"cmp"
	"math/bits"
	"slices"
)

// The four indexes hold the same quads in four orders. What is sorted by subject,
// predicate, object and label is in the order of object, subject, predicate and label
// once it has been sorted by object in a way that leaves equals where they are; and so
// on. Ids are small numbers, dealt out one after the other, so that such a sort is a
// few passes of counting, where one by comparison takes several times as long.

// digit is how many bits of an id a pass looks at.
const digit = 11

// fewest is how many changes make counting worth its while.
const fewest = 512

// sortBy sorts changes by one part of their tuples and leaves equals in their order.
// spare is as long as changes; the two come back, sorted and free, one as the other.
func sortBy(changes, spare []change, part int) (sorted, free []change) {
	if len(changes) < fewest {
		slices.SortStableFunc(changes, func(x, y change) int { return cmp.Compare(x.t[part], y.t[part]) })
		return changes, spare
	}
	var all uint64
	for i := range changes {
		all |= changes[i].t[part]
	}
	for shift := 0; shift < bits.Len64(all); shift += digit {
		var at [1 << digit]int
		for i := range changes {
			at[changes[i].t[part]>>shift&(1<<digit-1)]++
		}
		sum := 0
		for d, n := range at {
			at[d], sum = sum, sum+n
		}
		for i := range changes {
			d := changes[i].t[part] >> shift & (1<<digit - 1)
			spare[at[d]] = changes[i]
			at[d]++
		}
		changes, spare = spare, changes
	}
	return changes, spare
}
