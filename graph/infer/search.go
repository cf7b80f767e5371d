package infer

import (
	"cmp"
	"math"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// way is a chain of links that leads from an entity to where a search began, or
// from there to it.
type way struct {
	end    string
	before *way // all of it but the last link that was gone; nil at the beginning
	link   *link
	doubt  int64
	when   window
}

// chain returns the links from the subject to the object. A search that goes
// backward from the object has them in this order as it is.
func (w *way) chain(backward bool) []*link {
	var links []*link
	for ; w.before != nil; w = w.before {
		links = append(links, w.link)
	}
	if !backward {
		slices.Reverse(links)
	}
	return links
}

// better compares ways of the same number of links to the same end: the surest
// first, and of equally sure ones by the claims' IDs, so that a pair of entities has
// one best chain from whichever end it is looked for.
func better(a, b *way, backward bool) int {
	if c := cmp.Compare(a.doubt, b.doubt); c != 0 {
		return c
	}
	return slices.CompareFunc(a.chain(backward), b.chain(backward), func(x, y *link) int {
		return cmp.Or(cmp.Compare(x.claim.ID, y.claim.ID), cmp.Compare(x.turned, y.turned))
	})
}

// finder gathers inferences within the bounds.
type finder struct {
	engine *Engine
	found  []graph.Inference
	left   Left
	steps  int // links that may still be looked at
	hubs   map[string]bool
}

// from gathers what can be inferred of a subject, of one object where that is not "".
func (f *finder) from(w *web, subject, object string) {
	for _, way := range f.search(w, subject, false) {
		if object == "" || way.end == object {
			f.conclude(w, subject, way.end, way, false)
		}
	}
}

// to gathers what can be inferred of an object.
func (f *finder) to(w *web, object string) {
	for _, way := range f.search(w, object, true) {
		f.conclude(w, way.end, object, way, true)
	}
}

// search returns the best way to each entity that can be reached: layer by layer,
// all ways of one link, of two, and so on. In a layer a way is kept only where it
// holds at a time when no shorter or surer way to the same end does; with the one
// exception of time, what is best to go on from is best to end at.
func (f *finder) search(w *web, start string, backward bool) []*way {
	if f.steps <= 0 {
		f.left.Unsearched++
		return nil
	}
	links, far := w.out, func(k *link) string { return k.to }
	if backward {
		links, far = w.in, func(k *link) string { return k.from }
	}
	kept := map[string][]*way{}
	var best []*way
	layer := []*way{{end: start, when: always}}
	for hops := 1; len(layer) > 0; hops++ {
		var next []*way
		for _, at := range layer {
			if !f.passes(w, at) {
				continue
			}
			for _, k := range links[at.end] {
				f.steps--
				to := far(k)
				when, meets := at.when.meet(k.when)
				if to != start && meets && (hops == 1 || k.chains) {
					next = append(next, &way{to, at, k, at.doubt + k.doubt, when})
				}
			}
		}
		if hops > f.engine.opt.Hops {
			if slices.ContainsFunc(next, func(n *way) bool { return kept[n.end] == nil }) {
				f.left.Long++
			}
			break
		}
		slices.SortFunc(next, func(a, b *way) int { return cmp.Or(cmp.Compare(a.end, b.end), better(a, b, backward)) })
		layer = layer[:0:0]
		for _, n := range next {
			if slices.ContainsFunc(kept[n.end], func(o *way) bool { return o.when.covers(n.when) }) {
				continue
			}
			if kept[n.end] == nil {
				best = append(best, n)
			}
			kept[n.end] = append(kept[n.end], n)
			layer = append(layer, n)
		}
		if !w.transitive {
			break
		}
	}
	return best
}

// passes reports whether a chain may go on from where a way ends.
func (f *finder) passes(w *web, at *way) bool {
	if at.before == nil {
		return true
	}
	if w.hubs[at.end] && at.link.chains {
		f.hubs[at.end] = true
	}
	return at.link.chains && !w.hubs[at.end]
}

// conclude adds what a way proves, where it is worth saying.
func (f *finder) conclude(w *web, subject, object string, way *way, backward bool) {
	e := f.engine
	says := statement{subject, w.relation.ID, object}
	s, o := e.entities[subject], e.entities[object]
	if e.said[says] || e.denied[says] || !e.schema.IsAny(s.Type, w.relation.From) || !e.schema.IsAny(o.Type, w.relation.To) {
		return
	}
	chain := way.chain(backward)
	i := graph.Inference{Subject: *s, Object: *o, Relation: w.relation.ID, How: graph.Transitive, Confidence: 1, Time: way.when.time()}
	for _, k := range chain {
		i.Claims = append(i.Claims, k.claim)
		i.Confidence *= sure(k.claim)
	}
	i.Confidence = math.Round(i.Confidence*1e4) / 1e4
	if len(chain) == 1 {
		i.How, i.Time = chain[0].turned, chain[0].claim.Time
	}
	f.found = append(f.found, i)
	if len(f.found) >= 2*e.opt.Max {
		f.cut()
	}
}

// cut leaves no more than Options.Max.
func (f *finder) cut() {
	if n := len(f.found) - f.engine.opt.Max; n > 0 {
		slices.SortFunc(f.found, surest)
		f.found = f.found[:f.engine.opt.Max]
		f.left.Inferences += n
	}
}

func (f *finder) all() ([]graph.Inference, Left) {
	f.cut()
	slices.SortFunc(f.found, compare)
	for id := range f.hubs {
		f.left.Hubs = append(f.left.Hubs, id)
	}
	slices.Sort(f.left.Hubs)
	return f.found, f.left
}
