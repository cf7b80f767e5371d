package store

import (
	"bytes"
	"context"
	"errors"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"
)

// TestBlock writes any sorted tuples as a block and reads them back; a block of
// which any byte is changed is not read.
func TestBlock(t *testing.T) {
	id := rapid.OneOf(rapid.Uint64Range(0, 20), rapid.Uint64(), rapid.Just(uint64(math.MaxUint64)))
	property := func(t *rapid.T) {
		ts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) tuple {
			return tuple{id.Draw(t, "a"), id.Draw(t, "b"), id.Draw(t, "c"), id.Draw(t, "d")}
		}), 1, 50).Draw(t, "tuples")
		slices.SortFunc(ts, tuple.compare)
		ts = slices.Compact(ts)
		var deltas []byte
		for i := 1; i < len(ts); i++ {
			deltas = appendDelta(deltas, ts[i-1], ts[i])
		}
		key := appendKey(nil, ts[0])
		block := sealBlock(key, deltas)
		got, err := decodeBlock(nil, key, block)
		if err != nil || !slices.Equal(got, ts) {
			t.Fatalf("got %v %v, want %v", got, err, ts)
		}
		block[rapid.IntRange(0, len(block)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := decodeBlock(nil, key, block); !errors.Is(err, ErrDamaged) {
			t.Fatalf("a changed block: got %v, want ErrDamaged", err)
		}
	}
	for range 20 { // it is fast
		rapid.Check(t, property)
	}
}

// TestValue shows what comes back for each kind of value.
func TestValue(t *testing.T) {
	noon := time.Date(2024, 3, 22, 12, 0, 0, 0, time.UTC)
	full := quad.IRI("http://www.w3.org/2001/XMLSchema#integer")
	for _, c := range []struct{ in, out quad.Value }{
		{quad.IRI("a\x00\xff<>"), nil},
		{quad.String("\"quoted\"\n\\"), nil},
		{quad.String(""), nil},
		{quad.LangString{Value: "Straße", Lang: "de"}, nil},
		{quad.LangString{Value: "", Lang: ""}, nil},
		{quad.TypedString{Value: "05", Type: full}, nil},
		{quad.TypedString{Value: "05", Type: "xsd:integer"}, nil},
		{quad.TypedString{Value: "5", Type: "xsd:integer"}, quad.Int(5)},
		{quad.TypedString{Value: "true", Type: "xsd:boolean"}, nil},
		{quad.BNode("b0"), nil},
		{quad.Int(math.MinInt64), nil},
		{quad.Float(0.1), nil},
		{quad.Float(math.Inf(-1)), nil},
		{quad.Bool(false), nil},
		{quad.Time(noon), nil},
		{quad.Time(noon.Add(1)), nil},
		{quad.Time(noon.AddDate(90_000, 0, 0)), quad.TypedString{Value: "92024-03-22T12:00:00Z", Type: "xsd:dateTime"}},
	} {
		if c.out == nil {
			c.out = c.in
		}
		enc, err := appendValue(nil, c.in)
		if err != nil {
			t.Errorf("%#v: %v", c.in, err)
			continue
		}
		if got, err := parseValue(enc); got != c.out || err != nil {
			t.Errorf("%#v: got %#v %v, want %#v", c.in, got, err, c.out)
		}
	}
}

// TestTerm holds that keys of different values differ, long ones too.
func TestTerm(t *testing.T) {
	seen := map[string]int{}
	for n := range 600 {
		for _, last := range []string{"x", "y"} {
			key := string(appendTerm(nil, []byte(strings.Repeat("a", n)+last)))
			if len(key) > maxTerm || seen[key] > 0 {
				t.Errorf("%d letters: key of %d bytes, like that of %d", n, len(key), seen[key])
			}
			seen[key] = n
		}
	}
}

// TestCutOffBulk opens what a bulk load has left behind: trusted while the
// machine runs on, and damaged after it went down.
func TestCutOffBulk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	cutOff := func(boot string) {
		s, err := Open(path, &Options{Bulk: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.engine.close() // without taking the mark back
		tx, err := s.engine.begin(true)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.markBulk(tx, boot); err != nil {
			t.Fatal(err)
		}
		if err := tx.commit(); err != nil {
			t.Fatal(err)
		}
	}
	if bootID() != "" {
		cutOff(bootID())
		s, err := Open(path, nil)
		if err != nil {
			t.Fatalf("on the same boot: %v", err)
		}
		s.Close()
	}
	cutOff("another boot")
	if _, err := Open(path, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("after another boot: got %v, want ErrDamaged", err)
	}
}

// TestFormat opens a file of a later version.
func TestFormat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	s, err := Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := s.engine.begin(true)
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.put(spaceState, keyHead, []byte{format + 1, 0}); err != nil {
		t.Fatal(err)
	}
	if err := tx.commit(); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(path, nil); !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want ErrFormat", err)
	}
}

// TestCheckFinds takes one thing away, or changes it, in each space.
func TestCheckFinds(t *testing.T) {
	for sp := spaceState; sp < spaceCount; sp++ {
		s := Memory()
		qs := []quad.Quad{{Subject: quad.IRI("a"), Predicate: quad.IRI("b"), Object: quad.IRI("c"), Label: quad.IRI("d")}}
		if err := s.Apply(qs, nil, Entry{"state", "key", []byte("value")}); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(context.Background()); err != nil {
			t.Fatal(err)
		}
		tx, _ := s.engine.begin(true)
		k, v := tx.cursor(sp).floor(bytes.Repeat([]byte{0xff}, 300))
		if sp == spaceMeta {
			tx.put(sp, k, append(slices.Clone(v), 'x'))
		} else {
			tx.del(sp, k)
		}
		tx.commit()
		if err := s.Check(context.Background()); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: got %v, want ErrDamaged", spaceNames[sp], err)
		}
	}
}
