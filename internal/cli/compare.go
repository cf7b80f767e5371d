package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/shape"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type compare struct {
	looking
	selecting
	format string
}

func newCompare(g *global) *cobra.Command {
	k := &compare{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "compare A B",
		Short:   "Say what two entities share, and what parts them",
		GroupID: "ask",
		Long: `tied        what ties the two to each other
both        third parties to whom both stand in the same relation
opposed     third parties that one of the two is for and the other against
shared      others tied to both, each in its own way
agree       what both say of one thing; differ where one denies it
says        what one of them says of the other
documents   those that speak of both
ways        the shortest ways, where nothing ties them and they share nobody`,
		Example: `  quadrille compare IS-K Taliban
  quadrille compare Iran Israel --status asserted --since 2024`,
		Args: between(2, 2, "two entities"),
	}
	k.selecting.flags(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "text")
	return g.command(c, k.run)
}

// compared is all that is to be told of two entities.
type compared struct {
	a, b *graph.Entity
	shape.Comparison
	both, onlyA, onlyB []*graph.Document
	ways               []shape.Way
}

func (k *compare) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "text")
	if err != nil {
		return err
	}
	v, sel, err := k.selected(k.openOutline(ctx, env, nil, args...))
	if err != nil {
		return err
	}
	defer v.close()
	a, b, err := v.two(args)
	if err != nil {
		return err
	}
	c, err := v.compare(ctx, sel, a, b)
	if err != nil {
		return err
	}
	if len(c.Direct)+len(c.Shared)+len(c.Opinions)+len(c.Of)+len(c.both)+len(c.ways) == 0 {
		return nothing("%s and %s have nothing in common, and no way leads from one to the other", clean(a.Name), clean(b.Name))
	}
	if jsonl {
		return c.write(env, v)
	}
	return c.print(env, sel.Limit)
}

// nearestWays is how many ways are told of two who have nothing else in common.
const nearestWays = 3

func (v *sight) compare(ctx context.Context, sel *view.Selection, a, b *graph.Entity) (*compared, error) {
	n := shape.Of(v.graph, sel, a.ID, b.ID)
	c := &compared{a: a, b: b, Comparison: n.Compare(v.graph, sel, a.ID, b.ID)}
	var err error
	if len(c.Direct)+len(c.Shared) == 0 {
		if c.ways, err = n.Ways(ctx, a.ID, b.ID, nearestWays, shape.Hops); err != nil {
			return nil, err
		}
	}
	c.both, c.onlyA, c.onlyB, err = v.documentsOf(sel, a.ID, b.ID)
	return c, err
}

// documentsOf returns the documents, of those selected, that speak of both entities,
// and of one of them alone.
func (v *sight) documentsOf(sel *view.Selection, a, b string) (both, onlyA, onlyB []*graph.Document, err error) {
	var of [2][]string
	for i, id := range []string{a, b} {
		if of[i], err = v.ws.DocumentsOf(v.profile(id)); err != nil {
			return nil, nil, nil, err
		}
	}
	for i := range v.graph.Documents {
		d := &v.graph.Documents[i]
		if !sel.KeepsDocument(d) {
			continue
		}
		_, ofA := slices.BinarySearch(of[0], d.ID)
		_, ofB := slices.BinarySearch(of[1], d.ID)
		switch {
		case ofA && ofB:
			both = append(both, d)
		case ofA:
			onlyA = append(onlyA, d)
		case ofB:
			onlyB = append(onlyB, d)
		}
	}
	return both, onlyA, onlyB, nil
}

// comparedLine is what "compare --format jsonl" prints.
type comparedLine struct {
	A         graph.Entity  `json:"a"`
	B         graph.Entity  `json:"b"`
	Direct    []edgeLine    `json:"direct"`
	Shared    []sharedLine  `json:"shared"`
	Opinions  []opinionLine `json:"opinions"`
	Says      []explained   `json:"says"` // what one says of the other
	Documents documentsLine `json:"documents"`
	Ways      []wayLine     `json:"ways"`
}

type sharedLine struct {
	Entity  graph.Entity   `json:"entity"`
	Alike   []relationLine `json:"alike"`
	Opposed bool           `json:"opposed"`
	A       []edgeLine     `json:"a"`
	B       []edgeLine     `json:"b"`
}

// relationLine is a relation in which both stand to a third party: as its subject,
// or inverse, as its object.
type relationLine struct {
	Relation string `json:"relation"`
	Open     bool   `json:"open"`
	Inverse  bool   `json:"inverse"`
}

type opinionLine struct {
	Differ bool      `json:"differ"`
	A      explained `json:"a"`
	B      explained `json:"b"`
}

type documentsLine struct {
	Both []documentLine `json:"both"`
	A    []documentLine `json:"a"` // alone
	B    []documentLine `json:"b"`
}

type documentLine struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Date    string   `json:"date"`
	Sources []string `json:"sources"`
	Author  string   `json:"author,omitempty"`
	URL     string   `json:"url,omitempty"`
}

func documentLines(docs []*graph.Document) []documentLine {
	lines := make([]documentLine, len(docs))
	for i, d := range docs {
		lines[i] = documentLine{d.ID, d.Title, d.Date, d.Sources, d.Author, d.URL}
	}
	return lines
}

func (c *compared) write(env *Env, v *sight) (err error) {
	line := comparedLine{
		A: *c.a, B: *c.b, Shared: []sharedLine{}, Opinions: []opinionLine{}, Ways: []wayLine{},
		Documents: documentsLine{documentLines(c.both), documentLines(c.onlyA), documentLines(c.onlyB)},
	}
	if line.Direct, err = v.edgeLines(c.Direct, true); err != nil {
		return err
	}
	if line.Says, err = v.explain(c.Of...); err != nil {
		return err
	}
	for i := range c.Shared {
		s := &c.Shared[i]
		x := sharedLine{Entity: s.Entity, Alike: []relationLine{}, Opposed: s.Opposed}
		for _, r := range s.Alike {
			x.Alike = append(x.Alike, relationLine{r.Label, r.Open, r.Inverse})
		}
		x.A, _ = v.edgeLines(s.A, false)
		x.B, _ = v.edgeLines(s.B, false)
		line.Shared = append(line.Shared, x)
	}
	for _, o := range c.Opinions {
		pair, err := v.explain(o.A, o.B)
		if err != nil {
			return err
		}
		line.Opinions = append(line.Opinions, opinionLine{o.Differ, pair[0], pair[1]})
	}
	for i := range c.ways {
		w, err := v.wayLine(&c.ways[i], true)
		if err != nil {
			return err
		}
		line.Ways = append(line.Ways, w)
	}
	return jsonLines(env, []comparedLine{line})
}

// fewLines is how many lines of a kind a person is shown who asks for no number.
const fewLines = 12

func (c *compared) print(env *Env, limit int) error {
	if limit == 0 {
		limit = fewLines
	}
	p := pen(env.colour())
	fmt.Fprintf(env.Stdout, "%s  %s\n%s  %s\n\n", p.bold(clean(c.a.Name)), c.a.Type, p.bold(clean(c.b.Name)), c.b.Type)
	blocks(env, "tied", few(c.direct(p), limit))
	blocks(env, "both", few(c.alike(), limit))
	opposed, others := c.thirds(p)
	blocks(env, "opposed", few(opposed, limit))
	blocks(env, "shared", few(others, limit))
	differ, agree := c.opinions(p)
	blocks(env, "differ", few(differ, limit))
	blocks(env, "agree", few(agree, limit))
	blocks(env, "says", few(c.says(p), limit))
	blocks(env, "documents", c.documents(limit))
	var ways []string
	for i := range c.ways {
		ways = append(ways, wayWords(&c.ways[i]))
	}
	blocks(env, "ways", ways)
	if len(c.Direct) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(env.Stdout, "\nThe words behind what ties them: quadrille explain %s - %s\n", quoteArg(clean(c.a.Name)), quoteArg(clean(c.b.Name)))
	return err
}

// few keeps so many lines, and counts the rest.
func few(lines []string, most int) []string {
	if len(lines) <= most {
		return lines
	}
	return append(slices.Clone(lines[:most]), fmt.Sprintf("and %s more", number(len(lines)-most)))
}

// direct are the edges between the two.
func (c *compared) direct(p pen) (lines []string) {
	for i := range c.Direct {
		e := &c.Direct[i]
		from, to := c.a, c.b
		if e.From == c.b.ID {
			from, to = c.b, c.a
		}
		status := edgeStatus(e, p)
		if e.Weight() > 1 {
			status += ", " + plural(e.Weight(), "claim")
		}
		lines = append(lines, fmt.Sprintf("%s %s %s (%s)", clean(from.Name), arrow(e, from.ID), clean(to.Name), status))
	}
	return lines
}

// alike are the relations in which both stand to others, those to most first.
func (c *compared) alike() (lines []string) {
	var kinds []shape.Relation
	names := map[shape.Relation][]string{}
	for _, s := range c.Shared {
		for _, r := range s.Alike {
			if names[r] == nil {
				kinds = append(kinds, r)
			}
			names[r] = append(names[r], clean(s.Name))
		}
	}
	slices.SortStableFunc(kinds, func(a, b shape.Relation) int { return len(names[b]) - len(names[a]) })
	for _, r := range kinds {
		lines = append(lines, relationArrow(r)+" "+strings.Join(names[r], ", "))
	}
	return lines
}

// thirds are the others tied to both: those of whom the two think differently, and
// those to whom each is tied in its own way.
func (c *compared) thirds(p pen) (opposed, others []string) {
	for i := range c.Shared {
		s := &c.Shared[i]
		line := fmt.Sprintf("%s: %s %s; %s %s", clean(s.Name), clean(c.a.Name), arrowsTo(s.A, s.ID), clean(c.b.Name), arrowsTo(s.B, s.ID))
		switch {
		case s.Opposed:
			opposed = append(opposed, line)
		case len(s.Alike) == 0:
			others = append(others, line)
		}
	}
	return opposed, others
}

// arrowsTo writes how one is tied to the entity of that ID.
func arrowsTo(edges []view.Edge, id string) string {
	var arrows []string
	for i := range edges {
		arrows = append(arrows, relationArrow(shape.RelationTo(&edges[i], id)))
	}
	arrows = unique(arrows)
	words := strings.Join(arrows[:min(maxLabels, len(arrows))], ", ")
	if more := len(arrows) - maxLabels; more > 0 {
		words += fmt.Sprintf(" and %d more", more)
	}
	return words
}

func relationArrow(r shape.Relation) string {
	label := r.Label
	if r.Open {
		label = "“" + clean(label) + "”"
	}
	switch {
	case r.Mutual:
		return "— " + label + " —"
	case r.Inverse:
		return "← " + label + " —"
	}
	return "— " + label + " →"
}

// opinions are the statements of which both spoke.
func (c *compared) opinions(p pen) (differ, agree []string) {
	for _, o := range c.Opinions {
		line := fmt.Sprintf("%s: %s %s, %s %s", claimWords(o.A), clean(c.a.Name), statusName(o.A.Status, p), clean(c.b.Name), statusName(o.B.Status, p))
		if o.Differ {
			differ = append(differ, line)
		} else {
			agree = append(agree, line)
		}
	}
	return differ, agree
}

func claimWords(c *graph.Claim) string {
	return fmt.Sprintf("%s %s %s", clean(c.Subject.Name), relationWords(c), clean(objectName(c)))
}

// says is what one of the two says of the other.
func (c *compared) says(p pen) (lines []string) {
	for _, claim := range c.Of {
		lines = append(lines, fmt.Sprintf("%s: %s (%s)", clean(claim.Speaker.Name), claimWords(claim), statusName(claim.Status, p)))
	}
	return unique(lines)
}

func (c *compared) documents(most int) (lines []string) {
	if len(c.both) > 0 {
		var names []string
		for _, d := range c.both {
			names = append(names, clean(documentName(d)))
		}
		slices.Sort(names)
		lines = append(lines, fmt.Sprintf("%s of both: %s", plural(len(names), "document"), strings.Join(few(names, most), ", ")))
	}
	if n := len(c.onlyA); n > 0 {
		lines = append(lines, fmt.Sprintf("%s of %s alone", number(n), clean(c.a.Name)))
	}
	if n := len(c.onlyB); n > 0 {
		lines = append(lines, fmt.Sprintf("%s of %s alone", number(n), clean(c.b.Name)))
	}
	return lines
}

// documentName is the name of a document's source, or the beginning of its ID.
func documentName(d *graph.Document) string {
	if len(d.Sources) > 0 {
		return d.Sources[0]
	}
	return d.ID[:min(10, len(d.ID))]
}

// wayWords writes a way on one line.
func wayWords(w *shape.Way) string {
	words := clean(w.Steps[0].From.Name)
	for i := range w.Steps {
		s := &w.Steps[i]
		words += " " + arrow(&s.Edges[0], s.From.ID) + " " + clean(s.To.Name)
	}
	return words
}
