package collect

import (
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// storable says what of a document no workspace can keep, "" where it is sound.
func storable(d *text.Document) string {
	switch {
	case d.ID != read.ID(d):
		return "its ID is not that of its content"
	case len(d.Sources) != 1 || d.Sources[0].Name == "":
		return "it has no source"
	case !utf8.ValidString(d.Text + d.Title + d.Author + d.Sources[0].Name):
		return "it is not UTF-8"
	case strings.Contains(d.Text, "\r"):
		return "it has foreign line ends"
	case strings.Contains(d.Title+d.Author+d.Sources[0].Name, "\n"):
		return "what is said of it has several lines"
	}
	return ""
}
