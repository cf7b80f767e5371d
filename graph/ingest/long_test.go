package ingest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// longText is a text of many claims: half of them of its own people, all of a body
// that other documents speak of.
func longText(people string) string {
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "%s%d attacked Alpha\ngunmen did not hit Al\n", people, i)
	}
	return b.String()
}

// patience is a context that ends when it has been asked so many times.
type patience struct {
	context.Context
	left int
}

var errImpatient = errors.New("that took too long")

func (p *patience) Err() error {
	if p.left--; p.left < 0 {
		return errImpatient
	}
	return nil
}

// A long document takes many transactions. Whichever of them is the last one, and
// whatever changes before the next sync, that one brings the index in line.
func TestSyncOfALongDocumentIsCutOff(t *testing.T) {
	for _, change := range []struct {
		name          string
		before, after []string // what is built: all of one, then the other
	}{
		{"it is new", nil, []string{"long", longText("P")}},
		{"it is another", []string{"long", longText("P")}, []string{"long", longText("Q")}},
		{"it is short now", []string{"long", longText("P")}, []string{"long", "Alpha attacked P1"}},
		{"its names mean others", []string{"long", longText("P")}, []string{"b", "Alpha=Al attacked P3=P4\nP5=Alpha fled"}},
	} {
		t.Run(change.name, func(t *testing.T) {
			for cut := 3; ; cut += 59 {
				w := must(Create(filepath.Join(quickDir(t), "kg"), options(1)))
				if change.before != nil {
					add(t, w, change.before...)
				}
				ended := addImpatiently(t, w, cut, change.after)
				if cut%2 == 0 { // or else what was begun is wanted no more
					add(t, w, change.after...)
				} else if change.before != nil {
					add(t, w, change.before...)
				}
				add(t, w, "c", "Gamma attacked Alpha")
				checkReindex(t, w)
				if got, want := dump(t, w), fresh(t, w, 1); got != want {
					t.Fatalf("cut off at %d: got\n%s\nwant\n%s", cut, got, want)
				}
				w.Close()
				if ended {
					break
				}
			}
		})
	}
}

// addImpatiently adds documents, and reports whether that came to an end.
func addImpatiently(t *testing.T, w *Workspace, patient int, docs []string) bool {
	t.Helper()
	var in []Input
	for i := 0; i < len(docs); i += 2 {
		in = append(in, input(docs[i], docs[i+1]))
	}
	_, err := w.Add(&patience{context.Background(), patient}, in, nil)
	if err != nil && !errors.Is(err, errImpatient) {
		t.Fatal(err)
	}
	return err == nil
}

// What is asked of a workspace in memory without quads it answers as with them,
// but for those.
func TestNoQuads(t *testing.T) {
	opt := *options(2)
	opt.NoQuads = true
	bare, whole := must(Memory(&opt)), memory(t)
	defer bare.Close()
	for _, w := range []*Workspace{bare, whole} {
		add(t, w, "a", "Alpha=Al attacked Beta\nthe gunmen did not hit Al", "long", longText("P"), "b", "Beta fled")
		add(t, w, "a", "Alpha attacked Gamma", "long", longText("Q"))
	}
	if ofGraph(t, bare) != ofGraph(t, whole) {
		t.Error("the graph is another")
	}
	if dump(t, bare) != "" || must(bare.Stats()).Quads != 0 {
		t.Error("there are quads")
	}
}
