package resolve

import (
	"cmp"
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
	c, err := NewConverter(d, ents)
	if err != nil {
		return nil, err
	}
	staying, err := Staying(d)
	if err != nil {
		return nil, err
	}
	claims := make([]graph.Claim, len(staying))
	for n, i := range staying {
		g, err := c.Claim(i)
		if err != nil {
			return nil, err
		}
		claims[n] = *g
	}
	slices.SortFunc(claims, func(a, b graph.Claim) int { return strings.Compare(a.ID, b.ID) })
	return claims, nil
}

// Staying returns the indexes of those of a document's claims that the graph has:
// where two come to the same, the surer one stays.
func Staying(d *text.Document) ([]int, error) {
	best := make(map[[idSize]byte]int, len(d.Claims))
	out := make([]int, 0, len(d.Claims))
	for i := range d.Claims {
		id, err := claimID(d, &d.Claims[i])
		if err != nil {
			return nil, claimError(d, i, err)
		}
		n, ok := best[id]
		switch {
		case !ok:
			best[id] = len(out)
			out = append(out, i)
		case d.Claims[i].Confidence > d.Claims[out[n]].Confidence:
			out[n] = i
		}
	}
	return out, nil
}

func claimError(d *text.Document, i int, err error) error {
	return fmt.Errorf("document %s: claim %d (%s): %w", d.ID, i, d.Claims[i].Rule, err)
}

// Converter makes one document's claims as the graph has them, one by one: those
// of a long document are several times what they are in it.
type Converter struct {
	doc   *text.Document
	ents  []*Entity
	index *text.Index
}

// NewConverter returns the converter of a document whose entities, by their index
// in it, are those.
func NewConverter(d *text.Document, ents []*Entity) (*Converter, error) {
	if len(ents) != len(d.Entities) {
		return nil, fmt.Errorf("document %s has %d entities, %d are resolved", d.ID, len(d.Entities), len(ents))
	}
	return &Converter{doc: d, ents: ents, index: text.NewIndex(d.Text)}, nil
}

// Claim returns the document's claim i. It fails as Claims does.
func (c *Converter) Claim(i int) (*graph.Claim, error) {
	g, err := c.claim(&c.doc.Claims[i])
	if err != nil {
		return nil, claimError(c.doc, i, err)
	}
	return g, nil
}

func (c *Converter) claim(t *text.Claim) (*graph.Claim, error) {
	g := &graph.Claim{
		Open: t.Open, Value: t.Value, Status: t.Status, Polarity: graph.Positive, Time: t.Time,
		Confidence: t.Confidence, Extractor: t.Extractor, Rule: t.Rule,
	}
	if t.Relation != "" {
		g.Relation = &t.Relation
	}
	if j := t.Judged; j != nil {
		g.Decided = &graph.Decided{Verdict: j.Verdict, Status: j.Status, Confidence: j.Confidence, Because: j.Because}
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
	id, err := claimID(c.doc, t)
	g.ID = hex.EncodeToString(id[:])
	return g, err
}

// source returns the name that people know the document by.
func (c *Converter) source() string {
	if len(c.doc.Sources) == 0 {
		return ""
	}
	return c.doc.Sources[0].Name
}

// words returns the text of a span.
func (c *Converter) words(s text.Span) (string, error) {
	if s.Start < 0 || s.End <= s.Start || s.End > c.index.Len() {
		return "", fmt.Errorf("span %d to %d is not in the text, which has %d characters", s.Start, s.End, c.index.Len())
	}
	return c.index.Slice(s), nil
}

// argument returns the entity and words of a mention, nil for index -1.
func (c *Converter) argument(i int) (*graph.Argument, error) {
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

// idSize is how many bytes a claim's ID has.
const idSize = 16

// claimID names a claim by where it stands and what it says there. Subject and
// object go in as the words that stand for them, so that a claim keeps its name
// when two entities turn out to be one. Neither does a person's judgement change it.
func claimID(d *text.Document, c *text.Claim) (id [idSize]byte, err error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d %d\n%q %q\n", d.ID, c.Span.Start, c.Span.End, c.Relation, c.Open)
	for n, i := range []int{c.Subject, c.Object} {
		switch {
		case i == -1:
			fmt.Fprintf(h, "-\n")
		case i < 0 || i >= len(d.Mentions):
			return id, fmt.Errorf("%s: there is no mention %d", []string{"subject", "object"}[n], i)
		default:
			fmt.Fprintf(h, "%d %d\n", d.Mentions[i].Span.Start, d.Mentions[i].Span.End)
			if first := oneOfTwo(d, i); first >= 0 {
				fmt.Fprintf(h, "of %d\n", d.Mentions[first].Span.Start)
			}
		}
	}
	read, polarity := asRead(c), graph.Positive
	if read.Negative {
		polarity = graph.Negative
	}
	fmt.Fprintf(h, "%q\n%s %s\n", c.Value, read.Status, polarity)
	return [idSize]byte(h.Sum(nil)[:idSize]), nil
}

// oneOfTwo returns the first mention of the chain of mention i where the words of i
// stand for another as well, "the two": what is claimed of either is a claim of its
// own. Such mentions follow each other. -1 where the words stand for one alone.
func oneOfTwo(d *text.Document, i int) int {
	m := &d.Mentions[i]
	if m.Kind != text.Pronoun || m.Entity < 0 || m.Entity >= len(d.Entities) || len(d.Entities[m.Entity].Mentions) == 0 {
		return -1
	}
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(d.Mentions) && d.Mentions[j].Span == m.Span && d.Mentions[j].Entity != m.Entity {
			return d.Entities[m.Entity].Mentions[0]
		}
	}
	return -1
}

// Mentions returns, for each of a document's entities, where it is mentioned, in
// text order.
func Mentions(d *text.Document, ents []*Entity) map[string][]graph.SourcedMention {
	c := Converter{doc: d, ents: ents}
	out := map[string][]graph.SourcedMention{}
	for i := range d.Mentions {
		if id, m, ok := c.Mention(i); ok {
			out[id] = append(out[id], m)
		}
	}
	for _, ms := range out {
		slices.SortFunc(ms, byPlace)
	}
	return out
}

// Mention returns the document's mention i, and the ID of the entity that is
// mentioned; ok is false where it is none.
func (c *Converter) Mention(i int) (entity string, m graph.SourcedMention, ok bool) {
	t := &c.doc.Mentions[i]
	if t.Entity < 0 || t.Entity >= len(c.ents) {
		return "", m, false
	}
	return c.ents[t.Entity].ID, graph.SourcedMention{
		Document: c.doc.ID, Source: c.source(), Start: t.Span.Start, End: t.Span.End, Text: t.Text,
	}, true
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
	g := graph.Document{
		ID: d.ID, Title: d.Title, Date: d.Date, Sources: []string{},
		Author: d.Author, URL: d.URL, Language: cmp.Or(d.Language, "en"),
	}
	for _, s := range d.Sources {
		g.Sources = append(g.Sources, s.Name)
	}
	slices.Sort(g.Sources)
	g.Sources = slices.Compact(g.Sources)
	return g
}
