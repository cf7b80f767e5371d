package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

func newAnnotate(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "annotate FILE...",
		Short:   "Print the analysis of a text as CoNLL-U",
		GroupID: "tool",
		Long: `Tokens, lemmas, tags, features and trees as Universal Dependencies has them,
with the names and the places of the words in the text. Other tools read it, and
"quadrille build --from conllu" takes it back, from whatever parser it comes.`,
		Example: `  quadrille annotate article.txt > article.conllu
  quadrille build --from conllu article.conllu`,
		Args: between(1, -1, "a file, or - for standard input"),
	}
	return g.command(c, runAnnotate)
}

func runAnnotate(ctx context.Context, env *Env, args []string) error {
	if err := onlyFiles("annotate", args); err != nil {
		return err
	}
	nlp.Warm()
	s, err := schema.Load(defaultSchema)
	if err != nil {
		return err
	}
	analyser, err := nlp.New(s)
	if err != nil {
		return err
	}
	failed := 0
	for _, file := range args {
		if err := ctx.Err(); err != nil {
			return err
		}
		doc, err := readText(env, file)
		if err != nil {
			failed++
			fmt.Fprintf(env.Stderr, "quadrille: error: %s\n", failure(&ingest.Outcome{Input: file, Err: err}))
			continue
		}
		if doc.Damage != "" {
			env.warn("%s: %s", file, doc.Damage)
		}
		if err := conllu.WriteSentences(env.Stdout, &doc, analyser.Trees(&doc)); err != nil {
			return err
		}
	}
	return unread(failed, len(args))
}

// asItIs reads a text in whatever language it is, for it was asked what the analyser
// makes of it.
var asItIs = &read.Options{AnyLanguage: true}

func readText(env *Env, file string) (text.Document, error) {
	if file == "-" {
		return read.Reader(file, env.Stdin, asItIs)
	}
	return read.File(file, asItIs)
}
