package query

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestGizmo(t *testing.T) {
	for program, want := range map[string]string{
		`g.V("<id:is-k>").out("<rel:attacked>").all()`:                                       `[{"id":"<id:crocus-hall>"}]`,
		`g.V(g.IRI("id:is-k")).out(g.IRI("rel:attacked")).all()`:                             `[{"id":"<id:crocus-hall>"}]`,
		`g.V("<id:taliban>").in("<rel:opposes>").tag("who").all()`:                           `[{"id":"<id:is-k>","who":"<id:is-k>"}]`, // two claims, one answer
		`g.V("<id:is-k>").out("<skos:prefLabel>").all()`:                                     `[{"id":"IS-K"}]`,
		`g.V("<id:kabul>").followRecursive(g.M().out("<rel:located-in>")).all()`:             `[{"id":"<id:afghanistan>"},{"id":"<id:asia>"},{"id":"<id:central-asia>"}]`,
		`g.emit({n: g.V().has("<q:status>", "denied").count()})`:                             `[{"n":1}]`,
		`g.V("<id:is-k>").forEach(function (d) { g.emit(d.id) })`:                            `["<id:is-k>"]`,
		`var x = g.V("<id:is-k>").out("<rel:opposes>").toArray(); g.emit(x.length > 0)`:      `[true]`,
		`g.V().has("<q:status>", "reported").out("<q:object>").save("<rdf:type>","t").all()`: `[{"id":"<id:taliban>","t":"<q:Agent>"}]`,
	} {
		for name, qs := range stores(t, worldGraph()) {
			found, err := Gizmo(t.Context(), qs, program, nil)
			if err != nil {
				t.Errorf("%s on %s: %v", program, name, err)
				continue
			}
			if got := jsonText(t, found.Rows); got != want {
				t.Errorf("%s on %s:\n%s, want\n%s", program, name, got, want)
			}
		}
	}
}

func jsonText(t *testing.T, x any) string {
	t.Helper()
	data, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(data))
}

func TestGraphQL(t *testing.T) {
	for text, want := range map[string]string{
		`{ nodes(id: <id:is-k>) { id <skos:prefLabel> <rel:attacked> { id } } }`:    `[{"nodes":{"<rel:attacked>":{"id":"<id:crocus-hall>"},"<skos:prefLabel>":"IS-K","id":"<id:is-k>"}}]`,
		`{ nodes(id: <id:russia>) { <rel:opposes> { id <rel:attacked> { id } } } }`: `[{"nodes":{"<rel:opposes>":{"<rel:attacked>":{"id":"<id:crocus-hall>"},"id":"<id:is-k>"}}}]`,
		`{ nodes(<q:status>: "denied") { <q:subject> { id } } }`:                    `[{"nodes":{"<q:subject>":{"id":"<id:taliban>"}}}]`,
	} {
		for name, qs := range stores(t, worldGraph()) {
			found, err := GraphQL(t.Context(), qs, text, nil)
			if err != nil {
				t.Errorf("%s on %s: %v", text, name, err)
				continue
			}
			if got := jsonText(t, found.Rows); got != want {
				t.Errorf("%s on %s:\n%s, want\n%s", text, name, got, want)
			}
		}
	}
}

func TestCayleyFaults(t *testing.T) {
	qs := stores(t, worldGraph())["ours"]
	for _, test := range []struct{ lang, text, want, hint string }{
		{"gizmo", `g.V("<id:is-k>").out("x").all(`, "column 31: Unexpected end of input", ""},
		{"gizmo", "g.V()\n.outt(\"x\").all()", "line 2, column 6: TypeError: Object has no member 'outt'", "did you mean out?"},
		{"gizmo", `nothing.all()`, "column 1: ReferenceError: nothing is not defined", ""},
		{"graphql", "{ nodes(id: <x>) { id }", "", ""},
		{"graphql", "{\n nodes(id: }", "", ""},
	} {
		var err error
		if test.lang == "gizmo" {
			_, err = Gizmo(t.Context(), qs, test.text, nil)
		} else {
			_, err = GraphQL(t.Context(), qs, test.text, nil)
		}
		var s *SyntaxError
		if !errors.As(err, &s) {
			t.Errorf("%s: error %v, want a syntax error", test.text, err)
			continue
		}
		if test.want == "" {
			t.Logf("%s: %v", test.text, err)
			continue
		}
		if err.Error() != test.want || s.Hint() != test.hint {
			t.Errorf("%s: error %q, hint %q, want %q, %q", test.text, err, s.Hint(), test.want, test.hint)
		}
	}
}

func TestCayleyEnds(t *testing.T) {
	qs := stores(t, worldGraph())["ours"]
	for _, program := range []string{"while (true) {}", "while (true) { g.V().all() }", "g.V().forEach(function () { while (true) {} })"} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		begin := time.Now()
		_, err := Gizmo(ctx, qs, program, nil)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) > 5*time.Second {
			t.Errorf("%s: error %v after %v", program, err, time.Since(begin))
		}
	}
	found, err := Gizmo(t.Context(), qs, "for (var i = 0; ; i++) { g.emit(i) }", &Options{Max: 5})
	if err != nil || len(found.Rows) != 5 || !found.More {
		t.Errorf("endless results: %v, %v", found, err)
	}
	if _, err = GraphQL(t.Context(), qs, "{ nodes { id } }", &Options{Max: 5}); !errors.Is(err, ErrValues) {
		t.Errorf("all nodes, where five are allowed: %v", err)
	}
	if _, err = GraphQL(t.Context(), qs, "{ nodes(first: 5) { id } }", &Options{Max: 5}); err != nil {
		t.Errorf("five nodes, where five are allowed: %v", err)
	}
	if found, err = Gizmo(t.Context(), qs, `g.V("<id:nobody>").all()`, nil); err != nil || len(found.Unknown) != 1 {
		t.Errorf("an unknown name: %v, %v", found, err)
	}
}
