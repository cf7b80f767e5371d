package coref

import (
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/mention"
	"github.com/quadrille-kg/quadrille/internal/tree/treetest"
	"github.com/quadrille-kg/quadrille/schema"
)

// resolved reads a parsed text, and returns its chains of two mentions or more.
func resolved(t *testing.T, tokens string) string {
	t.Helper()
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	doc := treetest.Doc(t, tokens)
	mention.New(s).Find(doc)
	New(s).Resolve(doc)
	return strings.Join(shown(doc), "\n")
}

// Every test is a parsed text with somebody's own words in it, and its chains.
var voiced = []struct {
	name, tokens string
	want         []string
}{
	{"the I of a quotation is its speaker, and no he in it is", `
"        =       PUNCT/"  2  punct
I        I       PRON/PRP   3  nsubj
know     know    VERB/VBP   7  ccomp
him      he      PRON/PRP   3  obj
_"       =       PUNCT/''   3  punct
Ivan     Ivan    PROPN/NNP  7  nsubj  B-Person
said     say     VERB/VBD   0  root
_.       =       PUNCT/.    7  punct`, []string{"I | Ivan"}},
	{"a quotation that goes on keeps its speaker", `
Anna     Anna    PROPN/NNP  2  nsubj  B-Person
said     say     VERB/VBD   0  root
:        =       PUNCT/:    2  punct

"        =       PUNCT/"  2  punct
I        I       PRON/PRP   3  nsubj
left     leave   VERB/VBD   0  root
_.       =       PUNCT/.    3  punct

I        I       PRON/PRP   2  nsubj
ran      run     VERB/VBD   0  root
_.       =       PUNCT/.    2  punct
_"       =       PUNCT/''   2  punct`, []string{"Anna | I | I"}},
	{"two speakers are two", `
"        =       PUNCT/"  2  punct
I        I       PRON/PRP   3  nsubj
won      win     VERB/VBD   6  ccomp
_"       =       PUNCT/''   3  punct
Ivan     Ivan    PROPN/NNP  6  nsubj  B-Person
said     say     VERB/VBD   0  root
_.       =       PUNCT/.    6  punct

"        =       PUNCT/"  2  punct
I        I       PRON/PRP   3  nsubj
lost     lose    VERB/VBD   6  ccomp
_"       =       PUNCT/''   3  punct
Anna     Anna    PROPN/NNP  6  nsubj  B-Person
said     say     VERB/VBD   0  root
_.       =       PUNCT/.    6  punct`, []string{"I | Ivan", "I | Anna"}},
	{"a body says we", `
"        =       PUNCT/"  2  punct
We       we      PRON/PRP   3  nsubj
fight    fight   VERB/VBP   6  ccomp
_"       =       PUNCT/''   3  punct
Hamas    Hamas   PROPN/NNP  6  nsubj  B-Organization
said     say     VERB/VBD   0  root
_.       =       PUNCT/.    6  punct`, []string{"We | Hamas"}},
	{"an author is the same throughout", `
I        I       PRON/PRP   2  nsubj
came     come    VERB/VBD   0  root
_.       =       PUNCT/.    2  punct

Ivan     Ivan    PROPN/NNP  2  nsubj  B-Person
saw      see     VERB/VBD   0  root
me       I       PRON/PRP   2  obj
_.       =       PUNCT/.    2  punct`, []string{"I | me"}},
	{"who is asked answers", `
We       we      PRON/PRP   2  nsubj
interviewed  interview  VERB/VBD  0  root
Anna     Anna    PROPN/NNP  2  obj  B-Person
Lee      Lee     PROPN/NNP  3  flat  I-Person
_.       =       PUNCT/.    2  punct

# paragraph
Do       =       AUX/VBP    3  aux
you      =       PRON/PRP   3  nsubj
run      =       VERB/VB    0  root
_?       =       PUNCT/.    3  punct

# paragraph
I        I       PRON/PRP   2  nsubj
do       =       VERB/VBP   0  root
_.       =       PUNCT/.    2  punct

# paragraph
Do       =       AUX/VBP    3  aux
you      =       PRON/PRP   3  nsubj
swim     =       VERB/VB    0  root
_?       =       PUNCT/.    3  punct

# paragraph
I        I       PRON/PRP   2  nsubj
do       =       VERB/VBP   0  root
_.       =       PUNCT/.    2  punct

# paragraph
Are      be      AUX/VBP    3  cop
you      =       PRON/PRP   3  nsubj
glad     =       ADJ/JJ     0  root
_?       =       PUNCT/.    3  punct`, []string{"Anna Lee | you | I | you | I | you"}},
	{"speakers that the source names", `
# speaker AnnaLee
I        I       PRON/PRP   4  nsubj
am       be      AUX/VBP    4  cop
Anna     Anna    PROPN/NNP  4  compound  B-Person
Lee      Lee     PROPN/NNP  0  root  I-Person
_.       =       PUNCT/.    4  punct

# speaker Ben
Do       =       AUX/VBP    3  aux
you      =       PRON/PRP   3  nsubj
swim     =       VERB/VB    0  root
_?       =       PUNCT/.    3  punct

# speaker AnnaLee
Ask      ask     VERB/VB    0  root
me       I       PRON/PRP   1  obj
_.       =       PUNCT/.    1  punct

# speaker Ben
I        I       PRON/PRP   3  nsubj
just     =       ADV/RB     3  advmod
asked    ask     VERB/VBD   0  root
you      =       PRON/PRP   3  obj
_.       =       PUNCT/.    3  punct`, []string{"I | Anna Lee | you | me | you"}},
	{"speakers named before colons", `
Lee      Lee     PROPN/NNP  3  parataxis  B-Person
_:       =       PUNCT/:    1  punct
Welcome  =       INTJ/UH    0  root
_.       =       PUNCT/.    3  punct

May      May     PROPN/NNP  4  parataxis  B-Person
_:       =       PUNCT/:    1  punct
I        I       PRON/PRP   4  nsubj
came     come    VERB/VBD   0  root
_.       =       PUNCT/.    4  punct

Lee      Lee     PROPN/NNP  4  parataxis  B-Person
_:       =       PUNCT/:    1  punct
I        I       PRON/PRP   4  nsubj
saw      see     VERB/VBD   0  root
_.       =       PUNCT/.    4  punct`, []string{"Lee | Lee | I", "May | I"}},
}

func TestVoices(t *testing.T) {
	for _, test := range voiced {
		if got, want := resolved(t, test.tokens), strings.Join(test.want, "\n"); got != want {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", test.name, got, want)
		}
	}
}
