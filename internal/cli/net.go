package cli

import (
	"context"

	"github.com/quadrille-kg/quadrille/graph/shape"
)

// net opens the graph and folds what the flags select of it to who is tied to whom.
// The limit is the caller's: it is one of rows there, not of claims.
func (l *looking) net(ctx context.Context, env *Env, s *selecting, more []string) (v *sight, n *shape.Net, limit int, err error) {
	v, sel, err := s.selected(l.openOutline(ctx, env, more, s.entities...))
	if err != nil {
		return nil, nil, 0, err
	}
	if n = shape.Of(v.graph, sel); len(n.Entities) == 0 {
		defer v.close()
		return nil, nil, 0, nobody(v)
	}
	return v, n, sel.Limit, nil
}

// nobody says that no claim ties anybody to anybody.
func nobody(v *sight) error {
	if len(v.graph.Claims) == 0 {
		return noClaims(v)
	}
	return nothing("no claim like that ties one entity to another")
}
