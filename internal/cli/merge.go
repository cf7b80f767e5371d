package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/ledger"
)

type merge struct {
	global    *global
	documents []string
	because   string
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
  quadrille merge FSB 'Russian security service' --because 'same body'
  quadrille merge 'Boris Johnson' Johnson --document london.txt`,
		Args: between(2, -1, "two entities or more"),
	}
	c.Flags().StringArrayVarP(&k.documents, "document", "d", nil, "only what the document `NAME` calls by the other names; may be repeated")
	c.Flags().StringVar(&k.because, "because", "", "the `REASON`, kept with the entity")
	return g.command(c, k.run)
}

func (k *merge) run(ctx context.Context, env *Env, args []string) error {
	ws, err := k.global.openToChange(env)
	if err != nil {
		return err
	}
	defer ws.Close()
	if len(k.documents) > 0 {
		return k.some(ctx, env, ws, args)
	}
	for _, other := range args[1:] {
		err := ws.Merge(ctx, args[0], other, k.because)
		if errors.Is(err, ingest.ErrSame) {
			fmt.Fprintf(env.Stderr, "%s and %s are one entity already\n", args[0], other)
			continue
		} else if err != nil {
			return already(env, err)
		}
		fmt.Fprintf(env.Stderr, "merged %s into %s; \"quadrille undo\" takes it back\n", other, args[0])
	}
	return nil
}

// some merges what certain documents call by other names.
func (k *merge) some(ctx context.Context, env *Env, ws *ingest.Workspace, args []string) error {
	name, e, err := ws.Naming(ctx, args[0])
	if err != nil {
		return err
	}
	d := ledger.Decision{Do: ledger.Merge, Names: append([]string{name}, args[1:]...), Because: k.because}
	if d.In, err = documentNames(ws, k.documents); err != nil {
		return err
	}
	if err := ws.Decide(ctx, d); err != nil {
		return already(env, err)
	}
	fmt.Fprintf(env.Stderr, "merged %s of %s into %s; \"quadrille undo\" takes it back\n",
		clean(strings.Join(args[1:], ", ")), clean(strings.Join(d.In, ", ")), clean(e.Name))
	return nil
}
