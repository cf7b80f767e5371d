package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

func TestPruneKeepsWhatAGraphIsAbout(t *testing.T) {
	s, err := schema.Load("general")
	if err != nil {
		t.Fatal(err)
	}
	// "On Friday this worried Ann. The problem: a lack of arms in Kabul. She has a plan."
	d := &text.Document{
		Mentions: []text.Mention{
			{Text: "Friday", Kind: text.Nominal, Entity: 0},
			{Text: "this", Kind: text.Pronoun, Entity: 1},
			{Text: "Ann", Kind: text.Name, Entity: 2},
			{Text: "The problem", Kind: text.Nominal, Entity: 3},
			{Text: "Kabul", Kind: text.Name, Entity: 4},
			{Text: "She", Kind: text.Pronoun, Entity: 2},
			{Text: "a plan", Kind: text.Nominal, Entity: 5},
		},
		Entities: []text.Entity{
			{Name: "Friday", Type: "Date", Mentions: []int{0}},
			{Name: "this", Mentions: []int{1}},
			{Name: "Ann", Type: "Person", Mentions: []int{2, 5}},
			{Name: "problem", Type: "Concept", Mentions: []int{3}},
			{Name: "Kabul", Type: "City", Mentions: []int{4}},
			{Name: "plan", Type: "Concept", Mentions: []int{6}},
		},
		Claims: []text.Claim{{Subject: 5, Object: 6, Speaker: -1, Place: 4}},
	}
	prune(d, s)
	var names []string
	for _, e := range d.Entities {
		names = append(names, e.Name)
	}
	if diff := cmp.Diff([]string{"Ann", "Kabul", "plan"}, names); diff != "" {
		t.Error(diff)
	}
	c := d.Claims[0]
	got := []string{d.Mentions[c.Subject].Text, d.Mentions[c.Object].Text, d.Mentions[c.Place].Text, d.Mentions[d.Entities[0].Mentions[1]].Text}
	if diff := cmp.Diff([]string{"She", "a plan", "Kabul", "She"}, got); diff != "" {
		t.Error(diff)
	}
}
