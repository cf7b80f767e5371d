package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// synced says what an index was derived from. Where it is not what the
// workspace holds now, or is missing, the index lags.
type synced struct {
	Format  int    // indexFormat
	Schema  string // fingerprint: resolution depends on it
	Base    string
	Stamp   ledger.Stamp
	Damaged map[string]string `json:",omitempty"` // documents left out, by ID, and why

	// How many records and shared entities there are, so that none is missing in silence.
	Documents, Entities int

	changing []string // folders in which something was about to change since
}

// equal reports whether two say the same.
func (s synced) equal(o synced) bool {
	return s.Format == o.Format && s.Schema == o.Schema && s.Base == o.Base && s.Stamp.Equal(o.Stamp) && maps.Equal(s.Damaged, o.Damaged)
}

// doubtful returns the folders whose documents may be others than those of which an index
// says so.
func (s synced) doubtful(now ledger.Stamp) []string {
	if len(s.Damaged) > 0 { // they may be in any folder
		return slices.Sorted(maps.Keys(now.Folders))
	}
	return slices.Compact(slices.Sorted(slices.Values(append(now.Changed(s.Stamp), s.changing...))))
}

// wanted returns what synced has to be.
func (w *Workspace) wanted() (synced, error) {
	stamp, err := w.ledger.Stamp()
	if err != nil {
		return synced{}, fmt.Errorf("looking at the documents: %w", err)
	}
	return synced{Format: indexFormat, Schema: w.print, Base: w.ledger.Settings().Base, Stamp: stamp}, nil
}

// synced returns what the index says it was derived from.
func (w *Workspace) synced() (s synced, err error) {
	data, err := w.store.Meta(bucketState, keySynced)
	if err != nil || data == nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	if data, err = w.store.Meta(bucketState, keyChanging); err != nil || data == nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s.changing); err != nil {
		return s, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return s, nil
}

func (w *Workspace) wantedAndSynced() (want, have synced, err error) {
	if want, err = w.wanted(); err == nil {
		have, err = w.synced()
	}
	return want, have, err
}

// current reports whether the index is up to date, by a few hundred system
// calls, and repeats what it knows to be damaged.
func (w *Workspace) current() (bool, error) {
	want, have, err := w.wantedAndSynced()
	if err != nil {
		return false, err
	}
	if have.Format != want.Format || have.Schema != want.Schema || have.Base != want.Base || !have.Stamp.Equal(want.Stamp) || len(have.changing) > 0 {
		return false, nil
	}
	w.damaged = have.Damaged
	w.noticeDamage()
	return true, nil
}

// catchUp compares the document files with the index, in the folders where
// anything changed, and brings the index up to date. It costs little where the
// index is current.
func (w *Workspace) catchUp(ctx context.Context) error {
	if ok, err := w.current(); ok || err != nil {
		return err
	}
	have, err := w.synced()
	if err != nil {
		return err
	}
	if have.Format != 0 && (have.Format != indexFormat || have.Base != w.ledger.Settings().Base) {
		if err := w.freshStore(); err != nil {
			return err
		}
	}
	w.unsure = true
	if err := w.heal(ctx); err != nil {
		return err
	}
	err = w.sync(ctx)
	w.anew = err == nil && have.Format == 0
	return err
}

// heal makes sure that w knows the truth. An index that turns out damaged is begun
// anew.
func (w *Workspace) heal(ctx context.Context) error {
	err := w.load()
	if errors.Is(err, store.ErrDamaged) && !w.opt.ReadOnly {
		w.opt.Notice(fmt.Sprintf("%v: making it anew from the documents", err))
		if err := w.freshStore(); err != nil {
			return err
		}
		w.unsure = true
		err = w.load()
	}
	if err != nil || !w.unsure {
		return err
	}
	changed, err := w.compare(ctx)
	if err != nil {
		return err
	}
	if err := w.readRecords(ctx, changed); err != nil {
		return err
	}
	w.noticeDamage()
	w.unsure = false
	return nil
}

// compare finds the documents that the index has not, or in another version,
// and forgets those that are gone.
func (w *Workspace) compare(ctx context.Context) (changed []string, err error) {
	have, err := w.synced()
	if err != nil {
		return nil, err
	}
	now, err := w.ledger.Stamp()
	if err != nil {
		return nil, err
	}
	folders := have.doubtful(now)
	w.damaged = map[string]string{}
	seen := map[string]bool{}
	for _, folder := range folders {
		found, err := w.compareFolder(ctx, folder, seen)
		if err != nil {
			return nil, err
		}
		changed = append(changed, found...)
	}
	n := len(changed)
	for _, id := range slices.Collect(maps.Keys(w.docs)) {
		if !seen[id] && slices.Contains(folders, ledger.Folder(id)) {
			w.put(id, nil)
			n++
		}
	}
	if n > 0 {
		w.opt.Notice(fmt.Sprintf("bringing the index up to date: %s", plural(n, "document")))
	}
	return changed, nil
}

func (w *Workspace) compareFolder(ctx context.Context, folder string, seen map[string]bool) (changed []string, err error) {
	for h, err := range w.ledger.Headers(ctx, folder) {
		if err != nil {
			if !w.noteDamage(err) {
				return nil, err
			}
			continue
		}
		seen[h.ID] = true
		if r := w.docs[h.ID]; r == nil || r.Checksum != h.Checksum || r.Reader != h.Reader {
			changed = append(changed, h.ID)
		}
	}
	return changed, nil
}

// noteDamage keeps the message of a damaged document, and reports whether err
// is that.
func (w *Workspace) noteDamage(err error) bool {
	var damage *ledger.DamagedError
	if !errors.As(err, &damage) {
		return false
	}
	if w.damaged == nil {
		w.damaged = map[string]string{}
	}
	w.damaged[damage.ID] = err.Error()
	return true
}

// damages returns what is known of damaged documents, by their IDs.
func (w *Workspace) damages() (out []string) {
	for _, id := range slices.Sorted(maps.Keys(w.damaged)) {
		out = append(out, w.damaged[id])
	}
	return out
}

func (w *Workspace) noticeDamage() {
	for _, d := range w.damages() {
		w.opt.Notice(d)
	}
}

// readRecords reads documents, and notes what the index needs of each.
func (w *Workspace) readRecords(ctx context.Context, ids []string) error {
	type result struct {
		record *record
		err    error
	}
	read := func(_ context.Context, i int) result {
		r, err := w.ledger.Get(ids[i])
		if err != nil {
			return result{err: err}
		}
		if err := resolve.Check(r.Document); err != nil {
			return result{err: &ledger.DamagedError{ID: ids[i], Path: "document " + ids[i], Reason: err.Error()}}
		}
		return result{record: w.newRecord(r.Header, r.Document)}
	}
	return ordered(ctx, w.opt.Workers, len(ids), read, func(i int, r result) error {
		if r.err != nil && !w.noteDamage(r.err) {
			return r.err
		}
		w.put(ids[i], r.record)
		return nil
	})
}

// plural returns a count with its noun: "1 document", "2 documents".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return text.Thousands(n) + " " + noun + "s"
}

// Reindex throws the index away and makes it anew from the documents and
// decisions. The graph is the same afterwards.
func (w *Workspace) Reindex(ctx context.Context) error {
	if w.opt.ReadOnly {
		return ledger.ErrReadOnly
	}
	if w.anew { // as it was opened, there was none
		w.anew = false
		return w.moved()
	}
	// Who reads an index that a server keeps goes on with the old one until the end.
	err := w.store.Together(func() error {
		if err := w.freshStore(); err != nil {
			return err
		}
		return w.catchUp(ctx)
	})
	w.anew = false
	if err != nil {
		w.forget()
		return err
	}
	return w.moved()
}

// moved removes the file of an index that a server keeps now.
func (w *Workspace) moved() error {
	if w.served() {
		return w.dropFile()
	}
	return nil
}
