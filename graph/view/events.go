package view

import (
	"iter"
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
	return Echoes(func(yield func(Ends[string]) bool) {
		for _, c := range claims {
			if !yield(Ends[string]{c.EventOf(), c.Subject.ID, objectID(c)}) {
				return
			}
		}
	})
}

// Ends are those of a claim, and which of them is the event that it gives a part of as
// graph.Claim.Event has it, by IDs or other keys; the zero key for none.
type Ends[K comparable] struct{ Event, Subject, Object K }

// Echoes returns the events of which some claims, which are gone through twice, tell no
// more than their parts.
func Echoes[K comparable](claims iter.Seq[Ends[K]]) map[K]bool {
	var none K
	echo := map[K]bool{}
	for c := range claims {
		if c.Event != none {
			echo[c.Event] = true
		}
	}
	for c := range claims {
		if c.Event == none {
			delete(echo, c.Subject)
			delete(echo, c.Object)
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
