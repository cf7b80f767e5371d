package mat

// Cell runs one step of an LSTM for one sequence. g holds the four gates before
// their activation, each of len(h) values: input, forget, fresh, output; they are
// activated in place. before is the cell's state before the step, and c receives
// the state after it, tc its hyperbolic tangent, h the output. before and c may
// be the same slice. len(h) must be a multiple of 8.
func Cell(g, before, c, tc, h []float32) {
	n := len(h)
	if n%8 != 0 {
		panic("mat: width of an LSTM cell is no multiple of 8")
	}
	if n == 0 {
		return
	}
	_, _, _, _ = g[4*n-1], before[n-1], c[n-1], tc[n-1]
	cell(g, before, c, tc, h)
}

// Sigmoid sets y[i] to 1/(1+exp(-x[i])). y and x may be the same slice.
func Sigmoid(y, x []float32) {
	n := len(x) &^ 7
	if n > 0 {
		sigmoidWide(y[:n], x[:n])
	}
	sigmoidPlain(y[n:], x[n:])
}

// Tanh sets y[i] to the hyperbolic tangent of x[i]. y and x may be the same slice.
func Tanh(y, x []float32) {
	n := len(x) &^ 7
	if n > 0 {
		tanhWide(y[:n], x[:n])
	}
	tanhPlain(y[n:], x[n:])
}

// Exp sets y[i] to e to the x[i], for x within ±80; beyond that it stays at the
// bound. y and x may be the same slice.
func Exp(y, x []float32) {
	n := len(x) &^ 7
	if n > 0 {
		expWide(y[:n], x[:n])
	}
	expPlain(y[n:], x[n:])
}

// Axpy adds a·x to y. y is at least as long as x.
func Axpy(y, x []float32, a float32) {
	n := len(x) &^ 7
	y = y[:len(x)]
	if n > 0 {
		axpyWide(y[:n], x[:n], a)
	}
	axpyPlain(y[n:], x[n:], a)
}

// Dot returns the inner product of a and b. b is at least as long as a.
func Dot(a, b []float32) float32 {
	n := len(a) &^ 7
	var s float32
	if n > 0 {
		s = dotWide(a[:n], b[:n])
	}
	for i := n; i < len(a); i++ {
		s += a[i] * b[i]
	}
	return s
}
