package layout

import "math"

// stress places the nodes of a connected graph so that their distances on the
// plane come as near as may be to those along the edges, by stress majorization
// (Gansner, Koren and North, 2004), from a start by classical scaling.
func stress(sizes []Size, edges []Edge) []Point {
	n := len(sizes)
	if n == 1 {
		return make([]Point, 1)
	}
	d := distances(sizes, edges)
	at := scaled(d)
	for range 150 {
		moved := 0.0
		for i := range n {
			var sum Point
			weights := 0.0
			for j := range n {
				if i == j {
					continue
				}
				w := 1 / (d[i][j] * d[i][j])
				diff := at[i].sub(at[j])
				length := max(diff.length(), 1e-6)
				sum = sum.add(at[j].add(diff.times(d[i][j] / length)).times(w))
				weights += w
			}
			next := sum.times(1 / weights)
			moved = max(moved, next.sub(at[i]).length())
			at[i] = next
		}
		if moved < 0.1 {
			break
		}
	}
	return levelled(at)
}

// distances returns the lengths of the shortest ways between all nodes. An edge
// is long enough for its label and half of either node, and longer where much is
// tied to its ends, for these need room around them.
func distances(sizes []Size, edges []Edge) [][]float64 {
	n := len(sizes)
	d := make([][]float64, n)
	for i := range d {
		d[i] = make([]float64, n)
		for j := range d[i] {
			if i != j {
				d[i][j] = math.Inf(1)
			}
		}
	}
	degree := make([]float64, n)
	for _, e := range edges {
		degree[e.From]++
		degree[e.To]++
	}
	for _, e := range edges {
		if e.From == e.To {
			continue
		}
		a, b := sizes[e.From], sizes[e.To]
		length := 36 + 0.3*(a.W+b.W+a.H+b.H) + 0.6*e.Label.W + 9*math.Sqrt(degree[e.From]+degree[e.To])
		if known := d[e.From][e.To]; !math.IsInf(known, 1) {
			length = max(length, known)
		}
		d[e.From][e.To], d[e.To][e.From] = length, length
	}
	for k := range n { // Floyd and Warshall
		for i := range n {
			via := d[i][k]
			if math.IsInf(via, 1) {
				continue
			}
			for j := range n {
				if via+d[k][j] < d[i][j] {
					d[i][j] = via + d[k][j]
				}
			}
		}
	}
	return d
}

// scaled places points by classical multidimensional scaling: along the two main
// axes of the doubly centred squares of the distances.
func scaled(d [][]float64) []Point {
	n := len(d)
	b := make([][]float64, n)
	mean := make([]float64, n)
	total := 0.0
	for i := range n {
		b[i] = make([]float64, n)
		for j := range n {
			b[i][j] = -d[i][j] * d[i][j] / 2
			mean[i] += b[i][j] / float64(n)
		}
		total += mean[i] / float64(n)
	}
	for i := range n {
		for j := range n {
			b[i][j] += total - mean[i]
		}
	}
	for i := range n {
		for j := range n {
			b[i][j] -= mean[j]
		}
	}
	x := axis(b, nil)
	y := axis(b, x)
	at := make([]Point, n)
	for i := range at {
		// Nodes that hang on one hub alike fall on one point: part them, each by
		// the golden angle further around.
		angle := 2.399963 * float64(i)
		at[i] = Point{x[i] + 12*math.Cos(angle), y[i] + 12*math.Sin(angle)}
	}
	return at
}

// axis returns the coordinates along the main axis of b that is at right angles
// to the one given, by power iteration.
func axis(b [][]float64, other []float64) []float64 {
	n := len(b)
	v := make([]float64, n)
	for i := range v {
		v[i] = math.Sin(float64(3*i+1)) + 0.1
	}
	value := 0.0
	for range 60 {
		if other != nil {
			remove(v, other)
		}
		next := make([]float64, n)
		for i := range n {
			for j := range n {
				next[i] += b[i][j] * v[j]
			}
		}
		value = norm(next)
		if value < 1e-9 {
			return make([]float64, n)
		}
		for i := range v {
			v[i] = next[i] / value
		}
	}
	for i := range v {
		v[i] *= math.Sqrt(value)
	}
	return v
}

// remove takes the part that lies along other out of v.
func remove(v, other []float64) {
	length := norm(other)
	if length == 0 {
		return
	}
	dot := 0.0
	for i := range v {
		dot += v[i] * other[i] / length
	}
	for i := range v {
		v[i] -= dot * other[i] / length
	}
}

func norm(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return math.Sqrt(sum)
}

// levelled turns the drawing so that its longest way lies level, and stretches it
// that way: names are wider than high, and so are screens.
func levelled(at []Point) []Point {
	var mean Point
	for _, p := range at {
		mean = mean.add(p.times(1 / float64(len(at))))
	}
	var xx, xy, yy float64
	for _, p := range at {
		q := p.sub(mean)
		xx, xy, yy = xx+q.X*q.X, xy+q.X*q.Y, yy+q.Y*q.Y
	}
	angle := math.Atan2(2*xy, xx-yy) / 2
	sin, cos := math.Sincos(-angle)
	const stretch = 1.3
	for i, p := range at {
		q := p.sub(mean)
		at[i] = Point{stretch * (q.X*cos - q.Y*sin), q.X*sin + q.Y*cos}
	}
	return at
}
