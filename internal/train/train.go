// Package train fits the reading network to its corpora. Begin at Run.
//
// It learns from treebanks and texts with names (corpus.go, gum.go), from sentences
// of our own with names (own.go), from what a reader knows of words beside them
// (lexicon.go), and from what networks trained before it think of all these and of
// plain text (teach.go, raw.go).
//
// Each batch is cut in two halves of like shape, which two workers run forwards
// (forward.go) and backwards (backward.go); the sum of their gradients moves the
// weights (adam.go). What is drawn at random depends on the seed and the number of
// the step alone, so the same options and corpora give the same weights, bit for
// bit, on every amd64 machine with AVX2, unless a time budget ends the run.
package train

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

// workers is how many share a batch. It is no option: the sum of the gradients,
// and with it every weight, depends on it in the last bits.
const workers = 2

// Options of a training run. The zero value trains for a default number of epochs.
type Options struct {
	Dims   parse.Dims    // default: DefaultDims, where Word is 0
	Epochs int           // default DefaultEpochs
	Budget time.Duration // where set, the run ends after this time in place of Epochs
	Seed   uint64
	Log    io.Writer // one line an epoch; default none
	// Teachers are networks trained on the same corpora, whose reading the new one
	// learns beside what the corpora say. Default none.
	Teachers []*parse.Weights
	// Polish fits the scores of names once more in the end; see polish. Default no.
	Polish bool
}

// DefaultDims are the sizes of the network that is shipped.
var DefaultDims = parse.Dims{Word: 96, Sub: 96, Hidden: 160, Layers: 3, Arc: 128, Label: 128, Buckets: 32768}

// DefaultEpochs are how often the network that is shipped went over the trees.
const DefaultEpochs = 30

// Teachers are the runs that make the networks which the shipped one learned from.
// They need not be quick; that they differ makes them better together.
var Teachers = []Options{
	{Dims: wide(2, 256), Epochs: 18, Seed: 1},
	{Dims: wide(3, 192), Epochs: 14, Seed: 2},
	{Dims: wide(3, 192), Epochs: 14, Seed: 3},
}

// wide is DefaultDims with other LSTMs.
func wide(layers, hidden int) parse.Dims {
	d := DefaultDims
	d.Layers, d.Hidden = layers, hidden
	return d
}

const (
	batchWords = 700  // of both halves together
	peak       = 3e-3 // Adam's rate; it falls in a straight line after the first part
	warm       = 200  // steps until the peak
	level      = 0.3  // the part of the run that stays there
	last       = 0.01 // the part of the peak that the run ends with
	sparseRate = 4    // of the vectors of words and pieces
	chatter    = 0.4  // the part of the sentences with names only that an epoch takes
	longest    = 160  // words; longer sentences are left out
	rawShare   = 0.5  // the part of the sentences with nothing that an epoch takes
	trust      = 0.5  // how much teachers count beside what a corpus says itself
)

var dropped = drop{input: 0.2, layer: 0.33, role: 0.33, word: 0.4}

// Run trains a network.
func Run(c *Corpora, o Options) (*parse.Weights, error) {
	if o.Dims.Word == 0 {
		o.Dims = DefaultDims
	}
	if o.Epochs == 0 {
		o.Epochs = DefaultEpochs
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	t := newTrainer(c, o)
	if err := t.teach(); err != nil {
		return nil, err
	}
	fmt.Fprintf(o.Log, "%d sentences with trees, %d with names only; %d words known, %d tags, %d labels\n",
		len(c.Trees), len(c.Names), len(t.n.Words), len(t.n.Tags), len(t.n.Labels))
	for epoch := 0; t.part(epoch, 0, 1) < 1; epoch++ {
		if err := t.epoch(epoch); err != nil {
			return nil, err
		}
	}
	w := t.n.weights()
	if o.Polish {
		w = polish(w, c, o)
		m, err := parse.New(w)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(o.Log, "polished, %.0f s: names %v\n", time.Since(t.began).Seconds(), ScoreNames(m, c.DevNames))
	}
	return w, nil
}

type trainer struct {
	Options
	c       *Corpora
	n       *net
	workers []*worker
	adam    adam
	began   time.Time
}

func newTrainer(c *Corpora, o Options) *trainer { return trainerOf(newNet(c, o.Dims, o.Seed), c, o) }

// trainerOf returns a trainer of a network that is there.
func trainerOf(n *net, c *Corpora, o Options) *trainer {
	t := &trainer{Options: o, c: c, n: n, began: time.Now()}
	for range workers {
		t.workers = append(t.workers, newWorker(t.n, dropped))
	}
	t.adam = adam{n: t.n, workers: t.workers, sparse: sparseRate}
	return t
}

// teach has the teachers read all that is learned from.
func (t *trainer) teach() error {
	if len(t.Teachers) == 0 {
		return nil
	}
	all, err := newTeachers(t.Teachers, t.n)
	if err != nil {
		return err
	}
	var sents []*Sentence
	for _, part := range [][]Sentence{t.c.Trees, t.c.Names, t.c.Own, t.c.Raw} {
		for i := range part {
			if n := len(part[i].Forms); n > 0 && n <= longest {
				sents = append(sents, &part[i])
			}
		}
	}
	all.read(sents)
	fmt.Fprintf(t.Log, "%d teachers read %d sentences after %.0f s\n", len(all), len(sents), time.Since(t.began).Seconds())
	return nil
}

// part returns how much of the run is over.
func (t *trainer) part(epoch, batch, batches int) float64 {
	if t.Budget > 0 {
		return time.Since(t.began).Seconds() / t.Budget.Seconds()
	}
	return (float64(epoch) + float64(batch)/float64(batches)) / float64(t.Epochs)
}

func (t *trainer) epoch(epoch int) error {
	batches := t.batches(rand.New(rand.NewPCG(t.Seed, uint64(epoch)+2)))
	var loss losses
	words := 0
	for i, b := range batches {
		done := t.part(epoch, i, len(batches))
		if done >= 1 {
			break
		}
		rate := peak * min(1, float64(t.adam.step+1)/warm)
		if done > level {
			rate *= last + (1-last)*(1-done)/(1-level)
		}
		t.share(b, (*worker).learnAll)
		t.adam.update(rate)
		for _, w := range t.workers {
			loss.add(w.loss)
		}
		for _, e := range b {
			words += e.len()
		}
	}
	m, err := parse.New(t.n.weights())
	if err != nil {
		return err
	}
	k := 1 / float64(max(words, 1))
	fmt.Fprintf(t.Log, "epoch %d, %.0f s: loss tag %.3f arc %.3f label %.3f name %.3f; dev %v; names %v\n",
		epoch+1, time.Since(t.began).Seconds(), loss.tag*k, loss.arc*k, loss.label*k, loss.name*k,
		ScoreTrees(m, t.c.Dev), ScoreNames(m, t.c.DevNames))
	return nil
}

// share runs the two halves of a batch side by side.
func (t *trainer) share(b []*example, learn func(w *worker, scale float32)) {
	words := 0
	halves := make([][]*example, workers)
	for i, e := range b {
		words += e.len()
		halves[i%workers] = append(halves[i%workers], e)
	}
	t.each(func(i int, _ *worker) { t.n.pack(i, workers) })
	t.each(func(i int, w *worker) {
		w.rand = rand.New(rand.NewPCG(t.Seed+1, uint64(t.adam.step*workers+i)))
		w.learn(halves[i], 1/float32(words), learn)
	})
}

func (t *trainer) each(f func(int, *worker)) {
	var wait sync.WaitGroup
	for i, w := range t.workers {
		wait.Go(func() { f(i, w) })
	}
	wait.Wait()
}

// batches draws an epoch: all trees and some of the rest, as batches of sentences
// of like length in random order, each longest first.
func (t *trainer) batches(r *rand.Rand) [][]*example {
	type keyed struct {
		*example
		key float64
	}
	var all []keyed
	draw := func(from []Sentence, share float64) {
		for i := range from {
			if len(from[i].Forms) <= longest && r.Float64() < share {
				e := t.n.example(&from[i], r)
				all = append(all, keyed{e, float64(e.len()) * (1 + 0.2*r.Float64())})
			}
		}
	}
	draw(t.c.Trees, 1)
	draw(t.c.Names, chatter)
	draw(t.c.Own, 1)
	if len(t.Teachers) > 0 {
		draw(t.c.Raw, rawShare)
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		switch {
		case a.key > b.key:
			return -1
		case a.key < b.key:
			return 1
		}
		return 0
	})
	var out [][]*example
	var batch []*example
	words := 0
	for i, e := range all {
		batch = append(batch, e.example)
		words += e.len()
		if words >= batchWords || i+1 == len(all) {
			slices.SortStableFunc(batch, func(a, b *example) int { return b.len() - a.len() })
			out = append(out, batch)
			batch, words = nil, 0
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
