package infer

import (
	"fmt"
	"testing"
)

// BenchmarkMatch asks of one entity among a hundred thousand claims.
func BenchmarkMatch(b *testing.B) {
	var lines []string
	for i := range 100_000 {
		lines = append(lines, fmt.Sprintf("P%d located-in P%d", i, i/10))
	}
	e := New(claimsOf(lines...), testSchema(b), nil)
	b.ReportAllocs()
	for b.Loop() {
		e.Match("P99999", "located-in", "")
	}
}
