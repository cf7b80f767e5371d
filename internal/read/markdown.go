package read

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// commonMark parses CommonMark with tables and struck-out text.
var commonMark = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))

// markdown reads Markdown (CommonMark 0.31). Headings, paragraphs and the items of
// lists become blocks of their own with a blank line between, rows of a table a
// line each with " | " between the cells. Links, emphasis and code within a
// sentence leave their words; images, code blocks and HTML leave nothing.
//
// Title, date, author and address come from front matter (title: and date: between two
// lines of "---"), the title from the first heading where there is none, the date from a
// line below it. A text that
// no person wrote as Markdown, such as a line of a million brackets, is taken as
// plain text.
func markdown(src string) (text.Document, error) {
	meta, body := frontMatter(src)
	if tangled(body) {
		doc, err := plain(body)
		doc.Date, doc.Author, doc.URL = firstOf(isoDate(meta["date"]), doc.Date), frontAuthor(meta), frontURL(meta)
		return doc, err
	}
	w := &markdownWriter{src: []byte(body), title: meta["title"]}
	w.blocks(commonMark.Parser().Parse(gmtext.NewReader(w.src)))
	body = strings.Join(w.out, "\n\n")
	return text.Document{
		Title: w.title, Date: firstOf(isoDate(meta["date"]), dateline(body)), Author: frontAuthor(meta), URL: frontURL(meta), Text: body,
	}, nil
}

// frontAuthor returns the author that front matter names, or the authors, as a list in
// brackets as well.
func frontAuthor(meta map[string]string) string {
	list := firstOf(meta["author"], meta["authors"], meta["by"])
	if inner, ok := strings.CutPrefix(list, "["); ok {
		var names []string
		for name := range strings.SplitSeq(strings.TrimSuffix(inner, "]"), ",") {
			if name = unquote(strings.TrimSpace(name)); name != "" {
				names = append(names, name)
			}
		}
		return strings.Join(names, ", ")
	}
	return list
}

// frontURL returns the address that front matter gives.
func frontURL(meta map[string]string) string {
	for _, key := range []string{"canonical_url", "canonicalurl", "canonical", "url", "source", "link", "permalink"} {
		if url := WebAddress(meta[key]); url != "" {
			return url
		}
	}
	return ""
}

// The parser's time grows with the square of these: the depth of quotations and
// lists in one line, and the brackets in one paragraph.
const (
	deepest      = 100
	mostBrackets = 1000
)

// tangled reports whether src passes one of the bounds above.
func tangled(src string) bool {
	brackets := 0
	for line := range strings.SplitSeq(src, "\n") {
		words := strings.TrimLeft(line, " \t>-+*0123456789.)")
		markers := line[:len(line)-len(words)]
		depth := 0
		for _, mark := range [...]string{">", "- ", "+ ", "* ", ". ", ") "} {
			depth += strings.Count(markers, mark)
		}
		if depth > deepest {
			return true
		}
		if words == "" || markers != "" {
			brackets = 0
		}
		if brackets += strings.Count(words, "["); brackets > mostBrackets {
			return true
		}
	}
	return false
}

// frontMatter parts plain "key: value" lines between two lines of "---" at the head
// of src from the rest. Where there are none it returns src.
func frontMatter(src string) (meta map[string]string, body string) {
	rest, ok := strings.CutPrefix(src, "---\n")
	if !ok {
		return nil, src
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok {
		return nil, src
	}
	meta = make(map[string]string)
	for line := range strings.SplitSeq(head, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok || key != strings.TrimSpace(key) || strings.HasPrefix(key, "#") {
			continue // an indented line, a comment: nothing of ours
		}
		meta[strings.ToLower(key)] = unquote(strings.TrimSpace(value))
	}
	return meta, body
}

func unquote(s string) string {
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}

// markdownWriter gathers the blocks of a document.
type markdownWriter struct {
	src   []byte
	out   []string
	title string
}

// blocks writes the block n and those below it.
func (w *markdownWriter) blocks(n ast.Node) {
	switch n.Kind() {
	case ast.KindCodeBlock, ast.KindFencedCodeBlock, ast.KindHTMLBlock:
	case ast.KindHeading:
		line := w.inline(n)
		if w.title == "" {
			w.title = strings.Join(strings.Fields(line), " ")
		}
		w.add(line)
	case ast.KindParagraph, ast.KindTextBlock:
		w.add(w.inline(n))
	case extast.KindTableHeader, extast.KindTableRow:
		w.add(w.row(n))
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			w.blocks(c)
		}
	}
}

func (w *markdownWriter) add(block string) {
	if block = strings.TrimSpace(block); block != "" {
		w.out = append(w.out, block)
	}
}

// row writes the cells of a table's row.
func (w *markdownWriter) row(n ast.Node) string {
	var cells []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if cell := strings.TrimSpace(w.inline(c)); cell != "" {
			cells = append(cells, cell)
		}
	}
	return strings.Join(cells, " | ")
}

// inline returns the words below a block. A line end in the source is a space.
func (w *markdownWriter) inline(n ast.Node) string {
	var out strings.Builder
	var walk func(ast.Node)
	walk = func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Image, *ast.RawHTML:
			return
		case *ast.AutoLink:
			out.Write(n.Label(w.src))
		case *ast.String:
			out.Write(n.Value)
		case *ast.Text:
			out.Write(w.words(n))
			switch {
			case n.HardLineBreak():
				out.WriteByte('\n')
			case n.SoftLineBreak():
				out.WriteByte(' ')
			}
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			walk(c)
		}
	}
	walk(n)
	return out.String()
}

// words returns the text of a node with its escapes and entities resolved, except
// in code, which has none.
func (w *markdownWriter) words(n *ast.Text) []byte {
	raw := n.Segment.Value(w.src)
	if n.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan {
		return raw
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
}
