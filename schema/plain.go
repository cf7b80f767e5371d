package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain reads the part of YAML in which nearly all schemas are written: block
// mappings and lists, lists and mappings in brackets, words with and without
// quotes, comments. It takes a fifteenth of the time that the whole language
// takes, which every start of the program feels. What is beyond it, right or wrong, it
// leaves to the YAML parser: then it returns false, and no opinion. Where it
// returns a tree, the YAML parser returns the same, places and all; a test
// compares them.
func plain(text *yamlText, file string) (*node, bool) {
	p := &plainReader{text: text, file: file, src: text.src, line: 1, col: 1}
	for i := range len(p.src) {
		if c := p.src[i]; c < ' ' && c != '\n' || c == 0x7f {
			return nil, false
		}
	}
	if !utf8.ValidString(p.src) || !p.nextLine() {
		return nil, false
	}
	root := p.block(p.indent)
	return root, !p.bad && p.pos == len(p.src)
}

// plainReader stands at pos, a byte offset; indent is that of the current line.
type plainReader struct {
	text *yamlText
	file string
	src  string
	pos  int
	bad  bool // what stands here is not plain

	line, begin int // the current line and where it begins
	indent      int
	depth       int
	mark, col   int // the column at an offset, to count on from
}

// fail gives up.
func (p *plainReader) fail() *node {
	p.bad = true
	p.pos = len(p.src)
	return nil
}

// at is the place of pos.
func (p *plainReader) at() place {
	if p.mark < p.begin || p.mark > p.pos {
		p.mark, p.col = p.begin, 1
	}
	p.col += utf8.RuneCountInString(p.src[p.mark:p.pos])
	p.mark = p.pos
	return p.text.place(p.file, p.line, p.col)
}

func (p *plainReader) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return '\n'
}

func (p *plainReader) spaces() {
	for p.peek() == ' ' {
		p.pos++
	}
}

// endOfLine passes spaces, a comment and the line's end, and goes on to the
// next line that holds something.
func (p *plainReader) endOfLine() {
	from := p.pos
	p.spaces()
	if p.peek() == '#' && p.pos > from {
		n := strings.IndexByte(p.src[p.pos:], '\n')
		if n < 0 {
			n = len(p.src) - p.pos
		}
		p.pos += n
	}
	if p.peek() != '\n' {
		p.fail()
		return
	}
	p.newline()
	p.nextLine()
}

func (p *plainReader) newline() {
	p.pos = min(p.pos+1, len(p.src))
	p.line++
	p.begin = p.pos
}

// nextLine goes to the first letter of the next line with content, from a
// line's beginning; false, and an indent of -1, at the end.
func (p *plainReader) nextLine() bool {
	for p.pos < len(p.src) {
		p.spaces()
		switch p.peek() {
		case '#':
			n := strings.IndexByte(p.src[p.pos:], '\n')
			if n < 0 {
				p.pos = len(p.src)
				continue
			}
			p.pos += n
			p.newline()
		case '\n':
			p.newline()
		default:
			p.indent = p.pos - p.begin
			return true
		}
	}
	p.indent = -1
	return false
}

func (p *plainReader) dash() bool {
	return strings.HasPrefix(p.src[p.pos:], "- ")
}

// block reads the mapping or list whose entries stand at an indentation, the
// reader being at the first.
func (p *plainReader) block(indent int) *node {
	if p.depth++; p.depth > maxDepth {
		return p.fail()
	}
	defer func() { p.depth-- }()
	if p.dash() {
		return p.blockList(indent)
	}
	n := &node{kind: mapping, at: p.at()}
	for !p.bad {
		p.entry(n, indent)
		if p.indent < indent {
			break
		}
		if p.indent > indent || p.dash() {
			return p.fail()
		}
	}
	return p.once(n)
}

// once returns a mapping whose keys differ, and fails where one is given twice.
func (p *plainReader) once(m *node) *node {
	seen := make(map[string]bool, len(m.pairs))
	for _, e := range m.pairs {
		if seen[e.key] {
			return p.fail()
		}
		seen[e.key] = true
	}
	return m
}

func (p *plainReader) blockList(indent int) *node {
	n := &node{kind: list, at: p.at()}
	for !p.bad {
		p.pos++
		p.spaces()
		column := p.pos - p.begin
		if p.keyEnd() > 0 {
			p.indent = column
			n.items = append(n.items, p.block(column))
		} else {
			n.items = append(n.items, p.value(indent))
		}
		if p.indent < indent || p.indent == indent && !p.dash() {
			break
		}
		if p.indent > indent {
			return p.fail()
		}
	}
	return n
}

// entry reads a key and its value into m.
func (p *plainReader) entry(m *node, indent int) {
	end := p.keyEnd()
	if end == 0 {
		p.fail()
		return
	}
	e := pair{key: p.src[p.pos:end], at: p.at()}
	p.pos = end + 1
	if rest := strings.TrimLeft(p.src[p.pos:], " "); rest != "" && rest[0] != '\n' && rest[0] != '#' {
		p.spaces()
		e.value = p.value(indent)
	} else {
		e.value = p.below(indent, e.at)
	}
	m.pairs = append(m.pairs, e)
}

// below reads what stands under a key that has nothing beside it.
func (p *plainReader) below(indent int, key place) *node {
	p.endOfLine()
	switch {
	case p.bad:
		return nil
	case p.indent > indent:
		n := p.block(p.indent)
		if p.indent > indent {
			return p.fail()
		}
		return n
	case p.indent == indent && p.dash():
		return p.blockList(indent)
	}
	return &node{kind: null, at: key}
}

// keyEnd returns where the plain key that begins here has its colon, or 0.
func (p *plainReader) keyEnd() int {
	rest := p.src[p.pos:]
	if !plainStart(rest) {
		return 0
	}
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == ':':
			if i+1 == len(rest) || rest[i+1] == ' ' || rest[i+1] == '\n' {
				if rest[i-1] == ' ' || special(rest[:i]) {
					return 0
				}
				return p.pos + i
			}
			return 0
		case c == '\n' || strings.IndexByte("#,[]{}\"'", c) >= 0:
			return 0
		}
	}
	return 0
}

// plainStart reports whether a word without quotes can begin so.
func plainStart(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(c) || '0' <= c && c <= '9'
}

// special reports whether a word means something else in YAML.
func special(w string) bool {
	return strings.EqualFold(w, "null") || strings.Contains(w, "<<")
}

// value reads what stands on the rest of a line, or from there in brackets.
func (p *plainReader) value(indent int) *node {
	var n *node
	switch c := p.peek(); {
	case c == '[' || c == '{':
		n = p.flow(indent)
	case c == '"' || c == '\'':
		n = p.quoted(c)
	default:
		n = p.word("\n")
	}
	if p.bad {
		return nil
	}
	p.endOfLine()
	if p.indent > indent { // it goes on there
		return p.fail()
	}
	return n
}

// quoted reads a text in quotation marks on one line and without escapes.
func (p *plainReader) quoted(mark byte) *node {
	n := &node{kind: scalar, at: p.at()}
	end := strings.IndexByte(p.src[p.pos+1:], mark)
	if end < 0 {
		return p.fail()
	}
	n.text = p.src[p.pos+1 : p.pos+1+end]
	p.pos += end + 2
	if strings.ContainsAny(n.text, "\n\\") || p.peek() == mark {
		return p.fail()
	}
	return n
}

// word reads a text without quotation marks up to one of the ends or a comment.
func (p *plainReader) word(ends string) *node {
	if !plainStart(p.src[p.pos:]) {
		return p.fail()
	}
	n := &node{kind: scalar, at: p.at()}
	from := p.pos
	for ; p.pos < len(p.src); p.pos++ {
		c := p.src[p.pos]
		if strings.IndexByte(ends, c) >= 0 || c == '#' && p.src[p.pos-1] == ' ' {
			break
		}
		if c == '\n' || c == ':' && (p.pos+1 == len(p.src) || strings.IndexByte(" \n,[]{}", p.src[p.pos+1]) >= 0) {
			return p.fail()
		}
	}
	n.text = strings.TrimRight(p.src[from:p.pos], " ")
	p.pos = from + len(n.text)
	if special(n.text) {
		return p.fail()
	}
	return n
}

// flow reads a list or mapping in brackets, which may span lines that stand
// further in than indent.
func (p *plainReader) flow(indent int) *node {
	if p.depth++; p.depth > maxDepth {
		return p.fail()
	}
	defer func() { p.depth-- }()
	n, end := &node{kind: list, at: p.at()}, byte(']')
	if p.peek() == '{' {
		n.kind, end = mapping, '}'
	}
	p.pos++
	p.gap(indent)
	if p.peek() == end {
		p.pos++
		return n
	}
	for !p.bad {
		if n.kind == mapping {
			p.flowEntry(n, indent)
		} else {
			n.items = append(n.items, p.flowValue(indent))
		}
		p.gap(indent)
		switch c := p.peek(); {
		case p.bad:
			return nil
		case c == end:
			p.pos++
			return p.once(n)
		case c != ',':
			return p.fail()
		}
		p.pos++
		if c := p.peek(); c != ' ' && c != '\n' {
			return p.fail()
		}
		p.gap(indent)
	}
	return nil
}

// gap passes spaces and line ends between items in brackets.
func (p *plainReader) gap(indent int) {
	p.spaces()
	for p.pos < len(p.src) && p.peek() == '\n' {
		p.newline()
		p.spaces()
		if p.pos-p.begin <= indent {
			p.fail()
		}
	}
}

func (p *plainReader) flowEntry(m *node, indent int) {
	end := p.keyEnd()
	if end == 0 || end+1 == len(p.src) || p.src[end+1] != ' ' {
		p.fail()
		return
	}
	e := pair{key: p.src[p.pos:end], at: p.at()}
	p.pos = end + 1
	p.spaces()
	e.value = p.flowValue(indent)
	m.pairs = append(m.pairs, e)
}

func (p *plainReader) flowValue(indent int) *node {
	switch c := p.peek(); c {
	case '[', '{':
		return p.flow(indent)
	case '"', '\'':
		n := p.quoted(c)
		if !p.bad && strings.IndexByte(",]} \n", p.peek()) < 0 {
			return p.fail()
		}
		return n
	}
	n := p.word(",]}\n")
	if !p.bad && strings.ContainsAny(n.text, "[{\"") {
		return p.fail()
	}
	return n
}
