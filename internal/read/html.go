package read

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// isHTML reports whether data begins as a web page does, in any encoding that
// writes ASCII as it is.
func isHTML(data string) bool {
	head := strings.ToLower(data[:min(len(data), 1024)])
	head = strings.TrimSpace(strings.TrimPrefix(head, "\xef\xbb\xbf"))
	if strings.HasPrefix(head, "<?xml") || strings.HasPrefix(head, "<!--") {
		return strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html")
	}
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<head>")
}

// savedPage reads a web page that was saved.
func savedPage(src string) (text.Document, error) { return webPage(src, nil) }

// webPage reads a web page: its title and the text of its article, a blank line
// between paragraphs. Menus, banners, lists of other articles, comments and captions
// leave nothing; see mainText. Where the page names them the document has the date of
// the article, its author and its address, which may be relative to the one that the
// page was fetched from; nil for a page that was saved.
func webPage(src string, from *url.URL) (text.Document, error) {
	root, err := parseHTML(src)
	if err != nil {
		return text.Document{}, err
	}
	about := aboutPage(root, from)
	parts := mainText(root, about)
	if from != nil {
		if why := bareness(root, from, about.title, parts); why != "" {
			return text.Document{}, &BareError{Why: why}
		}
	}
	if about.title != "" && !hasHeading(parts, about.title) {
		parts = append([]string{about.title}, parts...)
	}
	return text.Document{
		Title: about.title, Date: about.date, Author: about.author, URL: about.url,
		Text: strings.Join(parts, "\n\n"),
	}, nil
}

// hasHeading reports whether the title stands among the first parts, or begins a
// headline there; or whether the first line of one is what the title adds to.
func hasHeading(parts []string, title string) bool {
	title = folded(title)
	for _, p := range parts[:min(len(parts), 4)] {
		line, _, _ := strings.Cut(p, "\n")
		if line = folded(line); strings.HasPrefix(line, title) && !strings.HasSuffix(line, ".") || len(strings.Fields(line)) > 3 && strings.Contains(title, line) {
			return true
		}
	}
	return false
}

// folded is s without what differs between two spellings of a headline.
func folded(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(plainMarks.Replace(s))), " ")
}

var plainMarks = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-")

const (
	// mostTags bounds the memory of a page's tree, some hundred bytes a tag. The
	// longest pages of encyclopedias have a tenth of it.
	mostTags = 1 << 19
	// mostMarkup bounds a page without the pictures in it, in bytes, and so the memory
	// for attributes.
	mostMarkup = 32 << 20
	// parseTime bounds the time of a page that makes the parser slow, for it has to
	// mend what is nested wrongly. A page of a megabyte takes a tenth of a second.
	parseTime = time.Minute
)

// parseHTML parses a page in whatever encoding it has. The parser refuses elements
// nested more than 512 deep.
func parseHTML(src string) (*html.Node, error) {
	src, err := decodeHTML(src)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(strings.TrimSpace(src[:min(len(src), 100)]), "<?xml") {
		src = emptyElement.ReplaceAllStringFunc(src, closed)
	}
	src = withoutPictures(src)
	if len(src) > mostMarkup {
		return nil, fmt.Errorf("it has %s of text and markup, and %s is the most that is read of a page", size(int64(len(src))), size(mostMarkup))
	}
	if n := strings.Count(src, "<"); n > mostTags {
		return nil, fmt.Errorf("it has %d tags, and %d is the most that is read", n, mostTags)
	}
	in := &untilReader{r: strings.NewReader(src), end: time.Now().Add(parseTime)}
	root, err := html.ParseWithOptions(in, html.ParseOptionEnableScripting(false))
	if err != nil && strings.Contains(err.Error(), "open stack") {
		return nil, errors.New("its elements are nested too deeply")
	}
	return root, err
}

// withoutPictures takes away the bytes of pictures and fonts that were saved within
// the page, as some programs do.
func withoutPictures(src string) string {
	const mark = ";base64,"
	if !strings.Contains(src, mark) {
		return src
	}
	var out strings.Builder
	for {
		before, after, ok := strings.Cut(src, mark)
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		src = strings.TrimLeft(after, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
	}
}

// emptyElement is an element as XML writes it that has no content: <title/>. To a
// parser of HTML it is the beginning of one that ends with the page.
var emptyElement = regexp.MustCompile(`<[a-zA-Z][\w:-]*(?:\s[^<>]*)?/>`)

// closed writes an empty element with its end, but for those that have none in HTML.
func closed(tag string) string {
	name := tag[1 : 1+strings.IndexAny(tag[1:], " \t\r\n/")]
	switch strings.ToLower(name) {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return tag
	}
	return tag[:len(tag)-2] + "></" + name + ">"
}

// decodeHTML decodes a page: what is valid UTF-8 is that whatever the page says,
// for browsers save pages in it; then the page's own word counts, then its bytes.
func decodeHTML(src string) (string, error) {
	if !utf8.ValidString(src) && !strings.HasPrefix(src, "\xff\xfe") && !strings.HasPrefix(src, "\xfe\xff") {
		// Without a word of the page it gives windows-1252, which decode tries as well.
		if _, name, _ := charset.DetermineEncoding([]byte(src[:min(len(src), 1024)]), ""); name != "utf-8" && name != "windows-1252" {
			if s := decodeAs(src, name); s != "" {
				return unixLines(s), nil
			}
		}
	}
	out, kind := decode(src)
	if kind == "binary data" { // a few stray bytes do not make it another thing
		out, kind = decode(strings.ReplaceAll(src, "\x00", ""))
	}
	if kind != "" {
		return "", errors.New("it is " + kind)
	}
	return out, nil
}

// untilReader reads until a point in time.
type untilReader struct {
	r   io.Reader
	end time.Time
}

func (u *untilReader) Read(p []byte) (int, error) {
	if time.Now().After(u.end) {
		return 0, fmt.Errorf("its elements are so entangled that %v are not enough to sort them out", parseTime)
	}
	return u.r.Read(p)
}

// attr returns an attribute's value, "" where there is none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// each calls f for the elements at and below n, in the order of the page, until it
// returns false.
func each(n *html.Node, f func(*html.Node) bool) bool {
	if n.Type == html.ElementNode && !f(n) {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !each(c, f) {
			return false
		}
	}
	return true
}

// first returns the first element at or below n for which is holds, or nil.
func first(n *html.Node, is func(*html.Node) bool) (found *html.Node) {
	each(n, func(c *html.Node) bool {
		if is(c) {
			found = c
		}
		return found == nil
	})
	return found
}

func isElement(a atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == a }
}

// words returns the text below n, its white space folded.
func words(n *html.Node) string {
	if n == nil {
		return ""
	}
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Script && c.DataAtom != atom.Style {
				walk(c)
			}
		}
		if n.DataAtom == atom.Br {
			out.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(clean(out.String())), " ")
}

// invisible are characters that are in pages for the setting of lines alone.
var invisible = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "", "\u00a0", " ", "\u202f", " ")

// clean takes the characters out of s that are seen by nobody.
func clean(s string) string { return invisible.Replace(s) }
