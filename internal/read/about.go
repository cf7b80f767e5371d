package read

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// programAuthors are what programs write for an author's name where nobody has told them
// one, in small letters.
var programAuthors = map[string]bool{
	"administrator": true, "admin": true, "apache poi": true, "author": true, "default": true, "microsoft office user": true, "none": true,
	"owner": true, "python-docx": true, "root": true, "unknown": true, "unnamed": true, "user": true, "windows user": true,
}

// fileAuthor returns the author that a file's properties name, "" where it is a
// program's word for nobody.
func fileAuthor(s string) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	if programAuthors[strings.ToLower(s)] {
		return ""
	}
	return s
}

// WebAddress returns s where it is the address of a page, whole, and "" otherwise.
func WebAddress(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return ""
	}
	return s
}
