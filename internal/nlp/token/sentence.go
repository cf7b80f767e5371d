package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// breaks returns the ends of the sentences among the pieces gathered, as indexes
// into them. Unless the block is at its end, the last sentence waits for the rest.
func (s *scanner) breaks(atEnd bool) []int {
	s.look()
	ends := s.ends[:0]
	from := 0
	for i := 1; i < len(s.pieces); i++ {
		if i-from >= maxSentence || s.candidate(i) && s.model.score(s.features(from, i)) > 0 {
			ends = append(ends, i)
			from = i
		}
	}
	if atEnd && from < len(s.pieces) {
		ends = append(ends, len(s.pieces))
	}
	s.ends = ends
	return ends
}

// candidate reports whether a sentence could end before piece i: there is a space
// or a full stop, and not merely a small letter after a word.
func (s *scanner) candidate(i int) bool {
	prev, next := s.looks[i-1].shape, s.looks[i].shape
	if s.pieces[i].joined || s.pieces[i].gap == none && (prev != stop && prev != bang && prev != dots || next == closing) {
		return false
	}
	return next != lower || prev >= firstMark
}

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

// features lists what speaks for or against a sentence end before piece i, for a
// sentence that began at from: hashes into the model's table.
func (s *scanner) features(from, i int) []uint32 {
	at := func(k int) look {
		if k < 0 || k >= len(s.looks) {
			return look{}
		}
		return s.looks[k]
	}
	a, b, c, d := at(i-3), at(i-2), at(i-1), at(i) // c | d
	e, f := at(i+1), at(i+2)
	h := bag{out: s.feats[:0]}
	shapes := uint32(b.shape)<<10 | uint32(c.shape)<<5 | uint32(d.shape)
	gap := uint32(min(s.pieces[i].gap, wide))
	open := s.open(from, i)
	length := bucket(i - from)
	rest, end := s.rest(i)

	h.add(c.word)
	h.add(d.word)
	h.add(c.word, d.word)
	h.add(b.word, c.word)
	h.add(d.word, e.word)
	h.add(b.word, uint32(c.shape), uint32(d.shape))
	h.add(c.word, uint32(d.shape))
	h.add(uint32(c.shape), d.word)
	h.add(uint32(c.shape), uint32(d.shape), e.word)
	h.add(shapes, gap)
	h.add(shapes, uint32(a.shape))
	h.add(shapes, uint32(e.shape))
	h.add(uint32(c.shape)<<10|uint32(d.shape)<<5|uint32(e.shape), uint32(f.shape))
	h.add(uint32(c.shape)<<5|uint32(d.shape), length)
	h.add(uint32(c.shape)<<5|uint32(d.shape), rest, end)
	h.add(uint32(c.shape)<<5|uint32(d.shape), open, uint32(s.pieces[i-1].gap))
	h.add(uint32(c.shape)<<5|uint32(d.shape), uint32(at(from).shape), min(length, 3))
	h.add(length, rest, uint32(c.shape)<<5|uint32(d.shape))
	h.add(at(from).word, uint32(c.shape))
	h.add(open, d.word)
	h.add(length, d.word)
	h.add(suffix(s.form(s.pieces[i-1])), uint32(d.shape))
	h.add(gap, open, end)
	s.feats = h.out
	return h.out
}

// open tells which brackets and quotation marks stand open before piece i, in a
// sentence that began at from.
func (s *scanner) open(from, i int) uint32 {
	brackets, quotes := 0, 0
	for k := max(from, i-60); k < i; k++ {
		switch s.looks[k].shape {
		case opening:
			brackets++
		case closing:
			brackets--
		case quote:
			quotes++
		}
	}
	var flags uint32
	if brackets > 0 {
		flags |= 1
	}
	if brackets < 0 {
		flags |= 4
	}
	return flags | uint32(quotes&1)<<1
}

// rest tells how far the next full stop is from piece i, and what kind of mark it
// is: 0 where the block ends without one.
func (s *scanner) rest(i int) (distance, mark uint32) {
	for k := i; k < len(s.looks) && k < i+40; k++ {
		if sh := s.looks[k].shape; sh == stop || sh == bang || sh == dots {
			return bucket(k - i), uint32(sh)
		}
	}
	return 15, 0
}

// bucket rounds a length to one of a few.
func bucket(n int) uint32 {
	switch {
	case n < 6:
		return uint32(n)
	case n < 12:
		return 6 + uint32(n-6)/3
	case n < 30:
		return 8 + uint32(n-12)/9
	}
	return 10
}

// suffix hashes the last three bytes of a form.
func suffix(form string) uint32 { return hashWord(form[max(0, len(form)-3):]) }

// bag gathers features: each is hashed with its own place in the list, so that the
// templates are told apart.
type bag struct {
	out  []uint32
	next uint32
}

func (b *bag) add(values ...uint32) {
	b.next++
	h := b.next * 0x9e3779b1
	for _, v := range values {
		h = (h ^ v) * 0x85ebca6b
		h ^= h >> 15
	}
	h *= 0xc2b2ae35
	b.out = append(b.out, h^h>>16)
}

// closes reports whether a token is a bracket or quotation mark that may follow a
// full stop within its sentence.
func closes(form string) bool {
	switch form {
	case `"`, "”", "’", "'", "''", "’’", ")", "]", "}", "»":
		return true
	}
	return false
}

// terminal reports whether a token is the mark that a sentence may end with.
func terminal(form string) bool {
	return form != "" && strings.Trim(form, ".?!…") == ""
}
