package ingest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const mailWithAReport = `From: Ann Roe <ann@example.org>
Subject: Talks
Message-ID: <1@example.org>
Content-Type: multipart/mixed; boundary=a

--a

Alpha met Beta
--a
Content-Type: text/plain
Content-Disposition: attachment; filename=report.txt

Beta met Gamma
--a--
`

// The name of a collection takes out all that it holds, that of a part no more than that
// part, and what is left is what a fresh build gives.
func TestAllThatACollectionHoldsIsRemovedByItsName(t *testing.T) {
	for _, c := range []struct {
		name string
		gone []string // their sources
	}{
		{"in/posts.jsonl", []string{"posts.jsonl#r0", "posts.jsonl#r1"}},
		{"posts.jsonl", []string{"posts.jsonl#r0", "posts.jsonl#r1"}},
		{"in/posts.jsonl#r1", []string{"posts.jsonl#r1"}},
		{"posts.jsonl#r1", []string{"posts.jsonl#r1"}},
		{"letter.eml", []string{"letter.eml", "letter.eml#report.txt"}},
		{"letter.eml#report.txt", []string{"letter.eml#report.txt"}},
		{"in/box", []string{"box#1@example.org", "box#1@example.org/report.txt"}},
		{"box#1@example.org", []string{"box#1@example.org"}},
		{"in/notes#1.csv", []string{"notes#1.csv#1"}},
		{"posts.csv", nil},
		{"posts", nil},
		{"notes", nil}, // "notes#1.csv" and "notes#2.txt" are files
	} {
		dir := t.TempDir()
		t.Chdir(dir)
		write(t, dir,
			"in/posts.jsonl", lines(2), "in/letter.eml", strings.ReplaceAll(mailWithAReport, "Alpha", "Delta"),
			"in/box", "From ann@example.org Tue Mar 26 10:00:00 2024\n"+strings.ReplaceAll(mailWithAReport, "Gamma", "Theta"),
			"in/notes#1.csv", "id,text\n1,Eta fled\n", "in/notes#2.txt", "Zeta fled",
		)
		w := must(Create("kg", options(1)))
		build(t, w, "", nil, "in", "in/box")
		had := slices.Sorted(maps.Keys(sourcesOf(t, w)))
		ids, err := w.Remove(context.Background(), c.name)
		var unknown *NameError
		if c.gone == nil && !errors.As(err, &unknown) || c.gone != nil && err != nil {
			t.Fatalf("removing %s: %v", c.name, err)
		}
		if len(ids) != len(c.gone) || !slices.IsSorted(ids) {
			t.Errorf("removing %s: the documents %q", c.name, ids)
		}
		want := slices.DeleteFunc(had, func(s string) bool {
			name, _, _ := strings.Cut(s, " ")
			return slices.Contains(c.gone, name)
		})
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(sourcesOf(t, w)))); diff != "" {
			t.Errorf("removing %s: %s", c.name, diff)
		}
		if dump(t, w) != fresh(t, w, 1) {
			t.Errorf("after %s was removed the index is not what a fresh build gives", c.name)
		}
		w.Close()
	}
}

// A document that other sources have as well stays, and a name that two collections have
// is answered with both.
func TestOfOneNameTwoCollectionsAreNotRemovedTogether(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, dir, "a/posts.jsonl", lines(2), "b/posts.jsonl", lines(3))
	w := must(Create("kg", options(1)))
	defer w.Close()
	build(t, w, "", nil, "a", "b")
	var several *NameError
	if _, err := w.Remove(context.Background(), "posts.jsonl"); !errors.As(err, &several) || !slices.Equal(several.Candidates, []string{"../a/posts.jsonl", "../b/posts.jsonl"}) {
		t.Errorf("a name that two tables have: %v", err)
	}
	if ids := must(w.Remove(context.Background(), "../b/posts.jsonl")); len(ids) != 3 || len(must(w.Documents())) != 2 {
		t.Errorf("%d documents lost a source and %d are left, want 3 and 2", len(ids), len(must(w.Documents())))
	}
}

// An ID may hold a "#": the row that is called by what stands before it is another row, and
// holds none.
func TestARowIsRemovedWithoutThoseWhoseIDsBeginAsItsDoes(t *testing.T) {
	for _, c := range []struct {
		name string
		gone []string // the IDs of rows
	}{
		{"posts.csv#1", []string{"1"}},
		{"in/posts.csv#1", []string{"1"}},
		{"posts.csv#1#7", []string{"1#7"}},
		{"in/posts.csv#2", nil},
		{"posts.csv#2", nil},
		{"posts.csv", []string{"1", "1#7", "2#8"}},
	} {
		dir := t.TempDir()
		t.Chdir(dir)
		write(t, dir, "in/posts.csv", "id,text\n1,Alpha fled\n1#7,Beta fled\n2#8,Gamma fled\n")
		w := must(Create("kg", options(1)))
		build(t, w, "", nil, "in")
		ids, err := w.Remove(context.Background(), c.name)
		var unknown *NameError
		if c.gone == nil && !errors.As(err, &unknown) || c.gone != nil && err != nil || len(ids) != len(c.gone) {
			t.Errorf("removing %s: %d documents, %v; want %d", c.name, len(ids), err, len(c.gone))
		}
		left := sourcesOf(t, w)
		for _, id := range c.gone {
			for s := range left {
				if strings.HasPrefix(s, "posts.csv#"+id+" ") {
					t.Errorf("removing %s leaves the row %s", c.name, id)
				}
			}
		}
		w.Close()
	}
}

func TestManyRowsAreRemovedAndCtrlCIsHeard(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, dir, "posts.jsonl", lines(mostRemoved+20))
	w := memory(t)
	build(t, w, "", nil, "posts.jsonl")
	ctx, cancel := context.WithCancel(context.Background())
	b := &builder{w: w, opt: &BuildOptions{}, removals: map[string]bool{}}
	what := must(w.meant("posts.jsonl"))
	cancel()
	if err := b.remove(ctx, what); !errors.Is(err, context.Canceled) {
		t.Errorf("a removal that is stopped ends with %v", err)
	}
	w.forget()
	if ids := must(w.Remove(context.Background(), "posts.jsonl")); len(ids) != 20 || len(must(w.Documents())) != 0 {
		t.Errorf("%d documents were removed in the end, and %d are left", len(ids), len(must(w.Documents())))
	}
}

func TestRowsAtAURLAreRemovedByIt(t *testing.T) {
	s := newSite(t, map[string]string{"/t.csv": "text/csv\n\nid,text\n1,Alpha attacked Beta.\n2,Beta fled.\n3,Gamma fled.\n"})
	w := memory(t)
	s.build(t, w, allowed(), "/t.csv")
	must(w.Remove(context.Background(), s.URL+"/t.csv#2"))
	var unknown *NameError
	if _, err := w.Remove(context.Background(), s.URL+"/t.csv#2"); !errors.As(err, &unknown) {
		t.Errorf("a row that is gone already: %v", err)
	}
	if n := len(must(w.Documents())); n != 2 {
		t.Fatalf("%d rows are left of three, after one was removed", n)
	}
	must(w.Remove(context.Background(), strings.Replace(s.URL, "http://", "http://ann:secret@", 1)+"/t.csv"))
	if n := len(must(w.Documents())); n != 0 {
		t.Errorf("%d rows are left of a table that was removed", n)
	}
}
