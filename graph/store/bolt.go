package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// reservedMap is the address space kept for the file. A write that outgrows the
// mapped size has to wait until every reader is done; with room to spare it
// never does. Nothing but addresses is taken.
const reservedMap = 32 << 30

// growth is how much a file grows at a time. Bolt's own 16 MB would make every
// small graph a large file.
const growth = 1 << 20

// firstPages is how many pages bbolt begins a file with: two heads, the list of free
// pages, and an empty root.
const firstPages = 4

// bolt keeps the spaces as buckets of one bbolt file.
type bolt struct {
	db     *bbolt.DB
	file   *os.File
	broken atomic.Bool // a fault was met: the file is not touched again
	closed sync.Once
}

// openBolt opens or makes the file. It never panics: bbolt does on some damaged
// files, and reading a truncated one through its mapping faults.
func openBolt(path string, opt *Options) (*bolt, error) {
	e := &bolt{}
	err := e.guard(func() error { return e.open(path, opt) })
	if err == nil {
		err = e.guard(e.checkLength)
	}
	if err == nil {
		err = checkMetas(e.file, e.db.Info().PageSize)
	}
	if err != nil {
		if errors.Is(err, ErrDamaged) && isBegun(path) {
			err = errUnfilled
		}
		e.abandon()
		return nil, err
	}
	return e, nil
}

// isBegun reports whether a file is shorter than an empty index, as it is after its maker
// was killed while writing the first pages.
func isBegun(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() < firstPages*int64(os.Getpagesize())
}

func (e *bolt) open(path string, opt *Options) error {
	o := &bbolt.Options{
		Timeout:      opt.timeout(),
		ReadOnly:     opt.ReadOnly,
		FreelistType: bbolt.FreelistMapType,
		OpenFile: func(name string, flag int, perm fs.FileMode) (f *os.File, err error) {
			e.file, err = os.OpenFile(name, flag, perm)
			return e.file, err
		},
	}
	if strconv.IntSize == 64 && runtime.GOOS != "windows" { // where mapping does not lengthen the file
		o.InitialMmapSize = reservedMap
	}
	db, err := bbolt.Open(path, 0o644, o)
	if err != nil && o.InitialMmapSize > 0 && errors.Is(err, errNoMemory) {
		o.InitialMmapSize = 0
		db, err = bbolt.Open(path, 0o644, o)
	}
	if err != nil {
		return openError(err)
	}
	db.AllocSize = growth
	db.NoSync, db.NoGrowSync = opt.Bulk, opt.Bulk
	e.db = db
	return nil
}

// openError names the failures that a caller acts on.
func openError(err error) error {
	var path *fs.PathError
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return ErrLocked
	case errors.As(err, &path), errors.Is(err, errNoMemory):
		return err
	}
	return fmt.Errorf("%w: %v", ErrDamaged, err)
}

// checkLength compares the file's length with what its header promises.
func (e *bolt) checkLength() error {
	info, err := e.file.Stat()
	if err != nil {
		return err
	}
	return e.db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return fmt.Errorf("%w: %d bytes of %d are there", ErrDamaged, info.Size(), tx.Size())
		}
		return nil
	})
}

func (e *bolt) guard(fn func() error) (err error) {
	if e.broken.Load() {
		return ErrDamaged
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			e.broken.Store(true)
			err = fmt.Errorf("%w: %v", ErrDamaged, reason(r))
		}
	}()
	return fn()
}

// reason says what a panic means: the library takes for granted that pages are what they
// should be, and stumbles over those that are not.
func reason(panicked any) any {
	if _, stumbled := panicked.(runtime.Error); stumbled {
		return "its pages do not hang together"
	}
	return panicked
}

func (e *bolt) begin(write bool) (txn, error) {
	tx, err := e.db.Begin(write)
	switch {
	case errors.Is(err, bolterrors.ErrDatabaseNotOpen):
		return nil, ErrClosed
	case errors.Is(err, bolterrors.ErrDatabaseReadOnly):
		return nil, ErrReadOnly
	case err != nil:
		return nil, err
	}
	return &boltTx{tx: tx, bolt: e}, nil
}

func (e *bolt) flush() error { return e.db.Sync() }

func (e *bolt) size() int64 {
	info, err := e.file.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

// close waits for readers, except in a damaged file, where they may never end.
func (e *bolt) close() (err error) {
	e.closed.Do(func() {
		if e.broken.Load() {
			e.abandon()
			return
		}
		err = e.db.Close()
	})
	return err
}

// abandon gives up the file and its lock without asking bbolt.
func (e *bolt) abandon() {
	if e.db != nil && !e.broken.Load() {
		e.db.Close()
	} else if e.file != nil {
		release(e.file)
	}
}

// boltTx is a transaction of a file.
type boltTx struct {
	bolt    *bolt
	tx      *bbolt.Tx
	buckets [spaceCount]*bbolt.Bucket
	dense   bool                    // keys come in their order: pages are filled up
	misses  [spaceCount]*boltCursor // of absent
}

// bucket returns a space's bucket; in a write transaction it makes it.
func (t *boltTx) bucket(sp space) *bbolt.Bucket {
	if b := t.buckets[sp]; b != nil {
		return b
	}
	b := t.tx.Bucket([]byte(spaceNames[sp]))
	if b == nil && t.tx.Writable() {
		b, _ = t.tx.CreateBucket([]byte(spaceNames[sp])) // fails for a bad name alone
	}
	if b != nil {
		b.FillPercent = fill[sp]
		if t.dense {
			b.FillPercent = denseFill
		}
	}
	t.buckets[sp] = b
	return b
}

// denseFill is how full pages are left that come in the order of their keys: with
// room for a few more.
const denseFill = 0.95

// fill says how full a page is left when it is split: to the brim where keys
// only ever come at the end.
var fill = [spaceCount]float64{0.9, 0.9, 0.95, 0.7, 0.9, 0.8, 0.8, 0.8}

func (t *boltTx) get(sp space, key []byte) []byte {
	b := t.bucket(sp)
	if b == nil {
		return nil
	}
	v := b.Get(key)
	if v == nil {
		t.absent(sp, b, key)
	}
	return v
}

func (t *boltTx) put(sp space, key, value []byte) error { return t.bucket(sp).Put(key, value) }

func (t *boltTx) del(sp space, key []byte) error { return t.bucket(sp).Delete(key) }

func (t *boltTx) cursor(sp space) cursor {
	if b := t.bucket(sp); b != nil {
		return &boltCursor{c: b.Cursor()}
	}
	return emptyCursor{}
}

// manyPages is how large a file may grow before a bulk load forgets the pages that
// it has read, after each transaction: whatever is written looks for its place all
// over the file, and would end with all of it in memory.
const manyPages = 64 << 20

func (t *boltTx) commit() error {
	size := t.tx.Size()
	err := t.tx.Commit()
	if err == nil && t.bolt.db.NoSync && size > manyPages {
		forgetPages(t.bolt.db, size)
	}
	return err
}

func (t *boltTx) rollback() { _ = t.tx.Rollback() } // fails after commit alone
