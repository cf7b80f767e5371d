package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/internal/fetch"
)

func newRemove(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "remove DOCUMENT...",
		Short:   "Take back exactly what a document contributed",
		GroupID: "keep",
		Long: `A document is named by its file's name or path, by its URL, or by the beginning
of its ID as "quadrille stats" lists it.`,
		Example: `  quadrille remove moscow.txt
  quadrille remove 9ab2c4`,
		Args: between(1, -1, "a document"),
	}
	return g.command(c, func(ctx context.Context, env *Env, args []string) error {
		ws, err := g.openToChange(env)
		if err != nil {
			return err
		}
		defer ws.Close()
		for _, name := range args {
			id, err := ws.Remove(ctx, name)
			if err != nil {
				return err
			}
			if fetch.Is(name) {
				name = fetch.Clean(name)
			}
			fmt.Fprintf(env.Stderr, "removed %s (%.10s)\n", name, id)
		}
		return nil
	})
}
