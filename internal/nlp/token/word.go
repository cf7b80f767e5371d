package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordLen is the length of the word at byte i, in bytes: letters and digits, and
// the marks between them that belong inside.
func (s *scanner) wordLen(i, end int) int {
	w := s.doc[i:end]
	if n := phone(w); n > 0 {
		return n
	}
	n := 0
	for n < len(w) {
		r, size := utf8.DecodeRuneInString(w[n:])
		if isWord(r) {
			n += size
			continue
		}
		if n == 0 && r == '.' { // ".5"
			n++
			continue
		}
		inside := s.inside(w, n, r, size)
		if inside == 0 {
			break
		}
		n += inside
	}
	// Of two full stops after an abbreviation the second ends the sentence: "Inc..".
	// A comma straight after a full stop shows that it shortens the word: "Hosp.,".
	if n < len(w) && w[n] == '.' && stops(w[n:]) <= 2 && (abbreviation(w[:n], s.after(i+n+1)) || strings.HasPrefix(w[n:], ".,") && isLetter(w[0])) {
		n++
	}
	return n
}

// stops counts the full stops at the head of w.
func stops(w string) int { return len(w) - len(strings.TrimLeft(w, ".")) }

// inside returns how many bytes from n on join w[:n] to what follows, where a mark
// r of the given size stands at n. 0 means that the word ends before it.
func (s *scanner) inside(w string, n int, r rune, size int) int {
	if n+size >= len(w) {
		if r == '/' && strings.EqualFold(w[:n], "w") { // "w/": with
			return size
		}
		return 0
	}
	prev, _ := utf8.DecodeLastRuneInString(w[:n])
	next, _ := utf8.DecodeRuneInString(w[n+size:])
	digits := unicode.IsDigit(prev) && unicode.IsDigit(next)
	switch r {
	case '\'', '’', '`':
		if unicode.IsLetter(next) && isWord(prev) {
			return size
		}
	case '.':
		if digits || acronym(w, n) {
			return size
		}
	case ',':
		if digits && grouped(w, n) {
			return size
		}
	case ':':
		if digits {
			return size
		}
	case '/':
		if digits || slashed(w, n) {
			return size
		}
	case '&':
		if unicode.IsUpper(prev) && unicode.IsUpper(next) && n <= 4 {
			return size
		}
	case '*', '@':
		if unicode.IsLetter(prev) && unicode.IsLetter(next) {
			return size
		}
	case '-':
		if unicode.IsLetter(next) && prefixes[strings.ToLower(w[:n])] || coded(w, n) {
			return size
		}
	}
	return 0
}

// coded reports whether the hyphen at w[n] joins an acronym to the one letter or
// the number that makes it another name: "IS-K", "F-16", "COVID-19". Cut there,
// "IS" reads as a verb. "US-UK" joins two names and is cut.
func coded(w string, n int) bool {
	for i := 0; i < n; i++ {
		if !isUpper(w[i]) && !isDigit(w[i]) {
			return false
		}
	}
	m := n + 1
	for m < len(w) && (isLetter(w[m]) || isDigit(w[m])) {
		m++
	}
	tail := w[n+1 : m]
	if n == 0 || n > 6 || !isUpper(w[0]) || len(tail) == 0 {
		return false
	}
	if len(tail) == 1 {
		return isUpper(tail[0]) || isDigit(tail[0])
	}
	return len(tail) <= 3 && strings.Trim(tail, "0123456789") == ""
}

// acronym reports whether the full stop at w[n] stands between single letters, as
// in "U.S" or "e.g", or in a known word such as "Ph.D".
func acronym(w string, n int) bool {
	next := w[n+1:]
	if strings.EqualFold(w[:n], "ph") && strings.HasPrefix(next, "D") {
		return true
	}
	if !lone(w[:n]) {
		return false
	}
	return isLetter(next[0]) && (len(next) == 1 || !isLetter(next[1]) && !isDigit(next[1]))
}

// lone reports whether what stands before a full stop ends in a single letter:
// "U", "U.S".
func lone(w string) bool {
	n := len(w)
	return n > 0 && isLetter(w[n-1]) && (n == 1 || w[n-2] == '.')
}

// grouped reports whether three digits and no more follow the comma at w[n].
func grouped(w string, n int) bool {
	d := 0
	for d < len(w)-n-1 && isDigit(w[n+1+d]) {
		d++
	}
	return d == 3
}

// slashed reports whether the slash at w[n] is part of a shortened word: "w/o",
// "c/o", "b/c", "s/he", "a/c".
func slashed(w string, n int) bool {
	head := strings.ToLower(w[:n])
	tail := strings.ToLower(w[n+1:])
	k := 0
	for k < len(tail) && isLetter(tail[k]) {
		k++
	}
	switch tail = tail[:k]; head {
	case "w":
		return tail == "o" || tail == "out"
	case "c":
		return tail == "o"
	case "b":
		return tail == "c"
	case "n":
		return tail == "a"
	case "s":
		return tail == "he"
	case "a", "p", "l", "i":
		return tail == "c"
	}
	return false
}

// phone returns the length of a number or date in hyphenated groups: "713-853-3989",
// "345-9945", "5-3264", "11-20-2000", "2001-05-04". Spans of years ("1979-89") are none.
func phone(w string) int {
	var groups []int
	n, digits := 0, 0
	for n < len(w) && (isDigit(w[n]) || w[n] == '-') {
		if w[n] == '-' {
			groups, digits = append(groups, digits), 0
		} else {
			digits++
		}
		n++
	}
	if n < len(w) && isWord(first(w[n:])) || len(groups) == 0 {
		return 0
	}
	groups = append(groups, digits)
	last, lead := groups[len(groups)-1], groups[0]
	switch {
	case len(groups) == 2 && (lead == 3 || lead == 1) && last == 4:
	case len(groups) >= 3 && lead <= 4 && last >= 1 && (last == 4 || lead == 4 && last == 2 || lead <= 2 && last == 2):
	default:
		return 0
	}
	return n
}

// abbreviation reports whether the full stop after w belongs to it. next is the
// first rune of what follows, after spaces; 0 at the end of the block.
func abbreviation(w string, next rune) bool {
	switch {
	case lone(w) && len(w) > 1: // "U.S."
		return true
	case len(w) == 1 && isUpper(w[0]): // an initial
		return next != 0 && w != "I" && (unicode.IsUpper(next) || next == ',' || unicode.IsLower(next) || unicode.IsDigit(next) && strings.Contains("NSEW", w))
	case abbreviations[w], shouted[w]:
		return true
	case numbered[w]:
		return unicode.IsDigit(next)
	case dayNames[w]:
		return unicode.IsDigit(next) || next == ','
	}
	return strings.HasSuffix(w, "Ph.D")
}

// after returns the first rune at or after byte i of the block that is no space.
func (s *scanner) after(i int) rune {
	for i < s.end {
		r, n := utf8.DecodeRuneInString(s.doc[i:s.end])
		if !isSpace(r) {
			return r
		}
		i += n
	}
	return 0
}
