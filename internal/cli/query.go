package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/graph/query"
)

type ask struct {
	looking
	inferring
	format     string
	limit      int
	timeout    time.Duration
	transitive bool
}

func newQuery(g *global) *cobra.Command {
	k := &ask{looking: looking{global: g, quads: true}}
	c := &cobra.Command{
		Use:     "query PATTERN",
		Short:   "Ask who stands in which relation to whom",
		GroupID: "ask",
		Long: `A pattern is triples of subject, relation and object, joined by commas. A word
that begins with "?" is a variable; the same one means the same each time.
Relations may be alternatives, attacked|killed, and followed any number of
times, located-in+. Names are found as people write them.

What texts state is asked, not what they report, doubt or deny: for those, see
"quadrille claims --status reported". With --inferred, what follows by the schema
from what is stated is asked as well, and the answers that rest on it say so.`,
		Example: `  quadrille query '?who opposes Taliban'
  quadrille query '?a attacked ?b, ?a affiliate-of ?c'
  quadrille query 'IS-K ?relation ?x'
  quadrille query '?place located-in+ Afghanistan'
  quadrille query 'Kabul located-in ?where' --inferred`,
		Args: between(1, 1, "one pattern, in quotes"),
	}
	f := c.Flags()
	f.IntVarP(&k.limit, "limit", "n", 0, "no more than `N` answers (default 10000)")
	f.DurationVar(&k.timeout, "timeout", time.Minute, "give up after so `LONG`")
	f.BoolVar(&k.transitive, "transitive", false, "follow relations that the schema calls transitive any number of times")
	k.inferring.flag(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "table")
	return g.command(c, k.run)
}

// answer is what "query --format jsonl" prints.
type answer struct {
	Bindings bindings   `json:"bindings"`
	Edges    []restEdge `json:"edges"` // what the answer rests on
	// Inferred is what it rests on besides, with --inferred, where no edges alone
	// make it right.
	Inferred []restInference `json:"inferred,omitempty"`
}

type restEdge struct {
	Subject  string   `json:"subject"`
	Relation string   `json:"relation"`
	Object   string   `json:"object"`
	Claims   []string `json:"claims"`
}

// restInference is what follows from claims, in their order from subject to object.
type restInference struct {
	restEdge
	How graph.How `json:"how"`
}

// bindings is what each variable stands for; JSON sorts the variables.
type bindings map[string]any

func (k *ask) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "table")
	if err != nil {
		return err
	}
	if k.limit < 0 {
		return misuse("--limit cannot be below zero")
	}
	v, err := k.open(ctx, env, nil)
	if err != nil {
		return err
	}
	defer v.close()
	q, err := query.Parse(args[0], v.names)
	if err != nil {
		return badQuery(err)
	}
	timed, cancel := context.WithTimeout(ctx, k.timeout)
	defer cancel()
	opts := &query.Options{Vocabulary: v.ws.Vocabulary(), Schema: v.schema, Transitive: k.transitive, Max: k.limit}
	if k.inferred {
		opts.Inferred = infer.New(v.graph.Claims, v.schema, nil)
	}
	found, err := q.Run(timed, v.ws.Store().QuadStore(), opts)
	if errors.Is(err, context.DeadlineExceeded) {
		return (&fault{err: fmt.Errorf("the query took longer than %v", k.timeout), code: Failed}).
			hinted("name more of it, or allow more with --timeout")
	} else if err != nil {
		return err
	}
	if len(found.Rows) == 0 {
		return nothing("nothing is stated that fits").hinted(`what is only reported or doubted is not asked: see "quadrille claims --status reported"`)
	}
	if jsonl {
		err = answerLines(env, v, found)
	} else {
		err = answerTable(env, v, found)
	}
	env.leftOut(v, &found.Left)
	if found.More && k.limit == 0 {
		env.warn("there are more answers than these %s; --limit raises that", number(len(found.Rows)))
	}
	return err
}

func badQuery(err error) error {
	var s *query.SyntaxError
	if !errors.As(err, &s) {
		return err
	}
	f := misuse("the query is not understood at %w\n  %s", s, strings.ReplaceAll(s.Excerpt(), "\n", "\n  "))
	f.hint = s.Hint()
	if f.hint == "" {
		f.hint = "a pattern is like '?who opposes Taliban'; see \"quadrille query --help\""
	}
	return f
}

// thing is what a variable stands for: an entity, or a relation.
func (v *sight) thing(id string) (entity *graph.Entity, name string) {
	if p := v.profile(id); p != nil {
		return &p.Entity, p.Name
	}
	return nil, id
}

func answerLines(env *Env, v *sight, found *query.Result) error {
	answers := make([]answer, len(found.Rows))
	for i, row := range found.Rows {
		answers[i] = answer{Bindings: bindings{}, Edges: []restEdge{}}
		for j, name := range found.Vars {
			if e, _ := v.thing(row.Values[j]); e != nil {
				answers[i].Bindings[name] = e
			} else {
				answers[i].Bindings[name] = row.Values[j]
			}
		}
		for _, e := range row.Edges {
			answers[i].Edges = append(answers[i].Edges, restEdge(e))
		}
		for _, f := range row.Inferences {
			answers[i].Inferred = append(answers[i].Inferred, restInference{restEdge{f.Subject.ID, f.Relation, f.Object.ID, f.ClaimIDs()}, f.How})
		}
	}
	return jsonLines(env, answers)
}

func answerTable(env *Env, v *sight, found *query.Result) error {
	p := pen(env.colour())
	t := grid{}
	for _, name := range found.Vars {
		t.columns = append(t.columns, column{head: "?" + name})
	}
	t.columns = append(t.columns, column{head: "BECAUSE"})
	inferred := 0
	for _, row := range found.Rows {
		var cells []string
		for _, id := range row.Values {
			_, name := v.thing(id)
			cells = append(cells, clean(name))
		}
		var because []string
		for _, e := range row.Edges {
			_, subject := v.thing(e.Subject)
			_, object := v.thing(e.Object)
			because = append(because, clean(fmt.Sprintf("%s %s %s", subject, e.Relation, object)))
		}
		for i := range row.Inferences {
			f := &row.Inferences[i]
			because = append(because, clean(fmt.Sprintf("%s %s %s", f.Subject.Name, f.Relation, f.Object.Name))+" ("+inferredWords(f, p)+", from "+grounds(f)+")")
		}
		inferred += min(1, len(row.Inferences))
		t.add(append(cells, strings.Join(because, ", "))...)
	}
	if err := t.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	count := plural(len(found.Rows), "answer")
	if inferred > 0 {
		count += ", " + number(inferred) + " inferred"
	}
	_, err := fmt.Fprintf(env.Stdout, "\n%s\n", count)
	return err
}
