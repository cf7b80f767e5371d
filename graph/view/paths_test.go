package view

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func written(paths []Path) []string {
	var all []string
	for _, p := range paths {
		var b strings.Builder
		b.WriteString(p[0].From)
		for _, s := range p {
			e := s.Edges[0]
			arrow := fmt.Sprintf(" -%s-> ", e.Relation)
			if e.From != s.From {
				arrow = fmt.Sprintf(" <-%s- ", e.Relation)
			}
			b.WriteString(arrow + s.To)
		}
		all = append(all, b.String())
	}
	return all
}

func TestPaths(t *testing.T) {
	v := Of(graphOf(
		"A opposes B", "B funds C", "A attacked D 0.9", "C opposes D 0.9", "A knows E", "E knows F", "F knows C",
		"X knows Y", "A knows A", "B attacked A possible",
	), nil)
	for _, test := range []struct {
		a, b string
		k    int
		want []string
	}{
		{"a", "c", 1, []string{"a -attacked-> d <-opposes- c"}},
		{"a", "c", 5, []string{"a -attacked-> d <-opposes- c", "a -opposes-> b -funds-> c", "a -knows-> e -knows-> f -knows-> c"}},
		{"c", "a", 2, []string{"c -opposes-> d <-attacked- a", "c <-funds- b <-opposes- a"}},
		{"a", "x", 3, nil},
		{"a", "a", 3, nil},
		{"a", "nobody", 3, nil},
	} {
		got, err := Paths(v, test.a, test.b, test.k)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, written(got)); diff != "" {
			t.Errorf("%d ways from %s to %s (-want +got):\n%s", test.k, test.a, test.b, diff)
		}
	}
}

// TestPathsAreTheShortest compares with every way there is in small graphs.
func TestPathsAreTheShortest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		var lines []string
		for range 14 {
			lines = append(lines, fmt.Sprintf("N%d knows N%d 0.%d", rng.IntN(8), rng.IntN(8), 1+rng.IntN(8)))
		}
		v := Of(graphOf(lines...), nil)
		got, err := Paths(v, "n0", "n1", 4)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(everyWay(v, "n0", "n1", 4), idsOf(got)); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", lines, diff)
		}
	}
}

func idsOf(paths []Path) [][]string {
	var all [][]string
	for _, p := range paths {
		ids := []string{p[0].From}
		for _, s := range p {
			ids = append(ids, s.To)
		}
		all = append(all, ids)
	}
	return all
}

// everyWay walks all simple ways and sorts them.
func everyWay(v *View, a, b string, k int) [][]string {
	t := newTies(v)
	var all [][]string
	var walk func(way []string)
	walk = func(way []string) {
		at := way[len(way)-1]
		if at == b {
			all = append(all, slices.Clone(way))
			return
		}
		for _, next := range t.neighbours[at] {
			if !slices.Contains(way, next) {
				walk(append(way, next))
			}
		}
	}
	walk([]string{a})
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, t.compare)
	limit := len(all[0]) + 2
	all = slices.DeleteFunc(all, func(way []string) bool { return len(way) > limit })
	return all[:min(k, len(all))]
}
