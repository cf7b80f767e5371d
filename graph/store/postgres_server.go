package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"

	"github.com/lib/pq"
)

// ErrEmpty says that a database has no index in it yet.
var ErrEmpty = errors.New("the database has no index")

// ErrForeign says that a database has tables of somebody else's where the index would
// be.
var ErrForeign = errors.New("the database holds something else")

// ServerError is what a PostgreSQL server, or the way to it, failed with.
type ServerError struct {
	Address string // the URL, with no password in it
	Reason  string
	Hint    string // what to do about it; "" where nobody knows
	Err     error
}

func (e *ServerError) Error() string { return fmt.Sprintf("%s: %s", e.Address, e.Reason) }
func (e *ServerError) Unwrap() error { return e.Err }

// A server is where a database is, and how to get to it. Beside what the URL says,
// the driver knows libpq's environment (PGPASSWORD, PGSERVICE, PGSSLMODE and so on)
// and ~/.pgpass.
type server struct {
	config pq.Config
	name   string // the URL, masked
}

// Masked returns the name of a store as people may see it: without the password that a
// URL may have.
func Masked(name string) string {
	if !IsServer(name) {
		return name
	}
	u, err := url.Parse(name)
	if err != nil {
		scheme, _, _ := strings.Cut(name, "://")
		return scheme + "://..."
	}
	if _, has := u.User.Password(); has {
		u.User = url.User(u.User.Username()) // url.Redacted leaves xxxxx, which might be one
	}
	q := u.Query()
	for _, secret := range []string{"password", "sslkey", "sslinline"} {
		q.Del(secret)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

func newServer(name string) (server, error) {
	s := server{name: Masked(name)}
	// What cannot be taken apart behind the question mark is left out by the driver, and a
	// graph would be in another schema than was meant.
	_, err := url.ParseQuery(queryOf(name))
	if err == nil {
		s.config, err = pq.NewConfig(name)
	}
	if err != nil {
		// The driver's message may quote what it was given.
		return s, &ServerError{Address: s.name, Reason: "this is no address of a database", Err: err, Hint: "it is like postgres://USER@HOST/DATABASE?search_path=SCHEMA"}
	}
	if !strings.Contains(name, "sslmode=") && os.Getenv("PGSSLMODE") == "" {
		s.config.SSLMode = pq.SSLModePrefer // as psql does; the driver's own default refuses a server without
	}
	if s.config.Runtime == nil {
		s.config.Runtime = map[string]string{}
	}
	s.config.Runtime["timezone"] = "UTC"
	s.config.Runtime["bytea_output"] = "hex"
	s.config.Runtime["extra_float_digits"] = "1"
	// A page of what is asked for is found by an index. Where a part is frequent on the
	// whole, the server would rather look through the table, in vain where this one is rare.
	s.config.Runtime["enable_seqscan"] = "off"
	s.config.Runtime["jit"] = "off" // to compile them takes longer than any of these queries
	if s.config.ApplicationName == "" {
		s.config.ApplicationName = "quadrille"
	}
	return s, nil
}

func queryOf(name string) string {
	name, _, _ = strings.Cut(name, "#")
	_, query, _ := strings.Cut(name, "?")
	return query
}

// open returns connections that begin with a statement; none is made yet.
func (s *server) open(begin string) (*sql.DB, error) {
	c, err := s.connector(begin)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(c)
	db.SetMaxIdleConns(8)
	return db, nil
}

func (s *server) connector(begin string) (*connector, error) {
	under, err := pq.NewConnectorConfig(s.config)
	return &connector{under, begin}, err
}

// A connector makes connections that are in the middle of a transaction, if that is
// what its statement begins.
type connector struct {
	under driver.Connector
	begin string
}

func (c *connector) Driver() driver.Driver { return c.under.Driver() }

func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.under.Connect(ctx)
	if err != nil || c.begin == "" {
		return conn, err
	}
	if _, err := conn.(driver.ExecerContext).ExecContext(ctx, c.begin, nil); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// discard closes a connection for good, with whatever is under way on it.
func discard(c *sql.Conn) error {
	err := c.Raw(func(any) error { return driver.ErrBadConn })
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) {
		err = nil
	}
	if e := c.Close(); err == nil && !errors.Is(e, sql.ErrConnDone) {
		err = e
	}
	return err
}

// explain says in a person's words what went wrong, and what may be done.
func (s *server) explain(err error) error {
	var known *ServerError
	if err == nil || errors.As(err, &known) {
		return err
	}
	e := &ServerError{Address: s.name, Reason: err.Error(), Err: err}
	var said *pq.Error
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &said):
		e.Reason = said.Message
		e.Hint = hints[string(said.Code)]
		if e.Hint == "" {
			e.Hint = hints[string(said.Code.Class())]
		}
	case errors.As(err, &dns):
		e.Reason, e.Hint = fmt.Sprintf("there is no host %q", dns.Name), "look at the host in quadrille.yaml, or at the network"
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENOENT):
		e.Reason, e.Hint = "no server answers there", "start it, or look at host and port in quadrille.yaml"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &op) && op.Timeout():
		e.Reason, e.Hint = "no server answers there in time", "look at host and port in quadrille.yaml, or at the network"
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, net.ErrClosed), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		e.Reason, e.Hint = "the connection was lost", hintLost
	case errors.Is(err, ErrForeign):
		e.Hint = hintForeign
	case errors.Is(err, ErrEmpty):
		e.Hint = `"quadrille build" or "quadrille reindex" makes it, where the documents are`
	case errors.Is(err, pq.ErrSSLNotSupported):
		e.Hint = "?sslmode=disable at the end of the URL does without, where the network can be trusted"
	case strings.HasPrefix(err.Error(), "pq: ") && strings.Contains(err.Error(), "password"): // the driver had none to give
		e.Reason, e.Hint = "it wants a password", hintPassword
	case !strings.HasPrefix(err.Error(), "pq:"):
		return err // none of the server's
	}
	return e
}

const (
	hintPassword = "give the password in PGPASSWORD or ~/.pgpass, and look at the user in the URL"
	hintLost     = "what was read is safe in the workspace; the same command again goes on from there"
	hintForeign  = "give this workspace a schema of its own: ?search_path=NAME at the end of the URL"
)

// hints are by SQLSTATE, or the first two letters of it.
var hints = map[string]string{
	"28P01": hintPassword,
	"28":    "look at the user in the URL, and at the server's pg_hba.conf",
	"3D000": "make it with createdb, or look at the name at the end of the URL",
	"3F000": `"quadrille build" or "quadrille reindex" makes it, where the documents are`,
	"42501": "somebody who may has to say: GRANT CREATE ON DATABASE name TO user, or, for a schema that is there, GRANT USAGE, CREATE ON SCHEMA; for those who read, GRANT USAGE ON SCHEMA and SELECT ON ALL TABLES IN SCHEMA",
	"53300": "too many are connected: try again, or raise the server's max_connections",
	"53100": "the server's disk is full; what was read is safe in the workspace: make room and give the same command again",
	"57P01": hintLost, "57P02": hintLost, "57P03": "the server is starting or stopping: try again",
	"25P03": hintLost, "08": hintLost,
}
