package train

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

func TestLexicon(t *testing.T) {
	l, err := readLexicon(fstest.MapFS{
		"lexicon/nouns.txt":  {Data: []byte("# people\nenvoy, spy,\nman/men\n")},
		"lexicon/places.txt": {Data: []byte("# city\nKabul, New York\n# country\nKabul\n")},
		"lexicon/verbs.txt":  {Data: []byte("# says\ndeny, admit, argue, go/went\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	lex, err := parse.NewLexicon(l.entries(), len(l.classes))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{
		"envoys": "people", "spies": "people", "men": "people", "mans": "",
		"kabul": "city; country", "new": "city, first word", "york": "city, next word", "kabuls": "",
		"denied": "says", "denies": "says", "denying": "says", "admitted": "says", "argued": "says", "arguing": "says", "went": "says", "goed": "",
	} {
		if got := strings.Join(lex.Classes(word, l.classes), "; "); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	if !slices.IsSorted(l.entries()) {
		t.Error("the entries are not sorted")
	}
	if _, err := readLexicon(fstest.MapFS{"lexicon/a.txt": {Data: []byte("\nword\n")}}); err == nil || !strings.Contains(err.Error(), "a.txt:2") {
		t.Errorf("an entry without a class: %v", err)
	}
}

func TestVerbForms(t *testing.T) {
	for verb, want := range map[string]string{
		"attack": "attack attacks attacked attacking",
		"seize":  "seize seizes seized seizing",
		"carry":  "carry carries carried carrying",
		"stop":   "stop stops stopped stopping",
		"agree":  "agree agrees agreed agreeing",
		"tie":    "tie ties tied tying",
		"rush":   "rush rushes rushed rushing",
		"obey":   "obey obeys obeyed obeying",
		"rain":   "rain rains rained raining",
	} {
		if got := strings.Join(verbForms(verb), " "); got != want {
			t.Errorf("%s: %s, want %s", verb, got, want)
		}
	}
}

// The files that are shipped must be readable, and say something of any common kind
// of word.
func TestLexiconFiles(t *testing.T) {
	l, err := readLexicon(lexiconFiles)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d words in %d classes", len(l.words), len(l.classes))
	for _, w := range strings.Fields("moscow putin maria microsoft taliban attacked spokesman yesterday russian happy quickly") {
		if len(l.words[w]) == 0 {
			t.Errorf("nothing is known of %s", w)
		}
	}
}
