// Package ingest is the library's front door: sources go in, and a graph that
// can prove its edges comes out. A Workspace ties together the truth on disk
// (documents and decisions), the reading of new documents, the resolution of
// their entities, and the index that is derived from them and always brought up
// to date. Begin at Create, Open or Memory, then Build.
package ingest

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Analyser finds the sentences, mentions and entities of a document, by its
// text, and has extract find the claims while the tokens are there: of the whole
// document, or of a long one section by section. A document that comes with
// sentences and tokens already keeps them. It is called from several goroutines at
// once.
type Analyser interface {
	Read(doc *text.Document, extract func(*text.Document))
}

// Extractor finds the claims of an analysed document, or of a section of it. It is
// called from several goroutines at once.
type Extractor interface{ Extract(*text.Document) }

// Options say how a workspace is opened. The zero value, or nil, works.
type Options struct {
	// SchemaName is the schema of a workspace that is made: a built-in name, or a
	// file. For one that is opened, it replaces the schema in its settings.
	// Default: "conflict", or what the settings say.
	SchemaName string
	// Schema is used in place of the named one, and left out of the settings.
	Schema *schema.Schema
	// Base is the IRI under which the names of a workspace that is made stand.
	// Default: graph.DefaultBase.
	Base string
	// Backend is what keeps the index of a workspace that is made: "bolt", a file, or
	// the postgres:// URL of a database. For one that is opened, it replaces the backend
	// in its settings. Default: "bolt", or what the settings say.
	Backend string
	// Replace takes the place of a graph in the database that is of other documents than
	// this workspace's, which is refused otherwise. Default: false.
	Replace bool
	// Workers is how many documents are read at once. Default: one a core.
	Workers int
	// ReadOnly opens for looking alone, beside any number of other readers. Where
	// the index lags and cannot be written, one is made in memory; one that a server
	// keeps is read as it is. Default: false.
	ReadOnly bool
	// NoQuads makes no quads in a workspace that is made in memory: Store and NQuads
	// find none and Stats counts none. All else is there, in much less memory.
	NoQuads bool
	// Analyser and Extractor read the documents. Default: Quadrille's own.
	Analyser  Analyser
	Extractor Extractor
	// Reader names this analyser and extractor: documents read by another are
	// read again at the next build. Needed where Analyser is given.
	Reader string
	// Notice is told, in a sentence without a full stop, what was found amiss and
	// set right at opening: an index that lagged, a damaged document. It may be
	// called from one goroutine at a time. Default: nobody is told.
	Notice func(string)
}

// Workspace is an open workspace. Its methods may not be called at the same
// time, save those that only look: Graph, Claims, Entities, Document, Documents,
// Stats and Store.
type Workspace struct {
	opt    Options
	ledger *ledger.Ledger
	store  *store.Store
	schema *schema.Schema
	print  string // the schema's fingerprint
	vocab  graph.Vocabulary

	quadless  bool      // the index has records alone
	indexOnly bool      // claims and entities come from the index alone: see graphOfIndex
	textless  sync.Once // tells that it has no texts

	names     *resolve.Resolver // of resolver
	resolving sync.Once

	loading sync.Mutex
	// What the truth holds and what the index holds, by document ID; nil until
	// load. Between operations they agree.
	docs, indexed map[string]*record
	words         *resolve.Lexicon    // of the words that records are packed with
	wordsKept     int                 // how many of them the index has
	touched       bool                // whether docs changed since the last sync
	origins       map[string][]string // document IDs by the origin of their sources
	anew          bool                // whether the index was made from nothing since it was opened, and nothing changed
	changing      map[string]bool     // folders of documents, since the last sync
	unsure        bool                // whether docs may differ from the truth
	reader        string              // names analyser, extractor and schema
	damaged       map[string]string   // documents that could not be read, by ID, and why
	mapping       *resolve.Mapping    // of the last sync; nil before

	// What a person decided, as last read; and the words of the truth (ledger.Stamp)
	// by which all of docs were noted.
	decisions []ledger.Decision
	edits     *resolve.Edits
	judgedBy  string
}

// Create makes a workspace in dir, with its parents. It fails with
// ledger.ErrExists where there is one.
func Create(dir string, opt *Options) (*Workspace, error) {
	w := newWorkspace(opt)
	name, err := w.schemaSetting(dir)
	if err != nil {
		return nil, err
	}
	if err := w.loadSchema(dir, name); err != nil {
		return nil, err
	}
	settings := ledger.Settings{Schema: name, Base: w.opt.Base, Backend: w.opt.Backend}
	if settings.Served() {
		if err = w.connect(dir, settings.Backend, false); err == nil {
			err = w.vacant(settings.Backend)
		}
		if err != nil {
			w.Close()
			return nil, err
		}
	}
	if w.ledger, err = ledger.Create(dir, settings); err != nil {
		w.Close()
		return nil, err
	}
	return w.open()
}

// Open opens the workspace in dir, and brings an index that lags behind the
// documents, is missing or damaged up to date. It fails with
// ledger.ErrNoWorkspace where there is none, and with a *ledger.LockedError
// where another process is building it.
func Open(dir string, opt *Options) (*Workspace, error) {
	w := newWorkspace(opt)
	var err error
	if w.ledger, err = ledger.Open(dir, &ledger.Options{ReadOnly: w.opt.ReadOnly}); err != nil {
		return nil, err
	}
	settings := w.ledger.Settings()
	if w.opt.SchemaName != "" {
		if settings.Schema, err = w.schemaSetting(dir); err != nil {
			w.ledger.Close()
			return nil, err
		}
	}
	if err := w.loadSchema(dir, settings.Schema); err != nil {
		w.ledger.Close()
		return nil, err
	}
	if w.opt.Backend != "" && !w.opt.ReadOnly && w.opt.Backend != settings.Backend {
		settings.Backend = w.opt.Backend
		if settings.Served() {
			err := w.connect(dir, settings.Backend, false)
			if err == nil {
				err = w.own(settings.Backend)
			}
			if err != nil {
				w.Close()
				return nil, err
			}
		}
	}
	if settings != w.ledger.Settings() && !w.opt.ReadOnly {
		if err := w.ledger.Configure(settings); err != nil {
			w.Close()
			return nil, err
		}
	}
	return w.open()
}

// Memory returns an empty workspace that leaves nothing on disk.
func Memory(opt *Options) (*Workspace, error) {
	w := newWorkspace(opt)
	w.opt.ReadOnly = false
	w.quadless = w.opt.NoQuads
	name, err := w.schemaSetting("")
	if err != nil {
		return nil, err
	}
	if err := w.loadSchema("", name); err != nil {
		return nil, err
	}
	if w.ledger, err = ledger.Memory(ledger.Settings{Schema: name, Base: w.opt.Base}); err != nil {
		return nil, err
	}
	return w.open()
}

func newWorkspace(opt *Options) *Workspace {
	w := &Workspace{}
	if opt != nil {
		w.opt = *opt
	}
	if w.opt.Workers <= 0 {
		w.opt.Workers = runtime.GOMAXPROCS(0)
	}
	if w.opt.Notice == nil {
		w.opt.Notice = func(string) {}
	}
	return w
}

// schemaSetting returns the schema option as the settings of a workspace in dir
// have it: a file by its path from there.
func (w *Workspace) schemaSetting(dir string) (string, error) {
	name := w.opt.SchemaName
	if name == "" || isBuiltin(name) {
		return name, nil
	}
	if dir == "" || filepath.IsAbs(name) {
		return filepath.ToSlash(name), nil
	}
	from, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("schema %s: %w", name, err)
	}
	to, err := filepath.Abs(name)
	if err != nil {
		return "", fmt.Errorf("schema %s: %w", name, err)
	}
	rel, err := filepath.Rel(from, to)
	if err != nil {
		rel = to // on another drive
	}
	return filepath.ToSlash(rel), nil
}

func isBuiltin(name string) bool {
	for _, b := range schema.Builtin() {
		if name == b {
			return true
		}
	}
	return false
}

// loadSchema loads the schema that a workspace in dir names.
func (w *Workspace) loadSchema(dir, name string) (err error) {
	if w.schema = w.opt.Schema; w.schema != nil {
		return nil
	}
	if name == "" {
		name = ledger.DefaultSchema
	}
	if !isBuiltin(name) {
		if name = filepath.FromSlash(name); !filepath.IsAbs(name) && dir != "" {
			name = filepath.Join(dir, name)
		}
	}
	w.schema, err = schema.Load(name)
	return err
}

// open opens the index of a workspace whose ledger is open.
func (w *Workspace) open() (*Workspace, error) {
	w.vocab = graph.Vocabulary{Base: w.ledger.Settings().Base}
	w.print = w.schema.Fingerprint()
	if err := w.openIndex(); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// Close gives the workspace up.
func (w *Workspace) Close() error {
	var err error
	if w.store != nil {
		err = w.store.Close()
		w.store = nil
	}
	if w.ledger != nil {
		err = errors.Join(err, w.ledger.Close())
	}
	return err
}

// Dir returns the workspace's folder; "" for one in memory.
func (w *Workspace) Dir() string { return w.ledger.Dir() }

// Schema returns the schema in use.
func (w *Workspace) Schema() *schema.Schema { return w.schema }

// Vocabulary returns the words that the graph's quads are written with.
func (w *Workspace) Vocabulary() graph.Vocabulary { return w.vocab }

// Store returns the index, for queries. It is closed with the workspace.
func (w *Workspace) Store() *store.Store { return w.store }
