package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

func relation(s string) *string { return &s }

// short is a vocabulary whose IRIs read well in a test.
var short = Vocabulary{Base: "x:"}

// sample is a graph of one document with a claim of every kind.
func sample() *Graph {
	isk := Entity{ID: "is-k", Name: "IS-K", Type: "ArmedGroup", Aliases: []string{"Islamic State-Khorasan"}}
	taliban := Entity{ID: "taliban", Name: "Taliban", Type: "ArmedGroup", Aliases: []string{}}
	us := Entity{ID: "us-intelligence", Name: "US intelligence", Type: "Organization", Aliases: []string{}}
	kabul := Entity{ID: "kabul", Name: "Kabul", Type: "City", Aliases: []string{}}
	evidence := func(start int, text string) Evidence {
		return Evidence{Document: "9ab2", Source: "moscow.txt", Sentence: 12, Start: start, End: start + len(text), Text: text}
	}
	return &Graph{
		Documents: []Document{
			{
				ID: "9ab2", Title: "A \"title\"", Date: "2024-03-26", Sources: []string{"moscow.txt", "other.txt"},
				Author: "Ann Roe, Ben Łow", URL: "https://news.example/moscow?a=1&b=2", Language: "en",
			},
			{ID: "b0b0", Sources: []string{"no address.txt"}, URL: "https://news.example/a page <here>", Language: "de"},
		},
		Entities: []Profile{
			{
				Entity:   isk,
				Mentions: []SourcedMention{{Document: "9ab2", Source: "moscow.txt", Start: 30, End: 32, Text: "it"}},
				Links:    []string{"https://example.org/isk", "see also: nobody", "wikidata:Q1"},
			},
			{Entity: kabul, Mentions: []SourcedMention{}, Links: []string{}, StandsFor: []string{"is-k", "taliban"}},
			{Entity: taliban, Mentions: []SourcedMention{}, Links: []string{}},
			{Entity: us, Mentions: []SourcedMention{}, Links: []string{}},
		},
		Claims: []Claim{
			{
				ID: "c1", Subject: &Argument{isk, Mention{"it", 30, 32}}, Relation: relation("opposes"), Open: "oppose",
				Object: &Argument{taliban, Mention{"the Taliban", 13, 24}}, Status: Asserted, Polarity: Positive,
				Time:  &Time{Text: "in 2022", From: "2022-01-01", To: "2022-12-31"},
				Place: &Place{ID: "kabul", Name: "Kabul", Type: "City"}, Confidence: 0.91, Extractor: "rule", Rule: "verb oppose active",
				Evidence: evidence(13, "the Taliban, who it opposes"),
			},
			{
				ID: "c2", Subject: &Argument{Entity: isk}, Relation: relation("attacked"), Object: &Argument{Entity: kabul},
				Status: Reported, Polarity: Positive, Speaker: &us, Confidence: 0.5, Extractor: "rule", Evidence: evidence(50, "US intelligence says"),
			},
			{
				ID: "c3", Subject: &Argument{Entity: isk}, Relation: relation("attacked"), Object: &Argument{Entity: taliban},
				Status: Denied, Polarity: Negative, Confidence: 1, Extractor: "rule", Evidence: evidence(80, "never attacked"),
				Decided: &Decided{Verdict: Accepted, Status: Possible, Confidence: 0.25, Because: "so it is"},
			},
			{
				ID: "c4", Subject: &Argument{Entity: taliban}, Open: "have", Value: "3,000 men", Status: Asserted, Polarity: Positive,
				Extractor: "rule", Evidence: evidence(99, "has 3,000 men"),
			},
		},
	}
}

func TestClaimQuads(t *testing.T) {
	var b strings.Builder
	for _, q := range short.Claim(&sample().Claims[0]) {
		fmt.Fprintln(&b, q.Subject, q.Predicate, q.Object, q.Label)
	}
	got := strings.NewReplacer(NS, "q:", nsOA, "oa:", nsXSD, "xsd:", nsProv, "prov:", nsRDF, "rdf:").Replace(b.String())
	want := `<x:id/is-k> <x:rel/opposes> <x:id/taliban> <x:claim/c1>
<x:claim/c1> <rdf:type> <q:Claim> <x:doc/9ab2>
<x:claim/c1> <q:subject> <x:id/is-k> <x:doc/9ab2>
<x:claim/c1> <q:subjectMention> <x:doc/9ab2#char=30,32> <x:doc/9ab2>
<x:doc/9ab2#char=30,32> <oa:exact> "it" <x:doc/9ab2>
<x:claim/c1> <q:relation> <x:rel/opposes> <x:doc/9ab2>
<x:claim/c1> <q:object> <x:id/taliban> <x:doc/9ab2>
<x:claim/c1> <q:objectMention> <x:doc/9ab2#char=13,24> <x:doc/9ab2>
<x:doc/9ab2#char=13,24> <oa:exact> "the Taliban" <x:doc/9ab2>
<x:claim/c1> <q:open> "oppose" <x:doc/9ab2>
<x:claim/c1> <q:status> "asserted" <x:doc/9ab2>
<x:claim/c1> <q:confidence> "0.91"^^<xsd:decimal> <x:doc/9ab2>
<x:claim/c1> <q:time> "in 2022" <x:doc/9ab2>
<x:claim/c1> <q:from> "2022-01-01"^^<xsd:date> <x:doc/9ab2>
<x:claim/c1> <q:to> "2022-12-31"^^<xsd:date> <x:doc/9ab2>
<x:claim/c1> <q:place> <x:id/kabul> <x:doc/9ab2>
<x:claim/c1> <q:extractor> "rule" <x:doc/9ab2>
<x:claim/c1> <q:rule> "verb oppose active" <x:doc/9ab2>
<x:claim/c1> <prov:wasDerivedFrom> <x:doc/9ab2> <x:doc/9ab2>
<x:claim/c1> <oa:exact> "the Taliban, who it opposes" <x:doc/9ab2>
<x:claim/c1> <oa:start> "13"^^<xsd:integer> <x:doc/9ab2>
<x:claim/c1> <oa:end> "40"^^<xsd:integer> <x:doc/9ab2>
<x:claim/c1> <q:sentence> "12"^^<xsd:integer> <x:doc/9ab2>
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("quads (-want +got):\n%s", diff)
	}
}

func TestOnlyAssertedClaimsAreEdges(t *testing.T) {
	var edges []string
	for q := range short.Graph(sample()) {
		if id, ok := short.RelationID(q.Predicate); ok {
			edges = append(edges, id+" "+quad.StringOf(q.Label))
		}
	}
	if want := []string{"opposes <x:claim/c1>"}; !slices.Equal(edges, want) {
		t.Errorf("edges %q, want %q", edges, want)
	}
}

func TestGraphThereAndBack(t *testing.T) {
	want := sample()
	for _, v := range []Vocabulary{{}, short, {Base: "https://example.org/my graph"}} {
		quads := slices.Collect(v.Graph(want))
		slices.Reverse(quads)
		got, err := v.GraphFrom(slices.Values(quads))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("base %q: graph (-want +got):\n%s", v.Base, diff)
		}
	}
}

func TestHostileNamesThereAndBack(t *testing.T) {
	names := []string{
		`a"b\c`, "line\nbreak\r\t", "<script>alert(1)</script>", "a/b#char=1,2?c%20", "\u202eright to left", "zero\u200bwidth",
		"Москва", "東京", "..", strings.Repeat("long ", 2000), "{}|^`", "\x00\x7f", "é", "e\u0301",
	}
	for _, name := range names {
		g := &Graph{Entities: []Profile{{
			Entity: Entity{ID: name, Name: name, Type: name, Aliases: []string{}}, Mentions: []SourcedMention{}, Links: []string{name}, StandsFor: []string{name},
		}}}
		quads := slices.Collect(short.Graph(g))
		if iri := string(short.EntityIRI(name)); strings.ContainsAny(iri, "<>\"{}|^`\\ \n\r\t\x00\u202e\u200b") {
			t.Errorf("IRI %q holds what no IRI may", iri)
		}
		got, err := short.GraphFrom(slices.Values(quads))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(g, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
}

func TestClaimFrom(t *testing.T) {
	g := sample()
	c, err := short.ClaimFrom(short.Claim(&g.Claims[0]))
	if err != nil {
		t.Fatal(err)
	}
	if c.Subject.ID != "is-k" || c.Subject.Name != "" || c.Subject.Mention.Text != "it" || *c.Relation != "opposes" {
		t.Errorf("claim alone: %+v", c)
	}
	if _, err := short.ClaimFrom(nil); err == nil || err.Error() != "the quads tell of 0 claims, not of one" {
		t.Errorf("no quads: error %v", err)
	}
	noSubject := slices.DeleteFunc(short.Claim(&g.Claims[0]), func(q quad.Quad) bool { return q.Predicate == QSubject })
	if _, err := short.ClaimFrom(noSubject); err == nil || err.Error() != "claim c1: it has no subject" {
		t.Errorf("no subject: error %v", err)
	}
}

func TestLabels(t *testing.T) {
	g := sample()
	for _, q := range short.Entity(&g.Entities[0]) {
		if q.Label != nil {
			t.Errorf("entity quad has label %v", q.Label)
		}
	}
	for q := range short.Graph(g) {
		_, edge := short.RelationID(q.Predicate)
		_, ofDocument := short.DocumentID(q.Label)
		if _, ofEntity := short.EntityID(q.Subject); !ofEntity && !edge && !ofDocument {
			t.Errorf("%v is labelled %v, not with its document", q, q.Label)
		}
	}
}

func FuzzIRI(f *testing.F) {
	for _, s := range []string{"is-k", "a b", "%41", "/#?", "é\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, id string) {
		id = strings.ToValidUTF8(id, "\uFFFD")
		got, ok := short.EntityID(short.EntityIRI(id))
		if !ok || got != id {
			t.Errorf("%q came back as %q, %v", id, got, ok)
		}
	})
}
