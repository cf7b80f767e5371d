package outline

import "testing"

func TestNumbered(t *testing.T) {
	for name, numbers := range map[string][]uint64{
		"close together": {7, 5, 9}, "far apart": {1 << 40, 3, 1 << 60}, "one": {1 << 50}, "none": nil,
	} {
		n := newNumbered[uint64](numbers)
		for _, x := range numbers {
			n.set(x, &x)
		}
		for _, x := range numbers {
			if got := n.get(x); got == nil || *got != x {
				t.Errorf("%s: at %d stands %v", name, x, got)
			}
		}
		for _, x := range []uint64{0, 4, 6, 10, 1<<60 + 1} {
			if got := n.get(x); got != nil {
				t.Errorf("%s: at %d stands %d, and nothing should", name, x, *got)
			}
		}
	}
}
