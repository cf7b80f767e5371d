package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/read"
)

type build struct {
	global  *global
	from    string
	schema  string
	date    string
	anyLang bool
	workers int
	verbose bool
}

func newBuild(g *global) *cobra.Command {
	k := &build{global: g}
	c := &cobra.Command{
		Use:     "build PATH...",
		Short:   "Read files, folders or - into the workspace",
		GroupID: "make",
		Long: `Each text is analysed, its claims are read off, its entities are tied to those
of the other documents, and all is stored in the workspace, which is made where
there is none. A folder is read whole; "-" is standard input.

The same file again changes nothing; a changed one takes the place of what it
said before. A file that cannot be read is named, and the rest go on. Ctrl-C
stops cleanly: the same command again goes on where it stopped.

Read are text, Markdown, saved web pages (their main text), PDF, DOCX, ODT, EPUB
and RTF, in any encoding. What is not in English is set aside with a message.`,
		Example: `  quadrille build article.txt
  quadrille build reports/ notes.md paper.pdf page.html
  quadrille build --from conllu trees.conllu`,
		Args: between(1, -1, "a file, a folder, or - for standard input"),
	}
	f := c.Flags()
	f.StringVar(&k.schema, "schema", "", "the schema: general, conflict or a `FILE` (default conflict, or what the workspace has)")
	f.StringVar(&k.from, "from", "", "the `FORM` of the inputs: conllu takes another parser's trees (default: found out)")
	f.StringVar(&k.date, "date", "", "the `DAY` of inputs that give none, 2024-03-26: \"last month\" is told from it")
	f.BoolVar(&k.anyLang, "any-language", false, "read texts that are not in English too, as if they were")
	f.IntVarP(&k.workers, "workers", "j", 0, "read `N` documents at once (default: one a core)")
	f.BoolVarP(&k.verbose, "verbose", "v", false, "tell of each input when it is done, and safe")
	return g.command(c, k.run)
}

func (k *build) run(ctx context.Context, env *Env, args []string) error {
	if k.from != "" && k.from != "conllu" {
		return misuse("--from %s: there is no such form", k.from).hinted("leave --from out, or give conllu")
	}
	if _, err := time.Parse(time.DateOnly, k.date); k.date != "" && err != nil {
		return misuse("--date %q is no day", k.date).hinted("write it as 2024-03-26")
	}
	nlp.Warm()
	_, missing := os.Stat(k.global.dir())
	ws, created, err := k.global.openOrCreate(&ingest.Options{SchemaName: k.schema, Workers: k.workers, Notice: env.notice})
	if err != nil {
		return err
	}
	defer ws.Close()
	bar := &progress{env: env, verbose: k.verbose}
	report, err := ws.Build(ctx, args, &ingest.BuildOptions{
		From: k.from, Date: k.date, Stdin: env.Stdin, AnyLanguage: k.anyLang,
		Progress: func(p ingest.Progress) { bar.note(p) },
	})
	bar.finish()
	if errors.Is(err, context.Canceled) {
		return stopped(report, err)
	} else if err != nil {
		return err
	}
	for _, damage := range report.Damaged {
		env.warn("%s", damage)
	}
	for _, p := range report.Problems {
		env.warn("decisions.yaml: %s", p)
	}
	if report.Failed == len(report.Outcomes) {
		if created && missing != nil { // nothing came of it: leave nothing behind
			ws.Close()
			os.RemoveAll(k.global.dir())
		}
		return k.unread(report)
	}
	stats, err := ws.Stats()
	if err != nil {
		return err
	}
	(&summary{global: k.global, report: report, stats: stats, created: created}).write(env)
	return k.unread(report)
}

// unread is the error of what could not be read, with a hint where some of it is not
// in English.
func (k *build) unread(r *ingest.Report) error {
	err := unread(r.Failed, len(r.Outcomes))
	var f *fault
	for _, o := range r.Outcomes {
		var foreign *read.LanguageError
		if errors.As(o.Err, &foreign) && errors.As(err, &f) {
			return f.hinted("--any-language reads what is not in English too")
		}
	}
	return err
}

// stopped says what stands after Ctrl-C.
func stopped(r *ingest.Report, err error) error {
	done := 0
	if r != nil {
		done = len(r.Outcomes)
	}
	f := &fault{err: fmt.Errorf("%w: %s done and safe", err, plural(done, "input")), code: Interrupted}
	return f.hinted("the same command again goes on from there")
}
