package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// IsServer reports whether a store of this name is kept by PostgreSQL: whether it
// begins with postgres:// or postgresql://.
func IsServer(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// A postgres keeps a store in a PostgreSQL database, where many can read it while one
// writes. The quads are in Cayley's own tables (postgres_tables.go), written without
// Cayley's writer, which is slow and loses some values (postgres_apply.go).
//
// One store of a schema is open for writing at a time, in all the world: it holds an
// advisory lock of the database. Any number are open for reading beside it. Each of
// these sees one moment from beginning to end, that of its opening, however many
// queries it makes and through however many connections.
type postgres struct {
	url    string
	server server
	schema string
	pools  []*sql.DB
	db     *sql.DB   // for reading: one of pools
	writer *sql.Conn // has the lock and the temporary tables; nil in a store for reading
	pin    *sql.Conn // holds the moment that a store for reading sees

	begin  string // what connections for reading begin with
	closed atomic.Bool

	mu         sync.Mutex
	statements map[string]*sql.Stmt // by their words; closed with the connections

	// While Together runs, under the store's lock but for blank.
	indexed bool // whether the tables are known to have their indexes
	depth   int
	begun   bool        // whether its transaction has begun
	blank   atomic.Bool // whether all was thrown away in it
	changed int64       // quads since the tables were last measured
}

// openPostgres opens the store that a URL names.
func openPostgres(url string, opt *Options) (_ *postgres, err error) {
	p := &postgres{url: url}
	if p.server, err = newServer(url); err != nil {
		return nil, err
	}
	if err := p.open(""); err != nil {
		return nil, err
	}
	if opt.ReadOnly {
		err = p.beginReading()
	} else {
		err = p.beginWriting(opt)
	}
	if err != nil {
		p.close()
		return nil, p.server.explain(err)
	}
	return p, nil
}

// beginReading fixes the moment that is seen from now on.
func (p *postgres) beginReading() (err error) {
	ctx := context.Background()
	if p.pin, err = p.db.Conn(ctx); err != nil {
		return err
	}
	if p.schema, err = p.findTables(ctx, p.pin); err != nil {
		return err
	}
	if p.schema == "" {
		return fmt.Errorf("%w: nothing was built in it yet", ErrEmpty)
	}
	if _, err := p.pin.ExecContext(ctx, oneMoment); err != nil {
		return err
	}
	var moment string
	if err := p.pin.QueryRowContext(ctx, "SELECT pg_export_snapshot()").Scan(&moment); err != nil {
		return err
	}
	p.begin = oneMoment + "; SET TRANSACTION SNAPSHOT '" + moment + "'"
	return p.open(p.begin)
}

// open begins to make connections for reading that begin with a statement.
func (p *postgres) open(begin string) (err error) {
	p.db, err = p.server.open(begin)
	if err == nil {
		p.pools = append(p.pools, p.db)
	}
	return err
}

// beginWriting takes the lock, and makes what tables there are not.
func (p *postgres) beginWriting(opt *Options) (err error) {
	ctx := context.Background()
	if p.writer, err = p.db.Conn(ctx); err != nil {
		return err
	}
	if p.schema, err = p.makeSchema(ctx, p.writer); err != nil {
		return err
	}
	for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		var ok bool
		if err := p.writer.QueryRowContext(ctx, "SELECT pg_try_advisory_lock("+p.lock()+")").Scan(&ok); err != nil {
			return err
		}
		if ok {
			break
		}
		if time.Since(start) > opt.timeout() {
			return ErrLocked
		}
	}
	return p.makeTables(ctx, p.writer, opt.Anew)
}

// lock returns the number of the lock of the schema's only writer: "quad" and the
// schema's own.
func (p *postgres) lock() string {
	return "1903518052, (SELECT oid::int FROM pg_namespace WHERE nspname = current_schema())"
}

// busy reports whether some store of this schema is open for writing.
func (p *postgres) busy() (busy bool, err error) {
	err = p.server.explain(p.db.QueryRow(`SELECT EXISTS (SELECT FROM pg_locks
		WHERE locktype = 'advisory' AND classid = 1903518052 AND objsubid = 2
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
		AND objid = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()))`).Scan(&busy))
	return busy, err
}

// close ends everything; a second call does nothing.
func (p *postgres) close() (err error) {
	if p.closed.Swap(true) {
		return nil
	}
	if p.writer != nil {
		p.letGo()
	}
	for _, c := range []*sql.Conn{p.writer, p.pin} {
		if c != nil {
			// What was not committed is rolled back, and the lock given up.
			err = errors.Join(err, discard(c))
		}
	}
	for _, db := range p.pools {
		err = errors.Join(err, db.Close())
	}
	return err
}

// letGo gives the lock up before the connection ends: the server takes a moment to notice
// that. Where it is lost already, so is the lock.
func (p *postgres) letGo() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if _, err := p.writer.ExecContext(ctx, "ROLLBACK"); err == nil { // a warning where nothing was begun
		_, _ = p.writer.ExecContext(ctx, "SELECT pg_advisory_unlock_all()")
	}
}

// usable says why nothing can be asked any more.
func (p *postgres) usable() error {
	if p.closed.Load() {
		return ErrClosed
	}
	return nil
}

// Together runs fn, which calls Apply any number of times, from any goroutine. In a
// store that others may read meanwhile they see nothing of it before it is done, and
// nothing at all where fn or the end of it fails; while it runs, the store itself is
// read as it was before, too. In a file or in memory it is fn and no more: each
// Apply is done when it returns.
func (s *Store) Together(fn func() error) error {
	if s.server == nil {
		return fn()
	}
	s.mu.Lock()
	s.server.depth++
	s.mu.Unlock()
	err := fn()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server.depth--; s.server.depth > 0 {
		return err
	}
	return s.server.end(err)
}

// Clear takes everything away: in Together, from what is there when that is done.
func (s *Store) Clear() error {
	if s.server == nil {
		return errors.ErrUnsupported // nobody needs it: a file is removed
	}
	return s.Together(func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.server.clear()
	})
}

// Busy reports whether somebody has the store open for writing, where it is kept by a
// server; with a file, opening it would have failed.
func (s *Store) Busy() (bool, error) {
	if s.server == nil || s.server.writer != nil {
		return false, nil
	}
	return s.server.busy()
}
