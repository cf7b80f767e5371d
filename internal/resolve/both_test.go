package resolve

import (
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// TestClaimsOfBoth keeps apart what is claimed of each of two who share their words:
// "Both sued Acme".
func TestClaimsOfBoth(t *testing.T) {
	d := &text.Document{
		ID: "d", Text: "Apple, Google. Both sued Acme.",
		Mentions: []text.Mention{
			{Span: text.Span{Start: 0, End: 5}, Kind: text.Name, Entity: 0},
			{Span: text.Span{Start: 7, End: 13}, Kind: text.Name, Entity: 1},
			{Span: text.Span{Start: 25, End: 29}, Kind: text.Name, Entity: 2},
			{Span: text.Span{Start: 15, End: 19}, Kind: text.Pronoun, Entity: 0},
			{Span: text.Span{Start: 15, End: 19}, Kind: text.Pronoun, Entity: 1},
		},
		Entities: []text.Entity{{Name: "Apple", Mentions: []int{0, 3}}, {Name: "Google", Mentions: []int{1, 4}}, {Name: "Acme", Mentions: []int{2}}},
	}
	ids := map[[idSize]byte]bool{}
	for _, subject := range []int{3, 4} {
		id, err := claimID(d, &text.Claim{Subject: subject, Relation: "charged", Object: 2})
		if err != nil {
			t.Fatal(err)
		}
		ids[id] = true
	}
	if len(ids) != 2 {
		t.Error("what Apple did and what Google did have one name")
	}
}
