package ingest

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// lines returns JSON lines of n rows.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "{\"id\": \"r%d\", \"text\": \"Alpha attacked B%d\"}\n", i, i)
	}
	return b.String()
}

// sourcesOf returns the origins of what a workspace holds, with the words of each.
func sourcesOf(t *testing.T, w *Workspace) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, d := range must(w.Documents()) {
		for _, s := range d.Sources {
			out[s.Name+" "+s.Origin] = must(w.Document(d.ID)).Text
		}
	}
	return out
}

func TestRowsAreDocumentsOfTheirOwn(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "posts.csv", "id,text\n1,Alpha attacked Beta\n2,Beta fled\n")
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	if got, want := build(t, w, dir, nil, "posts.csv"), "posts.csv added, posts.csv added"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := map[string]string{"posts.csv#1 ../posts.csv#1": "Alpha attacked Beta", "posts.csv#2 ../posts.csv#2": "Beta fled"}
	if diff := cmp.Diff(want, sourcesOf(t, w)); diff != "" {
		t.Error(diff)
	}
	// A row that has changed, one that is new, and one that is gone.
	write(t, dir, "posts.csv", "id,text\n3,Gamma fled\n1,Alpha attacked Gamma\n")
	r := must(w.Build(context.Background(), []string{filepath.Join(dir, "posts.csv")}, nil))
	if diff := cmp.Diff([]string{filepath.Join(dir, "posts.csv#2")}, r.Gone); diff != "" || r.Added != 1 || r.Changed != 1 {
		t.Errorf("%d added, %d changed, gone %q", r.Added, r.Changed, r.Gone)
	}
	r = must(w.Build(context.Background(), []string{filepath.Join(dir, "posts.csv")}, &BuildOptions{Prune: true}))
	if r.Removed != 1 || r.Unchanged != 2 || len(r.Gone) > 0 {
		t.Errorf("%d removed, %d unchanged, gone %q", r.Removed, r.Unchanged, r.Gone)
	}
	want = map[string]string{"posts.csv#1 ../posts.csv#1": "Alpha attacked Gamma", "posts.csv#3 ../posts.csv#3": "Gamma fled"}
	if diff := cmp.Diff(want, sourcesOf(t, w)); diff != "" {
		t.Error(diff)
	}
	if dump(t, w) != fresh(t, w, 1) {
		t.Error("after rows came and went the index is not what a fresh build gives")
	}
	id := must(w.Remove(context.Background(), filepath.Join(dir, "posts.csv#3")))[0]
	if r := must(w.Build(context.Background(), []string{filepath.Join(dir, "posts.csv")}, nil)); r.Added != 1 {
		t.Errorf("the row of %s, which was removed, was not read again", id)
	}
}

func TestWhoWroteAMailIsKept(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.eml", "From: Ann Roe <ann@example.org>\nSubject: Talks\n\nAlpha met Beta\n> Gamma fled\n")
	w := must(Create(filepath.Join(dir, "kg"), options(1)))
	defer w.Close()
	for _, reader := range []string{"fake 1", "fake 2"} { // read, and read again from what is kept
		w.opt.Reader, w.reader = reader, ""
		build(t, w, dir, &BuildOptions{Date: "2024-03-26"}, "a.eml")
		docs := must(w.Documents())
		d := must(w.Document(docs[0].ID))
		if len(docs) != 1 || d.Title != "Talks" || d.Author != "Ann Roe" || d.Date != "2024-03-26" || d.Text != "Alpha met Beta" {
			t.Errorf("by %s: title %q, author %q, date %q, text %q", reader, d.Title, d.Author, d.Date, d.Text)
		}
	}
}

// A table of which a row cannot be read forgets none: that one may be the row.
func TestNothingIsForgottenOfWhatWasReadInPart(t *testing.T) {
	dir := t.TempDir()
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	write(t, dir, "posts.jsonl", lines(3))
	build(t, w, dir, nil, "posts.jsonl")
	write(t, dir, "posts.jsonl", lines(2)+"{\"id\": \"r2\", \"text\n")
	r := must(w.Build(context.Background(), []string{filepath.Join(dir, "posts.jsonl")}, &BuildOptions{Prune: true}))
	if r.Removed != 0 || r.Failed != 1 || len(must(w.Documents())) != 3 {
		t.Errorf("%d removed, %d failed, %d documents left", r.Removed, r.Failed, len(must(w.Documents())))
	}
}

func TestManyRowsGiveTheSameGraphWithAnyNumberOfWorkers(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "posts.jsonl", lines(300))
	var graphs, outcomes []string
	for _, workers := range []int{1, 5} {
		w := must(Memory(options(workers)))
		var told []string
		must(w.Build(context.Background(), []string{filepath.Join(dir, "posts.jsonl")}, &BuildOptions{Progress: func(p Progress) {
			told = append(told, fmt.Sprintf("%s %s %v %.4f", p.Last.Part, p.Last.Status, p.Last.Sources, min(p.Share, 1)))
		}}))
		var b strings.Builder
		for q, err := range w.Store().Quads(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			b.Write(export.AppendNQuad(nil, q))
		}
		graphs, outcomes = append(graphs, b.String()), append(outcomes, strings.Join(told, "\n"))
		w.Close()
	}
	if graphs[0] != graphs[1] {
		t.Error("five workers make another graph than one")
	}
	if outcomes[0] != outcomes[1] {
		t.Error("five workers report otherwise than one")
	}
	if n := strings.Count(outcomes[0], "\n"); n != 299 || !strings.HasSuffix(outcomes[0], "1.0000") {
		t.Errorf("%d inputs were told of, the last as %q", n+1, outcomes[0][strings.LastIndex(outcomes[0], "\n")+1:])
	}
}

func TestABuildOfRowsGoesOnWhereItStopped(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "posts.jsonl", lines(400))
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := 0
	_, err := w.Build(ctx, []string{filepath.Join(dir, "posts.jsonl")}, &BuildOptions{Progress: func(p Progress) {
		if done = p.Done; done == 100 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || done < 100 || done == 400 {
		t.Fatalf("stopped at %d with %v", done, err)
	}
	var read atomic.Int64
	w.opt.Analyser = counting{&read}
	r := must(w.Build(context.Background(), []string{filepath.Join(dir, "posts.jsonl")}, nil))
	if r.Unchanged < done || r.Unchanged+r.Added != 400 || int(read.Load()) != r.Added {
		t.Errorf("of %d rows done %d were still there; %d were read, %d added", done, r.Unchanged, read.Load(), r.Added)
	}
}

// counting counts what it reads.
type counting struct{ n *atomic.Int64 }

func (c counting) Read(d *text.Document, extract func(*text.Document)) {
	c.n.Add(1)
	fake{}.Read(d, extract)
}

// Rows are read as they are taken: what memory holds of a table is the same for ten
// times as many rows.
func TestTablesAreNotHeldInMemory(t *testing.T) {
	most := func(rows int) uint64 {
		row := `{"text": "` + strings.Repeat("alpha fled and ", 2000) + "\"}\n"
		r, write := io.Pipe()
		go func() {
			for range rows {
				if _, err := io.WriteString(write, row); err != nil {
					return
				}
			}
			write.Close()
		}()
		w := must(Memory(options(2)))
		defer w.Close()
		var peak uint64
		n := 0
		must(w.Build(context.Background(), []string{"-"}, &BuildOptions{Stdin: r, Progress: func(Progress) {
			if n++; n%50 == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
		}}))
		if n != rows {
			t.Fatalf("%d rows of %d", n, rows)
		}
		return peak
	}
	if small, large := most(100), most(1000); large > small+15<<20 {
		t.Errorf("100 rows of 30 kB take %d MB, and 1000 take %d MB", small>>20, large>>20)
	}
}

func TestFaultNamesAsNobodyWritesThem(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "in/a\nb.txt", "Alpha fled", "in/..c.txt", "hidden", "in/d#1.csv", "id,text\n../x,Beta fled\n\"a\nb\",Gamma fled\n", "in/ e .txt", "Delta fled")
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	for range 2 {
		build(t, w, dir, nil, "in")
	}
	want := map[string]string{
		"a\nb.txt ../in/a\nb.txt":         "Alpha fled",
		" e .txt ../in/ e .txt":           "Delta fled",
		"d#1.csv#../x ../in/d#1.csv#../x": "Beta fled",
		"d#1.csv#a b ../in/d#1.csv#a b":   "Gamma fled",
	}
	if diff := cmp.Diff(want, sourcesOf(t, w)); diff != "" {
		t.Error(diff)
	}
	must(w.Remove(context.Background(), filepath.Join(dir, "in", "a\nb.txt")))
	must(w.Remove(context.Background(), "d#1.csv#../x"))
	if n := len(must(w.Documents())); n != 2 {
		t.Errorf("%d documents are left of 2", n)
	}
}

func TestFaultFileThatChangesWhileItIsRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "posts.jsonl", lines(2000))
	name := filepath.Join(dir, "posts.jsonl")
	w := memory(t)
	var last Outcome
	grown := false
	r := must(w.Build(context.Background(), []string{name}, &BuildOptions{Progress: func(p Progress) {
		last = p.Last
		if !grown {
			grown = true
			f := must(os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0))
			io.WriteString(f, lines(1))
			f.Close()
		}
	}}))
	if r.Added != 2000 || r.Failed != 1 || !errors.Is(last.Err, ErrChanged) {
		t.Errorf("%d added, %d failed, at last with %v", r.Added, r.Failed, last.Err)
	}
	info := must(os.Stat(name))
	if changed(name, info) {
		t.Error("a file that nobody touched has changed")
	}
	os.Remove(name)
	if !changed(name, info) {
		t.Error("a file that went has not changed")
	}
}

// A pipe is read where somebody writes to it, and given up where nobody does.
func TestFaultNamedPipes(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	write(t, dir, "a.txt", "Alpha fled")
	w := memory(t)
	if got, want := build(t, w, dir, nil, "."), "a.txt added"; got != want {
		t.Errorf("a folder with a pipe in it: got %s, want %s", got, want)
	}
	for content, want := range map[string]string{"Beta fled": "pipe added", `{"text": "Gamma fled"}`: "pipe added"} {
		go func() {
			if f, err := os.OpenFile(pipe, os.O_WRONLY, 0); err == nil {
				io.WriteString(f, content)
				f.Close()
			}
		}()
		if got := build(t, w, dir, nil, "pipe"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := w.Build(ctx, []string{pipe}, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a pipe to which nobody writes: %v", err)
	}
}

// An archive of which nothing is read is told of, as a file of a folder is.
func TestArchivesWithNothingToReadArePassedOver(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "Alpha fled", "pictures.zip", zipOf(t, "a.png"), "texts.zip", zipOf(t, "b.txt"))
	for _, c := range []struct {
		opt  BuildOptions
		want string
	}{
		{BuildOptions{}, "a.txt added, pictures.zip passed over: there is nothing in it that can be read, texts.zip added"},
		{BuildOptions{Include: []string{"a.*", "*.zip"}}, "a.txt added, pictures.zip added, texts.zip passed over: there is nothing in it that the patterns choose"},
	} {
		var told []string
		c.opt.Progress = func(p Progress) {
			s := fmt.Sprintf("%s %s", filepath.Base(p.Last.Input), p.Last.Status)
			if p.Last.Err != nil {
				s += ": " + p.Last.Err.Error()
			}
			told = append(told, s)
		}
		must(memory(t).Build(context.Background(), []string{dir}, &c.opt))
		if got := strings.Join(told, ", "); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// zipOf returns a ZIP archive of a file, which holds a sentence whatever its name is.
func zipOf(t *testing.T, name string) string {
	t.Helper()
	var b strings.Builder
	z := zip.NewWriter(&b)
	io.WriteString(must(z.Create(name)), "Beta met Gamma")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestListsOfFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "Alpha fled", "in/b.txt", "Beta fled", "list", "in\n"+filepath.Join(dir, "none.txt")+"\n")
	t.Chdir(dir)
	w := memory(t)
	for _, c := range []struct {
		opt  BuildOptions
		want string
	}{
		{BuildOptions{FilesFrom: "list"}, "a.txt added, in/b.txt added, none.txt failed"},
		{BuildOptions{FilesFrom: "-", Stdin: strings.NewReader("in\x00a.txt\x00")}, "a.txt unchanged, in/b.txt unchanged, a.txt unchanged"},
		{BuildOptions{FilesFrom: "-", Stdin: strings.NewReader("-\n")}, "a.txt unchanged, - failed"},
		{BuildOptions{FilesFrom: "nowhere"}, "a.txt unchanged, nowhere failed"},
	} {
		if got := strings.ReplaceAll(build(t, w, "", &c.opt, "a.txt"), dir+"/", ""); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
