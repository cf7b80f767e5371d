package train

import (
	"math/rand/v2"

	"github.com/quadrille-kg/quadrille/internal/mat"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

// A polish fits the names alone once more, to the corpora that have trees too: their
// texts were marked with the most care, and by one custom. The layers below stay as
// they are, so nothing else that the network reads changes.
const (
	polishes   = 8    // epochs
	polishRate = 1e-3 // Adam's rate at first; it falls in a straight line
)

// polish returns the weights with other scores of names.
func polish(w *parse.Weights, c *Corpora, o Options) *parse.Weights {
	marked := &Corpora{}
	for _, s := range c.Trees {
		if s.Allowed != nil {
			s.soft = nil
			marked.Trees = append(marked.Trees, s)
		}
	}
	t := trainerOf(netOf(w), marked, o)
	for epoch := range polishes {
		batches := t.batches(rand.New(rand.NewPCG(t.Seed, uint64(1000+epoch))))
		for i, b := range batches {
			done := (float64(epoch) + float64(i)/float64(len(batches))) / polishes
			t.share(b, (*worker).learnNames)
			t.adam.update(polishRate * (1 - done))
		}
	}
	return t.n.weights()
}

// learnNames is learn for the scores of names alone.
func (w *worker) learnNames(scale float32) {
	w.forward()
	w.dTop = mat.Zeros(w.dTop, w.rows()*2*w.n.Hidden)
	w.namesBack(scale)
}
