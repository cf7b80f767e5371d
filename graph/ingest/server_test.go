package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// served makes a workspace whose index is in a schema of its own.
func served(t *testing.T) (w *Workspace, dir, url string) {
	t.Helper()
	dir, url = filepath.Join(t.TempDir(), "kg"), pgtest.Schema(t)
	opt := options(2)
	opt.Backend = url
	w, err := Create(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w, dir, url
}

// reader opens a workspace to look at it, and returns what it was told besides.
func reader(t testing.TB, dir string) (w *Workspace, notices *[]string) {
	t.Helper()
	notices = &[]string{}
	opt := options(1)
	opt.ReadOnly, opt.Notice = true, func(s string) { *notices = append(*notices, s) }
	w, err := Open(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return w, notices
}

// elsewhere is another machine: a folder with the settings and nothing else.
func elsewhere(t testing.TB, dir string) string {
	t.Helper()
	other := t.TempDir()
	data, err := os.ReadFile(filepath.Join(dir, "quadrille.yaml"))
	if err == nil {
		err = os.WriteFile(filepath.Join(other, "quadrille.yaml"), data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	return other
}

// TestAnyHistoryEndsInTheSameGraphOnAServer is the property of a workspace on disk, with
// the index in a database.
func TestAnyHistoryEndsInTheSameGraphOnAServer(t *testing.T) {
	pgtest.Server(t)
	if testing.Short() {
		t.Skip("-short: a database takes its time")
	}
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	if before == checks.DefValue {
		flag.Set("rapid.checks", "4") // which takes some seconds
		defer flag.Set("rapid.checks", before)
	}
	root := t.TempDir()
	runs := 0
	anyHistory(t, func(h *history) {
		runs++
		h.dir = filepath.Join(root, fmt.Sprint(runs))
		opt := options(h.workers)
		opt.Backend = pgtest.Schema(t)
		h.w = must(Create(h.dir, opt))
	})
}

// TestReadersSeeWholeDocuments builds, changes and forgets documents while three read:
// one asks the index, one lists claims, one looks at an entity.
func TestReadersSeeWholeDocuments(t *testing.T) {
	w, dir, _ := served(t)
	const claims = 12
	words := func(name string) string {
		var lines []string
		for i := range claims {
			lines = append(lines, fmt.Sprintf("%s attacked Hub\n%s met No%d", name, name, i))
		}
		return strings.Join(lines[:claims/2], "\n")
	}
	add(t, w, "a", words("Alpha"))
	done := make(chan struct{})
	var group sync.WaitGroup
	seen := make([]int, 3)
	for i, look := range []func(*testing.T, *Workspace){readQuads, readClaims, readHub} {
		group.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				r, _ := reader(t, dir)
				look(t, r)
				seen[i]++
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 6 {
		name := fmt.Sprintf("Name%d", i)
		add(t, w, "b", words(name), fmt.Sprint("c", i), words("Old"+name))
		if i%3 == 2 {
			must(w.Remove(t.Context(), fmt.Sprintf("c%d.txt", i-1)))
		}
		if i == 4 {
			if err := w.Reindex(t.Context()); err != nil {
				t.Error(err)
			}
		}
	}
	close(done)
	group.Wait()
	t.Logf("seen %v times", seen)
	if slices.Min(seen) == 0 {
		t.Error("somebody never came to read")
	}
}

// readQuads counts the claims of each document, by the quads.
func readQuads(t *testing.T, r *Workspace) {
	docs := must(r.Documents())
	if len(docs) == 0 {
		t.Error("there are no documents")
	}
	for _, d := range docs {
		n := 0
		for q, err := range r.Store().Label(r.Vocabulary().DocumentIRI(d.ID)) {
			if err != nil {
				t.Error(err)
				return
			}
			if strings.HasSuffix(q.Predicate.String(), "ns#status>") {
				n++
			}
		}
		if n != d.Claims || n != 12 {
			t.Errorf("a document has %d claims, %d by its record, and should have 12", n, d.Claims)
		}
	}
}

// readClaims lists all claims.
func readClaims(t *testing.T, r *Workspace) {
	of := map[string]int{}
	for c, err := range r.Claims(t.Context()) {
		if err != nil {
			t.Error(err)
			return
		}
		of[c.Evidence.Document]++
		if c.Subject.Name == "" || c.Object.Name == "" || c.Evidence.Text == "" {
			t.Errorf("a claim is not whole: %+v", c)
		}
	}
	for id, n := range of {
		if n != 12 {
			t.Errorf("document %s has %d claims, and should have 12", id, n)
		}
	}
}

// readHub looks at one entity as "show" does.
func readHub(t *testing.T, r *Workspace) {
	g, _, err := r.Names(t.Context())
	if err != nil {
		t.Error(err)
		return
	}
	claims, err := r.About(t.Context(), g, "hub")
	if err != nil || len(claims) != 6*len(g.Documents) {
		t.Errorf("%d claims of Hub in %d documents, %v", len(claims), len(g.Documents), err)
	}
	if p, err := r.Profile(g, "hub"); err != nil || len(p.Mentions) != 6*len(g.Documents) {
		t.Errorf("Hub: %+v, %v", p, err)
	}
}

// TestElsewhere looks at a graph from where there are no documents.
func TestElsewhere(t *testing.T) {
	w, dir, _ := served(t)
	add(t, w, "a", "Alpha=Al attacked Beta\nthe gunmen did not hit Al", "b", "Al attacked Gamma\nAlpha met Al", "c", "Beta attacked Alpha")
	if err := w.Merge(t.Context(), "Gamma", "Beta", "they are one"); err != nil {
		t.Fatal(err)
	}
	away, notices := reader(t, elsewhere(t, dir))
	defer away.Close()
	if len(*notices) > 0 {
		t.Errorf("told %q", *notices)
	}
	asJSON := func(w *Workspace, what string) string {
		var x any
		switch what {
		case "graph":
			x = must(w.Graph(t.Context()))
		case "outline":
			x = must(w.Outline(t.Context()))
		case "claims":
			var lines []any
			for c, err := range w.ClaimsAsRead(t.Context()) {
				lines = append(lines, c, err)
			}
			x = lines
		case "documents":
			x = must(w.Documents())
		case "claims one by one":
			b := must(w.Briefs())
			defer b.Close()
			var numbers []uint64
			for c := range must(b.Read(t.Context(), nil, true)) {
				numbers = append(numbers, c.Number)
			}
			claims := must(b.Claims(t.Context(), numbers))
			slices.SortFunc(claims, func(a, b graph.Claim) int { return strings.Compare(a.ID, b.ID) })
			x = claims
		case "a part of a name":
			found, near, _, err := w.Meant("gunme")
			x = []any{found, near, err}
		}
		return string(must(json.MarshalIndent(x, "", " ")))
	}
	for _, what := range []string{"graph", "outline", "claims", "documents", "claims one by one", "a part of a name"} {
		if diff := cmp.Diff(asJSON(w, what), asJSON(away, what)); diff != "" {
			t.Errorf("%s, here and elsewhere: %s", what, diff)
		}
	}
	if _, err := away.Document(must(away.Documents())[0].ID); !errors.Is(err, ErrNoText) {
		t.Errorf("a text: %v", err)
	}
	here, _ := reader(t, dir)
	defer here.Close()
	for _, d := range must(here.Documents()) {
		text, said, err := here.Said(t.Context(), d.ID)
		_, want, err2 := w.Said(t.Context(), d.ID)
		if diff := cmp.Diff(want, said); err != nil || err2 != nil || diff != "" || text.Text == "" {
			t.Errorf("what a document says: %v, %v, %s", err, err2, diff)
		}
	}
	if _, err := away.Document(strings.Repeat("0", 64)); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("no document: %v", err)
	}
}

// TestStrangers tries to write what is somebody else's.
func TestStrangers(t *testing.T) {
	w, dir, url := served(t)
	add(t, w, "a", "Alpha attacked Beta")
	want := dump(t, w)
	w.Close()
	refused := func(what string, w *Workspace, err error) {
		t.Helper()
		var stranger *StrangerError
		if !errors.As(err, &stranger) {
			t.Errorf("%s: got %v", what, err)
		}
		if err == nil {
			w.Close()
		}
	}
	opt := options(1)
	opt.Backend = url
	other := filepath.Join(t.TempDir(), "other")
	made, err := Create(other, opt)
	refused("another workspace", made, err)
	if _, err := os.Stat(other); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it was made: %v", err)
	}
	opened, err := Open(elsewhere(t, dir), options(1))
	refused("no documents", opened, err)
	b := must(Create(other, options(1)))
	add(t, b, "b", "Gamma attacked Delta")
	b.Close()
	opened, err = Open(other, opt)
	refused("other documents", opened, err)
	again := must(Open(dir, options(1)))
	if got := dump(t, again); got != want {
		t.Errorf("the graph changed: %s", cmp.Diff(want, got))
	}
	again.Close()
	opt.Replace = true
	replaced := must(Open(other, opt))
	defer replaced.Close()
	if got := dump(t, replaced); got != fresh(t, replaced, 1) || replaced.ledger.Settings().Backend != url {
		t.Errorf("put in its place: %s, %+v", got, replaced.ledger.Settings())
	}
}

// TestTwoBuilders opens a workspace, and a copy of it on another machine, while it is
// open.
func TestTwoBuilders(t *testing.T) {
	w, dir, _ := served(t)
	add(t, w, "a", "Alpha attacked Beta")
	copied := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{dir, copied} {
		var locked *ledger.LockedError
		if _, err := Open(d, options(1)); !errors.As(err, &locked) || (d == copied) != (locked.Index != "") {
			t.Errorf("%s: got %v", d, err)
		}
		r, _ := reader(t, d)
		if got, want := dump(t, r), dump(t, w); got != want {
			t.Errorf("reading beside: %s", cmp.Diff(want, got))
		}
		r.Close()
	}
	w.Close()
	second := must(Open(copied, options(1)))
	second.Close()
}

// TestLag reads while the index is not what the documents are.
func TestLag(t *testing.T) {
	w, dir, _ := served(t)
	add(t, w, "a", "Alpha attacked Beta")
	want := dump(t, w)
	other := memory(t)
	add(t, other, "b", "Gamma attacked Delta")
	record := must(other.ledger.Get(must(other.Documents())[0].ID))
	if err := w.ledger.Commit(must(w.ledger.Stage(record))); err != nil {
		t.Fatal(err)
	}
	for _, building := range []bool{true, false} {
		r, notices := reader(t, dir)
		if got := ofGraph(t, r); got != want {
			t.Errorf("building %v: %s", building, cmp.Diff(want, got))
		}
		if len(*notices) != 1 || strings.Contains((*notices)[0], "under way") != building {
			t.Errorf("building %v: told %q", building, *notices)
		}
		r.Close()
		w.Close()
	}
	again := must(Open(dir, options(1)))
	defer again.Close()
	if got := dump(t, again); got == want || got != fresh(t, again, 1) {
		t.Errorf("after opening to write: %s", cmp.Diff(want, got))
	}
}

// TestMoves takes an index from a file to a database and back.
func TestMoves(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kg")
	w := must(Create(dir, options(1)))
	add(t, w, "a", "Alpha attacked Beta")
	want := dump(t, w)
	w.Close()
	for _, backend := range []string{pgtest.Schema(t), "bolt"} {
		opt := options(1)
		opt.Backend = backend
		w := must(Open(dir, opt))
		if err := w.Reindex(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, w); got != want {
			t.Errorf("in %s: %s", backend, cmp.Diff(want, got))
		}
		_, err := os.Stat(w.indexPath())
		if file := err == nil; file != (backend == "bolt") {
			t.Errorf("in %s: there is a file: %v", backend, file)
		}
		w.Close()
	}
}

// TestConnectionLost loses the server in the middle of a build. The documents are safe,
// and the next run goes on from there.
func TestConnectionLost(t *testing.T) {
	w, dir, url := served(t)
	add(t, w, "a", "Alpha attacked Beta")
	want := dump(t, w)
	pgtest.Exec(t, url, `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
		AND objid = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())`)
	_, err := w.Add(context.Background(), inputs("b", "Gamma attacked Delta"), nil)
	var lost *store.ServerError
	if !errors.As(err, &lost) || lost.Hint == "" {
		t.Errorf("got %v", err)
	}
	w.Close()
	r, _ := reader(t, dir)
	if got := dump(t, r); got != want {
		t.Errorf("half of it is there: %s", cmp.Diff(want, got))
	}
	r.Close()
	again := must(Open(dir, options(1)))
	defer again.Close()
	if got := dump(t, again); got == want || got != fresh(t, again, 1) {
		t.Errorf("after the next run: %s", cmp.Diff(want, got))
	}
}
