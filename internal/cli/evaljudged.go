package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/internal/eval"
)

func newEvalJudged(g *global) *cobra.Command {
	return (&evaluation{global: g}).command("judged LIST.tsv PATH...", "Claims drawn by chance, against a reader's verdicts",
		`LIST.tsv names claims by where they stand and says which are right, as those in
testdata/judged do. PATH has the texts: re3d's folder, CoNLL-U or plain text
files. Printed is how many are right, and how many of those of like confidence;
claims that were drawn and are not judged are listed with the line that a
verdict begins.`,
		"a list of verdicts and the files or folders of the texts",
		func(ctx context.Context, env *Env, e *evaluation, args []string) (*eval.Report, error) {
			list, err := eval.LoadJudged(args[0])
			if err != nil {
				return nil, err
			}
			texts, err := eval.LoadTexts(args[1:]...)
			if err != nil {
				return nil, err
			}
			read, _, err := e.readTexts(ctx, env, texts)
			if err != nil {
				return nil, err
			}
			return list.Score(read), nil
		})
}
