package coreftest

import "math"

// assign returns the greatest sum of similarities that an assignment of rows to
// columns, one to one, can have: the Hungarian method (Kuhn 1955, Munkres 1957)
// with potentials, one shortest augmenting path for each row.
func assign(similar [][]float64) float64 {
	if len(similar) == 0 || len(similar[0]) == 0 {
		return 0
	}
	if len(similar) > len(similar[0]) {
		similar = transposed(similar) // every row must find a column
	}
	rows, cols := len(similar), len(similar[0])
	// Rows and columns count from 1; column 0 holds the row being placed. Costs
	// are negated similarities.
	u, v := make([]float64, rows+1), make([]float64, cols+1)
	row, from := make([]int, cols+1), make([]int, cols+1)
	for r := 1; r <= rows; r++ {
		row[0] = r
		c := 0
		least, done := make([]float64, cols+1), make([]bool, cols+1)
		for i := range least {
			least[i] = math.Inf(1)
		}
		for row[c] != 0 {
			done[c] = true
			at, step, next := row[c], math.Inf(1), 0
			for k := 1; k <= cols; k++ {
				if done[k] {
					continue
				}
				if cost := -similar[at-1][k-1] - u[at] - v[k]; cost < least[k] {
					least[k], from[k] = cost, c
				}
				if least[k] < step {
					step, next = least[k], k
				}
			}
			for k := range cols + 1 {
				if done[k] {
					u[row[k]] += step
					v[k] -= step
				} else {
					least[k] -= step
				}
			}
			c = next
		}
		for c != 0 {
			row[c] = row[from[c]]
			c = from[c]
		}
	}
	sum := 0.0
	for c := 1; c <= cols; c++ {
		if row[c] != 0 {
			sum += similar[row[c]-1][c-1]
		}
	}
	return sum
}

func transposed(m [][]float64) [][]float64 {
	t := make([][]float64, len(m[0]))
	for c := range t {
		t[c] = make([]float64, len(m))
		for r := range m {
			t[c][r] = m[r][c]
		}
	}
	return t
}
