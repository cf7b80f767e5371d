package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
)

type loading struct {
	global  *global
	opt     ingest.LoadOptions
	schema  string
	backend string
	report  string
	workers int
	verbose bool
}

func newLoad(g *global) *cobra.Command {
	k := &loading{global: g}
	c := &cobra.Command{
		Use:     "load FILE...",
		Short:   "Take into the workspace what \"extract\" printed",
		GroupID: "make",
		Long: `The second half of "build": it takes the lines of "quadrille extract", from
files, compressed by gzip or not, and standard input ("-"), stores the documents
in the workspace, ties their entities together, and indexes all. The workspace
is made where there is none.

Each line is checked: that the text is what its name says, that words stand
where they are said to stand, that all that is pointed at is there. A line that
is wrong is named, and the rest go on. The same document again changes nothing.

What was read with another schema, or by another version, is told of. It is
taken as it is, and the next build reads it again from its text.`,
		Example: `  quadrille extract reports/ | quadrille load -
  quadrille load shards/*.jsonl.gz --report loaded.jsonl
  quadrille load -g all.kg --root /data/news shard-1.jsonl shard-2.jsonl`,
		Args: between(1, -1, "a file that extract made, or - for standard input"),
	}
	f := c.Flags()
	f.StringVar(&k.schema, "schema", "", "the schema: general, conflict or a `FILE` (default conflict, or what the workspace has)")
	backendFlag(f, &k.backend)
	f.StringVar(&k.opt.Root, "root", "", "the paths of sources go from `DIR` (default: from here)")
	f.StringVar(&k.report, "report", "", "write to `FILE` what became of each line, a line of JSON each")
	f.IntVarP(&k.workers, "workers", "j", 0, "take `N` documents at once (default: one a core)")
	f.BoolVarP(&k.verbose, "verbose", "v", false, "tell of each line when it is done, and safe")
	return g.command(c, k.run)
}

func (k *loading) run(ctx context.Context, env *Env, args []string) error {
	if err := onlyFiles("load", args); err != nil {
		return err
	}
	if err := checkBackend(k.backend); err != nil {
		return err
	}
	if err := checkWorkers(k.workers); err != nil {
		return err
	}
	if err := notInput("report", k.report, args, ""); err != nil {
		return err
	}
	return reporting(k.report, func(lines *reportFile) error { return k.load(ctx, env, args, lines) })
}

func (k *loading) load(ctx context.Context, env *Env, args []string, lines *reportFile) error {
	_, missing := os.Stat(k.global.dir())
	ws, created, err := k.global.openOrCreate(&ingest.Options{SchemaName: k.schema, Backend: k.backend, Workers: k.workers, Notice: env.notice})
	if err != nil {
		return err
	}
	defer ws.Close()
	bar := &progress{env: env, verbose: k.verbose}
	k.opt.Stdin = env.Stdin
	k.opt.Progress = func(p ingest.Progress) {
		lines.note(p)
		bar.note(p)
	}
	got, err := ws.Load(ctx, args, &k.opt)
	bar.finish()
	switch {
	case errors.Is(err, context.Canceled) && got != nil:
		return stopped(got.Report, err)
	case err != nil:
		return err
	}
	if got.Failed == got.Inputs() {
		if created && missing != nil { // nothing came of it: leave nothing behind
			ws.Close()
			os.RemoveAll(k.global.dir())
		}
		return nothingLoaded(got.Failed)
	}
	for _, damage := range got.Damaged {
		env.warn("%s", damage)
	}
	env.unfollowed(got.Problems)
	k.tell(env, ws, got)
	stats, err := ws.Stats()
	if err != nil {
		return err
	}
	(&summary{global: k.global, report: got.Report, stats: stats, created: created}).write(env)
	return unread(got.Failed, got.Inputs())
}

// nothingLoaded is the error of files that hold no contribution at all: most likely
// something else was meant.
func nothingLoaded(failed int) error {
	f := &fault{err: errors.New("there was nothing to load"), code: Failed}
	if failed > 0 {
		f.err = fmt.Errorf("none of %s could be loaded", plural(failed, "line"))
	}
	return f.hinted(`load takes what "quadrille extract" prints; "quadrille build" reads texts`)
}

// mostStrangers is how many words that the schema has not are named.
const mostStrangers = 8

// tell names what was read by others than the workspace's own reader.
func (k *loading) tell(env *Env, ws *ingest.Workspace, got *ingest.Loaded) {
	for _, o := range got.Others {
		by := "another version of the program"
		if o.OtherSchema {
			by = fmt.Sprintf("the schema %s, where the workspace has %s", clean(o.Schema), ws.Schema().Name)
		}
		then := "the next build reads it again"
		if o.Stays {
			then = "it came with its trees or claims, and stays as it is"
		}
		env.warn("%s read by %s: %s", plural(o.Documents, "document"), by, then)
	}
	if words := got.Unknown; len(words) > 0 {
		more := ""
		if len(words) > mostStrangers {
			words, more = words[:mostStrangers], ", ..."
		}
		env.warn("the workspace's schema has no %s%s", clean(strings.Join(words, ", ")), more)
	}
}
