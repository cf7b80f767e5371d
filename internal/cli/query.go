package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

type ask struct {
	looking
	inferring
	format     string
	lang       string
	file       string
	limit      int
	timeout    time.Duration
	transitive bool
}

func newQuery(g *global) *cobra.Command {
	k := &ask{looking: looking{global: g, quads: true}}
	c := &cobra.Command{
		Use:     "query [QUERY]",
		Aliases: []string{"shell"},
		Short:   "Ask who stands in which relation to whom",
		GroupID: "ask",
		Long: `A pattern is triples of subject, relation and object, joined by commas. A word
that begins with "?" is a variable; the same one means the same each time.
Relations may be alternatives, attacked|killed, and followed any number of
times, located-in+. Names are found as people write them.

A triple is about what texts state. In brackets after it stands what the claims
behind it are to be instead: a status (reported, possible, denied, any), a time
(since 2022, until 2023-06, in 2024), confidence 0.8, by NAME (of any status,
where none is given). After the last triple may stand "; order by ?x desc",
"; limit 10", "; count by ?x". With --inferred, what follows by the schema from
what is stated is asked as well, and the answers that rest on it say so.

SPARQL 1.1, and Cayley's Gizmo and GraphQL, ask the same graph: edges that are
stated plainly, and every claim in its own right (?c q:subject ?s ; q:relation
?r ; q:object ?o ; q:status "reported"). In SPARQL, GRAPH ?g is the claim behind
an edge. The prefixes id, rel, claim, doc, q, dcterms, oa, prov, rdf, rdfs, skos
and xsd are declared. The language is guessed where it is plain.

Without a query, on a terminal, lines are read and answered one after another,
with a history, and names are completed with the Tab key.`,
		Example: `  quadrille query '?who opposes Taliban'
  quadrille query '?a attacked|killed ?b [reported, since 2022]; count by ?a'
  quadrille query '?place located-in+ Afghanistan'
  quadrille query 'Kabul located-in ?where' --inferred
  quadrille query 'SELECT ?c ?words { GRAPH ?c { id:is-k rel:attacked ?x }
    ?c oa:exact ?words } LIMIT 10'
  quadrille query --lang gizmo 'g.V("<id:is-k>").out("<rel:opposes>").all()'
  quadrille query --file question.rq --format csv`,
		Args: between(0, 1, "one query, in quotes"),
	}
	f := c.Flags()
	f.StringVar(&k.lang, "lang", "", "the `LANGUAGE`: "+strings.Join(languageNames(), ", ")+" (default: as it looks)")
	f.StringVar(&k.file, "file", "", "read the query from `FILE`; - is standard input")
	f.IntVarP(&k.limit, "limit", "n", 0, "no more than `N` answers (default 10000)")
	f.DurationVar(&k.timeout, "timeout", time.Minute, "give up after so `LONG`")
	f.BoolVar(&k.transitive, "transitive", false, "in patterns, follow relations that the schema calls transitive any number of times")
	f.StringVar(&k.format, "format", "", "the `FORM` of the output: "+strings.Join(answerForms, ", ")+" (default: table on a terminal; in a pipe jsonl, and for SPARQL json, or nquads for a graph)")
	k.inferring.flag(c)
	k.looking.flags(c)
	return g.command(c, k.run)
}

func (k *ask) run(ctx context.Context, env *Env, args []string) error {
	if err := k.check(); err != nil {
		return err
	}
	text, shell, err := k.text(env, args)
	if err != nil {
		return err
	}
	ws, err := k.workspace(ctx, env, nil)
	if err != nil {
		return err
	}
	defer ws.Close()
	s := &session{env: env, ws: ws, lang: k.lang, limit: k.limit, timeout: k.timeout, transitive: k.transitive, inferred: k.inferred, format: k.format}
	if shell {
		return s.shell(ctx)
	}
	a, err := s.ask(ctx, text)
	if err != nil {
		return err
	}
	return s.show(a)
}

func (k *ask) check() error {
	if k.limit < 0 {
		return misuse("--limit cannot be below zero")
	}
	if k.timeout <= 0 {
		return misuse("--timeout must be above zero").hinted("as in --timeout 30s")
	}
	if k.lang != "" && languageOf(k.lang) == nil {
		return noSuch("language", k.lang, languageNames())
	}
	return checkForm(k.format)
}

// text returns the query, or that lines are to be read from a person.
func (k *ask) text(env *Env, args []string) (text string, shell bool, err error) {
	switch {
	case k.file != "" && len(args) > 0:
		return "", false, misuse("--file is the query already; %q is too many", args[0])
	case k.file == "-":
		data, err := io.ReadAll(env.Stdin)
		return string(data), false, err
	case k.file != "":
		data, err := os.ReadFile(k.file)
		return string(data), false, err
	case len(args) == 1:
		return args[0], false, nil
	case !env.terminal() || env.Raw == nil:
		return "", false, misuse("quadrille query needs one query, in quotes").hinted("see %q", "quadrille query --help")
	}
	return "", true, nil
}

// tooLong is the fault of a query that has taken too long.
func (s *session) tooLong() error {
	return (&fault{err: fmt.Errorf("the query took longer than %v", s.timeout), code: Failed}).
		hinted("name more of it, or allow more with --timeout")
}
