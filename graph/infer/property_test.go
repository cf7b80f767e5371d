package infer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// someClaims draws claims among so few entities, times and confidences that
// chains, circles, ties and contradictions come of themselves.
func someClaims(t *rapid.T) []graph.Claim {
	line := rapid.Custom(func(t *rapid.T) string {
		who := rapid.SampledFrom([]string{"Ann", "Bob", "Army", "Brigade", "Russia", "P", "Q", "R"})
		relation := rapid.SampledFrom([]string{"allied-with", "child-of", "parent-of", "located-in", "part-of", "has-part", "same-as", "opposes"})
		qualifier := rapid.SampledFrom([]string{"", "", "0.5", "0.9", "0.5 2001..2002", "2002..2003", "2003..", "denied", "reported"})
		return fmt.Sprintf("%s %s %s %s", who.Draw(t, "subject"), relation.Draw(t, "relation"), who.Draw(t, "object"), qualifier.Draw(t, "qualifier"))
	})
	return claimsOf(rapid.SliceOfN(line, 0, 14).Draw(t, "claims")...)
}

// TestSound: each inference's chain leads from its subject to its object by links
// that its relation has, at one time at least; it is within domain and range, is
// nowhere said or denied, and as sure as its claims are together.
func TestSound(t *testing.T) {
	s := testSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		claims := someClaims(t)
		found, left := New(claims, s, nil).All()
		if left.Any() {
			t.Errorf("of %d claims something is left out: %+v", len(claims), left)
		}
		for i := range found {
			if err := proven(&found[i], claims, s); err != nil {
				t.Errorf("%s: %v", short(&found[i]), err)
			}
		}
	})
}

func proven(i *graph.Inference, claims []graph.Claim, s *schema.Schema) error {
	at, from, to, sure := i.Subject.ID, "", "9", 1.0
	turned := graph.How("")
	for _, c := range i.Claims {
		if c.Status != graph.Asserted || c.Polarity != graph.Positive {
			return fmt.Errorf("%s is not asserted", c.ID)
		}
		next, how, ok := follow(s, i.Relation, c, at)
		if !ok {
			return fmt.Errorf("%s is no %s of %s", c.ID, i.Relation, at)
		}
		at, turned = next, how
		sure *= c.Confidence
		if c.Time != nil {
			from, to = max(from, c.Time.From), min(to, cmp.Or(c.Time.To, "9"))
		}
	}
	how := turned
	if len(i.Claims) > 1 {
		how = graph.Transitive
	}
	isTransitive := slices.Contains([]string{"located-in", "part-of", "has-part", "same-as"}, i.Relation)
	relation := s.Relation(i.Relation)
	for _, wrong := range []struct {
		is  bool
		why string
	}{
		{at != i.Object.ID, "the chain leads to " + at},
		{at == i.Subject.ID, "it is of one thing with itself"},
		{from > to, "its claims hold at no one time"},
		{how != i.How, fmt.Sprintf("it follows in another way: %q", how)},
		{how == graph.Transitive && !isTransitive, "the relation is not transitive"},
		{!s.IsAny(i.Subject.Type, relation.From) || !s.IsAny(i.Object.Type, relation.To), "the relation does not take these types"},
		{math.Abs(sure-i.Confidence) > 1e-4, fmt.Sprintf("its claims are %g sure", sure)},
	} {
		if wrong.is {
			return fmt.Errorf("%s", wrong.why)
		}
	}
	for _, c := range claims {
		end, turned, ok := follow(s, i.Relation, &c, i.Subject.ID)
		same := ok && end == i.Object.ID
		if same && (c.Status == graph.Asserted && turned == "" || c.Status == graph.Denied) {
			return fmt.Errorf("%s says or denies it", c.ID)
		}
	}
	return nil
}

// inverses are those of testSchema.
var inverses = map[string]string{"child-of": "parent-of", "parent-of": "child-of", "part-of": "has-part", "has-part": "part-of"}

// follow returns where a claim leads from an entity as a link of a relation.
func follow(s *schema.Schema, relation string, c *graph.Claim, at string) (next string, turned graph.How, ok bool) {
	switch {
	case c.RelationOf() == relation && c.Subject.ID == at:
		return c.Object.ID, "", true
	case c.RelationOf() == relation && s.Relation(relation).Symmetric && c.Object.ID == at:
		return c.Subject.ID, graph.Symmetric, true
	case c.RelationOf() == inverses[relation] && c.Object.ID == at:
		return c.Subject.ID, graph.Inverse, true
	}
	return "", "", false
}

// TestComplete compares with every chain that there is, found by trying all.
func TestComplete(t *testing.T) {
	s := testSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		claims := someClaims(t)
		found, _ := New(claims, s, nil).All()
		got := map[string]*graph.Inference{}
		for i := range found {
			f := &found[i]
			got[f.Subject.ID+" "+f.Relation+" "+f.Object.ID] = f
		}
		for relation, bounded := range map[string]bool{"located-in": false, "part-of": true, "has-part": true, "same-as": false} {
			for _, c := range claims {
				for _, start := range []string{c.Subject.ID, c.Object.ID} {
					try(s, relation, claims, start, bounded, func(chain []*graph.Claim, end string) {
						i := &graph.Inference{Relation: relation, How: graph.Transitive, Claims: chain, Confidence: 1}
						for _, e := range []*graph.Argument{chain[0].Subject, chain[0].Object} {
							if e.ID == start {
								i.Subject = e.Entity
							}
						}
						for _, e := range []*graph.Argument{chain[len(chain)-1].Subject, chain[len(chain)-1].Object} {
							if e.ID == end {
								i.Object = e.Entity
							}
						}
						for _, c := range chain {
							i.Confidence *= c.Confidence
						}
						if proven(i, claims, s) != nil {
							return
						}
						f := got[start+" "+relation+" "+end]
						if f == nil {
							t.Fatalf("%s is missing", short(i))
						}
						if f.Hops() > i.Hops() || f.Hops() == i.Hops() && f.Confidence < i.Confidence-1e-4 {
							t.Fatalf("%s is found, not %s", short(f), short(i))
						}
					})
				}
			}
		}
	})
}

// try hands on every chain of two to four claims that begins at an entity and
// comes nowhere twice; of one kind of thing alone where that is asked.
func try(s *schema.Schema, relation string, claims []graph.Claim, start string, oneKind bool, take func([]*graph.Claim, string)) {
	var on func(chain []*graph.Claim, been []string)
	on = func(chain []*graph.Claim, been []string) {
		at := been[len(been)-1]
		if len(chain) > 1 {
			take(chain, at)
		}
		for i := range claims {
			c := &claims[i]
			next, _, ok := follow(s, relation, c, at)
			if !ok || len(chain) == 4 || slices.Contains(been, next) || oneKind && kind(s, c.Subject.Type) != kind(s, c.Object.Type) {
				continue
			}
			on(append(slices.Clone(chain), c), append(slices.Clone(been), next))
		}
	}
	on(nil, []string{start})
}

// TestOrderDoesNotMatter: neither that of the claims, nor from which end an
// inference is looked for.
func TestOrderDoesNotMatter(t *testing.T) {
	s := testSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		claims := someClaims(t)
		e := New(claims, s, nil)
		all, _ := e.All()
		want := shorts(all)
		shuffled := rapid.Permutation(claims).Draw(t, "shuffled")
		again, _ := New(shuffled, s, nil).All()
		if diff := gocmp.Diff(want, shorts(again)); diff != "" {
			t.Errorf("in another order (-want +got):\n%s", diff)
		}
		var forward, backward, about []string
		for _, id := range []string{"Ann", "Army", "Bob", "Brigade", "P", "Q", "R", "Russia"} {
			of, _ := e.Match(id, "", "")
			forward = append(forward, shorts(of)...)
			to, _ := e.Match("", "", id)
			backward = append(backward, shorts(to)...)
			both, _ := e.About(id)
			about = append(about, shorts(both)...)
		}
		if diff := gocmp.Diff(want, forward); diff != "" {
			t.Errorf("by subjects (-want +got):\n%s", diff)
		}
		slices.Sort(backward)
		slices.Sort(about)
		sorted := slices.Sorted(slices.Values(want))
		if diff := gocmp.Diff(sorted, backward); diff != "" {
			t.Errorf("by objects (-want +got):\n%s", diff)
		}
		if diff := gocmp.Diff(sorted, slices.Compact(about)); diff != "" {
			t.Errorf("about each (-want +got):\n%s", diff)
		}
	})
}
