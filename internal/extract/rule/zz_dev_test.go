package rule

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/date"
	"github.com/quadrille-kg/quadrille/internal/nlp/mention"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/weights"
	"github.com/quadrille-kg/quadrille/schema"
)

func TestDev(t *testing.T) {
	path := os.Getenv("DEV")
	if path == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(path)
	sch, _ := schema.Load("conflict")
	mdl, err := parse.Load(weights.Parser())
	if err != nil {
		t.Fatal(err)
	}
	lem := map[string]string{}
	f, _ := os.Open("/work/shared/data/ud-ewt/en_ewt-ud-train.conllu")
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) > 5 {
			lem[strings.ToLower(c[1])+"|"+c[3]] = c[2]
		}
	}
	doc := &text.Document{Text: string(b)}
	doc.Sentences = token.Split(doc.Text)
	mdl.Annotate(doc.Sentences)
	for i := range doc.Sentences {
		s := &doc.Sentences[i]
		for j := range s.Tokens {
			k := &s.Tokens[j]
			if l, ok := lem[strings.ToLower(k.Form)+"|"+k.UPOS]; ok {
				k.Lemma = l
			} else {
				k.Lemma = strings.ToLower(k.Form)
				if k.UPOS == "PROPN" {
					k.Lemma = k.Form
				}
			}
		}
		for _, e := range date.Find(s, doc.Date, text.NewIndex(doc.Text)) {
			s.Times = append(s.Times, text.TimeExpr(e))
		}
	}
	mention.New(sch).Find(doc)
	chains := map[string]int{}
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		key := strings.ToLower(m.Text)
		if m.Kind == text.Pronoun || m.Kind == text.Nominal {
			key = fmt.Sprint(i)
		}
		e, ok := chains[key]
		if !ok {
			e = len(doc.Entities)
			chains[key] = e
			doc.Entities = append(doc.Entities, text.Entity{Name: m.Text, Type: m.Type})
		}
		m.Entity = e
		doc.Entities[e].Mentions = append(doc.Entities[e].Mentions, i)
	}
	New(sch).Extract(doc)
	for i := range doc.Sentences {
		s := &doc.Sentences[i]
		fmt.Println("\n##", i, strings.ReplaceAll(text.NewIndex(doc.Text).Slice(s.Span), "\n", " "))
		if os.Getenv("TREE") != "" {
			for j, k := range s.Tokens {
				fmt.Printf("   %2d %-14s %-12s %-6s %2d %-10s %.2f %s\n", j, k.Form, k.Lemma, k.UPOS+"/"+k.XPOS, k.Head, k.Deprel, k.ArcScore, k.Name)
			}
			for _, m := range doc.Mentions {
				if m.Sentence == i {
					fmt.Printf("   m %s|%s|%s\n", m.Text, m.Kind, m.Type)
				}
			}
		}
		for _, c := range doc.Claims {
			if c.Sentence == i {
				fmt.Printf("   %.2f %s   {%s}\n", c.Confidence, short(doc, &c), c.Rule)
			}
		}
	}
}
