package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// indexed makes a workspace whose index has some hundred pages, and returns it closed,
// with its graph and the bytes of its index.
func indexed(t *testing.T) (dir, graph string, index []byte) {
	t.Helper()
	dir = filepath.Join(quickDir(t), "kg")
	w := must(Create(dir, options(2)))
	var in []Input
	for i := range lifeSources {
		in = append(in, lifeInput(i, 1))
	}
	if _, err := w.Add(context.Background(), in, nil); err != nil {
		t.Fatal(err)
	}
	graph = dump(t, w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, graph, must(os.ReadFile(filepath.Join(dir, ledger.IndexDir, indexFile)))
}

// asWhole opens a workspace whose index was damaged, for reading or to go on building,
// and makes sure that it has the graph it had, or says that the index is damaged and
// has it after that is made anew. It reports whether the damage was noticed.
func asWhole(t *testing.T, dir, want string, readOnly bool) (damage bool, err error) {
	t.Helper()
	opt := options(1)
	opt.ReadOnly = readOnly
	opt.Notice = func(string) { damage = true }
	w, err := Open(dir, opt)
	if err != nil {
		return damage, err
	}
	defer func() { w.Close() }()
	if !readOnly {
		// What is added and taken away again goes through much of the index.
		if _, err := w.Add(context.Background(), inputs("more", "Alpha attacked A1=B1"), nil); err != nil {
			return damage, err
		}
		if _, err := w.Remove(context.Background(), "more.txt"); err != nil {
			return damage, err
		}
	}
	got, err := seen(w)
	if errors.Is(err, store.ErrDamaged) {
		damage = true
		if readOnly {
			w.Close()
			w = must(Open(dir, options(1)))
		}
		if err := w.Reindex(context.Background()); err != nil {
			return damage, err
		}
		got, err = seen(w)
	}
	if err == nil && got != want {
		err = fmt.Errorf("the graph has %d bytes in place of %d", len(got), len(want))
	}
	return damage, err
}

// seen returns the index, after asking for what else is taken from it.
func seen(w *Workspace) (string, error) {
	docs, err := w.Documents()
	if err != nil {
		return "", err
	}
	for i := range docs {
		if _, err := w.DocumentID(docs[i].ID); err != nil {
			return "", err
		}
	}
	if _, err := w.Graph(context.Background()); err != nil {
		return "", err
	}
	return quadsOf(w)
}

// A bit of the index that changes, wherever it is, is noticed or changes nothing; and
// what is noticed is made anew.
func TestFaultBitsOfTheIndexFlipped(t *testing.T) {
	t.Parallel()
	flips := 200
	if testing.Short() {
		flips = 60
	}
	dir, want, index := indexed(t)
	path := filepath.Join(dir, ledger.IndexDir, indexFile)
	used := len(bytes.TrimRight(index, "\x00"))
	random := rand.New(rand.NewPCG(1, 2))
	noticed := 0
	for i := range flips {
		b := bytes.Clone(index)
		at := random.IntN(used)
		b[at] ^= 1 << random.IntN(8)
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		damage, err := asWhole(t, dir, want, i%2 == 0)
		if err != nil {
			t.Fatalf("bit flipped in byte %d of %d: %v", at, used, err)
		}
		if damage {
			noticed++
		}
	}
	t.Logf("%d of %d flipped bits were noticed, and the others changed nothing", noticed, flips)
}

// An index that is cut short, at any length, is noticed and made anew.
func TestFaultIndexCutShort(t *testing.T) {
	dir, want, index := indexed(t)
	path := filepath.Join(dir, ledger.IndexDir, indexFile)
	used := len(bytes.TrimRight(index, "\x00"))
	random := rand.New(rand.NewPCG(3, 4))
	lengths := []int{0, 1, 4095, 4096, 8192, 16384, used - 1}
	for range 30 {
		lengths = append(lengths, random.IntN(used))
	}
	for i, n := range lengths {
		if err := os.WriteFile(path, index[:n], 0o666); err != nil {
			t.Fatal(err)
		}
		damage, err := asWhole(t, dir, want, i%2 == 0)
		if err != nil || !damage {
			t.Fatalf("cut to %d bytes of %d: noticed %v, %v", n, used, damage, err)
		}
	}
}
