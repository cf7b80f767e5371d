// Package shape tells what a whole graph shows and no single claim says: the ways
// from one entity to another, who stands in the middle of things, and who keeps
// company with whom. Begin at Of.
//
// The same graph has to give the same answer every time, and one of a million quads has
// to give it at once. So ranks and communities are computed here, and not by the
// library that judges them in the tests; and ways are found by dominikbraun/graph, in
// what of the net lies near them, with weights that leave it no choice.
package shape

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

// Net is a graph folded to who is tied to whom. It shares its claims with the
// graph it was made of, and is safe for concurrent use.
type Net struct {
	// Entities are those that are tied to any other, sorted by ID. Elsewhere an
	// entity is its index here.
	Entities []graph.Entity
	// Ties are sorted by their ends.
	Ties []Tie

	schema *schema.Schema
	number map[string]int // of entities, by ID
	// The neighbours of entity i stand in neighbours[first[i]:first[i+1]], sorted.
	first      []int
	neighbours []neighbour
}

// Tie is every claim between two entities, in either direction.
type Tie struct {
	A, B   int // A < B
	Claims []*graph.Claim
	// Inferred are the inferences between the two, where the graph has any.
	Inferred []view.Edge
}

// neighbour is who stands at the other end of a tie. Small numbers go through the
// processor's cache twice as fast.
type neighbour struct{ at, tie int32 }

// Of folds the part of a graph that a selection keeps: claims between two entities,
// in a relation or in the text's own words, denied ones only where the selection
// asks for them; and what follows from claims, where the graph has inferences. A nil
// selection keeps all. Selection.Limit is not looked at. Events
// that only repeat what other claims say tie nobody, save those named, by their IDs.
func Of(g *graph.Graph, sel *view.Selection, named ...string) *Net {
	n := &Net{number: map[string]int{}}
	if sel != nil {
		n.schema = sel.Schema
	}
	claims := view.Ties(g, sel, named...)
	inferred := view.Follows(g, sel)
	n.fold(claims, n.enumerate(claims, inferred))
	n.follow(inferred)
	n.link()
	return n
}

// enumerate numbers the entities that claims and inferences tie, and returns the
// ends of each claim.
func (n *Net) enumerate(claims []*graph.Claim, inferred []view.Edge) []ends {
	var met []*graph.Entity // in the order of the claims
	number := func(e *graph.Entity) int {
		i, known := n.number[e.ID]
		if !known {
			i = len(met)
			n.number[e.ID] = i
			met = append(met, e)
		}
		return i
	}
	all := make([]ends, len(claims))
	for i, c := range claims {
		all[i] = ends{number(&c.Subject.Entity), number(&c.Object.Entity)}
	}
	for _, e := range inferred {
		number(&e.Inference.Subject)
		number(&e.Inference.Object)
	}
	sorted := slices.Clone(met)
	slices.SortFunc(sorted, func(a, b *graph.Entity) int { return cmp.Compare(a.ID, b.ID) })
	renumbered := make([]int, len(met))
	for i, e := range sorted {
		renumbered[n.number[e.ID]] = i
		n.number[e.ID] = i
		n.Entities = append(n.Entities, *e)
	}
	for i, e := range all {
		a, b := renumbered[e.a], renumbered[e.b]
		all[i] = ends{min(a, b), max(a, b)}
	}
	return all
}

// ends are the two entities that a claim ties, the lesser number first.
type ends struct{ a, b int }

// fold gathers the claims of each pair, in the order in which they come.
func (n *Net) fold(claims []*graph.Claim, of []ends) {
	order := make([]int, len(claims))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(of[x].a-of[y].a, of[x].b-of[y].b, x-y)
	})
	sorted := make([]*graph.Claim, 0, len(claims))
	for _, i := range order {
		sorted = append(sorted, claims[i])
		if last := len(n.Ties) - 1; last < 0 || n.Ties[last].A != of[i].a || n.Ties[last].B != of[i].b {
			n.Ties = append(n.Ties, Tie{A: of[i].a, B: of[i].b, Claims: sorted[len(sorted)-1:]})
		} else {
			n.Ties[last].Claims = n.Ties[last].Claims[:len(n.Ties[last].Claims)+1]
		}
	}
}

// follow adds inferences to the ties.
func (n *Net) follow(inferred []view.Edge) {
	if len(inferred) == 0 {
		return
	}
	tie := map[ends]int{}
	for i, t := range n.Ties {
		tie[ends{t.A, t.B}] = i
	}
	for _, e := range inferred {
		a, b := n.number[e.From], n.number[e.To]
		if a == b {
			continue
		}
		of := ends{min(a, b), max(a, b)}
		i, known := tie[of]
		if !known {
			i = len(n.Ties)
			tie[of] = i
			n.Ties = append(n.Ties, Tie{A: of.a, B: of.b})
		}
		n.Ties[i].Inferred = append(n.Ties[i].Inferred, e)
	}
	slices.SortFunc(n.Ties, func(x, y Tie) int { return cmp.Or(x.A-y.A, x.B-y.B) })
}

// link lists the neighbours of each entity.
func (n *Net) link() {
	n.first = make([]int, len(n.Entities)+1)
	for _, t := range n.Ties {
		n.first[t.A+1]++
		n.first[t.B+1]++
	}
	for i := range n.Entities {
		n.first[i+1] += n.first[i]
	}
	n.neighbours = make([]neighbour, 2*len(n.Ties))
	next := slices.Clone(n.first)
	put := func(from, to, tie int) {
		n.neighbours[next[from]] = neighbour{int32(to), int32(tie)}
		next[from]++
	}
	// First those before an entity, then those after it: both come sorted.
	for i, t := range n.Ties {
		put(t.B, t.A, i)
	}
	for i, t := range n.Ties {
		put(t.A, t.B, i)
	}
}

// around returns the neighbours of an entity.
func (n *Net) around(i int) []neighbour { return n.neighbours[n.first[i]:n.first[i+1]] }

// Number returns the index of the entity of that ID, and false where it is tied to
// nobody.
func (n *Net) Number(id string) (int, bool) {
	i, ok := n.number[id]
	return i, ok
}

// Neighbours returns how many others an entity is tied to.
func (n *Net) Neighbours(i int) int { return n.first[i+1] - n.first[i] }

// Claims returns how many claims tie an entity to others.
func (n *Net) Claims(i int) (sum int) {
	for _, to := range n.around(i) {
		sum += len(n.Ties[to.tie].Claims)
	}
	return sum
}

// edges returns what ties two entities, folded by relation, status and direction:
// the strongest status and the most claims first.
func (t *Tie) edges(s *schema.Schema) []view.Edge {
	claims := slices.Clone(t.Claims)
	slices.SortFunc(claims, view.InReadingOrder)
	edges := append(view.EdgesOf(claims, s), t.Inferred...)
	slices.SortStableFunc(edges, func(a, b view.Edge) int {
		return cmp.Or(
			cmp.Compare(standing(a.Status), standing(b.Status)),
			cmp.Compare(b.Weight(), a.Weight()), cmp.Compare(b.Confidence(), a.Confidence()),
		)
	})
	return edges
}

// standing puts the strongest status first, and what is inferred last.
func standing(s graph.Status) int {
	if i := slices.Index(graph.Statuses, s); i >= 0 {
		return i
	}
	return len(graph.Statuses)
}

// between returns the index of the tie of two entities, -1 for none.
func (n *Net) between(a, b int) int {
	at, found := slices.BinarySearchFunc(n.around(a), b, func(x neighbour, b int) int { return int(x.at) - b })
	if !found {
		return -1
	}
	return int(n.around(a)[at].tie)
}

// Tied returns what ties two entities, given by their IDs: nil for nothing.
func (n *Net) Tied(a, b string) []view.Edge {
	i, ok1 := n.Number(a)
	j, ok2 := n.Number(b)
	if !ok1 || !ok2 {
		return nil
	}
	if t := n.between(i, j); t >= 0 {
		return n.Ties[t].edges(n.schema)
	}
	return nil
}

// Reaches reports whether any way leads from one entity to another, given by their
// IDs.
func (n *Net) Reaches(a, b string) bool {
	i, ok1 := n.Number(a)
	j, ok2 := n.Number(b)
	return ok1 && ok2 && newSearch(n, j, Hops).left[i] != unreachable
}
