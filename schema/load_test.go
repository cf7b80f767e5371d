package schema

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBuiltinSchemasLoad(t *testing.T) {
	for _, name := range Builtin() {
		s, err := Load(name)
		if err != nil {
			t.Fatalf("%s:\n%v", name, err)
		}
		if s.Name != name || s.Type("Person") == nil || s.Relation("located-in") == nil || len(s.Names) == 0 {
			t.Errorf("%s: %d types, %d relations, %d names", s.Name, len(s.Types), len(s.Relations), len(s.Names))
		}
		for i, typ := range s.Types {
			if typ.Parent != "" && slices.Index(s.Types, s.Type(typ.Parent)) > i {
				t.Errorf("%s: %s stands before its parent %s", name, typ.ID, typ.Parent)
			}
		}
	}
}

func TestFileExtendsWhatIsThere(t *testing.T) {
	s := mustParse(t, `
extends: their.yaml
entities:
  Militia: {is: Group}
  Group: {says: "people", nouns: [band, crew], maps: {ftm: Organization}}
relations:
  opposes:
    to: [Group, Idea]
    maps: {plover: REJECT}
    triggers:
      - verb: [campaign], against: object
  backs: {symmetric: false, inverse: opposes}
names:
  - {name: IS-K, type: Militia, aliases: [ISIS-K]}
  - {name: Moscow, aliases: [Moskva]}
`, map[string]string{"their.yaml": `
name: theirs
entities:
  Group: {says: "a group", nouns: [gang, band], maps: {ftm: Thing, re3d: Organisation}}
  Idea: {}
relations:
  opposes:
    from: [Group]
    to: [Group]
    says: "is against"
    maps: {plover: [DISAPPROVE]}
    triggers:
      - verb: [oppose]
  backs: {symmetric: true}
names:
  - {name: IS-K, type: Group, aliases: [ISKP], same: "wikidata:Q1"}
  - {name: Moscow, type: Idea, demonyms: [Muscovite], in: Russia}
`})
	if s.Name != "my" {
		t.Errorf("name %q, want that of the file", s.Name)
	}
	equal(t, s.Types, []*Type{
		{ID: "Group", Says: "people", Nouns: []string{"gang", "band", "crew"}, Maps: map[string][]string{"ftm": {"Thing", "Organization"}, "re3d": {"Organisation"}}},
		{ID: "Idea"},
		{ID: "Militia", Parent: "Group"},
	})
	equal(t, s.Relations, []*Relation{
		{
			ID: "opposes", From: []string{"Group"}, To: []string{"Group", "Idea"}, Says: "is against",
			Maps: map[string][]string{"plover": {"DISAPPROVE", "REJECT"}},
			Triggers: []Trigger{
				{Kind: Verb, Lemmas: []string{"oppose"}, Slots: map[string]Role{"subj": Subject, "obj": Object}, Line: 13, File: "their.yaml"},
				{Kind: Verb, Lemmas: []string{"campaign"}, Slots: map[string]Role{"subj": Subject, "against": Object}, Line: 11, File: "my.yaml"},
			},
		},
		{ID: "backs", Inverse: "opposes"},
	})
	equal(t, s.Names, []*Name{
		{Name: "IS-K", Type: "Militia", Aliases: []string{"ISKP", "ISIS-K"}, Same: []string{"wikidata:Q1"}},
		{Name: "Moscow", Type: "Idea", Aliases: []string{"Moskva"}, Demonyms: []string{"Muscovite"}, In: "Russia"},
	})
}

func TestNamesakesStayApart(t *testing.T) {
	s := mustParse(t, `
entities: {Land: {}, Person: {}}
names:
  - {name: Georgia, type: Land}
  - {name: Georgia, type: Land, in: United States}
  - {name: Georgia, type: Person}
`, nil)
	if len(s.Names) != 3 {
		t.Errorf("got %d names, want 3", len(s.Names))
	}
}

func TestGazetteerJoinsTheNames(t *testing.T) {
	s := mustParse(t, `
entities:
  Place:
  Country: {is: Place}
names:
  - {name: Russia, type: Country, aliases: [Rus]}
`, nil)
	var russia []*Name
	for _, n := range s.Names {
		if n.Name == "Russia" {
			russia = append(russia, n)
		}
		if n.Type == "City" {
			t.Fatalf("%s is a City, which the schema has not", n.Name)
		}
	}
	if len(russia) != 1 || russia[0].Aliases[0] != "Rus" || !slices.Contains(russia[0].Demonyms, "Russian") {
		t.Errorf("got %+v", russia)
	}
	if s := mustParse(t, "entities: {Place: {}}\n", nil); len(s.Names) != 0 {
		t.Errorf("a schema without countries has %d names", len(s.Names))
	}
}

func TestSlotsThatGoWithoutSaying(t *testing.T) {
	for _, c := range []struct{ trigger, want string }{
		{"{verb: attack}", "obj object, subj subject"},
		{"{verb: fight, with: object}", "subj subject, with object"},
		{"{verb: fight, on behalf of: object}", "on behalf of object, subj subject"},
		{"{verb: hire, subj: object, obj: subject}", "obj subject, subj object"},
		{"{verb: claim, takes: responsibility, for: object}", "for object, subj subject"},
		{"{verb: bear, obj: subject, in: object}", "in object, obj subject"},
		{"{noun: enemy}", "of object, poss object"},
		{"{noun: enemy, of: object}", "of object, poss object"},
		{"{noun: envoy, to: object}", "to object"},
		{"{noun: victim, of: subject}", "of subject, poss subject"},
		{"{event: attack, on: object}", "by subject, on object, poss subject"},
		{"{event: occupation}", "by subject, of object, poss subject"},
		{"{event: death, of: subject, in: object}", "by subject, in object, of subject, poss subject"},
		{"{adj: hostile}", "to object"},
		{"{adj: afraid, of: object}", "of object"},
		{"{prep: behind}", ""},
		{"{prep: [because of], subj: object, obj: subject}", "obj subject, subj object"},
	} {
		s := mustParse(t, "relations:\n  r:\n    triggers:\n      - "+c.trigger+"\n", nil)
		slots := s.Relation("r").Triggers[0].Slots
		var got []string
		for _, k := range sortedKeys(slots) {
			got = append(got, fmt.Sprint(k, " ", slots[k]))
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.trigger, got, c.want)
		}
	}
}

func TestBracesMayBeLeftOut(t *testing.T) {
	for _, c := range []struct{ bare, braced string }{
		{"verb: [fight, clash], with: object", "{verb: [fight, clash], with: object}"},
		{"verb: fight, with: object # in battle", "{verb: fight, with: object} # in battle"},
		{"with: object, verb: [fight]", "{with: object, verb: [fight]}"},
		{"verb: [\"don't\", 'break, up'], with: object", "{verb: [\"don't\", 'break, up'], with: object}"},
		{"verb: [fight,\n          clash], with: object\n      - {noun: foe}", "{verb: [fight,\n          clash], with: object}\n      - {noun: foe}"},
		{"verb: [fight]\n        with: object", "{verb: [fight], with: object}"},
		{"verb: [fight], with: object\r", "{verb: [fight], with: object}\r"},
	} {
		head := "relations:\n  r:\n    triggers:\n      - "
		got := mustParse(t, head+c.bare+"\n", nil)
		want := mustParse(t, head+c.braced+"\n", nil)
		equal(t, got.Relations, want.Relations)
	}
}

func TestWordsAreNotTruthValues(t *testing.T) {
	s := mustParse(t, "entities:\n  A: {nouns: [no, on, true, 1920, ~x]}\n", nil)
	equal(t, s.Type("A").Nouns, []string{"no", "on", "true", "1920", "~x"})
}

func TestMarksAndLineEnds(t *testing.T) {
	s := mustParse(t, "\ufeffentities:\r\n  A: {nouns: [x]}\r\n  B:\r\n    is: A\r\n", nil)
	equal(t, s.Types, []*Type{{ID: "A", Nouns: []string{"x"}}, {ID: "B", Parent: "A"}})
}

func TestDiamondIsReadOnce(t *testing.T) {
	s := mustParse(t, "extends: [a.yaml, b.yaml]\n", map[string]string{
		"a.yaml": "extends: c.yaml\n", "b.yaml": "extends: c.yaml\n",
		"c.yaml": "relations:\n  r: {triggers: [{verb: x}]}\n",
	})
	if n := len(s.Relation("r").Triggers); n != 1 {
		t.Errorf("got %d triggers, want 1", n)
	}
}

func TestLoadFromDisk(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("lab.yaml", "extends: conflict\nentities:\n  Lab: {is: Organization}\n")
	s, err := Load(write("mine.yaml", "extends: lab.yaml\nnames:\n  - {name: Acme Lab, type: Lab}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "mine" || !s.Is("Lab", "Agent") || s.Relation("opposes") == nil {
		t.Errorf("got %s without what it extends", s.Name)
	}
}

func TestFingerprint(t *testing.T) {
	print := func(text string) string { return mustParse(t, text, nil).Fingerprint() }
	a := print("name: n\nrelations:\n  r:\n    triggers:\n      - {verb: x}\n")
	if b := print("# a comment\nname: n\nrelations: {r: {triggers: [verb: [x]]}}\n"); a != b {
		t.Error("layout changes the fingerprint")
	}
	for _, other := range []string{
		"name: n\nrelations:\n  r:\n    triggers:\n      - {verb: y}\n",
		"name: n\nrelations:\n  r:\n    triggers:\n      - {verb: x, status: denied}\n",
		"name: n\nrelations:\n  r:\n    symmetric: true\n    triggers:\n      - {verb: x}\n",
		"name: n\nentities: {A: {}}\nrelations:\n  r:\n    triggers:\n      - {verb: x}\n",
	} {
		if print(other) == a {
			t.Errorf("the same fingerprint for\n%s", other)
		}
	}
}

func TestIndex(t *testing.T) {
	s := mustParse(t, base, nil)
	equal(t, s.Descendants("Agent"), []string{"Agent", "Person"})
	equal(t, s.Descendants("Nothing"), nil)
	for _, c := range []struct{ kind, word, want string }{
		{"relation", "oposes", "opposes"},
		{"relation", "Opposes", "opposes"},
		{"relation", "person", ""},
		{"type", "Persom", "Person"},
		{"type", "Xyzzy", ""},
	} {
		if got := s.Suggest(c.kind, c.word); got != c.want {
			t.Errorf("Suggest(%s, %s) = %q, want %q", c.kind, c.word, got, c.want)
		}
	}
}

func BenchmarkReadBuiltin(b *testing.B) {
	for b.Loop() {
		for _, s := range builtin {
			readYAML(s.name, s.data, &report{})
		}
	}
}

func mustParse(t *testing.T, text string, more map[string]string) *Schema {
	t.Helper()
	s, err := Parse("my.yaml", []byte(text), files(more))
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return s
}

// equal compares what is exported; no list is as good as an empty one.
func equal[T any](t *testing.T, got, want []T) {
	t.Helper()
	if len(got)+len(want) == 0 {
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
