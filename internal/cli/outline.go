package cli

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// openOutline is open for commands that look at the whole graph and show the words
// of a few claims alone: what it opens has no words, until sight.words brings them.
// The entities that are named are looked up before the graph is read, lest one who
// misspelled a name wait for it.
func (l *looking) openOutline(ctx context.Context, env *Env, more []string, named ...string) (*sight, error) {
	ws, err := l.workspace(ctx, env, more)
	if err != nil {
		return nil, err
	}
	v, err := outlineOf(ctx, ws, named)
	if err != nil {
		ws.Close()
	}
	return v, err
}

func outlineOf(ctx context.Context, ws *ingest.Workspace, named []string) (*sight, error) {
	_, indexed, err := ws.Called("")
	if err != nil {
		return nil, err
	}
	v := &sight{ws: ws, graph: &graph.Graph{}, schema: ws.Schema(), indexed: indexed}
	if indexed {
		for _, name := range named {
			if _, err := v.entity(name); err != nil {
				return nil, err
			}
		}
	}
	if v.graph, err = ws.Outline(ctx); err != nil {
		return nil, err
	}
	if indexed {
		v.names = view.WordsOf(v.graph, v.schema)
	} else {
		v.names = view.NamesOf(v.graph, v.schema)
	}
	return v, nil
}

// openNames is open for commands that show what is said of a few entities: what it
// opens has no claims, until sight.about brings those of the few, and nobody's names,
// until sight.entity asks for them. Where these cannot be had by themselves it is open.
// more are further files of --from.
func (l *looking) openNames(ctx context.Context, env *Env, more []string) (*sight, error) {
	ws, err := l.workspace(ctx, env, more)
	if err != nil {
		return nil, err
	}
	v, err := namesOf(ctx, ws)
	if err != nil {
		ws.Close()
	}
	return v, err
}

// namesOf is openNames for a workspace that is open already.
func namesOf(ctx context.Context, ws *ingest.Workspace) (*sight, error) {
	_, few, err := ws.Called("")
	v := &sight{ws: ws, graph: &graph.Graph{}, schema: ws.Schema(), part: true, few: few, indexed: few}
	v.names = view.NamesOf(v.graph, v.schema)
	if err == nil && !few {
		err = v.widen(ctx)
	}
	return v, err
}

// widen brings the names of all entities and documents to one who has those of few.
func (v *sight) widen(ctx context.Context) error {
	g, part, err := v.ws.Names(ctx)
	if err == nil && !part {
		g, err = v.ws.Graph(ctx)
	}
	if err != nil {
		return err
	}
	if part {
		g.Claims = v.graph.Claims
	}
	v.graph, v.names, v.part, v.few, v.indexed = g, view.NamesOf(g, v.schema), part, false, false
	return nil
}

// called returns the entities that go by a name, or else names that are near it.
func (v *sight) called(name string) (found []graph.Entity, near []string, err error) {
	if !v.indexed {
		found, near = v.names.Entity(name)
		return found, near, nil
	}
	if m, asked := v.meant[name]; asked {
		return m.found, m.near, nil
	}
	if found, near, _, err = v.ws.Meant(name); err != nil {
		return nil, nil, err
	}
	if v.meant == nil {
		v.meant = map[string]meaning{}
	}
	v.meant[name] = meaning{found, near}
	if !v.few {
		return found, near, nil
	}
	var ids []string
	for i := range found {
		ids = append(ids, found[i].ID)
	}
	return found, near, v.ws.Know(v.graph, ids, nil)
}

// meaning is whom a name means, or else what was probably meant.
type meaning struct {
	found []graph.Entity
	near  []string
}

// relation returns the relation that goes by a name, or else names that are near it.
func (v *sight) relation(name string) (id string, near []string, err error) {
	id, near = v.names.Relation(name)
	if id != "" || !v.few {
		return id, near, nil
	}
	own, err := v.ws.OwnRelations()
	if len(own) > 0 && err == nil { // it may be one of the graph's own
		if err = v.widen(context.Background()); err == nil {
			id, near = v.names.Relation(name)
		}
	}
	return id, near, err
}

// typ returns the type of entities that goes by a name, or else names that are near it.
func (v *sight) typ(name string) (id string, near []string, err error) {
	if id, near = v.names.Type(name); id == "" && v.few { // it may be one of the graph's own
		if err := v.widen(context.Background()); err != nil {
			return "", nil, err
		}
		id, near = v.names.Type(name)
	}
	return id, near, nil
}

// documents brings the names and dates of all documents to one who has few.
func (v *sight) documents() error {
	if !v.few {
		return nil
	}
	all, err := v.ws.Documents()
	if err != nil {
		return err
	}
	g := *v.graph
	g.Documents = make([]graph.Document, len(all))
	for i, d := range all {
		g.Documents[i] = graph.Document{ID: d.ID, Title: d.Title, Date: d.Date}
		for _, s := range d.Sources {
			g.Documents[i].Sources = append(g.Documents[i].Sources, s.Name)
		}
		slices.Sort(g.Documents[i].Sources)
		g.Documents[i].Sources = slices.Compact(g.Documents[i].Sources)
	}
	v.graph = &g
	return nil
}

// about brings the claims of some entities to one who has names alone, and those of
// whom these lead to, so many hops away; or all, where these are about too many to be
// read one by one.
func (v *sight) about(ctx context.Context, hops int, ids ...string) error {
	if !v.part {
		return nil
	}
	reached := map[string]bool{}
	claims := map[string]graph.Claim{}
	for next := ids; hops >= 0 && len(next) > 0; hops-- {
		if len(reached)+len(next) > fewEntities {
			return v.whole(ctx)
		}
		for _, id := range next {
			reached[id] = true
		}
		about := v.ws.About
		if v.few {
			about = v.ws.AboutFew
		}
		more, err := about(ctx, v.graph, next...)
		if err != nil {
			return err
		}
		next = nil
		for _, c := range more {
			claims[c.ID] = c
			next = append(next, c.Subject.ID)
			if c.Object != nil {
				next = append(next, c.Object.ID)
			}
		}
		slices.Sort(next)
		next = slices.DeleteFunc(slices.Compact(next), func(id string) bool { return reached[id] })
	}
	g := *v.graph
	g.Claims = slices.SortedFunc(maps.Values(claims), func(a, b graph.Claim) int { return cmp.Compare(a.ID, b.ID) })
	v.graph = &g
	return nil
}

// add adds claims to a copy of the graph that is looked at.
func (v *sight) add(claims []graph.Claim) error {
	if len(claims) == 0 {
		return nil
	}
	if v.few {
		if err := v.ws.KnowAll(v.graph, claims); err != nil {
			return err
		}
	}
	g := *v.graph
	g.Claims = slices.Concat(g.Claims, claims)
	v.graph = &g
	return nil
}

// fewEntities are not more than it is quicker to read the claims of one by one.
const fewEntities = 500

// whole brings all claims to one who has those of a few, or none.
func (v *sight) whole(ctx context.Context) error {
	if !v.part {
		return nil
	}
	g, err := v.ws.Graph(ctx)
	if err == nil {
		v.graph, v.part, v.few = g, false, false
	}
	return err
}

// holdsNone reports whether the graph has no claims at all.
func (v *sight) holdsNone() (bool, error) {
	if !v.part {
		return len(v.graph.Claims) == 0, nil
	}
	any, err := v.ws.HasClaims()
	return !any, err
}

// introduce brings an entity's mentions, and what is kept of its names, to one who has
// names alone.
func (v *sight) introduce(id string) error {
	if !v.part {
		return nil
	}
	p, err := v.ws.Profile(v.graph, id)
	if err != nil {
		return err
	}
	*v.profile(id) = *p
	if !v.few {
		return nil
	}
	entities, err := v.ws.Seats(id)
	if err != nil {
		return err
	}
	entities = append(entities, p.StandsFor...)
	var documents []string
	for _, r := range slices.Concat(p.Joined, p.Apart) {
		entities = append(entities, r.With)
		documents = append(documents, r.Documents...)
	}
	return v.ws.Know(v.graph, entities, documents)
}

// words returns claims of an outline with all their words.
func (v *sight) words(claims ...*graph.Claim) ([]graph.Claim, error) { return v.ws.Words(claims) }

// explain returns claims of an outline with all their words and the sentences that
// they were read from, in the same order.
func (v *sight) explain(claims ...*graph.Claim) ([]explained, error) {
	full, err := v.words(claims...)
	if err != nil {
		return nil, err
	}
	// One document after the other, for each has to be opened.
	order := make([]int, len(full))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(full[i].Evidence.Document, full[j].Evidence.Document), i-j)
	})
	out := make([]explained, len(full))
	sentences := sentences{v: v}
	for _, i := range order {
		s, err := sentences.of(&full[i])
		if err != nil {
			return nil, err
		}
		out[i] = explained{full[i], s, full[i].Rule}
	}
	return out, nil
}

// surest returns the claim of an edge that is the surest, of equals the first.
func surest(e *view.Edge) *graph.Claim {
	best := e.Claims[0]
	for _, c := range e.Claims[1:] {
		if c.Confidence > best.Confidence {
			best = c
		}
	}
	return best
}
