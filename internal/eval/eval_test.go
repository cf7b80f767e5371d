package eval

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// said is a claim of the text "note.txt" in short form: "Ann founded Acme". Names
// with blanks are written with "_".
func said(words string, change ...func(*graph.Claim)) graph.Claim {
	f := strings.Fields(words)
	arg := func(name string) *graph.Argument {
		name = strings.ReplaceAll(name, "_", " ")
		return &graph.Argument{Entity: graph.Entity{ID: name, Name: name}, Mention: graph.Mention{Text: name}}
	}
	c := graph.Claim{
		Subject: arg(f[0]), Relation: &f[1], Object: arg(f[2]), Status: graph.Asserted, Polarity: graph.Positive, Confidence: 0.9,
		Evidence: graph.Evidence{Source: "note.txt", Text: words},
	}
	for _, ch := range change {
		ch(&c)
	}
	return c
}

func status(s graph.Status) func(*graph.Claim) { return func(c *graph.Claim) { c.Status = s } }

// at puts subject and object where they stand in a text.
func at(text string) func(*graph.Claim) {
	return func(c *graph.Claim) {
		for _, a := range []*graph.Argument{c.Subject, c.Object} {
			a.Mention.Start = strings.Index(text, a.Name)
			a.Mention.End = a.Mention.Start + len(a.Name)
		}
	}
}

func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func conflict(t *testing.T) *schema.Schema {
	t.Helper()
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// score returns the line of a report that has this name.
func score(t *testing.T, r *Report, what string) Score {
	t.Helper()
	for _, s := range r.Scores {
		if s.What == what {
			return s
		}
	}
	t.Fatalf("there is no score %q in %+v", what, r.Scores)
	return Score{}
}

func near(a *float64, b float64) bool { return a != nil && math.Abs(*a-b) < 0.0005 }

func kinds(r *Report) string {
	var all []string
	for _, m := range r.Mistakes {
		all = append(all, m.Kind)
	}
	return strings.Join(all, ", ")
}

func TestPlainName(t *testing.T) {
	for name, want := range map[string]string{
		"the Taliban":              "taliban",
		"Islamic State-Khorasan":   "islamic state khorasan",
		"Russia’s":                 "russia",
		"  An  U.S. \u00a0embassy": "u s embassy",
		"Theatre":                  "theatre",
	} {
		if got := plainName(name); got != want {
			t.Errorf("plainName(%q) = %q, want %q", name, got, want)
		}
	}
}

// A claim is right under any name of its entities, and a symmetric relation in
// either direction; a report counts as found, a denial does not.
func TestClaims(t *testing.T) {
	gold := `{"entities": [
		{"id": "ann", "names": ["Ann", "Ann Lee"]}, {"id": "acme", "names": ["Acme"]}, {"id": "beta", "names": ["Beta"]}, {"id": "oslo", "names": ["Oslo"]}],
	"statements": [
		{"s": "ann", "r": ["founded", "owns"], "o": "acme", "tier": "core", "time": "1990", "place": "oslo", "evidence": "Ann founded Acme"},
		{"s": "acme", "r": ["allied-with"], "o": "beta", "tier": "core", "attribution": ["ann"], "evidence": "Beta is an ally"},
		{"s": "ann", "r": ["sued"], "o": "beta", "tier": "more", "evidence": "Ann sued Beta"},
		{"s": "ann", "alias": "Ann Lee", "tier": "more", "evidence": "Ann Lee"}],
	"forbidden": [{"s": "beta", "r": ["owns"], "o": "*", "why": "only Ann says so"}]}`
	g, err := LoadGold(file(t, "gold.json", gold))
	if err != nil {
		t.Fatal(err)
	}
	r := g.Score(&Reading{
		Claims: []graph.Claim{
			said("Ann_Lee founded Acme", func(c *graph.Claim) { c.Time = &graph.Time{Text: "in 1990", From: "1990-01-01"} }),
			said("Beta allied-with Acme", status(graph.Reported), func(c *graph.Claim) { c.Speaker = &graph.Entity{Name: "Ann"} }),
			said("Ann sued Beta", status(graph.Denied)),
			said("Beta owns Gamma"),
			said("Ann visited Oslo"),
		},
		Entities: []graph.Profile{{Entity: graph.Entity{Name: "Ann", Aliases: []string{"Ann Lee"}}}},
	}, conflict(t))
	for what, want := range map[string]tally{"core": {2, 2}, "more": {1, 2}, "attribution": {1, 1}, "time": {1, 1}, "place": {0, 1}} {
		if s := score(t, r, what); s.Right != want.right || s.Gold != want.gold {
			t.Errorf("%s: got %d of %d, want %d of %d", what, s.Right, s.Gold, want.right, want.gold)
		}
	}
	if got, want := kinds(r), "forbidden, missed more, without its place, not in the gold"; got != want {
		t.Errorf("mistakes, worst first: got %s, want %s", got, want)
	}
}

func TestGoldThatNamesNobody(t *testing.T) {
	_, err := LoadGold(file(t, "gold.json", `{"entities": [], "statements": [{"s": "ann", "r": ["owns"], "o": "acme"}]}`))
	if err == nil || !strings.Contains(err.Error(), `names "ann", which is no entity`) {
		t.Errorf("got %v", err)
	}
}

// Two claims together may hold a fact.
func TestMine(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"essays.json":  "[{\"topic\": \"Elephants\", \"content\": \"``Elephants eat grass. They live in herds.``\"}]",
		"answers.json": `[[{"answer": "Elephants eat grass and live in herds."}, {"answer": "Elephants fear small mice."}]]`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	m, err := LoadMine(dir)
	if err != nil {
		t.Fatal(err)
	}
	if texts := m.Texts(); len(texts) != 1 || texts[0] != (Text{"000.txt", "Elephants eat grass. They live in herds.\n"}) {
		t.Errorf("texts: %q", texts)
	}
	in := func(c *graph.Claim) { c.Evidence.Source = "000.txt" }
	r := m.Score(&Reading{Claims: []graph.Claim{said("elephants eats grass", in), said("elephants lives-in herds", in), said("mice eat cheese", in)}})
	if s := score(t, r, "facts held"); s.Right != 1 || s.Gold != 2 {
		t.Errorf("got %d of %d, want 1 of 2", s.Right, s.Gold)
	}
}
