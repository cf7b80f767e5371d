// Package treetest makes parsed documents out of a few written lines, so that
// tests of what is read from trees need no parser. Begin at Doc.
package treetest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Doc reads a document, a token a line, a blank line between sentences:
//
//	form  lemma  tag/TAG  head  deprel  [name label]
//
// with heads counted from 1 in the sentence, 0 for the root, "=" for a lemma like
// the lower-case form. A form that begins with "_" stands without a blank after
// the one before it. A line "# heading" marks the sentence that follows, a line
// "# paragraph" begins a paragraph with it, and "# speaker Ann" says who speaks.
//
//	Moscow  =  PROPN/NNP  2  compound  B-Place
func Doc(t testing.TB, lines string) *text.Document {
	t.Helper()
	d := &text.Document{}
	var b strings.Builder
	for part := range strings.SplitSeq(strings.TrimSpace(lines), "\n\n") {
		sent := text.Sentence{Span: text.Span{Start: utf8.RuneCountInString(b.String())}}
		for line := range strings.Lines(part) {
			mark, isMark := strings.CutPrefix(strings.TrimSpace(line), "# ")
			if speaker, ok := strings.CutPrefix(mark, "speaker "); ok {
				sent.Speaker = speaker
			}
			if isMark {
				sent.Heading = sent.Heading || mark == "heading"
				if mark == "paragraph" {
					b.WriteByte('\n')
				}
				continue
			}
			tok, err := token(&b, line, len(sent.Tokens) == 0)
			if err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			sent.Tokens = append(sent.Tokens, tok)
		}
		sent.Span = text.Span{Start: sent.Tokens[0].Span.Start, End: sent.Tokens[len(sent.Tokens)-1].Span.End}
		d.Sentences = append(d.Sentences, sent)
	}
	d.Text = b.String()
	return d
}

// token reads one line, and writes its form to the text.
func token(b *strings.Builder, line string, first bool) (text.Token, error) {
	f := strings.Fields(line)
	if len(f) < 5 {
		return text.Token{}, fmt.Errorf("%d columns, want 5 or 6", len(f))
	}
	head, err := strconv.Atoi(f[3])
	if err != nil {
		return text.Token{}, err
	}
	form, glued := strings.CutPrefix(f[0], "_")
	switch {
	case b.Len() > 0 && first:
		b.WriteByte('\n')
	case b.Len() > 0 && !glued:
		b.WriteByte(' ')
	}
	start := utf8.RuneCountInString(b.String())
	b.WriteString(form)
	tok := text.Token{Form: form, Lemma: f[1], Head: head - 1, Deprel: f[4], Span: text.Span{Start: start, End: start + utf8.RuneCountInString(form)}}
	if tok.Lemma == "=" {
		tok.Lemma = strings.ToLower(form)
	}
	tok.UPOS, tok.XPOS, _ = strings.Cut(f[2], "/")
	if len(f) > 5 {
		tok.Name = f[5]
	}
	return tok, nil
}
