package sparql

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"github.com/tggo/goRDFlib/paths"
	"github.com/tggo/goRDFlib/term"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// A path is a property path (SPARQL 1.1, section 9). walk calls yield for each pair
// that it ties, of those that have the given ends, where 0 stands for any. It
// returns false once yield has.
type path interface {
	walk(s *solver, f *frame, from, to store.ID, yield func(a, b store.ID) bool) bool
}

// path compiles a path.
func (c *compiler) path(p paths.Path) path {
	switch p := p.(type) {
	case paths.URIRefPath:
		return link(c.iri(p.URI))
	case *paths.URIRefPath:
		return link(c.iri(p.URI))
	case *paths.InvPath:
		return inverse{c.path(p.Arg)}
	case *paths.SequencePath:
		all := make([]path, len(p.Args))
		for i, a := range p.Args {
			all[i] = c.path(a)
		}
		return sequence(all)
	case *paths.AlternativePath:
		all := make([]path, len(p.Args))
		for i, a := range p.Args {
			all[i] = c.path(a)
		}
		return alternatives(all)
	case *paths.MulPath:
		return &repeat{in: c.path(p.Path), zero: p.Zero, more: p.More}
	case *paths.NegatedPath:
		not := map[store.ID]bool{}
		for _, u := range p.Excluded {
			not[c.iri(u)] = true
		}
		return negated(not)
	}
	panic(stop{fmt.Errorf("the query has a path that is not supported (%T)", p)})
}

// iri returns the ID of an IRI in a path.
func (c *compiler) iri(u term.URIRef) store.ID {
	u = term.NewURIRefUnsafe(c.resolve(u.Value()))
	id := c.terms.id(u)
	if id >= made {
		c.miss(quad.IRI(u.Value()))
	}
	return id
}

// link is a path of one predicate.
type link store.ID

func (p link) walk(s *solver, f *frame, from, to store.ID, yield func(a, b store.ID) bool) bool {
	return s.scan(f, from, store.ID(p), to, func(q [4]store.ID) bool { return yield(q[0], q[2]) })
}

// inverse is ^p.
type inverse struct{ in path }

func (p inverse) walk(s *solver, f *frame, from, to store.ID, yield func(a, b store.ID) bool) bool {
	return p.in.walk(s, f, to, from, func(a, b store.ID) bool { return yield(b, a) })
}

// sequence is p/q, walked from the end that is known.
type sequence []path

func (p sequence) walk(s *solver, f *frame, from, to store.ID, yield func(a, b store.ID) bool) bool {
	if len(p) == 1 {
		return p[0].walk(s, f, from, to, yield)
	}
	if from == 0 && to != 0 {
		last := p[len(p)-1]
		return last.walk(s, f, 0, to, func(mid, b store.ID) bool {
			return p[:len(p)-1].walk(s, f, 0, mid, func(a, _ store.ID) bool { return yield(a, b) })
		})
	}
	return p[0].walk(s, f, from, 0, func(a, mid store.ID) bool {
		return p[1:].walk(s, f, mid, to, func(_, b store.ID) bool { return yield(a, b) })
	})
}

// alternatives is p|q.
type alternatives []path

func (p alternatives) walk(s *solver, f *frame, from, to store.ID, yield func(a, b store.ID) bool) bool {
	for _, in := range p {
		if !in.walk(s, f, from, to, yield) {
			return false
		}
	}
	return true
}

// negated is !(p|q).
type negated map[store.ID]bool

func (p negated) walk(s *solver, f *frame, from, to store.ID, yield func(a, b store.ID) bool) bool {
	return s.scan(f, from, 0, to, func(q [4]store.ID) bool { return p[q[1]] || yield(q[0], q[2]) })
}

// repeat is p?, p* or p+. Each pair comes once.
type repeat struct {
	in         path
	zero, more bool
}

func (p *repeat) walk(s *solver, f *frame, from, to store.ID, yield func(a, b store.ID) bool) bool {
	switch {
	case from != 0:
		return p.spread(s, f, from, false, func(b store.ID) bool {
			return to != 0 && b != to || yield(from, b)
		})
	case to != 0:
		return p.spread(s, f, to, true, func(a store.ID) bool { return yield(a, to) })
	}
	for _, start := range p.starts(s, f) {
		if !p.spread(s, f, start, false, func(b store.ID) bool { return yield(start, b) }) {
			return false
		}
	}
	return true
}

// spread yields everything that the path leads to from a node, or back from it, the
// nearest first.
func (p *repeat) spread(s *solver, f *frame, start store.ID, back bool, yield func(store.ID) bool) bool {
	reached := map[store.ID]bool{}
	if p.zero {
		reached[start] = true
		if !yield(start) {
			return false
		}
	}
	at := []store.ID{start}
	expanded := map[store.ID]bool{start: true}
	for len(at) > 0 {
		var next []store.ID
		for _, node := range at {
			visit := func(found store.ID) bool {
				if reached[found] {
					return true
				}
				reached[found] = true
				s.check(len(reached))
				if !yield(found) {
					return false
				}
				if p.more && !expanded[found] {
					expanded[found] = true
					next = append(next, found)
				}
				return true
			}
			var more bool
			if back {
				more = p.in.walk(s, f, 0, node, func(a, _ store.ID) bool { return visit(a) })
			} else {
				more = p.in.walk(s, f, node, 0, func(_, b store.ID) bool { return visit(b) })
			}
			if !more {
				return false
			}
		}
		at = next
	}
	return true
}

// starts returns where the path can begin: of p* and p?, at every node.
func (p *repeat) starts(s *solver, f *frame) []store.ID {
	seen := map[store.ID]bool{}
	var out []store.ID
	add := func(id store.ID) {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
			s.check(len(out))
		}
	}
	if p.zero {
		s.scan(f, 0, 0, 0, func(q [4]store.ID) bool {
			add(q[0])
			add(q[2])
			return true
		})
		return out
	}
	p.in.walk(s, f, 0, 0, func(a, _ store.ID) bool {
		add(a)
		return true
	})
	return out
}
