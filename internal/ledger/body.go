package ledger

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// The second line of a document file is bodyStart, the document, bodyEnd.
const (
	bodyStart = `"document":`
	bodyEnd   = "}\n"
)

// body writes a document file's second line. The bytes are those of encoding/json
// for the whole document; but a long one is written a little at a time, since the
// encoder holds all that it was given once more before it hands it on. The first
// error is kept, and nothing written after it.
type body struct {
	io.Writer
	buf bytes.Buffer
	enc *json.Encoder
	err error
}

func writeBody(w io.Writer, d *text.Document) error {
	b := &body{Writer: w}
	b.enc = json.NewEncoder(&b.buf)
	b.enc.SetEscapeHTML(false)
	head := *d
	head.Text, head.Sentences, head.Mentions, head.Entities, head.Claims = "", nil, nil, nil, nil
	b.string(bodyStart)
	b.value(&head, 0, len(`","sentences":null,"mentions":null,"entities":null,"claims":null}`))
	b.text(d.Text)
	b.string(`"`)
	writeList(b, "sentences", d.Sentences)
	writeList(b, "mentions", d.Mentions)
	writeList(b, "entities", d.Entities)
	writeList(b, "claims", d.Claims)
	b.string("}" + bodyEnd)
	return b.err
}

func (b *body) string(s string) { b.write([]byte(s)) }

func (b *body) write(p []byte) {
	if b.err == nil {
		_, b.err = b.Write(p)
	}
}

// value writes a value as JSON, without so many bytes at its beginning and end.
func (b *body) value(v any, from, less int) {
	b.buf.Reset()
	if err := b.enc.Encode(v); err != nil && b.err == nil {
		b.err = err
	}
	if b.err == nil {
		b.write(b.buf.Bytes()[from : b.buf.Len()-less-1]) // the encoder ends a line
	}
}

// pieceSize is how much of a text is encoded at once.
const pieceSize = 1 << 16

// text writes the inside of a JSON string.
func (b *body) text(s string) {
	for len(s) > 0 {
		n := min(len(s), pieceSize)
		for n < len(s) && !utf8.RuneStart(s[n]) {
			n++
		}
		b.value(s[:n], len(`"`), len(`"`))
		s = s[n:]
	}
}

// writeList writes a field that holds a list.
func writeList[T any](b *body, name string, list []T) {
	b.string(`,"` + name + `":`)
	if list == nil {
		b.string("null")
		return
	}
	b.string("[")
	for i := range list {
		if i > 0 {
			b.string(",")
		}
		b.value(&list[i], 0, 0)
	}
	b.string("]")
}
