package view

import (
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// Events made of verbs repeat what direct edges say: beside "gunmen attacked the hall"
// there is the attack, in which the gunmen took part and whose target is the hall. A
// drawing shows such an event where something else is said of it, that somebody
// condemned it or is held responsible, or where the selection asks for events; the
// parts of others would only double its edges.

// echoes returns the events of which some claims tell no more than their parts.
func echoes(claims []*graph.Claim) map[string]bool {
	echo := map[string]bool{}
	for _, c := range claims {
		if e := c.EventOf(); e != "" {
			echo[e] = true
		}
	}
	for _, c := range claims {
		if c.EventOf() == "" {
			delete(echo, c.Subject.ID)
			delete(echo, objectID(c))
		}
	}
	return echo
}

// withoutEchoes returns claims but for the parts of events that only repeat what others
// of them say, save where the selection asks for events or names one, or it is among
// those named, by ID.
func (s *selector) withoutEchoes(claims []*graph.Claim, named ...string) []*graph.Claim {
	if s.asksForEvents() {
		return claims
	}
	echo := echoes(claims)
	return slices.DeleteFunc(slices.Clone(claims), func(c *graph.Claim) bool {
		e := c.EventOf()
		return echo[e] && !slices.Contains(s.Entities, e) && !slices.Contains(named, e)
	})
}

// asksForEvents reports whether the selection names events, or the relations of
// their parts.
func (s *selector) asksForEvents() bool {
	if len(s.Relations) > 0 {
		return true
	}
	return slices.ContainsFunc(s.Types, func(t string) bool { return slices.Contains(s.types(t), "Event") })
}
