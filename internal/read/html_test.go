package read_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"github.com/quadrille-kg/quadrille/internal/read"
)

// TestMainText measures what is taken of twenty pages that are laid out as those of
// news sites, blogs, offices and encyclopedias are. In each the elements with the
// attribute data-gold are the article.
func TestMainText(t *testing.T) {
	names, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d pages, error %v; want 20", len(names), err)
	}
	var found, gold, foreign, taken int
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := goldWords(t, string(raw))
		doc := reader(t, name, string(raw))
		got := tokens(doc.Text)
		common := inCommon(want, got)
		t.Logf("%-26s %3d of %3d words of the article; %2d of %3d are foreign", filepath.Base(name), common, len(want), len(got)-common, len(got))
		if common*100 < 90*len(want) || (len(got)-common)*100 > 10*len(got) {
			t.Errorf("%s is read as\n%s", name, doc.Text)
		}
		found, gold, foreign, taken = found+common, gold+len(want), foreign+len(got)-common, taken+len(got)
	}
	all := fmt.Sprintf("%.1f %% of the articles' words, %.1f %% foreign words", 100*float64(found)/float64(gold), 100*float64(foreign)/float64(taken))
	t.Log(all)
	if found*100 < 95*gold || foreign*100 > 5*taken {
		t.Errorf("%s: want 95 and 5", all)
	}
}

// goldWords returns the words of a page's article.
func goldWords(t *testing.T, page string) []string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		for _, a := range n.Attr {
			in = in || a.Key == "data-gold"
			if a.Key == "class" && a.Val == "reference" {
				return
			}
		}
		if n.Type == html.TextNode && in {
			out = append(out, tokens(n.Data)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in)
		}
	}
	walk(root, false)
	return out
}

func tokens(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// inCommon returns how many words two texts have in common in the same order.
func inCommon(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		corner := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			corner = up
		}
	}
	return row[len(b)]
}

// TestAboutPage checks what is found of a page beside its text.
func TestAboutPage(t *testing.T) {
	for _, c := range []struct{ page, title, date, author, url string }{
		{"01-broadcaster", "Dam breach floods villages in northern Karsova", "2024-04-11", "Lena Hart", "https://www.cbn.example/news/world-68123"},
		{"02-newspaper", "Arms firm paid minister’s brother, court told", "2023-11-02", "Tomas Reke", "https://www.themeridian.example/world/2023/nov/02/arms-firm-court"},
		{"03-hashed-classes", "Ceasefire talks resume in Doran after a month of silence", "2022-06-14", "Ilse Marr", ""},
		{"04-tabloid", "Boss of Kestrel Air quits as planes stay grounded", "2021-08-19", "Kay Dunmore For The Daily Horn", ""},
		{"05-wordpress-blog", "Who owns the warehouses on Pier Street?", "2020-02-09", "Dora Quill", "https://harbournotes.example/2020/02/pier-street/"},
		{"06-government-release", "Minister announces new border agreement with Sarnia", "2019-09-30", "", ""},
		{"07-wiki", "Siege of Marrow Gate", "", "", "https://en.openpedia.example/wiki/Siege_of_Marrow_Gate"},
		{"08-old-tables", "Statement by the Secretary on Velm", "1999-05-14", "", ""},
		{"10-medium-like", "What I learned auditing a ministry", "2021-01-17", "Nadia Ferro", "https://ledgerlines.example/what-i-learned"},
		{"11-amp", "Port workers end strike in Sefa", "2018-05-21", "Jo Abara", "https://coastdaily.example/port-strike"},
		{"12-drupal-ngo", "Orland: Free Detained Reporters", "2022-10-05", "", "https://watchonrights.example/news/2022/10/05/orland-free-detained-reporters"},
		{"13-blogger", "The mayor, the mill and the missing minutes", "2011-03-06", "Walt Emery", ""},
		{"14-embassy", "Remarks of the Ambassador at the Opening of the Halden Bridge", "2016-10-12", "", ""},
		{"15-bilingual-site", "Sanctions hit Lenk's shipping empire", "", "", ""},
		{"17-police-release", "Two men charged over museum theft", "2023-02-08", "", ""},
		{"18-liveblog-company", "Nordkraft to acquire Stahl Hydro", "2024-02-28", "", ""},
		{"20-scientific-agency", "Satellite shows drying of Lake Umber", "2013-07-22", "", "https://earthoffice.example/umber"},
	} {
		doc, err := read.File("testdata/pages/"+c.page+".html", nil)
		if err != nil {
			t.Fatal(err)
		}
		got := [...]string{doc.Title, doc.Date, doc.Author, doc.URL}
		if want := [...]string{c.title, c.date, c.author, c.url}; got != want {
			t.Errorf("%s\n got  %q\n want %q", c.page, got, want)
		}
	}
}
