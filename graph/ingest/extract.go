package ingest

import (
	"cmp"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/fetch"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// ExtractOptions say how contributions are made. The zero value, or nil, works.
type ExtractOptions struct {
	// Of these the schema, the workers and the reading count: there is no workspace.
	Options
	// All but Prune count.
	BuildOptions
	// Root is the folder from which the origins of sources are told, so that a document
	// has the same one wherever it was read. Default: paths are kept as they are given.
	Root string
	// StdinName is the path of what Stdin is a piece of, so that its documents have the
	// names and origins that they have in the whole. Default: what comes from Stdin
	// cannot be found again.
	StdinName string
}

// Extracted is what became of an input, all documents of which were written.
const Extracted Status = "extracted"

// Extraction is what Extract did.
type Extraction struct {
	Inputs, Failed, Documents int
	Words                     int // how many were analysed
	Elapsed                   time.Duration
}

// Extract is the first half of Build: it reads what Build reads, as it would, and
// writes each document with what was read from it to out, a line each, in the order of
// the inputs: contributions, as internal/ledger has them, which Load takes into a
// workspace. It keeps nothing, and the same inputs give the same bytes with any number
// of workers. Each line is written at once, unless its document is very long.
//
// An input that fails is told to Progress, and the rest go on. An error means that out
// could not be written, or that ctx ended: what was written until then are whole lines.
func Extract(ctx context.Context, out io.Writer, paths []string, opt *ExtractOptions) (*Extraction, error) {
	if opt == nil {
		opt = &ExtractOptions{}
	}
	start := time.Now()
	w := newWorkspace(&opt.Options)
	name, err := w.schemaSetting("")
	if err != nil {
		return nil, err
	}
	if err := w.loadSchema("", name); err != nil {
		return nil, err
	}
	w.print = w.schema.Fingerprint()
	if err := w.needReader(); err != nil {
		return nil, err
	}
	origin, err := opt.origins()
	if err != nil {
		return nil, err
	}
	s, err := newSources(ctx, paths, &opt.BuildOptions, origin)
	if err != nil {
		return nil, err
	}
	s.stdinName = opt.StdinName
	x := &extraction{
		builder: builder{w: w, opt: &opt.BuildOptions, imported: opt.From == conlluForm, room: semaphore.NewWeighted(mostWaiting)},
		out:     out,
	}
	err = orderedSeq(ctx, w.opt.Workers, x.admitted(s.inputs), x.read, x.write)
	x.sum.Elapsed = time.Since(start)
	return &x.sum, err
}

// origins returns what gives a path as the sources of contributions have it: not
// more of it than was told to us.
func (o *ExtractOptions) origins() (func(path string) string, error) {
	if o.Root == "" {
		return func(path string) string {
			if strings.Contains(path, "://") {
				return fetch.Clean(path)
			}
			return filepath.ToSlash(filepath.Clean(path))
		}, nil
	}
	root, err := filepath.Abs(o.Root)
	return func(path string) string { return originFrom(root, path) }, err
}

// extraction is an Extract under way. Of a builder it is the part that knows no
// ledger.
type extraction struct {
	builder
	out io.Writer
	sum Extraction
}

// extracted is an input that was read, or failed.
type extracted struct {
	lines   []*ledger.Line
	sources []string // of each, as people are told of it
	words   int
	damage  string // what is missing of it
	err     error
}

func (x *extraction) read(ctx context.Context, in Input) (out extracted) {
	defer x.room.Release(min(in.size, mostWaiting))
	if in.passed != "" || in.ended != "" {
		return extracted{}
	}
	docs, err := load(ctx, &in)
	if err != nil {
		return extracted{err: err}
	}
	for _, d := range docs {
		sourced(d)
		out.damage = cmp.Or(out.damage, d.Damage)
		line, err := x.line(ctx, d)
		if err != nil {
			out.err = errors.Join(out.err, err)
			continue
		}
		out.lines = append(out.lines, line)
		out.sources = append(out.sources, d.Sources[0].Name)
		out.words += words(d.Text)
	}
	return out
}

// line reads a document, and makes a contribution of it.
func (x *extraction) line(ctx context.Context, d *text.Document) (line *ledger.Line, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = failure(r)
		}
	}()
	x.w.understand(ctx, d)
	if err := sound(d); err != nil {
		return nil, err
	}
	return ledger.NewLine(&ledger.Record{Reader: x.reader(), Document: d})
}

// write writes an input's contributions, and tells of it.
func (x *extraction) write(in Input, e extracted) error {
	if in.ended != "" {
		return nil
	}
	last := Outcome{Input: in.Name, Part: in.Part, Status: Extracted, Sources: e.sources, Err: e.err, Damage: e.damage}
	for _, l := range e.lines {
		if _, err := l.WriteTo(x.out); err != nil {
			return err
		}
		last.Documents = append(last.Documents, l.ID)
	}
	x.sum.Documents += len(e.lines)
	x.sum.Words += e.words
	var passed *collect.PassedError
	switch {
	case in.passed != "":
		last.Status, last.Err = Passed, errors.New(in.passed)
	case errors.As(e.err, &passed):
		last.Status = Passed
	case e.err != nil:
		last.Status = Failed
		x.sum.Failed++
		x.sum.Inputs++
	default:
		x.sum.Inputs++
	}
	if x.opt.Progress != nil {
		x.opt.Progress(Progress{Done: x.sum.Inputs, Share: in.share, Last: last})
	}
	return nil
}
