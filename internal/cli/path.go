package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/shape"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type path struct {
	looking
	selecting
	inferring
	format string
	ways   int
	by     string
	brief  bool
}

func newPath(g *global) *cobra.Command {
	k := &path{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "path A B",
		Short:   "Find the shortest ways from one entity to another",
		GroupID: "ask",
		Long: `For each step: what ties the two, and the sentence that proves it, with the
words marked. Claims are walked in either direction; an arrow shows which way
each points. Denied claims are not walked unless --status asks for them.

By hops, ways of fewer steps come first, and of equally many those over surer
claims. By confidence, the ways come first whose claims are the surest together:
the confidence of a way is the product of its steps'.`,
		Example: `  quadrille path IS-K Ukraine
  quadrille path Putin Taliban --status asserted -k 5 --brief
  quadrille path IS-K Ukraine --by confidence`,
		Args: between(2, 2, "two entities"),
	}
	c.Flags().IntVarP(&k.ways, "ways", "k", 3, "no more than `N` ways")
	c.Flags().StringVar(&k.by, "by", string(shape.Hops), "the `ORDER` of the ways: by hops or by confidence")
	c.Flags().BoolVar(&k.brief, "brief", false, "leave the sentences out")
	k.selecting.flags(c)
	k.inferring.flag(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "text")
	return g.command(c, k.run)
}

func (k *path) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "text")
	if err != nil {
		return err
	}
	if k.ways < 1 {
		return misuse("--ways must be 1 or more")
	}
	if by := shape.By(k.by); by != shape.Hops && by != shape.Confidence {
		return noSuch("order", k.by, []string{string(shape.Hops), string(shape.Confidence)})
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
	k.infer(env, v, sel)
	most := k.ways
	if sel.Limit > 0 {
		most = min(most, sel.Limit)
	}
	ways, err := shape.Of(v.graph, sel, a.ID, b.ID).Ways(ctx, a.ID, b.ID, most, shape.By(k.by))
	if err != nil {
		return err
	}
	if len(ways) == 0 {
		return noWay(v, sel, a, b)
	}
	proved := map[[2]string]bool{} // the steps whose sentences have been printed
	for i := range ways {
		if i > 0 && !jsonl {
			fmt.Fprintln(env.Stdout)
		}
		if !jsonl {
			if err := k.printWay(env, v, &ways[i], proved); err != nil {
				return err
			}
			continue
		}
		line, err := v.wayLine(&ways[i], !k.brief)
		if err != nil {
			return err
		}
		if err := jsonLines(env, []wayLine{line}); err != nil {
			return err
		}
	}
	return nil
}

// two finds the two entities that a call is about.
func (v *sight) two(args []string) (a, b *graph.Entity, err error) {
	if a, err = v.entity(args[0]); err != nil {
		return nil, nil, err
	}
	if b, err = v.entity(args[1]); err != nil {
		return nil, nil, err
	}
	if a.ID == b.ID {
		return nil, nil, misuse("%q and %q are the same entity, %s", args[0], args[1], a.Name)
	}
	return a, b, nil
}

// noWay says that there is none, or by which claims there would be one.
func noWay(v *sight, sel *view.Selection, a, b *graph.Entity) error {
	f := nothing("there is no way from %s to %s", clean(a.Name), clean(b.Name))
	all := *sel
	all.Statuses = graph.Statuses
	switch {
	case shape.Of(v.graph, &all, a.ID, b.ID).Reaches(a.ID, b.ID):
		return f.hinted("there is one with --status asserted,reported,possible,denied")
	case shape.Of(v.graph, nil, a.ID, b.ID).Reaches(a.ID, b.ID):
		return f.hinted("there is one in the whole graph, but not in what the flags select")
	}
	return f
}

// wayLine is what "path --format jsonl" prints: a way and what it rests on.
type wayLine struct {
	Hops       int            `json:"hops"`
	Confidence float64        `json:"confidence"`
	Entities   []graph.Entity `json:"entities"` // from A to B
	Steps      []stepLine     `json:"steps"`
}

// stepLine is a step from one entity to the next.
type stepLine struct {
	From       string     `json:"from"` // IDs
	To         string     `json:"to"`
	Confidence float64    `json:"confidence"`
	Edges      []edgeLine `json:"edges"`
}

// edgeLine is an edge: the claims of one relation and one status between two
// entities, and one of them with its sentence.
type edgeLine struct {
	Subject  string       `json:"subject"` // IDs
	Relation *string      `json:"relation"`
	Open     string       `json:"open"`
	Object   string       `json:"object"`
	Mutual   bool         `json:"mutual"` // the relation has no direction
	Status   graph.Status `json:"status"`
	Speakers []string     `json:"speakers"`
	Claims   int          `json:"claims"`
	Evidence *explained   `json:"evidence,omitempty"` // the surest claim
	// Inferred is what follows, with all that it rests on, in place of a claim.
	Inferred *explainedInference `json:"inferred,omitempty"`
}

// wayLine describes a way for a program, with or without sentences.
func (v *sight) wayLine(w *shape.Way, evidence bool) (wayLine, error) {
	line := wayLine{Hops: len(w.Steps), Confidence: rounded(w.Confidence), Entities: []graph.Entity{w.Steps[0].From}}
	for _, s := range w.Steps {
		line.Entities = append(line.Entities, s.To)
		edges, err := v.edgeLines(s.Edges, evidence)
		if err != nil {
			return line, err
		}
		line.Steps = append(line.Steps, stepLine{s.From.ID, s.To.ID, rounded(s.Confidence), edges})
	}
	return line, nil
}

// edgeLines describes edges for a program.
func (v *sight) edgeLines(edges []view.Edge, evidence bool) ([]edgeLine, error) {
	lines := make([]edgeLine, len(edges))
	for i := range edges {
		e := &edges[i]
		lines[i] = edgeLine{
			Subject: e.From, Open: e.Open, Object: e.To, Mutual: e.Symmetric,
			Status: e.Status, Speakers: append([]string{}, e.Speakers...), Claims: e.Weight(),
		}
		if e.Relation != "" {
			lines[i].Relation = &e.Relation
		}
		if !evidence {
			continue
		}
		proof, err := v.explain(proofOf(e)...)
		if err != nil {
			return nil, err
		}
		if e.Inference == nil {
			lines[i].Evidence = &proof[0]
			continue
		}
		f := explainedInference{Inference: *e.Inference, Because: proof}
		f.Claims = nil // with their words
		for k := range proof {
			f.Claims = append(f.Claims, &proof[k].Claim)
		}
		lines[i].Inferred = &f
	}
	return lines, nil
}

// proofOf returns the claims that are shown for an edge: the surest, or all that an
// inference rests on.
func proofOf(e *view.Edge) []*graph.Claim {
	if e.Inference != nil {
		return e.Claims
	}
	return []*graph.Claim{surest(e)}
}

// rounded keeps four digits of a number between 0 and 1.
func rounded(f float64) float64 { return float64(int(f*1e4+0.5)) / 1e4 }

// printWay prints a way: the entities one under the other, each with what leads to
// it and the words that prove that, unless an earlier way has shown them.
func (k *path) printWay(env *Env, v *sight, w *shape.Way, proved map[[2]string]bool) error {
	p := pen(env.colour())
	fmt.Fprintf(env.Stdout, "%s  %s\n", p.bold(clean(w.Steps[0].From.Name)),
		p.faint(fmt.Sprintf("(%s, confidence %.2f)", plural(len(w.Steps), "step"), w.Confidence)))
	for _, s := range w.Steps {
		for _, line := range wrap(stepWords(&s, p), env.width()-2) {
			fmt.Fprintf(env.Stdout, "  %s\n", line)
		}
		step := [2]string{s.From.ID, s.To.ID}
		if k.brief || proved[step] {
			continue
		}
		proved[step] = true
		proof, err := v.explain(proofOf(&s.Edges[0])...)
		if err != nil {
			return err
		}
		for i := range proof {
			printEvidence(env, &proof[i])
		}
	}
	return nil
}

// maxLabels is how many edges of a step are named on a terminal.
const maxLabels = 3

// stepWords names what ties the two ends of a step, and the second of them.
func stepWords(s *shape.Step, p pen) string {
	var labels []string
	for i := range s.Edges[:min(maxLabels, len(s.Edges))] {
		e := &s.Edges[i]
		label := arrow(e, s.From.ID)
		if e.Status != graph.Asserted {
			label += " (" + edgeStatus(e, p) + ")"
		}
		labels = append(labels, label)
	}
	words := strings.Join(labels, ", ")
	if more := len(s.Edges) - maxLabels; more > 0 {
		words += fmt.Sprintf(" and %d more", more)
	}
	return words + " " + p.bold(clean(s.To.Name))
}

// arrow writes an edge as seen from one of its ends: "— opposes →".
func arrow(e *view.Edge, from string) string {
	switch {
	case e.Symmetric:
		return "— " + edgeLabel(e) + " —"
	case e.From == from:
		return "— " + edgeLabel(e) + " →"
	}
	return "← " + edgeLabel(e) + " —"
}

// printEvidence prints the sentence behind a step.
func printEvidence(env *Env, x *explained) {
	p := pen(env.colour())
	const margin = 6
	for _, line := range wrap(marked(x.Sentence, &x.Claim, p), env.width()-margin) {
		fmt.Fprintf(env.Stdout, "%*s%s\n", margin, "", line)
	}
	said := fmt.Sprintf("%s, sentence %d; %s; confidence %.2f", clean(x.Evidence.Source), x.Evidence.Sentence+1, statusWords(&x.Claim, false), x.Confidence)
	for _, line := range wrap(said, env.width()-margin) {
		fmt.Fprintf(env.Stdout, "%*s%s\n", margin, "", p.faint(line))
	}
}
