package parse

import (
	"math/rand/v2"
	"testing"
)

// Of all projective trees with one root word, eisner must find the best.
func TestEisner(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 5; n++ {
		for range 60 {
			stride := n + 1
			scores := make([]float32, n*stride)
			for i := range scores {
				scores[i] = float32(r.NormFloat64())
			}
			want := float32(-1e9)
			heads := make([]int32, n)
			everyTree(heads, 0, func() {
				want = max(want, total(heads, scores, stride))
			})
			got := make([]int32, n)
			eisner(got, scores, stride)
			if !isTree(got) || !projective(got) {
				t.Fatalf("%v is no projective tree with one root", got)
			}
			if v := total(got, scores, stride); v < want-1e-4 {
				t.Fatalf("%v scores %g, the best tree of %d words %g", got, v, n, want)
			}
		}
	}
}

// everyTree calls f with each projective tree in heads.
func everyTree(heads []int32, at int, f func()) {
	n := len(heads)
	if at == n {
		if isTree(heads) && projective(heads) {
			f()
		}
		return
	}
	for h := range n + 1 {
		if h != at {
			heads[at] = int32(h)
			everyTree(heads, at+1, f)
		}
	}
}

func total(heads []int32, scores []float32, stride int) (sum float32) {
	for i, h := range heads {
		sum += scores[i*stride+int(h)]
	}
	return sum
}

// projective reports whether no two arcs cross; the root stands apart.
func projective(heads []int32) bool {
	n := len(heads)
	for i, h := range heads {
		if int(h) == n {
			continue
		}
		a, b := min(i, int(h)), max(i, int(h))
		for k := a + 1; k < b; k++ {
			if o := int(heads[k]); o < a || o > b {
				return false
			}
		}
	}
	return true
}

func TestIsTree(t *testing.T) {
	for _, c := range []struct {
		heads []int32
		want  bool
	}{
		{[]int32{1}, true},
		{[]int32{0}, false},
		{[]int32{1, 2}, true},
		{[]int32{2, 2}, false}, // two roots
		{[]int32{1, 0, 3}, false},
		{[]int32{1, 2, 0, 4}, false},
		{[]int32{1, 4, 1, 2}, true},
	} {
		if got := isTree(c.heads); got != c.want {
			t.Errorf("isTree(%v) = %v", c.heads, got)
		}
	}
}
