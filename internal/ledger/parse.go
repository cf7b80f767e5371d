package ledger

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// errNoDocument says that a second line is not made as it should be.
var errNoDocument = errors.New("its second line is no document")

// readBody reads what writeBody wrote. A long document's file is several times its
// text, so that it is read a little at a time, and words that recur, as those of a
// mention do in the text and the types in every mention, are kept once.
func readBody(r io.Reader) (*text.Document, error) {
	b := bufio.NewReader(r)
	start := make([]byte, len(bodyStart))
	if _, err := io.ReadFull(b, start); err != nil {
		return nil, err
	}
	if string(start) != bodyStart {
		return nil, errNoDocument
	}
	p := &bodyReader{Decoder: json.NewDecoder(b), words: map[string]string{}}
	if err := p.document(); err != nil {
		return nil, err
	}
	end, err := io.ReadAll(io.LimitReader(io.MultiReader(p.Buffered(), b), int64(len(bodyEnd)+1)))
	if err == nil && string(end) != bodyEnd {
		err = errNoDocument
	}
	doc := p.doc // by itself: the decoder has a buffer as long as the text
	return &doc, err
}

// bodyReader reads a document field by field.
type bodyReader struct {
	*json.Decoder
	doc   text.Document
	words map[string]string
	limit *limited // of what comes from anywhere; nil for a file of ours
}

func (p *bodyReader) document() error { return p.object(p.field) }

func (p *bodyReader) delim(want json.Delim) error {
	t, err := p.Token()
	if err == nil && t != want {
		err = fmt.Errorf("%s stands where %v should", token(t), want)
	}
	return err
}

// token names a token of JSON in an error; a text is not repeated, however long it is.
func token(t json.Token) string {
	switch t := t.(type) {
	case nil:
		return "null"
	case string:
		return "a text"
	default:
		return fmt.Sprint(t)
	}
}

func (p *bodyReader) field(key string) error {
	d := &p.doc
	switch key {
	case "id":
		return p.value(&d.ID)
	case "sources":
		return p.value(&d.Sources)
	case "title":
		return p.value(&d.Title)
	case "date":
		return p.value(&d.Date)
	case "language":
		return p.value(&d.Language)
	case "author":
		return p.value(&d.Author)
	case "url":
		return p.value(&d.URL)
	case "text":
		return p.value(&d.Text)
	case "sentences":
		return readList(p, &d.Sentences, func(s *text.Sentence) error { return p.filled(text.Span{End: s.Span.End}, "sentence") })
	case "mentions":
		index := text.NewIndex(d.Text)
		return readList(p, &d.Mentions, func(m *text.Mention) error { return p.shareMention(m, index) })
	case "entities":
		return readList(p, &d.Entities, p.shareEntity)
	case "claims":
		return readList(p, &d.Claims, p.shareClaim)
	}
	if p.limit != nil {
		return &fieldError{key}
	}
	var other json.RawMessage
	return p.Decode(&other)
}

// readList reads a list, and shows each of its members.
func readList[T any](p *bodyReader, list *[]T, show func(*T) error) error {
	t, err := p.Token()
	if err != nil || t == nil {
		return err
	}
	if t != json.Delim('[') {
		return fmt.Errorf("%s stands where a list should", token(t))
	}
	*list = []T{}
	for p.More() {
		var v T
		if err := p.value(&v); err != nil {
			return err
		}
		if err := show(&v); err != nil {
			return err
		}
		*list = append(*list, v)
	}
	return p.delim(']')
}

// filled refuses what covers no words, of what comes from anywhere: "{}" would take
// thirty times its length in memory.
func (p *bodyReader) filled(s text.Span, what string) error {
	if p.limit != nil && s.End <= s.Start {
		return fmt.Errorf("a %s covers no words", what)
	}
	return nil
}

// share puts in the place of words the same ones of an earlier place.
func (p *bodyReader) share(s *string) {
	if known, ok := p.words[*s]; ok {
		*s = known
		return
	}
	p.words[*s] = *s
}

// shareMention makes a mention's words a part of the text.
func (p *bodyReader) shareMention(m *text.Mention, index *text.Index) error {
	if s := m.Span; s.Start >= 0 && s.Start <= s.End {
		if words := index.Slice(s); words == m.Text {
			m.Text = words
		}
	}
	kind := string(m.Kind)
	p.share(&kind)
	m.Kind = text.Kind(kind)
	p.share(&m.Type)
	return p.filled(m.Span, "mention")
}

func (p *bodyReader) shareEntity(e *text.Entity) error {
	p.share(&e.Type)
	if p.limit != nil && len(e.Mentions) == 0 {
		return errors.New("an entity is never mentioned")
	}
	return nil
}

func (p *bodyReader) shareClaim(c *text.Claim) error {
	status := string(c.Status)
	p.share(&status)
	c.Status = text.Status(status)
	for _, s := range []*string{&c.Relation, &c.Open, &c.Extractor, &c.Rule} {
		p.share(s)
	}
	return p.filled(c.Span, "claim")
}
