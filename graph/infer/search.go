package infer

import (
	"cmp"
	"math"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// way is a chain of links that leads from where a search began to an entity, or,
// in a search that goes backward, from an entity to there.
type way struct {
	end    int
	before *way // all of it but the last link that was gone; nil at the beginning
	link   *link
	hops   int
	doubt  int64
	when   window
}

// chain returns the links from the subject to the object.
func (w *way) chain(backward bool) []*link {
	links := make([]*link, w.hops)
	for i := range links {
		if backward { // the last link that was gone is the subject's
			links[i] = w.link
		} else {
			links[len(links)-1-i] = w.link
		}
		w = w.before
	}
	return links
}

// better compares ways of as many links to the same end: the surest first, and of
// equally sure ones by their links' ranks from the subject on, so that a pair of
// entities has one best chain from whichever end it is looked for.
func better(a, b *way, backward bool) int {
	return cmp.Or(cmp.Compare(a.doubt, b.doubt), ranks(a, b, backward))
}

func ranks(a, b *way, backward bool) int {
	if a == b || a.before == nil {
		return 0
	}
	last := cmp.Compare(a.link.rank, b.link.rank)
	if backward && last != 0 {
		return last
	}
	return cmp.Or(ranks(a.before, b.before, backward), last)
}

// finder gathers inferences within the bounds.
type finder struct {
	engine *Engine
	found  []graph.Inference
	left   Left
	steps  int // links that may still be looked at
	hubs   map[string]bool
	// most is how many claims an inference may rest on to be among the Options.Max
	// surest, as far as is known.
	most int
	*ways
}

// ways are what a search knows of each entity of a web: kept are the ways that
// lead there, fresh those of the layer that is being made. Between searches all
// are empty, so that a web has few of them, for whoever searches next.
type ways struct{ kept, fresh [][]*way }

// ways takes some that are empty; give gives them back.
func (w *web) ways() *ways {
	if some, ok := w.pool.Get().(*ways); ok {
		return some
	}
	return &ways{make([][]*way, len(w.entities)), make([][]*way, len(w.entities))}
}

func (w *web) give(some *ways) { w.pool.Put(some) }

// match gathers what can be inferred of a web's relation, of a subject and an
// object where these are not "".
func (f *finder) match(w *web, subject, object string) {
	f.ways = w.ways()
	defer w.give(f.ways)
	from, fromKnown := w.number[subject]
	to, toKnown := w.number[object]
	switch {
	case subject != "" && !fromKnown || object != "" && !toKnown:
	case subject != "":
		for _, way := range f.search(w, from, false) {
			if object == "" || way.end == to {
				f.conclude(w, from, way.end, way, false)
			}
		}
	case object != "":
		for _, way := range f.search(w, to, true) {
			f.conclude(w, way.end, to, way, true)
		}
	default:
		for _, from := range w.starts {
			for _, way := range f.search(w, from, false) {
				f.conclude(w, from, way.end, way, false)
			}
		}
	}
}

// search returns the best way to each entity that can be reached: layer by layer,
// all ways of one link, of two, and so on. A way is kept only where it holds at a
// time when no shorter and, in its layer, no surer way to the same end does: but for
// its time, what is best to end at is best to go on from.
func (f *finder) search(w *web, start int, backward bool) []*way {
	if f.steps <= 0 {
		f.left.Unsearched++
		return nil
	}
	var best []*way
	layer := []*way{{end: start, when: always}}
	for hops := 1; len(layer) > 0; hops++ {
		reached := f.layer(w, layer, start, backward)
		layer = nil
		for _, n := range reached {
			if hops <= f.engine.opt.Hops {
				if len(f.kept[n]) == 0 {
					best = append(best, slices.MinFunc(f.fresh[n], func(a, b *way) int { return better(a, b, backward) }))
				}
				f.kept[n] = append(f.kept[n], f.fresh[n]...)
				layer = append(layer, f.fresh[n]...)
			}
			f.fresh[n] = nil
		}
		if hops > f.engine.opt.Hops && slices.ContainsFunc(reached, func(n int) bool { return len(f.kept[n]) == 0 }) {
			f.left.Long++
		}
		if !w.transitive {
			break
		}
	}
	for _, way := range best {
		f.kept[way.end] = nil
	}
	return best
}

// layer leads ways on by one link each, into fresh, and returns the entities that
// were reached, each once.
func (f *finder) layer(w *web, from []*way, start int, backward bool) []int {
	links := w.out
	if backward {
		links = w.in
	}
	var reached []int
	for _, at := range from {
		if !f.passes(w, at) {
			continue
		}
		for _, k := range links[at.end] {
			f.steps--
			to := k.to
			if backward {
				to = k.from
			}
			when, meets := at.when.meet(k.when)
			if to == start || !meets || at.hops > 0 && !k.chains || covered(f.kept[to], when) {
				continue
			}
			if len(f.fresh[to]) == 0 {
				reached = append(reached, to)
			}
			f.fresh[to] = withBest(f.fresh[to], way{to, at, k, at.hops + 1, at.doubt + k.doubt, when}, backward)
		}
	}
	return reached
}

func covered(kept []*way, when window) bool {
	for _, o := range kept {
		if o.when.covers(when) {
			return true
		}
	}
	return false
}

// withBest adds a way to others of as many links to the same end, of which none is
// better than another at all times that the other holds.
func withBest(ways []*way, n way, backward bool) []*way {
	for _, o := range ways {
		if o.when.covers(n.when) && better(o, &n, backward) <= 0 {
			return ways
		}
	}
	ways = slices.DeleteFunc(ways, func(o *way) bool { return n.when.covers(o.when) && better(&n, o, backward) < 0 })
	return append(ways, &n)
}

// passes reports whether a chain may go on from where a way ends.
func (f *finder) passes(w *web, at *way) bool {
	if at.before == nil {
		return true
	}
	if at.link.chains && w.hub[at.end] {
		f.hubs[w.entities[at.end].ID] = true
	}
	return at.link.chains && !w.hub[at.end]
}

// conclude adds what a way proves, where it is worth saying.
func (f *finder) conclude(w *web, subject, object int, way *way, backward bool) {
	e, s, o := f.engine, w.entities[subject], w.entities[object]
	says := statement{s.ID, w.relation.ID, o.ID}
	if e.said[says] || e.denied[says] || !e.schema.IsAny(s.Type, w.relation.From) || !e.schema.IsAny(o.Type, w.relation.To) {
		return
	}
	if f.most > 0 && way.hops > f.most {
		f.left.Inferences++
		return
	}
	chain := way.chain(backward)
	i := graph.Inference{Subject: *s, Object: *o, Relation: w.relation.ID, How: graph.Transitive, Confidence: 1, Time: way.when.time()}
	i.Claims = make([]*graph.Claim, len(chain))
	for j, k := range chain {
		i.Claims[j] = k.claim
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
		f.most = f.found[len(f.found)-1].Hops()
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
