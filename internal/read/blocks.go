package read

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a paragraph, a heading, an item of a list or a row of a table.
type block struct {
	text    string
	in      *html.Node // the element that it stands in
	words   int
	linked  int  // of these, in links
	heading int  // 1 to 6 for a heading, 0 otherwise
	item    bool // of a list
}

// link reports whether a block is hardly more than links.
func (b *block) link() bool { return b.linked*10 > b.words*6 }

// blocksOf returns the blocks at and below root without those below elements that
// are dropped. Links, emphasis and the like leave their words; a line break stays,
// and two make two blocks; a row of a table of data is a line with " | " between the
// cells.
func blocksOf(root *html.Node, dropped func(*html.Node) bool) []block {
	w := &blockWriter{dropped: dropped}
	w.node(root)
	w.end()
	return w.out
}

type blockWriter struct {
	dropped func(*html.Node) bool
	out     []block
	cur     strings.Builder
	linked  int
	in      *html.Node // the innermost block element
	heading int
	items   int // how many list items are open
	links   int
	pre     int
	cells   int // how many rows of data are open, in which nothing begins a block
}

// node writes what is below n.
func (w *blockWriter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
		return
	case html.ElementNode:
		if unread[n.DataAtom] || w.dropped(n) {
			return
		}
	case html.DocumentNode:
	default:
		return
	}
	switch {
	case n.DataAtom == atom.Br:
		w.cur.WriteByte('\n')
		return
	case n.DataAtom == atom.Tr && dataRow(n):
		w.row(n)
		return
	case w.cells > 0 && blockElements[n.DataAtom]:
		w.cur.WriteByte(' ')
		w.children(n)
		w.cur.WriteByte(' ')
		return
	case !blockElements[n.DataAtom]:
		if n.DataAtom == atom.A && hasAttr(n, "href") {
			w.links++
			defer func() { w.links-- }()
		}
		w.children(n)
		return
	}
	w.end()
	outer := w.in
	w.in = n
	level := headingLevel(n)
	if level > 0 {
		w.heading = level
	}
	if n.DataAtom == atom.Li {
		w.items++
	}
	if n.DataAtom == atom.Pre {
		w.pre++
	}
	w.children(n)
	w.end()
	if n.DataAtom == atom.Pre {
		w.pre--
	}
	if n.DataAtom == atom.Li {
		w.items--
	}
	if level > 0 {
		w.heading = 0
	}
	w.in = outer
}

func (w *blockWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

// text writes words; line ends of the source are spaces outside preformatted text.
func (w *blockWriter) text(s string) {
	if w.pre == 0 {
		s = oneLine.Replace(s)
	}
	if w.links > 0 {
		w.linked += len(strings.Fields(s))
	}
	w.cur.WriteString(s)
}

var oneLine = strings.NewReplacer("\n", " ", "\t", " ")

// row writes the row of a table of data.
func (w *blockWriter) row(n *html.Node) {
	w.end()
	w.in = n
	w.cells++
	some := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		before := w.cur.Len()
		if some && c.Type == html.ElementNode {
			w.cur.WriteString(" | ")
		}
		start := w.cur.Len()
		w.node(c)
		if strings.TrimSpace(w.cur.String()[start:]) == "" { // an empty cell is no cell
			s := w.cur.String()[:before]
			w.cur.Reset()
			w.cur.WriteString(s)
			continue
		}
		some = true
	}
	w.cells--
	w.end()
}

// end ends the block that is under way.
func (w *blockWriter) end() {
	if w.cur.Len() == 0 {
		return
	}
	raw := clean(w.cur.String())
	w.cur.Reset()
	linked := w.linked
	w.linked = 0
	var lines []string
	put := func() {
		if len(lines) > 0 {
			s := strings.Join(lines, "\n")
			n := len(strings.Fields(s))
			w.out = append(w.out, block{text: s, in: w.in, words: n, linked: min(linked, n), heading: w.heading, item: w.items > 0})
			linked = max(0, linked-n)
		}
		lines = nil
	}
	for line := range strings.SplitSeq(raw, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line == "" {
			put()
			continue
		}
		lines = append(lines, line)
	}
	put()
}

// dataRow reports whether a row of a table holds data and not, as in old pages, the
// page itself: it has several cells, and none holds paragraphs, lists or tables.
func dataRow(tr *html.Node) bool {
	cells := 0
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		cells++
		breaks := 0
		holds := first(c, func(n *html.Node) bool {
			if n.DataAtom == atom.Br {
				breaks++
			}
			return n != c && (n.DataAtom == atom.Table || n.DataAtom == atom.H1 || n.DataAtom == atom.H2 || n.DataAtom == atom.Ul) || breaks > 4
		})
		paragraphs := 0
		for p := c.FirstChild; p != nil; p = p.NextSibling {
			if p.DataAtom == atom.P || p.DataAtom == atom.Div {
				paragraphs++
			}
		}
		if holds != nil || paragraphs > 1 {
			return false
		}
	}
	return cells > 1
}

func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	}
	return 0
}

// unread are elements in which no words of a text stand.
var unread = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Embed,
	atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Button, atom.Select, atom.Option, atom.Textarea, atom.Input, atom.Label,
	atom.Head, atom.Title, atom.Rp, atom.Rt, atom.Noframes, atom.Progress, atom.Datalist)

// blockElements begin and end a block.
var blockElements = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd,
	atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer,
	atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend,
	atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody,
	atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		set[a] = true
	}
	return set
}
