package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/read"
)

// write makes files below dir: name, content, name, content.
func write(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[i+1]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// build returns what became of each input, named from dir.
func build(t *testing.T, w *Workspace, dir string, opt *BuildOptions, paths ...string) string {
	t.Helper()
	for i, p := range paths {
		if p != "-" {
			paths[i] = filepath.Join(dir, p)
		}
	}
	r, err := w.Build(context.Background(), paths, opt)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, o := range r.Outcomes {
		name, err := filepath.Rel(dir, o.Input)
		if err != nil || o.Input == "-" {
			name = o.Input
		}
		out = append(out, fmt.Sprintf("%s %s", filepath.ToSlash(name), o.Status))
	}
	return strings.Join(out, ", ")
}

func TestBuildFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "Alpha attacked Beta", "more/b.md", "Beta attacked Gamma", "more/c.bin", "\x00\x01", "e.txt", "")
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	for _, step := range []struct{ got, want string }{
		{build(t, w, dir, nil, "a.txt", "more", "no.txt", "e.txt"), "a.txt added, more/b.md added, no.txt failed, e.txt failed"},
		{build(t, w, dir, nil, "a.txt", "more/b.md"), "a.txt unchanged, more/b.md unchanged"},
		{build(t, w, dir, &BuildOptions{Stdin: strings.NewReader("Delta attacked Alpha")}, "-"), "- added"},
		{build(t, w, dir, &BuildOptions{Stdin: strings.NewReader("Alpha attacked Beta")}, "-"), "- added"},
	} {
		if step.got != step.want {
			t.Errorf("got  %s\nwant %s", step.got, step.want)
		}
	}
	write(t, dir, "a.txt", "Alpha fled")
	t.Chdir(dir)
	if got := build(t, w, "", nil, "./a.txt"); got != "a.txt changed" {
		t.Errorf("a changed file by another path: %s", got)
	}
	// "Alpha attacked Beta" was read from standard input too, so it stays.
	if docs := must(w.Documents()); len(docs) != 4 {
		t.Errorf("%d documents, want 4", len(docs))
	}
	id := must(w.Remove(context.Background(), filepath.Join(dir, "more", "b.md")))[0]
	if _, err := w.Document(id); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("after its removal: %v", err)
	}
}

func TestBuildErrorsAreTyped(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "empty.txt", " \n", "binary.txt", "\x7fELF\x00\x00\x01", "folder/x.bin", "\x00")
	w := memory(t)
	r, err := w.Build(context.Background(), []string{
		filepath.Join(dir, "none.txt"), filepath.Join(dir, "empty.txt"), filepath.Join(dir, "binary.txt"), filepath.Join(dir, "folder"), "-",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var empty *read.EmptyError
	var binary *read.NotTextError
	for i, ok := range []bool{
		errors.Is(r.Outcomes[0].Err, fs.ErrNotExist), errors.As(r.Outcomes[1].Err, &empty),
		errors.As(r.Outcomes[2].Err, &binary), errors.Is(r.Outcomes[3].Err, ErrNothing), r.Outcomes[4].Err != nil,
	} {
		if !ok {
			t.Errorf("%s: %v", r.Outcomes[i].Input, r.Outcomes[i].Err)
		}
	}
	if _, err := w.Build(context.Background(), nil, &BuildOptions{From: "brat"}); err == nil {
		t.Error("an unknown form was taken")
	}
}

const twoTrees = `# newdoc id = one
1	Alpha	Alpha	PROPN	NNP	_	2	nsubj	_	_
2	attacked	attack	VERB	VBD	_	0	root	_	_
3	Beta	Beta	PROPN	NNP	_	2	obj	_	_

# newdoc id = two
1	Beta	Beta	PROPN	NNP	_	2	nsubj	_	_
2	attacked	attack	VERB	VBD	_	0	root	_	_
3	Gamma	Gamma	PROPN	NNP	_	2	obj	_	_

`

func TestBuildTrees(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "trees/a.conllu", twoTrees, "trees/note.txt", "not a tree", "bad.conllu", "1\tAlpha\n")
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	conllu := &BuildOptions{From: "conllu", Date: "2024-03-26"}
	for _, want := range []string{"trees/a.conllu added, bad.conllu failed", "trees/a.conllu unchanged, bad.conllu failed"} {
		if got := build(t, w, dir, conllu, "trees", "bad.conllu"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	var got []string
	for _, d := range must(w.Documents()) {
		got = append(got, d.Sources[0].Name+" "+d.Sources[0].Origin+" "+d.Date)
	}
	if len(got) == 2 && strings.HasPrefix(got[0], "two") {
		got[0], got[1] = got[1], got[0]
	}
	want := []string{"one ../trees/a.conllu 2024-03-26", "two ../trees/a.conllu#2 2024-03-26"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// Their trees are not kept, so that another reader must leave them alone.
	w.opt.Reader, w.reader = "fake 2", ""
	if r := must(w.Add(context.Background(), nil, nil)); r.Reread != 0 {
		t.Errorf("%d documents were read again without their trees", r.Reread)
	}
}

// The built-in reader, with its weights, reads a text into claims that stand in it.
func TestBuildForReal(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "The Taliban attacked the Russian embassy in Kabul in 2022. Russia condemned the attack.")
	w := must(Memory(nil))
	defer w.Close()
	if got := build(t, w, dir, nil, "a.txt"); got != "a.txt added" {
		t.Fatal(got)
	}
	n := 0
	for c, err := range w.Claims(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		d := must(w.Document(c.Evidence.Document))
		if words := string([]rune(d.Text)[c.Evidence.Start:c.Evidence.End]); words != c.Evidence.Text {
			t.Errorf("evidence %q stands at %q", c.Evidence.Text, words)
		}
		n++
	}
	if n == 0 || must(w.Stats()).Claims != n {
		t.Errorf("%d claims, and by the statistics %d", n, must(w.Stats()).Claims)
	}
	if got, want := ofGraph(t, w), dump(t, w); got != want {
		t.Error("the graph by its documents is not the one by its index")
	}
}
