package cli

import (
	"bytes"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
)

func TestLeftOutIsTold(t *testing.T) {
	v := &sight{graph: &graph.Graph{Entities: []graph.Profile{{Entity: graph.Entity{ID: "russia", Name: "Russia"}}}}}
	for _, test := range []struct {
		left infer.Left
		want string
	}{
		{infer.Left{}, ""},
		{infer.Left{Hubs: []string{"russia", "x"}}, "what leads through Russia, x (tied to too many on both sides)"},
		{infer.Left{Long: 2, Inferences: 1200}, "longer chains from 2 entities; the 1,200 least sure inferences"},
		{infer.Left{Unsearched: 1}, "what follows of 1 entity more, for the graph is large"},
	} {
		var errs bytes.Buffer
		(&Env{Stderr: &errs}).leftOut(v, &test.left)
		want := test.want
		if want != "" {
			want = "quadrille: warning: --inferred left out " + want + "\n"
		}
		if errs.String() != want {
			t.Errorf("%+v: %q, want %q", test.left, errs.String(), want)
		}
	}
}
