package export

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"iter"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeClaims writes View.Graph's claims in reading order, then its inferences.
func writeClaims(_ context.Context, w io.Writer, v *view.View, _ *Options) error {
	if err := Claims(w, inReadingOrder(v.Graph)); err != nil {
		return err
	}
	return lines(w, func(enc *json.Encoder) error {
		for i := range v.Graph.Inferences {
			if err := enc.Encode(&v.Graph.Inferences[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// inReadingOrder returns a graph's claims as the texts have them.
func inReadingOrder(g *graph.Graph) []*graph.Claim {
	claims := make([]*graph.Claim, len(g.Claims))
	for i := range g.Claims {
		claims[i] = &g.Claims[i]
	}
	slices.SortStableFunc(claims, view.InReadingOrder)
	return claims
}

// Claims writes claims as JSON, one a line, with the keys in the order of
// graph.Claim's fields.
func Claims(w io.Writer, claims []*graph.Claim) error {
	return lines(w, func(enc *json.Encoder) error {
		for _, c := range claims {
			if err := encodeClaim(enc, *c); err != nil {
				return err
			}
		}
		return nil
	})
}

// ClaimsOf writes claims as Claims does, each as it comes.
func ClaimsOf(w io.Writer, claims iter.Seq2[graph.Claim, error]) error {
	return lines(w, func(enc *json.Encoder) error {
		for c, err := range claims {
			if err != nil {
				return err
			}
			if err := encodeClaim(enc, c); err != nil {
				return err
			}
		}
		return nil
	})
}

func encodeClaim(enc *json.Encoder, c graph.Claim) error {
	c.Subject, c.Object = argument(c.Subject), argument(c.Object)
	if c.Speaker != nil {
		e := entity(*c.Speaker)
		c.Speaker = &e
	}
	return enc.Encode(&c)
}

// Entities writes entities with their mentions as JSON, one a line.
func Entities(w io.Writer, profiles []graph.Profile) error {
	return lines(w, func(enc *json.Encoder) error {
		for _, p := range profiles {
			p.Entity = entity(p.Entity)
			if p.Mentions == nil {
				p.Mentions = []graph.SourcedMention{}
			}
			if p.Links == nil {
				p.Links = []string{}
			}
			if err := enc.Encode(&p); err != nil {
				return err
			}
		}
		return nil
	})
}

// lines encodes through a buffer. "<" and "&" stay as they are: the lines are read
// by programs, and evidence is to be found in them by searching.
func lines(w io.Writer, write func(*json.Encoder) error) error {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := write(enc); err != nil {
		return err
	}
	return b.Flush()
}

// argument and entity write "no aliases" as [] rather than null.
func argument(a *graph.Argument) *graph.Argument {
	if a == nil {
		return nil
	}
	return &graph.Argument{Entity: entity(a.Entity), Mention: a.Mention}
}

func entity(e graph.Entity) graph.Entity {
	if e.Aliases == nil {
		e.Aliases = []string{}
	}
	return e
}
