package read

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// about is what a page says of itself.
type about struct {
	title, date, author, url string
}

// aboutPage gathers what a page says of itself: in the meta elements of its head
// (Open Graph, Dublin Core and others), in JSON-LD, in microdata, and, where nothing
// of it is there, in what a reader sees: the first heading, the first date, the
// line with "By". from is where the page was fetched from, or nil.
func aboutPage(root *html.Node, from *url.URL) about {
	meta := metaOf(root)
	ld := linkedData(root)
	h1 := words(first(root, func(n *html.Node) bool { return n.DataAtom == atom.H1 && words(n) != "" }))
	site := meta["og:site_name"]
	a := about{
		title: firstOf(ld.title, meta["og:title"], meta["twitter:title"], meta["dc.title"], meta["citation_title"]),
		date: firstDay(ld.date, meta["article:published_time"], meta["og:published_time"], meta["datepublished"], meta["publishdate"],
			meta["publish-date"], meta["pubdate"], meta["parsely-pub-date"], meta["sailthru.date"], meta["dc.date.issued"],
			meta["dcterms.issued"], meta["dcterms.created"], meta["dc.date.created"], meta["dc.date"], meta["dcterms.date"],
			meta["citation_publication_date"], meta["citation_date"], meta["date"], meta["article:published"]),
		author: firstOf(ld.author, meta["author"], meta["dc.creator"], meta["dcterms.creator"], meta["parsely-author"],
			meta["citation_author"], meta["sailthru.author"], meta["article:author"]),
		url: firstAddress(root, from, meta["canonical"], meta["og:url"], ld.url),
	}
	title := words(first(root, isElement(atom.Title)))
	a.title = withoutSite(firstOf(a.title, headingIn(root, title), h1, title), site, h1)
	if a.date == "" {
		a.date = seenDate(root)
	}
	if strings.HasPrefix(a.author, "http") || a.author == site {
		a.author = ""
	}
	if a.author == "" {
		a.author = seenAuthor(root)
	}
	a.author = withoutBy(a.author)
	return a
}

// savedFrom is what browsers and programs write at the head of a page that they save.
var savedFrom = regexp.MustCompile(`(?i)saved from url=\(\d+\)(\S+)|^\s*page saved with singlefile\s+url:\s*(\S+)`)

// savedAddress returns where a page was saved from, nil where it does not say.
func savedAddress(root *html.Node) *url.URL {
	for n := root; n != nil; n = firstElement(n) { // down to the first of the head
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if m := savedFrom.FindStringSubmatch(c.Data); c.Type == html.CommentNode && m != nil {
				if u, err := url.Parse(WebAddress(m[1] + m[2])); err == nil && u.Host != "" {
					u.User = nil
					return u
				}
			}
		}
	}
	return nil
}

// headingIn returns the longest heading of the page that its title contains, which is
// the headline; where a site writes its own name as the first heading, that is shorter.
func headingIn(root *html.Node, title string) (best string) {
	title = folded(title)
	each(root, func(n *html.Node) bool {
		if level := headingLevel(n); level > 0 && level <= 3 {
			if s := words(n); len(s) > len(best) && len(s) >= 8 && strings.Contains(title, folded(s)) {
				best = s
			}
		}
		return true
	})
	return best
}

// oneAuthorEach are the meta elements that a page has as often as there are authors.
var oneAuthorEach = set("author citation_author dc.creator dcterms.creator article:author parsely-author")

// firstElement returns the first element within one, nil where it has none.
func firstElement(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}

// metaOf returns the meta elements by name in small letters, the first of each, but
// all authors, and the canonical address.
func metaOf(root *html.Node) map[string]string {
	meta := map[string]string{}
	each(root, func(n *html.Node) bool {
		key, value := "", ""
		switch n.DataAtom {
		case atom.Meta:
			key, value = firstOf(attr(n, "property"), attr(n, "name"), attr(n, "itemprop")), attr(n, "content")
		case atom.Link:
			if slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), "canonical") {
				key, value = "canonical", attr(n, "href")
			}
		}
		key = strings.ToLower(key)
		value = strings.Join(strings.Fields(clean(value)), " ")
		switch {
		case key == "" || value == "":
		case meta[key] == "":
			meta[key] = value
		case oneAuthorEach[key] && !strings.Contains(meta[key], value):
			meta[key] += ", " + value
		}
		return true
	})
	return meta
}

// linkedData reads the article that the page describes in JSON-LD (schema.org).
func linkedData(root *html.Node) (a about) {
	each(root, func(n *html.Node) bool {
		if n.DataAtom != atom.Script || !strings.Contains(attr(n, "type"), "ld+json") || n.FirstChild == nil {
			return true
		}
		var data any
		if json.Unmarshal([]byte(n.FirstChild.Data), &data) == nil {
			articleIn(data, &a, 0)
		}
		return a.title == ""
	})
	return a
}

// articleIn looks for an article in a value of JSON-LD: an object, a list, or the
// list of a graph.
func articleIn(v any, a *about, depth int) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if a.title == "" && depth < 4 {
				articleIn(e, a, depth+1)
			}
		}
	case map[string]any:
		if kind := nameIn(v["@type"]); strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") || kind == "Report" {
			*a = about{title: clean(html.UnescapeString(nameIn(v["headline"]))), date: nameIn(v["datePublished"]), author: nameIn(v["author"]), url: nameIn(v["url"])}
			if a.url == "" {
				a.url = nameIn(v["mainEntityOfPage"])
			}
		}
		if g, ok := v["@graph"]; ok && a.title == "" {
			articleIn(g, a, depth+1)
		}
	}
}

// nameIn returns a string, the name of an object, or those of a list, with commas.
func nameIn(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case map[string]any:
		return firstOf(nameIn(v["name"]), nameIn(v["@id"]))
	case []any:
		var names []string
		for _, e := range v {
			if _, list := e.([]any); !list && nameIn(e) != "" {
				names = append(names, nameIn(e))
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// firstAddress returns the first of a page's words for its own address that is one on
// the web, else the one that it was saved from, "" where there is none. One that is
// relative is so to what the page says, or to where it was fetched or saved from.
func firstAddress(root *html.Node, from *url.URL, list ...string) string {
	saved := ""
	if from == nil {
		if from = savedAddress(root); from != nil {
			saved = from.String()
		}
	}
	if base, err := url.Parse(attr(orEmpty(first(root, isElement(atom.Base))), "href")); err == nil && base.String() != "" {
		if from != nil {
			from = from.ResolveReference(base)
		} else if base.Host != "" {
			from = base
		}
	}
	for _, s := range list {
		u, err := url.Parse(strings.TrimSpace(s))
		if err != nil || s == "" {
			continue
		}
		if from != nil && !u.IsAbs() {
			u = from.ResolveReference(u)
		}
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			u.User = nil
			return u.String()
		}
	}
	return saved
}

// orEmpty returns an element without anything where there is none.
func orEmpty(n *html.Node) *html.Node {
	if n == nil {
		return &html.Node{}
	}
	return n
}

func firstDay(list ...string) string {
	for _, s := range list {
		if day := dayIn(s); day != "" {
			return day
		}
	}
	return ""
}

// withoutSite takes the name of the site from a title: "Rain in Spain - The Paper".
func withoutSite(title, site, h1 string) string {
	for _, sep := range []string{" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • "} {
		head, tail, ok := cutLast(title, sep)
		if !ok || head == "" {
			continue
		}
		// A short tail behind a bar is a name; behind a dash it may be part of the
		// headline, which the page's heading or name tells.
		if sep == " | " || sep == " :: " || sep == " » " || folded(tail) == folded(site) || folded(head) == folded(h1) {
			return withoutSite(strings.TrimSpace(head), site, h1)
		}
	}
	return title
}

func cutLast(s, sep string) (head, tail string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// seenDate returns the first date that a reader sees as the page's: of a time
// element, of an element called date, or of a short line.
func seenDate(root *html.Node) string {
	day := ""
	each(root, func(n *html.Node) bool {
		if n.DataAtom == atom.Time || attr(n, "itemprop") == "datePublished" {
			day = firstDay(attr(n, "datetime"), attr(n, "content"), words(n))
		}
		return day == ""
	})
	if day != "" {
		return day
	}
	each(root, func(n *html.Node) bool {
		for _, name := range namesOf(n) {
			if name == "date" || name == "dateline" || name == "published" || name == "timestamp" || name == "pubdate" || name == "posted" {
				if s := words(n); len(s) < 80 {
					day = dayIn(s)
				}
			}
		}
		return day == ""
	})
	if day != "" {
		return day
	}
	for _, b := range blocksOf(root, func(*html.Node) bool { return false }) {
		// The event that an article is about may stand in a table beside it.
		if b.words <= 12 && day == "" && b.in != nil && b.in.DataAtom != atom.Tr && !lastChange.MatchString(b.text) {
			if day = dayIn(b.text); day < firstPage {
				day = ""
			}
		}
	}
	return day
}

// lastChange opens a line about when a page was changed, which may be years later.
var lastChange = regexp.MustCompile(`(?i)\blast (?:edited|modified|changed|reviewed|updated)\b`)

// firstPage is when the first page of the web was published.
const firstPage = "1991-08-06"

// seenAuthor returns who is named as the author in the page's text.
func seenAuthor(root *html.Node) string {
	author := ""
	take := func(s string) {
		s = withoutBy(s)
		if n := len(strings.Fields(s)); n > 0 && n <= 6 && !strings.ContainsAny(s, ":|/@") {
			author = strings.Trim(s, ",. ")
		}
	}
	each(root, func(n *html.Node) bool {
		if attr(n, "rel") == "author" || attr(n, "itemprop") == "author" {
			take(words(n))
		}
		return author == ""
	})
	if author != "" {
		return author
	}
	each(root, func(n *html.Node) bool {
		for _, name := range namesOf(n) {
			if name == "byline" || name == "author" {
				if s := words(n); strings.HasPrefix(s, "By ") || strings.HasPrefix(s, "by ") || name == "author" {
					take(s)
				}
			}
		}
		return author == ""
	})
	return author
}

// withoutBy takes "By" and the like from before a name.
func withoutBy(s string) string { return strings.TrimSpace(beforeName.ReplaceAllString(s, "")) }

var beforeName = regexp.MustCompile(`(?i)^(?:(?:written|posted|story|report)\s+)?by:?\s+`)

// writtenDays are days as people write them: "26 March 2024", "Mar. 26, 2024".
var writtenDays = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? (` + months + `)\.?,? (\d{4})|(` + months + `)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}))\b`)

// isoDays are days as programs write them.
var isoDays = regexp.MustCompile(`\b(\d{4})[-/](\d{2})[-/](\d{2})|^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$`)

const months = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`

// dayIn returns the first day that s names, in ISO 8601, "" where it names none.
// Days like 3/4/2024 are two days to two readers, and none here.
func dayIn(s string) string {
	if !strings.ContainsAny(s, "0123456789") { // as most lines
		return ""
	}
	if m := isoDays.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		return dayOf(m[1]+m[4], m[2]+m[5], m[3]+m[6])
	}
	m := writtenDays.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	day, month, year := m[1]+m[5], m[2]+m[4], m[3]+m[6]
	if len(day) == 1 {
		day = "0" + day
	}
	t, err := time.Parse("Jan", strings.ToUpper(month[:1])+strings.ToLower(month[1:3]))
	if err != nil {
		return ""
	}
	return dayOf(year, t.Format("01"), day)
}

// withoutDays takes out of s the days that dayIn finds.
func withoutDays(s string) string {
	return writtenDays.ReplaceAllString(isoDays.ReplaceAllString(s, ""), "")
}

func dayOf(year, month, day string) string {
	if year < "1400" {
		return ""
	}
	return isoDate(year + "-" + month + "-" + day)
}
