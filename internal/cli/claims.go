package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type claims struct {
	looking
	selecting
	inferring
	format   string
	rejected bool
}

func newClaims(g *global) *cobra.Command {
	k := &claims{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "claims",
		Short:   "List what the texts say, claim by claim",
		GroupID: "look",
		Long: `A claim is what one sentence says: subject, relation, object; whether the author
states it, somebody is said to say so, or it is only possible or denied; when
and where. In a pipe each is a line of JSON.`,
		Example: `  quadrille claims --entity IS-K
  quadrille claims --relation attacked,killed --since 2022
  quadrille claims --status denied
  quadrille claims --relation located-in --inferred
  quadrille claims | jq -r .evidence.text`,
		Args: noneButFiles(&k.looking),
	}
	k.selecting.flags(c)
	k.inferring.flag(c)
	c.Flags().BoolVar(&k.rejected, "rejected", false, "only what a person rejected, which the graph does not hold")
	k.looking.flags(c)
	formatFlag(c, &k.format, "table")
	return g.command(c, k.run)
}

func (k *claims) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "table")
	if err != nil {
		return err
	}
	open := k.openNames
	if k.rejected || k.inferred {
		open = k.open
	}
	v, err := open(ctx, env, args)
	if err != nil {
		return err
	}
	defer v.close()
	if k.rejected {
		if v.graph.Claims, err = rejectedClaims(ctx, v.ws); err != nil {
			return err
		}
		if len(v.graph.Claims) == 0 {
			return nothing("no claim was rejected")
		}
	}
	sel, err := k.of(v)
	if err != nil {
		return err
	}
	if v.part && len(sel.Entities) == 0 {
		return k.stream(ctx, env, v, sel, jsonl)
	}
	if err := k.bring(ctx, v, sel); err != nil {
		return err
	}
	k.infer(env, v, sel)
	limit := sel.Limit
	sel.Limit = 0 // so that it can be said how many there are
	part := view.Of(v.graph, sel).Graph
	chosen, follow := slices.Clone(part.Claims), part.Inferences
	if len(chosen)+len(follow) == 0 {
		return noClaims(v)
	}
	slices.SortStableFunc(chosen, func(a, b graph.Claim) int { return view.InReadingOrder(&a, &b) })
	count := countOf{claims: len(chosen), inferred: len(follow)}
	if limit > 0 {
		chosen = chosen[:min(limit, len(chosen))]
		follow = follow[:min(limit-len(chosen), len(follow))]
	}
	if jsonl {
		if err := jsonLines(env, chosen); err != nil {
			return err
		}
		return jsonLines(env, follow)
	}
	return claimsTable(env, chosen, follow, count)
}

// stream prints claims of all documents without having them in memory: as lines none, in
// a table those that it shows, for they decide how wide its columns are.
func (k *claims) stream(ctx context.Context, env *Env, v *sight, sel *view.Selection, jsonl bool) error {
	if err := v.documents(); err != nil { // they have dates
		return err
	}
	sieve := view.NewSieve(v.graph, sel)
	enc := newLines(env)
	var shown []graph.Claim
	count := countOf{}
	for c, err := range v.ws.ClaimsAsReadIn(ctx, sieve.KeepsDocument) {
		if err != nil {
			return err
		}
		if !sieve.Keeps(&c) {
			continue
		}
		count.claims++
		switch {
		case sel.Limit > 0 && count.claims > sel.Limit:
		case jsonl:
			err = enc.Encode(&c)
		default:
			shown = append(shown, c)
		}
		if err != nil {
			return err
		}
		if jsonl && count.claims == sel.Limit {
			break
		}
	}
	if count.claims == 0 {
		return noClaims(v)
	}
	if jsonl {
		return nil
	}
	return claimsTable(env, shown, nil, count)
}

// countOf is how many claims and inferences there are, shown or not.
type countOf struct{ claims, inferred int }

// noClaims says that nothing was found, or that there is nothing to find.
func noClaims(v *sight) error {
	none, err := v.holdsNone()
	if err != nil {
		return err
	}
	if none {
		return nothing("the graph holds no claims").hinted(`"quadrille stats" tells what was read`)
	}
	return nothing("no claim is like that")
}

func claimsTable(env *Env, claims []graph.Claim, follow []graph.Inference, all countOf) error {
	p := pen(env.colour())
	wide := env.width() >= 110
	t := grid{columns: []column{{head: "SUBJECT"}, {head: "RELATION"}, {head: "OBJECT"}, {head: "STATUS"}}}
	if wide {
		t.columns = append(t.columns, column{head: "WHEN"}, column{head: "WHERE"})
	}
	t.columns = append(t.columns, column{head: "SOURCE", least: 10})
	for i := range claims {
		c := &claims[i]
		row := []string{clean(c.Subject.Name), relationWords(c), clean(objectName(c)), statusWords(c, p)}
		if wide {
			row = append(row, timeWords(c), placeName(c))
		}
		t.add(append(row, fmt.Sprintf("%s:%d", clean(c.Evidence.Source), c.Evidence.Sentence+1))...)
	}
	for i := range follow {
		f := &follow[i]
		row := []string{clean(f.Subject.Name), f.Relation, clean(f.Object.Name), inferredWords(f, p)}
		if wide {
			row = append(row, inferenceTime(f), "")
		}
		t.add(append(row, plural(f.Hops(), "claim"))...)
	}
	if err := t.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	shown := ofAll(len(claims), all.claims, "claim")
	if all.inferred > 0 {
		shown += "; " + ofAll(len(follow), all.inferred, "inference")
	}
	_, err := fmt.Fprintf(env.Stdout, "\n%s\n", footer(env, shown+". The words behind one: quadrille explain SUBJECT RELATION OBJECT"))
	return err
}

// relationWords is a claim's relation; the words of an open claim stand in
// quotes, as they are the text's own.
func relationWords(c *graph.Claim) string {
	if c.Relation != nil {
		return clean(*c.Relation)
	}
	return "“" + clean(c.Open) + "”"
}

// objectName is what a claim leads to; where that is its subject by other words,
// those words.
func objectName(c *graph.Claim) string {
	if c.Object != nil && !c.Renames() {
		return c.Object.Name
	}
	return c.Value
}

func placeName(c *graph.Claim) string {
	if c.Place == nil {
		return ""
	}
	return clean(c.Place.Name)
}

func timeWords(c *graph.Claim) string {
	if c.Time == nil {
		return ""
	}
	return clean(cmp.Or(c.Time.Text, c.Time.From))
}

// statusWords says how far the text stands behind a claim.
func statusWords(c *graph.Claim, p pen) string {
	s := statusName(c.Status, p)
	if c.Speaker != nil {
		s += " by " + clean(c.Speaker.Name)
	}
	if c.Polarity == graph.Negative && c.Status != graph.Denied {
		s += ", negative"
	}
	if c.Decided != nil {
		s += ", " + string(c.Decided.Verdict)
	}
	return s
}

func statusName(s graph.Status, p pen) string {
	switch s {
	case graph.Asserted:
		return p.green(string(s))
	case graph.Reported:
		return p.cyan(string(s))
	case graph.Possible:
		return p.yellow(string(s))
	case graph.Denied:
		return p.red(string(s))
	case graph.Inferred:
		return p.magenta(string(s))
	}
	return string(s)
}
