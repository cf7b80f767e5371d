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
			s.cutWord(start, start+m) // "I'd've" has another
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
	if n == 0 || n == len(w) || !isDigit(w[n-1]) || !units[strings.ToLower(w[n:])] || generation(w) {
		return 0
	}
	return n
}

// generation reports whether w names a mobile network, no weight: "3G", "5G".
func generation(w string) bool { return len(w) == 2 && '2' <= w[0] && w[0] <= '6' && w[1] == 'G' }

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

// twas returns the length of "tis", "twas", "twill" or "twould" at the head of w,
// which stands behind an apostrophe, and 0 where there is another word.
func twas(w string) int {
	k := 0
	for k < len(w) && isLetter(w[k]) {
		k++
	}
	if k < 3 || k < len(w) && isWord(first(w[k:])) {
		return 0
	}
	switch strings.ToLower(w[:k]) {
	case "tis", "twas", "twill", "twould":
		return k
	}
	return 0
}

// letters adds a word without apostrophes, cut where several are written as one:
// "cannot", "gonna", "dont", "dunno".
func (s *scanner) letters(start, end int) {
	w := s.doc[start:end]
	at := fused(w)
	switch {
	case len(w) == 3 && strings.EqualFold(w, "its") && afterIts[s.wordAfter(end)]:
		at = itsCut
	case len(w) == 4 && strings.EqualFold(w, "your") && afterYour[s.wordAfter(end)]:
		at = yourCut
	}
	if len(at) == 0 {
		s.add(start, end)
		return
	}
	s.add(start, start+at[0])
	for i, n := range at {
		to := end
		if i+1 < len(at) {
			to = start + at[i+1]
		}
		s.addJoined(start+n, to)
	}
}

// Where "its" and "your" are cut, meant as "it's" and "you're".
var itsCut, yourCut = []int{2}, []int{3}

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

// fused returns where words begin in several written as one, after the first.
func fused(w string) []int {
	if len(w) > longestFused || len(w) < 2 {
		return nil
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
