package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

// Whatever is written over a part of an index, cut off or put at its end: it either
// is what it was, or is named as damaged. Nothing is ever missing in silence.
func FuzzIndex(f *testing.F) {
	whole := tiny(f)
	want := linesOf(f, whole)
	path := filepath.Join(shm(f), "index")
	f.Add(uint32(0), []byte{}, uint32(0))
	f.Add(uint32(17), []byte{1}, uint32(0))
	f.Add(uint32(4096*3), []byte{0x10, 0, 0, 0, 0xff, 0xff}, uint32(0))
	f.Add(uint32(0), []byte("This is no index at all."), uint32(1))
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, cut uint32) {
		b := append([]byte(nil), whole...)
		copy(b[int(at)%len(b):], patch)
		b = b[:len(b)-int(cut)%len(b)]
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := quadLines(path)
		switch {
		case err == nil && got != want:
			t.Errorf("it holds %d bytes of quads in place of %d, and nothing was said", len(got), len(want))
		case err != nil && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrFormat):
			t.Errorf("got %v, want ErrDamaged", err)
		}
	})
}

// tiny returns the bytes of an index of some dozens of quads, without what is free at
// its end.
func tiny(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index")
	s := open(t, path, nil)
	for d := range storetest.Documents(1, 1) {
		apply(t, s, d.Quads[:60], nil, store.Entry{Bucket: "state", Key: "documents", Value: []byte("1")})
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	used := (len(bytes.TrimRight(b, "\x00")) + page - 1) / page * page
	return b[:used]
}

// linesOf returns what an index of these bytes holds.
func linesOf(t testing.TB, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index")
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	s, err := quadLines(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// quadLines returns the quads of an index that is whole, in order.
func quadLines(path string) (string, error) {
	s, err := store.Open(path, &store.Options{ReadOnly: true})
	if err != nil {
		return "", err
	}
	defer s.Close()
	if err := s.Check(context.Background()); err != nil {
		return "", err
	}
	var b []byte
	for q, err := range s.Quads(context.Background()) {
		if err != nil {
			return "", err
		}
		b = export.AppendNQuad(b, q)
	}
	return string(b), nil
}

// shm returns a folder on a file system without a disk, where there is one.
func shm(t testing.TB) string {
	dir, err := os.MkdirTemp("/dev/shm", "quadrille")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
