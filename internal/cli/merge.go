package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
)

type merge struct {
	global  *global
	because string
}

func newMerge(g *global) *cobra.Command {
	k := &merge{global: g}
	c := &cobra.Command{
		Use:     "merge A B...",
		Short:   "Say that several names are one entity; the first one's stays",
		GroupID: "keep",
		Long: `The decision is a line of decisions.yaml in the workspace, which you may edit,
and is replayed at every build. "quadrille undo" takes the last one back.`,
		Example: `  quadrille merge 'United States' Washington
  quadrille merge FSB 'Russian security service' --because 'same body'`,
		Args: between(2, -1, "two entities or more"),
	}
	c.Flags().StringVar(&k.because, "because", "", "the `REASON`, kept with the entity")
	return g.command(c, k.run)
}

func (k *merge) run(ctx context.Context, env *Env, args []string) error {
	ws, err := k.global.openToChange(env)
	if err != nil {
		return err
	}
	defer ws.Close()
	for _, other := range args[1:] {
		err := ws.Merge(ctx, args[0], other, k.because)
		if errors.Is(err, ingest.ErrSame) {
			fmt.Fprintf(env.Stderr, "%s and %s are one entity already\n", args[0], other)
			continue
		} else if err != nil {
			return err
		}
		fmt.Fprintf(env.Stderr, "merged %s into %s; \"quadrille undo\" takes it back\n", other, args[0])
	}
	return nil
}
