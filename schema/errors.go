package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Error is a mistake in a schema file: where it stands, what is wrong, and what
// was probably meant.
type Error struct {
	File   string // as it was given or extended; "general.yaml" for a built-in one
	Line   int    // from 1; 0 where the file as a whole is at fault
	Column int    // from 1, in characters
	Msg    string
	Hint   string // a sentence such as `did you mean "Agent"?`, or empty
}

// Error gives "file:line:column: message", and the hint after a semicolon.
func (e *Error) Error() string {
	where := e.File
	if e.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", e.File, e.Line, e.Column)
	}
	if e.Hint == "" {
		return where + ": " + e.Msg
	}
	return where + ": " + e.Msg + "; " + e.Hint
}

// Errors are the mistakes of one load, by file, line and column. Load and Parse
// return no other type, so errors.As finds either this or the first *Error.
type Errors []*Error

// maxShown keeps a file that is something else altogether from filling the screen.
const maxShown = 20

// Error gives one mistake a line, the first twenty of them.
func (es Errors) Error() string {
	var b strings.Builder
	for i, e := range es {
		if i == maxShown {
			fmt.Fprintf(&b, "\nand %d more", len(es)-i)
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.Error())
	}
	return b.String()
}

// Unwrap lets errors.Is and errors.As look at each.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// place is where a word stands. Files are numbered in the order they are read,
// the extended ones first.
type place struct {
	file      string
	line, col int
}

// report gathers mistakes as the files are read.
type report struct{ errs Errors }

func (r *report) add(at place, hint, format string, args ...any) {
	r.errs = append(r.errs, &Error{
		File: at.file, Line: at.line, Column: at.col, Hint: hint,
		Msg: fmt.Sprintf(format, args...),
	})
}

// err returns what was gathered in reading order, or nil.
func (r *report) err() error {
	if len(r.errs) == 0 {
		return nil
	}
	first := map[string]int{} // files keep the order of their first mistake
	for i, e := range r.errs {
		if _, ok := first[e.File]; !ok {
			first[e.File] = i
		}
	}
	slices.SortStableFunc(r.errs, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(first[a.File], first[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return r.errs
}

// didYouMean words the hint for the nearest of the known words, or the whole
// choice where that is short, or nothing.
func didYouMean(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if n := len(known); n > 0 && n <= 12 {
		return "it is one of " + strings.Join(known, ", ")
	}
	return ""
}

// nearest returns the known word closest to what was written, the first of
// several, or "" where none is close. Two letters may differ, as two changed
// about do, and more in a long word; but half of the word must be right.
func nearest(word string, known []string) string {
	lower := strings.ToLower(word)
	n := len([]rune(word))
	best, at := "", min(n/2, max(2, n/3))+1
	for _, k := range known {
		d := levenshtein.ComputeDistance(lower, strings.ToLower(k))
		if d < at {
			best, at = k, d
		}
	}
	return best
}
