package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
)

func newUndo(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "undo [LINE]",
		Short:   "Take back the last decision, or the one on a line",
		GroupID: "keep",
		Long: `The decision's lines are taken out of decisions.yaml, and the graph is what it
would be without. "quadrille decisions" lists them with their lines.`,
		Example: `  quadrille undo
  quadrille undo 12`,
		Args: between(0, 1, "one line of decisions.yaml"),
	}
	return g.command(c, func(ctx context.Context, env *Env, args []string) error {
		line := 0
		if len(args) > 0 {
			n, err := strconv.Atoi(args[0])
			if err != nil || n < 1 {
				return misuse("%q is no line of decisions.yaml", args[0]).hinted(`"quadrille decisions" lists them`)
			}
			line = n
		}
		ws, err := g.openToChange(env)
		if err != nil {
			return err
		}
		defer ws.Close()
		d, err := ws.Undo(ctx, line)
		if err != nil {
			return err
		}
		fmt.Fprintf(env.Stderr, "took back %s\n", clean(inWords(d)))
		return nil
	})
}
