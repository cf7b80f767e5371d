package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// extract returns the contributions of paths.
func extract(t testing.TB, opt *ExtractOptions, paths ...string) string {
	t.Helper()
	if opt == nil {
		opt = &ExtractOptions{}
	}
	opt.Options = *options(max(1, opt.Workers))
	var out bytes.Buffer
	if _, err := Extract(context.Background(), &out, paths, opt); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// loadLines loads contributions, and says what became of each.
func loadLines(t testing.TB, w *Workspace, lines string) string {
	t.Helper()
	got, err := w.Load(context.Background(), []string{"-"}, &LoadOptions{Stdin: strings.NewReader(lines)})
	if err != nil {
		t.Fatal(err)
	}
	return outcomes(got)
}

func outcomes(got *Loaded) string {
	var out []string
	for _, o := range got.Outcomes {
		s := fmt.Sprintf("%s %s", o.Part, o.Status)
		if o.Err != nil {
			s += ": " + o.Err.Error()
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// tree returns the documents' files, by name.
func tree(t testing.TB, w *Workspace) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(filepath.Join(w.Dir(), "documents"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		out[d.Name()] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sample makes files of several forms, with one text under two names, names as nobody
// writes them, and some that cannot be read.
func sample(t *testing.T, dir string) {
	t.Helper()
	write(t, dir,
		"in/a.txt", "Alpha attacked Beta", "in/more/b.md", "Beta=B attacked Gamma", "in/same.txt", "Alpha attacked Beta",
		"in/e.txt", "", "in/page.html", "<html><head><title>Alpha met Beta</title></head><body><p>Alpha did not attack Beta at dawn, as was said.</p></body></html>",
		"posts.csv", "id,text\n../x,Beta fled\nhttps://example.org/y//z,Gamma attacked Delta\n3,Alpha attacked Beta\n",
		"rows#1.jsonl", lines(20), "a.eml", "From: Ann Roe <ann@example.org>\nSubject: Talks\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nAlpha met Beta\n"+
			"--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=n.txt\n\nBeta attacked Epsilon\n"+
			"--x\nContent-Type: image/png\nContent-Disposition: attachment; filename=n.png\n\n?\n--x--\n",
	)
}

var samplePaths = []string{"in", "posts.csv", "rows#1.jsonl", "a.eml", "./none.txt"}

// The property that the two halves stand for: whatever was extracted in how many pieces
// and in whatever order it is loaded, the workspace is that of one build.
func TestExtractAndLoadMakeWhatBuildMakes(t *testing.T) {
	dir := t.TempDir()
	sample(t, dir)
	t.Chdir(dir)
	built := must(Create("built.kg", options(2)))
	defer built.Close()
	must(built.Build(context.Background(), samplePaths, nil))
	want, quads := tree(t, built), dump(t, built)
	if len(want) != 27 {
		t.Fatalf("%d documents, want 27", len(want))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for shards := 1; shards <= 4; shards++ {
		var pieces []string
		paths := slices.Clone(samplePaths)
		r.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		for i := range shards {
			begin, end := i*len(paths)/shards, (i+1)*len(paths)/shards
			pieces = append(pieces, extract(t, &ExtractOptions{Options: Options{Workers: i + 1}}, paths[begin:end]...))
		}
		w := must(Create(fmt.Sprintf("loaded%d.kg", shards), options(shards)))
		rows := strings.SplitAfter(strings.Join(pieces, ""), "\n")
		if shards == 4 { // and in any order
			r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		}
		loadLines(t, w, strings.Join(rows, ""))
		if diff := cmp.Diff(want, tree(t, w)); diff != "" {
			t.Errorf("%d pieces: the documents are others: %s", shards, diff)
		}
		if dump(t, w) != quads {
			t.Errorf("%d pieces: the index is another", shards)
		}
		// What was loaded is known to a build, and what was built to a load.
		if got := must(w.Build(context.Background(), samplePaths, nil)); got.Added+got.Changed+got.Reread > 0 {
			t.Errorf("after %d pieces a build adds %d, changes %d, and reads %d again", shards, got.Added, got.Changed, got.Reread)
		}
		w.Close()
	}
	for line := range strings.SplitSeq(loadLines(t, built, extract(t, nil, samplePaths...)), "\n") {
		if !strings.HasSuffix(line, " unchanged") {
			t.Error("what was built already:", line)
		}
	}
	if diff := cmp.Diff(want, tree(t, built)); diff != "" {
		t.Error(diff)
	}
}

// The trees of another parser come with their documents, and are not read again.
func TestExtractAndLoadTrees(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "trees.conllu", twoTrees)
	t.Chdir(dir)
	built, loaded := must(Create("built.kg", options(1))), must(Create("loaded.kg", options(1)))
	defer built.Close()
	defer loaded.Close()
	must(built.Build(context.Background(), []string{"trees.conllu"}, &BuildOptions{From: "conllu"}))
	loadLines(t, loaded, extract(t, &ExtractOptions{BuildOptions: BuildOptions{From: "conllu"}}, "trees.conllu"))
	if diff := cmp.Diff(tree(t, built), tree(t, loaded)); diff != "" {
		t.Error(diff)
	}
	write(t, dir, "a.txt", "Alpha fled")
	if r := must(loaded.Build(context.Background(), []string{"a.txt"}, nil)); r.Reread != 0 {
		t.Errorf("%d documents that came with trees were read again", r.Reread)
	}
}

// URLs are fetched by either half as by a build, and a person's password goes no further.
func TestExtractAndLoadURLs(t *testing.T) {
	web := newSite(t, map[string]string{
		"/a":         "text/html\n\n<title>Talks</title><p>Alpha did not attack Beta at dawn, as was said.</p>",
		"/posts.csv": "text/csv\n\nid,text\n1,Gamma fled\nhttps://x/2,Delta fled\n",
	})
	urls := []string{strings.Replace(web.URL, "://", "://ann:secret@", 1) + "/a#end", web.URL + "/posts.csv", web.URL + "/none"}
	t.Chdir(t.TempDir())
	built, loaded := must(Create("built.kg", options(1))), must(Create("loaded.kg", options(1)))
	defer built.Close()
	defer loaded.Close()
	must(built.Build(context.Background(), urls, allowed()))
	lines := extract(t, &ExtractOptions{BuildOptions: *allowed(), Root: "."}, urls...)
	if strings.Contains(lines, "secret") || strings.Count(lines, "\n") != 3 {
		t.Errorf("it is told:\n%s", lines)
	}
	loadLines(t, loaded, lines)
	if diff := cmp.Diff(tree(t, built), tree(t, loaded)); diff != "" {
		t.Error(diff)
	}
}

// What is read elsewhere, from a folder that both ends agree on, and from a pipe, has
// the names that it has here.
func TestRootAndNameOfWhatIsReadElsewhere(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "there/in/a.txt", "Alpha fled", "there/posts.jsonl", lines(3), "here/x", "")
	w := must(Create(filepath.Join(dir, "here", "kg"), options(2)))
	defer w.Close()
	lines := extract(t, &ExtractOptions{Root: filepath.Join(dir, "there")}, filepath.Join(dir, "there", "in"))
	t.Chdir(filepath.Join(dir, "there"))
	piece := must(os.ReadFile("posts.jsonl"))[:50]
	piece = piece[:bytes.IndexByte(piece, '\n')+1]
	lines += extract(t, &ExtractOptions{StdinName: "posts.jsonl", BuildOptions: BuildOptions{Stdin: bytes.NewReader(piece)}}, "-")
	if strings.Contains(lines, filepath.ToSlash(dir)) {
		t.Errorf("more of the path is told than was given:\n%s", lines)
	}
	must(w.Load(context.Background(), []string{"-"}, &LoadOptions{Root: filepath.Join(dir, "here"), Stdin: strings.NewReader(lines)}))
	want := map[string]string{"a.txt ../in/a.txt": "Alpha fled", "posts.jsonl#r0 ../posts.jsonl#r0": "Alpha attacked B0"}
	if diff := cmp.Diff(want, sourcesOf(t, w)); diff != "" {
		t.Error(diff)
	}
}

func TestExtractIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "posts.jsonl", lines(300))
	t.Chdir(dir)
	one, five := extract(t, &ExtractOptions{Options: Options{Workers: 1}}, "posts.jsonl"), extract(t, &ExtractOptions{Options: Options{Workers: 5}}, "posts.jsonl")
	if one != five || strings.Count(one, "\n") != 300 {
		t.Errorf("%d lines of one worker and %d of five are not the same", strings.Count(one, "\n"), strings.Count(five, "\n"))
	}
}

// What fails is told, in its turn, and the rest is written.
func TestExtractTellsWhatFails(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "Alpha fled", "b.txt", "PANIC", "c.txt", "Gamma fled")
	t.Chdir(dir)
	var told []string
	var out bytes.Buffer
	opt := &ExtractOptions{Options: *options(2), BuildOptions: BuildOptions{Progress: func(p Progress) {
		told = append(told, fmt.Sprintf("%s %s %q %d %.2f", p.Last.Input, p.Last.Status, p.Last.Sources, p.Done, p.Share))
	}}}
	x := must(Extract(context.Background(), &out, []string{"a.txt", "none.txt", "b.txt", "c.txt"}, opt))
	want := []string{`a.txt extracted ["a.txt"] 1 0.40`, `none.txt failed [] 2 0.40`, `b.txt failed [] 3 0.60`, `c.txt extracted ["c.txt"] 4 1.00`}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if x.Inputs != 4 || x.Failed != 2 || x.Documents != 2 || x.Words != 4 || bytes.Count(out.Bytes(), []byte("\n")) != 2 {
		t.Errorf("%+v, and\n%s", x, out.String())
	}
}

func TestExtractStopsAtALinesEnd(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "posts.jsonl", lines(300))
	t.Chdir(dir)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var out bytes.Buffer
	opt := &ExtractOptions{Options: *options(2), BuildOptions: BuildOptions{Progress: func(p Progress) {
		if p.Done == 20 {
			cancel()
		}
	}}}
	x, err := Extract(ctx, &out, []string{"posts.jsonl"}, opt)
	if !errors.Is(err, context.Canceled) || x.Documents != 20 || bytes.Count(out.Bytes(), []byte("\n")) != 20 || !bytes.HasSuffix(out.Bytes(), []byte("}}\n")) {
		t.Errorf("stopped with %v after %d documents, with …%s", err, x.Documents, out.Bytes()[out.Len()-20:])
	}
	// A reader that goes away is an error of its own.
	opt.Progress = nil
	if _, err := Extract(context.Background(), &narrow{left: 3}, []string{"posts.jsonl"}, opt); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a reader that went away: %v", err)
	}
}

// narrow takes so many lines.
type narrow struct{ left int }

func (n *narrow) Write(p []byte) (int, error) {
	if n.left--; n.left < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

// Both halves hold a few documents at a time.
func TestExtractAndLoadHoldLittleInMemory(t *testing.T) {
	peak := func(rows int) uint64 {
		row := `{"text": "` + strings.Repeat("alpha fled and ", 2000) + "\"}\n"
		in, feed := io.Pipe()
		go func() {
			for range rows {
				if _, err := io.WriteString(feed, row); err != nil {
					return
				}
			}
			feed.Close()
		}()
		between, out := io.Pipe()
		opt := &ExtractOptions{Options: *options(2), BuildOptions: BuildOptions{Stdin: in}}
		done := make(chan error)
		go func() {
			_, err := Extract(context.Background(), out, []string{"-"}, opt)
			out.Close()
			done <- err
		}()
		w := memory(t)
		var most uint64
		n := 0
		must(w.Load(context.Background(), []string{"-"}, &LoadOptions{Stdin: between, Progress: func(Progress) {
			if n++; n%50 == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}}))
		if err := <-done; err != nil || n != rows {
			t.Fatalf("%d rows of %d, %v", n, rows, err)
		}
		return most
	}
	if small, large := peak(100), peak(1000); large > small+15<<20 {
		t.Errorf("100 rows of 30 kB take %d MB, and 1000 take %d MB", small>>20, large>>20)
	}
}

func TestLoadTakesWhatIsCompressedAndWhatIsLong(t *testing.T) {
	defer func(n int) { heldLine = n }(heldLine)
	dir := t.TempDir()
	sample(t, dir)
	t.Chdir(dir)
	lines := extract(t, nil, samplePaths...)
	var packed bytes.Buffer
	for _, piece := range []string{lines[:len(lines)/2], lines[len(lines)/2:]} { // as "cat a.gz b.gz" makes one
		z := gzip.NewWriter(&packed)
		io.WriteString(z, piece)
		z.Close()
	}
	write(t, dir, "lines.jsonl", "\ufeff"+strings.ReplaceAll(lines, "\n", "\r\n\r\n"), "lines.gz", packed.String(), "torn.gz", packed.String()[:packed.Len()/4])
	var trees []map[string]string
	for i, name := range []string{"lines.jsonl", "lines.gz", "lines.jsonl"} {
		if heldLine = 16 << 20; i == 2 {
			heldLine = 70_000 // beyond one buffer
			if err := os.WriteFile(name, []byte(strings.ReplaceAll(lines, `,"document"`, strings.Repeat(" ", 80_000)+`,"document"`)), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		w := must(Create(fmt.Sprintf("%d.kg", i), options(2)))
		last := 0.0
		got := must(w.Load(context.Background(), []string{name}, &LoadOptions{Progress: func(p Progress) {
			if p.Share < last || p.Share > 1 {
				t.Errorf("%s: from %f to %f of the way", name, last, p.Share)
			}
			last = p.Share
		}}))
		if got.Failed > 0 || got.Added == 0 || last != 1 {
			t.Errorf("%s: %d added, %d failed, %f of the way", name, got.Added, got.Failed, last)
		}
		trees = append(trees, tree(t, w))
		w.Close()
	}
	for i, other := range trees[1:] {
		if diff := cmp.Diff(trees[0], other); diff != "" {
			t.Errorf("in way %d: %s", i+1, diff)
		}
	}
	got := must(memory(t).Load(context.Background(), []string{"torn.gz", "none.gz", "."}, nil))
	if s := outcomes(got); !strings.Contains(s, "torn.gz:") || !strings.Contains(s, "it cannot be read on: unexpected EOF") ||
		!strings.Contains(s, "no such file") || !strings.Contains(s, "it is a folder") {
		t.Error(s)
	}
}
