package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// page is a web page with one article.
func page(author, url string) string {
	return `<html><head><title>Talks in Arden</title><meta name="author" content="` + author + `"><link rel="canonical" href="` + url +
		`"></head><body><article><h1>Talks in Arden</h1><p>Alpha attacked Beta</p></article></body></html>`
}

// The same text under two addresses is one document. Whichever came first, it has the
// author and the address that its first source tells, and loses them with that source.
func TestAuthorAndAddressBelongToTheirSource(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.html", page("Ann Roe", "https://a.example/talks"))
	write(t, dir, "b.html", page("Ben Low", "https://b.example/talks"))
	for _, order := range [][]string{{"a.html", "b.html"}, {"b.html", "a.html"}} {
		w := must(Create(filepath.Join(dir, "kg-"+order[0]), options(2)))
		for _, name := range order {
			build(t, w, dir, nil, name)
		}
		about := func() [3]string {
			docs := must(w.Documents())
			if len(docs) != 1 {
				t.Fatalf("%d documents, want one", len(docs))
			}
			g := must(w.Graph(context.Background()))
			return [3]string{g.Documents[0].Author, g.Documents[0].URL, g.Documents[0].Language}
		}
		if got, want := about(), [3]string{"Ann Roe", "https://a.example/talks", "en"}; got != want {
			t.Errorf("read in the order %q it has %q, want %q", order, got, want)
		}
		if dump(t, w) != fresh(t, w, 1) {
			t.Errorf("read in the order %q the index is not what a fresh build gives", order)
		}
		must(w.Remove(context.Background(), "https://a.example/talks"))
		if got, want := about(), [3]string{"Ben Low", "https://b.example/talks", "en"}; got != want {
			t.Errorf("without its first source it has %q, want %q", got, want)
		}
		if dump(t, w) != fresh(t, w, 1) {
			t.Error("after a source went the index is not what a fresh build gives")
		}
		w.Close()
	}
}

// A page whose text stayed while its author was put right is no other document, and has
// the new author.
func TestAuthorThatWasPutRight(t *testing.T) {
	dir := t.TempDir()
	w := must(Create(filepath.Join(dir, "kg"), options(1)))
	defer w.Close()
	for _, c := range [][3]string{{"Ann Roe", "added", "Ann Roe"}, {"Ann Row", "changed", "Ann Row"}, {"Ann Row", "unchanged", "Ann Row"}} {
		write(t, dir, "a.html", page(c[0], "https://a.example/talks"))
		if got, want := build(t, w, dir, nil, "a.html"), "a.html "+c[1]; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		docs := must(w.Documents())
		if d := must(w.Document(docs[0].ID)); len(docs) != 1 || d.Author != c[2] {
			t.Errorf("%d documents, the author is %q, want %q", len(docs), d.Author, c[2])
		}
	}
}

// A document that was stored before sources told of authors keeps its author.
func TestAuthorsOfBefore(t *testing.T) {
	d := text.Document{Author: "Ann Roe", Sources: []text.Source{{Name: "a.html"}, {Name: "b.html"}}}
	setSources(&d, d.Sources[:1])
	if d.Author != "Ann Roe" {
		t.Errorf("the author is %q", d.Author)
	}
	setSources(&d, union(d.Sources, []text.Source{{Name: "a.html", Author: "Ann Row"}}))
	want := text.Document{Author: "Ann Row", Sources: []text.Source{{Name: "a.html", Author: "Ann Row"}}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("once its source tells of it (-want +got):\n%s", diff)
	}
}

// Forums write "[removed]" in the place of a thousand texts, which are one document then.
// Its file is written for many rows at once, or a table of such rows would never end.
func TestTheTextOfManyRowsIsNotWrittenForEach(t *testing.T) {
	const rows = 400
	var table strings.Builder
	table.WriteString("id,text\n")
	for i := range rows {
		fmt.Fprintf(&table, "%d,Alpha attacked Beta\n", i)
	}
	dir := t.TempDir()
	write(t, dir, "posts.csv", table.String())
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	var files []os.FileInfo
	added := 0
	build(t, w, dir, &BuildOptions{Progress: func(p Progress) {
		if p.Last.Status == Added {
			added++
		}
		file := must(os.Stat(must(filepath.Glob(filepath.Join(dir, "kg", "documents", "*", "*.json")))[0]))
		if n := len(files); n == 0 || !os.SameFile(files[n-1], file) || files[n-1].Size() != file.Size() {
			files = append(files, file)
		}
	}}, "posts.csv")
	if added != rows || len(files) > rows/8 {
		t.Errorf("of %d rows with one text %d are said to be added, and its file was written %d times", rows, added, len(files))
	}
	docs := must(w.Documents())
	if len(docs) != 1 || len(docs[0].Sources) != rows {
		t.Fatalf("%d rows with one text are %d documents, the first with %d sources", rows, len(docs), len(docs[0].Sources))
	}
	if dump(t, w) != fresh(t, w, 1) {
		t.Error("the index is not what a fresh build gives")
	}
	write(t, dir, "posts.csv", strings.Replace(table.String(), "7,Alpha", "7,Gamma", 1))
	build(t, w, dir, nil, "posts.csv")
	if origins := sourcesOf(t, w); len(origins) != rows || origins["posts.csv#7 ../posts.csv#7"] != "Gamma attacked Beta" {
		t.Errorf("after a row got a text of its own there are %d, and that says %q", len(origins), origins["posts.csv#7 ../posts.csv#7"])
	}
}
