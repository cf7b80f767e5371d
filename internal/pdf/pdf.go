// Package pdf reads the text of PDF files (ISO 32000-1): for each page the pieces of
// text in the order in which they are painted, with their places. Making lines,
// columns and paragraphs of them is the reader's business. Begin at Read.
//
// Files come from anywhere, so that every loop here is bounded: by the depth of
// objects, by how much is unpacked, and by how much is gone through.
package pdf

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// What a file can have that keeps its text from being read.
var (
	ErrPassword = errors.New("it has a password")
	ErrNoPages  = errors.New("it is damaged: it has no pages that can be found")
	ErrCut      = fmt.Errorf("%w, for its end is missing", ErrNoPages)
)

// A LimitError says that a file is more than is read.
type LimitError struct{ What string }

func (e *LimitError) Error() string { return "it " + e.What }

const (
	// mostUnpacked is how much may be unpacked of a file, in bytes. A page of text
	// is some ten thousand.
	mostUnpacked = 100 << 20
	// mostPages is more than any book has.
	mostPages = 50000
	// mostItems bounds the memory for objects, some fifty bytes a member.
	mostItems = 5 << 20
	// mostPieces bounds the memory for what is painted: a book of a thousand pages
	// has a million.
	mostPieces = 3 << 20
	// deepest is how deep objects, trees and drawings within drawings may go.
	deepest = 64
)

// Document is the text of a file.
type Document struct {
	Title, Author string // "" where the file has none
	Created       string // as the file has it: "D:20240326101500Z", or in ISO 8601
	URL           string // where it was published, "" where the file does not say
	Pages         []Page
	// Shown and Unknown count the characters that are painted, and of these those of
	// which the file does not say what they are.
	Shown, Unknown int
	// Damage is what is missing of the file.
	Damage Damage
}

// Page is a page, as it is meant to be looked at.
type Page struct {
	Width, Height float64 // in points, 1/72 inch
	Pieces        []Piece // in the order in which they are painted
}

// Piece is a run of text on one line. X and Y are the left end of its base line, in
// points from the lower left corner of the page; W is how far it goes to the right.
type Piece struct {
	Text    string
	X, Y, W float64
	Size    float64 // of its font, in points
}

// file is a file that is being read.
type file struct {
	data    string
	offsets map[int]place // of the objects, by number
	cache   map[int]any   // of objects that were read
	packs   map[int]*pack // the object streams that were read, by number
	reading map[int]bool  // objects that are being read, so that none waits for itself
	crypt   *crypt
	trailer dict
	left    int64         // how much more may be unpacked
	work    int64         // how much more may be gone through
	pieces  int           // how many more may be kept
	items   int           // how many members of objects may still be kept
	fonts   map[int]*font // by the number of their object
	err     error         // the first limit that was passed
	damage  Damage
	torn    int // the number of the object that the end of the file cuts off, 0 for none
	faults  int // how many streams could not be unpacked to their end
}

// place is where an object stands: in the file, or in an object stream.
type place struct {
	offset int // in the file, behind "obj"
	stream int // the number of the object stream, 0 for none
	index  int // in the stream
}

// Read reads a file. Damaged parts are passed over where that is possible, and
// Document.Damage tells of them. Errors are ErrPassword, ErrNoPages, ErrCut, a
// *LimitError, and what is wrong with the file's encryption.
func Read(data string) (*Document, error) {
	f := &file{
		data: data, offsets: map[int]place{}, cache: map[int]any{}, packs: map[int]*pack{},
		reading: map[int]bool{}, fonts: map[int]*font{},
		left: mostUnpacked, work: 64<<20 + 20*int64(len(data)), pieces: mostPieces, items: mostItems,
	}
	f.find()
	if enc, ok := f.resolve(f.trailer["Encrypt"]).(dict); ok {
		c, err := f.newCrypt(enc)
		if err != nil {
			return nil, err
		}
		f.crypt = c
		f.cache = map[int]any{} // what was read so far was not decrypted
	}
	f.findPacked()
	doc := &Document{}
	info, _ := f.resolve(f.trailer["Info"]).(dict)
	doc.Title, doc.Author, doc.Created = f.textOf(info["Title"]), f.textOf(info["Author"]), f.textOf(info["CreationDate"])
	f.metadata(doc)
	pages := f.pages()
	switch {
	case f.err == nil && len(pages) == 0 && f.damage.Cut:
		return nil, ErrCut
	case f.err == nil && len(pages) == 0:
		return nil, ErrNoPages
	}
	for i, p := range pages {
		if f.err != nil {
			break
		}
		before := f.faults
		doc.Pages = append(doc.Pages, f.page(p, doc))
		if p.torn || f.faults > before {
			f.damage.Broken = append(f.damage.Broken, i+1)
		}
	}
	if f.err != nil {
		return nil, f.err
	}
	doc.Damage = f.damage
	return doc, nil
}

// limit notes that a limit was passed; whoever loops looks at f.err.
func (f *file) limit(format string, args ...any) {
	if f.err == nil {
		f.err = &LimitError{What: fmt.Sprintf(format, args...)}
	}
}

// pageDict is a page with what it has from the nodes of the tree above it.
type pageDict struct {
	dict, resources dict
	box             array
	rotate          float64
	torn            bool // the end of the file cuts it off
}

// pages returns the pages in order.
func (f *file) pages() (out []pageDict) {
	root, _ := f.resolve(f.trailer["Root"]).(dict)
	seen := map[int]bool{}
	unfound := 0
	var walk func(v any, from pageDict, depth int)
	walk = func(v any, from pageDict, depth int) {
		if r, ok := v.(ref); ok {
			if seen[int(r)] {
				return
			}
			seen[int(r)] = true
		}
		d, ok := f.resolve(v).(dict)
		if !ok || f.missing(v) {
			unfound++
		}
		if !ok || depth > deepest || f.err != nil {
			return
		}
		from.dict, from.torn = d, f.missing(v)
		if r, ok := f.resolve(d["Resources"]).(dict); ok {
			from.resources = r
		}
		for _, key := range [...]name{"MediaBox", "CropBox"} {
			if b, ok := f.resolve(d[key]).(array); ok && len(b) == 4 {
				from.box = b
			}
		}
		if n, ok := f.resolve(d["Rotate"]).(float64); ok {
			from.rotate = n
		}
		kids, isNode := f.resolve(d["Kids"]).(array)
		if !isNode {
			if len(out) >= mostPages {
				f.limit("has more than %d pages", mostPages)
				return
			}
			out = append(out, from)
			return
		}
		for _, k := range kids {
			walk(k, from, depth+1)
		}
	}
	walk(root["Pages"], pageDict{}, 0)
	if len(out) == 0 && f.err == nil {
		out = f.strays()
	}
	f.count(root, len(out), unfound)
	return out
}

// textOf reads a text string (ISO 32000-1, 7.9.2.2): UTF-16 with its mark, UTF-8
// with its mark, or PDFDocEncoding, which is read as windows-1252.
func (f *file) textOf(v any) string {
	s, _ := f.resolve(v).(str)
	raw := string(s)
	switch {
	case strings.HasPrefix(raw, "\xfe\xff"):
		return fromUTF16(raw[2:])
	case strings.HasPrefix(raw, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(raw[3:], "\ufffd")
	}
	var out strings.Builder
	for i := range len(raw) {
		out.WriteString(winAnsi[raw[i]])
	}
	return out.String()
}

func fromUTF16(s string) string {
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units))
}
