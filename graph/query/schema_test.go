package query

import (
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

const relations = `
name: test
entities:
  Agent: {says: "somebody"}
relations:
  allied-with: {from: [Agent], to: [Agent], says: "is an ally of", symmetric: true}
  part-of: {from: [Agent], to: [Agent], says: "belongs to", transitive: true}
  opposes: {from: [Agent], to: [Agent], says: "is against"}
`

func testSchema(t *testing.T) *schema.Schema {
	t.Helper()
	s, err := schema.Parse("test.yaml", []byte(relations), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// answers runs a query on a store and returns its rows, each on a line.
func answers(t *testing.T, q *Query, qs cayley.QuadStore, opts *Options) []string {
	t.Helper()
	res, err := q.Run(t.Context(), qs, opts)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, row := range res.Rows {
		rows = append(rows, strings.Join(row.Values, " "))
	}
	return rows
}

// stores returns the quads in every store that queries run on.
func stores(t *testing.T, g *graph.Graph) map[string]cayley.QuadStore {
	t.Helper()
	quads := map[quad.Quad]bool{}
	var all []quad.Quad
	for q := range (graph.Vocabulary{}).Graph(g) {
		if !quads[q] {
			quads[q] = true
			all = append(all, q)
		}
	}
	own := store.Memory()
	if err := own.Apply(all, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { own.Close() })
	return map[string]cayley.QuadStore{"memstore": memstore.New(all...), "ours": own.QuadStore()}
}

func TestSchemaDirections(t *testing.T) {
	g := graphOfLines([]string{
		"A allied-with B", "C allied-with A", "A part-of D", "D part-of E", "E opposes B", "B allied-with B",
	})
	s := testSchema(t)
	for _, test := range []struct {
		query string
		opts  Options
		want  []string
	}{
		{"A allied-with ?x", Options{Schema: s}, []string{"b", "c"}},
		{"?x allied-with A", Options{Schema: s}, []string{"b", "c"}},
		{"?x allied-with B", Options{Schema: s}, []string{"a", "b"}},
		{"A allied-with ?x", Options{}, []string{"b"}},
		{"B allied-with+ ?x", Options{Schema: s}, []string{"a", "b", "c"}},
		{"A ?how ?x", Options{Schema: s}, []string{"allied-with b", "allied-with c", "part-of d"}},
		{"?x ?how C", Options{Schema: s}, []string{"a allied-with"}},
		{"A part-of ?x", Options{Schema: s}, []string{"d"}},
		{"A part-of ?x", Options{Schema: s, Transitive: true}, []string{"d", "e"}},
		{"?x allied-with ?y, ?x part-of+ ?z, ?z opposes ?y", Options{Schema: s}, []string{"a b e"}},
	} {
		q, err := Parse(test.query, view.NamesOf(g, nil))
		if err != nil {
			t.Fatal(err)
		}
		for name, qs := range stores(t, g) {
			got := answers(t, q, qs, &test.opts)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s on %s (-want +got):\n%s", test.query, name, diff)
			}
		}
	}
}

// TestStoresAgree asks the same of both stores.
func TestStoresAgree(t *testing.T) {
	g := worldGraph()
	names := view.NamesOf(g, nil)
	for _, query := range []string{
		"?a ?b ?c", "?a opposes|attacked ?b, ?b ?r ?c", "?a located-in+ ?b, ?b located-in ?c", "?x ?r ?x", "Taliban ?r ?, ? ?r2 Taliban",
	} {
		q, err := Parse(query, names)
		if err != nil {
			t.Fatal(err)
		}
		results := map[string]*Result{}
		for name, qs := range stores(t, g) {
			if results[name], err = q.Run(t.Context(), qs, nil); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(results["memstore"], results["ours"]); diff != "" || len(results["ours"].Rows) == 0 {
			t.Errorf("%s: %d rows (-memstore +ours):\n%s", query, len(results["ours"].Rows), diff)
		}
	}
}
