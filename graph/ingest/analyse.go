package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"golang.org/x/sync/semaphore"

	"github.com/quadrille-kg/quadrille/internal/facts"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// piece is one document of an input, on its way in.
type piece struct {
	doc    *text.Document
	reader string         // by which it is read
	staged *ledger.Staged // nil where the ledger has it already
	record *record
	err    error
}

// loaded is an input that was read.
type loaded struct {
	pieces []piece
	damage string // what is missing of it
	err    error
}

// mostWaiting is how many bytes inputs may hold in memory that wait to be read: a
// shelf of books. One that is larger waits until it is alone.
const mostWaiting = 256 << 20

func (b *builder) inputs(ctx context.Context, inputs func(context.Context) iter.Seq[Input]) error {
	b.room = semaphore.NewWeighted(mostWaiting)
	read := func(ctx context.Context, in Input) (out loaded) {
		defer b.room.Release(min(in.size, mostWaiting))
		if in.passed != "" || in.ended != "" {
			return loaded{}
		}
		if in.record != nil {
			return b.contributed(ctx, &in)
		}
		docs, err := load(ctx, &in)
		if err != nil {
			return loaded{err: err}
		}
		for _, d := range docs {
			sourced(d)
			out.damage = cmp.Or(out.damage, d.Damage)
			out.pieces = append(out.pieces, b.prepare(ctx, d))
		}
		return out
	}
	return orderedSeq(ctx, b.w.opt.Workers, b.admitted(inputs), read, b.take)
}

// admitted holds inputs back while others take up the room.
func (b *builder) admitted(inputs func(context.Context) iter.Seq[Input]) func(context.Context) iter.Seq[Input] {
	return func(ctx context.Context) iter.Seq[Input] {
		return func(yield func(Input) bool) {
			for in := range inputs(ctx) {
				if b.room.Acquire(ctx, min(in.size, mostWaiting)) != nil || !yield(in) {
					return
				}
			}
		}
	}
}

func load(ctx context.Context, in *Input) (docs []*text.Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &FaultError{Doing: "reading", Cause: r}
		}
	}()
	docs, err = in.Load(ctx)
	if err == nil && len(docs) == 0 {
		err = errors.New("it holds no document")
	}
	return docs, err
}

// FaultError says that a document made the program itself fail. The document is
// left out.
type FaultError struct {
	Doing string
	Cause any // what was panicked with
}

func (e *FaultError) Error() string {
	return fmt.Sprintf("%s failed inside Quadrille: %v", e.Doing, e.Cause)
}

// prepare analyses a document and puts it beside the ledger, unless the ledger
// has it, sound and by the same reader. It runs in a worker, and knows the
// ledger as it was when the build began; take makes up for the difference.
func (b *builder) prepare(ctx context.Context, d *text.Document) piece {
	return b.prepareBy(ctx, d, b.reader())
}

// prepareBy does the same for a document that is read by this reader.
func (b *builder) prepareBy(ctx context.Context, d *text.Document, reader string) piece {
	old := b.known[d.ID]
	if old != nil && !b.better(reader, old.Reader) {
		if _, err := b.w.ledger.Verify(d.ID); err == nil {
			return piece{doc: d, reader: reader}
		}
	}
	p := *d
	if old != nil {
		setSources(&p, union(old.Sources, d.Sources))
	}
	return b.analyse(ctx, &p, d.Sources, reader)
}

// reader returns the fingerprint by which the inputs are read.
func (b *builder) reader() string {
	switch {
	case b.facts:
		return factsReader(b.w.print)
	case b.imported:
		return importedPrefix + b.w.reader
	}
	return b.w.reader
}

// factsReader returns the reader of facts, by the fingerprint of the schema.
func factsReader(print string) string {
	return importedPrefix + "facts-" + facts.Version + " " + print[:16]
}

// importedPrefix marks documents whose trees or claims came with them: without the
// source they cannot be read again.
const importedPrefix = "imported "

// stopped is what a reading panics with when its context ends: analysers know none, and
// a long text may be in hand for minutes. Who reads recovers from it.
type stopped struct{ error }

// understand finds what a document says: its sentences, mentions, entities and claims.
// Of a long text it gives up between two sections when ctx ends, and panics with stopped.
func (w *Workspace) understand(ctx context.Context, d *text.Document) {
	w.opt.Analyser.Read(d, func(section *text.Document) {
		if err := ctx.Err(); err != nil {
			panic(stopped{err})
		}
		w.opt.Extractor.Extract(section)
	})
	prune(d, w.schema)
}

// failure is the error of what a reading panicked with.
func failure(panicked any) error {
	if s, ok := panicked.(stopped); ok {
		return &writeError{s.error} // of no input
	}
	return &FaultError{Doing: "analysing", Cause: panicked}
}

// analyse reads a document and stages it; sources are those that the input has.
func (b *builder) analyse(ctx context.Context, d *text.Document, sources []text.Source, reader string) (p piece) {
	defer func() {
		if r := recover(); r != nil {
			p = piece{doc: d, err: failure(r)}
		}
	}()
	if !b.facts {
		b.w.understand(ctx, d)
	}
	if err := resolve.Check(d); err != nil {
		return piece{doc: d, err: err}
	}
	staged, err := b.w.ledger.Stage(&ledger.Record{Reader: reader, Document: d})
	if err != nil {
		return piece{doc: d, err: &writeError{err}}
	}
	own := *d
	own.Sources = sources
	return piece{doc: &own, reader: reader, staged: staged, record: b.w.newRecord(staged.Header, d)}
}

// writeError is a failure of the workspace, or the end of a build, rather than of the
// input.
type writeError struct{ error }

func (e *writeError) Unwrap() error { return e.error }

// reread reads again, from the text that the ledger keeps, every document that
// another reader has read.
func (b *builder) reread(ctx context.Context) error {
	if err := b.flush(); err != nil {
		return err
	}
	var ids []string
	for id, r := range b.w.docs {
		if r.Reader != b.w.reader && !strings.HasPrefix(r.Reader, importedPrefix) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	b.w.opt.Notice(fmt.Sprintf("reading %s again, because the schema or the analyser changed", plural(len(ids), "document")))
	slices.Sort(ids)
	b.imported = false
	again := func(ctx context.Context, i int) piece {
		got, err := b.w.ledger.Get(ids[i])
		if err != nil {
			return piece{err: err}
		}
		d := got.Document
		return b.analyse(ctx, &text.Document{
			ID: d.ID, Sources: d.Sources, Title: d.Title, Date: d.Date, Language: d.Language, Text: d.Text,
			Author: d.Author, URL: d.URL,
		}, d.Sources, b.reader())
	}
	return ordered(ctx, b.w.opt.Workers, len(ids), again, func(i int, p piece) error {
		if p.err != nil {
			var w *writeError
			if errors.As(p.err, &w) {
				return w.error
			}
			// It stays as it was read before.
			b.report.Damaged = append(b.report.Damaged, fmt.Sprintf("document %s: %v", ids[i], p.err))
			return nil
		}
		b.stage(p.staged, p.record)
		b.report.Reread++
		b.report.Words += p.record.Words
		if len(b.staged) >= flushCount {
			if err := b.flush(); err != nil {
				return err
			}
		}
		if b.opt.Progress != nil {
			name := p.doc.Sources[0].Name
			b.opt.Progress(Progress{
				Done: b.report.Inputs() + b.report.Reread, Share: float64(i+1) / float64(len(ids)), Again: true,
				Last: Outcome{Input: name, Status: Changed, Documents: []string{p.doc.ID}, Sources: []string{name}},
			})
		}
		return nil
	})
}
