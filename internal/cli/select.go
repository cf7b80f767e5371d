package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// selecting are the flags that choose a part of the graph. They are the same
// for every command that has them.
type selecting struct {
	entities, types, relations, statuses, documents []string
	since, until                                    string
	hops, limit                                     int
	confidence                                      float64
}

func (s *selecting) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringArrayVarP(&s.entities, "entity", "e", nil, "only what is tied to the entity `NAME`; may be repeated")
	f.IntVar(&s.hops, "hops", 0, "with --entity, go `N` claims far (default 1)")
	f.StringSliceVarP(&s.types, "type", "t", nil, "only entities of the `TYPE` or a kind of it")
	f.StringSliceVarP(&s.relations, "relation", "r", nil, "only claims of the `RELATION`")
	f.StringSliceVarP(&s.statuses, "status", "s", nil, "only claims of the `STATUS`: asserted, reported, possible, denied")
	f.StringVar(&s.since, "since", "", "only claims that held on or after `DATE`: 2022, 2022-03 or 2022-03-01")
	f.StringVar(&s.until, "until", "", "only claims that held on or before `DATE`")
	f.StringArrayVarP(&s.documents, "document", "d", nil, "only what the document `NAME` says; may be repeated")
	f.Float64Var(&s.confidence, "min-confidence", 0, "only claims at least as sure as `P`, 0 to 1")
	f.IntVarP(&s.limit, "limit", "n", 0, "no more than `N`, the most important of a drawing")
	f.SortFlags = false
}

// all reports whether nothing narrows the graph.
func (s *selecting) all() bool {
	return len(s.entities)+len(s.types)+len(s.relations)+len(s.statuses)+len(s.documents) == 0 &&
		s.since == "" && s.until == "" && s.hops == 0 && s.limit == 0 && s.confidence == 0
}

// of turns the flags into a selection of the graph, names into IDs.
func (s *selecting) of(v *sight) (*view.Selection, error) {
	if s.confidence < 0 || s.confidence > 1 {
		return nil, misuse("--min-confidence %v is not between 0 and 1", s.confidence)
	}
	if s.hops > 0 && len(s.entities) == 0 {
		return nil, misuse("--hops goes with --entity").hinted("name the entity to go out from: --entity NAME")
	}
	sel := &view.Selection{
		Hops: s.hops, Since: s.since, Until: s.until, Documents: slices.Clone(s.documents),
		MinConfidence: s.confidence, Limit: s.limit, Schema: v.schema,
	}
	for _, name := range s.entities {
		e, err := v.entity(name)
		if err != nil {
			return nil, err
		}
		sel.Entities = append(sel.Entities, e.ID)
	}
	for _, name := range s.types {
		id, near, err := v.typ(name)
		if err != nil {
			return nil, err
		}
		if id == "" {
			return nil, unknown("entity type", name, near)
		}
		sel.Types = append(sel.Types, id)
	}
	for _, name := range s.relations {
		id, near, err := v.relation(name)
		if err != nil {
			return nil, err
		}
		if id == "" {
			return nil, unknown("relation", name, near)
		}
		sel.Relations = append(sel.Relations, id)
	}
	for _, name := range s.statuses {
		sel.Statuses = append(sel.Statuses, graph.Status(strings.ToLower(name)))
	}
	if len(sel.Documents) > 0 {
		if err := v.documents(); err != nil {
			return nil, err
		}
	}
	for i, name := range sel.Documents {
		sel.Documents[i] = v.document(name)
	}
	if err := sel.Check(v.graph); err != nil {
		var u *view.UnknownError
		if errors.As(err, &u) && u.Kind == "document" {
			return nil, err
		}
		return nil, &fault{err: err, code: Misused, hint: hintOf(err)}
	}
	return sel, nil
}

// selected is what the flags select of a graph that was just opened; where they are
// wrong, it is closed again. It takes the opening's error, so that it goes around it.
func (s *selecting) selected(v *sight, err error) (*sight, *view.Selection, error) {
	if err != nil {
		return nil, nil, err
	}
	sel, err := s.of(v)
	if err != nil {
		v.close()
		return nil, nil, err
	}
	return v, sel, nil
}

// document is how a selection names a document that a person names by the path it
// was read from, or in other letters; what is found by neither stays as it is.
func (v *sight) document(name string) string {
	for i := range v.graph.Documents {
		d := &v.graph.Documents[i]
		if slices.Contains(d.Sources, name) || d.Title == name {
			return name
		}
	}
	for i := range v.graph.Documents {
		d := &v.graph.Documents[i]
		if slices.ContainsFunc(append(slices.Clone(d.Sources), d.Title), func(s string) bool { return s != "" && strings.EqualFold(s, name) }) {
			return d.ID
		}
	}
	if id, err := v.ws.DocumentID(name); err == nil {
		return id
	}
	return name
}

// unknown says that a name of the call is not known, and what was probably meant.
func unknown(kind, name string, near []string) *fault {
	err := &view.UnknownError{Kind: kind, Name: name, Near: near}
	f := misuse("%w", err)
	f.hint = err.Hint()
	if f.hint == "" {
		f.hint = `"quadrille schema show" lists the types and relations`
	}
	return f
}

func hintOf(err error) string {
	var u *view.UnknownError
	if errors.As(err, &u) {
		return u.Hint()
	}
	return ""
}
