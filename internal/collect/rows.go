package collect

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// row is one row of a table, or one object of JSON.
type row struct {
	where string // "line 17"
	size  int
	names []string // of its fields, in order
	err   error    // why it is none

	object map[string]any // of JSON
	record []string       // of a table with columns, by names
}

// value returns a field as text, "" where there is none. A list of texts is one
// text with a paragraph for each; "article.body" is a field in a field.
func (r *row) value(name string) string {
	if r.object == nil {
		if i := slices.Index(r.names, name); i >= 0 && i < len(r.record) {
			return r.record[i]
		}
		return ""
	}
	v, ok := r.object[name]
	for at := r.object; !ok; {
		outer, inner, dotted := strings.Cut(name, ".")
		if !dotted {
			return ""
		}
		at, _ = at[outer].(map[string]any)
		name = inner
		v, ok = at[name]
	}
	return jsonText(v)
}

// jsonText returns a value of JSON as text.
func jsonText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case []any:
		var parts []string
		for _, each := range v {
			if s, ok := each.(string); ok {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, "\n\n")
	}
	return ""
}

// sampled is how many rows, and how many of their bytes, are looked at to find out
// which field is which.
const (
	sampled      = 50
	sampledBytes = 4 << 20
)

// tabling hands on the rows of one table.
type tabling struct {
	g       *gathering
	m       member
	sample  []*row
	held    int // bytes
	columns *columns
}

// add takes the next row, or with nil notes that there are no more. It reports
// whether more are wanted.
func (t *tabling) add(r *row) bool {
	if t.columns != nil {
		return r == nil || t.emit(r)
	}
	if r != nil {
		t.sample = append(t.sample, r)
		t.held += r.size
		if len(t.sample) < sampled && t.held < sampledBytes {
			return true
		}
	}
	return t.choose()
}

// cut hands on the rows that wait where a source breaks off: that it is empty is not
// what is wrong with it.
func (t *tabling) cut() {
	if len(t.sample) > 0 {
		t.add(nil)
	}
}

// choose finds the columns, and hands on the rows by which it found them.
func (t *tabling) choose() bool {
	sound := slices.DeleteFunc(slices.Clone(t.sample), func(r *row) bool { return r.err != nil })
	if len(sound) > 0 || len(t.sample) == 0 {
		c, err := columnsOf(t.g.full(t.m, ""), sound, t.g.Fields)
		if len(t.sample) == 0 {
			err = &read.EmptyError{Name: t.g.full(t.m, "")}
		}
		if err != nil {
			t.g.fail(t.m, "", err)
			t.g.done = t.g.done || t.m.depth == 0
			return false
		}
		t.columns = &c
		t.tell()
	}
	rows := t.sample
	t.sample, t.held = nil, 0
	for _, r := range rows {
		if !t.emit(r) {
			return false
		}
	}
	return true
}

// tell says which fields were taken for what.
func (t *tabling) tell() {
	if t.g.Tell == nil || t.g.Fields.Text != "" {
		return
	}
	said := fmt.Sprintf("%s: the text is taken from %q", t.g.full(t.m, ""), t.columns.text)
	for _, c := range []struct{ what, name string }{
		{"the title", t.columns.title}, {"the date", t.columns.date}, {"the ID", t.columns.id}, {"the author", t.columns.author},
	} {
		if c.name != "" {
			said += fmt.Sprintf(", %s from %q", c.what, c.name)
		}
	}
	t.g.Tell(said)
}

// emit hands a row on as a document.
func (t *tabling) emit(r *row) bool {
	name := t.g.full(t.m, r.where)
	if r.err != nil {
		return t.g.fail(t.m, r.where, &RowError{Name: name, Err: r.err})
	}
	doc, err := t.columns.document(r)
	if err != nil {
		return t.g.fail(t.m, r.where, &RowError{Name: name, Err: err})
	}
	if err := read.Settle(name, &doc, t.g.reading()); err != nil {
		return t.g.fail(t.m, r.where, err)
	}
	key := ""
	if r.where != "" { // one of several
		if key = rowKey(r.value(t.columns.id)); key == "" {
			key = doc.ID[:contentKey]
		}
	}
	return t.g.found(t.m, Part{Where: r.where, Key: key, Size: int64(r.size), Read: func() (text.Document, error) { return doc, nil }})
}

// contentKey is how much of its ID tells a document from the others of its source:
// of a million, two have the same 14 digits with a chance of one in a hundred
// thousand, and then they are numbered.
const contentKey = 14

// longestKey is the most bytes of a row's own ID that are kept.
const longestKey = 200

// rowKey returns a row's own ID as keys have it, "" where it is none.
func rowKey(id string) string {
	if id = oneLine(id); len(id) > longestKey {
		return ""
	}
	return id
}

// oneLine returns words with single spaces between them, whatever bytes they are of.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
}

// document makes a document of a row.
func (c *columns) document(r *row) (text.Document, error) {
	var bad error
	field := func(name string) string {
		s, kind := read.Decode(r.value(name))
		if kind != "" {
			bad = fmt.Errorf("the field %q holds %s", name, kind)
		}
		return s
	}
	line := func(name string) string { return oneLine(field(name)) }
	doc := text.Document{Title: line(c.title), Date: day(line(c.date), c.order), Author: line(c.author), URL: read.WebAddress(line(c.url)), Text: field(c.text)}
	return doc, bad
}

// inUnicode returns a source without its byte order mark, and in UTF-8 where it had
// one of another encoding.
func inUnicode(r io.Reader) io.Reader {
	return transform.NewReader(r, utf.BOMOverride(encoding.Nop.NewDecoder()))
}

// decoded returns a table in UTF-8, where it is the source itself of which its server
// told the encoding.
func (g *gathering) decoded(m member, r io.Reader) io.Reader {
	if g.Charset == "" || m.depth > 0 {
		return inUnicode(r)
	}
	b := bufio.NewReaderSize(r, charsetLen)
	head, _ := b.Peek(charsetLen)
	if enc := read.Encoding(g.Charset, string(head)); enc != nil {
		return enc.NewDecoder().Reader(b)
	}
	return inUnicode(b)
}

// charsetLen is how much of a table is looked at to doubt its server's word.
const charsetLen = 64 << 10

// jsonLines takes apart a source with an object of JSON on each line.
func (g *gathering) jsonLines(m member, r io.Reader) {
	t := &tabling{g: g, m: m}
	lines := bufio.NewReaderSize(inUnicode(r), 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(lines, g.maxBytes())
		where := "line " + strconv.Itoa(n)
		var long *read.TooLargeError
		switch {
		case errors.As(err, &long):
			if !t.add(&row{where: where, err: err}) {
				return
			}
		case err != nil && err != io.EOF:
			t.cut()
			g.failWhole(m, fmt.Errorf("reading %s: %w", g.full(m, where), err))
			return
		case len(bytes.TrimSpace(line)) > 0:
			if !t.add(t.jsonRow(where, bytes.TrimSpace(line))) {
				return
			}
		}
		if err == io.EOF {
			t.add(nil)
			return
		}
	}
}

// jsonRow reads an object. Its names are gathered for as long as the columns are not
// known.
func (t *tabling) jsonRow(where string, data []byte) *row {
	r := &row{where: where, size: 3 * len(data)}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var value any
	if r.err = dec.Decode(&value); r.err == nil && dec.More() {
		r.err = errors.New("there is more on it than one object")
	}
	if r.err != nil {
		r.err = fmt.Errorf("it is no object of JSON: %w", r.err)
		return r
	}
	var ok bool
	if r.object, ok = value.(map[string]any); !ok {
		r.err = errors.New("it is no object of JSON, {\"text\": ...}")
		return r
	}
	if t.columns == nil {
		r.names = objectNames(data, r.object)
	}
	return r
}

// objectNames returns the names of an object's fields that hold text or a number, in
// the order in which they stand.
func objectNames(data []byte, object map[string]any) (names []string) {
	dec := json.NewDecoder(bytes.NewReader(data))
	_, _ = dec.Token() // it was read once, so there is no error
	for dec.More() {
		token, _ := dec.Token()
		name, _ := token.(string)
		if jsonText(object[name]) != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		var skip json.RawMessage
		if dec.Decode(&skip) != nil {
			return names
		}
	}
	return names
}

// jsonValues takes apart a source that is a list of objects, or one after the other.
// One object alone is one document.
func (g *gathering) jsonValues(m member, r io.Reader) {
	t := &tabling{g: g, m: m}
	patience := &bounded{Reader: inUnicode(r), limit: g.maxBytes()}
	b := bufio.NewReader(patience)
	for {
		if c, _, err := b.ReadRune(); err != nil || !unicode.IsSpace(c) {
			if err == nil {
				_ = b.UnreadRune()
			}
			break
		}
	}
	head, err := b.Peek(1)
	if err != nil && err != io.EOF {
		g.failWhole(m, fmt.Errorf("reading %s: %w", g.full(m, ""), err))
		return
	}
	dec := json.NewDecoder(b)
	list := string(head) == "["
	if list {
		_, _ = dec.Token()
	}
	var only *row
	for n := 1; dec.More(); n++ {
		where := "item " + strconv.Itoa(n)
		patience.taken = 0
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			if t.alone(only, err == io.EOF) {
				t.cut()
			}
			g.failWhole(m, &RowError{Name: g.full(m, where), Err: fmt.Errorf("it cannot be read as JSON, and what comes behind it is not read: %w", err)})
			return
		}
		next := t.jsonRow(where, raw)
		if n == 1 && !list {
			only = next
			continue
		}
		if only != nil && !t.add(only) {
			return
		}
		if only = nil; !t.add(next) {
			return
		}
	}
	if _, err := dec.Token(); err != nil && (list || err != io.EOF) {
		if t.alone(only, false) {
			t.cut()
		}
		g.failWhole(m, fmt.Errorf("reading %s: %w", g.full(m, ""), cutOff(err)))
		return
	}
	if t.alone(only, true) {
		t.add(nil)
	}
}

// alone hands on the object that stood alone, if there is one: where that is all, it
// is the source. It reports whether more is wanted.
func (t *tabling) alone(only *row, all bool) bool {
	if only == nil {
		return true
	}
	if all {
		only.where = ""
	}
	return t.add(only)
}

// bounded refuses to read on where one part of a source takes too much.
type bounded struct {
	io.Reader
	limit, taken int64
}

var errUnending = errors.New("it has no end within the largest size that is read")

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if b.taken += int64(n); b.taken > b.limit {
		return n, errUnending
	}
	return n, err
}

var rowStart = regexp.MustCompile(`^\{\s*"(?:[^"\\\n]|\\.)*"\s*:`)

// startsRow reports whether a source begins with an object of JSON.
func startsRow(head []byte) bool { return rowStart.Match(head) }
