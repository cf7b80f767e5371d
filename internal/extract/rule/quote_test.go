package rule_test

import (
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Each paragraph of a long quotation begins with a mark, and the last one closes it.
func TestAQuotationOfSeveralParagraphs(t *testing.T) {
	s, reader := whole(t)
	doc := &text.Document{Text: "Foreign Secretary Ann Lee said:\n\n“Rebels hold the town of Kirkan.\n\n“The army attacked Kirkan in May.\n\n“Haddad destroyed the bridge.”\n\nThe army captured Kirkan in June."}
	reader.Analyse(doc)
	rule.New(s).Extract(doc)
	for i := range doc.Claims {
		c := &doc.Claims[i]
		quoted := c.Span.End < strings.Index(doc.Text, "The army captured") && c.Relation != "has-role"
		if got := c.Status == text.Reported && c.Speaker >= 0; got != quoted {
			t.Errorf("%s: want reported by Ann Lee to be %v", inShort(doc, c), quoted)
		}
	}
}
