package read

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joinLines makes paragraphs of lines. A paragraph ends where the next line is set
// further below than its lines are apart, in another size, indented, or where its
// last line is short and ends a sentence. It goes on in the next column and on the
// next page where its sentence is not at its end.
func joinLines(pages [][]line, body float64) []string {
	j := &joiner{body: body, whole: wordsOf(pages), lead: leading(pages)}
	for _, lines := range pages {
		text, notes := withoutNotes(lines, body)
		for _, l := range text {
			j.line(l)
		}
		j.last = nil // the next page begins above
		if len(notes) > 0 {
			n := &joiner{body: body, whole: j.whole, lead: j.lead}
			for _, l := range notes {
				n.line(l)
			}
			n.end()
			j.notes = append(j.notes, n.out...)
		}
	}
	j.end()
	return j.out
}

// withoutNotes parts the notes at the foot of a page from its text: lines in smaller
// letters below it. A sentence may go on behind them on the next page.
func withoutNotes(lines []line, body float64) (text, notes []line) {
	n := len(lines)
	for n > 0 && lines[n-1].size < 0.92*body {
		n--
	}
	if n == 0 {
		return lines, nil
	}
	return lines[:n], lines[n:]
}

type joiner struct {
	body  float64
	lead  float64        // from base line to base line, in sizes
	whole map[string]int // words that stand within lines, in small letters
	out   []string
	notes []string // of pages, until the paragraph ends that goes on behind them
	cur   string
	size  float64
	last  *line // the line before in the same column
}

// line takes a line.
func (j *joiner) line(l line) {
	if l.text == "" {
		return
	}
	if j.cur != "" && j.parts(l) {
		j.end()
	}
	j.add(l.text)
	j.size = l.size
	j.last = &l
}

// parts reports whether l begins a new paragraph.
func (j *joiner) parts(l line) bool {
	first, _ := utf8.DecodeRuneInString(l.text)
	if math.Abs(l.size-j.size) > 0.08*max(l.size, j.size) {
		return true
	}
	if j.last == nil || l.y > j.last.y || l.left > j.last.right { // another page or column
		return !openEnded(j.cur) && !unicode.IsLower(first)
	}
	gap := (j.last.y - l.y) / l.size
	switch {
	case gap > max(1.25*j.lead, j.lead+0.35):
		return true
	case bullet(l.text):
		return true
	case unicode.IsLower(first):
		return false
	case l.x0 > j.last.x0+0.7*l.size && j.last.x0 < l.left+0.5*l.size:
		// Indented: by itself, or as all lines of a quotation are.
		return true
	}
	short := j.last.x1 < l.right-max(3*l.size, 0.12*(l.right-l.left))
	return short && !openEnded(j.cur)
}

// openEnded reports whether text ends within a sentence.
func openEnded(s string) bool {
	s = strings.TrimRight(s, `"'”’)]`)
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(".!?:;…", last)
}

func bullet(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("•▪●○■‣◦–—*-", r) && strings.HasPrefix(s[n:], " ")
}

// add joins a line to the paragraph. A hyphen at the end of a line goes, unless the
// word has it in the middle of lines too.
func (j *joiner) add(s string) {
	head, ok := strings.CutSuffix(j.cur, "-")
	first, _ := utf8.DecodeRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(head)
	switch {
	case j.cur == "":
		j.cur = s
	case !ok || !unicode.IsLetter(before) && !unicode.IsDigit(before):
		j.cur += " " + s
	case !unicode.IsLower(first) || unicode.IsDigit(before):
		j.cur += s // "Austro-" before "Hungarian"
	default:
		if j.hyphenated(head, s) {
			j.cur += s
		} else {
			j.cur = head + s
		}
	}
}

// hyphenated reports whether the word that ends head and begins tail is written with
// a hyphen elsewhere, and not without.
func (j *joiner) hyphenated(head, tail string) bool {
	a, b := strings.ToLower(lastWord(head)), strings.ToLower(firstWord(tail))
	return j.whole[a+"-"+b] > j.whole[a+b] || strings.Contains(a, "-")
}

func isPartOfWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '’' || r == '\''
}

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !isPartOfWord(r) })
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !isPartOfWord(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

func (j *joiner) end() {
	if s := strings.Join(strings.Fields(j.cur), " "); s != "" {
		j.out = append(j.out, s)
	}
	j.out = append(j.out, j.notes...)
	j.cur, j.notes = "", nil
}

// wordsOf counts the words that stand whole within lines.
func wordsOf(pages [][]line) map[string]int {
	whole := map[string]int{}
	for _, lines := range pages {
		for _, l := range lines {
			for w := range strings.FieldsFuncSeq(strings.ToLower(l.text), func(r rune) bool { return !isPartOfWord(r) }) {
				whole[w]++
			}
		}
	}
	return whole
}

// leading returns how far lines are apart, in sizes: the median.
func leading(pages [][]line) float64 {
	var gaps []float64
	for _, lines := range pages {
		for i := 1; i < len(lines); i++ {
			a, b := lines[i-1], lines[i]
			if gap := (a.y - b.y) / b.size; gap > 0.8 && gap < 2.5 && math.Abs(a.size-b.size) < 0.5 {
				gaps = append(gaps, gap)
			}
		}
	}
	if len(gaps) == 0 {
		return 1.2
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}
