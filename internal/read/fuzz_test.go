package read_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
	"github.com/quadrille-kg/quadrille/internal/read"
)

// Whatever a source holds, it is read or answered with what is wrong, and what was
// read can be kept. There is a target for each of Formats; those that are archives are
// given what is in them, for random bytes would seldom get an archive right.

func FuzzPlain(f *testing.F) {
	fuzz(f, "a.txt", "He left.\n\nShe stayed.", "\xff\xfea\x00", "caf\xe9\r\n", "Gunmen Attack Theatre\nBy Ann Roe\n\nIt burned.\n", "\x1b$B$3$l\x1b(B")
}

func FuzzMarkdown(f *testing.F) {
	fuzz(f, "a.md", "---\ntitle: x\ndate: 2024-05-20\n---\n# A\n\n- b\n\n| a |\n|-|\n| b |", "&#0; \\* `a` <b> ![c](d)", "> 1. [x][y]\n\n[y]: <z> 't'\n***\n~~a~~")
}

func FuzzWebPage(f *testing.F) {
	fuzz(f, "a.html",
		`<html><head><title>A - B</title><script type="application/ld+json">{"@type":["Article"],"headline":[{}]}</script></head><body><nav>x</nav><article><h1>A</h1><table><tr><td>a<td>b</table><pre>x\n\ny</pre><ul><li><a href=x>c</a></ul><h2>Related</h2></article>`,
		`<meta charset=windows-1251><meta property="article:published_time" content="2024-01-02T"><link rel=canonical href=//a><p>\xcc<br>a</p><blockquote>q`,
		`<!DOCTYPE x [<!ENTITY a "b">]><svg><title>a</title></svg><template><p>&a;</template><frameset>`)
}

func FuzzRichText(f *testing.F) {
	fuzz(f, "a.rtf", `{\rtf1\ansi\uc2{\fonttbl{\f0\fcharset204 A;}}\u8364 ??\'e9{\*\x y}\trowd\intbl a\cell\row\bin2 xx\par}`,
		`{\rtf1\ansicpg932{\info{\title a}{\creatim\yr2024\mo3\dy26}}\f0\'82\'a0\u-10179?\u-9216?\v x\plain{\upr{a}{\*\ud{b}}}\line\~\_}`)
}

func FuzzPDF(f *testing.F) {
	fuzz(f, "a.pdf", (&pdftest.Doc{Pages: [][]pdftest.Text{{{X: 9, Y: 9, Size: 9, S: "He left-"}, {X: 9, Y: 1, Size: 9, S: "over."}}}}).Bytes(),
		(&pdftest.Doc{Raw: "BT /F1 9 Tf 1 0 0 1 9 9 Tm [(a) -300 (b)] TJ 0 -9 Td (c) ' ET\n", Pages: [][]pdftest.Text{{}}}).Bytes())
}

func FuzzWord(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, core)
	f.Add(`<w:tr><w:tc></w:tr></w:tc><w:del>`, `<dc:title>a`)
	f.Fuzz(func(t *testing.T, body, properties string) {
		fuzzed(t, "a.docx", docx(t, body, "docProps/core.xml", properties))
	})
}

func FuzzOpenDocument(f *testing.F) {
	f.Add(`<text:h>a</text:h><text:p>b<text:s text:c="3"/></text:p>`, `<dc:title>a</dc:title>`)
	f.Add(`<table:table-row><table:table-cell><text:p>x</table:table-row></text:p>`, `<meta:creation-date>2024-03-26`)
	f.Fuzz(func(t *testing.T, body, meta string) {
		fuzzed(t, "a.odt", odt(t, body, "meta.xml", meta))
	})
}

func FuzzBook(f *testing.F) {
	f.Add("<p>a</p>", "<p>b</p>", "<package><manifest><item id=\"a\" href=\"a%20b\" media-type=\"text/html\"/></manifest><spine><itemref idref=\"a\"/></spine></package>")
	f.Add("<h1>a", "<aside epub:type=\"footnote\">b", "<dc:date>2024-03-26</dc:date><itemref idref=\"b\"/>")
	f.Fuzz(func(t *testing.T, one, two, list string) {
		fuzzed(t, "a.epub", epub(t, one, two))
		fuzzed(t, "a.epub", zipped(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfile full-path="o"/></container>`, "a b", one, "o", list))
	})
}

// FuzzContainer reads bytes as the archives that office documents and books are.
func FuzzContainer(f *testing.F) {
	for _, s := range []string{docx(f, "<w:p/>"), odt(f, "<text:p>a</text:p>"), epub(f, "<p>a</p>")} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"a.docx", "a.odt", "a.epub", "a"} {
			fuzzed(t, name, string(data))
		}
	})
}

// fuzz reads anything under a name.
func fuzz(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, name, string(data)) })
}

func fuzzed(t *testing.T, name, src string) {
	t.Helper()
	doc, err := read.Reader(name, strings.NewReader(src), &read.Options{AnyLanguage: true})
	if err != nil {
		if doc.Text != "" || err.Error() == "" {
			t.Fatalf("error %q with the text %q", err, doc.Text)
		}
		return
	}
	if !utf8.ValidString(doc.Text) || strings.Contains(doc.Text, "\r") || strings.Contains(doc.Title, "\n") || !utf8.ValidString(doc.Title+doc.Author+doc.URL) {
		t.Fatalf("title %q, author %q, text %q", doc.Title, doc.Author, doc.Text)
	}
}
