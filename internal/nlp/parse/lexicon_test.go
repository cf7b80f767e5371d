package parse

import (
	"slices"
	"strings"
	"testing"
)

func TestLexicon(t *testing.T) {
	names := []string{"country", "surname", "time"}
	l, err := NewLexicon([]string{Entry("jordan", []int{0, 1}), Entry("week", []int{2})}, len(names))
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Classes("jordan", names); !slices.Equal(got, []string{"country", "surname"}) {
		t.Errorf("classes of jordan: %q", got)
	}
	// The rows of classes stand behind the buckets, and unknown words have none.
	if got := l.Pieces([]uint32{7}, "jordan", 100); !slices.Equal(got, []uint32{7, 100, 101}) {
		t.Errorf("pieces of jordan: %v", got)
	}
	if got := l.Pieces(nil, "paris", 100); got != nil {
		t.Errorf("pieces of a word that is not there: %v", got)
	}
}

func TestBadLexicon(t *testing.T) {
	for says, entries := range map[string][]string{
		"no tab":                  {"paris"},
		"class that is not there": {Entry("paris", []int{3})},
		"out of order":            {Entry("paris", []int{1}), Entry("accra", []int{1})},
	} {
		if _, err := NewLexicon(entries, 3); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want an error that says %q", entries, err, says)
		}
	}
}
