package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
)

// vocabulary has every kind of value, and texts that are easily confused.
var vocabulary = []quad.Value{
	quad.IRI("a"), quad.IRI("b"), quad.IRI("a b"), quad.IRI("https://example.org/graph/entity/is-k"),
	quad.BNode("a"), quad.String("a"), quad.String(""), quad.String("a\"\n\\\x00\xff"),
	quad.LangString{Value: "a", Lang: "en"},
	quad.LangString{Value: "n", Lang: "ea"},
	quad.TypedString{Value: "5", Type: "http://www.w3.org/2001/XMLSchema#integer"},
	quad.TypedString{Value: "05", Type: "xsd:integer"},
	quad.Int(5), quad.Float(0.25), quad.Bool(true),
	quad.Time(time.Date(2024, 3, 22, 20, 0, 0, 0, time.UTC)),
	quad.String(strings.Repeat("long ", 100)), quad.String(strings.Repeat("long ", 100) + "x"),
	quad.IRI("c"), quad.IRI("d"), quad.IRI("e"), quad.IRI("f"), quad.IRI("g"), quad.IRI("h"),
}

// machine holds a store against Cayley's own memory store, which is told the same.
type machine struct {
	store *store.Store
	model *memstore.QuadStore
	quads []quad.Quad // all of the model, sorted
	meta  map[string]string
	path  string // "" in memory
	opt   store.Options
}

// TestModel applies any sequence of batches, failures and reopenings, and asks
// for the same answers in every direction.
func TestModel(t *testing.T) {
	for _, kind := range []string{"file", "memory", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			dir := t.TempDir()
			url, whole := "", t
			if kind == "postgres" {
				if testing.Short() {
					t.Skip("-short: a database takes its time")
				}
				url = pgtest.Server(t)
			}
			n := 0
			rapid.Check(t, func(t *rapid.T) {
				m := &machine{store: store.Memory(), model: memstore.New(), meta: map[string]string{}}
				if kind == "file" {
					n++
					m.path = filepath.Join(dir, fmt.Sprint("index", n))
					m.opt.Bulk = rapid.Bool().Draw(t, "bulk")
					m.reopen(t)
				}
				if kind == "postgres" {
					n++
					schema := fmt.Sprintf("quadrille_model_%d_%d", os.Getpid(), n)
					m.path = pgtest.With(whole, url, "search_path", schema)
					defer pgtest.Exec(whole, url, "DROP SCHEMA "+schema+" CASCADE")
					m.reopen(t)
				}
				defer func() { m.store.Close() }()
				t.Repeat(map[string]func(*rapid.T){
					"apply": m.apply, "deltas": m.deltas, "many": m.many, "fail": m.fail, "reopen": m.reopen, "": m.check,
				})
				m.checkAll(t)
			})
		})
	}
}

func drawValue(t *rapid.T, what string) quad.Value {
	return vocabulary[rapid.IntRange(0, len(vocabulary)-1).Draw(t, what)]
}

func drawQuad(t *rapid.T) quad.Quad {
	q := quad.Quad{Subject: drawValue(t, "s"), Predicate: drawValue(t, "p"), Object: drawValue(t, "o")}
	if rapid.Bool().Draw(t, "labelled") {
		q.Label = drawValue(t, "l")
	}
	return q
}

// present draws a quad that is there, where there is any.
func (m *machine) present(t *rapid.T) quad.Quad {
	if len(m.quads) == 0 {
		return drawQuad(t)
	}
	return m.quads[rapid.IntRange(0, len(m.quads)-1).Draw(t, "present")]
}

func (m *machine) all() []quad.Quad {
	qs := collect(m.model, m.model.QuadsAllIterator())
	text := make(map[quad.Quad]string, len(qs))
	for _, q := range qs {
		text[q] = q.NQuad()
	}
	slices.SortFunc(qs, func(a, b quad.Quad) int { return strings.Compare(text[a], text[b]) })
	return qs
}

func (m *machine) drawQuads(t *rapid.T, what string) []quad.Quad {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) quad.Quad {
		if rapid.Bool().Draw(t, "old") {
			return m.present(t)
		}
		return drawQuad(t)
	}), 0, 8).Draw(t, what)
}

// tell gives the model what Apply means: quads taken away first, then added.
func (m *machine) tell(t *rapid.T, add, del []quad.Quad) {
	var in []graph.Delta
	for _, q := range del {
		in = append(in, graph.Delta{Quad: q, Action: graph.Delete})
	}
	for _, q := range add {
		in = append(in, graph.Delta{Quad: q, Action: graph.Add})
	}
	if err := m.model.ApplyDeltas(in, graph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}); err != nil {
		t.Fatal(err)
	}
}

func (m *machine) apply(t *rapid.T) {
	add, del := m.drawQuads(t, "add"), m.drawQuads(t, "del")
	key := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "key")
	e := store.Entry{Bucket: "state", Key: key}
	delete(m.meta, key)
	if rapid.Bool().Draw(t, "set") {
		e.Value = []byte(rapid.String().Draw(t, "value"))
		m.meta[key] = string(e.Value)
	}
	if err := m.store.Apply(add, del, e); err != nil {
		t.Fatal(err)
	}
	m.tell(t, add, del)
}

// deltas goes in by Cayley's door, with its rules on what is there already.
func (m *machine) deltas(t *rapid.T) {
	var in []graph.Delta
	for _, q := range m.drawQuads(t, "quads") {
		in = append(in, graph.Delta{Quad: q, Action: rapid.SampledFrom([]graph.Procedure{graph.Add, graph.Delete}).Draw(t, "action")})
	}
	opts := graph.IgnoreOpts{IgnoreDup: rapid.Bool().Draw(t, "dup"), IgnoreMissing: rapid.Bool().Draw(t, "missing")}
	got, want := m.store.QuadStore().ApplyDeltas(in, opts), m.model.ApplyDeltas(in, opts)
	if fmt.Sprint(got) != fmt.Sprint(want) || graph.IsQuadExist(got) != graph.IsQuadExist(want) || graph.IsQuadNotExist(got) != graph.IsQuadNotExist(want) {
		t.Fatalf("deltas %v\ngot  %v\nwant %v", in, got, want)
	}
}

// many adds or takes away enough quads to split blocks and to empty them.
func (m *machine) many(t *rapid.T) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	del := rapid.Bool().Draw(t, "delete")
	var qs []quad.Quad
	if del {
		qs = slices.DeleteFunc(slices.Clone(m.quads), func(quad.Quad) bool { return r.IntN(10) == 0 })
	} else {
		pick := func() quad.Value { return vocabulary[r.IntN(len(vocabulary))] }
		for range 300 {
			qs = append(qs, quad.Quad{Subject: pick(), Predicate: pick(), Object: pick(), Label: pick()})
		}
	}
	var add []quad.Quad
	if !del {
		add, qs = qs, nil
	}
	if err := m.store.Apply(add, qs); err != nil {
		t.Fatal(err)
	}
	m.tell(t, add, qs)
}

// fail applies a batch whose last part is refused; all of it must be.
func (m *machine) fail(t *rapid.T) {
	add, del := m.drawQuads(t, "add"), m.drawQuads(t, "del")
	var err error
	switch rapid.IntRange(0, 2).Draw(t, "how") {
	case 0:
		err = m.store.Apply(append(add, quad.Quad{Subject: quad.IRI("a")}), del)
	case 1:
		err = m.store.Apply(append(add, quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("new"), Object: alien{}}), del)
	case 2:
		err = m.store.Apply(append(add, q("quite new here")), del, store.Entry{Bucket: "state", Key: "a\x00b", Value: []byte("x")})
	}
	if err == nil {
		t.Fatal("the batch was accepted")
	}
}

// alien is a value of a kind that no store knows.
type alien struct{}

func (alien) String() string { return "alien" }
func (alien) Native() any    { return nil }

func (m *machine) reopen(t *rapid.T) {
	if m.path == "" {
		return
	}
	if err := m.store.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if m.store, err = store.Open(m.path, &m.opt); err != nil {
		t.Fatal(err)
	}
}

// check compares sizes and quads, and now and then everything.
func (m *machine) check(t *rapid.T) {
	m.quads = m.all()
	qs := m.store.QuadStore()
	m.checkSizes(t, qs)
	m.same(t, "all quads", strs(collect(qs, qs.QuadsAllIterator())), strs(m.quads))
	if rapid.IntRange(0, 9).Draw(t, "look closely") == 9 {
		m.checkAll(t)
	}
}

// checkAll compares everything that can be asked.
func (m *machine) checkAll(t *rapid.T) {
	if err := m.store.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	qs, all := m.store.QuadStore(), m.quads
	m.same(t, "all nodes", names(qs), names(m.model))
	for _, v := range append(vocabulary, quad.IRI("nowhere")) {
		for _, d := range quad.Directions {
			m.checkDirection(t, qs, d, v)
		}
	}
	m.checkContains(t, qs)
	m.checkMatch(t, all)
	m.checkOrder(t, all)
	for _, k := range []string{"a", "b", "c"} {
		want, there := m.meta[k]
		if got, err := m.store.Meta("state", k); err != nil || string(got) != want || (got != nil) != there {
			t.Fatalf("meta %s: got %q %v, want %q %v", k, got, err, want, there)
		}
	}
}

func (m *machine) checkSizes(t *rapid.T, qs graph.QuadStore) {
	got, err := qs.Stats(context.Background(), true)
	want, _ := m.model.Stats(context.Background(), true)
	if err != nil || got != want {
		t.Fatalf("stats: got %v %v, want %v", got, err, want)
	}
}

func (m *machine) checkDirection(t *rapid.T, qs graph.QuadStore, d quad.Direction, v quad.Value) {
	ctx := context.Background()
	ref, other := qs.ValueOf(v), m.model.ValueOf(v)
	if (ref == nil) != (other == nil) {
		t.Fatalf("%v: got reference %v, want %v", v, ref, other)
	}
	if ref == nil {
		return
	}
	if got := qs.NameOf(ref); quad.StringOf(got) != v.String() {
		t.Fatalf("name of %v: got %v", v, got)
	}
	what := fmt.Sprint(d, " ", v)
	got := collect(qs, qs.QuadIterator(d, ref))
	m.same(t, what, strs(got), strs(collect(m.model, m.model.QuadIterator(d, other))))
	size, err := qs.QuadIteratorSize(ctx, d, ref)
	if err != nil || size.Size != int64(len(got)) || !size.Exact {
		t.Fatalf("size of %s: got %v %v, want %d", what, size, err, len(got))
	}
}

// checkContains asks the iterators of one node, and of all, for one quad and its nodes.
func (m *machine) checkContains(t *rapid.T, qs graph.QuadStore) {
	ctx := context.Background()
	d, v := quad.Direction(rapid.IntRange(1, 4).Draw(t, "direction")), m.present(t).Subject
	it := qs.QuadsAllIterator()
	for it.Next(ctx) {
		q := qs.Quad(it.Result())
		want := quad.StringOf(q.Get(d)) == v.String()
		if got := qs.QuadIterator(d, qs.ValueOf(v)).Contains(ctx, it.Result()); got != want {
			t.Fatalf("%v %v contains %v: got %v", d, v, q, got)
		}
		if n := qs.QuadDirection(it.Result(), d); n != nil && !qs.NodesAllIterator().Contains(ctx, n) {
			t.Fatalf("the nodes do not contain %v of %v", d, q)
		}
	}
}

// checkMatch asks for each subset of the parts of a quad that is there.
func (m *machine) checkMatch(t *rapid.T, all []quad.Quad) {
	pattern := m.present(t)
	for mask := range 16 {
		var want [4]quad.Value
		for i, d := range quad.Directions {
			if mask>>i&1 == 0 {
				continue
			}
			if want[i] = pattern.Get(d); want[i] == nil {
				want[i] = store.Unlabelled
			}
		}
		var expect []quad.Quad
		for _, q := range all {
			fits := true
			for i, d := range quad.Directions {
				fits = fits && (want[i] == nil || want[i].String() == quad.StringOf(q.Get(d)))
			}
			if fits {
				expect = append(expect, q)
			}
		}
		var got []quad.Quad
		for q, err := range m.store.Match(want[0], want[1], want[2], want[3]) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, q)
		}
		m.same(t, fmt.Sprint("match ", want), strs(got), strs(expect))
	}
}

// checkOrder holds Quads against a new store that got the same quads at once,
// in another order.
func (m *machine) checkOrder(t *rapid.T, all []quad.Quad) {
	fresh := store.Memory()
	all = slices.Clone(all)
	slices.Reverse(all)
	if err := fresh.Apply(all, nil); err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for q, err := range m.store.Quads(context.Background()) {
		got = append(got, q.NQuad())
		if err != nil {
			t.Fatal(err)
		}
	}
	for q := range fresh.Quads(context.Background()) {
		want = append(want, q.NQuad())
	}
	if !slices.Equal(got, want) {
		t.Fatalf("order:\ngot  %q\nwant %q", got, want)
	}
}

func (m *machine) same(t *rapid.T, what string, got, want []string) {
	if !slices.Equal(got, want) {
		t.Fatalf("%s:\ngot  %q\nwant %q", what, got, want)
	}
}

func collect(qs graph.QuadStore, it graph.Iterator) (out []quad.Quad) {
	for it.Next(context.Background()) {
		out = append(out, qs.Quad(it.Result()))
	}
	if err := it.Err(); err != nil {
		panic(err)
	}
	return out
}

func names(qs graph.QuadStore) (out []string) {
	it := qs.NodesAllIterator()
	for it.Next(context.Background()) {
		out = append(out, qs.NameOf(it.Result()).String())
	}
	slices.Sort(out)
	return out
}

func strs(qs []quad.Quad) (out []string) {
	for _, q := range qs {
		out = append(out, q.NQuad())
	}
	slices.Sort(out)
	return out
}
