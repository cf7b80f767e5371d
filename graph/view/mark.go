package view

import (
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// Marks say what a piece of a sentence is to a claim. They are bits: the subject
// mostly stands within the evidence.
type Marks uint8

// The marks.
const (
	InEvidence Marks = 1 << iota
	InSubject
	InObject
	InTime
	Unmarked Marks = 0
)

// Piece is a run of a sentence's characters that have the same marks.
type Piece struct {
	Text  string
	Marks Marks
}

// Mark cuts a sentence into pieces, so that a terminal or a page can show which
// words prove the claim. The sentence begins at code point start of the document.
// The pieces together are the sentence; what of the claim lies outside of it is
// not marked.
func Mark(sentence string, start int, c *graph.Claim) []Piece {
	runes := []rune(sentence)
	marks := make([]Marks, len(runes))
	set := func(from, to int, m Marks) {
		for i := max(0, from-start); i < min(len(runes), to-start); i++ {
			marks[i] |= m
		}
	}
	set(c.Evidence.Start, c.Evidence.End, InEvidence)
	if c.Subject != nil {
		set(c.Subject.Mention.Start, c.Subject.Mention.End, InSubject)
	}
	if c.Object != nil {
		set(c.Object.Mention.Start, c.Object.Mention.End, InObject)
	}
	if c.Time != nil && c.Time.Text != "" {
		words := []rune(c.Time.Text)
		from := max(0, c.Evidence.Start-start)
		if i := indexRunes(runes, words, from); i >= 0 {
			set(start+i, start+i+len(words), InTime)
		} else if i := indexRunes(runes, words, 0); i >= 0 {
			set(start+i, start+i+len(words), InTime)
		}
	}
	return pieces(runes, marks)
}

func pieces(runes []rune, marks []Marks) []Piece {
	var all []Piece
	for from := 0; from < len(runes); {
		to := from + 1
		for to < len(runes) && marks[to] == marks[from] {
			to++
		}
		all = append(all, Piece{string(runes[from:to]), marks[from]})
		from = to
	}
	return all
}

// indexRunes returns where words first stand in runes at or after from, or -1.
func indexRunes(runes, words []rune, from int) int {
	for i := from; i+len(words) <= len(runes); i++ {
		if slices.Equal(runes[i:i+len(words)], words) {
			return i
		}
	}
	return -1
}
