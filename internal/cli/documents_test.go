package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/schema"
)

// gold is the annotation of one sample document; see CONTRIBUTING.md.
type gold struct {
	Document string
	Entities []struct {
		ID, Type string
		Names    []string
	}
	Statements []struct {
		S, O, Tier, Place, Evidence string
		R, Attribution              []string
	}
	Forbidden []struct {
		S, O, Why string
		R         []string
	}
}

// straight writes typographic quotes as the gold files do.
var straight = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`)

// The gold files speak only of what is there: every name and every piece of
// evidence stands in the document, and every type and relation in the schema.
func TestGoldFilesFitTheirDocuments(t *testing.T) {
	files, err := filepath.Glob("../../testdata/gold/*.json")
	if err != nil || len(files) < 12 {
		t.Fatalf("found %d gold files (%v), want at least 12", len(files), err)
	}
	conflict, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var g gold
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(data, &g); err != nil {
				t.Fatal(err)
			}
			words, err := os.ReadFile(filepath.Join("../../testdata/documents", g.Document))
			if err != nil {
				t.Fatal(err)
			}
			checkGold(t, &g, straight.Replace(string(words)), conflict)
		})
	}
}

func checkGold(t *testing.T, g *gold, text string, s *schema.Schema) {
	t.Helper()
	if n := len(strings.Fields(text)); n < 300 || n > 900 {
		t.Errorf("the document has %d words, want 300 to 900", n)
	}
	if n := len(g.Statements); n < 20 || n > 42 {
		t.Errorf("%d statements, want 20 to 42", n)
	}
	known := map[string]bool{"*": true}
	for _, e := range g.Entities {
		known[e.ID] = true
		if s.Type(e.Type) == nil {
			t.Errorf("entity %s: the schema has no type %s", e.ID, e.Type)
		}
		for _, name := range e.Names {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(name)) {
				t.Errorf("entity %s: %q is not in the text", e.ID, name)
			}
		}
	}
	relations := func(ids []string) {
		for _, id := range ids {
			if s.Relation(id) == nil {
				t.Errorf("the schema has no relation %s", id)
			}
		}
	}
	for _, st := range g.Statements {
		relations(st.R)
		for _, id := range append([]string{st.S, st.O}, st.Attribution...) {
			if !known[id] {
				t.Errorf("statement %s %v %s: no entity %s", st.S, st.R, st.O, id)
			}
		}
		if st.Place != "" && !known[st.Place] {
			t.Errorf("statement %s %v %s: no place %s", st.S, st.R, st.O, st.Place)
		}
		if st.Tier != "core" && st.Tier != "more" {
			t.Errorf("statement %s %v %s: tier %q", st.S, st.R, st.O, st.Tier)
		}
		if !strings.Contains(text, st.Evidence) {
			t.Errorf("statement %s %v %s: %q is not in the text", st.S, st.R, st.O, st.Evidence)
		}
	}
	for _, f := range g.Forbidden {
		relations(f.R)
		if !known[f.S] || !known[f.O] || f.Why == "" {
			t.Errorf("forbidden %s %v %s: unknown entity or no reason", f.S, f.R, f.O)
		}
	}
}
