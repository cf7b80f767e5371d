package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/brat"
)

// bratFormat is an export that needs the texts as well as the graph, and is a folder
// of files: it stands beside the table of formats.
const bratFormat = "brat"

const bratLine = "  brat       standoff files for people who annotate; -o names their folder\n"

func newBrat(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "brat",
		Short:   "Take back what people corrected with brat",
		GroupID: "keep",
		Long: `brat (https://brat.nlplab.org) is a tool in which people annotate texts.
"quadrille export -f brat -o DIR" writes what was read in its form: names as
spans, claims as relations, what a span means or how a claim is said in their
notes.`,
		Args: cobra.ArbitraryArgs,
		RunE: oneOf,
	}
	because := ""
	in := &cobra.Command{
		Use:   "import DIR...",
		Short: "Decide what annotators corrected",
		Long: `A relation that is gone is rejected, a new one added; another status in its note
("reported by BBC", "denied", or no note for what the author states) is
accepted. A span of another type gives its entity that type; one whose note
names somebody else means that one. All this goes into decisions.yaml. The texts
must be those of the workspace, as "quadrille export -f brat" wrote them.`,
		Example: `  quadrille export -f brat -o annotated
  quadrille brat import annotated --because 'checked by Ann'`,
		Args: between(1, -1, "a folder of .ann and .txt files"),
	}
	in.Flags().StringVar(&because, "because", "", "the `REASON` of each decision (default \"corrected in brat\")")
	c.AddCommand(g.command(in, func(ctx context.Context, env *Env, args []string) error {
		return g.importBrat(ctx, env, args, because)
	}))
	return c
}

// importBrat decides what annotators corrected in folders of standoff files, for a
// reason that may be "".
func (g *global) importBrat(ctx context.Context, env *Env, dirs []string, because string) error {
	ws, err := g.openToChange(env)
	if err != nil {
		return err
	}
	defer ws.Close()
	failed, files := 0, 0
	for _, dir := range dirs {
		got, err := ws.ImportBrat(ctx, dir, because)
		if err != nil {
			return err
		}
		for _, n := range got.Notes {
			env.warn("%s", clean(n))
		}
		for _, p := range got.Unfollowed {
			env.warn("left out, for it cannot be followed: %s", clean(p.String()))
		}
		for _, err := range got.Failed {
			fmt.Fprintf(env.Stderr, "quadrille: error: %s\n", clean(err.Error()))
		}
		failed, files = failed+len(got.Failed), files+got.Texts+len(got.Failed)
		n := len(got.Made) - len(got.Unfollowed)
		fmt.Fprintf(env.Stderr, "%s: %s compared, %s corrected, %s made\n", clean(dir), plural(got.Texts, "text"), number(got.Changed), plural(n, "decision"))
	}
	return unread(failed, files)
}

// brat writes what was selected as standoff files.
func (k *exporting) brat(ctx context.Context, env *Env, args []string) error {
	if k.inferred {
		env.warn("brat has no way to mark what is inferred; it is left out")
	}
	if k.out == "" || k.out == "-" {
		return misuse("brat needs a folder for its files").hinted("name it: -o annotated")
	}
	v, sel, err := k.selected(k.looking.open(ctx, env, args))
	if err != nil {
		return err
	}
	defer v.close()
	if err := os.MkdirAll(filepath.Join(k.out, ingest.BratCopies), 0o777); err != nil {
		return err
	}
	write := func(name string, do func(io.Writer) error) error { return writeWhole(filepath.Join(k.out, name), do) }
	if err := write("annotation.conf", func(w io.Writer) error { return brat.WriteConf(w, v.schema) }); err != nil {
		return err
	}
	texts, spans, relations, left := 0, 0, 0, 0
	for t, err := range v.ws.Brat(ctx, view.Of(v.graph, sel).Graph) {
		if err != nil {
			return err
		}
		words := func(w io.Writer) error { _, err := io.WriteString(w, t.Text); return err }
		if err := write(t.Name+".txt", words); err != nil {
			return err
		}
		for _, name := range []string{filepath.Join(ingest.BratCopies, t.Name+".ann"), t.Name + ".ann"} {
			if err := write(name, func(w io.Writer) error { return brat.Write(w, t.Text, t.Annotation) }); err != nil {
				return err
			}
		}
		texts, spans, relations, left = texts+1, spans+len(t.Annotation.Spans), relations+len(t.Annotation.Relations), left+t.Left
	}
	if left > 0 {
		env.warn("brat has no place for %s without a relation of the schema, or of plain values", plural(left, "claim"))
	}
	fmt.Fprintf(env.Stderr, "wrote %s: %s, %s, %s\n", k.out, plural(texts, "text"), plural(spans, "span"), plural(relations, "relation"))
	return nil
}
