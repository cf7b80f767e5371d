package tuple

import (
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree/treetest"
)

func TestTuples(t *testing.T) {
	for _, c := range []struct {
		says, tree string
		want       []string
	}{
		{
			"a verb with object and circumstances", `
			Tom = PROPN 2 nsubj
			joined join VERB 0 root
			Acme = PROPN 2 obj
			as = ADP 6 case
			a = DET 6 det
			clerk = NOUN 2 obl
			in = ADP 8 case
			1941 = NUM 2 obl
			_. = PUNCT 2 punct`,
			[]string{"(Tom; joined; Acme; as a clerk; in 1941)"},
		},
		{
			"the preposition of a verb without object goes to it", `
			Ann = PROPN 3 nsubj
			has have AUX 3 aux
			lived live VERB 0 root
			in = ADP 5 case
			Oslo = PROPN 3 obl
			since = ADP 7 case
			1990 = NUM 3 obl`,
			[]string{"(Ann; has lived in; Oslo; since 1990)", "(Ann; has lived since; 1990)"},
		},
		{
			"what \"and\" joins is told apart", `
			Ann = PROPN 4 nsubj
			and = CCONJ 3 cc
			Bob = PROPN 1 conj
			sold sell VERB 0 root
			Acme = PROPN 4 obj
			and = CCONJ 7 cc
			Beta = PROPN 5 conj`,
			[]string{"(Ann; sold; Acme)", "(Ann; sold; Beta)", "(Bob; sold; Acme)", "(Bob; sold; Beta)"},
		},
		{
			"be", `
			Ann = PROPN 5 nsubj
			is be AUX 5 cop
			not = PART 5 advmod
			a = DET 5 det
			clerk = NOUN 0 root
			today = NOUN 5 obl:tmod`,
			[]string{"(Ann; is not; a clerk; today)"},
		},
		{
			"a second verb takes the subject of the first", `
			Ann = PROPN 2 nsubj
			came come VERB 0 root
			and = CCONJ 4 cc
			bought buy VERB 2 conj
			Acme = PROPN 4 obj`,
			[]string{"(Ann; bought; Acme)"},
		},
		{
			"a relative clause is about what it hangs on", `
			Ann = PROPN 2 nsubj
			knows know VERB 0 root
			the = DET 4 det
			man = NOUN 2 obj
			who = PRON 6 nsubj
			founded found VERB 4 acl:relcl
			Acme = PROPN 6 obj`,
			[]string{"(Ann; knows; the man)", "(the man; founded; Acme)"},
		},
		{
			"an infinitive joins the verb it leans on", `
			Ann = PROPN 2 nsubj
			tried try VERB 0 root
			to = PART 4 mark
			buy = VERB 2 xcomp
			Acme = PROPN 4 obj`,
			[]string{"(Ann; tried to buy; Acme)"},
		},
		{
			"control: whom one asks does it", `
			Ann = PROPN 2 nsubj
			asked ask VERB 0 root
			Bob = PROPN 2 obj
			to = PART 5 mark
			buy = VERB 2 xcomp
			Acme = PROPN 5 obj`,
			[]string{"(Ann; asked; Bob)", "(Ann; asked; to buy Acme)", "(Bob; buy; Acme)"},
		},
		{
			"apposition", `
			Ann = PROPN 6 nsubj
			_, = PUNCT 4 punct
			a = DET 4 det
			clerk = NOUN 1 appos
			_, = PUNCT 1 punct
			sold sell VERB 0 root
			Acme = PROPN 6 obj`,
			[]string{"(Ann; sold; Acme)", "(Ann; is; a clerk)"},
		},
		{
			"a passive participle", `
			Ann = PROPN 2 nsubj
			runs run VERB 0 root
			firms firm NOUN 2 obj
			based base VERB 3 acl
			in = ADP 6 case
			Oslo = PROPN 4 obl`,
			[]string{"(Ann; runs; firms based in Oslo)", "(firms; based in; Oslo)"},
		},
		{
			"a possessive", `
			Ann = PROPN 3 nmod:poss
			_'s 's PART 1 case
			brother = NOUN 4 nsubj
			sold sell VERB 0 root
			Acme = PROPN 4 obj`,
			[]string{"(Ann 's brother; sold; Acme)", "(Ann; has; brother)"},
		},
		{
			"a title", `
			President = NOUN 2 nmod:desc
			Ann = PROPN 3 nsubj
			sold sell VERB 0 root
			Acme = PROPN 3 obj`,
			[]string{"(President Ann; sold; Acme)", "(Ann; is; President)"},
		},
		{
			"there is", `
			There = PRON 2 expl
			is be VERB 0 root
			hope = NOUN 2 nsubj`,
			nil,
		},
	} {
		t.Run(c.says, func(t *testing.T) {
			doc := treetest.Doc(t, strings.ReplaceAll(c.tree, "\t", ""))
			var got []string
			for _, tup := range Of(&doc.Sentences[0], text.NewIndex(doc.Text)) {
				got = append(got, tup.String())
			}
			if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}
