package brat

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

const sample = "IS-K attacked “Kabul\ncity”, the BBC said.\n"

func TestWriteAndRead(t *testing.T) {
	a := &Annotation{
		Spans: []Span{
			{Type: "ArmedGroup", Span: text.Span{Start: 0, End: 4}, Text: "IS-K"},
			{Type: "City", Span: text.Span{Start: 15, End: 25}, Text: "Kabul city", Note: "Kabul"},
		},
		Relations: []Relation{{Type: "attacked", From: 0, To: 1, Note: "reported by BBC"}},
	}
	var b strings.Builder
	if err := Write(&b, sample, a); err != nil {
		t.Fatal(err)
	}
	want := "T1\tArmedGroup 0 4\tIS-K\n" +
		"T2\tCity 15 20;21 25\tKabul city\n" +
		"#1\tAnnotatorNotes T2\tKabul\n" +
		"R1\tattacked Arg1:T1 Arg2:T2\n" +
		"#2\tAnnotatorNotes R1\treported by BBC\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	got, err := Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadPassesOver(t *testing.T) {
	got, err := Read(strings.NewReader("#1\tAnnotatorNotes T1\tfirst\r\nT1\tCity 0 2\tUr\r\n\nE1\tAttack:T1\nA1\tNegation E1\n*\tEquiv T1 T1\nN1\tReference T1 Q:1\tUr\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := &Annotation{
		Spans: []Span{{Type: "City", Span: text.Span{Start: 0, End: 2}, Text: "Ur", Note: "first"}},
		Left:  []Left{{4, "event"}, {5, "attribute"}, {6, "equivalence"}, {7, "normalization"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct{ ann, want string }{
		{"T1\tCity\tUr", `line 1: "City\tUr" is no span, as in "T1	ArmedGroup 0 4	IS-K"`},
		{"T1\tCity 2 1\tUr", `line 1: "2 1" are no places in a text`},
		{"T1\tCity 0 2;x\tUr", `line 1: "0 2;x" are no places in a text`},
		{"T1\tCity 0 2\tUr\nT1\tCity 0 2\tUr", "line 2: there is another T1 before it"},
		{"R1\tnear Arg1:T1 Arg2:T2", "line 1: there is no span T1"},
		{"R1\tnear T1 T2", "line 1: \"R1\\tnear T1 T2\" is no relation, as in \"R1\tattacked Arg1:T1 Arg2:T2\""},
		{"what", `line 1: "what" is no annotation`},
	} {
		_, err := Read(strings.NewReader(test.ann))
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\n got %v\nwant %s", test.ann, err, test.want)
		}
	}
}

func TestConf(t *testing.T) {
	s, err := schema.Parse("s.yaml", []byte(`
name: s
entities:
  Agent: {}
  Person: {is: Agent}
  Place: {}
relations:
  visited: {from: [Agent], to: [Place]}
  near: {symmetric: true}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := WriteConf(&b, s); err != nil {
		t.Fatal(err)
	}
	want := "[entities]\nAgent\n\tPerson\nPlace\n\n[relations]\n" +
		"visited\tArg1:Agent|Person, Arg2:Place\nnear\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric\n\n[events]\n\n[attributes]\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// Whatever is in a standoff file, it is read or answered with the line; and what was
// read comes back as it was written.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "T1\tCity 15 20;21 25\tKabul city\n#1\tAnnotatorNotes T1\tx\n", "T1\tA 0 1\tI\nR1\tr a:T1 b:T1\n", "E1\n", "*\t", "#\t", "T\t\t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := Read(strings.NewReader(s))
		if err != nil {
			var e *Error
			if !errors.As(err, &e) && !strings.Contains(err.Error(), "token too long") {
				t.Fatalf("an error of no type: %v", err)
			}
			return
		}
		for _, x := range a.Spans {
			if x.Span.End > len(sample)-4 || strings.ContainsAny(x.Type, " \t") {
				return // of another text
			}
		}
		var b strings.Builder
		if err := Write(&b, sample, a); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(strings.NewReader(b.String())); err != nil && a.Left == nil {
			t.Fatalf("written as\n%s\n%v", b.String(), err)
		}
	})
}
