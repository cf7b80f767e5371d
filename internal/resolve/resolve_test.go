package resolve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// testSchema is little but has a family tree and a few names.
var testSchema = func() *schema.Schema {
	s, err := schema.Parse("test.yaml", []byte(`
name: test
entities:
  Agent: {}
  Person: {is: Agent}
  Organization: {is: Agent}
  ArmedGroup: {is: Organization}
  Company: {is: Organization}
  People: {is: Agent}
  Place: {}
  City: {is: Place}
  Event: {}
  Concept: {}
relations: {}
names:
  - {name: IS-K, type: ArmedGroup, aliases: [ISIS-K, Islamic State-Khorasan], same: ["wikidata:Q1"]}
  - {name: Islamic State, type: ArmedGroup, aliases: [ISIS]}
`), nil)
	if err != nil {
		panic(err)
	}
	return s
}()

// docOf reads a document as tests write it, an entity a line:
//
//	IS-K : ArmedGroup x3 = ISKP, Islamic State-Khorasan   named, three mentions, two aliases
//	~gunmen : Person                                      only described
//	*terrorism : Concept                                  spoken of in general
//	John Smith : Person | senator > Ohio                  a senator, who belongs to Ohio, another line's
func docOf(n int, lines ...string) *Summary {
	d := &Summary{ID: hash(fmt.Sprint("document ", n), 64), Sources: []text.Source{{Name: fmt.Sprintf("%d.txt", n)}}}
	belongs := map[int]string{}
	for i, line := range lines {
		line, belongs[i], _ = strings.Cut(line, " > ")
		line, roles, _ := strings.Cut(line, " | ")
		line, aliases, _ := strings.Cut(line, " = ")
		name, typ, _ := strings.Cut(line, " : ")
		e := Local{Scope: Named, Weight: 1}
		typ, times, ok := strings.Cut(typ, " x")
		if ok {
			fmt.Sscan(times, &e.Weight)
		}
		e.Type = typ
		if rest, ok := strings.CutPrefix(name, "~"); ok {
			name, e.Scope = rest, Described
		} else if rest, ok := strings.CutPrefix(name, "*"); ok {
			name, e.Scope = rest, Generic
		}
		e.Name = name
		if aliases != "" {
			e.Aliases = strings.Split(aliases, ", ")
		}
		if roles != "" {
			e.Roles = strings.Split(roles, ", ")
		}
		d.Entities = append(d.Entities, e)
	}
	for i := range d.Entities {
		for j := range d.Entities {
			if d.Entities[j].Name == belongs[i] {
				d.Entities[i].Of = append(d.Entities[i].Of, j)
			}
		}
	}
	d.identify()
	return d
}

// short writes a mapping as tests read it.
func short(m *Mapping, docs ...*Summary) string {
	var b strings.Builder
	for _, d := range docs {
		for _, e := range m.Of(d) {
			fmt.Fprintf(&b, "%s ", strings.ReplaceAll(e.ID, d.ID[:localDigits], "local"))
		}
		b.WriteString("\n")
	}
	for _, e := range m.Entities() {
		fmt.Fprintf(&b, "%s: %s (%s) %s\n", e.ID, e.Name, e.Type, strings.Join(e.Aliases, ", "))
	}
	for _, p := range m.Problems {
		fmt.Fprintf(&b, "! %s\n", p)
	}
	return b.String()
}

func merge(names ...string) ledger.Decision {
	return ledger.Decision{Do: ledger.Merge, Names: names}
}

func TestAll(t *testing.T) {
	for _, test := range []struct {
		name      string
		docs      []*Summary
		decisions []ledger.Decision
		want      string
	}{
		{
			"one name in two documents, spelled differently",
			[]*Summary{docOf(1, "al-Shabaab : ArmedGroup"), docOf(2, "the Al Shabaab : Organization x3")},
			nil,
			"al-shabaab \nal-shabaab \nal-shabaab: the Al Shabaab (ArmedGroup) \n",
		},
		{
			"the schema's names",
			[]*Summary{docOf(1, "ISIS-K : Organization x5"), docOf(2, "Islamic State-Khorasan : ArmedGroup")},
			nil,
			"is-k \nis-k \nis-k: IS-K (ArmedGroup) ISIS-K, Islamic State-Khorasan\n",
		},
		{
			"an alias ties two documents",
			[]*Summary{docOf(1, "Federal Security Service : Organization = FSB"), docOf(2, "FSB : Organization x9")},
			nil,
			"fsb \nfsb \nfsb: FSB (Organization) Federal Security Service\n",
		},
		{
			"two Johnsons, and a third of whom only the surname is known",
			[]*Summary{docOf(1, "Boris Johnson : Person = Johnson"), docOf(2, "Mike Johnson : Person = Johnson"), docOf(3, "Johnson : Person")},
			nil,
			"boris-johnson \nmike-johnson \njohnson \n" +
				"boris-johnson: Boris Johnson (Person) Johnson\njohnson: Johnson (Person) \nmike-johnson: Mike Johnson (Person) Johnson\n",
		},
		{
			"a surname finds the only one, under the full name; a given name does not",
			[]*Summary{docOf(1, "Vladimir Putin : Person = Putin, Vladimir"), docOf(2, "Putin : Person x9", "Vladimir : Person")},
			nil,
			"vladimir-putin \nvladimir-putin vladimir \n" +
				"vladimir: Vladimir (Person) \nvladimir-putin: Vladimir Putin (Person) Putin, Vladimir\n",
		},
		{
			"a mistaken alias does not join what the schema holds apart",
			[]*Summary{docOf(1, "IS-K : ArmedGroup = Islamic State"), docOf(2, "ISIS : ArmedGroup")},
			nil,
			"is-k \nislamic-state \n" +
				"is-k: IS-K (ArmedGroup) ISIS-K, Islamic State, Islamic State-Khorasan\nislamic-state: Islamic State (ArmedGroup) ISIS\n",
		},
		{
			"one name for a town and a company",
			[]*Summary{docOf(1, "Phoenix : City x9"), docOf(2, "Phoenix : Company")},
			nil,
			"phoenix-place \nphoenix \nphoenix: Phoenix (Company) \nphoenix-place: Phoenix (City) \n",
		},
		{
			"descriptions stay at home, ideas travel",
			[]*Summary{docOf(1, "~gunmen : Person", "~gunmen : Person", "*terrorism : Concept"), docOf(2, "~gunmen : Person", "*terrorism : Concept")},
			nil,
			"gunmen-local gunmen-2-local terrorism \ngunmen-local terrorism \nterrorism: terrorism (Concept) \n",
		},
		{
			"names without letters, and of other scripts",
			[]*Summary{docOf(1, "!!! : Organization", "Москва : City", "東京 : City", "Łódź : City x2"), docOf(2, "Lodz : City")},
			nil,
			"e-e3b0c442-local moskva dong-jing lodz \nlodz \n" +
				"dong-jing: 東京 (City) \nlodz: Łódź (City) \nmoskva: Москва (City) \n",
		},
		{
			"merged by a person, across families and in the person's words",
			[]*Summary{docOf(1, "Kremlin : Place x9"), docOf(2, "Government of Russia : Organization"), docOf(3, "GoR : Organization")},
			[]ledger.Decision{merge("government of russia", "kremlin"), merge("GoR", "Kremlin"), merge("Kremlins", "GoR", "Kremlin")},
			"gor \ngor \ngor \ngor: GoR (Organization) Government of Russia, Kremlin\n" +
				"! merge: [Kremlins, GoR, Kremlin]: nothing is called \"Kremlins\"\n",
		},
		{
			"a decision that could mean two",
			[]*Summary{docOf(1, "Phoenix : City"), docOf(2, "Phoenix : Company", "Arizona : Place")},
			[]ledger.Decision{merge("Arizona", "Phoenix"), merge("Arizona", "phoenix-place")},
			"arizona \nphoenix arizona \narizona: Arizona (City) Phoenix\nphoenix: Phoenix (Company) \n" +
				"! merge: [Arizona, Phoenix]: \"Phoenix\" could be phoenix or phoenix-place\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := short(All(test.docs, testSchema, test.decisions), test.docs...)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMergeOfWhatIsOnlyDescribed(t *testing.T) {
	a, b := docOf(1, "~gunmen : Person"), docOf(2, "~attackers : Person", "IS-K : ArmedGroup")
	id := "gunmen-" + a.ID[:localDigits]
	m := All([]*Summary{a, b}, testSchema, []ledger.Decision{merge("IS-K", id)})
	if got := m.IDs(a.ID)[0]; got != "is-k" || len(m.Problems) > 0 {
		t.Errorf("%s is %s, problems %v; want it merged into is-k", id, got, m.Problems)
	}
}

func TestWhy(t *testing.T) {
	a, b := docOf(1, "Federal Security Service : Organization = FSB"), docOf(2, "FSB : Organization", "Lubyanka : Place")
	d := merge("FSB", "Lubyanka")
	d.Because = "metonym"
	m := All([]*Summary{a, b}, testSchema, []ledger.Decision{d})
	want := []graph.Reason{
		{Name: "FSB", With: "Federal Security Service", Rule: graph.ByAlias, Documents: []string{a.ID}},
		{Name: "Lubyanka", With: "Federal Security Service", Rule: graph.ByDecision, Note: "metonym"},
	}
	ids := m.Find("fsb")
	if len(ids) != 1 {
		t.Fatalf("Find = %v", ids)
	}
	if diff := cmp.Diff(want, m.Entity(ids[0]).Joined); diff != "" {
		t.Error(diff)
	}
}

func TestFold(t *testing.T) {
	for _, same := range [][]string{
		{"al qaeda", "Al-Qaeda", "the al‑Qaeda", "AL QAEDA"},
		{"us", "U.S.", "US"},
		{"obriens", "O'Brien’s"},
		{"cote divoire", "Côte d’Ivoire", "COTE D'IVOIRE"},
		{"москва", "Москва"},
		{"lodz", "Łódź"},
		{"", "!!!", ""},
	} {
		for _, s := range same[1:] {
			if got := Fold(s); got != same[0] {
				t.Errorf("Fold(%q) = %q, want %q", s, got, same[0])
			}
		}
	}
}

// corpus draws documents whose few names collide in every way.
func corpus(t *rapid.T) []*Summary {
	names := []string{
		"IS-K", "ISIS-K", "ISIS", "Islamic State", "Phoenix", "FSB", "Federal Security Service", "Johnson",
		"Boris Johnson", "Mike Johnson", "Boris", "Georgia", "Tbilisi", "Atlanta", "Ohio", "gunmen", "terrorism", "Ó", "o", "-", "the FSB", "K-9", "K 9",
	}
	types := []string{"Person", "Organization", "ArmedGroup", "City", "Country", "Place", "Concept", "", "Unknown"}
	docs := make([]*Summary, rapid.IntRange(0, 8).Draw(t, "documents"))
	for i := range docs {
		docs[i] = docOf(i)
		for range rapid.IntRange(0, 5).Draw(t, "entities") {
			docs[i].Entities = append(docs[i].Entities, Local{
				Name:    rapid.SampledFrom(names).Draw(t, "name"),
				Type:    rapid.SampledFrom(types).Draw(t, "type"),
				Aliases: rapid.SliceOfNDistinct(rapid.SampledFrom(names), 0, 3, rapid.ID).Draw(t, "aliases"),
				Links:   rapid.SliceOfN(rapid.SampledFrom([]string{"wikidata:Q1", "wikidata:Q2"}), 0, 1).Draw(t, "links"),
				Weight:  rapid.IntRange(1, 3).Draw(t, "weight"),
				Scope:   Scope(rapid.IntRange(0, 2).Draw(t, "scope")),
				Roles:   rapid.SliceOfN(rapid.SampledFrom([]string{"senator", "former footballer", "Iraqi general"}), 0, 1).Draw(t, "roles"),
				Of:      rapid.SliceOfN(rapid.IntRange(0, 4), 0, 1).Draw(t, "of"),
			})
		}
		docs[i].identify()
	}
	return docs
}

func TestOrderLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := corpus(t)
		s := rapid.SampledFrom([]*schema.Schema{testSchema, conflict}).Draw(t, "schema")
		decisions := append([]ledger.Decision{merge("FSB", "ISIS"), merge("Johnson", "Phoenix", "nobody")}, decided(t)...)
		want := All(docs, s, decisions)
		shuffled := slices.Clone(docs)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0)).Shuffle(len(docs), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		got := All(shuffled, s, decisions)
		if got, want := short(got, docs...), short(want, docs...); got != want {
			t.Fatalf("in another order:\n%s\nwant\n%s", got, want)
		}
		if diff := cmp.Diff(want.Entities(), got.Entities()); diff != "" {
			t.Fatalf("in another order, for other reasons:\n%s", diff)
		}
	})
}

func TestEveryEntityHasOneID(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := corpus(t)
		decisions := decided(t)
		m := All(docs, rapid.SampledFrom([]*schema.Schema{testSchema, conflict}).Draw(t, "schema"), decisions)
		seen := map[string]string{}
		for _, d := range docs {
			for i, e := range m.Of(d) {
				if e.ID == "" || strings.Trim(e.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
					t.Fatalf("ID %q", e.ID)
				}
				if len(decisions) > 0 { // a person may join what is only described with anything
					continue
				}
				if e.Local && seen[e.ID] != "" {
					t.Fatalf("two documents share %s", e.ID)
				}
				if e.Local != (d.Entities[i].Scope == Described) || e.Local == (m.IDs(d.ID)[i] != "") {
					t.Fatalf("%s: local %v", e.ID, e.Local)
				}
				if e.Local {
					seen[e.ID] = d.ID
				}
			}
		}
		for _, e := range m.Entities() {
			if got := m.Find(e.ID); len(got) != 1 || got[0] != e.ID {
				t.Fatalf("Find(%s) = %v", e.ID, got)
			}
		}
	})
}

func BenchmarkAll(b *testing.B) {
	docs := make([]*Summary, 10000)
	for i := range docs {
		docs[i] = docOf(i)
		for j := range 20 {
			n := (i*7 + j*j*31) % (500 + i)
			docs[i].Entities = append(docs[i].Entities, Local{
				Name: fmt.Sprintf("Person Number%d", n), Type: "Person", Scope: Named, Weight: 1 + j%3,
				Aliases: []string{fmt.Sprintf("Number%d", n)},
				Roles:   []string{[]string{"senator", "footballer", "general"}[(i+j)%3]},
			})
		}
		docs[i].Entities = append(docs[i].Entities,
			Local{Name: "Georgia", Type: "Country", Scope: Named}, Local{Name: []string{"Atlanta", "Tbilisi", "Oslo"}[i%3], Type: "City", Scope: Named},
			Local{Name: "Smith", Type: "Person", Scope: Named}, Local{Name: fmt.Sprintf("John%d Smith", i%50), Type: "Person", Scope: Named},
			Local{Name: fmt.Sprintf("Number%d", i%700), Type: "Person", Scope: Named})
		for j := range 30 {
			docs[i].Entities = append(docs[i].Entities, Local{Name: fmt.Sprintf("thing %d", j), Type: "Concept", Weight: 1})
		}
		docs[i].identify()
	}
	x := New(conflict)
	for b.Loop() {
		x.All(docs, nil)
	}
}
