package store_test

import (
	"context"
	"errors"
	"fmt"
	neturl "net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/sql/postgres" // Cayley's own backend
	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

// TestCayleyReads opens the database as any program with Cayley would, and finds
// everything in it.
func TestCayleyReads(t *testing.T) {
	url := pgtest.Schema(t)
	s := open(t, url, nil)
	defer s.Close()
	for d := range storetest.Documents(3, 1) {
		apply(t, s, d.Quads, nil)
	}
	var odd []quad.Quad
	for i, v := range oddValues {
		odd = append(odd, quad.Quad{Subject: quad.IRI(fmt.Sprint("value", i)), Predicate: quad.IRI("is"), Object: v})
	}
	apply(t, s, append(odd, q("gone is gone")), nil)
	apply(t, s, nil, quads("gone is gone", "never was there"))
	theirs, err := graph.NewQuadStore("postgres", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	check(t, "quads", strs(collect(theirs, theirs.QuadsAllIterator())), sorted(t, s.Quads(t.Context())))
	st, err := theirs.Stats(t.Context(), true)
	ours, err2 := s.Stats()
	if err != nil || err2 != nil || st.Quads.Size != ours.Quads || st.Nodes.Size != ours.Values {
		t.Errorf("sizes: %+v and %+v, %v, %v", st, ours, err, err2)
	}
	for _, q := range odd {
		if got := theirs.NameOf(theirs.ValueOf(q.Object)); got != q.Object && !fraction(q.Object) {
			t.Errorf("%#v: Cayley finds %#v", q.Object, got)
		}
	}
}

// oddValues are such as PostgreSQL has no place for in its columns, and such as look so.
var oddValues = []quad.Value{
	quad.String("zero\x00byte"), quad.String(`written \x00`), quad.String("bytes \xff\xfe"), quad.IRI("iri\x00\xff"),
	quad.BNode("\xc3"),
	quad.LangString{Value: "a\x00", Lang: "en"},
	quad.LangString{Value: "\xff", Lang: "en"},
	quad.TypedString{Value: "\xff", Type: "kind"},
	quad.TypedString{Value: "x", Type: "kind\x00"},
	quad.Time(time.Date(2024, 3, 22, 20, 0, 0, 1, time.UTC)), quad.Time(time.Date(2024, 3, 22, 20, 0, 0, 2, time.UTC)),
	quad.Time(time.Date(2024, 3, 22, 20, 0, 0, 0, time.UTC)), quad.Time(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)),
	quad.Float(0.1), quad.Float(1e300), quad.Int(-1 << 63), quad.Bool(false), quad.String("tab\tline\n\\N"),
}

func fraction(v quad.Value) bool {
	t, ok := v.(quad.Time)
	return ok && time.Time(t).Nanosecond() != 0
}

// TestOddValues come back as they went in, each itself.
func TestOddValues(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		for i, v := range oddValues {
			apply(t, s, []quad.Quad{{Subject: quad.IRI(fmt.Sprint(i)), Predicate: quad.IRI("is"), Object: v}}, nil)
		}
		for i, v := range oddValues {
			var got []string
			for q, err := range s.Match(nil, nil, v, nil) {
				if err != nil {
					t.Fatal(err)
				}
				if q.Object != v {
					t.Errorf("%#v came back as %#v", v, q.Object)
				}
				got = append(got, q.Subject.String())
			}
			check(t, fmt.Sprintf("%#v", v), got, []string{fmt.Sprintf("<%d>", i)})
		}
	})
}

// TestRefusedValue is of the one kind that has no form that Cayley would read rightly.
func TestRefusedValue(t *testing.T) {
	s := open(t, pgtest.Schema(t), nil)
	defer s.Close()
	err := s.Apply([]quad.Quad{{Subject: quad.IRI("a"), Predicate: quad.IRI("b"), Object: quad.String("<\xff>")}}, nil)
	if err == nil || !strings.Contains(err.Error(), "no UTF-8") {
		t.Errorf("got %v", err)
	}
	apply(t, s, quads("a b c"), nil) // it goes on
}

// TestTogether shows nothing of several batches before all are there, and nothing at all
// of those that fail. A reader sees the moment at which it began.
func TestTogether(t *testing.T) {
	url := pgtest.Schema(t)
	w := open(t, url, nil)
	defer w.Close()
	apply(t, w, quads("a b c"), nil, store.Entry{Bucket: "x", Key: "k", Value: []byte("1")})
	reader := func() *store.Store { return open(t, url, &store.Options{ReadOnly: true}) }
	before := reader()
	defer before.Close()
	see := func(what string, s *store.Store, want ...string) {
		t.Helper()
		check(t, what, sorted(t, s.Match(nil, nil, nil, nil)), want)
		check(t, what+", in order", sorted(t, s.Quads(t.Context())), want)
		check(t, what+", by Cayley", strs(collect(s.QuadStore(), s.QuadStore().QuadsAllIterator())), want)
	}
	old := "<a> <b> <c> ."
	err := w.Together(func() error {
		apply(t, w, quads("d e f"), quads("a b c"))
		apply(t, w, quads("g h i"), nil, store.Entry{Bucket: "x", Key: "k", Value: []byte("2")})
		during := reader()
		defer during.Close()
		see("during", during, old)
		see("during, itself", w, old)
		if busy, err := during.Busy(); !busy || err != nil {
			t.Errorf("busy: %v, %v", busy, err)
		}
		return w.Together(func() error { return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	see("who began before", before, old)
	if v, err := before.Meta("x", "k"); string(v) != "1" || err != nil {
		t.Errorf("who began before has %q, %v", v, err)
	}
	after := reader()
	defer after.Close()
	see("after", after, "<d> <e> <f> .", "<g> <h> <i> .")
	failed := errors.New("failed")
	err = w.Together(func() error {
		if err := w.Clear(); err != nil {
			return err
		}
		check(t, "cleared", sorted(t, w.Quads(t.Context())), nil)
		apply(t, w, quads("j k l"), nil)
		return failed
	})
	if err != failed {
		t.Errorf("got %v", err)
	}
	see("after a failure", w, "<d> <e> <f> .", "<g> <h> <i> .")
	if err := w.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestServerLocked opens the store for writing twice; to read it is open to all.
func TestServerLocked(t *testing.T) {
	url := pgtest.Schema(t)
	if _, err := store.Open(url, &store.Options{ReadOnly: true}); !errors.Is(err, store.ErrEmpty) {
		t.Errorf("reading what is not there: %v", err)
	}
	w := open(t, url, nil)
	if _, err := store.Open(url, &store.Options{Timeout: 50 * time.Millisecond}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("got %v", err)
	}
	other := open(t, pgtest.Schema(t), nil) // beside it
	other.Close()
	r := open(t, url, &store.Options{ReadOnly: true})
	if err := r.Apply(quads("a b c"), nil); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("writing: %v", err)
	}
	r.Close()
	w.Close()
	w = open(t, url, nil)
	w.Close()
}

// TestServerCheck changes the tables as somebody might.
func TestServerCheck(t *testing.T) {
	for _, c := range []string{
		"DELETE FROM quads",
		"DELETE FROM nodes WHERE value_string = 'a'",
		"UPDATE nodes SET value_string = 'z' WHERE value_string = 'a'",
		"UPDATE nodes SET refs = refs + 1 WHERE value_string = 'c'",
		"UPDATE quads SET label_hash = object_hash",
	} {
		url := pgtest.Schema(t)
		s := open(t, url, nil)
		apply(t, s, quads("a b c", "d b c d"), nil)
		if err := s.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		pgtest.Exec(t, url, c)
		if err := s.Check(t.Context()); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: got %v", c, err)
		}
		s.Close()
	}
}

// TestSettingsThatCannotBeReadAreRefused, for the graph would be in another schema.
func TestSettingsThatCannotBeReadAreRefused(t *testing.T) {
	for _, query := range []string{"search_path=news;sslmode=disable", "search_path=%zz"} {
		_, err := store.Open("postgres://ann:secret@localhost:1/kg?"+query, nil)
		var e *store.ServerError
		if !errors.As(err, &e) || !strings.Contains(e.Error(), "no address") || strings.Contains(e.Error(), "secret") {
			t.Errorf("%s: got %v", query, err)
		}
	}
}

// TestServerErrors says what is wrong, where and what to do, and never the password.
func TestServerErrors(t *testing.T) {
	url := pgtest.Server(t)
	role := fmt.Sprint("quadrille_nobody_", os.Getpid())
	pgtest.Exec(t, url, "CREATE ROLE "+role+" LOGIN PASSWORD 'secret'")
	defer pgtest.Exec(t, url, "DROP ROLE "+role)
	foreign := pgtest.Schema(t)
	_, name, _ := strings.Cut(foreign, "search_path=")
	name, _, _ = strings.Cut(name, "&")
	pgtest.Exec(t, url, "CREATE SCHEMA "+name)
	pgtest.Exec(t, url, "CREATE TABLE "+name+".quads (x int)")
	encoded := fmt.Sprint("quadrille_latin_", os.Getpid())
	pgtest.Exec(t, url, "CREATE DATABASE "+encoded+" TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
	defer pgtest.Exec(t, url, "DROP DATABASE "+encoded)
	as := func(database, user string) string {
		u, err := neturl.Parse(url)
		if err != nil {
			t.Fatal(err)
		}
		if database != "" {
			u.Path = "/" + database
		}
		if user != "" {
			u.User = neturl.UserPassword(user, "secret")
		}
		return u.String()
	}
	for _, c := range []struct{ url, reason, hint string }{
		{"postgres://ann:secret@localhost:1/kg", "no server answers", "start it"},
		{"postgres://ann:secret@/kg?host=/nowhere", "no server answers", "start it"},
		{"postgres://ann:secret@nowhere.invalid/kg", "no host", "look at the host"},
		{"postgres://ann:secret@host:port/kg", "no address", "it is like"},
		{as("nowhere", ""), "does not exist", "createdb"},
		{foreign, "something else", "?search_path="},
		{as(encoded, ""), "LATIN1", "UTF8"},
		{pgtest.With(t, as("", role), "search_path", "new_schema"), "permission denied", "GRANT"},
	} {
		_, err := store.Open(c.url, nil)
		var e *store.ServerError
		if !errors.As(err, &e) || !strings.Contains(e.Error(), c.reason) || !strings.Contains(e.Hint, c.hint) {
			t.Errorf("%s: got %v; %+v", c.url, err, e)
		}
		if strings.Contains(fmt.Sprintf("%v %+v", err, e), "secret") {
			t.Errorf("the password is told: %v", err)
		}
	}
}

// TestWrongPasswordOfAServer is told with a hint, by a server that asks for one.
func TestWrongPasswordOfAServer(t *testing.T) {
	base := pgtest.Server(t)
	role := fmt.Sprint("quadrille_wrong_", os.Getpid())
	pgtest.Exec(t, base, "CREATE ROLE "+role+" LOGIN PASSWORD 'secret'")
	defer pgtest.Exec(t, base, "DROP ROLE "+role)
	u, err := neturl.Parse(pgtest.With(t, base, "search_path", "new_schema"))
	if err != nil {
		t.Fatal(err)
	}
	u.User = neturl.UserPassword(role, "mistaken")
	_, err = store.Open(u.String(), nil)
	var e *store.ServerError
	switch {
	case !errors.As(err, &e) || strings.Contains(err.Error(), "mistaken"):
		t.Errorf("got %v", err)
	case strings.Contains(e.Reason, "permission denied"):
		t.Skip("this server trusts everybody")
	case !strings.Contains(e.Reason, "password") || !strings.Contains(e.Hint, "PGPASSWORD"):
		t.Errorf("got %v; %s", err, e.Hint)
	}
}

// TestMasked takes passwords out of URLs.
func TestMasked(t *testing.T) {
	for in, want := range map[string]string{
		"bolt": "bolt",
		"postgres://ann:secret@host/kg?search_path=x":   "postgres://ann@host/kg?search_path=x",
		"postgres://host/kg?password=secret&user=ann":   "postgres://host/kg?user=ann",
		"postgres://ann:sec%ret@host/kg":                "postgres://...",
		"postgresql://ann@host:5433/kg?sslmode=disable": "postgresql://ann@host:5433/kg?sslmode=disable",
	} {
		if got := store.Masked(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// TestServerLargeAnswers reads more than comes at once, stops in the middle, and reads
// something else meanwhile.
func TestServerLargeAnswers(t *testing.T) {
	s := open(t, pgtest.Schema(t), nil)
	defer s.Close()
	const many = 7000
	var qs []quad.Quad
	for i := range many {
		qs = append(qs, q(fmt.Sprintf("s%d likes o%d l%d", i, i%3, i%2)))
	}
	apply(t, s, qs, nil)
	sn, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer sn.Close()
	likes, err := sn.ID(quad.IRI("likes"))
	if err != nil {
		t.Fatal(err)
	}
	for _, stop := range []int{10, 3000, many} {
		n := 0
		for range s.Match(nil, quad.IRI("likes"), nil, nil) {
			if n++; n == stop {
				break
			}
		}
		k := 0
		for of, err := range sn.Scan(store.Pattern{IDs: [4]store.ID{1: likes}, Bound: [4]bool{1: true}}) {
			if err != nil {
				t.Fatal(err)
			}
			if v, err := sn.Value(of[store.Subject]); err != nil || !strings.HasPrefix(v.String(), "<s") {
				t.Fatal(v, err)
			}
			if k++; k == stop {
				break
			}
		}
		if n != stop || k != stop {
			t.Errorf("%d and %d of %d", n, k, stop)
		}
	}
	if n, err := sn.Count(likes); err != nil || n != [4]uint64{1: many} {
		t.Errorf("likes is counted %v, %v", n, err)
	}
	var entries []store.Entry
	for i := range 5500 {
		entries = append(entries, store.Entry{Bucket: "b", Key: fmt.Sprintf("%05d", i), Value: []byte{}})
	}
	apply(t, s, nil, nil, entries...)
	var keys []string
	for e, err := range s.Entries("b") {
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, e.Key)
	}
	if len(keys) != len(entries) || !slices.IsSorted(keys) {
		t.Errorf("%d entries, sorted %v", len(keys), slices.IsSorted(keys))
	}
	n := 0
	for e, err := range s.Under("b") {
		if err != nil {
			t.Fatal(err)
		}
		if n < len(keys) && e.Key != keys[n] {
			t.Fatalf("entry %d of what begins so is %s, want %s", n, e.Key, keys[n])
		}
		n++
	}
	if n != len(keys) {
		t.Errorf("%d entries of what begins so, want %d", n, len(keys))
	}
}

// TestVersion opens an index of another version.
func TestServerVersion(t *testing.T) {
	url := pgtest.Schema(t)
	s := open(t, url, nil)
	apply(t, s, quads("a b c"), nil)
	s.Close()
	pgtest.Exec(t, url, "UPDATE quadrille SET format = 99")
	for _, readOnly := range []bool{false, true} {
		if _, err := store.Open(url, &store.Options{ReadOnly: readOnly}); !errors.Is(err, store.ErrFormat) {
			t.Errorf("read only %v: got %v", readOnly, err)
		}
	}
	anew := open(t, url, &store.Options{Anew: true})
	defer anew.Close()
	if got := sorted(t, anew.Quads(context.Background())); len(got) > 0 {
		t.Errorf("anew: %v", got)
	}
}
