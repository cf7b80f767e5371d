package export

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeClaims writes View.Graph's claims in reading order, then its inferences.
func writeClaims(_ context.Context, w io.Writer, v *view.View, _ *Options) error {
	claims := make([]*graph.Claim, len(v.Graph.Claims))
	for i := range v.Graph.Claims {
		claims[i] = &v.Graph.Claims[i]
	}
	slices.SortStableFunc(claims, view.InReadingOrder)
	if err := Claims(w, claims); err != nil {
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

// Claims writes claims as JSON, one a line, with the keys in the order of
// graph.Claim's fields.
func Claims(w io.Writer, claims []*graph.Claim) error {
	return lines(w, func(enc *json.Encoder) error {
		for _, c := range claims {
			d := *c
			d.Subject, d.Object = argument(c.Subject), argument(c.Object)
			if c.Speaker != nil {
				e := entity(*c.Speaker)
				d.Speaker = &e
			}
			if err := enc.Encode(&d); err != nil {
				return err
			}
		}
		return nil
	})
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
