package schema

import (
	"regexp"
	"strings"
	"testing"
)

// TestTriggersReadBack writes every trigger of the built-in schemas and reads
// what was written.
func TestTriggersReadBack(t *testing.T) {
	for _, name := range Builtin() {
		s, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		b.WriteString("extends: " + name + "\nrelations:\n  x:\n    triggers:\n")
		var want []Trigger
		for _, r := range s.Relations {
			for _, trigger := range r.Triggers {
				b.WriteString("      - " + trigger.String() + "\n")
				want = append(want, trigger)
			}
		}
		again, err := Parse("x.yaml", []byte(b.String()), nil)
		if err != nil {
			t.Fatal(err)
		}
		got := again.Relation("x").Triggers
		for i := range got {
			got[i].Line, got[i].File = 0, ""
			want[i].Line, want[i].File = 0, ""
		}
		equal(t, got, want)
	}
}

func TestTriggerIsShownShort(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"verb: oppose", "{verb: [oppose]}"},
		{"verb: [fight], subj: subject, with: object", "{verb: [fight], with: object}"},
		{"noun: [foe], of: object, poss: object", "{noun: [foe]}"},
		{"event: [raid], by: subject, on: object", "{event: [raid], on: object}"},
		{"verb: [claim], takes: [credit], for: object, status: reported", "{verb: [claim], takes: [credit], for: object, status: reported}"},
		{"prep: ['because, of'], obj: subject, subj: object", `{prep: ["because, of"], subj: object, obj: subject}`},
	} {
		s := mustParse(t, "relations:\n  r:\n    triggers:\n      - "+c.yaml+"\n", nil)
		if got := s.Relation("r").Triggers[0].String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.yaml, got, c.want)
		}
	}
}

const shown = `
schema my: 3 entity types, 1 relations, 1 names

entity types
  Agent                      somebody who acts
    Group                    several
  Place

relations
  opposes: Agent -> any
      says: is against
      is: symmetric
      verb: [oppose]
      verb: [fight], with: object
      maps: plover DISAPPROVE, REJECT; re3d Dislikes

names
  Group                      1
`

const showSource = `
entities:
  Group: {is: Agent, says: "several", nouns: [band]}
  Agent: {says: "somebody who acts"}
  Place:
relations:
  opposes:
    from: Agent
    says: "is against"
    symmetric: true
    maps: {re3d: Dislikes, plover: [DISAPPROVE, REJECT]}
    triggers:
      - verb: [oppose]
      - verb: [fight], with: object
names:
  - {name: IS-K, type: Group, aliases: [ISKP]}
`

func TestShow(t *testing.T) {
	s := mustParse(t, showSource, nil)
	for _, c := range []struct {
		ids  []string
		want string
	}{
		{nil, strings.TrimPrefix(shown, "\n")},
		{[]string{"Group"}, "  Group\n      says: several\n      is: Agent\n      nouns: band\n"},
		{[]string{"Agent", "ISKP"}, "  Agent\n      says: somebody who acts\n      below it: Group\n  IS-K: Group\n      aliases: ISKP\n"},
	} {
		var b strings.Builder
		if err := s.Show(&b, c.ids...); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("%v:\n got %s\nwant %s", c.ids, b.String(), c.want)
		}
	}
	err := s.Show(&strings.Builder{}, "oposes")
	if want := `schema my has no type, relation or name "oposes"; did you mean "opposes"?`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestStarterLoads takes the starter file as it is, and with its examples taken up.
func TestStarterLoads(t *testing.T) {
	example := regexp.MustCompile(`(?m)^#( {2,3}\S| {4,}(?:\S+:|- \{)| {6,}- )`)
	all := example.ReplaceAllStringFunc(Starter(), func(s string) string { return s[1:] })
	for _, text := range []string{Starter(), all} {
		s, err := Parse("starter.yaml", []byte(text), nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if s.Relation("opposes") == nil {
			t.Error("the starter does not extend conflict")
		}
		if text == all && (s.Type("Pipeline") == nil || len(s.Relation("ships-to").Triggers) != 7) {
			t.Errorf("examples were not taken up:\n%s", text)
		}
	}
}
