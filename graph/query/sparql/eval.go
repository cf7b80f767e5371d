package sparql

import (
	"slices"
	"time"

	rdf "github.com/tggo/goRDFlib"
	engine "github.com/tggo/goRDFlib/sparql"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// holds reports whether a filter lets the row pass. An error does not.
func (s *solver) holds(x *expression, f *frame) bool {
	if known, ok := s.holdsByID(x, f); ok {
		return known
	}
	q := s.query("ASK", &engine.FilterPattern{Pattern: s.seen(x, f), Expr: x.expr})
	res, err := engine.EvalQuery(s.empty, q, nil)
	return err == nil && res.AskResult
}

// eval returns what an expression makes of the row, or 0 for an error.
func (s *solver) eval(x *expression, f *frame) store.ID {
	switch e := x.expr.(type) {
	case *engine.VarExpr:
		if len(x.slots) == 1 {
			return f.row[x.slots[0]]
		}
	case *engine.LiteralExpr:
		return s.terms.id(e.Value)
	}
	if b, ok := x.expr.(*engine.BinaryExpr); ok && s.missing(x, f, b) {
		return 0
	}
	const out = "the value" // no variable of a query can be called so
	q := s.query("SELECT", &engine.BindPattern{Pattern: s.seen(x, f), Expr: x.expr, Var: out})
	q.Variables = []string{out}
	res, err := engine.EvalQuery(s.empty, q, nil)
	if err != nil || len(res.Bindings) == 0 || res.Bindings[0][out] == nil {
		return 0
	}
	return s.terms.id(res.Bindings[0][out])
}

// missing reports whether a comparison has a variable for a side that is not bound.
func (s *solver) missing(x *expression, f *frame, e *engine.BinaryExpr) bool {
	if !slices.Contains(comparisons, e.Op) {
		return false
	}
	for _, side := range []engine.Expr{e.Left, e.Right} {
		if v, ok := side.(*engine.VarExpr); ok {
			if i := slices.Index(x.names, v.Name); i < 0 || f.row[x.slots[i]] == 0 {
				return true
			}
		}
	}
	return false
}

// holdsByID answers the filters that IDs answer: whether two IRIs are the same,
// whether something is bound, and EXISTS alone.
func (s *solver) holdsByID(x *expression, f *frame) (holds, ok bool) {
	switch e := x.expr.(type) {
	case *engine.VarExpr:
		for _, ex := range x.exists {
			if ex.name == e.Name {
				return s.exists(&ex, f), true
			}
		}
	case *engine.FuncExpr:
		if e.Name == "BOUND" && len(e.Args) == 1 {
			return len(x.slots) == 1 && f.row[x.slots[0]] != 0, true
		}
	case *engine.BinaryExpr:
		if s.missing(x, f, e) {
			return false, true // an error
		}
		if e.Op != "=" && e.Op != "!=" {
			return false, false
		}
		a, iriA, okA := s.sideByID(x, f, e.Left)
		b, iriB, okB := s.sideByID(x, f, e.Right)
		switch {
		case !okA || !okB:
			return false, false
		case iriA || iriB:
			return (a == b) == (e.Op == "="), true
		}
	}
	return false, false
}

// sideByID returns a variable's ID or an IRI's, and whether it is an IRI's.
func (s *solver) sideByID(x *expression, f *frame, e engine.Expr) (id store.ID, iri, ok bool) {
	switch e := e.(type) {
	case *engine.IRIExpr:
		return s.terms.id(rdf.NewURIRefUnsafe(s.resolve(e.Value))), true, true
	case *engine.VarExpr:
		if i := slices.Index(x.names, e.Name); i >= 0 {
			id = f.row[x.slots[i]]
			_, iri = s.terms.term(id).(rdf.URIRef)
			return id, iri, true
		}
	}
	return 0, false, false
}

func (s *solver) exists(e *existing, f *frame) bool {
	found := false
	e.node.solve(s, f, func() bool { found = true; return false })
	return found != e.not
}

// seen gives the engine the part of the row that an expression sees.
func (s *solver) seen(x *expression, f *frame) *engine.ValuesPattern {
	p := &engine.ValuesPattern{Vars: x.names}
	row := make([]rdf.Term, len(x.slots))
	for i, slot := range x.slots {
		row[i] = s.terms.term(f.row[slot])
	}
	if len(x.exists) > 0 {
		p.Vars = append([]string{}, x.names...)
		for i := range x.exists {
			p.Vars = append(p.Vars, x.exists[i].name)
			row = append(row, rdf.NewLiteral(s.exists(&x.exists[i], f)))
		}
	}
	p.Values = [][]rdf.Term{row}
	return p
}

// query is a query of the engine over rows that have been found.
func (s *solver) query(form string, where engine.Pattern) *engine.ParsedQuery {
	return &engine.ParsedQuery{Type: form, Where: where, Limit: -1, Prefixes: s.prefixes, BaseURI: s.base}
}

// startKey is where the engine looks for the moment that NOW() is for the whole query.
const startKey = "__query_start_time__"

// startClock lets NOW() be the same in all expressions.
func (s *solver) startClock() {
	p := make(map[string]string, len(s.prefixes)+1)
	for k, v := range s.prefixes {
		p[k] = v
	}
	p[startKey] = time.Now().UTC().Format("2006-01-02T15:04:05Z")
	s.prefixes = p
}
