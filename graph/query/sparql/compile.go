package sparql

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	rdf "github.com/tggo/goRDFlib"
	engine "github.com/tggo/goRDFlib/sparql"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// A node is a part of the pattern, ready to be solved. It extends the frame's row
// in every way that fits, calls yield for each, and leaves the row as it was; it
// returns false once yield has.
type node interface {
	solve(s *solver, f *frame, yield func() bool) bool
}

// vars is a set of slots.
type vars map[int]bool

func union(a, b vars) vars {
	c := maps.Clone(a)
	for v := range b {
		c[v] = true
	}
	return c
}

func (a vars) sorted() []int { return slices.Sorted(maps.Keys(a)) }

// without returns the members of a that b has not, sorted.
func (a vars) without(b vars) []int {
	var out []int
	for _, v := range a.sorted() {
		if !b[v] {
			out = append(out, v)
		}
	}
	return out
}

// plan is a compiled pattern: some variables are bound in every solution of it
// alone, others in some.
type plan struct {
	node
	some, all vars
}

// scope is what the variables of one SELECT are called.
type scope struct {
	slots map[string]int
	names []string
}

func (c *scope) slot(name string) int {
	i, ok := c.slots[name]
	if !ok {
		i = len(c.names)
		c.slots[name] = i
		c.names = append(c.names, name)
	}
	return i
}

// operand is a slot, or a constant.
type operand struct {
	slot int // -1 for a constant
	id   store.ID
}

func (o operand) of(f *frame) store.ID {
	if o.slot < 0 {
		return o.id
	}
	return f.row[o.slot]
}

func (o operand) vars(set vars) {
	if o.slot >= 0 {
		set[o.slot] = true
	}
}

// compiler compiles the patterns of one scope.
type compiler struct {
	*solver
	*scope
}

// operand compiles a term of a pattern. A blank node is a variable without a name.
func (c *compiler) operand(text string) operand {
	if name, ok := strings.CutPrefix(text, "?"); ok {
		return operand{slot: c.slot(name)}
	}
	if strings.HasPrefix(text, "_:") {
		return operand{slot: c.slot(text)}
	}
	x := c.constant(text)
	if x == nil {
		panic(stop{fmt.Errorf("the query has a term that is not understood: %s", text)})
	}
	id := c.terms.id(x)
	if iri, ok := x.(rdf.URIRef); ok && id >= made {
		c.miss(quad.IRI(iri.Value()))
	}
	return operand{slot: -1, id: id}
}

// miss remembers an IRI that no quad has.
func (s *solver) miss(iri quad.IRI) {
	if !slices.Contains(s.unknown, iri) {
		s.unknown = append(s.unknown, iri)
	}
}

// compile compiles a pattern of the parser; nil is the empty one.
func (c *compiler) compile(p engine.Pattern) plan {
	switch p := p.(type) {
	case nil:
		return plan{&group{}, vars{}, vars{}}
	case *engine.BGP, *engine.JoinPattern:
		return c.join(p)
	case *engine.OptionalPattern:
		return c.optional(p)
	case *engine.UnionPattern:
		l, r := c.compile(p.Left), c.compile(p.Right)
		both := vars{}
		for v := range l.all {
			if r.all[v] {
				both[v] = true
			}
		}
		return plan{&either{l, r}, union(l.some, r.some), both}
	case *engine.FilterPattern:
		in := c.compile(p.Pattern)
		return plan{&filter{in, c.expression(p.Expr, in.some)}, in.some, in.all}
	case *engine.BindPattern:
		in := c.compile(p.Pattern)
		slot := c.slot(p.Var)
		return plan{&binding{in, c.expression(p.Expr, in.some), slot}, union(in.some, vars{slot: true}), in.all}
	case *engine.ValuesPattern:
		return c.values(p)
	case *engine.MinusPattern:
		l, r := c.compile(p.Left), c.compile(p.Right)
		m := &minus{left: l, right: r}
		for _, v := range r.some.sorted() {
			if l.some[v] {
				m.shared = append(m.shared, v)
				m.sure = m.sure || r.all[v] && l.all[v]
			} else {
				m.hide = append(m.hide, v)
			}
		}
		return plan{m, l.some, l.all}
	case *engine.GraphPattern:
		g := c.operand(p.Name)
		in := c.compile(p.Pattern)
		named := vars{}
		g.vars(named)
		return plan{&inGraph{in, g, len(in.all) == 0}, union(in.some, named), union(in.all, named)}
	case *engine.SubqueryPattern:
		return c.subquery(p)
	}
	panic(stop{fmt.Errorf("the query has a pattern that is not supported (%T)", p)})
}

// join flattens what is joined: data that the query brings is taken first, then the
// triples of all groups together, then the rest in its order.
func (c *compiler) join(p engine.Pattern) plan {
	var data, rest []plan
	triples := &group{}
	out := plan{some: vars{}, all: vars{}}
	var add func(p engine.Pattern)
	add = func(p engine.Pattern) {
		switch p := p.(type) {
		case *engine.JoinPattern:
			add(p.Left)
			add(p.Right)
			return
		case *engine.BGP:
			for _, t := range p.Triples {
				triples.triples = append(triples.triples, c.triple(t, out.all))
			}
			return
		case *engine.GraphPattern:
			bgp, ok := p.Pattern.(*engine.BGP)
			if !ok || len(bgp.Triples) == 0 {
				break
			}
			label := c.operand(p.Name)
			label.vars(out.all)
			for _, t := range bgp.Triples {
				inGraph := c.triple(t, out.all)
				inGraph.label = &label
				triples.triples = append(triples.triples, inGraph)
			}
			return
		}
		in := c.compile(p)
		switch p.(type) {
		case *engine.ValuesPattern, *engine.SubqueryPattern:
			data = append(data, in)
		default:
			rest = append(rest, in)
		}
		out.all = union(out.all, in.all)
		out.some = union(out.some, in.some)
	}
	add(p)
	out.some = union(out.some, out.all)
	parts := make([]node, 0, len(data)+len(rest)+1)
	for _, d := range data {
		parts = append(parts, d.node)
	}
	if len(triples.triples) > 0 || len(data)+len(rest) == 0 {
		parts = append(parts, triples)
	}
	for _, r := range rest {
		parts = append(parts, r.node)
	}
	out.node = &all{parts}
	if len(parts) == 1 {
		out.node = parts[0]
	}
	return out
}

func (c *compiler) triple(t engine.Triple, set vars) *triple {
	for _, text := range []string{t.Subject, t.Object} {
		if strings.HasPrefix(text, "<<") {
			panic(stop{fmt.Errorf("the graph has no triples about triples; ask for the claims: ?c q:subject ?s ; q:relation ?r ; q:object ?o")})
		}
	}
	out := &triple{}
	out.ends[0], out.ends[2] = c.operand(t.Subject), c.operand(t.Object)
	out.ends[0].vars(set)
	out.ends[2].vars(set)
	if t.PredicatePath != nil {
		out.path = c.path(t.PredicatePath)
		return out
	}
	out.ends[1] = c.operand(t.Predicate)
	out.ends[1].vars(set)
	return out
}

// optional compiles a left join. A filter that is all of the optional part sees
// what is bound outside of it (SPARQL 1.1, section 18.2.2.6).
func (c *compiler) optional(p *engine.OptionalPattern) plan {
	main := c.compile(p.Main)
	var conditions []engine.Expr
	inner := p.Optional
	for {
		f, ok := inner.(*engine.FilterPattern)
		if !ok {
			break
		}
		conditions = append(conditions, f.Expr)
		inner = f.Pattern
	}
	opt := c.compile(inner)
	some := union(main.some, opt.some)
	n := &maybe{main: main, opt: opt, hide: opt.some.without(main.some)}
	for _, e := range conditions {
		n.conditions = append(n.conditions, c.expression(e, some))
	}
	return plan{n, some, main.all}
}

func (c *compiler) values(p *engine.ValuesPattern) plan {
	n := &table{}
	set := vars{}
	sure := vars{}
	for _, v := range p.Vars {
		n.slots = append(n.slots, c.slot(v))
		set[c.slot(v)] = true
		sure[c.slot(v)] = true
	}
	for _, row := range p.Values {
		ids := make([]store.ID, len(n.slots))
		for i := range ids {
			if i >= len(row) || row[i] == nil {
				delete(sure, n.slots[i])
				continue
			}
			x := row[i]
			if iri, ok := x.(rdf.URIRef); ok {
				x = rdf.NewURIRefUnsafe(c.resolve(iri.Value()))
			}
			ids[i] = c.terms.id(x)
			if iri, ok := x.(rdf.URIRef); ok && ids[i] >= made {
				c.miss(quad.IRI(iri.Value()))
			}
		}
		n.rows = append(n.rows, ids)
	}
	return plan{n, set, sure}
}

func (c *compiler) subquery(p *engine.SubqueryPattern) plan {
	n := &subquery{query: p.Query, answers: map[store.ID]*table{}}
	inner := c.queryNames(p.Query)
	set := vars{}
	for _, name := range inner {
		n.slots = append(n.slots, c.slot(name))
		set[c.slot(name)] = true
	}
	n.names = inner
	return plan{n, set, vars{}}
}

// expression is an expression with the slots that it may see.
type expression struct {
	expr  engine.Expr
	names []string
	slots []int
	// exists are the EXISTS in it, each in the place of a variable.
	exists []existing
}

type existing struct {
	name string
	node node
	not  bool
}

// expression compiles an expression that sees the variables of a set.
func (c *compiler) expression(e engine.Expr, seen vars) *expression {
	x := &expression{}
	if b, ok := e.(*engine.BinaryExpr); ok && simple(b) {
		x.expr = e
	} else {
		x.expr = guarded(c.replace(e, x), false)
	}
	for _, name := range namesIn(x.expr, nil) {
		if slot, ok := c.slots[name]; ok && seen[slot] && !slices.Contains(x.names, name) {
			x.names = append(x.names, name)
			x.slots = append(x.slots, slot)
		}
	}
	return x
}

// existsName begins the names of the variables that stand for EXISTS.
const existsName = "exists "

// replace puts variables in the place of EXISTS, which it compiles.
func (c *compiler) replace(e engine.Expr, x *expression) engine.Expr {
	return mapExists(e, func(e *engine.ExistsExpr) engine.Expr {
		name := fmt.Sprint(existsName, len(x.exists))
		x.exists = append(x.exists, existing{name, c.compile(e.Pattern).node, e.Not})
		return &engine.VarExpr{Name: name}
	})
}

// mapExists returns an expression with something else in the place of each EXISTS.
func mapExists(e engine.Expr, put func(*engine.ExistsExpr) engine.Expr) engine.Expr {
	switch e := e.(type) {
	case *engine.ExistsExpr:
		return put(e)
	case *engine.BinaryExpr:
		return &engine.BinaryExpr{Op: e.Op, Left: mapExists(e.Left, put), Right: mapExists(e.Right, put)}
	case *engine.UnaryExpr:
		return &engine.UnaryExpr{Op: e.Op, Arg: mapExists(e.Arg, put)}
	case *engine.FuncExpr:
		f := *e
		f.Args = make([]engine.Expr, len(e.Args))
		for i, a := range e.Args {
			f.Args[i] = mapExists(a, put)
		}
		return &f
	}
	return e
}

// namesIn appends the variables of an expression.
func namesIn(e engine.Expr, names []string) []string {
	switch e := e.(type) {
	case *engine.VarExpr:
		names = append(names, e.Name)
	case *engine.BinaryExpr:
		names = namesIn(e.Right, namesIn(e.Left, names))
	case *engine.UnaryExpr:
		names = namesIn(e.Arg, names)
	case *engine.FuncExpr:
		for _, a := range e.Args {
			names = namesIn(a, names)
		}
	}
	return names
}
