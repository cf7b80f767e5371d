package sparql

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	rdf "github.com/tggo/goRDFlib"
	engine "github.com/tggo/goRDFlib/sparql"

	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// judge is a program for node: it loads N-Quads and answers queries by Oxigraph.
const judge = `
const fs = require("fs"), ox = require("oxigraph")
const store = new ox.Store()
store.load(fs.readFileSync(process.argv[1], "utf8"), {format: "application/n-quads"})
const out = JSON.parse(fs.readFileSync(process.argv[2], "utf8")).map(q => {
	try {
		const format = /CONSTRUCT|DESCRIBE/.test(q) ? "application/n-triples" : "application/sparql-results+json"
		return {answer: store.query(q, {results_format: format})}
	} catch (e) {
		return {fault: String(e)}
	}
})
console.log(JSON.stringify(out))
`

// TestAgreesWithOxigraph asks another implementation of SPARQL the same, of ordinary
// graphs and of one with several. It needs node, and oxigraph from npm in NODE_PATH.
func TestAgreesWithOxigraph(t *testing.T) {
	if err := exec.Command("node", "-e", `require("oxigraph")`).Run(); err != nil {
		t.Skip("no oxigraph: npm install oxigraph@0.5.11, and NODE_PATH=…/node_modules")
	}
	st := worlds(t)
	var asked []string
	for _, q := range queries {
		if !strings.Contains(q, "CONSTRUCT") {
			asked = append(asked, q)
		}
	}
	for _, a := range answered {
		asked = append(asked, a.query)
	}
	asked = slices.DeleteFunc(asked, func(q string) bool {
		return slices.ContainsFunc(otherwise, func(s string) bool { return strings.Contains(q, s) })
	})
	for i := range asked {
		asked[i] = "PREFIX : <http://example.org/>\n" + asked[i]
	}
	agreed := 0
	for i, res := range judged(t, st, asked) {
		if res.Fault != "" {
			t.Logf("%s: Oxigraph does not understand: %s", asked[i], res.Fault)
			continue
		}
		want, err := engine.ParseSRJ(strings.NewReader(res.Answer))
		if err != nil {
			t.Fatalf("%s: %v\n%s", asked[i], err, res.Answer)
		}
		got, err := Run(t.Context(), st, asked[i], nil)
		if err != nil {
			t.Errorf("%s: %v", asked[i], err)
			continue
		}
		compare(t, asked[i], inEngine(got), want)
		agreed++
	}
	if agreed < len(asked)-3 {
		t.Errorf("only %d of %d queries were answered by both", agreed, len(asked))
	}
	t.Logf("%d queries compared", agreed)
}

// otherwise are parts of queries that Oxigraph answers otherwise.
var otherwise = []string{
	"AVG",               // the engine gives ten decimals
	"GROUP_CONCAT",      // solutions come in another order
	"GRAPH ?g { SELECT", // section 18.6 joins ?g to each graph's answer
	"FROM :g1 FROM :g2", // section 13.2 merges graphs, each triple once
	":nowhere :part*",   // section 18.4: a path of no steps leads from a term to itself
}

type verdict struct{ Answer, Fault string }

func judged(t *testing.T, st *store.Store, asked []string) (out []verdict) {
	t.Helper()
	var data []byte
	for q, err := range st.Quads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		data = export.AppendNQuad(data, q)
		q.Label = nil // its default graph is to be the union of all, each triple once
		data = export.AppendNQuad(data, q)
	}
	dir := t.TempDir()
	list, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"data.nq": data, "queries.json": list} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.Command("node", "-e", judge, filepath.Join(dir, "data.nq"), filepath.Join(dir, "queries.json")).Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, said)
	}
	if err := json.Unmarshal(said, &out); err != nil || len(out) != len(asked) {
		t.Fatalf("%d answers to %d queries, %v", len(out), len(asked), err)
	}
	return out
}

// worlds is the graph with all kinds of terms, and two more with names.
func worlds(t testing.TB) *store.Store {
	t.Helper()
	return storeOf(t, graphOf(t, world), map[string]*rdf.Graph{
		"http://example.org/g1": graphOf(t, `@prefix : <http://example.org/> . :a :met :b . :a :knows :b .`),
		"http://example.org/g2": graphOf(t, `@prefix : <http://example.org/> . :a :met :b . :b :met :c .`),
	})
}
