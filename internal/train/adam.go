package train

import (
	"math"
	"sync"
)

// adam is the optimiser of Kingma and Ba (2015), "Adam: a method for stochastic
// optimization". Rows of sparse matrices without a gradient stay as they are.
type adam struct {
	n       *net
	workers []*worker
	step    int
	sparse  float32 // how much faster the vectors of words and pieces learn
	tasks   []task
}

// task is a stretch of one matrix, small enough to share out.
type task struct {
	p        *param
	from, to int
	norm     float64
}

const (
	decay1, decay2 = 0.9, 0.98
	clip           = 1.0 // greatest norm of a step's gradients
	stretch        = 1 << 16
)

// update takes one step with the sum of the workers' gradients, and clears them.
// The sum and its norm come out the same however many goroutines share the work.
func (a *adam) update(rate float64) {
	a.step++
	a.share()
	a.each(a.sum)
	var norm float64
	for i := range a.tasks {
		norm += a.tasks[i].norm
	}
	shrink := float32(1)
	if norm = math.Sqrt(norm); norm > clip {
		shrink = float32(clip / norm)
	}
	t := float64(a.step)
	rate *= math.Sqrt(1-math.Pow(decay2, t)) / (1 - math.Pow(decay1, t))
	a.each(func(t *task) { a.move(t, float32(rate), shrink) })
	for _, w := range a.workers {
		for i := range w.hit {
			for _, r := range w.hit[i].rows {
				w.hit[i].mark[r] = false
			}
			w.hit[i].rows = w.hit[i].rows[:0]
		}
	}
}

// share lists the step's tasks: stretches of the dense matrices, and the rows of
// the sparse ones that any worker touched.
func (a *adam) share() {
	a.tasks = a.tasks[:0]
	for _, p := range a.n.params {
		if !p.sparse {
			for at := 0; at < len(p.w); at += stretch {
				a.tasks = append(a.tasks, task{p: p, from: at, to: min(at+stretch, len(p.w))})
			}
			continue
		}
		hit := &a.workers[0].hit[p.index]
		for _, w := range a.workers[1:] {
			for _, r := range w.hit[p.index].rows {
				hit.add(r)
			}
		}
		for _, r := range hit.rows {
			a.tasks = append(a.tasks, task{p: p, from: int(r) * p.Cols, to: (int(r) + 1) * p.Cols})
		}
	}
}

// each runs f on every task, with one goroutine for each worker.
func (a *adam) each(f func(*task)) {
	var wait sync.WaitGroup
	for k := range a.workers {
		wait.Go(func() {
			for i := k; i < len(a.tasks); i += len(a.workers) {
				f(&a.tasks[i])
			}
		})
	}
	wait.Wait()
}

// sum adds the other workers' gradients to the first one's.
func (a *adam) sum(t *task) {
	g := a.workers[0].grad[t.p.index][t.from:t.to]
	for _, w := range a.workers[1:] {
		other := w.grad[t.p.index][t.from:t.to]
		for i, v := range other {
			g[i] += v
		}
		clear(other)
	}
	var s float32
	for _, v := range g {
		s += v * v
	}
	t.norm = float64(s)
}

func (a *adam) move(t *task, rate, shrink float32) {
	if t.p.sparse {
		rate *= a.sparse
	}
	g := a.workers[0].grad[t.p.index][t.from:t.to]
	w, m, v := t.p.w[t.from:t.to], t.p.m[t.from:t.to], t.p.v[t.from:t.to]
	w, m, v = w[:len(g)], m[:len(g)], v[:len(g)]
	for i, gi := range g {
		gi *= shrink
		m[i] = decay1*m[i] + (1-decay1)*gi
		v[i] = decay2*v[i] + (1-decay2)*gi*gi
		w[i] -= rate * m[i] / (float32(math.Sqrt(float64(v[i]))) + 1e-8)
		g[i] = 0
	}
}
