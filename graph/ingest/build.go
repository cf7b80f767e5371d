package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
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
	// Part says which part of what Name holds it is: "line 17", "reports/a.txt".
	// Default: all of it.
	Part string
	// Load reads it: most hold one document. ID, Sources and Text are set, and
	// Sentences where the source brings its own trees. It is called once, from
	// any goroutine.
	Load func(context.Context) ([]*text.Document, error)

	size  int64   // how many bytes it holds in memory until it is read
	share float64 // how much of all inputs is done when it is: 0 to 1, 0 where that is not known
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
	// Done counts inputs, and documents that are read again.
	Done int
	// Share is how much of the way that is, from 0 to 1; 0 where nobody knows, for
	// how long an open stream goes on shows at its end.
	Share float64
	Last  Outcome
	// Again says that Last is no input: a document was read again from the text
	// that the workspace keeps.
	Again bool
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
	Input     string // Input.Name
	Part      string // Input.Part
	Status    Status
	Documents []string // IDs, in the order in which they stand in the input
	Sources   []string // by what name each of them is shown: "moscow.txt", "posts.csv#17"
	Err       error    // of a failed one
}

// Report is what a build did.
type Report struct {
	// Outcomes has one for each input, in order. Where BuildOptions.Progress is told
	// of them it is empty, so that a million inputs fill no memory.
	Outcomes []Outcome
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

// Inputs returns how many inputs were done with.
func (r *Report) Inputs() int { return r.Added + r.Changed + r.Unchanged + r.Failed }

// Add reads the inputs, resolves, and brings the index up to date. An input that
// fails is named in the report and the rest go on; an error means that the
// workspace itself could not be written, or that ctx ended. What was reported as
// done stays done, and the same call again goes on from there.
func (w *Workspace) Add(ctx context.Context, inputs []Input, opt *BuildOptions) (*Report, error) {
	return w.add(ctx, listed(inputs), opt, false)
}

// listed returns inputs that are all known beforehand.
func listed(inputs []Input) func(context.Context) iter.Seq[Input] {
	inputs = slices.Clone(inputs)
	for i := range inputs {
		inputs[i].share = float64(i+1) / float64(len(inputs))
	}
	return func(context.Context) iter.Seq[Input] { return slices.Values(inputs) }
}

// add does what Add says, for inputs that show one after the other. Facts come as
// documents that are read already: nothing is analysed, and no other document is read
// again.
func (w *Workspace) add(ctx context.Context, inputs func(context.Context) iter.Seq[Input], opt *BuildOptions, facts bool) (*Report, error) {
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
	if !facts {
		if err := w.needReader(); err != nil {
			return nil, err
		}
	}
	b := &builder{
		w: w, opt: opt, known: maps.Clone(w.docs), fresh: map[string]bool{}, removals: map[string]bool{},
		imported: opt.From == conlluForm, facts: facts,
	}
	err := b.inputs(ctx, inputs)
	if err == nil && !facts {
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
