package store_test

import (
	"bytes"
	"context"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
)

// backends are the kinds of store; every test of behaviour runs on each.
var backends = []struct {
	name string
	open func(t testing.TB) *store.Store
}{
	{"file", func(t testing.TB) *store.Store { return open(t, filepath.Join(t.TempDir(), "index"), nil) }},
	{"memory", func(testing.TB) *store.Store { return store.Memory() }},
	{"postgres", func(t testing.TB) *store.Store { return open(t, pgtest.Schema(t), nil) }},
}

// onEach runs a test on an empty store of each kind.
func onEach(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			s := b.open(t)
			defer s.Close()
			test(t, s)
		})
	}
}

func open(t testing.TB, path string, opt *store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// q reads a quad from words: "a opposes b" or "a opposes b doc".
func q(words string) quad.Quad {
	f := append(strings.Fields(words), "")
	out := quad.Quad{Subject: quad.IRI(f[0]), Predicate: quad.IRI(f[1]), Object: quad.IRI(f[2])}
	if f[3] != "" {
		out.Label = quad.IRI(f[3])
	}
	return out
}

func quads(words ...string) []quad.Quad {
	var out []quad.Quad
	for _, w := range words {
		out = append(out, q(w))
	}
	return out
}

func apply(t testing.TB, s *store.Store, add, del []quad.Quad, set ...store.Entry) {
	t.Helper()
	if err := s.Apply(add, del, set...); err != nil {
		t.Fatal(err)
	}
}

// lines writes quads as N-Quads.
func lines(t testing.TB, seq iter.Seq2[quad.Quad, error]) []string {
	t.Helper()
	var out []string
	for q, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, q.NQuad())
	}
	return out
}

// sorted is lines for what comes in no order of note.
func sorted(t testing.TB, seq iter.Seq2[quad.Quad, error]) []string {
	t.Helper()
	out := lines(t, seq)
	slices.Sort(out)
	return out
}

func check(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %s\nwant %s", what, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestApply(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		apply(t, s, quads("b opposes c d1", "a opposes b d1", "a opposes b d2", "a opposes b"), nil)
		check(t, "all", lines(t, s.Quads(context.Background())),
			[]string{"<a> <opposes> <b> .", "<a> <opposes> <b> <d1> .", "<a> <opposes> <b> <d2> .", "<b> <opposes> <c> <d1> ."})
		check(t, "d1", sorted(t, s.Label(quad.IRI("d1"))),
			[]string{"<a> <opposes> <b> <d1> .", "<b> <opposes> <c> <d1> ."})
		check(t, "unlabelled", lines(t, s.Label(nil)), []string{"<a> <opposes> <b> ."})

		apply(t, s, quads("c opposes d d3"), quads("a opposes b d1", "b opposes c d1", "a opposes nobody d9"))
		check(t, "afterwards", lines(t, s.Quads(context.Background())),
			[]string{"<a> <opposes> <b> .", "<a> <opposes> <b> <d2> .", "<c> <opposes> <d> <d3> ."})
		if st, err := s.Stats(); err != nil || st.Quads != 3 || st.Values != 7 {
			t.Errorf("stats: %+v %v, want 3 quads and 7 values", st, err)
		}
	})
}

func TestMeta(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		apply(t, s, nil, nil,
			store.Entry{Bucket: "doc", Key: "b", Value: []byte("2")},
			store.Entry{Bucket: "doc", Key: "a", Value: []byte("1")},
			store.Entry{Bucket: "docs", Key: "z", Value: []byte{}})
		apply(t, s, nil, nil, store.Entry{Bucket: "doc", Key: "c", Value: []byte("3")}, store.Entry{Bucket: "doc", Key: "b"})
		var got []string
		for e, err := range s.Entries("doc") {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, e.Key+"="+string(e.Value))
		}
		check(t, "entries", got, []string{"a=1", "c=3"})
		got = nil
		for e, err := range s.Under("doc") {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, e.Bucket+" "+e.Key+"="+string(e.Value))
		}
		check(t, "entries of what begins so", got, []string{"doc a=1", "doc c=3", "docs z="})
		if v, err := s.Meta("docs", "z"); err != nil || v == nil || !bytes.Equal(v, nil) {
			t.Errorf("docs z: %v %v, want empty, not nil", v, err)
		}
		if v, err := s.Meta("doc", "b"); err != nil || v != nil {
			t.Errorf("doc b: %v %v, want nil", v, err)
		}
	})
}
