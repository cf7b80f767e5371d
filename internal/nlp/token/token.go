// Package token splits raw text into sentences and their words, as the English
// treebanks of Universal Dependencies do. Begin at Split.
//
// A text goes through three steps. lines.go judges line ends: which part two
// blocks (a headline, a byline, a paragraph) and which merely wrap a long line.
// scan.go cuts a block into words: punctuation, numbers and clitics come off,
// compounds are cut at their hyphens ("Al-Qaeda-linked" is five tokens, as the
// parser saw it in training, so that the name in it is a span of its own), and
// what has points or slashes of its own (URLs, dates, "U.S.") stays whole.
// sentence.go decides where sentences end within a block.
//
// Every token's Span indexes the text as it was given, in code points, and its
// Form is exactly those code points. Nothing is changed, and nothing but white
// space and invisible marks is left out.
package token

import (
	"iter"
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// maxSentence is the most tokens a sentence may have. No sentence of a treebank
// reaches it; a list or a table without full stops does, and the parser's work
// grows with the square of the length.
const maxSentence = 256

// window is how many tokens are gathered before sentences are cut from them, so
// that memory stays bounded in a text of one endless line.
const window = 16 * maxSentence

// Split returns the sentences of doc with their tokens. Form, Span and Joined are
// set; Head is -1 throughout. It takes any string, and never fails.
func Split(doc string) []text.Sentence {
	return slices.Collect(Sentences(doc))
}

// Sentences hands on the sentences of doc one by one, for texts too long to hold
// all their tokens in memory.
func Sentences(doc string) iter.Seq[text.Sentence] {
	return func(yield func(text.Sentence) bool) {
		s := &scanner{doc: doc, model: standard()}
		lines := newLines(doc)
		for {
			b, ok := lines.next()
			if !ok {
				return
			}
			if !s.block(b, yield) {
				return
			}
		}
	}
}

// block reads the words of one block and hands on its sentences. It reports
// whether more are wanted.
func (s *scanner) block(b block, yield func(text.Sentence) bool) bool {
	s.seek(b)
	for s.i < s.end {
		s.word()
		if len(s.pieces) < window {
			continue
		}
		if !s.cut(false, yield) {
			return false
		}
	}
	return s.cut(true, yield)
}

// cut hands on the sentences found in the pieces gathered so far. Unless the block
// is at its end, the last sentence waits for more words.
func (s *scanner) cut(atEnd bool, yield func(text.Sentence) bool) bool {
	from := 0
	for _, to := range s.breaks(atEnd) {
		if !yield(s.sentence(from, to, atEnd)) {
			return false
		}
		from = to
	}
	s.pieces = s.pieces[:copy(s.pieces, s.pieces[from:])]
	if from > 0 {
		s.fresh = false
	}
	return true
}

// sentence makes the pieces [from, to) a sentence.
func (s *scanner) sentence(from, to int, atEnd bool) text.Sentence {
	pieces := s.pieces[from:to]
	toks := make([]text.Token, len(pieces))
	for i, p := range pieces {
		toks[i] = text.Token{
			Form: s.doc[p.start:p.end], Head: -1, Joined: p.joined,
			Span: text.Span{Start: p.from, End: p.to},
		}
	}
	whole := from == 0 && s.fresh && atEnd && to == len(s.pieces)
	return text.Sentence{
		Span:    text.Span{Start: pieces[0].from, End: pieces[len(pieces)-1].to},
		Tokens:  toks,
		Heading: whole && s.heading(pieces),
	}
}

// maxHeading is the most tokens a heading has; a longer line without a full stop
// is a paragraph that lacks one.
const maxHeading = 40

// heading reports whether pieces, which fill a block, read as a headline, a byline
// or a caption: no full stop, question mark or colon closes them, and something
// in them is a word.
func (s *scanner) heading(pieces []piece) bool {
	last := len(pieces) - 1
	for last > 0 && closes(s.form(pieces[last])) {
		last--
	}
	if len(pieces) > maxHeading || terminal(s.form(pieces[last])) {
		return false
	}
	return slices.ContainsFunc(pieces, func(p piece) bool { return startsWord(s.form(p)) })
}
