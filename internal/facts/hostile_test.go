package facts

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/export"
)

// hostileNames are what a file may call things.
var hostileNames = []string{
	`say "hi"`, `back\slash\`, "new\nline", "<script>alert(1)</script>", "]]>", "a & b &amp; c", "it's", "{}|^`%41#?", "=1+1", "+x", "-y", "@z",
	"\u202eright to left\u202c", "zero\u200bwidth\u200d", "שלום עולם", "東京都", "e\u0301", "a,b;c\td", strings.Repeat("long name ", 1000) + "end", "_:b", "<a:b>", "# x",
}

func TestHostileNamesComeBackFromTables(t *testing.T) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{"source", "relation", "target"})
	for i, name := range hostileNames {
		w.Write([]string{name, "opposes", fmt.Sprint("other ", i)})
	}
	w.Flush()
	f, err := Read("edges.csv", b.String(), options(t))
	if err != nil {
		t.Fatal(err)
	}
	if lines := told(t, f); len(lines) != len(hostileNames) {
		t.Errorf("%d claims and mistakes, want %d claims: %q", len(lines), len(hostileNames), lines)
	}
	for i, name := range hostileNames {
		if got := f.Document.Entities[2*i].Name; got != name {
			t.Errorf("%q came back as %q", name, got)
		}
	}
}

func TestHostileNamesComeBackFromRDF(t *testing.T) {
	label := quad.IRI("http://www.w3.org/2000/01/rdf-schema#label")
	var lines strings.Builder
	for i, name := range hostileNames {
		s := quad.IRI(fmt.Sprintf("http://example.org/%d", i))
		for _, o := range []quad.Value{quad.LangString{Value: quad.String(name), Lang: "en"}, quad.LangString{Value: "anders", Lang: "de"}} {
			lines.Write(export.AppendNQuad(nil, quad.Quad{Subject: s, Predicate: label, Object: o}))
		}
		lines.Write(export.AppendNQuad(nil, quad.Quad{Subject: s, Predicate: quad.IRI("http://example.org/motto"), Object: quad.String(name)}))
	}
	for _, format := range []string{"nquads", "turtle"} {
		o := options(t)
		o.Format = format
		f, err := Read("facts", lines.String(), o)
		if err != nil {
			t.Fatal(err)
		}
		told(t, f)
		for i, name := range hostileNames {
			e := f.Document.Entities[i]
			if e.Name != name || len(e.Aliases) != 1 || e.Aliases[0] != "anders" || f.Document.Claims[i].Value != name {
				t.Errorf("%s: %q came back as %q, also %q, with the motto %q", format, name, e.Name, e.Aliases, f.Document.Claims[i].Value)
			}
		}
	}
}
