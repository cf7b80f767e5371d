package nlp

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/coref/coreftest"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// treebank reads the gold of a part of GUM, and beside each document the same with
// its tokens alone, as a CoNLL-U file without trees gives them; with speakers also
// who says each sentence of the documents that are dialogues.
func treebank(t *testing.T, part string, speakers bool) (golds []coreftest.Gold, bare []*text.Document) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared(t, "gum"), part, "*.conllu"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of GUM's %s part (%v)", part, err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		gold, err := coreftest.Read(f)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		doc := &text.Document{Text: gold.Doc.Text, Title: gold.Doc.Title, Date: gold.Doc.Date}
		for _, sent := range gold.Doc.Sentences {
			s := text.Sentence{Span: sent.Span}
			if speakers {
				s.Speaker = sent.Speaker
			}
			for _, tok := range sent.Tokens {
				s.Tokens = append(s.Tokens, text.Token{Form: tok.Form, Span: tok.Span, Joined: tok.Joined})
			}
			doc.Sentences = append(doc.Sentences, s)
		}
		golds, bare = append(golds, gold), append(bare, doc)
	}
	return golds, bare
}

// TestGUM scores named and pronominal chains as CoNLL 2012 did; what those are is
// said at coreftest.Gold.Score.
func TestGUM(t *testing.T) {
	a := analyser(t)
	for _, line := range []struct {
		name     string
		speakers bool
		options  coreftest.Options
		least    float64
	}{
		{name: "names and pronouns", least: 0.66},
		{name: "names and pronouns, exact spans", options: coreftest.Options{Exact: true}},
		{name: "with definite descriptions", options: coreftest.Options{Definite: true}},
		{name: "names and pronouns, speakers given", speakers: true},
	} {
		golds, docs := treebank(t, "dev", line.speakers)
		var all coreftest.Scores
		for i, doc := range docs {
			a.Analyse(doc)
			all.Add(golds[i].Score(doc, line.options))
		}
		t.Logf("GUM dev, %s: %s", line.name, all)
		if all.Average() < line.least {
			t.Errorf("GUM dev, %s: average %.3f, want %.2f", line.name, all.Average(), line.least)
		}
	}
}
