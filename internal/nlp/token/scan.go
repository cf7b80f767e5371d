package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a token before sentences are cut: bytes [start, end) of the text, code
// points [from, to).
type piece struct {
	start, end int
	from, to   int
	gap        gap  // what stands before it
	joined     bool // continues a surface word: "n't"
}

// gap is what parts a token from the one before it.
type gap uint8

const (
	none gap = iota
	space
	wide // several spaces, or a tab: a gap in a layout
	newline
)

// scanner cuts blocks into pieces. Its place is byte i; the code points are
// counted up to byte seenByte, which is where the last piece ended.
type scanner struct {
	doc      string
	i, end   int
	pieces   []piece
	seenByte int
	seenRune int
	gap      gap
	fresh    bool // no sentence of the block has been cut yet
	heading  bool // the block is a heading
	linked   bool // the word at hand may have an address in it
	quoted   bool // a single quotation mark is open
	model    *model
	looks    []look
	feats    []uint32
	ends     []int
}

// maxWord bounds what is taken between two spaces, in bytes, so that a text
// without any still comes in pieces. The longest URLs of a treebank are shorter.
const maxWord = 512

// seek begins a block.
func (s *scanner) seek(b block) {
	s.i, s.end = b.start, b.end
	s.pieces = s.pieces[:0]
	s.gap, s.fresh, s.quoted = none, true, false
}

// word takes in what stands up to the next white space.
func (s *scanner) word() {
	s.skip()
	start := s.i
	plain := true // ASCII letters alone
	for s.i < s.end && s.i-start < maxWord {
		c := s.doc[s.i]
		if c < utf8.RuneSelf {
			if c <= ' ' || c == 0x7f {
				break
			}
			plain = plain && isLetter(c)
			s.i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s.doc[s.i:s.end])
		if isSpace(r) {
			break
		}
		plain = false
		s.i += n
	}
	switch {
	case s.i == start:
	case plain:
		s.letters(start, s.i)
	default:
		s.mixed(start, s.i)
	}
}

// skip steps over white space and notes what it was.
func (s *scanner) skip() {
	for n := 0; s.i < s.end; n++ {
		r, size := utf8.DecodeRuneInString(s.doc[s.i:s.end])
		switch {
		case !isSpace(r):
			return
		case r == '\n':
			s.gap = newline
		case s.gap < wide:
			s.gap = space
			if n > 0 || r == '\t' {
				s.gap = wide
			}
		}
		s.i += size
	}
}

// isSpace holds for white space, and for control characters and invisible marks,
// which are no part of a word either.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	switch {
	case r == 0x200b, r == 0xfeff, r == 0x200e, r == 0x200f, // zero width, byte order, direction
		0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, 0x80 <= r && r <= 0x9f:
		return true
	}
	return unicode.IsSpace(r)
}

// add makes the bytes [start, end) a piece.
func (s *scanner) add(start, end int) {
	s.seenRune += utf8.RuneCountInString(s.doc[s.seenByte:start])
	from := s.seenRune
	s.seenRune += utf8.RuneCountInString(s.doc[start:end])
	s.seenByte = end
	s.pieces = append(s.pieces, piece{start: start, end: end, from: from, to: s.seenRune, gap: s.gap})
	s.gap = none
}

// addJoined adds a piece that continues the surface word before it.
func (s *scanner) addJoined(start, end int) {
	s.add(start, end)
	s.pieces[len(s.pieces)-1].joined = true
}

func (s *scanner) form(p piece) string { return s.doc[p.start:p.end] }

// mixed cuts a word that has more than letters in it.
func (s *scanner) mixed(start, end int) {
	if drawn(s.doc[start:end]) {
		s.add(start, end)
		return
	}
	w := s.doc[start:end]
	s.linked = strings.Contains(w, "@") || strings.Contains(w, ":/") || strings.Contains(w, "www.")
	for i := start; i < end; {
		i = s.next(start, i, end)
	}
}

// drawn reports whether a word is a line drawn with characters: "|---+--->".
func drawn(w string) bool { return len(w) >= 4 && strings.Trim(w, "-=_*|+<>~#^}{") == "" }

// next cuts one token off at i, within the word [start, end), and returns where it
// ends.
func (s *scanner) next(start, i, end int) int {
	rest := s.doc[i:end]
	r, size := utf8.DecodeRuneInString(rest)
	if free := i == start || s.opened(i); free || s.linked {
		if n := address(rest, free); n > 0 {
			s.add(i, i+n)
			return i + n
		}
	}
	if n := emoticon(rest, i == start || !s.wordBefore(i) || smile(rest) && !s.bracketed(i)); n > 0 {
		s.add(i, i+n)
		return i + n
	}
	switch {
	case isWord(r) || r == '.' && size < len(rest) && isDigit(rest[size]) && !s.wordBefore(i):
		j := i + s.wordLen(i, end)
		s.cutWord(i, j)
		return j
	case isApostrophe(r):
		return s.apostrophe(start, i, end)
	case i == start && tagged(rest):
		j := i + size + s.wordLen(i+size, end)
		s.add(i, j)
		return j
	}
	j := i + symbolLen(rest)
	s.add(i, j)
	return j
}

// smile reports whether rest is a face that people write against a word: "thanks:)".
func smile(rest string) bool { return rest == ":)" || rest == ":(" || rest == ";)" }

// bracketed reports whether a bracket opened shortly before byte i stands open.
func (s *scanner) bracketed(i int) bool {
	before := s.doc[max(0, i-200):i]
	return strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')')
}

// tagged reports whether a mark and the word behind it are one: "@reuters",
// "#Kabul", "+44".
func tagged(rest string) bool {
	if len(rest) < 3 {
		return false
	}
	switch rest[0] {
	case '@', '#':
		return isLetter(rest[1]) && isLetter(rest[2])
	case '+':
		return isDigit(rest[1])
	}
	return false
}

// opened reports whether an opening bracket or quotation mark reaches up to byte i.
func (s *scanner) opened(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s.doc[:i])
	return strings.ContainsRune(`(["“‘<`, r)
}

// wordBefore reports whether a word reaches up to byte i.
func (s *scanner) wordBefore(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s.doc[:i])
	return isWord(r)
}

// symbolLen is the length of the punctuation at the head of rest: runs of stops
// ("...", "?!"), and of the same dash, star or quotation mark, are one token.
func symbolLen(rest string) int {
	r, size := utf8.DecodeRuneInString(rest)
	n := size
	for n < len(rest) {
		q, size := utf8.DecodeRuneInString(rest[n:])
		if !unicode.Is(unicode.Mn, q) && !(isStop(r) && isStop(q)) && !(r == q && strings.ContainsRune("-*=_~+#<>'`’|^&$€£", r)) {
			break
		}
		n += size
	}
	return n
}

// apostrophe cuts at an apostrophe that no word reaches over: a quotation mark, the
// mark of possession after s ("drivers'"), or a clitic on its own ("'s", "'em").
func (s *scanner) apostrophe(start, i, end int) int {
	rest := s.doc[i:end]
	_, size := utf8.DecodeRuneInString(rest)
	n := cliticLen(rest)
	if n == 0 && i == start {
		n = decade(rest)
	}
	if n > 0 {
		if strings.EqualFold(rest[size:n], "n") && isApostrophe(first(rest[n:])) {
			n += symbolLen(rest[n:]) // rock 'n' roll
		}
		s.add(i, i+n)
		return i + n
	}
	if n = twas(rest[size:]); n > 0 && i == start {
		s.add(i, i+size+1)
		s.addJoined(i+size+1, i+size+n)
		return i + size + n
	}
	after := size < len(rest) && isWord(first(rest[size:]))
	n = symbolLen(rest)
	switch {
	case i > start && n == size && !after && !s.quoted && strings.ContainsRune("sSzZxX", rune(s.doc[i-1])):
		s.addJoined(i, i+n)
	default:
		s.quoted = after
		s.add(i, i+n)
	}
	return i + n
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´' }

func isStop(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '…' }

// isWord holds for what words and numbers are made of.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isLetter(byte(r)) || isDigit(byte(r)) || r == '_'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '\u00ad' || r == '\u200d' || r == '\u200c')
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
