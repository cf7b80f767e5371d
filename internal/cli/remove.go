package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/internal/fetch"
)

func newRemove(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "remove DOCUMENT...",
		Short:   "Take back exactly what a document contributed",
		GroupID: "keep",
		Long: `A document is named by its file's name or path, by its URL, or by the beginning
of its ID as "quadrille stats" lists it. The name of a table, a mailbox or an
archive stands for all that was read from it, posts.csv#17 for one row.`,
		Example: `  quadrille remove moscow.txt
  quadrille remove posts.csv
  quadrille remove posts.csv#17
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
			ids, err := ws.Remove(ctx, name)
			if err != nil {
				return err
			}
			if fetch.Is(name) {
				page, part, row := strings.Cut(name, "#")
				if name = fetch.Clean(page); row {
					name += "#" + part
				}
			}
			if len(ids) == 1 {
				fmt.Fprintf(env.Stderr, "removed %s (%.10s)\n", name, ids[0])
			} else {
				fmt.Fprintf(env.Stderr, "removed %s: %s\n", name, plural(len(ids), "document"))
			}
		}
		return nil
	})
}
