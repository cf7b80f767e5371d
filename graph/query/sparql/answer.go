package sparql

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	rdf "github.com/tggo/goRDFlib"
	engine "github.com/tggo/goRDFlib/sparql"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// answer evaluates a whole query.
func (s *solver) answer(q *engine.ParsedQuery, t *text) (*Result, error) {
	s.startClock()
	f := &frame{}
	switch {
	case q.Type == "ASK":
		found := false
		s.solveAll(q.Where, f, func(*scope) bool { found = true; return false })
		return &Result{True: found}, nil
	case q.Type == "CONSTRUCT":
		return s.construct(q, f)
	case t.form == Describe:
		return s.describe(q, f)
	}
	names, rows, more := s.selection(q, f, s.opts.Max)
	res := &Result{Vars: make([]string, len(names)), Rows: make([][]quad.Value, len(rows)), More: more}
	for i, name := range names {
		res.Vars[i] = t.name(name)
	}
	for i, row := range rows {
		res.Rows[i] = make([]quad.Value, len(row))
		for j, id := range row {
			res.Rows[i][j] = s.terms.value(id)
		}
	}
	if len(q.OrderBy) == 0 {
		slices.SortFunc(res.Rows, compareRows)
	}
	return res, nil
}

// solveAll compiles and solves a pattern; the frame's row is the solution whenever
// yield is called, with the scope that says whose slots are whose.
func (s *solver) solveAll(p engine.Pattern, f *frame, yield func(*scope) bool) {
	c := &compiler{s, &scope{slots: map[string]int{}}}
	n := c.compile(p)
	f.row = make([]store.ID, len(c.names))
	n.solve(s, f, func() bool {
		s.tick()
		return yield(c.scope)
	})
}

// inner answers a subquery, in the graph with a label where key is not 0.
func (s *solver) inner(n *subquery, f *frame, key store.ID) [][]store.ID {
	own := &frame{named: f.named, label: operand{slot: -1, id: key}}
	names, rows, _ := s.selection(n.query, own, s.opts.MaxWork)
	out := make([][]store.ID, len(rows))
	for i, row := range rows {
		out[i] = make([]store.ID, len(n.names))
		for j, name := range n.names {
			if at := slices.Index(names, name); at >= 0 {
				out[i][j] = row[at]
			}
		}
	}
	return out
}

// queryNames returns the variables that a SELECT gives.
func (s *solver) queryNames(q *engine.ParsedQuery) []string {
	if q.Variables != nil {
		names := []string{} // the parser adds the names that GROUP BY gives, which may stand there
		for _, name := range q.Variables {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return names
	}
	c := &compiler{s, &scope{slots: map[string]int{}}}
	n := c.compile(q.Where)
	return c.visible(n.some)
}

// visible are the names of variables that SELECT * gives.
func (c *scope) visible(some vars) []string {
	out := []string{}
	for i, name := range c.names {
		if some[i] && !strings.HasPrefix(name, "_") {
			out = append(out, name)
		}
	}
	return out
}

// selection answers a SELECT with at most max rows, and says whether there are more.
func (s *solver) selection(q *engine.ParsedQuery, f *frame, max int) (names []string, rows [][]store.ID, more bool) {
	names = s.queryNames(q)
	q = liftExists(q)
	plain := len(q.GroupBy) == 0 && len(q.ProjectExprs) == 0 && q.Having == nil && len(q.OrderBy) == 0
	if plain {
		rows, more = s.plainRows(q, f, names, max)
		return names, rows, more
	}
	if !aggregated(q) && len(q.ProjectExprs) == 0 && byVariables(q) {
		rows, more = s.orderedRows(q, f, names, max)
		return names, rows, more
	}
	if rows, ok := s.counted(q, f, names); ok {
		if len(q.OrderBy) > 0 {
			s.order(q, names, rows)
		}
		rows, more = cut(rows, q, max)
		return names, rows, more
	}
	needed := neededBy(q, names)
	found := s.rows(q.Where, f, needed)
	if slices.ContainsFunc(q.ProjectExprs, func(e engine.ProjectExpr) bool { return dependsOnOrder(e.Expr) }) && !ordered(q.Where) {
		s.sortRows(found)
	}
	eq := *q
	eq.Where, eq.Variables, eq.Prefixes, eq.BaseURI, eq.NamedGraphs = s.valuesOf(needed, found), names, s.prefixes, s.base, nil
	if !aggregated(q) {
		eq.ProjectExprs = slices.Clone(q.ProjectExprs)
		for i := range eq.ProjectExprs {
			eq.ProjectExprs[i].Expr = guarded(q.ProjectExprs[i].Expr, false)
		}
	}
	res, err := engine.EvalQuery(s.empty, &eq, nil)
	if err != nil {
		panic(stop{err})
	}
	for _, b := range res.Bindings {
		row := make([]store.ID, len(names))
		for i, name := range names {
			if x := b[name]; x != nil {
				row[i] = s.terms.id(x)
			}
		}
		rows = append(rows, row)
	}
	if len(rows) > max {
		return names, rows[:max], true
	}
	return names, rows, false
}

// liftExists binds each EXISTS outside of the pattern to a variable at its end, for the
// engine evaluates what comes after the pattern, and knows no graph to look at.
func liftExists(q *engine.ParsedQuery) *engine.ParsedQuery {
	lifted := *q
	n := 0
	lift := func(e *engine.ExistsExpr) engine.Expr {
		name := fmt.Sprint("_", existsName, n)
		n++
		lifted.Where = &engine.BindPattern{Pattern: lifted.Where, Expr: e, Var: name}
		return &engine.VarExpr{Name: name}
	}
	lifted.ProjectExprs = slices.Clone(q.ProjectExprs)
	for i := range lifted.ProjectExprs {
		lifted.ProjectExprs[i].Expr = mapExists(lifted.ProjectExprs[i].Expr, lift)
	}
	lifted.GroupBy = slices.Clone(q.GroupBy)
	for i := range lifted.GroupBy {
		lifted.GroupBy[i] = mapExists(lifted.GroupBy[i], lift)
	}
	lifted.OrderBy = slices.Clone(q.OrderBy)
	for i := range lifted.OrderBy {
		lifted.OrderBy[i].Expr = mapExists(lifted.OrderBy[i].Expr, lift)
	}
	if n == 0 {
		return q
	}
	return &lifted
}

// plainRows answers a SELECT of variables, and ends when it has enough.
func (s *solver) plainRows(q *engine.ParsedQuery, f *frame, names []string, max int) (rows [][]store.ID, more bool) {
	limited := q.Limit >= 0 && q.Limit <= max
	if limited {
		max = q.Limit
	} else {
		max++ // to see whether there are more
	}
	if max == 0 {
		return nil, false
	}
	skip := q.Offset
	seen := map[string]bool{}
	var slots []int
	var key []byte
	s.solveAll(q.Where, f, func(c *scope) bool {
		if slots == nil {
			slots = slotsOf(c, names)
		}
		if q.Distinct {
			key = key[:0]
			for _, slot := range slots {
				key = appendID(key, at(f, slot))
			}
			if seen[string(key)] {
				return true
			}
			seen[string(key)] = true
			s.check(len(seen))
		}
		if skip > 0 {
			skip--
			return true
		}
		row := make([]store.ID, len(slots))
		for i, slot := range slots {
			row[i] = at(f, slot)
		}
		rows = append(rows, row)
		s.check(len(rows))
		return len(rows) < max
	})
	if !limited && len(rows) == max {
		return rows[:max-1], true
	}
	return rows, false
}

// cut applies OFFSET, LIMIT and max.
func cut(rows [][]store.ID, q *engine.ParsedQuery, max int) ([][]store.ID, bool) {
	rows = rows[min(q.Offset, len(rows)):]
	if q.Limit >= 0 && q.Limit < len(rows) {
		rows = rows[:q.Limit]
	}
	if len(rows) > max {
		return rows[:max], true
	}
	return rows, false
}

func appendID(b []byte, id store.ID) []byte {
	for id >= 0x80 {
		b = append(b, byte(id)|0x80)
		id >>= 7
	}
	return append(b, byte(id))
}

// slotsOf returns the slots of names; -1 where a name is in no pattern.
func slotsOf(c *scope, names []string) []int {
	slots := make([]int, len(names))
	for i, name := range names {
		slots[i] = -1
		if slot, ok := c.slots[name]; ok {
			slots[i] = slot
		}
	}
	return slots
}

func at(f *frame, slot int) store.ID {
	if slot < 0 {
		return 0
	}
	return f.row[slot]
}

// rows finds every solution of a pattern, as the IDs of the names.
func (s *solver) rows(p engine.Pattern, f *frame, names []string) (rows [][]store.ID) {
	var slots []int
	s.solveAll(p, f, func(c *scope) bool {
		if slots == nil {
			slots = slotsOf(c, names)
		}
		row := make([]store.ID, len(names))
		for i, slot := range slots {
			row[i] = at(f, slot)
		}
		rows = append(rows, row)
		s.check(len(rows))
		return true
	})
	return rows
}

// engineWork is what share of MaxWork the engine may be given: its rows are maps of
// terms, which take many times the memory.
const engineWork = 4

func (s *solver) valuesOf(names []string, rows [][]store.ID) *engine.ValuesPattern {
	s.check(len(rows) * engineWork)
	p := &engine.ValuesPattern{Vars: names, Values: make([][]rdf.Term, len(rows))}
	for i, row := range rows {
		s.tick()
		p.Values[i] = make([]rdf.Term, len(row))
		for j, id := range row {
			p.Values[i][j] = s.terms.term(id)
		}
	}
	return p
}

// sortRows puts rows in an order that is the same in every store.
func (s *solver) sortRows(rows [][]store.ID) {
	slices.SortFunc(rows, func(a, b []store.ID) int {
		return slices.CompareFunc(a, b, func(x, y store.ID) int {
			if x == y {
				return 0
			}
			return compareValues(s.terms.value(x), s.terms.value(y))
		})
	})
}

// dependsOnOrder reports whether an expression gives another value when solutions come
// in another order.
func dependsOnOrder(e engine.Expr) bool {
	switch e := e.(type) {
	case *engine.FuncExpr:
		return e.Name == "GROUP_CONCAT" || e.Name == "SAMPLE" || slices.ContainsFunc(e.Args, dependsOnOrder)
	case *engine.BinaryExpr:
		return dependsOnOrder(e.Left) || dependsOnOrder(e.Right)
	case *engine.UnaryExpr:
		return dependsOnOrder(e.Arg)
	}
	return false
}

// ordered reports whether a pattern has a subquery that orders its solutions.
func ordered(p engine.Pattern) bool {
	switch p := p.(type) {
	case *engine.SubqueryPattern:
		return len(p.Query.OrderBy) > 0
	case *engine.JoinPattern:
		return ordered(p.Left) || ordered(p.Right)
	case *engine.FilterPattern:
		return ordered(p.Pattern)
	}
	return false
}

// neededBy returns the variables that the modifiers of a query look at.
func neededBy(q *engine.ParsedQuery, names []string) []string {
	set := map[string]bool{}
	add := func(names []string) {
		for _, n := range names {
			set[n] = true
		}
	}
	add(names)
	for _, e := range q.ProjectExprs {
		add(namesIn(e.Expr, nil))
		if wantsAll(e.Expr) {
			add(patternNames(q.Where))
		}
	}
	for _, e := range q.GroupBy {
		add(namesIn(e, nil))
	}
	add(namesIn(q.Having, nil))
	for _, e := range q.OrderBy {
		add(namesIn(e.Expr, nil))
	}
	return slices.Sorted(maps.Keys(set))
}

// wantsAll reports whether an expression counts whole solutions, COUNT(DISTINCT *).
func wantsAll(e engine.Expr) bool {
	switch e := e.(type) {
	case *engine.FuncExpr:
		return e.Star && e.Distinct || slices.ContainsFunc(e.Args, wantsAll)
	case *engine.BinaryExpr:
		return wantsAll(e.Left) || wantsAll(e.Right)
	case *engine.UnaryExpr:
		return wantsAll(e.Arg)
	}
	return false
}

// patternNames returns the variables of a pattern, wherever they stand.
func patternNames(p engine.Pattern) (names []string) {
	switch p := p.(type) {
	case *engine.BGP:
		for _, t := range p.Triples {
			for _, text := range []string{t.Subject, t.Predicate, t.Object} {
				if name, ok := strings.CutPrefix(text, "?"); ok {
					names = append(names, name)
				}
			}
		}
	case *engine.JoinPattern:
		return append(patternNames(p.Left), patternNames(p.Right)...)
	case *engine.OptionalPattern:
		return append(patternNames(p.Main), patternNames(p.Optional)...)
	case *engine.UnionPattern:
		return append(patternNames(p.Left), patternNames(p.Right)...)
	case *engine.FilterPattern:
		return patternNames(p.Pattern)
	case *engine.BindPattern:
		return append(patternNames(p.Pattern), p.Var)
	case *engine.ValuesPattern:
		return p.Vars
	case *engine.MinusPattern:
		return patternNames(p.Left)
	case *engine.GraphPattern:
		if name, ok := strings.CutPrefix(p.Name, "?"); ok {
			names = append(names, name)
		}
		return append(names, patternNames(p.Pattern)...)
	case *engine.SubqueryPattern:
		return p.Query.Variables
	}
	return names
}

// counted answers queries that only count, by IDs and without holding a solution:
// SELECT (COUNT(*) AS ?n), or COUNT of a variable, DISTINCT or not, grouped by
// variables. Their order is left to others; one by what is not shown is the engine's.
func (s *solver) counted(q *engine.ParsedQuery, f *frame, names []string) ([][]store.ID, bool) {
	if q.Having != nil || len(q.OrderBy) > 0 && !byVariables(q) || q.Distinct || len(q.ProjectExprs) == 0 {
		return nil, false
	}
	keys := make([]string, len(q.GroupBy))
	for i, e := range q.GroupBy {
		v, ok := e.(*engine.VarExpr)
		if !ok || i < len(q.GroupByAliases) && q.GroupByAliases[i] != "" {
			return nil, false
		}
		keys[i] = v.Name
	}
	for _, o := range q.OrderBy {
		if v := o.Expr.(*engine.VarExpr); !slices.Contains(names, v.Name) {
			return nil, false
		}
	}
	of := make([]string, len(q.ProjectExprs)) // "" for *
	distinct := make([]bool, len(of))
	for i, e := range q.ProjectExprs {
		fn, ok := e.Expr.(*engine.FuncExpr)
		if !ok || fn.Name != "COUNT" || fn.Star && fn.Distinct || !fn.Star && len(fn.Args) != 1 {
			return nil, false
		}
		if !fn.Star {
			v, ok := fn.Args[0].(*engine.VarExpr)
			if !ok {
				return nil, false
			}
			of[i] = v.Name
		}
		distinct[i] = fn.Distinct
	}
	type tally struct {
		key  []store.ID
		n    []int
		seen []map[store.ID]bool
	}
	groups := map[string]*tally{}
	var order []*tally
	open := func(key []byte, ids []store.ID) *tally {
		g := groups[string(key)]
		if g == nil {
			g = &tally{key: slices.Clone(ids), n: make([]int, len(of)), seen: make([]map[store.ID]bool, len(of))}
			groups[string(key)] = g
			order = append(order, g)
			s.check(len(order))
		}
		return g
	}
	var keySlots, ofSlots []int
	var buf []byte
	ids := make([]store.ID, len(keys))
	held := 0
	s.solveAll(q.Where, f, func(c *scope) bool {
		if keySlots == nil {
			keySlots, ofSlots = slotsOf(c, keys), slotsOf(c, of)
		}
		buf = buf[:0]
		for i, slot := range keySlots {
			ids[i] = at(f, slot)
			buf = appendID(buf, ids[i])
		}
		g := open(buf, ids)
		for i, slot := range ofSlots {
			id := at(f, slot)
			switch {
			case of[i] != "" && id == 0:
			case distinct[i]:
				if g.seen[i] == nil {
					g.seen[i] = map[store.ID]bool{}
				}
				if !g.seen[i][id] {
					g.seen[i][id] = true
					held++
					s.check(held)
				}
			default:
				g.n[i]++
			}
		}
		return true
	})
	if len(order) == 0 && len(keys) == 0 {
		open(nil, nil)
	}
	rows := make([][]store.ID, len(order))
	for i, g := range order {
		rows[i] = make([]store.ID, len(names))
		for j, name := range names {
			if at := slices.IndexFunc(q.ProjectExprs, func(e engine.ProjectExpr) bool { return e.Var == name }); at >= 0 {
				rows[i][j] = s.terms.id(rdf.NewLiteral(g.n[at]+len(g.seen[at]), rdf.WithDatatype(rdf.XSDInteger)))
			} else if at := slices.Index(keys, name); at >= 0 {
				rows[i][j] = g.key[at]
			}
		}
	}
	return rows, true
}

// construct answers CONSTRUCT: the engine fills the template in.
func (s *solver) construct(q *engine.ParsedQuery, f *frame) (*Result, error) {
	eq := *q
	if len(eq.Construct) == 0 {
		eq.Construct = templateOf(q.Where)
	}
	var needed []string
	for _, t := range eq.Construct {
		for _, x := range []string{t.Subject, t.Predicate, t.Object} {
			if name, ok := strings.CutPrefix(x, "?"); ok && !slices.Contains(needed, name) {
				needed = append(needed, name)
			}
		}
	}
	for _, e := range q.OrderBy {
		needed = append(needed, namesIn(e.Expr, nil)...)
	}
	found := s.rows(q.Where, f, needed)
	eq.Where, eq.Prefixes, eq.BaseURI, eq.NamedGraphs = s.valuesOf(needed, found), s.prefixes, s.base, nil
	out, err := engine.EvalQuery(s.empty, &eq, nil)
	if err != nil {
		return nil, err
	}
	res := &Result{}
	for t := range out.Graph.Triples(nil, nil, nil) {
		res.Quads = append(res.Quads, quad.Quad{Subject: toValue(t.Subject), Predicate: toValue(t.Predicate), Object: toValue(t.Object)})
	}
	return s.cutQuads(res), nil
}

// templateOf is the template of CONSTRUCT WHERE: its own triples.
func templateOf(p engine.Pattern) (out []engine.TripleTemplate) {
	switch p := p.(type) {
	case *engine.BGP:
		for _, t := range p.Triples {
			out = append(out, engine.TripleTemplate{Subject: t.Subject, Predicate: t.Predicate, Object: t.Object})
		}
	case *engine.JoinPattern:
		return append(templateOf(p.Left), templateOf(p.Right)...)
	}
	return out
}

// describe answers DESCRIBE with the quads whose subject is asked for, labels and all,
// and those of blank nodes that these lead to.
func (s *solver) describe(q *engine.ParsedQuery, f *frame) (*Result, error) {
	_, rows, more := s.selection(q, f, s.opts.Max)
	res := &Result{More: more}
	seen := map[store.ID]bool{0: true}
	var ask []store.ID
	for _, row := range rows {
		ask = append(ask, row...)
	}
	for len(ask) > 0 {
		id := ask[0]
		ask = ask[1:]
		if seen[id] || id >= made {
			continue
		}
		seen[id] = true
		for q, err := range s.index.Scan(store.Pattern{IDs: [4]store.ID{id}, Bound: [4]bool{true}}) {
			if err != nil {
				return nil, err
			}
			s.tick()
			s.check(len(res.Quads))
			full := quad.Quad{Subject: s.terms.value(q[0]), Predicate: s.terms.value(q[1]), Object: s.terms.value(q[2])}
			if q[3] != 0 {
				full.Label = s.terms.value(q[3])
			}
			res.Quads = append(res.Quads, full)
			if _, blank := full.Object.(quad.BNode); blank {
				ask = append(ask, q[2])
			}
		}
	}
	return s.cutQuads(res), nil
}

// cutQuads sorts the quads and keeps no more than wanted.
func (s *solver) cutQuads(res *Result) *Result {
	slices.SortFunc(res.Quads, func(a, b quad.Quad) int {
		return cmp.Or(compareValues(a.Subject, b.Subject), compareValues(a.Predicate, b.Predicate),
			compareValues(a.Object, b.Object), compareValues(a.Label, b.Label))
	})
	if len(res.Quads) > s.opts.Max {
		res.Quads, res.More = res.Quads[:s.opts.Max], true
	}
	return res
}

func compareRows(a, b []quad.Value) int { return slices.CompareFunc(a, b, compareValues) }

// compareValues puts what is unbound first and else goes by what is written.
func compareValues(a, b quad.Value) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return strings.Compare(a.String(), b.String())
}
