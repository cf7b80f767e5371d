package outline

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// Briefs reads what claims are chosen and put in order by, some sixty bytes a claim in
// memory, and then the few or the many that are wanted, whole. It sees the store as it
// was when it was opened, and is not safe for concurrent use.
type Briefs struct {
	x *gatherer
	v graph.Vocabulary
}

// OpenBriefs begins to read a store that was written with that vocabulary. Close ends it.
func OpenBriefs(s *store.Store, v graph.Vocabulary) (*Briefs, error) {
	sn, err := s.Snapshot()
	if err != nil {
		return nil, fmt.Errorf("reading the claims: %w", err)
	}
	return &Briefs{&gatherer{s: s, sn: sn, values: map[store.ID]quad.Value{}}, v}, nil
}

// Close ends the reading.
func (b *Briefs) Close() error { return b.x.sn.Close() }

// Brief is what a claim is chosen and put in order by.
type Brief struct {
	// Number is the claim's, and those are the numbers of its ends, and of which of them is
	// the event that it gives a part of (graph.Claim.Event); 0 for none.
	Number, Subject, Object, Event store.ID
	// Claim has relation, status, confidence and time, the document it is from and where
	// its evidence begins; of its ends the types, where these were asked for.
	Claim *graph.Claim
}

// Read reads all claims; of these documents they have the names. types asks for the
// types of their ends as well. What it returns may be gone through several times; each
// Brief is good until the next.
func (b *Briefs) Read(ctx context.Context, documents []graph.Document, types bool) (iter.Seq[Brief], error) {
	r := &briefReader{Briefs: b, ctx: ctx, sources: make(map[string]string, len(documents))}
	if err := r.read(types); err != nil {
		return nil, fmt.Errorf("reading the claims: %w", err)
	}
	for i := range documents {
		if d := &documents[i]; len(d.Sources) > 0 {
			r.sources[d.ID] = d.Sources[0]
		}
	}
	return func(yield func(Brief) bool) {
		for i := range r.briefs {
			if !yield(r.brief(i)) {
				return
			}
		}
	}, nil
}

// IDs returns the IDs of the claims of these numbers.
func (b *Briefs) IDs(numbers []store.ID) ([]string, error) {
	ids := make([]string, 0, len(numbers))
	for some := range slices.Chunk(numbers, batch) {
		if err := b.x.bring(some); err != nil {
			return nil, fmt.Errorf("reading the claims: %w", err)
		}
		for _, n := range some {
			id, _ := b.v.ClaimID(b.x.values[n])
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Claims returns the claims of these numbers with all their words, in the same order. Of
// what they name they have the IDs alone, until Name fills in the rest.
func (b *Briefs) Claims(ctx context.Context, numbers []store.ID) ([]graph.Claim, error) {
	sorted := slices.Sorted(slices.Values(numbers))
	found, err := b.x.claims(ctx, b.v, sorted)
	if err == nil && len(found) != len(numbers) {
		err = fmt.Errorf("%w: of %d claims, %d are there", store.ErrDamaged, len(numbers), len(found))
	}
	if err != nil {
		return nil, fmt.Errorf("reading the claims: %w", err)
	}
	claims := make([]graph.Claim, len(numbers))
	for i, n := range numbers {
		at, _ := slices.BinarySearch(sorted, n)
		claims[i] = found[at]
	}
	return claims, nil
}

// brief is what is kept of a claim; words are by their places in the reader's list, 0
// for none.
type brief struct {
	confidence                 float64
	subject, object            store.ID
	relation, status, from, to uint32
	document, start            uint32
	part                       bool // of an event, by an EventRule
}

// briefReader reads the columns of claims.
type briefReader struct {
	*Briefs
	ctx     context.Context
	cells   []store.Cell
	at      places
	briefs  []brief
	words   []string
	typeOf  map[store.ID]string
	sources map[string]string // of documents

	// What the last claim that was handed on consists of.
	claim           graph.Claim
	subject, object graph.Argument
	time            graph.Time
}

func (r *briefReader) read(types bool) error {
	numbers, err := r.ofType(graph.QClaim)
	if err != nil {
		return err
	}
	r.at, r.briefs, r.words = newPlaces(numbers), make([]brief, len(numbers)), []string{""}
	var n uint32
	var f float64
	var part bool
	var end store.ID
	word := func(s string) {
		r.words = append(r.words, s)
		n = uint32(len(r.words) - 1)
	}
	text := func(x quad.Value) { word(graph.Lexical(x)) }
	named := func(id func(quad.Value) (string, bool)) func(quad.Value) {
		return func(x quad.Value) {
			s, _ := id(x)
			word(s)
		}
	}
	err = cmp.Or(
		r.ends(graph.QSubject, func(e store.ID) { end = e }, func(b *brief) { b.subject = end }),
		r.ends(graph.QObject, func(e store.ID) { end = e }, func(b *brief) { b.object = end }),
		r.column(graph.QStatus, text, func(b *brief) { b.status = n }),
		r.column(graph.QRelation, named(r.v.RelationID), func(b *brief) { b.relation = n }),
		r.column(graph.QRule, func(x quad.Value) {
			part = strings.HasPrefix(graph.Lexical(x), graph.EventRule)
		}, func(b *brief) { b.part = part }),
		r.column(graph.QFrom, text, func(b *brief) { b.from = n }),
		r.column(graph.QTo, text, func(b *brief) { b.to = n }),
		r.column(graph.DerivedFrom, named(r.v.DocumentID), func(b *brief) { b.document = n }),
		r.column(graph.Start, func(x quad.Value) {
			i, _ := strconv.Atoi(graph.Lexical(x))
			n = uint32(i)
		}, func(b *brief) { b.start = n }),
		r.column(graph.QConfidence, func(x quad.Value) {
			f, _ = strconv.ParseFloat(graph.Lexical(x), 64)
		}, func(b *brief) { b.confidence = f }),
	)
	if err == nil && types {
		err = r.types()
	}
	for i := range r.briefs {
		if b := &r.briefs[i]; err == nil && (b.subject == 0 || b.document == 0 || !slices.Contains(graph.Statuses, graph.Status(r.words[b.status]))) {
			return fmt.Errorf("%w: claim %d has no subject, no status or no document", store.ErrDamaged, numbers[i])
		}
	}
	return err
}

// ofType returns the numbers of what has a type, sorted.
func (r *briefReader) ofType(t quad.Value) (numbers []store.ID, err error) {
	is, err := r.x.id(graph.RDFType)
	if err != nil {
		return nil, err
	}
	of, err := r.x.id(t)
	if err != nil {
		return nil, err
	}
	numbers, err = r.x.whose(nil, is, of)
	slices.Sort(numbers)
	return slices.Compact(numbers), err
}

// column reads a predicate of claims: look is called with each object, then take with
// each claim that has it.
func (r *briefReader) column(p quad.IRI, look func(quad.Value), take func(*brief)) error {
	claims, err := r.ofClaims(p)
	if err != nil {
		return err
	}
	var numbers []store.ID
	for i, c := range claims {
		if i == 0 || c.Object != claims[i-1].Object {
			numbers = append(numbers, c.Object)
		}
	}
	objects := make([]quad.Value, 0, len(numbers))
	for some := range slices.Chunk(numbers, batch) { // which may lie far apart
		values, err := r.x.sn.Values(some)
		if err != nil {
			return err
		}
		objects = append(objects, values...)
		if err := r.x.s.Forget(); err != nil {
			return err
		}
	}
	for i, c := range claims {
		if i == 0 || c.Object != claims[i-1].Object {
			look(objects[0])
			objects = objects[1:]
		}
		take(&r.briefs[c.Subject])
	}
	return r.x.s.Forget()
}

// ends is column for those who want the objects' numbers.
func (r *briefReader) ends(p quad.IRI, look func(store.ID), take func(*brief)) error {
	claims, err := r.ofClaims(p)
	if err != nil {
		return err
	}
	for _, c := range claims {
		look(c.Object)
		take(&r.briefs[c.Subject])
	}
	return r.x.s.Forget()
}

// ofClaims returns the cells of a predicate whose subjects are claims, by the places of
// these, sorted by object; good until the next.
func (r *briefReader) ofClaims(p quad.IRI) (claims []store.Cell, err error) {
	if err := r.ctx.Err(); err != nil {
		return nil, err
	}
	if r.cells, err = r.x.sn.Column(r.cells[:0], p); err != nil {
		return nil, err
	}
	claims = r.cells[:0]
	for _, c := range r.cells {
		if at, is := r.at.of(c.Subject); is {
			claims = append(claims, store.Cell{Subject: uint64(at), Object: c.Object})
		}
	}
	return claims, nil
}

// types reads the types of entities: of several, the least.
func (r *briefReader) types() error {
	is, err := r.x.id(graph.RDFType)
	if err != nil {
		return err
	}
	r.typeOf = map[store.ID]string{}
	for object, err := range r.x.sn.Objects(is) {
		if err != nil {
			return err
		}
		values, err := r.x.sn.Values([]store.ID{object})
		if err != nil {
			return err
		}
		id, known := graph.TypeID(values[0])
		if !known || values[0] == graph.QClaim || values[0] == graph.QDocument {
			continue
		}
		entities, err := r.x.whose(nil, is, object)
		if err != nil {
			return err
		}
		for _, e := range entities {
			if old, twice := r.typeOf[e]; !twice || id < old {
				r.typeOf[e] = id
			}
		}
	}
	return r.x.s.Forget()
}

// brief is what is kept of the claim at a place, as it is handed on.
func (r *briefReader) brief(i int) Brief {
	b, c := &r.briefs[i], &r.claim
	r.subject.Type, r.object.Type = r.typeOf[b.subject], r.typeOf[b.object]
	*c = graph.Claim{Subject: &r.subject, Status: graph.Status(r.words[b.status]), Confidence: b.confidence}
	if b.object != 0 {
		c.Object = &r.object
	}
	if b.relation != 0 {
		c.Relation = &r.words[b.relation]
	}
	if b.from != 0 || b.to != 0 {
		r.time = graph.Time{From: r.words[b.from], To: r.words[b.to]}
		c.Time = &r.time
	}
	if b.part {
		c.Rule = graph.EventRule
	}
	document := r.words[b.document]
	c.Evidence.Document, c.Evidence.Source, c.Evidence.Start = document, r.sources[document], int(b.start)
	out := Brief{Number: r.at.numbers[i], Subject: b.subject, Object: b.object, Claim: c}
	switch c.Event() {
	case &r.subject:
		out.Event = b.subject
	case &r.object:
		out.Event = b.object
	}
	return out
}
