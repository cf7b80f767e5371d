package store

import "sync"

// A filler writes what comes in the order of the keys, in transactions that take little
// memory. It does so while more is being made.
type filler struct {
	store *Store
	some  []pair // what has come since
	size  int    // bytes of it

	full    chan []pair
	ended   sync.Once
	done    chan struct{}
	err     error // of writing; it may be read when done is closed
	written int   // bytes in the transaction
	tx      txn
}

// pair is a key of a space and its value.
type pair struct {
	space      space
	key, value []byte
}

const (
	// fillSize is how many bytes go into a transaction.
	fillSize = 8 << 20
	// handSize is how many are handed to who writes them at a time.
	handSize = 256 << 10
)

func newFiller(s *Store) *filler {
	w := &filler{store: s, full: make(chan []pair, 2), done: make(chan struct{})}
	go w.write()
	return w
}

// put has one key written. Neither slice may change afterwards. It may fail for what was
// put before.
func (w *filler) put(sp space, key, value []byte) error {
	w.some = append(w.some, pair{sp, key, value})
	if w.size += len(key) + len(value); w.size < handSize {
		return nil
	}
	return w.hand()
}

// hand hands on what has come.
func (w *filler) hand() error {
	select {
	case w.full <- w.some:
		w.some, w.size = make([]pair, 0, len(w.some)), 0
		return nil
	case <-w.done:
		return w.err
	}
}

// end waits until all is written.
func (w *filler) end() (err error) {
	w.ended.Do(func() {
		err = w.hand()
		close(w.full)
		<-w.done
		if err == nil {
			err = w.err
		}
	})
	return err
}

// write writes what is handed to it, until there is no more or it fails.
func (w *filler) write() {
	defer close(w.done)
	w.err = w.store.engine.guard(func() error {
		for some := range w.full {
			for _, p := range some {
				if err := w.one(p); err != nil {
					return err
				}
			}
		}
		return w.commit()
	})
	if w.tx != nil {
		w.tx.rollback()
	}
}

func (w *filler) one(p pair) (err error) {
	if w.tx == nil {
		if w.tx, err = w.store.engine.begin(true); err != nil {
			return err
		}
		w.tx.(*boltTx).dense = true
	}
	w.written += len(p.key) + len(p.value)
	if err := w.tx.put(p.space, p.key, p.value); err != nil || w.written < fillSize {
		return err
	}
	return w.commit()
}

func (w *filler) commit() error {
	if w.tx == nil {
		return nil
	}
	tx := w.tx
	w.tx, w.written = nil, 0
	return tx.commit()
}
