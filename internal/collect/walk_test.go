package collect

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// walked returns the files of a walk, those that are passed over in brackets.
func walked(t *testing.T, dir string, include, exclude []string) string {
	t.Helper()
	globs, err := NewGlobs(include, exclude)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for f := range Walk(dir, globs, Known) {
		if f.Err != nil {
			t.Fatal(f.Err)
		}
		rel, _ := filepath.Rel(dir, f.Name)
		if rel = filepath.ToSlash(rel); f.Passed != "" {
			rel = "(" + rel + ")"
		}
		got = append(got, rel)
	}
	return strings.Join(got, " ")
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b.txt", "a.md", "sub/c.TXT", "sub/d.bin", ".hidden/e.txt", ".f.txt", "g.kg/documents/h.txt", "sub/deep/i.csv", "j.jsonl.gz", "k.bin.gz")
	for old, link := range map[string]string{dir: "sub/loop", filepath.Join(dir, "sub"): "again", filepath.Join(dir, "sub/d.bin"): "d.txt"} {
		if err := os.Symlink(old, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	for _, c := range []struct {
		include, exclude []string
		want             string
	}{
		{nil, nil, "a.md (again) b.txt d.txt j.jsonl.gz (k.bin.gz) sub/c.TXT (sub/d.bin) sub/deep/i.csv (sub/loop)"},
		{[]string{"*.bin", "*.md"}, nil, "a.md (again) (b.txt) (d.txt) (j.jsonl.gz) (k.bin.gz) (sub/c.TXT) sub/d.bin (sub/deep/i.csv) (sub/loop)"},
		{nil, []string{"sub", "*.gz"}, "a.md (again) b.txt d.txt (j.jsonl.gz) (k.bin.gz) (sub)"},
		{[]string{"sub/**"}, []string{"./sub/deep/", "loop"}, "(a.md) (again) (b.txt) (d.txt) (j.jsonl.gz) (k.bin.gz) sub/c.TXT sub/d.bin (sub/deep) (sub/loop)"},
	} {
		if got := walked(t, dir, c.include, c.exclude); got != c.want {
			t.Errorf("including %q, excluding %q:\ngot  %s\nwant %s", c.include, c.exclude, got, c.want)
		}
	}
	if got := walked(t, filepath.Join(dir, "sub/d.bin"), nil, nil); got != "." {
		t.Errorf("a file named outright: %s", got)
	}
}

func TestFaultWhatCannotBeLookedAt(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt")
	for old, link := range map[string]string{"nowhere": "gone.txt", "loop.txt": "loop.txt"} {
		if err := os.Symlink(old, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	var failed []string
	for f := range Walk(dir, nil, Known) {
		if f.Err != nil {
			failed = append(failed, filepath.Base(f.Name))
		}
	}
	if want := []string{"gone.txt", "loop.txt"}; !slices.Equal(failed, want) {
		t.Errorf("failed: %q, want %q", failed, want)
	}
	for f := range Walk(filepath.Join(dir, "missing"), nil, Known) {
		if !errors.Is(f.Err, fs.ErrNotExist) {
			t.Errorf("a missing folder: error %v", f.Err)
		}
	}
}

// What is listed and gone when the walk comes to it is handed on as gone: a file, and a
// folder.
func TestFaultFilesThatGoWhileTheirFolderIsWalked(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "b.txt", "c.bin", "d/e.txt", "f.txt")
	var got []string
	for f := range Walk(dir, nil, Known) {
		for _, name := range []string{"b.txt", "c.bin", "d"} {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		said := filepath.Base(f.Name)
		if f.Err == ErrGone {
			said += " is gone"
		}
		got = append(got, said)
	}
	if want := []string{"a.txt", "b.txt is gone", "c.bin", "d is gone", "f.txt"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !errors.Is(ErrGone, fs.ErrNotExist) {
		t.Error("a file that is gone is not one that does not exist")
	}
}

func TestOrderIsThatOfAWalk(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "a/b.txt", "a/b/c.txt", "a b.txt", "B.txt", "é.txt")
	var names []string
	for f := range Walk(dir, nil, Known) {
		names = append(names, f.Name)
	}
	if !slices.IsSortedFunc(names, Order) || len(names) != 6 {
		t.Errorf("a walk comes to %q", names)
	}
}

func TestGlobs(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"*.txt", "a/b/c.txt", true},
		{"*.txt", "a.txt.gz", false},
		{"a/*.txt", "a/b.txt", true},
		{"a/*.txt", "x/a/b.txt", false},
		{"**/a/*.txt", "x/a/b.txt", true},
		{"**/a/*.txt", "a/b.txt", true},
		{"a/**", "a/b/c", true},
		{"a/**/c", "a/c", true},
		{"a/**/c", "a/b/b/d", false},
		{"/a.txt", "a.txt", true},
		{"/a.txt", "b/a.txt", false},
		{"[a-c]?.txt", "x/b1.txt", true},
	} {
		g, err := NewGlobs([]string{c.pattern}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := g.Includes(c.name); got != c.want {
			t.Errorf("%q fits %q: %t", c.pattern, c.name, got)
		}
	}
	for _, bad := range []string{"[a", ""} {
		if _, err := NewGlobs(nil, []string{bad}); err == nil {
			t.Errorf("the pattern %q was taken", bad)
		}
	}
}

func TestList(t *testing.T) {
	for in, want := range map[string][]string{
		"a.txt\nb c.txt\r\n\n../d.txt": {"a.txt", "b c.txt", "../d.txt"},
		"a\nb.txt\x00c.txt\x00":        {"a\nb.txt", "c.txt"},
		"":                             nil,
	} {
		var got []string
		for name, err := range List(strings.NewReader(in)) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the list %q has %q, want %q", in, got, want)
		}
	}
}

// Whatever a list of files holds, it ends, and names no file that is not in it.
func FuzzList(f *testing.F) {
	for _, s := range []string{"a.txt\nb c.txt\r\n\n../d.txt", "a\nb.txt\x00c.txt\x00", "\x00", strings.Repeat("a", longestName)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, err := range List(strings.NewReader(s)) {
			if err == nil && (name == "" || !strings.Contains(s, name)) {
				t.Fatalf("%q names %q", s, name)
			}
		}
	})
}
