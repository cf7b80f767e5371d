package graphtest

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
)

// Of makes a graph of lines such as "IS-K attacked Taliban reported 2022": subject,
// relation, object, and then a status, a year, a confidence ("0.5"), who says so
// ("by:BBC") or the document ("in:b.txt"; a.txt where none is named). "~" before the
// relation makes it an open claim; an object in quotes is a plain value; "_" in a name
// is a space. The lines of a document stand in it one after the other.
func Of(lines ...string) *graph.Graph {
	l := liner{g: &graph.Graph{}}
	for i, line := range lines {
		l.add(i, line)
	}
	if len(l.g.Documents) == 0 {
		l.document("a.txt")
	}
	sort.Slice(l.g.Documents, func(i, j int) bool { return l.g.Documents[i].ID < l.g.Documents[j].ID })
	sort.Slice(l.g.Entities, func(i, j int) bool { return l.g.Entities[i].ID < l.g.Entities[j].ID })
	return l.g
}

// typesOf are those of the names that tests use; all others are armed groups.
var typesOf = map[string]string{"Moscow": "City", "Kabul": "City", "Vladimir Putin": "Person", "BBC": "MediaOrganization"}

type liner struct{ g *graph.Graph }

func (l *liner) add(i int, line string) {
	w := strings.Fields(line)
	source := "a.txt"
	c := graph.Claim{
		ID: fmt.Sprintf("c%02d", i), Subject: &graph.Argument{Entity: l.entity(w[0])}, Status: graph.Asserted, Polarity: graph.Positive,
		Confidence: 0.8, Evidence: graph.Evidence{Start: i * 10, End: i*10 + 5, Text: line},
	}
	if open, ok := strings.CutPrefix(w[1], "~"); ok {
		c.Open = open
	} else {
		c.Relation = &w[1]
	}
	if strings.HasPrefix(w[2], `"`) {
		c.Value = strings.Trim(w[2], `"`)
	} else {
		c.Object = &graph.Argument{Entity: l.entity(w[2])}
	}
	for _, word := range w[3:] {
		switch {
		case slices.Contains(graph.Statuses, graph.Status(word)):
			c.Status = graph.Status(word)
			if c.Status == graph.Denied {
				c.Polarity = graph.Negative
			}
		case strings.HasPrefix(word, "0."):
			fmt.Sscan(word, &c.Confidence)
		case strings.HasPrefix(word, "by:"):
			e := l.entity(word[3:])
			c.Speaker = &e
		case strings.HasPrefix(word, "in:"):
			source = word[3:]
		case len(word) == len("2006"):
			c.Time = &graph.Time{Text: word, From: word + "-01-01", To: word + "-12-31"}
		default:
			c.Time = &graph.Time{Text: word, From: word, To: word}
		}
	}
	c.Evidence.Document, c.Evidence.Source = l.document(source), source
	l.g.Claims = append(l.g.Claims, c)
}

func (l *liner) entity(name string) graph.Entity {
	name = strings.ReplaceAll(name, "_", " ")
	e := graph.Entity{ID: strings.ToLower(strings.ReplaceAll(name, " ", "-")), Name: name, Type: typesOf[name], Aliases: []string{}}
	if e.Type == "" {
		e.Type = "ArmedGroup"
	}
	if !slices.ContainsFunc(l.g.Entities, func(p graph.Profile) bool { return p.ID == e.ID }) {
		l.g.Entities = append(l.g.Entities, graph.Profile{Entity: e, Mentions: []graph.SourcedMention{}, Links: []string{}})
	}
	return e
}

func (l *liner) document(source string) (id string) {
	for _, d := range l.g.Documents {
		if d.Sources[0] == source {
			return d.ID
		}
	}
	id = fmt.Sprintf("d0c%07d", len(l.g.Documents)+1)
	l.g.Documents = append(l.g.Documents, graph.Document{ID: id, Title: "Title", Date: "2024-03-26", Sources: []string{source}})
	return id
}
