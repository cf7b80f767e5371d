package read

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

func isODT(data string) bool {
	return zipHas(data, "application/vnd.oasis.opendocument.text")
}

// openDocument reads a text of OpenDocument (OASIS ODF 1.3 part 3, 5 to 7): its
// paragraphs with a blank line between, rows of a table a line each. Headers,
// footers, notes, comments and what was deleted under review leave nothing. Title,
// author and date are those of meta.xml; without a title there, it is the paragraph
// styled as one, or else the first heading.
func openDocument(src string) (text.Document, error) {
	c, err := openContainer(src)
	if err != nil {
		return text.Document{}, err
	}
	if manifest, ok, err := c.part("META-INF/manifest.xml"); err != nil {
		return text.Document{}, err
	} else if ok && strings.Contains(manifest, "encryption-data") {
		return text.Document{}, errors.New("it has a password")
	}
	content, err := c.need("content.xml")
	if err != nil {
		return text.Document{}, err
	}
	p := &paragraphs{}
	var styles []string // of the paragraphs that are open
	open := func(t xml.StartElement) bool {
		switch t.Name.Local {
		case "tracked-changes", "annotation", "note", "automatic-styles", "font-face-decls", "scripts", "forms", "sequence-decls", "table-of-content":
			return false
		case "p", "h":
			style := xmlAttr(t, "style-name")
			kind := styleKind(style)
			if t.Name.Local == "h" {
				kind = "heading"
			}
			if len(styles) > 0 { // a frame within a paragraph has paragraphs of its own
				p.end("")
			}
			styles = append(styles, kind)
		case "s":
			n, _ := strconv.Atoi(xmlAttr(t, "c"))
			p.cur.WriteString(strings.Repeat(" ", min(max(n, 1), 80)))
		case "tab":
			p.cur.WriteByte('\t')
		case "line-break":
			p.cur.WriteByte('\n')
		case "table-row":
			p.beginRow()
		case "table-cell":
			p.beginCell()
		}
		return true
	}
	shut := func(t xml.EndElement) {
		switch t.Name.Local {
		case "p", "h":
			if n := len(styles); n > 0 {
				p.end(styles[n-1])
				styles = styles[:n-1]
			}
		case "table-row":
			p.endRow()
		}
	}
	err = eachTag(content, open, shut, func(s string) {
		if len(styles) > 0 {
			p.cur.WriteString(strings.ReplaceAll(s, "\n", " "))
		}
	})
	if err != nil {
		return text.Document{}, err
	}
	doc := text.Document{Text: p.text()}
	if meta, ok, err := c.part("meta.xml"); err != nil {
		return text.Document{}, err
	} else if ok {
		props, err := properties(meta)
		if err != nil {
			return text.Document{}, err
		}
		doc.Title, doc.Author = props["title"], firstOf(fileAuthor(props["initial-creator"]), fileAuthor(props["creator"]))
		doc.Date = firstOf(Stamp(isoDate(props["creation-date"])), Stamp(isoDate(props["date"])))
	}
	doc.Title = firstOf(doc.Title, p.title, p.head, headline(doc.Text))
	return doc, nil
}
