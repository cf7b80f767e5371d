package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

type split struct {
	global              *global
	mentions, documents []string
	into, quote, reason string
}

func newSplit(g *global) *cobra.Command {
	k := &split{global: g}
	c := &cobra.Command{
		Use:     "split ENTITY [NAME...]",
		Short:   "Take names, words or documents out of an entity",
		GroupID: "keep",
		Long: `What goes by the names is another entity from now on; with --document only what
those documents mean by them, and without names all that they mean. --mention
takes words that do not name it ("the group") out of the one document where
they mean somebody else. It becomes the entity of --into, or a new one.`,
		Example: `  quadrille split Johnson 'Ron Johnson'
  quadrille split Johnson --document senate.txt --into 'Ron Johnson'
  quadrille split IS-K --mention 'the group' --document moscow.txt`,
		Args: between(1, -1, "an entity"),
	}
	f := c.Flags()
	f.StringArrayVarP(&k.documents, "document", "d", nil, "only what the document `NAME` means; may be repeated")
	f.StringArrayVar(&k.mentions, "mention", nil, "the `WORDS` that mean another; may be repeated; goes with --document")
	f.StringVar(&k.quote, "quote", "", "with --mention, only where they stand in these `WORDS`")
	f.StringVar(&k.into, "into", "", "the `NAME` of whom is meant, there already or new (default: a new one)")
	f.StringVar(&k.reason, "because", "", "the `REASON`, kept with the decision")
	f.SortFlags = false
	return g.command(c, k.run)
}

func (k *split) run(ctx context.Context, env *Env, args []string) error {
	switch {
	case len(args) == 1 && len(k.mentions)+len(k.documents) == 0:
		return misuse("split needs to know what to take out of %s", args[0]).
			hinted("names after it, --document or --mention; \"quadrille show %s\" tells what made it one", quoteArg(args[0]))
	case len(k.mentions) > 0 && len(k.documents) == 0:
		return misuse("--mention needs the document in which the words stand").hinted("add --document NAME")
	case k.quote != "" && len(k.mentions) == 0:
		return misuse("--quote goes with --mention")
	}
	ws, err := k.global.openToChange(env)
	if err != nil {
		return err
	}
	defer ws.Close()
	name, e, err := ws.Naming(ctx, args[0])
	if err != nil {
		return err
	}
	if err := mergedBefore(ctx, ws, e, args[1:]); err != nil {
		return err
	}
	d := ledger.Decision{
		Do: ledger.Split, Names: []string{name}, Parts: args[1:], Mentions: k.mentions, Quote: k.quote, To: k.into, Because: k.reason,
	}
	if d.In, err = documentNames(ws, k.documents); err != nil {
		return err
	}
	if err := ws.Decide(ctx, d); err != nil {
		return already(env, err)
	}
	what := append(append([]string{}, d.Parts...), d.Mentions...)
	if len(what) == 0 {
		what = []string{"what " + strings.Join(d.In, ", ") + " means"}
	}
	fmt.Fprintf(env.Stderr, "took %s out of %s; \"quadrille undo\" takes it back\n", clean(strings.Join(what, ", ")), clean(e.Name))
	return nil
}

// mergedBefore points to the decision that made an entity and a name one: taking
// that back leaves no trace, where a split would only part them again.
func mergedBefore(ctx context.Context, ws *ingest.Workspace, e *resolve.Entity, parts []string) error {
	made, err := ws.Decisions()
	if err != nil {
		return err
	}
	for _, d := range made {
		if d.Do != ledger.Merge {
			continue
		}
		if first, err := ws.Entity(ctx, d.Names[0]); err != nil || first.ID != e.ID {
			continue
		}
		for _, part := range parts {
			if slices.ContainsFunc(d.Names[1:], func(n string) bool { return resolve.Fold(n) == resolve.Fold(part) }) {
				return misuse("%s and %s are one because decisions.yaml says so on line %d", e.Name, part, d.Line).
					hinted(`"quadrille undo %d" takes that back`, d.Line)
			}
		}
	}
	return nil
}
