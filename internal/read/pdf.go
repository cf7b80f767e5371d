package read

import (
	"errors"
	"regexp"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/pdf"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// isPDF reports whether data begins as a PDF file; some have a few bytes before.
func isPDF(data string) bool {
	if strings.HasPrefix(data, "%PDF-") {
		return true
	}
	head := data[:min(len(data), 1024)]
	return strings.Contains(head, "%PDF-1.") && strings.Contains(data[max(0, len(data)-2048):], "%%EOF")
}

// portable reads a PDF file: its paragraphs with a blank line between, columns one
// after the other, words that were parted at the ends of lines whole again. What
// stands at the head or the foot of page after page, page numbers, and what the file
// itself marks as no part of its text leave nothing. Title, author and date are those
// of the file's information, or else of its metadata, which may tell its address; without a title there, it is what is set largest on the
// first page. Of a damaged file it reads what is left, and the document tells of it.
func portable(src string) (text.Document, error) {
	f, err := pdf.Read(src)
	if errors.Is(err, pdf.ErrCut) {
		err = &CutError{err}
	}
	if err != nil {
		return text.Document{}, err
	}
	damage := lacks(&f.Damage)
	unknown := f.Unknown*2 > f.Shown
	switch {
	case damage != "" && (f.Shown == 0 || unknown):
		return text.Document{}, &CutError{errors.New(damage + "; in what is left no text can be found")}
	case f.Shown == 0:
		return text.Document{}, errors.New("there is no text in it, only pictures of pages: recognise them first (OCR)")
	case unknown:
		return text.Document{}, errors.New("it does not say which letters its fonts show: recognise its pages first (OCR)")
	}
	var pages [][]line
	for i := range f.Pages {
		pages = append(pages, pageLines(&f.Pages[i]))
	}
	pages = withoutFurniture(pages)
	body := bodySize(pages)
	parts := joinLines(pages, body)
	doc := text.Document{Title: infoTitle(f.Title), Author: fileAuthor(f.Author), Date: Stamp(pdfDay(f.Created)), URL: WebAddress(f.URL), Text: strings.Join(parts, "\n\n"), Damage: damage}
	if doc.Title == "" {
		doc.Title = largest(pages, body)
	}
	return doc, nil
}

// infoTitle returns a file's title, "" for what programs set by themselves: the name
// of the file that it was made of.
func infoTitle(s string) string {
	s = tidy(s)
	if programTitle.MatchString(s) || len(strings.Fields(s)) == 1 && strings.ContainsAny(s, "._0123456789") {
		return ""
	}
	return s
}

var programTitle = regexp.MustCompile(`(?i)^(?:microsoft (?:word|powerpoint) - |untitled|document ?\d*$|title$|slide \d|layout \d)|\.(?:docx?|indd|pdf|tex|dvi|qxd|rtf|odt|pptx?|ps)$`)

// pdfDay reads a date as PDF has it, "D:20240326101500+01'00'", or its metadata, in ISO
// 8601.
func pdfDay(s string) string {
	if day := isoDate(s); day != "" {
		return day
	}
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 {
		return ""
	}
	return dayOf(s[:4], s[4:6], s[6:8])
}

// largest returns the lines of the first page that are set largest, where they are
// larger than the text.
func largest(pages [][]line, body float64) string {
	if len(pages) == 0 {
		return ""
	}
	most := body * 1.15
	for _, l := range pages[0] {
		if l.size > most && len(strings.Fields(l.text)) > 1 {
			most = l.size
		}
	}
	var out []string
	for _, l := range pages[0] {
		if l.size >= most*0.98 && l.size > body*1.15 {
			out = append(out, l.text)
		} else if len(out) > 0 {
			break
		}
	}
	title := strings.Join(out, " ")
	if len(title) > 2*longestHeadline {
		return ""
	}
	return title
}
