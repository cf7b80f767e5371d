package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/collect"
)

// meanwhile is a standard input whose reading takes its time: something happens.
type meanwhile func()

func (m meanwhile) Read([]byte) (int, error) {
	m()
	return 0, io.EOF
}

// What was there to be read when a build began and is gone when its turn comes has
// failed, and is named; the rest goes on.
func TestFaultFilesThatGoBeforeTheyAreRead(t *testing.T) {
	all := []string{"- failed", "in/a.txt added", "in/b.txt gone", "in/more/c.txt gone", "in/more/d.jsonl gone", "in/z.txt added", "late.txt gone"}
	for _, c := range []struct {
		name string
		opt  BuildOptions
		gone []string
		want []string
	}{
		{"nothing", BuildOptions{}, nil, []string{"- failed", "in/a.txt added", "in/b.txt added", "in/more/c.txt added", "in/more/d.jsonl added", "in/z.txt added", "late.txt added"}},
		{"files and a folder", BuildOptions{}, []string{"in/b.txt", "in/more", "in/picture.png", "late.txt"}, all},
		{"all of a folder", BuildOptions{}, []string{"in"}, []string{"- failed", "in gone", "in/a.txt gone", "in/b.txt gone", "in/more/c.txt gone", "in/more/d.jsonl gone", "in/z.txt gone", "late.txt added"}},
		{"what was not chosen", BuildOptions{Include: []string{"z*"}}, []string{"in/a.txt", "in/more"}, []string{"- failed", "in/z.txt added", "late.txt added"}},
	} {
		dir := t.TempDir()
		write(t, dir, "in/a.txt", "Alpha fled", "in/b.txt", "Beta fled", "in/more/c.txt", "Gamma fled", "in/more/d.jsonl", lines(1), "in/picture.png", "\x89PNG", "in/z.txt", "Zeta fled", "late.txt", "Eta fled")
		t.Chdir(dir)
		c.opt.Stdin = meanwhile(func() {
			for _, name := range c.gone {
				if err := os.RemoveAll(name); err != nil {
					t.Fatal(err)
				}
			}
		})
		r := must(memory(t).Build(context.Background(), []string{"-", "in", "late.txt"}, &c.opt))
		var got []string
		for _, o := range r.Outcomes {
			status := string(o.Status)
			if errors.Is(o.Err, os.ErrNotExist) && o.Status == Failed {
				status = "gone"
			}
			got = append(got, fmt.Sprintf("%s %s", filepath.ToSlash(o.Input), status))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("of %s gone meanwhile: %s", c.name, diff)
		}
	}
}

// A file that goes between the look at it and its opening is gone, too, and not what
// the system calls it.
func TestFaultFilesThatGoAtTheLastMoment(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "Alpha fled", "b.jsonl", lines(1), "c", "Gamma fled")
	s := must(newSources(context.Background(), []string{dir}, &BuildOptions{Include: []string{"*"}}, func(path string) string { return path }))
	var failed []string
	for in := range s.inputs(context.Background()) {
		for _, name := range []string{"a.txt", "b.jsonl", "c"} {
			os.Remove(filepath.Join(dir, name))
		}
		if _, err := in.Load(context.Background()); err == collect.ErrGone {
			failed = append(failed, filepath.Base(in.Name))
		}
	}
	if want := []string{"a.txt", "b.jsonl", "c"}; !slices.Equal(failed, want) {
		t.Errorf("gone: %q, want %q", failed, want)
	}
}
