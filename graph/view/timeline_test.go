package view

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
)

func TestTimeline(t *testing.T) {
	g := graphOf(
		"A attacked B 2022", "A attacked C 2022-03-02", "A attacked D", "A attacked E 2022-01-01", "A attacked F 2021",
		"A attacked G recently", "A attacked H 2022", "A attacked I 2022", "A attacked J 2022", "A attacked K in:undated.txt",
	)
	times := map[string]graph.Time{
		"H": {From: "2021-06", To: "2022-03-15"}, "I": {From: "2022"}, "J": {To: "2021-12-31"}, "G": {Text: "recently"},
	}
	for i := range g.Claims {
		if own, ok := times[g.Claims[i].Object.Name]; ok {
			g.Claims[i].Time = &own
		}
	}
	g.Documents[1].Date = ""
	for _, test := range []struct {
		published bool
		want      []string
		undated   int
	}{
		{false, []string{
			"F 2021", "H 2021-06-01 to 2022-03-15", "J until 2021", "E 2022-01-01", "B 2022", "I since 2022", "C 2022-03-02",
		}, 3},
		{true, []string{
			"F 2021", "H 2021-06-01 to 2022-03-15", "J until 2021", "E 2022-01-01", "B 2022", "I since 2022", "C 2022-03-02",
			"D 2024-03-26", "G 2024-03-26",
		}, 1},
	} {
		dated, undated := Timeline(g, Claims(g, nil), test.published)
		var got []string
		for _, d := range dated {
			got = append(got, fmt.Sprintf("%s %s", d.Object.Name, d.When()))
			if d.Published != slices.Contains([]string{"D", "G"}, d.Object.Name) {
				t.Errorf("%s: published %v", d.Object.Name, d.Published)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("published %v (-want +got):\n%s", test.published, diff)
		}
		if undated != test.undated {
			t.Errorf("published %v: %d undated, want %d", test.published, undated, test.undated)
		}
	}
}

// TestClaimsOfOnePlaceStandInTheOrderOfTheirIDs asks for it whatever their keys are.
func TestClaimsOfOnePlaceStandInTheOrderOfTheirIDs(t *testing.T) {
	ids := map[uint64]string{9: "a", 2: "b", 7: "c", 1: "d"}
	c := NewCalendar(nil, false)
	for _, key := range []uint64{7, 1, 9, 2} {
		claim := &graph.Claim{Time: &graph.Time{From: "2022"}, Evidence: graph.Evidence{Source: "x", Start: 4}}
		if key == 1 {
			claim.Evidence.Start = 3
		}
		c.Add(key, claim)
	}
	got, err := c.InOrder(func(keys []uint64) (out []string, err error) {
		for _, k := range keys {
			out = append(out, ids[k])
		}
		return out, nil
	})
	if want := []uint64{1, 9, 2, 7}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestWhen(t *testing.T) {
	for _, test := range [][3]string{
		{"2022-01-01", "2022-12-31", "2022"},
		{"2022-03-01", "2022-03-31", "2022-03"},
		{"2022-03-01", "2022-03-01", "2022-03-01"},
		{"2021-01-01", "2022-12-31", "2021 to 2022"},
		{"2021-02-01", "2022-02-28", "2021-02 to 2022-02"},
		{"2021-02-03", "", "since 2021-02-03"},
		{"", "2020-02-29", "until 2020-02"},
	} {
		if got := (&Dated{From: test[0], To: test[1]}).When(); got != test[2] {
			t.Errorf("from %q to %q is %q, want %q", test[0], test[1], got, test[2])
		}
	}
}
