package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/facts"
)

type importing struct {
	global *global
	format string
	schema string
	date   string
}

func newImport(g *global) *cobra.Command {
	k := &importing{global: g}
	c := &cobra.Command{
		Use:     "import FILE...",
		Short:   "Take known facts into the workspace",
		GroupID: "make",
		Long: `Each file becomes a document of its own, whose claims are its statements: they
join what was read, under the same names, and each leads back to its line.

` + factsList() + `
A table's head names its columns: source, relation, and target or value are
needed; source_type, target_type, date, status, speaker, place and confidence
may be there. A relation that the schema has not becomes an open claim. What
quadrille exported as RDF keeps its status: what was reported stays reported.

With --format brat a FILE is a folder that "export -f brat" wrote, and what
annotators corrected in it becomes decisions (see "quadrille brat import").

A line that is wrong is named and passed over. "-" is standard input, with
--format. "remove" and a changed file work as with any document.`,
		Example: `  quadrille import sanctions.csv
  quadrille import wikidata.ttl others.nq
  quadrille export -g other.kg -f nquads | quadrille import --format nquads -`,
		Args: between(1, -1, "a file of facts, or - for standard input"),
	}
	f := c.Flags()
	f.StringVarP(&k.format, "format", "f", "", "the `FORM` of the files: "+strings.Join(factsNames(), ", ")+" (default: by their names)")
	f.StringVar(&k.schema, "schema", "", "the schema: general, conflict or a `FILE` (default conflict, or what the workspace has)")
	f.StringVar(&k.date, "date", "", "the `DAY` of files that tell none, 2024-03-26")
	return g.command(c, k.run)
}

func factsNames() []string {
	names := make([]string, len(facts.Formats))
	for i := range facts.Formats {
		names[i] = facts.Formats[i].Name
	}
	return names
}

func factsList() string {
	var b strings.Builder
	for _, f := range facts.Formats {
		fmt.Fprintf(&b, "  %-8s %s (%s)\n", f.Name, f.Says, strings.Join(f.Extensions, " "))
	}
	return b.String()
}

func (k *importing) run(ctx context.Context, env *Env, args []string) error {
	if err := onlyFiles("import", args); err != nil {
		return err
	}
	if k.format == "brat" {
		return k.global.importBrat(ctx, env, args, "")
	}
	if k.format != "" && facts.Find(k.format, "") == nil {
		return noSuch("format", k.format, factsNames())
	}
	for _, name := range args {
		if facts.Find(k.format, name) == nil {
			return misuse("%s does not say by its name what form it has", name).hinted("give it: --format %s", strings.Join(factsNames(), ", --format "))
		}
	}
	if err := checkDay("date", k.date); err != nil {
		return err
	}
	_, missing := os.Stat(k.global.dir())
	ws, created, err := k.global.openOrCreate(&ingest.Options{SchemaName: k.schema, Notice: env.notice})
	if err != nil {
		return err
	}
	defer ws.Close()
	bar := &progress{env: env}
	got, err := ws.Import(ctx, args, &ingest.ImportOptions{
		Format: k.format, Date: k.date, Stdin: env.Stdin,
		Progress: func(p ingest.Progress) { bar.note(p) },
	})
	bar.finish()
	if err != nil {
		return err
	}
	passed := k.tell(env, got.Facts)
	for _, p := range got.Problems {
		env.warn("decisions.yaml: %s", p)
	}
	if got.Failed == got.Inputs() {
		if created && missing != nil { // nothing came of it: leave nothing behind
			ws.Close()
			os.RemoveAll(k.global.dir())
		}
		return unread(got.Failed, got.Inputs())
	}
	claims := 0
	for _, f := range got.Facts {
		claims += f.Claims
	}
	stats, err := ws.Stats()
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Stdout, "%s in %s.\n", plural(claims, "fact"), plural(len(args)-got.Failed, "file"))
	(&summary{global: k.global, report: got.Report, stats: stats, created: created}).write(env)
	if got.Failed == 0 && passed > 0 {
		return &fault{err: fmt.Errorf("%s passed over; the rest is done", plural(passed, "line")), code: Partial}
	}
	return unread(got.Failed, got.Inputs())
}

// mostLines is how many wrong lines of a file are named: a file of another kind
// should not fill the screen.
const mostLines = 20

// tell names the lines that were passed over, and returns how many there are.
func (k *importing) tell(env *Env, files []ingest.ImportedFile) int {
	all := 0
	for _, f := range files {
		all += len(f.Mistakes)
		for i, m := range f.Mistakes {
			if i == mostLines {
				env.warn("%s: and %s more", clean(f.Name), plural(len(f.Mistakes)-i, "line"))
				break
			}
			env.warn("%s:%d: %s", clean(f.Name), m.Line, clean(m.What))
		}
		for _, n := range f.Notes {
			env.warn("%s: %s", clean(f.Name), clean(n))
		}
	}
	return all
}
