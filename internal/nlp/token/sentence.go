package token

import (
	"strings"
	"unicode"
)

type features struct{}

// breaks returns the ends of the sentences among the pieces gathered, as indexes
// into them. Unless the block is at its end, the rest after the last one waits.
func (s *scanner) breaks(atEnd bool) []int {
	var ends []int
	from := 0
	for i := 1; i < len(s.pieces); i++ {
		if i-from >= maxSentence || s.ends(i) {
			ends = append(ends, i)
			from = i
		}
	}
	if atEnd && from < len(s.pieces) {
		ends = append(ends, len(s.pieces))
	}
	return ends
}

// ends reports whether a sentence ends before piece i.
func (s *scanner) ends(i int) bool {
	p := i - 1
	if s.pieces[i].gap == none || closes(s.form(s.pieces[i])) {
		return false
	}
	for p > 0 && closes(s.form(s.pieces[p])) && s.pieces[p].gap == none {
		p--
	}
	if !terminal(s.form(s.pieces[p])) {
		return false
	}
	return !unicode.IsLower(first(s.form(s.pieces[i])))
}

// closes reports whether a token is a bracket or quotation mark that may follow a
// full stop within its sentence.
func closes(form string) bool {
	switch form {
	case `"`, "”", "’", "'", "''", "’’", ")", "]", "}", "»":
		return true
	}
	return false
}

// terminal reports whether a token is the mark that a sentence may end with.
func terminal(form string) bool {
	return form != "" && strings.Trim(form, ".?!…") == ""
}
