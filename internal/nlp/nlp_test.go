package nlp

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

func analyser(t testing.TB) *Analyser {
	t.Helper()
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const story = `Rebels Attack Embassy in Kabul

President Anna Petrova of Ruritania said on Friday that she would visit Afghanistan. The Northern Front (NF), a militant group, attacked the Ruritanian embassy in Kabul in 2022. The group has not said why it did so. Petrova blamed the NF.
`

func TestAnalyse(t *testing.T) {
	doc := &text.Document{Text: story, Date: "2024-03-26"}
	analyser(t).Analyse(doc)
	if len(doc.Sentences) != 5 || len(doc.Mentions) == 0 {
		t.Fatalf("%d sentences, %d mentions", len(doc.Sentences), len(doc.Mentions))
	}
	same := func(word string, in int, as string) {
		t.Helper()
		for _, m := range doc.Mentions {
			if m.Text == word && m.Sentence == in {
				if e := doc.Entities[m.Entity]; e.Name != as && !slices.Contains(e.Aliases, as) {
					t.Errorf("%q of sentence %d is %q %q, want %q", word, in, e.Name, e.Aliases, as)
				}
				return
			}
		}
		t.Errorf("no mention %q in sentence %d", word, in)
	}
	same("she", 1, "Anna Petrova")
	same("Petrova", 4, "Anna Petrova")
	same("NF", 4, "Northern Front")
	same("The group", 3, "Northern Front")
	same("it", 3, "Northern Front")
	same("Kabul", 2, "Kabul")
	if times := doc.Sentences[1].Times; len(times) != 1 || times[0].Time.From != "2024-03-22" {
		t.Errorf("Friday is %+v", times)
	}
}

// TestEveryMentionIsSound checks what later steps rely on: spans index the text,
// tokens lie in their sentence, chains and mentions point at each other.
func TestEveryMentionIsSound(t *testing.T) {
	a := analyser(t)
	for _, words := range []string{story, "", "\n\n", "a", "IS-K!", "“ ( ” ) —", strings.Repeat("He said that she knew it. ", 40)} {
		doc := &text.Document{Text: words}
		a.Analyse(doc)
		check(t, doc)
	}
}

func check(t *testing.T, doc *text.Document) {
	t.Helper()
	index := text.NewIndex(doc.Text)
	for i, m := range doc.Mentions {
		sent := &doc.Sentences[m.Sentence]
		switch {
		case m.First < 0 || m.First > m.Head || m.Head >= m.End || m.End > len(sent.Tokens):
			t.Fatalf("mention %d has tokens %d, %d, %d", i, m.First, m.Head, m.End)
		case m.Span.Start != sent.Tokens[m.First].Span.Start || m.Span.End != sent.Tokens[m.End-1].Span.End || index.Slice(m.Span) != m.Text:
			t.Fatalf("mention %d: %q is not at %v", i, m.Text, m.Span)
		case m.Entity < 0 || m.Entity >= len(doc.Entities) || !slices.Contains(doc.Entities[m.Entity].Mentions, i):
			t.Fatalf("mention %d is in no chain", i)
		case m.Type == "":
			t.Fatalf("mention %d, %q, has no type", i, m.Text)
		}
	}
	for i, e := range doc.Entities {
		if e.Name == "" || len(e.Mentions) == 0 || !slices.IsSorted(e.Mentions) || !slices.IsSorted(e.Aliases) || slices.Contains(e.Aliases, e.Name) {
			t.Fatalf("entity %d is unsound: %+v", i, e)
		}
	}
}

// TestSameAlways reads one text on many goroutines: all read the same.
func TestSameAlways(t *testing.T) {
	a := analyser(t)
	docs := make([]text.Document, 8)
	var wg sync.WaitGroup
	for i := range docs {
		wg.Go(func() {
			docs[i] = text.Document{Text: story}
			a.Analyse(&docs[i])
		})
	}
	wg.Wait()
	for i := range docs[1:] {
		if !slices.Equal(docs[0].Mentions, docs[i+1].Mentions) {
			t.Fatalf("reading %d differs from the first", i+1)
		}
	}
	if a.Version() == "" || a.Version() != version() {
		t.Error("the version changes")
	}
}

func TestHeadlinesAreReadAsSentencesAre(t *testing.T) {
	a := analyser(t)
	doc := &text.Document{Text: "Rebel Leader Targets Grozny Music Hall\n\nThe leader is in Grozny. They target the town.\n"}
	a.Annotate(doc)
	if got := doc.Sentences[0].Tokens[0].Form + " " + doc.Sentences[0].Tokens[2].Form; got != "Rebel Targets" {
		t.Errorf("the forms came back as %q", got)
	}
	seen := map[string]int{"leader": -1, "grozny": 2}
	for word, small := range map[string]bool{"Leader": true, "Leaders": true, "Grozny": false, "NATO": false, "Targets": true, "Anna": false, "Xyzzy": false} {
		if a.small(seen, word) != small {
			t.Errorf("%s: small is %v", word, !small)
		}
	}
}

// TestMend says what is set right after parsing.
func TestMend(t *testing.T) {
	doc := &text.Document{Text: "Rebel Group Targets Concert Hall\n\nThe group waged a sporadic but deadly war on the town.\n"}
	analyser(t).Annotate(doc)
	toks := doc.Sentences[0].Tokens
	if toks[2].Form != "Targets" || toks[2].UPOS != "VERB" || toks[2].Lemma != "target" || toks[1].Deprel != "nsubj" {
		t.Errorf("the headline is read as %+v", toks)
	}
	adjectives := []text.Token{
		{Form: "waged", UPOS: "VERB", Head: -1, Deprel: "root"},
		{Form: "a", UPOS: "DET", Head: 2, Deprel: "det"},
		{Form: "sporadic", UPOS: "ADJ", Head: 0, Deprel: "obj"},
		{Form: "but", UPOS: "CCONJ", Head: 5, Deprel: "cc"},
		{Form: "deadly", UPOS: "ADJ", Head: 5, Deprel: "amod"},
		{Form: "war", UPOS: "NOUN", Head: 0, Deprel: "conj"},
	}
	joinAdjectives(adjectives)
	if adjectives[5].Deprel != "obj" || adjectives[5].Head != 0 || adjectives[2].Head != 5 || adjectives[1].Head != 5 {
		t.Errorf("the adjectives hang on %+v", adjectives)
	}
}

// "Tajik and other migrant workers are subject to searches": one subject, not two.
func TestAttachAdjectives(t *testing.T) {
	toks := []text.Token{
		{Form: "Tajik", UPOS: "ADJ", Head: 6, Deprel: "nsubj"},
		{Form: "and", UPOS: "CCONJ", Head: 2, Deprel: "cc"},
		{Form: "other", UPOS: "ADJ", Head: 4, Deprel: "amod"},
		{Form: "migrant", UPOS: "NOUN", Head: 4, Deprel: "compound"},
		{Form: "workers", UPOS: "NOUN", Head: 6, Deprel: "nsubj"},
		{Form: "are", UPOS: "AUX", Head: 6, Deprel: "cop"},
		{Form: "subject", UPOS: "ADJ", Head: -1, Deprel: "root"},
	}
	attachAdjectives(toks)
	if toks[0].Head != 4 || toks[0].Deprel != "amod" || toks[4].Deprel != "nsubj" {
		t.Errorf("the adjective hangs on %+v", toks[0])
	}
}

// "the FSB, Russia's service": the name is a part of the service no longer.
func TestPartAppositions(t *testing.T) {
	toks := []text.Token{
		{Form: "the", UPOS: "DET", Head: 5, Deprel: "det"},
		{Form: "FSB", UPOS: "PROPN", Head: 5, Deprel: "compound"},
		{Form: ",", UPOS: "PUNCT", Head: 5, Deprel: "punct"},
		{Form: "Russia", UPOS: "PROPN", Head: 5, Deprel: "nmod:poss"},
		{Form: "'s", UPOS: "PART", Head: 3, Deprel: "case"},
		{Form: "service", UPOS: "NOUN", Head: 6, Deprel: "nsubj"},
		{Form: "spoke", UPOS: "VERB", Head: -1, Deprel: "root"},
	}
	partAppositions(toks)
	if toks[1].Head != 6 || toks[1].Deprel != "nsubj" || toks[5].Head != 1 || toks[5].Deprel != "appos" || toks[0].Head != 1 || toks[3].Head != 5 {
		t.Errorf("got %+v", toks)
	}
}

// TestFeatures gives words their features, and keeps those that come with trees.
func TestFeatures(t *testing.T) {
	doc := &text.Document{Text: "Two men were killed."}
	analyser(t).Annotate(doc)
	if got, want := doc.Sentences[0].Tokens[2].Feats, "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"; got != want {
		t.Errorf("were has %q, want %q", got, want)
	}
	doc.Sentences[0].Tokens[2].Feats = "Number=Plur"
	analyser(t).Annotate(doc)
	if got := doc.Sentences[0].Tokens[2].Feats; got != "Number=Plur" {
		t.Errorf("were has %q, want what it came with", got)
	}
}
