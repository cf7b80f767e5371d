package outline_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/graphtest"
	"github.com/quadrille-kg/quadrille/graph/outline"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// TestBriefsTellWhatClaimsAreChosenBy reads the briefs of a graph, and then its claims
// whole, in an order that is not the store's.
func TestBriefsTellWhatClaimsAreChosenBy(t *testing.T) {
	g, v, s := graphtest.News(1500, 6), graph.Vocabulary{}, store.Memory()
	part := &g.Claims[7]
	part.Rule, part.Object, part.Value = graph.EventRule+"agent", nil, "three"
	stored(t, s, v, g)
	b, err := outline.OpenBriefs(s, v)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	all, err := b.Read(t.Context(), g.Documents, true)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []uint64
	got := map[uint64]graph.Claim{}
	parts := map[uint64]bool{}
	for c := range all {
		numbers = append(numbers, c.Number)
		claim := *c.Claim
		claim.Subject = &graph.Argument{Entity: graph.Entity{Type: c.Claim.Subject.Type}}
		if c.Claim.Object != nil {
			claim.Object = &graph.Argument{Entity: graph.Entity{Type: c.Claim.Object.Type}}
		}
		if c.Claim.Time != nil {
			claim.Time = &graph.Time{From: c.Claim.Time.From, To: c.Claim.Time.To}
		}
		got[c.Number], parts[c.Number] = claim, c.Event != 0 && c.Event == c.Subject
	}
	slices.Reverse(numbers)
	claims, err := b.Claims(t.Context(), numbers)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := b.IDs(numbers)
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string]*graph.Claim{}
	for i := range g.Claims {
		whole[g.Claims[i].ID] = &g.Claims[i]
	}
	if len(claims) != len(whole) {
		t.Errorf("%d claims, want %d", len(claims), len(whole))
	}
	outline.Name(g, claims)
	for i, n := range numbers {
		want := whole[ids[i]]
		if diff := cmp.Diff(want, &claims[i]); diff != "" {
			t.Fatalf("a whole claim (-want +got):\n%s", diff)
		}
		brief := graph.Claim{
			Subject: &graph.Argument{Entity: graph.Entity{Type: want.Subject.Type}}, Relation: want.Relation,
			Status: want.Status, Confidence: want.Confidence,
			Evidence: graph.Evidence{Document: want.Evidence.Document, Source: want.Evidence.Source, Start: want.Evidence.Start},
		}
		if want.Object != nil {
			brief.Object = &graph.Argument{Entity: graph.Entity{Type: want.Object.Type}}
		}
		if want.Time != nil && want.Time.From+want.Time.To != "" {
			brief.Time = &graph.Time{From: want.Time.From, To: want.Time.To}
		}
		if want == part {
			brief.Rule = graph.EventRule
		}
		if diff := cmp.Diff(brief, got[n]); diff != "" {
			t.Errorf("the brief of %s (-want +got):\n%s", want.ID, diff)
		}
		if parts[n] != (want == part) {
			t.Errorf("that %s is a part of its subject is %v", want.ID, parts[n])
		}
	}
}
