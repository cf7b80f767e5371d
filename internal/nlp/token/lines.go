package token

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is a stretch of text that no sentence reaches out of: a headline, a list
// item, a paragraph over one line or many. The bounds are bytes.
type block struct{ start, end int }

// lines cuts a text into blocks.
type lines struct {
	doc   string
	i     int
	width int  // of a text wrapped by hard line ends, in code points; 0 for others
	small bool // no line begins with a capital, as people chat
}

func newLines(doc string) *lines {
	return &lines{doc: doc, width: wrapWidth(doc), small: allSmall(doc)}
}

// next returns the next block, false at the end of the text.
func (l *lines) next() (block, bool) {
	for l.i < len(l.doc) {
		start := l.i
		line := l.line()
		if strings.TrimSpace(line) == "" {
			continue
		}
		top := line
		for l.i < len(l.doc) && l.goesOn(top, line, lineAt(l.doc, l.i)) {
			line = l.line()
		}
		return block{start, l.i}, true
	}
	return block{}, false
}

// line steps over a line and returns it without its end.
func (l *lines) line() string {
	line := lineAt(l.doc, l.i)
	l.i = min(l.i+len(line)+1, len(l.doc))
	return line
}

// lineAt returns the line that begins at byte i.
func lineAt(doc string, i int) string {
	if n := strings.IndexByte(doc[i:], '\n'); n >= 0 {
		return doc[i : i+n]
	}
	return doc[i:]
}

// goesOn reports whether the line end between a and b merely wraps a paragraph,
// whose first line is top.
//
// In a text wrapped at some width it does where b's first word would not have
// fitted onto a. Elsewhere a line is a paragraph, unless the second goes on in
// small letters from a first that nothing closes.
func (l *lines) goesOn(top, a, b string) bool {
	deeper := indent(b) > indent(top)
	a, b = strings.TrimRight(a, spaces), strings.TrimSpace(b)
	if b == "" || ruled(a) || ruled(b) || labelledLine(b) && labelledLine(top) {
		return false
	}
	full := l.width > 0 && fills(a, b, l.width)
	if bulleted(b) {
		return full && !closed(a) && !strings.ContainsRune(bullets, first(b))
	}
	switch {
	case addressLine(b) && !strings.HasSuffix(a, ":") && !leads[strings.ToLower(lastWord(a))]:
		return false
	case full, strings.ContainsRune("!?,;)", first(b)), hanging[lastWord(a)], titles[lastWord(a)]:
		return true
	case deeper && bulleted(strings.TrimSpace(top)): // an item over several lines
		return true
	}
	return unicode.IsLower(first(b)) && !closed(a) && !l.small
}

// addressLine reports whether a line is a web address and nothing else.
func addressLine(line string) bool { return scheme(line) && !strings.Contains(line, " ") }

// indent counts the white space that a line begins with.
func indent(line string) int { return len(line) - len(strings.TrimLeft(line, spaces)) }

// labelledLine reports whether a line begins with who speaks or what is told, as
// in a chat or the head of an e-mail: "Subject: x", "[10:15] ann: x", "<ann> x".
// Two such lines are two things, whatever letters they begin with.
func labelledLine(line string) bool {
	line = strings.TrimSpace(line)
	head := line[:min(len(line), longestLabel)]
	if strings.HasPrefix(head, "<") {
		return strings.Contains(head, "> ")
	}
	label, _, ok := strings.Cut(head, ": ")
	if !ok {
		label, ok = strings.CutSuffix(line, ":")
	}
	if !ok || len(label) > longestLabel {
		return false
	}
	words := 0
	for _, w := range strings.Fields(label) {
		if isLetter(w[0]) {
			words++
		}
	}
	return 1 <= words && words <= 3 && !strings.ContainsAny(label, ".?!\"“”")
}

// longestLabel bounds the label of a line, in bytes.
const longestLabel = 48

// lastWord returns what stands behind the last space of a line.
func lastWord(line string) string { return line[strings.LastIndexByte(line, ' ')+1:] }

// fills reports whether line a has no room left for the first word of line b.
func fills(a, b string, width int) bool {
	word, _, _ := strings.Cut(b, " ")
	return utf8.RuneCountInString(a)+1+utf8.RuneCountInString(word) > width
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// bullets open an item of a list and nothing else.
const bullets = "•▪‣●○◦·■□►▶✓✔➤"

const spaces = " \t\r\u00a0"

// closed reports whether a line ends as a sentence, or a clause that opens a list,
// does.
func closed(line string) bool {
	line = strings.TrimRight(line, spaces+`"'”’)]»`)
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".?!:;…", r)
}

// bulleted reports whether a line begins as an item of a list: "• x", "- x",
// "3. x", "b) x".
func bulleted(line string) bool {
	mark, _, ok := strings.Cut(line, " ")
	if !ok && len(mark) > 12 {
		return false
	}
	if r, n := utf8.DecodeRuneInString(mark); strings.ContainsRune(bullets, r) {
		return true
	} else if n == len(mark) && strings.ContainsRune("-*–—+o>#", r) {
		return ok
	}
	if len(mark) < 2 || len(mark) > 4 || !ok {
		return false
	}
	body, end := mark[:len(mark)-1], mark[len(mark)-1]
	switch {
	case end != '.' && end != ')':
		return false
	case strings.Trim(body, "0123456789") == "":
		return true
	default:
		return end == ')' && len(body) == 1 && body[0]|0x20 >= 'a' && body[0]|0x20 <= 'z'
	}
}

// ruled reports whether a line is drawn, not written: "-----", "* * *".
func ruled(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) >= 3 && strings.Trim(line, "-=_*~#+ ") == ""
}

// allSmall reports whether doc has two lines or more, all short, and none of them
// begins with a capital. Then a small letter is no sign that a line goes on.
func allSmall(doc string) bool {
	n := 0
	for i := 0; i < min(len(doc), sampled); {
		line := lineAt(doc, i)
		i += len(line) + 1
		line = strings.TrimLeft(line, spaces+"\"'“‘(>*-•")
		if unicode.IsUpper(first(line)) || utf8.RuneCountInString(line) > narrowest {
			return false
		}
		if line != "" {
			n++
		}
	}
	return n > 1
}

// sampled bounds the text that wrapWidth looks at, in bytes: enough to know.
const sampled = 1 << 18

// The widths that people and programs wrap text at lie between these, in code
// points. A news headline is shorter, a paragraph on one line longer.
const narrowest, widest = 50, 120

// wrapWidth returns the width that doc is wrapped at, and 0 where line ends part
// its paragraphs. It counts over all pairs of adjacent lines: in a wrapped text
// nearly all first lines are so full that the second's first word had no room.
func wrapWidth(doc string) int {
	doc = doc[:min(len(doc), sampled)]
	var lengths []int
	var long, all int
	eachLine(doc, func(line string) {
		n := utf8.RuneCountInString(line)
		all += n
		switch {
		case n > widest && strings.Contains(line, " "):
			long += n
		case n > 0:
			lengths = append(lengths, n)
		}
	})
	if len(lengths) == 0 || long*5 > all {
		return 0
	}
	slices.Sort(lengths)
	width := lengths[(len(lengths)-1)*98/100]
	if width < narrowest {
		return 0
	}
	full, pairs, broken := countFull(doc, width)
	// One or two full lines prove nothing, unless a sentence plainly runs over
	// the line end.
	if full*2 < pairs || full < 3 && broken == 0 {
		return 0
	}
	return width
}

// countFull counts the pairs of adjacent lines, those whose first is full, and
// among these the ones that a sentence runs across.
func countFull(doc string, width int) (full, pairs, broken int) {
	prev := ""
	eachLine(doc, func(line string) {
		line = strings.TrimSpace(line)
		if prev != "" && line != "" && !bulleted(line) {
			pairs++
			if fills(prev, line, width) {
				full++
				if unicode.IsLower(first(line)) && !closed(prev) {
					broken++
				}
			}
		}
		prev = line
	})
	return full, pairs, broken
}

func eachLine(doc string, f func(string)) {
	for i := 0; i < len(doc); {
		line := lineAt(doc, i)
		f(line)
		i += len(line) + 1
	}
}
