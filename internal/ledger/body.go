package ledger

import (
	"bytes"
	"encoding/json"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// The second line of a document file is bodyStart, the document, bodyEnd.
const (
	bodyStart = `"document":`
	bodyEnd   = "}\n"
)

// headRoom is how much is left free before the second line, so that the first,
// which has the checksum of the second, need not move it. It has some 200 bytes.
const headRoom = 512

// encodeBody returns a document file's second line, headRoom bytes into a buffer.
// The bytes are those of encoding/json for the whole document; but what a long one
// has most of is written a little at a time, since the encoder holds all that it
// was given once more before it hands it on.
func encodeBody(d *text.Document) (*bytes.Buffer, error) {
	head := *d
	head.Sentences, head.Mentions, head.Entities, head.Claims = nil, nil, nil, nil
	b := bytes.NewBuffer(make([]byte, headRoom, headRoom+len(d.Text)+len(d.Text)/8))
	b.WriteString(bodyStart)
	if err := encodeValue(b, &head); err != nil {
		return nil, err
	}
	b.Truncate(b.Len() - len(`,"sentences":null,"mentions":null,"entities":null,"claims":null}`))
	err := encodeList(b, "sentences", d.Sentences)
	if err == nil {
		err = encodeList(b, "mentions", d.Mentions)
	}
	if err == nil {
		err = encodeList(b, "entities", d.Entities)
	}
	if err == nil {
		err = encodeList(b, "claims", d.Claims)
	}
	b.WriteString("}" + bodyEnd)
	return b, err
}

// encodeList writes a field that holds a list.
func encodeList[T any](b *bytes.Buffer, name string, list []T) error {
	b.WriteString(`,"` + name + `":`)
	if list == nil {
		b.WriteString("null")
		return nil
	}
	b.WriteByte('[')
	for i := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encodeValue(b, &list[i]); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}

// encodeValue writes a value as JSON, without the encoder's line end.
func encodeValue(b *bytes.Buffer, v any) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1)
	return nil
}
