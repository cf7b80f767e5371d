package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

type timeline struct {
	looking
	selecting
	format    string
	published bool
}

func newTimeline(g *global) *cobra.Command {
	k := &timeline{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "timeline",
		Short:   "List what happened when, in order",
		GroupID: "ask",
		Long: `The claims that say when they held, in the order of the first day; of the same
day, what is over sooner comes first. What gives no date is counted. With
--published it stands at the day of its document instead.`,
		Example: `  quadrille timeline --entity IS-K
  quadrille timeline --relation attacked,bombed --since 2022
  quadrille timeline --published --document moscow.txt`,
		Args: noneButFiles(&k.looking),
	}
	c.Flags().BoolVar(&k.published, "published", false, "date what gives no date by its document")
	k.selecting.flags(c)
	k.looking.flags(c)
	formatFlag(c, &k.format, "table")
	return g.command(c, k.run)
}

// datedLine is what "timeline --format jsonl" prints: the days, and the claim.
type datedLine struct {
	From  string `json:"from"` // 2022-03-01; "" for an open end
	To    string `json:"to"`
	Dated string `json:"dated"` // by what: "claim" or "document"
	graph.Claim
}

func (k *timeline) run(ctx context.Context, env *Env, args []string) error {
	jsonl, err := env.jsonl(k.format, "table")
	if err != nil {
		return err
	}
	v, sel, err := k.selected(k.openOutline(ctx, env, args))
	if err != nil {
		return err
	}
	defer v.close()
	kept := view.Claims(v.graph, sel)
	if len(kept) == 0 {
		return noClaims(v)
	}
	dated, undated := view.Timeline(v.graph, kept, k.published)
	if len(dated) == 0 {
		return undatedOnly(undated, k.published)
	}
	shown := dated
	if sel.Limit > 0 {
		shown = dated[:min(sel.Limit, len(dated))]
	}
	if jsonl {
		err = k.lines(ctx, env, v, shown)
		if undated > 0 {
			fmt.Fprintf(env.Stderr, "left out: %s without a date\n", plural(undated, "claim"))
		}
		return err
	}
	return timelineTable(env, shown, len(dated), undated)
}

func undatedOnly(undated int, published bool) error {
	f := nothing("none of the %s says when", plural(undated, "claim"))
	if undated == 1 {
		f = nothing("the one claim does not say when")
	}
	if published {
		return f.hinted("neither do their documents have dates")
	}
	return f.hinted("--published dates them by their documents")
}

// batch is how many claims get their words at once.
const batch = 1000

func (k *timeline) lines(ctx context.Context, env *Env, v *sight, shown []view.Dated) error {
	for ; len(shown) > 0 && ctx.Err() == nil; shown = shown[min(batch, len(shown)):] {
		part := shown[:min(batch, len(shown))]
		claims := make([]*graph.Claim, len(part))
		for i := range part {
			claims[i] = part[i].Claim
		}
		full, err := v.words(claims...)
		if err != nil {
			return err
		}
		lines := make([]datedLine, len(part))
		for i := range part {
			lines[i] = datedLine{part[i].From, part[i].To, "claim", full[i]}
			if part[i].Published {
				lines[i].Dated = "document"
			}
		}
		if err := jsonLines(env, lines); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func timelineTable(env *Env, shown []view.Dated, all, undated int) error {
	p := pen(env.colour())
	t := grid{columns: []column{{head: "WHEN", least: 13, bends: true}, {head: "CLAIM", least: 24}, {head: "STATUS"}, {head: "SOURCE", least: 10}}}
	for i := range shown {
		d := &shown[i]
		when := d.When()
		if d.Published {
			when = p.faint("(" + when + ")")
		}
		t.add(when, claimWords(d.Claim), statusWords(d.Claim, p), fmt.Sprintf("%s:%d", clean(d.Evidence.Source), d.Evidence.Sentence+1))
	}
	if err := t.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	words := ofAll(len(shown), all, "dated claim")
	if undated > 0 {
		words += fmt.Sprintf("; %s without a date", number(undated))
	}
	_, err := fmt.Fprintf(env.Stdout, "\n%s\n", words)
	return err
}
