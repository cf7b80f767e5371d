package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

func memory(t *testing.T) *Workspace {
	t.Helper()
	w, err := Memory(options(2))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func TestAddReports(t *testing.T) {
	w := memory(t)
	for _, step := range []struct {
		in   []string
		want string
	}{
		{[]string{"a", "Alpha attacked Beta", "b", "Beta met Gamma", "x", "!"}, "a added, b added, x failed"},
		{[]string{"a", "Alpha attacked Beta", "b", "Beta met Gamma"}, "a unchanged, b unchanged"},
		{[]string{"a", "Alpha fled", "c", "Beta met Gamma"}, "a changed, c added"},
		{[]string{"p", "PANIC", "d", "Delta", "d", "Delta"}, "p failed, d added, d unchanged"},
		// a takes b's text, b takes a's: each document goes and comes back.
		{[]string{"a", "Beta met Gamma", "b", "Alpha fled"}, "a changed, b changed"},
		{[]string{"e", "Epsilon", "e", "Eta", "e", "Epsilon"}, "e added, e changed, e changed"},
	} {
		r := add(t, w, step.in...)
		var got []string
		for _, o := range r.Outcomes {
			got = append(got, fmt.Sprintf("%s %s", o.Input, o.Status))
			if (o.Status == Failed) != (o.Err != nil) {
				t.Errorf("%s %s: error %v", o.Input, o.Status, o.Err)
			}
		}
		if s := strings.Join(got, ", "); s != step.want {
			t.Errorf("got  %s\nwant %s", s, step.want)
		}
		if dump(t, w) != fresh(t, w, 1) {
			t.Errorf("after %s the index is not what a fresh build gives", step.want)
		}
	}
	docs, err := w.Documents()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range docs {
		words := must(w.Document(d.ID)).Text
		for _, s := range d.Sources {
			got = append(got, s.Name+": "+words)
		}
	}
	slices.Sort(got)
	want := []string{"a.txt: Beta met Gamma", "b.txt: Alpha fled", "c.txt: Beta met Gamma", "d.txt: Delta", "e.txt: Epsilon"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestFailuresAreTyped(t *testing.T) {
	w := memory(t)
	r := add(t, w, "x", "!", "p", "PANIC")
	if !errors.Is(r.Outcomes[0].Err, errUnreadable) {
		t.Errorf("got %v", r.Outcomes[0].Err)
	}
	var fault *FaultError
	if !errors.As(r.Outcomes[1].Err, &fault) {
		t.Errorf("got %v", r.Outcomes[1].Err)
	}
}

func TestLook(t *testing.T) {
	w := memory(t)
	add(t, w, "a", "Alpha=Al attacked Beta\nthe gunmen did not hit Al", "b", "Al attacked Gamma\nnobody")
	if got, want := ofGraph(t, w), dump(t, w); got != want {
		t.Errorf("the graph by its documents:\n%s\nand by its index:\n%s", got, want)
	}
	var claims []string
	for c, err := range w.Claims(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, fmt.Sprintf("%s %s %s %s %s", c.Subject.Name, c.RelationOf(), c.Object.Name, c.Status, c.Evidence.Source))
	}
	slices.Sort(claims)
	want := []string{
		"Al attacked Beta asserted a.txt", "Al attacked Gamma asserted b.txt", "gunmen attacked Al denied a.txt",
	}
	if diff := cmp.Diff(want, claims); diff != "" {
		t.Error(diff)
	}
	s := must(w.Stats())
	if s.Documents != 2 || s.Entities != 4 || s.Claims != 3 || s.Words != 13 || s.Busiest[0].Name != "Al" || s.Busiest[0].Documents != 2 {
		t.Errorf("stats = %+v", s)
	}
	if want := []Count{{"asserted", 2}, {"denied", 1}}; !slices.Equal(s.Statuses, want) {
		t.Errorf("statuses = %v, want %v", s.Statuses, want)
	}
	for range w.Claims(context.Background()) {
		break // stopping early must not hang
	}
}

func TestMergeAndUndo(t *testing.T) {
	w, ctx := memory(t), context.Background()
	add(t, w, "a", "Alpha attacked Beta", "b", "Alfa attacked Gamma")
	before := dump(t, w)
	var unknown *NameError
	if err := w.Merge(ctx, "Alpha", "Alfaa", ""); !errors.As(err, &unknown) || !slices.Contains(unknown.Near, "Alfa") {
		t.Errorf("a misspelled name: %v", err)
	}
	if err := w.Merge(ctx, "alpha", "ALPHA", ""); !errors.Is(err, ErrSame) {
		t.Errorf("one with itself: %v", err)
	}
	if err := w.Merge(ctx, "alpha", "alfa", "a slip"); err != nil {
		t.Fatal(err)
	}
	merged := []graph.Reason{{Name: "Alfa", With: "Alpha", Rule: graph.ByDecision, Note: "a slip"}}
	if diff := cmp.Diff(merged, profile(t, w, "alpha").Joined); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(dump(t, w), "id/alfa>") || dump(t, w) != fresh(t, w, 8) {
		t.Error("the merge is not in the index")
	}
	d, err := w.Undo(ctx, 0)
	if err != nil || d.String() != "merge: [Alpha, Alfa]" {
		t.Errorf("Undo = %v, %v", d, err)
	}
	if dump(t, w) != before {
		t.Error("undo does not lead back")
	}
	if _, err := w.Undo(ctx, 0); !errors.Is(err, ledger.ErrNoDecision) {
		t.Errorf("undo of nothing: %v", err)
	}
}

func profile(t *testing.T, w *Workspace, id string) *graph.Profile {
	t.Helper()
	for p, err := range w.Entities(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if p.ID == id {
			return &p
		}
	}
	t.Fatalf("there is no entity %s", id)
	return nil
}

// Every name that documents share keeps its reason, with the documents.
func TestReasonsAreKept(t *testing.T) {
	w := memory(t)
	add(t, w, "a", "Alpha=Al attacked Beta", "b", "Al attacked Gamma", "c", "Al met ISIS-K", "d", "Kremlin met Russia")
	sources := map[string]string{}
	for _, d := range must(w.Documents()) {
		sources[d.ID] = d.Sources[0].Name
	}
	var got []string
	for _, id := range []string{"al", "is-k", "kremlin"} {
		p := profile(t, w, id)
		for _, j := range p.Joined {
			var from []string
			for _, d := range j.Documents {
				from = append(from, sources[d])
			}
			slices.Sort(from)
			got = append(got, fmt.Sprintf("%s = %s: %s in %s", j.Name, j.With, j.Rule, strings.Join(from, ", ")))
		}
		for _, s := range p.StandsFor {
			got = append(got, id+" stands for "+s)
		}
	}
	want := []string{
		"Al = Al: name in b.txt, c.txt", "Al = Alpha: alias in a.txt", "ISIS-K = IS-K: schema in c.txt",
		"kremlin stands for russia",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRemove(t *testing.T) {
	w, ctx := memory(t), context.Background()
	add(t, w, "a", "Alpha attacked Beta")
	before := dump(t, w)
	add(t, w, "b", "Beta attacked Gamma", "c", "Beta attacked Gamma")
	var unknown *NameError
	if _, err := w.Remove(ctx, "bb.txt"); !errors.As(err, &unknown) || len(unknown.Near) == 0 {
		t.Errorf("a misspelled name: %v", err)
	}
	id := must(w.Remove(ctx, "texts/b.txt"))[0]
	if d := must(w.Document(id)); len(d.Sources) != 1 || d.Sources[0].Name != "c.txt" {
		t.Errorf("sources left: %v", d.Sources)
	}
	must(w.Remove(ctx, id[:8]))
	if got := dump(t, w); got != before {
		t.Errorf("left behind:\n%s\nwant\n%s", got, before)
	}
}

func TestOtherReader(t *testing.T) {
	dir := t.TempDir()
	w := must(Create(dir, options(2)))
	add(t, w, "a", "Alpha attacked Beta", "b", "Beta attacked Gamma")
	w.Close()
	opt := options(2)
	opt.Reader = "fake 2"
	w = must(Open(dir, opt))
	defer w.Close()
	r := add(t, w, "a", "Alpha attacked Beta")
	if r.Changed != 1 || r.Reread != 1 {
		t.Errorf("changed %d and read %d again, want 1 and 1", r.Changed, r.Reread)
	}
	if r = add(t, w, "a", "Alpha attacked Beta"); r.Unchanged != 1 || r.Reread != 0 {
		t.Errorf("the second time: %+v", r)
	}
}

func TestCancel(t *testing.T) {
	w := must(Create(t.TempDir(), options(2)))
	defer w.Close()
	var in []Input
	for i := range 200 {
		in = append(in, input(fmt.Sprint(i), fmt.Sprintf("Alpha attacked B%d", i)))
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := 0
	_, err := w.Add(ctx, in, &BuildOptions{Progress: func(p Progress) {
		if done = p.Done; done == 50 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || done < 50 || done == 200 {
		t.Fatalf("stopped at %d with %v", done, err)
	}
	r, err := w.Add(context.Background(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Unchanged < done || r.Unchanged+r.Added != 200 {
		t.Errorf("of %d done, %d were still there", done, r.Unchanged)
	}
	if dump(t, w) != fresh(t, w, 1) {
		t.Error("going on leads elsewhere than a fresh build")
	}
}

// Any sequence of builds, changes, removals, merges, undoings, rebuilt indexes
// and reopenings ends in the index that a fresh build of the same truth gives,
// with any number of workers.
func TestAnyHistoryEndsInTheSameGraph(t *testing.T) {
	root := t.TempDir()
	runs := 0
	anyHistory(t, func(h *history) {
		runs++
		if runs%25 == 0 { // most in memory: a disk takes its time
			h.dir = filepath.Join(root, fmt.Sprint(runs))
			h.w = must(Create(h.dir, options(h.workers)))
		} else {
			h.w = must(Memory(options(h.workers)))
		}
	})
}

// anyHistory lives through histories, each in a workspace that begin makes.
func anyHistory(t *testing.T, begin func(h *history)) {
	rapid.Check(t, func(t *rapid.T) {
		h := &history{workers: rapid.SampledFrom([]int{1, 8}).Draw(t, "workers")}
		begin(h)
		defer func() { h.w.Close() }()
		t.Repeat(map[string]func(*rapid.T){
			"build": h.build, "remove": h.remove, "merge": h.merge, "decide": h.decide, "judge": h.judge, "undo": h.undo,
			"reindex": h.reindex, "reopen": h.reopen,
		})
		got := dump(t, h.w)
		for _, workers := range []int{1, 8} {
			if want := fresh(t, h.w, workers); got != want {
				t.Fatalf("with %d workers:\n%s", workers, cmp.Diff(want, got))
			}
		}
		if want := ofGraph(t, h.w); got != want {
			t.Fatalf("by the documents:\n%s", cmp.Diff(want, got))
		}
	})
}

type history struct {
	dir     string // "" in memory
	workers int
	w       *Workspace
	text    func(*rapid.T) string // draws one; nil for drawn
}

// drawn draws a text: few names, so that they meet.
func drawn(t *rapid.T) string {
	name := rapid.SampledFrom([]string{
		"Alpha", "Alpha=Al", "Al", "Beta", "Beta=Al", "Gamma=Beta", "Gamma", "gunmen", "IS-K", "ISIS-K", "Ł", "É=Alpha",
	})
	var lines []string
	for range rapid.IntRange(1, 3).Draw(t, "lines") {
		verb := rapid.SampledFrom([]string{"attacked", "did not attack"}).Draw(t, "verb")
		lines = append(lines, name.Draw(t, "subject")+" "+verb+" "+name.Draw(t, "object"))
	}
	return strings.Join(lines, "\n")
}

func (h *history) build(t *rapid.T) {
	text := h.text
	if text == nil {
		text = drawn
	}
	var in []Input
	for range rapid.IntRange(1, 4).Draw(t, "inputs") {
		in = append(in, input(rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(t, "source"), text(t)))
	}
	must(h.w.Add(context.Background(), in, nil))
}

func (h *history) remove(t *rapid.T) {
	docs := must(h.w.Documents())
	if len(docs) == 0 {
		t.Skip("nothing to remove")
	}
	d := rapid.SampledFrom(docs).Draw(t, "document")
	name := rapid.SampledFrom([]string{d.ID, d.Sources[0].Origin}).Draw(t, "name")
	must(h.w.Remove(context.Background(), name))
}

func (h *history) merge(t *rapid.T) {
	var ids []string
	for p, err := range h.w.Entities(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, p.ID, p.Name)
	}
	if len(ids) == 0 {
		t.Skip("nothing to merge")
	}
	a, b := rapid.SampledFrom(ids).Draw(t, "a"), rapid.SampledFrom(ids).Draw(t, "b")
	err := h.w.Merge(context.Background(), a, b, "")
	var name *NameError
	var unfollowed *UnfollowedError
	if err != nil && !errors.Is(err, ErrSame) && !errors.Is(err, ErrDecided) && !errors.As(err, &name) && !errors.As(err, &unfollowed) {
		t.Fatal(err)
	}
}

// names draws what a decision may speak of: whoever is there, and who is not.
func (h *history) names(t *rapid.T) *rapid.Generator[string] {
	names := []string{"Alpha", "Al", "gunmen", "Nobody"}
	for p, err := range h.w.Entities(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, p.ID, p.Name)
	}
	return rapid.SampledFrom(names)
}

// decide makes a decision about entities, which may be one that cannot be followed.
func (h *history) decide(t *rapid.T) {
	name := h.names(t)
	d := ledger.Decision{Names: []string{name.Draw(t, "name")}}
	documents := rapid.SliceOfN(rapid.SampledFrom([]string{"a.txt", "b.txt", "texts/c.txt"}), 0, 2)
	switch d.Do = rapid.SampledFrom([]ledger.Action{ledger.Split, ledger.Split, ledger.Rename, ledger.Type, ledger.Merge}).Draw(t, "do"); d.Do {
	case ledger.Merge:
		d.Names, d.In = append(d.Names, name.Draw(t, "other")), documents.Draw(t, "in")
	case ledger.Rename:
		d.To, d.In = rapid.SampledFrom([]string{"Omega", "Alpha", "Al"}).Draw(t, "to"), documents.Draw(t, "in")
	case ledger.Type:
		d.To, d.In = rapid.SampledFrom([]string{"Person", "ArmedGroup", "Nonsense"}).Draw(t, "to"), documents.Draw(t, "in")
	default:
		d.To = rapid.SampledFrom([]string{"", "Omega", "Beta"}).Draw(t, "into")
		switch d.In = documents.Draw(t, "in"); {
		case len(d.In) > 0 && rapid.Bool().Draw(t, "mentions"):
			d.Mentions = []string{rapid.SampledFrom([]string{"Al", "Alpha=Al", "gunmen"}).Draw(t, "words")}
			d.Quote = rapid.SampledFrom([]string{"", "Al attacked", "gunmen attacked gunmen"}).Draw(t, "quote")
		case len(d.In) == 0 || rapid.Bool().Draw(t, "named"):
			d.Parts = []string{name.Draw(t, "part")}
		}
	}
	h.write(t, d)
}

// judge accepts, rejects or adds a claim: one that was read, as the program names
// it or as a person might, or one that was not.
func (h *history) judge(t *rapid.T) {
	var claims []graph.Claim
	for c, err := range h.w.Claims(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, c)
	}
	do := rapid.SampledFrom([]ledger.Action{ledger.Accept, ledger.Reject, ledger.Add}).Draw(t, "do")
	if len(claims) == 0 || rapid.IntRange(0, 3).Draw(t, "any") == 0 {
		name := h.names(t)
		d := ledger.Decision{Do: do, Names: []string{name.Draw(t, "subject"), "attacked", name.Draw(t, "object")}}
		if do == ledger.Add {
			d.In, d.Quote = []string{"a.txt"}, rapid.SampledFrom([]string{"Alpha attacked", "Al"}).Draw(t, "quote")
		}
		h.write(t, d)
		return
	}
	d := must(h.w.ForClaim(do, &claims[rapid.IntRange(0, len(claims)-1).Draw(t, "claim")]))
	d.Because = rapid.SampledFrom([]string{"", "so it is"}).Draw(t, "because")
	if do == ledger.Accept {
		d.As = rapid.SampledFrom([]string{"", "reported", "denied"}).Draw(t, "as")
	}
	h.write(t, d)
}

// write makes a decision through the workspace, or writes it as a person would who
// edits the file, who does not ask whether it can be followed.
func (h *history) write(t *rapid.T, d ledger.Decision) {
	if rapid.Bool().Draw(t, "by hand") {
		if err := h.w.ledger.Decide(d); err != nil {
			t.Fatal(err)
		}
		must(h.w.Add(context.Background(), nil, nil))
		return
	}
	var unfollowed *UnfollowedError
	err := h.w.Decide(context.Background(), d)
	if err != nil && !errors.Is(err, ErrDecided) && !errors.As(err, &unfollowed) {
		t.Fatal(err)
	}
}

func (h *history) undo(t *rapid.T) {
	line := 0
	if all := must(h.w.Decisions()); len(all) > 0 && rapid.Bool().Draw(t, "by line") {
		line = rapid.SampledFrom(all).Draw(t, "which").Line
	}
	if _, err := h.w.Undo(context.Background(), line); err != nil && !errors.Is(err, ledger.ErrNoDecision) {
		t.Fatal(err)
	}
}

func (h *history) reindex(t *rapid.T) {
	if err := h.w.Reindex(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func (h *history) reopen(t *rapid.T) {
	if h.dir == "" {
		t.Skip("nothing to open")
	}
	h.w.Close()
	h.w = must(Open(h.dir, options(h.workers)))
}

// TestReindexMakesAnIndexOnce makes the index anew of a workspace that has none. Opening
// it did so already.
func TestReindexMakesAnIndexOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kg")
	w := must(Create(dir, options(1)))
	add(t, w, "a", "Alpha attacked Beta")
	want := dump(t, w)
	index := filepath.Dir(w.indexPath())
	w.Close()
	if err := os.RemoveAll(index); err != nil {
		t.Fatal(err)
	}
	told := 0
	opt := options(1)
	opt.Notice = func(string) { told++ }
	w = must(Open(dir, opt))
	defer w.Close()
	for times := range 3 { // whoever asks again is obeyed
		if err := w.Reindex(t.Context()); err != nil {
			t.Fatal(err)
		}
		if told != times+1 {
			t.Errorf("after %d times it was made %d times", times+1, told)
		}
		if got := dump(t, w); got != want {
			t.Error(cmp.Diff(want, got))
		}
	}
}
