package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
)

// noted collects what a format says that it leaves out.
func noted(notes *[]string) *Options {
	return &Options{Note: func(s string) { *notes = append(*notes, s) }}
}

func TestFTM(t *testing.T) {
	g := graphOf([]string{
		"Paul Vey|spokesperson-of|League of Coastal States|asserted|1", "Reform Party|part-owner-of|Ocean Oil|asserted|1",
		"Jebel Front|attacked|Port Selim|asserted|1", "Jebel Front|participated-in|Dasht talks|asserted|1", "Dasht talks|occurred-at|Dasht|asserted|1",
		"bombing of the Old Customs House|has-target|Zemara|asserted|1", "bombing of the Old Customs House|has-target|Port Selim|asserted|1",
		"Karesh|allied-with|Zemara|reported|1|Meridian News", "Karesh|opposes|Zemara|denied|1", "Palace|rejected|federal rule|asserted|1",
	})
	g.Claims[0].Time = &graph.Time{Text: "since May 2022", From: "2022-05-01"}
	g.Claims = append(g.Claims, graph.Claim{
		ID: "c9", Subject: g.Claims[0].Subject, Relation: new("has-role"), Value: "envoy", Status: graph.Asserted, Polarity: graph.Positive,
	})
	var notes []string
	got := string(written(t, "ftm", conflict(t, g), noted(&notes)))
	for _, want := range []string{
		`{"id":"paul-vey","schema":"Person","properties":{"name":["Paul Vey"],"position":["envoy"]}}`,
		`{"id":"c000","schema":"Representation","properties":{"agent":["paul-vey"],"client":["league-of-coastal-states"],"publisher":["sample.txt"],"recordId":["c000"],"role":["spokesperson of"],"sourceUrl":["https://news.example/delta"],"startDate":["2022-05-01"],"status":["asserted"],"summary":["Paul Vey … League of Coastal States"]}}`,
		`{"id":"c001","schema":"Ownership","properties":{"asset":["ocean-oil"],"owner":["reform-party"],`,
		`{"id":"c002","schema":"Event","properties":{"involved":["jebel-front"],"location":["Port Selim"],"name":["Jebel Front attacked Port Selim"],`,
		`{"id":"dasht-talks","schema":"Event","properties":{"involved":["jebel-front"],"location":["Dasht"],"name":["Dasht talks"],`,
		`{"id":"bombing-of-the-old-customs-house","schema":"Event","properties":{"involved":["zemara"],"location":["Port Selim"],"name":`,
		`{"id":"c007","schema":"UnknownLink","properties":{"object":["zemara"],"publisher":["sample.txt"],"recordId":["c007"],"role":["allied with"],"sourceUrl":["https://news.example/delta"],"status":["reported by Meridian News"],"subject":["karesh"],`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in:\n%s", want, got)
		}
	}
	want := []string{"left out: 1 entity of types that FollowTheMoney has not, 1 denied claim, 1 claim without an entity of FollowTheMoney at both ends"}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestFTMFollowsItsSchema checks each line by the model: what is required is there,
// and what refers to an entity refers to one of the right kind.
func TestFTMFollowsItsSchema(t *testing.T) {
	for name, g := range graphs {
		schemaOf := map[string]string{}
		var all []ftmEntity
		lines := bufio.NewScanner(bytes.NewReader(written(t, "ftm", conflict(t, g()), nil)))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var e ftmEntity
			if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !ftmPlain.MatchString(e.ID) || schemaOf[e.ID] != "" {
				t.Errorf("%s: the id %q is wrong or comes twice", name, e.ID)
			}
			schemaOf[e.ID] = e.Schema
			all = append(all, e)
		}
		for _, e := range all {
			i := slices.IndexFunc(ftmLinks, func(l ftmLink) bool { return l.name == e.Schema })
			if i < 0 {
				if ftmKinds[e.Schema] == nil || len(e.Properties["name"]) == 0 {
					t.Errorf("%s: no %s, or without a name: %v", name, e.Schema, e)
				}
				continue
			}
			l := ftmLinks[i]
			for property, kind := range map[string]string{l.source: l.from, l.target: l.to} {
				if len(e.Properties[property]) != 1 || !slices.Contains(ftmKinds[schemaOf[e.Properties[property][0]]], kind) {
					t.Errorf("%s: %s of %s is no %s: %v", name, property, e.Schema, kind, e)
				}
			}
		}
	}
}

func TestPLOVER(t *testing.T) {
	g := graphOf([]string{
		"Jebel Front|attacked|Port Selim|asserted|1", "Karesh|supplied|Zemara|possible|1", "Karesh|sanctioned|Zemara|possible|1",
		"Karesh|met-with|Zemara|denied|1", "Karesh|attacked|Zemara|denied|1", "Karesh|borders|Zemara|asserted|1", "Karesh|criticized|Zemara|reported|1|Paul Vey",
	})
	var notes, got []string
	for _, line := range strings.Split(strings.TrimSpace(string(written(t, "plover", conflict(t, g), noted(&notes)))), "\n") {
		var e ploverEvent
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s(%s, %s) %s %s", e.Date, e.Event, e.Source[0].Text, e.Target[0].Text, e.Status, e.Speaker))
	}
	want := []string{
		"2024-03-26 ASSAULT(Jebel Front, Port Selim) asserted ", "2024-03-26 AGREE(Karesh, Zemara) possible ",
		"2024-03-26 THREATEN(Karesh, Zemara) possible ", "2024-03-26 REJECT(Karesh, Zemara) denied ", "2024-03-26 ACCUSE(Karesh, Zemara) reported Paul Vey",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"left out: 1 denied claim, 1 claim without an event of PLOVER"}, notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

func TestACLED(t *testing.T) {
	g := graphOf([]string{
		"Jebel Front|attacked|Hill people|asserted|1", "Jebel Front|attacked|Northern Army|reported|1|Paul Vey", "Northern Army|bombed|Kabul|asserted|1",
		"Jebel Front|allied-with|River Brigade|asserted|1", "Jebel Front|attacked|Zemara|possible|1", "Karesh|signed-with|Zemara|asserted|1", "Karesh|borders|Zemara|asserted|1",
	})
	g.Claims[0].Evidence.Text = "=cmd|'/C calc'!A0"
	g.Claims[0].Time = &graph.Time{Text: "in May 2022", From: "2022-05-01", To: "2022-05-31"}
	for _, c := range g.Claims {
		if c.Object.Name == "Kabul" {
			c.Object.Type = "City"
		}
	}
	var notes, got []string
	for _, r := range table(t, written(t, "acled", conflict(t, g), noted(&notes))) {
		got = append(got, strings.Join([]string{
			r["event_date"], r["year"], r["time_precision"], r["event_type"], r["sub_event_type"], r["actor1"], r["assoc_actor_1"], r["actor2"],
			r["interaction"], r["location"], r["country"], r["tags"], r["notes"],
		}, "|"))
	}
	want := []string{
		"2022-05-01|2022|3|Violence against civilians||Jebel Front|River Brigade|Hill people||||status=asserted|'=cmd|'/C calc'!A0",
		"2024-03-26|2024||Battles|Armed clash|Jebel Front|River Brigade|Northern Army||||status=reported; said by=Paul Vey; dated by its document|Jebel Front … Northern Army",
		"2024-03-26|2024||Explosions/Remote violence||Northern Army||||Kabul|Afghanistan|status=asserted; dated by its document|Northern Army … Kabul",
		"2024-03-26|2024||Strategic developments|Agreement|Karesh||Zemara||||status=asserted; dated by its document|Karesh … Zemara",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	wantNotes := []string{
		"1 cell with an apostrophe before the text or a character replaced, lest a spreadsheet take it for a formula",
		"left out: 1 possible or denied event, 2 claims without an event of ACLED",
	}
	if diff := cmp.Diff(wantNotes, notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestSchemaMapsAreKnown makes sure that what the built-in schema says of other
// vocabularies is what the formats know.
func TestSchemaMapsAreKnown(t *testing.T) {
	v := conflict(t, &graph.Graph{})
	for _, x := range v.Schema.Types {
		for _, name := range x.Maps["ftm"] {
			if ftmKinds[name] == nil {
				t.Errorf("type %s: FollowTheMoney has no %s", x.ID, name)
			}
		}
	}
	for _, r := range v.Schema.Relations {
		for _, name := range r.Maps["ftm"] {
			schema, property, _ := strings.Cut(name, ".")
			i := slices.IndexFunc(ftmLinks, func(l ftmLink) bool { return l.name == schema && (property == "" || property == l.target) })
			if i < 0 && !slices.Contains([]string{"alias", "Position", "Event.involved", "Event.organizer", "Event.location", "Event.date"}, name) {
				t.Errorf("relation %s: FollowTheMoney has no %s", r.ID, name)
			}
		}
		for _, name := range r.Maps["acled"] {
			known := slices.ContainsFunc(acledEvents, func(e acledEvent) bool { return e.name == name || slices.Contains(e.subs, name) })
			if !known && name != acledAssociate {
				t.Errorf("relation %s: ACLED has no %s", r.ID, name)
			}
		}
	}
}
