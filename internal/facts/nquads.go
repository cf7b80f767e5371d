package facts

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// token is a term of RDF and where it stands.
type token struct {
	quad.Value
	span
}

// statement is a quad, and the part of the file that states it.
type statement struct {
	subject, predicate, object token
	label                      quad.Value // nil for none
	own                        span
}

// readNQuads reads N-Quads (https://www.w3.org/TR/n-quads/) and N-Triples, a line
// at a time.
func readNQuads(r *reading) error {
	f := newTriples(r)
	for i, start := range r.lines {
		end := len(r.content)
		if i+1 < len(r.lines) {
			end = r.lines[i+1] - 1
		}
		s := scanner{text: r.content[:end], pos: start}
		s.space(" \t")
		if s.done() || s.peek() == '#' {
			continue
		}
		st, err := s.nquad()
		if err != nil {
			r.mistake(start, "%v", err)
			continue
		}
		f.add(st)
	}
	f.finish()
	return nil
}

// scanner reads terms of N-Quads and of Turtle from a text.
type scanner struct {
	text string
	pos  int
}

func (s *scanner) done() bool { return s.pos >= len(s.text) }

func (s *scanner) peek() byte {
	if s.done() {
		return 0
	}
	return s.text[s.pos]
}

func (s *scanner) space(of string) {
	for !s.done() && strings.IndexByte(of, s.text[s.pos]) >= 0 {
		s.pos++
	}
}

// nquad reads a line from its first term to its full stop.
func (s *scanner) nquad() (st statement, err error) {
	st.own.start = s.pos
	var terms []token
	for s.space(" \t"); !s.done() && s.peek() != '.'; s.space(" \t") {
		x, err := s.term()
		if err != nil {
			return st, err
		}
		if terms = append(terms, x); len(terms) > 4 {
			return st, fmt.Errorf("it has more than four terms, or no full stop")
		}
	}
	if s.done() {
		return st, fmt.Errorf("it does not end in a full stop")
	}
	s.pos++
	st.own.end = s.pos
	if s.space(" \t"); !s.done() && s.peek() != '#' {
		return st, fmt.Errorf("something follows its full stop: %s", excerpt(s.text[s.pos:]))
	}
	if len(terms) < 3 {
		return st, fmt.Errorf("it has %d terms, not three or four", len(terms))
	}
	st.subject, st.predicate, st.object = terms[0], terms[1], terms[2]
	if len(terms) == 4 {
		st.label = terms[3].Value
	}
	return st, st.check()
}

// check reports a term that cannot stand where it does.
func (st *statement) check() error {
	node := func(x quad.Value) bool {
		_, iri := x.(quad.IRI)
		_, blank := x.(quad.BNode)
		return iri || blank
	}
	if !node(st.subject.Value) {
		return fmt.Errorf("its subject is a literal")
	}
	if _, ok := st.predicate.Value.(quad.IRI); !ok {
		return fmt.Errorf("its predicate is no IRI")
	}
	if st.label != nil && !node(st.label) {
		return fmt.Errorf("its graph is a literal")
	}
	return nil
}

// term reads an IRI, a blank node or a literal.
func (s *scanner) term() (token, error) {
	start := s.pos
	var x quad.Value
	var err error
	switch c := s.peek(); {
	case c == '<':
		x, err = s.iri()
	case c == '_':
		x, err = s.blank()
	case c == '"':
		x, err = s.literal(func() (quad.IRI, error) { return s.iri() })
	default:
		err = fmt.Errorf("here no term begins: %s", excerpt(s.text[s.pos:]))
	}
	return token{x, span{start, s.pos}}, err
}

// iri reads an IRI in angle brackets.
func (s *scanner) iri() (quad.IRI, error) {
	if s.peek() != '<' {
		return "", fmt.Errorf("no IRI stands where one has to: %s", excerpt(s.text[s.pos:]))
	}
	start := s.pos
	s.pos++
	var b strings.Builder
	for !s.done() {
		switch c := s.peek(); {
		case c == '>':
			s.pos++
			return quad.IRI(b.String()), nil
		case c == '\\':
			r, err := s.escape(false)
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
		case c <= ' ' || strings.IndexByte("<\"{}|^`", c) >= 0:
			return "", fmt.Errorf("an IRI has a character that it cannot have (%q): %s", rune(c), excerpt(s.text[start:]))
		default:
			b.WriteByte(c)
			s.pos++
		}
	}
	return "", fmt.Errorf("an IRI does not end: %s", excerpt(s.text[start:]))
}

// blank reads a label of a blank node.
func (s *scanner) blank() (quad.BNode, error) {
	if !strings.HasPrefix(s.text[s.pos:], "_:") {
		return "", fmt.Errorf("here no term begins: %s", excerpt(s.text[s.pos:]))
	}
	s.pos += 2
	name := s.name(false)
	if name == "" {
		return "", fmt.Errorf("a blank node has no name")
	}
	return quad.BNode(name), nil
}

// name reads letters, digits, "_", "-" and, within, "."; of a local name also ":",
// "%" and characters escaped with a backslash.
func (s *scanner) name(isLocal bool) string {
	var b strings.Builder
	end, size := s.pos, 0
	for s.pos < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[s.pos:])
		switch {
		case r == '.':
		case isLocal && r == '\\' && s.pos+1 < len(s.text):
			s.pos++
			r, n = rune(s.text[s.pos]), 1
		case r >= utf8.RuneSelf && r != utf8.RuneError, r == '_', r == '-', '0' <= r && r <= '9', 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
		case isLocal && (r == ':' || r == '%'):
		default:
			s.pos = end
			return b.String()[:size]
		}
		b.WriteRune(r)
		s.pos += n
		if r != '.' { // a full stop at the end is the statement's
			end, size = s.pos, b.Len()
		}
	}
	s.pos = end
	return b.String()[:size]
}

// literal reads a quoted literal with its language or datatype, which is read by iri.
func (s *scanner) literal(iri func() (quad.IRI, error)) (quad.Value, error) {
	words, err := s.quoted()
	if err != nil {
		return nil, err
	}
	switch {
	case s.peek() == '@':
		s.pos++
		start := s.pos
		for !s.done() && (s.peek() == '-' || isAlnum(s.peek())) {
			s.pos++
		}
		if s.pos == start {
			return nil, fmt.Errorf("a literal has no language after its @")
		}
		return quad.LangString{Value: quad.String(words), Lang: s.text[start:s.pos]}, nil
	case strings.HasPrefix(s.text[s.pos:], "^^"):
		s.pos += 2
		t, err := iri()
		return quad.TypedString{Value: quad.String(words), Type: t}, err
	}
	return quad.String(words), nil
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// quoted reads a text in quotation marks: one or, as Turtle has it, three, of either
// kind.
func (s *scanner) quoted() (string, error) {
	start, mark := s.pos, s.text[s.pos:s.pos+1]
	if strings.HasPrefix(s.text[s.pos:], strings.Repeat(mark, 3)) {
		mark = strings.Repeat(mark, 3)
	}
	s.pos += len(mark)
	var b strings.Builder
	for !s.done() {
		switch c := s.peek(); {
		case strings.HasPrefix(s.text[s.pos:], mark):
			s.pos += len(mark)
			for len(mark) == 3 && !s.done() && s.peek() == mark[0] { // marks before the end are the text's
				b.WriteByte(mark[0])
				s.pos++
			}
			return b.String(), nil
		case c == '\\':
			r, err := s.escape(true)
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
		case c == '\n' && len(mark) == 1:
			s.pos = start // its full stop may stand within what was taken for the literal
			return "", fmt.Errorf("a literal does not end on its line: %s", excerpt(s.text[start:]))
		default:
			b.WriteByte(c)
			s.pos++
		}
	}
	s.pos = start
	return "", fmt.Errorf("a literal does not end: %s", excerpt(s.text[start:]))
}

// escape reads a character after a backslash: by number, or in a literal by letter.
func (s *scanner) escape(letters bool) (rune, error) {
	rest := s.text[s.pos:]
	digits := map[byte]int{'u': 4, 'U': 8}
	if len(rest) < 2 {
		return 0, fmt.Errorf("a backslash stands at the end")
	}
	if i := strings.IndexByte(`tbnrf"'\`, rest[1]); letters && i >= 0 {
		s.pos += 2
		return rune("\t\b\n\r\f\"'\\"[i]), nil
	}
	n := digits[rest[1]]
	var r rune
	if n == 0 || len(rest) < 2+n {
		return 0, fmt.Errorf("%s is no escape", excerpt(rest[:2]))
	}
	for _, c := range []byte(rest[2 : 2+n]) {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if c < 'A' {
			d = strings.IndexByte("0123456789", c)
		}
		if d < 0 {
			return 0, fmt.Errorf("%s is no escape", excerpt(rest[:2+n]))
		}
		r = r<<4 | rune(d)
	}
	if !utf8.ValidRune(r) {
		return 0, fmt.Errorf("%s is no character", rest[:2+n])
	}
	s.pos += 2 + n
	return r, nil
}

// excerpt is the beginning of what was met.
func excerpt(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	runes := []rune(s)
	if len(runes) > 40 {
		s = string(runes[:39]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
