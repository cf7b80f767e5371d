package collect

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"

	"github.com/emersion/go-message"

	"github.com/quadrille-kg/quadrille/internal/read"
)

// What is attached to a mail is a document of its own, or holds some: a report, a table,
// an archive, a mail that was passed on whole. It is found again by the mail's ID and its
// own name. Mails within mails lie as deep as archives within archives may, and each
// thing that is attached may be as long as a file.

// mostAttached is how many things one mail may have attached to it.
const mostAttached = 1000

// attached is one thing that is attached to a mail.
type attached struct {
	name string // of the file, as people are told; "" for none
	kind string // its media type, in small letters
	data []byte
	err  error // it could not be taken out
}

// attachedTo returns what is attached to a mail, but for what only belongs to its look or
// proves its sender: pictures in its text, signatures, receipts.
func (g *gathering) attachedTo(data []byte) (all []attached) {
	eachPart(data, func(h *message.Header, body io.Reader) bool { // what is cut off keeps what it has
		if isBody(h) {
			return true
		}
		a := attached{name: fileName(h)}
		a.kind, _, _ = h.ContentType()
		a.kind = strings.ToLower(a.kind)
		if belongsToMail(h, &a) {
			return true
		}
		limit := g.maxBytes()
		var err error
		a.data, err = io.ReadAll(io.LimitReader(body, limit+1))
		switch {
		case int64(len(a.data)) > limit:
			a.err = &read.TooLargeError{Limit: limit}
		case err != nil && len(a.data) == 0:
			a.err = err
		}
		all = append(all, a)
		return len(all) <= mostAttached // one more, so that it shows
	})
	return all
}

// belongsToMail reports whether a part is there for the mail's sake, and no document
// that somebody sent.
func belongsToMail(h *message.Header, a *attached) bool {
	disposition, _, _ := h.ContentDisposition()
	switch path.Ext(strings.ToLower(a.name)) {
	case ".p7s", ".sig":
		return true
	}
	family, _, _ := strings.Cut(a.kind, "/")
	switch {
	case family == "image" || family == "audio" || family == "video":
		return disposition != "attachment" || h.Has("Content-Id") // it is shown in the text
	case family == "text" && disposition != "attachment" && a.name == "":
		return true // the same text in a form for few programs
	}
	switch a.kind {
	case "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-keys",
		"application/pgp-encrypted", "application/applefile", "text/rfc822-headers", "message/rfc822-headers", "message/delivery-status",
		"message/disposition-notification", "message/feedback-report", "message/external-body", "message/partial":
		return true
	}
	return false
}

// longestFileName is how many letters of a file's name are kept.
const longestFileName = 120

// fileName returns the name of a part's file without the folders that some programs
// write before it, "" where it has none.
func fileName(h *message.Header) string {
	_, params, _ := h.ContentDisposition()
	name := params["filename"]
	if name == "" {
		_, params, _ = h.ContentType()
		name = params["name"]
	}
	name, _ = read.Decode(name)
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ReplaceAll(name, `\`, "/"))
	name = path.Base(oneLine(name))
	if strings.Trim(name, "./ ") == "" {
		return ""
	}
	if runes := []rune(name); len(runes) > longestFileName {
		ext := path.Ext(name)
		if len(ext) > 10 {
			ext = ""
		}
		name = string(runes[:longestFileName-len(ext)]) + ext
	}
	return name
}

// attachments hands on what is attached to a message: part says to people which message
// of m it is, and key tells it from the others.
func (g *gathering) attachments(m member, part, key string, all []attached) {
	for i := range all[:min(len(all), mostAttached)] {
		if g.done {
			return
		}
		g.attachment(m, part, key, &all[i])
	}
	if len(all) > mostAttached {
		g.fail(m, join(part, ", ", "attachments"), fmt.Errorf("%s: of more than %d the rest is not read", g.full(m, part), mostAttached))
	}
}

func (g *gathering) attachment(m member, part, key string, a *attached) {
	isMessage := strings.HasPrefix(a.kind, "message/")
	said, own := "attachment "+a.name, a.name
	switch {
	case a.name == "" && isMessage:
		said = "attached message"
	case a.name == "":
		said = "attachment without a name"
	}
	if !Known(a.name) {
		a.name += a.ending()
	}
	switch {
	case FormOf(a.name) == "eml": // its name is a program's or any other's
		own = messageKey(a.data)
	case own == "":
		sum := sha256.Sum256(a.data)
		own = hex.EncodeToString(sum[:])[:contentKey]
	}
	inner := member{
		name: a.name, path: join(m.path, "#", join(key, "/", own)), at: join(m.where(part), ", ", said), depth: m.depth + 1,
	}
	var large *read.TooLargeError
	switch {
	case g.Excluded != nil && g.Excluded(inner.name):
	case errors.As(a.err, &large):
		large.Name = g.full(inner, "")
		g.fail(inner, "", large)
	case a.err != nil:
		g.fail(inner, "", fmt.Errorf("%s cannot be taken out of its mail: %w", g.full(inner, ""), a.err))
	case inner.depth > deepest:
		g.tooDeep(inner)
	case !Known(a.name) && !read.Shows(string(a.data)) && Sniff(a.data[:min(len(a.data), SniffLen)]) == "":
		g.fail(inner, "", &PassedError{Why: unreadable(a)})
	default:
		g.source(inner, bytes.NewReader(a.data))
	}
}

// ending is that of the names of files of its media type, for what has no name that tells.
func (a *attached) ending() string {
	switch a.kind {
	case "text/plain": // of which MediaName makes nothing, for servers say it of anything
		return ".txt"
	case "message/global": // RFC 6532
		return ".eml"
	}
	return media[a.kind]
}

// unreadable says why an attachment is passed over.
func unreadable(a *attached) string {
	if strings.EqualFold(path.Ext(a.name), ".dat") && strings.HasSuffix(a.kind, "ms-tnef") {
		return "it is what Outlook sends to itself (winmail.dat)"
	}
	if kind := read.Looks(string(a.data)); kind != "" && kind != "binary data" {
		return "it looks like " + kind
	}
	return "it is of no form that is read: " + cmp.Or(a.kind, "of no media type")
}

// passing makes of what is no fault in something attached, which nobody chose to read by
// itself, a reason to pass it over.
func (m member) passing(err error) error {
	var kind *read.NotTextError
	var empty *read.EmptyError
	var field *FieldError
	switch {
	case m.at == "" || err == nil:
		return err
	case errors.As(err, &kind):
		return &PassedError{Why: "it looks like " + kind.Kind}
	case errors.As(err, &empty):
		return &PassedError{Why: "there are no words in it"}
	case errors.As(err, &field) && field.Value == "" && field.Field == "":
		return &PassedError{Why: "it is a table, and which of its fields holds a text does not show by itself"}
	}
	return err
}
