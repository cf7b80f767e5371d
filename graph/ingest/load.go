package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// LoadOptions say how contributions are loaded. The zero value, or nil, works.
type LoadOptions struct {
	// Root is the folder from which the origins of contributions are told. Default:
	// the current one.
	Root string
	// Stdin is what "-" reads. Default: nothing.
	Stdin io.Reader
	// Progress is told after each line that is done with, one call at a time.
	Progress func(Progress)
}

// Loaded is what Load did.
type Loaded struct {
	*Report
	// Others are the readers of contributions that are not the workspace's own, sorted.
	Others []OtherReader
	// Unknown are relations and types that the schema has not, sorted.
	Unknown []string
}

// OtherReader is a reader that is not the workspace's own.
type OtherReader struct {
	Reader    string
	Documents int // how many it read
	// OtherSchema says that it has another schema, and Schema which: the name of a
	// built-in one, or else the beginning of its fingerprint.
	OtherSchema bool
	Schema      string
	// Stays says that what it read cannot be read again, as it came with its trees or
	// claims. Otherwise the next Build does that.
	Stays bool
}

// LineError says what is wrong with a line of contributions.
type LineError struct {
	File string
	Line int
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err) }
func (e *LineError) Unwrap() error { return e.Err }

// Load is the second half of Build: it takes contributions, which Extract wrote, from
// files and "-", which is LoadOptions.Stdin, compressed by gzip or not, and stores,
// resolves and indexes them as Build does what it reads itself. What it makes of all
// shards of a corpus, in any order, Build makes of the corpus.
//
// A line that is no sound contribution fails with a *LineError, and the rest go on. It
// is taken at its word as to who read it. A document that the workspace has by its own
// reader stays as it is. What another reader or schema has read is taken, named in
// Loaded.Others, and read again by the next Build from its text.
func (w *Workspace) Load(ctx context.Context, files []string, opt *LoadOptions) (*Loaded, error) {
	if opt == nil {
		opt = &LoadOptions{}
	}
	l := &loading{w: w, opt: opt, files: files, others: map[string]int{}, unknown: map[string]bool{}}
	var err error
	if l.reader, err = w.fingerprint(); err != nil {
		return nil, err
	}
	if l.root, err = filepath.Abs(opt.Root); err != nil {
		return nil, err
	}
	l.root = filepath.ToSlash(l.root)
	if w.Dir() != "" {
		if l.dir, err = filepath.Abs(w.Dir()); err != nil {
			return nil, err
		}
		l.dir = filepath.ToSlash(l.dir)
	}
	l.measure()
	report, err := w.add(ctx, l.inputs, &BuildOptions{Progress: opt.Progress, loading: l}, true)
	if report == nil {
		return nil, err
	}
	return &Loaded{Report: report, Others: l.otherReaders(), Unknown: slices.Sorted(maps.Keys(l.unknown))}, err
}

// loading is a Load under way.
type loading struct {
	w         *Workspace
	opt       *LoadOptions
	files     []string
	reader    string // the workspace's own
	root, dir string // of origins, and of the workspace; with slashes

	yield       func(Input) bool
	total, done int64 // bytes; total is 0 where it is not known

	mutex   sync.Mutex
	others  map[string]int // documents by other readers
	unknown map[string]bool
}

// mostTold bounds what is kept of readers, relations and types, of which those who
// made the lines may have made as many as they liked.
const mostTold = 1000

// heldLine is how long a line may be, in bytes, to be read beside others. What is
// longer, some hundred pages of text, is read while it comes. (Tests have less.)
var heldLine = 16 << 20

// mostLine is how long a line may be at all: twice what the longest text makes.
const mostLine = 40 * read.DefaultMaxBytes

// measure adds up the files, unless there is one of which nobody knows how long it is.
func (l *loading) measure() {
	for _, name := range l.files {
		info, err := os.Stat(name)
		if name == "-" || err == nil && !info.Mode().IsRegular() {
			l.total = 0
			return
		}
		if err == nil {
			l.total += info.Size()
		}
	}
}

// inputs hands on the lines of the files.
func (l *loading) inputs(ctx context.Context) iter.Seq[Input] {
	return func(yield func(Input) bool) {
		l.yield = yield
		for _, name := range l.files {
			if ctx.Err() != nil || !l.file(ctx, name) {
				return
			}
		}
	}
}

func (l *loading) fail(name string, err error) bool {
	return l.yield(Input{Name: name, record: func() (*ledger.Record, error) { return nil, err }})
}

// file hands on the lines of a file. It reports whether more is wanted.
func (l *loading) file(ctx context.Context, name string) bool {
	if name == "-" && l.opt.Stdin == nil {
		return l.fail(name, errNoStdin)
	}
	info, err := os.Stat(name)
	switch {
	case name == "-":
	case err != nil:
		return l.fail(name, err)
	case info.IsDir():
		return l.fail(name, errors.New("it is a folder, not a file of contributions"))
	}
	raw := patiently(ctx, func() (io.ReadCloser, error) {
		if name == "-" {
			return io.NopCloser(l.opt.Stdin), nil
		}
		return os.Open(name)
	})
	defer raw.Close()
	at := &tally{Reader: raw}
	defer func() { l.done += at.n }()
	r := bufio.NewReaderSize(at, 1<<16)
	if head, _ := r.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(r)
		if err != nil {
			return l.fail(name, fmt.Errorf("it cannot be unpacked: %w", err))
		}
		r = bufio.NewReaderSize(z, 1<<16)
	}
	if head, _ := r.Peek(3); string(head) == "\ufeff" {
		_, _ = r.Discard(3)
	}
	return l.lines(ctx, name, r, at)
}

// tally counts what is read.
type tally struct {
	io.Reader
	n int64
}

func (t *tally) Read(b []byte) (int, error) {
	n, err := t.Reader.Read(b)
	t.n += int64(n)
	return n, err
}

func (l *loading) lines(ctx context.Context, name string, r *bufio.Reader, at *tally) bool {
	for n := 1; ; n++ {
		line, err := readLine(r, heldLine)
		in := Input{Name: name, Part: fmt.Sprintf("line %d", n), size: int64(len(line))}
		switch {
		case ctx.Err() != nil:
			return false
		case err == errLong:
			in.record = l.long(name, n, line, r)
		case err != nil && err != io.EOF:
			if err == io.ErrUnexpectedEOF {
				err = &read.CutError{Err: err}
			}
			return l.fail(name, &LineError{name, n, fmt.Errorf("it cannot be read on: %w", err)})
		case len(bytes.TrimSpace(line)) > 0:
			in.record = func() (*ledger.Record, error) { return l.record(name, n, bytes.NewReader(line)) }
		}
		if l.total > 0 {
			in.share = min(1, float64(l.done+at.n)/float64(l.total))
		}
		if in.record != nil && !l.yield(in) {
			return false
		}
		if err == io.EOF {
			return true
		}
	}
}

var errLong = errors.New("the line is longer than is held")

// readLine reads a line with its end: as much as there is at io.EOF, and as is held at
// errLong.
func readLine(r *bufio.Reader, held int) (line []byte, err error) {
	for {
		piece, err := r.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case err != bufio.ErrBufferFull:
			return line, err
		case len(line) >= held:
			return line, errLong
		}
	}
}

// long reads a line while it comes, of which the beginning is read already.
func (l *loading) long(name string, n int, begin []byte, r *bufio.Reader) func() (*ledger.Record, error) {
	rest := &restOfLine{r: r}
	record, err := l.record(name, n, io.LimitReader(io.MultiReader(bytes.NewReader(begin), rest), mostLine))
	if _, e := io.Copy(io.Discard, rest); err == nil && e != nil {
		err = &LineError{name, n, e}
	}
	return func() (*ledger.Record, error) { return record, err }
}

// restOfLine reads to the end of a line.
type restOfLine struct {
	r     *bufio.Reader
	ended bool
}

func (l *restOfLine) Read(b []byte) (int, error) {
	if l.ended {
		return 0, io.EOF
	}
	if _, err := l.r.Peek(1); err != nil { // there is something in the buffer afterwards
		return 0, err
	}
	piece, _ := l.r.Peek(min(len(b), l.r.Buffered()))
	if i := bytes.IndexByte(piece, '\n'); i >= 0 {
		piece, l.ended = piece[:i+1], true
	}
	n := copy(b, piece)
	return l.r.Discard(n)
}

// record makes a document of a line, and judges it.
func (l *loading) record(name string, n int, line io.Reader) (r *ledger.Record, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &FaultError{Doing: "reading", Cause: p}
		}
		if err != nil {
			r, err = nil, &LineError{name, n, err}
		}
	}()
	if r, err = ledger.ReadLine(line); err != nil {
		return nil, err
	}
	if err := sound(r.Document); err != nil {
		return nil, err
	}
	sources := slices.Clone(r.Document.Sources)
	for i := range sources {
		sources[i].Origin = settled(sources[i].Origin, l.root, l.dir)
	}
	setSources(r.Document, union(nil, sources))
	l.note(r)
	return r, nil
}

// note keeps what a person should know of a contribution.
func (l *loading) note(r *ledger.Record) {
	unknown := l.strangers(r.Document)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if !l.own(r.Reader) {
		if _, known := l.others[r.Reader]; known || len(l.others) < mostTold {
			l.others[r.Reader]++
		}
	}
	for _, s := range unknown {
		if len(l.unknown) < mostTold {
			l.unknown[s] = true
		}
	}
}

// strangers returns the relations and types of a document that the schema has not.
// Values have types of their own.
func (l *loading) strangers(d *text.Document) (out []string) {
	s := l.w.schema
	for i := range d.Claims {
		if r := d.Claims[i].Relation; r != "" && s.Relation(r) == nil {
			out = append(out, r)
		}
	}
	for i := range d.Entities {
		if t := d.Entities[i].Type; t != "" && s.Type(t) == nil && !slices.Contains(values, t) {
			out = append(out, t)
		}
	}
	return out
}

// values are the types of what is no entity.
var values = []string{"Date", "Quantity", "Money"}

// own reports whether a reader is the workspace's own, or one that comes with its trees
// or claims and goes by the workspace's schema.
func (l *loading) own(reader string) bool {
	rest, imported := strings.CutPrefix(reader, importedPrefix)
	return rest == l.reader || imported && reader == factsReader(l.w.print)
}

// better reports whether what one reader made of a document takes the place of what
// another did. A build reads anew whatever is not by its own reader. Of contributions
// those of the workspace's own reader count, and of others always the same one,
// whichever comes first.
func (b *builder) better(reader, old string) bool {
	l := b.opt.loading
	switch {
	case reader == old:
		return false
	case l == nil:
		return true
	case l.own(reader) != l.own(old):
		return l.own(reader)
	}
	return reader > old
}

// contributed takes in what another process has read.
func (b *builder) contributed(ctx context.Context, in *Input) loaded {
	r, err := in.record()
	if err != nil {
		return loaded{err: err}
	}
	return loaded{pieces: []piece{b.prepareBy(ctx, r.Document, r.Reader)}}
}

// otherReaders tells of the readers that are not the workspace's.
func (l *loading) otherReaders() (out []OtherReader) {
	for _, reader := range slices.Sorted(maps.Keys(l.others)) {
		o := OtherReader{Reader: reader, Documents: l.others[reader], Stays: strings.HasPrefix(reader, importedPrefix)}
		print := reader[strings.LastIndexByte(reader, ' ')+1:]
		if o.OtherSchema = print != l.w.print[:16]; o.OtherSchema {
			o.Schema = schemaOf(print)
		}
		out = append(out, o)
	}
	return out
}

// schemaOf names the schema whose fingerprint begins so.
func schemaOf(print string) string {
	for _, name := range schema.Builtin() {
		if s, err := schema.Load(name); err == nil && s.Fingerprint()[:16] == print {
			return name
		}
	}
	return print[:min(16, len(print))]
}
