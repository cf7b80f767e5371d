package resolve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// decided draws decisions about the entities of a corpus.
func decided(t *rapid.T) []ledger.Decision {
	name := rapid.SampledFrom([]string{"IS-K", "ISIS", "Islamic State", "Phoenix", "FSB", "Johnson", "Boris Johnson", "Georgia", "Omega", "johnson-2"})
	in := rapid.SliceOfN(rapid.SampledFrom([]string{"0.txt", "1.txt", "2.txt"}), 0, 2)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) ledger.Decision {
		d := ledger.Decision{Names: []string{name.Draw(t, "name")}}
		switch d.Do = rapid.SampledFrom([]ledger.Action{ledger.Merge, ledger.Split, ledger.Rename, ledger.Type}).Draw(t, "do"); d.Do {
		case ledger.Merge:
			d.Names, d.In = append(d.Names, name.Draw(t, "other")), in.Draw(t, "in")
		case ledger.Split:
			d.Parts, d.In = []string{name.Draw(t, "part")}, in.Draw(t, "in")
			d.To = rapid.SampledFrom([]string{"", "Omega", "Phoenix"}).Draw(t, "into")
		case ledger.Rename:
			d.To = name.Draw(t, "to")
		default:
			d.To = rapid.SampledFrom([]string{"Person", "City", "Nonsense"}).Draw(t, "type")
		}
		return d
	}), 0, 4).Draw(t, "decisions")
}

func TestDecisions(t *testing.T) {
	groups := []*Summary{docOf(1, "Islamic State : ArmedGroup = IS-K"), docOf(2, "IS-K : ArmedGroup"), docOf(3, "ISIS-K : ArmedGroup")}
	for _, test := range []struct {
		name      string
		docs      []*Summary
		decisions []ledger.Decision
		want      string
	}{
		{
			"a name is another one's",
			[]*Summary{docOf(1, "Boris Zonson : Person x3"), docOf(2, "Zonson : Person")}, // whom only the surname joins
			[]ledger.Decision{{Do: ledger.Split, Names: []string{"Boris Zonson"}, Parts: []string{"Zonson"}}},
			"boris-zonson \nzonson \nboris-zonson: Boris Zonson (Person) \nzonson: Zonson (Person) \n",
		},
		{
			"what one document means is another one",
			[]*Summary{docOf(1, "Georgia : Place x3"), docOf(2, "Georgia : Place")},
			[]ledger.Decision{{Do: ledger.Split, Names: []string{"Georgia"}, In: []string{"2.txt"}, To: "Georgia (state)"}},
			"georgia \ngeorgia-state \ngeorgia: Georgia (Place) \ngeorgia-state: Georgia (state) (Place) Georgia\n",
		},
		{
			"it is somebody who is there",
			[]*Summary{docOf(1, "Boris Zonson : Person x3"), docOf(2, "Zonson : Person"), docOf(3, "Ron Reid : Person")},
			[]ledger.Decision{{Do: ledger.Split, Names: []string{"Boris Zonson"}, Parts: []string{"Zonson"}, To: "Ron Reid"}},
			"boris-zonson \nron-reid \nron-reid \nboris-zonson: Boris Zonson (Person) \nron-reid: Ron Reid (Person) Zonson\n",
		},
		{
			"it is somebody who is there, and nobody joined them anyway",
			[]*Summary{docOf(1, "Boris Johnson : Person x3"), docOf(2, "Johnson : Person"), docOf(3, "Ron Reid : Person")},
			[]ledger.Decision{{Do: ledger.Split, Names: []string{"Boris Johnson"}, Parts: []string{"Johnson"}, To: "Ron Reid"}},
			"boris-johnson \nron-reid \nron-reid \nboris-johnson: Boris Johnson (Person) \nron-reid: Ron Reid (Person) Johnson\n",
		},
		{
			"namesakes are told apart by numbers",
			[]*Summary{docOf(1, "Acme : Company"), docOf(2, "Acme : Company"), docOf(3, "Acme : Company")},
			[]ledger.Decision{
				{Do: ledger.Split, Names: []string{"acme"}, In: []string{"2.txt"}},
				{Do: ledger.Split, Names: []string{"acme"}, In: []string{"3.txt"}},
				{Do: ledger.Rename, Names: []string{"acme-2"}, To: "Acme of Ohio"},
				{Do: ledger.Type, Names: []string{"Acme of Ohio"}, To: "Organization"},
			},
			"acme \nacme-2 \nacme-3 \nacme: Acme (Company) \nacme-2: Acme of Ohio (Organization) Acme\nacme-3: Acme (Company) \n",
		},
		{
			"the schema's own name goes with whom it means",
			groups[1:],
			[]ledger.Decision{merge("IS-K", "ISIS-K"), {Do: ledger.Rename, Names: []string{"ISIS-K"}, To: "ISKP"}},
			"is-k \nis-k \nis-k: ISKP (ArmedGroup) IS-K, ISIS-K, Islamic State-Khorasan\n",
		},
		{
			"some of what a name means is merged",
			[]*Summary{docOf(1, "Boris Johnson : Person"), docOf(2, "BoJo : Person"), docOf(3, "BoJo : Person")},
			[]ledger.Decision{{Do: ledger.Merge, Names: []string{"Boris Johnson", "BoJo"}, In: []string{"3.txt"}}},
			"boris-johnson \nbojo \nboris-johnson \nbojo: BoJo (Person) \nboris-johnson: Boris Johnson (Person) BoJo\n",
		},
		{
			"what some documents only describe is merged",
			[]*Summary{docOf(1, "IS-K : ArmedGroup", "~group : Organization"), docOf(2, "~group : Organization")},
			[]ledger.Decision{{Do: ledger.Merge, Names: []string{"IS-K", "the group"}, In: []string{"1.txt"}}},
			"is-k is-k \ngroup-local \nis-k: IS-K (ArmedGroup) ISIS-K, Islamic State-Khorasan, group\n",
		},
		{
			"a merge and its undoing by a split",
			[]*Summary{docOf(1, "Acme : Company"), docOf(2, "Bolt : Company")},
			[]ledger.Decision{merge("Acme", "Bolt"), {Do: ledger.Split, Names: []string{"Acme"}, Parts: []string{"Bolt"}}},
			"acme \nbolt \nacme: Acme (Company) \nbolt: Bolt (Company) \n",
		},
		{
			"what is only described, by its words and document",
			[]*Summary{docOf(1, "~gunmen : Person", "Acme : Company"), docOf(2, "~gunmen : Person", "~gunmen : Person")},
			[]ledger.Decision{
				{Do: ledger.Rename, Names: []string{"the gunmen"}, In: []string{"1.txt"}, To: "Riders"},
				{Do: ledger.Type, Names: []string{"gunmen"}, In: []string{"1.txt"}, To: "ArmedGroup"},
				{Do: ledger.Type, Names: []string{"gunmen"}, In: []string{"2.txt"}, To: "ArmedGroup"},
				{Do: ledger.Type, Names: []string{"Acme"}, In: []string{"1.txt"}, To: "City"},
			},
			"gunmen-local acme \ngunmen-local gunmen-2-local \nacme: Acme (Company) \n" +
				"gunmen-2-{2}: gunmen (Person) \ngunmen-{2}: gunmen (Person) \ngunmen-{1}: Riders (ArmedGroup) gunmen\n" +
				"! type: gunmen in 2.txt: \"gunmen\" could be gunmen-2-{2} or gunmen-{2}\n" +
				"! type: Acme in 1.txt: nothing is called \"Acme\"\n",
		},
		{
			"it is another one already",
			[]*Summary{docOf(1, "Acme : Company"), docOf(2, "Bolt : Company")},
			[]ledger.Decision{{Do: ledger.Split, Names: []string{"Acme"}, Parts: []string{"Bolt"}}},
			"acme \nbolt \nacme: Acme (Company) \nbolt: Bolt (Company) \n",
		},
		{
			"what cannot be followed is told",
			[]*Summary{docOf(1, "Acme : Company"), docOf(2, "Bolt : Company")},
			[]ledger.Decision{
				{Do: ledger.Split, Names: []string{"Acme"}, Parts: []string{"Acne"}},
				{Do: ledger.Split, Names: []string{"Acme"}, Parts: []string{"Acme"}},
				{Do: ledger.Split, Names: []string{"Acme"}, In: []string{"2.txt"}},
				{Do: ledger.Type, Names: []string{"Acme"}, To: "Compny"},
				{Do: ledger.Rename, Names: []string{"Acne"}, To: "Acme"},
				{Do: ledger.Reject, Names: []string{"Acme", "owns", "Bolt"}, In: []string{"9.txt"}},
				{Do: ledger.Reject, Names: []string{"Acme", "owns", "a bank"}, In: []string{"1.txt"}},
				{Do: ledger.Reject, Names: []string{"Acne", "owns", "Bolt"}, In: []string{"1.txt"}},
				{Do: ledger.Reject, Names: []string{"Xylophone", "owns", "Bolt"}},
				{Do: ledger.Merge, Names: []string{"Acme", "Bolt"}, In: []string{"1.txt"}},
			},
			"acme \nbolt \nacme: Acme (Company) \nbolt: Bolt (Company) \n" +
				"! split: Acme: nothing that is meant by it is called so\n" +
				"! split: Acme: nothing would be left of it\n" +
				"! split: Acme in 2.txt: it is not spoken of there\n" +
				"! type: Acme: the schema has no type \"Compny\"\n" +
				"! rename: Acne: nothing is called \"Acne\"\n" +
				"! reject: [Acme, owns, Bolt] in 9.txt: there is no document \"9.txt\"\n" +
				"! reject: [Acme, owns, a bank] in 1.txt: no claim that was read is like that\n" +
				"! reject: [Acne, owns, Bolt] in 1.txt: nothing there is called \"Acne\": is \"Acme\" meant?\n" +
				"! reject: [Xylophone, owns, Bolt]: nothing there is called \"Xylophone\"\n" +
				"! merge: [Acme, Bolt] in 1.txt: nothing is called \"Bolt\" there\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := short(All(test.docs, testSchema, test.decisions), test.docs...)
			for i, d := range test.docs {
				got = strings.ReplaceAll(got, d.ID[:localDigits], fmt.Sprintf("{%d}", i+1))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Both that are held apart tell of it, with the reason.
func TestSplitIsTold(t *testing.T) {
	docs := []*Summary{docOf(1, "Acme : Company"), docOf(2, "Acme : Company")}
	m := All(docs, testSchema, []ledger.Decision{{Do: ledger.Split, Names: []string{"Acme"}, In: []string{"2.txt"}, Because: "of Ohio"}})
	for id, other := range map[string]string{"acme": "acme-2", "acme-2": "acme"} {
		want := []graph.Reason{{Name: "Acme", With: other, Rule: graph.ByDecision, Note: "of Ohio"}}
		if diff := cmp.Diff(want, m.Entity(id).Apart); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
}
