package read_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

func reader(t *testing.T, name, src string) text.Document {
	t.Helper()
	doc, err := read.Reader(name, strings.NewReader(src), nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ src, title, text string }{
		{"Gunmen Attack Theatre\nBy Ann Roe\n\nIt burned.\n", "Gunmen Attack Theatre", "Gunmen Attack Theatre\nBy Ann Roe\n\nIt burned.\n"},
		{"BUSINESS | GAMES\n\nAcme Buys Beta\n\nIt paid in cash.", "Acme Buys Beta", "BUSINESS | GAMES\n\nAcme Buys Beta\n\nIt paid in cash."},
		{"It burned. Nobody was hurt.\n\nMore later.", "", "It burned. Nobody was hurt.\n\nMore later."},
		{"Acme bought Beta", "", "Acme bought Beta"},
		{"The two men who had met in the capital on Monday\nwere seen again.", "", "The two men who had met in the capital on Monday\nwere seen again."},
		{"From: a@example.org\nTo: b@example.org\n\nHi.", "", "From: a@example.org\nTo: b@example.org\n\nHi."},
		{"\ufeffOne.\r\nTwo.\rThree.", "", "One.\nTwo.\nThree."},
	} {
		doc := reader(t, "a.txt", c.src)
		if doc.Title != c.title || doc.Text != c.text {
			t.Errorf("%q\n got  title %q text %q\n want title %q text %q", c.src, doc.Title, doc.Text, c.title, c.text)
		}
	}
}

func TestMarkdown(t *testing.T) {
	src := `---
title: "Two generals"
date: 2024-05-20T10:00:00Z
# a comment
tags:
  - war
---

# The war &amp; its makers

The *war* began in
[Khartoum](https://example.org) \[sic\], with ` + "`code`" + ` ![map](m.png)<br>.

- One side: the **army**.
- The other
  1. the RSF

> He said so.

` + "```go\nfunc main() {}\n```" + `

| Name | Side |
|------|------|
| Ali  | RSF  |

<div>menu</div>
`
	doc := reader(t, "a.md", src)
	want := strings.Join([]string{
		"The war & its makers", "The war began in Khartoum [sic], with code .", "One side: the army.", "The other", "the RSF",
		"He said so.", "Name | Side", "Ali | RSF",
	}, "\n\n")
	if doc.Text != want {
		t.Errorf("text\n got  %q\n want %q", doc.Text, want)
	}
	if doc.Title != "Two generals" || doc.Date != "2024-05-20" {
		t.Errorf("title %q, date %q", doc.Title, doc.Date)
	}
	if doc := reader(t, "b.md", "Intro.\n\n## First\n\nx\n\n# Second\n"); doc.Title != "First" {
		t.Errorf("title %q, want that of the first heading", doc.Title)
	}
}

// TestFaultTangledMarkdown reads what would keep a Markdown parser busy for hours.
func TestFaultTangledMarkdown(t *testing.T) {
	for _, unit := range []string{">", "> ", "- ", "* ", "1. ", "1) ", "[a](", "["} {
		start := time.Now()
		reader(t, "a.md", strings.Repeat(unit, 1<<20)+"word")
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q repeated takes %v", unit, took)
		}
	}
}

func TestEncodings(t *testing.T) {
	for _, c := range [][2]string{
		{"caf\xe9 \x93q\x94", "café “q”"},                                // windows-1252
		{"café caf\xe9", "café café"},                                    // UTF-8 with a stray byte
		{"\xff\xfec\x00a\x00f\x00\xe9\x00", "café"},                      // UTF-16, low byte first
		{"\xfe\xff\x00c\x00a\x00f\x00\xe9", "café"},                      // UTF-16, high byte first
		{"\xef\xbb\xbfcafé", "café"},                                     // UTF-8 with its mark
		{"e\u0301 \u00a0 \u201cq\u201d", "e\u0301 \u00a0 \u201cq\u201d"}, // left as it is
	} {
		if got := reader(t, "a.txt", c[0]).Text; got != c[1] {
			t.Errorf("%q is read as %q, want %q", c[0], got, c[1])
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range [][2]string{
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an old Microsoft Office document"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "a Microsoft Office document with a password"},
		{"PK\x03\x04....xl/workbook.xml", "an Excel workbook (XLSX)"},
		{"PK\x03\x04....", "a ZIP archive"},
		{"\x1f\x8b\x08\x00\x00", "a gzip archive"},
		{"\x89PNG\r\n\x1a\n", "a PNG image"},
		{"\x7fELF\x02\x01\x01\x00", "a program (ELF)"},
		{"some\x00thing", "binary data"},
	} {
		_, err := read.Reader("x.txt", strings.NewReader(c[0]), nil)
		var e *read.NotTextError
		if !errors.As(err, &e) || e.Kind != c[1] {
			t.Errorf("%q: error %v, want one that names %s", c[0], err, c[1])
		}
	}
	for _, src := range []string{"", " \n\t\ufeff", "\u2003", "-----\n***"} {
		_, err := read.Reader("-", strings.NewReader(src), nil)
		var e *read.EmptyError
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v, want that it is empty", src, err)
		}
	}
	_, err := read.Reader("x.txt", strings.NewReader("too long"), &read.Options{MaxBytes: 7})
	var e *read.TooLargeError
	if !errors.As(err, &e) {
		t.Errorf("a text of 8 bytes with a limit of 7: error %v", err)
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.txt")
	write(t, name, "He left.")
	doc, err := read.File(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := (text.Source{Name: "a.txt", Origin: filepath.ToSlash(name)}); doc.Sources[0] != want {
		t.Errorf("source %+v, want %+v", doc.Sources[0], want)
	}
	if _, err := read.File(filepath.Join(dir, "b.txt"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: error %v", err)
	}
	if _, err := read.File(dir, nil); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: error %v", err)
	}
}

// TestID keeps the rule: where a text came from changes nothing, its title, date
// and text do.
func TestID(t *testing.T) {
	a, b := reader(t, "a.txt", "He left."), reader(t, "b.md", "He left.")
	if a.ID != b.ID || len(a.ID) != 64 {
		t.Errorf("one text under two names has IDs %s and %s", a.ID, b.ID)
	}
	seen := map[string]bool{}
	for _, doc := range []text.Document{{Text: "x"}, {Title: "x"}, {Date: "x"}, {Title: "x", Text: "x"}} {
		if id := read.ID(&doc); seen[id] {
			t.Errorf("%+v has the ID of another", doc)
		} else {
			seen[id] = true
		}
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
