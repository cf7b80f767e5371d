package token

import (
	"bytes"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// TestLearn fits a classifier to two lines in which a slash ends every sentence,
// against all habit, and finds that it has learned just that.
func TestLearn(t *testing.T) {
	doc := text.Document{Text: "Ann ran / Bob ran / Ann sat / Bob sat /\n\nBob ran / Ann sat / Bob sat / Ann ran /"}
	at := 0
	for range 8 {
		doc.Sentences = append(doc.Sentences, text.Sentence{Span: text.Span{Start: at, End: at + 9}})
		at += 10
		if at == 40 {
			at++
		}
	}
	var docs []text.Document
	for range 20 {
		docs = append(docs, doc)
	}
	b := Learn(docs)
	if !bytes.Equal(b, Learn(docs)) {
		t.Error("learning twice from the same documents gives different weights")
	}
	m, err := load(b)
	if err != nil {
		t.Fatal(err)
	}
	s := &scanner{doc: "Ann sat / Bob ran / Ann ran /", model: m}
	s.seek(block{0, len(s.doc)})
	for s.i < s.end {
		s.word()
	}
	s.look()
	if ends := s.breaks(true); len(ends) != 3 {
		t.Errorf("sentences end before tokens %v, want 3 of them", ends)
	}
}

func TestLoadDamaged(t *testing.T) {
	for _, data := range []string{"", magic, magic + "abcd", magic + "abcdefg", "quadrille sentences 9\nabcdefgh"} {
		if _, err := load([]byte(data)); err == nil {
			t.Errorf("weights %q are taken", data)
		}
	}
}
