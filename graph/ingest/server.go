package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// An index that a server keeps is shared: others read it while it is written, and may
// have no documents, or those of last week. So a reader never writes it, and who writes
// makes sure that it is the index of these documents.

// StrangerError says that a database holds a graph of other documents than this
// workspace's.
type StrangerError struct {
	Index     string // the URL, without a password
	Documents int    // how many are in its graph; 0 where nobody counted
	Folder    bool   // whether the workspace has a place for documents at all
	Made      bool   // whether the workspace was to be made
}

func (e *StrangerError) Error() string {
	switch {
	case e.Made:
		return fmt.Sprintf("there is a graph in %s already", e.Index)
	case !e.Folder:
		return fmt.Sprintf("the documents of the graph in %s are not here: it can be read, and not changed", e.Index)
	}
	return fmt.Sprintf("the graph in %s is of other documents than this workspace has", e.Index)
}

// ErrNoText says that a document is in the graph, and its text is not on this machine.
var ErrNoText = errors.New("its text is not on this machine")

func (w *Workspace) served() bool { return w.ledger.Settings().Served() }

// indexName is what store.Open takes, or "" for a file.
func (w *Workspace) indexName() string {
	if s := w.ledger.Settings(); s.Served() {
		return s.Backend
	}
	return ""
}

// connect opens the index on a server for writing, before anything else is done with
// a workspace that is to have it: an address that is wrong is not written down.
func (w *Workspace) connect(dir, name string, anew bool) (err error) {
	w.store, err = store.Open(name, &store.Options{Anew: anew})
	if errors.Is(err, store.ErrLocked) {
		return &ledger.LockedError{Dir: dir, Index: store.Masked(name)}
	}
	return err
}

// vacant fails where the index on a server, for a workspace that is about to be made, holds
// a graph.
func (w *Workspace) vacant(name string) error {
	for _, err := range w.store.Entries(bucketDocuments) {
		if err == nil {
			err = &StrangerError{Index: store.Masked(name), Made: true}
		}
		return err
	}
	return nil
}

// openServer opens the index on a server, and brings it up to date, unless it is only to
// be read.
func (w *Workspace) openServer() error {
	if w.opt.ReadOnly {
		return w.openServerToRead()
	}
	ctx, name := context.Background(), w.indexName()
	if w.store == nil {
		err := w.connect(w.Dir(), name, false)
		if errors.Is(err, store.ErrFormat) || errors.Is(err, store.ErrDamaged) {
			w.opt.Notice(fmt.Sprintf("%v: making it anew from the documents", err))
			err = w.connect(w.Dir(), name, true)
		}
		if err != nil {
			return err
		}
	}
	if err := w.own(name); err != nil {
		return err
	}
	err := w.store.Together(func() error { return w.catchUp(ctx) })
	if errors.Is(err, store.ErrDamaged) {
		w.opt.Notice(fmt.Sprintf("%v: making it anew from the documents", err))
		return w.Reindex(ctx)
	}
	return err
}

// own makes sure that the index of a name is of this workspace's documents: that it holds none, or
// one that is here as well.
func (w *Workspace) own(name string) error {
	if w.opt.Replace {
		return nil
	}
	n := 0
	for e, err := range w.store.Entries(bucketDocuments) {
		if err != nil {
			return err
		}
		if w.ledger.Has(e.Key) {
			return nil
		}
		n++
	}
	if n == 0 {
		return nil
	}
	return &StrangerError{Index: store.Masked(name), Documents: n, Folder: w.ledger.HasFolder()}
}

const hintReindex = `"quadrille reindex" makes it anew, where the documents are`

// openServerToRead opens the index for reading, as it is. Nothing but the index is asked
// from then on: the documents may not be here, or be those of tomorrow.
func (w *Workspace) openServerToRead() (err error) {
	w.store, err = store.Open(w.indexName(), &store.Options{ReadOnly: true})
	if errors.Is(err, store.ErrFormat) || errors.Is(err, store.ErrDamaged) {
		return &store.ServerError{Address: store.Masked(w.indexName()), Reason: err.Error(), Hint: hintReindex, Err: err}
	}
	if err != nil {
		return err
	}
	have, err := w.synced()
	if err != nil {
		return err
	}
	if have.Format != indexFormat {
		return &store.ServerError{
			Address: store.Masked(w.indexName()), Reason: "its index is of another version of quadrille, or was never finished",
			Hint: hintReindex,
		}
	}
	w.indexOnly, w.damaged = true, have.Damaged
	w.noticeDamage()
	if !w.ledger.HasFolder() {
		return nil // nobody here knows what it should be
	}
	if same, err := w.sameAs(&have); same || err != nil {
		return err
	}
	busy, err := w.store.Busy()
	if err != nil {
		return err
	}
	if busy {
		w.opt.Notice("a build is under way: this is the graph as it was before")
	} else {
		w.opt.Notice("the index lags behind the documents: this is the graph as it was last built")
	}
	return nil
}

// sameAs reports whether an index was derived from what this workspace holds, as far as
// can be seen at a glance. The stamps of folders are of the machine that built it; on
// another one the documents' IDs have to do.
func (w *Workspace) sameAs(have *synced) (bool, error) {
	want, err := w.wanted()
	if err != nil || have.Schema != want.Schema || have.Base != want.Base || have.Stamp.Words != want.Stamp.Words {
		return false, err
	}
	if have.Stamp.Equal(want.Stamp) {
		return true, nil
	}
	ids, err := w.ledger.IDs()
	if err != nil {
		return false, err
	}
	indexed, err := w.ids()
	for id := range have.Damaged {
		indexed = append(indexed, id)
	}
	slices.Sort(indexed)
	return slices.Equal(ids, slices.Compact(indexed)), err
}

// dropFile removes the file of an index that a server keeps from now on.
func (w *Workspace) dropFile() error {
	err := os.RemoveAll(filepath.Dir(w.indexPath()))
	if err != nil {
		return fmt.Errorf("removing the index that is no longer used: %w", err)
	}
	return nil
}
