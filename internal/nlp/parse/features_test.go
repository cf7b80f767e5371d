package parse

import (
	"slices"
	"strings"
	"testing"
)

func TestClean(t *testing.T) {
	for _, c := range [][3]string{
		{"n’t", "n't", "n't"},
		{"“", `"`, `"`},
		{"—", "-", "-"},
		{"IS‑K", "IS-K", "is-k"},
		{"…", "...", "..."},
		{"``", `"`, `"`},
		{"1,200", "1,200", "0,000"},
		{"https://example.org/a?b", "http://x", "http://x"},
		{"@someone", "@x", "@x"},
		{"@", "@", "@"},
		{"Zoë", "Zoë", "zoë"},
		{"", "", ""},
	} {
		clean := Clean(c[0])
		if clean != c[1] || Normal(clean) != c[2] {
			t.Errorf("%q is %q, then %q; want %q, then %q", c[0], clean, Normal(clean), c[1], c[2])
		}
	}
}

func TestShape(t *testing.T) {
	for word, want := range map[string]string{"Moscow": "Xxx", "IS-K": "XX-X", "U.S.": "X.X.", "2024": "dd", "№": "?", "": ""} {
		if got := shape(word); got != want {
			t.Errorf("shape(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestPieces(t *testing.T) {
	const buckets = 1 << 20
	quote := Pieces(nil, Clean("“"), buckets)
	if !slices.Equal(quote, Pieces(nil, Clean(`"`), buckets)) {
		t.Error("a curly quote has other pieces than a straight one")
	}
	// "attacks" and "attacked" share the beginning, "Attacks" all but its case.
	share := func(a, b string) (n int) {
		of := Pieces(nil, b, buckets)
		for _, id := range Pieces(nil, a, buckets) {
			if slices.Contains(of, id) {
				n++
			}
		}
		return n
	}
	if n := share("attacks", "attacked"); n < 6 {
		t.Errorf("attacks and attacked share %d pieces", n)
	}
	if n, all := share("attacks", "Attacks"), len(Pieces(nil, "attacks", buckets)); n != all-2 {
		t.Errorf("attacks and Attacks share %d pieces of %d, want all but form and shape", n, all)
	}
	if n := len(Pieces(nil, strings.Repeat("-", 1_000_000), buckets)); n > 30 {
		t.Errorf("a line of dashes has %d pieces", n)
	}
}
