package read_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// about is what a document says of itself.
type about struct{ title, date, author, url string }

func aboutOf(d text.Document) about { return about{d.Title, d.Date, d.Author, d.URL} }

// xmpPDF is a PDF file that says what it is in XMP alone.
func xmpPDF(packet string) string {
	doc := &pdftest.Doc{
		Pages:    [][]pdftest.Text{{{X: 72, Y: 700, Size: 11, S: "The king came to town."}}},
		Metadata: `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r">` + packet + `</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
	}
	return doc.Bytes()
}

func coreOf(title, author, created string) string {
	return fmt.Sprintf(`<cp:coreProperties xmlns:dc="d" xmlns:dcterms="t"><dc:title>%s</dc:title><dc:creator>%s</dc:creator><dcterms:created>%s</dcterms:created><dcterms:modified>2025-05-05T00:00:00Z</dcterms:modified></cp:coreProperties>`, title, author, created)
}

func bookWith(t *testing.T, metadata string) string {
	return zipped(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>`,
		"b.opf", `<package xmlns:dc="d" xmlns:opf="o"><metadata>`+metadata+`</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`,
		"a.xhtml", "<html><body><p>The king came to town.</p></body></html>")
}

// Every format tells title, day, author and address where it has a place for them.
func TestWhatDocumentsSayOfThemselves(t *testing.T) {
	const words = "The king came to town, and his brother fled."
	wordPara := `<w:p><w:r><w:t>` + words + `</w:t></w:r></w:p>`
	article := "<body><article><h1>The king</h1><p>" + words + "</p></article></body></html>"
	full := about{"The king", "2024-03-26", "Ann Roe, Ben Łow", "https://news.example/king"}
	for _, c := range []struct {
		name, file, data string
		want             about
	}{
		{"Markdown", "a.md", "---\ntitle: The king\ndate: 2024-03-26\nauthors: [Ann Roe, \"Ben Łow\"]\ncanonical_url: https://news.example/king\n---\n" + words, full},
		{"Markdown with one author and an address that leads nowhere", "a.md", "---\nauthor: Ann Roe\nurl: /king/\n---\n" + words, about{"", "", "Ann Roe", ""}},
		{
			"a page by its meta elements", "a.html", `<html><head><meta property="og:title" content="The king"><meta property="article:published_time" content="2024-03-26T10:00:00Z">` +
				`<meta name="author" content="Ann Roe"><meta name="author" content="Ben Łow"><link rel="canonical" href="https://news.example/king"></head>` + article, full,
		},
		{
			"a page by JSON-LD", "a.html", `<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"The king","datePublished":"2024-03-26","author":[{"name":"Ann Roe"},{"name":"Ben Łow"}],"url":"https://news.example/king"}</script></head>` + article, full,
		},
		{
			"a page of a journal", "a.html", `<html><head><meta name="citation_title" content="The king"><meta name="citation_publication_date" content="2024/03/26"><meta name="citation_author" content="Ann Roe"><meta name="citation_author" content="Ben Łow"><meta property="og:url" content="https://news.example/king"></head>` + article, full,
		},
		{"a page that a browser saved", "a.html", "<!DOCTYPE html>\n<!-- saved from url=(0025)https://news.example/king -->\n<html><head><title>The king</title></head>" + article, about{"The king", "", "", "https://news.example/king"}},
		{"a page that SingleFile saved", "a.html", "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://news.example/king \n saved date: Tue Mar 26 2024\n--><head><title>The king</title></head>" + article, about{"The king", "", "", "https://news.example/king"}},
		{"a page with an address that is relative", "a.html", `<html><head><base href="https://news.example/all/"><link rel="canonical" href="../king"><title>The king</title></head>` + article, about{"The king", "", "", "https://news.example/king"}},
		{"a page with a relative address and no base", "a.html", `<html><head><link rel="canonical" href="/king"><title>The king</title></head>` + article, about{"The king", "", "", ""}},
		{"a page with an address that runs", "a.html", `<html><head><link rel="canonical" href="javascript:alert(1)"><title>The king</title></head>` + article, about{"The king", "", "", ""}},
		{
			"PDF by its information", "a.pdf", (&pdftest.Doc{
				Info:  map[string]string{"Title": "The king", "Author": "Ann Roe", "CreationDate": "D:20240326101500+01'00'"},
				Pages: [][]pdftest.Text{{{X: 72, Y: 700, Size: 11, S: words}}},
			}).Bytes(), about{"The king", "2024-03-26", "Ann Roe", ""},
		},
		{
			"PDF by XMP alone", "a.pdf", xmpPDF(`<rdf:Description xmlns:dc="d" xmp:CreateDate="2024-03-26T10:15:00+01:00"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">The king</rdf:li><rdf:li xml:lang="de">Der König</rdf:li></rdf:Alt></dc:title>` +
				`<dc:creator><rdf:Seq><rdf:li>Ann Roe</rdf:li><rdf:li>Ben Łow</rdf:li></rdf:Seq></dc:creator><prism:url>https://news.example/king</prism:url></rdf:Description>`), full,
		},
		{"PDF with XMP that is cut off", "a.pdf", xmpPDF(`<rdf:Description><dc:title>The king</dc:title><dc:creator><rdf:Seq><rdf:li>Ann`), about{title: "The king", author: "Ann"}},
		{"Word", "a.docx", docx(t, wordPara, "docProps/core.xml", coreOf("The king", "Ann Roe, Ben Łow", "2024-03-26T10:00:00Z")), about{"The king", "2024-03-26", "Ann Roe, Ben Łow", ""}},
		{"Word by a program that knows neither day nor name", "a.docx", docx(t, wordPara, "docProps/core.xml", coreOf("The king", "python-docx", "1980-01-01T00:00:00Z")), about{title: "The king"}},
		{
			"OpenDocument", "a.odt", odt(t, "<text:p>"+words+"</text:p>", "meta.xml", `<m xmlns:dc="d" xmlns:meta="m"><dc:title>The king</dc:title><meta:initial-creator>Ann Roe</meta:initial-creator><meta:creation-date>2024-03-26T10:00:00</meta:creation-date><dc:date>2025-01-01T00:00:00</dc:date></m>`),
			about{"The king", "2024-03-26", "Ann Roe", ""},
		},
		{
			"EPUB 3", "a.epub", bookWith(t, `<dc:title>The king</dc:title><dc:creator>Ann Roe</dc:creator><dc:creator>Ben Łow</dc:creator><dc:date>2024-03-26</dc:date><dc:identifier>urn:isbn:9780000000000</dc:identifier><dc:source>https://news.example/king</dc:source>`), full,
		},
		{
			"EPUB 2 with several dates", "a.epub", bookWith(t, `<dc:title>The king</dc:title><dc:date opf:event="modification">2025-05-05</dc:date><dc:date opf:event="publication">2024-03-26</dc:date><dc:identifier>http://books.example/1</dc:identifier>`),
			about{"The king", "2024-03-26", "", "http://books.example/1"},
		},
		{"RTF", "a.rtf", `{\rtf1\ansi{\info{\title The king}{\author Ann Roe}{\creatim\yr2024\mo3\dy26\hr10}{\revtim\yr2025\mo5\dy5}}` + words + `\par}`, about{"The king", "2024-03-26", "Ann Roe", ""}},
		{"RTF by nobody, on no day", "a.rtf", `{\rtf1\ansi{\info{\title The king}{\author Microsoft Office User}{\creatim\yr1601\mo1\dy1}}` + words + `\par}`, about{title: "The king"}},
		{"plain text", "a.txt", "The king\n\n" + words, about{title: "The king"}},
	} {
		if got := aboutOf(reader(t, c.file, c.data)); got != c.want {
			t.Errorf("%s\n got  %q\n want %q", c.name, got, c.want)
		}
	}
}

// A day is taken as a document gives it, also one that is yet to come, so that the same
// file is read the same for ever; one before the year 1000 is a slip.
func TestDaysThatCannotBe(t *testing.T) {
	for day, want := range map[string]string{"2093-01-02": "2093-01-02", "1066-10-14": "1066-10-14", "0024-03-26": "", "2024-02-30": "", "2024-13-01": "", "soon": ""} {
		if d := reader(t, "a.md", "---\ndate: "+day+"\n---\nThe king came."); d.Date != want {
			t.Errorf("%s is read as %q, want %q", day, d.Date, want)
		}
	}
}

// What a file says of itself at great length is cut, and nothing of it runs over lines.
func TestMetadataWithoutEnd(t *testing.T) {
	endless := strings.Repeat("x\n", 1<<20)
	d := reader(t, "a.pdf", xmpPDF("<dc:creator>"+endless+"</dc:creator>"))
	if strings.ContainsAny(d.Author, "\n") {
		t.Errorf("the author has %d letters and several lines", len(d.Author))
	}
}
