package resolve

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPackedEntitiesComeBack packs what others may speak of too, and whom persons
// belong to; what is only described stays behind.
func TestPackedEntitiesComeBack(t *testing.T) {
	locals := []Local{
		{Name: "IS-K", Type: "ArmedGroup", Scope: Named, Weight: 300, Aliases: []string{"ISKP", "ISIS-K"}, Links: []string{"wikidata:Q1"}},
		{Name: "gunmen", Type: "Person", Weight: 2},
		{Name: "Ann Lee", Type: "Person", Scope: Named, Weight: 1, Roles: []string{"senator"}, Of: []int{3, 99}},
		{Name: "country", Type: "Country", Weight: 1},
		{Name: "terrorism", Type: "Concept", Scope: Generic},
	}
	words := NewLexicon(nil, nil)
	packed := words.Pack(locals)
	again := NewLexicon(words.Entries(0)) // as an index keeps it
	w, err := worldOf(again, []Digest{{ID: "d", Packed: packed}}, func(*Digest) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	type entity struct {
		Index                 int32
		Name, Type            string
		Weight                int32
		Scope                 Scope
		Aliases, Links, Roles []string
		Of                    []string
	}
	text := func(words []int32) (out []string) {
		for _, x := range words {
			out = append(out, w.text(x))
		}
		return out
	}
	var got []entity
	for m := range w.ents {
		e, rest := w.ents[m], w.rest(member(m))
		x := entity{e.index, w.text(e.name), w.text(e.typ), e.weight, e.scope, text(rest.aliases), text(rest.links), text(rest.roles), nil}
		for _, o := range rest.of {
			x.Of = append(x.Of, w.text(w.ents[o].name))
		}
		got = append(got, x)
	}
	want := []entity{
		{0, "IS-K", "ArmedGroup", 300, Named, []string{"ISKP", "ISIS-K"}, []string{"wikidata:Q1"}, nil, nil},
		{2, "Ann Lee", "Person", 1, Named, nil, nil, []string{"senator"}, []string{"country"}},
		{3, "country", "Country", 1, Described, nil, nil, nil, nil},
		{4, "terrorism", "Concept", 0, Generic, nil, nil, nil, nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-packed +unpacked):\n%s", diff)
	}
	if len(packed) > 50 {
		t.Errorf("four entities take %d bytes", len(packed))
	}
}

// What is read of an index is checked: no bytes can make it fail but by an error.
func FuzzUnpack(f *testing.F) {
	words := NewLexicon(nil, nil)
	f.Add(words.Pack([]Local{{Name: "A", Type: "Person", Scope: Named, Aliases: []string{"B"}, Of: []int{1}}, {Name: "C", Split: "k"}}))
	f.Add("\x01\x01\x00\x00\x00\x00\xff")
	f.Add("")
	f.Fuzz(func(t *testing.T, packed string) {
		w, err := worldOf(words, []Digest{{ID: "d", Packed: packed}}, func(*Digest) bool { return false })
		if err != nil {
			return
		}
		r := newGroups(New(testSchema), w)
		r.list()
		r.form()
	})
}
