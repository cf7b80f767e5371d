package resolve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/schema"
)

var conflict = func() *schema.Schema {
	s, err := schema.Load("conflict")
	if err != nil {
		panic(err)
	}
	return s
}()

// whoIsWho writes, for each document, which entities those of a name are, and
// then what is known of why: "+" for what was joined, "-" for what was not, ">"
// for whom a seat stands for.
func whoIsWho(name string, docs []*Summary, decisions ...ledger.Decision) string {
	m := All(docs, conflict, decisions)
	number := map[string]string{}
	var b strings.Builder
	for i, d := range docs {
		number[d.ID] = fmt.Sprint(i + 1)
		var ids []string
		for j := range d.Entities {
			if strings.HasSuffix(d.Entities[j].Name, name) {
				ids = append(ids, m.IDs(d.ID)[j])
			}
		}
		fmt.Fprintf(&b, "%d: %s\n", i+1, strings.Join(ids, ", "))
	}
	for _, e := range m.Entities() {
		for _, r := range e.Joined {
			var in []string
			for _, d := range r.Documents {
				in = append(in, number[d])
			}
			fmt.Fprintf(&b, "+ %s = %s: %s [%s] %s\n", r.Name, r.With, r.Rule, strings.Join(in, " "), strings.Join(r.Company, ", "))
		}
		for _, r := range e.Apart {
			fmt.Fprintf(&b, "- %s, %s: %s, %s\n", e.ID, r.With, r.Rule, r.Note)
		}
		for _, s := range e.StandsFor {
			fmt.Fprintf(&b, "> %s, %s\n", e.ID, s)
		}
	}
	return b.String()
}

func TestNamesakes(t *testing.T) {
	for _, test := range []struct {
		says string
		name string
		docs []*Summary
		want string
	}{
		{
			"Georgia of Tbilisi is the country, Georgia of Atlanta the state; who nothing tells is the country, and Kemp tells of the state",
			"Georgia",
			[]*Summary{
				docOf(1, "Georgia : Country", "Tbilisi : City", "Saakashvili : Person", "Russia : Country", "United States : Country"),
				docOf(2, "Georgia : Country", "Atlanta : City", "Brian Kemp : Person", "United States : Country"),
				docOf(3, "Georgia : Country", "Ohio : Region", "Arizona : Region", "Ukraine : Country"),
				docOf(4, "Georgia : Country", "Russia : Country", "Washington : City"),
				docOf(5, "Georgia : Country", "Brian Kemp : Person"),
				docOf(6, "Georgia : Country", "South Ossetia : Region"),
			},
			"1: georgia\n2: georgia-united-states\n3: georgia-united-states\n4: georgia\n5: georgia-united-states\n6: georgia\n" +
				"- georgia, georgia-united-states: company, Caucasus, not United States\n" +
				"- georgia-united-states, georgia: company, United States, not Caucasus\n" +
				"> tbilisi, georgia\n> washington, united-states\n",
		},
		{
			"Georgia taken for a woman is a place where the document's places say so",
			"Georgia",
			[]*Summary{
				docOf(1, "Georgia : Person", "Atlanta : City"),
				docOf(2, "Georgia : Person", "Georgia : Country", "Tbilisi : City"),
				docOf(3, "Georgia : Person", "London : City"),
			},
			"1: georgia-united-states\n2: georgia-place, georgia-place\n3: georgia\n" +
				"- georgia-place, georgia-united-states: company, Caucasus, not United States\n" +
				"- georgia-united-states, georgia-place: company, United States, not Caucasus\n" +
				"> tbilisi, georgia-place\n",
		},
		{
			"where documents speak of one Georgia only, it is held apart from none",
			"Georgia",
			[]*Summary{docOf(1, "Georgia : Country", "Tbilisi : City"), docOf(2, "Georgia : Country")},
			"1: georgia\n2: georgia\n> tbilisi, georgia\n",
		},
		{
			"Johnson is the one whose company the document keeps",
			"Johnson",
			[]*Summary{
				docOf(1, "Boris Johnson : Person = Johnson", "Conservative Party : PoliticalParty", "London : City"),
				docOf(2, "Lyndon Johnson : Person = Johnson", "Vietnam : Country", "White House : Government"),
				docOf(3, "Johnson : Person", "Conservative Party : PoliticalParty"),
				docOf(4, "Johnson : Person", "Hanoi : City", "Vietnam : Country"),
				docOf(5, "Johnson : Person", "Berlin : City"),
			},
			"1: boris-johnson\n2: lyndon-johnson\n3: boris-johnson\n4: lyndon-johnson\n5: johnson\n" +
				"+ Johnson = Boris Johnson: company [3] Conservative Party\n" +
				"> hanoi, vietnam\n" +
				"- johnson, boris-johnson: doubt, \n- johnson, lyndon-johnson: doubt, \n" +
				"+ Johnson = Lyndon Johnson: company [4] Vietnam\n",
		},
		{
			"a document that names both Johnsons leaves open whom it means by Johnson",
			"Johnson",
			[]*Summary{docOf(1, "Boris Johnson : Person", "Mike Johnson : Person", "Johnson : Person", "London : City")},
			"1: boris-johnson, mike-johnson, johnson\n- johnson, boris-johnson: doubt, \n- johnson, mike-johnson: doubt, \n",
		},
		{
			"the only Putin is meant by the surname, though no document says both",
			"Putin",
			[]*Summary{docOf(1, "Vladimir Putin : Person"), docOf(2, "Putin : Person x3")},
			"1: vladimir-putin\n2: vladimir-putin\n+ Putin = Vladimir Putin: surname [] \n",
		},
		{
			"a Smith is not the only other Smith, unless the company is his",
			"Smith",
			[]*Summary{
				docOf(1, "Adam Smith : Person", "Glasgow : City"),
				docOf(2, "Smith : Person", "Sydney : City"),
				docOf(3, "Smith : Person", "Glasgow : City"),
			},
			"1: adam-smith\n2: smith\n3: adam-smith\n+ Smith = Adam Smith: company [3] Glasgow\n- smith, adam-smith: doubt, \n",
		},
		{
			"a Putin of whom other things are said, in other company, is another",
			"Putin",
			[]*Summary{
				docOf(1, "Vladimir Putin : Person | president > Russia", "Russia : Country"),
				docOf(2, "Putin : Person | baker > Canada", "Canada : Country"),
			},
			"1: vladimir-putin\n2: putin\n- putin, vladimir-putin: company, canada, baker\n",
		},
		{
			"two John Smiths of different roles and company; who says nothing is neither",
			"John Smith",
			[]*Summary{
				docOf(1, "John Smith : Person | American footballer", "Boston : City"),
				docOf(2, "John Smith : Person | Australian minister", "Sydney : City"),
				docOf(3, "John Smith : Person", "Sydney : City", "Perth : City"),
				docOf(4, "John Smith : Person", "Perth : City"),
				docOf(5, "John Smith : Person", "Oslo : City"),
			},
			"1: john-smith-footballer\n2: john-smith\n3: john-smith\n4: john-smith\n5: john-smith-unclear\n" +
				"- john-smith, john-smith-footballer: company, australia, minister, not united states, footballer\n" +
				"- john-smith, john-smith-unclear: company, australia, minister\n" +
				"- john-smith-footballer, john-smith: company, united states, footballer, not australia, minister\n" +
				"- john-smith-footballer, john-smith-unclear: company, united states, footballer\n" +
				"- john-smith-unclear, john-smith: company, not australia, minister\n" +
				"- john-smith-unclear, john-smith-footballer: company, not united states, footballer\n",
		},
		{
			"one office and two countries are two men, though both meet the Americans",
			"John Smith",
			[]*Summary{
				docOf(1, "John Smith : Person | minister > Jamaica", "Jamaica : Country", "United States : Country"),
				docOf(2, "John Smith : Person | minister > Australia", "Australia : Country", "United States : Country"),
			},
			"1: john-smith-minister\n2: john-smith\n" +
				"- john-smith, john-smith-minister: company, australia, minister, not jamaica, minister\n" +
				"- john-smith-minister, john-smith: company, jamaica, minister, not australia, minister\n",
		},
		{
			"one who changes his office keeps his company, and is one",
			"Rishi Sunak",
			[]*Summary{
				docOf(1, "Rishi Sunak : Person | chancellor", "London : City"),
				docOf(2, "Rishi Sunak : Person | prime minister", "London : City"),
			},
			"1: rishi-sunak\n2: rishi-sunak\n",
		},
		{
			"an acronym finds the name whose letters it has, if they keep company and the schema knows no other",
			"NRA",
			[]*Summary{
				docOf(1, "Northern Rescue Army : ArmedGroup", "Skopje : City"),
				docOf(2, "NRA : ArmedGroup", "Skopje : City"),
				docOf(3, "PLO : Organization", "Ohio : Region"),
				docOf(4, "Public Library of Ohio : Organization", "Ohio : Region"),
			},
			"1: \n2: northern-rescue-army\n3: \n4: \n" +
				"+ NRA = Northern Rescue Army: acronym [] Skopje\n",
		},
		{
			"the first of two names may be the one that he goes by, where it is not everybody's",
			"Abiy",
			[]*Summary{docOf(1, "Abiy Ahmed : Person = Abiy"), docOf(2, "Abiy : Person")},
			"1: \n2: abiy-ahmed\n+ Abiy = Abiy Ahmed: alias [1] \n",
		},
		{
			"seats of government stay what they are and point to whom they stand for",
			"Moscow",
			[]*Summary{
				docOf(1, "Moscow : City", "Kremlin : Government", "Brussels : City", "White House : Government"),
				docOf(2, "Russia : Country", "European Union : InternationalOrganization", "Moscow : City"),
			},
			"1: moscow\n2: moscow\n> brussels, european-union\n> kremlin, russia\n> moscow, russia\n",
		},
	} {
		t.Run(test.says, func(t *testing.T) {
			if diff := cmp.Diff(test.want, whoIsWho(test.name, test.docs)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMergeEndsWhatWasHeldApart(t *testing.T) {
	docs := []*Summary{
		docOf(1, "John Smith : Person | American footballer", "Kremlin : Government"),
		docOf(2, "John Smith : Person | Australian minister", "Russia : Country"),
	}
	got := whoIsWho("John Smith", docs, merge("john-smith", "john-smith-footballer"), merge("Russia", "Kremlin"))
	want := "1: john-smith\n2: john-smith\n+ John Smith = John Smith: decision [] \n+ Kremlin = Russia: decision [] \n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
