package collect

import (
	"bytes"
	"io"

	"github.com/emersion/go-message"
)

// deepestPart is how many parts of a mail may lie in one another. Programs nest three or
// four; the time to read them grows with the square of it.
const deepestPart = 32

// eachPart shows the head and the content of each part of a mail that has no parts
// itself, in order, until take returns false. It returns the head of the mail, and an
// error where not all could be shown.
func eachPart(data []byte, take func(*message.Header, io.Reader) bool) (message.Header, error) {
	e, err := message.Read(bytes.NewReader(data))
	if err != nil && !message.IsUnknownCharset(err) {
		return message.Header{}, err
	}
	_, err = eachPartOf(e, 0, take)
	return e.Header, err
}

func eachPartOf(e *message.Entity, depth int, take func(*message.Header, io.Reader) bool) (more bool, err error) {
	parts := e.MultipartReader()
	if parts == nil {
		return take(&e.Header, e.Body), nil
	}
	if depth == deepestPart {
		return true, nil // what lies there nobody meant to be read
	}
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			return true, nil
		}
		if err != nil && !message.IsUnknownCharset(err) {
			return false, err
		}
		if more, err := eachPartOf(p, depth+1, take); !more || err != nil {
			return more, err
		}
	}
}

// isAttached reports whether a part is meant as an attachment rather than as a part of
// the text.
func isAttached(h *message.Header) bool {
	kind, _, _ := h.ContentType()
	disposition, _, _ := h.ContentDisposition()
	text := kind == "" || len(kind) > 5 && kind[:5] == "text/"
	return disposition != "inline" && (disposition == "attachment" || !text)
}

// isBody reports whether a part is the mail's own text, or a form of it.
func isBody(h *message.Header) bool {
	kind, _, _ := h.ContentType()
	return !isAttached(h) && (kind == "text/plain" || kind == "text/html" || kind == "")
}
