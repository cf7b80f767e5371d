package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// TestFewAreShownAsInTheWhole asks that what the index alone tells of an entity is what
// all documents tell of it.
func TestFewAreShownAsInTheWhole(t *testing.T) {
	ws, err := ingest.Memory(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if _, err := ws.Build(t.Context(), []string{"../../testdata/documents"}, nil); err != nil {
		t.Fatal(err)
	}
	g, err := ws.Graph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names, ok, err := ws.Names(t.Context())
	if err != nil || !ok || len(names.Entities) != len(g.Entities) {
		t.Fatalf("%d entities by name, want %d (%v)", len(names.Entities), len(g.Entities), err)
	}
	for i := range g.Entities {
		p := &g.Entities[i]
		got, err := ws.Profile(names, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p, got); diff != "" {
			t.Errorf("%s (-whole +few):\n%s", p.ID, diff)
		}
		if diff := cmp.Diff(p.Entity, names.Entities[i].Entity); diff != "" {
			t.Errorf("%s (-whole +names):\n%s", p.ID, diff)
		}
		var want []graph.Claim
		for _, c := range g.Claims {
			if c.Subject.ID == p.ID || c.Object != nil && c.Object.ID == p.ID {
				want = append(want, c)
			}
		}
		claims, err := ws.About(t.Context(), names, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, claims, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("claims of %s (-whole +few):\n%s", p.ID, diff)
		}
	}
}

// TestNamesAreGuessedAsInTheWhole asks, for parts and misspellings of every name, whom
// the index takes for meant, and what it suggests.
func TestNamesAreGuessedAsInTheWhole(t *testing.T) {
	ws, err := ingest.Memory(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	long := t.TempDir() + "/long.txt"
	words := "Order of the " + strings.Repeat("Grand Imperial Northern ", 10) + "Lighthouse"
	if err := os.WriteFile(long, []byte("The "+words+" attacked Moscow. Moscow criticised the "+words+"."), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Build(t.Context(), []string{"../../testdata/documents/crocus.txt", long}, nil); err != nil {
		t.Fatal(err)
	}
	g, err := ws.Graph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(g.Entities, func(p graph.Profile) bool { return len(p.Name) > 200 }) {
		t.Fatal("no name is longer than those that the index has whole")
	}
	names := view.NamesOf(g, ws.Schema())
	asked := []string{"lighthouse", "imperial", "of", "the", "", "Ж", "is", "x k"}
	for i := range g.Entities {
		name := []rune(g.Entities[i].Name)
		asked = append(asked, string(name[1:]), string(name[:len(name)-1]), string(slices.Concat(name[:len(name)/2], []rune("q"), name[len(name)/2:])))
		if words := strings.Fields(string(name)); len(words) > 1 {
			asked = append(asked, words[0], words[len(words)-1])
		}
	}
	for _, name := range asked {
		wantFound, wantNear := names.Entity(name)
		found, near, ok, err := ws.Meant(name)
		if err != nil || !ok {
			t.Fatalf("%q: %v", name, err)
		}
		if diff := cmp.Diff(wantFound, found, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q means (-whole +few):\n%s", name, diff)
		}
		if diff := cmp.Diff(wantNear, near, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("near %q are (-whole +few):\n%s", name, diff)
		}
	}
}

// TestFewArePrintedAsInTheWhole runs commands on a workspace, of which they read the
// index, and on the same files, of which they read all.
func TestFewArePrintedAsInTheWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "graph")
	dated := filepath.Join(t.TempDir(), "dated.md") // the others do not say when they were written
	if err := os.WriteFile(dated, []byte("---\ndate: 2023-06-12\n---\n\nFrance criticised Gazprom. In 2021 Gazprom bought Sibur.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	files := []string{"../../testdata/documents/crocus.txt", "../../testdata/documents/balochistan.txt", dated}
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		env := &Env{Args: args, Stdout: &out, Stderr: &errs, Columns: 120, Getenv: func(key string) string {
			return map[string]string{graphVar: dir, noColorVar: "1"}[key]
		}}
		code := Run(t.Context(), env)
		return out.String() + errs.String() + number(code)
	}
	run(append([]string{"build"}, files...)...)
	for _, command := range [][]string{
		{"show", "Russia"},
		{"show", "pakistan", "--format", "jsonl"},
		{"show", "Mosco"},
		{"show", "Balochistn"},
		{"show", "liberation army"},
		{"show", "zzzzzz"},
		{"show", "crocus.tx"},
		{"claims", "--entity", "Mosco", "--format", "jsonl"},
		{"claims", "--entity", "russia", "--type", "country", "--format", "jsonl"},
		{"claims"},
		{"claims", "--type", "person", "--format", "jsonl"},
		{"claims", "--document", "crocus.txt", "--status", "reported"},
		{"claims", "--since", "2023-06"},
		{"timeline"},
		{"timeline", "--format", "jsonl", "--published"},
		{"timeline", "--limit", "3", "--published", "--document", "balochistan.txt"},
		{"timeline", "--since", "2023-06", "--until", "2023-07", "--published"},
		{"timeline", "--type", "event", "--format", "jsonl"},
		{"timeline", "--entity", "Moscow", "--format", "jsonl", "--published"},
		{"timeline", "--entity", "russia", "--hops", "2", "--format", "jsonl"},
		{"explain", "Russia", "-", "Mosco"},
		{"path", "Russia", "Mosco"},
		{"path", "pakistan", "balochistan", "--type", "country"},
		{"compare", "pakistan", "Balochistan Liberation Army"},
		{"claims", "--entity", "russia", "--document", "crocs.txt"},
		{"show", "russia", "--document", "crocus.txt", "--format", "jsonl"},
		{"claims", "--entity", "Moscow", "--format", "jsonl"},
		{"claims", "--entity", "russia", "--since", "2024", "--limit", "3"},
		{"claims", "--entity", "russia", "--relation", "married-to"},
		{"explain", "IS-K"},
		{"explain", "Pakistan", "-", "Balochistan", "--format", "jsonl"},
		{"explain", "Russia", "oposes"},
		{"explain", "Russia", "married-to", "Moscow"},
		{"show", "Russia", "--hops", "2"},
		{"show", "moscow", "--inferred"},
		{"claims", "--entity", "balochistan", "--hops", "3", "--format", "jsonl"},
		{"claims", "--entity", "moscow", "--inferred"},
		{"explain", "Moscow", "near"},
		{"explain", "Pakistan", "--inferred", "--format", "jsonl"},
	} {
		whole := slices.Clone(command)
		for _, f := range files {
			whole = append(whole, "--from", f)
		}
		if diff := cmp.Diff(run(whole...), run(command...)); diff != "" {
			t.Errorf("%q (-all +few):\n%s", command, diff)
		}
	}
}
