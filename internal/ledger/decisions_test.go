package ledger

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestParseDecisions(t *testing.T) {
	got, _, err := parseDecisions([]byte(`# ours
- merge: [IS-K, "ISIS, Khorasan"]
  because: the same group
- merge:
    - 1937
    - Yes
`), "d")
	if err != nil {
		t.Fatal(err)
	}
	want := []Decision{
		{Merge, []string{"IS-K", "ISIS, Khorasan"}, "the same group", 2},
		{Merge, []string{"1937", "Yes"}, "", 4},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecisionMistakes(t *testing.T) {
	for _, test := range []struct{ yaml, want string }{
		{"- merg: [A, B]\n", `d:1:3: unknown key "merg": did you mean "merge"?`},
		{"- merge: [A]\n", "d:1:10: merge needs at least 2 names"},
		{"- merge: A\n", "d:1:10: expected a list of names, as in [IS-K, ISIS-K]"},
		{"- because: no reason\n", "d:1:10: this item decides nothing: it needs a \"merge: […]\""},
		{"merge: [A, B]\n", "d:1:6: expected a list of decisions, each as in \"- merge: [IS-K, ISIS-K]\""},
		{"- merge: [A, {b: c}]\n", "d:1:14: expected a word or a text"},
		{"- merge: [A, B]\n=======\n>>>>>>> theirs\n", "d:3:1: a merge conflict of git is still to be resolved here"},
	} {
		_, _, err := parseDecisions([]byte(test.yaml), "d")
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\n got %v\nwant %s", test.yaml, err, test.want)
		}
	}
}

func TestDecideKeepsWhatAPersonWrote(t *testing.T) {
	both(t, func(t *testing.T, l *Ledger) {
		for _, test := range []struct{ name, before, after, undone string }{
			{"no file", "", "- merge: [A, \"B: c\"]\n  because: so\n", ""},
			{"comment", "# ours\n", "# ours\n- merge: [A, \"B: c\"]\n  because: so\n", "# ours\n"},
			{"empty list", "# ours\n[]\n", "# ours\n- merge: [A, \"B: c\"]\n  because: so\n", "# ours\n"},
			{
				"indented", "# ours\n  - merge:\n      - X # why\n      - Y",
				"# ours\n  - merge:\n      - X # why\n      - Y\n  - merge: [A, \"B: c\"]\n    because: so\n",
				"# ours\n  - merge:\n      - X # why\n      - Y\n",
			},
			{
				"on one line", "[{merge: [X, Z]}]\n",
				"- merge: [X, Z]\n- merge: [A, \"B: c\"]\n  because: so\n", "- merge: [X, Z]\n",
			},
		} {
			if err := l.files.write(decisionsFile, []byte(test.before)); err != nil {
				t.Fatal(err)
			}
			if err := l.Decide(Decision{Do: Merge, Names: []string{"A", "B: c"}, Because: "so"}); err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			if got, _ := l.decisions(); string(got) != test.after {
				t.Errorf("%s: decided:\n%s\nwant:\n%s", test.name, got, test.after)
			}
			if _, err := l.Undo(); err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			if got, _ := l.decisions(); string(got) != test.undone {
				t.Errorf("%s: undone:\n%s\nwant:\n%s", test.name, got, test.undone)
			}
		}
		if err := l.files.remove(decisionsFile); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Undo(); !errors.Is(err, ErrNoDecision) {
			t.Errorf("undo of nothing: %v", err)
		}
	})
}

// Any names and reasons come back as they were decided, and undoing each leads
// back to nothing.
func TestDecisionsComeBack(t *testing.T) {
	word := rapid.OneOf(
		rapid.StringMatching(`[A-Za-z0-9 '’:,#&*!|>%@{}\[\]"\\-]{1,12}`),
		rapid.String(),
	).Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
	decision := rapid.Custom(func(t *rapid.T) Decision {
		return Decision{
			Do: Merge, Names: rapid.SliceOfN(word, 2, 4).Draw(t, "names"),
			Because: rapid.OneOf(rapid.Just(""), word).Draw(t, "because"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		l, err := Memory(Settings{})
		if err != nil {
			t.Fatal(err)
		}
		var want []Decision
		for _, d := range rapid.SliceOfN(decision, 1, 4).Draw(t, "decisions") {
			if err := l.Decide(d); err != nil {
				t.Fatal(err)
			}
			want = append(want, d)
		}
		got, err := l.Decisions()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Decision{}, "Line")); diff != "" {
			data, _ := l.decisions()
			t.Fatalf("%s\n%s", diff, data)
		}
		for range want {
			if _, err := l.Undo(); err != nil {
				t.Fatal(err)
			}
		}
		if data, _ := l.decisions(); len(data) > 0 {
			t.Fatalf("left after undoing all: %q", data)
		}
	})
}
