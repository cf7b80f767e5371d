package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// TestMain lives, when a test wants a second process to kill. Transactions are
// small, so that there are many of them.
func TestMain(m *testing.M) {
	batchSize = 100
	loadWords = 40 // so that many of the tests fill their index
	if dir := os.Getenv(lifeDir); dir != "" {
		seed, err := strconv.ParseUint(os.Getenv(lifeSeed), 10, 64)
		if err == nil {
			err = live(dir, seed)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(pgtest.Main(m))
}

// quickDir returns a folder on a file system without a disk, where there is one:
// killing a process is not pulling the plug.
func quickDir(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "quadrille")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// checkDone makes sure that all that was reported is there.
func checkDone(t *testing.T, w *Workspace, done map[string]string) {
	t.Helper()
	for name, id := range done {
		d, err := w.Document(id)
		if err != nil {
			t.Fatalf("input %s was reported as done: %v", name, err)
		}
		found := false
		for _, s := range d.Sources {
			found = found || s.Name == name+".txt"
		}
		if !found {
			t.Fatalf("input %s was reported as done, but its document has the sources %v", name, d.Sources)
		}
	}
}

// checkReindex makes sure that the index is what its documents give. (A fresh
// build may give another: a source may still have its earlier document, too.)
func checkReindex(t *testing.T, w *Workspace) {
	t.Helper()
	got := dump(t, w)
	if err := w.Reindex(context.Background()); err != nil {
		t.Fatal(err)
	}
	if dump(t, w) != got {
		t.Fatal("the index was not that of the documents")
	}
}

// noticed opens a workspace and returns what it had to say.
func noticed(t *testing.T, dir string, readOnly bool) (*Workspace, string) {
	t.Helper()
	var said []string
	opt := options(2)
	opt.ReadOnly = readOnly
	opt.Notice = func(s string) { said = append(said, s) }
	w, err := Open(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w, strings.Join(said, "\n")
}

// small makes a workspace of three documents, closes it, and returns its folder
// and its graph.
func small(t *testing.T) (dir, graph string) {
	t.Helper()
	dir = filepath.Join(quickDir(t), "kg")
	w := must(Create(dir, options(2)))
	add(t, w, "a", "Alpha=Al attacked Beta", "b", "Al attacked Gamma", "c", "gunmen hit Beta")
	graph = dump(t, w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, graph
}

func TestFaultIndexThatCannotBeTrusted(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(index string) error
	}{
		{"deleted", os.Remove},
		{"deleted with its folder", func(index string) error { return os.RemoveAll(filepath.Dir(index)) }},
		{"emptied", func(index string) error { return os.Truncate(index, 0) }},
		{"cut short", func(index string) error { return os.Truncate(index, 5000) }},
		{"overwritten", func(index string) error { return os.WriteFile(index, make([]byte, 1<<16), 0o666) }},
		{"of another program", func(index string) error { return os.WriteFile(index, []byte("hello"), 0o666) }},
	} {
		for _, readOnly := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, read only %v", test.name, readOnly), func(t *testing.T) {
				dir, want := small(t)
				if err := test.spoil(filepath.Join(dir, ledger.IndexDir, indexFile)); err != nil {
					t.Fatal(err)
				}
				w, said := noticed(t, dir, readOnly)
				if dump(t, w) != want {
					t.Error("the graph is another")
				}
				if said == "" {
					t.Error("nothing was said about it")
				}
			})
		}
	}
}

func TestFaultTruthChangedByHand(t *testing.T) {
	dir, _ := small(t)
	if err := os.WriteFile(filepath.Join(dir, "decisions.yaml"), []byte("- merge: [Beta, Gamma]\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	w, _ := noticed(t, dir, true)
	if got := dump(t, w); strings.Contains(got, "id/gamma>") || got != fresh(t, w, 1) {
		t.Error("the decision was not followed")
	}
	w.Close()
	files, err := filepath.Glob(filepath.Join(dir, "documents", "*", "*.json"))
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	w, said := noticed(t, dir, false)
	if dump(t, w) != fresh(t, w, 1) || said != "bringing the index up to date: 1 document" {
		t.Errorf("after a document was deleted by hand: %q", said)
	}
}

func TestFaultDamagedDocument(t *testing.T) {
	dir, whole := small(t)
	files, err := filepath.Glob(filepath.Join(dir, "documents", "*", "*.json"))
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	data := must(os.ReadFile(files[1]))
	if err := os.WriteFile(files[1]+".new", append(data[:len(data)/2], data[len(data)/2+1:]...), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(files[1]+".new", files[1]); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} { // the second time from memory
		w, said := noticed(t, dir, readOnly)
		if !strings.Contains(said, filepath.Base(files[1])+" is damaged") {
			t.Errorf("said %q, not that %s is damaged", said, files[1])
		}
		if docs := must(w.Documents()); len(docs) != 2 {
			t.Errorf("%d documents are left of the three", len(docs))
		}
		if s := must(w.Stats()); len(s.Damaged) != 1 {
			t.Errorf("stats name %q as damaged", s.Damaged)
		}
		w.Close()
	}
	id := strings.TrimSuffix(filepath.Base(files[1]), ".json")
	w, _ := noticed(t, dir, false)
	var damage *ledger.DamagedError
	if _, err := w.DocumentID(id[:10]); !errors.As(err, &damage) {
		t.Errorf("who asks for it is told %v", err)
	}
	if got, err := w.Remove(t.Context(), id[:10]); !slices.Equal(got, []string{id}) || err != nil {
		t.Errorf("removing it: got %q, %v", got, err)
	}
	w.Close()
	w, said := noticed(t, dir, false)
	if s := must(w.Stats()); said != "" || len(s.Damaged) != 0 || s.Documents != 2 {
		t.Errorf("after it was removed: said %q, and %q are damaged of %d documents", said, s.Damaged, s.Documents)
	}
	add(t, w, "a", "Alpha=Al attacked Beta", "b", "Al attacked Gamma", "c", "gunmen hit Beta")
	if dump(t, w) != whole {
		t.Error("building again does not mend it")
	}
	w.Close()
	if _, said := noticed(t, dir, true); said != "" {
		t.Errorf("once mended it says %q", said)
	}
}

func TestFaultDamageUnderAnOpenWorkspace(t *testing.T) {
	dir, whole := small(t)
	w, _ := noticed(t, dir, false)
	id := must(w.Documents())[0].ID
	path := filepath.Join(dir, "documents", id[:2], id+".json")
	data := must(os.ReadFile(path))
	data[len(data)-3] ^= 1
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	add(t, w, "a", "Alpha=Al attacked Beta", "b", "Al attacked Gamma", "c", "gunmen hit Beta")
	if _, err := w.Document(id); err != nil || dump(t, w) != whole {
		t.Errorf("building again does not mend it: %v", err)
	}
}

func TestFaultNewerFormat(t *testing.T) {
	dir, _ := small(t)
	if err := os.WriteFile(filepath.Join(dir, "quadrille.yaml"), []byte("format: 3\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var newer *ledger.FormatError
	if _, err := Open(dir, options(1)); !errors.As(err, &newer) {
		t.Errorf("got %v", err)
	}
}

func TestFaultTwoOnOneWorkspace(t *testing.T) {
	dir, _ := small(t)
	w, _ := noticed(t, dir, false)
	var held *ledger.LockedError
	if _, err := Open(dir, options(1)); !errors.As(err, &held) || held.PID != os.Getpid() {
		t.Errorf("a second builder: %v", err)
	}
	w.Close()
	a, _ := noticed(t, dir, true)
	b, _ := noticed(t, dir, true)
	if dump(t, a) != dump(t, b) {
		t.Error("two readers see two graphs")
	}
	if _, err := a.Add(context.Background(), nil, nil); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("a reader builds: %v", err)
	}
}

// The clock is set back to when the index was last in line with its documents, and a
// process is killed when it has put a document there: nothing in the folder's times
// tells of it.
func TestFaultClockSetBack(t *testing.T) {
	dir, _ := small(t)
	w := must(Open(dir, options(1)))
	times := w.ledgerTimes(t)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := w.Add(ctx, []Input{inFolders(times)}, &BuildOptions{Progress: func(Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	w.Close()
	setTimes(t, dir, times)
	w, said := noticed(t, dir, true)
	if got := dump(t, w); !strings.Contains(got, "delta>") || got != madeAnew(t, w) {
		t.Errorf("the index, of which was said %q, is not that of the documents", said)
	}
}

// However the clock jumps from one build to the next, and whatever time a copy has
// given its files, the graph is that of the documents.
func TestFaultClockThatJumps(t *testing.T) {
	dir := filepath.Join(quickDir(t), "kg")
	w := must(Create(dir, options(1)))
	for i, at := range []time.Time{time.Now(), time.Unix(0, 0), time.Now().AddDate(20, 0, 0), {}, time.Now().Add(-time.Hour), time.Unix(1, 0)} {
		add(t, w, fmt.Sprint(i), fmt.Sprintf("A%d attacked B", i), "same", fmt.Sprintf("Alpha hit A%d", i))
		w.Close()
		if !at.IsZero() {
			err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
				if err == nil {
					err = os.Chtimes(path, at, at)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		w = must(Open(dir, options(1)))
		if n := len(must(w.Documents())); n != i+2 {
			t.Errorf("at %v: %d documents are there, want %d", at, n, i+2)
		}
		if dump(t, w) != madeAnew(t, w) {
			t.Errorf("at %v: the index is not that of the documents", at)
		}
	}
	w.Close()
}

// inFolders returns an input whose document goes into a folder that is there.
func inFolders(times map[string]int64) Input {
	for i := 0; ; i++ {
		in := input("d", fmt.Sprint("Delta hit B", i))
		docs := must(in.Load(context.Background()))
		if _, there := times[ledger.Folder(docs[0].ID)]; there {
			return in
		}
	}
}

// ledgerTimes returns the times of the folders of documents.
func (w *Workspace) ledgerTimes(t *testing.T) map[string]int64 {
	t.Helper()
	return must(w.ledger.Stamp()).Folders
}

// setTimes gives folders of documents the times that they had.
func setTimes(t *testing.T, dir string, times map[string]int64) {
	t.Helper()
	for folder, n := range times {
		at := time.Unix(0, n)
		if err := os.Chtimes(filepath.Join(dir, "documents", folder), at, at); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

// A file that goes between the listing of its folder and its turn is as one that never
// was, or is named, and the rest goes on.
func TestFaultFileThatGoes(t *testing.T) {
	dir := quickDir(t)
	for i := range 200 {
		write(t, dir, fmt.Sprintf("%03d.txt", i), "Alpha fled")
	}
	w := memory(t)
	var failed []string
	r := must(w.Build(context.Background(), []string{dir}, &BuildOptions{Progress: func(p Progress) {
		os.Remove(filepath.Join(dir, "199.txt"))
		if p.Last.Err != nil {
			failed = append(failed, filepath.Base(p.Last.Input))
		}
	}}))
	if r.Inputs()-len(failed) != 199 || len(failed) == 1 && failed[0] != "199.txt" {
		t.Errorf("%d inputs, of which %q failed", r.Inputs(), failed)
	}
}

// sections reads a text line by line, and has the context end in the middle of it.
type sections struct {
	fake
	stop func()
}

func (s sections) Read(d *text.Document, extract func(*text.Document)) {
	fakeAnalyse(d)
	for i := range 1000 {
		if i == 3 {
			s.stop()
		}
		if i > 3 {
			panic("it reads on")
		}
		extract(&text.Document{ID: d.ID})
	}
}

// TestFaultStoppedInALongText stops a build in the middle of a text. Nothing is wrong
// with that text, and the same build reads it the next time.
func TestFaultStoppedInALongText(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kg")
	ctx, stop := context.WithCancel(t.Context())
	opt := options(1)
	opt.Analyser = sections{stop: stop}
	w := must(Create(dir, opt))
	r, err := w.Add(ctx, inputs("a", "Alpha attacked Beta"), nil)
	if !errors.Is(err, context.Canceled) || r.Failed != 0 {
		t.Errorf("got %v, %d failed", err, r.Failed)
	}
	w.Close()
	w = must(Open(dir, options(1)))
	defer w.Close()
	if r := add(t, w, "a", "Alpha attacked Beta"); r.Added != 1 {
		t.Errorf("the next time: %+v", r)
	}
}
