package graph

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inferred is the sample with an inference that rests on two of its claims.
func inferred() *Graph {
	g := sample()
	i := Inference{
		Subject: g.Entities[0].Entity, Object: g.Entities[2].Entity, Relation: "part-of", How: Transitive,
		Claims: []*Claim{&g.Claims[0], &g.Claims[3]}, Confidence: 0.45, Time: &Time{From: "2022-01-01"},
	}
	g.Inferences = []Inference{i}
	return g
}

func TestInferenceQuads(t *testing.T) {
	i := &inferred().Inferences[0]
	var b strings.Builder
	for _, q := range short.Inference(i) {
		fmt.Fprintln(&b, q.Subject, q.Predicate, q.Object, q.Label)
	}
	got := strings.NewReplacer(i.ID(), "ID", NS, "q:", nsXSD, "xsd:", nsProv, "prov:", nsRDF, "rdf:").Replace(b.String())
	want := `<x:id/is-k> <x:rel/part-of> <x:id/taliban> <x:inference/ID>
<x:inference/ID> <rdf:type> <q:Inference> <nil>
<x:inference/ID> <q:subject> <x:id/is-k> <nil>
<x:inference/ID> <q:relation> <x:rel/part-of> <nil>
<x:inference/ID> <q:object> <x:id/taliban> <nil>
<x:inference/ID> <q:inferredBy> "transitive" <nil>
<x:inference/ID> <q:confidence> "0.45"^^<xsd:decimal> <nil>
<x:inference/ID> <q:from> "2022-01-01"^^<xsd:date> <nil>
<x:inference/ID> <prov:wasDerivedFrom> <x:claim/c1> <nil>
<x:inference/ID> <prov:wasDerivedFrom> <x:claim/c4> <nil>
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("quads (-want +got):\n%s", diff)
	}
}

func TestInferencesAreNotReadBackAsClaims(t *testing.T) {
	for _, v := range []Vocabulary{{}, short} {
		quads := slices.Collect(v.Graph(inferred()))
		got, err := v.GraphFrom(slices.Values(quads))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sample(), got); diff != "" {
			t.Errorf("base %q: graph (-want +got):\n%s", v.Base, diff)
		}
	}
}

func TestInferenceIDsTellWhatTheyRestOn(t *testing.T) {
	a, b := inferred().Inferences[0], inferred().Inferences[0]
	if a.ID() != b.ID() {
		t.Error("one inference has two IDs")
	}
	b.Claims = b.Claims[:1]
	if a.ID() == b.ID() {
		t.Error("two inferences, of different claims, have one ID")
	}
}

func TestInferenceLine(t *testing.T) {
	i := inferred().Inferences[0]
	i.Object.Name = "the <Taliban>"
	i.Object.Aliases = nil
	got, err := json.Marshal(&i)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"subject":{"id":"is-k","name":"IS-K","type":"ArmedGroup","aliases":["Islamic State-Khorasan"],"mention":null},` +
		`"relation":"part-of","open":"","object":{"id":"taliban","name":"the \u003cTaliban\u003e","type":"ArmedGroup","aliases":[],"mention":null},` +
		`"status":"inferred","polarity":"positive","speaker":null,"time":{"text":"","from":"2022-01-01"},"place":null,` +
		`"confidence":0.45,"extractor":"inference","evidence":null,"inferred":{"how":"transitive","claims":["c1","c4"],"evidence":[` +
		`{"document":"9ab2","source":"moscow.txt","sentence":12,"start":13,"end":40,"text":"the Taliban, who it opposes"},` +
		`{"document":"9ab2","source":"moscow.txt","sentence":12,"start":99,"end":112,"text":"has 3,000 men"}]}}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
