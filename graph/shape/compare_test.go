package shape

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/graphtest"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

// compared shows a comparison in short lines.
func compared(c *Comparison) (lines []string) {
	for _, e := range c.Direct {
		lines = append(lines, fmt.Sprintf("tied: %s %s %s", e.From, e.Label(), e.To))
	}
	short := func(edges []view.Edge, id string) string {
		var all []string
		for _, r := range relationsTo(edges, id) {
			s := r.Label
			if r.Inverse {
				s = "is " + s
			}
			all = append(all, s)
		}
		return strings.Join(all, "+")
	}
	for _, s := range c.Shared {
		line := fmt.Sprintf("shared: %s, %s and %s", s.ID, short(s.A, s.ID), short(s.B, s.ID))
		if s.Opposed {
			line += ", opposed"
		}
		lines = append(lines, fmt.Sprintf("%s, %d alike", line, len(s.Alike)))
	}
	for _, o := range c.Opinions {
		lines = append(lines, fmt.Sprintf("opinion: %s %s %s, differ %v", o.A.Subject.ID, o.A.RelationOf(), o.A.Object.ID, o.Differ))
	}
	for _, claim := range c.Of {
		lines = append(lines, fmt.Sprintf("says: %s, %s %s %s", claim.Speaker.ID, claim.Subject.ID, claim.RelationOf(), claim.Object.ID))
	}
	return lines
}

func TestCompare(t *testing.T) {
	conflict, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	g := graphtest.Of(
		"A opposes B", "B met-with A", "A attacked C", "B attacked C", "A supports D", "B opposes D", "E attacked A", "B attacked E",
		"A supports F", "B supports F denied", "G supports A", "B supports G",
		"X attacked Y reported by:A", "X attacked Y denied by:B", "X visited Y reported by:A", "X visited Y reported by:B",
		"X opposes Y reported by:A", "B attacked X reported by:A",
	)
	for _, test := range []struct {
		sel  *view.Selection
		want []string
	}{
		{&view.Selection{Schema: conflict}, []string{
			"tied: a met-with b", "tied: a opposes b",
			"shared: c, attacked and attacked, 1 alike",
			"shared: d, supports and opposes, opposed, 0 alike",
			"shared: e, is attacked and attacked, 0 alike",
			"shared: g, is supports and supports, 0 alike",
			"opinion: x attacked y, differ true", "opinion: x visited y, differ false",
			"says: a, b attacked x",
		}},
		{&view.Selection{Schema: conflict, Relations: []string{"supports"}, Statuses: graph.Statuses}, []string{
			"shared: f, supports and supports, 1 alike", "shared: g, is supports and supports, 0 alike",
		}},
	} {
		c := Of(g, test.sel).Compare(g, test.sel, "a", "b")
		if diff := cmp.Diff(test.want, compared(&c)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test.sel, diff)
		}
	}
	if c := Of(g, nil).Compare(g, nil, "a", "nobody"); len(compared(&c)) != 0 {
		t.Errorf("a and nobody: %q", compared(&c))
	}
}
