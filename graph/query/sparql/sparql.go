// Package sparql answers SPARQL 1.1 queries from a store's indexes, which it only
// reads: nothing is copied into memory but what an answer needs.
//
// The graph that a query sees is the union of all quads: edges that a text states
// stand there plainly, every claim stands there in its reified form, and GRAPH ?g
// asks for the label, which is the claim behind an edge and the document behind
// all else. Solutions of patterns are found here, as IDs of the store, the rarest
// triple first; the parser, expressions, aggregates and solution modifiers are
// those of github.com/tggo/goRDFlib. Its own joins take triples as they are
// written, read a group anew for every row before it, and know no deadline.
//
// Begin at Run, then compile.go and solve.go.
package sparql

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// Options of a run. The zero value, or nil, works.
type Options struct {
	// Vocabulary gives the prefixes that are declared from the beginning.
	Vocabulary graph.Vocabulary
	// Max is how many rows, or quads of a graph, are returned at most; 0 is 10,000.
	Max int
	// MaxWork is how many solutions may have to be held at once; 0 is 2,000,000,
	// which takes about a gigabyte.
	MaxWork int
	// Base is the IRI that relative ones are resolved against where the query has
	// no BASE. Default: they stay relative, and match nothing.
	Base string
	// Unlabelled leaves labelled quads out of the default graph, which is otherwise
	// the union of all.
	Unlabelled bool
}

const (
	defaultMax  = 10_000
	defaultWork = 2_000_000
)

// Form is what kind of answer a query asks for.
type Form string

// The forms.
const (
	Select    Form = "SELECT"
	Ask       Form = "ASK"
	Construct Form = "CONSTRUCT"
	Describe  Form = "DESCRIBE"
)

// Result is the answer to a query.
type Result struct {
	Form Form
	// Vars and Rows answer SELECT; what is not bound is nil. Rows that the query
	// does not order are sorted.
	Vars []string
	Rows [][]quad.Value
	// True answers ASK.
	True bool
	// Quads answer CONSTRUCT and DESCRIBE, sorted; those of CONSTRUCT have no label.
	Quads []quad.Quad
	// More says that there is more than Options.Max.
	More bool
	// Unknown are the IRIs of the query that no quad has, in the order of the query,
	// which is why an answer may be empty.
	Unknown []quad.IRI
}

// ErrWork says that a query needs more solutions at once than Options.MaxWork.
var ErrWork = errors.New("the query has too many intermediate results")

// Run answers a query. A query that is not understood fails with a
// *query.SyntaxError; the end of the context, at once, with its error.
func Run(ctx context.Context, st *store.Store, text string, opts *Options) (*Result, error) {
	o := Options{}
	if opts != nil {
		o = *opts
	}
	if o.Max <= 0 {
		o.Max = defaultMax
	}
	if o.MaxWork <= 0 {
		o.MaxWork = defaultWork
	}
	t, err := prepare(text, o.Vocabulary)
	if err != nil {
		return nil, err
	}
	// What the engine does of the work sees no context; so it is left to itself when
	// the time is up. It works on a bounded number of rows, and ends.
	type outcome struct {
		res *Result
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		res, err := run(ctx, st, t, &o)
		done <- outcome{res, err}
	}()
	select {
	case out := <-done:
		return out.res, out.err
	case <-ctx.Done():
	}
	select {
	case out := <-done:
		return out.res, out.err
	case <-time.After(grace):
		return nil, ctx.Err()
	}
}

// grace is how long a query may take to notice that its time is up.
const grace = 100 * time.Millisecond

// stop is what is thrown to end a solver in the midst of its loops.
type stop struct{ err error }

func run(ctx context.Context, st *store.Store, t *text, o *Options) (res *Result, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case stop:
			res, err = nil, p.err
		default:
			err = fmt.Errorf("the query could not be evaluated: %v", p)
		}
	}()
	q, err := t.parse(o.Base)
	if err != nil {
		return nil, err
	}
	r, err := st.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s := newSolver(ctx, r, q, o)
	if err := s.findFrom(t.from); err != nil {
		return nil, err
	}
	if res, err = s.answer(q, t); err != nil {
		return nil, err
	}
	res.Form = t.form
	res.Unknown = s.unknown
	return res, nil
}
