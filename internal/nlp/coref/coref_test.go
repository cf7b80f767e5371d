package coref

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/mention"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree/treetest"
	"github.com/quadrille-kg/quadrille/schema"
)

// Every test is a parsed text and its chains of two mentions or more, the words of
// each parted by bars.
var chains = []struct {
	name, tokens string
	want         []string
}{
	{"surnames and titles", `
President   President  PROPN/NNP     2    nmod:desc
Vladimir    Vladimir  PROPN/NNP     4    nsubj       B-Person
Putin       Putin     PROPN/NNP     2    flat        I-Person
spoke       speak     VERB/VBD      0    root
_.          =         PUNCT/.       4    punct

Putin       Putin     PROPN/NNP     2    nsubj       B-Person
said        say       VERB/VBD      0    root
he          =         PRON/PRP      5    nsubj
was         be        AUX/VBD       5    cop
glad        =         ADJ/JJ        2    ccomp
_.          =         PUNCT/.       2    punct`, []string{"President Vladimir Putin | Putin | he"}},
	{"an apposition set off by commas", `
The         =         DET/DT        2    det
FSB         =         NOUN/NN       10   nsubj
_,          =         PUNCT/,       2    punct
Russia      Russia    PROPN/NNP     8    nmod:poss   B-Place
_'s         =         PART/POS      4    case
internal    =         ADJ/JJ        8    amod
security    =         NOUN/NN       8    compound
service     =         NOUN/NN       2    appos
_,          =         PUNCT/,       2    punct
says        say       VERB/VBZ      0    root
it          =         PRON/PRP      12   nsubj
stopped     stop      VERB/VBD      10   ccomp
plots       plot      NOUN/NNS      12   obj
_.          =         PUNCT/.       10   punct`, []string{"FSB | Russia's internal security service | it"}},
	{"an acronym in brackets, a relative pronoun, a description", `
Islamic     Islamic   ADJ/NNP       2    amod        B-Organization
State       State     PROPN/NNP     4    compound    I-Organization
_-          =         PUNCT/HYPH    4    punct       I-Organization
_Khorasan   Khorasan  PROPN/NNP     8    nsubj       I-Organization
(           =         PUNCT/-LRB-   6    punct
_IS-K       IS-K      PROPN/NNP     4    appos
_)          =         PUNCT/-RRB-   6    punct
fights      fight     VERB/VBZ      0    root
the         =         DET/DT        10   det
Taliban     Taliban   PROPN/NNP     8    obj         B-Organization
_,          =         PUNCT/,       14   punct
who         =         PRON/WP       14   obj
it          =         PRON/PRP      14   nsubj
opposes     oppose    VERB/VBZ      10   acl:relcl
_.          =         PUNCT/.       8    punct

The         =         DET/DT        2    det
group       =         NOUN/NN       4    nsubj
is          be        AUX/VBZ       4    cop
dangerous   =         ADJ/JJ        0    root
_.          =         PUNCT/.       4    punct`, []string{"Islamic State-Khorasan | IS-K | it | The group", "Taliban | who"}},
	{"they for a group, and that country", `
In          =         ADP/IN        2    case
Afghanistan  Afghanistan  PROPN/NNP     5    obl         B-Place
_,          =         PUNCT/,       2    punct
IS-K        IS-K      PROPN/NNP     5    nsubj
sees        see       VERB/VBZ      0    root
Russia      Russia    PROPN/NNP     5    obj         B-Place
as          =         ADP/IN        9    case
an          a         DET/DT        9    det
enemy       =         NOUN/NN       5    obl
_.          =         PUNCT/.       5    punct

They        =         PRON/PRP      2    nsubj
recall      =         VERB/VBP      0    root
the         =         DET/DT        4    det
occupation  =         NOUN/NN       2    obj
of          =         ADP/IN        7    case
that        =         DET/DT        7    det
country     =         NOUN/NN       4    nmod
_.          =         PUNCT/.       2    punct`, []string{"Afghanistan | that country", "IS-K | They"}},
	{"namesakes are held apart", `
Boris       Boris     PROPN/NNP     3    nsubj       B-Person
Johnson     Johnson   PROPN/NNP     1    flat        I-Person
met         meet      VERB/VBD      0    root
Ann         Ann       PROPN/NNP     3    obj         B-Person
Johnson     Johnson   PROPN/NNP     4    flat        I-Person
_.          =         PUNCT/.       3    punct

She         =         PRON/PRP      2    nsubj
thanked     thank     VERB/VBD      0    root
him         he        PRON/PRP      2    obj
_.          =         PUNCT/.       2    punct`, []string{"Boris Johnson | him", "Ann Johnson | She"}},
	{"an abbreviation, and a group beside its branch", `
Islamic     Islamic   ADJ/NNP       2    amod        B-Organization
State       State     PROPN/NNP     3    nsubj       I-Organization
claimed     claim     VERB/VBD      0    root
it          =         PRON/PRP      3    obj
_.          =         PUNCT/.       3    punct

IS-K        =         NOUN/NN       4    nsubj
is          be        AUX/VBZ       4    cop
an          a         DET/DT        4    det
abbreviation  =         NOUN/NN       0    root
of          =         ADP/IN        9    case
Islamic     Islamic   ADJ/NNP       7    amod        B-Organization
State       State     PROPN/NNP     9    compound    I-Organization
_-          =         PUNCT/HYPH    9    punct       I-Organization
_Khorasan   Khorasan  PROPN/NNP     4    nmod        I-Organization
_.          =         PUNCT/.       4    punct`, []string{"IS-K | Islamic State-Khorasan"}},
	{"a possessive", `
The         =         DET/DT        3    det
Northern    Northern  ADJ/NNP       3    amod        B-Organization
Front       Front     PROPN/NNP     4    nsubj       I-Organization
attacked    attack    VERB/VBD      0    root
the         =         DET/DT        6    det
embassy     =         NOUN/NN       4    obj
_.          =         PUNCT/.       4    punct

Its         =         PRON/PRP$     2    nmod:poss
leader      =         NOUN/NN       3    nsubj
praised     praise    VERB/VBD      0    root
the         =         DET/DT        5    det
attack      =         NOUN/NN       3    obj
_.          =         PUNCT/.       3    punct`, []string{"Northern Front | Its"}},
	{"an it that stands for nothing", `
It          =         PRON/PRP      3    expl
is          be        AUX/VBZ       3    cop
obvious     =         ADJ/JJ        0    root
that        =         SCONJ/IN      6    mark
they        =         PRON/PRP      6    nsubj
lied        lie       VERB/VBD      3    advcl
_.          =         PUNCT/.       3    punct

It          =         PRON/PRP      3    nsubj
was         be        AUX/VBD       3    cop
Hamas       Hamas     PROPN/NNP     0    root
behind      =         ADP/IN        5    case
it          =         PRON/PRP      3    obl
_.          =         PUNCT/.       3    punct`, []string{}},
	{"words for the same men", `
Police      =         NOUN/NNS      2    nsubj
arrested    arrest    VERB/VBD      0    root
four        =         NUM/CD        4    nummod
men         man       NOUN/NNS      2    obj
_.          =         PUNCT/.       2    punct

The         =         DET/DT        2    det
suspects    suspect   NOUN/NNS      3    nsubj
confessed   confess   VERB/VBD      0    root
_.          =         PUNCT/.       3    punct`, []string{"four men | The suspects"}},
	{"what somebody is judged for is his", `
The         =         DET/DT        2    det
Taliban     Taliban   PROPN/NNP     3    nsubj       B-Organization
hate        =         VERB/VBP      0    root
Russia      Russia    PROPN/NNP     3    obj         B-Place
for         =         ADP/IN        7    case
its         its       PRON/PRP$     7    nmod:poss
support     =         NOUN/NN       3    obl
_.          =         PUNCT/.       3    punct

Norway      Norway    PROPN/NNP     3    nsubj:pass  B-Place
was         be        AUX/VBD       3    aux:pass
thanked     thank     VERB/VBN      0    root
for         =         ADP/IN        6    case
its         its       PRON/PRP$     6    nmod:poss
help        =         NOUN/NN       3    obl
_.          =         PUNCT/.       3    punct`, []string{"Russia | its", "Norway | its"}},
}

func TestResolve(t *testing.T) {
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	finder, resolver := mention.New(s), New(s)
	for _, test := range chains {
		doc := treetest.Doc(t, test.tokens)
		finder.Find(doc)
		resolver.Resolve(doc)
		if got, want := strings.Join(shown(doc), "\n"), strings.Join(test.want, "\n"); got != want {
			t.Errorf("%s: %s\ngot:\n%s\nwant:\n%s", test.name, doc.Text, got, want)
		}
	}
}

// shown writes the document's chains of two mentions or more.
func shown(doc *text.Document) []string {
	var out []string
	for _, e := range doc.Entities {
		var words []string
		for _, i := range e.Mentions {
			words = append(words, doc.Mentions[i].Text)
		}
		if len(words) > 1 {
			out = append(out, strings.Join(words, " | "))
		}
	}
	return out
}

func TestAcronyms(t *testing.T) {
	for _, test := range []struct {
		short, long string
		want        bool
	}{
		{"isk", "Islamic State-Khorasan", true},
		{"isil", "Islamic State of Iraq and the Levant", true},
		{"rgb", "Reconnaissance General Bureau", true},
		{"eta", "Basque separatists", false},
		{"un", "Northern Front", false},
		{"nf", "Front", false},
	} {
		if got := spells(test.short, wordsOf(test.long)); got != test.want {
			t.Errorf("%s spells %s: %v", test.short, test.long, got)
		}
	}
}

func TestShortNames(t *testing.T) {
	for _, test := range []struct {
		short, long string
		want        bool
	}{
		{"Crocus Hall", "Crocus City Hall", true},
		{"Boeing", "Boeing Company", true},
		{"United", "United Airlines", false},
		{"City Hall", "Crocus Theatre", false},
		{"Hall", "Crocus City Hall", false},
	} {
		if got := abbreviates(wordsOf(test.short), wordsOf(test.long)); got != test.want {
			t.Errorf("%s for %s: %v", test.short, test.long, got)
		}
	}
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"George W. Bush", "George Bush", true},
		{"G. Bush", "George Bush", true},
		{"Boris Johnson", "Ann Johnson", false},
		{"Vladimir Putin", "Vladimir Medvedev", false},
	} {
		if got := sameFullName(test.a, test.b); got != test.want {
			t.Errorf("%s and %s: %v", test.a, test.b, got)
		}
	}
}

// TestEntities says how chains are named and typed.
func TestEntities(t *testing.T) {
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	doc := treetest.Doc(t, chains[0].tokens+"\n\n"+strings.TrimSpace(chains[2].tokens))
	mention.New(s).Find(doc)
	New(s).Resolve(doc)
	var got []string
	for _, e := range doc.Entities {
		got = append(got, fmt.Sprintf("%s %s %q", e.Name, e.Type, e.Aliases))
	}
	want := []string{`Vladimir Putin Person ["President Vladimir Putin" "Putin"]`, `Islamic State-Khorasan ArmedGroup ["IS-K"]`, `Taliban ArmedGroup []`}
	for _, w := range want {
		if !strings.Contains(strings.Join(got, "\n"), w) {
			t.Errorf("no entity %s among\n%s", w, strings.Join(got, "\n"))
		}
	}
}

// What is somebody's is called by his name, where he has one.
func TestOwnedNames(t *testing.T) {
	const tokens = `
Russia      Russia    PROPN/NNP     2    nsubj       B-Place
sent        send      VERB/VBD      0    root
its         its       PRON/PRP$     5    nmod:poss
own         =         ADJ/JJ        5    amod
army        =         NOUN/NN       2    obj
_.          =         PUNCT/.       2    punct`
	doc := treetest.Doc(t, tokens)
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	mention.New(s).Find(doc)
	New(s).Resolve(doc)
	var names []string
	for _, e := range doc.Entities {
		names = append(names, e.Name)
	}
	if got, want := strings.Join(names, ", "), "Russia, Russia's army"; got != want {
		t.Errorf("entities %s, want %s", got, want)
	}
}
