package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// A life is a process that does to a workspace whatever can be done to one, in an order
// that its seed gives, and tells on a line what it begins and what is done. It ends
// when it is killed, and another goes on in the same workspace.
//
//	build 7=2       source 7 is read, as it stands in version 2
//	has 7 9ab2…     it was reported as done
//	remove 7        a source is taken back
//	decide          a decision is made, or undone
//	decisions 3     so many stand now
//	reindex         the index is made anew
//	done            with what was begun last
const (
	lifeDir  = "INGEST_TEST_LIFE"
	lifeSeed = "INGEST_TEST_SEED"

	lifeSources  = 24
	lifeVersions = 3
	lifeBatch    = 8
)

// lifeInput returns a version of a source. Some versions have what others had, and
// some sources share a document.
func lifeInput(source, version int) Input {
	n := (source + 5*version) % lifeSources
	if source%4 == 0 {
		n = version
	}
	return input(fmt.Sprint(source), fmt.Sprintf("A%d=B%d attacked C%d\ngunmen did not hit Al\nB%d attacked A%d", n, n%7, n%5, n%7, n))
}

func live(dir string, seed uint64) error {
	w, err := Open(dir, options(2))
	if errors.Is(err, ledger.ErrNoWorkspace) {
		w, err = Create(dir, options(2))
	}
	if err != nil {
		return err
	}
	defer w.Close()
	random := rand.New(rand.NewPCG(seed, 0))
	for {
		if err := lifeStep(w, random); err != nil {
			return err
		}
		fmt.Println("done")
	}
}

func lifeStep(w *Workspace, random *rand.Rand) error {
	ctx := context.Background()
	switch random.IntN(8) {
	case 0:
		source := fmt.Sprint(random.IntN(lifeSources))
		fmt.Println("remove", source)
		var none *NameError
		if _, err := w.Remove(ctx, "texts/"+source+".txt"); !errors.As(err, &none) {
			return err
		}
		return nil
	case 1:
		fmt.Println("decide")
		a, b := fmt.Sprint("A", random.IntN(lifeSources)), fmt.Sprint("A", random.IntN(lifeSources))
		var none *NameError
		var cannot *UnfollowedError
		if err := w.Merge(ctx, a, b, "it is a test"); err != nil && !errors.As(err, &none) && !errors.As(err, &cannot) && !errors.Is(err, ErrSame) {
			return err
		}
		return tellDecisions(w)
	case 2:
		fmt.Println("decide")
		if _, err := w.Undo(ctx, 0); err != nil && !errors.Is(err, ledger.ErrNoDecision) {
			return err
		}
		return tellDecisions(w)
	case 3:
		fmt.Println("reindex")
		return w.Reindex(ctx)
	}
	var in []Input
	first, version := random.IntN(lifeSources), random.IntN(lifeVersions)
	for i := range lifeBatch {
		source := (first + i) % lifeSources
		fmt.Printf("build %d=%d\n", source, version)
		in = append(in, lifeInput(source, version))
	}
	_, err := w.Add(ctx, in, &BuildOptions{Progress: func(p Progress) {
		fmt.Println("has", p.Last.Input, p.Last.Documents[0])
	}})
	return err
}

func tellDecisions(w *Workspace) error {
	made, err := w.Decisions()
	fmt.Println("decisions", len(made))
	return err
}

// expectations are what may be in a workspace after a kill: of each source the
// documents, "" for none, and how many decisions.
type expectations struct {
	sources     map[string][]string
	least, most int // decisions
	told        []string
}

// know makes what is there all that may be there.
func know(t *testing.T, w *Workspace) *expectations {
	t.Helper()
	n := len(must(w.Decisions()))
	e := &expectations{sources: map[string][]string{}, least: n, most: n}
	for _, info := range must(w.Documents()) {
		for _, s := range info.Sources {
			name := strings.TrimSuffix(s.Name, ".txt")
			e.sources[name] = append(e.sources[name], info.ID)
		}
	}
	return e
}

// hear takes in a line that a life has told.
func (e *expectations) hear(t *testing.T, line string) {
	t.Helper()
	e.told = append(e.told, line)
	what, rest, _ := strings.Cut(line, " ")
	switch what {
	case "build":
		name, version, _ := strings.Cut(rest, "=")
		source, err := strconv.Atoi(name)
		v, err2 := strconv.Atoi(version)
		if err != nil || err2 != nil {
			t.Fatalf("a life told %q", line)
		}
		if len(e.sources[name]) == 0 {
			e.sources[name] = []string{""}
		}
		docs, _ := lifeInput(source, v).Load(context.Background())
		e.sources[name] = append(e.sources[name], docs[0].ID)
	case "has":
		name, id, _ := strings.Cut(rest, " ")
		e.sources[name] = []string{id}
	case "remove":
		e.sources[rest] = append(e.sources[rest], "")
	case "decide":
		e.least--
		e.most++
	case "decisions":
		n, err := strconv.Atoi(rest)
		if err != nil {
			t.Fatalf("a life told %q", line)
		}
		e.least, e.most = n, n
	case "done", "reindex":
	default:
		t.Fatalf("a life told %q", line)
	}
}

// check compares what may be there with what is.
func (e *expectations) check(t *testing.T, w *Workspace) {
	t.Helper()
	now := know(t, w)
	for i := range lifeSources {
		name := fmt.Sprint(i)
		may, are := e.sources[name], now.sources[name]
		if len(are) == 0 && len(may) > 0 && !slices.Contains(may, "") {
			t.Fatalf("source %s is not there any more: it had one of %.12q", name, may)
		}
		for _, id := range are {
			if !slices.Contains(may, id) {
				t.Fatalf("source %s has document %.12s: it may have %.12q", name, id, may)
			}
			if _, err := w.Document(id); err != nil {
				t.Fatalf("source %s: %v", name, err)
			}
		}
	}
	if now.least < e.least || now.most > e.most {
		t.Fatalf("%d decisions are there: it may be %d to %d", now.least, e.least, e.most)
	}
}

// A process that is killed at any moment, whatever it is at, leaves a workspace that
// opens by itself, has all that was reported as done, and whose index is that of its
// documents. In the end the graph is that of one who was never disturbed.
func TestFaultKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	kills := 200
	if testing.Short() {
		kills = 25
	}
	if n, err := strconv.Atoi(os.Getenv("QUADRILLE_TEST_KILLS")); err == nil {
		kills = n
	}
	dir := filepath.Join(quickDir(t), "kg")
	e := &expectations{sources: map[string][]string{}}
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	lines := 0
	for kill := range kills {
		// As long as a life takes to begin and to do a few things, most often at work.
		lines += endLife(t, dir, random.Uint64(), time.Duration(random.Int64N(int64(60*time.Millisecond))), e)
		var said []string
		opt := options(2)
		opt.Notice = func(s string) { said = append(said, s) }
		w, err := Open(dir, opt)
		if errors.Is(err, ledger.ErrNoWorkspace) && kill < 3 {
			continue // killed before there was any
		}
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		for _, s := range said { // an index that was being filled is given up
			if strings.Contains(s, "damaged") && !strings.Contains(s, "not filled to the end") {
				t.Fatalf("kill %d has done damage: %s", kill, s)
			}
		}
		e.check(t, w)
		if diff := cmp.Diff(strings.Split(madeAnew(t, w), "\n"), strings.Split(dump(t, w), "\n")); diff != "" {
			t.Fatalf("kill %d, which said %q: the index is not that of the documents\n%s\nafter\n%s", kill, said, diff, strings.Join(e.told, "\n"))
		}
		e = know(t, w)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, before which %d lines were told", kills, lines)
	if lines < kills {
		t.Error("most were killed before they did anything")
	}
	finishLife(t, dir)
}

// madeAnew returns the index that the documents and decisions of a workspace give.
func madeAnew(t *testing.T, w *Workspace) string {
	t.Helper()
	dir := filepath.Join(quickDir(t), "kg")
	if err := os.CopyFS(dir, os.DirFS(w.Dir())); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, ledger.IndexDir)); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	anew := must(Open(dir, options(1)))
	defer anew.Close()
	return dump(t, anew)
}

// endLife begins a life, kills it a while after it has told its first line, and
// returns how many lines it told.
func endLife(t *testing.T, dir string, seed uint64, after time.Duration, e *expectations) (lines int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), lifeDir+"="+dir, fmt.Sprintf("%s=%d", lifeSeed, seed))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var timer *time.Timer
	if seed%8 == 0 { // while it is beginning
		timer = time.AfterFunc(after, func() { child.Process.Kill() })
	}
	for told := bufio.NewScanner(out); told.Scan(); lines++ {
		if timer == nil {
			timer = time.AfterFunc(after, func() { child.Process.Kill() })
		}
		e.hear(t, told.Text())
	}
	if child.Wait(); !strings.Contains(child.ProcessState.String(), "killed") {
		t.Fatalf("a life ended by itself: %v", child.ProcessState)
	}
	if timer != nil {
		timer.Stop()
	}
	return lines
}

// finishLife brings a workspace to a known end, and compares with one that was never
// disturbed.
func finishLife(t *testing.T, dir string) {
	t.Helper()
	var in []Input
	for i := range lifeSources {
		in = append(in, lifeInput(i, lifeVersions))
	}
	w := must(Open(dir, options(2)))
	defer w.Close()
	whole := must(Memory(options(1)))
	defer whole.Close()
	for _, d := range must(w.Decisions()) {
		if err := whole.ledger.Decide(d); err != nil {
			t.Fatal(err)
		}
	}
	for _, each := range []*Workspace{w, whole} {
		if _, err := each.Add(context.Background(), in, nil); err != nil {
			t.Fatal(err)
		}
	}
	if dump(t, w) != dump(t, whole) {
		t.Fatal("the graph is not that of a build that was never disturbed")
	}
}
