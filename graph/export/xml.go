package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// xmlWriter writes XML 1.0. What no XML may hold, which a document may well,
// becomes U+FFFD and is counted.
type xmlWriter struct {
	*bufio.Writer
	replaced int
}

func newXML(w io.Writer) *xmlWriter {
	b := &xmlWriter{Writer: bufio.NewWriter(w)}
	b.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	return b
}

// line writes mark-up as it stands.
func (x *xmlWriter) line(s string) { x.WriteString(s + "\n") }

// text writes a text, in an element or between the quotes of an attribute. Line
// ends are written by number, or readers would make spaces of them.
func (x *xmlWriter) text(s string) {
	for i, r := range s {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			x.replaced++
		} else if _, n := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && n == 1 {
			x.replaced++
		}
	}
	xml.EscapeText(x.Writer, []byte(s)) // its error is kept for Flush
}

// attribute writes ` name="value"`.
func (x *xmlWriter) attribute(name, value string) {
	x.WriteString(" " + name + `="`)
	x.text(value)
	x.WriteByte('"')
}

func (x *xmlWriter) end(o *Options) error {
	o.noteCount(x.replaced, "character that XML does not allow", "characters that XML does not allow", " written as U+FFFD")
	return x.Flush()
}

// plain writes the value of a column.
func plain(x any) string {
	switch x := x.(type) {
	case string:
		return x
	case int:
		return strconv.Itoa(x)
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return fmt.Sprint(x)
}
