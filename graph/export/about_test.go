package export

import (
	"strings"
	"testing"
)

// Every format that tells of documents says who wrote them, where they were published
// and in which language they are.
func TestDocumentsTellAuthorAndAddress(t *testing.T) {
	v := conflict(t, graphOf([]string{"Zemara|condemned|Palace|asserted|1", "Zemara|supplied|Palace|asserted|1"}))
	for format, want := range map[string]string{
		"nquads":  "<http://purl.org/dc/terms/source> <https://news.example/delta>",
		"turtle":  `dcterms:creator "Ann Roe"`,
		"trig":    `dcterms:language "en"`,
		"nanopub": "dcterms:source <https://news.example/delta>",
		"jsonld":  `"author": "Ann Roe", "language": "en", "url": "https://news.example/delta"`,
		"cypher":  "author: 'Ann Roe', url: 'https://news.example/delta', language: 'en'",
		"ftm":     `"sourceUrl":["https://news.example/delta"]`,
		"plover":  `"url":"https://news.example/delta"`,
		"html":    `"author":"Ann Roe","url":"https://news.example/delta"`,
	} {
		if got := string(written(t, format, v, &Options{Sentence: sentenceOf})); !strings.Contains(got, want) {
			t.Errorf("%s: no %s in:\n%s", format, want, got)
		}
	}
}

// A page links to the web and to nothing else.
func TestPageLinksToTheWebAlone(t *testing.T) {
	for url, want := range map[string]string{
		"https://news.example/a?b=c#d": "https://news.example/a?b=c#d", "http://news.example/日本": "http://news.example/日本",
		"javascript:alert(1)": "", "JavaScript:alert(1)": "", "data:text/html,x": "", "file:///etc/passwd": "", "//news.example": "",
		"https://news.example/a b": "", "https://news.example/\x00": "", "https://news.example/" + strings.Repeat("a", 3000): "", "": "",
	} {
		if got := webAddress(url); got != want {
			t.Errorf("the page links to %q for %q, want %q", got, url, want)
		}
	}
}
