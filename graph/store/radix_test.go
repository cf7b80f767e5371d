package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Changes sorted part after part stand in the order of each index, as if they had been
// compared whole.
func TestEveryOrderIsSortedByItsMovedParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 3*fewest).Draw(t, "changes")
		most := rapid.SampledFrom([]uint64{3, 1 << digit, 1 << 30, 1 << 63}).Draw(t, "greatest id")
		seed := rapid.Uint64().Draw(t, "seed")
		did := make([]change, n)
		for i := range did {
			for part := range did[i].t {
				seed = seed*6364136223846793005 + 1442695040888963407
				did[i].t[part] = seed >> 1 % most
			}
		}
		slices.SortFunc(did, func(x, y change) int { return x.t.compare(y.t) })
		did = slices.CompactFunc(did, func(x, y change) bool { return x.t == y.t })
		for i := range orders {
			sorted, spare := slices.Clone(did), make([]change, len(did))
			for part := orders[i].moved() - 1; part >= 0; part-- {
				sorted, spare = sortBy(sorted, spare, orders[i].dirs[part])
			}
			for j := range sorted {
				sorted[j].t = orders[i].of(sorted[j].t)
			}
			if !slices.IsSortedFunc(sorted, func(x, y change) int { return x.t.compare(y.t) }) {
				t.Fatalf("order %d of %d changes with ids below %d is not sorted", i, n, most)
			}
		}
	})
}
