package export

import (
	"encoding/csv"
	"io"
	"strings"
)

// sheet writes a CSV file (RFC 4180, with "\n" line ends) that is safe to open in a
// spreadsheet: a text that such a program would take for a formula gets an
// apostrophe before it, and characters that no such file can hold become U+FFFD.
type sheet struct {
	w       *csv.Writer
	row     []string
	guarded int
}

func newSheet(w io.Writer, head ...string) *sheet {
	s := &sheet{w: csv.NewWriter(w)}
	s.w.Write(head) // errors are kept for end
	return s
}

// text adds a cell with words of a document.
func (s *sheet) text(words string) *sheet {
	safe := guarded(words)
	if safe != words {
		s.guarded++
	}
	return s.cell(safe)
}

// cell adds a cell with words of our own.
func (s *sheet) cell(words string) *sheet {
	s.row = append(s.row, words)
	return s
}

// line ends the row.
func (s *sheet) line() {
	s.w.Write(s.row)
	s.row = s.row[:0]
}

func (s *sheet) end() error {
	s.w.Flush()
	return s.w.Error()
}

// guarded makes a text harmless in a cell, as OWASP advises on CSV injection: what
// begins with one of these characters would be a formula.
func guarded(s string) string {
	if s == "" {
		return s
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return '\uFFFD'
		}
		return r
	}, s)
	if strings.ContainsRune("=+-@\t\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// noteGuarded says in how many cells the texts differ from what they are.
func noteGuarded(o *Options, n int) {
	o.noteCount(n, "cell", "cells", " with an apostrophe before the text or a character replaced, lest a spreadsheet take it for a formula")
}

func columnNames[T any](columns []column[T]) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

// values adds the cells of columns.
func values[T any](s *sheet, of *T, columns []column[T]) {
	for _, c := range columns {
		if value := plain(c.of(of)); c.kind == words {
			s.text(value)
		} else {
			s.cell(value)
		}
	}
}
