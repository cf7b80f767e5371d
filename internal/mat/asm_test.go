//go:build !purego && (amd64 || arm64)

package mat

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// The kernels of every processor give the same bits, lest what is read of a text
// hang on the machine it is read on. (The Go around them may still round apart, for
// on arm64 the compiler fuses.) Here are their operations, each rounded as theirs.
func TestKernelsBits(t *testing.T) {
	if !fast {
		t.Skip("this machine has not what the kernels need; plain Go rounds in other places")
	}
	r := rand.New(rand.NewPCG(6, 1))

	for _, m := range []int{1, 2, 3, 4, 5, 6, 7, 11, 13, 18, 97, 200} {
		for _, add := range []bool{false, true} {
			const k, n = 31, 112 // four panels at once, two, and one
			a, b, c := random(r, m*k, 1), random(r, k*n, 1), random(r, m*n, 1)
			want := make([]float32, m*n)
			for i := range want {
				if add {
					want[i] = c[i]
				}
				for p := range k {
					want[i] = fused(a[i/n*k+p], b[p*n+i%n], want[i])
				}
			}
			var p Panels
			p.Pack(b, n, k, n)
			Mul(c, n, Rows(a, k), m, &p, add)
			same(t, fmt.Sprintf("Mul of %d rows, add %v", m, add), c, want)
		}
	}

	const n = 64
	x, y, want := random(r, n, 12), make([]float32, n), make([]float32, n)
	for i := range 8 { // the bounds of exp, in every lane
		x[i], x[8+i] = 500, -500
	}
	for _, f := range []struct {
		name string
		got  func(y, x []float32)
		want func(float32) float32
	}{
		{"Exp", Exp, expBits},
		{"Sigmoid", Sigmoid, sigmoidBits},
		{"Tanh", Tanh, tanhBits},
	} {
		f.got(y, x)
		for i, v := range x {
			want[i] = f.want(v)
		}
		same(t, f.name, y, want)
	}

	g, before := random(r, 4*n, 3), random(r, n, 2)
	gates, state, squashed, out := make([]float32, 4*n), make([]float32, n), make([]float32, n), make([]float32, n)
	for j := range n {
		in, forget := sigmoidBits(g[j]), sigmoidBits(g[n+j])
		fresh, open := tanhBits(g[2*n+j]), sigmoidBits(g[3*n+j])
		gates[j], gates[n+j], gates[2*n+j], gates[3*n+j] = in, forget, fresh, open
		state[j] = fused(forget, before[j], in*fresh)
		squashed[j] = tanhBits(state[j])
		out[j] = open * squashed[j]
	}
	c, tc, h := make([]float32, n), make([]float32, n), make([]float32, n)
	Cell(g, before, c, tc, h)
	same(t, "gates of Cell", g, gates)
	same(t, "state of Cell", c, state)
	same(t, "tanh of Cell's state", tc, squashed)
	same(t, "output of Cell", h, out)

	var s [8]float32
	for i, v := range x {
		want[i] = fused(v, 0.3, y[i])
		s[i%8] = fused(v, y[i], s[i%8])
	}
	sum := ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
	same(t, "Dot", []float32{Dot(x, y)}, []float32{sum})
	Axpy(y, x, 0.3)
	same(t, "Axpy", y, want)
}

func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: element %d is %x, want %x", what, i, got[i], want[i])
		}
	}
}

// fused is x·y + z, rounded once. In float64 the product is exact, and that the
// sum is rounded twice has no effect on the numbers of this test.
func fused(x, y, z float32) float32 { return float32(float64(x)*float64(y) + float64(z)) }

func expBits(x float32) float32 {
	x = float32(min(max(x, -80), 80) * float32(math.Log2E))
	whole := float32(math.RoundToEven(float64(x)))
	f := float32(x-whole) * float32(math.Ln2)
	p := float32(1. / 720)
	for _, c := range []float32{1. / 120, 1. / 24, 1. / 6, 1. / 2, 1, 1} {
		p = fused(f, p, c)
	}
	return p * math.Float32frombits(uint32(int32(whole)+127)<<23)
}

// The conversions keep the compiler from fusing a product with the sum after it.
func sigmoidBits(x float32) float32 { return 1 / (1 + float32(expBits(-x))) }

func tanhBits(x float32) float32 { return float32(2*sigmoidBits(2*x)) - 1 }
