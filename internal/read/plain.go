package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// plain reads plain text: all of it is the document's text. The first line is the
// title where it looks like a headline, and a line below that is but a date is its date.
func plain(src string) (text.Document, error) {
	return text.Document{Title: headline(src), Date: dateline(src), Text: src}, nil
}

// longestHeadline is the most code points of a headline.
const longestHeadline = 160

// headline returns the first line of src that is not empty where it looks like a
// headline: short, not an item of a list, no full stop or comma at its end, and
// more text comes behind it. "" otherwise.
func headline(src string) string {
	line, rest, _ := strings.Cut(strings.TrimLeftFunc(src, unicode.IsSpace), "\n")
	line = strings.TrimSpace(line)
	if strings.TrimSpace(rest) == "" || utf8.RuneCountInString(line) > longestHeadline {
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	if strings.ContainsRune(".,;:-–—", last) || strings.ContainsAny(line[:1], "-*•#<>|=+") {
		return ""
	}
	if key, _, ok := strings.Cut(line, ": "); ok && headers[strings.ToLower(key)] {
		return ""
	}
	// A line that goes on in small letters on the next is a wrapped paragraph.
	if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLower(next) || !strings.ContainsFunc(line, unicode.IsLetter) {
		return ""
	}
	if kicker(line) || isDay(line) {
		if below := headline(rest); below != "" || isDay(line) {
			return below
		}
	}
	return strings.Join(strings.Fields(line), " ")
}

// kicker reports whether a line is a label above a headline: "BUSINESS | GAMES".
func kicker(line string) bool {
	return len(strings.Fields(line)) <= 3 && line == strings.ToUpper(line)
}

// headers open the first line of a message, which is no headline.
var headers = map[string]bool{"from": true, "to": true, "date": true, "sent": true, "subject": true, "received": true, "return-path": true}
