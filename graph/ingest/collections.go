package ingest

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io"
	"os"

	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/fetch"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// collection hands on the documents of a file that may hold many, as they are found.
func (s *sources) collection(name, form string, info os.FileInfo) bool {
	f, err := os.Open(name)
	if err != nil {
		return s.fail(name, "", collect.Gone(err))
	}
	defer f.Close()
	at := &place{SectionReader: io.NewSectionReader(f, 0, info.Size())}
	whole, more := s.parts(&holder{name: name, form: form, origin: s.origin(name)}, at, func() int64 { return at.n })
	switch {
	case !more:
		return false
	case changed(name, info):
		return s.fail(name, "", ErrChanged)
	case whole:
		return s.emit(Input{Name: name, ended: s.origin(name)}, info.Size())
	}
	return true
}

// place is a file that knows how far it was read.
type place struct {
	*io.SectionReader
	n int64
}

func (p *place) Read(b []byte) (int, error) {
	n, err := p.SectionReader.Read(b)
	p.n += int64(n)
	return n, err
}

func (p *place) ReadAt(b []byte, at int64) (int, error) {
	n, err := p.SectionReader.ReadAt(b, at)
	p.n = max(p.n, min(at+int64(n), p.Size()))
	return n, err
}

// holder is a source that may hold many documents.
type holder struct {
	name, form string
	origin     string          // "" where it has none, and its parts cannot be found again
	as         string          // a name that tells its form, where its own does not
	page       *fetch.Resource // what it holds, where it is a URL
}

// parts hands on the documents of a source, of which at says how much is read. It
// reports whether all that there is could be read.
func (s *sources) parts(h *holder, r io.Reader, at func() int64) (whole, more bool) {
	opt := &collect.Options{
		Form: h.form, As: h.as, Fields: s.opt.Fields, AnyLanguage: s.opt.AnyLanguage,
		Chosen: s.globs.Choose(collect.Known), Excluded: s.globs.Excludes, Tell: s.opt.Said,
	}
	if h.page != nil {
		opt.Charset = h.page.Charset
	}
	whole, more = true, true
	none := true
	inBody := false // a panic is the caller's own
	defer func() {
		if p := recover(); p != nil {
			if inBody {
				panic(p)
			}
			whole, more = false, s.fail(h.name, "", &FaultError{Doing: "reading", Cause: p})
		}
	}()
	for p := range collect.Parts(h.name, r, opt) {
		inBody, none = true, false
		var passed *collect.PassedError
		if p.Err != nil && !errors.As(p.Err, &passed) {
			whole = false
		}
		more = s.emit(Input{Name: h.name, Part: p.Where, size: p.Size, Load: s.loadPart(p, h)}, at())
		inBody = false
		if !more {
			return false, false
		}
	}
	if none { // an archive of pictures, which is told as each of them would be in a folder
		return whole, s.emit(Input{Name: h.name, passed: s.nothing().Error()}, at())
	}
	return whole, true
}

func (s *sources) loadPart(p collect.Part, h *holder) func(context.Context) ([]*text.Document, error) {
	return func(context.Context) ([]*text.Document, error) {
		if p.Err != nil {
			return nil, p.Err
		}
		d, err := p.Read()
		if err != nil {
			return nil, err
		}
		key := ""
		if p.Key != "" {
			key = "#" + p.Key
		}
		if h.origin != "" {
			d.Sources[0].Origin = h.origin + key
		}
		if h.page != nil {
			d.Sources[0].Name = fetch.Name(h.name) + key
			d.URL = cmp.Or(d.URL, h.page.Final)
		}
		return []*text.Document{dated(&d, s.opt.Date)}, nil
	}
}

// stream hands on what comes from standard input, a pipe or a device, which can be
// read but once and may keep one waiting. Its origin is "" unless it stands for what
// can be found again.
func (s *sources) stream(name, origin string, open func() (io.ReadCloser, error)) bool {
	r := patiently(s.ctx, open)
	head := bufio.NewReaderSize(r, collect.SniffLen)
	form := s.opt.From
	if form == "" {
		form = collect.FormOf(name)
	}
	if form == "" {
		begin, _ := head.Peek(collect.SniffLen)
		form = collect.Sniff(begin)
	}
	if form == "" || form == conlluForm {
		return s.emit(Input{Name: name, Load: func(context.Context) ([]*text.Document, error) {
			defer r.Close()
			if form == conlluForm {
				return s.readTrees(name, head, s.opt.Date)
			}
			d, err := read.Reader(name, head, s.opt.reading())
			if err != nil {
				return nil, err
			}
			d.Sources[0].Origin = origin
			return []*text.Document{dated(&d, s.opt.Date)}, nil
		}}, 0)
	}
	defer r.Close()
	_, more := s.parts(&holder{name: name, form: form, origin: origin}, head, func() int64 { return 0 })
	return more
}

// patiently opens and reads a source in a goroutine of its own, so that the reader
// gives up when ctx ends even where nobody is at the other end of a pipe.
func patiently(ctx context.Context, open func() (io.ReadCloser, error)) io.ReadCloser {
	r, w := io.Pipe()
	go func() {
		f, err := open()
		if err == nil {
			_, err = io.Copy(w, f)
			f.Close()
		}
		w.CloseWithError(err) // nil is the end of the source
	}()
	context.AfterFunc(ctx, func() { w.CloseWithError(ctx.Err()) })
	return r
}
