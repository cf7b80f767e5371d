package collect

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/read"
)

// table takes apart a table, of which the first row names the columns. What stands
// between the fields is found out where comma is 0.
func (g *gathering) table(m member, r io.Reader, comma byte) {
	t := &tabling{g: g, m: m}
	lines := bufio.NewReaderSize(g.decoded(m, r), 64<<10)
	if comma == 0 {
		comma = commaOf(lines)
	}
	rows := &tableReader{lines: lines, comma: comma, limit: g.maxBytes(), at: 1}
	var header []string
	for {
		record, line, err := rows.next()
		where := "line " + strconv.Itoa(line)
		var long *read.TooLargeError
		switch {
		case err == io.EOF && header == nil:
			g.fail(m, "", &read.EmptyError{Name: g.full(m, "")})
			return
		case err == io.EOF:
			t.add(nil)
			return
		case errors.As(err, &long):
			if !t.add(&row{where: where, err: err}) {
				return
			}
		case err != nil:
			t.cut()
			g.failWhole(m, fmt.Errorf("reading %s: %w", g.full(m, where), err))
			return
		case header == nil:
			for _, name := range record {
				header = append(header, strings.TrimSpace(name))
			}
		case !t.add(tableRow(where, header, record)):
			return
		}
	}
}

func tableRow(where string, header, record []string) *row {
	r := &row{where: where, names: header, record: record}
	for _, f := range record {
		r.size += len(f)
	}
	return r
}

// tableReader reads the rows of a table as RFC 4180 has them: a field in quotation
// marks may hold commas, line ends, and quotation marks written twice. But tables in
// the world have marks as they please. So a field is taken to be in quotation marks
// only where the next one that stands alone is followed by a comma or the end of a
// line; one that merely begins with a mark ends where any other does, and its mark
// is a letter of it. No row swallows those below it. Only a table that ends in such a
// field, and not with a line, is taken to break off there.
type tableReader struct {
	lines *bufio.Reader
	comma byte
	limit int64
	buf   []byte // whole lines that are yet to be read, and what is left before the end
	err   error  // the source breaks off before its end
	at    int    // the line at which buf begins, from 1
}

// lookahead is how far the end of a field in quotation marks may be, in bytes.
const lookahead = 32 << 20

// next returns the next row that is not empty, and its first line.
func (t *tableReader) next() (fields []string, line int, err error) {
	for {
		if len(t.buf) == 0 {
			if err := t.fill(); err != nil {
				line = t.at
				if _, long := err.(*read.TooLargeError); long {
					t.at++
				}
				return nil, line, err
			}
		}
		line = t.at
		fields = t.row()
		if t.err != nil { // in the middle of the row
			return nil, line, t.err
		}
		if len(fields) > 1 || fields[0] != "" {
			return fields, line, nil
		}
	}
}

// fill reads one more line. What comes before a source breaks off is none.
func (t *tableReader) fill() error {
	line, err := readLine(t.lines, t.limit)
	var long *read.TooLargeError
	if err != nil && err != io.EOF && !errors.As(err, &long) {
		t.err = err
		return err
	}
	t.buf = append(t.buf, line...)
	if len(line) > 0 {
		return nil // what ended it comes again
	}
	return err
}

// row takes a row off the buffer.
func (t *tableReader) row() (fields []string) {
	at := 0
	for {
		field, end, quoted := t.quoted(at)
		if !quoted {
			t.torn(t.buf[at:])
			end = at
			for end < len(t.buf) && t.buf[end] != t.comma && t.buf[end] != '\n' {
				end++
			}
			field = strings.TrimSuffix(string(t.buf[at:end]), "\r")
		}
		fields = append(fields, field)
		if end < len(t.buf) && t.buf[end] == '\r' {
			end++
		}
		at = end + 1
		if end >= len(t.buf) || t.buf[end] == '\n' {
			break
		}
	}
	at = min(at, len(t.buf))
	t.at += bytes.Count(t.buf[:at], []byte("\n"))
	t.buf = t.buf[at:]
	return fields
}

// torn notes, of what is left of a table where a field in quotation marks has no end, that
// the table breaks off there: it is the last line, without its end, and a mark is open.
func (t *tableReader) torn(rest []byte) {
	if bytes.HasPrefix(rest, []byte{'"'}) && bytes.Count(rest, []byte{'"'})%2 == 1 && !bytes.ContainsRune(rest, '\n') {
		t.err = cutOff(io.ErrUnexpectedEOF)
	}
}

// quoted reads a field in quotation marks, and returns where it ends.
func (t *tableReader) quoted(at int) (field string, end int, ok bool) {
	if at >= len(t.buf) || t.buf[at] != '"' {
		return "", 0, false
	}
	for i := at + 1; ; {
		next := bytes.IndexByte(t.buf[i:], '"')
		if next < 0 {
			i = len(t.buf)
			if i-at > lookahead || t.fill() != nil {
				return "", 0, false
			}
			continue
		}
		i += next
		switch rest := t.buf[i+1:]; {
		case len(rest) == 0, rest[0] == t.comma, rest[0] == '\n', bytes.HasPrefix(rest, []byte("\r\n")):
			return strings.ReplaceAll(string(t.buf[at+1:i]), `""`, `"`), i + 1, true
		case rest[0] == '"':
			i += 2
		default:
			return "", 0, false
		}
	}
}

// commas are what stands between the fields of a row, the likeliest first.
var commas = []byte{',', ';', '\t', '|'}

// commaOf returns what stands between the fields of a table, by its first line: what
// is there most often outside of quotation marks.
func commaOf(b *bufio.Reader) byte {
	head, _ := b.Peek(SniffLen)
	count := map[rune]int{}
	quoted := false
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		head = head[n:]
		if r == '\n' && !quoted {
			break
		}
		if r == '"' {
			quoted = !quoted
		}
		if !quoted {
			count[r]++
		}
	}
	best := commas[0]
	for _, c := range commas {
		if count[rune(c)] > count[rune(best)] {
			best = c
		}
	}
	return best
}

// readLine returns the next line with its end, or what is left before io.EOF. One
// that is longer than limit is passed over, and a *read.TooLargeError.
func readLine(r *bufio.Reader, limit int64) (line []byte, err error) {
	var parts read.Gatherer
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			_, _ = parts.Write(part)
		}
		if int64(parts.Len()) > limit {
			long, parts = true, read.Gatherer{}
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if long && (err == nil || err == io.EOF) {
			return nil, &read.TooLargeError{Name: "it", Limit: limit}
		}
		return parts.Bytes(), err
	}
}
