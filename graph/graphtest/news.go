// Package graphtest makes graphs of the shape that reading news gives, of any
// size, for tests and benchmarks. Begin at News.
package graphtest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
)

// What the graphs are like: as many claims a document as an article of five hundred
// words gives; subjects that some documents write about, each with its own people;
// and a few names that are found nearly everywhere.
const (
	claimsPerDocument = 25
	claimsPerEntity   = 3
	entitiesPerTopic  = 150
)

var (
	relations = strings.Fields(`opposes attacked killed arrested accused met-with supports supplied member-of
		leader-of located-in based-in visited signed-with controls sanctioned rejected cooperates-with works-for responsible-for`)
	types = strings.Fields("Person Person Person Organization ArmedGroup Country City Facility Government Attack")
	verbs = strings.Fields("discuss expect describe follow watch praise mention remember")
)

// News makes a graph of so many claims; equal seeds make equal graphs. As quads
// they are some seventeen times as many.
func News(claims int, seed uint64) *graph.Graph {
	m := maker{Rand: rand.New(rand.NewPCG(seed, 0)), g: &graph.Graph{}}
	for i := range max(4, claims/claimsPerEntity) {
		m.entities = append(m.entities, m.entity(i))
	}
	m.mentions = make([][]graph.SourcedMention, len(m.entities))
	for i := 0; i < claims; {
		i += m.document(min(claimsPerDocument, claims-i))
	}
	for i, e := range m.entities {
		if len(m.mentions[i]) > 0 {
			graph.SortMentions(m.mentions[i])
			m.g.Entities = append(m.g.Entities, graph.Profile{Entity: e, Mentions: m.mentions[i], Links: []string{}})
		}
	}
	slices.SortFunc(m.g.Entities, func(a, b graph.Profile) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(m.g.Documents, func(a, b graph.Document) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(m.g.Claims, func(a, b graph.Claim) int { return cmp.Compare(a.ID, b.ID) })
	return m.g
}

type maker struct {
	*rand.Rand
	g        *graph.Graph
	entities []graph.Entity
	mentions [][]graph.SourcedMention
}

func (m *maker) entity(i int) graph.Entity {
	name := fmt.Sprintf("Name %d", i)
	e := graph.Entity{ID: fmt.Sprintf("name-%d", i), Name: name, Type: types[m.IntN(len(types))], Aliases: []string{}}
	for j := range m.IntN(3) {
		e.Aliases = append(e.Aliases, fmt.Sprintf("Other name %d of %d", j, i))
	}
	return e
}

func (m *maker) document(claims int) int {
	n := len(m.g.Documents)
	d := graph.Document{
		ID: hash(fmt.Sprint("document ", n)), Title: fmt.Sprintf("Title of document %d", n),
		Date: fmt.Sprintf("20%02d-%02d-%02d", 10+m.IntN(15), 1+m.IntN(12), 1+m.IntN(28)), Sources: []string{fmt.Sprintf("article-%d.txt", n)},
		Author: fmt.Sprintf("Author %d", n%50), URL: fmt.Sprintf("https://news.example/article-%d", n), Language: "en",
	}
	m.g.Documents = append(m.g.Documents, d)
	topic := m.IntN(1 + len(m.entities)/entitiesPerTopic)
	for i := range claims {
		m.claim(&d, topic, i)
	}
	return claims
}

// somebody picks an entity: mostly one of the topic's, the first of them most often,
// and sometimes one of those that everybody writes about.
func (m *maker) somebody(topic int) int {
	if m.IntN(4) == 0 {
		return int(math.Pow(float64(len(m.entities)), m.Float64())) - 1
	}
	of := min(entitiesPerTopic, len(m.entities))
	return (topic*entitiesPerTopic + int(float64(of)*math.Pow(m.Float64(), 2))) % len(m.entities)
}

func (m *maker) claim(d *graph.Document, topic, i int) {
	at := i * 100
	c := graph.Claim{
		Subject: m.argument(d, topic, at), Status: graph.Asserted, Polarity: graph.Positive,
		Confidence: float64(50+m.IntN(50)) / 100, Extractor: "rule", Rule: "verb " + verbs[m.IntN(len(verbs))],
		Evidence: graph.Evidence{
			Document: d.ID, Source: d.Sources[0], Sentence: i, Start: at, End: at + 60,
			Text: fmt.Sprintf("sentence %d of the document that begins at code point %d", i, at),
		},
	}
	if relation := relations[m.IntN(len(relations))]; m.IntN(10) > 0 {
		c.Relation = &relation
	}
	c.Open = verbs[m.IntN(len(verbs))]
	if m.IntN(20) > 0 {
		c.Object = m.argument(d, topic, at+30)
	} else {
		c.Value = fmt.Sprintf("%d people", m.IntN(500))
	}
	switch m.IntN(10) {
	case 0, 1:
		c.Status = graph.Reported
		speaker := m.mention(d, topic, at+50)
		c.Speaker = &speaker
	case 2:
		c.Status = graph.Possible
	case 3:
		c.Status, c.Polarity = graph.Denied, graph.Negative
	}
	if m.IntN(3) == 0 {
		year := fmt.Sprint(2000 + m.IntN(25))
		c.Time = &graph.Time{Text: "in " + year, From: year + "-01-01", To: year + "-12-31"}
	}
	c.ID = hash(fmt.Sprint(d.ID, " claim ", i))[:16]
	m.g.Claims = append(m.g.Claims, c)
}

func (m *maker) argument(d *graph.Document, topic, at int) *graph.Argument {
	e := m.mention(d, topic, at)
	return &graph.Argument{Entity: e, Mention: graph.Mention{Text: e.Name, Start: at, End: at + 9}}
}

// mention picks somebody and has the document name them.
func (m *maker) mention(d *graph.Document, topic, at int) graph.Entity {
	i := m.somebody(topic)
	m.mentions[i] = append(m.mentions[i], graph.SourcedMention{
		Document: d.ID, Source: d.Sources[0], Start: at, End: at + 9, Text: m.entities[i].Name,
	})
	return m.entities[i]
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
