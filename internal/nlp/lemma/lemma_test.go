package lemma_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/conllu/conllutest"
	"github.com/quadrille-kg/quadrille/internal/nlp/lemma"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/weights"
)

func standard(t testing.TB) *lemma.Table {
	t.Helper()
	table, err := lemma.Load(weights.Lemmas())
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestLemma(t *testing.T) {
	table := standard(t)
	for _, c := range []struct{ form, upos, xpos, want string }{
		{"attacked", "VERB", "VBD", "attack"},
		{"carried", "VERB", "VBN", "carry"},
		{"fled", "VERB", "VBD", "flee"},
		{"overthrew", "VERB", "VBD", "overthrow"},
		{"provoking", "VERB", "VBG", "provoke"},
		{"stopped", "VERB", "VBN", "stop"},
		{"left", "VERB", "VBD", "leave"},
		{"left", "ADJ", "JJ", "left"},
		{"was", "AUX", "VBD", "be"},
		{"n't", "PART", "RB", "not"},
		{"’s", "PART", "POS", "'s"},
		{"gunmen", "NOUN", "NNS", "gunman"},
		{"enemies", "NOUN", "NNS", "enemy"},
		{"Israelis", "PROPN", "NNPS", "Israeli"},
		{"Kabul", "PROPN", "NNP", "Kabul"},
		{"IS", "PROPN", "NNP", "IS"},
		{"they", "PRON", "PRP", "they"},
		{"worst", "ADJ", "JJS", "bad"},
		{"Attacks", "NOUN", "NNS", "attack"},
		{"2022", "NUM", "CD", "2022"},
		// Words that no treebank has.
		{"glorked", "VERB", "VBD", "glork"},
		{"glanked", "VERB", "", "glank"},
		{"zarbies", "NOUN", "NNS", "zarby"},
		{"Qwertzistan", "PROPN", "NNP", "Qwertzistan"},
		{"thing", "KLINGON", "", "thing"}, // an unknown tag
		{"", "VERB", "VBD", ""},
	} {
		if got := table.Lemma(c.form, c.upos, c.xpos); got != c.want {
			t.Errorf("%s %s %s: lemma %q, want %q", c.form, c.upos, c.xpos, got, c.want)
		}
	}
}

func TestAnnotate(t *testing.T) {
	toks := []text.Token{{Form: "Gunmen", UPOS: "NOUN", XPOS: "NNS"}, {Form: "fired", UPOS: "VERB", XPOS: "VBD"}}
	standard(t).Annotate(toks)
	if toks[0].Lemma != "gunman" || toks[1].Lemma != "fire" {
		t.Errorf("lemmas %q %q, want gunman fire", toks[0].Lemma, toks[1].Lemma)
	}
}

// TestLearn makes a table of a few words and reads it back.
func TestLearn(t *testing.T) {
	var sent text.Sentence
	for _, w := range strings.Fields("walked|walk talked|talk jumped|jump") {
		form, lem, _ := strings.Cut(w, "|")
		sent.Tokens = append(sent.Tokens, text.Token{Form: form, Lemma: lem, UPOS: "VERB", XPOS: "VBD"})
	}
	docs := []text.Document{{Sentences: []text.Sentence{sent}}}
	b := lemma.Learn(docs)
	if !bytes.Equal(b, lemma.Learn(docs)) {
		t.Error("learning twice from the same documents gives different tables")
	}
	table, err := lemma.Load(b)
	if err != nil {
		t.Fatal(err)
	}
	if got := table.Lemma("Barked", "VERB", "VBD"); got != "bark" {
		t.Errorf("lemma of Barked is %q, want bark", got)
	}
}

func TestLoadDamaged(t *testing.T) {
	for _, c := range [][2]string{
		{"", "does not begin with"},
		{"quadrille lemmas 1\n.left\t3\tave\tl\n", "line 2"},
		{"quadrille lemmas 1\n=VERB\n.left\tx\tave\tl\n", "line 3"},
		{"quadrille lemmas 1\n=VERB\n?left\t3\tave\tl\n", "neither a word nor an ending"},
	} {
		if _, err := lemma.Load([]byte(c[0])); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("loading %q: error %v, want one with %q", c[0], err, c[1])
		}
	}
}

// TestTreebanks measures the table on the development treebanks, with gold tags.
func TestTreebanks(t *testing.T) {
	table := standard(t)
	for _, c := range []struct {
		name, files string
		least       float64
	}{
		{"EWT", "ud-ewt/*dev.conllu", 98.5},
		{"GUM", "gum/dev/*.conllu", 99},
	} {
		var all, both, upos float64
		for _, doc := range conllutest.Treebank(t, c.files) {
			for _, s := range doc.Sentences {
				for _, tok := range s.Tokens {
					all++
					if table.Lemma(tok.Form, tok.UPOS, tok.XPOS) == tok.Lemma {
						both++
					}
					if table.Lemma(tok.Form, tok.UPOS, "") == tok.Lemma {
						upos++
					}
				}
			}
		}
		t.Logf("%s: %.2f %% right, %.2f %% by UPOS alone", c.name, 100*both/all, 100*upos/all)
		if 100*both/all < c.least {
			t.Errorf("%s: want at least %.1f %%", c.name, c.least)
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	table := standard(b)
	docs := conllutest.Treebank(b, "gum/dev/*news*.conllu")
	n := 0
	for b.Loop() {
		for _, doc := range docs {
			for _, s := range doc.Sentences {
				table.Annotate(s.Tokens)
				n += len(s.Tokens)
			}
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := lemma.Load(weights.Lemmas()); err != nil {
			b.Fatal(err)
		}
	}
}
