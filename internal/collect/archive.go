package collect

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/read"
)

// Archives are never unpacked to a disk: their files are read one after the other,
// as files of a folder are. What could harm all the same is bounded: a file by
// Options.MaxBytes, archives in archives by their depth, and all that is unpacked by
// what it was unpacked from.

// mostUnpacked is how many times its size a source may unpack to, beyond
// alwaysUnpacked. Texts pack to a tenth, tables and logs to a fiftieth at most; the
// zeros that fill disks, to a thousandth.
const mostUnpacked = 200

// alwaysUnpacked is in bytes. (Tests have less.)
var alwaysUnpacked int64 = 64 << 20

// weighing compares what was unpacked, in however many layers, with what the
// outermost one was unpacked from.
type weighing struct {
	in, out int64
	on      bool // a layer around this one is weighed
}

// weighed is what comes out of a layer.
type weighed struct {
	io.Reader
	g *gathering
}

func (w *weighed) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	u := &w.g.unpacked
	u.out += int64(n)
	if u.out > alwaysUnpacked && u.out > mostUnpacked*u.in {
		return n, &BombError{Name: w.g.name}
	}
	return n, err
}

// counter counts what is taken of the outermost layer.
type counter struct {
	io.Reader
	n *int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.n += int64(n)
	return n, err
}

// unpack reads a source that is compressed.
func (g *gathering) unpack(m member, r io.Reader, open unpacker) {
	inner := m
	switch ext := path.Ext(m.name); strings.ToLower(ext) {
	case ".tgz", ".tbz2":
		inner.name = strings.TrimSuffix(m.name, ext) + ".tar"
	case ".gz", ".bz2":
		inner.name = strings.TrimSuffix(m.name, ext)
	}
	if m.form == "packed" {
		inner.form = ""
	}
	if inner.depth++; inner.depth > deepest {
		g.tooDeep(m)
		return
	}
	if !g.unpacked.on {
		g.unpacked.on = true
		defer func() { g.unpacked.on = false }()
		r = &counter{r, &g.unpacked.in}
	}
	u, err := open(bufio.NewReader(r))
	if err != nil {
		g.fail(m, "", fmt.Errorf("%s: it cannot be unpacked: %w", g.full(m, ""), cutOff(err)))
		return
	}
	g.source(inner, &weighed{inWords{u}, g})
}

func (g *gathering) tooDeep(m member) {
	g.fail(m, "", &MemberError{Name: g.full(m, ""), Why: fmt.Sprintf("it lies in more than %d archives or mails", deepest)})
}

// sizedAt is a source that can be read at any place.
type sizedAt interface {
	io.ReaderAt
	Size() int64
}

// zipHead opens a ZIP archive.
const zipHead = "PK\x03\x04"

// zip takes apart a ZIP archive.
func (g *gathering) zip(m member, r io.Reader) {
	at, ok := r.(sizedAt)
	if !ok {
		data, err := g.whole(m, "", r)
		if err != nil {
			g.failWhole(m, err)
			return
		}
		at = bytes.NewReader(data)
	}
	z, err := zip.NewReader(at, at.Size())
	if err != nil {
		if head := make([]byte, len(zipHead)); errors.Is(err, zip.ErrFormat) {
			if _, e := at.ReadAt(head, 0); e == nil && string(head) == zipHead { // its end lists its files
				err = cutOff(io.EOF)
			}
		}
		g.fail(m, "", fmt.Errorf("%s: it cannot be read as a ZIP archive: %w", g.full(m, ""), err))
		return
	}
	var packed uint64
	for _, f := range z.File {
		packed += min(f.CompressedSize64, 1<<60)
	}
	if packed > uint64(at.Size()) { // its files lie over one another
		g.failWhole(m, &BombError{Name: g.full(m, "")})
		return
	}
	for _, f := range z.File {
		if g.done {
			return
		}
		if !f.FileInfo().Mode().IsRegular() {
			continue
		}
		g.member(m, f.Name, func() (io.Reader, error) {
			if f.Flags&1 != 0 {
				return nil, errors.New("it needs a password")
			}
			if !g.unpacked.on {
				g.unpacked.in += int64(f.CompressedSize64)
			}
			return f.Open()
		})
	}
}

// tar takes apart a tar archive.
func (g *gathering) tar(m member, r io.Reader) {
	end, r := endingOf(r)
	t := tar.NewReader(r)
	for n := 0; !g.done; n++ {
		h, err := t.Next()
		if err == io.EOF && end.zeros >= tarEnd {
			if _, err = io.Copy(io.Discard, r); err == nil { // of what is compressed the checksum comes last
				return
			}
		}
		if err != nil {
			g.failWhole(m, fmt.Errorf("%s cannot be read as a tar archive beyond its file %d: %w", g.full(m, ""), n, cutOff(err)))
			return
		}
		if h.Typeflag == tar.TypeReg {
			g.member(m, h.Name, func() (io.Reader, error) { return inWords{t}, nil })
		}
	}
}

// member takes apart a file of an archive, where it is wanted.
func (g *gathering) member(archive member, name string, open func() (io.Reader, error)) {
	name, err := memberName(name)
	m := member{name: name, path: join(archive.path, "#", name), depth: archive.depth + 1}
	if archive.at != "" {
		m.at = join(archive.at, ", ", name)
	}
	switch {
	case err != nil:
		g.fail(m, "", &MemberError{Name: g.full(m, ""), Why: err.Error()})
		return
	case beside(name) || !g.Chosen(name):
		return
	case m.depth > deepest:
		g.tooDeep(m)
		return
	}
	r, err := open()
	if err != nil {
		g.fail(m, "", &MemberError{Name: g.full(m, ""), Why: err.Error()})
		return
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
		if !g.unpacked.on { // of a ZIP archive, whose files are compressed one by one
			g.unpacked.on = true
			defer func() { g.unpacked.on = false }()
		}
		r = &weighed{inWords{r}, g}
	}
	g.source(m, r)
}

// memberName returns the path of an archive's file as it is kept. One that leads
// out of the archive is an error: nothing is ever written there, but no honest
// archive has it, and the path would name another file beside the archive.
func memberName(name string) (string, error) {
	if !utf8.ValidString(name) {
		if name, _ = read.Decode(name); name == "" {
			return name, errors.New("its path is written in no known way")
		}
	}
	if !strings.Contains(name, "/") {
		name = strings.ReplaceAll(name, `\`, "/")
	}
	clean := path.Clean(name)
	if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") || len(clean) > 1 && clean[1] == ':' {
		return name, errors.New("its path leads out of the archive")
	}
	return clean, nil
}

// beside reports whether a file lies in an archive for the sake of a system: it or
// a folder above it is hidden, or made by macOS.
func beside(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." || part == "__MACOSX" {
			return true
		}
	}
	return false
}
