package read

import (
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/quadrille-kg/quadrille/internal/text"
)

func isEPUB(data string) bool { return zipHas(data, "application/epub+zip") }

// book reads an EPUB book (EPUB 3.3, 5): its chapters in the order of the spine, a
// blank line between paragraphs. Tables of contents, notes and page numbers leave
// nothing. Title, author, date and address are those of the package document.
func book(src string) (text.Document, error) {
	c, err := openContainer(src)
	if err != nil {
		return text.Document{}, err
	}
	where, err := packagePath(c)
	if err != nil {
		return text.Document{}, err
	}
	raw, err := c.need(where)
	if err != nil {
		return text.Document{}, err
	}
	pack, err := readPackage(raw)
	if err != nil {
		return text.Document{}, err
	}
	locked, _, err := c.part("META-INF/encryption.xml")
	if err != nil {
		return text.Document{}, err
	}
	var parts []string
	for _, href := range pack.chapters {
		name, err := url.PathUnescape(href)
		if err != nil {
			name = href
		}
		name = path.Join(path.Dir(where), name)
		if strings.Contains(locked, `"`+name+`"`) {
			return text.Document{}, errors.New("its chapters are encrypted (DRM)")
		}
		chapter, ok, err := c.part(name)
		if err != nil {
			return text.Document{}, err
		}
		if !ok {
			return text.Document{}, fmt.Errorf("it is damaged: its chapter %s is missing", path.Base(name))
		}
		root, err := parseHTML(chapter)
		if err != nil {
			return text.Document{}, fmt.Errorf("its chapter %s: %w", path.Base(name), err)
		}
		for _, b := range blocksOf(root, besideChapter) {
			parts = append(parts, b.text)
		}
	}
	return text.Document{Title: pack.title, Author: pack.author, Date: pack.date, URL: pack.url, Text: strings.Join(parts, "\n\n")}, nil
}

// besideChapter reports whether an element of a chapter is none of its text.
func besideChapter(n *html.Node) bool {
	if n.DataAtom == atom.Nav || n.DataAtom == atom.Sup && first(n, isElement(atom.A)) != nil {
		return true
	}
	kinds := strings.Fields(attr(n, "epub:type") + " " + attr(n, "role"))
	return slices.ContainsFunc(kinds, func(k string) bool {
		k = strings.TrimPrefix(k, "doc-")
		return k == "pagebreak" || k == "noteref" || k == "footnote" || k == "footnotes" || k == "endnotes" || k == "endnote" || k == "rearnotes" || k == "toc" || k == "index"
	})
}

// packagePath returns the name of the part that lists the others.
func packagePath(c *container) (string, error) {
	raw, err := c.need("META-INF/container.xml")
	if err != nil {
		return "", err
	}
	where := ""
	err = eachTag(raw, func(t xml.StartElement) bool {
		if t.Name.Local == "rootfile" && where == "" {
			where = xmlAttr(t, "full-path")
		}
		return true
	}, func(xml.EndElement) {}, func(string) {})
	if err == nil && where == "" {
		err = errors.New("it is damaged: it does not say where its package document is")
	}
	return where, err
}

// pack is what a package document says.
type pack struct {
	title, author, date, url string
	chapters                 []string // paths from the package document
}

func readPackage(raw string) (*pack, error) {
	p := &pack{}
	paths := map[string]string{} // of parts by their IDs
	var cur strings.Builder
	var authors []string
	event := "" // of a date, in EPUB 2: "publication", "modification"
	err := eachTag(raw, func(t xml.StartElement) bool {
		cur.Reset()
		event = xmlAttr(t, "event")
		switch t.Name.Local {
		case "item":
			if kind := xmlAttr(t, "media-type"); strings.Contains(kind, "html") && !strings.Contains(" "+xmlAttr(t, "properties")+" ", " nav ") {
				paths[xmlAttr(t, "id")] = xmlAttr(t, "href")
			}
		case "itemref":
			if href := paths[xmlAttr(t, "idref")]; href != "" && xmlAttr(t, "linear") != "no" {
				p.chapters = append(p.chapters, href)
			}
		}
		return true
	}, func(t xml.EndElement) {
		s := strings.Join(strings.Fields(cur.String()), " ")
		switch t.Name.Local {
		case "title":
			p.title = firstOf(p.title, s)
		case "creator":
			authors = append(authors, s)
		case "date":
			if event == "publication" {
				p.date = firstOf(dayIn(s), p.date)
			} else if event == "" {
				p.date = firstOf(p.date, dayIn(s))
			}
		case "identifier", "source":
			p.url = firstOf(p.url, WebAddress(s))
		}
	}, func(s string) { cur.WriteString(s) })
	p.author = strings.Join(authors, ", ")
	if err == nil && len(p.chapters) == 0 {
		err = errors.New("it is damaged: its package document lists no chapters")
	}
	return p, err
}
