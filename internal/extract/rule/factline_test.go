package rule_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// TestFactLines reads tables of facts below the name that they are about.
func TestFactLines(t *testing.T) {
	s, reader := whole(t)
	for _, c := range []struct{ name, table, want string }{
		{
			"a firm",
			"Nordea Corporation\n\nHeadquarters: Hamburg, Germany\nFounded: 1999 by Tom Lee and Omar Hassan\nChief executive: Ann Berg\nParent company: Siemens\nOwned by: Siemens\n\nIt makes drones.",
			"Hamburg located-in Germany; Nordea Corporation based-in Hamburg; Tom Lee founded Nordea Corporation #1999; Omar Hassan founded Nordea Corporation #1999; Ann Berg leader-of Nordea Corporation; Siemens owns Nordea Corporation",
		},
		{
			"a person",
			"Angela Merkel\n\nBorn: 17 July 1954, Hamburg\nSpouse: Joachim Sauer\nNationality: German\nEducation: Leipzig University\n\nShe lives in Berlin.",
			"Angela Merkel born-in Hamburg #17 July 1954; Joachim Sauer spouse-of Angela Merkel; Angela Merkel citizen-of German; Angela Merkel studied-at Leipzig University",
		},
		{
			"a group and its friends",
			"Wagner Group\n\nLed by: Yevgeny Prigozhin\nAllies: Russia, Syria and Mali\n\nThe group fought in Syria.",
			"Yevgeny Prigozhin leader-of Wagner Group; Russia allied-with Wagner Group; Mali allied-with Wagner Group",
		},
		{
			"lines below no name say of nobody what they say",
			"What became of them?\n\nChief executive: Ann Berg\nHeadquarters: Hamburg\n\nNobody knows.",
			"! leader-of; ! based-in",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := &text.Document{Text: c.table}
			reader.Analyse(doc)
			rule.New(s).Extract(doc)
			var got []string
			for i := range doc.Claims {
				got = append(got, inShort(doc, &doc.Claims[i]))
			}
			for w := range strings.SplitSeq(c.want, "; ") {
				relation, forbidden := strings.CutPrefix(w, "! ")
				found := slices.ContainsFunc(got, func(g string) bool {
					return g == w || forbidden && strings.Contains(g, relation)
				})
				if found == forbidden {
					t.Errorf("want %s, claims\n  %s", w, strings.Join(got, "\n  "))
				}
			}
		})
	}
}
