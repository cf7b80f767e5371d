package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
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
	// AnyLanguage reads what is not in English, which otherwise fails with a
	// *read.LanguageError: the reader takes it for English.
	AnyLanguage bool
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
