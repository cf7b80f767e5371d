package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Input is one source of documents.
type Input struct {
	// Name is what people are told of it: a path, a URL, "-".
	Name string
	// Load reads it: most hold one document. ID, Sources and Text are set, and
	// Sentences where the source brings its own trees. It is called once, from
	// any goroutine.
	Load func(context.Context) ([]*text.Document, error)
}

// BuildOptions say how sources are read. The zero value, or nil, works.
type BuildOptions struct {
	// From is the form of the sources: "" finds out, "conllu" takes the trees of
	// another parser.
	From string
	// Date is the day of inputs that give none, "2024-03-26". Default: none.
	Date string
	// Stdin is what "-" reads. Default: nothing.
	Stdin io.Reader
	// Progress is told after each input that is done with, one call at a time.
	Progress func(Progress)
}

// Progress says how far a build has come. An input of which it tells is there
// after a crash.
type Progress struct {
	// Done and Total count inputs, and documents that are read again.
	Done, Total int
	Last        Outcome
}

// Status says what became of an input.
type Status string

// What can become of an input.
const (
	Added     Status = "added"
	Changed   Status = "changed" // it replaces what the same source held before, or is read anew
	Unchanged Status = "unchanged"
	Failed    Status = "failed"
)

// Outcome is what became of one input.
type Outcome struct {
	Input     string
	Status    Status
	Documents []string // IDs, in the order in which they stand in the input
	Err       error    // of a failed one
}

// Report is what a build did.
type Report struct {
	Outcomes []Outcome // one for each input, in order
	// How many inputs were added, changed, unchanged and failed.
	Added, Changed, Unchanged, Failed int
	// Reread is how many documents, beyond the inputs, were read again from the
	// text that the workspace keeps, because the schema or the analyser changed.
	Reread int
	// Words is how many words were analysed.
	Words int
	// Problems are the decisions that could not be followed.
	Problems []resolve.Problem
	// Damaged says which documents of the workspace could not be read, and why.
	Damaged []string
	// Elapsed is how long it took, and Indexing how much of that went, once all
	// was read, into bringing the index up to date.
	Elapsed, Indexing time.Duration
}

// Add reads the inputs, resolves, and brings the index up to date. An input that
// fails is named in the report and the rest go on; an error means that the
// workspace itself could not be written, or that ctx ended. What was reported as
// done stays done, and the same call again goes on from there.
func (w *Workspace) Add(ctx context.Context, inputs []Input, opt *BuildOptions) (*Report, error) {
	if opt == nil {
		opt = &BuildOptions{}
	}
	if w.opt.ReadOnly {
		return nil, ledger.ErrReadOnly
	}
	start := time.Now()
	if err := w.heal(ctx); err != nil {
		return nil, err
	}
	if err := w.needReader(); err != nil {
		return nil, err
	}
	b := &builder{
		w: w, opt: opt, known: maps.Clone(w.docs), fresh: map[string]bool{}, removals: map[string]bool{},
		imported: opt.From != "", total: len(inputs),
	}
	err := b.inputs(ctx, inputs)
	if err == nil {
		err = b.reread(ctx)
	}
	if e := b.flush(); err == nil {
		err = e
	}
	if err != nil {
		w.forget()
		b.report.Elapsed = time.Since(start)
		return &b.report, err
	}
	read := time.Since(start)
	if err := w.refresh(ctx); err != nil {
		return &b.report, err
	}
	b.report.Indexing = time.Since(start) - read
	b.report.Problems, b.report.Damaged = w.Problems(), append(b.report.Damaged, w.damages()...)
	b.report.Elapsed = time.Since(start)
	return &b.report, nil
}

// forget drops what is known of the truth, after a failure that may have left it
// otherwise: the next operation looks again.
func (w *Workspace) forget() { w.docs, w.indexed, w.mapping, w.unsure = nil, nil, nil, true }

// refresh brings the index in line after the truth was changed through w. An
// index that turns out damaged is made anew.
func (w *Workspace) refresh(ctx context.Context) error {
	err := w.heal(ctx)
	if err == nil {
		err = w.sync(ctx)
	}
	if errors.Is(err, store.ErrDamaged) {
		w.opt.Notice(fmt.Sprintf("%v: making it anew from the documents", err))
		return w.Reindex(ctx)
	}
	if err != nil {
		w.forget()
	}
	return err
}

// builder is one build under way.
type builder struct {
	w        *Workspace
	opt      *BuildOptions
	known    map[string]*record // as the build began; never changed
	imported bool               // the inputs bring their own trees
	total    int
	report   Report

	// What is read but not yet in the ledger, and what follows from it.
	staged   []*ledger.Staged
	fresh    map[string]bool // documents read in this build
	removals map[string]bool
	waiting  []Outcome
	since    time.Time
}

// piece is one document of an input, on its way in.
type piece struct {
	doc    *text.Document
	staged *ledger.Staged // nil where the ledger has it already
	record *record
	err    error
}

// loaded is an input that was read.
type loaded struct {
	pieces []piece
	err    error
}

func (b *builder) inputs(ctx context.Context, inputs []Input) error {
	read := func(ctx context.Context, i int) (out loaded) {
		docs, err := load(ctx, &inputs[i])
		if err != nil {
			return loaded{err: err}
		}
		for _, d := range docs {
			out.pieces = append(out.pieces, b.prepare(d))
		}
		return out
	}
	return ordered(ctx, b.w.opt.Workers, len(inputs), read, func(i int, l loaded) error {
		return b.take(inputs[i].Name, l)
	})
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
func (b *builder) prepare(d *text.Document) piece {
	old := b.known[d.ID]
	if old != nil && old.Reader == b.reader() {
		if _, err := b.w.ledger.Verify(d.ID); err == nil {
			return piece{doc: d}
		}
	}
	p := *d
	if old != nil {
		p.Sources = union(old.Sources, d.Sources)
	}
	return b.analyse(&p, d.Sources)
}

// reader returns the fingerprint by which the inputs are read.
func (b *builder) reader() string {
	if b.imported {
		return importedPrefix + b.w.reader
	}
	return b.w.reader
}

// importedPrefix marks documents whose trees came with them: without the source
// they cannot be read again.
const importedPrefix = "imported "

// analyse reads a document and stages it; sources are those that the input has.
func (b *builder) analyse(d *text.Document, sources []text.Source) (p piece) {
	defer func() {
		if r := recover(); r != nil {
			p = piece{doc: d, err: &FaultError{Doing: "analysing", Cause: r}}
		}
	}()
	b.w.opt.Analyser.Analyse(d)
	b.w.opt.Extractor.Extract(d)
	if err := check(d); err != nil {
		return piece{doc: d, err: err}
	}
	staged, err := b.w.ledger.Stage(&ledger.Record{Reader: b.reader(), Document: d})
	if err != nil {
		return piece{doc: d, err: &writeError{err}}
	}
	own := *d
	own.Sources = sources
	return piece{doc: &own, staged: staged, record: newRecord(staged.Header, d)}
}

// writeError is a failure of the workspace rather than of the input.
type writeError struct{ error }

func (e *writeError) Unwrap() error { return e.error }

// take puts an input's documents into the ledger.
func (b *builder) take(name string, l loaded) error {
	out := Outcome{Input: name, Status: Unchanged, Err: l.err}
	for _, p := range l.pieces {
		if p.err == nil && p.staged == nil && b.w.docs[p.doc.ID] == nil { // it went since the build began
			p = b.analyse(p.doc, p.doc.Sources)
		}
		if p.err == nil {
			out.Documents = append(out.Documents, p.doc.ID)
			status, err := b.accept(p)
			if err != nil {
				return err
			}
			out.Status = worse(out.Status, status)
			continue
		}
		var w *writeError
		if errors.As(p.err, &w) {
			return w.error
		}
		out.Err = errors.Join(out.Err, p.err)
	}
	if out.Err != nil {
		out.Status = Failed
	}
	b.waiting = append(b.waiting, out)
	return b.flushInTime()
}

// worse returns the status of an input of which parts had these two.
func worse(a, b Status) Status {
	order := []Status{Unchanged, Added, Changed}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

// accept takes one document in: it gains the input's sources, and documents that
// these sources held before lose them.
func (b *builder) accept(p piece) (Status, error) {
	status, err := b.admit(p)
	if err != nil {
		return "", err
	}
	replaced, err := b.replace(p.doc.ID, p.doc.Sources)
	if replaced {
		status = Changed
	}
	return status, err
}

// admit brings a document and its sources into the ledger.
func (b *builder) admit(p piece) (Status, error) {
	id, now := p.doc.ID, b.w.docs[p.doc.ID]
	want := p.doc.Sources
	if now != nil {
		want = union(now.Sources, want)
	}
	if p.staged == nil || b.fresh[id] { // the ledger has it
		b.w.ledger.Discard(p.staged)
		if slices.Equal(now.Sources, want) {
			return Unchanged, nil
		}
		return Added, b.resource(id, want)
	}
	if !slices.Equal(p.record.Sources, want) { // they changed since the build began
		b.w.ledger.Discard(p.staged)
		d := *p.doc
		d.Sources = want
		if err := b.restage(&ledger.Record{Reader: b.reader(), Document: &d}); err != nil {
			return "", err
		}
	} else {
		b.stage(p.staged, p.record)
	}
	b.fresh[id] = true
	b.report.Words += p.record.Words
	if now == nil {
		return Added, nil
	}
	return Changed, nil
}

// stage queues a document for the ledger.
func (b *builder) stage(s *ledger.Staged, r *record) {
	b.staged = append(b.staged, s)
	delete(b.removals, s.ID)
	delete(b.w.damaged, s.ID)
	b.w.put(s.ID, r)
}

// resource gives a document other sources. One that turns out damaged is left
// out from then on.
func (b *builder) resource(id string, sources []text.Source) error {
	if err := b.flush(); err != nil { // it may be among what is queued
		return err
	}
	got, err := b.w.ledger.Get(id)
	var damage *ledger.DamagedError
	if errors.As(err, &damage) {
		b.w.noteDamage(err)
		b.w.opt.Notice(err.Error())
		b.w.put(id, nil)
		return nil
	}
	if err != nil {
		return err
	}
	got.Document.Sources = sources
	return b.restage(got)
}

func (b *builder) restage(r *ledger.Record) error {
	s, err := b.w.ledger.Stage(r)
	if err != nil {
		return err
	}
	b.stage(s, newRecord(s.Header, r.Document))
	return nil
}

// replace takes a document's sources away from all others, and queues those that
// have none left for removal.
func (b *builder) replace(id string, sources []text.Source) (bool, error) {
	replaced := false
	for _, s := range sources {
		for _, old := range slices.Clone(b.w.origins[s.Origin]) {
			if s.Origin == "" || old == id {
				continue
			}
			replaced = true
			if err := b.release(old, func(o text.Source) bool { return o.Origin == s.Origin }); err != nil {
				return replaced, err
			}
		}
	}
	return replaced, nil
}

// release takes sources away from a document, which goes with its last one.
func (b *builder) release(id string, gone func(text.Source) bool) error {
	left := slices.DeleteFunc(slices.Clone(b.w.docs[id].Sources), gone)
	if len(left) > 0 {
		return b.resource(id, left)
	}
	b.removals[id] = true
	b.w.put(id, nil)
	return nil
}

// Results are written together, for a folder is flushed once for many files,
// but soon enough that progress is seen.
const (
	flushCount = 32
	flushAfter = 200 * time.Millisecond
)

func (b *builder) flushInTime() error {
	if b.since.IsZero() {
		b.since = time.Now()
	}
	if len(b.waiting) < flushCount && time.Since(b.since) < flushAfter {
		return nil
	}
	return b.flush()
}

// flush puts what is queued into the ledger, and only then reports it as done.
// New documents come before old ones go, so that nothing is ever missing.
func (b *builder) flush() error {
	b.since = time.Time{}
	if len(b.staged) > 0 || len(b.removals) > 0 {
		b.w.passTick()
	}
	if len(b.staged) > 0 {
		if err := b.w.ledger.Commit(b.staged...); err != nil {
			return err
		}
		b.staged = nil
	}
	if len(b.removals) > 0 {
		if err := b.w.ledger.Remove(slices.Sorted(maps.Keys(b.removals))...); err != nil {
			return err
		}
		clear(b.removals)
	}
	for _, o := range b.waiting {
		b.done(o)
	}
	b.waiting = nil
	return nil
}

// tick is longer than a file system's clock takes from one time to the next.
const tick = 20 * time.Millisecond

// passTick waits, after a sync, until a change to a folder of documents is sure
// to give it another time: otherwise, should the process be killed right after
// the change, the next one would take the index for current.
func (w *Workspace) passTick() {
	if w.Dir() != "" {
		time.Sleep(tick - min(tick, time.Since(w.syncedAt)))
	}
}

func (b *builder) done(o Outcome) {
	r := &b.report
	r.Outcomes = append(r.Outcomes, o)
	switch o.Status {
	case Added:
		r.Added++
	case Changed:
		r.Changed++
	case Unchanged:
		r.Unchanged++
	case Failed:
		r.Failed++
	}
	b.progress(o)
}

func (b *builder) progress(o Outcome) {
	if b.opt.Progress != nil {
		b.opt.Progress(Progress{Done: len(b.report.Outcomes) + b.report.Reread, Total: b.total, Last: o})
	}
}

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
	b.total += len(ids)
	again := func(_ context.Context, i int) piece {
		got, err := b.w.ledger.Get(ids[i])
		if err != nil {
			return piece{err: err}
		}
		d := got.Document
		return b.analyse(&text.Document{
			ID: d.ID, Sources: d.Sources, Title: d.Title, Date: d.Date, Language: d.Language, Text: d.Text,
		}, d.Sources)
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
		b.progress(Outcome{Input: p.doc.Sources[0].Name, Status: Changed, Documents: []string{p.doc.ID}})
		return nil
	})
}

// union returns the sources of both, sorted, each once.
func union(a, b []text.Source) []text.Source {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y text.Source) int {
		if c := strings.Compare(x.Name, y.Name); c != 0 {
			return c
		}
		return strings.Compare(x.Origin, y.Origin)
	})
	return slices.Compact(all)
}
