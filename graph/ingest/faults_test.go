package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// TestMain builds, when a test wants a second process to kill. Transactions are
// small, so that there are many of them.
func TestMain(m *testing.M) {
	batchSize = 100
	loadWords = 40 // so that many of the tests fill their index
	if dir := os.Getenv("INGEST_TEST_BUILD"); dir != "" {
		version, err := strconv.Atoi(os.Getenv("INGEST_TEST_VERSION"))
		if err == nil {
			err = buildCorpus(dir, version)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// corpusSize is how many documents a killed build is over.
const corpusSize = 100

// corpusInputs returns a version of the corpus: from one to the next, a third of
// the documents change, and some exchange their texts.
func corpusInputs(version int) []Input {
	var in []Input
	for i := range corpusSize {
		n := i
		if i%3 == 0 {
			n = (i + 3*version) % corpusSize
		}
		in = append(in, input(fmt.Sprint(i), fmt.Sprintf(
			"A%d=B%d attacked C%d\ngunmen did not hit Al\nB%d attacked A%d", n, n%40, n%7, n%40, n)))
	}
	return in
}

// buildCorpus builds a version of the corpus, and says of each input that it is
// done as soon as that is promised.
func buildCorpus(dir string, version int) error {
	w, err := Open(dir, options(2))
	if errors.Is(err, ledger.ErrNoWorkspace) {
		w, err = Create(dir, options(2))
	}
	if err != nil {
		return err
	}
	defer w.Close()
	_, err = w.Add(context.Background(), corpusInputs(version), &BuildOptions{Progress: func(p Progress) {
		fmt.Println(p.Last.Input, p.Last.Documents[0])
	}})
	fmt.Println("end")
	return err
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

// A build killed at any moment leaves a workspace that opens, has all that was
// reported as done, holds an index that is that of its documents, and is brought
// to the end by the next build.
func TestKilledBuild(t *testing.T) {
	kills := 10
	if n, err := strconv.Atoi(os.Getenv("QUADRILLE_TEST_KILLS")); err == nil {
		kills = n
	}
	root := quickDir(t)
	span := buildTime(t, filepath.Join(root, "whole"))
	dir, version, hits, tries := filepath.Join(root, "0"), 0, 0, 0
	for ; hits < kills && tries < 5*kills; tries++ {
		done, ended := killedBuild(t, dir, version, time.Duration(rand.Int64N(int64(span))))
		if !ended {
			hits++
		}
		w, err := Open(dir, options(2))
		if errors.Is(err, ledger.ErrNoWorkspace) && len(done) == 0 {
			continue // killed before there was any
		}
		if err != nil {
			t.Fatalf("kill %d: %v", tries, err)
		}
		checkDone(t, w, done)
		checkReindex(t, w)
		version++
		if tries%3 == 2 {
			finish(t, w, version)
			dir, version = filepath.Join(root, fmt.Sprint(tries+1)), 0
		}
		w.Close()
	}
	t.Logf("%d kills over %v; %d more came after the end", hits, span, tries-hits)
}

// buildTime returns how long a build takes that is left alone.
func buildTime(t *testing.T, dir string) time.Duration {
	start := time.Now()
	if _, ended := killedBuild(t, dir, 0, time.Minute); !ended {
		t.Fatal("the build did not end within a minute")
	}
	return time.Since(start)
}

// killedBuild builds in a process of its own, which it kills after a while, and
// returns what that had reported as done: document IDs by input.
func killedBuild(t *testing.T, dir string, version int, after time.Duration) (done map[string]string, ended bool) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "INGEST_TEST_BUILD="+dir, fmt.Sprintf("INGEST_TEST_VERSION=%d", version))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { child.Process.Kill() })
	defer timer.Stop()
	done = map[string]string{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		name, id, whole := strings.Cut(lines.Text(), " ")
		if whole && ledger.IsID(id) {
			done[name] = id
		}
		ended = ended || lines.Text() == "end"
	}
	child.Wait()
	return done, ended
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

// finish builds to the end, and compares with a build of the same in one go.
func finish(t *testing.T, w *Workspace, version int) {
	t.Helper()
	if _, err := w.Add(context.Background(), corpusInputs(version), nil); err != nil {
		t.Fatal(err)
	}
	whole := must(Memory(options(1)))
	defer whole.Close()
	if _, err := whole.Add(context.Background(), corpusInputs(version), nil); err != nil {
		t.Fatal(err)
	}
	if dump(t, w) != dump(t, whole) {
		t.Fatal("finishing the build gives another graph than building in one go")
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

func TestIndexThatCannotBeTrusted(t *testing.T) {
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

func TestTruthChangedByHand(t *testing.T) {
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

func TestDamagedDocument(t *testing.T) {
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
	w, _ := noticed(t, dir, false)
	add(t, w, "a", "Alpha=Al attacked Beta", "b", "Al attacked Gamma", "c", "gunmen hit Beta")
	if dump(t, w) != whole {
		t.Error("building again does not mend it")
	}
	w.Close()
	if _, said := noticed(t, dir, true); said != "" {
		t.Errorf("once mended it says %q", said)
	}
}

func TestDamageUnderAnOpenWorkspace(t *testing.T) {
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

func TestNewerFormat(t *testing.T) {
	dir, _ := small(t)
	if err := os.WriteFile(filepath.Join(dir, "quadrille.yaml"), []byte("format: 3\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var newer *ledger.FormatError
	if _, err := Open(dir, options(1)); !errors.As(err, &newer) {
		t.Errorf("got %v", err)
	}
}

func TestTwoOnOneWorkspace(t *testing.T) {
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

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	dir, want := small(t)
	index := filepath.Join(dir, ledger.IndexDir, indexFile)
	if err := os.Remove(index); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if d.IsDir() {
			t.Cleanup(func() { os.Chmod(path, 0o755) })
			return os.Chmod(path, 0o555)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w, said := noticed(t, dir, true)
	if dump(t, w) != want || !strings.Contains(said, "cannot be written") {
		t.Errorf("said %q", said)
	}
	if _, err := Open(dir, options(1)); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("opened for writing: %v", err)
	}
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("needs leave to mount a small file system: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer func() { w.Close() }()
	add(t, w, "a", "Alpha=Al attacked Beta", "b", "Al attacked Gamma")
	want := dump(t, w)
	var in []Input
	for i := range 300 {
		in = append(in, input(fmt.Sprint(i), strings.Repeat(fmt.Sprintf("Alpha attacked B%d\n", i), 50)))
	}
	done := map[string]string{}
	_, err := w.Add(context.Background(), in, &BuildOptions{Progress: func(p Progress) {
		done[p.Last.Input] = p.Last.Documents[0]
	}})
	if err == nil || !strings.Contains(err.Error(), "no space left on device") {
		t.Fatalf("on a full disk: %v", err)
	}
	w.Close()
	grow(t, dir)
	w = must(Open(filepath.Join(dir, "kg"), options(2)))
	checkDone(t, w, done)
	if dump(t, w) != fresh(t, w, 1) {
		t.Error("with room again, the index is not that of the documents")
	}
	for _, d := range must(w.Documents()) {
		if len(d.Sources) == 1 && d.Sources[0].Name != "a.txt" && d.Sources[0].Name != "b.txt" {
			must(w.Remove(context.Background(), d.ID))
		}
	}
	if dump(t, w) != want {
		t.Error("what was there before the disk was full is not there any more")
	}
}

func grow(t *testing.T, dir string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,size=200m", dir).CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
}
