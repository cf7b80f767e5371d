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
- reject: [IS-K, attacked, "1937"]
  in: moscow.txt
  quote: "IS-K attacked: so it is said"
  status: reported
- {split: Johnson, names: [Ron Johnson], in: [a.txt, b.txt], into: Ron}
- because: out of order
  to: ISKP
  rename: IS-K
`), "d")
	if err != nil {
		t.Fatal(err)
	}
	want := []Decision{
		{Do: Merge, Names: []string{"IS-K", "ISIS, Khorasan"}, Because: "the same group", Line: 2},
		{Do: Merge, Names: []string{"1937", "Yes"}, Line: 4},
		{
			Do: Reject, Names: []string{"IS-K", "attacked", "1937"}, In: []string{"moscow.txt"},
			Quote: "IS-K attacked: so it is said", Status: "reported", Line: 7,
		},
		{Do: Split, Names: []string{"Johnson"}, Parts: []string{"Ron Johnson"}, In: []string{"a.txt", "b.txt"}, To: "Ron", Line: 11},
		{Do: Rename, Names: []string{"IS-K"}, To: "ISKP", Because: "out of order", Line: 12},
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
		{"- because: no reason\n", "d:1:10: this item decides nothing: it needs a \"merge: […]\", a \"reject: […]\" or the like"},
		{"merge: [A, B]\n", "d:1:6: expected a list of decisions, each as in \"- merge: [IS-K, ISIS-K]\""},
		{"- merge: [A, {b: c}]\n", "d:1:14: expected a word or a text"},
		{"- rename: A\n", `d:1:11: rename needs a "to: …"`},
		{"- rename: A\n  into: B\n", `d:2:9: rename takes no "into"; it takes in, to and because`},
		{"- rename: [A, B]\n  to: C\n", `d:1:11: expected one name, as in "rename: IS-K"`},
		{"- split: A\n", `d:1:10: split does not say what is to be taken out: it needs "names: […]", "mentions: […]" or "in: …"`},
		{"- split: A\n  mentions: it\n", `d:1:10: "mentions: […]" need the document that they stand in: "in: …"`},
		{"- reject: A opposes B\n", `d:1:11: expected subject, relation and object, as in "reject: [IS-K, opposes, Taliban]"`},
		{"- reject: [A]\n", `d:1:11: reject is not as in "reject: [IS-K, opposes, Taliban]"`},
		{"- accept: [A, r, B]\n  as: aserted\n", `d:2:7: unknown status "aserted": did you mean "asserted"?`},
		{"- accept: [A, r, B]\n  qoute: so\n", `d:2:3: unknown key "qoute": did you mean "quote"?`},
		{"- accept: [A, r, B]\n  reject: [A, r, B]\n", `d:2:11: one item both to accept and to reject`},
		{"- add: [A, r, B]\n  in: a.txt\n", `d:1:8: add needs a "quote: …"`},
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
			if _, err := l.Undo(0); err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			if got, _ := l.decisions(); string(got) != test.undone {
				t.Errorf("%s: undone:\n%s\nwant:\n%s", test.name, got, test.undone)
			}
		}
		if err := l.files.remove(decisionsFile); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Undo(0); !errors.Is(err, ErrNoDecision) {
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
	decision := rapid.Custom(func(t *rapid.T) Decision { return anyDecision(t, word) })
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
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Decision{}, "Line"), cmpopts.EquateEmpty()); diff != "" {
			data, _ := l.decisions()
			t.Fatalf("%s\n%s", diff, data)
		}
		for range want {
			line := 0
			if rapid.Bool().Draw(t, "by line") {
				line = rapid.SampledFrom(must(l.Decisions())).Draw(t, "which").Line
			}
			if _, err := l.Undo(line); err != nil {
				t.Fatal(err)
			}
		}
		if data, _ := l.decisions(); len(data) > 0 {
			t.Fatalf("left after undoing all: %q", data)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// anyDecision draws a decision of any kind.
func anyDecision(t *rapid.T, word *rapid.Generator[string]) Decision {
	some := func(label string, least, most int) []string {
		return rapid.SliceOfN(word, least, most).Draw(t, label)
	}
	maybe := func(label string) string { return rapid.OneOf(rapid.Just(""), word).Draw(t, label) }
	a := rapid.SampledFrom(actions).Draw(t, "action")
	d := Decision{Do: a.do, Because: maybe("because")}
	switch a.do {
	case Merge:
		d.Names, d.In = some("names", 2, 4), some("in", 0, 1)
	case Split:
		d.Names, d.Parts, d.In, d.To = some("name", 1, 1), some("parts", 1, 2), some("in", 1, 2), maybe("into")
		if rapid.Bool().Draw(t, "mentions") {
			d.Mentions, d.Quote = some("mentions", 1, 2), maybe("quote")
		}
	case Rename, Type:
		d.Names, d.To, d.In = some("name", 1, 1), some("to", 1, 1)[0], some("in", 0, 1)
	default:
		d.Names, d.In, d.Quote = some("claim", 3, 3), some("in", 1, 1), some("quote", 1, 1)[0]
		d.Status = rapid.SampledFrom(append([]string{""}, statuses...)).Draw(t, "status")
	}
	return d
}

// Whoever knows the line takes back the decision that stands there, and no other.
func TestUndoByLine(t *testing.T) {
	const file = "# ours\n- merge: [A, B]\n  because: so\n\n- rename: A\n  to: C\n# end\n"
	for _, test := range []struct {
		line        int
		gone, after string
	}{
		{0, "rename: A", "# ours\n- merge: [A, B]\n  because: so\n\n# end\n"},
		{6, "rename: A", "# ours\n- merge: [A, B]\n  because: so\n\n# end\n"},
		{2, "merge: [A, B]", "# ours\n- rename: A\n  to: C\n# end\n"},
		{3, "merge: [A, B]", "# ours\n- rename: A\n  to: C\n# end\n"},
		{1, "there is no decision to undo on line 1", file},
		{7, "there is no decision to undo on line 7", file},
	} {
		l := must(Memory(Settings{}))
		if err := l.files.write(decisionsFile, []byte(file)); err != nil {
			t.Fatal(err)
		}
		d, err := l.Undo(test.line)
		got := d.String()
		if err != nil {
			got = err.Error()
		}
		if got != test.gone {
			t.Errorf("line %d: took back %s, want %s", test.line, got, test.gone)
		}
		if after, _ := l.decisions(); string(after) != test.after {
			t.Errorf("line %d left\n%s\nwant\n%s", test.line, after, test.after)
		}
	}
}
