package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newReindex(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "reindex",
		Short:   "Make the index anew from the documents and decisions",
		GroupID: "keep",
		Long: `The index is derived: it may be deleted at any time, and is mended by itself
when it lags or is damaged. This makes it anew in any case.`,
		Args: between(0, 0, ""),
	}
	return g.command(c, func(ctx context.Context, env *Env, _ []string) error {
		ws, err := g.openToChange(env)
		if err != nil {
			return err
		}
		defer ws.Close()
		if err := ws.Reindex(ctx); err != nil {
			return err
		}
		st, err := ws.Stats()
		if err != nil {
			return err
		}
		fmt.Fprintf(env.Stderr, "indexed %s: %s quads\n", plural(st.Documents, "document"), number(int(st.Quads)))
		return nil
	})
}
