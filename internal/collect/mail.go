package collect

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-mbox"
	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // so that mails in any encoding are read
	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-message/textproto"

	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// message hands on a mail, which is one document: its subject is the title, who sent
// it the author, the day it was sent the date, and its text what that person wrote.
func (g *gathering) message(m member, r io.Reader) {
	data, err := g.whole(m, "", r)
	if err != nil {
		g.failWhole(m, err)
		return
	}
	all := g.attachedTo(data)
	g.found(m, g.mail(m, "", data, len(all) > 0))
	g.attachments(m, "", "", all)
}

// mailbox takes apart an mbox, in which each message begins with a line "From ".
func (g *gathering) mailbox(m member, r io.Reader) {
	box := mbox.NewReader(r)
	for n := 1; !g.done; n++ {
		where := "message " + strconv.Itoa(n)
		next, err := box.NextMessage()
		switch {
		case err == io.EOF && n == 1:
			g.fail(m, "", &read.EmptyError{Name: g.full(m, "")})
			return
		case err == io.EOF:
			return
		case errors.Is(err, mbox.ErrInvalidFormat):
			g.fail(m, "", fmt.Errorf("%s is no mailbox: it does not begin with a line \"From \"", g.full(m, "")))
			return
		case err != nil:
			g.failWhole(m, fmt.Errorf("reading %s: %w", g.full(m, where), err))
			return
		}
		data, err := g.whole(m, where, next)
		var large *read.TooLargeError
		switch {
		case errors.As(err, &large):
			g.fail(m, where, err)
			continue
		case err != nil:
			g.failWhole(m, fmt.Errorf("reading %s: %w", g.full(m, where), err))
			return
		}
		all := g.attachedTo(data)
		p := g.mail(m, where, data, len(all) > 0)
		p.Key = messageKey(data)
		g.found(m, p)
		g.attachments(m, where, p.Key, all)
	}
}

// mail returns the part that a message is. One without words of its own is passed over
// where something is attached to it.
func (g *gathering) mail(m member, where string, data []byte, carries bool) Part {
	name := g.full(m, where)
	return Part{Where: where, Size: int64(len(data)), Read: func() (text.Document, error) {
		doc, err := g.mailDocument(name, data)
		if err == nil {
			err = read.Settle(name, &doc, g.reading())
		}
		var empty *read.EmptyError
		if carries && errors.As(err, &empty) {
			err = &PassedError{Why: "it has no words but what is attached to it"}
		}
		return doc, err
	}}
}

// messageKey returns the ID that a message has, or one by its content.
func messageKey(data []byte) string {
	h, err := textproto.ReadHeader(bufio.NewReader(bytes.NewReader(data)))
	if err == nil {
		if key := rowKey(strings.Trim(strings.TrimSpace(h.Get("Message-Id")), "<>")); key != "" {
			return key
		}
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])[:contentKey]
}

// mailDocument reads a mail. Of its text in several forms the plain one is taken;
// what is attached is for attachments.
func (g *gathering) mailDocument(name string, data []byte) (doc text.Document, err error) {
	var plain, pages []string
	h, err := eachPart(data, func(h *message.Header, body io.Reader) bool {
		if !isBody(h) {
			return true
		}
		kind, params, _ := h.ContentType()
		words, err := io.ReadAll(body)
		if err != nil && len(words) == 0 {
			return true
		}
		if kind == "text/html" {
			pages = append(pages, string(words))
			return true
		}
		s, _ := read.Decode(string(words))
		if strings.EqualFold(params["format"], "flowed") {
			s = unflow(s, strings.EqualFold(params["delsp"], "yes"))
		}
		plain = append(plain, s)
		return true
	})
	head := mail.Header{Header: h}
	doc = mailHead(&head)
	if err != nil && len(plain)+len(pages) == 0 { // what is cut off or wrongly closed keeps what it has
		return doc, fmt.Errorf("%s cannot be read as mail: %w", name, err)
	}
	if !mailLike(&head) {
		return doc, fmt.Errorf("%s is no mail: it has neither sender nor subject nor date", name)
	}
	if len(plain) == 0 && len(pages) > 0 {
		page, err := read.Reader("mail.html", strings.NewReader(strings.Join(pages, "\n")), &read.Options{MaxBytes: g.MaxBytes, AnyLanguage: true})
		if err != nil {
			return doc, fmt.Errorf("%s has its text as a web page alone: %w", name, err)
		}
		plain = []string{page.Text}
	}
	doc.Text = ownWords(strings.Join(plain, "\n\n"), forwarded(doc.Title))
	return doc, nil
}

// mailHead returns what the head of a mail says.
func mailHead(h *mail.Header) text.Document {
	var doc text.Document
	subject, err := h.Subject()
	if err != nil {
		subject, _ = read.Decode(h.Get("Subject"))
	}
	doc.Title = oneLine(subject)
	if t, err := h.Date(); err == nil && !t.IsZero() {
		doc.Date = read.Stamp(t.Format(time.DateOnly)) // where it was sent
	}
	doc.URL = read.WebAddress(strings.Trim(strings.TrimSpace(h.Get("Archived-At")), "<>")) // RFC 5064
	from, err := h.AddressList("From")
	if err != nil || len(from) == 0 {
		from, _ := read.Decode(h.Get("From"))
		doc.Author = oneLine(from)
		return doc
	}
	var names []string
	for _, a := range from {
		if a.Name == "" {
			a.Name = a.Address
		}
		names = append(names, a.Name)
	}
	doc.Author = oneLine(strings.Join(names, ", "))
	return doc
}

// mailLike reports whether a head is that of a mail, rather than of anything.
func mailLike(h *mail.Header) bool {
	return h.Has("From") || h.Has("Subject") || h.Has("Date")
}

var (
	mailboxStart = regexp.MustCompile(`^From \S+ .*\d\d:\d\d.*\r?\n[A-Za-z-]+: `)
	headLine     = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9-]*):[ \t]`)
)

// startsMailbox reports whether a source begins with a message of an mbox.
func startsMailbox(head []byte) bool { return mailboxStart.Match(head) }

// startsMail reports whether a source begins with the head of a mail: it says from
// whom it is, and something that only a mail program writes.
func startsMail(head []byte) bool {
	sender, program := false, false
	for line := range strings.SplitSeq(string(head), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		m := headLine.FindStringSubmatch(line)
		if m == nil {
			return false
		}
		switch strings.ToLower(m[1]) {
		case "from":
			sender = true
		case "message-id", "mime-version", "received", "return-path", "delivered-to":
			program = true
		}
	}
	return sender && program
}
