package store

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// A Loader fills an empty store with any number of quads, in memory that does not
// grow with them. Apply looks for the place of each quad all over a large file,
// and writes most of the file anew for every batch; a Loader puts the quads aside,
// sorts them as files are sorted, and writes each index once, from beginning to
// end.
//
//	Add      chunks of quads, with numbers for values  -> quads, terms
//	number   the chunks' terms, merged: one id a value -> ids, dictionary
//	order    each chunk's quads, sorted four ways      -> runs
//	fill     runs merged into the store's indexes, and values with their counts
//
// Until Finish returns, the store is not to be used; one that was cut off opens
// with ErrDamaged.
type Loader struct {
	store *Store
	chunk chunk
	set   []Entry // metadata that is not written yet
	bytes int     // of it

	chunks   []stretch // of terms
	terms    *spool    // the chunks' terms, each chunk's sorted
	quads    *spool    // 16 bytes a quad: its terms' places in the chunk, from 1; 0 for no label
	quadEnds []int64   // where each chunk's quads end
	err      error

	server *postgresFill // for a store that a server keeps, which does all of this itself
}

// chunkQuads is how many quads a chunk has: it takes some 60 MB while it is sorted.
// (Tests have smaller ones.)
var chunkQuads = 500_000

// Loader begins to fill the store; one that a server keeps, in Together. Only an empty
// one can be filled so, and one in memory does not need it: for these it is nil, and
// Apply does as well.
func (s *Store) Loader() (*Loader, error) {
	if s.server != nil {
		f, err := s.server.fill()
		if f == nil || err != nil {
			return nil, err
		}
		return &Loader{store: s, server: f}, nil
	}
	if _, ok := s.engine.(*bolt); !ok || s.opt.ReadOnly {
		return nil, nil
	}
	st, err := s.Stats()
	if err != nil || st.Quads > 0 {
		return nil, err
	}
	l := &Loader{store: s, chunk: newChunk()}
	if l.quads, err = newSpool(l.dir()); err == nil {
		l.terms, err = newSpool(l.dir())
	}
	if err == nil {
		err = l.mark()
	}
	if err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

// dir returns where there is room for spools.
func (l *Loader) dir() string { return filepath.Dir(l.store.engine.(*bolt).db.Path()) }

// mark notes in the file that a load is under way.
func (l *Loader) mark() error {
	return l.store.update(func(tx txn) error { return tx.put(spaceState, keyLoad, []byte{1}) })
}

// update runs a write transaction.
func (s *Store) update(fn func(tx txn) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.engine.guard(func() error {
		tx, err := s.engine.begin(true)
		if err != nil {
			return err
		}
		defer tx.rollback()
		if err := fn(tx); err != nil {
			return err
		}
		return tx.commit()
	})
}

// Add puts quads aside, and sets metadata. A quad may come more than once.
func (l *Loader) Add(quads []quad.Quad, set ...Entry) error {
	if l.err != nil {
		return l.err
	}
	l.err = l.add(quads, set)
	return l.err
}

func (l *Loader) add(quads []quad.Quad, set []Entry) error {
	if l.server != nil {
		return l.server.add(quads, set)
	}
	for i := range quads {
		if err := l.chunk.add(&quads[i]); err != nil {
			return fmt.Errorf("quad %d: %w", i, err)
		}
		if len(l.chunk.quads) >= chunkQuads {
			if err := l.spool(); err != nil {
				return err
			}
		}
	}
	for _, e := range set {
		l.bytes += len(e.Key) + len(e.Value)
	}
	if l.set = append(l.set, set...); l.bytes < fillSize {
		return nil
	}
	return l.setAll()
}

// setAll writes the metadata that was set.
func (l *Loader) setAll() error {
	set := l.set
	l.set, l.bytes = nil, 0
	if len(set) == 0 {
		return nil
	}
	// What lies together is written together; what was set later stays so.
	slices.SortStableFunc(set, func(a, b Entry) int {
		return cmp.Or(strings.Compare(a.Bucket, b.Bucket), strings.Compare(a.Key, b.Key))
	})
	return l.store.update(func(tx txn) error {
		for _, e := range set {
			if err := setEntry(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Finish fills the store with all that was added. set is stored with the last of
// it. The Loader cannot be used afterwards.
func (l *Loader) Finish(set ...Entry) error {
	defer l.close()
	if l.err != nil {
		return l.err
	}
	l.err = errors.New("the load is finished")
	if l.server != nil {
		return l.server.finish(set)
	}
	err := l.spool()
	if err == nil {
		err = l.setAll()
	}
	if err != nil {
		return err
	}
	n, err := l.number()
	if err != nil {
		return err
	}
	defer n.close()
	runs, err := l.order(n)
	if err != nil {
		return err
	}
	defer runs.close()
	return l.fill(n, runs, set)
}

// Cancel gives a load up. The store is damaged afterwards.
func (l *Loader) Cancel() {
	l.close()
	l.err = errors.New("the load was given up")
}

func (l *Loader) close() {
	l.quads.close()
	l.terms.close()
}
