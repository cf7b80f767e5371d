package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// world is a small graph: who does what to whom, and with which status.
var world = []string{
	"IS-K opposes Taliban", "IS-K opposes Taliban", "IS-K attacked Crocus_Hall", "IS-K attacked Taliban reported",
	"Taliban attacked Kabul", "Russia opposes IS-K", "Russia bombed IS-K", "Taliban member-of Afghan_Council", "IS-K affiliate-of Islamic_State",
	"Kabul located-in Afghanistan", "Afghanistan located-in Central_Asia", "Central_Asia located-in Asia", "Crocus_Hall located-in Moscow",
	"Moscow located-in Russia", "Taliban attacked Taliban denied", "IS-K killed IS-K", "Russia located-in Asia",
}

func worldGraph() *graph.Graph { return graphOfLines(world) }

func graphOfLines(lines []string) *graph.Graph {
	g := &graph.Graph{}
	entity := func(name string) graph.Entity {
		name = strings.ReplaceAll(name, "_", " ")
		e := graph.Entity{ID: strings.ToLower(strings.ReplaceAll(name, " ", "-")), Name: name, Type: "Agent", Aliases: []string{}}
		if !slices.ContainsFunc(g.Entities, func(p graph.Profile) bool { return p.ID == e.ID }) {
			g.Entities = append(g.Entities, graph.Profile{Entity: e})
		}
		return e
	}
	for i, line := range lines {
		w := strings.Fields(line)
		c := graph.Claim{
			ID: fmt.Sprintf("c%02d", i), Subject: &graph.Argument{Entity: entity(w[0])}, Relation: &w[1],
			Object: &graph.Argument{Entity: entity(w[2])}, Status: graph.Asserted, Polarity: graph.Positive,
			Evidence: graph.Evidence{Document: "d1"},
		}
		if len(w) > 3 {
			c.Status = graph.Status(w[3])
		}
		g.Claims = append(g.Claims, c)
	}
	return g
}

func worldStore(t testing.TB) (cayley.QuadStore, Lexicon) {
	t.Helper()
	g := worldGraph()
	seen := map[quad.Quad]bool{}
	var quads []quad.Quad
	for q := range (graph.Vocabulary{}).Graph(g) {
		if !seen[q] {
			seen[q] = true
			quads = append(quads, q)
		}
	}
	return memstore.New(quads...), view.NamesOf(g, nil)
}

func TestRun(t *testing.T) {
	store, names := worldStore(t)
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"?who opposes Taliban", []string{"is-k"}},
		{"?who opposes taliban, ?who attacked ?x", []string{"is-k crocus-hall"}},
		{"?a opposes ?b, ?b opposes ?c", []string{"russia is-k taliban"}},
		{"IS-K attacked 'Crocus Hall'", []string{""}},
		{"IS-K attacked Crocus Hall", []string{""}},
		{"is k affiliate of ?x", []string{"islamic-state"}},
		{"Taliban member of Afghan Council", []string{""}},
		{"IS-K attacked Taliban", nil}, // only reported
		{"?x attacked|bombed ?y", []string{"is-k crocus-hall", "russia is-k", "taliban kabul"}},
		{"?x killed ?x", []string{"is-k"}},
		{"?x attacked ?x", nil},
		{"Kabul located-in+ ?where", []string{"afghanistan", "asia", "central-asia"}},
		{"?what located-in+ Asia", []string{"afghanistan", "central-asia", "crocus-hall", "kabul", "moscow", "russia"}},
		{"?a located-in+ ?b, IS-K attacked ?a", []string{"crocus-hall asia", "crocus-hall moscow", "crocus-hall russia"}},
		{"Kabul located-in+ Asia", []string{""}},
		{"Asia located-in+ Kabul", nil},
		{"?x attacked ?, ?x opposes _", []string{"is-k"}},
		{"Russia ?how ?whom", []string{"bombed is-k", "located-in asia", "opposes is-k"}},
		{"?who ?how Taliban, ?who ?how IS-K", nil},
		{"?a attacked ?b, ?b located in ?c", []string{"is-k crocus-hall moscow", "taliban kabul afghanistan"}},
	} {
		q, err := Parse(test.query, names)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		res, err := q.Run(t.Context(), store, nil)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
		}
		var got []string
		for _, row := range res.Rows {
			got = append(got, strings.Join(row.Values, " "))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.query, diff)
		}
	}
}

func TestEvidence(t *testing.T) {
	store, names := worldStore(t)
	for query, want := range map[string][]Edge{
		"?who opposes Taliban, ?who attacked ?x": {
			{"is-k", "opposes", "taliban", []string{"c00", "c01"}},
			{"is-k", "attacked", "crocus-hall", []string{"c02"}},
		},
		"Kabul located-in+ Central Asia": {
			{"kabul", "located-in", "afghanistan", []string{"c09"}},
			{"afghanistan", "located-in", "central-asia", []string{"c10"}},
		},
		"?x located-in+ Central Asia, Taliban attacked ?x": {
			{"kabul", "located-in", "afghanistan", []string{"c09"}},
			{"afghanistan", "located-in", "central-asia", []string{"c10"}},
			{"taliban", "attacked", "kabul", []string{"c04"}},
		},
	} {
		q, err := Parse(query, names)
		if err != nil {
			t.Fatal(err)
		}
		res, err := q.Run(t.Context(), store, nil)
		if err != nil || len(res.Rows) != 1 {
			t.Fatalf("%s: %d rows, error %v", query, len(res.Rows), err)
		}
		if diff := cmp.Diff(want, res.Rows[0].Edges); diff != "" {
			t.Errorf("%s: edges (-want +got):\n%s", query, diff)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	_, names := worldStore(t)
	for _, test := range []struct{ query, want, hint string }{
		{"", "column 1: a pattern is a subject, a relation and an object, as in '?who opposes Taliban'", ""},
		{"?who opposes", "column 1: a pattern is a subject, a relation and an object, as in '?who opposes Taliban'", ""},
		{"?who opposes Taliban,", "column 22: a pattern is a subject, a relation and an object, as in '?who opposes Taliban'", ""},
		{"?who oposes Taliban", `column 6: no relation "oposes"`, "did you mean opposes?"},
		{"?who opposes Talban", `column 14: no entity "Talban"`, "did you mean Taliban?"},
		{"Talban opposes ?x", `column 1: no entity "Talban"`, "did you mean Taliban?"},
		{"?who opposes Taliban, Crocus Hall locatd-in ?x", `column 35: no relation "locatd-in"`, "did you mean located-in?"},
		{"?who opposes 'Taliban", "column 14: the quotation mark ' is not closed", ""},
		{"?who opposes Taliban ?x", `column 22: "?x" cannot stand within a name: put the name in quotes`, ""},
		{"?x ?r Taliban, ?r opposes ?x", "column 4: ?r cannot be both a relation and an entity", ""},
		{"?é opposes Атлантида", `column 12: no entity "Атлантида"`, ""},
	} {
		_, err := Parse(test.query, names)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: error %v, want a syntax error", test.query, err)
			continue
		}
		if err.Error() != test.want || syntax.Hint() != test.hint {
			t.Errorf("%q: error %q, hint %q; want %q, %q", test.query, err, syntax.Hint(), test.want, test.hint)
		}
		if lines := strings.Split(syntax.Excerpt(), "\n"); len(lines) != 2 || len(lines[1]) != syntax.Column {
			t.Errorf("%q: excerpt %q", test.query, syntax.Excerpt())
		}
	}
}

func TestMax(t *testing.T) {
	store, names := worldStore(t)
	q, err := Parse("?a located-in+ ?b", names)
	if err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[int]bool{3: true, 11: true, 12: false, 13: false} {
		res, err := q.Run(t.Context(), store, &Options{Max: limit})
		if err != nil || res.More != want || len(res.Rows) != min(limit, 12) {
			t.Errorf("max %d: %d rows, more %v, error %v", limit, len(res.Rows), res.More, err)
		}
	}
}

func TestDeadline(t *testing.T) {
	store, names := worldStore(t)
	q, err := Parse("?a opposes ?b", names)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	if _, err := q.Run(ctx, store, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a query past its deadline: error %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"?who opposes Taliban, ?who attacked ?x", "'a b' attacked|killed+ _", "? ? ?", "“x” , |", "a ?", "\xff opposes ?"} {
		f.Add(s)
	}
	_, names := worldStore(f)
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s, names)
		if err == nil && len(q.Triples) == 0 {
			t.Errorf("%q: no triples and no error", s)
		}
		if e, ok := err.(*SyntaxError); err != nil && (!ok || e.Column < 1 || e.Column > len([]rune(s))+1) {
			t.Errorf("%q: %v", s, err)
		}
	})
}
