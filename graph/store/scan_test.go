package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// TestScan asks every pattern of a small graph by numbers, and by values, which has to
// be the same.
func TestScan(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		apply(t, s, quads("a likes b d1", "a likes b d2", "a likes c", "b likes c d1", "b hates a d2", "c hates c c"), nil)
		sn, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer sn.Close()
		apply(t, s, quads("z likes a d3"), nil) // after the snapshot
		names := []quad.Value{nil, quad.IRI("a"), quad.IRI("b"), quad.IRI("c"), quad.IRI("likes"), quad.IRI("hates"), quad.IRI("d1"), quad.IRI("d2"), quad.IRI("nobody")}
		for i := range len(names) * len(names) * len(names) * len(names) {
			n := len(names)
			want := [4]quad.Value{names[i%n], names[i/n%n], names[i/n/n%n], names[i/n/n/n]}
			p := store.Pattern{}
			for d, v := range want {
				if v == nil {
					continue
				}
				if p.IDs[d], err = sn.ID(v); err != nil {
					t.Fatal(err)
				}
				if p.IDs[d] == 0 {
					p.IDs[d] = 1 << 40 // that nothing has
				}
				p.Bound[d] = true
			}
			if byValue, byNumber := matched(t, s, want), scanned(t, sn, p); !slices.Equal(byValue, byNumber) {
				t.Fatalf("%v: by values %q, by numbers %q", want, byValue, byNumber)
			}
		}
		unlabelled := scanned(t, sn, store.Pattern{Bound: [4]bool{3: true}})
		if !slices.Equal(unlabelled, []string{"<a> <likes> <c>"}) {
			t.Errorf("without label: %q", unlabelled)
		}
		checkSkips(t, sn)
	})
}

// matched returns what Match finds, but for what came after the snapshot.
func matched(t *testing.T, s *store.Store, want [4]quad.Value) (lines []string) {
	t.Helper()
	for q, err := range s.Match(want[0], want[1], want[2], want[3]) {
		if err != nil {
			t.Fatal(err)
		}
		if q.Subject != quad.IRI("z") {
			lines = append(lines, line(q.Subject, q.Predicate, q.Object, q.Label))
		}
	}
	slices.Sort(lines)
	return lines
}

func scanned(t *testing.T, sn *store.Snapshot, p store.Pattern) (lines []string) {
	t.Helper()
	for q, err := range sn.Scan(p) {
		if err != nil {
			t.Fatal(err)
		}
		var v [4]quad.Value
		for i, id := range q {
			if id == 0 {
				continue
			}
			if v[i], err = sn.Value(id); err != nil {
				t.Fatal(err)
			}
			n, err := sn.Count(id)
			if err != nil || n[i] == 0 {
				t.Errorf("%v is counted %v times, %v", v[i], n, err)
			}
		}
		lines = append(lines, line(v[0], v[1], v[2], v[3]))
	}
	slices.Sort(lines)
	return lines
}

func line(values ...quad.Value) string {
	var words []string
	for _, v := range values {
		if v != nil {
			words = append(words, v.String())
		}
	}
	return strings.Join(words, " ")
}

// checkSkips looks at each label, and at each object of a predicate, once.
func checkSkips(t *testing.T, sn *store.Snapshot) {
	t.Helper()
	var labels, objects []string
	for id, err := range sn.Labels() {
		v, err2 := sn.Value(id)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		labels = append(labels, v.String())
	}
	likes, err := sn.ID(quad.IRI("likes"))
	if err != nil {
		t.Fatal(err)
	}
	for id, err := range sn.Objects(likes) {
		v, err2 := sn.Value(id)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		objects = append(objects, v.String())
	}
	slices.Sort(labels)
	slices.Sort(objects)
	if !slices.Equal(labels, []string{"<c>", "<d1>", "<d2>"}) || !slices.Equal(objects, []string{"<b>", "<c>"}) {
		t.Errorf("labels %v, objects of likes %v", labels, objects)
	}
}
