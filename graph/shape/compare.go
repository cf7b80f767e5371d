package shape

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

// Comparison is what two entities, a and b, have in common and where they differ.
type Comparison struct {
	// Direct is what ties the two to each other.
	Direct []view.Edge
	// Shared are the third parties tied to both, those first who share most.
	Shared []Shared
	// Opinions are statements of which both spoke, those first of which they think
	// otherwise.
	Opinions []Opinion
	// Of are the claims that one of the two makes about the other, in reading order.
	Of []*graph.Claim
}

// Shared is a third party tied to both.
type Shared struct {
	graph.Entity
	A, B []view.Edge // what ties a, and b, to it
	// Alike are the relations that both have to it.
	Alike []Relation
	// Opposed says that one of the two is for it and the other against it.
	Opposed bool
}

// Relation is one way to be tied to somebody: a relation, or the words of an open
// claim, and which end of it one is.
type Relation struct {
	Label   string
	Open    bool // the label is the text's own words
	Inverse bool // one is the object: "is attacked by"
	Mutual  bool // the relation has no direction
}

// Opinion is what the two say of one thing.
type Opinion struct {
	A, B *graph.Claim // the surest claim of each
	// Differ says that one affirms what the other denies.
	Differ bool
}

// Compare tells what ties two entities of the graph that the net was made of, given
// by their IDs, in the part that the selection keeps.
func (n *Net) Compare(g *graph.Graph, sel *view.Selection, a, b string) Comparison {
	c := Comparison{Direct: n.Tied(a, b)}
	i, ok1 := n.Number(a)
	j, ok2 := n.Number(b)
	if ok1 && ok2 {
		c.Shared = n.shared(i, j)
	}
	said := view.Claims(g, sel)
	c.Opinions = opinions(said, a, b)
	for _, claim := range said {
		if claim.Speaker != nil && (claim.Speaker.ID == a && takesPart(claim, b) || claim.Speaker.ID == b && takesPart(claim, a)) {
			c.Of = append(c.Of, claim)
		}
	}
	slices.SortFunc(c.Of, view.InReadingOrder)
	return c
}

func takesPart(c *graph.Claim, id string) bool {
	return c.Subject.ID == id || c.Object != nil && c.Object.ID == id
}

// shared returns who is tied to both.
func (n *Net) shared(a, b int) (all []Shared) {
	for _, to := range n.around(a) {
		tie := n.between(b, int(to.at))
		if tie < 0 {
			continue
		}
		e := n.Entities[to.at]
		s := Shared{Entity: e, A: n.Ties[to.tie].edges(n.schema), B: n.Ties[tie].edges(n.schema)}
		s.Alike = alike(relationsTo(s.A, e.ID), relationsTo(s.B, e.ID))
		s.Opposed = stanceTo(n.schema, s.A, e.ID)*stanceTo(n.schema, s.B, e.ID) < 0
		all = append(all, s)
	}
	weight := func(s *Shared) int {
		w := 0
		for _, e := range slices.Concat(s.A, s.B) {
			w += e.Weight()
		}
		return w
	}
	slices.SortFunc(all, func(x, y Shared) int {
		return cmp.Or(
			cmp.Compare(len(y.Alike), len(x.Alike)), cmp.Compare(weight(&y), weight(&x)),
			cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID),
		)
	})
	return all
}

// relationsTo returns how one is tied to the entity by the edges, in their order.
func relationsTo(edges []view.Edge, id string) (all []Relation) {
	for i := range edges {
		if r := RelationTo(&edges[i], id); !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	return all
}

// RelationTo returns how the other end of an edge is tied to the entity of that ID.
func RelationTo(e *view.Edge, id string) Relation {
	return Relation{Label: e.Label(), Open: e.Relation == "", Mutual: e.Symmetric, Inverse: !e.Symmetric && e.From == id}
}

func alike(a, b []Relation) (both []Relation) {
	for _, r := range a {
		if slices.Contains(b, r) {
			both = append(both, r)
		}
	}
	return both
}

// The classes of PLOVER, to which schemas map their relations, that tell whose side
// somebody is on. Those that leave it open, as consulting and asking do, are not
// among them.
var (
	friendly = []string{"AGREE", "SUPPORT", "COOPERATE", "AID"}
	hostile  = []string{"ACCUSE", "DISAPPROVE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)

// stanceTo says whether the other end of the edges is for the entity (above 0),
// against it (below), or neither or both (0). What is denied does not count, nor what
// the entity itself does.
func stanceTo(s *schema.Schema, edges []view.Edge, id string) (stance int) {
	for i := range edges {
		e := &edges[i]
		if s == nil || e.Negative || e.Status == graph.Denied || RelationTo(e, id).Inverse {
			continue
		}
		r := s.Relation(e.Relation)
		if r == nil {
			continue
		}
		for _, class := range r.Maps["plover"] {
			if slices.Contains(hostile, class) {
				stance -= e.Weight()
				break
			}
			if slices.Contains(friendly, class) {
				stance += e.Weight()
				break
			}
		}
	}
	return stance
}

// statement is what a claim says, whoever says it and whether it is so.
type statement struct{ subject, relation, open, object, value string }

func statementOf(c *graph.Claim) statement {
	s := statement{subject: c.Subject.ID, relation: c.RelationOf(), value: c.Value}
	if s.relation == "" {
		s.open = c.Open
	}
	if c.Object != nil {
		s.object = c.Object.ID
	}
	return s
}

// opinions pairs what the two say of one thing.
func opinions(claims []*graph.Claim, a, b string) (all []Opinion) {
	surest := [2]map[statement]*graph.Claim{{}, {}}
	for _, c := range claims {
		if c.Speaker == nil {
			continue
		}
		for i, id := range []string{a, b} {
			s := statementOf(c)
			if old := surest[i][s]; c.Speaker.ID == id && (old == nil || cmp.Or(cmp.Compare(old.Confidence, c.Confidence), view.InReadingOrder(c, old)) < 0) {
				surest[i][s] = c
			}
		}
	}
	for s, c := range surest[0] {
		if d := surest[1][s]; d != nil {
			all = append(all, Opinion{A: c, B: d, Differ: denies(c) != denies(d)})
		}
	}
	slices.SortFunc(all, func(x, y Opinion) int {
		if x.Differ != y.Differ {
			if x.Differ {
				return -1
			}
			return 1
		}
		return view.InReadingOrder(x.A, y.A)
	})
	return all
}

func denies(c *graph.Claim) bool { return c.Status == graph.Denied || c.Polarity == graph.Negative }
