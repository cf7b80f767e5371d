package train

import (
	"fmt"
	"math"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/eval"
	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	source "github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// ConfidenceReport says what weights were fitted on and how well.
type ConfidenceReport struct {
	Claims, Right int
	Missing       int     // verdicts on claims that are no longer read
	Loss          float64 // log loss in nats, in ten-fold cross-validation
	Bins          []Bin   // of the held-out folds, from the surest
}

// Bin is a class of claims that were given like confidence.
type Bin struct {
	From, Mean float64 // least and mean confidence
	Claims     int
	Right      int
}

// ridge is how much a weight costs, in nats for each unit of its square: enough that
// a sign which few claims have cannot carry them away.
const ridge = 0.5

// folds is how many parts cross-validation has.
const folds = 10

// Confidence fits the weights of internal/extract/rule/confidence.txt to verdicts of
// readers on claims of those texts, and returns the file. Worths and kinds of claims
// are its signs; see rule.SignNames.
func Confidence(lists []*eval.Judged, texts []eval.Text) (string, *ConfidenceReport, error) {
	s, err := schema.Load("conflict")
	if err != nil {
		return "", nil, err
	}
	reader, err := nlp.New(s)
	if err != nil {
		return "", nil, err
	}
	extractor := rule.New(s).Uncalibrated()
	r := &ConfidenceReport{}
	var xs []rule.Signs
	var ys []bool
	seen := map[string]bool{}
	for _, t := range texts {
		d, err := source.Reader(t.Name, strings.NewReader(t.Text), nil)
		if err != nil {
			return "", nil, fmt.Errorf("reading %s: %w", t.Name, err)
		}
		reader.Analyse(&d)
		extractor.Extract(&d)
		signs := extractor.Signs(&d)
		for i := range d.Claims {
			key := eval.Key(placed(&d, &d.Claims[i], t.Name))
			for _, list := range lists {
				if right, known := list.Verdict(key); known && !seen[key] {
					seen[key] = true
					xs, ys = append(xs, signs[i]), append(ys, right)
				}
			}
		}
	}
	for _, list := range lists {
		r.Missing += list.Len()
	}
	r.Missing -= len(seen)
	if len(xs) < len(rule.SignNames) {
		return "", nil, fmt.Errorf("%d of the claims judged are read, too few to fit by", len(xs))
	}
	r.Claims = len(xs)
	for _, y := range ys {
		if y {
			r.Right++
		}
	}
	r.validate(xs, ys)
	return confidenceFile(logistic(xs, ys), r), r, nil
}

// placed is as much of a claim as its key is made of.
func placed(d *text.Document, c *text.Claim, source string) *graph.Claim {
	argument := func(m int) *graph.Argument {
		if m < 0 {
			return nil
		}
		x := &d.Mentions[m]
		return &graph.Argument{Mention: graph.Mention{Start: x.Span.Start, End: x.Span.End}}
	}
	g := &graph.Claim{Subject: argument(c.Subject), Object: argument(c.Object), Open: c.Open, Value: c.Value, Status: c.Status}
	if c.Relation != "" {
		g.Relation = &c.Relation
	}
	g.Evidence.Source = source
	return g
}

// validate measures weights on claims that they were not fitted to.
func (r *ConfidenceReport) validate(xs []rule.Signs, ys []bool) {
	for _, from := range []float64{0.9, 0.8, 0.7, 0.6, 0.5, 0} {
		r.Bins = append(r.Bins, Bin{From: from})
	}
	for f := range folds {
		var train []rule.Signs
		var truth []bool
		for i := range xs {
			if i%folds != f {
				train, truth = append(train, xs[i]), append(truth, ys[i])
			}
		}
		w := logistic(train, truth)
		for i := f; i < len(xs); i += folds {
			p := sigmoid(dot(w, xs[i]))
			b := 0
			for p < r.Bins[b].From {
				b++
			}
			r.Bins[b].Claims++
			r.Bins[b].Mean += p
			if ys[i] {
				r.Bins[b].Right++
				r.Loss -= math.Log(p)
			} else {
				r.Loss -= math.Log(1 - p)
			}
		}
	}
	r.Loss /= float64(len(xs))
	for i := range r.Bins {
		if n := r.Bins[i].Claims; n > 0 {
			r.Bins[i].Mean /= float64(n)
		}
	}
}

// logistic fits weights by Newton's method, the weight of the first sign, which all
// claims have, without cost.
func logistic(xs []rule.Signs, ys []bool) []float64 {
	n := len(xs[0])
	w := make([]float64, n)
	for range 50 {
		gradient, hessian := make([]float64, n), make([][]float64, n)
		for j := range n {
			hessian[j] = make([]float64, n)
			if j > 0 {
				gradient[j], hessian[j][j] = ridge*w[j], ridge
			}
		}
		for i, x := range xs {
			p := sigmoid(dot(w, x))
			off := p
			if ys[i] {
				off--
			}
			for j := range n {
				gradient[j] += off * x[j]
				for k := range n {
					hessian[j][k] += p * (1 - p) * x[j] * x[k]
				}
			}
		}
		step := solve(hessian, gradient)
		size := 0.0
		for j := range w {
			w[j] -= step[j]
			size = max(size, math.Abs(step[j]))
		}
		if size < 1e-9 {
			break
		}
	}
	return w
}

// solve returns x with a x = b, for a positive definite a, by Gaussian elimination.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for j := range n {
		for i := j + 1; i < n; i++ {
			f := a[i][j] / a[j][j]
			for k := j; k < n; k++ {
				a[i][k] -= f * a[j][k]
			}
			b[i] -= f * b[j]
		}
	}
	x := make([]float64, n)
	for j := n - 1; j >= 0; j-- {
		x[j] = b[j]
		for k := j + 1; k < n; k++ {
			x[j] -= a[j][k] * x[k]
		}
		x[j] /= a[j][j]
	}
	return x
}

func dot(w, x []float64) (sum float64) {
	for i := range w {
		sum += w[i] * x[i]
	}
	return sum
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// confidenceFile writes weights as package rule reads them.
func confidenceFile(w []float64, r *ConfidenceReport) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Weights of the signs by which a claim's confidence is computed, fitted by\n# quadrille-train confidence to %d claims that were judged, %d of them right.\n", r.Claims, r.Right)
	for i, name := range rule.SignNames {
		fmt.Fprintf(&b, "%.3f\t%s\n", w[i], name)
	}
	return b.String()
}
