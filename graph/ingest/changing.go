package ingest

import (
	"errors"
	"maps"
	"slices"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// keyChanging is where the index keeps, in the bucket of its state, in which folders of
// documents something was about to change when it was last in line with them. Their
// times alone would not tell for sure: clocks are set back, and some file systems have
// no finer ones than two seconds. After a sync there is none.
const keyChanging = "changing"

// announce notes, before documents are written or removed, in which folders that is:
// should the process be killed right after it, the next one will look there.
func (b *builder) announce() error {
	if b.w.Dir() == "" {
		return nil
	}
	news := false
	note := func(id string) {
		if folder := ledger.Folder(id); !b.w.changing[folder] {
			b.w.changing[folder], news = true, true
		}
	}
	if b.w.changing == nil {
		b.w.changing = map[string]bool{}
	}
	for _, s := range b.staged {
		note(s.ID)
	}
	for id := range b.sourced {
		note(id)
	}
	for id := range b.removals {
		note(id)
	}
	if !news {
		return nil
	}
	e, err := entry(bucketState, keyChanging, slices.Sorted(maps.Keys(b.w.changing)))
	if err != nil {
		return err
	}
	err = b.w.store.Apply(nil, nil, e)
	if errors.Is(err, store.ErrDamaged) {
		return nil // it is made anew when its turn has come
	}
	return err
}
