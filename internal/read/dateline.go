package read

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text without metadata tells its day in a line of its own between its title and its
// first paragraph: "26 March 2024", "Kabul, Sept. 3, 2021".

const (
	// datelineLines is among how many lines at its beginning a text's date is looked for.
	datelineLines = 5
	// datelineRunes is the most that such a line has: what is longer is a paragraph.
	datelineRunes = 80
	// chronicleLines is how far a text is looked at for more lines of the kind.
	chronicleLines = 200
)

// dateline returns the day that the line of a text tells which is hardly more than a
// date; "" where none of the first few does, or where several lines of the text are
// such, for then it is a chronicle, of which each tells the day of what follows it.
func dateline(src string) string {
	day, lines := "", 0
	opening := true
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if lines++; lines > chronicleLines {
			break
		}
		short := utf8.RuneCountInString(line) <= datelineRunes
		switch {
		case short && isDateline(line):
			if day != "" || !opening || lines > datelineLines {
				return ""
			}
			day = dayIn(line)
		case short && opening && day == "" && lines <= datelineLines:
			day = dayIn(dateBeside(line))
		case !short:
			opening = false
		}
	}
	return day
}

// isDateline reports whether a line is a day, with a time or a place perhaps.
func isDateline(line string) bool { return namesBesideDay(line) <= 2 }

// isDay reports whether a line is a day alone, which is no title.
func isDay(line string) bool { return namesBesideDay(line) == 0 }

// namesBesideDay returns how many names stand in a line that is otherwise no more than a
// day; many for any other line, and for the day of the last change.
func namesBesideDay(line string) (names int) {
	const many = 99
	if dayIn(line) == "" || changeLine.MatchString(line) || strings.HasSuffix(line, ".") {
		return many
	}
	rest := withoutDays(line)
	for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }) {
		first, _ := utf8.DecodeRuneInString(w)
		switch small := strings.ToLower(w); {
		case small == "from": // and to when
			return many
		case dateWords[small] || besideDay[small]:
		case unicode.IsUpper(first):
			names++
		default:
			return many
		}
	}
	return names
}

// besideDay are small words that stand beside a day or a time of it.
var besideDay = set("on at in am pm utc est edt cet bst ist")

// dateBeside returns the part of a line that is a day where the rest of it is of the kind
// that stands there: "Analysis | Ann Roe | 3 December 2020", "By Ann Roe, 3 December 2020".
func dateBeside(line string) string {
	if changeLine.MatchString(line) {
		return ""
	}
	parts := besideDate.Split(line, -1)
	if strings.HasPrefix(strings.ToLower(line), "by ") {
		parts = strings.SplitN(line, ",", 2)
	}
	found := ""
	for i, part := range parts {
		if dayIn(part) == "" {
			continue
		}
		if i == 0 || found != "" || !isDateline(part) {
			return "" // from one day to another, or what happened on it
		}
		found = part
	}
	return found
}

// besideDate parts what stands in one line below a title.
var besideDate = regexp.MustCompile(`\s*[|•·]\s*|\s+[-–—]+\s+`)

// changeLine opens a line about when a text was changed.
var changeLine = regexp.MustCompile(`(?i)\b(?:updated|edited|modified|changed|reviewed)\b`)
