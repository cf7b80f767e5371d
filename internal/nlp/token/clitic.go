package token

import (
	"strings"
	"unicode/utf8"
)

// cutWord adds the word [start, end), cutting units and clitics off.
func (s *scanner) cutWord(start, end int) {
	w := s.doc[start:end]
	if n := measure(w); n > 0 {
		s.add(start, start+n)
		s.add(start+n, end)
		return
	}
	if strings.ContainsAny(w, "'’`") && decade(w) == 0 {
		if m := cliticStart(w); m > 0 {
			s.add(start, start+m)
			s.addJoined(start+m, end)
			return
		}
	}
	s.letters(start, end)
}

// decade returns the length of a year that an apostrophe shortens or makes a decade
// of, at the head of w: "'09", "'90s", "1990's". 0 where there is none.
func decade(w string) int {
	n := 0
	if r, size := utf8.DecodeRuneInString(w); isApostrophe(r) {
		n = size
	}
	from := n
	for n < len(w) && isDigit(w[n]) {
		n++
	}
	rest := w[n:]
	switch {
	case n-from != 2 && (n-from != 4 || from > 0):
		return 0
	case from == 0:
		if rest != "'s" && rest != "’s" {
			return 0
		}
		return len(w)
	case strings.HasPrefix(rest, "s"):
		n++
	}
	if n < len(w) && isWord(first(w[n:])) {
		return 0
	}
	return n
}

// measure returns where the unit begins in a number with a unit: "15km", "5pm",
// "40m". 0 where there is none.
func measure(w string) int {
	if !isDigit(w[0]) && w[0] != '.' {
		return 0
	}
	n := len(w)
	for n > 0 && isLetter(w[n-1]) {
		n--
	}
	if n == 0 || n == len(w) || !isDigit(w[n-1]) || !units[strings.ToLower(w[n:])] {
		return 0
	}
	return n
}

// cliticStart returns where the clitic begins in a word with an apostrophe: 2 in
// "don't", 6 in "Russia's". 0 where the apostrophe is the word's own ("o'clock").
func cliticStart(w string) int {
	n := strings.LastIndexAny(w, "'’`")
	_, size := utf8.DecodeRuneInString(w[n:])
	switch tail := w[n+size:]; strings.ToLower(tail) {
	case "t":
		if n > 1 && w[n-1]|0x20 == 'n' {
			return n - 1
		}
	case "s", "m", "d", "re", "ve", "ll":
		return n
	case "all": // y'all
		if n == 1 && w[0]|0x20 == 'y' {
			return n + size
		}
	}
	return 0
}

// cliticLen returns the length of a clitic that stands alone at the head of w, with
// its apostrophe: "'s", "'re", "'em". 0 where there is none.
func cliticLen(w string) int {
	_, size := utf8.DecodeRuneInString(w)
	k := size
	for k < len(w) && isLetter(w[k]) {
		k++
	}
	if k < len(w) && isWord(first(w[k:])) || !alone[strings.ToLower(w[size:k])] {
		return 0
	}
	return k
}

// letters adds a word without apostrophes, in two where two are written as one:
// "cannot", "gonna", "dont".
func (s *scanner) letters(start, end int) {
	w := s.doc[start:end]
	n := fused(w)
	switch { // "its not", "your the best": the apostrophe is missing
	case len(w) == 3 && strings.EqualFold(w, "its") && afterIts[s.wordAfter(end)]:
		n = 2
	case len(w) == 4 && strings.EqualFold(w, "your") && afterYour[s.wordAfter(end)]:
		n = 3
	}
	if n > 0 {
		s.add(start, start+n)
		s.addJoined(start+n, end)
		return
	}
	s.add(start, end)
}

// wordAfter returns the ASCII letters that follow byte i and a space.
func (s *scanner) wordAfter(i int) string {
	if i >= s.end || s.doc[i] != ' ' {
		return ""
	}
	j := i + 1
	for j < s.end && isLetter(s.doc[j]) {
		j++
	}
	return s.doc[i+1 : j]
}

// longestFused is the length of the longest key of fusions.
const longestFused = 8

// fused returns where the second word begins in two written as one, 0 in others.
func fused(w string) int {
	if len(w) > longestFused || len(w) < 2 {
		return 0
	}
	var low [longestFused]byte
	for i := range len(w) {
		low[i] = w[i]
		if isUpper(w[i]) {
			low[i] |= 0x20
		}
	}
	return fusions[string(low[:len(w)])]
}
