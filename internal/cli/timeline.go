package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
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
	v, sel, err := k.selected(k.openNames(ctx, env, args))
	if err != nil {
		return err
	}
	defer v.close()
	t := &chronology{sight: v}
	defer t.done()
	if err := t.read(ctx, sel, k.published); err != nil {
		return err
	}
	if t.calendar.Len()+t.calendar.Undated == 0 {
		return noClaims(v)
	}
	undated := t.calendar.Undated
	if t.calendar.Len() == 0 {
		return undatedOnly(undated, k.published)
	}
	shown, err := t.calendar.InOrder(t.ids)
	if err != nil {
		return err
	}
	if sel.Limit > 0 {
		shown = shown[:min(sel.Limit, len(shown))]
	}
	if jsonl {
		err = k.lines(ctx, env, t, shown)
		if undated > 0 {
			fmt.Fprintf(env.Stderr, "left out: %s without a date\n", plural(undated, "claim"))
		}
		return err
	}
	return k.table(ctx, env, t, shown)
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

// chronology is what a timeline is read from: the calendar, and where the claims are by its
// keys.
type chronology struct {
	*sight
	calendar *view.Calendar
	// These are in memory, and outlined are without their words; else briefs has them.
	claims   []*graph.Claim
	outlined bool
	briefs   *ingest.Briefs
}

// read puts the selected claims in order. Where all are looked through, they stay in the
// index; those around a few entities, and those of files, are in memory.
func (t *chronology) read(ctx context.Context, sel *view.Selection, published bool) (err error) {
	switch {
	case t.few && len(sel.Entities) == 0:
		return t.sift(ctx, sel, published)
	case t.few && sel.Hops <= 1:
		err = t.about(ctx, 0, sel.Entities...)
	case t.part:
		t.outlined = true
		t.graph, err = t.ws.Outline(ctx)
	}
	if err != nil {
		return err
	}
	t.calendar = view.NewCalendar(t.graph.Documents, published)
	t.claims = view.Claims(t.graph, sel)
	for i, c := range t.claims {
		t.calendar.Add(uint64(i), c)
	}
	return nil
}

// sift puts those of all claims in order that are selected.
func (t *chronology) sift(ctx context.Context, sel *view.Selection, published bool) (err error) {
	if err := t.documents(); err != nil {
		return err
	}
	if t.briefs, err = t.ws.Briefs(); err != nil {
		return err
	}
	all, err := t.briefs.Read(ctx, t.graph.Documents, len(sel.Types) > 0)
	if err != nil {
		return err
	}
	sieve := view.NewSieve(t.graph, sel)
	var echo map[uint64]bool
	if !sieve.Repeats() {
		echo = view.Echoes(func(yield func(view.Ends[uint64]) bool) {
			for b := range all {
				if sieve.Keeps(b.Claim) && !yield(view.Ends[uint64]{Event: b.Event, Subject: b.Subject, Object: b.Object}) {
					return
				}
			}
		})
	}
	t.calendar = view.NewCalendar(t.graph.Documents, published)
	for b := range all {
		if !echo[b.Event] && sieve.Keeps(b.Claim) {
			t.calendar.Add(b.Number, b.Claim)
		}
	}
	return nil
}

// done lets go of what sift opened.
func (t *chronology) done() {
	if t.briefs != nil {
		t.briefs.Close()
	}
}

// ids returns the IDs of claims.
func (t *chronology) ids(keys []uint64) ([]string, error) {
	if t.briefs != nil {
		return t.briefs.IDs(keys)
	}
	ids := make([]string, len(keys))
	for i, k := range keys {
		ids[i] = t.claims[k].ID
	}
	return ids, nil
}

// batch is how many claims are read at once.
const batch = 250

// each hands on claims with their days, some at a time.
func (t *chronology) each(ctx context.Context, keys []uint64, take func([]view.Dated) error) error {
	for some := range slices.Chunk(keys, batch) {
		if err := ctx.Err(); err != nil {
			return err
		}
		claims, err := t.whole(ctx, some)
		if err != nil {
			return err
		}
		dated := make([]view.Dated, len(claims))
		for i := range claims {
			dated[i], _ = t.calendar.Date(claims[i])
		}
		if err := take(dated); err != nil {
			return err
		}
	}
	return nil
}

// whole returns the claims of keys with all their words.
func (t *chronology) whole(ctx context.Context, keys []uint64) ([]*graph.Claim, error) {
	claims := make([]*graph.Claim, len(keys))
	var full []graph.Claim
	var err error
	if t.briefs != nil {
		full, err = t.briefs.Claims(ctx, keys)
	} else {
		for i, k := range keys {
			claims[i] = t.claims[k]
		}
		if t.outlined {
			full, err = t.words(claims...)
		}
	}
	for i := range full {
		claims[i] = &full[i]
	}
	return claims, err
}

func (k *timeline) lines(ctx context.Context, env *Env, t *chronology, shown []uint64) error {
	return t.each(ctx, shown, func(some []view.Dated) error {
		lines := make([]datedLine, len(some))
		for i := range some {
			lines[i] = datedLine{some[i].From, some[i].To, "claim", *some[i].Claim}
			if some[i].Published {
				lines[i].Dated = "document"
			}
		}
		return jsonLines(env, lines)
	})
}

func (k *timeline) table(ctx context.Context, env *Env, of *chronology, shown []uint64) error {
	p := pen(env.colour())
	t := grid{columns: []column{{head: "WHEN", least: 13, bends: true}, {head: "CLAIM", least: 24}, {head: "STATUS"}, {head: "SOURCE", least: 10}}}
	err := of.each(ctx, shown, func(some []view.Dated) error {
		for i := range some {
			d := &some[i]
			when := d.When()
			if d.Published {
				when = p.faint("(" + when + ")")
			}
			t.add(when, claimWords(d.Claim), statusWords(d.Claim, p), fmt.Sprintf("%s:%d", clean(d.Evidence.Source), d.Evidence.Sentence+1))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := t.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	words := ofAll(len(shown), of.calendar.Len(), "dated claim")
	if undated := of.calendar.Undated; undated > 0 {
		words += fmt.Sprintf("; %s without a date", number(undated))
	}
	_, err = fmt.Fprintf(env.Stdout, "\n%s\n", words)
	return err
}
