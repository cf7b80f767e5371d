package resolve

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// ruledSchema has relations, which testSchema has not.
var ruledSchema = func() *schema.Schema {
	s, err := schema.Parse("ruled.yaml", []byte(`
name: ruled
entities:
  Agent: {}
  Person: {is: Agent}
  Organization: {is: Agent}
  ArmedGroup: {is: Organization}
  Place: {}
  Concept: {}
relations:
  attacked: {from: [Organization], to: [Place]}
  opposes: {from: [Agent], to: [Agent]}
  has-role: {from: [Person]}
names:
  - {name: IS-K, type: ArmedGroup, aliases: [ISIS-K]}
`), nil)
	if err != nil {
		panic(err)
	}
	return s
}()

// readText is a document of which somebody read two chains and two claims.
func readText() *text.Document {
	d := &text.Document{
		ID: hash("readText", 64), Text: "ISIS-K attacked\nKabul. The group opposes Iran, it is said. The group grows.",
		Sources: []text.Source{{Name: "a.txt", Origin: "texts/a.txt"}},
	}
	index := text.NewIndex(d.Text)
	for _, s := range []text.Span{{Start: 0, End: 22}, {Start: 23, End: 58}, {Start: 59, End: 75}} {
		d.Sentences = append(d.Sentences, text.Sentence{Span: s})
	}
	mention := func(sent, start, end, entity int, kind text.Kind) {
		d.Entities[entity].Mentions = append(d.Entities[entity].Mentions, len(d.Mentions))
		d.Mentions = append(d.Mentions, text.Mention{
			Sentence: sent, Span: text.Span{Start: start, End: end}, Text: index.Slice(text.Span{Start: start, End: end}),
			Kind: kind, Type: d.Entities[entity].Type, Entity: entity,
		})
	}
	d.Entities = []text.Entity{{Name: "ISIS-K", Type: "ArmedGroup"}, {Name: "Kabul", Type: "Place"}, {Name: "Iran", Type: "Place"}}
	mention(0, 0, 6, 0, text.Name)
	mention(0, 16, 21, 1, text.Name)
	mention(1, 23, 32, 0, text.Nominal)
	mention(1, 41, 45, 2, text.Name)
	mention(2, 59, 68, 0, text.Nominal)
	claim := func(sent, subject int, relation string, object int, status text.Status, start, end int) {
		d.Claims = append(d.Claims, text.Claim{
			Sentence: sent, Subject: subject, Relation: relation, Object: object, Speaker: -1, Place: -1, Status: status,
			Confidence: 0.5, Extractor: "rule", Rule: "test", Span: text.Span{Start: start, End: end},
		})
	}
	claim(0, 0, "attacked", 1, text.Asserted, 0, 21)
	claim(1, 2, "opposes", 3, text.Reported, 23, 45)
	return d
}

// told writes what became of a document: its claims and chains.
func told(d *text.Document, e Edited) string {
	var b strings.Builder
	name := func(m int) string {
		if m < 0 {
			return "-"
		}
		return d.Entities[d.Mentions[m].Entity].Name
	}
	claims := func(sign string, list []text.Claim) {
		for _, c := range list {
			object := name(c.Object)
			if c.Value != "" {
				object = c.Value
			}
			fmt.Fprintf(&b, "%s%s %s %s %s %.1f", sign, name(c.Subject), c.Relation+c.Open, object, c.Status, c.Confidence)
			if c.Negative {
				fmt.Fprint(&b, " negative")
			}
			if c.Judged != nil {
				fmt.Fprintf(&b, " %s %s", c.Judged.Verdict, c.Judged.Status)
			}
			b.WriteString("\n")
		}
	}
	claims("", d.Claims)
	claims("- ", e.Rejected)
	for _, entity := range d.Entities {
		var words []string
		for _, m := range entity.Mentions {
			words = append(words, d.Mentions[m].Text)
		}
		fmt.Fprintf(&b, "%s (%s): %s\n", entity.Name, entity.Type, strings.Join(words, ", "))
	}
	return b.String()
}

const (
	attackedLine = "ISIS-K attacked Kabul asserted 0.5\n"
	opposesLine  = "ISIS-K opposes Iran reported 0.5\n"
	chains       = "ISIS-K (ArmedGroup): ISIS-K, The group, The group\nKabul (Place): Kabul\nIran (Place): Iran\n"
)

func TestEdits(t *testing.T) {
	in := []string{"a.txt"}
	for _, test := range []struct {
		name string
		do   []ledger.Decision
		want string
		miss bool // that it cannot be followed
	}{
		{
			"a claim is accepted, by the schema's name for its subject and with a line end in the quotation",
			[]ledger.Decision{{Do: ledger.Accept, Names: []string{"IS-K", "attacked", "Kabul"}, In: in, Quote: "ISIS-K attacked Kabul"}},
			"ISIS-K attacked Kabul asserted 1.0 accepted asserted\n" + opposesLine + chains, false,
		},
		{
			"a reported claim is asserted on a person's word",
			[]ledger.Decision{{Do: ledger.Accept, Names: []string{"ISIS-K", "opposes", "Iran"}, Status: "reported"}},
			attackedLine + "ISIS-K opposes Iran asserted 1.0 accepted reported\n" + chains, false,
		},
		{
			"it is said so, and no more",
			[]ledger.Decision{{Do: ledger.Accept, Names: []string{"ISIS-K", "opposes", "Iran"}, As: "reported"}},
			attackedLine + "ISIS-K opposes Iran reported 1.0 accepted reported\n" + chains, false,
		},
		{
			"a newer reading takes other words for the evidence",
			[]ledger.Decision{{Do: ledger.Reject, Names: []string{"ISIS-K", "opposes", "Iran"}, In: in, Quote: "opposes Iran, it is said"}},
			attackedLine + "- ISIS-K opposes Iran reported 0.5 rejected reported\n" + chains, false,
		},
		{
			"the same is said elsewhere in the text, not here",
			[]ledger.Decision{{Do: ledger.Reject, Names: []string{"ISIS-K", "opposes", "Iran"}, In: in, Quote: "The group grows"}},
			attackedLine + opposesLine + chains, true,
		},
		{
			"it is asserted by now, and was rejected as a report",
			[]ledger.Decision{{Do: ledger.Reject, Names: []string{"IS-K", "attacked", "Kabul"}, In: in, Status: "reported"}},
			attackedLine + opposesLine + chains, true,
		},
		{
			"the last word holds",
			[]ledger.Decision{
				{Do: ledger.Reject, Names: []string{"IS-K", "attacked", "Kabul"}, In: in},
				{Do: ledger.Accept, Names: []string{"IS-K", "attacked", "Kabul"}, In: in, As: "denied"},
			},
			"ISIS-K attacked Kabul denied 1.0 negative accepted asserted\n" + opposesLine + chains, false,
		},
		{
			"another document's",
			[]ledger.Decision{{Do: ledger.Reject, Names: []string{"IS-K", "attacked", "Kabul"}, In: []string{"b.txt"}}},
			attackedLine + opposesLine + chains, true,
		},
		{
			"words that mean somebody else take their claims with them",
			[]ledger.Decision{{Do: ledger.Split, Names: []string{"IS-K"}, Mentions: []string{"the group"}, In: in, Quote: "The group opposes Iran"}},
			attackedLine + "group opposes Iran reported 0.5\n" +
				"ISIS-K (ArmedGroup): ISIS-K, The group\nKabul (Place): Kabul\nIran (Place): Iran\ngroup (ArmedGroup): The group\n", false,
		},
		{
			"a name that is all of its chain stays where it is",
			[]ledger.Decision{{Do: ledger.Split, Names: []string{"Iran"}, Parts: []string{"Iran"}, In: in}},
			attackedLine + opposesLine + chains, false,
		},
		{
			"a claim that was missed, about what is there and what is not",
			[]ledger.Decision{{Do: ledger.Add, Names: []string{"The group", "opposes", "Kabul"}, In: in, Quote: "ISIS-K attacked Kabul. The group", By: "brat"}},
			attackedLine + opposesLine + "ISIS-K opposes Kabul asserted 1.0 added asserted\n" + chains, false,
		},
		{
			"a claim of a value",
			[]ledger.Decision{{Do: ledger.Add, Names: []string{"ISIS-K", "has-role", "attacked"}, In: in, Quote: "ISIS-K attacked", Status: "denied"}},
			attackedLine + opposesLine + "ISIS-K has-role attacked denied 1.0 negative added denied\n" + chains, false,
		},
		{
			"what was added is read by now",
			[]ledger.Decision{{Do: ledger.Add, Names: []string{"IS-K", "attacked", "Kabul"}, In: in, Quote: "attacked Kabul"}},
			"ISIS-K attacked Kabul asserted 1.0 accepted asserted\n" + opposesLine + chains, false,
		},
		{
			"words that the text has not",
			[]ledger.Decision{{Do: ledger.Add, Names: []string{"IS-K", "attacked", "Herat"}, In: in, Quote: "ISIS-K attacked"}},
			attackedLine + opposesLine + chains, true,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := readText()
			e := New(ruledSchema).Edits(test.do).Apply(d)
			if diff := cmp.Diff(test.want, told(d, e)); diff != "" {
				t.Error(diff)
			}
			if hit := slices.Contains(e.Hits, test.do[len(test.do)-1].Key()); hit == test.miss {
				t.Errorf("followed: %v", hit)
			}
			if err := Check(d); err != nil {
				t.Error(err)
			}
		})
	}
}

// What tells whether a document has to be noted anew is the same before and after
// the decisions are carried out on it.
func TestPrintOutlivesTheEdits(t *testing.T) {
	for _, test := range []struct {
		d    ledger.Decision
		does bool
	}{
		{ledger.Decision{Do: ledger.Split, Names: []string{"ISIS-K"}, Parts: []string{"The group"}}, true},
		{ledger.Decision{Do: ledger.Reject, Names: []string{"IS-K", "attacked", "Kabul"}}, true},
		{ledger.Decision{Do: ledger.Reject, Names: []string{"FSB", "attacked", "Kabul"}}, false},
		{ledger.Decision{Do: ledger.Reject, Names: []string{"FSB", "attacked", "Kabul"}, In: []string{"texts/a.txt"}}, true},
		{ledger.Decision{Do: ledger.Reject, Names: []string{"FSB", "attacked", "Kabul"}, In: []string{readText().ID[:12]}}, true},
		{ledger.Decision{Do: ledger.Rename, Names: []string{"IS-K"}, To: "ISKP"}, false},
	} {
		d := readText()
		edits := New(ruledSchema).Edits([]ledger.Decision{test.d})
		print := edits.Apply(d).Print
		after, err := edits.Prints()(d.ID, d.Sources, func() ([]Local, error) { return Summarize(d).Entities, nil })
		if err != nil || after != print {
			t.Errorf("%s: %q when it was carried out, %q afterwards (%v)", test.d, print, after, err)
		}
		if (print != "") != test.does {
			t.Errorf("%s bears on the document: %v, want %v", test.d, print != "", test.does)
		}
	}
}

func TestFlatTextFinds(t *testing.T) {
	f := flatten(" é\n b  c b c")
	for _, test := range []struct {
		quote string
		want  []text.Span
	}{
		{"é b", []text.Span{{Start: 1, End: 5}}},
		{"b c", []text.Span{{Start: 4, End: 8}, {Start: 9, End: 12}}},
		{" b\tc ", []text.Span{{Start: 4, End: 8}, {Start: 9, End: 12}}},
		{"c b c", []text.Span{{Start: 7, End: 12}}},
		{"d", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(test.want, f.find(test.quote)); diff != "" {
			t.Errorf("%q: %s", test.quote, diff)
		}
	}
}
