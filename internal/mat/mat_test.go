package mat

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func random(r *rand.Rand, n int, scale float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = (r.Float32()*2 - 1) * scale
	}
	return x
}

func near(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); d > tolerance*(1+math.Abs(float64(want[i]))) || d != d {
			t.Fatalf("%s: element %d is %g, want %g", what, i, got[i], want[i])
		}
	}
}

func TestMul(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, m := range []int{1, 2, 5, 6, 7, 13, 24} {
		for _, k := range []int{1, 3, 8, 96} {
			for _, n := range []int{1, 15, 16, 17, 64, 100} {
				a, b := random(r, m*k, 1), random(r, k*n, 1)
				bt, at := transpose(b, k, n), transpose(a, m, k)
				start := random(r, m*Pad(n), 1)
				for _, add := range []bool{false, true} {
					want := make([]float32, m*Pad(n))
					if add {
						copy(want, start)
					}
					for i := range m {
						for j := range n {
							for p := range k {
								want[i*Pad(n)+j] += a[i*k+p] * b[p*n+j]
							}
						}
					}
					var p, pt Panels
					p.Pack(b, n, k, n)
					pt.PackT(bt, k, k, n)
					name := fmt.Sprintf("%dx%dx%d add %v", m, k, n, add)
					got := append([]float32(nil), start...)
					Mul(got, Pad(n), Rows(a, k), m, &p, add)
					near(t, name, got, want, 1e-5)
					got = append(got[:0], start...)
					Mul(got, Pad(n), Columns(at, m), m, &pt, add)
					near(t, name+" transposed", got, want, 1e-5)
				}
			}
		}
	}
}

func transpose(a []float32, m, n int) []float32 {
	t := make([]float32, len(a))
	for i := range m {
		for j := range n {
			t[j*m+i] = a[i*n+j]
		}
	}
	return t
}

// A row's result must not depend on the rows beside it: the parser's output for
// a sentence would depend on its neighbours otherwise.
func TestMulRowAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	const m, k, n = 23, 77, 112
	a, b := random(r, m*k, 1), random(r, k*n, 1)
	var p Panels
	p.Pack(b, n, k, n)
	all := make([]float32, m*n)
	Mul(all, n, Rows(a, k), m, &p, false)
	one := make([]float32, n)
	for i := range m {
		Mul(one, n, Rows(a[i*k:], k), 1, &p, false)
		for j := range one {
			if one[j] != all[i*n+j] {
				t.Fatalf("row %d alone gives %g in column %d, among %d rows %g", i, one[j], j, m, all[i*n+j])
			}
		}
	}
}

// Rows may lie farther apart than they are long: what lies between them is neither
// read nor written.
func TestMulStrides(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	const slack, between = 5, 1e9
	for _, m := range []int{1, 5, 6, 13} {
		for _, k := range []int{1, 31} {
			for _, n := range []int{16, 80, 144} {
				a, b, start := random(r, m*k, 1), random(r, k*n, 1), random(r, m*n, 1)
				wideA, wideAT := spread(a, k, slack, between), spread(transpose(a, m, k), m, slack, between)
				var p, pt Panels
				p.Pack(spread(b, n, slack, between), n+slack, k, n)
				pt.PackT(spread(transpose(b, k, n), k, slack, between), k+slack, k, n)
				for _, add := range []bool{false, true} {
					name := fmt.Sprintf("%dx%dx%d add %v", m, k, n, add)
					want := append([]float32(nil), start...)
					Mul(want, n, Rows(a, k), m, &p, add)
					want = spread(want, n, slack, between)
					got := spread(start, n, slack, between)
					Mul(got, n+slack, Rows(wideA, k+slack), m, &p, add)
					near(t, name, got, want, 0)
					got = spread(start, n, slack, between)
					Mul(got, n+slack, Columns(wideAT, m+slack), m, &pt, add)
					near(t, name+" transposed", got, want, 0)
				}
			}
		}
	}
}

// MulBias is Mul with add onto rows of the bias, to the bit.
func TestMulBias(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	for _, m := range []int{1, 2, 3, 4, 5, 6, 7, 13} {
		for _, n := range []int{16, 32, 80, 144} {
			const k, slack = 31, 5
			a, bias := random(r, m*k, 1), random(r, n, 1)
			var p Panels
			p.Pack(random(r, k*n, 1), n, k, n)
			want, got := make([]float32, m*(n+slack)), random(r, m*(n+slack), 1)
			for i := range m {
				copy(want[i*(n+slack):], bias)
				copy(want[i*(n+slack)+n:(i+1)*(n+slack)], got[i*(n+slack)+n:])
			}
			Mul(want, n+slack, Rows(a, k), m, &p, true)
			MulBias(got, n+slack, Rows(a, k), m, &p, bias)
			near(t, fmt.Sprintf("%d rows by %d columns", m, n), got, want, 0)
		}
	}
}

// spread sets rows of n elements farther apart, with fill between them.
func spread(a []float32, n, slack int, fill float32) []float32 {
	var wide []float32
	for ; len(a) > 0; a = a[n:] {
		wide = append(wide, a[:n]...)
		for range slack {
			wide = append(wide, fill)
		}
	}
	return wide
}

func TestVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for _, n := range []int{0, 1, 7, 8, 9, 64, 101} {
		x := random(r, n, 12)
		if n > 3 {
			x[0], x[1], x[2] = 500, -500, 0
		}
		y, want := make([]float32, n), make([]float32, n)
		for _, f := range []struct {
			name string
			got  func(y, x []float32)
			want func(float64) float64
		}{
			{"Sigmoid", Sigmoid, func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }},
			{"Tanh", Tanh, math.Tanh},
			{"Exp", Exp, func(x float64) float64 { return math.Exp(min(max(x, -80), 80)) }},
		} {
			f.got(y, x)
			for i, v := range x {
				want[i] = float32(f.want(float64(v)))
			}
			near(t, f.name, y, want, 2e-5)
		}
		z := random(r, n, 1)
		var dot float64
		for i := range x {
			want[i] = z[i] + 0.3*x[i]
			dot += float64(x[i]) * float64(z[i])
		}
		near(t, "Dot", []float32{Dot(x, z)}, []float32{float32(dot)}, 1e-3)
		Axpy(z, x, 0.3)
		near(t, "Axpy", z, want, 1e-5)
	}
}

// Results may take the place of their arguments, and what follows them stays.
func TestVectorsInPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	for _, n := range []int{1, 7, 8, 9, 24, 101} {
		for _, f := range []struct {
			name string
			do   func(y, x []float32)
		}{
			{"Sigmoid", Sigmoid},
			{"Tanh", Tanh},
			{"Exp", Exp},
			{"Axpy", func(y, x []float32) { Axpy(y, x, 0.3) }},
		} {
			x := random(r, n+8, 2)
			want, after := append([]float32(nil), x[:n]...), append([]float32(nil), x[n:]...)
			f.do(want, x[:n])
			f.do(x, x[:n])
			near(t, fmt.Sprintf("%s of %d in place", f.name, n), x[:n], want, 0)
			near(t, fmt.Sprintf("after %s of %d", f.name, n), x[n:], after, 0)
		}
	}
}

func TestCell(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for _, n := range []int{8, 24, 40, 160} {
		g, before := random(r, 4*n, 3), random(r, n, 2)
		plain := append([]float32(nil), g...)
		c, tc, h := make([]float32, n), make([]float32, n), make([]float32, n)
		c2, tc2, h2 := make([]float32, n), make([]float32, n), make([]float32, n)
		Cell(g, before, c, tc, h)
		cellPlain(plain, before, c2, tc2, h2)
		near(t, "gates", g, plain, 1e-5)
		near(t, "state", c, c2, 1e-5)
		near(t, "tanh of state", tc, tc2, 1e-5)
		near(t, "output", h, h2, 1e-5)
	}
}

func BenchmarkMul(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 1))
	const k, n = 160, 640
	for _, m := range []int{1, 32, 600} {
		b.Run(fmt.Sprint(m), func(b *testing.B) {
			x, y, c := random(r, m*k, 1), random(r, k*n, 1), make([]float32, m*n)
			var p Panels
			p.Pack(y, n, k, n)
			for b.Loop() {
				Mul(c, n, Rows(x, k), m, &p, false)
			}
			b.ReportMetric(float64(2*m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}
