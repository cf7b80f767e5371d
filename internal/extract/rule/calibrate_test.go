package rule

import (
	"slices"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

func TestConfidenceTableHasEverySign(t *testing.T) {
	if _, err := readWeights(confidenceTable); err != nil {
		t.Fatal(err)
	}
	for _, name := range SignNames {
		if !strings.Contains(confidenceTable, "\t"+name+"\n") {
			t.Errorf("confidence.txt has no weight of %q: fit it again", name)
		}
	}
}

func TestAConfidenceTableWithAMistakeIsNamed(t *testing.T) {
	for _, table := range []string{"one\tworth\n", "1.0\twroth\n", "1.0 worth\n"} {
		if _, err := readWeights(table); err == nil {
			t.Errorf("%q was read without complaint", table)
		}
	}
}

// What a construction is worth still orders claims of one kind.
func TestConfidenceGrowsWithTheWorthOfAConstruction(t *testing.T) {
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	doc := &text.Document{
		Sentences: []text.Sentence{{Tokens: []text.Token{{Form: "x", ArcScore: 0.9}}}},
		Mentions:  []text.Mention{{Kind: text.Name, Entity: 0}, {Kind: text.Name, Entity: 1}},
		Entities:  []text.Entity{{Name: "IS-K", Type: "ArmedGroup"}, {Name: "Taliban", Type: "ArmedGroup"}},
	}
	for _, c := range []float64{0.5, 0.7, 0.9} {
		doc.Claims = append(doc.Claims, text.Claim{Relation: "attacked", Object: 1, Confidence: c, Status: text.Asserted})
	}
	New(s).calibrate(doc)
	got := []float64{doc.Claims[0].Confidence, doc.Claims[1].Confidence, doc.Claims[2].Confidence}
	if !slices.IsSorted(got) || got[0] == got[2] || got[2] > 0.99 {
		t.Errorf("confidences of worths 0.5, 0.7 and 0.9 are %v; want them to grow, and to stay below 1", got)
	}
}
