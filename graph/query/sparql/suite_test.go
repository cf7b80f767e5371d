package sparql

import (
	"fmt"
	"go/ast"
	goparser "go/parser"
	gotoken "go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	rdf "github.com/tggo/goRDFlib"
	"github.com/tggo/goRDFlib/nt"
	"github.com/tggo/goRDFlib/rdfxml"
	engine "github.com/tggo/goRDFlib/sparql"
	"github.com/tggo/goRDFlib/testdata/w3c"
	"github.com/tggo/goRDFlib/turtle"

	"github.com/quadrille-kg/quadrille/graph"
)

// module is where the engine's module lies; its tests are read there, never copied.
func module(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/tggo/goRDFlib").Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		t.Skip("the engine's module is not in the module cache")
	}
	return dir
}

// suite is the manifest of the W3C's tests of SPARQL 1.1 queries. The engine's module
// has a place for them, which its zip leaves empty, for they are a submodule there; a
// checkout of github.com/w3c/rdf-tests serves as well.
func suite(t *testing.T) string {
	t.Helper()
	const manifest = "sparql/sparql11/manifest-sparql11-query.ttl"
	for _, dir := range []string{
		os.Getenv("QUADRILLE_RDF_TESTS"),
		filepath.Join(module(t), "testdata", "w3c", "rdf-tests"),
		filepath.Join("..", "..", "..", "..", "shared", "rdf-tests"),
		filepath.Join("..", "..", "..", "..", "shared", "data", "rdf-tests"),
	} {
		if path := filepath.Join(dir, manifest); dir != "" {
			if _, err := os.Stat(path); err == nil {
				return path
			}
		}
	}
	t.Skip("no W3C tests: set QUADRILLE_RDF_TESTS to a checkout of github.com/w3c/rdf-tests")
	return ""
}

const evaluationTest = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#QueryEvaluationTest"

// TestW3C runs the query-evaluation tests of the W3C: each that the engine passes
// over its own store is to pass over ours.
func TestW3C(t *testing.T) {
	m, err := w3c.ParseIncludeManifest(suite(t))
	if err != nil {
		t.Fatal(err)
	}
	runSuite(t, m)
}

// TestSuiteReader keeps the reading of suites honest where the W3C's is not there.
func TestSuiteReader(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"manifest.ttl": `@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
<> a mf:Manifest ; mf:entries ( <#one> <#two> ) .
<#one> a mf:QueryEvaluationTest ; mf:name "one" ; mf:action [ qt:query <one.rq> ; qt:data <data.ttl> ] ; mf:result <one.srj> .
<#two> a mf:QueryEvaluationTest ; mf:name "two" ; mf:action [ qt:query <two.rq> ; qt:graphData <data.ttl> ] ; mf:result <one.srj> .`,
		"data.ttl": `<http://example.org/a> <http://example.org/p> 1 , 2 .`,
		"one.rq":   `SELECT ?o { ?s ?p ?o FILTER(?o > 1) }`,
		"two.rq":   `SELECT ?o { GRAPH <data.ttl> { ?s ?p ?o FILTER(?o > 1) } }`,
		"one.srj": `{"head": {"vars": ["o"]}, "results": {"bindings": [
			{"o": {"type": "literal", "value": "2", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}]}}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	m, err := w3c.ParseManifest(filepath.Join(dir, "manifest.ttl"))
	if err != nil {
		t.Fatal(err)
	}
	if passed := runSuite(t, m); passed != 2 {
		t.Errorf("%d of 2 tests passed", passed)
	}
}

// runSuite returns how many tests the engine passed, all of which we have to.
func runSuite(t *testing.T, m *w3c.Manifest) (passed int) {
	t.Helper()
	all, ours := 0, 0
	for _, e := range m.Entries {
		if e.Type != evaluationTest || e.Query == "" || e.Result == "" {
			continue
		}
		all++
		engineRight, weAreRight, err := evaluate(t, e)
		switch {
		case err != nil:
			t.Logf("%s: %v", e.Name, err)
		case engineRight && !weAreRight:
			t.Errorf("%s: the engine passes over its own store, and not over ours", e.Name)
		}
		if engineRight {
			passed++
		}
		if weAreRight {
			ours++
		}
	}
	t.Logf("of %d query-evaluation tests the engine passes %d, and %d pass over our store", all, passed, ours)
	return passed
}

// evaluate runs one test both ways.
func evaluate(t testing.TB, e w3c.TestEntry) (engineRight, weAreRight bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	text, err := os.ReadFile(e.Query)
	if err != nil {
		return false, false, err
	}
	g := rdf.NewGraph()
	if e.Data != "" {
		if err := readRDF(g, e.Data); err != nil {
			return false, false, err
		}
	}
	var named map[string]*rdf.Graph
	for _, path := range e.GraphData {
		if named == nil {
			named = map[string]*rdf.Graph{}
		}
		named["file://"+path] = rdf.NewGraph()
		if err := readRDF(named["file://"+path], path); err != nil {
			return false, false, err
		}
		if e.Data == "" {
			if err := readRDF(g, path); err != nil {
				return false, false, err
			}
		}
	}
	want, err := readResult(e.Result)
	if err != nil {
		return false, false, err
	}
	base := "file://" + filepath.Dir(e.Query) + "/"
	if q, err := engine.Parse(string(text)); err == nil {
		q.NamedGraphs = named
		if q.BaseURI == "" && named != nil {
			q.BaseURI = base
		}
		if res, err := engine.EvalQuery(g, q, nil); err == nil {
			engineRight = equal(res, want)
		}
	}
	res, err := Run(t.Context(), storeOf(t, g, named), string(text), &Options{Unlabelled: true, Base: base})
	if err == nil {
		weAreRight = equal(inEngine(res), want)
	}
	return engineRight, weAreRight, err
}

func equal(got, want *engine.Result) bool {
	if want.Type == "CONSTRUCT" {
		return got.Graph != nil && triplesOf(got.Graph) == triplesOf(want.Graph)
	}
	return engine.ResultsEqual(got, want)
}

func readRDF(g *rdf.Graph, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	base := "file://" + path
	switch filepath.Ext(path) {
	case ".ttl":
		return turtle.Parse(g, f, turtle.WithBase(base))
	case ".rdf", ".xml":
		return rdfxml.Parse(g, f, rdfxml.WithBase(base))
	case ".nt":
		return nt.Parse(g, f, nt.WithBase(base))
	}
	return fmt.Errorf("%s: a form of RDF that is not read here", path)
}

func readResult(path string) (*engine.Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	switch filepath.Ext(path) {
	case ".srx":
		return engine.ParseSRX(f)
	case ".srj":
		return engine.ParseSRJ(f)
	}
	g := rdf.NewGraph()
	if err := readRDF(g, path); err != nil {
		return nil, err
	}
	for t := range g.Triples(nil, nil, nil) {
		if strings.HasSuffix(t.Object.N3(), "result-set#ResultSet>") {
			return nil, fmt.Errorf("%s: results as RDF are not read here", path)
		}
	}
	return &engine.Result{Type: "CONSTRUCT", Graph: g}, nil
}

// TestEngineQueries asks the queries that stand in the engine's own tests, on a graph
// with the names that they use. Those it answers wrongly are told apart by hand.
func TestEngineQueries(t *testing.T) {
	g := graphOf(t, world+engineWorld)
	st := storeOf(t, g, nil)
	known := map[string]bool{}
	asked := 0
	for _, q := range literalsOf(t, filepath.Join(module(t), "sparql")) {
		q = engineQuery(q)
		if q == "" || known[q] || unfair(q) {
			continue
		}
		known[q] = true
		want, err := engine.Query(g, q)
		if err != nil {
			continue
		}
		res, err := Run(t.Context(), st, q, nil)
		if err != nil {
			continue // the parser takes much that is no SPARQL
		}
		asked++
		compare(t, q, inEngine(res), want)
	}
	if asked < 100 {
		t.Errorf("only %d queries were found", asked)
	}
	t.Logf("%d queries agree", asked)
}

// engineWorld has what most of the engine's tests ask about.
const engineWorld = `
@prefix ex: <http://example.org/> .
ex:Alice a ex:Person ; ex:name "Alice" ; ex:age 30 ; ex:knows ex:Bob .
ex:Bob a ex:Person ; ex:name "Bob" ; ex:age 25 ; ex:knows ex:Charlie .
ex:Charlie a ex:Person ; ex:name "Charlie" ; ex:age 35 .
ex:s ex:p ex:o , "hello" , 1 , 2 . ex:s1 ex:p 10 . ex:s2 ex:p 20 ; ex:q 3 .
`

// engineQuery completes a literal to a query that can stand alone, or returns "".
func engineQuery(s string) string {
	if !strings.Contains(s, "{") {
		return ""
	}
	for _, prologue := range []string{"", "PREFIX ex: <http://example.org/>\n", "PREFIX : <http://example.org/>\n"} {
		if _, err := engine.Parse(prologue + s); err == nil {
			if _, err := prepare(prologue+s, graph.Vocabulary{}); err == nil {
				return prologue + s
			}
		}
	}
	return ""
}

// unfair are queries whose answers change from call to call, and those on which the
// engine is known to be wrong: LIMIT 0 and LIMIT or OFFSET without an order, blank
// nodes as if each stood alone, GRAPH where there are no named graphs; and what is of
// RDF 1.2 alone.
func unfair(q string) bool {
	for _, s := range []string{"RAND", "UUID", "BNODE", "NOW", "LIMIT", "OFFSET", "_:", "SAMPLE", "GROUP_CONCAT", "<<", "GRAPH", "--"} {
		if strings.Contains(strings.ToUpper(q), s) {
			return true
		}
	}
	return false
}

// literalsOf returns the string literals of the Go tests in a folder.
func literalsOf(t *testing.T, dir string) (out []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := goparser.ParseFile(gotoken.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == gotoken.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					out = append(out, s)
				}
			}
			return true
		})
	}
	return out
}
