package rule_test

import (
	"testing"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// That somebody goes by other words tells those words, whichever of the two comes first.
func TestOtherWordsAreNotTheName(t *testing.T) {
	s, reader := whole(t)
	for sentence, want := range map[string]string{
		"The governor, Samir Haddad, condemned the attack.":         "governor",
		"Samir Haddad, the governor of Hama, condemned the attack.": "governor of Hama",
	} {
		doc := &text.Document{Text: sentence}
		reader.Analyse(doc)
		rule.New(s).Extract(doc)
		got := ""
		for i := range doc.Claims {
			if c := &doc.Claims[i]; c.Relation == "same-as" {
				got = c.Value
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", sentence, got, want)
		}
	}
}
