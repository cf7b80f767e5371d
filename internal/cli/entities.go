package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type entities struct {
	looking
	selecting
	format string
}

func newEntities(g *global) *cobra.Command {
	k := &entities{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "entities",
		Short:   "List who and what the texts speak of",
		GroupID: "look",
		Long: `An entity is somebody or something that mentions in any number of documents are
about. The table begins with the most mentioned; in a pipe each is a line of
JSON with every mention, in the order of their IDs.`,
		Example: `  quadrille entities
  quadrille entities --type Organization
  quadrille entities --document moscow.txt --limit 10`,
		Args: noneButFiles(&k.looking),
	}
	k.selecting.flags(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "table")
	return g.command(c, k.run)
}

func (k *entities) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "table")
	if err != nil {
		return err
	}
	v, sel, err := k.selected(k.open(ctx, env, args))
	if err != nil {
		return err
	}
	defer v.close()
	limit := sel.Limit
	sel.Limit = 0 // the limit is one of entities here, not of claims
	chosen := ofTypes(v, sel, view.Of(v.graph, sel).Graph.Entities)
	if len(chosen) == 0 {
		if len(v.graph.Entities) == 0 {
			return nothing("the graph holds no entities").hinted(`"quadrille stats" tells what was read`)
		}
		return nothing("no entity is like that")
	}
	all := len(chosen)
	if !jsonl || limit > 0 {
		chosen = mostMentioned(chosen, limit)
	}
	if jsonl {
		slices.SortFunc(chosen, func(a, b graph.Profile) int { return cmp.Compare(a.ID, b.ID) })
		return jsonLines(env, chosen)
	}
	return entitiesTable(env, chosen, all)
}

// ofTypes keeps the entities of the types asked for: a selection of claims also
// holds those who say them and the places where they hold.
func ofTypes(v *sight, sel *view.Selection, all []graph.Profile) []graph.Profile {
	if len(sel.Types) == 0 {
		return all
	}
	var kept []graph.Profile
	for _, e := range all {
		if slices.ContainsFunc(sel.Types, func(t string) bool { return v.schema.Is(e.Type, t) }) {
			kept = append(kept, e)
		}
	}
	return kept
}

// mostMentioned returns the n entities with the most mentions, all for 0.
func mostMentioned(all []graph.Profile, n int) []graph.Profile {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b graph.Profile) int {
		return cmp.Or(cmp.Compare(len(b.Mentions), len(a.Mentions)), cmp.Compare(a.Name, b.Name))
	})
	if n > 0 && n < len(sorted) {
		sorted = sorted[:n]
	}
	return sorted
}

func entitiesTable(env *Env, shown []graph.Profile, all int) error {
	p := pen(env.colour())
	t := grid{columns: []column{{head: "ENTITY", least: 16}, {head: "TYPE", least: 12}, {head: "MENTIONS", right: true}, {head: "ALSO"}}}
	for i := range shown {
		e := &shown[i]
		t.add(clean(e.Name), e.Type, number(len(e.Mentions)), clean(strings.Join(e.Aliases, ", ")))
	}
	if err := t.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "\n%s\n", footer(env, ofAll(len(shown), all, "entity")+". All about one: quadrille show NAME"))
	return err
}
