//go:build !purego

package mat

import "golang.org/x/sys/cpu"

// fast says whether this machine has what the assembly needs.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

const kernels = "AVX2 and FMA"

//go:noescape
func mul6(k int, a *float32, row, col int, b, c *float32, ldc int, from *float32, ldf int)

//go:noescape
func mul5(k int, a *float32, row, col int, b, c *float32, ldc int, from *float32, ldf int)

//go:noescape
func mul4(k int, a *float32, row, col int, b, c *float32, ldc int, from *float32, ldf int)

//go:noescape
func mul3x2(k int, a *float32, row, col int, b *float32, panel int, c *float32, ldc int, from *float32, ldf int)

//go:noescape
func mul2x2(k int, a *float32, row, col int, b *float32, panel int, c *float32, ldc int, from *float32, ldf int)

//go:noescape
func mul1x4(k int, a *float32, col int, b *float32, panel int, c, from *float32)

//go:noescape
func mul1(k int, a *float32, col int, b, c, from *float32)

// mulFast shares m rows out evenly among groups of at most six, and one row by
// itself goes over four panels at once. What is left over from sixes would take
// twice as long for each row, for the sums of one row wait for b; and few rows are
// what comes most: a network that reads word by word has one for each sentence.
func mulFast(c []float32, ldc int, a View, m int, b *Panels, from []float32, ldf int) {
	row, col, panel, far := 4*a.Row, 4*a.Col, 4*Width*b.K, 4*ldf
	start := func(i, j int) *float32 {
		if from == nil {
			return nil
		}
		return &from[i*ldf+j]
	}
	j := 0
	if m == 1 {
		for ; j+4*Width <= b.N; j += 4 * Width {
			mul1x4(b.K, &a.Data[0], col, &b.data[j*b.K], panel, &c[j], start(0, j))
		}
		for ; j < b.N; j += Width {
			mul1(b.K, &a.Data[0], col, &b.data[j*b.K], &c[j], start(0, j))
		}
		return
	}
	for ; j < b.N; j += 2 * Width {
		two := j+Width < b.N
		for i, groups := 0, (m+5)/6; groups > 0; groups-- {
			rows := (m - i + groups - 1) / groups
			x, p, y := &a.Data[i*a.Row], &b.data[j*b.K], &c[i*ldc+j]
			switch {
			case rows > 3:
				mulHigh(rows, b.K, x, row, col, p, y, 4*ldc, start(i, j), far)
				if two {
					mulHigh(rows, b.K, x, row, col, &b.data[(j+Width)*b.K], &c[i*ldc+j+Width], 4*ldc, start(i, j+Width), far)
				}
			case two && rows == 3:
				mul3x2(b.K, x, row, col, p, panel, y, 4*ldc, start(i, j), far)
			case two:
				mul2x2(b.K, x, row, col, p, panel, y, 4*ldc, start(i, j), far)
			default:
				for r := range rows {
					mul1(b.K, &a.Data[(i+r)*a.Row], col, p, &c[(i+r)*ldc+j], start(i+r, j))
				}
			}
			i += rows
		}
	}
}

// mulHigh multiplies four, five or six rows by one panel.
func mulHigh(rows, k int, a *float32, row, col int, b, c *float32, ldc int, from *float32, ldf int) {
	switch rows {
	case 4:
		mul4(k, a, row, col, b, c, ldc, from, ldf)
	case 5:
		mul5(k, a, row, col, b, c, ldc, from, ldf)
	default:
		mul6(k, a, row, col, b, c, ldc, from, ldf)
	}
}
