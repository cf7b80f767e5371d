package infer

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

const relations = `
name: test
entities:
  Agent: {says: "somebody"}
  Person: {is: Agent}
  Group: {is: Agent}
  Place: {says: "somewhere"}
  Country: {is: Place}
relations:
  allied-with: {from: [Agent, Country], to: [Agent, Country], says: "is an ally of", symmetric: true}
  child-of: {from: [Person], to: [Person], says: "has as a parent", inverse: parent-of}
  parent-of: {from: [Person], to: [Person], says: "has as a child"}
  located-in: {from: [Place, Agent], to: [Place], says: "lies within", transitive: true}
  part-of: {from: [Agent, Place], to: [Agent, Place], says: "belongs to", transitive: true, inverse: has-part}
  has-part: {says: "consists of"}
  same-as: {says: "is", symmetric: true, transitive: true}
  opposes: {says: "is against"}
`

func testSchema(t testing.TB) *schema.Schema {
	t.Helper()
	s, err := schema.Parse("test.yaml", []byte(relations), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// types are those of the entities that tests speak of; what is not listed is a
// place.
var types = map[string]string{
	"Ann": "Person", "Bob": "Person", "Cat": "Person", "Army": "Group", "Brigade": "Group", "Platoon": "Group", "Alliance": "Group",
	"Russia": "Country", "France": "Country",
}

// claimsOf makes claims of lines such as "Kabul located-in Afghanistan 0.5
// 2001..2003 denied": subject, relation, object, and then a confidence, a time or a
// status. The n-th line is claim c<n>, from c00.
func claimsOf(lines ...string) []graph.Claim {
	var claims []graph.Claim
	for i, line := range lines {
		w := strings.Fields(line)
		argument := func(name string) *graph.Argument {
			kind := types[name]
			if kind == "" {
				kind = "Place"
			}
			return &graph.Argument{Entity: graph.Entity{ID: name, Name: name, Type: kind}}
		}
		c := graph.Claim{
			ID: fmt.Sprintf("c%02d", i), Subject: argument(w[0]), Relation: &w[1], Object: argument(w[2]),
			Status: graph.Asserted, Polarity: graph.Positive, Confidence: 0.9,
		}
		for _, word := range w[3:] {
			switch from, to, span := strings.Cut(word, ".."); {
			case span:
				c.Time = &graph.Time{Text: word, From: from, To: to}
			case word == "denied":
				c.Status, c.Polarity = graph.Denied, graph.Negative
			case slices.Contains(graph.Statuses, graph.Status(word)):
				c.Status = graph.Status(word)
			default:
				fmt.Sscan(word, &c.Confidence)
			}
		}
		claims = append(claims, c)
	}
	return claims
}

// short writes an inference as "A located-in C transitive c00+c01 0.81".
func short(i *graph.Inference) string {
	s := fmt.Sprintf("%s %s %s %s %s %g", i.Subject.ID, i.Relation, i.Object.ID, i.How, strings.Join(i.ClaimIDs(), "+"), i.Confidence)
	if i.Time != nil {
		s += " " + i.Time.From + ".." + i.Time.To
	}
	return s
}

func shorts(found []graph.Inference) []string {
	var all []string
	for i := range found {
		all = append(all, short(&found[i]))
	}
	return all
}

func TestInferences(t *testing.T) {
	s := testSchema(t)
	for _, test := range []struct {
		why    string
		claims []string
		want   []string
	}{
		{"an alliance holds both ways", []string{"Russia allied-with France"}, []string{"France allied-with Russia symmetric c00 0.9"}},
		{"what both texts say is not inferred", []string{"Russia allied-with France", "France allied-with Russia"}, nil},
		{"an inverse holds whichever of the two names the other", []string{"Ann child-of Bob", "Bob parent-of Cat 0.5"}, []string{
			"Bob parent-of Ann inverse c00 0.9", "Cat child-of Bob inverse c01 0.5",
		}},
		{"what lies in a part lies in the whole", []string{"Hall located-in Kabul", "Kabul located-in Afghanistan 0.8", "Afghanistan located-in Asia 0.5"}, []string{
			"Hall located-in Afghanistan transitive c00+c01 0.72", "Hall located-in Asia transitive c00+c01+c02 0.36",
			"Kabul located-in Asia transitive c01+c02 0.4",
		}},
		{"a chain that a text closes itself is said, and goes on", []string{"A located-in B", "B located-in C", "A located-in C 0.3", "C located-in D"}, []string{
			"A located-in D transitive c02+c03 0.27", "B located-in D transitive c01+c03 0.81",
		}},
		{"of chains the shortest counts, then the surest", []string{
			"A located-in B 0.5", "B located-in D", "A located-in C 0.6", "C located-in D", "A located-in X", "X located-in Y", "Y located-in D",
		}, []string{
			"A located-in D transitive c02+c03 0.54", "A located-in Y transitive c04+c05 0.81", "X located-in D transitive c05+c06 0.81",
		}},
		{"of claims of one statement the surest counts", []string{"A located-in B 0.5", "A located-in B 0.7", "B located-in C"}, []string{
			"A located-in C transitive c01+c02 0.63",
		}},
		{"nothing lies in itself", []string{"A located-in B", "B located-in A", "A allied-with A"}, nil},
		{"what is reported, possible or denied proves nothing", []string{
			"A located-in B", "B located-in C reported", "B located-in D possible", "B located-in E denied", "Russia allied-with France reported",
		}, nil},
		{"what a text denies is not inferred", []string{"A located-in B", "B located-in C", "A located-in C denied", "Russia allied-with France", "Russia allied-with France denied"}, nil},
		{"nor what it denies in other words", []string{"Ann child-of Bob", "Bob parent-of Ann denied", "A same-as B", "B same-as C", "C same-as A denied"}, []string{
			"B same-as A symmetric c02 0.9", "C same-as B symmetric c03 0.9",
		}},
		{"times that do not meet make no chain", []string{"Ann located-in Kabul 2001..2003", "Kabul located-in Realm 2004..2006"}, nil},
		{"times that meet do, and the inference holds in what they share", []string{"Ann located-in Kabul 2001..2003", "Kabul located-in Realm 2002-06..", "Realm located-in Asia"}, []string{
			"Ann located-in Asia transitive c00+c01+c02 0.729 2002-06-01..2003-12-31", "Ann located-in Realm transitive c00+c01 0.81 2002-06-01..2003-12-31",
			"Kabul located-in Asia transitive c01+c02 0.81 2002-06-01..",
		}},
		{"a less sure claim serves where the surer one is of another time", []string{
			"Ann located-in Kabul 2001..2003", "Ann located-in Kabul 0.5 2010..2011", "Kabul located-in Realm 2011..2012",
		}, []string{"Ann located-in Realm transitive c01+c02 0.45 2011-01-01..2011-12-31"}},
		{"a longer chain serves to go on where the shorter one is of another time", []string{
			"A located-in B 2001..2002", "A located-in X", "X located-in B", "B located-in C 2010..2011",
		}, []string{
			"A located-in C transitive c01+c02+c03 0.729 2010-01-01..2011-12-31", "X located-in C transitive c02+c03 0.81 2010-01-01..2011-12-31",
		}},
		{"an inverse is a link of a chain, and the chain has an inverse", []string{"Army has-part Brigade", "Platoon part-of Brigade"}, []string{
			"Army has-part Platoon transitive c00+c01 0.81", "Brigade has-part Platoon inverse c01 0.9",
			"Brigade part-of Army inverse c00 0.9", "Platoon part-of Army transitive c01+c00 0.81",
		}},
		{"being part of changes its meaning between kinds", []string{"Chechnya part-of Russia", "Russia part-of Alliance"}, []string{
			"Alliance has-part Russia inverse c01 0.9", "Russia has-part Chechnya inverse c00 0.9",
		}},
		{"domain and range hold for what is inferred", []string{"Army child-of Bob", "Hall parent-of Ann"}, nil},
		{"two names of one thing, of which each is another's", []string{"A same-as B", "C same-as B"}, []string{
			"A same-as C transitive c00+c01 0.81", "B same-as A symmetric c00 0.9", "B same-as C symmetric c01 0.9", "C same-as A transitive c01+c00 0.81",
		}},
		{"a relation that is nothing of the kind", []string{"Ann opposes Bob", "Bob opposes Cat", "Ann despises Bob"}, nil},
	} {
		found, left := New(claimsOf(test.claims...), s, nil).All()
		if diff := cmp.Diff(test.want, shorts(found)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.why, diff)
		}
		if left.Any() {
			t.Errorf("%s: left out %+v", test.why, left)
		}
	}
}

func TestMatch(t *testing.T) {
	e := New(claimsOf("Hall located-in Kabul", "Kabul located-in Afghanistan", "Afghanistan located-in Asia", "Russia allied-with France"), testSchema(t), nil)
	for _, test := range []struct{ subject, relation, object, want string }{
		{"Hall", "", "", "Hall in Afghanistan, Hall in Asia"},
		{"", "located-in", "Asia", "Hall in Asia, Kabul in Asia"},
		{"Hall", "located-in", "Asia", "Hall in Asia"},
		{"Hall", "opposes", "", ""},
		{"Nobody", "", "", ""},
		{"", "", "Nobody", ""},
	} {
		found, _ := e.Match(test.subject, test.relation, test.object)
		var got []string
		for _, i := range found {
			got = append(got, i.Subject.ID+" in "+i.Object.ID)
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%q %q %q: %q, want %q", test.subject, test.relation, test.object, got, test.want)
		}
	}
	about, _ := e.About("Kabul")
	if got := shorts(about); len(got) != 1 || got[0] != "Kabul located-in Asia transitive c01+c02 0.81" {
		t.Errorf("about Kabul: %q", got)
	}
}

func TestBounds(t *testing.T) {
	s := testSchema(t)
	chain := claimsOf("A located-in B", "B located-in C", "C located-in D", "D located-in E")
	found, left := New(chain, s, &Options{Hops: 3}).All()
	if len(found) != 5 || left.Long != 1 {
		t.Errorf("of at most 3 claims: %d inferences, %+v; want 5, one entity with longer chains", len(found), left)
	}
	found, left = New(chain, s, &Options{Max: 2}).All()
	if got := shorts(found); len(got) != 2 || left.Inferences != 4 || found[0].Hops() != 2 {
		t.Errorf("at most 2: %q, %+v; want the shortest two, 4 left out", got, left)
	}
	if found, left = New(chain, s, &Options{Steps: 1}).All(); len(found) != 3 || left.Unsearched != 3 {
		t.Errorf("with hardly a step: %q, %+v; want what begins at A alone", shorts(found), left)
	}
	var lines []string
	for i := range 4 {
		lines = append(lines, fmt.Sprintf("In%d located-in Hub", i), fmt.Sprintf("Hub located-in Out%d", i))
	}
	found, left = New(claimsOf(lines...), s, &Options{Hub: 3}).All()
	if len(found) > 0 || !slices.Equal(left.Hubs, []string{"Hub"}) {
		t.Errorf("through a hub: %d inferences, hubs %q", len(found), left.Hubs)
	}
	if found, left = New(claimsOf(lines...), s, nil).All(); len(found) != 16 || left.Any() {
		t.Errorf("through what is no hub: %d inferences, %+v", len(found), left)
	}
}

// TestManyClaims holds a hundred thousand claims, of which one entity has half, to
// seconds rather than minutes.
func TestManyClaims(t *testing.T) {
	var lines []string
	for i := range 50_000 {
		lines = append(lines, fmt.Sprintf("Village%d located-in Realm", i), fmt.Sprintf("Ann%d part-of Army%d", i, i/10))
	}
	for i := range 200 {
		lines = append(lines, fmt.Sprintf("Realm located-in World%d", i), fmt.Sprintf("A%d same-as A%d", i, i+1))
	}
	found, left := New(claimsOf(lines...), testSchema(t), nil).All()
	if !slices.Equal(left.Hubs, []string{"Realm"}) || left.Unsearched > 0 || len(found) < 50_000 {
		t.Errorf("%d inferences, %+v", len(found), left)
	}
	t.Logf("%d inferences, %+v", len(found), left)
}

func TestOneEngineServesMany(t *testing.T) {
	e := New(claimsOf("Hall located-in Kabul", "Kabul located-in Afghanistan", "Afghanistan located-in Asia"), testSchema(t), nil)
	want, _ := e.All()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				if got, _ := e.All(); !slices.Equal(shorts(got), shorts(want)) {
					t.Errorf("beside others it finds %q", shorts(got))
				}
			}
		})
	}
	wait.Wait()
}
