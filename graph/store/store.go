// Package store keeps the quads of a graph, sorted four ways, in one file or in
// memory, and lends them to Cayley's query languages. Begin at Open.
//
// A store holds nothing that cannot be made again from the documents, so a
// damaged file is reported (ErrDamaged) and rebuilt by its owner, not repaired.
package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// What Open and the other calls fail with, to be asked for with errors.Is.
var (
	// ErrLocked says that another process, or another Store of this one, has
	// the file open.
	ErrLocked = errors.New("the index is in use by another process")
	// ErrDamaged says that the file is cut short, overwritten, or was not
	// closed after a bulk load. It has to be made anew.
	ErrDamaged = errors.New("the index is damaged")
	// ErrFormat says that the file is sound but of another version.
	ErrFormat = errors.New("the index has another format")
	// ErrReadOnly says that a store opened for reading was to be written.
	ErrReadOnly = errors.New("the index is open for reading only")
	// ErrClosed says that the store has been closed.
	ErrClosed = errors.New("the index is closed")
)

var errUnfilled = fmt.Errorf("%w: it was not filled to the end", ErrDamaged)

// Options say how a file is opened. The zero value, or a nil pointer, is an
// ordinary store.
type Options struct {
	// ReadOnly opens an existing file without writing to it, beside any number
	// of other readers. Default: false.
	ReadOnly bool
	// Bulk leaves writing to the disk itself to the operating system until
	// Flush or Close. Loading is faster, and a process that dies loses nothing;
	// but after a crash of the machine before the next Flush the file opens
	// with ErrDamaged. Default: false, every batch is on the disk when Apply returns.
	Bulk bool
	// Timeout is how long to wait for another process to let go of the file
	// before ErrLocked. Default: one second.
	Timeout time.Duration
	// Anew throws away what a database holds of an index, of whichever version. A file
	// is removed instead. Default: false.
	Anew bool
}

func (o *Options) timeout() time.Duration {
	if o.Timeout <= 0 {
		return time.Second
	}
	return o.Timeout
}

// Store is a set of quads, with metadata that changes in the same transactions.
// Any number of goroutines may read while one writes; writers take turns.
type Store struct {
	engine engine
	server *postgres // in the place of engine; nil for none
	opt    Options

	mu    sync.Mutex // held while writing
	terms termCache  // ids of values, under mu
}

// Open opens the store in the file at path, making it where there is none, or, where
// path is a postgres:// URL, the one in that database (postgres.go). A
// file that is in use fails with ErrLocked, one that cannot be trusted with
// ErrDamaged, one of another version with ErrFormat. opt may be nil.
func Open(path string, opt *Options) (*Store, error) {
	s := &Store{}
	if opt != nil {
		s.opt = *opt
	}
	if IsServer(path) {
		var err error
		if s.server, err = openPostgres(path, &s.opt); err != nil {
			return nil, err
		}
		return s, nil
	}
	e, err := openBolt(path, &s.opt)
	var file *fs.PathError
	if errors.As(err, &file) { // which names the file itself
		return nil, fmt.Errorf("opening the index: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	s.engine = e
	if err := e.guard(s.prepare); err != nil {
		s.engine.close()
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	return s, nil
}

// Memory returns an empty store that is kept in memory alone.
func Memory() *Store { return &Store{engine: newRAM()} }

// prepare reads the head, marks a bulk load as under way, and finds out whether
// an earlier one was cut off by a crash of the machine.
func (s *Store) prepare() error {
	tx, err := s.engine.begin(!s.opt.ReadOnly)
	if err != nil {
		return err
	}
	defer tx.rollback()
	if tx.get(spaceState, keyLoad) != nil { // before the head, which a load writes last
		return errUnfilled
	}
	if _, err := readHead(tx); err != nil {
		return err
	}
	boot := bootID()
	if v := tx.get(spaceState, keyBulk); v != nil && (boot == "" || string(v) != boot) {
		return fmt.Errorf("%w: a bulk load was cut off", ErrDamaged)
	}
	if s.opt.ReadOnly || !s.opt.Bulk && tx.get(spaceState, keyBulk) == nil {
		return nil
	}
	if err := s.markBulk(tx, boot); err != nil {
		return err
	}
	if err := tx.commit(); err != nil {
		return err
	}
	return s.engine.flush()
}

// Flush brings everything written so far to the disk. Only a store with
// Options.Bulk needs it.
func (s *Store) Flush() error {
	if s.server != nil || !s.opt.Bulk || s.opt.ReadOnly {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.engine.guard(s.engine.flush)
}

// Close flushes and closes the store. It waits for readers, so it must not be
// called inside a loop over Quads, Match or Label.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server != nil {
		return s.server.close()
	}
	var err error
	if s.opt.Bulk && !s.opt.ReadOnly {
		err = s.engine.guard(s.endBulk)
	}
	if errors.Is(err, ErrClosed) {
		err = nil
	}
	return errors.Join(err, s.engine.close())
}

// format is the version of the file's layout.
const format = 2

var (
	keyHead = []byte("head")
	keyBulk = []byte("bulk") // the boot that a bulk load runs in
	keyLoad = []byte("load") // there while a Loader is at work
)

// head is the store's own state: the next free id, and sizes.
type head struct {
	next, quads, values uint64
}

// readHead reads the head; that of an empty file says so.
func readHead(tx txn) (head, error) {
	v := tx.get(spaceState, keyHead)
	if v == nil {
		if k, _ := tx.cursor(spaceValues).seek(nil); k != nil {
			return head{}, fmt.Errorf("%w: it has no head", ErrDamaged)
		}
		return head{next: 1}, nil
	}
	if v[0] != format {
		return head{}, fmt.Errorf("%w: version %d, where this program writes %d", ErrFormat, v[0], format)
	}
	if len(v) != 29 || binary.LittleEndian.Uint32(v[25:]) != checksum(v[:25]) {
		return head{}, fmt.Errorf("%w: its head has a wrong checksum", ErrDamaged)
	}
	u := binary.BigEndian.Uint64
	return head{next: u(v[1:]), quads: u(v[9:]), values: u(v[17:])}, nil
}

func (h head) write(tx txn) error {
	v := []byte{format}
	for _, n := range []uint64{h.next, h.quads, h.values} {
		v = binary.BigEndian.AppendUint64(v, n)
	}
	return tx.put(spaceState, keyHead, binary.LittleEndian.AppendUint32(v, checksum(v)))
}
