package ledger

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// A contribution is a document on its way from one machine to another: its file made
// one line, so that a file may hold any number of them, be cut at every line end, and
// be put together again in any order.
//
//	{"format":1,"reader":"rule-1a2b","checksum":"9c56…","document":{"id":"ab12…",…}}
//
// format and reader are those of Header. checksum is that of the document's own file,
// were it stored with these sources: of the document as we write it, so that spaces,
// escapes and the order of fields do not matter. Whoever changes a document on purpose
// leaves it out. document is a text.Document, whose comments tell of each field, with its
// names in small letters:
//
//	id         the hash of title, date and text (read.ID)
//	sources    name, origin, author, url; at least one
//	title, date, language, author, url    left out where they are not known
//	text       in which all spans count code points
//	sentences  span, heading
//	mentions   sentence, first, end, head, span, text, kind, type, entity
//	entities   name, type, aliases, links, mentions
//	claims     sentence, subject, relation, open, object, value, status, negative,
//	           speaker, time, place, confidence, extractor, rule, span
//
// sentence, entity and mentions are places in these lists, and so are subject, object,
// speaker and place, which are places in mentions, or -1 for none.
//
// Origins of sources are paths from some folder, which the two ends have to agree on,
// URLs, or "".

// heldText is how long a text may be, in bytes, for its contribution to be held in
// memory, where it takes some twenty times as much.
const heldText = 1 << 20

// Line is a contribution that is ready to be written.
type Line struct {
	Header
	data []byte         // the line, where it is held
	doc  *text.Document // where it is not: the line is made as it is written
}

// NewLine makes a contribution of a document. It does the work; WriteTo is quick, but
// for very long documents.
func NewLine(r *Record) (*Line, error) {
	if err := check(r.Document); err != nil {
		return nil, err
	}
	l := &Line{Header: header(r)}
	room := len(l.head())
	sum := sha256.New()
	var b bytes.Buffer
	w := io.Writer(sum)
	if len(r.Document.Text) <= heldText {
		b.Write(make([]byte, room))
		w = io.MultiWriter(sum, &b)
	} else {
		l.doc = r.Document
	}
	if err := writeBody(w, r.Document); err != nil {
		return nil, err
	}
	l.Checksum = hex.EncodeToString(sum.Sum(nil))
	if l.doc == nil {
		l.data = b.Bytes()
		copy(l.data, l.head())
	}
	return l, nil
}

// head returns the line as far as the document.
func (l *Line) head() []byte { return bytes.TrimSuffix(l.line(), []byte("\n")) }

// WriteTo writes the line, with its end: in one piece, unless it is very long.
func (l *Line) WriteTo(w io.Writer) (int64, error) {
	if l.doc == nil {
		n, err := w.Write(l.data)
		return int64(n), err
	}
	c := &counted{Writer: w}
	b := bufio.NewWriterSize(c, 1<<16)
	b.Write(l.head()) // its error stays, and comes with the next
	if err := writeBody(b, l.doc); err != nil {
		return c.n, err
	}
	return c.n, b.Flush()
}

// counted counts what is written.
type counted struct {
	io.Writer
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	c.n += int64(n)
	return n, err
}

// mostValue is how many bytes of JSON one text, name or list of numbers may have. The
// longest text that is read has 200 MB. (Tests have less.)
var mostValue int64 = 512 << 20

// ReadLine reads a contribution that may come from anywhere: what it allocates is in
// proportion to what it is given. It fails where r holds anything but one contribution,
// a field that there is not, or one twice, where the checksum does not match, and with
// a *FormatError where a newer Quadrille made it. Whether spans and indexes are right
// is the caller's to find out.
func ReadLine(r io.Reader) (*Record, error) {
	limit := &limited{r: r}
	p := &bodyReader{Decoder: json.NewDecoder(limit), words: map[string]string{}, limit: limit}
	p.DisallowUnknownFields()
	rec, err := p.contribution()
	if err != nil {
		return nil, inWords(err)
	}
	if rec.Header.Checksum != "" {
		sum := sha256.New()
		if err := writeBody(sum, rec.Document); err != nil {
			return nil, err
		}
		if hex.EncodeToString(sum.Sum(nil)) != rec.Header.Checksum {
			return nil, errors.New("its checksum does not match: it was changed on the way")
		}
	}
	return rec, nil
}

// contribution reads a whole line.
func (p *bodyReader) contribution() (*Record, error) {
	var h Header
	found := false
	fields := map[string]func() error{
		"format": func() error {
			if err := p.value(&h.Format); err != nil {
				return err
			}
			if h.Format > documentFormat {
				return &FormatError{Path: "it", Found: h.Format, Known: documentFormat}
			}
			return nil
		},
		"reader":   func() error { return p.value(&h.Reader) },
		"checksum": func() error { return p.value(&h.Checksum) },
		"document": func() error {
			found = true
			return p.document()
		},
	}
	err := p.object(func(key string) error {
		if read := fields[key]; read != nil {
			return read()
		}
		return &fieldError{key}
	})
	if err != nil {
		return nil, err
	}
	if _, err := p.Token(); err != io.EOF {
		return nil, errors.New("something stands behind it")
	}
	for _, missing := range []struct {
		is   bool
		name string
	}{{!found, "document"}, {h.Format < 1, "format"}, {h.Reader == "", "reader"}} {
		if missing.is {
			return nil, fmt.Errorf("it is no contribution: it has no %q", missing.name)
		}
	}
	if err := check(&p.doc); err != nil {
		return nil, err
	}
	h.ID = p.doc.ID
	doc := p.doc // by itself: the decoder has a buffer as long as the text
	return &Record{Reader: h.Reader, Document: &doc, Header: h}, nil
}

// object reads an object field by field, each once.
func (p *bodyReader) object(field func(key string) error) error {
	if err := p.delim('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for p.More() {
		t, err := p.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if p.limit != nil && seen[key] {
			return fmt.Errorf("%q stands there twice", key)
		}
		seen[key] = true
		err = field(key)
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) {
			kind.Field = strings.TrimSuffix(key+"."+kind.Field, ".")
		}
		if err != nil {
			return err
		}
	}
	return p.delim('}')
}

// value reads the next value.
func (p *bodyReader) value(v any) error {
	if p.limit != nil {
		p.limit.taken = 0
	}
	return p.Decode(v)
}

// limited refuses values that are too long.
type limited struct {
	r     io.Reader
	taken int64 // since the value began
}

var errTooLong = errors.New("a text in it is longer than any that is read")

func (l *limited) Read(b []byte) (int, error) {
	if l.taken > mostValue {
		return 0, errTooLong
	}
	n, err := l.r.Read(b)
	l.taken += int64(n)
	return n, err
}

// fieldError names a field that there is not.
type fieldError struct{ name string }

func (e *fieldError) Error() string {
	return fmt.Sprintf("it is no contribution: there is no field %q", shortened(e.name))
}

// shortened is as much of a foreign word as a message should hold.
func shortened(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// inWords says what is wrong with a contribution's JSON in a person's words.
func inWords(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it ends in the middle")
	case errors.As(err, &syntax) && strings.Contains(syntax.Error(), `'\n' in string`): // nowhere but at its end
		return errors.New("it ends in the middle")
	case errors.As(err, &syntax):
		return fmt.Errorf("it is no JSON: %s, at byte %d", syntax.Error(), syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Errorf("it is no contribution: %q cannot be a %s", shortened(kind.Field), shortened(kind.Value))
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return &fieldError{strings.Trim(name, `"`)}
	}
	return err
}
