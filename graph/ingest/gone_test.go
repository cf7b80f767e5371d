package ingest

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// All names of one report are those that were given, wherever the workspace is.
func TestWhatIsPrunedIsNamedAsItsCollectionWasGiven(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, dir, "in/posts.jsonl", lines(3), "in/minutes", "From ann@example.org Tue Mar 26 10:00:00 2024\n"+mailWithAReport, "in/minutes#2.txt", "Zeta fled")
	w := must(Create(filepath.Join(t.TempDir(), "kg"), options(1)))
	defer w.Close()
	build(t, w, "", nil, "in", "in/minutes")
	write(t, dir, "in/posts.jsonl", lines(1), "in/minutes", "From ann@example.org Tue Mar 26 10:00:00 2024\nFrom: ann@example.org\nSubject: x\nMessage-ID: <2@example.org>\n\nEta fled\n")
	paths := []string{"./in/posts.jsonl", "in/minutes"}
	r := must(w.Build(context.Background(), paths, nil))
	want := []string{"in/minutes#1@example.org", "in/minutes#1@example.org/report.txt", "./in/posts.jsonl#r1", "./in/posts.jsonl#r2"}
	if diff := cmp.Diff(want, r.Gone); diff != "" {
		t.Error(diff)
	}
	var told []string
	must(w.Build(context.Background(), paths, &BuildOptions{Prune: true, Progress: func(p Progress) {
		if p.Last.Status == Removed {
			told = append(told, p.Last.Input+" "+strings.Join(p.Last.Sources, " "))
		}
	}}))
	want = []string{
		"in/minutes minutes#1@example.org", "in/minutes minutes#1@example.org/report.txt",
		"./in/posts.jsonl posts.jsonl#r1", "./in/posts.jsonl posts.jsonl#r2",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if n := len(must(w.Documents())); n != 3 {
		t.Errorf("%d documents are left, want a row, a message, and a file whose name only begins as the mailbox's", n)
	}
}
