package export

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// kinds are the types of the sample's entities; what is not listed is a country.
var kinds = map[string]string{
	"Jebel Front": "ArmedGroup", "Sons of the Delta": "ArmedGroup", "River Brigade": "ArmedGroup", "Northern Army": "Military",
	"Office of State Security": "SecurityService", "Ministry of Defence": "Government", "Palace": "Government", "Meridian News": "MediaOrganization",
	"Harbour Post": "MediaOrganization", "Ocean Oil": "Company", "League of Coastal States": "InternationalOrganization", "Reform Party": "PoliticalParty",
	"Amina Sahl": "Person", "General Idris Kont": "Person", "President Oumar Leye": "Person", "Paul Vey": "Person", "Sister Maria": "Person",
	"Port Selim": "City", "Dasht": "City", "Old Customs House": "Facility", "Delta": "Region", "Northern Provinces": "Region",
	"bombing of the Old Customs House": "Attack", "Dasht talks": "Meeting", "March election": "Election", "Hill people": "People",
	"rockets": "Weapon", "ceasefire agreement": "Document", "federal rule": "Concept",
}

// facts are what the sample's texts say, of which "×3" says how often.
var facts = []string{
	"Jebel Front|attacked|Old Customs House|asserted|3", "Jebel Front|claimed-responsibility-for|bombing of the Old Customs House|reported|2|Meridian News",
	"bombing of the Old Customs House|occurred-at|Port Selim|asserted|4", "Old Customs House|located-in|Port Selim|asserted|1", "Port Selim|located-in|Delta|asserted|1",
	"Jebel Front|opposes|President Oumar Leye|asserted|5", "Jebel Front|affiliate-of|River Brigade|asserted|1", "River Brigade|allied-with|Sons of the Delta|reported|1|Harbour Post",
	"Sons of the Delta|operates-in|Delta|asserted|2", "Northern Army|fights|Jebel Front|asserted|6", "General Idris Kont|commands|Northern Army|asserted|2",
	"General Idris Kont|accused|Zemara|asserted|2", "Zemara|supplied|Jebel Front|reported|3|Office of State Security", "Zemara|denied|Jebel Front|denied|1",
	"President Oumar Leye|leader-of|Karesh|asserted|3", "President Oumar Leye|met-with|Paul Vey|asserted|1", "Paul Vey|spokesperson-of|League of Coastal States|asserted|1",
	"League of Coastal States|condemned|bombing of the Old Customs House|asserted|2", "League of Coastal States|sanctioned|Zemara|possible|1",
	"Amina Sahl|leader-of|Reform Party|asserted|2", "Reform Party|opposes|President Oumar Leye|asserted|2", "Reform Party|participated-in|March election|asserted|1",
	"March election|occurred-at|Karesh|asserted|1", "Amina Sahl|criticized|Office of State Security|asserted|1", "Office of State Security|arrested|Amina Sahl|denied|1",
	"Office of State Security|agency-of|Palace|asserted|1", "Palace|rejected|federal rule|asserted|1", "Hill people|supports|federal rule|asserted|1",
	"Hill people|lives-in|Northern Provinces|asserted|1", "Northern Provinces|located-in|Karesh|asserted|1", "Delta|located-in|Karesh|asserted|1",
	"Dasht talks|occurred-at|Dasht|asserted|2", "Karesh|participated-in|Dasht talks|asserted|1", "Zemara|participated-in|Dasht talks|possible|1",
	"Sister Maria|works-for|League of Coastal States|asserted|1", "Sister Maria|born-in|Dasht|asserted|1", "Dasht|capital-of|Zemara|asserted|1",
	"Meridian News|told|Amina Sahl|reported|1|Meridian News", "Ocean Oil|funded|Reform Party|reported|1|Harbour Post", "Ocean Oil|operates-in|Delta|asserted|1",
	"River Brigade|uses|rockets|asserted|1", "Jebel Front|uses|rockets|asserted|2", "Karesh|signed-with|Zemara|possible|1", "Karesh|borders|Zemara|asserted|2",
	"Ministry of Defence|part-of|Palace|asserted|1", "Ministry of Defence|commands|Northern Army|asserted|1", "Northern Army|bombed|Dasht|asserted|2",
	"Northern Army|bombed|Dasht|denied|1", "Zemara|condemned|Northern Army|asserted|1", "Jebel Front|rejected|ceasefire agreement|asserted|1",
	"President Oumar Leye|supports|ceasefire agreement|asserted|1", "Jebel Front|controls|Northern Provinces|possible|2", "Jebel Front|threatened|Port Selim|reported|1|Harbour Post",
	"Harbour Post|criticized|Palace|asserted|1", "Palace|part-of|Karesh|asserted|1", "Lund Island|allied-with|Zemara|asserted|1",
	"Jebel Front|attacked|Northern Army|asserted|2", "Northern Army|attacked|Jebel Front|asserted|1", "Jebel Front|attacked|Jebel Front|reported|1|Harbour Post",
}

// sample is a graph of some 35 entities and 60 edges.
func sample() *graph.Graph { return graphOf(facts) }

func graphOf(facts []string) *graph.Graph {
	g := &graph.Graph{Documents: []graph.Document{{ID: "d1", Title: "A title", Date: "2024-03-26", Sources: []string{"sample.txt"}, Author: "Ann Roe", URL: "https://news.example/delta", Language: "en"}}}
	entity := func(name string) graph.Entity {
		id := strings.ToLower(strings.ReplaceAll(name, " ", "-"))
		kind := kinds[name]
		if kind == "" {
			kind = "Country"
		}
		e := graph.Entity{ID: id, Name: name, Type: kind, Aliases: []string{}}
		if !slices.ContainsFunc(g.Entities, func(p graph.Profile) bool { return p.ID == id }) {
			m := graph.SourcedMention{Document: "d1", Source: "sample.txt", Start: len(g.Entities), End: len(g.Entities) + 3, Text: name}
			g.Entities = append(g.Entities, graph.Profile{Entity: e, Mentions: []graph.SourcedMention{m}, Links: []string{}})
		}
		return e
	}
	for _, f := range facts {
		w := strings.Split(f, "|")
		times := 1
		fmt.Sscan(w[4], &times)
		for range times {
			n := len(g.Claims)
			c := graph.Claim{
				ID: fmt.Sprintf("c%03d", n), Subject: &graph.Argument{Entity: entity(w[0])}, Relation: &w[1],
				Object: &graph.Argument{Entity: entity(w[2])}, Status: graph.Status(w[3]), Polarity: graph.Positive, Confidence: 0.9,
				Extractor: "rule", Evidence: graph.Evidence{Document: "d1", Source: "sample.txt", Sentence: n, Start: 10 * n, End: 10*n + 5, Text: w[0] + " … " + w[2]},
			}
			if c.Status == graph.Denied {
				c.Polarity = graph.Negative
			}
			if len(w) > 5 {
				e := entity(w[5])
				c.Speaker = &e
			}
			g.Claims = append(g.Claims, c)
		}
	}
	sort.Slice(g.Entities, func(i, j int) bool { return g.Entities[i].ID < g.Entities[j].ID })
	return g
}

// hostileNames are names that a text may hold and that no format may stumble over.
var hostileNames = []string{
	`say "hi"`, `back\slash\`, "new\nline\r\n\ttab", "<script>alert(1)</script>", "]]>", "--><b>", "a & b &amp; c", "it's", "{}|^`%41#?",
	"\u202eright to left\u202c", "zero\u200bwidth\u200d", "\x00\x01\x1b[31m\x7f", "\ufffe\uffff", "שלום עולם", "Москва", "東京都", "e\u0301", "\\N\\G",
	strings.Repeat("long name ", 1000), strings.Repeat("x", 10000), " ", "\" onload=\"alert(1)", "=1+1", "@context", "javascript:alert(1)",
}

// hostile is a graph of such names, each also as an alias, an ID, a type, a
// relation, a value, words of evidence and a link. IDs, types and relations are of
// our own making and of bounded length; readers drop IRIs of several thousand
// characters.
func hostile() *graph.Graph {
	g := &graph.Graph{Documents: []graph.Document{{ID: "d1", Title: hostileNames[3], Date: "some day", Sources: []string{hostileNames[0]}, Author: hostileNames[0], URL: "javascript:alert(1)", Language: "\""}}}
	for i, name := range hostileNames {
		id := name[:min(len(name), 100)]
		e := graph.Entity{ID: fmt.Sprintf("%s%d", id, i), Name: name, Type: "Type" + id, Aliases: []string{name + "!"}}
		m := graph.SourcedMention{Document: "d1", Source: hostileNames[0], Start: i, End: i + 1, Text: name}
		g.Entities = append(g.Entities, graph.Profile{Entity: e, Mentions: []graph.SourcedMention{m}, Links: []string{name, "https://example.org/" + id}, StandsFor: []string{e.ID}})
	}
	sort.Slice(g.Entities, func(i, j int) bool { return g.Entities[i].ID < g.Entities[j].ID })
	for i, name := range hostileNames {
		object := g.Entities[(i+1)%len(g.Entities)].Entity
		relation := name[:min(len(name), 100)]
		c := graph.Claim{
			ID: fmt.Sprintf("c%02d", i), Subject: &graph.Argument{Entity: g.Entities[i].Entity, Mention: graph.Mention{Text: name, Start: i, End: i + 1}},
			Relation: &relation, Open: name, Object: &graph.Argument{Entity: object}, Status: graph.Statuses[i%4], Polarity: graph.Positive,
			Speaker: &object, Time: &graph.Time{Text: name, From: "2022-01-01"}, Confidence: 1.0 / 3, Extractor: "rule",
			Evidence: graph.Evidence{Document: "d1", Source: hostileNames[0], Start: i, End: i + 1, Text: name},
		}
		if i%5 == 0 {
			c.Object, c.Value = nil, name
		}
		g.Claims = append(g.Claims, c)
	}
	return g
}

// everything draws all there is of a graph.
func everything(g *graph.Graph) *view.View {
	return view.Of(g, &view.Selection{Statuses: graph.Statuses, Open: true})
}

// written returns a graph in a format.
func written(t testing.TB, format string, v *view.View, o *Options) []byte {
	t.Helper()
	f, _ := Find(format)
	if f == nil {
		t.Fatalf("no format %s", format)
	}
	var b bytes.Buffer
	if err := f.Write(context.Background(), &b, v, o); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.Bytes()
}
