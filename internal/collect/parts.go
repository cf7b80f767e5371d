// Package collect finds the documents of sources that hold any number of them:
// folders, tables, mailboxes, archives. What a single document says is for package
// read. Begin at Parts, or at Walk for folders; Collections lists the forms.
package collect

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Part is one document of a source that holds any number of them: a row of a table,
// a message of a mailbox or what is attached to it, a file of an archive. It is found,
// but not read yet.
type Part struct {
	// Where says to people which one it is: "line 17", "message 3",
	// "reports/a.txt", "posts.csv, line 17", "message 3, attachment report.pdf". It is ""
	// for what is the whole source,
	// and for what is wrong with it.
	Where string
	// Key tells it from the other parts for as long as the source has it: a row's
	// own ID, a message's, a file's path. A row without one is known by its content,
	// so that rows before it may come and go. It is "" where the source is but one
	// document.
	Key string
	// Size is how many bytes it holds in memory.
	Size int64
	// Err says why there is nothing to read. A *PassedError, here or of Read, is no fault.
	Err error
	// Read makes the document. Its one source has a name and no origin. It may be
	// called from any goroutine, once.
	Read func() (text.Document, error)
}

// Options say how a source is taken apart. The zero value and nil are the
// defaults.
type Options struct {
	// MaxBytes is the size from which one part is refused; 0 is read.DefaultMaxBytes.
	MaxBytes int64
	// AnyLanguage reads what is not in English, which otherwise is a
	// *read.LanguageError.
	AnyLanguage bool
	// Form is a name of Collections. Default: it is found out.
	Form string
	// As is the name that tells the form where Form does not. Default: the source's own.
	As string
	// Charset is the encoding that the server told of a table. Default: none.
	Charset string
	// Fields are the names of what is in a row. Default: they are guessed.
	Fields Fields
	// Chosen says which files of an archive are wanted, by their path in it.
	// Default: those that Known knows.
	Chosen func(path string) bool
	// Excluded says which attachments of mails are not wanted, by their name. Default:
	// none.
	Excluded func(name string) bool
	// Tell is told, in a sentence without a full stop, what was guessed of a table.
	// Default: nobody is told.
	Tell func(string)
}

// Collection is a form of sources that hold any number of documents.
type Collection struct {
	Name       string   // as a command line has it: "jsonl"
	Says       string   // as people say it: "JSON lines"
	Extensions []string // with their full stop, small letters
}

// Collections are the forms of sources that hold any number of documents. What is
// compressed by gzip or bzip2 is read as what it is without that.
var Collections = []Collection{
	{Name: "jsonl", Says: "JSON lines", Extensions: []string{".jsonl", ".ndjson"}},
	{Name: "json", Says: "JSON", Extensions: []string{".json"}},
	{Name: "csv", Says: "CSV", Extensions: []string{".csv"}},
	{Name: "tsv", Says: "TSV", Extensions: []string{".tsv", ".tab"}},
	{Name: "eml", Says: "mail", Extensions: []string{".eml"}},
	{Name: "mbox", Says: "mailboxes (mbox)", Extensions: []string{".mbox"}},
	{Name: "zip", Says: "ZIP archives", Extensions: []string{".zip"}},
	{Name: "tar", Says: "tar archives", Extensions: []string{".tar", ".tgz", ".tbz2"}},
}

type unpacker func(io.Reader) (io.Reader, error)

// packed are the endings of what is compressed.
var packed = map[string]unpacker{
	".gz":   func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	".tgz":  func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	".bz2":  func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil },
	".tbz2": func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil },
}

// FormOf returns which of Collections a source is by its name, "" where it is one
// document or the name does not tell.
func FormOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if ext == ".gz" || ext == ".bz2" {
		if form := FormOf(name[:len(name)-len(ext)]); form != "" {
			return form
		}
		return "packed"
	}
	for _, c := range Collections {
		for _, e := range c.Extensions {
			if ext == e {
				return c.Name
			}
		}
	}
	return ""
}

// Packed reports whether a name is that of what is compressed by gzip or bzip2.
func Packed(name string) bool { return packed[strings.ToLower(path.Ext(name))] != nil }

// Known reports whether the name of a file says that it can be read.
func Known(name string) bool {
	if ext := strings.ToLower(path.Ext(name)); ext == ".gz" || ext == ".bz2" {
		return Known(name[:len(name)-len(ext)])
	}
	return read.Known(name) || FormOf(name) != ""
}

// SniffLen is how much of a source's beginning Sniff wants to see.
const SniffLen = 4096

// Sniff returns which of Collections a source is by its first bytes, "" where they
// do not tell, as those of a table never do.
func Sniff(head []byte) string {
	body := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte(zipHead)):
		// Documents of office programs and books are ZIP archives, too.
		for _, s := range []string{"mimetype", "[Content_Types].xml", "word/", "xl/", "ppt/", "_rels/"} {
			if len(head) > 30 && bytes.HasPrefix(head[30:], []byte(s)) {
				return ""
			}
		}
		return "zip"
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return "tar"
	case bytes.HasPrefix(head, []byte("\x1f\x8b")), bytes.HasPrefix(head, []byte("BZh")) && len(head) > 10 && string(head[4:10]) == "1AY&SY":
		return "packed"
	case startsMailbox(body):
		return "mbox"
	case startsMail(body):
		return "eml"
	case startsRow(body):
		return "jsonl"
	}
	return ""
}

// Parts hands on the documents of a source whose form is that of opts, that of its
// name, or the one its beginning shows. Parts that cannot be read are handed on
// with what is wrong, and the others go on; a Part without Where says what is wrong
// with the source itself. Of r no more is read than the parts that are asked for
// need. A ZIP archive that comes as an io.ReaderAt with a Size is read where it
// lies, and in memory otherwise.
//
// Errors are those of read.File, and *RowError, *FieldError, *MemberError, *BombError,
// *PassedError.
func Parts(name string, r io.Reader, opts *Options) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		g := &gathering{name: name, yield: yield, seen: map[uint64]int{}, seed: maphash.MakeSeed()}
		if opts != nil {
			g.Options = *opts
		}
		if g.Chosen == nil {
			g.Chosen = Known
		}
		g.source(member{name: cmp.Or(g.As, name), form: g.Form}, r)
	}
}

// gathering is one source that is being taken apart.
type gathering struct {
	Options
	name  string
	yield func(Part) bool
	done  bool // nobody wants more

	seen     map[uint64]int // how often a key was there, by its hash
	seed     maphash.Seed
	unpacked weighing
}

// member is a source, or a part of one that may have parts itself.
type member struct {
	name  string // of the file
	form  string // "" where it is to be found out
	path  string // below the source: "a.zip#b/c.csv" has "b/c.csv"
	at    string // what people are told of where it is, of what is attached to a mail; else they are told the path
	depth int    // how many archives and mails it is in
}

// where names a part of a member.
func (m member) where(part string) string { return join(cmp.Or(m.at, m.path), ", ", part) }

// key tells a part of a member from all others of the source.
func (m member) key(part string) string { return join(m.path, "#", part) }

func join(a, between, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}

// emit hands a part on; what is wrong with all of a member is a part of the source.
// It reports whether more is wanted.
func (g *gathering) emit(p Part) bool {
	if !g.done {
		g.done = !g.yield(p)
	}
	return !g.done
}

func (g *gathering) fail(m member, part string, err error) bool {
	return g.emit(Part{Where: m.where(part), Err: m.passing(err)})
}

// found hands on a part that can be read. The second part of a key is told from the
// first by a number, for people number things twice.
func (g *gathering) found(m member, p Part) bool {
	p.Where, p.Key = m.where(p.Where), m.key(p.Key)
	if p.Key != "" {
		h := maphash.String(g.seed, p.Key)
		if g.seen[h]++; g.seen[h] > 1 {
			p.Key += "(" + strconv.Itoa(g.seen[h]) + ")"
		}
	}
	name := join(filepath.Base(g.name), "#", p.Key)
	if g.name == "-" {
		name = join("standard input", "#", p.Key)
	}
	make := p.Read
	p.Read = func() (text.Document, error) {
		d, err := make()
		if err == nil {
			d.Sources = []text.Source{{Name: name}}
		}
		return d, m.passing(err)
	}
	return g.emit(p)
}

// full returns how errors name a part.
func (g *gathering) full(m member, part string) string { return join(g.name, ", ", m.where(part)) }

// deepest is how many archives may lie in one another. Nobody who wants to be read
// needs more.
const deepest = 4

// source takes apart a source, or a member of one.
func (g *gathering) source(m member, r io.Reader) {
	if unpack := packed[strings.ToLower(path.Ext(m.name))]; unpack != nil && m.form != "zip" {
		g.unpack(m, r, unpack)
		return
	}
	if m.form == "" || m.form == "packed" { // and its name does not show by what
		m.form = FormOf(m.name)
	}
	if m.form == "" && !read.Known(m.name) {
		b := bufio.NewReaderSize(r, SniffLen)
		head, _ := b.Peek(SniffLen)
		m.form = Sniff(head)
		if _, at := r.(sizedAt); !at || m.form != "zip" {
			r = b // of which nothing is lost
		}
		if m.form == "packed" {
			ending := ".bz2"
			if head[0] == 0x1f {
				ending = ".gz"
			}
			g.unpack(m, r, packed[ending])
			return
		}
	}
	switch m.form {
	case "jsonl":
		g.jsonLines(m, r)
	case "json":
		g.jsonValues(m, r)
	case "csv":
		g.table(m, r, 0)
	case "tsv":
		g.table(m, r, '\t')
	case "eml":
		g.message(m, r)
	case "mbox":
		g.mailbox(m, r)
	case "zip":
		g.zip(m, r)
	case "tar":
		g.tar(m, r)
	case "":
		g.document(m, r)
	default:
		g.fail(m, "", fmt.Errorf("there is no form %q", m.form))
	}
}

// document hands on a source that is one document.
func (g *gathering) document(m member, r io.Reader) {
	data, err := g.whole(m, "", r)
	if err != nil {
		g.failWhole(m, err)
		return
	}
	g.found(m, Part{Size: int64(len(data)), Read: func() (text.Document, error) {
		return read.Reader(m.name, bytes.NewReader(data), g.reading())
	}})
}

// failWhole says what is wrong with a member. After a bomb nothing more is read.
func (g *gathering) failWhole(m member, err error) {
	var bomb *BombError
	g.fail(m, "", err)
	g.done = g.done || errors.As(err, &bomb)
}

// maxBytes is the size from which one part is refused.
func (g *gathering) maxBytes() int64 {
	if g.MaxBytes <= 0 {
		return read.DefaultMaxBytes
	}
	return g.MaxBytes
}

// reading says how a part is read.
func (g *gathering) reading() *read.Options {
	return &read.Options{MaxBytes: g.MaxBytes, AnyLanguage: g.AnyLanguage}
}

// whole reads all of r, up to the limit.
func (g *gathering) whole(m member, part string, r io.Reader) ([]byte, error) {
	limit := g.maxBytes()
	var data read.Gatherer
	_, err := data.ReadFrom(io.LimitReader(r, limit+1))
	if int64(data.Len()) > limit {
		return nil, &read.TooLargeError{Name: g.full(m, part), Limit: limit}
	}
	return data.Bytes(), err
}
