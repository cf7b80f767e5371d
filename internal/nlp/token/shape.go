package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is the kind of a token as far as sentence ends go.
type shape uint8

const (
	nothing shape = iota // before the block, after its end
	lower
	title
	upper
	initial // "J.", "A"
	digits
	mixed
	short // an abbreviation with its full stop
	link
	stop // and from here on punctuation
	bang
	dots
	comma
	colon
	opening
	closing
	quote // straight: may open or close
	dash
	item
	symbol

	firstMark = stop
)

// look is what the classifier sees of a token.
type look struct {
	shape shape
	word  uint32 // hash of the form in small letters, digits as one
}

// look takes a look at all pieces gathered.
func (s *scanner) look() {
	s.looks = s.looks[:0]
	for _, p := range s.pieces {
		form := s.form(p)
		s.looks = append(s.looks, look{shapeOf(form), hashWord(form)})
	}
}

// shapeOf classes a token.
func shapeOf(form string) shape {
	r, n := utf8.DecodeRuneInString(form)
	switch {
	case unicode.IsLetter(r) && n == len(form):
		if unicode.IsUpper(r) {
			return initial
		}
		return lower
	case isWord(r):
		return wordShape(form, r)
	case n < len(form) && isWord(first(form[n:])): // "'s", ".5"
		return lower
	}
	switch r {
	case '.', '…', '?', '!':
		switch {
		case form == ".":
			return stop
		case strings.ContainsAny(form, "?!"):
			return bang
		}
		return dots
	case ',':
		return comma
	case ':', ';':
		if len(form) > 1 {
			return symbol
		}
		return colon
	case '(', '[', '{', '“', '‘', '«':
		return opening
	case ')', ']', '}', '”', '’', '»':
		return closing
	case '"', '\'', '`':
		return quote
	case '-', '–', '—':
		return dash
	case '*', '•', '·', '▪', '►', '>':
		return item
	}
	return symbol
}

// wordShape classes a token that begins with the letter or digit r.
func wordShape(form string, r rune) shape {
	var low, up, num, other bool
	for _, q := range form {
		switch {
		case unicode.IsLower(q):
			low = true
		case unicode.IsUpper(q):
			up = true
		case unicode.IsDigit(q):
			num = true
		default:
			other = true
		}
	}
	switch {
	case strings.HasSuffix(form, "."):
		if len(form) == 2 {
			return initial
		}
		return short
	case strings.Contains(form, "://") || strings.ContainsRune(form, '@') || strings.HasPrefix(form, "www."):
		return link
	case num && !low && !up:
		return digits
	case num || other && !low:
		return mixed
	case !up:
		return lower
	case !low:
		return upper
	case unicode.IsUpper(r):
		return title
	}
	return mixed
}

// hashWord hashes a form in small letters, every digit as 0 (FNV-1a).
func hashWord(form string) uint32 {
	h := uint32(2166136261)
	for i := range len(form) {
		c := form[i]
		if isUpper(c) {
			c |= 0x20
		} else if isDigit(c) {
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}
