package cli

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
)

// joined says why an entity's names are names of one, a line each:
//
//	FSB = Federal Security Service: alias in moscow.txt
func (v *sight) joined(e *graph.Profile) []string {
	var lines []string
	for i := range e.Joined {
		r := &e.Joined[i]
		name := clean(r.Name)
		if r.With != "" && r.With != r.Name {
			name += " = " + clean(r.With)
		}
		lines = append(lines, name+": "+v.because(r))
	}
	return lines
}

// because is the reason of a join in words.
func (v *sight) because(r *graph.Reason) string {
	company := "named beside " + clean(strings.Join(r.Company, ", "))
	switch r.Rule {
	case graph.ByName:
		return "the same name" + v.in(r)
	case graph.BySchema:
		return "in the schema's list of names" + v.in(r)
	case graph.ByAlias:
		return "alias" + v.in(r)
	case graph.ByLink:
		return "both are " + clean(r.Note)
	case graph.BySurname:
		return "the only one of that name"
	case graph.ByFame:
		return "by far the best known of that name" + v.in(r)
	case graph.ByCompany:
		return company + v.in(r)
	case graph.ByAcronym:
		return "its letters, and both " + company
	case graph.ByDecision:
		if r.Note != "" {
			return "merged by a person: " + clean(r.Note)
		}
		return "merged by a person"
	}
	return r.Rule + v.in(r)
}

// in names the documents of a reason: " in a.txt, b.txt".
func (v *sight) in(r *graph.Reason) string {
	var names []string
	for _, id := range r.Documents {
		names = append(names, v.source(id))
	}
	slices.Sort(names)
	names = unique(names)
	const most = 3
	of := max(r.Count, len(names))
	switch {
	case of == 0:
		return ""
	case of > most:
		return " in " + plural(of, "document") + ": " + strings.Join(names[:min(most, len(names))], ", ") + ", …"
	}
	return " in " + strings.Join(names, ", ")
}

// source is the name that people know a document by.
func (v *sight) source(id string) string {
	i, ok := slices.BinarySearchFunc(v.graph.Documents, id, func(d graph.Document, id string) int { return strings.Compare(d.ID, id) })
	if !ok || len(v.graph.Documents[i].Sources) == 0 {
		return id[:min(12, len(id))]
	}
	return clean(v.graph.Documents[i].Sources[0])
}

// apart says from whom an entity is held apart, and why, a line each.
func (v *sight) apart(e *graph.Profile) []string {
	var lines []string
	for i := range e.Apart {
		r := &e.Apart[i]
		line := v.named(r.With)
		switch {
		case r.Rule == graph.ByDecision && r.Note != "":
			line += ": held apart by a person: " + clean(r.Note)
		case r.Rule == graph.ByDecision:
			line += ": held apart by a person"
		case r.Rule == graph.ByDoubt:
			line += ": may be meant, but no company tells"
		case r.Note != "":
			line += ": in other company: " + clean(r.Note)
		default:
			line += ": in other company"
		}
		lines = append(lines, line)
	}
	return lines
}

// named is an entity's name with its ID, by which namesakes can be asked for.
func (v *sight) named(id string) string {
	if p := v.profile(id); p != nil {
		return clean(p.Name) + " (" + id + ")"
	}
	return clean(id)
}

// standsFor says whom a seat of government stands for.
func (v *sight) standsFor(e *graph.Profile) string {
	var names []string
	for _, id := range e.StandsFor {
		name := id
		if p := v.profile(id); p != nil {
			name = p.Name
		}
		names = append(names, clean(name))
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, " or ") + ", by the schema's list of seats of government"
}

// seats lists the names by which the press may mean an entity and which stay
// entities of their own: what they do is to be looked for there as well.
func (v *sight) seats(e *graph.Profile) string {
	var names []string
	for i := range v.graph.Entities {
		if p := &v.graph.Entities[i]; slices.Contains(p.StandsFor, e.ID) {
			names = append(names, clean(p.Name))
		}
	}
	return strings.Join(names, ", ")
}
