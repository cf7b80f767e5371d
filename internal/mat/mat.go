// Package mat holds the few float32 kernels that the reading network runs on:
// a matrix product over packed panels, the cell of an LSTM, and small vector
// functions. On amd64 with AVX2 and FMA, and on arm64 with NEON, which all of them
// have, they are assembly; everywhere else, and under the build tag purego, they
// are plain Go. Begin at Panels and Mul.
//
// Matrices are row-major slices. Every kernel computes each row of its result by
// itself, summing in the order of the inner dimension, so a row comes out the
// same, bit for bit, whatever other rows stand beside it.
package mat

// Width is the number of columns in a panel.
const Width = 16

// Pad rounds n up to a whole number of panels.
func Pad(n int) int { return (n + Width - 1) / Width * Width }

// Panels is a matrix of K rows and N columns, cut into panels of Width columns
// that lie one after another, each row by row, as the product reads them. N is
// always a multiple of Width: the columns past the source's own are zero.
type Panels struct {
	K, N int
	data []float32
}

// Pack fills p with the k by n matrix b, whose rows are ldb apart.
func (p *Panels) Pack(b []float32, ldb, k, n int) {
	p.size(k, n)
	for j := 0; j < n; j += Width {
		w, at := min(Width, n-j), j*k
		for i := range k {
			row := p.data[at : at+Width]
			copy(row, b[i*ldb+j:i*ldb+j+w])
			clear(row[w:])
			at += Width
		}
	}
}

// PackT fills p with the transpose of the n by k matrix b, whose rows are ldb
// apart: column j of p is row j of b.
func (p *Panels) PackT(b []float32, ldb, k, n int) {
	p.size(k, n)
	for j := 0; j < p.N; j += Width {
		for q := range Width {
			at := j*k + q
			if j+q >= n {
				for range k {
					p.data[at] = 0
					at += Width
				}
				continue
			}
			for _, v := range b[(j+q)*ldb : (j+q)*ldb+k] {
				p.data[at] = v
				at += Width
			}
		}
	}
}

func (p *Panels) size(k, n int) {
	p.K, p.N = k, Pad(n)
	p.data = Grow(p.data, p.K*p.N)
}

// View is a matrix read in place: element (i, j) is Data[i*Row+j*Col]. A Row of
// 1 and a Col of the row length is a transpose.
type View struct {
	Data     []float32
	Row, Col int
}

// Rows is the view of a row-major matrix whose rows are ld apart.
func Rows(a []float32, ld int) View { return View{a, ld, 1} }

// Columns is the view of the transpose of a row-major matrix whose rows are ld
// apart.
func Columns(a []float32, ld int) View { return View{a, 1, ld} }

// Mul sets the m by b.N matrix c, whose rows are ldc apart, to a·b; with add it
// adds the product to what c holds. a is m by b.K.
func Mul(c []float32, ldc int, a View, m int, b *Panels, add bool) {
	if !check(c, ldc, a, m, b) {
		return
	}
	if add {
		mul(c, ldc, a, m, b, c, ldc)
		return
	}
	mul(c, ldc, a, m, b, nil, 0)
}

// MulBias is Mul with a bias: it sets each row of c to the sum of its row of a·b and
// bias, which is as wide. It does the same as Mul does where bias was copied to each
// row before.
func MulBias(c []float32, ldc int, a View, m int, b *Panels, bias []float32) {
	if check(c, ldc, a, m, b) {
		_ = bias[b.N-1]
		mul(c, ldc, a, m, b, bias, 0)
	}
}

// check reports whether there is anything to multiply. It touches the far corners
// once, which lets the kernels go unchecked.
func check(c []float32, ldc int, a View, m int, b *Panels) bool {
	if m == 0 || b.K == 0 || b.N == 0 {
		return false
	}
	_ = a.Data[(m-1)*a.Row+(b.K-1)*a.Col]
	_ = c[(m-1)*ldc+b.N-1]
	_ = b.data[b.K*b.N-1]
	return true
}

// Grow returns a slice of n floats that reuses b's memory where it is enough.
// What it holds is not defined.
func Grow(b []float32, n int) []float32 {
	if cap(b) < n {
		return make([]float32, n, n+n/4)
	}
	return b[:n]
}

// Zeros is Grow with every element zero.
func Zeros(b []float32, n int) []float32 {
	b = Grow(b, n)
	clear(b)
	return b
}
