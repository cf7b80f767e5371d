package pdf

import (
	"strconv"
	"strings"
)

// The objects of a file are nil, bool, float64, str, name, array, dict, *stream and
// ref (ISO 32000-1, 7.3). A word is an operator or what stands where no object can.
type (
	str    string
	name   string
	word   string
	array  []any
	dict   map[name]any
	ref    int // the object's number; generations are all one
	stream struct {
		dict dict
		raw  string // as it stands in the file, decrypted
		cut  bool   // the end of the file cuts it off
	}
)

// lexer reads objects from text.
type lexer struct {
	s     string
	pos   int
	items *int // how many members of arrays and dictionaries may still be kept; nil for any number
}

// mostMembers is how many members one array or dictionary may have; the others are
// forgotten. The longest arrays that are of use list the widths of some thousand
// characters, or the pages of a book.
const mostMembers = 1 << 17

// keep reports whether another member is kept, beside n.
func (l *lexer) keep(n int) bool {
	if l.items != nil {
		*l.items--
	}
	return n < mostMembers && (l.items == nil || *l.items > 0)
}

// end is what a lexer returns at the end of its text.
const end = word("")

// object reads an object or a word. References are read where refs is true, for
// contents of pages have none.
func (l *lexer) object(refs bool, depth int) any {
	l.space()
	if l.pos >= len(l.s) {
		return end
	}
	c := l.s[l.pos]
	switch {
	case c == '/':
		l.pos++
		return l.name()
	case c == '(':
		l.pos++
		return l.literal()
	case strings.HasPrefix(l.s[l.pos:], "<<"):
		l.pos += 2
		return l.dict(refs, depth)
	case c == '<':
		l.pos++
		return l.hex()
	case c == '[':
		l.pos++
		return l.array(refs, depth)
	case strings.HasPrefix(l.s[l.pos:], ">>"):
		l.pos += 2
		return word(">>")
	case isDelimiter(c):
		l.pos++
		return word(l.s[l.pos-1 : l.pos])
	}
	w := l.token()
	n, err := strconv.ParseFloat(w, 64)
	if err != nil || w[0] > '9' { // "inf" and "nan" are words
		switch w {
		case "true":
			return true
		case "false":
			return false
		case "null":
			return nil
		}
		if n, ok := lenientNumber(w); ok {
			return n
		}
		return word(w)
	}
	if refs && isDigits(w) {
		back := l.pos
		l.space()
		if gen := l.token(); isDigits(gen) {
			l.space()
			if l.token() == "R" {
				return ref(n)
			}
		}
		l.pos = back
	}
	return n
}

// lenientNumber reads numbers that some programs write: "--5", "1.2.3", "4-".
func lenientNumber(w string) (float64, bool) {
	if strings.Trim(w, "0123456789.-+") != "" {
		return 0, false
	}
	w = strings.TrimLeft(w, "-+")
	i := strings.IndexAny(w, "-+")
	if i >= 0 {
		w = w[:i]
	}
	n, err := strconv.ParseFloat(w, 64)
	return n, err == nil
}

func isDigits(s string) bool {
	if s == "" || len(s) > 9 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func (l *lexer) space() {
	for l.pos < len(l.s) {
		switch c := l.s[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			i := strings.IndexAny(l.s[l.pos:], "\r\n")
			if i < 0 {
				l.pos = len(l.s)
				return
			}
			l.pos += i
		default:
			return
		}
	}
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' || c == '%'
}

// token reads regular characters.
func (l *lexer) token() string {
	start := l.pos
	for l.pos < len(l.s) && !isSpace(l.s[l.pos]) && !isDelimiter(l.s[l.pos]) {
		l.pos++
	}
	return l.s[start:l.pos]
}

func (l *lexer) name() name {
	w := l.token()
	if !strings.Contains(w, "#") {
		return name(w)
	}
	var out strings.Builder
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if n, err := strconv.ParseUint(w[i+1:i+3], 16, 8); err == nil {
				out.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		out.WriteByte(w[i])
	}
	return name(out.String())
}

// literal reads a string in parentheses (7.3.4.2).
func (l *lexer) literal() str {
	var out []byte
	depth := 1
	for l.pos < len(l.s) {
		c := l.s[l.pos]
		l.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return str(out)
			}
		case '\\':
			if b, ok := l.escape(); ok {
				out = append(out, b)
			}
			continue
		}
		out = append(out, c)
	}
	return str(out)
}

func (l *lexer) escape() (b byte, ok bool) {
	if l.pos >= len(l.s) {
		return 0, false
	}
	c := l.s[l.pos]
	l.pos++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\r':
		if l.pos < len(l.s) && l.s[l.pos] == '\n' {
			l.pos++
		}
		return 0, false
	case '\n':
		return 0, false
	}
	if c < '0' || c > '7' {
		return c, true
	}
	n := int(c - '0')
	for i := 0; i < 2 && l.pos < len(l.s) && l.s[l.pos] >= '0' && l.s[l.pos] <= '7'; i++ {
		n = n*8 + int(l.s[l.pos]-'0')
		l.pos++
	}
	return byte(n), true
}

func (l *lexer) hex() str {
	var out []byte
	half, has := byte(0), false
	for l.pos < len(l.s) {
		c := l.s[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		d, ok := hexDigit(c)
		if !ok {
			continue
		}
		if has {
			out = append(out, half<<4|d)
		}
		half, has = d, !has
	}
	if has {
		out = append(out, half<<4)
	}
	return str(out)
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// array reads to "]". A word that cannot stand in an array ends it.
func (l *lexer) array(refs bool, depth int) array {
	var out array
	for depth < deepest {
		v := l.object(refs, depth+1)
		if w, ok := v.(word); ok {
			if w != "]" && w != end && (w == "endobj" || w == "obj" || w == ">>" || w == "stream") {
				l.pos -= len(w)
			} else if w != "]" && w != end {
				continue
			}
			return out
		}
		if l.keep(len(out)) {
			out = append(out, v)
		}
	}
	return out
}

// dict reads to ">>".
func (l *lexer) dict(refs bool, depth int) dict {
	out := dict{}
	for depth < deepest {
		k := l.object(refs, depth+1)
		key, ok := k.(name)
		if !ok {
			if w, isWord := k.(word); isWord && (w == ">>" || w == end || w == "endobj" || w == "obj" || w == "stream") {
				return out
			}
			continue
		}
		v := l.object(refs, depth+1)
		if w, isWord := v.(word); isWord {
			if w == ">>" || w == end || w == "endobj" {
				return out
			}
			continue
		}
		if l.keep(len(out)) {
			out[key] = v
		}
	}
	return out
}
