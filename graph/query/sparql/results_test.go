package sparql

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	rdf "github.com/tggo/goRDFlib"
	engine "github.com/tggo/goRDFlib/sparql"

	"github.com/quadrille-kg/quadrille/graph"
)

// TestJSON writes results, and has the engine read them back.
func TestJSON(t *testing.T) {
	res := &Result{Form: Select, Vars: []string{"a", "b"}, Rows: [][]quad.Value{
		{quad.IRI("http://example.org/<a>"), nil},
		{quad.BNode("x"), quad.String("\"quoted\"\n<script> \u202e")},
		{quad.LangString{Value: "Köln", Lang: "de"}, quad.TypedString{Value: "5", Type: "http://www.w3.org/2001/XMLSchema#integer"}},
	}}
	var b strings.Builder
	if err := WriteJSON(&b, res); err != nil {
		t.Fatal(err)
	}
	back, err := engine.ParseSRJ(strings.NewReader(b.String()))
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	compare(t, b.String(), back, inEngine(res))
	b.Reset()
	if err := WriteJSON(&b, &Result{Form: Ask, True: true}); err != nil || b.String() != "{\"head\":{},\"boolean\":true}\n" {
		t.Errorf("ASK: %q, %v", b.String(), err)
	}
}

func TestTurtle(t *testing.T) {
	v := graph.Vocabulary{}
	quads := []quad.Quad{{Subject: v.EntityIRI("is-k"), Predicate: v.RelationIRI("opposes"), Object: v.EntityIRI("taliban"), Label: v.ClaimIRI("c1")}}
	var b strings.Builder
	if err := WriteTurtle(&b, quads, v); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "id:is-k rel:opposes id:taliban") {
		t.Errorf("Turtle:\n%s", b.String())
	}
}

// TestTurtleIsReadBack writes what a hostile document may hold, and reads it back.
func TestTurtleIsReadBack(t *testing.T) {
	var quads []quad.Quad
	for _, text := range []string{
		`"`, `"""`, `\`, `ends in \`, `ends in "`, "two\nlines\r\n", "\t\b\f", "\x01\x7f", "\u202e\u200b", "<script>alert(1)</script>", "'''", "Köln", "",
	} {
		quads = append(quads, quad.Quad{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: quad.String(text)},
			quad.Quad{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:l"), Object: quad.LangString{Value: quad.String(text), Lang: "en"}},
			quad.Quad{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:t"), Object: quad.TypedString{Value: quad.String(text), Type: "x:type"}})
	}
	hostile := quad.IRI("x:a> <x:b> <x:c> . <x:d")
	quads = append(quads, quad.Quad{Subject: hostile, Predicate: quad.IRI("x:p"), Object: hostile})
	var b strings.Builder
	if err := WriteTurtle(&b, quads, graph.Vocabulary{}); err != nil {
		t.Fatal(err)
	}
	back := graphOf(t, b.String())
	want := rdf.NewGraph()
	for _, q := range quads {
		want.Add(toTerm(writable(q.Subject)).(rdf.Subject), toTerm(q.Predicate).(rdf.URIRef), toTerm(writable(q.Object)))
	}
	if got, want := triplesOf(back), triplesOf(want); got != want {
		t.Errorf("got\n%s\nwant\n%s\nwritten as\n%s", got, want, b.String())
	}
}
