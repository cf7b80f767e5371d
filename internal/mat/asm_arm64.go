//go:build !purego

package mat

// Every arm64 machine that Go runs on has NEON with fused multiply-add.
const fast = true

const kernels = "NEON"

//go:noescape
func mul6(k int, a *float32, row, col int, b, c *float32, ldc, add int)

//go:noescape
func mul1x4(k int, a *float32, col int, b *float32, panel int, c *float32, add int)

//go:noescape
func mul1(k int, a *float32, col int, b, c *float32, add int)

func mulFast(c []float32, ldc int, a View, m int, b *Panels, from []float32, ldf int) {
	plus := 0
	if from != nil {
		begin(c, ldc, m, b.N, from, ldf)
		plus = 1
	}
	row, col := 4*a.Row, 4*a.Col
	six := m / 6 * 6
	for j := 0; j < b.N; j += Width {
		panel := &b.data[j*b.K]
		for i := 0; i < six; i += 6 {
			mul6(b.K, &a.Data[i*a.Row], row, col, panel, &c[i*ldc+j], 4*ldc, plus)
		}
	}
	// A single row keeps the adders busy by going over four panels at once.
	for i := six; i < m; i++ {
		j := 0
		for ; j+4*Width <= b.N; j += 4 * Width {
			mul1x4(b.K, &a.Data[i*a.Row], col, &b.data[j*b.K], 4*Width*b.K, &c[i*ldc+j], plus)
		}
		for ; j < b.N; j += Width {
			mul1(b.K, &a.Data[i*a.Row], col, &b.data[j*b.K], &c[i*ldc+j], plus)
		}
	}
}
