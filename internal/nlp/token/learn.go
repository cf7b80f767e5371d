package token

import (
	"math"
	"math/rand/v2"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// tableBits is the binary logarithm of the number of weights.
const tableBits = 17

// example is one place where a sentence might end.
type example struct {
	feats []uint32
	ends  bool
}

// Learn fits the sentence classifier to documents whose sentences are right, and
// returns the bytes of its weights.
func Learn(docs []text.Document) []byte {
	var all []example
	for _, doc := range docs {
		all = append(all, examples(doc)...)
	}
	return fit(all).quantised()
}

// examples lists the candidates of a document. Features of a sentence's beginning
// are taken from the right sentences.
func examples(doc text.Document) []example {
	starts := make(map[int]bool)
	for _, s := range doc.Sentences {
		starts[s.Span.Start] = true
	}
	var out []example
	s := &scanner{doc: doc.Text}
	lines := newLines(doc.Text)
	for b, ok := lines.next(); ok; b, ok = lines.next() {
		s.seek(b)
		for s.i < s.end {
			s.word()
		}
		s.look()
		from := 0
		for i := 1; i < len(s.pieces); i++ {
			ends := starts[s.pieces[i].from]
			if s.candidate(i) {
				feats := append([]uint32(nil), s.features(from, i)...)
				out = append(out, example{feats, ends})
			}
			if ends {
				from = i
			}
		}
	}
	return out
}

// linear is the classifier while it learns: logistic regression with AdaGrad.
type linear struct {
	w, g    []float64
	bias    float64
	biasSum float64
}

// The passes over the examples, the step, the weight decay, and the part of the
// features that is withheld at each step so that none is relied on alone: what did
// best on the development sets.
const (
	passes  = 12
	step    = 0.15
	decay   = 1e-6
	dropout = 0.3
)

func fit(all []example) *linear {
	m := &linear{w: make([]float64, 1<<tableBits), g: make([]float64, 1<<tableBits), biasSum: 1}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	var keep []uint32
	rng := rand.New(rand.NewPCG(1, 2))
	for range passes {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			x := all[i]
			keep = keep[:0]
			for _, f := range x.feats {
				if rng.Float64() >= dropout {
					keep = append(keep, f)
				}
			}
			m.update(keep, x.ends)
		}
	}
	return m
}

func (m *linear) update(feats []uint32, ends bool) {
	const mask = 1<<tableBits - 1
	sum := m.bias
	for _, f := range feats {
		sum += m.w[f&mask]
	}
	grad := 1 / (1 + math.Exp(-sum))
	if ends {
		grad--
	}
	if math.Abs(grad) < 1e-3 {
		return
	}
	for _, f := range feats {
		k := f & mask
		d := grad + decay*m.w[k]
		m.g[k] += d * d
		m.w[k] -= step * d / math.Sqrt(m.g[k]+1e-2)
	}
	m.biasSum += grad * grad
	m.bias -= step * grad / math.Sqrt(m.biasSum)
}

// quantised writes the weights; see load for the format.
func (m *linear) quantised() []byte {
	top := 0.0
	for _, w := range m.w {
		top = max(top, math.Abs(w))
	}
	scale := 127 / top
	out := []byte(magic)
	bias := int32(math.Round(m.bias * scale))
	out = append(out, byte(bias), byte(bias>>8), byte(bias>>16), byte(bias>>24))
	for _, w := range m.w {
		out = append(out, byte(int8(math.Round(w*scale))))
	}
	return out
}
