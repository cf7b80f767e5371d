package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// entangled are names of which each has to do with some other: namesakes, surnames,
// aliases, acronyms, seats of government, places of the schema's list, names that
// come to one ID, and names without a type.
var entangled = []string{
	"Boris_Johnson/Person=Johnson", "Mike_Johnson/Person", "Johnson/Person", "Johnson/Person=Bojo", "Bojo/Person",
	"Ann_Lee/Person", "Ann_Lee/Person=Lee", "Lee/Person", "Xi_Jinping/Person=Xi", "Xi/Person",
	"FSB", "Federal_Security_Service", "Federal_Security_Service=FSB", "Fancy_Sports_Bar",
	"Georgia/Country", "Georgia/Person", "Georgia/Place", "Tbilisi/City", "Atlanta/City", "Ohio/Region",
	"Moscow/City", "Kremlin", "Russia/Country", "ISIS-K", "IS-K", "L", "Ł", "Acme", "Acme/", "Acme/Event", "Ann_Lee/", "gunmen",
}

// entangledText draws a text of them.
func entangledText(t *rapid.T) string {
	name := rapid.SampledFrom(entangled)
	var lines []string
	for range rapid.IntRange(1, 4).Draw(t, "lines") {
		subject := name.Draw(t, "subject")
		switch rapid.IntRange(0, 3).Draw(t, "says") {
		case 0:
			lines = append(lines, subject+" is a "+rapid.SampledFrom([]string{"senator", "footballer", "Russian senator"}).Draw(t, "role"))
		case 1:
			lines = append(lines, subject+" did not attack "+name.Draw(t, "object"))
		default:
			lines = append(lines, subject+" attacked "+name.Draw(t, "object"))
		}
	}
	return strings.Join(lines, "\n")
}

// After every single step the index is that of a fresh build, in its quads and in all
// that it keeps besides: of documents, of entities, and of who goes by a name.
func TestEveryStepEndsInTheSameIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &history{workers: rapid.SampledFrom([]int{1, 3}).Draw(t, "workers"), text: entangledText}
		h.w = must(Memory(options(h.workers)))
		defer func() { h.w.Close() }()
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			switch rapid.SampledFrom([]string{"build", "build", "remove", "merge", "split", "undo"}).Draw(t, "step") {
			case "build":
				h.build(t)
			case "remove":
				h.removeAny(t)
			case "merge":
				names := rapid.SampledFrom(entangledNames())
				h.write(t, ledger.Decision{Do: ledger.Merge, Names: []string{names.Draw(t, "one"), names.Draw(t, "other")}})
			case "split":
				names := rapid.SampledFrom(entangledNames())
				h.write(t, ledger.Decision{Do: ledger.Split, Names: []string{names.Draw(t, "of")}, Parts: []string{names.Draw(t, "part")}})
			case "undo":
				if _, err := h.w.Undo(context.Background(), 0); err != nil && !errors.Is(err, ledger.ErrNoDecision) {
					t.Fatal(err)
				}
			}
			again := anew(t, h.w, 2)
			if got, want := dump(t, h.w), dump(t, again); got != want {
				t.Fatalf("quads (-anew +step by step):\n%s", cmp.Diff(want, got))
			}
			if got, want := keeps(t, h.w), keeps(t, again); got != want {
				t.Fatalf("what the index keeps (-anew +step by step):\n%s", cmp.Diff(want, got))
			}
			again.Close()
		}
	})
}

func (h *history) removeAny(t *rapid.T) {
	if docs := must(h.w.Documents()); len(docs) > 0 {
		must(h.w.Remove(context.Background(), rapid.SampledFrom(docs).Draw(t, "document").ID))
	}
}

// entangledNames are the names and aliases, as people write them.
func entangledNames() []string {
	var names []string
	for _, word := range entangled {
		name, alias, _ := strings.Cut(strings.ReplaceAll(word, "_", " "), "=")
		name, _, _ = strings.Cut(name, "/")
		names = append(names, name)
		if alias != "" {
			names = append(names, alias)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// keeps returns what an index keeps beside the quads, but for the numbers of words: of
// these it makes sure that they say what the documents' entities are.
func keeps(t fataler, w *Workspace) string {
	t.Helper()
	var b strings.Builder
	for e, err := range w.store.Entries(bucketHeads) {
		if err != nil {
			t.Fatal(err)
		}
		r := must(unpackRecord(e.Key, e.Value, map[string]string{}))
		now := must(w.bodyOf(e.Key))
		if packed := w.words.Pack(now.Locals); packed != r.packed {
			t.Fatal(fmt.Sprintf("document %s is packed as %v, its entities as %v", e.Key, r.packed, packed))
		}
		r.packed = ""
		fmt.Fprintf(&b, "%s %+v %+v\n", e.Key[:8], *r, *now)
	}
	for e, err := range w.store.Entries(bucketEntities) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s\n", e.Key, e.Value)
	}
	marks := must(w.marks(true))
	for _, id := range slices.Sorted(maps.Keys(marks)) {
		fmt.Fprintf(&b, "%s %+v\n", id, marks[id])
	}
	g := must(w.Graph(context.Background()))
	names := view.NamesOf(g, nil)
	for _, name := range append(entangledNames(), "gunmen", "nobody") {
		found, _, err := w.Called(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %v\n", name, found)
		byAll, _ := names.Entity(name)
		if len(found) > 0 && !slices.EqualFunc(found, byAll, func(a, b graph.Entity) bool { return a.ID == b.ID }) {
			t.Fatal(fmt.Sprintf("%s: the index knows %v, the graph %v", name, found, byAll))
		}
	}
	for _, part := range []string{"nobody", "gunmn", "gunme", "x"} {
		found, near, _, err := w.Meant(part)
		if err != nil {
			t.Fatal(err)
		}
		byAll, nearAll := names.Entity(part)
		if fmt.Sprint(found, near) != fmt.Sprint(byAll, nearAll) {
			t.Fatal(fmt.Sprintf("%s: the index guesses %v %v, the graph %v %v", part, found, near, byAll, nearAll))
		}
	}
	s := must(w.Stats())
	fmt.Fprintf(&b, "%d documents, %d words, %d entities %v, %d claims %v, busiest %v\n",
		s.Documents, s.Words, s.Entities, s.Types, s.Claims, s.Statuses, s.Busiest)
	return b.String()
}
