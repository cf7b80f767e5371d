package mention

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree/treetest"
	"github.com/quadrille-kg/quadrille/schema"
)

func finder(t testing.TB) *Finder {
	t.Helper()
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	return New(s)
}

// show writes mentions as "[words] kind Type", one a line.
func show(doc *text.Document) string {
	var b strings.Builder
	for _, m := range doc.Mentions {
		fmt.Fprintf(&b, "[%s] %s %s\n", m.Text, m.Kind, m.Type)
	}
	return b.String()
}

// Every test is a parsed sentence and the mentions a careful reader would mark.
var finds = []struct{ name, tokens, want string }{
	{"a facility, its country and its city", `
they      =       PRON/PRP   2  nsubj
attacked  attack  VERB/VBD   0  root
the       =       DET/DT     5  det
Russian   =       ADJ/JJ     5  amod
embassy   =       NOUN/NN    2  obj
in        =       ADP/IN     7  case
Kabul     =       PROPN/NNP  5  nmod  B-Place
in        =       ADP/IN     9  case
2022      =       NUM/CD     2  obl`, `
[they] pronoun 
[Russian embassy] name Facility
[Russian] adjective Country
[Kabul] name City
[2022] nominal Quantity`},
	{"a title, and a name with a hyphen", `
President  =        PROPN/NNP  2  nmod:desc
Bashar     =        PROPN/NNP  6  nsubj  B-Person
al         =        PROPN/NNP  2  flat   I-Person
_-         =        PUNCT/HYPH 5  punct  I-Person
_Assad     =        PROPN/NNP  2  flat   I-Person
thanked    thank    VERB/VBD   0  root
the        =        DET/DT     9  det
jihadist   =        ADJ/JJ     9  amod
group      =        NOUN/NN    6  obj
IS         =        PROPN/NNP  9  appos  B-Organization
_-         =        PUNCT/HYPH 12 punct  I-Organization
_K         =        PROPN/NNP  10 flat   I-Organization`, `
[President Bashar al-Assad] name Person
[the jihadist group] nominal ArmedGroup
[IS-K] name ArmedGroup`},
}

func TestFind(t *testing.T) {
	f := finder(t)
	for _, test := range finds {
		doc := treetest.Doc(t, test.tokens)
		f.Find(doc)
		if got, want := strings.TrimSpace(show(doc)), strings.TrimSpace(test.want); got != want {
			t.Errorf("%s: %s\ngot:\n%s\nwant:\n%s", test.name, doc.Text, got, want)
		}
	}
}
