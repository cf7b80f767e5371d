package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

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
// opening the workspace for writing for a moment. Where that cannot be, it serves if it
// is of the same documents after all, and else a copy in memory does.
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
	if w.openToCompare(err) {
		return nil
	}
	w.opt.Notice(fmt.Sprintf("the index is out of date and cannot be written (%v): reading all documents", err))
	w.store = store.Memory()
	return w.catchUp(context.Background())
}

// openToCompare opens an index for reading that cannot be written, for a reason, and seems
// to lag: where the folders alone are others, as in a copy, their documents may be those
// that it is of. It reports whether it is up to date.
func (w *Workspace) openToCompare(reason error) bool {
	var err error
	if w.store, err = store.Open(w.indexPath(), &store.Options{ReadOnly: true}); err != nil {
		return false
	}
	same, err := w.compared(context.Background())
	if same && err == nil {
		w.opt.Notice(fmt.Sprintf("the folders of documents are not those that the index was made of, which cannot be written (%v): all documents in them were compared with it", reason))
		w.noticeDamage()
		return true
	}
	w.store.Close()
	w.store, w.docs, w.indexed, w.damaged = nil, nil, nil, nil
	return false
}

// compared reports whether an index that was finished is of the documents that there are,
// byte for byte, and of what was decided, whatever the folders' times.
func (w *Workspace) compared(ctx context.Context) (bool, error) {
	want, have, err := w.wantedAndSynced()
	if err != nil {
		return false, err
	}
	now := want.Stamp
	want.Stamp.Folders, want.Damaged = have.Stamp.Folders, have.Damaged
	if !have.equal(want) {
		return false, nil
	}
	if err := w.load(); err != nil {
		return false, err
	}
	seen := map[string]bool{}
	folders := have.doubtful(now)
	for _, folder := range folders {
		if changed, err := w.compareFolder(ctx, folder, seen); len(changed) > 0 || err != nil {
			return false, err
		}
	}
	for id := range w.docs {
		if !seen[id] && slices.Contains(folders, ledger.Folder(id)) {
			return false, nil
		}
	}
	return maps.Equal(w.damaged, have.Damaged), nil
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
