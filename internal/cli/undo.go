package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newUndo(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "undo",
		Short:   "Take back the last decision",
		GroupID: "keep",
		Args:    between(0, 0, ""),
	}
	return g.command(c, func(ctx context.Context, env *Env, _ []string) error {
		ws, err := g.openToChange(env)
		if err != nil {
			return err
		}
		defer ws.Close()
		d, err := ws.Undo(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(env.Stderr, "took back %s\n", d)
		return nil
	})
}
