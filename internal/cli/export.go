package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type exporting struct {
	looking
	selecting
	inferring
	format, out, title string
	open               bool
}

func newExport(g *global) *cobra.Command {
	k := &exporting{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "export -f FORMAT",
		Short:   "Write the graph in a format that other programs read",
		GroupID: "carry",
		Long: "The formats:\n\n" + formatList() + bratLine + `
Where a format cannot hold everything, what it leaves out is said on standard
error. gephi-csv and neo4j-csv are several files: -o names the folder for them,
or a .zip; to standard output they go as a ZIP archive.

With --inferred, what follows by the schema is written apart from what was read,
together with the claims that it rests on.`,
		Example: `  quadrille export -f svg -o graph.svg
  quadrille export -f html -o graph.html
  quadrille export -o graph.nq
  quadrille export -f gephi-csv -o tables/
  quadrille export -f dot --entity IS-K --hops 2
  quadrille export --from article.txt -f png -o article.png`,
		Args: noneButFiles(&k.looking),
	}
	f := c.Flags()
	f.StringVarP(&k.format, "format", "f", "", "the `FORMAT` (default: by the name of -o)")
	f.StringVarP(&k.out, "output", "o", "", "write to `FILE`, or to the folder of that name (default: standard output)")
	f.StringVar(&k.title, "title", "", "the `WORDS` over a drawing")
	f.BoolVar(&k.open, "open", false, "also draw claims that no relation covers, and plain values")
	k.selecting.flags(c)
	k.inferring.flag(c)
	k.looking.flags(c)
	return g.command(c, k.run)
}

func formatNames() []string {
	names := make([]string, len(export.Formats), len(export.Formats)+1)
	for i := range export.Formats {
		names[i] = export.Formats[i].Name
	}
	return append(names, bratFormat)
}

func formatList() string {
	var b strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&b, "  %-10s %s\n", f.Name, f.Says)
	}
	return b.String()
}

func (k *exporting) run(ctx context.Context, env *Env, args []string) error {
	if strings.EqualFold(k.format, bratFormat) {
		return k.brat(ctx, env, args)
	}
	format, err := k.chosen()
	if err != nil {
		return err
	}
	if format.Binary && k.out == "" && env.terminal() {
		return misuse("%s is not for a terminal", format.Name).hinted("write it to a file: -o graph%s", format.Ext)
	}
	if format.Several() && strings.EqualFold(filepath.Ext(k.out), ".csv") {
		return misuse("%s is several files, and %s would be one", format.Name, k.out).hinted("-o names their folder, or a .zip: -o graph%s", format.Ext)
	}
	if streams[format.Name] != nil && k.selecting.all() && !k.inferred && len(k.from)+len(args) == 0 {
		return k.stream(ctx, env, streams[format.Name])
	}
	v, sel, err := k.selected(k.looking.open(ctx, env, args))
	if err != nil {
		return err
	}
	defer v.close()
	sel.Open, sel.Proof = k.open, true
	sentences := sentences{v: v}
	opt := &export.Options{
		Title: k.title, Vocabulary: v.ws.Vocabulary(), MaxEdges: k.limit, Sentence: sentences.of, Note: env.notice,
	}
	if format.Sifts && len(sel.Statuses) == 0 {
		sel.Statuses, opt.Hidden = graph.Statuses, []graph.Status{graph.Denied}
	}
	k.infer(env, v, sel)
	seen := view.Of(v.graph, sel)
	if format.Draws && len(seen.Nodes) == 0 {
		env.warn("there is nothing to draw")
	}
	if n := seen.Left.Edges; n > 0 && format.Draws {
		env.warn("--limit left out %s", plural(n, "edge"))
	}
	write := func(w io.Writer) error { return format.Write(ctx, w, seen, opt) }
	switch {
	case k.out == "" || k.out == "-":
		return write(env.Stdout)
	case format.Several() && !strings.EqualFold(filepath.Ext(k.out), ".zip"):
		err = writeFolder(ctx, k.out, format.Files(seen, opt))
	default:
		err = writeWhole(k.out, write)
	}
	if err != nil {
		return err
	}
	if format.Draws {
		shown := format.Shown(seen, opt)
		fmt.Fprintf(env.Stderr, "wrote %s: %s, %s%s\n", k.out, plural(len(shown.Nodes), "node"), plural(len(shown.Edges), "edge"), inferredOf(format, len(shown.Inferred)))
	} else {
		fmt.Fprintf(env.Stderr, "wrote %s: %s, %s%s\n", k.out, plural(len(seen.Graph.Entities), "entity"), plural(len(seen.Graph.Claims), "claim"), inferredOf(format, len(seen.Graph.Inferences)))
	}
	return nil
}

// stream writes a whole workspace without having it in memory.
type stream func(context.Context, io.Writer, *ingest.Workspace, *export.Options) error

// streams are those of the formats that allow it: the same bytes as those of the
// graph in memory.
var streams = map[string]stream{
	"nquads": func(ctx context.Context, w io.Writer, ws *ingest.Workspace, _ *export.Options) error {
		return ws.NQuads(ctx, w)
	},
	"turtle": func(ctx context.Context, w io.Writer, ws *ingest.Workspace, o *export.Options) error {
		return export.Turtle(w, ws.Store().Quads(ctx), o)
	},
	"jsonl": func(ctx context.Context, w io.Writer, ws *ingest.Workspace, _ *export.Options) error {
		return export.ClaimsOf(w, ws.ClaimsAsRead(ctx))
	},
}

func (k *exporting) stream(ctx context.Context, env *Env, write stream) error {
	ws, err := k.looking.workspace(ctx, env, nil)
	if err != nil {
		return err
	}
	defer ws.Close()
	opt := &export.Options{Vocabulary: ws.Vocabulary(), Note: env.notice}
	if k.out == "" || k.out == "-" {
		return write(ctx, env.Stdout, ws, opt)
	}
	if err := writeWhole(k.out, func(w io.Writer) error { return write(ctx, w, ws, opt) }); err != nil {
		return err
	}
	st, err := ws.Stats()
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Stderr, "wrote %s: %s, %s\n", k.out, plural(st.Entities, "entity"), plural(st.Claims, "claim"))
	return nil
}

// inferredOf counts what of a file is inferred, if anything can be.
func inferredOf(format *export.Format, n int) string {
	if n == 0 || !format.Infers {
		return ""
	}
	return ", " + number(n) + " inferred"
}

// chosen is the format that --format names, or the output file's ending.
func (k *exporting) chosen() (*export.Format, error) {
	name := strings.ToLower(k.format)
	if name == "" {
		if format := export.FindByFile(k.out); format != nil {
			return format, nil
		}
		if name = strings.TrimPrefix(filepath.Ext(k.out), "."); name == "" {
			return nil, misuse("export needs a format").hinted("one of %s: quadrille export -f svg -o graph.svg", strings.Join(formatNames(), ", "))
		}
	}
	format, _ := export.Find(name)
	if format == nil {
		return nil, noSuch("format", name, formatNames())
	}
	return format, nil
}

// writeFolder writes files into a folder, which is made where there is none. What
// else is in it stays.
func writeFolder(ctx context.Context, dir string, files []export.File) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writeWhole(filepath.Join(dir, f.Name), f.Write); err != nil {
			return err
		}
	}
	return nil
}

// writeWhole writes a file beside its place and moves it there when it is whole,
// so that a failure leaves what was there before.
func writeWhole(name string, write func(io.Writer) error) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() { // /dev/stdout, a pipe
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, errors.Unwrap(err))
	}
	b := bufio.NewWriterSize(f, 64<<10)
	err = write(b)
	if err == nil {
		err = b.Flush()
	}
	if err == nil {
		err = f.Chmod(0o644)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
