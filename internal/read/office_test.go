package read_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
	"github.com/quadrille-kg/quadrille/internal/read"
)

// zipped returns a ZIP archive of parts: name, content, name, content.
func zipped(t testing.TB, parts ...string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		head := &zip.FileHeader{Name: parts[i], Method: zip.Deflate}
		if parts[i] == "mimetype" {
			head.Method = zip.Store // so that it shows
		}
		w, err := z.CreateHeader(head)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const (
	wordHead = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="m"><w:body>`
	wordTail = `<w:sectPr><w:headerReference r:id="rId1"/></w:sectPr></w:body></w:document>`
	core     = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>The bridge</dc:title><dc:creator>Ann Roe</dc:creator><dcterms:created>2024-03-26T10:00:00Z</dcterms:created></cp:coreProperties>`
)

func docx(t testing.TB, body string, more ...string) string {
	return zipped(t, append([]string{"[Content_Types].xml", "<Types/>", "word/document.xml", wordHead + body + wordTail}, more...)...)
}

func TestWord(t *testing.T) {
	body := `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>A bridge that is </w:t></w:r><w:r><w:t>not there</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t xml:space="preserve">The ministry </w:t></w:r><w:ins><w:r><w:t>paid</w:t></w:r></w:ins><w:del><w:r><w:delText>gave</w:delText></w:r></w:del><w:r><w:tab/><w:t>Stahl &amp; Sons.</w:t></w:r>` +
		`<w:r><w:instrText>PAGE</w:instrText><w:footnoteReference w:id="1"/></w:r></w:p><w:p/>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Sum</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>2012</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>900,000</w:t></w:r></w:p><w:p><w:r><w:t>crowns</w:t></w:r></w:p></w:tc></w:tr>` +
		`<w:tr><w:tc><w:p><w:r><w:t>A box.</w:t></w:r></w:p><w:p><w:r><w:t>With two paragraphs.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>Once.</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>Twice.</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>`
	doc := reader(t, "a.docx", docx(t, body, "docProps/core.xml", core, "word/header1.xml", "<w:hdr><w:p><w:r><w:t>Secret</w:t></w:r></w:p></w:hdr>"))
	want := "A bridge that is not there\n\nThe ministry paid Stahl & Sons.\n\nYear | Sum\n\n2012 | 900,000 crowns\n\nA box.\n\nWith two paragraphs.\n\nOnce."
	if doc.Text != want {
		t.Errorf("text\n got  %q\n want %q", doc.Text, want)
	}
	if doc.Title != "The bridge" || doc.Author != "Ann Roe" || doc.Date != "2024-03-26" {
		t.Errorf("title %q, author %q, date %q", doc.Title, doc.Author, doc.Date)
	}
	if doc := reader(t, "wrong.txt", docx(t, body)); doc.Title != "A bridge that is not there" || doc.Text != want {
		t.Errorf("without properties and by another name: title %q, text %q", doc.Title, doc.Text)
	}
}

const odtMime = "application/vnd.oasis.opendocument.text"

func odt(t testing.TB, body string, more ...string) string {
	content := `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:automatic-styles><x/></office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`
	return zipped(t, append([]string{"mimetype", odtMime, "content.xml", content}, more...)...)
}

func TestOpenDocument(t *testing.T) {
	body := `<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h text:outline-level="1">A bridge</text:h>` +
		"<text:p>The ministry<text:s text:c=\"2\"/>paid\n <text:span>Stahl</text:span><text:tab/>&amp; Sons.<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>" +
		`<table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell/><table:table-cell><text:p>Sum</text:p></table:table-cell></table:table-row></table:table>` +
		`<text:list><text:list-item><text:p>One<text:line-break/>two</text:p></text:list-item></text:list>`
	meta := `<office:document-meta xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>The bridge</dc:title><meta:initial-creator>Ann Roe</meta:initial-creator><dc:creator>Ben Low</dc:creator><meta:creation-date>2024-03-26T10:00:00</meta:creation-date></office:meta></office:document-meta>`
	doc := reader(t, "a.odt", odt(t, body, "meta.xml", meta))
	if want := "A bridge\n\nThe ministry paid Stahl & Sons.\n\nYear | Sum\n\nOne\ntwo"; doc.Text != want {
		t.Errorf("text\n got  %q\n want %q", doc.Text, want)
	}
	if doc.Title != "The bridge" || doc.Author != "Ann Roe" || doc.Date != "2024-03-26" {
		t.Errorf("title %q, author %q, date %q", doc.Title, doc.Author, doc.Date)
	}
}

func epub(t testing.TB, chapters ...string) string {
	pack := `<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="d"><metadata><dc:title>The River War</dc:title><dc:creator>Jo Marten</dc:creator><dc:creator>A. Holm</dc:creator><dc:date>1988-05-01</dc:date></metadata><manifest><item id="toc" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>`
	spine := `<itemref idref="toc"/>`
	parts := []string{
		"mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
		"OEBPS/nav.xhtml", "<html><body><nav><ol><li>Chapter</li></ol></nav></body></html>",
	}
	for i, c := range chapters {
		name := string(rune('a'+i)) + "%20b.xhtml"
		pack += `<item id="c` + name[:1] + `" href="` + name + `" media-type="application/xhtml+xml"/>`
		spine = `<itemref idref="c` + name[:1] + `"/>` + spine // the last chapter first
		parts = append(parts, "OEBPS/"+name[:1]+" b.xhtml", `<?xml version="1.0"?><html xmlns:epub="e"><head><title/><script src="x.js"/></head><body>`+c+`</body></html>`)
	}
	return zipped(t, append(parts, "OEBPS/book.opf", pack+"</manifest><spine>"+spine+"</spine></package>")...)
}

func TestBook(t *testing.T) {
	doc := reader(t, "a.epub", epub(t, "<p>Then <a id=\"x\"/>he<br/> fled.</p>", `<h1>One</h1><p>The king <span epub:type="pagebreak">12</span>came<i/><sup><a href="#n">1</a></sup> to&nbsp;town.</p><aside epub:type="footnote"><p>A note.</p></aside>`))
	if want := "One\n\nThe king came to town.\n\nThen he\nfled."; doc.Text != want {
		t.Errorf("text\n got  %q\n want %q", doc.Text, want)
	}
	if doc.Title != "The River War" || doc.Author != "Jo Marten, A. Holm" || doc.Date != "1988-05-01" {
		t.Errorf("title %q, author %q, date %q", doc.Title, doc.Author, doc.Date)
	}
}

func TestRichText(t *testing.T) {
	src := `{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fnil Times;}{\f1\fcharset204 Cyr;}}{\colortbl;\red0;}{\*\generator Word;}` +
		`{\info{\title The bridge}{\author Ann Roe}{\creatim\yr2024\mo3\dy26\hr10}}{\header Secret\par}` + "\r\n" +
		`\pard\f0 The {\b ministry} paid Stahl \'26 Sons\emdash twice, in caf\'e9 \u8364?9.\par` +
		`{\f1 \'cc\'ee\'f1\'ea\'e2\'e0}\~said {\v hidden}\{no\}.\line Next{\footnote A note.}.\par` +
		`\trowd\cellx1\cellx2\pard\intbl Year\cell Sum\cell\row\trowd\cellx1\cellx2\pard\intbl 2012\cell 9\cell\row` +
		`\pard\bin3 abc{\pict ffd8}The end.\par}` + "\x00garbage"
	doc := reader(t, "a.rtf", src)
	want := "The ministry paid Stahl & Sons—twice, in café €9.\n\nМосква said {no}.\nNext.\n\nYear | Sum\n\n2012 | 9\n\nThe end."
	if doc.Text != want {
		t.Errorf("text\n got  %q\n want %q", doc.Text, want)
	}
	if doc.Title != "The bridge" || doc.Author != "Ann Roe" || doc.Date != "2024-03-26" {
		t.Errorf("title %q, author %q, date %q", doc.Title, doc.Author, doc.Date)
	}
}

// TestFaultDocuments offers what is damaged, locked or meant to harm: each is answered with
// what is wrong, soon.
func TestFaultDocuments(t *testing.T) {
	zeros := strings.Repeat(" ", 20<<20)
	para := `<w:p><w:r><w:t>He left.</w:t></w:r></w:p>`
	whole := docx(t, para)
	entities := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	bombParts := []string{"mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfile full-path="o"/></container>`}
	manifest, spine := "", ""
	for i := range 6 {
		id := string(rune('a' + i))
		bombParts = append(bombParts, id, "<p>"+zeros+"</p>")
		manifest += `<item id="` + id + `" href="` + id + `" media-type="text/html"/>`
		spine += `<itemref idref="` + id + `"/>`
	}
	bombParts = append(bombParts, "o", "<package>"+manifest+spine+"</package>")
	for name, c := range map[string]struct{ file, data, want string }{
		"a zip bomb":                        {"a.epub", zipped(t, bombParts...), "unpacks to more than 100 MB"},
		"a Word file cut short":             {"a.docx", whole[:len(whole)-30], "no whole ZIP archive"},
		"a Word file without its text":      {"a.docx", zipped(t, "word/document.xml.rels", "x"), "its part document.xml is missing"},
		"a text called Word":                {"a.docx", "He left.", "no whole ZIP archive"},
		"entities in a Word file":           {"a.docx", zipped(t, "word/document.xml", entities+wordHead+"<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"+wordTail), "invalid character entity &b;"},
		"entities in an OpenDocument file":  {"a.odt", odt(t, "<text:p>&lol;</text:p>"), "invalid character entity &lol;"},
		"XML that is not":                   {"a.odt", odt(t, "<text:p <<<"), "damaged"},
		"a million open elements in XML":    {"a.docx", docx(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 1<<18)+para), ""},
		"a locked OpenDocument file":        {"a.odt", odt(t, "<text:p>x</text:p>", "META-INF/manifest.xml", `<manifest:encryption-data/>`), "has a password"},
		"a locked Word file":                {"a.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "with a password"},
		"a book with DRM":                   {"a.epub", zipped(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<c><rootfile full-path="o"/></c>`, "META-INF/encryption.xml", `<CipherReference URI="a"/>`, "a", "x", "o", `<p><item id="a" href="a" media-type="text/html"/><itemref idref="a"/></p>`), "encrypted (DRM)"},
		"a book without chapters":           {"a.epub", epub(t), "lists no chapters"},
		"a million open elements in HTML":   {"a.html", "<html>" + strings.Repeat("<div>", 1<<20), "has 1048577 tags"},
		"a quarter of a million":            {"a.html", "<html>" + strings.Repeat("<div>", 1<<18), "nested too deeply"},
		"half a million links":              {"a.html", "<html>" + strings.Repeat("<a>x", 1<<18), ""},
		"text in a table where none may be": {"a.html", "<html><table>" + strings.Repeat("x</i>", 1<<14), ""},
		"lists of one item":                 {"a.html", "<html>" + strings.Repeat("<ul><li>x</li></ul>", 1<<16), ""},
		"many parts with bad names":         {"a.html", "<html>" + strings.Repeat(`<div class="related ad"><p>He left, as she said.</p></div>`, 1<<14), ""},
		"a page of attributes":              {"a.html", "<html><body " + strings.Repeat("a ", 17<<20), "the most that is read of a page"},
		"a tag of attributes":               {"a.docx", docx(t, "<w:p "+strings.Repeat(`a="" `, 1<<20)+"/>"), "a tag of 5 MB"},
		"a page without words":              {"a.html", "<html><body><script>var x = 1</script></body></html>", "no words"},
		"a million open groups in RTF":      {"a.rtf", `{\rtf1` + strings.Repeat("{", 1<<20), "nested too deeply"},
		"RTF cut short":                     {"a.rtf", `{\rtf1 He left`, "ends in the middle"},
		"RTF with an end too many":          {"a.rtf", `{\rtf1 He left.}}`, ""},
		"a text called RTF":                 {"a.rtf", "He left.", `does not begin with {\rtf`},
		"a PDF with a password":             {"a.pdf", (&pdftest.Doc{Pages: [][]pdftest.Text{{}}, Lock: "rc4", Password: "x"}).Bytes(), "has a password"},
		"a PDF of pictures":                 {"a.pdf", (&pdftest.Doc{Pages: [][]pdftest.Text{{}, {}}}).Bytes(), "only pictures of pages"},
		"a PDF whose fonts tell no letters": {"a.pdf", (&pdftest.Doc{Font: "<< /Subtype /Type0 /Encoding /Identity-H >>", Pages: [][]pdftest.Text{{{X: 9, Y: 9, Size: 9, S: "abcd"}}}}).Bytes(), "which letters its fonts show"},
		"a PDF cut short":                   {"a.pdf", (&pdftest.Doc{Pages: [][]pdftest.Text{{}}}).Bytes()[:100], "no pages that can be found"},
		"a text called PDF":                 {"a.pdf", "He left.", "no pages that can be found"},
		"pieces of PDF all over each other": {"a.pdf", scattered(20000), ""},
		"a locked book part":                {"a.docx", strings.Replace(zipped(t, "word/document.xml", "x"), "PK\x01\x02\x14\x00\x14\x00\x08\x00", "PK\x01\x02\x14\x00\x14\x00\x09\x00", 1), "has a password"},
	} {
		start := time.Now()
		_, err := read.Reader(c.file, strings.NewReader(c.data), nil)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s takes %v", name, took)
		} else if took > 500*time.Millisecond {
			t.Logf("%s: %v", name, took.Round(10*time.Millisecond))
		}
		if c.want == "" {
			continue
		}
		var damaged *read.DamagedError
		var empty *read.EmptyError
		var other *read.NotTextError
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &damaged) && !errors.As(err, &empty) && !errors.As(err, &other) {
			t.Errorf("%s: error %v, want that it says %q", name, err, c.want)
		}
	}
}

// scattered is a PDF file with pieces of text anywhere on its page.
func scattered(n int) string {
	var page []pdftest.Text
	for i := range n {
		page = append(page, pdftest.Text{X: float64(i * 7919 % 600), Y: float64(i * 104729 % 790), Size: 1 + float64(i%50), S: "word"})
	}
	return (&pdftest.Doc{Pages: [][]pdftest.Text{page}}).Bytes()
}
