package sparql

import (
	"slices"
	"strings"

	engine "github.com/tggo/goRDFlib/sparql"
)

// The engine takes what is not bound for something: less than everything in a
// comparison, an empty string in a function. So FILTER(?confidence < 0.8) would let
// pass what has no confidence at all. By SPARQL 1.1, section 17.3, that is an error,
// and lets nothing pass. So comparisons and functions are asked of the engine only
// where the variables in them are bound.

var comparisons = []string{"=", "!=", "<", ">", "<=", ">="}

// lenient are the functions that are not an error where an argument is.
var lenient = []string{"BOUND", "COALESCE", "IF"}

var aggregates = []string{"COUNT", "SUM", "AVG", "MIN", "MAX", "GROUP_CONCAT", "SAMPLE"}

// guarded returns an expression whose comparisons and functions are errors where a
// variable in them is not bound. Aggregates are left as they are. covered is that
// somebody further out has seen to it.
func guarded(e engine.Expr, covered bool) engine.Expr {
	switch e := e.(type) {
	case *engine.BinaryExpr:
		logical := e.Op == "&&" || e.Op == "||"
		inner := covered && !logical || slices.Contains(comparisons, e.Op)
		out := &engine.BinaryExpr{Op: e.Op, Left: guarded(e.Left, inner), Right: guarded(e.Right, inner)}
		if covered || !slices.Contains(comparisons, e.Op) {
			return out
		}
		return ifBound(strict(e, nil), out)
	case *engine.UnaryExpr:
		return &engine.UnaryExpr{Op: e.Op, Arg: guarded(e.Arg, covered)}
	case *engine.FuncExpr:
		if slices.Contains(aggregates, e.Name) {
			return e
		}
		easy := slices.Contains(lenient, e.Name)
		f := *e
		f.Args = make([]engine.Expr, len(e.Args))
		for i, a := range e.Args {
			f.Args[i] = guarded(a, !easy)
		}
		if covered || easy {
			return &f
		}
		return ifBound(strict(e, nil), &f)
	}
	return e
}

// strict appends the variables without which an expression is an error.
func strict(e engine.Expr, names []string) []string {
	switch e := e.(type) {
	case *engine.VarExpr:
		if !slices.Contains(names, e.Name) && !strings.HasPrefix(e.Name, existsName) {
			names = append(names, e.Name)
		}
	case *engine.UnaryExpr:
		names = strict(e.Arg, names)
	case *engine.BinaryExpr:
		if e.Op != "&&" && e.Op != "||" {
			names = strict(e.Right, strict(e.Left, names))
		}
	case *engine.FuncExpr:
		if slices.Contains(lenient, e.Name) {
			break
		}
		for _, a := range e.Args {
			names = strict(a, names)
		}
	}
	return names
}

// mistake is an expression that is always an error: no variable can be called so.
var mistake = &engine.VarExpr{Name: " "}

func ifBound(names []string, e engine.Expr) engine.Expr {
	var there engine.Expr
	for _, name := range names {
		var bound engine.Expr = &engine.FuncExpr{Name: "BOUND", Args: []engine.Expr{&engine.VarExpr{Name: name}}}
		if there != nil {
			bound = &engine.BinaryExpr{Op: "&&", Left: there, Right: bound}
		}
		there = bound
	}
	if there == nil {
		return e
	}
	return &engine.FuncExpr{Name: "IF", Args: []engine.Expr{there, e, mistake}}
}

// simple reports whether a comparison's sides are variables and constants, which are
// looked at before the engine is asked.
func simple(e *engine.BinaryExpr) bool {
	for _, side := range []engine.Expr{e.Left, e.Right} {
		switch side.(type) {
		case *engine.LiteralExpr, *engine.IRIExpr, *engine.VarExpr:
		default:
			return false
		}
	}
	return slices.Contains(comparisons, e.Op)
}

// aggregated reports whether a query groups its solutions.
func aggregated(q *engine.ParsedQuery) bool {
	return len(q.GroupBy) > 0 || q.Having != nil || slices.ContainsFunc(q.ProjectExprs, func(e engine.ProjectExpr) bool { return hasAggregate(e.Expr) })
}

func hasAggregate(e engine.Expr) bool {
	switch e := e.(type) {
	case *engine.FuncExpr:
		return slices.Contains(aggregates, e.Name) || slices.ContainsFunc(e.Args, hasAggregate)
	case *engine.BinaryExpr:
		return hasAggregate(e.Left) || hasAggregate(e.Right)
	case *engine.UnaryExpr:
		return hasAggregate(e.Arg)
	}
	return false
}
