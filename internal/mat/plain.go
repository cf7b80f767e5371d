package mat

import "math"

// The kernels in plain Go: what runs where there is no assembly, and what the
// assembly is tested against.

// begin copies to the m rows of c what they are to begin with, where it is not there
// already.
func begin(c []float32, ldc, m, n int, from []float32, ldf int) {
	if &c[0] == &from[0] {
		return
	}
	for i := range m {
		copy(c[i*ldc:i*ldc+n], from[i*ldf:])
	}
}

func mulPlain(c []float32, ldc int, a View, m int, b *Panels, from []float32, ldf int) {
	if from != nil {
		begin(c, ldc, m, b.N, from, ldf)
	}
	for j := 0; j < b.N; j += Width {
		panel := b.data[j*b.K : (j+Width)*b.K]
		for i := range m {
			row := c[i*ldc+j : i*ldc+j+Width : i*ldc+j+Width]
			if from == nil {
				clear(row)
			}
			mulHalf(row[:8], a.Data[i*a.Row:], a.Col, panel)
			mulHalf(row[8:], a.Data[i*a.Row:], a.Col, panel[8:])
		}
	}
}

// mulHalf adds a row of a times half of a panel to c. Eight sums at a time are
// what the registers of most machines hold; twelve are slower on amd64, and so are
// two or three rows by four columns, for loads are cheap there beside sums.
func mulHalf(c, a []float32, col int, b []float32) {
	c = c[:8]
	c0, c1, c2, c3, c4, c5, c6, c7 := c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]
	at := 0
	for i := 0; i <= len(b)-8; i += Width {
		v, r := a[at], (*[8]float32)(b[i:])
		c0 += v * r[0]
		c1 += v * r[1]
		c2 += v * r[2]
		c3 += v * r[3]
		// This never holds: it keeps the compiler from forming all eight products
		// before the first sum, which is more than amd64 has registers for, and
		// takes twice the time.
		if at += col; at < 0 {
			break
		}
		c4 += v * r[4]
		c5 += v * r[5]
		c6 += v * r[6]
		c7 += v * r[7]
	}
	c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7] = c0, c1, c2, c3, c4, c5, c6, c7
}

func cellPlain(g, before, c, tc, h []float32) {
	n := len(h)
	in, forget, fresh, out := g[:n], g[n:2*n], g[2*n:3*n], g[3*n:4*n]
	for j := range h {
		in[j] = sigmoid(in[j])
		forget[j] = sigmoid(forget[j])
		fresh[j] = tanh(fresh[j])
		out[j] = sigmoid(out[j])
		c[j] = in[j]*fresh[j] + forget[j]*before[j]
		tc[j] = tanh(c[j])
		h[j] = out[j] * tc[j]
	}
}

func sigmoidPlain(y, x []float32) {
	for i, v := range x {
		y[i] = sigmoid(v)
	}
}

func tanhPlain(y, x []float32) {
	for i, v := range x {
		y[i] = tanh(v)
	}
}

func expPlain(y, x []float32) {
	for i, v := range x {
		y[i] = exp(v)
	}
}

func axpyPlain(y, x []float32, a float32) {
	for i, v := range x {
		y[i] += a * v
	}
}

// dotPlain sums in eight lanes, then the lanes from both ends inwards, as the
// assembly does.
func dotPlain(a, b []float32) float32 {
	var s [8]float32
	b = b[:len(a)]
	n := len(a) &^ 7
	for i := 0; i < n; i += 8 {
		x, y := a[i:i+8], b[i:i+8]
		for j := range s {
			s[j] += x[j] * y[j]
		}
	}
	sum := ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
	for i := n; i < len(a); i++ {
		sum += a[i] * b[i]
	}
	return sum
}

func sigmoid(x float32) float32 { return 1 / (1 + exp(-x)) }

func tanh(x float32) float32 { return 2/(1+exp(-2*x)) - 1 }

// exp is e to the x, right to about 1e-7 of itself: 2 to the whole part of
// x·log2(e) by its exponent bits, times a polynomial for the rest. Arguments are
// held within ±limit, where float32 neither overflows nor loses its exponent.
func exp(x float32) float32 {
	const limit = 80
	x = min(max(x, -limit), limit) * math.Log2E
	whole := math.RoundToEven(float64(x))
	f := (x - float32(whole)) * math.Ln2
	p := 1 + f*(1+f*(1./2+f*(1./6+f*(1./24+f*(1./120+f*(1./720))))))
	return p * math.Float32frombits(uint32(int32(whole)+127)<<23)
}
