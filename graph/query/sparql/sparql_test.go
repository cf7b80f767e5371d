package sparql

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	rdf "github.com/tggo/goRDFlib"
	engine "github.com/tggo/goRDFlib/sparql"
	"github.com/tggo/goRDFlib/turtle"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// graphOf reads Turtle into a graph of the engine's own.
func graphOf(t testing.TB, text string) *rdf.Graph {
	t.Helper()
	g := rdf.NewGraph()
	if err := turtle.Parse(g, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return g
}

// storeOf copies graphs of the engine into a store: the default one, and others by
// their names.
func storeOf(t testing.TB, g *rdf.Graph, named map[string]*rdf.Graph) *store.Store {
	t.Helper()
	st := store.Memory()
	t.Cleanup(func() { st.Close() })
	var qs []quad.Quad
	add := func(g *rdf.Graph, label quad.Value) {
		for x := range g.Triples(nil, nil, nil) {
			q := quad.Quad{Subject: toValue(x.Subject), Predicate: toValue(x.Predicate), Object: toValue(x.Object)}
			if label != nil {
				q.Label = label
			}
			qs = append(qs, q)
		}
	}
	add(g, nil)
	for name, g := range named {
		add(g, quad.IRI(name))
	}
	if err := st.Apply(qs, nil); err != nil {
		t.Fatal(err)
	}
	return st
}

// inEngine returns a result as the engine's own, to be compared with one.
func inEngine(res *Result) *engine.Result {
	out := &engine.Result{Type: string(res.Form), Vars: res.Vars, AskResult: res.True}
	for _, row := range res.Rows {
		b := map[string]rdf.Term{}
		for i, v := range row {
			if v != nil {
				b[res.Vars[i]] = toTerm(v)
			}
		}
		out.Bindings = append(out.Bindings, b)
	}
	if res.Form == Construct {
		out.Graph = rdf.NewGraph()
		for _, q := range res.Quads {
			out.Graph.Add(toTerm(q.Subject).(rdf.Subject), toTerm(q.Predicate).(rdf.URIRef), toTerm(q.Object))
		}
	}
	return out
}

// world is a graph with all kinds of terms.
const world = `
@prefix : <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :knows :b, :c ; :name "Anna" ; :age 30 ; :mail "a@example.org" .
:b :knows :c ; :name "Bob"@en, "Robert" ; :age 41.5 ; :born "1980-01-02"^^xsd:date .
:c :knows :a, :d ; :name "Carla" ; :age 25 ; :born "2000-05-06"^^xsd:date .
:d :name "Dora" ; :likes [ :name "tea" ; :price 3 ] ; :part :e .
:e :part :f ; :name "E" . :f :part :g ; :name "F" . :g :part :e .
:list :items ( 1 2 3 ) .
:a a :Person . :b a :Person . :c a :Robot .
`

// queries ask for everything that SPARQL 1.1 has a section on.
var queries = []string{
	`SELECT * { ?s :knows ?o }`,
	`SELECT ?s { ?s :knows :c }`,
	`SELECT DISTINCT ?s { ?s :knows ?o }`,
	`SELECT ?s ?n { ?s :name ?n . ?s :age ?a }`,
	`SELECT * { ?s :knows ?o . ?o :knows ?s }`,
	`SELECT ?s { ?s a :Person ; :knows/:knows ?x . ?x :age ?g FILTER(?g < 30) }`,
	`SELECT ?s ?a { ?s :age ?a FILTER(?a >= 30 && ?a != 30) }`,
	`SELECT ?s ?m { ?s :name ?n OPTIONAL { ?s :mail ?m } }`,
	`SELECT ?s ?m { ?s :name ?n OPTIONAL { ?s :mail ?m } FILTER(!bound(?m)) }`,
	`SELECT ?s ?b { ?s :name ?n OPTIONAL { ?s :born ?b OPTIONAL { ?s :mail ?m } } }`,
	`SELECT ?s { { ?s :age ?a } UNION { ?s :part ?p } }`,
	`SELECT ?s ?x { { ?s :age ?x } UNION { ?s :part ?x } UNION { ?x :part ?s } }`,
	`SELECT ?s { ?s :name ?n MINUS { ?s :age ?a } }`,
	`SELECT ?s { ?s :name ?n MINUS { ?x :age ?a } }`,
	`SELECT ?s { ?s :name ?n FILTER NOT EXISTS { ?s :age ?a } }`,
	`SELECT ?s { ?s :name ?n FILTER EXISTS { ?s :age ?a FILTER(?a > 26) } }`,
	`SELECT ?s { ?s :name ?n FILTER(EXISTS { ?s :age ?a } || ?n = "Dora") }`,
	`SELECT ?s ?d { ?s :age ?a BIND(?a * 2 AS ?d) }`,
	`SELECT ?s ?d { ?s :age ?a BIND(?a * 2 AS ?d) FILTER(?d > 55) }`,
	`SELECT (?a + 1 AS ?next) ?s { ?s :age ?a }`,
	`SELECT * { VALUES ?s { :a :b } ?s :name ?n }`,
	`SELECT * { ?s :name ?n } VALUES (?s ?n) { (:a "Anna") (:b UNDEF) }`,
	`SELECT * { ?s :name ?n VALUES ?n { "Anna" "nobody" } }`,
	`SELECT ?n { :d :part+ ?x . ?x :name ?n }`,
	`SELECT ?x { :d :part* ?x }`,
	`SELECT ?x { :d :part? ?x }`,
	`SELECT ?x { ?x :part+ :e }`,
	`SELECT ?x ?y { ?x :part+ ?y }`,
	`SELECT ?x ?y { ?x ^:part ?y }`,
	`SELECT ?x ?y { ?x (:part|:likes) ?y }`,
	`SELECT ?y { :d !(:name|:part) ?y }`,
	`SELECT ?y { ?y !(^:name|:age) :e }`,
	`SELECT ?x { :nowhere :part* ?x }`,
	`SELECT (COUNT(*) AS ?n) { ?s :knows ?o }`,
	`SELECT (COUNT(DISTINCT ?s) AS ?n) (COUNT(?s) AS ?m) { ?s :knows ?o }`,
	`SELECT ?s (COUNT(?o) AS ?n) { ?s :knows ?o } GROUP BY ?s`,
	`SELECT ?s (COUNT(?o) AS ?n) { ?s :knows ?o } GROUP BY ?s HAVING(COUNT(?o) > 1)`,
	`SELECT (COUNT(DISTINCT *) AS ?n) { ?s :knows ?o }`,
	`SELECT (COUNT(?o) AS ?n) { ?s :nothing ?o }`,
	`SELECT ?s (COUNT(?o) AS ?n) { ?s :nothing ?o } GROUP BY ?s`,
	`SELECT (SUM(?a) AS ?sum) (AVG(?a) AS ?avg) (MIN(?a) AS ?min) (MAX(?a) AS ?max) { ?s :age ?a }`,
	`SELECT (GROUP_CONCAT(?n; SEPARATOR=", ") AS ?all) { { SELECT ?n { ?s a :Person ; :name ?n } ORDER BY ?n } }`,
	`SELECT ?s ?a { ?s :age ?a } ORDER BY DESC(?a)`,
	`SELECT ?s ?a { ?s :age ?a } ORDER BY ?a LIMIT 1 OFFSET 1`,
	`SELECT ?s { ?s :age ?a } ORDER BY STRLEN(STR(?a)) ?s`,
	`SELECT ?s ?max { { SELECT (MAX(?a) AS ?max) { ?x :age ?a } } ?s :age ?max }`,
	`SELECT ?s ?n { ?s :age ?a { SELECT ?s (COUNT(?o) AS ?n) { ?s :knows ?o } GROUP BY ?s } }`,
	`SELECT ?b ?n { ?s :likes ?b . ?b :name ?n }`,
	`SELECT ?n { ?s :likes [ :name ?n ] }`,
	`SELECT ?i { :list :items/<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>*/<http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ?i }`,
	`SELECT ?n { ?s :name ?n FILTER(LANG(?n) = "en") }`,
	`SELECT ?n { ?s :name ?n FILTER(REGEX(?n, "^[AB]", "i")) }`,
	`SELECT ?s { ?s :name "Bob"@en }`,
	`SELECT ?s { ?s :name "Bob" }`,
	`SELECT ?s { ?s :age 30 }`,
	`SELECT ?s { ?s :born ?b FILTER(?b > "1990-01-01"^^<http://www.w3.org/2001/XMLSchema#date>) }`,
	`SELECT (IF(?a > 30, "old", "young") AS ?w) ?s { ?s :age ?a }`,
	`SELECT (COALESCE(?m, "none") AS ?w) ?s { ?s :age ?a OPTIONAL { ?s :mail ?m } }`,
	`SELECT (CONCAT(UCASE(?n), "!") AS ?w) { :a :name ?n }`,
	`SELECT ?s { ?s :name ?n FILTER(?n IN ("Anna", "Dora")) }`,
	`SELECT ?s { ?s :name ?n FILTER(isIRI(?s) && STRSTARTS(STR(?s), "http://example.org/a")) }`,
	`SELECT ?p ?o { :a ?p ?o }`,
	`SELECT ?s ?p { ?s ?p :c }`,
	`ASK { :a :knows :b }`,
	`ASK { :b :knows :a }`,
	`ASK { :a :knows ?x . ?x :knows :d }`,
	`CONSTRUCT { ?o :knownBy ?s } WHERE { ?s :knows ?o }`,
	`CONSTRUCT WHERE { ?s :part ?o }`,
	`CONSTRUCT { ?s :age ?a } WHERE { ?s :age ?a } ORDER BY ?a LIMIT 2`,
	`SELECT ?s ?t { ?s :age ?a . ?t :age ?b FILTER(?a < ?b) }`,
	`SELECT * { ?s :age ?a { ?s :name ?n } }`,
	`SELECT * { { ?s :knows ?o } { ?o :knows ?z } }`,
	`SELECT ?s { ?s :name ?n . FILTER(STRLEN(?n) > 3) . ?s :age ?a }`,
}

// TestAgreesWithEngine asks our store and the engine's own the same.
func TestAgreesWithEngine(t *testing.T) {
	g := graphOf(t, world)
	st := storeOf(t, g, nil)
	for _, q := range queries {
		q = "PREFIX : <http://example.org/>\n" + q
		want, err := engine.Query(g, q)
		if err != nil {
			t.Errorf("%s: the engine: %v", q, err)
			continue
		}
		res, err := Run(t.Context(), st, q, nil)
		if err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		compare(t, q, inEngine(res), want)
	}
}

// TestAnswers asks what the engine does not answer, or answers wrongly, by itself.
func TestAnswers(t *testing.T) {
	st := worlds(t)
	for _, test := range answered {
		res, err := Run(t.Context(), st, "PREFIX : <http://example.org/>\n"+test.query, nil)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		if got := short(res); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.query, got, test.want)
		}
	}
}

// answered are queries with their answers, written short.
var answered = []struct{ query, want string }{
	{`SELECT ?s { ?s :knows ?s }`, ""},
	{`SELECT ?o { ?s :likes ?b . ?b :price ?o OPTIONAL { ?s :part ?b } }`, "3"},
	{`SELECT ?y { ?x :part* ?y . ?x :name "Dora" }`, ":d | :e | :f | :g"},
	{`SELECT ?n { _:x :likes _:y . _:y :name ?n }`, `"tea"`},
	{`SELECT ?s { ?s ?p ?o } LIMIT 0`, ""},
	{`SELECT ?n { ?s :name "she said \"no\"" ; :name ?n }`, ""},
	// A triple of several graphs is one triple of their union.
	{`SELECT ?s ?o { ?s :met ?o }`, ":a :b | :b :c"},
	{`SELECT ?g { GRAPH ?g { :a :met :b } }`, ":g1 | :g2"},
	{`SELECT ?g { GRAPH ?g { :a :met :b . :a :knows :b } }`, ":g1"},
	{`SELECT ?g ?o { GRAPH ?g { ?s :met ?o } GRAPH ?g { ?s :knows ?o } }`, ":g1 :b"},
	{`SELECT ?o { GRAPH :g2 { :a :met+ ?o } }`, ":b | :c"},
	{`SELECT ?g ?o { GRAPH ?g { :a :met+ ?o } }`, ":g1 :b | :g2 :b | :g2 :c"},
	{`SELECT ?g { GRAPH ?g {} }`, ":g1 | :g2"},
	{`SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s :met ?o } } GROUP BY ?g ORDER BY DESC(?n)`, ":g2 2 | :g1 1"},
	{`SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :met ?o } } }`, ":g1 1 | :g2 2"},
	{`SELECT ?o FROM :g2 { ?s :met ?o }`, ":b | :c"},
	{`SELECT ?s FROM :g1 FROM :g2 { ?s :met :b }`, ":a"},
	{`SELECT ?g { GRAPH ?g { :a :met :b } MINUS { GRAPH ?g { :a :knows :b } } }`, ":g2"},
	// What is outside of a group is not seen in it (section 12.1, and 18.2).
	{`SELECT ?s { ?s :age ?a { ?x :name ?n FILTER(?a = 30) } }`, ""},
	{`SELECT ?s ?y { ?s :age 30 OPTIONAL { ?s :knows ?y OPTIONAL { ?y :knows ?z FILTER(?s = :a && ?z = :c) } } }`, ":a :b | :a :c"},
	{`SELECT ?s ?t { ?s :age ?a OPTIONAL { ?t :age ?b FILTER(?b > ?a) } } ORDER BY ?s ?t`, ":a :b | :b _ | :c :a | :c :b"},
	{`SELECT ?y { VALUES ?y { :e } :d :part ?x OPTIONAL { ?x :part ?z OPTIONAL { ?z :part ?y } } }`, ":e"},
	// What is not bound is less than nothing, and unlike nothing (section 17.3).
	{`SELECT ?s { ?s :age ?a OPTIONAL { ?s :mail ?m } FILTER(?m < "z") }`, ":a"},
	{`SELECT ?s { ?s :age ?a OPTIONAL { ?s :mail ?m } FILTER(?m != "z") }`, ":a"},
	{`SELECT ?s { ?s :age ?a OPTIONAL { ?s :mail ?m } FILTER(STRLEN(?m) < 99 || ?a = 25) }`, ":a | :c"},
	{`SELECT ?s { ?s :age ?a OPTIONAL { ?s :mail ?m } FILTER(COALESCE(STRLEN(?m), 0) < 1 && !(?a = 25)) }`, ":b"},
	{`SELECT ?s { ?s :name ?n OPTIONAL { ?s :age ?a } FILTER(IF(BOUND(?a), ?a > 26, true)) FILTER EXISTS { ?s :part ?x } }`, ":d | :e | :f"},
	{`SELECT ?s (CONCAT("mail ", ?m) AS ?l) { ?s :age ?a OPTIONAL { ?s :mail ?m } }`, ":a \"mail a@example.org\" | :b _ | :c _"},
	{`SELECT ?s (?m = "z" AS ?is) { ?s :age ?a OPTIONAL { ?s :mail ?m } }`, ":a false | :b _ | :c _"},
	{`SELECT ?s ?is { ?s :age ?a OPTIONAL { ?s :mail ?m } BIND(?m > "a" AS ?is) }`, ":a true | :b _ | :c _"},
	{`SELECT ?s { ?s :age ?a FILTER(?s != :a && ?s != :b) }`, ":c"},
	// Without an order, solutions are put together in one that is the same everywhere.
	{`SELECT (GROUP_CONCAT(?n) AS ?all) { ?s a :Person ; :name ?n }`, `"Anna Bob Robert"`},
	{`SELECT (GROUP_CONCAT(?n) AS ?all) { { SELECT ?n { ?s a :Person ; :name ?n } ORDER BY DESC(?n) } }`, `"Robert Bob Anna"`},
	// Unbound, IRIs, numbers by size, times, and what else there is (section 15.1).
	{`SELECT ?x { VALUES ?x { "b" 10 9 UNDEF :a "2000-01-01"^^<http://www.w3.org/2001/XMLSchema#date> 9.5 "a" } } ORDER BY ?x`, `_ | :a | 9 | 9.5 | 10 | "2000-01-01"^^<http://www.w3.org/2001/XMLSchema#date | "a" | "b"`},
	{`SELECT DISTINCT ?s { ?s :knows ?o } ORDER BY DESC(?o) ?s LIMIT 2`, ":c | :a"},
	{`SELECT ?s (COUNT(?o) AS ?n) { ?s :knows ?o } GROUP BY ?s ORDER BY DESC(?n) ?s LIMIT 2`, ":a 2 | :c 2"},
	{`SELECT ?s { ?s :age ?a } ORDER BY ?a OFFSET 1 LIMIT 1`, ":a"},
	// EXISTS may stand in any expression.
	{`SELECT ?s (EXISTS { ?s :mail ?m } AS ?has) { ?s :age ?a }`, ":a true | :b false | :c false"},
	{`SELECT ?s { ?s :age ?a } ORDER BY (EXISTS { ?s :mail ?m }) ?s`, ":b | :c | :a"},
	{`SELECT ?has (COUNT(?s) AS ?n) { ?s :age ?a } GROUP BY (EXISTS { ?s :mail ?m } AS ?has)`, "false 2 | true 1"},
	{`SELECT ?s ?has { ?s :age ?a BIND(NOT EXISTS { ?s :mail ?m } AS ?has) }`, ":a false | :b true | :c true"},
	// A subquery may show no variable, and has its solutions all the same.
	{`SELECT ?n { :a :name ?n { SELECT DISTINCT * { _:x :knows _:y } } }`, `"Anna"`},
	{`SELECT (COUNT(*) AS ?n) { { SELECT * { _:x :knows _:y } } }`, "5"},
	{`SELECT ?a { { SELECT ?s { ?s :age ?a } } ?s :age ?a FILTER(?a < 30) }`, "25"},
	// Names in any script.
	{`SELECT ?имя { :a :name ?имя }`, `"Anna"`},
	{`SELECT ?s { ?s :name "Anna" ; :nächste ?x }`, ""},
	{`SELECT ?s { ?s :mail ?m } # a comment with a ( and a "`, ":a"},
	{`ASK { :a :knows ?x }`, "true"},
}

// short writes a result in one line.
func short(res *Result) string {
	if res.Form == Ask {
		return fmt.Sprint(res.True)
	}
	var rows []string
	for _, row := range res.Rows {
		var cells []string
		for _, v := range row {
			cell := "_"
			if v != nil {
				cell = strings.NewReplacer("<http://example.org/", ":", ">", "").Replace(toTerm(v).N3())
			}
			cells = append(cells, cell)
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return strings.Join(rows, " | ")
}

// compare fails where the results differ.
func compare(t testing.TB, query string, got, want *engine.Result) {
	t.Helper()
	if want.Type == "CONSTRUCT" {
		if a, b := triplesOf(got.Graph), triplesOf(want.Graph); a != b {
			t.Errorf("%s\ngot\n%s\nwant\n%s", query, a, b)
		}
		return
	}
	if !engine.ResultsEqual(got, want) {
		t.Errorf("%s\ngot  %v %v\nwant %v %v", query, got.AskResult, rowsOf(got), want.AskResult, rowsOf(want))
	}
}

func triplesOf(g *rdf.Graph) string {
	var lines []string
	for t := range g.Triples(nil, nil, nil) {
		line := ""
		for _, x := range []rdf.Term{t.Subject, t.Predicate, t.Object} {
			if _, blank := x.(rdf.BNode); blank {
				line += "_ "
			} else {
				line += x.N3() + " "
			}
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func rowsOf(r *engine.Result) []string {
	var rows []string
	for _, b := range r.Bindings {
		var w bytes.Buffer
		for _, v := range r.Vars {
			if x := b[v]; x != nil {
				fmt.Fprintf(&w, "?%s=%s ", v, x.N3())
			}
		}
		rows = append(rows, w.String())
	}
	slices.Sort(rows)
	return rows
}
