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
	s.look()
	s.heading = s.fresh && atEnd && s.isHeading()
	ends := s.breaks(atEnd)
	from := 0
	for _, to := range ends {
		sent := s.sentence(from, to)
		sent.Heading = s.heading || from == 0 && s.fresh && to == s.dateline()
		if !yield(sent) {
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

// sentence makes tokens of pieces.
func (s *scanner) sentence(from, to int) text.Sentence {
	pieces := s.pieces[from:to]
	toks := make([]text.Token, len(pieces), len(pieces)+1)
	for i, p := range pieces {
		toks[i] = text.Token{
			Form: s.form(p), Head: -1, Joined: p.joined,
			Span: text.Span{Start: p.from, End: p.to},
		}
	}
	toks = freeStop(toks)
	return text.Sentence{
		Span:   text.Span{Start: pieces[0].from, End: pieces[len(pieces)-1].to},
		Tokens: toks,
	}
}

// freeStop parts the full stop that ends the sentence from an abbreviation that
// shares it: "etc." at the end is "etc" and ".". Initials keep theirs ("in the
// U.S."), for the names they make are known with it.
func freeStop(toks []text.Token) []text.Token {
	last := &toks[len(toks)-1]
	n := len(last.Form) - 1
	if n < 2 || last.Form[n] != '.' || !abbreviations[last.Form[:n]] && !shouted[last.Form[:n]] && last.Form != "p.m." && last.Form != "a.m." {
		return toks
	}
	stop := text.Token{Form: last.Form[n:], Head: -1, Span: text.Span{Start: last.Span.End - 1, End: last.Span.End}}
	last.Form, last.Span.End = last.Form[:n], stop.Span.Start
	return append(toks, stop)
}

// maxHeading is the most tokens a heading has; a longer line without a full stop
// is a paragraph that lacks one.
const maxHeading = 40

// isHeading reports whether the pieces, which fill a block, read as a headline, a
// byline or a caption: something in them is a word, and there is no full stop or
// question mark among them, nor a colon or an abbreviation at the end.
func (s *scanner) isHeading() bool {
	if len(s.pieces) > maxHeading {
		return false
	}
	words := false
	for i, l := range s.looks {
		switch l.shape {
		case stop, bang, dots:
			return false
		case colon, short:
			if i == len(s.looks)-1 {
				return false
			}
		}
		words = words || l.shape != nothing && l.shape < firstMark
	}
	return words
}
