// Package read turns sources into documents: clean text, with a title and a date
// where the source has them. Begin at File; Formats lists what can be read, one file
// of this package for each.
package read

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// DefaultMaxBytes is the most that is read of one source unless Options say
// otherwise: 200 MB, a shelf of books.
const DefaultMaxBytes = 200 << 20

// Options say how sources are read. The zero value and nil are the defaults.
type Options struct {
	// MaxBytes is the size from which a source is refused; 0 is DefaultMaxBytes.
	MaxBytes int64
	// AnyLanguage reads texts that are not in English, which are otherwise
	// refused with a *LanguageError.
	AnyLanguage bool
	// As is the name that tells the format of a source whose bytes do not show it.
	// Default: the source's own.
	As string
	// URL is where the source was fetched from, and the document's where it names no
	// other. A page that was fetched and has no main text is a *BareError. Default: it
	// was not fetched.
	URL string
	// Charset is the encoding that the server told, which goes before what a page says
	// of itself. Default: none.
	Charset string
}

func (o *Options) maxBytes() int64 {
	if o == nil || o.MaxBytes <= 0 {
		return DefaultMaxBytes
	}
	return o.MaxBytes
}

// as returns the name that tells the format of a source.
func (o *Options) as(name string) string {
	if o == nil || o.As == "" {
		return name
	}
	return o.As
}

// Format is a kind of source.
type Format struct {
	Name       string   // as people say it: "Markdown"
	Extensions []string // with their full stop, small letters
	// is reports whether the bytes of a source show that they are of this format,
	// whatever the source is called. It is nil where they do not show it.
	is func(data string) bool
	// bytes says that read takes the bytes of a source as they stand, not decoded.
	bytes bool
	// read makes a document of a whole source, decoded to UTF-8 with "\n" line
	// ends. It sets Text, and Title, Date, Author and URL where it finds them.
	read func(src string) (text.Document, error)
	// fetched is what read is for a source that was fetched from an address, where
	// that makes a difference.
	fetched func(src string, from *url.URL) (text.Document, error)
}

// Formats are the formats that can be read. The first is what a source is taken
// for that neither its bytes nor its extension place.
var Formats = []Format{
	{Name: "plain text", Extensions: []string{".txt", ".text"}, read: plain},
	{Name: "Markdown", Extensions: []string{".md", ".markdown"}, read: markdown},
	{Name: "web pages (HTML)", Extensions: []string{".html", ".htm", ".xhtml"}, is: isHTML, bytes: true, read: savedPage, fetched: webPage},
	{Name: "PDF", Extensions: []string{".pdf"}, is: isPDF, bytes: true, read: portable},
	{Name: "Word (DOCX)", Extensions: []string{".docx"}, is: isDOCX, bytes: true, read: word},
	{Name: "OpenDocument (ODT)", Extensions: []string{".odt"}, is: isODT, bytes: true, read: openDocument},
	{Name: "EPUB", Extensions: []string{".epub"}, is: isEPUB, bytes: true, read: book},
	{Name: "RTF", Extensions: []string{".rtf"}, is: isRTF, bytes: true, read: richText},
}

// formatOf returns the format of a name by its extension.
func formatOf(name string) (f Format, known bool) {
	ext := strings.ToLower(path.Ext(name))
	for _, f := range Formats {
		for _, e := range f.Extensions {
			if ext == e {
				return f, true
			}
		}
	}
	return Formats[0], false
}

// formatBy returns the format that data shows.
func formatBy(data string) (f Format, known bool) {
	for _, f := range Formats {
		if f.is != nil && f.is(data) {
			return f, true
		}
	}
	return Formats[0], false
}

// File reads the file at name. Its source is named by the last part of the path,
// and its origin is the path itself with slashes.
//
// A *NotTextError, an *EmptyError, a *TooLargeError, a *LanguageError or a
// *DamagedError says what is wrong with the content; other errors are the system's.
func File(name string, opts *Options) (text.Document, error) {
	f, err := os.Open(name)
	if err != nil {
		return text.Document{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return text.Document{}, err
	}
	if info.IsDir() {
		return text.Document{}, fmt.Errorf("%s is a folder", name)
	}
	if limit := opts.maxBytes(); info.Size() > limit {
		return text.Document{}, &TooLargeError{Name: name, Limit: limit}
	}
	doc, err := reader(name, f, info.Size(), opts)
	if err != nil {
		return text.Document{}, err
	}
	doc.Sources[0].Origin = filepath.ToSlash(filepath.Clean(name))
	return doc, nil
}

// Reader reads a source from r. Its format is the one that its bytes show, or else
// that of the name's extension; the name "-" is standard input. The document has its
// ID and one source without an origin. Errors are those of File.
func Reader(name string, r io.Reader, opts *Options) (text.Document, error) {
	return reader(name, r, 0, opts)
}

// Content reads a source from r as it stands, decoded to UTF-8 with "\n" line ends.
// Errors are those of File.
func Content(name string, r io.Reader, opts *Options) (string, error) {
	data, err := whole(name, r, 0, opts)
	if err != nil {
		return "", err
	}
	kind := magic(data)
	if kind == "" {
		data, kind = decode(data)
	}
	if kind != "" {
		return "", &NotTextError{Name: name, Kind: kind}
	}
	return data, nil
}

// reader reads a source that probably has so many bytes. A long one is held once:
// it is read to where it stays, and what is kept of it are parts of that.
func reader(name string, r io.Reader, size int64, opts *Options) (text.Document, error) {
	data, err := whole(name, r, size, opts)
	if err != nil {
		return text.Document{}, err
	}
	doc, err := convert(name, data, opts)
	if err != nil {
		return text.Document{}, err
	}
	if err := Settle(name, &doc, opts); err != nil {
		return text.Document{}, err
	}
	doc.Sources = []text.Source{{Name: sourceName(name)}}
	return doc, nil
}

// whole returns the bytes of a source that probably has so many.
func whole(name string, r io.Reader, size int64, opts *Options) (string, error) {
	limit := opts.maxBytes()
	var data strings.Builder
	if size > 0 {
		data.Grow(int(min(size, limit)))
		if _, err := io.Copy(&data, io.LimitReader(r, limit+1)); err != nil {
			return "", fmt.Errorf("reading %s: %w", name, err)
		}
		if int64(data.Len()) > limit {
			return "", &TooLargeError{Name: name, Limit: limit}
		}
		return data.String(), nil
	}
	var parts Gatherer
	if _, err := parts.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	if int64(parts.Len()) > limit {
		return "", &TooLargeError{Name: name, Limit: limit}
	}
	data.Grow(parts.Len())
	parts.WriteTo(&data)
	return data.String(), nil
}

// convert makes a document of a source's bytes. What they show goes before what
// the source is called, for people rename files.
func convert(name, data string, opts *Options) (text.Document, error) {
	format, shown := formatBy(data)
	if !shown {
		format, _ = formatOf(opts.as(name))
		// An archive that does not show what is in it is what it is called.
		if kind := magic(data); kind != "" && !(format.bytes && kind == zipArchive) {
			return text.Document{}, &NotTextError{Name: name, Kind: kind}
		}
	}
	if !format.bytes || format.fetched != nil {
		data = opts.told(data)
	}
	if !format.bytes {
		var kind string
		if data, kind = decode(data); kind != "" {
			return text.Document{}, &NotTextError{Name: name, Kind: kind}
		}
	}
	doc, err := format.from(data, opts)
	var bare *BareError
	if errors.As(err, &bare) {
		bare.Name = name
		return text.Document{}, bare
	}
	if err != nil {
		return text.Document{}, &DamagedError{Name: name, Format: format.Name, Err: err}
	}
	doc.Title = strings.Join(strings.Fields(doc.Title), " ")
	return doc, nil
}

// from makes a document of a source that may have been fetched.
func (f *Format) from(data string, opts *Options) (doc text.Document, err error) {
	if opts == nil || opts.URL == "" {
		return f.read(data)
	}
	if f.fetched != nil {
		from, err := url.Parse(opts.URL)
		if err != nil {
			return doc, err
		}
		doc, err = f.fetched(data, from)
		if err != nil {
			return doc, err
		}
	} else if doc, err = f.read(data); err != nil {
		return doc, err
	}
	doc.URL = cmp.Or(doc.URL, opts.URL)
	return doc, nil
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func sourceName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return filepath.Base(name)
}

// ID returns the identity of a document's content: the SHA-256 of its title, its
// date and its text, with a zero byte after each of the first two, in small hex
// digits. Where a document came from is no part of it, so the same text under two
// names is one document.
func ID(doc *text.Document) string {
	h := sha256.New()
	io.WriteString(h, doc.Title+"\x00"+doc.Date+"\x00")
	io.Copy(h, struct{ io.Reader }{strings.NewReader(doc.Text)}) // a little at a time, for a hash takes bytes
	return hex.EncodeToString(h.Sum(nil))
}
