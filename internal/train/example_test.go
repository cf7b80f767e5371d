package train

import (
	"strings"
	"testing"
)

func TestTitle(t *testing.T) {
	words := strings.Fields("the gunmen of al-Assad attacked élite troops")
	for i, w := range words {
		words[i] = title(w, i)
	}
	if got, want := strings.Join(words, " "), "The Gunmen of Al-Assad Attacked Élite Troops"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A full stop can be left out where nothing hangs on it.
func TestBare(t *testing.T) {
	for _, c := range []struct {
		words string
		heads []int32
		want  bool
	}{
		{"They left the town .", []int32{1, 5, 3, 1, 1}, true},
		{"They left the town", []int32{1, 4, 3, 1}, false},
		{"They left the .", []int32{1, 4, 3, 1}, false}, // "the" hangs on it
		{"Go .", []int32{2, 0}, false},
	} {
		if got := bare(&Sentence{Forms: strings.Fields(c.words), Heads: c.heads}); got != c.want {
			t.Errorf("%q: %v", c.words, got)
		}
	}
}
