package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// judging is accept and reject.
type judging struct {
	selecting
	global             *global
	do                 ledger.Action
	quote, as, because string
	all                bool
}

func newAccept(g *global) *cobra.Command {
	k := &judging{global: g, do: ledger.Accept}
	c := &cobra.Command{
		Use:   "accept SUBJECT RELATION [OBJECT]",
		Short: "Say that a claim holds",
		Long: `The claim is asserted from now on, with confidence 1 and the mark that a person
decided so; how it was read stays with it. Of what a text only reports, doubts
or denies, --as reported (or possible, or denied) says no more than that the
text says so.

A decision names the claim by its document, its subject, relation and object and
the words of the text, and holds as long as the text is read to say that.`,
		Example: `  quadrille accept IS-K hostile-to Taliban
  quadrille accept Ukraine responsible-for attack --as reported
  quadrille accept IS-K attacked --document moscow.txt --all`,
		Args: between(2, 3, "a subject, a relation and an object"),
	}
	k.flags(c)
	c.Flags().StringVar(&k.as, "as", "", "the `STATUS` that it has from now on (default asserted)")
	return g.command(c, k.run)
}

func newReject(g *global) *cobra.Command {
	k := &judging{global: g, do: ledger.Reject}
	c := &cobra.Command{
		Use:   "reject SUBJECT RELATION [OBJECT]",
		Short: "Take a claim out of the graph",
		Long: `The claim is no longer in the graph, in drawings and in answers. "quadrille
claims --rejected" lists what was rejected.`,
		Example: `  quadrille reject IS-K located-in Moscow
  quadrille reject Russia attacked --quote 'is said to have' --because 'misread'`,
		Args: between(2, 3, "a subject, a relation and an object"),
	}
	k.flags(c)
	return g.command(c, k.run)
}

func (k *judging) flags(c *cobra.Command) {
	c.GroupID = "keep"
	f := c.Flags()
	f.StringVar(&k.quote, "quote", "", "only claims whose evidence has these `WORDS`")
	f.BoolVar(&k.all, "all", false, "all claims that fit, where there are several")
	f.StringVar(&k.because, "because", "", "the `REASON`, kept with the claim")
	k.selecting.flags(c)
}

func (k *judging) run(ctx context.Context, env *Env, args []string) error {
	k.as = strings.ToLower(k.as)
	if k.as != "" && !slices.Contains(graph.Statuses, graph.Status(k.as)) {
		return unknown("status", k.as, view.StatusNames())
	}
	ws, err := k.global.openToChange(env)
	if err != nil {
		return err
	}
	defer ws.Close()
	claims, err := k.find(ctx, env, ws, args)
	if err != nil {
		return err
	}
	if len(claims) > 1 && !k.all {
		return severalFit(claims)
	}
	var made []ledger.Decision
	for i := range claims {
		d, err := ws.ForClaim(k.do, &claims[i])
		if err != nil {
			return err
		}
		d.Because = k.because
		if k.as != string(graph.Asserted) {
			d.As = k.as
		}
		made = append(made, d)
	}
	if err := ws.Decide(ctx, made...); err != nil {
		return already(env, err)
	}
	for i := range claims {
		fmt.Fprintf(env.Stderr, "%s %s\n", k.done(), clean(claimOnLine(&claims[i])))
		if s := claims[i].Status; k.do == ledger.Accept && k.as == "" && s != graph.Asserted {
			fmt.Fprintf(env.Stderr, "the text has it as %s; from now on it is asserted, on your word (see --as)\n", s)
		}
	}
	fmt.Fprintln(env.Stderr, `"quadrille undo" takes it back`)
	return nil
}

func (k *judging) done() string {
	if k.do == ledger.Accept {
		return "accepted"
	}
	return "rejected"
}

// find returns the claims that are meant; what was rejected can be accepted again.
func (k *judging) find(ctx context.Context, env *Env, ws *ingest.Workspace, args []string) ([]graph.Claim, error) {
	v, err := namesOf(ctx, ws)
	if err != nil {
		return nil, err
	}
	asked := &explain{selecting: k.selecting}
	if k.do == ledger.Accept {
		if asked.also, err = rejectedClaims(ctx, ws); err != nil {
			return nil, err
		}
	}
	found, follows, err := asked.find(ctx, env, v, args)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 && len(follows) > 0 {
		return nil, nothing("no text says so: it follows from what other claims say").
			hinted("\"quadrille explain %s\" shows them; these can be judged", quoteArg(args[0]))
	}
	quote := resolve.Fold(k.quote)
	found = slices.DeleteFunc(found, func(c graph.Claim) bool { return !strings.Contains(resolve.Fold(c.Evidence.Text), quote) })
	if len(found) == 0 {
		return nil, nothing("no such claim has the words %q", k.quote)
	}
	return found, nil
}

func rejectedClaims(ctx context.Context, ws *ingest.Workspace) ([]graph.Claim, error) {
	var out []graph.Claim
	for c, err := range ws.Rejected(ctx) {
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// mostListed is how many claims a person is told of that may be meant.
const mostListed = 10

// severalFit lists the claims among which a person has to choose.
func severalFit(claims []graph.Claim) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s fit:", plural(len(claims), "claim"))
	for i := range claims[:min(mostListed, len(claims))] {
		fmt.Fprintf(&b, "\n  %s", clean(claimOnLine(&claims[i])))
	}
	if n := len(claims) - mostListed; n > 0 {
		fmt.Fprintf(&b, "\n  and %s more", number(n))
	}
	return (&fault{err: errors.New(b.String()), code: Misused}).
		hinted("choose by --document, --status or --quote WORDS, or take them --all")
}

// claimOnLine is a claim on a line, with its place and words.
func claimOnLine(c *graph.Claim) string {
	words := short(strings.Join(strings.Fields(c.Evidence.Text), " "), 61)
	return fmt.Sprintf("%s %s %s (%s), %s:%d “%s”",
		c.Subject.Name, relationWords(c), objectName(c), statusWords(c, false), c.Evidence.Source, c.Evidence.Sentence+1, words)
}
