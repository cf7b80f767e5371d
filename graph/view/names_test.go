package view

import (
	"slices"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
)

func people() *graph.Graph {
	g := &graph.Graph{}
	add := func(id, name, kind string, aliases ...string) {
		g.Entities = append(g.Entities, graph.Profile{Entity: graph.Entity{ID: id, Name: name, Type: kind, Aliases: aliases}})
	}
	add("crocus-hall", "Crocus Hall", "Facility")
	add("georgia-country", "Georgia", "Country")
	add("georgia-region", "Georgia", "Region")
	add("is-k", "IS-K", "ArmedGroup", "Islamic State-Khorasan", "ISKP")
	add("islamic-state", "Islamic State", "ArmedGroup", "IS")
	add("lodz", "Łódź", "City")
	add("moscow", "Москва", "City")
	add("putin", "Vladimir Putin", "Person")
	add("saakashvili", "Mikheil Saakashvili", "Person")
	add("state-duma", "State Duma", "Organization", "IS")
	add("taliban", "Taliban", "ArmedGroup", "the Talib movement")
	return g
}

func TestFind(t *testing.T) {
	for _, test := range []struct {
		name  string
		found []string
		near  []string
	}{
		{"IS-K", []string{"is-k"}, nil},
		{"is k", []string{"is-k"}, nil},
		{"iskp", []string{"is-k"}, nil},
		{"islamic state khorasan", []string{"is-k"}, nil},
		{"the TALIBAN", []string{"taliban"}, nil},
		{"Taliban’s", []string{"taliban"}, nil},
		{"  crocus\u200b   hall ", []string{"crocus-hall"}, nil},
		{"lodz", []string{"lodz"}, nil},
		{"москва", []string{"moscow"}, nil},
		{"Putin", []string{"putin"}, nil},
		{"georgia", []string{"georgia-country", "georgia-region"}, nil},
		{"georgia-region", []string{"georgia-region"}, nil},
		{"Talban", nil, []string{"Taliban"}},
		{"crocus hal", nil, []string{"Crocus Hall"}},
		{"Vladimir", nil, []string{"Vladimir Putin"}},
		{"state", nil, []string{"Islamic State", "IS-K", "State Duma"}},
		{"IS", []string{"islamic-state", "state-duma"}, nil},
		{"Atlantis", nil, nil},
		{"", nil, nil},
		{"\u202e!", nil, nil},
	} {
		found, near := Find(people(), test.name)
		var ids []string
		for _, e := range found {
			ids = append(ids, e.ID)
		}
		if test.name == "state" {
			slices.Sort(near)
			slices.Sort(test.near)
		}
		if !slices.Equal(ids, test.found) || !slices.Equal(near, test.near) {
			t.Errorf("%q: found %q, near %q; want %q, %q", test.name, ids, near, test.found, test.near)
		}
	}
}

func TestRelationByName(t *testing.T) {
	n := NamesOf(graphOf("A member-of B", "A allied-with B", "A opposes B"), nil)
	for name, want := range map[string]string{"member of": "member-of", "Member-Of": "member-of", "opposes": "opposes", "opposse": ""} {
		if got, _ := n.Relation(name); got != want {
			t.Errorf("relation %q is %q, want %q", name, got, want)
		}
	}
	if _, near := n.Relation("allied"); !slices.Equal(near, []string{"allied-with"}) {
		t.Errorf("near allied: %q", near)
	}
}
