package view

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// graph returns the selected part of the graph as a graph of its own. Where
// nothing narrows it, that is the graph itself.
func (s *selector) graph(claims []*graph.Claim, inferences []graph.Inference) *graph.Graph {
	if !s.narrows() && !s.limits(claims) {
		return s.g
	}
	if s.limits(claims) {
		claims = claims[:s.Limit]
		inferences = restingOn(claims, inferences)
	}
	out := &graph.Graph{Inferences: inferences}
	entities, documents := map[string]bool{}, map[string]bool{}
	for _, c := range claims {
		out.Claims = append(out.Claims, *c)
		documents[c.Evidence.Document] = true
		for _, id := range entitiesOf(c) {
			entities[id] = true
		}
	}
	for i := range inferences {
		entities[inferences[i].Subject.ID], entities[inferences[i].Object.ID] = true, true
	}
	slices.SortFunc(out.Claims, func(a, b graph.Claim) int { return cmp.Compare(a.ID, b.ID) })
	for i := range s.g.Entities {
		p := &s.g.Entities[i]
		if entities[p.ID] || s.standsAlone(p) {
			out.Entities = append(out.Entities, s.profile(p, documents))
		}
	}
	for _, d := range s.g.Documents {
		if documents[d.ID] {
			out.Documents = append(out.Documents, d)
		}
	}
	return out
}

// narrows reports whether anything is asked for but the drawing's own choices.
func (s *selector) narrows() bool {
	return len(s.Entities) > 0 || len(s.Types) > 0 || len(s.Documents) > 0 || s.narrowsClaims()
}

func (s *selector) narrowsClaims() bool {
	return len(s.Relations) > 0 || len(s.Statuses) > 0 || s.Since != "" || s.Until != "" || s.MinConfidence > 0
}

func (s *selector) limits(claims []*graph.Claim) bool { return s.Limit > 0 && s.Limit < len(claims) }

// entitiesOf lists everybody whom a claim names.
func entitiesOf(c *graph.Claim) []string {
	ids := []string{c.Subject.ID}
	if c.Object != nil {
		ids = append(ids, c.Object.ID)
	}
	if c.Speaker != nil {
		ids = append(ids, c.Speaker.ID)
	}
	if c.Place != nil {
		ids = append(ids, c.Place.ID)
	}
	return ids
}

// standsAlone reports whether an entity of which no selected claim speaks is
// still wanted: it was named, or it is of the types and documents asked for and
// nothing was asked of claims.
func (s *selector) standsAlone(p *graph.Profile) bool {
	if slices.Contains(s.Entities, p.ID) {
		return true
	}
	if len(s.Entities) > 0 || s.narrowsClaims() || s.Limit > 0 || !s.keepsEntity(&p.Entity) {
		return false
	}
	return len(s.Documents) == 0 ||
		slices.ContainsFunc(p.Mentions, func(m graph.SourcedMention) bool { return s.keepsDocument(m.Document) })
}

// profile returns the entity with its mentions in the documents asked for, and
// notes the documents.
func (s *selector) profile(p *graph.Profile, documents map[string]bool) graph.Profile {
	out := *p
	out.Mentions = []graph.SourcedMention{}
	for _, m := range p.Mentions {
		if s.keepsDocument(m.Document) {
			out.Mentions = append(out.Mentions, m)
			documents[m.Document] = true
		}
	}
	return out
}
