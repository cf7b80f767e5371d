package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

func TestFind(t *testing.T) {
	for name, want := range map[string]string{"svg": "svg", "nq": "nquads", "jsonl": "jsonl"} {
		if f, _ := Find(name); f == nil || f.Name != want {
			t.Errorf("%s finds %v", name, f)
		}
	}
	if f, near := Find("json-ld"); f != nil || !slices.Contains(near, "jsonld") {
		t.Errorf("json-ld finds %v, near %q", f, near)
	}
}

func TestFindByFile(t *testing.T) {
	for name, want := range map[string]string{
		"graph.svg": "svg", "GRAPH.TTL": "turtle", "a.trig": "trig", "a.nanopub.trig": "nanopub", "dir.x/a.acled.csv": "acled", "a.jsonl": "jsonl",
		"a.plover.jsonl": "plover", "a.ftm.json": "ftm", "a.net": "pajek", "tables.gephi.zip": "gephi-csv",
	} {
		if f := FindByFile(name); f == nil || f.Name != want {
			t.Errorf("%s is written as %v, want %s", name, f, want)
		}
	}
	for _, name := range []string{"edges.csv", "a.zip", "graph", ""} {
		if f := FindByFile(name); f != nil {
			t.Errorf("%s is written as %s, and could be several", name, f.Name)
		}
	}
}

// TestFormatsArePlain makes sure that no two formats are called alike.
func TestFormatsArePlain(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Formats {
		for _, name := range []string{f.Name, f.Ext} {
			if seen[name] != "" || name == "" || f.Says == "" || f.Media == "" || (f.write == nil) == (f.files == nil) {
				t.Errorf("%s: %q is %s's too, or something is missing", f.Name, name, seen[name])
			}
			seen[name] = f.Name
		}
	}
}

func TestSameGraphSameBytes(t *testing.T) {
	for _, f := range Formats {
		for name, g := range graphs {
			first := written(t, f.Name, everything(g()), &Options{Title: "T"})
			if !bytes.Equal(first, written(t, f.Name, everything(g()), &Options{Title: "T"})) {
				t.Errorf("%s of the %s graph is written in two ways", f.Name, name)
			}
		}
	}
}

func TestClaimLine(t *testing.T) {
	relation := "opposes"
	isk := graph.Entity{ID: "is-k", Name: "IS-K", Type: "ArmedGroup", Aliases: []string{"Islamic State-Khorasan"}}
	c := &graph.Claim{
		Subject: &graph.Argument{Entity: isk, Mention: graph.Mention{Text: "it", Start: 30, End: 32}}, Relation: &relation, Open: "oppose",
		Object: &graph.Argument{Entity: graph.Entity{ID: "taliban", Name: "Taliban", Type: "ArmedGroup"}, Mention: graph.Mention{Text: "the <Taliban>", Start: 13, End: 24}},
		Status: graph.Asserted, Polarity: graph.Positive, Time: &graph.Time{Text: "in 2022", From: "2022-01-01", To: "2022-12-31"},
		Place: &graph.Place{ID: "kabul", Name: "Kabul", Type: "City"}, Confidence: 0.91, Extractor: "rule",
		Evidence: graph.Evidence{Document: "9ab2", Source: "moscow.txt", Sentence: 12, Start: 13, End: 40, Text: "…"}, ID: "c1",
	}
	want := `{"subject":{"id":"is-k","name":"IS-K","type":"ArmedGroup","aliases":["Islamic State-Khorasan"],"mention":{"text":"it","start":30,"end":32}},` +
		`"relation":"opposes","open":"oppose",` +
		`"object":{"id":"taliban","name":"Taliban","type":"ArmedGroup","aliases":[],"mention":{"text":"the <Taliban>","start":13,"end":24}},` +
		`"status":"asserted","polarity":"positive","speaker":null,` +
		`"time":{"text":"in 2022","from":"2022-01-01","to":"2022-12-31"},"place":{"id":"kabul","name":"Kabul","type":"City"},` +
		`"confidence":0.91,"extractor":"rule",` +
		`"evidence":{"document":"9ab2","source":"moscow.txt","sentence":12,"start":13,"end":40,"text":"…"}}` + "\n"
	var b bytes.Buffer
	if err := Claims(&b, []*graph.Claim{c}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEntityLine(t *testing.T) {
	p := graph.Profile{
		Entity:   graph.Entity{ID: "is-k", Name: "IS-K", Type: "ArmedGroup"},
		Mentions: []graph.SourcedMention{{Document: "9ab2", Source: "moscow.txt", Start: 1, End: 5, Text: "IS-K"}},
	}
	want := `{"id":"is-k","name":"IS-K","type":"ArmedGroup","aliases":[],"mentions":[{"document":"9ab2","source":"moscow.txt","start":1,"end":5,"text":"IS-K"}],"links":[]}` + "\n"
	var b bytes.Buffer
	if err := Entities(&b, []graph.Profile{p}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestClaimsReadBack(t *testing.T) {
	for name, g := range graphs {
		want := g()
		lines := bufio.NewScanner(bytes.NewReader(written(t, "jsonl", everything(g()), nil)))
		lines.Buffer(nil, 1<<20)
		n := 0
		for lines.Scan() {
			var c graph.Claim
			if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			c.ID = want.Claims[n].ID
			if diff := cmp.Diff(want.Claims[n], c); diff != "" {
				t.Errorf("%s, claim %d (-want +got):\n%s", name, n, diff)
			}
			n++
		}
		if n != len(want.Claims) {
			t.Errorf("%s: %d lines, want %d", name, n, len(want.Claims))
		}
	}
}

// full fails as a full disk does.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestWriteErrorsComeBack(t *testing.T) {
	v := conflict(t, sample())
	for _, f := range Formats {
		if err := f.Write(t.Context(), full{}, v, nil); err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: error %v", f.Name, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Formats[0].Write(ctx, &bytes.Buffer{}, view.Of(sample(), nil), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
