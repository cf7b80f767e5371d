package corpus

import (
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/eval"
)

var texts = []eval.Text{
	{Name: "a.txt", Text: "President Paul Miller visited Kenya in June 2019. Miller met Susan Wright of the Red Cross there. He left in July."},
	{Name: "b.txt", Text: "The army attacked Mosul. Thomas Baker denied it. Baker is a minister of Iraq."},
}

func newCorpus(t *testing.T, words int) *Corpus {
	t.Helper()
	c, err := New(texts, words, 1)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDocumentsDifferInNamesAndDates(t *testing.T) {
	c := newCorpus(t, 15)
	seen := map[string]bool{}
	for i := range 40 {
		d := c.Document(i)
		seen[d] = true
		if n := len(strings.Fields(d)); n < 15 || n > 44 {
			t.Errorf("document %d has %d words", i, n)
		}
	}
	if len(seen) < 36 { // with so few names some are alike by chance
		t.Errorf("of 40 documents only %d differ", len(seen))
	}
}

func TestSomebodyIsTheSameThroughoutADocument(t *testing.T) {
	c := newCorpus(t, 15)
	for i := 0; i < 20; i += len(c.windows) {
		d := c.Document(i)
		_, body, _ := strings.Cut(d, "\n\n")
		words := strings.Fields(body)
		if words[0] != "President" {
			t.Fatalf("title is lost: %s", d)
		}
		if surname := words[2]; strings.Count(d, surname) < 2 {
			t.Errorf("%s is called otherwise in the second sentence: %s", surname, d)
		}
	}
}

func TestSameSeedSameDocuments(t *testing.T) {
	a, b := newCorpus(t, 15), newCorpus(t, 15)
	for i := range 10 {
		if a.Document(i) != b.Document(i) {
			t.Errorf("document %d differs:\n%s\n%s", i, a.Document(i), b.Document(i))
		}
	}
}
