package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
)

func newReindex(g *global) *cobra.Command {
	replace := false
	c := &cobra.Command{
		Use:     "reindex",
		Short:   "Make the index anew from the documents and decisions",
		GroupID: "keep",
		Long: `The index is derived: it may be deleted at any time, and is mended by itself
when it lags or is damaged. This makes it anew in any case. After a change of
"backend" in quadrille.yaml it moves the index there.

Where a database keeps the index, people go on reading the old one until the new
one is done.`,
		Args: between(0, 0, ""),
	}
	c.Flags().BoolVar(&replace, "replace", false, "throw away the graph of other documents that the database holds, too")
	return g.command(c, func(ctx context.Context, env *Env, _ []string) error {
		ws, err := ingest.Open(g.dir(), &ingest.Options{Notice: env.notice, Replace: replace})
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
