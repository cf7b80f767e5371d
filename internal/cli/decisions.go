package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

type decisions struct {
	looking
	format string
}

func newDecisions(g *global) *cobra.Command {
	k := &decisions{looking: looking{global: g}}
	c := &cobra.Command{
		Use:     "decisions",
		Short:   "List what was decided, and what of it cannot be followed",
		GroupID: "keep",
		Long: `What merge, split, rename, type, accept, reject and review decide is kept in
decisions.yaml in the workspace, which you may edit, and is replayed at every
build. A decision that means nothing any more, since a text changed or is read
otherwise, is told and kept; "quadrille undo LINE" takes one out.`,
		Example: `  quadrille decisions
  quadrille undo 12`,
		Args: between(0, 0, ""),
	}
	formatFlag(c, &k.format, "table")
	return g.command(c, k.run)
}

// decisionLine is what "decisions --format jsonl" prints.
type decisionLine struct {
	Line     int      `json:"line"`
	Do       string   `json:"do"`
	Names    []string `json:"names"`
	To       string   `json:"to,omitempty"`
	Parts    []string `json:"parts,omitempty"`
	Mentions []string `json:"mentions,omitempty"`
	In       []string `json:"in,omitempty"`
	Quote    string   `json:"quote,omitempty"`
	Status   string   `json:"status,omitempty"`
	As       string   `json:"as,omitempty"`
	By       string   `json:"by,omitempty"`
	Because  string   `json:"because,omitempty"`
	Followed bool     `json:"followed"`
	Why      string   `json:"why,omitempty"` // it is not
}

func (k *decisions) run(ctx context.Context, env *Env, _ []string) error {
	jsonl, err := env.jsonl(k.format, "table")
	if err != nil {
		return err
	}
	ws, err := ingest.Open(k.global.dir(), &ingest.Options{ReadOnly: true, Notice: env.notice})
	if err != nil {
		return err
	}
	defer ws.Close()
	all, err := ws.Decisions()
	if err != nil {
		return err
	}
	if len(all) == 0 && ws.Elsewhere() {
		return nothing("what was decided is kept where the documents are, and not here").hinted("give the command there")
	}
	if len(all) == 0 {
		return nothing("nothing was decided").hinted(`"quadrille review" goes through what is doubtful`)
	}
	problems, err := ws.Unfollowed(ctx)
	if err != nil {
		return err
	}
	why := map[int]string{}
	for _, p := range problems {
		why[p.Decision.Line] = strings.TrimPrefix(p.String(), inWords(p.Decision)+": ")
	}
	if jsonl {
		lines := make([]decisionLine, len(all))
		for i, d := range all {
			lines[i] = decisionLine{
				Line: d.Line, Do: string(d.Do), Names: d.Names, To: d.To, Parts: d.Parts, Mentions: d.Mentions, In: d.In,
				Quote: d.Quote, Status: d.Status, As: d.As, By: d.By, Because: d.Because,
				Followed: why[d.Line] == "", Why: why[d.Line],
			}
		}
		return jsonLines(env, lines)
	}
	return decisionsTable(env, all, why)
}

func decisionsTable(env *Env, all []ledger.Decision, why map[int]string) error {
	p := pen(env.colour())
	t := grid{columns: []column{{head: "LINE", right: true, least: 4}, {head: "DECISION", least: 20}, {head: "BECAUSE"}}}
	for _, d := range all {
		t.add(number(d.Line), clean(inWords(d)), clean(d.Because))
	}
	if err := t.write(env.Stdout, env.width(), p); err != nil {
		return err
	}
	fmt.Fprintf(env.Stdout, "\n%s\n", plural(len(all), "decision"))
	for _, d := range all {
		if why[d.Line] != "" {
			fmt.Fprintf(env.Stdout, "line %d is not followed: %s\n", d.Line, clean(why[d.Line]))
		}
	}
	return nil
}

// inWords is a decision on one line, with the document it is about.
func inWords(d ledger.Decision) string {
	s := d.String()
	switch {
	case d.Do == ledger.Rename || d.Do == ledger.Type:
		s += ", to: " + d.To
	case d.Do == ledger.Split:
		if all := append(append([]string{}, d.Parts...), d.Mentions...); len(all) > 0 {
			s += ", out: " + strings.Join(all, ", ")
		}
		if d.To != "" {
			s += ", into: " + d.To
		}
	}
	if len(d.In) > 0 {
		s += " in " + strings.Join(d.In, ", ")
	}
	return s
}

// documentNames is how decisions name the documents that a person names.
func documentNames(ws *ingest.Workspace, documents []string) (names []string, err error) {
	for _, doc := range documents {
		found, err := ws.DocumentName(doc)
		if err != nil {
			return nil, err
		}
		names = append(names, found)
	}
	return names, nil
}

// already says that what was to be decided stands already, which is no failure; any
// other error comes back.
func already(env *Env, err error) error {
	if errors.Is(err, ingest.ErrDecided) {
		fmt.Fprintln(env.Stderr, "that is decided already")
		return nil
	}
	return err
}

// unfollowed warns of decisions that cannot be followed, the first few of many.
func (e *Env) unfollowed(problems []resolve.Problem) {
	for i, p := range problems {
		if i == mostListed {
			e.warn("decisions.yaml: %d more cannot be followed; \"quadrille decisions\" lists them", len(problems)-i)
			return
		}
		e.warn("decisions.yaml:%d: %s", p.Decision.Line, p)
	}
}
