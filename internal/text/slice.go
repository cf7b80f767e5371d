package text

import "unicode/utf8"

// step is how many code points lie between two marks of an Index: small enough
// that a slice walks a few dozen bytes at most.
const step = 64

// Index finds code points in a string. Build it once for each document; it is
// immutable and safe for concurrent use.
type Index struct {
	text  string
	ascii bool
	marks []int // byte offset of every step-th code point
	runes int
}

// NewIndex returns the index of s. An invalid byte counts as one code point, as
// it does in a range loop.
func NewIndex(s string) *Index {
	x := &Index{text: s}
	for i := range s {
		if x.runes%step == 0 {
			x.marks = append(x.marks, i)
		}
		x.runes++
	}
	x.ascii = x.runes == len(s)
	return x
}

// Len returns the number of code points.
func (x *Index) Len() int { return x.runes }

// Byte returns the byte offset of code point p; the length of the text for any
// p at or past its end.
func (x *Index) Byte(p int) int {
	if p >= x.runes {
		return len(x.text)
	}
	if x.ascii {
		return p
	}
	at := x.marks[p/step]
	for n := p % step; n > 0; n-- {
		_, size := utf8.DecodeRuneInString(x.text[at:])
		at += size
	}
	return at
}

// Slice returns the words of a span.
func (x *Index) Slice(s Span) string { return x.text[x.Byte(s.Start):x.Byte(s.End)] }
