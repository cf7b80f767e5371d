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
	{"an owner, a hyphen and no article in a name", `
Russia      Russia    PROPN/NNP     6    nmod:poss   B-Place
_'s         =         PART/POS      1    case
state       =         NOUN/NN       5    compound
_-          =         PUNCT/HYPH    3    punct
_controlled  control   VERB/VBN      6    amod
media       =         NOUN/NN       7    nsubj
praised     praise    VERB/VBN      0    root
the         =         DET/DT        11   det
Syrian      Syrian    ADJ/JJ        11   amod
civil       =         ADJ/JJ        11   amod
war         =         NOUN/NN       7    obj
_.          =         PUNCT/.       7    punct`, `
[Russia's state-controlled media] nominal MediaOrganization
[Russia] name Country
[Syrian civil war] name War
[Syrian] adjective Country`},
	{"peoples and adjectives", `
Jews        Jew       PROPN/NNPS    8    nsubj
_,          =         PUNCT/,       4    punct
Shia        Shia      ADJ/JJ        4    amod        B-People
Muslims     Muslim    PROPN/NNPS    1    conj        B-People
and         =         CCONJ/CC      7    cc
Tajik       Tajik     PROPN/NNP     7    compound    B-Organization
workers     worker    NOUN/NNS      4    conj
fled        flee      VERB/VBD      0    root
_.          =         PUNCT/.       8    punct`, `
[Jews] name People
[Shia Muslims] name People
[Tajik workers] nominal People
[Tajik] adjective Country`},
	{"an office, and who holds it", `
The         =         DET/DT        3    det
Foreign     =         ADJ/JJ        3    amod
Secretary   Secretary  PROPN/NNP     4    nsubj
met         meet      VERB/VBD      0    root
Russian     Russian   ADJ/JJ        7    amod        B-People
Foreign     Foreign   ADJ/NNP       7    amod
Minister    Minister  PROPN/NNP     8    nmod:desc
Sergei      Sergei    PROPN/NNP     4    obj         B-Person
Lavrov      Lavrov    PROPN/NNP     8    flat        I-Person
_.          =         PUNCT/.       4    punct`, `
[The Foreign Secretary] nominal Person
[Russian Foreign Minister Sergei Lavrov] name Person
[Russian] adjective Country`},
	{"values", `
It          =         PRON/PRP      2    nsubj
sold        sell      VERB/VBD      0    root
20          =         NUM/CD        4    nummod
percent     =         NOUN/NN       2    obj
for         =         ADP/IN        6    case
$           =         SYM/$         2    obl
_5          =         NUM/CD        8    compound
million     =         NUM/CD        6    nummod
last        =         ADJ/JJ        10   amod
month       =         NOUN/NN       2    obl:unmarked
_.          =         PUNCT/.       2    punct`, `
[It] pronoun 
[20 percent] nominal Quantity
[$5 million] nominal Money
[last month] nominal Date`},
	{"a name over its of", `
She         =         PRON/PRP      2    nsubj
plays       play      VERB/VBZ      0    root
World       World     PROPN/NNP     2    obj         B-Other
of          =         ADP/IN        5    case        I-Other
Warcraft    Warcraft  PROPN/NNP     3    nmod        I-Other
in          =         ADP/IN        7    case
Germany     Germany   PROPN/NNP     2    obl         B-Place
_.          =         PUNCT/.       2    punct`, `
[She] pronoun Person
[World of Warcraft] name Concept
[Germany] name Country`},
	{"people counted, people in a crowd", `
The         =         DET/DT        3    det
four        =         NUM/CD        3    nummod
gunmen      gunman    NOUN/NNS      4    nsubj
killed      kill      VERB/VBN      0    root
civilians   civilian  NOUN/NNS      4    obj
in          =         ADP/IN        8    case
the         =         DET/DT        8    det
town        =         NOUN/NN       5    nmod
_.          =         PUNCT/.       4    punct`, `
[The four gunmen] nominal Person
[civilians] nominal People
[the town] nominal City`},
	{"a place before a description's head", `
The         =         DET/DT        4    det
Moscow      Moscow    PROPN/NNP     3    compound    B-Place
theatre     =         NOUN/NN       4    compound
attack      =         NOUN/NN       5    nsubj
shocked     shock     VERB/VBD      0    root
the         =         DET/DT        9    det
Islamic     Islamic   ADJ/NNP       8    amod        B-Organization
State       State     PROPN/NNP     9    compound    I-Organization
group       =         NOUN/NN       5    obj
_.          =         PUNCT/.       5    punct`, `
[Moscow theatre attack] name Attack
[Moscow] name City
[Islamic State group] name ArmedGroup`},
	{"arms by their designation, a ship by its prefix", `
HMS         =         PROPN/NNP     2    compound    B-Organization
Trent       =         PROPN/NNP     3    nsubj       I-Organization
carried     carry     VERB/VBD      0    root
an          =         DET/DT        5    det
Mi-8        =         PROPN/NNP     3    obj         B-Organization
and         =         CCONJ/CC      7    cc
AK          =         PROPN/NNP     5    conj
_-          =         PUNCT/HYPH    7    punct
_47s        =         PROPN/NNPS    7    flat
_.          =         PUNCT/.       3    punct`, `
[HMS Trent] name Vehicle
[Mi-8] name Vehicle
[AK-47s] name Weapon`},
	{"the title of a work, in quotes", `
The         =         DET/DT        2    det
novel       =         NOUN/NN       8    nsubj:pass
"           =         PUNCT/LQ      6    punct
_The        =         DET/DT        6    det
Silent      Silent    ADJ/NNP       6    amod        B-Place
Shore       Shore     PROPN/NNP     2    appos       I-Place
_"          =         PUNCT/''      6    punct
appeared    appear    VERB/VBD      0    root`, `
[The novel] nominal Work
[The Silent Shore] name Work`},
	{"what the noun before a name says goes before the tagger", `
The         =         DET/DT        3    det
jihadist    =         ADJ/JJ        3    amod
group       =         NOUN/NN       8    nsubj
Harakat     Harakat   PROPN/NNP     3    appos       B-Person
al          =         PROPN/NNP     4    flat        I-Person
_-          =         PUNCT/HYPH    7    punct       I-Person
_Nur        =         PROPN/NNP     4    flat        I-Person
denied      deny      VERB/VBD      0    root
it          =         PRON/PRP      8    obj`, `
[The jihadist group] nominal ArmedGroup
[Harakat al-Nur] name ArmedGroup
[it] pronoun `},
	{"an office takes in a body, and is the person's", `
Pentagon    Pentagon  PROPN/NNP     3    compound    B-Organization
Press       Press     PROPN/NNP     3    compound    I-Organization
Secretary   Secretary PROPN/NNP     4    nmod:desc   I-Organization
Dana        Dana      PROPN/NNP     6    nsubj       I-Organization
Whitfield   Whitfield PROPN/NNP     4    flat        I-Organization
left        leave     VERB/VBD      0    root`, `
[Pentagon Press Secretary Dana Whitfield] name Person
[Pentagon] name Government`},
	{"letters in brackets are what their long form is", `
Zamora      Zamora    PROPN/NNP     3    compound    B-Organization
Heritage    Heritage  PROPN/NNP     3    compound    I-Organization
Fund        Fund      PROPN/NNP     7    nsubj       I-Organization
(           =         PUNCT/-LRB-   5    punct
_ZHF        =         PROPN/NNP     3    appos       B-Place
_)          =         PUNCT/-RRB-   5    punct
closed      close     VERB/VBD      0    root`, `
[Zamora Heritage Fund] name Organization
[ZHF] name Organization`},
	{"not the country but the man", `
Michael     Michael   PROPN/NNP     3    nsubj       B-Person
Jordan      Jordan    PROPN/NNP     1    flat        I-Person
went        go        VERB/VBD      0    root
from        =         ADP/IN        5    case
Amman       Amman     PROPN/NNP     3    obl         B-Place
to          =         ADP/IN        7    case
Turkey      Turkey    PROPN/NNP     3    obl         B-Place
_.          =         PUNCT/.       3    punct`, `
[Michael Jordan] name Person
[Amman] name City
[Turkey] name Country`},
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
