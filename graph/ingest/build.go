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
	"github.com/quadrille-kg/quadrille/internal/collect"
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

	record func() (*ledger.Record, error) // in place of Load: a document that another process has read

	passed string  // why it is not to be read, "" where it is
	ended  string  // says that the collection of this origin was read whole, and nothing else
	size   int64   // how many bytes it holds in memory until it is read
	share  float64 // how much of all inputs is done when it is: 0 to 1, 0 where that is not known
}

// BuildOptions say how sources are read. The zero value, or nil, works.
type BuildOptions struct {
	// From is the form of the sources, one of Forms: "conllu" takes the trees of
	// another parser. Default: it is found out.
	From string
	// FilesFrom is a file with a list of paths and URLs to read, one on each line, or
	// each with a zero byte after it; "-" is Stdin. Default: none.
	FilesFrom string
	// Include and Exclude choose among the files of folders and archives, by their
	// paths in them, as collect.Globs do. Default: what can be read by its name.
	Include, Exclude []string
	// Fields are the names of what is in the rows of tables. Default: they are guessed.
	Fields Fields
	// Prune forgets rows, messages and files of archives that were read before from a
	// collection that is read whole now and has them no more. Default: they stay, and
	// Report.Gone names them.
	Prune bool
	// Said is told, in a sentence without a full stop, which fields of a table were
	// taken for what. Default: nobody is told.
	Said func(string)
	// Date is the day of inputs that give none, "2024-03-26". Default: none.
	Date string
	// AnyLanguage reads what is not in English, which otherwise fails with a
	// *read.LanguageError: the reader takes it for English.
	AnyLanguage bool
	// Fetch says how URLs are fetched.
	Fetch FetchOptions
	// Output are files that the caller writes meanwhile, as a report. Where they are
	// among the sources, they are passed over. Default: none.
	Output []string
	// Stdin is what "-" reads. Default: nothing.
	Stdin io.Reader
	// Progress is told after each input that is done with, one call at a time.
	Progress func(Progress)

	loading *loading // the inputs are contributions
}

// Fields are the names of the fields of a table's rows that hold text, title, date
// and ID.
type Fields = collect.Fields

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
	Passed    Status = "passed over" // a file of a folder, or something attached, that is not to be read
	Removed   Status = "removed"     // a row that its table has no more
)

// Outcome is what became of one input.
type Outcome struct {
	Input     string // Input.Name
	Part      string // Input.Part
	Status    Status
	Documents []string // IDs, in the order in which they stand in the input
	Sources   []string // by what name each of them is shown: "moscow.txt", "posts.csv#17"
	Err       error    // why it failed, or was passed over
	// Damage says what is missing of an input that is damaged, and the rest of which was
	// read: "it is damaged: its end is missing, and it may lack pages"; "" for nothing.
	Damage string
}

// Report is what a build did.
type Report struct {
	// Outcomes has one for each input, in order. Where BuildOptions.Progress is told
	// of them it is empty, so that a million inputs fill no memory.
	Outcomes []Outcome
	// How many inputs were added, changed, unchanged and failed.
	Added, Changed, Unchanged, Failed int
	// Removed is how many rows and the like were forgotten by BuildOptions.Prune, and
	// Gone names those that would have been, as their collections were given:
	// "posts.csv#18".
	Removed int
	Gone    []string
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
		w: w, opt: opt, known: maps.Clone(w.docs), sourced: map[string]bool{}, fresh: map[string]bool{}, removals: map[string]bool{},
		imported: opt.From == conlluForm, facts: facts, rows: newRows(),
	}
	err := b.inputs(ctx, inputs)
	if err == nil {
		err = b.sweep()
	}
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
	w.anew = false
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
