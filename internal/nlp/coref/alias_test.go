package coref

import (
	"strings"
	"testing"
)

// Every test is a parsed text in which somebody or something has more names than
// one, and its chains.
var aliases = []struct {
	name, tokens string
	want         []string
}{
	{"a pen name", `
Jane      Jane     PROPN/NNP  7  nsubj  B-Person
Dory      Dory     PROPN/NNP  1  flat   I-Person
_,        =        PUNCT/,    1  punct
known     know     VERB/VBN   1  acl
as        =        ADP/IN     6  case
Nory      Nory     PROPN/NNP  4  obl    B-Person
wrote     write    VERB/VBD   0  root
_.        =        PUNCT/.    7  punct`, []string{"Jane Dory | Nory"}},
	{"a name of birth", `
Jane      Jane     PROPN/NNP  8  nsubj  B-Person
Dory      Dory     PROPN/NNP  1  flat   I-Person
(         =        PUNCT/-LRB-  4  punct
_born     bear     VERB/VBN   1  acl
Ada       Ada      PROPN/NNP  4  obj    B-Person
Lamb      Lamb     PROPN/NNP  5  flat   I-Person
_)        =        PUNCT/-RRB-  4  punct
wrote     write    VERB/VBD   0  root
_.        =        PUNCT/.    8  punct`, []string{"Jane Dory | Ada Lamb"}},
	{"the name over a life", `
# heading
Jane      Jane     PROPN/NNP  0  root   B-Person
Dory      Dory     PROPN/NNP  1  flat   I-Person

Ada       Ada      PROPN/NNP  4  nsubj  B-Person
Dory      Dory     PROPN/NNP  1  flat   I-Person
is        be       AUX/VBZ    4  cop
old       =        ADJ/JJ     0  root
_.        =        PUNCT/.    4  punct`, []string{"Jane Dory | Ada Dory"}},
	{"a middle name, accents and honours", `
Zaha      Zaha     PROPN/NNP  3  nsubj  B-Person
Hadid     Hadid    PROPN/NNP  1  flat   I-Person
built     build    VERB/VBD   0  root
_.        =        PUNCT/.    3  punct

Zaha      Zaha     PROPN/NNP  5  nsubj  B-Person
Mohammad  Mohammad PROPN/NNP  1  flat   I-Person
Ḥadīd     Hadid    PROPN/NNP  1  flat   I-Person
DBE       DBE      PROPN/NNP  1  flat   I-Person
won       win      VERB/VBD   0  root
_.        =        PUNCT/.    5  punct`, []string{"Zaha Hadid | Zaha Mohammad Ḥadīd DBE"}},
	{"the man and the city", `
Ivan      Ivan     PROPN/NNP  3  nsubj  B-Person
Kiev      Kiev     PROPN/NNP  1  flat   I-Person
left      leave    VERB/VBD   0  root
Kiev      Kiev     PROPN/NNP  3  obj    B-Place
_.        =        PUNCT/.    3  punct

Kiev      Kiev     PROPN/NNP  2  nsubj  B-Place
said      say      VERB/VBD   0  root
so        =        ADV/RB     2  advmod
_.        =        PUNCT/.    2  punct`, []string{"Ivan Kiev | Kiev"}},
	{"a society by its head, and a team", `
The       =        DET/DT     2  det
Society   Society  PROPN/NNP  5  nsubj  B-Organization
of        =        ADP/IN     4  case   I-Organization
Angels    Angel    PROPN/NNPS 2  nmod   I-Organization
met       meet     VERB/VBD   0  root
the       =        DET/DT     8  det
Perth     Perth    PROPN/NNP  8  compound  B-Organization
Kestrels  Kestrel  PROPN/NNPS 5  obj    I-Organization
_.        =        PUNCT/.    5  punct

The       =        DET/DT     2  det
Society   Society  PROPN/NNP  3  nsubj  B-Organization
beat      =        VERB/VBD   0  root
the       =        DET/DT     5  det
Kestrels  Kestrel  PROPN/NNPS 3  obj    B-Organization
_.        =        PUNCT/.    3  punct`, []string{"Society of Angels | Society", "Perth Kestrels | Kestrels"}},
	{"an acronym of two letters", `
Creative  Creative PROPN/NNP  3  nsubj  B-Organization
Commons   Commons  PROPN/NNP  1  flat   I-Organization
grew      grow     VERB/VBD   0  root
_.        =        PUNCT/.    3  punct

We        we       PRON/PRP   2  nsubj
like      =        VERB/VBP   0  root
CC        CC       PROPN/NNP  2  obj    B-Organization
_.        =        PUNCT/.    2  punct`, []string{"Creative Commons | CC"}},
	{"a reflexive that only stresses, and one that refers", `
Ivan      Ivan     PROPN/NNP  3  nsubj  B-Person
himself   =        PRON/PRP   1  nmod:unmarked
made      make     VERB/VBD   0  root
Oleg      Oleg     PROPN/NNP  3  obj    B-Person
wash      =        VERB/VB    3  xcomp
himself   =        PRON/PRP   5  obj
_.        =        PUNCT/.    3  punct`, []string{"Oleg | himself"}},
	{"the owner is rather the subject", `
Oleg      Oleg     PROPN/NNP  2  nsubj  B-Person
left      leave    VERB/VBD   0  root
_.        =        PUNCT/.    2  punct

Ivan      Ivan     PROPN/NNP  2  nsubj  B-Person
sold      sell     VERB/VBD   0  root
his       =        PRON/PRP$  4  nmod:poss
house     =        NOUN/NN    2  obj
_.        =        PUNCT/.    2  punct`, []string{"Ivan | his"}},
	{"they are not one of two", `
Hamas     Hamas    PROPN/NNP  4  nsubj  B-Organization
and       =        CCONJ/CC   3  cc
Fatah     Fatah    PROPN/NNP  1  conj   B-Organization
met       meet     VERB/VBD   0  root
_.        =        PUNCT/.    4  punct

They      =        PRON/PRP   2  nsubj
spoke     speak    VERB/VBD   0  root
_.        =        PUNCT/.    2  punct`, []string{}},
}

func TestAliases(t *testing.T) {
	for _, test := range aliases {
		if got, want := resolved(t, test.tokens), strings.Join(test.want, "\n"); got != want {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", test.name, got, want)
		}
	}
}
