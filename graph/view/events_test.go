package view

import (
	"slices"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
)

// withEvent is a graph in which IS-K attacked Kabul, and the same again as an event
// with parts.
func withEvent(more ...string) *graph.Graph {
	g := graphOf(append([]string{
		"IS-K attacked Kabul", "IS-K participated-in Strike", "Strike has-target Kabul", "Strike occurred-at Kabul",
	}, more...)...)
	for i := range 3 {
		g.Claims[i+1].Rule = "frame attack"
	}
	return g
}

func TestAnEventThatRepeatsAnEdgeIsNotDrawn(t *testing.T) {
	if got, want := edges(Of(withEvent(), nil)), []string{"is-k attacked kabul asserted 1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnEventIsDrawnWhereMoreIsSaidOfIt(t *testing.T) {
	for name, v := range map[string]*View{
		"somebody condemned it": Of(withEvent("Taliban condemned Strike"), nil),
		"it was asked for":      Of(withEvent(), &Selection{Entities: []string{"strike"}}),
		"its parts were":        Of(withEvent(), &Selection{Relations: []string{"participated-in", "has-target"}}),
	} {
		if got := strings.Join(edges(v), "\n"); !strings.Contains(got, "is-k participated-in strike") {
			t.Errorf("%s: the event's parts are not drawn:\n%s", name, got)
		}
	}
}

func TestAnEventThatRepeatsAnEdgeTiesNobody(t *testing.T) {
	of := func(claims []*graph.Claim) (rules []string) {
		for _, c := range claims {
			rules = append(rules, c.RelationOf())
		}
		return rules
	}
	if got, want := of(Ties(withEvent(), nil)), []string{"attacked"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := of(Ties(withEvent(), nil, "strike")); len(got) != 4 {
		t.Errorf("the event is named, but of its ties only %q are kept", got)
	}
	if got := of(Claims(withEvent("Taliban condemned Strike"), nil)); len(got) != 5 {
		t.Errorf("somebody condemned the event, but of its claims only %q are kept", got)
	}
}
