package cli

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/nlp"
)

type extract struct {
	global  *global
	opt     ingest.ExtractOptions
	out     string
	report  string
	verbose bool
}

func newExtract(g *global) *cobra.Command {
	k := &extract{global: g}
	c := &cobra.Command{
		Use:     "extract PATH|URL...",
		Short:   "Read sources, and print what each says as a line of JSON",
		GroupID: "make",
		Long: `The first half of "build": it reads all that build reads, and prints each
document with its sentences, mentions, entities and claims, a line of JSON each,
in the order of the sources. There is no workspace, and nothing is kept. The
second half is "quadrille load", on this machine or another: the lines of any
number of extracts, in any order, make the same graph as one build.

A line is what the workspace's file of the document holds: "format", "reader"
(program and schema), "checksum", "document". Spans count characters of the
text. Sources keep their paths as they are given here, and load takes these from
the folder where it runs; --root takes them from another folder.

What cannot be read is named, and the rest go on. Ctrl-C stops at a line's end.`,
		Example: `  quadrille extract article.txt | jq '.document.claims[] | .open'
  quadrille extract reports/ -o reports.jsonl.gz
  quadrille extract posts.csv --text-field body | quadrille load -
  ls list.?? | xargs -P8 -I{} quadrille extract -j 1 --files-from {} -o {}.jsonl
  parallel --pipepart -a posts.jsonl quadrille extract -j 1 \
    --stdin-name posts.jsonl - | quadrille load -`,
		Args: sourceArgs(&k.opt.BuildOptions),
	}
	f := c.Flags()
	sourceFlags(f, &k.opt.BuildOptions)
	f.StringVar(&k.opt.SchemaName, "schema", "", "the schema: general, conflict or a `FILE` (default conflict)")
	f.StringVarP(&k.out, "output", "o", "", "write to `FILE`, compressed where that ends in .gz (default: standard output)")
	f.StringVar(&k.opt.Root, "root", "", "keep the paths of sources from `DIR` on (default: as they are given)")
	f.StringVar(&k.opt.StdinName, "stdin-name", "", "what comes from standard input is a piece of `FILE`")
	f.StringVar(&k.report, "report", "", "write to `FILE` what became of each input, a line of JSON each")
	f.IntVarP(&k.opt.Workers, "workers", "j", 0, "read `N` documents at once (default: one a core)")
	f.BoolVarP(&k.verbose, "verbose", "v", false, "tell of each input when it is done")
	return g.command(c, k.run)
}

func (k *extract) run(ctx context.Context, env *Env, args []string) error {
	if err := checkSources(&k.opt.BuildOptions, args); err != nil {
		return err
	}
	if err := checkWorkers(k.opt.Workers); err != nil {
		return err
	}
	if err := notInput("output", k.out, args, k.opt.FilesFrom); err != nil {
		return err
	}
	if err := notInput("report", k.report, args, k.opt.FilesFrom); err != nil {
		return err
	}
	k.opt.Output = []string{k.report, k.out}
	return reporting(k.report, func(lines *reportFile) error { return k.extract(ctx, env, args, lines) })
}

func (k *extract) extract(ctx context.Context, env *Env, args []string, lines *reportFile) error {
	nlp.Warm()
	out, done, err := k.output()
	if err != nil {
		return err
	}
	own := *env
	if k.out == "" && env.terminal() {
		own.StderrColumns = 0 // no bar among the lines
	}
	bar := &progress{env: &own, verbose: k.verbose, alone: true}
	k.opt.Stdin, k.opt.Said, k.opt.Notice = env.Stdin, bar.say, env.notice
	k.opt.Fetch.Proxies = env.proxies()
	k.opt.Progress = func(p ingest.Progress) {
		lines.note(p)
		bar.note(p)
	}
	x, err := ingest.Extract(ctx, out, args, &k.opt)
	bar.finish()
	if e := done(); err == nil {
		err = e
	}
	if errors.Is(err, context.Canceled) && x != nil {
		return &fault{err: fmt.Errorf("%w: %s written", err, plural(x.Documents, "document")), code: Interrupted}
	} else if err != nil {
		return err
	}
	if k.out != "" {
		fmt.Fprintf(env.Stderr, "wrote %s: %s\n", k.out, plural(x.Documents, "document"))
	}
	return bar.unread(x.Failed, x.Inputs)
}

// output opens where the lines go. Each goes there at once, for who reads them may be
// waiting.
func (k *extract) output() (w io.Writer, done func() error, err error) {
	if k.out == "" || k.out == "-" {
		k.out = ""
		return k.global.env.Stdout, func() error { return nil }, nil
	}
	f, err := os.Create(k.out)
	if err != nil {
		return nil, nil, err
	}
	if !strings.HasSuffix(k.out, ".gz") {
		return f, f.Close, nil
	}
	z := gzip.NewWriter(f)
	return z, func() error { return errors.Join(z.Close(), f.Close()) }, nil
}
