package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

func newAnnotate(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "annotate FILE...",
		Short:   "Print the analysis of a text as CoNLL-U",
		GroupID: "tool",
		Long: `Tokens, lemmas, tags and trees as Universal Dependencies has them, with the names
and the places of the words in the text. Other tools read it, and "quadrille
build --from conllu" takes it back, from whatever parser it comes.`,
		Example: `  quadrille annotate article.txt > article.conllu
  quadrille build --from conllu article.conllu`,
		Args: between(1, -1, "a file, or - for standard input"),
	}
	return g.command(c, runAnnotate)
}

func runAnnotate(ctx context.Context, env *Env, args []string) error {
	s, err := schema.Load(defaultSchema)
	if err != nil {
		return err
	}
	analyser, err := nlp.New(s)
	if err != nil {
		return err
	}
	for _, file := range args {
		doc, err := readText(env, file)
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		analyser.Annotate(doc)
		if err := conllu.Write(env.Stdout, doc); err != nil {
			return err
		}
	}
	return nil
}

func readText(env *Env, file string) (*text.Document, error) {
	var data []byte
	var err error
	if file == "-" {
		data, err = io.ReadAll(env.Stdin)
	} else {
		data, err = os.ReadFile(file)
	}
	if err != nil {
		return nil, err
	}
	return &text.Document{Sources: []text.Source{{Name: filepath.Base(file)}}, Text: string(data)}, nil
}
