// Package outline reads out of the index, in a moment, all of a graph but its
// words: who is there, and what each claim says of whom, when and how surely. What
// looks at a whole graph (ways, ranks, communities) needs no more; the words of
// the few claims that are shown come after. Begin at Read, then Fill; who asks for
// few entities, at Names, then About; who goes through all claims, at OpenBriefs.
package outline

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// Read returns the graph that a store holds, written with that vocabulary, but for
// the words: the mentions and links of its entities are missing, and of each claim
// the text of the evidence and its end, the words that stand for subject and object,
// and the extractor. All else is as Vocabulary.GraphFrom reads it. The claims share what they
// name, and are not to be changed.
//
// A million quads take a few tenths of a second, for most of them hold words.
func Read(ctx context.Context, s *store.Store, v graph.Vocabulary) (*graph.Graph, error) {
	return read(ctx, s, v, func(r *reader) []func() error {
		return []func() error{r.types, r.entities, r.documents, r.claims}
	})
}

// read reads parts of a graph, one after the other.
func read(ctx context.Context, s *store.Store, v graph.Vocabulary, parts func(*reader) []func() error) (*graph.Graph, error) {
	sn, err := s.Snapshot()
	if err != nil {
		return nil, fmt.Errorf("reading the graph: %w", err)
	}
	defer sn.Close()
	r := &reader{ctx: ctx, sn: sn, v: v, g: &graph.Graph{}}
	for _, part := range parts(r) {
		if err := part(); err != nil {
			return nil, fmt.Errorf("reading the graph: %w", err)
		}
	}
	return r.g, nil
}

// reader reads the columns of a snapshot, one predicate after the other.
type reader struct {
	ctx context.Context
	sn  *store.Snapshot
	v   graph.Vocabulary
	g   *graph.Graph

	cells   []store.Cell // of the column being read
	numbers []uint64     // of its objects, sorted as these are
	// By the numbers of the snapshot.
	typeOf              map[uint64]string
	isClaim, isDocument map[uint64]bool
	entity              *numbered[graph.Argument] // shared by all claims
}

// read returns the cells of a predicate, good until the next is read.
func (r *reader) read(p quad.IRI) (cells []store.Cell, err error) {
	if err := r.ctx.Err(); err != nil {
		return nil, err
	}
	r.cells, err = r.sn.Column(r.cells[:0], p)
	return r.cells, err
}

// column reads a predicate: look is called with the number of each object, then
// take with that of each subject that has it.
func (r *reader) column(p quad.IRI, look func(object uint64), take func(subject uint64)) error {
	cells, err := r.read(p)
	for i, c := range cells {
		if i == 0 || c.Object != cells[i-1].Object {
			look(c.Object)
		}
		take(c.Subject)
	}
	return err
}

// values is column for those who want the objects themselves.
func (r *reader) values(p quad.IRI, look func(quad.Value), take func(subject uint64)) error {
	cells, err := r.read(p)
	if err != nil {
		return err
	}
	r.numbers = r.numbers[:0]
	for i, c := range cells {
		if i == 0 || c.Object != cells[i-1].Object {
			r.numbers = append(r.numbers, c.Object)
		}
	}
	objects, err := r.sn.Values(r.numbers)
	if err != nil {
		return err
	}
	next := 0
	for i, c := range cells {
		if i == 0 || c.Object != cells[i-1].Object {
			look(objects[next])
			next++
		}
		take(c.Subject)
	}
	return nil
}

// texts reads a predicate whose objects are literals.
func (r *reader) texts(p quad.IRI, take func(subject uint64, text string)) error {
	var text string
	return r.values(p,
		func(x quad.Value) { text = graph.Lexical(x) },
		func(subject uint64) { take(subject, text) })
}

// addresses reads where documents were published.
func (r *reader) addresses(take func(subject uint64, url string)) error {
	var url string
	return r.values(graph.PageURL,
		func(x quad.Value) { url = graph.AddressOf(x) },
		func(subject uint64) { take(subject, url) })
}

// types reads what is a claim, what a document, and of which type all else is.
func (r *reader) types() error {
	r.typeOf, r.isClaim, r.isDocument = map[uint64]string{}, map[uint64]bool{}, map[uint64]bool{}
	var of quad.Value
	return r.values(graph.RDFType, func(x quad.Value) { of = x }, func(subject uint64) {
		switch of {
		case graph.QClaim:
			r.isClaim[subject] = true
		case graph.QDocument:
			r.isDocument[subject] = true
		default:
			id, known := graph.TypeID(of)
			if old, twice := r.typeOf[subject]; known && (!twice || id < old) {
				r.typeOf[subject] = id
			}
		}
	})
}

// entities reads who is there, and by which names.
func (r *reader) entities() error {
	iris, err := r.sn.IRIs(r.v.EntityPrefix())
	if err != nil {
		return err
	}
	r.entity = newNumbered[graph.Argument](numbersOf(iris))
	all := make([]graph.Argument, 0, len(iris))
	for _, n := range iris {
		if id, ok := r.v.EntityID(n.IRI); ok {
			all = append(all, graph.Argument{Entity: graph.Entity{ID: id, Type: r.typeOf[n.Number], Aliases: []string{}}})
			r.entity.set(n.Number, &all[len(all)-1])
		}
	}
	err = cmp.Or(
		r.texts(graph.PrefLabel, func(e uint64, name string) {
			if a := r.entity.get(e); a != nil && (a.Name == "" || name < a.Name) {
				a.Name = name
			}
		}),
		r.texts(graph.AltLabel, func(e uint64, name string) {
			if a := r.entity.get(e); a != nil {
				a.Aliases = append(a.Aliases, name)
			}
		}),
	)
	for i := range all {
		if e := all[i].Entity; e.Name != "" || e.Type != "" { // others are named, and not there
			slices.Sort(e.Aliases)
			r.g.Entities = append(r.g.Entities, graph.Profile{Entity: e, Mentions: []graph.SourcedMention{}, Links: []string{}})
		}
	}
	slices.SortFunc(r.g.Entities, func(a, b graph.Profile) int { return cmp.Compare(a.ID, b.ID) })
	return cmp.Or(err, r.seats())
}

// seats reads whom seats of government stand for.
func (r *reader) seats() error {
	whom := map[string][]string{} // by the seat
	var id string
	err := r.column(graph.QStandsFor, func(object uint64) {
		id = ""
		if a := r.entity.get(object); a != nil {
			id = a.ID
		}
	}, func(seat uint64) {
		if a := r.entity.get(seat); a != nil && id != "" {
			whom[a.ID] = append(whom[a.ID], id)
		}
	})
	for i := range r.g.Entities {
		p := &r.g.Entities[i]
		p.StandsFor = whom[p.ID]
		slices.Sort(p.StandsFor)
	}
	return err
}

func numbersOf(iris []store.Named) []uint64 {
	numbers := make([]uint64, len(iris))
	for i, n := range iris {
		numbers[i] = n.Number
	}
	return numbers
}

// documents reads which documents there are.
func (r *reader) documents() error {
	documents := make(map[uint64]*graph.Document, len(r.isDocument))
	numbers := slices.Sorted(maps.Keys(r.isDocument))
	iris, err := r.sn.Values(numbers)
	if err != nil {
		return err
	}
	for i, iri := range iris {
		if id, ok := r.v.DocumentID(iri); ok {
			documents[numbers[i]] = &graph.Document{ID: id}
		}
	}
	set := func(take func(*graph.Document, string)) func(uint64, string) {
		return func(number uint64, text string) {
			if d := documents[number]; d != nil {
				take(d, text)
			}
		}
	}
	err = cmp.Or(
		r.texts(graph.Title, set(func(d *graph.Document, s string) { d.Title = s })),
		r.texts(graph.Date, set(func(d *graph.Document, s string) { d.Date = s })),
		r.texts(graph.Creator, set(func(d *graph.Document, s string) { d.Author = s })),
		r.texts(graph.Language, set(func(d *graph.Document, s string) { d.Language = s })),
		r.addresses(set(func(d *graph.Document, s string) { d.URL = s })),
		r.texts(graph.QSource, set(func(d *graph.Document, s string) { d.Sources = append(d.Sources, s) })),
	)
	for _, d := range documents {
		slices.Sort(d.Sources)
		r.g.Documents = append(r.g.Documents, *d)
	}
	slices.SortFunc(r.g.Documents, func(a, b graph.Document) int { return cmp.Compare(a.ID, b.ID) })
	return err
}
