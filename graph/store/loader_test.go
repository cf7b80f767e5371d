package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
)

// someQuads returns quads of which many share values, and some come again.
func someQuads(n int) []quad.Quad {
	r := rand.New(rand.NewPCG(1, 1))
	value := func(kinds int) quad.Value {
		k := int(float64(n) * r.Float64() * r.Float64())
		switch r.IntN(kinds) {
		case 0:
			return quad.IRI(fmt.Sprint("https://example.org/", k))
		case 1:
			return quad.BNode(fmt.Sprint(k))
		case 2:
			return quad.String(strings.Repeat("long ", 100) + fmt.Sprint(k))
		}
		return quad.TypedString{Value: quad.String(fmt.Sprint(k)), Type: "xsd:integer"}
	}
	qs := make([]quad.Quad, n)
	for i := range qs {
		qs[i] = quad.Quad{Subject: value(2), Predicate: quad.IRI(fmt.Sprint("p", r.IntN(5))), Object: value(4)}
		switch r.IntN(4) {
		case 0:
			qs[i].Label = value(1)
		case 1:
			qs[i].Label = qs[i].Subject
		case 2:
			if i > 0 {
				qs[i] = qs[r.IntN(i)]
			}
		}
	}
	return qs
}

func withChunks(t *testing.T, quads int) {
	old := chunkQuads
	chunkQuads = quads
	t.Cleanup(func() { chunkQuads = old })
}

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path, &Options{Bulk: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestLoaderFillsAsApplyDoes(t *testing.T) {
	for _, chunk := range []int{3, 100, 10_000} {
		for _, n := range []int{0, 1, 3, 2000} {
			withChunks(t, chunk)
			qs := someQuads(n)
			want := Memory()
			if err := want.Apply(qs, nil); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "index")
			s := open(t, path)
			l, err := s.Loader()
			if err != nil || l == nil {
				t.Fatal(l, err)
			}
			for len(qs) > 0 {
				k := min(len(qs), 333)
				if err := l.Add(qs[:k], Entry{"records", fmt.Sprint(len(qs)), []byte("r")}); err != nil {
					t.Fatal(err)
				}
				qs = qs[k:]
			}
			if err := l.Finish(Entry{"state", "done", []byte("yes")}); err != nil {
				t.Fatal(err)
			}
			same(t, s, want)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = open(t, path)
			same(t, s, want)
			if v, err := s.Meta("state", "done"); string(v) != "yes" || err != nil {
				t.Errorf("of chunks of %d, the last entry is %q, %v", chunk, v, err)
			}
			if n > 0 {
				if v, err := s.Meta("records", fmt.Sprint(n)); string(v) != "r" || err != nil {
					t.Errorf("of chunks of %d, the first entry is %q, %v", chunk, v, err)
				}
			}
			if files, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "load-*")); len(files) > 0 {
				t.Errorf("files are left: %v", files)
			}
			// What was loaded changes like what was written otherwise.
			more := someQuads(n + 50)
			for _, s := range []*Store{s, want} {
				if err := s.Apply(more[n/2:], more[:n/3]); err != nil {
					t.Fatal(err)
				}
			}
			same(t, s, want)
		}
	}
}

// same fails where two stores do not hold the same quads, or one is damaged.
func same(t *testing.T, s, want *Store) {
	t.Helper()
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	quads := func(s *Store) (qs []string) {
		for q, err := range s.Quads(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			qs = append(qs, q.String())
		}
		return qs
	}
	if got, want := quads(s), quads(want); !reflect.DeepEqual(got, want) {
		t.Fatalf("%d quads are not these %d", len(got), len(want))
	}
	a, _ := s.Stats()
	b, _ := want.Stats()
	if a.Quads != b.Quads || a.Values != b.Values {
		t.Errorf("sizes are %+v, want %+v", a, b)
	}
}

// TestLoaderFillsDatabases fills a database, which is indexed afterwards as one that was
// written bit by bit.
func TestLoaderFillsDatabases(t *testing.T) {
	s := open(t, pgtest.Schema(t))
	qs := someQuads(2000)
	want := Memory()
	if err := want.Apply(qs, nil); err != nil {
		t.Fatal(err)
	}
	err := s.Together(func() error {
		l, err := s.Loader()
		if err != nil || l == nil {
			return fmt.Errorf("%v, %w", l, err)
		}
		for part := range slices.Chunk(qs, 333) {
			if err := l.Add(part, Entry{"records", part[0].Subject.String(), []byte("r")}); err != nil {
				return err
			}
		}
		return l.Finish(Entry{"state", "done", []byte("yes")})
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, s, want)
	if v, err := s.Meta("state", "done"); string(v) != "yes" || err != nil {
		t.Errorf("the last entry is %q, %v", v, err)
	}
	more := someQuads(2050)
	for _, s := range []*Store{s, want} {
		if err := s.Apply(more[1000:], more[:700]); err != nil {
			t.Fatal(err)
		}
	}
	same(t, s, want)
	for _, index := range []string{"spol_unique", "quadrille_label", "quadrille_iri"} {
		if _, err := s.server.writer.ExecContext(t.Context(), "SELECT '"+index+"'::regclass"); err != nil {
			t.Error(err)
		}
	}
	if l, err := s.Loader(); l != nil || err != nil {
		t.Errorf("one that holds something: %v, %v", l, err)
	}
}

// TestLoadOfADatabaseLeavesNoTrace gives a load up: the next one fills the tables.
func TestLoadOfADatabaseLeavesNoTrace(t *testing.T) {
	s := open(t, pgtest.Schema(t))
	enough := errors.New("enough")
	for _, end := range []error{enough, nil} {
		err := s.Together(func() error {
			l, err := s.Loader()
			if err != nil || l == nil {
				return fmt.Errorf("%v, %w", l, err)
			}
			if err := l.Add(someQuads(10)); err != nil {
				return err
			}
			if end != nil {
				l.Cancel()
				return end
			}
			return l.Finish()
		})
		if !errors.Is(err, end) {
			t.Fatal(err)
		}
		st, err := s.Stats()
		if full := st.Quads > 0; err != nil || full != (end == nil) {
			t.Errorf("after %v: %+v, %v", end, st, err)
		}
	}
}

func TestLoaderIsForEmptyFiles(t *testing.T) {
	if l, err := Memory().Loader(); l != nil || err != nil {
		t.Errorf("memory: %v, %v", l, err)
	}
	s := open(t, filepath.Join(t.TempDir(), "index"))
	if err := s.Apply(someQuads(1), nil); err != nil {
		t.Fatal(err)
	}
	if l, err := s.Loader(); l != nil || err != nil {
		t.Errorf("one that holds something: %v, %v", l, err)
	}
}

func TestLoadThatWasCutOffIsDamage(t *testing.T) {
	withChunks(t, 10)
	path := filepath.Join(t.TempDir(), "index")
	s := open(t, path)
	l, err := s.Loader()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Add(someQuads(100)); err != nil {
		t.Fatal(err)
	}
	l.Cancel()
	if err := l.Add(someQuads(1)); err == nil {
		t.Error("one that was given up takes more")
	}
	s.Close()
	if _, err := Open(path, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("opening it says %v", err)
	}
}

func TestLoaderNamesABadQuad(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "index"))
	l, err := s.Loader()
	if err != nil {
		t.Fatal(err)
	}
	bad := []quad.Quad{{Subject: quad.IRI("a"), Predicate: quad.IRI("b"), Object: quad.IRI("c")}, {Subject: quad.IRI("a")}}
	for range 2 {
		if err := l.Add(bad); err == nil || !strings.Contains(err.Error(), "quad 1: it is incomplete") {
			t.Errorf("it says %v", err)
		}
	}
	if err := l.Finish(); err == nil {
		t.Error("it can be finished all the same")
	}
}
