package cli

import (
	"cmp"
	"context"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// openOutline is open for commands that look at the whole graph and show the words
// of a few claims alone: what it opens has no words, until sight.words brings them.
func (l *looking) openOutline(ctx context.Context, env *Env, more []string) (*sight, error) {
	ws, err := l.workspace(ctx, env, more)
	if err != nil {
		return nil, err
	}
	g, err := ws.Outline(ctx)
	if err != nil {
		ws.Close()
		return nil, err
	}
	s := ws.Schema()
	return &sight{ws: ws, graph: g, names: view.NamesOf(g, s), schema: s}, nil
}

// words returns claims of an outline with all their words.
func (v *sight) words(claims ...*graph.Claim) ([]graph.Claim, error) { return v.ws.Words(claims) }

// explain returns claims of an outline with all their words and the sentences that
// they were read from, in the same order.
func (v *sight) explain(claims ...*graph.Claim) ([]explained, error) {
	full, err := v.words(claims...)
	if err != nil {
		return nil, err
	}
	// One document after the other, for each has to be opened.
	order := make([]int, len(full))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(full[i].Evidence.Document, full[j].Evidence.Document), i-j)
	})
	out := make([]explained, len(full))
	sentences := sentences{v: v}
	for _, i := range order {
		s, err := sentences.of(&full[i])
		if err != nil {
			return nil, err
		}
		out[i] = explained{full[i], s, full[i].Rule}
	}
	return out, nil
}

// surest returns the claim of an edge that is the surest, of equals the first.
func surest(e *view.Edge) *graph.Claim {
	best := e.Claims[0]
	for _, c := range e.Claims[1:] {
		if c.Confidence > best.Confidence {
			best = c
		}
	}
	return best
}
