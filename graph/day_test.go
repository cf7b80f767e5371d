package graph

import "testing"

func TestDays(t *testing.T) {
	for in, want := range map[string][2]string{
		"2024":       {"2024-01-01", "2024-12-31"},
		"2024-02":    {"2024-02-01", "2024-02-29"},
		"2024-02-03": {"2024-02-03", "2024-02-03"},
	} {
		if got := [2]string{FirstDay(in), LastDay(in)}; got != want {
			t.Errorf("%s spans %v, want %v", in, got, want)
		}
	}
}
