package facts

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

var conflict = sync.OnceValues(func() (*schema.Schema, error) { return schema.Load("conflict") })

func options(t testing.TB) *Options {
	t.Helper()
	s, err := conflict()
	if err != nil {
		t.Fatal(err)
	}
	return &Options{Schema: s}
}

// told returns what was read, a line for each claim, mistake and note, and checks
// that every span is the words that it says.
func told(t testing.TB, f *Facts) []string {
	t.Helper()
	d := f.Document
	index := text.NewIndex(d.Text)
	entity := func(m int) string {
		e := d.Entities[d.Mentions[m].Entity]
		return strings.TrimSuffix(e.Name+" ("+e.Type+")", " ()")
	}
	for i, m := range d.Mentions {
		if got := index.Slice(m.Span); got != m.Text || got == "" {
			t.Errorf("mention %d says %q, and its span %q", i, m.Text, got)
		}
	}
	last := 0
	for i, s := range d.Sentences {
		if s.Span.Start < last || s.Span.End < s.Span.Start || strings.Contains(index.Slice(s.Span), "\n") {
			t.Errorf("sentence %d is at %v, after %d", i, s.Span, last)
		}
		last = s.Span.Start
	}
	var out []string
	for _, c := range d.Claims {
		line := entity(c.Subject) + " " + c.Relation
		if c.Relation == "" {
			line += "“" + c.Open + "”"
		}
		if c.Object >= 0 {
			line += " " + entity(c.Object)
		}
		if c.Value != "" {
			line += fmt.Sprintf(" %q", c.Value)
		}
		line += " " + string(c.Status)
		if c.Speaker >= 0 {
			line += " by " + entity(c.Speaker)
		}
		if c.Time != nil {
			line += " " + c.Time.From + "…" + c.Time.To
		}
		if c.Place >= 0 {
			line += " in " + entity(c.Place)
		}
		if c.Confidence != 1 {
			line += fmt.Sprint(" ", c.Confidence)
		}
		if at := d.Sentences[c.Sentence].Span; c.Span.Start < at.Start || c.Span.Start > at.End {
			t.Errorf("%s is said in sentence %d, %v, and at %v", line, c.Sentence, at, c.Span)
		}
		if c.Extractor != "import" || c.Rule == "" {
			t.Errorf("%s is read by %q, %q", line, c.Extractor, c.Rule)
		}
		out = append(out, line+" | "+index.Slice(c.Span))
	}
	for _, m := range f.Mistakes {
		out = append(out, "! "+m.Error())
	}
	for _, n := range f.Notes {
		out = append(out, "* "+n)
	}
	return out
}

func TestCSV(t *testing.T) {
	const table = "\ufeffsource,source_type,relation,target,target_type,date,status,speaker,confidence\n" +
		"IS-K,ArmedGroup,opposes,Taliban,armed group,2021,,,\n" +
		"\"Doe, \"\"Jo\"\" é\",Person,works for,\"Acme\nLtd\",Company,2022-03/2022-05,reported,Reuters,0.5\n" +
		"\n" +
		"Kabul,,capital-of,Afghanistan,Country,,,,\n" +
		"IS-K,,co-operated with,'=SUM(1),,,denied,,\n" +
		"Nobody,Elephant,opposes,X,,,,,\n" +
		"X,,,Y,,,,,\n" +
		",,opposes,Y,,,,,\n" +
		"X,,opposes,,,,,,\n" +
		"X,,opposes,Y,,yesterday,,,\n" +
		"X,,opposes,Y,,,perhaps,,\n" +
		"X,,opposes,Y,,,,,7\n" +
		"X,,opp\"oses,Y,,,,,\n"
	f, err := Read("edges.csv", strings.TrimPrefix(table, "\ufeff"), options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`IS-K (ArmedGroup) opposes Taliban (ArmedGroup) asserted 2021-01-01…2021-12-31 | IS-K,ArmedGroup,opposes,Taliban,armed group,2021,,,`,
		"Doe, \"Jo\" é (Person) works-for Acme\nLtd (Company) reported by Reuters 2022-03-01…2022-05-31 0.5 | \"Doe, \"\"Jo\"\" é\",Person,works for,\"Acme\nLtd\",Company,2022-03/2022-05,reported,Reuters,0.5",
		`Kabul (City) capital-of Afghanistan (Country) asserted | Kabul,,capital-of,Afghanistan,Country,,,,`,
		`IS-K (ArmedGroup) “co operated with” =SUM(1) denied | IS-K,,co-operated with,'=SUM(1),,,denied,,`,
		`! line 8: there is no type "Elephant"`,
		`! line 9: it has no relation`,
		`! line 10: it has no source`,
		`! line 11: it has no target`,
		`! line 12: "yesterday" is no date: write 2022, 2022-03, 2022-03-01 or 2022-03-01/2022-04-15`,
		`! line 13: the status "perhaps" is none of asserted, reported, possible, denied`,
		`! line 14: the confidence "7" is no number between 0 and 1`,
		`! line 15: a quotation mark stands within a cell that has none around it: write the cell in quotes, and this mark twice`,
		`* the schema has no relation for "co operated with": kept as open claims`,
	}
	if diff := cmp.Diff(want, told(t, f)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCSVWithOtherSigns(t *testing.T) {
	f, err := Read("edges.tsv", "Target\tRelation\tSource\tColour\nTaliban\topposes\tIS-K\tred\n", options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"IS-K opposes Taliban asserted | Taliban\topposes\tIS-K\tred", "* columns that are not known are passed over: Colour"}
	if diff := cmp.Diff(want, told(t, f)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, bad := range []string{"IS-K,opposes,Taliban\n", "", "source,relation\n", "source,source,relation,target\n"} {
		if _, err := Read("edges.csv", bad, options(t)); err == nil || !strings.Contains(err.Error(), "first line") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}

func TestNQuads(t *testing.T) {
	const file = `# facts
<http://example.org/isk> <http://www.w3.org/2000/01/rdf-schema#label> "IS-K"@en .
<http://example.org/isk> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/ArmedGroup> .
<http://example.org/isk> <http://example.org/opposes> <http://www.wikidata.org/entity/Q42418> .
<http://example.org/isk> <http://example.org/foundedIn> "2015"^^<http://www.w3.org/2001/XMLSchema#gYear> <http://example.org/g> . # in Khorasan
_:b1 <http://example.org/member-of> <http://example.org/isk> .
_:b1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Militiaman> .
<http://example.org/caf%C3%A9_noir> <http://example.org/located-in> <http://example.org/Z\u00fcrich> .
<http://example.org/a> <http://example.org/p> "no full stop"
<http://example.org/a> <http://example.org/p q> "x" .
<http://example.org/a> "p" <http://example.org/b> .
"a" <http://example.org/p> <http://example.org/b> .
<http://example.org/a> <http://example.org/p> "\q" .
`
	f, err := Read("facts.nq", file, options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`IS-K (ArmedGroup) opposes Q42418 asserted | <http://example.org/isk> <http://example.org/opposes> <http://www.wikidata.org/entity/Q42418> .`,
		`IS-K (ArmedGroup) “founded in” "2015" asserted | <http://example.org/isk> <http://example.org/foundedIn> "2015"^^<http://www.w3.org/2001/XMLSchema#gYear> <http://example.org/g> .`,
		`_:b1 member-of IS-K (ArmedGroup) asserted | _:b1 <http://example.org/member-of> <http://example.org/isk> .`,
		`_:b1 is-a "Militiaman" asserted | _:b1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Militiaman> .`,
		`café noir located-in Zürich (Place) asserted | <http://example.org/caf%C3%A9_noir> <http://example.org/located-in> <http://example.org/Z\u00fcrich> .`,
		`! line 9: it does not end in a full stop`,
		`! line 10: an IRI has a character that it cannot have (' '): "<http://example.org/p q> \"x\" ."`,
		`! line 11: its predicate is no IRI`,
		`! line 12: its subject is a literal`,
		`! line 13: "\\q" is no escape`,
		`* the schema has no relation for "founded in": kept as open claims`,
	}
	if diff := cmp.Diff(want, told(t, f)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	e := f.Document.Entities[1]
	if diff := cmp.Diff([]string{"wikidata:Q42418"}, e.Links); diff != "" {
		t.Errorf("links of %s (-want +got):\n%s", e.Name, diff)
	}
}

func TestTurtle(t *testing.T) {
	const file = `@prefix ex: <http://example.org/> .
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
@base <http://example.org/base/> .
ex:isk a ex:ArmedGroup ; rdfs:label "IS-K" , "ИГИЛ-Х"@ru ;
    ex:opposes ex:taliban, <usa> ;
    ex:leader [ rdfs:label """Sanaullah "al-Muhajir" Ghafari""" ] .
ex:isk ex:opposes "no end .
ex:taliban ex:strength 60000 ; ex:active true .
ex:taliban nope:opposes ex:isk .
GRAPH ex:g { ex:taliban ex:member-of ( ex:one ) . ex:isk ex:opposes ex:last }
ex:a ex:located-in ex:b.c .
`
	f, err := Read("facts.trig", file, options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`IS-K (ArmedGroup) opposes taliban asserted | ex:opposes ex:taliban`,
		`IS-K (ArmedGroup) opposes usa asserted | ex:opposes ex:taliban, <usa>`,
		`IS-K (ArmedGroup) “leader” Sanaullah "al-Muhajir" Ghafari asserted | ex:leader [`,
		`taliban “strength” "60000" asserted | ex:taliban ex:strength 60000`,
		`taliban “active” "true" asserted | ex:active true`,
		`taliban member-of unnamed asserted | ex:taliban ex:member-of (`,
		`IS-K (ArmedGroup) opposes last asserted | ex:isk ex:opposes ex:last`,
		`a located-in b.c (Place) asserted | ex:a ex:located-in ex:b.c`,
		`! line 7: a literal does not end on its line: "\"no end ."`,
		`! line 9: the prefix "nope:" is not declared`,
		`* the schema has no relation for "active", "leader", "strength": kept as open claims`,
	}
	if diff := cmp.Diff(want, told(t, f)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestJSONLD(t *testing.T) {
	const file = `{"@context": {"ex": "http://example.org/", "name": "https://schema.org/name", "opposes": {"@id": "ex:opposes", "@type": "@id"}},
 "@id": "ex:isk", "@type": "ex:ArmedGroup", "name": "IS-K", "opposes": ["ex:taliban", "ex:usa"]}`
	f, err := Read("facts.jsonld", file, options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`IS-K (ArmedGroup) opposes taliban asserted | <http://example.org/isk> <http://example.org/opposes> <http://example.org/taliban> .`,
		`IS-K (ArmedGroup) opposes usa asserted | <http://example.org/isk> <http://example.org/opposes> <http://example.org/usa> .`,
	}
	if diff := cmp.Diff(want, told(t, f)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for content, want := range map[string]string{
		`{"@context": "https://schema.org", "name": "x"}`: "its context is at https://schema.org, and nothing is fetched",
		"{\n\"a\": }":            "line 2: it is no JSON",
		`{"@id": 7}`:             "it is no JSON-LD",
		`{"name": "no context"}`: "it holds no facts",
	} {
		if _, err := Read("facts.jsonld", content, options(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", content, err, want)
		}
	}
}

// The same file gives the same text, whatever blank nodes it has.
func TestJSONLDGivesTheSameText(t *testing.T) {
	const file = `{"@context": {"@vocab": "http://example.org/"}, "@graph": [
 {"name": "a", "knows": [{"name": "b", "knows": {"name": "c"}}, {"name": "d"}], "likes": {"@list": [{"name": "e"}, 2.5, true]}},
 {"@id": "_:x", "name": "f", "knows": {"@id": "_:x"}, "motto": {"@value": "Liberté", "@language": "fr"}}]}`
	first := ""
	for range 30 {
		f, err := Read("facts.jsonld", file, options(t))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = f.Document.Text
		}
		if diff := cmp.Diff(first, f.Document.Text); diff != "" {
			t.Fatalf("(-first +later):\n%s", diff)
		}
	}
}

// Offsets count characters, wherever the marks by which they are found fall.
func TestOffsetsOfLongFiles(t *testing.T) {
	var b strings.Builder
	b.WriteString("source,relation,target\n")
	for i := range 500 {
		fmt.Fprintf(&b, "%sé東😀%d,opposes,Ünïted %d\n", strings.Repeat("x", i%7), i, i)
	}
	f, err := Read("edges.csv", b.String(), options(t))
	if err != nil {
		t.Fatal(err)
	}
	if lines := told(t, f); len(lines) != 500 {
		t.Errorf("%d claims, want 500", len(lines))
	}
}

func TestFormsAreFound(t *testing.T) {
	if _, err := Read("facts.doc", "x", options(t)); !errors.As(err, new(*FormatError)) {
		t.Errorf("error %v", err)
	}
	o := options(t)
	o.Format = "csv"
	if _, err := Read("facts.doc", "source,relation,target\na,opposes,b\n", o); err != nil {
		t.Error(err)
	}
}

// FuzzFacts makes sure that no file makes a reader panic, or a claim that is not in
// the text.
func FuzzFacts(f *testing.F) {
	for format, content := range []string{ // in the order of Formats
		"source,relation,target\n\"a\"\"b\",opposes,c\n'=x,y,z",
		"<a:b> <a:c> \"d\\n\"@en <a:g> .\n_:x <a:b> _:y.z .",
		"@base <a:> . <x> a <y>, 1e3, true .",
		"@prefix a: <b:> . a:x a:y [ a:z ( 1 2.5 'c' ) ], \"\"\"d\"\"\"^^a:t ; . { a:x a a:b . }",
		`{"@id": "a:b", "a:c": [{"@value": "x", "@language": "en"}, {"@id": "_:d"}]}`,
	} {
		f.Add(byte(format), content)
	}
	f.Fuzz(func(t *testing.T, format byte, content string) {
		content = strings.ReplaceAll(strings.ToValidUTF8(content, "\uFFFD"), "\r", "\n")
		o := options(t)
		o.Format = Formats[int(format)%len(Formats)].Name
		if facts, err := Read("facts", content, o); err == nil {
			told(t, facts)
		}
	})
}
