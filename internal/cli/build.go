package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/nlp"
)

type build struct {
	global  *global
	schema  string
	backend string
	opt     ingest.BuildOptions
	report  string
	workers int
	verbose bool
}

func newBuild(g *global) *cobra.Command {
	k := &build{global: g}
	c := &cobra.Command{
		Use:     "build PATH|URL...",
		Short:   "Read files, folders, URLs, tables, mail into the workspace",
		GroupID: "make",
		Long: `Each text is analysed, its claims are read off, its entities are tied to those
of the other documents, and all is stored in the workspace, which is made where
there is none. A folder is read whole; "-" is standard input.

Rows of tables (JSON lines, JSON, CSV, TSV), messages of mailboxes (mbox), what
is attached to mail, and files of archives (zip, tar, gz, bz2) are documents of
their own, posts.csv#17.
Which field of a row is which is guessed where that is plain, and told.

The same file or row again changes nothing; a changed one takes the place of
what it said before. What cannot be read is named, and the rest go on; a damaged
PDF is read as far as it goes, and what is missing is said. Ctrl-C stops
cleanly: the same command again goes on where it stopped.

Read are text, Markdown, saved web pages (their main text), PDF, DOCX, ODT, EPUB
and RTF, in any encoding. What is not in English is set aside with a message.

What a URL (http, https) holds is fetched and read as a file of that form is; of
a page the main text. It is fetched anew each time, one thing of a host at a
time. No text opens a connection. Private networks are left alone unless
--allow-private is given; the variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY are
followed, and the proxy then looks up names itself.

With --backend postgres://USER@HOST/DATABASE?search_path=SCHEMA the index is in
a database, where many can read it while one builds; the documents stay here.`,
		Example: `  quadrille build article.txt
  quadrille build https://example.org/news/attack
  quadrille build reports/ notes.md paper.pdf page.html
  quadrille build posts.csv --text-field body --report done.jsonl
  quadrille build archive/ --include '*.eml' --exclude spam
  find . -newer last -print0 | quadrille build --files-from -
  quadrille build --from conllu trees.conllu
  quadrille build news/ --backend 'postgres://ann@db/graphs?search_path=news'`,
	}
	c.Args = sourceArgs(&k.opt)
	f := c.Flags()
	sourceFlags(f, &k.opt)
	f.StringVar(&k.schema, "schema", "", "the schema: general, conflict or a `FILE` (default conflict, or what the workspace has)")
	backendFlag(f, &k.backend)
	f.BoolVar(&k.opt.Prune, "prune", false, "forget rows, messages and files that a table, mailbox or archive has no more")
	f.StringVar(&k.report, "report", "", "write to `FILE` what became of each input, a line of JSON each")
	f.IntVarP(&k.workers, "workers", "j", 0, "read `N` documents at once (default: one a core)")
	f.BoolVarP(&k.verbose, "verbose", "v", false, "tell of each input when it is done, and safe")
	return g.command(c, k.run)
}

// sourceFlags are those of every command that reads all sources there are.
func sourceFlags(f *pflag.FlagSet, opt *ingest.BuildOptions) {
	f.StringVar(&opt.From, "from", "", "the `FORM` of the inputs: "+strings.Join(ingest.Forms(), ", ")+"; conllu takes another parser's trees (default: found out)")
	f.StringVar(&opt.Date, "date", "", "the `DAY` of documents that give none, 2024-03-26: \"last month\" is told from it")
	f.StringVar(&opt.Fields.Text, "text-field", "", "the field `NAME` of a table's rows that holds the text; a.b is b in a")
	f.StringVar(&opt.Fields.Title, "title-field", "", "the field `NAME` that holds the title")
	f.StringVar(&opt.Fields.Date, "date-field", "", "the field `NAME` that holds the date")
	f.StringVar(&opt.Fields.ID, "id-field", "", "the field `NAME` that tells a row from the others, whatever changes in it")
	f.StringVar(&opt.FilesFrom, "files-from", "", "read the paths and URLs that are listed in `FILE`, one a line or each with a zero byte after it; - is standard input")
	f.StringArrayVar(&opt.Include, "include", nil, "of folders and archives, read only files like `GLOB`: '*.txt', 'news/**/a*'; may be repeated")
	f.StringArrayVar(&opt.Exclude, "exclude", nil, "of folders and archives, leave out files and folders like `GLOB`; may be repeated")
	f.BoolVar(&opt.AnyLanguage, "any-language", false, "read texts that are not in English too, as if they were")
	fetchFlags(f, &opt.Fetch)
}

// sourceArgs wants paths, unless they are listed in a file.
func sourceArgs(opt *ingest.BuildOptions) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if opt.FilesFrom != "" {
			return nil
		}
		return between(1, -1, "a file, a folder, a URL, or - for standard input")(c, args)
	}
}

func (k *build) run(ctx context.Context, env *Env, args []string) error {
	if err := checkSources(&k.opt, args); err != nil {
		return err
	}
	if err := checkBackend(k.backend); err != nil {
		return err
	}
	if err := checkWorkers(k.workers); err != nil {
		return err
	}
	if err := notInput("report", k.report, args, k.opt.FilesFrom); err != nil {
		return err
	}
	k.opt.Output = []string{k.report}
	return reporting(k.report, func(lines *reportFile) error { return k.build(ctx, env, args, lines) })
}

// backendFlag says what keeps the index of a workspace.
func backendFlag(f *pflag.FlagSet, name *string) {
	f.StringVar(name, "backend", "", "what keeps the index: bolt (a file), or the `URL` of a database, postgres://USER@HOST/DATABASE (default bolt, or what the workspace has)")
}

// checkBackend makes sure that there is such a keeper of indexes; "" is what the
// workspace has.
func checkBackend(name string) error {
	if name != "" && name != ledger.DefaultBackend && !store.IsServer(name) {
		return misuse("--backend %s: there is no such backend", name).hinted("it is bolt, or postgres://USER@HOST/DATABASE?search_path=SCHEMA")
	}
	return nil
}

// checkWorkers makes sure that somebody works; 0 is one a core.
func checkWorkers(n int) error {
	if n < 0 {
		return misuse("--workers %d: that is less than none", n).hinted("leave it out for one a core")
	}
	return nil
}

// checkSources makes sure that the flags of sources can be meant.
func checkSources(opt *ingest.BuildOptions, args []string) error {
	if from := opt.From; from != "" && !slices.Contains(ingest.Forms(), from) {
		return misuse("--from %s: there is no such form", from).hinted("leave --from out, or give %s", strings.Join(ingest.Forms(), ", "))
	}
	if err := checkDay("date", opt.Date); err != nil {
		return err
	}
	if opt.Fetch.Timeout <= 0 {
		return misuse("--timeout %v leaves no time", opt.Fetch.Timeout).hinted("give a time, as in 30s or 5m")
	}
	if opt.FilesFrom == "-" && slices.Contains(args, "-") {
		return misuse("standard input cannot be both a list of files and a document").hinted("put the list into a file")
	}
	if _, err := collect.NewGlobs(opt.Include, opt.Exclude); err != nil {
		return misuse("--include, --exclude: %w", err).hinted("* stands for any letters, ** for any folders, [a-z] for one letter")
	}
	return nil
}

func (k *build) build(ctx context.Context, env *Env, args []string, lines *reportFile) error {
	nlp.Warm()
	_, missing := os.Stat(k.global.dir())
	ws, created, err := k.global.openOrCreate(&ingest.Options{SchemaName: k.schema, Backend: k.backend, Workers: k.workers, Notice: env.notice})
	if err != nil {
		return err
	}
	defer ws.Close()
	bar := &progress{env: env, verbose: k.verbose}
	k.opt.Stdin, k.opt.Said = env.Stdin, bar.say
	k.opt.Fetch.Proxies = env.proxies()
	k.opt.Progress = func(p ingest.Progress) {
		lines.note(p)
		bar.note(p)
	}
	report, err := ws.Build(ctx, args, &k.opt)
	bar.finish()
	if errors.Is(err, context.Canceled) {
		return stopped(report, err)
	} else if err != nil {
		return err
	}
	for _, damage := range report.Damaged {
		env.warn("%s", damage)
	}
	env.unfollowed(report.Problems)
	env.gone(report.Gone)
	if report.Failed == report.Inputs() && report.Removed == 0 {
		if created && missing != nil { // nothing came of it: leave nothing behind
			ws.Close()
			os.RemoveAll(k.global.dir())
		}
		return bar.unread(report.Failed, report.Inputs()+report.Removed)
	}
	stats, err := ws.Stats()
	if err != nil {
		return err
	}
	(&summary{global: k.global, report: report, stats: stats, created: created}).write(env)
	return bar.unread(report.Failed, report.Inputs()+report.Removed)
}

// unread is the error of what could not be read, with a hint where some of it is not
// in English.
func (p *progress) unread(failed, of int) error {
	if of == 0 {
		return (&fault{err: errors.New("nothing was read: there is nothing in it that can be read"), code: Failed}).hinted("--report FILE says why each thing was passed over")
	}
	err := unread(failed, of)
	var f *fault
	if p.foreign && errors.As(err, &f) {
		return f.hinted("--any-language reads what is not in English too")
	}
	return err
}

// gone tells of rows and the like that their tables have no more.
func (e *Env) gone(origins []string) {
	if len(origins) == 0 {
		return
	}
	example := clean(origins[0])
	if len(origins) > 1 {
		example += ", ..."
	}
	e.warn("%s read before from what is read now, and no longer in it: %s", plural(len(origins), "document"), example)
	fmt.Fprintln(e.Stderr, "quadrille: hint: the same command with --prune forgets it")
}

// stopped says what stands after Ctrl-C.
func stopped(r *ingest.Report, err error) error {
	done := 0
	if r != nil {
		done = r.Inputs()
	}
	f := &fault{err: fmt.Errorf("%w: %s done and safe", err, plural(done, "input")), code: Interrupted}
	return f.hinted("the same command again goes on from there")
}
