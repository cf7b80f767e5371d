package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/internal/eval"
	"github.com/quadrille-kg/quadrille/schema"
)

// evaluation is what the measures share: what is read, and how mistakes are shown.
type evaluation struct {
	global *global
	schema string
	format string
	limit  int
}

func newEval(g *global) *cobra.Command {
	c := &cobra.Command{
		Use:     "eval",
		Short:   "Score what is read against what people read",
		GroupID: "tool",
		Long: `Each measure reads the texts of its gold now, leaves nothing on disk, and prints
precision, recall and F1, how frequent each kind of mistake is, and the
mistakes, the worst first. In a pipe each score, kind and mistake is a line of
JSON.`,
		Example: `  quadrille eval claims crocus.json crocus.txt
  quadrille eval re3d re3d/ --limit 100
  quadrille eval plover GSR.txt --format jsonl --limit 0 | jq .mistake`,
		Args: cobra.ArbitraryArgs,
		RunE: oneOf,
	}
	c.AddCommand(newEvalClaims(g), newEvalRe3d(g), newEvalOpenie(g), newEvalPlover(g), newEvalMine(g), newEvalFactuality(g), newEvalJudged(g))
	return c
}

func (e *evaluation) flags(c *cobra.Command) {
	c.Flags().IntVar(&e.limit, "limit", 20, "show `N` mistakes, the worst; 0 shows all")
	c.Flags().StringVar(&e.schema, "schema", "", "the schema: general, conflict or a `FILE` (default conflict)")
	formatFlag(c, &e.format, "table")
}

// command makes a measure of a gold file or folder that says itself which texts
// are to be read.
func (e *evaluation) command(use, short, long, what string, score func(ctx context.Context, env *Env, e *evaluation, args []string) (*eval.Report, error)) *cobra.Command {
	least := strings.Count(use, " ")
	most := least
	if strings.HasSuffix(use, "...") {
		most = -1
	}
	c := &cobra.Command{Use: use, Short: short, Long: long, Args: between(least, most, what)}
	e.flags(c)
	return e.global.command(c, func(ctx context.Context, env *Env, args []string) error {
		jsonl, err := env.jsonl(e.format, "table")
		if err != nil {
			return err
		}
		if e.limit < 0 {
			return misuse("--limit cannot be below zero")
		}
		r, err := score(ctx, env, e, args)
		if err != nil {
			return err
		}
		if jsonl {
			return e.lines(env, r)
		}
		return e.tables(env, r)
	})
}

func newEvalClaims(g *global) *cobra.Command {
	return (&evaluation{global: g}).command("claims GOLD.json TEXT", "Claims of one text, against a hand annotation of it",
		`Gold files have the form of those in testdata/gold: entities with their names,
what a careful reader takes from the text ("core" is what one would draw on a
whiteboard, "more" is stated, but minor or hard), and what must not come out as
a plain assertion.`,
		"a gold file and the text it speaks of",
		func(ctx context.Context, env *Env, e *evaluation, args []string) (*eval.Report, error) {
			gold, err := eval.LoadGold(args[0])
			if err != nil {
				return nil, err
			}
			read, s, err := e.readFile(ctx, env, args[1])
			if err != nil {
				return nil, err
			}
			return gold.Score(read, s), nil
		})
}

// texted is a gold standard that brings its texts.
type texted interface{ Texts() []eval.Text }

// scoreTexts returns what a command does whose only argument is a gold standard: it
// loads it, has its texts read, and scores.
func scoreTexts[G texted](load func(string) (G, error), score func(G, *eval.Reading, *schema.Schema) *eval.Report) func(context.Context, *Env, *evaluation, []string) (*eval.Report, error) {
	return func(ctx context.Context, env *Env, e *evaluation, args []string) (*eval.Report, error) {
		gold, err := load(args[0])
		if err != nil {
			return nil, err
		}
		read, s, err := e.readTexts(ctx, env, gold.Texts())
		if err != nil {
			return nil, err
		}
		return score(gold, read, s), nil
	}
}

func newEvalRe3d(g *global) *cobra.Command {
	return (&evaluation{global: g}).command("re3d DIR", "Mentions and relations, against re3d",
		"DIR is re3d, or a part of it: documents.json, entities.json and relations.json.", "the folder of re3d",
		scoreTexts(eval.LoadRe3d, func(g *eval.Re3d, read *eval.Reading, _ *schema.Schema) *eval.Report { return g.Score(read) }))
}

func newEvalPlover(g *global) *cobra.Command {
	return (&evaluation{global: g}).command("plover FILE", "Who did what to whom, against PLOVER's records",
		`FILE is PLOVER_GSR_CAMEO.txt. An event is found where a claim has its source,
its target, and a relation that the schema maps to its class.`, "PLOVER's file of records",
		scoreTexts(eval.LoadPlover, (*eval.Plover).Score))
}

func newEvalMine(g *global) *cobra.Command {
	return (&evaluation{global: g}).command("mine DIR", "Whole texts, against the facts of MINE's essays",
		`DIR has essays.json and answers.json. A fact is held where two claims together
have most of its words; the judge is no language model.`, "the folder of MINE",
		scoreTexts(eval.LoadMine, func(g *eval.Mine, read *eval.Reading, _ *schema.Schema) *eval.Report { return g.Score(read) }))
}

func newEvalOpenie(g *global) *cobra.Command {
	var system string
	c := (&evaluation{global: g}).command("openie GOLD.tsv", "Open tuples, against CaRB",
		`GOLD.tsv is CaRB's dev.tsv or test.tsv. The measure is the paper's: token-level
matching, many matches for recall, single ones for precision, and the area under
the curve of both.`, "CaRB's file of tuples",
		func(ctx context.Context, _ *Env, e *evaluation, args []string) (*eval.Report, error) {
			gold, err := eval.LoadCarb(args[0])
			if err != nil {
				return nil, err
			}
			if system != "" {
				said, err := eval.LoadTuples(system)
				if err != nil {
					return nil, err
				}
				return gold.Score(said), nil
			}
			said, err := e.readTuples(ctx, gold.Sentences())
			if err != nil {
				return nil, err
			}
			return gold.Score(said), nil
		})
	c.Flags().StringVar(&system, "system", "", "score the tuples of another program, in a `FILE` of OpenIE 5's form")
	return c
}

func newEvalFactuality(g *global) *cobra.Command {
	return (&evaluation{global: g}).command("factuality DIR TREEBANK.conllu", "Status, against what people think happened",
		`DIR is UDS-Factuality, and TREEBANK.conllu the part of the English Web Treebank
of which predicates are scored: those that head a claim.`, "the folder of UDS-Factuality and a file of the treebank",
		func(ctx context.Context, _ *Env, e *evaluation, args []string) (*eval.Report, error) {
			gold, err := eval.LoadFactuality(args[0])
			if err != nil {
				return nil, err
			}
			docs, ids, err := e.readTreebank(ctx, args[1])
			if err != nil {
				return nil, err
			}
			return gold.Score(docs, ids), nil
		})
}

// schemaOf loads the schema that the flags name.
func (e *evaluation) schemaOf() (*schema.Schema, error) {
	name := e.schema
	if name == "" {
		name = defaultSchema
	}
	return schema.Load(name)
}

// worst returns the mistakes that are to be shown.
func (e *evaluation) worst(r *eval.Report) []eval.Mistake {
	if e.limit == 0 {
		return r.Mistakes
	}
	return r.Mistakes[:min(e.limit, len(r.Mistakes))]
}

func (e *evaluation) lines(env *Env, r *eval.Report) error {
	if err := jsonLines(env, r.Scores); err != nil {
		return err
	}
	if err := jsonLines(env, r.Kinds()); err != nil {
		return err
	}
	return jsonLines(env, e.worst(r))
}

func (e *evaluation) tables(env *Env, r *eval.Report) error {
	p := pen(env.colour())
	scores := grid{columns: []column{
		{head: "SCORE"},
		{head: "PRECISION", right: true, least: 9},
		{head: "RECALL", right: true, least: 6},
		{head: "F1", right: true, least: 5},
		{head: "AUC", right: true, least: 5},
		{head: "RIGHT", right: true, least: 5},
		{head: "GOLD", right: true, least: 5},
		{head: "SAID", right: true, least: 5},
	}}
	for _, s := range r.Scores {
		right, gold, said := "", "", ""
		if s.Gold > 0 {
			gold = number(s.Gold)
		}
		if s.Gold > 0 && s.AUC == nil { // a point of a curve is made of shares
			right = number(s.Right)
		}
		if s.Said > 0 || s.Gold == 0 {
			said = number(s.Said)
		}
		scores.add(s.What, figure(s.Precision), figure(s.Recall), figure(s.F1), figure(s.AUC), right, gold, said)
	}
	if err := scores.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	if len(r.Mistakes) == 0 {
		return nil
	}
	fmt.Fprintln(env.Stdout)
	kinds := grid{columns: []column{{head: "MISTAKE"}, {head: "HOW OFTEN", right: true}}}
	for _, k := range r.Kinds() {
		kinds.add(clean(k.Kind), number(k.N))
	}
	if err := kinds.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	worst := e.worst(r)
	for _, m := range worst {
		fmt.Fprintf(env.Stdout, "\n%s\n", p.bold(clean(m.Kind)))
		block(env, "  want", clean(m.Want))
		block(env, "  got", clean(m.Got))
		block(env, "  text", clean(m.Text))
		block(env, "  in", clean(m.Source))
	}
	_, err := fmt.Fprintf(env.Stdout, "\n%s.\n", ofAll(len(worst), len(r.Mistakes), "mistake"))
	return err
}

// figure writes a score with three decimals, as the field does.
func figure(f *float64) string {
	if f == nil {
		return ""
	}
	return fmt.Sprintf("%.3f", *f)
}
