package query

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// SyntaxError says what in a query is not understood, and where.
type SyntaxError struct {
	Query  string
	Line   int // from 1; 0 is 1
	Column int // of the code point at fault in that line, from 1
	Msg    string
	Near   []string // names that were probably meant, the likeliest first
	Advice string   // what to write instead, where that is known; "" else
}

// FaultAt is the error of a query that goes wrong at a byte, which may be its end.
func FaultAt(query string, at int, format string, args ...any) *SyntaxError {
	at = min(max(at, 0), len(query))
	before := query[:at]
	begin := strings.LastIndexByte(before, '\n') + 1
	return &SyntaxError{
		Query: query, Line: 1 + strings.Count(before, "\n"), Column: 1 + utf8.RuneCountInString(before[begin:]),
		Msg: fmt.Sprintf(format, args...),
	}
}

func (e *SyntaxError) Error() string {
	if strings.Contains(strings.TrimSpace(e.Query), "\n") {
		return fmt.Sprintf("line %d, column %d: %s", max(1, e.Line), e.Column, e.Msg)
	}
	return fmt.Sprintf("column %d: %s", e.Column, e.Msg)
}

// Hint is a question or a piece of advice for the person who wrote the query, or "".
func (e *SyntaxError) Hint() string {
	if len(e.Near) == 0 {
		return e.Advice
	}
	return "did you mean " + strings.Join(e.Near, ", or ") + "?"
}

// Excerpt shows the line at fault with a caret under the fault, in two lines.
func (e *SyntaxError) Excerpt() string {
	lines := strings.Split(e.Query, "\n")
	line := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\r' {
			return ' '
		}
		return r
	}, lines[min(max(1, e.Line), len(lines))-1])
	return line + "\n" + strings.Repeat(" ", max(0, e.Column-1)) + "^"
}
