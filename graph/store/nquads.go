package store

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"golang.org/x/sync/errgroup"
)

// ParseError says what in a line of N-Quads is wrong.
type ParseError struct {
	Line   int // from 1
	Column int // of the byte at fault, from 1
	Msg    string
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Msg)
}

// loadBatch is how many quads Load stores in one transaction: enough that the indexes
// are written in long runs, and little enough for some tens of megabytes.
const loadBatch = 50_000

// Load reads N-Quads (https://www.w3.org/TR/n-quads/) into the store, a transaction at a
// time, while what follows is parsed, and returns how many quads were read. It ends at the first
// line that is wrong, with a *ParseError; what came before the transaction of that line
// is stored then.
func (s *Store) Load(ctx context.Context, r io.Reader) (n int, err error) {
	g, ctx := errgroup.WithContext(ctx)
	batches := make(chan []quad.Quad, 1)
	g.Go(func() error {
		defer close(batches)
		batch := make([]quad.Quad, 0, loadBatch)
		send := func() error {
			select {
			case batches <- batch:
			case <-ctx.Done():
				return ctx.Err()
			}
			batch = make([]quad.Quad, 0, loadBatch)
			return nil
		}
		for q, err := range ReadNQuads(r) {
			if err != nil {
				return err
			}
			if batch = append(batch, q); len(batch) == loadBatch {
				if err := send(); err != nil {
					return err
				}
			}
		}
		return send()
	})
	g.Go(func() error {
		for batch := range batches {
			if err := s.Apply(batch, nil); err != nil {
				return err
			}
			n += len(batch)
		}
		return nil
	})
	err = g.Wait()
	return n, err
}

// ReadNQuads returns the quads of an N-Quads file, in its order. Comments and empty
// lines are passed over. An error ends the loop: a *ParseError, or what reading failed
// with.
func ReadNQuads(r io.Reader) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		in := bufio.NewReaderSize(r, 256<<10)
		p := lineParser{known: map[string]quad.IRI{}}
		for {
			line, err := readLine(in, &p.long)
			if err != nil && err != io.EOF {
				yield(quad.Quad{}, err)
				return
			}
			p.number++
			q, ok, bad := p.quad(line)
			if bad != nil {
				yield(quad.Quad{}, bad)
				return
			}
			if ok && !yield(q, nil) || err == io.EOF {
				return
			}
		}
	}
}

// readLine returns a line of any length; it is good until the next.
func readLine(in *bufio.Reader, long *[]byte) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	*long = append((*long)[:0], line...)
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = in.ReadSlice('\n')
		*long = append(*long, line...)
	}
	return *long, err
}

// lineParser parses lines.
type lineParser struct {
	number int
	line   []byte
	at     int
	long   []byte
	buf    []byte
	// known are the IRIs lately met, so that predicates and types are made once.
	known map[string]quad.IRI
}

// knownLimit bounds the IRIs that are remembered.
const knownLimit = 4096

func (p *lineParser) fail(format string, args ...any) error {
	return &ParseError{Line: p.number, Column: p.at + 1, Msg: fmt.Sprintf(format, args...)}
}

// quad parses a line; ok is false where there is none in it.
func (p *lineParser) quad(line []byte) (q quad.Quad, ok bool, err error) {
	p.line, p.at = line, 0
	if !utf8.Valid(line) {
		return q, false, p.fail("the line is not in UTF-8")
	}
	p.space()
	if p.ended() {
		return q, false, nil
	}
	if q.Subject, err = p.node(); err != nil {
		return q, false, err
	}
	p.space()
	if p.peek() != '<' {
		return q, false, p.fail("a predicate is an IRI in <>")
	}
	if q.Predicate, err = p.iri(); err != nil {
		return q, false, err
	}
	p.space()
	if p.peek() == '"' {
		q.Object, err = p.literal()
	} else {
		q.Object, err = p.node()
	}
	if err != nil {
		return q, false, err
	}
	p.space()
	if p.peek() != '.' {
		if q.Label, err = p.node(); err != nil {
			return q, false, err
		}
		p.space()
	}
	if p.peek() != '.' {
		return q, false, p.fail("the point that ends a quad is missing")
	}
	p.at++
	p.space()
	if !p.ended() {
		return q, false, p.fail("there is something after the point that ends a quad")
	}
	return q, true, nil
}

func (p *lineParser) peek() byte {
	if p.at < len(p.line) {
		return p.line[p.at]
	}
	return 0
}

func (p *lineParser) space() {
	for p.at < len(p.line) && (p.line[p.at] == ' ' || p.line[p.at] == '\t') {
		p.at++
	}
}

// ended reports whether nothing but a comment is left.
func (p *lineParser) ended() bool {
	switch p.peek() {
	case 0:
		return p.at >= len(p.line)
	case '#', '\n':
		return true
	case '\r':
		return p.at+1 >= len(p.line) || p.line[p.at+1] == '\n'
	}
	return false
}

// node parses an IRI or a blank node.
func (p *lineParser) node() (quad.Value, error) {
	switch p.peek() {
	case '<':
		return p.iri()
	case '_':
		return p.blank()
	}
	return nil, p.fail("an IRI in <> or a blank node is expected here")
}

func (p *lineParser) blank() (quad.Value, error) {
	if !bytes.HasPrefix(p.line[p.at:], []byte("_:")) {
		return nil, p.fail("a blank node begins with _:")
	}
	begin := p.at + 2
	end := begin
	for end < len(p.line) && !bytes.ContainsRune([]byte(" \t\r\n<\"#"), rune(p.line[end])) {
		end++
	}
	for end > begin && p.line[end-1] == '.' { // the point that ends the quad
		end--
	}
	if end == begin {
		return nil, p.fail("a blank node has a name after _:")
	}
	p.at = end
	return quad.BNode(p.line[begin:end]), nil
}

func (p *lineParser) iri() (quad.IRI, error) {
	begin := p.at + 1
	for i := begin; i < len(p.line); i++ {
		switch c := p.line[i]; {
		case c == '>':
			iri, ok := p.remembered(p.line[begin:i])
			if !ok {
				return "", p.fail("an IRI is absolute: it begins with a scheme, as in <https://…>")
			}
			p.at = i + 1
			return iri, nil
		case c == '\\':
			return p.escapedIRI(begin, i)
		case c <= ' ' || c == '<' || c == '"' || c == '{' || c == '}' || c == '|' || c == '^' || c == '`':
			p.at = i
			return "", p.fail("an IRI cannot hold %q: write it as \\u%04X", string(rune(c)), c)
		}
	}
	return "", p.fail("the IRI is not closed by >")
}

// remembered returns an IRI, the same string for the same bytes where it can, and false
// for what is relative.
func (p *lineParser) remembered(raw []byte) (quad.IRI, bool) {
	if iri, ok := p.known[string(raw)]; ok {
		return iri, true
	}
	if bytes.IndexByte(raw, ':') < 1 {
		return "", false
	}
	if len(p.known) >= knownLimit {
		clear(p.known)
	}
	iri := quad.IRI(raw)
	p.known[string(iri)] = iri
	return iri, true
}

// escapedIRI parses an IRI that has \u from i on.
func (p *lineParser) escapedIRI(begin, i int) (quad.IRI, error) {
	p.buf = append(p.buf[:0], p.line[begin:i]...)
	for i < len(p.line) {
		switch c := p.line[i]; c {
		case '>':
			if bytes.IndexByte(p.buf, ':') < 1 {
				return "", p.fail("an IRI is absolute: it begins with a scheme, as in <https://…>")
			}
			p.at = i + 1
			return quad.IRI(p.buf), nil
		case '\\':
			r, n, ok := codePoint(p.line[i:])
			if !ok {
				p.at = i
				return "", p.fail("an IRI has only \\u and \\U for escapes")
			}
			p.buf = utf8.AppendRune(p.buf, r)
			i += n
		default:
			p.buf = append(p.buf, c)
			i++
		}
	}
	return "", p.fail("the IRI is not closed by >")
}

// codePoint reads \uXXXX or \UXXXXXXXX.
func codePoint(b []byte) (r rune, n int, ok bool) {
	switch {
	case len(b) >= 6 && b[1] == 'u':
		n = 6
	case len(b) >= 10 && b[1] == 'U':
		n = 10
	default:
		return 0, 0, false
	}
	v, err := strconv.ParseUint(string(b[2:n]), 16, 32)
	return rune(v), n, err == nil && utf8.ValidRune(rune(v))
}

const xsdString = "http://www.w3.org/2001/XMLSchema#string"

func (p *lineParser) literal() (quad.Value, error) {
	text, err := p.text()
	if err != nil {
		return nil, err
	}
	switch p.peek() {
	case '@':
		begin := p.at + 1
		end := begin
		for end < len(p.line) && (p.line[end] == '-' || p.line[end]|0x20 >= 'a' && p.line[end]|0x20 <= 'z' || end > begin && p.line[end] >= '0' && p.line[end] <= '9') {
			end++
		}
		if end == begin {
			return nil, p.fail("a language follows @")
		}
		p.at = end
		return quad.LangString{Value: text, Lang: string(p.line[begin:end])}, nil
	case '^':
		if !bytes.HasPrefix(p.line[p.at:], []byte("^^<")) {
			return nil, p.fail("a datatype is an IRI in <> after ^^")
		}
		p.at += 2
		typ, err := p.iri()
		if err != nil || typ == xsdString {
			return text, err
		}
		return quad.TypedString{Value: text, Type: typ}, nil
	}
	return text, nil
}

// text parses what stands between two quotation marks.
func (p *lineParser) text() (quad.String, error) {
	begin := p.at + 1
	for i := begin; i < len(p.line); i++ {
		switch p.line[i] {
		case '"':
			p.at = i + 1
			return quad.String(p.line[begin:i]), nil
		case '\\':
			return p.escapedText(begin, i)
		case '\n', '\r':
			i = len(p.line)
		}
	}
	return "", p.fail("the string is not closed")
}

// escapes are the characters after a backslash, and what they stand for.
var escapes = map[byte]byte{'t': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\'}

func (p *lineParser) escapedText(begin, i int) (quad.String, error) {
	p.buf = append(p.buf[:0], p.line[begin:i]...)
	for i < len(p.line) {
		c := p.line[i]
		switch {
		case c == '"':
			p.at = i + 1
			return quad.String(p.buf), nil
		case c != '\\':
			p.buf = append(p.buf, c)
			i++
			continue
		}
		if r, n, ok := codePoint(p.line[i:]); ok {
			p.buf = utf8.AppendRune(p.buf, r)
			i += n
			continue
		}
		if i+1 == len(p.line) || escapes[p.line[i+1]] == 0 {
			p.at = i
			return "", p.fail("no such escape")
		}
		p.buf = append(p.buf, escapes[p.line[i+1]])
		i += 2
	}
	return "", p.fail("the string is not closed")
}
