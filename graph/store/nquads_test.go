package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	rdf "github.com/tggo/goRDFlib"
	"github.com/tggo/goRDFlib/nq"

	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

func TestReadNQuads(t *testing.T) {
	const text = `# a comment
<x:s> <x:p> <x:o> .
<x:s> <x:p> "text" <x:g> . # and another

  _:b1	<x:p>	_:b2.
<x:s> <x:p> "a \"quote\"\n\u00E9 \U0001F600" .
<x:s> <x:p> "Köln"@de-DE _:g .
<x:s> <x:p> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .
<x:s> <x:p> "plain"^^<http://www.w3.org/2001/XMLSchema#string> .
<x:\u0041> <x:p> "" .`
	want := []quad.Quad{
		{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: quad.IRI("x:o")},
		{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: quad.String("text"), Label: quad.IRI("x:g")},
		{Subject: quad.BNode("b1"), Predicate: quad.IRI("x:p"), Object: quad.BNode("b2")},
		{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: quad.String("a \"quote\"\né 😀")},
		{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: quad.LangString{Value: "Köln", Lang: "de-DE"}, Label: quad.BNode("g")},
		{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: quad.TypedString{Value: "5", Type: "http://www.w3.org/2001/XMLSchema#integer"}},
		{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: quad.String("plain")},
		{Subject: quad.IRI("x:A"), Predicate: quad.IRI("x:p"), Object: quad.String("")},
	}
	var got []quad.Quad
	for q, err := range store.ReadNQuads(strings.NewReader(strings.ReplaceAll(text, "\n", "\r\n"))) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, q)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("quads (-want +got):\n%s", diff)
	}
}

func TestNQuadsMistakes(t *testing.T) {
	for line, want := range map[string]string{
		`<x:s> <x:p> <x:o>`:               "line 2, column 18: an IRI in <> or a blank node is expected here",
		`<x:s> "p" <x:o> .`:               "line 2, column 7: a predicate is an IRI in <>",
		`<x:s <x:p> <x:o> .`:              `line 2, column 5: an IRI cannot hold " ": write it as \u0020`,
		`<x:s> <x:p> "open .`:             "line 2, column 13: the string is not closed",
		`<x:s> <x:p> "bad \x" .`:          "line 2, column 18: no such escape",
		`<x:s> <x:p> <x:o> . <x:s>`:       "line 2, column 21: there is something after the point that ends a quad",
		`<x:s> <x:p> "5"^^xsd:integer .`:  "line 2, column 16: a datatype is an IRI in <> after ^^",
		`<x:s> <x:p> "x"@ .`:              "line 2, column 16: a language follows @",
		`<x:s> <x:p> <x:o> <x:g> <x:h> .`: "line 2, column 25: the point that ends a quad is missing",
		`<x:s> <x:p> <x:\n> .`:            "line 2, column 16: an IRI has only \\u and \\U for escapes",
		`<x:s> <p> <x:o> .`:               "line 2, column 7: an IRI is absolute: it begins with a scheme, as in <https://…>",
		"<x:s> <x:p> \"\xff\" .":          "line 2, column 1: the line is not in UTF-8",
		`_: <x:p> <x:o> .`:                "line 2, column 1: a blank node has a name after _:",
	} {
		var err error
		for _, err = range store.ReadNQuads(strings.NewReader("<x:a> <x:b> <x:c> .\n" + line + "\n")) {
			if err != nil {
				break
			}
		}
		var bad *store.ParseError
		if !errors.As(err, &bad) || err.Error() != want {
			t.Errorf("%s: error %v, want %s", line, err, want)
		}
	}
}

// FuzzReadNQuads compares with the parser of another library: what both read is the same.
func FuzzReadNQuads(f *testing.F) {
	for _, s := range []string{
		"<x:s> <x:p> <x:o> .", "<x:s> <x:p> \"a\\n\"@en <x:g> .", "_:a <x:p> \"1\"^^<x:t> .", "<x:\\u00e9> <x:p> \"\\U0001F600\" .", "# c", "<x:s> <x:p> _:a.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var ours []quad.Quad
		for q, err := range store.ReadNQuads(strings.NewReader(text)) {
			if err != nil {
				return
			}
			ours = append(ours, q)
		}
		// What has been read can be written and read again.
		var b []byte
		for _, q := range ours {
			b = export.AppendNQuad(b, q)
		}
		i := 0
		for q, err := range store.ReadNQuads(bytes.NewReader(b)) {
			if err != nil || ours[i] != q {
				t.Fatalf("%q is read as %v, and once written as %v, %v", text, ours[i], q, err)
			}
			i++
		}
		n := 0
		if nq.Parse(rdf.NewGraph(), strings.NewReader(text), nq.WithQuadHandler(func(rdf.Subject, rdf.URIRef, rdf.Term, rdf.Term) { n++ })) == nil && n != len(ours) {
			t.Errorf("%q: %d quads, and %d by another parser", text, len(ours), n)
		}
	})
}

// nquadsFile writes the benchmarks' graph.
func nquadsFile(tb testing.TB) (path string, n int) {
	tb.Helper()
	path = filepath.Join(tb.TempDir(), "graph.nq")
	var b []byte
	for d := range storetest.Quads(*benchQuads, 1) {
		for _, q := range d.Quads {
			b = export.AppendNQuad(b, q)
			n++
		}
	}
	if err := os.WriteFile(path, b, 0o666); err != nil {
		tb.Fatal(err)
	}
	return path, n
}

func loadFile(tb testing.TB, path string) time.Duration {
	tb.Helper()
	in, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer in.Close()
	begin := time.Now()
	s := open(tb, filepath.Join(tb.TempDir(), "index"), &store.Options{Bulk: true})
	if _, err := s.Load(tb.Context(), in); err != nil {
		tb.Fatal(err)
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	return time.Since(begin)
}

// BenchmarkLoadNQuads loads a file into the index on disk, parsing included.
func BenchmarkLoadNQuads(b *testing.B) {
	path, n := nquadsFile(b)
	took := loadFile(b, path)
	b.ReportMetric(float64(n)/took.Seconds(), "quads/s")
	b.ReportMetric(0, "ns/op")
}

// oxigraph loads a file of N-Quads and prints the seconds that took.
const oxigraph = `
const fs = require("fs"), ox = require("oxigraph")
const data = fs.readFileSync(process.argv[1], "utf8")
const store = new ox.Store()
const begin = process.hrtime.bigint()
store.load(data, {format: "application/n-quads"})
console.log(Number(process.hrtime.bigint() - begin) / 1e9)
`

// TestLoadAheadOfOxigraph loads the same quads into our index on disk, and by Oxigraph
// into its store in memory, one after the other: ours is to be there first. It needs
// node, and oxigraph from npm in NODE_PATH.
func TestLoadAheadOfOxigraph(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it measures time")
	}
	if err := exec.Command("node", "-e", `require("oxigraph")`).Run(); err != nil {
		t.Skip("no oxigraph: npm install oxigraph@0.5.11, and NODE_PATH=…/node_modules")
	}
	path, n := nquadsFile(t)
	// Other tests run beside this one: the best of three turns counts, on both sides.
	ours, theirs := math.Inf(1), math.Inf(1)
	for range 3 {
		ours = min(ours, loadFile(t, path).Seconds())
		out, err := exec.Command("node", "-e", oxigraph, path).CombinedOutput()
		var took float64
		if _, scanned := fmt.Sscan(string(out), &took); err != nil || scanned != nil {
			t.Fatalf("oxigraph: %v\n%s", err, out)
		}
		theirs = min(theirs, took)
	}
	rate := func(seconds float64) int { return int(float64(n) / seconds) }
	t.Logf("%d quads: %d quads/s into our index on disk, %d quads/s into Oxigraph in memory", n, rate(ours), rate(theirs))
	if ours > theirs {
		t.Errorf("Oxigraph is ahead: %.2f s to our %.2f s", theirs, ours)
	}
}
