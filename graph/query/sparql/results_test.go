package sparql

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

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
