package train

import (
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// reading makes a document of tokens: "don't=do+n't" is a multi-word token. All
// words hang on the first, which is the root.
func reading(tokens string) *text.Document {
	doc := &text.Document{}
	var sent text.Sentence
	at := 0
	for tok := range strings.FieldsSeq(tokens) {
		surface, parts, multi := strings.Cut(tok, "=")
		if !multi {
			parts = surface
		}
		end := at + len([]rune(surface))
		for i, form := range strings.Split(parts, "+") {
			span := text.Span{Start: at, End: end} // each part's own does not matter
			sent.Tokens = append(sent.Tokens, text.Token{Form: form, Joined: i > 0, Head: min(len(sent.Tokens), 1) - 1, Span: span})
		}
		doc.Text += surface
		at = end
	}
	doc.Sentences = []text.Sentence{sent}
	return doc
}

func TestAlignment(t *testing.T) {
	for _, c := range []struct {
		gold, found   string
		tokens, words int // right
	}{
		{"I do go", "I do go", 3, 3},
		{"ab c", "a bc", 0, 0},
		{"a bc d", "a b c d", 2, 2},
		{"don't=do+n't go", "don't=do+n't go", 2, 3},
		{"don't=do+n't go", "do n't go", 1, 3},
		{"don't go", "don't=do+n't go", 2, 1},
		{"du=de+le pain", "du=de+un pain", 2, 2},
		{"abcd=ab+cd e", "ab=a+b cd=c+d e", 1, 1},
		// Where multi-word tokens overlap, all that they cover is one stretch.
		{"abc=a+b+c de=d+e", "a bcd=b+c+d e", 0, 5},
		{"x ab=a+b cd", "x a bc d", 1, 2}, // "bc" sticks out
		{"DON'T=DO+N'T", "DON'T=do+n't", 1, 2},
	} {
		gold, found := reading(c.gold), reading(c.found)
		if gold.Text != found.Text {
			t.Fatalf("%s and %s are not of one text", c.gold, c.found)
		}
		var r Raw
		r.add(gold, found)
		if r.Tokens.Right != c.tokens || r.Words.Right != c.words {
			t.Errorf("%s | %s: %d tokens and %d words right, want %d and %d", c.gold, c.found, r.Tokens.Right, r.Words.Right, c.tokens, c.words)
		}
	}
}

// A treebank of two sentences, read with a sentence cut in two, a wrong head, a
// wrong label and a wrong tag.
func TestScoreRaw(t *testing.T) {
	const gold = `# newdoc
1	He	he	PRON	PRP	Case=Nom|Typo=Yes	2	nsubj	_	_
2	left	leave	VERB	VBD	Tense=Past	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

1	Ann	Ann	PROPN	NNP	Number=Sing	2	nsubj	_	_
2	wept	weep	VERB	VBD	Tense=Past	0	root	_	_
3	today	today	NOUN	NN	Number=Sing	2	obl:unmarked	_	_

`
	const found = `1	He	he	PRON	PRP	Case=Nom	2	nsubj	_	_
2	left	left	ADJ	JJ	Degree=Pos	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	1	punct	_	_

1	Ann	Ann	PROPN	NNP	Number=Sing	2	obj	_	_
2	wept	weep	VERB	VBD	Tense=Past	0	root	_	_

1	today	today	NOUN	NN	Number=Sing	0	root	_	_

`
	r := ScoreRaw(documents(t, gold), func(doc *text.Document) { doc.Sentences = documents(t, found)[0].Sentences })
	const want = "Tokens 100.00 Sentences 40.00 Words 100.00 UPOS 83.33 XPOS 83.33 UFeats 83.33 Lemmas 83.33 UAS 66.67 LAS 50.00"
	if got := r.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func documents(t *testing.T, s string) []text.Document {
	t.Helper()
	var docs []text.Document
	for doc, err := range conllu.Read(strings.NewReader(s)) {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	return docs
}
