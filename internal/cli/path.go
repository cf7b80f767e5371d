package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type path struct {
	looking
	selecting
	inferring
	format string
	ways   int
}

func newPath(g *global) *cobra.Command {
	k := &path{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "path A B",
		Short:   "Find the shortest ways from one entity to another",
		GroupID: "ask",
		Long: `Edges are walked in either direction; an arrow shows which way each points.
Denied claims are not walked unless --status asks for them.`,
		Example: `  quadrille path IS-K Ukraine
  quadrille path Putin Taliban --status asserted --ways 5`,
		Args: between(2, 2, "two entities"),
	}
	c.Flags().IntVar(&k.ways, "ways", 3, "no more than `N` ways")
	k.selecting.flags(c)
	k.inferring.flag(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "text")
	return g.command(c, k.run)
}

// pathLine is what "path --format jsonl" prints: a way and the claims it rests on.
type pathLine struct {
	Entities []graph.Entity `json:"entities"` // from A to B
	Steps    [][]any        `json:"steps"`    // the claims between each and the next, and inferences
}

func (k *path) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "text")
	if err != nil {
		return err
	}
	if k.ways < 1 {
		return misuse("--ways must be 1 or more")
	}
	v, err := k.open(ctx, env, nil)
	if err != nil {
		return err
	}
	defer v.close()
	sel, err := k.of(v)
	if err != nil {
		return err
	}
	a, err := v.entity(args[0])
	if err != nil {
		return err
	}
	b, err := v.entity(args[1])
	if err != nil {
		return err
	}
	if a.ID == b.ID {
		return misuse("%q and %q are the same entity, %s", args[0], args[1], a.Name)
	}
	sel.Open = true
	k.infer(env, v, sel)
	seen := view.Of(v.graph, sel)
	paths, err := view.Paths(seen, a.ID, b.ID, k.ways)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return nothing("there is no way from %s to %s", a.Name, b.Name)
	}
	for i, p := range paths {
		if jsonl {
			if err := jsonLines(env, []pathLine{lineOf(seen, p)}); err != nil {
				return err
			}
		} else {
			printPath(env, seen, p, i > 0)
		}
	}
	return nil
}

func lineOf(v *view.View, p view.Path) pathLine {
	line := pathLine{Entities: []graph.Entity{v.Node(p[0].From).Entity}}
	for _, step := range p {
		line.Entities = append(line.Entities, v.Node(step.To).Entity)
		var claims []any
		for _, e := range step.Edges {
			if e.Inference != nil {
				claims = append(claims, e.Inference)
				continue
			}
			for _, c := range e.Claims {
				claims = append(claims, c)
			}
		}
		line.Steps = append(line.Steps, claims)
	}
	return line
}

// printPath prints a way, one step a line.
func printPath(env *Env, v *view.View, way view.Path, more bool) {
	p := pen(env.colour())
	if more {
		fmt.Fprintln(env.Stdout)
	}
	fmt.Fprintln(env.Stdout, p.bold(nodeName(v, way[0].From)))
	for _, step := range way {
		var labels []string
		for _, e := range step.Edges {
			label := edgeLabel(e)
			switch {
			case e.Symmetric:
				label = "— " + label + " —"
			case e.From == step.From:
				label = "— " + label + " →"
			default:
				label = "← " + label + " —"
			}
			if e.Status != graph.Asserted {
				label += " (" + edgeStatus(e, p) + ")"
			}
			labels = append(labels, label)
		}
		fmt.Fprintf(env.Stdout, "  %s %s\n", strings.Join(labels[:min(3, len(labels))], ", "), p.bold(nodeName(v, step.To)))
	}
}
