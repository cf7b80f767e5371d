package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Claims returns a document's claims as the graph has them, sorted by ID, with
// entities in place of mentions; ents are the document's entities by index, as
// Mapping.Of gives them. Where two claims come to the same, the surer one stays.
//
// It fails where a claim does not stand in the text as it says: a span outside
// the text, a mention that is not the words at its span, an index out of range.
func Claims(d *text.Document, ents []*Entity) ([]graph.Claim, error) {
	if len(ents) != len(d.Entities) {
		return nil, fmt.Errorf("document %s has %d entities, %d are resolved", d.ID, len(d.Entities), len(ents))
	}
	c := converter{doc: d, ents: ents, index: text.NewIndex(d.Text)}
	best := map[string]int{}
	claims := make([]graph.Claim, 0, len(d.Claims))
	for i := range d.Claims {
		g, err := c.claim(&d.Claims[i])
		if err != nil {
			return nil, fmt.Errorf("document %s: claim %d (%s): %w", d.ID, i, d.Claims[i].Rule, err)
		}
		j, ok := best[g.ID]
		switch {
		case !ok:
			best[g.ID] = len(claims)
			claims = append(claims, *g)
		case g.Confidence > claims[j].Confidence:
			claims[j] = *g
		}
	}
	slices.SortFunc(claims, func(a, b graph.Claim) int { return strings.Compare(a.ID, b.ID) })
	return claims, nil
}

// converter makes one document's claims.
type converter struct {
	doc   *text.Document
	ents  []*Entity
	index *text.Index
}

func (c *converter) claim(t *text.Claim) (*graph.Claim, error) {
	g := &graph.Claim{
		Open: t.Open, Value: t.Value, Status: t.Status, Polarity: graph.Positive, Time: t.Time,
		Confidence: t.Confidence, Extractor: t.Extractor, Rule: t.Rule,
	}
	if t.Relation != "" {
		g.Relation = &t.Relation
	}
	if t.Negative {
		g.Polarity = graph.Negative
	}
	words, err := c.words(t.Span)
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	g.Evidence = graph.Evidence{
		Document: c.doc.ID, Source: c.source(), Sentence: t.Sentence,
		Start: t.Span.Start, End: t.Span.End, Text: words,
	}
	if g.Subject, err = c.argument(t.Subject); err != nil {
		return nil, fmt.Errorf("subject: %w", err)
	}
	if g.Object, err = c.argument(t.Object); err != nil {
		return nil, fmt.Errorf("object: %w", err)
	}
	speaker, err := c.argument(t.Speaker)
	if err != nil {
		return nil, fmt.Errorf("speaker: %w", err)
	}
	if speaker != nil {
		g.Speaker = &speaker.Entity
	}
	place, err := c.argument(t.Place)
	if err != nil {
		return nil, fmt.Errorf("place: %w", err)
	}
	if place != nil {
		g.Place = &graph.Place{ID: place.ID, Name: place.Name, Type: place.Type}
	}
	g.ID = claimID(g)
	return g, nil
}

// source returns the name that people know the document by.
func (c *converter) source() string {
	if len(c.doc.Sources) == 0 {
		return ""
	}
	return c.doc.Sources[0].Name
}

// words returns the text of a span.
func (c *converter) words(s text.Span) (string, error) {
	if s.Start < 0 || s.End <= s.Start || s.End > c.index.Len() {
		return "", fmt.Errorf("span %d to %d is not in the text, which has %d characters", s.Start, s.End, c.index.Len())
	}
	return c.index.Slice(s), nil
}

// argument returns the entity and words of a mention, nil for index -1.
func (c *converter) argument(i int) (*graph.Argument, error) {
	if i == -1 {
		return nil, nil
	}
	if i < 0 || i >= len(c.doc.Mentions) {
		return nil, fmt.Errorf("there is no mention %d", i)
	}
	m := &c.doc.Mentions[i]
	words, err := c.words(m.Span)
	if err != nil {
		return nil, err
	}
	if words != m.Text {
		return nil, fmt.Errorf("mention %q has the words %q at its span", m.Text, words)
	}
	if m.Entity < 0 || m.Entity >= len(c.ents) {
		return nil, fmt.Errorf("there is no entity %d", m.Entity)
	}
	return &graph.Argument{
		Entity:  c.ents[m.Entity].Entity,
		Mention: graph.Mention{Text: m.Text, Start: m.Span.Start, End: m.Span.End},
	}, nil
}

// claimID names a claim by where it stands and what it says there. Subject and
// object go in as the words that stand for them, so that a claim keeps its name
// when two entities turn out to be one.
func claimID(c *graph.Claim) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d %d\n%q %q\n", c.Evidence.Document, c.Evidence.Start, c.Evidence.End, c.RelationOf(), c.Open)
	for _, a := range []*graph.Argument{c.Subject, c.Object} {
		if a == nil {
			fmt.Fprintf(h, "-\n")
		} else {
			fmt.Fprintf(h, "%d %d\n", a.Mention.Start, a.Mention.End)
		}
	}
	fmt.Fprintf(h, "%q\n%s %s\n", c.Value, c.Status, c.Polarity)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Mentions returns, for each of a document's entities, where it is mentioned, in
// text order.
func Mentions(d *text.Document, ents []*Entity) map[string][]graph.SourcedMention {
	source := (&converter{doc: d}).source()
	out := map[string][]graph.SourcedMention{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Entity < 0 || m.Entity >= len(ents) {
			continue
		}
		id := ents[m.Entity].ID
		out[id] = append(out[id], graph.SourcedMention{
			Document: d.ID, Source: source, Start: m.Span.Start, End: m.Span.End, Text: m.Text,
		})
	}
	for _, ms := range out {
		slices.SortFunc(ms, byPlace)
	}
	return out
}

func byPlace(a, b graph.SourcedMention) int {
	if a.Document != b.Document {
		return strings.Compare(a.Document, b.Document)
	}
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return a.End - b.End
}

// Document returns what the graph knows of a document itself.
func Document(d *text.Document) graph.Document {
	g := graph.Document{ID: d.ID, Title: d.Title, Date: d.Date, Sources: []string{}}
	for _, s := range d.Sources {
		g.Sources = append(g.Sources, s.Name)
	}
	slices.Sort(g.Sources)
	g.Sources = slices.Compact(g.Sources)
	return g
}
