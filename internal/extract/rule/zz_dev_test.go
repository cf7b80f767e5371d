package rule_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

func TestDev(t *testing.T) {
	path := os.Getenv("DEV")
	if path == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(path)
	sch, _ := schema.Load("conflict")
	a, err := nlp.New(sch)
	if err != nil {
		t.Fatal(err)
	}
	doc := &text.Document{Text: string(b)}
	a.Analyse(doc)
	rule.New(sch).Extract(doc)
	for i := range doc.Sentences {
		s := &doc.Sentences[i]
		fmt.Println("\n##", i, strings.ReplaceAll(text.NewIndex(doc.Text).Slice(s.Span), "\n", " "))
		if os.Getenv("TREE") != "" {
			for j, k := range s.Tokens {
				fmt.Printf("   %2d %-14s %-12s %-6s %2d %-10s %.2f %s\n", j, k.Form, k.Lemma, k.UPOS+"/"+k.XPOS, k.Head, k.Deprel, k.ArcScore, k.Name)
			}
			for _, m := range doc.Mentions {
				if m.Sentence == i {
					fmt.Printf("   m %s|%s|%s -> %s|%s\n", m.Text, m.Kind, m.Type, doc.Entities[m.Entity].Name, doc.Entities[m.Entity].Type)
				}
			}
		}
		for _, c := range doc.Claims {
			if c.Sentence == i {
				o := ""
				if c.Object >= 0 {
					o = doc.Entities[doc.Mentions[c.Object].Entity].Name
				}
				fmt.Printf("   %.2f %s   {%s}  <%s|%s>\n", c.Confidence, inShort(doc, &c), c.Rule, doc.Entities[doc.Mentions[c.Subject].Entity].Name, o)
			}
		}
	}
}
