package ledger

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// A document file is one JSON object on two lines, so that its header can be
// read alone and git shows which part changed:
//
//	{"format":1,"reader":"rule-1a2b","checksum":"9c56…",
//	"document":{"id":"ab12…","sources":[{"name":"moscow.txt"}],…}}
//
// checksum is the hex SHA-256 of the second line. The same document and reader
// give the same bytes.

const (
	documentsDir   = "documents"
	documentFormat = 1
)

// Header is what a document file says of itself.
type Header struct {
	ID       string `json:"-"` // from the file's name
	Format   int    `json:"format"`
	Reader   string `json:"reader"`
	Checksum string `json:"checksum"`
}

// Record is a document as the workspace keeps it.
type Record struct {
	// Reader is the fingerprint of the analyser, extractor and schema that read
	// the document. Another fingerprint would read it differently.
	Reader   string
	Document *text.Document
	Header   Header // of the file it was read from
}

// Staged is a document on its way into the ledger: durable, but not yet there.
type Staged struct {
	Header
	part staged
}

// name returns the file of a document, below the workspace.
func name(id string) string { return documentsDir + "/" + Folder(id) + "/" + id + ".json" }

// IsID reports whether s has the form of a document's ID.
func IsID(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	return strings.Trim(s, "0123456789abcdef") == ""
}

// Stage writes a document beside the ledger, to be named by Commit. It may be
// called from several goroutines, and is where the time goes.
func (l *Ledger) Stage(r *Record) (*Staged, error) {
	if err := check(r.Document); err != nil {
		return nil, err
	}
	if l.readOnly {
		return nil, ErrReadOnly
	}
	h := header(r)
	part, err := l.files.stage(content{room: len(h.line()), write: func(w io.Writer) ([]byte, error) {
		sum := sha256.New()
		if err := writeBody(io.MultiWriter(w, sum), r.Document); err != nil {
			return nil, err
		}
		h.Checksum = hex.EncodeToString(sum.Sum(nil))
		return h.line(), nil
	}})
	if err != nil {
		return nil, fmt.Errorf("writing document: %w", err)
	}
	return &Staged{Header: h, part: part}, nil
}

// header returns a document's header, with room for the checksum.
func header(r *Record) Header {
	return Header{ID: r.Document.ID, Format: documentFormat, Reader: r.Reader, Checksum: strings.Repeat("0", 2*sha256.Size)}
}

// check makes sure that a document can be written, and read again.
func check(d *text.Document) error {
	if !IsID(d.ID) {
		return fmt.Errorf("document id %q is no SHA-256", d.ID)
	}
	if !utf8.ValidString(d.Text) {
		// JSON would replace the invalid bytes, and offsets would go astray.
		return fmt.Errorf("document %s: text is not valid UTF-8", d.ID)
	}
	return nil
}

// line returns a document file's first line.
func (h Header) line() []byte {
	line, _ := json.Marshal(h) // strings and a number cannot fail
	return append(line[:len(line)-1], ",\n"...)
}

// Commit puts staged documents into the ledger, each in place of an earlier one
// of its ID. When it returns nil they will be there after a crash. After an
// error some may be there, each of them whole.
func (l *Ledger) Commit(docs ...*Staged) error {
	names := make([]string, len(docs))
	parts := make([]staged, len(docs))
	for i, d := range docs {
		names[i], parts[i] = name(d.ID), d.part
	}
	if err := l.files.commit(names, parts); err != nil {
		return fmt.Errorf("writing document: %w", err)
	}
	return nil
}

// Discard drops a staged document that is not wanted after all; nil is none.
func (l *Ledger) Discard(s *Staged) {
	if s != nil {
		l.files.discard(s.part)
	}
}

// Put stages and commits one document.
func (l *Ledger) Put(r *Record) (Header, error) {
	s, err := l.Stage(r)
	if err != nil {
		return Header{}, err
	}
	return s.Header, l.Commit(s)
}

// Remove deletes documents. One that is not there is no error.
func (l *Ledger) Remove(ids ...string) error {
	if l.readOnly {
		return ErrReadOnly
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = name(id)
	}
	if err := l.files.remove(names...); err != nil {
		return fmt.Errorf("removing document: %w", err)
	}
	return nil
}

// Get returns a document: ErrNotFound where there is none, a *DamagedError
// where its file is not what was written.
func (l *Ledger) Get(id string) (*Record, error) {
	f, err := l.open(id)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return decode(id, f)
}

// Verify returns the header of a document whose file is what was written, and
// fails as Get does. It is several times faster.
func (l *Ledger) Verify(id string) (Header, error) {
	f, err := l.open(id)
	if err != nil {
		return Header{}, err
	}
	defer f.Close()
	h, _, err := verify(id, f)
	return h, err
}

func (l *Ledger) open(id string) (io.ReadSeekCloser, error) {
	if !IsID(id) {
		return nil, fmt.Errorf("%w: %q", ErrNotFound, id)
	}
	f, err := l.files.open(name(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNotFound, id)
	} else if err != nil {
		return nil, fmt.Errorf("reading document: %w", err)
	}
	return f, nil
}

// Headers returns the header of every document in a folder, by ascending ID,
// each checked as Verify does: its errors go with the header, which has the ID
// alone then, and the rest go on.
func (l *Ledger) Headers(ctx context.Context, folder string) iter.Seq2[Header, error] {
	return func(yield func(Header, error) bool) {
		names, err := l.files.list(documentsDir + "/" + folder)
		if err != nil {
			yield(Header{}, fmt.Errorf("listing documents: %w", err))
			return
		}
		for _, file := range names {
			if err := ctx.Err(); err != nil {
				yield(Header{}, err)
				return
			}
			id, ok := strings.CutSuffix(file, ".json")
			if !ok || !IsID(id) || Folder(id) != folder {
				continue // not ours
			}
			h, err := l.Verify(id)
			h.ID = id
			if !yield(h, err) {
				return
			}
		}
	}
}

// decodeHeader reads a document file's first line.
func decodeHeader(id string, line []byte) (Header, error) {
	h := Header{ID: id}
	inner, ok := bytes.CutSuffix(line, []byte(",\n"))
	if !ok {
		return h, damaged(id, "its first line is incomplete")
	}
	if err := json.Unmarshal(append(bytes.Clone(inner), '}'), &h); err != nil {
		return h, damaged(id, "its first line is no header")
	}
	if h.Format > documentFormat {
		return h, &FormatError{Path: name(id), Found: h.Format, Known: documentFormat}
	}
	if h.Format < 1 {
		return h, damaged(id, "its first line gives no format")
	}
	return h, nil
}

// verify returns a document file's header, and where its second line begins, which
// is as it was written.
func verify(id string, f io.Reader) (Header, int64, error) {
	r := bufio.NewReader(f)
	line, err := r.ReadBytes('\n')
	if err != nil && err != io.EOF {
		return Header{ID: id}, 0, fmt.Errorf("reading document: %w", err)
	}
	h, err := decodeHeader(id, line)
	if err != nil {
		return h, 0, err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err != nil {
		return h, 0, fmt.Errorf("reading document: %w", err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != h.Checksum {
		return h, 0, damaged(id, "its checksum does not match")
	}
	return h, int64(len(line)), nil
}

// decode reads and checks a whole document file.
func decode(id string, f io.ReadSeeker) (*Record, error) {
	h, start, err := verify(id, f)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(start, io.SeekStart); err != nil {
		return nil, fmt.Errorf("reading document: %w", err)
	}
	d, err := readBody(f)
	var system *fs.PathError
	switch {
	case errors.As(err, &system):
		return nil, fmt.Errorf("reading document: %w", err)
	case err != nil:
		return nil, damaged(id, err.Error())
	case d.ID != id:
		return nil, damaged(id, "it holds another document")
	}
	return &Record{Reader: h.Reader, Document: d, Header: h}, nil
}

func damaged(id, reason string) error {
	return &DamagedError{ID: id, Path: name(id), Reason: reason}
}
