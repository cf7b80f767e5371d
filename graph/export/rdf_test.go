package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"
	rdflib "github.com/tggo/goRDFlib"
	"github.com/tggo/goRDFlib/nq"

	"github.com/quadrille-kg/quadrille/graph"
)

// graphs are what every RDF writer is tried on.
var graphs = map[string]func() *graph.Graph{"sample": sample, "hostile": hostile, "empty": func() *graph.Graph { return &graph.Graph{} }}

// wanted returns a graph's quads as sorted N-Quads lines.
func wanted(g *graph.Graph) []string {
	var all []string
	for q := range (graph.Vocabulary{}).Graph(g) {
		all = append(all, string(AppendNQuad(nil, q)))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestNQuad(t *testing.T) {
	xsd := "http://www.w3.org/2001/XMLSchema#"
	for _, test := range []struct {
		object quad.Value
		want   string
	}{
		{quad.String("plain"), `"plain"`},
		{quad.String("\"\\\n\r\t\b\f"), `"\"\\\n\r\t\b\f"`},
		{quad.String("\x00\x1b\x7f\u0085\ufffe"), "\"\\u0000\\u001B\\u007F\u0085\\uFFFE\""},
		{quad.String("é 東 😀 <b>"), `"é 東 😀 <b>"`},
		{quad.TypedString{Value: "0.90", Type: quad.IRI(xsd + "decimal")}, `"0.90"^^<` + xsd + `decimal>`},
		{quad.TypedString{Value: "x", Type: quad.IRI(xsd + "string")}, `"x"`},
		{quad.LangString{Value: "chat", Lang: "fr"}, `"chat"@fr`},
		{quad.Int(-3), `"-3"^^<` + xsd + `integer>`},
		{quad.BNode("b1"), `_:b1`},
		{quad.IRI("x:a b<>\"{}|^`\\é"), "<x:a\\u0020b\\u003C\\u003E\\u0022\\u007B\\u007D\\u007C\\u005E\\u0060\\u005Cé>"},
	} {
		q := quad.Quad{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: test.object, Label: quad.IRI("x:g")}
		if got, want := string(AppendNQuad(nil, q)), "<x:s> <x:p> "+test.want+" <x:g> .\n"; got != want {
			t.Errorf("%#v\n got %s\nwant %s", test.object, got, want)
		}
	}
}

// TestNQuadsReadBack has another library read what was written.
func TestNQuadsReadBack(t *testing.T) {
	for name, g := range graphs {
		var got []string
		handle := func(s rdflib.Subject, p rdflib.URIRef, o, label rdflib.Term) {
			q := quad.Quad{Subject: value(s), Predicate: value(p), Object: value(o)}
			if label != nil {
				q.Label = value(label)
			}
			got = append(got, string(AppendNQuad(nil, q)))
		}
		data := written(t, "nquads", everything(g()), nil)
		if err := nq.Parse(rdflib.NewGraph(), bytes.NewReader(data), nq.WithQuadHandler(handle)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		slices.Sort(got)
		if diff := cmp.Diff(wanted(g()), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func value(x rdflib.Term) quad.Value {
	if l, ok := x.(rdflib.Literal); ok {
		return quad.TypedString{Value: quad.String(l.Lexical()), Type: quad.IRI(l.Datatype().Value())}
	}
	return quad.IRI(x.(rdflib.URIRef).Value())
}

// TestRapper and TestRDFLib have the programs read it that people use.
func TestRapper(t *testing.T) {
	rapper, err := exec.LookPath("rapper")
	if err != nil {
		t.Skip("rapper is not installed (Debian: raptor2-utils)")
	}
	for name, g := range graphs {
		path := temporary(t, "nquads", g())
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		// rapper refuses the two code points that are no characters, escaped or not.
		data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte(`\uFFFE`), nil), []byte(`\uFFFF`), nil)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(rapper, "-i", "nquads", "-c", path).CombinedOutput()
		want := fmt.Sprintf("Parsing returned %d triple", len(wanted(g())))
		if err != nil || !strings.Contains(string(out), want) || strings.Contains(string(out), "rror") {
			t.Errorf("%s: rapper: %v, want %q in:\n%s", name, err, want, out)
		}
	}
}

func TestRDFLib(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil || exec.Command(python, "-c", "import rdflib").Run() != nil {
		t.Skip("Python's rdflib is not installed")
	}
	const script = "import rdflib, sys\nd = rdflib.Dataset()\nd.parse(sys.argv[1], format=sys.argv[2])\nprint(len(set(d.quads())))"
	for name, g := range graphs {
		for format, theirs := range map[string]string{"nquads": "nquads", "jsonld": "json-ld"} {
			out, err := exec.Command(python, "-c", script, temporary(t, format, g()), theirs).CombinedOutput()
			if want := fmt.Sprintln(len(wanted(g()))); err != nil || !strings.HasSuffix(string(out), want) {
				t.Errorf("%s, %s: rdflib: %v, want %s in:\n%s", name, format, err, want, out)
			}
		}
	}
}

func temporary(t *testing.T, format string, g *graph.Graph) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph")
	if err := os.WriteFile(path, written(t, format, everything(g), nil), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestJSONLDIsTheSameQuads has a JSON-LD 1.1 processor make quads of it.
func TestJSONLDIsTheSameQuads(t *testing.T) {
	all := maps.Clone(graphs)
	all["inferred"] = func() *graph.Graph {
		with, _ := inferredView(t)
		return with.Graph
	}
	for name, g := range all {
		var doc any
		if err := json.Unmarshal(written(t, "jsonld", everything(g()), nil), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		options := ld.NewJsonLdOptions("")
		options.ProcessingMode = ld.JsonLd_1_1
		if _, err := ld.NewJsonLdProcessor().Expand(doc, options); err != nil {
			t.Fatalf("%s does not expand: %v", name, err)
		}
		dataset, err := ld.NewJsonLdProcessor().ToRDF(doc, options)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for label, triples := range dataset.(*ld.RDFDataset).Graphs {
			for _, tr := range triples {
				q := quad.Quad{Subject: node(tr.Subject), Predicate: node(tr.Predicate), Object: node(tr.Object)}
				if label != "@default" {
					q.Label = quad.IRI(label)
				}
				got = append(got, string(AppendNQuad(nil, q)))
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(wanted(g()), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func node(n ld.Node) quad.Value {
	if l, ok := n.(ld.Literal); ok {
		return quad.TypedString{Value: quad.String(l.Value), Type: quad.IRI(l.Datatype)}
	}
	return quad.IRI(n.GetValue())
}

func TestJSONLD(t *testing.T) {
	g := graphOf([]string{"Jebel Front|attacked|Port Selim|asserted|1"})
	got := string(written(t, "jsonld", everything(g), nil))
	_, got, _ = strings.Cut(got, "\"@graph\": ")
	want := `[
{"@id": "id:jebel-front", "@type": "q:ArmedGroup", "name": "Jebel Front"},
{"@id": "id:port-selim", "@type": "q:City", "name": "Port Selim"},
{"@id": "claim:c000", "@graph": [
  {"@id": "id:jebel-front", "rel:attacked": {"@id": "id:port-selim"}}
]},
{"@id": "doc:d1", "@graph": [
  {"@id": "claim:c000", "@type": "q:Claim", "subject": "id:jebel-front", "relation": "rel:attacked", "object": "id:port-selim", "status": "asserted", "confidence": "0.9", "extractor": "rule", "derivedFrom": "doc:d1", "sentence": 0, "exact": "Jebel Front … Port Selim", "start": 0, "end": 5},
  {"@id": "doc:d1", "@type": "q:SourceDocument", "title": "A title", "date": "2024-03-26", "author": "Ann Roe", "language": "en", "url": "https://news.example/delta", "source": "sample.txt"},
  {"@id": "doc:d1#char=0,3", "exact": "Jebel Front", "refersTo": "id:jebel-front"},
  {"@id": "doc:d1#char=1,4", "exact": "Port Selim", "refersTo": "id:port-selim"}
]}
]
}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzNQuad(f *testing.F) {
	for _, s := range hostileNames {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		if len(s) > 10000 {
			t.Skip("goRDFlib reads lines of up to 64 KB")
		}
		want := quad.Quad{Subject: quad.IRI("x:s"), Predicate: quad.IRI("x:p"), Object: quad.TypedString{Value: quad.String(s), Type: xsdString}}
		read := func(s rdflib.Subject, p rdflib.URIRef, o, label rdflib.Term) {
			if got := (quad.Quad{Subject: value(s), Predicate: value(p), Object: value(o)}); got != want {
				t.Errorf("%q came back as %v", want.Object, got.Object)
			}
		}
		line := AppendNQuad(nil, want)
		if err := nq.Parse(rdflib.NewGraph(), bytes.NewReader(line), nq.WithQuadHandler(read)); err != nil || bytes.Count(line, []byte("\n")) != 1 {
			t.Errorf("%q: %v", line, err)
		}
	})
}

// TestTurtleTerms writes what our own graphs do not have, but RDF does: languages,
// blank nodes, native values, IRIs with odd characters.
func TestTurtleTerms(t *testing.T) {
	xsd := "http://www.w3.org/2001/XMLSchema#"
	var quads []quad.Quad
	for _, object := range []quad.Value{
		quad.LangString{Value: "chat \"noir\"\n", Lang: "fr"},
		quad.LangString{Value: "שלום", Lang: "he-IL"},
		quad.BNode("b1"), quad.Int(-3),
		quad.TypedString{Value: "0.90", Type: quad.IRI(xsd + "decimal")},
		quad.TypedString{Value: "x", Type: "http://example.org/a b"},
		quad.IRI("http://example.org/a b<>\"{}|^`\\é"), quad.IRI(graph.NS + "a.b."), quad.IRI(graph.NS + "-"), quad.IRI(graph.NS), quad.String("'\"\"\"\\"),
	} {
		quads = append(quads, quad.Quad{Subject: quad.IRI(graph.NS + "s"), Predicate: quad.IRI(graph.NS + "p"), Object: object})
	}
	quads = append(quads, quad.Quad{Subject: quad.BNode("b1"), Predicate: graph.RDFType, Object: quad.IRI(graph.NS + "C")})
	var b bytes.Buffer
	w := newTurtle(&b, graph.Vocabulary{}.Prefixes())
	w.nodes(quads, "")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"chat \"noir\"\n"@fr`, `"שלום"@he-IL`, "_:b1 a q:C .", `"-3"^^xsd:integer`, `"0.90"^^xsd:decimal`, `"x"^^<http://example.org/a\u0020b>`,
		"<http://example.org/a\\u0020b\\u003C\\u003E\\u0022\\u007B\\u007D\\u007C\\u005E\\u0060\\u005Cé>", "<" + graph.NS + "a.b.>", "<" + graph.NS + "->", "<" + graph.NS + ">",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in:\n%s", want, b.String())
		}
	}
	// rapper refuses IRIs that are none, escaped or not.
	text := strings.NewReplacer("a\\u0020b", "ab", "\\u0020", "", "\\u003C\\u003E\\u0022\\u007B\\u007D\\u007C\\u005E\\u0060\\u005C", "").Replace(b.String())
	path := filepath.Join(t.TempDir(), "terms.ttl")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if rapper, err := exec.LookPath("rapper"); err == nil {
		if out, err := exec.Command(rapper, "-i", "turtle", "-c", path).CombinedOutput(); err != nil || !strings.Contains(string(out), "returned 12 triples") {
			t.Errorf("rapper: %v: %s", err, out)
		}
	}
}
