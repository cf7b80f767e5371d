//go:build purego || !(amd64 || arm64)

package mat

// Kernels names the kernels in use, for reports of speed.
func Kernels() string { return "plain Go" }

func mul(c []float32, ldc int, a View, m int, b *Panels, from []float32, ldf int) {
	mulPlain(c, ldc, a, m, b, from, ldf)
}

func cell(g, before, c, tc, h []float32) { cellPlain(g, before, c, tc, h) }
func sigmoidWide(y, x []float32)         { sigmoidPlain(y, x) }
func tanhWide(y, x []float32)            { tanhPlain(y, x) }
func expWide(y, x []float32)             { expPlain(y, x) }
func axpyWide(y, x []float32, a float32) { axpyPlain(y, x, a) }
func dotWide(a, b []float32) float32     { return dotPlain(a, b) }
