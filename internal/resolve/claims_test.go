package resolve

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// sample is "Officials say IS-K – “it” – attacked Kabul in 2022." with one claim.
func sample() *text.Document {
	const words = "Officials say IS-K – “it” – attacked Kabul in 2022."
	at := func(s string) text.Span {
		start := len([]rune(words[:strings.Index(words, s)]))
		return text.Span{Start: start, End: start + len([]rune(s))}
	}
	mention := func(s string, k text.Kind, typ string, e int) text.Mention {
		return text.Mention{Span: at(s), Text: s, Kind: k, Type: typ, Entity: e}
	}
	return &text.Document{
		ID: strings.Repeat("9ab2", 16), Text: words, Date: "2024-03-26",
		Sources: []text.Source{{Name: "b.txt", Origin: "x/b.txt"}, {Name: "c.txt"}},
		Mentions: []text.Mention{
			mention("Officials", text.Nominal, "Person", 0), mention("IS-K", text.Name, "ArmedGroup", 1),
			mention("it", text.Pronoun, "ArmedGroup", 1), mention("Kabul", text.Name, "City", 2),
		},
		Entities: []text.Entity{
			{Name: "Officials", Type: "Person", Mentions: []int{0}},
			{Name: "IS-K", Type: "ArmedGroup", Mentions: []int{1, 2}},
			{Name: "Kabul", Type: "City", Mentions: []int{3}},
		},
		Claims: []text.Claim{{
			Subject: 2, Relation: "attacked", Open: "attack", Object: 3, Status: text.Reported, Speaker: 0, Place: 3,
			Time: &text.Time{Text: "in 2022", From: "2022-01-01", To: "2022-12-31"}, Confidence: 0.8,
			Extractor: "rule", Rule: "verb attack active", Span: at("IS-K – “it” – attacked Kabul"),
		}},
	}
}

func resolved(d *text.Document) []*Entity {
	s := Summarize(d)
	return All([]*Summary{s}, testSchema, nil).Of(s)
}

func TestClaims(t *testing.T) {
	d := sample()
	claims, err := Claims(d, resolved(d))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(claims, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want := `[
 {
  "subject": {"id": "is-k", "name": "IS-K", "type": "ArmedGroup", "aliases": ["ISIS-K", "Islamic State-Khorasan"], "mention": {"text": "it", "start": 22, "end": 24}},
  "relation": "attacked", "open": "attack",
  "object": {"id": "kabul", "name": "Kabul", "type": "City", "aliases": [], "mention": {"text": "Kabul", "start": 37, "end": 42}},
  "status": "reported", "polarity": "positive",
  "speaker": {"id": "officials-9ab29ab29ab2", "name": "Officials", "type": "Person", "aliases": []},
  "time": {"text": "in 2022", "from": "2022-01-01", "to": "2022-12-31"},
  "place": {"id": "kabul", "name": "Kabul", "type": "City"},
  "confidence": 0.8, "extractor": "rule",
  "evidence": {"document": "` + d.ID + `", "source": "b.txt", "sentence": 0, "start": 14, "end": 42, "text": "IS-K – “it” – attacked Kabul"}
 }
]`
	var a, b any
	if err := json.Unmarshal(got, &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, a); diff != "" {
		t.Error(diff)
	}
}

func TestClaimsThatDoNotStandInTheText(t *testing.T) {
	for _, test := range []struct {
		spoil func(*text.Document)
		want  string
	}{
		{func(d *text.Document) { d.Claims[0].Span.End = 99 }, "evidence: span 14 to 99 is not in the text, which has 51 characters"},
		{func(d *text.Document) { d.Claims[0].Span = text.Span{Start: 5, End: 5} }, "evidence: span 5 to 5 is not in the text"},
		{func(d *text.Document) { d.Mentions[3].Text = "Cabul" }, `object: mention "Cabul" has the words "Kabul" at its span`},
		{func(d *text.Document) { d.Claims[0].Subject = 7 }, "subject: there is no mention 7"},
		{func(d *text.Document) { d.Claims[0].Speaker = -2 }, "speaker: there is no mention -2"},
		{func(d *text.Document) { d.Mentions[2].Entity = 3 }, "subject: there is no entity 3"},
	} {
		d := sample()
		ents := resolved(d)
		test.spoil(d)
		if _, err := Claims(d, ents); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func TestClaimIDs(t *testing.T) {
	d := sample()
	d.Claims = append(d.Claims, d.Claims[0], d.Claims[0], d.Claims[0])
	d.Claims[1].Confidence = 0.9
	d.Claims[2].Status = text.Denied
	d.Claims[3].Subject, d.Claims[3].Object = 3, 2
	claims, err := Claims(d, resolved(d))
	if err != nil {
		t.Fatal(err)
	}
	if len(claims) != 3 {
		t.Fatalf("%d claims, want 3: two of the four say the same", len(claims))
	}
	for _, c := range claims {
		if c.Status == text.Reported && c.Subject.ID == "is-k" && c.Confidence != 0.9 {
			t.Errorf("of two that say the same, the one at %v stayed", c.Confidence)
		}
	}
}

func TestScope(t *testing.T) {
	for _, test := range []struct {
		words string
		kind  text.Kind
		typ   string
		want  Scope
	}{
		{"terrorism", text.Nominal, "Concept", Generic},
		{"democratic values", text.Nominal, "Concept", Generic},
		{"the statement", text.Nominal, "Concept", Described},
		{"its policy", text.Nominal, "Concept", Described},
		{"Russia’s policy", text.Nominal, "Concept", Described},
		{"part", text.Nominal, "Concept", Described},
		{"other reasons", text.Nominal, "Concept", Described},
		{"gunmen", text.Nominal, "Person", Described},
		{"IS-K", text.Name, "ArmedGroup", Named},
		{"Russian", text.Adjective, "Country", Named},
		{"it", text.Pronoun, "Concept", Described},
	} {
		d := &text.Document{
			Mentions: []text.Mention{{Text: test.words, Kind: test.kind}},
			Entities: []text.Entity{{Name: test.words, Type: test.typ, Mentions: []int{0}}},
		}
		if got := Summarize(d).Entities[0].Scope; got != test.want {
			t.Errorf("%q: scope %d, want %d", test.words, got, test.want)
		}
	}
}
