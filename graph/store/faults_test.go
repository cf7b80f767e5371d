package store_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

// TestMain lowers the number of random sequences to what takes a few seconds; a
// flag, -rapid.checks=1000, raises it.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "10")
	os.Exit(pgtest.Main(m))
}

// sample makes a closed file of some hundred quads.
func sample(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index")
	s := open(t, path, nil)
	for d := range storetest.Documents(4, 1) {
		apply(t, s, d.Quads, nil)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFaultTwoOnOneFile(t *testing.T) {
	path := sample(t)
	s := open(t, path, nil)
	defer s.Close()
	for _, readOnly := range []bool{false, true} {
		begin := time.Now()
		_, err := store.Open(path, &store.Options{ReadOnly: readOnly, Timeout: 50 * time.Millisecond})
		if !errors.Is(err, store.ErrLocked) || time.Since(begin) > 5*time.Second {
			t.Errorf("a second opener, read only %v: got %v after %v, want ErrLocked", readOnly, err, time.Since(begin))
		}
	}
}

func TestReadOnly(t *testing.T) {
	path := sample(t)
	a := open(t, path, &store.Options{ReadOnly: true})
	defer a.Close()
	b := open(t, path, &store.Options{ReadOnly: true}) // beside the first
	defer b.Close()
	if err := b.Check(context.Background()); err != nil {
		t.Error(err)
	}
	if err := b.Apply(quads("a b c"), nil); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("writing: got %v, want ErrReadOnly", err)
	}
	if _, err := store.Open(filepath.Join(t.TempDir(), "none"), &store.Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: got %v, want ErrNotExist", err)
	}
}

func TestClosed(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		for range 2 {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		if err := s.Apply(quads("a b c"), nil); !errors.Is(err, store.ErrClosed) {
			t.Errorf("writing: got %v, want ErrClosed", err)
		}
		for _, err := range s.Label(nil) {
			if !errors.Is(err, store.ErrClosed) {
				t.Errorf("reading: got %v, want ErrClosed", err)
			}
		}
	})
}

func TestCancelled(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		apply(t, s, quads("a b c", "b b c", "c b c"), nil)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		var last error
		for _, last = range s.Quads(ctx) {
			cancel()
		}
		if !errors.Is(last, context.Canceled) {
			t.Errorf("got %v, want Canceled", last)
		}
		it := s.QuadStore().QuadsAllIterator()
		if it.Next(ctx) || !errors.Is(it.Err(), context.Canceled) {
			t.Errorf("Cayley's iterator: got %v, want Canceled", it.Err())
		}
	})
}

// TestWriteWhileReading writes inside a loop, which goes on with what was there.
func TestWriteWhileReading(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		for d := range storetest.Documents(6, 1) {
			apply(t, s, d.Quads, nil)
		}
		st, err := s.Stats()
		if err != nil {
			t.Fatal(err)
		}
		n := int64(0)
		for q, err := range s.Quads(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n%300 == 0 {
				var more []quad.Quad
				for d := range storetest.Documents(3, uint64(n)) {
					more = append(more, d.Quads...)
				}
				apply(t, s, more, []quad.Quad{q})
			}
		}
		if n != st.Quads {
			t.Errorf("the loop saw %d quads of %d", n, st.Quads)
		}
		if err := s.Check(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

// TestReaders reads from several goroutines while one adds and removes whole
// documents: each is seen whole or not at all.
func TestReaders(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		var docs []storetest.Document
		for d := range storetest.Documents(6, 1) {
			docs = append(docs, d)
		}
		done := make(chan struct{})
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				for {
					select {
					case <-done:
						return
					default:
					}
					for _, d := range docs {
						n := 0
						for _, err := range s.Label(d.IRI) {
							if err != nil {
								t.Error(err)
							}
							n++
						}
						if want := labelled(d); n != 0 && n != want {
							t.Errorf("saw %d quads of %d", n, want)
						}
					}
				}
			})
		}
		for i := range 20 {
			d := docs[i%len(docs)]
			apply(t, s, d.Quads, docs[(i+3)%len(docs)].Quads)
		}
		close(done)
		group.Wait()
	})
}

// labelled counts the quads that have the document as their label.
func labelled(d storetest.Document) (n int) {
	for _, q := range d.Quads {
		if q.Label == quad.Value(d.IRI) {
			n++
		}
	}
	return n
}

// TestFaultDamagedFile cuts the file and flips its bits. Each time it either opens and
// passes its check, or says that it is damaged; it never panics.
func TestFaultDamagedFile(t *testing.T) {
	whole, err := os.ReadFile(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "damaged")
	try := func(what string, b []byte) error {
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		err := use(path)
		if err != nil && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrFormat) {
			t.Errorf("%s: got %v, want ErrDamaged", what, err)
		}
		if err != nil && strings.Contains(err.Error(), "runtime error") {
			t.Errorf("%s: got %v, in words for programmers", what, err)
		}
		return err
	}
	for range 25 {
		n := 1 + r.IntN(len(whole)-1)
		if try(fmt.Sprint("cut to ", n), whole[:n]) == nil && n < len(whole)/4 {
			t.Errorf("cut to %d of %d bytes: not noticed", n, len(whole))
		}
	}
	for range 80 {
		b := append([]byte(nil), whole...)
		i := r.IntN(len(b))
		b[i] ^= 1 << r.IntN(8)
		try(fmt.Sprintf("bit flipped in byte %d", i), b)
	}
	try("text", []byte("This is no index at all, but a text of some length that was put in its place."))
	try("zeros", make([]byte, len(whole)))
}

// An index whose maker was killed while it wrote the first pages was never filled, and
// says so, rather than that a disk has spoilt it.
func TestFaultKilledWhileBeginning(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	s, err := store.Open(path, nil)
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	empty, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	for pages := 1; pages < 4; pages++ {
		if err := os.WriteFile(path, empty[:pages*page], 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := store.Open(path, nil)
		if !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), "not filled to the end") {
			t.Errorf("%d pages of it: got %v, want that it was not filled to the end", pages, err)
		}
	}
}

// use opens a file, and reads and writes it.
func use(path string) error {
	s, err := store.Open(path, &store.Options{Bulk: true})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Check(context.Background()); err != nil {
		return err
	}
	for _, err := range s.Quads(context.Background()) {
		if err != nil {
			return err
		}
	}
	return s.Apply(quads("a b c"), nil)
}
