package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

func newRename(g *global) *cobra.Command {
	because := ""
	c := &cobra.Command{
		Use:     "rename ENTITY NAME",
		Short:   "Give an entity another name",
		GroupID: "keep",
		Long: `The old name stays an alias, and the entity's IRI stays what it is, so that all
that names it goes on naming it.`,
		Example: `  quadrille rename IS-K 'Islamic State – Khorasan Province'`,
		Args:    between(2, 2, "an entity and its new name"),
	}
	c.Flags().StringVar(&because, "because", "", "the `REASON`, kept with the decision")
	return g.command(c, func(ctx context.Context, env *Env, args []string) error {
		if strings.TrimSpace(args[1]) == "" {
			return misuse("the new name is empty")
		}
		ws, err := g.openToChange(env)
		if err != nil {
			return err
		}
		defer ws.Close()
		name, in, e, err := ws.Meaning(ctx, args[0])
		if err != nil {
			return err
		}
		if e.Name == args[1] {
			return misuse("%s has that name already", e.Name)
		}
		if err := ws.Decide(ctx, ledger.Decision{Do: ledger.Rename, Names: []string{name}, In: in, To: args[1], Because: because}); err != nil {
			return already(env, err)
		}
		fmt.Fprintf(env.Stderr, "%s is called %s now; \"quadrille undo\" takes it back\n", clean(e.Name), clean(args[1]))
		return nil
	})
}
