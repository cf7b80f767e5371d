package ingest

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/fetch"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Where a path is a URL, what it holds is fetched and then read as a file of that
// form. URLs are fetched a few ahead of what is read, so that several hosts work at
// once, and read in the order in which they were given.

// FetchOptions say how URLs are fetched.
type FetchOptions = fetch.Options

// readAhead is how many URLs are on their way at once.
const readAhead = 8

// pageBytes is what a URL counts for in the share of a build that is done: nobody
// knows its size before, and most pages have some such.
const pageBytes = 64 << 10

// coming is a path whose turn will come, and what is fetched of it meanwhile.
type coming struct {
	path string
	err  error // why there is none
	page chan fetched
}

type fetched struct {
	*fetch.Resource
	err error
}

// drop lets go of what nobody wants any more.
func (c *coming) drop() {
	if c.page == nil {
		return
	}
	if p := <-c.page; p.err == nil {
		p.Close()
	}
}

// ahead hands on the paths, and has fetched what the next ones hold.
func (s *sources) ahead() iter.Seq[coming] {
	return func(yield func(coming) bool) {
		ctx, cancel := context.WithCancel(s.ctx)
		client := fetch.New(s.fetching())
		queue := make(chan coming, readAhead-2) // one more is at each end
		go func() {
			defer close(queue)
			for p, err := range s.all() {
				c := coming{path: p, err: err}
				if err == nil && fetch.Is(p) {
					c.page = fetchPage(ctx, client, p)
				}
				select {
				case queue <- c:
				case <-ctx.Done():
					c.drop()
					return
				}
			}
		}()
		defer func() {
			cancel()
			go func() { // a list from standard input may keep its reader waiting
				for c := range queue {
					c.drop()
				}
				client.Close()
			}()
		}()
		for {
			select {
			case c, ok := <-queue:
				if !ok || !yield(c) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

func fetchPage(ctx context.Context, client *fetch.Client, address string) chan fetched {
	out := make(chan fetched, 1)
	go func() {
		var f fetched
		defer func() {
			if p := recover(); p != nil {
				f.err = &FaultError{Doing: "fetching", Cause: p}
			}
			out <- f
		}()
		f.Resource, f.err = client.Get(ctx, address)
	}()
	return out
}

// fetching says how URLs are fetched, and by whom: servers are told the truth.
func (s *sources) fetching() *FetchOptions {
	opt := s.opt.Fetch
	if opt.Agent == "" {
		version := strings.Trim(program(), "()")
		opt.Agent = "quadrille/" + version + " (+https://github.com/quadrille-kg/quadrille)"
	}
	return &opt
}

// page hands on what a URL holds.
func (s *sources) page(c *coming) bool {
	var p fetched
	select {
	case p = <-c.page:
	case <-s.ctx.Done():
		go c.drop()
		return false
	}
	defer func() { s.done += pageBytes }()
	if p.err != nil {
		return s.fail(fetch.Clean(c.path), "", p.err)
	}
	// A build that ends before its turn comes closes it, too.
	forget := context.AfterFunc(s.ctx, func() { p.Close() })
	done := func() {
		forget()
		p.Close()
	}
	as, form, err := s.pageForm(p.Resource)
	if err != nil {
		done()
		return s.fail(p.URL, "", err)
	}
	if form == "" || form == conlluForm {
		return s.emit(Input{Name: p.URL, Load: func(context.Context) ([]*text.Document, error) {
			defer done()
			return s.readPage(p.Resource, as)
		}}, pageBytes)
	}
	defer done()
	at := &place{SectionReader: io.NewSectionReader(p, 0, p.Size())}
	share := func() int64 { return int64(float64(at.n) / float64(max(1, p.Size())) * pageBytes) }
	origin := s.origin(p.URL)
	whole, more := s.parts(&holder{name: p.URL, form: form, origin: origin, as: as, page: p.Resource}, at, share)
	if more && whole {
		return s.emit(Input{Name: p.URL, ended: origin}, pageBytes)
	}
	return more
}

// pageForm finds out which form of many documents a URL has, "" for that of one, and
// a name that tells the same: by its media type, or else its name, or else its
// bytes. Of what servers unpack or pack on the way its bytes alone can tell.
func (s *sources) pageForm(r *fetch.Resource) (as, form string, err error) {
	head := make([]byte, min(collect.SniffLen, r.Size()))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return "", "", err
	}
	as = collect.MediaName(fileName(r), r.Type)
	shown := collect.Sniff(head)
	ext := strings.ToLower(path.Ext(as))
	switch {
	case shown == "packed" && !collect.Packed(as):
		as += map[bool]string{true: ".gz", false: ".bz2"}[head[0] == 0x1f]
	case shown != "packed" && (ext == ".tgz" || ext == ".tbz2"):
		as = strings.TrimSuffix(as, path.Ext(as)) + ".tar"
	case shown != "packed" && collect.Packed(as):
		as = strings.TrimSuffix(as, path.Ext(as))
	}
	if s.opt.From != "" {
		return as, s.opt.From, nil
	}
	isXML := r.Type == "text/xml" || r.Type == "application/xml" || strings.HasSuffix(r.Type, "+xml")
	if m := feed.FindSubmatch(head); m != nil {
		return "", "", fetch.Unfit(r.URL, fmt.Sprintf("a feed or a list of addresses (<%s>), and no text", m[1]),
			"give the addresses of its articles; --files-from takes a list")
	}
	if isXML && r.Type != "application/xhtml+xml" && !pageRoot.Match(head) {
		return "", "", fetch.Unfit(r.URL, fmt.Sprintf("XML of a kind that is not read (%s)", r.Type), "")
	}
	if form = collect.FormOf(as); form == "" && !read.Known(as) {
		form = shown
	}
	return as, form, nil
}

var (
	// feed is how feeds of news and maps of sites begin.
	feed     = regexp.MustCompile(`^(?:\xef\xbb\xbf)?(?:\s*<[?!][^>]*>)*\s*<(rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]`)
	pageRoot = regexp.MustCompile(`(?i)<html[\s>]|<!doctype html`)
)

// fileName returns the name under which a browser would save what a URL holds, or
// one with an ending that is known.
func fileName(r *fetch.Resource) string {
	var last string
	for _, name := range []string{r.Filename, pathName(r.Final), pathName(r.URL)} {
		if collect.Known(name) {
			return name
		}
		if last == "" {
			last = name
		}
	}
	return cmp.Or(last, "page")
}

func pathName(address string) string {
	if u, err := url.Parse(address); err == nil && u.Path != "" && !strings.HasSuffix(u.Path, "/") {
		return path.Base(u.Path)
	}
	return ""
}

// readPage reads a URL that is one document, or a file of trees.
func (s *sources) readPage(r *fetch.Resource, as string) (docs []*text.Document, err error) {
	whole := io.NewSectionReader(r, 0, r.Size())
	if s.opt.From == conlluForm {
		docs, err = s.readTrees(r.URL, whole, s.opt.Date)
		for _, d := range docs {
			d.URL = r.Final
		}
		return docs, err
	}
	opt := s.opt.reading()
	opt.As, opt.URL, opt.Charset = as, r.Final, r.Charset
	opt.MaxBytes = max(1, r.Size()) // which was weighed already
	d, err := read.Reader(r.URL, whole, opt)
	if err != nil {
		return nil, err
	}
	d.Sources = []text.Source{s.source(r.URL)}
	return []*text.Document{dated(&d, s.opt.Date)}, nil
}

// source returns how the source of a path or URL is kept.
func (s *sources) source(name string) text.Source {
	if fetch.Is(name) {
		return text.Source{Name: fetch.Name(name), Origin: s.origin(name)}
	}
	return text.Source{Name: filepath.Base(name), Origin: s.origin(name)}
}
