package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// Where things are below the workspace.
const indexFile = "quads.db"

// openIndex opens the index, remaking it where it cannot be trusted, and brings
// it up to date.
func (w *Workspace) openIndex() error {
	if w.ledger.Dir() == "" {
		w.store = store.Memory()
		return w.catchUp(context.Background())
	}
	if w.served() {
		return w.openServer()
	}
	if w.opt.ReadOnly {
		return w.openToRead()
	}
	err := w.openStore()
	if errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrFormat) {
		w.opt.Notice(fmt.Sprintf("%v: making it anew from the documents", err))
		err = w.freshStore()
	}
	if err != nil {
		return err
	}
	err = w.catchUp(context.Background())
	if errors.Is(err, store.ErrDamaged) {
		w.opt.Notice(fmt.Sprintf("%v: making it anew from the documents", err))
		return w.Reindex(context.Background())
	}
	return err
}

func (w *Workspace) indexPath() string {
	return filepath.Join(w.ledger.Dir(), ledger.IndexDir, indexFile)
}

// openStore opens the index for writing. Until the end of a build the disk may
// lag behind: should the machine fail in between, the index is made anew.
func (w *Workspace) openStore() (err error) {
	if err := os.MkdirAll(filepath.Dir(w.indexPath()), 0o777); err != nil {
		return fmt.Errorf("opening the index: %w", err)
	}
	w.store, err = store.Open(w.indexPath(), &store.Options{Bulk: true})
	return err
}

// freshStore throws the index away and begins an empty one.
func (w *Workspace) freshStore() error {
	w.docs, w.indexed, w.mapping, w.changing = nil, nil, nil, nil
	if w.served() {
		return w.store.Clear()
	}
	if w.store != nil {
		w.store.Close()
		w.store = nil
	}
	if w.ledger.Dir() == "" {
		w.store = store.Memory()
		return nil
	}
	if err := os.RemoveAll(filepath.Dir(w.indexPath())); err != nil {
		return fmt.Errorf("removing the index: %w", err)
	}
	return w.openStore()
}

// openToRead opens the index for reading. One that lags is brought up to date by
// opening the workspace for writing for a moment; where that cannot be, a copy
// in memory serves.
func (w *Workspace) openToRead() error {
	current := func() (bool, error) {
		var err error
		if w.store, err = store.Open(w.indexPath(), &store.Options{ReadOnly: true}); err != nil {
			return false, err
		}
		return w.current()
	}
	ok, err := current()
	if ok {
		return nil
	}
	if errors.Is(err, store.ErrLocked) {
		return &ledger.LockedError{Dir: w.ledger.Dir()}
	}
	if w.store != nil {
		w.store.Close()
		w.store = nil
	}
	err, fatal := w.mendForReading()
	var mistake *ledger.SyntaxError
	if errors.As(err, &mistake) {
		return err // no copy in memory would know what was decided
	}
	if fatal != nil {
		return fatal
	}
	if err == nil {
		if ok, err = current(); ok {
			return nil
		}
		if w.store != nil {
			w.store.Close()
		}
	}
	if err == nil {
		err = errors.New("another process changed it, or another schema is in use")
	}
	w.opt.Notice(fmt.Sprintf("the index is out of date and cannot be written (%v): reading all documents", err))
	w.store = store.Memory()
	return w.catchUp(context.Background())
}

// mendForReading brings the index up to date on behalf of a reader. Where it
// cannot, it says why; fatal is that the reader itself cannot go on.
func (w *Workspace) mendForReading() (err, fatal error) {
	dir, opt := w.ledger.Dir(), w.opt
	if err := w.ledger.Close(); err != nil {
		return nil, err
	}
	opt.ReadOnly, opt.SchemaName = false, ""
	writer, err := Open(dir, &opt)
	if err == nil {
		err = writer.Close()
	}
	w.ledger, fatal = ledger.Open(dir, &ledger.Options{ReadOnly: true})
	return err, fatal
}
