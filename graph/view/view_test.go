package view

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/graphtest"
)

// graphOf makes a graph of lines such as "IS-K attacked Taliban reported 2022".
func graphOf(lines ...string) *graph.Graph { return graphtest.Of(lines...) }

func edges(v *View) []string {
	var all []string
	for i := range v.Edges {
		e := &v.Edges[i]
		all = append(all, fmt.Sprintf("%s %s %s %s %d", e.From, e.Label(), e.To, e.Status, e.Weight()))
	}
	return all
}

var example = []string{
	"IS-K opposes Taliban", "IS-K opposes Taliban", "IS-K opposes Taliban reported by:BBC",
	"IS-K attacked Moscow 2024", "Taliban controls Kabul 2021 0.3", "Vladimir_Putin attacked Kabul denied",
	"Vladimir_Putin visited Kabul possible", "Taliban ~want Moscow", "Taliban has-property \"strong\"",
}

func TestOf(t *testing.T) {
	for _, test := range []struct {
		name string
		sel  *Selection
		want []string
	}{
		{"everything: denied and open claims are not drawn", nil, []string{
			"is-k attacked moscow asserted 1", "is-k opposes taliban asserted 2", "is-k opposes taliban reported 1",
			"taliban controls kabul asserted 1", "vladimir-putin visited kabul possible 1",
		}},
		{"denied when asked", &Selection{Statuses: []graph.Status{graph.Denied}}, []string{"vladimir-putin attacked kabul denied 1"}},
		{"one entity", &Selection{Entities: []string{"moscow"}}, []string{"is-k attacked moscow asserted 1"}},
		{"two hops", &Selection{Entities: []string{"moscow"}, Hops: 2, Relations: []string{"attacked", "opposes"}, Statuses: []graph.Status{graph.Asserted}}, []string{
			"is-k attacked moscow asserted 1", "is-k opposes taliban asserted 2",
		}},
		{"type", &Selection{Types: []string{"ArmedGroup"}}, []string{"is-k opposes taliban asserted 2", "is-k opposes taliban reported 1"}},
		{"until 2021", &Selection{Until: "2021"}, []string{"taliban controls kabul asserted 1"}},
		{"since February 2024", &Selection{Since: "2024-02", Relations: []string{"attacked", "controls"}}, []string{"is-k attacked moscow asserted 1"}},
		{"sure ones", &Selection{MinConfidence: 0.5, Relations: []string{"controls", "attacked"}}, []string{"is-k attacked moscow asserted 1"}},
		{"another document", &Selection{Documents: []string{"b.txt"}}, nil},
		{"this document", &Selection{Documents: []string{"a.txt"}, Relations: []string{"visited"}}, []string{"vladimir-putin visited kabul possible 1"}},
		{"most important", &Selection{Limit: 1}, []string{"is-k opposes taliban asserted 2"}},
		{"open", &Selection{Open: true, Entities: []string{"taliban"}, MinConfidence: 0.5, Statuses: []graph.Status{graph.Asserted}}, []string{
			"is-k opposes taliban asserted 2", "taliban has-property \"strong\" asserted 1", "taliban want moscow asserted 1",
		}},
	} {
		if diff := cmp.Diff(test.want, edges(Of(graphOf(example...), test.sel))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestNodes(t *testing.T) {
	v := Of(graphOf(example...), &Selection{Entities: []string{"bbc", "is-k"}})
	var got []string
	for _, n := range v.Nodes {
		got = append(got, fmt.Sprintf("%s %s %d %v", n.ID, n.Type, n.Claims, n.Focus))
	}
	want := []string{"bbc MediaOrganization 0 true", "is-k ArmedGroup 4 true", "moscow City 1 false", "taliban ArmedGroup 3 false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
	if v.Node("is-k") == nil || v.Node("kabul") != nil {
		t.Error("Node finds what is not there, or misses what is")
	}
}

func TestGraphOfView(t *testing.T) {
	g := graphOf(example...)
	if v := Of(g, nil); v.Graph != g {
		t.Error("a selection of everything is not the graph itself")
	}
	part := Of(g, &Selection{Statuses: []graph.Status{graph.Reported}}).Graph
	var ids []string
	for _, e := range part.Entities {
		ids = append(ids, e.ID)
	}
	if want := []string{"bbc", "is-k", "taliban"}; len(part.Claims) != 1 || len(part.Documents) != 1 || !slices.Equal(ids, want) {
		t.Errorf("reported part: %d claims, entities %v; want 1 and %v", len(part.Claims), ids, want)
	}
	if got := len(Of(g, &Selection{Limit: 3}).Graph.Claims); got != 3 {
		t.Errorf("limit 3 keeps %d claims", got)
	}
	if got := len(Of(g, &Selection{Types: []string{"MediaOrganization"}}).Graph.Entities); got != 1 {
		t.Errorf("by type: %d entities, want the one that no claim speaks of", got)
	}
}

func TestLimited(t *testing.T) {
	v := Of(graphOf(example...), nil)
	w := v.Limited(2)
	if len(w.Edges) != 2 || len(w.Nodes) != 2 || w.Left != (Left{Nodes: 3, Edges: 3, Claims: 3}) {
		t.Errorf("limited to 2: %v, %d nodes, left %+v", edges(w), len(w.Nodes), w.Left)
	}
	if v.Limited(100) != v {
		t.Error("a limit that does not bind makes another view")
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	want := Of(graphOf(example...), nil)
	for range 5 {
		g := graphOf(example...)
		rand.Shuffle(len(g.Claims), func(i, j int) { g.Claims[i], g.Claims[j] = g.Claims[j], g.Claims[i] })
		if diff := cmp.Diff(edges(want), edges(Of(g, nil))); diff != "" {
			t.Fatalf("shuffled claims change the view:\n%s", diff)
		}
	}
}

func TestCheck(t *testing.T) {
	g := graphOf(example...)
	for _, test := range []struct {
		sel        Selection
		want, hint string
	}{
		{Selection{Relations: []string{"oposes"}}, `no relation "oposes"`, `did you mean "opposes"?`},
		{Selection{Types: []string{"Group"}}, `no entity type "Group"`, `did you mean "ArmedGroup"?`},
		{Selection{Statuses: []graph.Status{"certain"}}, `no status "certain"`, `did you mean "asserted", "reported", "possible" or "denied"?`},
		{Selection{Documents: []string{"b.txt"}}, `no document "b.txt"`, `did you mean "a.txt"?`},
		{Selection{Since: "last year"}, `"last year" is no date: write 2022, 2022-03 or 2022-03-01`, ""},
		{Selection{Until: "2022-13"}, `"2022-13" is no date: write 2022, 2022-03 or 2022-03-01`, ""},
		{Selection{Since: "2022", Until: "2024-02", Types: []string{"City"}, Documents: []string{"d0c00000"}}, "", ""},
	} {
		err := test.sel.Check(g)
		if got := fmt.Sprint(err); err == nil && test.want != "" || err != nil && got != test.want {
			t.Errorf("%+v: error %v, want %q", test.sel, err, test.want)
		}
		if u, ok := err.(*UnknownError); ok && u.Hint() != test.hint {
			t.Errorf("%+v: hint %q, want %q", test.sel, u.Hint(), test.hint)
		}
	}
}

func TestBusiest(t *testing.T) {
	var got []string
	for _, b := range Busiest(graphOf(example...), 3) {
		got = append(got, fmt.Sprintf("%s %d", b.Name, b.Claims))
	}
	if want := []string{"Taliban 6", "IS-K 4", "Kabul 3"}; !slices.Equal(got, want) {
		t.Errorf("busiest %v, want %v", got, want)
	}
}

func TestMark(t *testing.T) {
	sentence := "Élan: in 2022 it attacked the embassy."
	c := &graph.Claim{
		Subject: &graph.Argument{Mention: graph.Mention{Start: 114, End: 116}}, Object: &graph.Argument{Mention: graph.Mention{Start: 126, End: 137}},
		Time: &graph.Time{Text: "in 2022"}, Evidence: graph.Evidence{Start: 114, End: 137},
	}
	want := []Piece{
		{"Élan: ", Unmarked},
		{"in 2022", InTime},
		{" ", Unmarked},
		{"it", InEvidence | InSubject},
		{" attacked ", InEvidence},
		{"the embassy", InEvidence | InObject},
		{".", Unmarked},
	}
	if diff := cmp.Diff(want, Mark(sentence, 100, c)); diff != "" {
		t.Errorf("pieces (-want +got):\n%s", diff)
	}
	for _, start := range []int{0, 115, 130, 5000} {
		var b strings.Builder
		for _, p := range Mark(sentence, start, c) {
			b.WriteString(p.Text)
		}
		if b.String() != sentence {
			t.Errorf("from %d the pieces say %q", start, b.String())
		}
	}
}
