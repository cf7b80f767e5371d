package cli

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type contradictions struct {
	looking
	selecting
	format string
}

func newContradictions(g *global) *cobra.Command {
	k := &contradictions{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "contradictions",
		Short:   "List what is both said and denied, by whom",
		GroupID: "look",
		Long: `Statements of which some claims say that it is so and others that it is not,
each with its document, who says so, and the sentence with the words marked.
Claims that are known to be about different times contradict nobody.`,
		Example: `  quadrille contradictions
  quadrille contradictions --entity Russia --since 2022`,
		Args: noneButFiles(&k.looking),
	}
	k.selecting.flags(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "text")
	return g.command(c, k.run)
}

// contradiction is what "contradictions --format jsonl" prints.
type contradiction struct {
	Subject  graph.Entity   `json:"subject"`
	Relation *string        `json:"relation"` // null for an open one
	Open     string         `json:"open"`
	Object   *graph.Entity  `json:"object"` // null where it is a plain value
	Value    string         `json:"value,omitempty"`
	For      []*graph.Claim `json:"for"`
	Against  []*graph.Claim `json:"against"`
}

func (k *contradictions) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "text")
	if err != nil {
		return err
	}
	v, sel, err := k.selected(k.open(ctx, env, args))
	if err != nil {
		return err
	}
	defer v.close()
	limit := sel.Limit
	sel.Limit = 0 // the limit is one of contradictions here, not of claims
	found := view.Contradictions(view.Of(v.graph, sel))
	if len(found) == 0 {
		return nothing("nothing is both said and denied")
	}
	all := len(found)
	if limit > 0 {
		found = found[:min(limit, all)]
	}
	if jsonl {
		lines := make([]contradiction, len(found))
		for i, x := range found {
			lines[i] = contradiction{Subject: x.Subject, Open: x.Open, For: x.For, Against: x.Against}
			if x.Relation != "" {
				lines[i].Relation = &x.Relation
			}
			if lines[i].Object = &x.Object; x.Object.ID == "" {
				lines[i].Object, lines[i].Value = nil, x.Object.Name
			}
		}
		return jsonLines(env, lines)
	}
	for i := range found {
		if err := v.printContradiction(env, &found[i]); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(env.Stdout, "%s\n", ofAll(len(found), all, "contradiction"))
	return err
}

func (v *sight) printContradiction(env *Env, x *view.Contradiction) error {
	p := pen(env.colour())
	label := x.Relation
	if label == "" {
		label = "“" + clean(x.Open) + "”"
	}
	fmt.Fprintf(env.Stdout, "%s %s %s\n", p.bold(clean(x.Subject.Name)), label, p.bold(clean(x.Object.Name)))
	sentences := sentences{v: v}
	for _, side := range []struct {
		label  string
		claims []*graph.Claim
	}{{"it is so", x.For}, {"it is not", x.Against}} {
		for i, c := range side.claims {
			s, err := sentences.of(c)
			if err != nil {
				return err
			}
			said := fmt.Sprintf("%s, %s:%d", statusWords(c, false), clean(c.Evidence.Source), c.Evidence.Sentence+1)
			if when := cmp.Or(timeWords(c), v.dateOf(c)); when != "" {
				said += ", " + when
			}
			label := side.label
			if i > 0 {
				label = " "
			}
			block(env, label, said)
			block(env, " ", marked(s, c, p))
		}
	}
	_, err := fmt.Fprintln(env.Stdout)
	return err
}

// dateOf is the day of a claim's document, or "".
func (v *sight) dateOf(c *graph.Claim) string {
	for _, d := range v.graph.Documents {
		if d.ID == c.Evidence.Document {
			return d.Date
		}
	}
	return ""
}
