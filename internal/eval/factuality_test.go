package eval

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

func TestFactuality(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"ud_ids.json": `{"a": {"sentence_id": "s-1"}, "b": {"sentence_id": "s-2"}}`,
		"factuality-normalized-2.0.json": `{"data": {
			"a": {"a-semantics-pred-2": {"factuality": {"factual": {"value": 1.2}}}, "a-semantics-pred-4": {"factuality": {"factual": {"value": -0.4}}}},
			"b": {"b-semantics-pred-1": {"factuality": {"factual": {"value": -1.1}}}, "b-semantics-pred-2": {"factuality": {"factual": {"value": 1.1}}}}}}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	g, err := LoadFactuality(dir)
	if err != nil {
		t.Fatal(err)
	}
	four := make([]text.Token, 4)
	doc := &text.Document{
		Text: "s", Sentences: []text.Sentence{{Tokens: four}, {Tokens: four}},
		Claims: []text.Claim{
			{Sentence: 0, Head: 1, Status: text.Possible},
			{Sentence: 0, Head: 1, Status: text.Asserted}, // the stronger counts
			{Sentence: 0, Head: 3, Status: text.Denied},
			{Sentence: 1, Head: 0, Status: text.Reported},
			{Sentence: 1, Head: 2, Status: text.Asserted}, // nobody was asked about it
		},
	}
	r := g.Score([]*text.Document{doc}, []string{"s-1", "s-2"})
	not, did := score(t, r, "did not happen"), score(t, r, "happened")
	if !near(not.Precision, 1) || !near(not.Recall, 0.5) || !near(did.Precision, 0.5) || !near(did.Recall, 1) {
		t.Errorf("did not happen: P %.2f R %.2f, want 1, 0.5; happened: P %.2f R %.2f, want 0.5, 1", *not.Precision, *not.Recall, *did.Precision, *did.Recall)
	}
	if s := score(t, r, "predicates with a claim"); s.Right != 3 || s.Gold != 4 {
		t.Errorf("%d of %d predicates head a claim, want 3 of 4", s.Right, s.Gold)
	}
	if got, want := kinds(r), "reported, but it did not happen"; got != want {
		t.Errorf("mistakes: got %s, want %s", got, want)
	}
}

func TestSentenceIDs(t *testing.T) {
	if ids := SentenceIDs("# newdoc\n# sent_id = a-1\n1\tx\n\n# sent_id = a-2\n"); len(ids) != 2 || ids[1] != "a-2" {
		t.Errorf("got %q", ids)
	}
}
