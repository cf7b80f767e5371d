package facts

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// workspaceGraph is a graph as a workspace exports it: claims of every status, one
// about a value, one open, one of what is only described.
func workspaceGraph() *graph.Graph {
	entity := func(id, name, typ string) graph.Entity {
		return graph.Entity{ID: id, Name: name, Type: typ, Aliases: []string{}}
	}
	isk, taliban, putin := entity("is-k", "IS-K", "ArmedGroup"), entity("taliban", "Taliban", "ArmedGroup"), entity("vladimir-putin", "Vladimir Putin", "Person")
	gunmen := entity("gunmen-9ab2c1d0e3f4", "gunmen", "Person")
	g := &graph.Graph{Documents: []graph.Document{{ID: "d1", Title: "A title", Date: "2024-03-26", Sources: []string{"a.txt"}, Author: "Ann Roe", URL: "https://news.example/a", Language: "en"}}}
	for _, e := range []graph.Entity{gunmen, isk, taliban, putin} {
		m := graph.SourcedMention{Document: "d1", Source: "a.txt", Start: len(g.Entities), End: len(g.Entities) + 1, Text: e.Name}
		g.Entities = append(g.Entities, graph.Profile{Entity: e, Mentions: []graph.SourcedMention{m}, Links: []string{"wikidata:Q" + e.ID}})
	}
	add := func(c graph.Claim, subject graph.Entity, object *graph.Entity) {
		c.ID = "c" + string(rune('a'+len(g.Claims)))
		c.Subject = &graph.Argument{Entity: subject, Mention: graph.Mention{Text: "it", Start: 3, End: 5}}
		if object != nil {
			c.Object = &graph.Argument{Entity: *object}
		}
		c.Extractor, c.Rule = "rule", "a rule"
		if c.Polarity == "" {
			c.Polarity = graph.Positive
		}
		c.Evidence = graph.Evidence{Document: "d1", Source: "a.txt", Start: len(g.Claims), End: len(g.Claims) + 2, Text: "so it \"is\" ."}
		g.Claims = append(g.Claims, c)
	}
	add(graph.Claim{Relation: new("opposes"), Status: graph.Asserted, Confidence: 0.9, Time: &graph.Time{Text: "in 2022", From: "2022-01-01", To: "2022-12-31"}}, isk, &taliban)
	add(graph.Claim{Relation: new("attacked"), Status: graph.Reported, Confidence: 0.8, Speaker: &putin}, gunmen, &taliban)
	add(graph.Claim{Relation: new("allied-with"), Status: graph.Denied, Polarity: graph.Negative, Confidence: 0.7}, isk, &taliban)
	add(graph.Claim{Relation: new("has-role"), Value: "president", Status: graph.Asserted, Confidence: 1}, putin, nil)
	add(graph.Claim{Open: "sign up for", Status: graph.Possible, Confidence: 0.5, Place: &graph.Place{ID: "taliban", Name: "Taliban", Type: "ArmedGroup"}}, isk, &putin)
	// What follows from them is no claim, and is inferred anew.
	g.Inferences = []graph.Inference{{
		Subject: taliban, Object: isk, Relation: "opposes", How: graph.Inverse, Claims: []*graph.Claim{&g.Claims[0]}, Confidence: 0.9,
	}}
	return g
}

// What a workspace exports comes back with its statuses, whichever form it takes; the
// edge beside an asserted claim says nothing new.
func TestWhatWasExportedComesBack(t *testing.T) {
	want := []string{
		`IS-K (ArmedGroup) allied-with Taliban (ArmedGroup) denied 0.7`,
		`IS-K (ArmedGroup) opposes Taliban (ArmedGroup) asserted 2022-01-01…2022-12-31 0.9`,
		`IS-K (ArmedGroup) “sign up for” Vladimir Putin (Person) possible in Taliban (ArmedGroup) 0.5`,
		`Vladimir Putin (Person) has-role "president" asserted`,
		`gunmen (Person) attacked Taliban (ArmedGroup) reported by Vladimir Putin (Person) 0.8`,
	}
	for _, base := range []string{"", "https://elsewhere.example/kg/"} {
		for _, format := range []string{"nquads", "trig", "turtle", "jsonld"} {
			f, _ := export.Find(format)
			var b bytes.Buffer
			if err := f.Write(t.Context(), &b, view.Of(workspaceGraph(), nil), &export.Options{Vocabulary: graph.Vocabulary{Base: base}}); err != nil {
				t.Fatal(err)
			}
			got, err := Read("export"+f.Ext, b.String(), options(t))
			if err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			d := got.Document
			if about := [...]string{d.Title, d.Date, d.Author, d.URL}; about != [...]string{"A title", "2024-03-26", "Ann Roe", "https://news.example/a"} {
				t.Errorf("%s: title, date, author and address of the document whose claims these are come back as %q", format, about)
			}
			var lines []string
			for _, line := range told(t, got) {
				claim, _, _ := strings.Cut(line, " | ")
				lines = append(lines, claim)
			}
			slices.Sort(lines)
			if diff := cmp.Diff(want, lines); diff != "" {
				t.Errorf("%s, base %q (-want +got):\n%s", format, base, diff)
			}
			for _, c := range got.Document.Claims {
				if c.Rule != "a rule" || c.Extractor != Extractor {
					t.Errorf("%s: a claim that was read by %q is read by %q, %q", format, "a rule", c.Extractor, c.Rule)
				}
			}
			for i := range got.Document.Entities {
				e := &got.Document.Entities[i]
				described := got.Document.Mentions[e.Mentions[0]].Kind == "nominal"
				if described != (e.Name == "gunmen") {
					t.Errorf("%s: %s is described: %v", format, e.Name, described)
				}
			}
		}
	}
}

// Nanopublications state what they assert; how they were made is no fact.
func TestNanopublicationsComeBack(t *testing.T) {
	f, _ := export.Find("nanopub")
	var b bytes.Buffer
	if err := f.Write(t.Context(), &b, view.Of(workspaceGraph(), nil), nil); err != nil {
		t.Fatal(err)
	}
	got, err := Read("export.trig", b.String(), options(t))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, line := range told(t, got) {
		claim, _, _ := strings.Cut(line, " | ")
		lines = append(lines, claim)
	}
	slices.Sort(lines)
	want := []string{
		`IS-K (ArmedGroup) allied-with Taliban (ArmedGroup) denied`,
		`IS-K (ArmedGroup) opposes Taliban (ArmedGroup) asserted`,
		`IS-K (ArmedGroup) “sign up for” Vladimir Putin (Person) possible in Taliban (ArmedGroup)`,
		`Vladimir Putin (Person) has-role "president" asserted`,
		`gunmen (Person) attacked Taliban (ArmedGroup) reported by Vladimir Putin (Person)`,
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A file with the claims of several documents has the title and the author of none.
func TestExportOfSeveralDocumentsHasNoTitle(t *testing.T) {
	g := workspaceGraph()
	g.Documents = append(g.Documents, graph.Document{ID: "d2", Title: "Another", Author: "Ben Low", Sources: []string{"b.txt"}})
	f, _ := export.Find("nquads")
	var b bytes.Buffer
	if err := f.Write(t.Context(), &b, view.Of(g, nil), nil); err != nil {
		t.Fatal(err)
	}
	got, err := Read("export.nq", b.String(), options(t))
	if err != nil {
		t.Fatal(err)
	}
	if d := got.Document; d.Title+d.Author+d.URL+d.Date != "" || len(got.Mistakes) > 0 {
		t.Errorf("title %q, author %q, address %q, date %q, mistakes %v", d.Title, d.Author, d.URL, d.Date, got.Mistakes)
	}
}
