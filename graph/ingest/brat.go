package ingest

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/brat"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// BratText is a document as people annotate it with brat: its mentions are spans,
// its claims between two of them relations. The note of a span names whom it means
// where its words do not; that of a relation has its status and speaker where the
// author does not state it, "reported by BBC".
type BratText struct {
	Name       string // of its files, without an ending
	Document   string // its ID
	Text       string
	Annotation *brat.Annotation
	// Left counts the claims that brat has no relations for: those that no relation of
	// the schema covers, and those of plain values.
	Left int

	entities []*graph.Profile // of each span
	claims   [][]*graph.Claim // of each relation
}

// Brat returns the documents of a part of this workspace's graph, by ID.
func (w *Workspace) Brat(ctx context.Context, g *graph.Graph) iter.Seq2[*BratText, error] {
	return func(yield func(*BratText, error) bool) {
		profiles := map[string]*graph.Profile{}
		for i := range g.Entities {
			profiles[g.Entities[i].ID] = &g.Entities[i]
		}
		claims := map[string][]*graph.Claim{}
		for i := range g.Claims {
			c := &g.Claims[i]
			claims[c.Evidence.Document] = append(claims[c.Evidence.Document], c)
		}
		names := bratNames(g.Documents)
		for i, d := range g.Documents {
			doc, err := w.Document(d.ID)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			t := &BratText{Name: names[i], Document: d.ID, Text: doc.Text, Annotation: &brat.Annotation{}}
			t.fill(g, profiles, claims[d.ID])
			if !yield(t, nil) {
				return
			}
		}
	}
}

// bratNames names the files of documents: their sources' names in letters that all
// file systems have.
func bratNames(docs []graph.Document) []string {
	names := make([]string, len(docs))
	count := map[string]int{}
	for i, d := range docs {
		name := d.ID[:min(12, len(d.ID))]
		if len(d.Sources) > 0 {
			name = strings.TrimSuffix(d.Sources[0], filepath.Ext(d.Sources[0]))
		}
		names[i] = strings.Map(func(r rune) rune {
			if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '_') {
				return r
			}
			return '-'
		}, name)
		count[strings.ToLower(names[i])]++
	}
	for i, d := range docs {
		if count[strings.ToLower(names[i])] > 1 {
			names[i] += "-" + d.ID[:min(8, len(d.ID))]
		}
	}
	return names
}

// fill makes spans of the document's mentions and relations of its claims.
func (t *BratText) fill(g *graph.Graph, profiles map[string]*graph.Profile, claims []*graph.Claim) {
	type place struct {
		at     text.Span
		entity string
	}
	words := map[place]string{}
	for i := range g.Entities {
		for _, m := range g.Entities[i].Mentions {
			if m.Document == t.Document {
				words[place{text.Span{Start: m.Start, End: m.End}, g.Entities[i].ID}] = m.Text
			}
		}
	}
	of := func(a *graph.Argument) place {
		return place{text.Span{Start: a.Mention.Start, End: a.Mention.End}, a.ID}
	}
	type arc struct {
		from, to     place
		relation     string
		status, note string
	}
	arcs := map[arc][]*graph.Claim{}
	for _, c := range claims {
		if c.Relation == nil || c.Object == nil || of(c.Subject).at == of(c.Object).at {
			t.Left++
			continue
		}
		for _, a := range []*graph.Argument{c.Subject, c.Object} {
			words[of(a)] = a.Mention.Text
		}
		k := arc{of(c.Subject), of(c.Object), *c.Relation, string(c.Status), bratNote(c)}
		arcs[k] = append(arcs[k], c)
	}
	places := make([]place, 0, len(words))
	for p := range words {
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(a.at.Start-b.at.Start, a.at.End-b.at.End, strings.Compare(a.entity, b.entity))
	})
	index := map[place]int{}
	for i, p := range places {
		index[p] = i
		e := profiles[p.entity]
		s := brat.Span{Type: "Entity", Span: p.at, Text: words[p]}
		if e != nil {
			s.Type = cmp.Or(e.Type, s.Type)
			if !goesBy(e, words[p]) {
				s.Note = e.Name
			}
		}
		t.Annotation.Spans = append(t.Annotation.Spans, s)
		t.entities = append(t.entities, e)
	}
	keys := make([]arc, 0, len(arcs))
	for k := range arcs {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b arc) int {
		return cmp.Or(index[a.from]-index[b.from], index[a.to]-index[b.to], strings.Compare(a.relation, b.relation),
			strings.Compare(a.status, b.status), strings.Compare(a.note, b.note))
	})
	for _, k := range keys {
		t.Annotation.Relations = append(t.Annotation.Relations, brat.Relation{Type: k.relation, From: index[k.from], To: index[k.to], Note: k.note})
		t.claims = append(t.claims, arcs[k])
	}
}

// goesBy reports whether words are an entity's name or an alias.
func goesBy(e *graph.Profile, words string) bool {
	folded := resolve.Fold(words)
	return resolve.Fold(e.Name) == folded || slices.ContainsFunc(e.Aliases, func(a string) bool { return resolve.Fold(a) == folded })
}

// bratNote is the status of a claim that the author does not state, and who says so.
func bratNote(c *graph.Claim) string {
	status := string(c.Status)
	switch {
	case c.Polarity == graph.Negative && c.Status != graph.Denied:
		status += ", negative"
	case c.Status == graph.Asserted:
		return ""
	}
	if c.Speaker != nil {
		status += " by " + c.Speaker.Name
	}
	return status
}

// readNote reads what bratNote wrote, or a person who knows of it.
func readNote(note string) (status graph.Status, speaker string, err error) {
	note = strings.TrimSpace(note)
	if note == "" {
		return graph.Asserted, "", nil
	}
	head, speaker, _ := strings.Cut(note, " by ")
	head = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(head)), ", negative")
	if !slices.Contains(graph.Statuses, graph.Status(head)) {
		return "", "", fmt.Errorf("the note %q gives no status: it is asserted, reported, possible or denied, as in \"reported by BBC\"", note)
	}
	return graph.Status(head), strings.TrimSpace(speaker), nil
}
