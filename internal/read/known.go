package read

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Known reports whether a name's extension is one of Formats.
func Known(name string) bool {
	_, known := formatOf(name)
	return known
}

// Decode returns the text that data is, as File reads it. Where it is none, kind says
// what it looks like.
func Decode(data string) (src, kind string) { return decode(data) }

// Settle gives a document its language and its ID, once it has its text, title and
// date. A document without words is an *EmptyError that has its name; one in another
// language, unless opts allow any, a *LanguageError.
func Settle(name string, doc *text.Document, opts *Options) error {
	if !strings.ContainsFunc(doc.Text, isWord) {
		return &EmptyError{Name: name}
	}
	if doc.Language = foreign(doc.Text); doc.Language != "" && (opts == nil || !opts.AnyLanguage) {
		return &LanguageError{Name: name, Language: doc.Language}
	}
	doc.ID = ID(doc)
	return nil
}

// Shows reports whether the bytes of a source show that they are of one of Formats,
// whatever it is called.
func Shows(data string) bool {
	_, shown := formatBy(data)
	return shown
}

// Looks says what data that is of none of Formats looks like, "a PNG image"; "" for a
// text.
func Looks(data string) string {
	if kind := magic(data); kind != "" {
		return kind
	}
	_, kind := decode(data)
	return kind
}
