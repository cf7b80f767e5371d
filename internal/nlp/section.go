package nlp

import (
	"iter"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// sectionTokens is how much is read of a long text at once. A section ends with the
// paragraph in which it gets there; where that is endless, with a sentence a
// quarter further on. An article, a report or a chapter is one section. It takes
// some ten megabytes to read, and its words are many beside those that it is shown
// of what came before.
const sectionTokens = 1 << 15

// section is a part of a document on its way to mentions: a document of its own,
// whose spans count from the start of its span in the whole.
type section struct {
	text.Document
	span text.Span
}

// inWhole returns the section's sentences with the spans that they have in the
// whole, to which it gives them.
func (s *section) inWhole() []text.Sentence {
	for i := range s.Sentences {
		shift(&s.Sentences[i], s.span.Start)
	}
	return s.Sentences
}

// sections cuts a document.
type sections struct {
	doc   *text.Document
	index *text.Index
	next  func() (text.Sentence, bool)
	stop  func()
	ahead *text.Sentence // the first of the next section
	size  int            // in tokens; sectionTokens but for tests
}

// newSections returns the sections of a document without tokens. Call stop when
// done.
func newSections(doc *text.Document, size int) *sections {
	s := &sections{doc: doc, index: text.NewIndex(doc.Text), size: size}
	s.next, s.stop = iter.Pull(token.Sentences(doc.Text))
	if sent, ok := s.next(); ok {
		s.ahead = &sent
	}
	return s
}

// more reports whether there is another section.
func (s *sections) more() bool { return s.ahead != nil }

// cut returns the next section, its sentences with their tokens. Its text is its
// own part of the whole.
func (s *sections) cut() *section {
	sents := []text.Sentence{*s.ahead}
	s.ahead = nil
	for n := len(sents[0].Tokens); ; {
		sent, ok := s.next()
		if !ok {
			break
		}
		if n >= s.size && (n >= s.size+s.size/4 || s.parted(&sents[len(sents)-1], &sent)) {
			s.ahead = &sent
			break
		}
		sents = append(sents, sent)
		n += len(sent.Tokens)
	}
	span := sents[0].Span.Cover(sents[len(sents)-1].Span)
	sec := &section{span: span}
	sec.Title, sec.Date, sec.Language = s.doc.Title, s.doc.Date, s.doc.Language
	sec.Text, sec.Sentences = s.index.Slice(span), sents
	for i := range sents {
		shift(&sents[i], -span.Start)
	}
	return sec
}

// parted reports whether a paragraph ends between two sentences: at an empty line,
// or at any line end before a heading.
func (s *sections) parted(a, b *text.Sentence) bool {
	n := strings.Count(s.index.Slice(text.Span{Start: a.Span.End, End: b.Span.Start}), "\n")
	return n > 1 || n > 0 && b.Heading
}

// shift moves a sentence, and what it has, along the text.
func shift(sent *text.Sentence, by int) {
	sent.Span = sent.Span.Plus(by)
	for i := range sent.Tokens {
		sent.Tokens[i].Span = sent.Tokens[i].Span.Plus(by)
	}
	for i := range sent.Times {
		sent.Times[i].Span = sent.Times[i].Span.Plus(by)
	}
}
