package read

import (
	"encoding/xml"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

func isDOCX(data string) bool { return zipHas(data, "word/document.xml") }

// word reads a Word document (Office Open XML, ECMA-376 part 1, 17): its
// paragraphs with a blank line between, rows of a table a line each. Headers,
// footers, notes and what was deleted under review leave nothing. Title, author and
// date are those of the document's properties; without a title there, it is the
// paragraph styled as one, or else the first heading.
func word(src string) (text.Document, error) {
	c, err := openContainer(src)
	if err != nil {
		return text.Document{}, err
	}
	main, err := c.need("word/document.xml")
	if err != nil {
		return text.Document{}, err
	}
	p := &paragraphs{}
	style, inText := "", false
	open := func(t xml.StartElement) bool {
		switch t.Name.Local {
		case "del", "moveFrom", "instrText", "delText", "Fallback", "sectPr", "commentReference", "footnoteReference", "endnoteReference":
			return false
		case "p":
			if ofWord(t.Name) {
				// A box within a paragraph has paragraphs of its own.
				p.end("")
				style = ""
			}
		case "pStyle":
			style = styleKind(xmlAttr(t, "val"))
		case "t":
			inText = ofWord(t.Name)
		case "tab":
			p.cur.WriteByte('\t')
		case "br", "cr":
			p.cur.WriteByte('\n')
		case "noBreakHyphen":
			p.cur.WriteByte('-')
		case "tr":
			p.beginRow()
		case "tc":
			p.beginCell()
		}
		return true
	}
	shut := func(t xml.EndElement) {
		switch t.Name.Local {
		case "t":
			inText = false
		case "p":
			if ofWord(t.Name) {
				p.end(style)
				style = ""
			}
		case "tr":
			p.endRow()
		}
	}
	err = eachTag(main, open, shut, func(s string) {
		if inText {
			p.cur.WriteString(s)
		}
	})
	if err != nil {
		return text.Document{}, err
	}
	doc := text.Document{Text: p.text()}
	if core, ok, err := c.part("docProps/core.xml"); err != nil {
		return text.Document{}, err
	} else if ok {
		props, err := properties(core)
		if err != nil {
			return text.Document{}, err
		}
		doc.Title, doc.Author, doc.Date = props["title"], fileAuthor(props["creator"]), Stamp(isoDate(props["created"]))
	}
	doc.Title = firstOf(doc.Title, p.title, p.head, headline(doc.Text))
	return doc, nil
}

// ofWord reports whether an element is of the text and not, by its prefix, of a
// drawing, a diagram or a formula, which have paragraphs of their own.
func ofWord(n xml.Name) bool {
	switch n.Space {
	case "a", "m", "c", "dgm", "pic":
		return false
	}
	return true
}

// styleKind returns what a paragraph's style makes of it: "Heading1", "Title".
func styleKind(name string) string {
	name = strings.ToLower(name)
	switch {
	case name == "title":
		return "title"
	case strings.HasPrefix(name, "heading"):
		return "heading"
	}
	return ""
}
