package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// brief reads as fake does, but takes fewer words for the evidence of a claim, and
// is surer of it.
type brief struct{ fake }

func (brief) Extract(d *text.Document) {
	fake{}.Extract(d)
	for i := range d.Claims {
		c := &d.Claims[i]
		c.Span = d.Mentions[c.Subject].Span.Cover(text.Span{Start: c.Span.Start, End: c.Span.End - 1})
		c.Confidence = 0.9
	}
}

// said lists the claims of a graph, and those that were rejected.
func said(t *testing.T, w *Workspace) string {
	t.Helper()
	var lines []string
	for sign, claims := range map[string]func(func(graph.Claim, error) bool){"": w.Claims(context.Background()), "- ": w.Rejected(context.Background())} {
		for c, err := range claims {
			if err != nil {
				t.Fatal(err)
			}
			line := fmt.Sprintf("%s%s %s %s %s %v", sign, c.Subject.Name, c.RelationOf(), c.Object.Name, c.Status, c.Confidence)
			if c.Decided != nil {
				line += fmt.Sprintf(" %s %s %v", c.Decided.Verdict, c.Decided.Status, c.Decided.Confidence)
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// forClaim returns the decision about the only claim of two names.
func forClaim(t *testing.T, w *Workspace, do ledger.Action, subject, object string) ledger.Decision {
	t.Helper()
	for c, err := range w.Claims(context.Background()) {
		if err == nil && c.Subject.Name == subject && c.Object.Name == object {
			return must(w.ForClaim(do, &c))
		}
	}
	t.Fatalf("nobody says anything of %s and %s", subject, object)
	return ledger.Decision{}
}

// What a person decided holds when the text is read by another analyser, and when
// its source has changed elsewhere, as long as the same is said.
func TestDecisionsOutliveAReading(t *testing.T) {
	dir, ctx := t.TempDir(), context.Background()
	w := must(Create(dir, options(2)))
	add(t, w, "a", "Alpha attacked Beta\nBeta did not attack Gamma\nGamma attacked Delta")
	accept := forClaim(t, w, ledger.Accept, "Beta", "Gamma")
	accept.Because = "so it is"
	if err := w.Decide(ctx, forClaim(t, w, ledger.Reject, "Alpha", "Beta"), accept); err != nil {
		t.Fatal(err)
	}
	want := "- Alpha attacked Beta asserted 0.75 rejected asserted 0.75\n" +
		"Beta attacked Gamma asserted 1 accepted denied 0.75\nGamma attacked Delta asserted 0.75"
	if diff := cmp.Diff(want, said(t, w)); diff != "" {
		t.Error(diff)
	}
	w.Close()

	opt := options(2)
	opt.Analyser, opt.Extractor, opt.Reader = brief{}, brief{}, "brief"
	w = must(Open(dir, opt))
	defer w.Close()
	want = strings.NewReplacer("0.75", "0.9").Replace(want)
	for _, step := range []struct {
		source string
		want   string
	}{
		{"Alpha attacked Beta\nBeta did not attack Gamma\nGamma attacked Delta", want},
		{"Here is more\nAlpha attacked Beta\nBeta did not attack Gamma\nGamma attacked Delta", want},
		{"Alpha attacked Beta\nGamma attacked Delta", "- Alpha attacked Beta asserted 0.9 rejected asserted 0.9\nGamma attacked Delta asserted 0.9"},
	} {
		r := add(t, w, "a", step.source)
		if diff := cmp.Diff(step.want, said(t, w)); diff != "" {
			t.Errorf("%s: %s", step.source, diff)
		}
		missed := strings.Contains(step.want, "Beta attacked Gamma")
		if (len(r.Problems) == 0) != missed {
			t.Errorf("%s: problems %v", step.source, r.Problems)
		}
	}
	if made := must(w.Decisions()); len(made) != 2 {
		t.Errorf("decisions kept: %v", made)
	}
}

func TestDecideSaysWhatItCannotFollow(t *testing.T) {
	w, ctx := memory(t), context.Background()
	add(t, w, "a", "Alpha attacked Beta")
	before := dump(t, w)
	var unfollowed *UnfollowedError
	good := forClaim(t, w, ledger.Reject, "Alpha", "Beta")
	bad := ledger.Decision{Do: ledger.Rename, Names: []string{"Nobody"}, To: "Somebody"}
	if err := w.Decide(ctx, good, bad); !errors.As(err, &unfollowed) || unfollowed.Decision.Key() != bad.Key() {
		t.Errorf("got %v", err)
	}
	if made := must(w.Decisions()); len(made) > 0 || dump(t, w) != before {
		t.Errorf("decided all the same: %v", made)
	}
	if left, err := w.DecideEach(ctx, good, bad); err != nil || len(left) != 1 {
		t.Errorf("each by itself: %v, %v", left, err)
	}
	if made := must(w.Decisions()); len(made) != 1 || made[0].Key() != good.Key() {
		t.Errorf("decided: %v", made)
	}
	if err := w.Decide(ctx, good); !errors.Is(err, ErrDecided) {
		t.Errorf("the same again: %v", err)
	}
}

// Two documents of one name are told apart by what their contents hash to.
func TestDocumentsOfOneName(t *testing.T) {
	w, ctx := memory(t), context.Background()
	add(t, w, "a", "Alpha attacked Beta", "b", "Alpha attacked Beta\nGamma")
	other := input("a", "Alpha attacked Beta\nDelta")
	load := other.Load
	other.Load = func(ctx context.Context) ([]*text.Document, error) {
		docs, err := load(ctx)
		docs[0].Sources[0].Origin = "elsewhere/a.txt"
		return docs, err
	}
	must(w.Add(ctx, []Input{other}, nil))
	var names []string
	for c, err := range w.Claims(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, must(w.ForClaim(ledger.Reject, &c)).In[0])
	}
	slices.SortFunc(names, func(a, b string) int { return len(a) - len(b) })
	if len(names) != 3 || names[0] != "b.txt" || len(names[1]) != 12 || len(names[2]) != 12 {
		t.Errorf("documents are named %q", names)
	}
	for _, d := range must(w.Documents()) {
		if name := must(w.DocumentName(d.ID)); !slices.Contains(names, name) {
			t.Errorf("%s is called %s", d.ID, name)
		}
	}
}
