package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

func newType(g *global) *cobra.Command {
	because := ""
	c := &cobra.Command{
		Use:     "type ENTITY TYPE",
		Short:   "Say what kind of thing an entity is",
		GroupID: "keep",
		Long:    `"quadrille schema show" lists the types.`,
		Example: `  quadrille type IS-K ArmedGroup`,
		Args:    between(2, 2, "an entity and a type"),
	}
	c.Flags().StringVar(&because, "because", "", "the `REASON`, kept with the decision")
	return g.command(c, func(ctx context.Context, env *Env, args []string) error {
		ws, err := g.openToChange(env)
		if err != nil {
			return err
		}
		defer ws.Close()
		name, in, e, err := ws.Meaning(ctx, args[0])
		if err != nil {
			return err
		}
		typ, near := view.NamesOf(&graph.Graph{}, ws.Schema()).Type(args[1])
		if typ == "" {
			return unknown("entity type", args[1], near)
		}
		if e.Type == typ {
			return misuse("%s is of that type already", e.Name)
		}
		if err := ws.Decide(ctx, ledger.Decision{Do: ledger.Type, Names: []string{name}, In: in, To: typ, Because: because}); err != nil {
			return already(env, err)
		}
		fmt.Fprintf(env.Stderr, "%s is of the type %s now, not %s; \"quadrille undo\" takes it back\n", clean(e.Name), typ, e.Type)
		return nil
	})
}
