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
}

func (p *bodyReader) document() error {
	if err := p.delim('{'); err != nil {
		return err
	}
	for p.More() {
		key, err := p.Token()
		if err != nil {
			return err
		}
		if err := p.field(key); err != nil {
			return err
		}
	}
	return p.delim('}')
}

func (p *bodyReader) delim(want json.Delim) error {
	t, err := p.Token()
	if err == nil && t != want {
		err = fmt.Errorf("%v stands where %v should", t, want)
	}
	return err
}

func (p *bodyReader) field(key json.Token) error {
	d := &p.doc
	switch key {
	case "id":
		return p.Decode(&d.ID)
	case "sources":
		return p.Decode(&d.Sources)
	case "title":
		return p.Decode(&d.Title)
	case "date":
		return p.Decode(&d.Date)
	case "language":
		return p.Decode(&d.Language)
	case "author":
		return p.Decode(&d.Author)
	case "url":
		return p.Decode(&d.URL)
	case "text":
		return p.Decode(&d.Text)
	case "sentences":
		return readList(p, &d.Sentences, func(*text.Sentence) {})
	case "mentions":
		index := text.NewIndex(d.Text)
		return readList(p, &d.Mentions, func(m *text.Mention) { p.shareMention(m, index) })
	case "entities":
		return readList(p, &d.Entities, func(e *text.Entity) { p.share(&e.Type) })
	case "claims":
		return readList(p, &d.Claims, p.shareClaim)
	}
	var other json.RawMessage
	return p.Decode(&other)
}

// readList reads a list, and shows each of its members.
func readList[T any](p *bodyReader, list *[]T, show func(*T)) error {
	t, err := p.Token()
	if err != nil || t == nil {
		return err
	}
	if t != json.Delim('[') {
		return fmt.Errorf("%v stands where a list should", t)
	}
	*list = []T{}
	for p.More() {
		var v T
		if err := p.Decode(&v); err != nil {
			return err
		}
		show(&v)
		*list = append(*list, v)
	}
	return p.delim(']')
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
func (p *bodyReader) shareMention(m *text.Mention, index *text.Index) {
	if s := m.Span; s.Start >= 0 && s.Start <= s.End {
		if words := index.Slice(s); words == m.Text {
			m.Text = words
		}
	}
	kind := string(m.Kind)
	p.share(&kind)
	m.Kind = text.Kind(kind)
	p.share(&m.Type)
}

func (p *bodyReader) shareClaim(c *text.Claim) {
	status := string(c.Status)
	p.share(&status)
	c.Status = text.Status(status)
	for _, s := range []*string{&c.Relation, &c.Open, &c.Extractor, &c.Rule} {
		p.share(s)
	}
}
