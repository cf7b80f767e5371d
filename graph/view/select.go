package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// Selection says which part of a graph is wanted. The zero value asks for all
// of it; every field that is set narrows it.
type Selection struct {
	// Entities are IDs; only what lies around them is wanted.
	Entities []string
	// Hops is how many claims away from Entities the selection goes; 0 is 1.
	Hops int
	// Types keep the claims whose entities are all of one of these types, or of
	// a kind of it where Schema knows. Entities named above are always kept.
	Types []string
	// Relations keep the claims of these relations.
	Relations []string
	// Statuses keep the claims of these statuses. Where there are none, a drawing
	// shows Drawn, and View.Graph holds all.
	Statuses []graph.Status
	// Since and Until are days, months or years ("2022-03-01", "2022-03",
	// "2022"), both inclusive. A claim is kept whose time overlaps them. One that
	// gives no time counts as of the day of its document, and is left out where
	// that has none either.
	Since, Until string
	// Documents are IDs, beginnings of an ID, sources' names or titles.
	Documents []string
	// MinConfidence keeps the claims at least as sure, 0 to 1.
	MinConfidence float64
	// Limit keeps so many edges of the drawing, the most important, and so many
	// claims of View.Graph, the first in reading order; 0 keeps all.
	Limit int
	// Open also draws open claims and plain values.
	Open bool
	// Proof takes along the claims that the selected inferences rest on, wherever
	// else these would not be selected.
	Proof bool
	// Schema tells which types are kinds of others and which relations have no
	// direction; nil knows none.
	Schema *schema.Schema
}

// Check reports what of the selection cannot be meant: an unknown status or
// document, a relation or type that neither the graph nor the schema has, a date
// that is none. Its errors are of type *UnknownError where a name is not known.
func (sel *Selection) Check(g *graph.Graph) error {
	types, relations := vocabularyOf(g, sel.Schema)
	for _, r := range sel.Relations {
		if !slices.Contains(relations, r) {
			return &UnknownError{"relation", r, Near(r, relations)}
		}
	}
	for _, t := range sel.Types {
		if !slices.Contains(types, t) {
			return &UnknownError{"entity type", t, Near(t, types)}
		}
	}
	for _, s := range sel.Statuses {
		if !slices.Contains(graph.Statuses, s) {
			return &UnknownError{"status", string(s), StatusNames()}
		}
	}
	for _, d := range sel.Documents {
		if !slices.ContainsFunc(g.Documents, func(doc graph.Document) bool { return isDocument(&doc, d) }) {
			return &UnknownError{"document", d, Near(d, sourceNames(g))}
		}
	}
	for _, day := range []string{sel.Since, sel.Until} {
		if _, err := time.Parse(time.DateOnly, graph.LastDay(day)); day != "" && err != nil {
			return fmt.Errorf("%q is no date: write 2022, 2022-03 or 2022-03-01", day)
		}
	}
	if sel.Since != "" && sel.Until != "" && sel.Since > graph.LastDay(sel.Until) {
		return fmt.Errorf("no time is both since %s and until %s", sel.Since, sel.Until)
	}
	if sel.Hops < 0 || sel.Limit < 0 {
		return fmt.Errorf("a number of hops or a limit cannot be below zero")
	}
	return nil
}

// UnknownError says that something was named that is not there, and what was
// probably meant.
type UnknownError struct {
	Kind string // "relation", "entity", "document"
	Name string
	Near []string // likely names, the likeliest first; may be empty
}

func (e *UnknownError) Error() string { return fmt.Sprintf("no %s %q", e.Kind, e.Name) }

// Hint is a question for the person who named it, or "".
func (e *UnknownError) Hint() string {
	if len(e.Near) == 0 {
		return ""
	}
	quoted := make([]string, len(e.Near))
	for i, n := range e.Near {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	last := len(quoted) - 1
	if last == 0 {
		return "did you mean " + quoted[0] + "?"
	}
	return "did you mean " + strings.Join(quoted[:last], ", ") + " or " + quoted[last] + "?"
}

// StatusNames lists the statuses of claims by their names.
func StatusNames() []string {
	var names []string
	for _, s := range graph.Statuses {
		names = append(names, string(s))
	}
	return names
}

func sourceNames(g *graph.Graph) []string {
	var names []string
	for _, d := range g.Documents {
		names = append(names, d.Sources...)
	}
	return sorted(names)
}

// vocabularyOf lists the types and relations of the graph and the schema, sorted.
func vocabularyOf(g *graph.Graph, s *schema.Schema) (types, relations []string) {
	if s != nil {
		for _, t := range s.Types {
			types = append(types, t.ID)
		}
		for _, r := range s.Relations {
			relations = append(relations, r.ID)
		}
	}
	met := map[string]bool{"": true} // a large graph has few words, over and over
	for i := range g.Entities {
		if t := g.Entities[i].Type; !met[t] {
			met[t] = true
			types = append(types, t)
		}
	}
	clear(met)
	met[""] = true
	for i := range g.Claims {
		if r := g.Claims[i].RelationOf(); !met[r] {
			met[r] = true
			relations = append(relations, r)
		}
	}
	return sorted(types), sorted(relations)
}

// sorted sorts names and drops doubles.
func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// selector applies a selection to a graph.
type selector struct {
	*Selection
	g         *graph.Graph
	documents map[string]*graph.Document
	entities  map[string]*graph.Profile
	reached   map[string]bool // where Entities are named, those of whom every claim is wanted
}

func newSelector(g *graph.Graph, sel *Selection) *selector {
	s := &selector{Selection: sel, g: g, documents: map[string]*graph.Document{}, entities: map[string]*graph.Profile{}}
	for i := range g.Documents {
		s.documents[g.Documents[i].ID] = &g.Documents[i]
	}
	for i := range g.Entities {
		s.entities[g.Entities[i].ID] = &g.Entities[i]
	}
	return s
}

// claims returns the selected claims in reading order.
func (s *selector) claims() []*graph.Claim {
	kept := s.kept()
	slices.SortStableFunc(kept, InReadingOrder)
	return kept
}

// kept returns the selected claims in the graph's order.
func (s *selector) kept() []*graph.Claim {
	var kept []*graph.Claim
	for i := range s.g.Claims {
		if c := &s.g.Claims[i]; s.keeps(c) {
			kept = append(kept, c)
		}
	}
	if len(s.Entities) > 0 {
		kept, s.reached = around(kept, s.Entities, max(s.Hops, 1))
	}
	return kept
}

// InReadingOrder compares claims by document, place and ID.
func InReadingOrder(a, b *graph.Claim) int {
	return cmp.Or(
		cmp.Compare(a.Evidence.Source, b.Evidence.Source), cmp.Compare(a.Evidence.Document, b.Evidence.Document),
		cmp.Compare(a.Evidence.Start, b.Evidence.Start), cmp.Compare(a.Evidence.End, b.Evidence.End), cmp.Compare(a.ID, b.ID),
	)
}

func (s *selector) keeps(c *graph.Claim) bool {
	return c.Subject != nil && (len(s.Statuses) == 0 || slices.Contains(s.Statuses, c.Status)) &&
		(len(s.Relations) == 0 || slices.Contains(s.Relations, c.RelationOf())) &&
		s.keepsEntity(&c.Subject.Entity) && (c.Object == nil || s.keepsEntity(&c.Object.Entity)) && s.keepsGround(c)
}

// keepsGround reports whether a claim is one that the selection goes by, whatever
// it says of whom: where it stands, when it holds, how sure it is.
func (s *selector) keepsGround(c *graph.Claim) bool {
	return c.Confidence >= s.MinConfidence && s.keepsDocument(c.Evidence.Document) && s.keepsTime(c)
}

func (s *selector) keepsEntity(e *graph.Entity) bool {
	return len(s.Types) == 0 || slices.Contains(s.Entities, e.ID) ||
		slices.ContainsFunc(s.types(e.Type), func(t string) bool { return slices.Contains(s.Types, t) })
}

// types returns a type and its ancestors, nearest first.
func (s *selector) types(id string) []string {
	types := []string{id}
	if s.Schema == nil {
		return types
	}
	for t := s.Schema.Type(id); t != nil && t.Parent != "" && !slices.Contains(types, t.Parent); t = s.Schema.Type(t.Parent) {
		types = append(types, t.Parent)
	}
	return types
}

func (s *selector) keepsDocument(id string) bool {
	if len(s.Documents) == 0 {
		return true
	}
	d := s.documents[id]
	if d == nil {
		d = &graph.Document{ID: id}
	}
	return slices.ContainsFunc(s.Documents, func(name string) bool { return isDocument(d, name) })
}

// isDocument reports whether a person who writes name means d. A beginning of an
// ID needs eight characters, lest a short name be one by chance.
func isDocument(d *graph.Document, name string) bool {
	return name == d.ID || slices.Contains(d.Sources, name) || name == d.Title && name != "" ||
		len(name) >= 8 && strings.HasPrefix(d.ID, strings.ToLower(name))
}

func (s *selector) keepsTime(c *graph.Claim) bool {
	if s.Since == "" && s.Until == "" {
		return true
	}
	var from, to string
	if c.Time != nil {
		from, to = c.Time.From, c.Time.To
	}
	if from == "" && to == "" {
		if d := s.documents[c.Evidence.Document]; d != nil {
			from, to = d.Date, d.Date
		}
	}
	if from == "" && to == "" {
		return false
	}
	startsInTime := s.Until == "" || from == "" || graph.FirstDay(from) <= graph.LastDay(s.Until)
	endsInTime := s.Since == "" || to == "" || graph.LastDay(to) >= graph.FirstDay(s.Since)
	return startsInTime && endsInTime
}

// around keeps the claims that lie at most so many claims away from the
// entities: one hop is the claims that they themselves take part in. It also
// returns the entities whose claims these are.
func around(claims []*graph.Claim, entities []string, hops int) (near []*graph.Claim, reached map[string]bool) {
	reached = map[string]bool{}
	kept := map[*graph.Claim]bool{}
	for next := entities; hops > 0 && len(next) > 0; hops-- {
		for _, id := range next {
			reached[id] = true
		}
		next = nil
		for _, c := range claims {
			if !kept[c] && (reached[c.Subject.ID] || reached[objectID(c)]) {
				kept[c] = true
				next = append(next, c.Subject.ID, objectID(c))
			}
		}
	}
	return slices.DeleteFunc(claims, func(c *graph.Claim) bool { return !kept[c] }), reached
}

// draws reports whether a selected claim becomes part of an edge.
func (s *selector) draws(c *graph.Claim) bool {
	if len(s.Statuses) == 0 && !slices.Contains(Drawn, c.Status) {
		return false
	}
	if c.Relation == nil || c.Object == nil {
		return s.Open && (c.Object != nil || c.Value != "") && c.RelationOf()+c.Open != ""
	}
	return !c.Renames()
}

// nodes returns the ends of the edges, and the entities that were asked for.
func (s *selector) nodes(edges, inferred []Edge) []Node {
	count := countClaims(edges)
	for i := range inferred {
		count[inferred[i].From] += 0
		count[inferred[i].To] += 0
	}
	for _, id := range s.Entities {
		if _, known := s.entities[id]; known {
			count[id] += 0
		}
	}
	argument := map[string]*graph.Entity{}
	for _, e := range edges {
		for _, c := range e.Claims {
			argument[c.Subject.ID] = &c.Subject.Entity
			if c.Object != nil {
				argument[c.Object.ID] = &c.Object.Entity
			} else {
				id := valueID(c.Value)
				argument[id] = &graph.Entity{ID: id, Name: c.Value, Aliases: []string{}}
			}
		}
	}
	for i := range inferred {
		f := inferred[i].Inference
		argument[f.Subject.ID], argument[f.Object.ID] = &f.Subject, &f.Object
	}
	nodes := make([]Node, 0, len(count))
	for id, claims := range count {
		n := Node{Claims: claims, Focus: slices.Contains(s.Entities, id)}
		if p := s.entities[id]; p != nil {
			n.Entity = p.Entity
		} else {
			n.Entity = *argument[id]
			n.Value = strings.HasPrefix(id, `"`)
		}
		if !n.Value {
			n.Types = s.types(n.Type)
		}
		nodes = append(nodes, n)
	}
	slices.SortFunc(nodes, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	return nodes
}
