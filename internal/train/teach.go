package train

import (
	"cmp"
	"errors"
	"slices"
	"sync"

	"github.com/quadrille-kg/quadrille/internal/mat"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

// Several networks that were trained from other seeds read better together than each
// does alone, and one network can learn what they read: Hinton, Vinyals and Dean
// (2015), "Distilling the knowledge in a neural network"; for parsers Kuncoro et al.
// (2016). The teachers' mean probabilities are computed once for every sentence, with
// or without trees of its own, and kept with it.

// soft is what the teachers think of a sentence: for each word the likeliest answers
// and their shares, which sum to 1.
type soft struct {
	tags, arcs, labels, names [][]share
	heads                     []int32 // the likeliest; the labels are those of the arcs to them
}

type share struct {
	id int32
	p  float32
}

const (
	kept    = 6    // answers of a word, at most
	trifle  = 0.01 // what an answer's share must be
	lessons = 4000 // words that teachers read at once
)

// teachers are networks that read together.
type teachers []*net

// newTeachers unpacks trained networks. They must know the same words and answers as
// the network n.
func newTeachers(trained []*parse.Weights, n *net) (teachers, error) {
	var all teachers
	for _, w := range trained {
		if !slices.Equal(w.Words, n.Words) || !slices.Equal(w.Tags, n.Tags) || !slices.Equal(w.Labels, n.Labels) || !slices.Equal(w.Lexicon, n.Lexicon) {
			return nil, errors.New("a teacher was trained on other corpora")
		}
		t := netOf(w)
		t.pack(0, 1)
		all = append(all, t)
	}
	return all, nil
}

// read fills Soft of all sentences. Sentences with trees of their own get the labels
// of the arcs of those.
func (t teachers) read(sents []*Sentence) {
	sents = slices.Clone(sents)
	slices.SortStableFunc(sents, func(a, b *Sentence) int { return cmp.Compare(len(b.Forms), len(a.Forms)) })
	var batches [][]*Sentence
	words := 0
	for i, s := range sents {
		if i == 0 || words >= lessons {
			batches, words = append(batches, nil), 0
		}
		batches[len(batches)-1] = append(batches[len(batches)-1], s)
		words += len(s.Forms)
	}
	// What is read of a form is remembered, and the maps are not locked.
	for _, n := range t {
		for _, s := range sents {
			for _, f := range s.Forms {
				n.lookup(f)
			}
		}
	}
	var wait sync.WaitGroup
	for k := range workers {
		wait.Go(func() {
			var readers []*worker
			for _, n := range t {
				readers = append(readers, newReader(n))
			}
			for i := k; i < len(batches); i += workers {
				t.lesson(readers, batches[i])
			}
		})
	}
	wait.Wait()
}

// lesson has all teachers read some sentences, longest first.
func (t teachers) lesson(readers []*worker, sents []*Sentence) {
	for i, w := range readers {
		w.ex = w.ex[:0]
		for _, s := range sents {
			e := t[i].example(s, nil)
			if len(e.heads) == 0 {
				e.heads = make([]int32, e.len()) // to have arcs scored at all
			}
			w.ex = append(w.ex, e)
		}
		w.layout()
		w.forward()
	}
	for s, sent := range sents {
		count := len(sent.Forms)
		sent.soft = &soft{heads: slices.Clone(sent.Heads)}
		sent.soft.tags = mean(readers, count, func(w *worker, i int) []float32 {
			return w.tags[w.stepRow(s, i)*w.n.tag.Cols:][:len(w.n.Tags)]
		})
		sent.soft.names = mean(readers, count, func(w *worker, i int) []float32 {
			return w.names[w.wordRow(s, i)*w.n.name.Cols:][:len(w.n.Names)]
		})
		sent.soft.arcs = mean(readers, count, func(w *worker, i int) []float32 {
			return w.scores[s][i*mat.Pad(count+1):][:count+1]
		})
		if len(sent.Heads) == 0 {
			for _, a := range sent.soft.arcs {
				sent.soft.heads = append(sent.soft.heads, a[0].id)
			}
			for _, w := range readers {
				w.ex[s].heads = sent.soft.heads
			}
		}
	}
	for _, w := range readers {
		w.relate()
	}
	for s, sent := range sents {
		sent.soft.labels = mean(readers, len(sent.Forms), func(w *worker, i int) []float32 {
			return w.labels[w.wordRow(s, i)*w.n.label.Cols:][:len(w.n.Labels)]
		})
	}
}

// mean returns for each word the likeliest answers by the readers' mean, given each
// reader's scores of a word.
func mean(readers []*worker, words int, scores func(w *worker, word int) []float32) [][]share {
	out := make([][]share, words)
	var sum, one []float32
	for i := range words {
		sum = sum[:0]
		for _, w := range readers {
			one = append(one[:0], scores(w, i)...)
			normalize(one)
			if len(sum) == 0 {
				sum = append(sum, make([]float32, len(one))...)
			}
			mat.Axpy(sum, one, 1)
		}
		out[i] = likeliest(sum)
	}
	return out
}

// cut returns what is thought of a sentence without its last word, on which nothing
// hangs.
func (s *soft) cut(end int) *soft {
	c := &soft{s.tags[:end], make([][]share, end), s.labels[:end], s.names[:end], make([]int32, end)}
	at := func(h int32) int32 {
		if int(h) > end {
			return int32(end)
		}
		return h
	}
	for i := range end {
		c.heads[i] = at(s.heads[i])
		for _, a := range s.arcs[i] {
			if int(a.id) != end {
				c.arcs[i] = append(c.arcs[i], share{at(a.id), a.p})
			}
		}
	}
	return c
}

// normalize turns scores into probabilities.
func normalize(x []float32) {
	_, sum := exp(x)
	for i := range x {
		x[i] /= sum
	}
}

// likeliest returns the greatest of x with their shares, greatest first.
func likeliest(x []float32) []share {
	var sum float32
	for _, v := range x {
		sum += v
	}
	var top []share
	for i, v := range x {
		if v < trifle*sum {
			continue
		}
		at := len(top)
		for at > 0 && top[at-1].p < v {
			at--
		}
		if at < kept {
			top = slices.Insert(top, at, share{int32(i), v})
			top = top[:min(len(top), kept)]
		}
	}
	sum = 0
	for _, s := range top {
		sum += s.p
	}
	for i := range top {
		top[i].p /= sum
	}
	return slices.Clip(top)
}
