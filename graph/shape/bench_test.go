package shape

import (
	"flag"
	"testing"

	"github.com/quadrille-kg/quadrille/graph/graphtest"
)

var benchClaims = flag.Int("claims", 6_000, "size of the graph that is timed; 60,000 claims are a million quads")

func BenchmarkShapes(b *testing.B) {
	g := graphtest.News(*benchClaims, 1)
	b.Run("net", func(b *testing.B) {
		for b.Loop() {
			Of(g, nil)
		}
	})
	n := Of(g, nil)
	b.Logf("%d entities, %d ties", len(n.Entities), len(n.Ties))
	for _, by := range []By{Hops, Confidence} {
		b.Run("ways by "+string(by), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				from, to := n.Entities[i*7919%len(n.Entities)].ID, n.Entities[(i*104729+17)%len(n.Entities)].ID
				waysOf(b, n, from, to, 3, by)
			}
		})
	}
	for _, by := range Measures {
		b.Run("rank by "+string(by), func(b *testing.B) {
			for b.Loop() {
				rankOf(b, n, by, 400)
			}
		})
	}
	b.Run("communities", func(b *testing.B) {
		for b.Loop() {
			communitiesOf(b, n)
		}
	})
}
