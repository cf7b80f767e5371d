package ingest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/facts"
)

// file writes a file of facts.
func file(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// did says in a line what an import did.
func did(i *Imported) string {
	var parts []string
	for n, o := range i.Outcomes {
		part := fmt.Sprintf("%s %s %d", filepath.Base(o.Input), o.Status, i.Facts[n].Claims)
		for _, m := range i.Facts[n].Mistakes {
			part += " !" + m.Error()
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

func TestImportJoinsWhatWasRead(t *testing.T) {
	dir := t.TempDir()
	w, err := Create(filepath.Join(dir, "kg"), options(1))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	add(t, w, "a", "Alpha attacked Beta")
	before := dump(t, w)
	edges := file(t, dir, "edges.csv", "source,relation,target,date\nAlpha,opposes,Gamma,2022\nAlpha,opposes\nBeta,located-in,Delta,\n")
	triples := file(t, dir, "more.nt", "<http://example.org/Alpha> <http://example.org/opposes> <http://example.org/Epsilon> .\n")
	for _, step := range []struct{ want string }{
		{"edges.csv added 2 !line 3: it has no target, more.nt added 1, none.csv failed 0"},
		{"edges.csv unchanged 2 !line 3: it has no target, more.nt unchanged 1, none.csv failed 0"},
	} {
		got, err := w.Import(t.Context(), []string{edges, triples, filepath.Join(dir, "none.csv")}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if did(got) != step.want {
			t.Errorf("got  %s\nwant %s", did(got), step.want)
		}
	}
	g, err := w.Graph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var claims []string
	for _, c := range g.Claims {
		claims = append(claims, fmt.Sprintf("%s %s %s (%s: %s)", c.Subject.ID, c.RelationOf(), c.Object.ID, c.Extractor, c.Evidence.Text))
	}
	for _, want := range []string{
		"alpha opposes gamma (import: Alpha,opposes,Gamma,2022)", "alpha opposes epsilon (import: <http://example.org/Alpha> <http://example.org/opposes> <http://example.org/Epsilon> .)",
	} {
		if !strings.Contains(strings.Join(claims, "\n"), want) {
			t.Errorf("no %s in:\n%s", want, strings.Join(claims, "\n"))
		}
	}
	for i := range g.Entities {
		if e := g.Entities[i]; e.ID == "alpha" && (e.Type != "Organization" || len(e.Mentions) != 3) {
			t.Errorf("Alpha is a %q with mentions %v: want it as one entity of all three documents", e.Type, e.Mentions)
		}
	}

	with := dump(t, w)
	if err := w.Reindex(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(with, dump(t, w)); diff != "" {
		t.Errorf("after a reindex (-before +after):\n%s", diff)
	}
	for _, name := range []string{"edges.csv", "more.nt"} {
		if _, err := w.Remove(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, dump(t, w)); diff != "" {
		t.Errorf("after removing what was imported (-before +after):\n%s", diff)
	}
}

// A changed file takes the place of what it said before; a build reads the texts
// again, and leaves facts alone.
func TestImportOfAChangedFile(t *testing.T) {
	dir := t.TempDir()
	w, err := Create(filepath.Join(dir, "kg"), options(1))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, step := range [][2]string{
		{"source,relation,target\nAlpha,opposes,Beta\n", "edges.csv added 1"},
		{"source,relation,target\nAlpha,opposes,Gamma\n", "edges.csv changed 1"},
	} {
		got, err := w.Import(t.Context(), []string{file(t, dir, "edges.csv", step[0])}, nil)
		if err != nil || did(got) != step[1] {
			t.Errorf("%s, %v; want %s", did(got), err, step[1])
		}
	}
	w.reader = "" // another one
	w.opt.Reader = "another"
	add(t, w, "a", "Alpha attacked Beta")
	docs, err := w.Documents()
	if err != nil || len(docs) != 2 {
		t.Errorf("%d documents, %v", len(docs), err)
	}
	if out := dump(t, w); !strings.Contains(out, "/id/gamma>") || strings.Count(out, `"import"`) != 1 {
		t.Errorf("the fact is gone:\n%s", out)
	}
}

func TestImportFails(t *testing.T) {
	w, dir := memory(t), t.TempDir()
	got, err := w.Import(t.Context(), []string{file(t, dir, "none.csv", "source,relation,target\n"), file(t, dir, "a.doc", "x"), "-"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := got.Outcomes[0].Err; !errors.Is(err, facts.ErrNoFacts) {
		t.Errorf("a table without lines: %v", err)
	}
	if err := got.Outcomes[1].Err; !errors.As(err, new(*facts.FormatError)) {
		t.Errorf("a file of no known form: %v", err)
	}
	if err := got.Outcomes[2].Err; err == nil {
		t.Error("standard input was read, and there is none")
	}
}
