package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// looking is what the commands share that look at a graph: the workspace, or
// files that are read for this once.
type looking struct {
	global *global
	from   []string // --from: files to read instead of a workspace
	schema string   // --schema: with these
	quads  bool     // whether the command asks for quads

	allowPrivate bool // --allow-private: with these
}

func (l *looking) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringArrayVar(&l.from, "from", nil, "read `FILE` now, a path or a URL, instead of a workspace, and leave nothing on disk; may be repeated")
	privateFlag(f, &l.allowPrivate)
	f.StringVar(&l.schema, "schema", "", "with --from, the schema: general, conflict or a `FILE` (default conflict)")
}

// noneButFiles allows arguments to a command only as further files of --from.
func noneButFiles(l *looking) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 || len(l.from) > 0 {
			return nil
		}
		return misuse("%s takes no arguments; got %q", cmd.CommandPath(), args[0]).
			hinted("to read a file without a workspace: %s --from %s", cmd.CommandPath(), quoteArg(args[0]))
	}
}

// sight is a graph that is looked at.
type sight struct {
	ws     *ingest.Workspace
	graph  *graph.Graph
	names  *view.Names
	schema *schema.Schema
	part   bool // whether of claims the graph has only those that about brought
	few    bool // whether of entities and documents it has only those that were asked for

	indexed bool               // whether entities are looked up in the index by their names
	meant   map[string]meaning // by the names that were looked up there
}

// open opens what the flags name; more are further files of --from.
func (l *looking) open(ctx context.Context, env *Env, more []string) (*sight, error) {
	ws, err := l.workspace(ctx, env, more)
	if err != nil {
		return nil, err
	}
	g, err := ws.Graph(ctx)
	if err != nil {
		ws.Close()
		return nil, err
	}
	return newSight(ws, g), nil
}

func newSight(ws *ingest.Workspace, g *graph.Graph) *sight {
	s := ws.Schema()
	return &sight{ws: ws, graph: g, names: view.NamesOf(g, s), schema: s}
}

func (v *sight) close() { v.ws.Close() }

// entity finds the one entity that a person means.
func (v *sight) entity(name string) (*graph.Entity, error) {
	found, near, err := v.called(name)
	if err != nil {
		return nil, err
	}
	switch len(found) {
	case 0:
		err := &view.UnknownError{Kind: "entity", Name: name, Near: near}
		f := nothing("%w", err)
		f.hint = err.Hint()
		if f.hint == "" {
			f.hint = `"quadrille entities" lists them`
		}
		return nil, f
	case 1:
		return &found[0], nil
	}
	var ids []string
	for _, e := range found {
		ids = append(ids, fmt.Sprintf("%s (%s)", e.ID, e.Type))
	}
	return nil, misuse("%w", &ingest.NameError{What: "entity", Name: name, Candidates: ids}).hinted("name it by what stands before the bracket")
}

// profile returns an entity of the graph with its mentions.
func (v *sight) profile(id string) *graph.Profile {
	for i := range v.graph.Entities {
		if v.graph.Entities[i].ID == id {
			return &v.graph.Entities[i]
		}
	}
	return nil
}

// thing returns an entity of the graph, or nil for what is a relation, and its name.
func (v *sight) thing(id string) (entity *graph.Entity, name string) {
	if p := v.profile(id); p != nil {
		return &p.Entity, p.Name
	}
	return nil, id
}

// sentences finds the sentence of a claim, and keeps the last document at hand:
// claims come sorted by document. Where the document is elsewhere, the words that prove
// the claim stand for its sentence.
type sentences struct {
	v    *sight
	id   string
	text *text.Index
	doc  *text.Document
}

func (s *sentences) of(c *graph.Claim) (graph.Mention, error) {
	if s.id != c.Evidence.Document {
		d, err := s.v.ws.Document(c.Evidence.Document)
		if errors.Is(err, ingest.ErrNoText) { // and people have been told
			s.id, s.doc = "", &text.Document{}
			return graph.Mention{Text: c.Evidence.Text, Start: c.Evidence.Start, End: c.Evidence.End}, nil
		}
		if err != nil {
			return graph.Mention{}, err
		}
		s.id, s.doc, s.text = d.ID, d, text.NewIndex(d.Text)
	}
	span := text.Span{Start: c.Evidence.Start, End: c.Evidence.End}
	if n := c.Evidence.Sentence; n >= 0 && n < len(s.doc.Sentences) {
		span = span.Cover(s.doc.Sentences[n].Span)
	}
	return graph.Mention{Text: s.text.Slice(span), Start: span.Start, End: span.End}, nil
}

// tally counts words, the most frequent first, equals as they came: "IS-K 13".
func tally(words []string) []string {
	count := map[string]int{}
	for _, w := range words {
		count[w]++
	}
	kinds := unique(words)
	slices.SortStableFunc(kinds, func(a, b string) int { return count[b] - count[a] })
	for i, w := range kinds {
		kinds[i] = fmt.Sprintf("%s %d", w, count[w])
	}
	return kinds
}

// unique returns the words without doubles, in order.
func unique(words []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// quoteArg writes a word as a shell takes it, for commands that are suggested.
func quoteArg(s string) string {
	plain := func(r rune) bool {
		return r == '-' || r == '_' || r == '.' || r == '/' || r == ':' || r == ',' || r == '+' ||
			'0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r > 0x7f
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	if !strings.Contains(s, "'") {
		return "'" + s + "'"
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
