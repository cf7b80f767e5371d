package rule

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// A tree is written one token a line:
//
//	form lemma UPOS head deprel [mention]
//
// where head counts from 1 and mention is the type of the mention that the token
// heads: "Person" for a name, "the:Person" for a description that starts n
// tokens earlier ("2:Person"), "=Taliban" for a pronoun of that chain, "~Russia"
// for an adjective of that country. XPOS may follow UPOS as VERB/VBN.
var sentences = []struct {
	name, tree string
	want       []string
}{
	{
		"active", `
IS-K     IS-K   PROPN 2 nsubj ArmedGroup
attacked attack VERB  0 root
the      the    DET   5 det
Russian  russian ADJ  5 amod ~Russia
embassy  embassy NOUN 2 obj  2:Facility
in       in     ADP   7 case
Kabul    Kabul  PROPN 5 nmod City
in       in     ADP   9 case
2022     2022   NUM   2 obl  time
.        .      PUNCT 2 punct`,
		[]string{
			"IS-K attacked the Russian embassy @Kabul #2022",
			"IS-K participated-in attacked @Kabul #2022",
			"attacked has-target the Russian embassy @Kabul #2022",
			"attacked occurred-at Kabul #2022",
			"the Russian embassy located-in Kabul",
		},
	},
	{
		"passive with agent, denied", `
Acme  Acme  PROPN 4 nsubj:pass Company
was   be    AUX   4 aux:pass
not   not   PART  4 advmod
bought buy  VERB/VBN 0 root
by    by    ADP   6 case
Beta  Beta  PROPN 4 obl:agent Company
.     .     PUNCT 4 punct`,
		[]string{"Beta acquired Acme denied"},
	},
	{
		"relative clause", `
the     the     DET   2 det
Taliban Taliban PROPN 0 root ArmedGroup
,       ,       PUNCT 6 punct
who     who     PRON  6 obj
it      it      PRON  6 nsubj =IS-K
opposes oppose  VERB  2 acl:relcl`,
		[]string{"it opposes Taliban"},
	},
	{
		"light verb, list", `
IS-K   IS-K   PROPN 3 nsubj ArmedGroup
has    have   AUX   3 aux
carried carry VERB/VBN 0 root
out    out    ADP   3 compound:prt
attacks attack NOUN 3 obj
on     on     ADP   7 case
Iran   Iran   PROPN 5 nmod Country
and    and    CCONJ 9 cc
Russia Russia PROPN 7 conj Country`,
		[]string{"IS-K attacked Iran", "IS-K attacked Russia"},
	},
	{
		"report", `
The  the  DET 2 det
FSB  FSB  PROPN 3 nsubj SecurityService
says say  VERB 0 root
IS-K IS-K PROPN 5 nsubj ArmedGroup
attacked attack VERB 3 ccomp
Moscow Moscow PROPN 5 obj City`,
		[]string{"IS-K attacked Moscow reported by FSB"},
	},
	{
		"according to", `
According accord VERB 3 case
to        to     ADP  1 fixed
Reuters   Reuters PROPN 6 obl MediaOrganization
,         ,      PUNCT 6 punct
Russia    Russia PROPN 6 nsubj Country
warned    warn   VERB 0 root
Iran      Iran   PROPN 6 obj Country`,
		[]string{"Russia warned Iran reported by Reuters"},
	},
	{
		"possible under a modal", `
Russia Russia PROPN 3 nsubj Country
may    may    AUX  3 aux
attack attack VERB 0 root
Ukraine Ukraine PROPN 3 obj Country`,
		[]string{"Russia attacked Ukraine possible"},
	},
	{
		"failing denies, the subject is shared", `
Police police NOUN 2 nsubj SecurityService
failed fail VERB 0 root
to to PART 4 mark
arrest arrest VERB/VB 2 xcomp
Ann Ann PROPN 4 obj Person`,
		[]string{"Police arrested Ann denied"},
	},
	{
		"failing to fail does not, and nobody prevented it", `
Police police NOUN 2 nsubj SecurityService
failed fail VERB 0 root
to to PART 4 mark
stop stop VERB/VB 2 xcomp
Ann Ann PROPN 4 obj Person
from from SCONJ 7 mark
arming arm VERB/VBG 4 advcl
Hamas Hamas PROPN 7 obj ArmedGroup`,
		[]string{"Ann supplied Hamas", "Police [stop] Ann denied"},
	},
	{
		"ability in the past is a deed", `
Police police NOUN 3 nsubj SecurityService
was be AUX/VBD 3 cop
able able ADJ 0 root
to to PART 5 mark
arrest arrest VERB/VB 3 xcomp
Ann Ann PROPN 5 obj Person`,
		[]string{"Police arrested Ann", "Police has-property “able to arrest Ann”"},
	},
	{
		"ability in the present is none", `
Police police NOUN 3 nsubj SecurityService
is be AUX/VBZ 3 cop
able able ADJ 0 root
to to PART 5 mark
arrest arrest VERB/VB 3 xcomp
Ann Ann PROPN 5 obj Person`,
		[]string{"Police arrested Ann possible", "Police has-property “able to arrest Ann”"},
	},
	{
		"a relative clause takes for granted what it says", `
Police police NOUN 3 nsubj SecurityService
may may AUX 3 aux
arrest arrest VERB/VB 0 root
rebels rebel NOUN 3 obj ArmedGroup
who who PRON/WP 6 nsubj
attacked attack VERB/VBD 4 acl:relcl
Ann Ann PROPN 6 obj Person`,
		[]string{"Police arrested rebels possible", "rebels attacked Ann"},
	},
	{
		"a condition by its order", `
Had have AUX/VBD 3 aux
Russia Russia PROPN 3 nsubj Country
attacked attack VERB/VBN 7 advcl
Poland Poland PROPN 3 obj Country
NATO NATO PROPN 7 nsubj ArmedGroup
would would AUX 7 aux
defend defend VERB/VB 0 root
Poland Poland PROPN 7 obj Country`,
		[]string{"NATO supports Poland possible", "Russia attacked Poland possible"},
	},
	{
		"no evidence, the clause taken for a relative one", `
There there PRON/EX 2 expl
is be VERB/VBZ 0 root
no no DET 4 det
evidence evidence NOUN 2 nsubj
that that PRON/WDT 7 mark
Ukraine Ukraine PROPN 7 nsubj Country
attacked attack VERB/VBD 4 acl:relcl
Moscow Moscow PROPN 7 obj City`,
		[]string{"Ukraine attacked Moscow denied"},
	},
	{
		"one says so, another denies it", `
Russia Russia PROPN 2 nsubj Country
says say VERB/VBZ 0 root
Ukraine Ukraine PROPN 4 nsubj Country
attacked attack VERB/VBD 2 ccomp
Moscow Moscow PROPN 4 obj City
, , PUNCT 9 punct
which which PRON/WDT 9 obj
Kyiv Kyiv PROPN 9 nsubj City
denies deny VERB/VBZ 4 advcl:relcl`,
		[]string{"Ukraine attacked Moscow denied by Kyiv", "Ukraine attacked Moscow reported by Russia"},
	},
	{
		"a verb of saying put into what it reports", `
Iran Iran PROPN 4 nsubj Country
, , PUNCT 1 punct
Israel Israel PROPN 4 nsubj Country
says say VERB/VBZ 0 root
, , PUNCT 6 punct
attacked attack VERB/VBD 4 ccomp
Jordan Jordan PROPN 6 obj Country`,
		[]string{"Iran attacked Jordan reported by Israel"},
	},
	{
		"role noun in apposition", `
Assad Assad PROPN 0 root Person
, , PUNCT 5 punct
an a DET 5 det
the the DET 5 det
ally ally NOUN 1 appos
of of ADP 7 case
Russia Russia PROPN 5 nmod Country`,
		[]string{"Assad allied-with Russia", "Assad has-role “ally of Russia”"},
	},
	{
		"view as", `
IS-K IS-K PROPN 2 nsubj ArmedGroup
view view VERB 0 root
Russia Russia PROPN 2 obj Country
as as SCONJ 7 mark
being be AUX 7 cop
an a DET 7 det
ally ally NOUN 2 advcl
of of ADP 10 case
the the DET 10 det
Taliban Taliban PROPN 7 nmod ArmedGroup`,
		[]string{"Russia allied-with Taliban reported by IS-K"},
	},
	{
		"nominalisation with an adjective", `
the the DET 3 det
Soviet soviet ADJ 3 amod ~Soviet-Union
occupation occupation NOUN 0 root
of of ADP 5 case
Afghanistan Afghanistan PROPN 3 nmod Country`,
		[]string{"Soviet occupied Afghanistan"},
	},
	{
		"forces act for their state", `
Moscow Moscow PROPN 3 nmod:poss City
's 's PART 1 case
forces force NOUN 4 nsubj 2:Military
devastated devastate VERB 0 root
Grozny Grozny PROPN 4 obj City`,
		[]string{"Moscow attacked Grozny", "Moscow 's forces attacked Grozny", "Moscow 's forces part-of Moscow"},
	},
	{
		"owning up", `
IS-K IS-K PROPN 2 nsubj ArmedGroup
claimed claim VERB 0 root
it it PRON 6 nsubj =IS-K
was be AUX 6 cop
behind behind ADP 6 case
attack attack NOUN 2 ccomp Attack`,
		[]string{"IS-K claimed-responsibility-for attack", "it responsible-for attack reported by IS-K"},
	},
	{"a question asserts nothing", `
Did do AUX 3 aux
Russia Russia PROPN 3 nsubj Country
attack attack VERB 0 root
Iran Iran PROPN 3 obj Country
? ? PUNCT 3 punct`, nil},
	{
		"war between", `
the the DET 2 det
war war NOUN 0 root War
between between ADP 4 case
Russia Russia PROPN 2 nmod Country
and and CCONJ 6 cc
Ukraine Ukraine PROPN 4 conj Country`,
		[]string{"Russia at-war-with Ukraine"},
	},
	{
		"open claim", `
Suspects suspect NOUN 2 nsubj Person
smuggled smuggle VERB 0 root
rifles rifle NOUN 2 obj Weapon`,
		[]string{"Suspects [smuggle] rifles"},
	},
	{
		"reduced passive", `
team team NOUN 0 root ArmedGroup
sent send VERB/VBN 1 acl
by by ADP 4 case
IS-K IS-K PROPN 2 obl:agent ArmedGroup`,
		[]string{"IS-K sent team"},
	},
	{
		"byline-like role before the name", `
Chechen chechen ADJ 2 amod ~Chechnya
capital capital NOUN 3 compound
Grozny Grozny PROPN 0 root City`,
		[]string{"Grozny capital-of Chechen", "Grozny located-in Chechen"},
	},
}

func TestClaims(t *testing.T) {
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	x := New(s)
	for _, c := range sentences {
		t.Run(c.name, func(t *testing.T) {
			doc := readTree(t, c.tree)
			x.Extract(doc)
			var got []string
			for i := range doc.Claims {
				got = append(got, short(doc, &doc.Claims[i]))
			}
			sort.Strings(got)
			sort.Strings(c.want)
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

// short writes a claim as people would: "IS-K attacked Moscow reported by FSB".
func short(doc *text.Document, c *text.Claim) string {
	r := c.Relation
	if r == "" {
		r = "[" + c.Open + "]"
	}
	o := "“" + c.Value + "”"
	if c.Object >= 0 {
		o = doc.Mentions[c.Object].Text
	}
	w := doc.Mentions[c.Subject].Text + " " + r + " " + o
	if c.Status != text.Asserted {
		w += " " + string(c.Status)
	}
	if c.Speaker >= 0 {
		w += " by " + doc.Mentions[c.Speaker].Text
	}
	if c.Place >= 0 {
		w += " @" + doc.Mentions[c.Place].Text
	}
	if c.Time != nil {
		w += " #" + c.Time.Text
	}
	return w
}

// readTree reads the notation above into a document of one sentence.
func readTree(t *testing.T, tree string) *text.Document {
	t.Helper()
	doc := &text.Document{}
	sent := text.Sentence{}
	chains := map[string]int{}
	kinds := map[string]text.Kind{}
	chain := func(name, typ string, m int) int {
		e, ok := chains[name]
		if !ok {
			e = len(doc.Entities)
			chains[name] = e
			doc.Entities = append(doc.Entities, text.Entity{Name: name, Type: typ})
		}
		doc.Entities[e].Mentions = append(doc.Entities[e].Mentions, m)
		return e
	}
	type mark struct {
		tok  int
		note string
	}
	var marks []mark
	at := 0
	for i, line := range strings.Split(strings.TrimSpace(tree), "\n") {
		f := strings.Fields(line)
		if len(f) < 5 {
			t.Fatalf("line %d: %q", i+1, line)
		}
		head, err := strconv.Atoi(f[3])
		if err != nil {
			t.Fatal(err)
		}
		upos, xpos, _ := strings.Cut(f[2], "/")
		if i > 0 {
			doc.Text += " "
			at++
		}
		n := len([]rune(f[0]))
		sent.Tokens = append(sent.Tokens, text.Token{Form: f[0], Lemma: f[1], UPOS: upos, XPOS: xpos, Head: head - 1, Deprel: f[4], Span: text.Span{Start: at, End: at + n}, ArcScore: 1})
		doc.Text += f[0]
		at += n
		if len(f) > 5 {
			marks = append(marks, mark{i, f[5]})
		}
	}
	index := text.NewIndex(doc.Text)
	for _, m := range marks {
		first, kind, typ, name := m.tok, text.Name, m.note, sent.Tokens[m.tok].Form
		if m.note == "time" {
			sp := sent.Tokens[m.tok].Span
			sent.Times = append(sent.Times, text.TimeExpr{First: m.tok, End: m.tok + 1, Span: sp, Time: text.Time{Text: index.Slice(sp)}})
			continue
		}
		if n, rest, ok := strings.Cut(m.note, ":"); ok {
			back, err := strconv.Atoi(n)
			if err != nil {
				t.Fatal(err)
			}
			first, kind, typ = m.tok-back, text.Nominal, rest
			name = fmt.Sprint("description ", m.tok)
		}
		if n, ok := strings.CutPrefix(m.note, "="); ok {
			kind, typ, name = text.Pronoun, "ArmedGroup", n
			kinds[name] = text.Name
		}
		if n, ok := strings.CutPrefix(m.note, "~"); ok {
			kind, typ, name = text.Adjective, "Country", n
		}
		sp := sent.Tokens[first].Span.Cover(sent.Tokens[m.tok].Span)
		if _, set := kinds[name]; !set {
			kinds[name] = kind
		}
		id := len(doc.Mentions)
		doc.Mentions = append(doc.Mentions, text.Mention{First: first, End: m.tok + 1, Head: m.tok, Span: sp, Text: index.Slice(sp), Kind: kind, Type: typ, Entity: chain(name, typ, id)})
	}
	sent.Span = text.Span{Start: 0, End: at}
	// Whom a pronoun stands for was named in a sentence that is not shown.
	for name, e := range chains {
		doc.Entities[e].Mentions = append(doc.Entities[e].Mentions, len(doc.Mentions))
		doc.Mentions = append(doc.Mentions, text.Mention{Sentence: 1, Kind: kinds[name], Type: doc.Entities[e].Type, Entity: e})
	}
	doc.Sentences = []text.Sentence{sent, {}}
	return doc
}
