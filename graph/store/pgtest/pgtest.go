// Package pgtest lends tests a PostgreSQL server. Begin at Server.
package pgtest

import (
	"bytes"
	"cmp"
	"database/sql"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/lib/pq" // the driver
)

// Variable names the server to use, as a postgres:// URL of a database in which the
// tests may make schemas; "off" is none. Without it a server is started, where one is
// installed.
const Variable = "QUADRILLE_POSTGRES"

// Main runs a package's tests, and stops the server after them, if they started one.
func Main(m interface{ Run() int }) int {
	defer stop()
	return m.Run()
}

// started is the server of this process: its URL, or why there is none.
var started struct {
	done    bool
	url     string
	missing string
	dir     string
	command *exec.Cmd
}

// Server returns the URL of a database. Where there is none, the test is skipped with
// the reason; where Variable names one that does not answer, it fails.
func Server(t testing.TB) string {
	t.Helper()
	url, missing := find()
	if missing != "" {
		t.Skip(missing)
	}
	return url
}

func find() (url, missing string) {
	switch given := os.Getenv(Variable); given {
	case "":
	case "off":
		return "", "no PostgreSQL: " + Variable + " is off"
	default:
		return given, ""
	}
	if !started.done {
		started.done = true
		start()
	}
	if started.missing != "" {
		return "", "no PostgreSQL: " + started.missing + "; " + Variable + "=postgres://... names a server"
	}
	return started.url, ""
}

// Find returns the URL of an empty schema, what drops it, and why there is none.
func Find() (url string, drop func(), missing string) {
	base, missing := find()
	if missing != "" {
		return "", nil, missing
	}
	name := schemaName()
	url, err := with(base, "search_path", name)
	if err != nil {
		return "", nil, err.Error()
	}
	return url, func() { _ = execute(base, "DROP SCHEMA IF EXISTS "+name+" CASCADE") }, ""
}

var onServer = flag.Bool("server", false, "benchmark the index in PostgreSQL")

// Path returns the name of an empty store: the path, or, with the flag -server, the URL of
// a schema of a server.
func Path(t testing.TB, path string) string {
	t.Helper()
	if *onServer {
		return Schema(t)
	}
	return path
}

var number atomic.Int64

// Schema returns the URL of an empty schema of the test's own, in which nothing is made
// yet; it is dropped when the test ends.
func Schema(t testing.TB) string {
	t.Helper()
	base := Server(t)
	name := schemaName()
	t.Cleanup(func() { Exec(t, base, "DROP SCHEMA IF EXISTS "+name+" CASCADE") })
	return With(t, base, "search_path", name)
}

func schemaName() string { return fmt.Sprintf("quadrille_test_%d_%d", os.Getpid(), number.Add(1)) }

// With returns the URL with a parameter set.
func With(t testing.TB, base, key, value string) string {
	t.Helper()
	u, err := with(base, key, value)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func with(base, key, value string) (string, error) {
	u, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	q := u.Query()
	q.Set(key, value)
	if q.Get("sslmode") == "" {
		q.Set("sslmode", "prefer")
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// Exec carries out a statement.
func Exec(t testing.TB, base, statement string) {
	t.Helper()
	if err := execute(base, statement); err != nil {
		t.Fatal(err)
	}
}

func execute(base, statement string) error {
	u, err := with(base, "application_name", "test")
	if err != nil {
		return err
	}
	db, err := sql.Open("postgres", u)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

// start makes a server that listens on a socket in a folder of its own, and nowhere else.
func start() {
	bin := folder()
	if bin == "" {
		started.missing = "initdb and postgres are not installed"
		return
	}
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		started.missing = err.Error()
		return
	}
	started.dir = dir
	as := []string{}
	if os.Getuid() == 0 { // it refuses to run as root
		user := "postgres"
		if exec.Command("id", user).Run() != nil {
			user = "nobody"
		}
		if err := exec.Command("chown", user, dir).Run(); err != nil {
			started.missing = "it does not run as root, and there is no other user: " + err.Error()
			return
		}
		as = []string{"setpriv", "--reuid", user, "--regid", strings.TrimSpace(output("id", "-g", user)), "--clear-groups"}
	}
	data := filepath.Join(dir, "data")
	command := func(name string, args ...string) *exec.Cmd {
		all := slices.Concat(as, []string{filepath.Join(bin, name)}, args)
		c := exec.Command(all[0], all[1:]...)
		c.Dir = dir
		return c
	}
	if out, err := command("initdb", "-D", data, "-A", "trust", "-U", "quadrille", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput(); err != nil {
		started.missing = fmt.Sprintf("initdb: %v: %s", err, bytes.TrimSpace(out))
		return
	}
	c := command("postgres", "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60")
	if err := c.Start(); err != nil {
		started.missing = err.Error()
		return
	}
	started.command = c
	started.url = "postgres://quadrille@/postgres?host=" + url.QueryEscape(dir) + "&sslmode=disable"
	for range 200 {
		db, err := sql.Open("postgres", started.url)
		if err == nil {
			err = db.Ping()
			db.Close()
		}
		if err == nil {
			started.missing = ""
			return
		}
		started.missing = err.Error()
		time.Sleep(50 * time.Millisecond)
	}
}

// stop ends the server, at once, and removes its files.
func stop() {
	if started.command != nil {
		_ = started.command.Process.Signal(os.Interrupt)
		_ = started.command.Wait()
	}
	if started.dir != "" {
		os.RemoveAll(started.dir)
	}
}

// folder returns where the newest server's programs are: Debian has them apart from the
// other programs.
func folder() string {
	if found, err := exec.LookPath("initdb"); err == nil {
		if _, err := exec.LookPath("postgres"); err == nil {
			return filepath.Dir(found)
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(found, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) })
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[len(found)-1])
}

func output(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return ""
	}
	return string(out)
}
