//go:build !purego && (amd64 || arm64)

package mat

// The Go side of the assembly, the same for every processor that has some:
// mul_GOARCH.s and vec_GOARCH.s hold the kernels, and asm_GOARCH.go says whether
// the machine at hand can run them (fast) and what to call them. They take strides
// in bytes. k and n are at least 1; n of the vector functions counts groups of
// eight. All kernels round in the same places, so that the same numbers give the
// same bits on every processor that has them: see TestKernelsBits.

// Kernels names the kernels in use, for reports of speed.
func Kernels() string {
	if fast {
		return kernels
	}
	return "plain Go"
}

//go:noescape
func cell8(gates *float32, gate int, before, c, tc, h *float32, n int)

//go:noescape
func logistic8(y, x *float32, n int, scale, mul, add float32)

//go:noescape
func exp8(y, x *float32, n int)

//go:noescape
func axpy8(y, x *float32, n int, a float32)

//go:noescape
func dot8(a, b *float32, n int) float32

func mul(c []float32, ldc int, a View, m int, b *Panels, from []float32, ldf int) {
	if !fast {
		mulPlain(c, ldc, a, m, b, from, ldf)
		return
	}
	mulFast(c, ldc, a, m, b, from, ldf)
}

func cell(g, before, c, tc, h []float32) {
	if !fast {
		cellPlain(g, before, c, tc, h)
		return
	}
	cell8(&g[0], 4*len(h), &before[0], &c[0], &tc[0], &h[0], len(h)/8)
}

func sigmoidWide(y, x []float32) {
	if !fast {
		sigmoidPlain(y, x)
		return
	}
	logistic8(&y[0], &x[0], len(x)/8, -1, 1, 0)
}

func tanhWide(y, x []float32) {
	if !fast {
		tanhPlain(y, x)
		return
	}
	logistic8(&y[0], &x[0], len(x)/8, -2, 2, -1)
}

func expWide(y, x []float32) {
	if !fast {
		expPlain(y, x)
		return
	}
	exp8(&y[0], &x[0], len(x)/8)
}

func axpyWide(y, x []float32, a float32) {
	if !fast {
		axpyPlain(y, x, a)
		return
	}
	axpy8(&y[0], &x[0], len(x)/8, a)
}

func dotWide(a, b []float32) float32 {
	if !fast {
		return dotPlain(a, b)
	}
	return dot8(&a[0], &b[0], len(a)/8)
}
