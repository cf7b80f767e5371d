package morph_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/conllu/conllutest"
	"github.com/quadrille-kg/quadrille/internal/nlp/morph"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/weights"
)

func standard(t testing.TB) *morph.Table {
	t.Helper()
	table, err := morph.Load(weights.Features())
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// sentence reads a tree written as form/UPOS/XPOS/head:label, heads counted from 1.
func sentence(t testing.TB, s string) []text.Token {
	t.Helper()
	var toks []text.Token
	for word := range strings.FieldsSeq(s) {
		c := strings.Split(word, "/")
		tok := text.Token{Form: c[0], UPOS: c[1], XPOS: c[2], Head: -1}
		if len(c) > 3 {
			head, label, _ := strings.Cut(c[3], ":")
			n, err := strconv.Atoi(head)
			if err != nil {
				t.Fatalf("%s: %v", word, err)
			}
			tok.Head, tok.Deprel = n-1, label
		}
		toks = append(toks, tok)
	}
	return toks
}

func TestClauses(t *testing.T) {
	const (
		infinitive = "VerbForm=Inf"
		imperative = "Mood=Imp|VerbForm=Fin"
		passive    = "Tense=Past|VerbForm=Part|Voice=Pass"
	)
	table := standard(t)
	for _, c := range []struct{ sentence, word, want string }{
		// Person and number are the subject's.
		{"We/PRON/PRP/2:nsubj saw/VERB/VBD/0:root it/PRON/PRP/2:obj", "saw", "Mood=Ind|Number=Plur|Person=1|Tense=Past|VerbForm=Fin"},
		{"Rebels/NOUN/NNS/3:nsubj have/AUX/VBP/3:aux fled/VERB/VBN/0:root", "have", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"},
		{"Ann/PROPN/NNP/4:nsubj and/CCONJ/CC/3:cc Bo/PROPN/NNP/1:conj left/VERB/VBD/0:root", "left", "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"},
		{"You/PRON/PRP/4:nsubj and/CCONJ/CC/3:cc I/PRON/PRP/1:conj left/VERB/VBD/0:root", "left", "Mood=Ind|Number=Plur|Person=1|Tense=Past|VerbForm=Fin"},
		{"The/DET/DT/2:det police/NOUN/NN/3:nsubj say/VERB/VBP/0:root so/ADV/RB/3:advmod", "say", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"},
		{"They/PRON/PRP/2:nsubj came/VERB/VBD/0:root and/CCONJ/CC/4:cc saw/VERB/VBD/2:conj", "saw", "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"},
		{"the/DET/DT/2:det men/NOUN/NNS/0:root who/PRON/WP/4:nsubj fled/VERB/VBD/2:acl:relcl", "fled", "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"},
		{"Hope/VERB/VBP/0:root this/PRON/DT/3:nsubj helps/VERB/VBZ/1:ccomp", "Hope", "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin"},
		{"if/SCONJ/IN/4:mark I/PRON/PRP/4:nsubj were/AUX/VBD/4:cop you/PRON/PRP/0:root", "were", "Mood=Sub|Number=Sing|Person=1|Tense=Past|VerbForm=Fin"},
		// Mood.
		{"Please/INTJ/UH/2:discourse call/VERB/VB/0:root me/PRON/PRP/2:obj", "call", imperative},
		{"Do/AUX/VB/3:aux n't/PART/RB/3:advmod go/VERB/VB/0:root", "Do", imperative},
		{"Do/AUX/VB/3:aux n't/PART/RB/3:advmod go/VERB/VB/0:root", "go", imperative},
		{"Come/VERB/VB/0:root and/CCONJ/CC/3:cc see/VERB/VB/1:conj", "see", imperative},
		{"Be/AUX/VB/2:cop careful/ADJ/JJ/0:root", "Be", imperative},
		{"to/PART/TO/2:mark come/VERB/VB/0:root and/CCONJ/CC/4:cc see/VERB/VB/2:conj", "see", infinitive},
		{"They/PRON/PRP/3:nsubj will/AUX/MD/3:aux go/VERB/VB/0:root", "go", infinitive},
		{"Let/VERB/VB/0:root me/PRON/PRP/1:obj know/VERB/VB/1:xcomp", "know", infinitive},
		{"They/PRON/PRP/2:nsubj demand/VERB/VBP/0:root that/SCONJ/IN/5:mark he/PRON/PRP/5:nsubj come/VERB/VB/2:ccomp", "come", "Mood=Sub|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"},
		// Voice, participles and gerunds.
		{"He/PRON/PRP/3:nsubj:pass was/AUX/VBD/3:aux:pass killed/VERB/VBN/0:root", "killed", passive},
		{"the/DET/DT/3:det attached/VERB/VBN/3:amod file/NOUN/NN/0:root", "attached", passive},
		{"It/PRON/PRP/3:nsubj has/AUX/VBZ/3:aux come/VERB/VBN/0:root and/CCONJ/CC/5:cc gone/VERB/VBN/3:conj", "gone", "Tense=Past|VerbForm=Part"},
		{"seems/VERB/VBZ/0:root to/PART/TO/4:mark have/AUX/VB/4:aux gone/VERB/VBN/1:xcomp", "gone", "Tense=Past|VerbForm=Part"},
		{"He/PRON/PRP/3:nsubj is/AUX/VBZ/3:aux waiting/VERB/VBG/0:root", "waiting", "Tense=Pres|VerbForm=Part"},
		{"He/PRON/PRP/2:nsubj started/VERB/VBD/0:root waiting/VERB/VBG/2:xcomp", "waiting", "VerbForm=Ger"},
		// Pronouns.
		{"You/PRON/PRP/2:nsubj saw/VERB/VBD/0:root it/PRON/PRP/2:obj", "You", "Case=Nom|Person=2|PronType=Prs"},
		{"You/PRON/PRP/2:nsubj saw/VERB/VBD/0:root it/PRON/PRP/2:obj", "it", "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs"},
		{"He/PRON/PRP/2:nsubj came/VERB/VBD/0:root himself/PRON/PRP/2:obl:unmarked", "himself", "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Emp|Reflex=Yes"},
		{"Who/PRON/WP/2:nsubj came/VERB/VBD/0:root", "Who", "PronType=Int"},
		{"men/NOUN/NNS/0:root who/PRON/WP/3:nsubj came/VERB/VBD/1:acl:relcl", "who", "PronType=Rel"},
		{"what/PRON/WP/0:root he/PRON/PRP/3:nsubj said/VERB/VBD/1:acl:relcl", "what", "PronType=Rel"},
		// Phrases that stand for one word.
		{"because/ADP/IN/3:case of/ADP/IN/1:fixed rain/NOUN/NN/0:root", "because", "ExtPos=ADP"},
		{"saw/VERB/VBD/0:root each/DET/DT/1:obj other/ADJ/JJ/2:fixed", "each", "ExtPos=PRON|PronType=Rcp"},
		{"with/ADP/IN/2:case out/ADP/GW/0:root", "with", ""},
		{"al/PROPN/NNP/0:root though/X/GW/1:goeswith", "al", "Number=Sing|Typo=Yes"},
	} {
		toks := sentence(t, c.sentence)
		table.Annotate(toks)
		at := slices.IndexFunc(toks, func(tok text.Token) bool { return tok.Form == c.word })
		if got := toks[at].Feats; got != c.want {
			t.Errorf("%s\n%q has %q, want %q", c.sentence, c.word, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	table := standard(t)
	for _, c := range []struct{ word, want string }{
		{"embassy/NOUN/NN", "Number=Sing"},
		{"troops/NOUN/NNS", "Number=Ptan"},
		{"1990s/NOUN/NNS", "Number=Ptan|NumForm=Combi|NumType=Card"},
		{"Taliban/PROPN/NNP", "Number=Sing"},
		{"Oct./PROPN/NNP", "Abbr=Yes|Number=Sing"},
		{"the/DET/DT", "Definite=Def|PronType=Art"},
		{"those/DET/DT", "Number=Plur|PronType=Dem"},
		{"deadly/ADJ/JJ", "Degree=Pos"},
		{"deadliest/ADJ/JJS", "Degree=Sup"},
		{"third/ADJ/JJ", "Degree=Pos|NumForm=Word|NumType=Ord"},
		{"21st/ADJ/JJ", "Degree=Pos|NumForm=Combi|NumType=Ord"},
		{"sooo/ADV/RB", "Style=Expr"},
		{"never/ADV/RB", "PronType=Neg"},
		{"twice/ADV/RB", "NumForm=Word|NumType=Mult"},
		{"later/ADV/RBR", "Degree=Cmp"},
		{"nobody/PRON/NN", "Number=Sing|PronType=Neg"},
		{"their/PRON/PRP$", "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs"},
		{"her/PRON/PRP$", "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs"},
		{"her/PRON/PRP", "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs"},
		{"n't/PART/RB", "Polarity=Neg"},
		{"40/NUM/CD", "NumForm=Digit|NumType=Card"},
		{"5,000/NUM/CD", "NumForm=Digit|NumType=Card"},
		{"1.5/NUM/CD", "NumForm=Digit|NumType=Frac"},
		{"million/NUM/CD", "NumForm=Word|NumType=Card"},
		{"xiv/NUM/CD", "NumForm=Roman|NumType=Card"},
		{"recieve/VERB/VB", "Mood=Imp|Typo=Yes|VerbForm=Fin"},
		{"./PUNCT/.", ""},
		{"thing/KLINGON/", ""},
	} {
		toks := sentence(t, c.word+"/0:root")
		table.Annotate(toks)
		if got := toks[0].Feats; got != c.want {
			t.Errorf("%s has %q, want %q", c.word, got, c.want)
		}
	}
}

// TestNoTree gives what can be given where nothing is parsed, and where the heads
// run in a ring.
func TestNoTree(t *testing.T) {
	table := standard(t)
	for _, s := range []string{
		"We/PRON/PRP saw/VERB/VBD him/PRON/PRP",
		"We/PRON/PRP/3:conj saw/VERB/VBD/1:conj who/PRON/WP/2:conj",
		"We/PRON/PRP/9:nsubj saw/VERB/VB/2:conj gone/VERB/VBN/4:conj come/VERB/VBN/3:conj going/VERB/VBG/6:conj being/VERB/VBG/5:conj",
		"",
	} {
		toks := sentence(t, s)
		table.Annotate(toks)
		if len(toks) > 0 && toks[0].Feats != "Case=Nom|Number=Plur|Person=1|PronType=Prs" {
			t.Errorf("%s: We has %q", s, toks[0].Feats)
		}
	}
	table.Annotate([]text.Token{{UPOS: "NUM"}, {UPOS: "NOUN", XPOS: "NNS"}}) // no form at all
}

// TestLearn makes a table of a few words and reads it back: the first treebank's
// customs win, and a slip is not made a rule.
func TestLearn(t *testing.T) {
	docs := func(words ...[3]string) []text.Document {
		var s text.Sentence
		for _, w := range words {
			s.Tokens = append(s.Tokens, text.Token{Form: w[0], UPOS: w[1], XPOS: "RB", Feats: w[2], Head: -1})
		}
		return []text.Document{{Sentences: []text.Sentence{s}}}
	}
	one := docs([3]string{"never", "ADV", "PronType=Neg"}, [3]string{"soon", "ADV", ""}, [3]string{"realy", "ADV", "Typo=Yes"},
		[3]string{"the", "ADV", "Typo=Yes"}, [3]string{"the", "DET", ""}, [3]string{"The", "DET", ""})
	two := docs([3]string{"soon", "ADV", "Degree=Pos"}, [3]string{"long", "ADV", "Degree=Pos"})
	b := morph.Learn(one, two)
	const want = "quadrille features 1\n=ADV|RB\nlong\tDegree=Pos\nnever\tPronType=Neg\nrealy\tTypo=Yes\n"
	if got, _, _ := strings.Cut(string(b), "=DET"); got != want {
		t.Errorf("got the table\n%s\nwant\n%s", got, want)
	}
	if !bytes.Equal(b, morph.Learn(one, two)) {
		t.Error("learning twice from the same documents gives different tables")
	}
	if _, err := morph.Load(b); err != nil {
		t.Error(err)
	}
}

func TestLoadDamaged(t *testing.T) {
	for _, c := range [][2]string{
		{"", "does not begin with"},
		{"quadrille features 1\nnever\tPronType=Neg\n", "line 2"},
		{"quadrille features 1\n=ADV|RB\nnever\n", "line 3"},
	} {
		if _, err := morph.Load([]byte(c[0])); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("loading %q: error %v, want one with %q", c[0], err, c[1])
		}
	}
}

// TestTreebanks measures the features of the development treebanks, all of a word's
// or none, with gold tags and trees. GUM's customs differ: its adverbs all have a
// degree.
func TestTreebanks(t *testing.T) {
	table := standard(t)
	for _, c := range []struct {
		name, files string
		least       float64
	}{
		{"EWT", "ud-ewt/*dev.conllu", 98.8},
		{"GUM", "gum/dev/*.conllu", 96},
	} {
		var all, right float64
		for _, doc := range conllutest.Treebank(t, c.files) {
			for _, s := range doc.Sentences {
				toks := slices.Clone(s.Tokens)
				table.Annotate(toks)
				for i := range toks {
					all++
					if toks[i].Feats == s.Tokens[i].Feats {
						right++
					}
				}
			}
		}
		t.Logf("%s: %.2f %% right", c.name, 100*right/all)
		if 100*right/all < c.least {
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
		if _, err := morph.Load(weights.Features()); err != nil {
			b.Fatal(err)
		}
	}
}
