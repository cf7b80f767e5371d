package sparql

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/query"
	"github.com/quadrille-kg/quadrille/graph/store"
)

func TestFaults(t *testing.T) {
	st := storeOf(t, graphOf(t, world), nil)
	for _, test := range []struct{ query, want, hint string }{
		{"SELCT ?x { ?x ?p ?o }", `column 1: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with "SELCT"`, "did you mean SELECT?"},
		{"SELECT ?x { ?x ?p ?o", `column 11: "{" is never closed`, ""},
		{"SELECT ?x { ?x ?p ?o }}", `column 23: "}" closes nothing`, ""},
		{"SELECT ?x { ?x rle:opposes ?o }", `column 16: the prefix "rle:" is not declared`, "did you mean rdf:, or rel:?"},
		{"SELECT ?x { ?x ?p ?o } LIMT 10", `column 24: "LIMT" is not understood here`, "did you mean LIMIT?"},
		{"SELECT ?x\nWHERE {\n  ?x ?p \"open }", "line 3, column 9: the string is not closed", ""},
		{"DELETE WHERE { ?x ?p ?o }", "column 1: a query changes nothing here: DELETE is an update", ""},
		{"SELECT ?x { SERVICE <http://example.org/> { ?x ?p ?o } }", "column 13: SERVICE asks another server; nothing here goes over the network", ""},
		{"SELECT ?x { << ?x ?p ?o >> ?q ?r }", "column 13: the graph has no triples about triples", "ask for the claims: ?c q:subject ?s ; q:relation ?r ; q:object ?o"},
		{"PREFIX ex <http://example.org/>\nSELECT * {}", "line 1, column 1: a prefix is declared like this: PREFIX ex: <https://example.org/>", ""},
		{"", "column 1: SELECT, ASK, CONSTRUCT or DESCRIBE is missing", ""},
		{"SELECT ?x ?n { ?x ?p ?o } GROUP BY ?x", "column 11: variable ?n not in GROUP BY or aggregate", ""},
		{"SELECT ?имя { ?имя rel:opposes }", "column 32: expected object", ""},
	} {
		_, err := Run(t.Context(), st, test.query, nil)
		var s *query.SyntaxError
		if !errors.As(err, &s) {
			t.Errorf("%q: error %v, want a syntax error", test.query, err)
			continue
		}
		if err.Error() != test.want || s.Hint() != test.hint {
			t.Errorf("%q: error %q, hint %q; want %q, %q", test.query, err, s.Hint(), test.want, test.hint)
		}
	}
}

// TestEnds asks what would take for ever or all memory.
func TestEnds(t *testing.T) {
	st := store.Memory()
	defer st.Close()
	var qs []quad.Quad
	for i := range 300 {
		for _, j := range []int{i * 7 % 300, i * 11 % 300, i * 13 % 300} {
			qs = append(qs, quad.Quad{Subject: quad.IRI("x:" + string(rune('a'+i))), Predicate: quad.IRI("x:p"), Object: quad.IRI("x:" + string(rune('a'+j)))})
		}
	}
	if err := st.Apply(qs, nil); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
		"SELECT (SUM(?x) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i MINUS { ?a ?b ?z . ?y ?e ?c } }",
		"ASK { ?a <x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p>/<x:p> ?b . ?b <x:nothing> ?c }",
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		begin := time.Now()
		_, err := Run(ctx, st, q, nil)
		cancel()
		if err != nil && !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) > 5*time.Second {
			t.Errorf("%s: error %v after %v", q, err, time.Since(begin))
		}
	}
	_, err := Run(t.Context(), st, "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a", &Options{MaxWork: 10_000})
	if !errors.Is(err, ErrWork) {
		t.Errorf("810,000 rows to sort, where 10,000 are allowed: error %v", err)
	}
	res, err := Run(t.Context(), st, "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", &Options{Max: 7})
	if err != nil || len(res.Rows) != 7 || !res.More {
		t.Errorf("the first rows of very many: %v", err)
	}
}

func TestDescribeAndUnknown(t *testing.T) {
	st := storeOf(t, graphOf(t, world), nil)
	for query, want := range map[string]int{
		"DESCRIBE <http://example.org/a>":                                    6,
		"PREFIX : <http://example.org/> DESCRIBE :a :b":                      12,
		"PREFIX : <http://example.org/> DESCRIBE :d":                         5, // with what is known of the blank node
		"PREFIX : <http://example.org/> DESCRIBE ?x { ?x :age 25 }":          6,
		"PREFIX : <http://example.org/> DESCRIBE :a ?x WHERE { ?x :age 25 }": 12,
	} {
		res, err := Run(t.Context(), st, query, nil)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if res.Form != Describe || len(res.Quads) != want {
			t.Errorf("%s: %s of %d quads, want %d: %v", query, res.Form, len(res.Quads), want, res.Quads)
		}
	}
	res, err := Run(t.Context(), st, "SELECT ?x { ?x rel:oposes id:is-k }", nil)
	v := graph.Vocabulary{}
	if err != nil || len(res.Unknown) != 2 || res.Unknown[0] != v.EntityIRI("is-k") && res.Unknown[1] != v.EntityIRI("is-k") {
		t.Errorf("unknown names: %v, %v", res, err)
	}
}

func TestLooks(t *testing.T) {
	for text, want := range map[string]bool{
		"SELECT ?x { ?x ?p ?o }": true, "select distinct ?x where {}": true, "PREFIX ex: <http://example.org/> ASK {}": true,
		"DESCRIBE id:is-k": true, "# a comment\nASK { ?s ?p ?o }": true,
		"?who opposes Taliban": false, "Ask opposes ?x": false, "Select Committee opposes ?x": false, "": false,
		`g.V("<id:is-k>").all()`: false, "{ nodes { id } }": false, "prefix": false,
	} {
		if Looks(text) != want {
			t.Errorf("%q looks like SPARQL: %v", text, !want)
		}
	}
}

func FuzzRun(f *testing.F) {
	for _, q := range queries {
		f.Add(strings.ReplaceAll(q, " :", " id:"))
	}
	for _, q := range []string{"SELECT * { ?s ?p \"\\\"", "DESCRIBE", "DESCRIBE *", "ASK{}", "SELECT ?é{?é ?p ?o}", "<<", "PREFIX", "CONSTRUCT WHERE {}", "SELECT*{GRAPH?g{}}"} {
		f.Add(q)
	}
	st := storeOf(f, graphOf(f, world), nil)
	f.Fuzz(func(t *testing.T, q string) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := Run(ctx, st, q, nil)
		if s, ok := err.(*query.SyntaxError); ok {
			_ = s.Excerpt()
			if s.Column < 1 {
				t.Errorf("%q: column %d", q, s.Column)
			}
		}
	})
}
