package sparql

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	rdf "github.com/tggo/goRDFlib"
	engine "github.com/tggo/goRDFlib/sparql"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// sortKey is where a term stands in the order of SPARQL 1.1, section 15.1: what is not
// bound, blank nodes, IRIs, literals. Among literals, which the standard leaves open in
// part, numbers come first, then times, then all others by their characters.
type sortKey struct {
	kind   int
	number float64
	text   string
}

func compareKeys(a, b sortKey) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.number, b.number), strings.Compare(a.text, b.text))
}

func keyOf(x rdf.Term) sortKey {
	switch x := x.(type) {
	case nil:
		return sortKey{}
	case rdf.BNode:
		return sortKey{kind: 1, text: x.Value()}
	case rdf.URIRef:
		return sortKey{kind: 2, text: x.Value()}
	case rdf.Literal:
		return literalKey(x)
	}
	return sortKey{kind: 6, text: x.N3()}
}

func literalKey(x rdf.Literal) sortKey {
	local, ok := strings.CutPrefix(x.Datatype().Value(), xsd)
	if !ok {
		return sortKey{kind: 5, text: x.Lexical() + "\x00" + x.Language()}
	}
	switch local {
	case "integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong":
		if f, err := strconv.ParseFloat(x.Lexical(), 64); err == nil {
			return sortKey{kind: 3, number: f}
		}
	case "dateTime":
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05"} {
			if t, err := time.Parse(layout, x.Lexical()); err == nil {
				return sortKey{kind: 4, text: t.UTC().Format("2006-01-02T15:04:05.000000000")}
			}
		}
	case "date", "gYearMonth", "gYear", "time":
		return sortKey{kind: 4, text: x.Lexical()}
	}
	return sortKey{kind: 5, text: x.Lexical()}
}

// byVariables reports whether a query is ordered, and by nothing but variables.
func byVariables(q *engine.ParsedQuery) bool {
	return len(q.OrderBy) > 0 && !slices.ContainsFunc(q.OrderBy, func(o engine.OrderExpr) bool {
		_, ok := o.Expr.(*engine.VarExpr)
		return !ok
	})
}

// order sorts rows, whose columns are named, by the variables that a query is ordered
// by. Equal rows stay as they are.
func (s *solver) order(q *engine.ParsedQuery, names []string, rows [][]store.ID) {
	type keyed struct {
		row  []store.ID
		keys []sortKey
	}
	places := make([]int, len(q.OrderBy))
	for i, o := range q.OrderBy {
		places[i] = slices.Index(names, o.Expr.(*engine.VarExpr).Name) // as byVariables has seen
	}
	all := make([]keyed, len(rows))
	known := map[store.ID]sortKey{}
	for i, row := range rows {
		s.tick()
		all[i] = keyed{row, make([]sortKey, len(places))}
		for j, p := range places {
			if p < 0 || row[p] == 0 {
				continue
			}
			key, ok := known[row[p]]
			if !ok {
				key = keyOf(s.terms.term(row[p]))
				known[row[p]] = key
			}
			all[i].keys[j] = key
		}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		s.tick()
		for j, o := range q.OrderBy {
			c := compareKeys(a.keys[j], b.keys[j])
			if o.Desc {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
	for i := range all {
		rows[i] = all[i].row
	}
}

// orderedRows answers a SELECT of variables that is ordered by variables.
func (s *solver) orderedRows(q *engine.ParsedQuery, f *frame, names []string, max int) ([][]store.ID, bool) {
	needed := slices.Clone(names)
	for _, o := range q.OrderBy {
		if name := o.Expr.(*engine.VarExpr).Name; !slices.Contains(needed, name) {
			needed = append(needed, name)
		}
	}
	rows := s.rows(q.Where, f, needed)
	s.order(q, needed, rows)
	for i := range rows {
		rows[i] = rows[i][:len(names)]
	}
	if q.Distinct {
		rows = distinct(rows)
	}
	return cut(rows, q, max)
}

// distinct keeps the first of equal rows.
func distinct(rows [][]store.ID) [][]store.ID {
	seen := map[string]bool{}
	var key []byte
	return slices.DeleteFunc(rows, func(row []store.ID) bool {
		key = key[:0]
		for _, id := range row {
			key = appendID(key, id)
		}
		known := seen[string(key)]
		seen[string(key)] = true
		return known
	})
}
