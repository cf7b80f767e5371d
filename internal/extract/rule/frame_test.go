package rule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// events are texts and the events that are read from them: the name of each, its
// parts, and the sentences that speak of it.
var events = []struct {
	name, text string
	want       []string
}{
	{
		"all parts of a deed are kept together",
		"IS-K attacked the Russian embassy in Kabul in September 2022.",
		[]string{"Attack attack on Russian embassy in Kabul, 2022-09: by IS-K, to Russian embassy, at Kabul, on 2022-09"},
	},
	{
		"a noun with the definite article speaks of the event before it",
		"Gunmen stormed a hotel in Mogadishu on 3 May 2021. Nobody was surprised. The attack killed nine guests.",
		[]string{"Attack attack on hotel in Mogadishu, 2021-05-03: by Gunmen, to hotel, at Mogadishu, on 2021-05-03; again: The attack"},
	},
	{
		"what is done in doing it is the same deed",
		"Rebels ambushed a convoy near Bunia on Monday, killing eleven soldiers.",
		[]string{"Attack attack on convoy near Bunia: by Rebels, to convoy, to eleven soldiers, at Bunia"},
	},
	{
		"all who meet take part",
		"Foreign minister Ana Duarte met her counterpart Pavel Novak in Lisbon on 1 March 2024.",
		[]string{"Meeting meeting of Ana Duarte and Pavel Novak in Lisbon, 2024-03-01: by Ana Duarte, by Pavel Novak, at Lisbon, on 2024-03-01"},
	},
	{
		"an event that has a noun needs no other",
		"Russian forces carried out an attack on the city of Kharkiv on 3 May 2023.",
		[]string{"Attack attack on Kharkiv, 2023-05-03: by Russian forces, to Kharkiv, at Kharkiv, on 2023-05-03"},
	},
	{
		"the arrested have it done to them",
		"Police in Nairobi arrested two students on 2 June 2019.",
		[]string{"Arrest arrest of two students, 2019-06-02: by Police, to two students, on 2019-06-02"},
	},
	{"an edge of two ends is no event", "IS-K attacked the Russian embassy.", nil},
	{"what did not happen is none", "IS-K did not attack the Russian embassy in Kabul in 2022.", nil},
	{"nor is what only may", "IS-K may attack the Russian embassy in Kabul in 2022.", nil},
}

func TestEvents(t *testing.T) {
	s, reader := whole(t)
	extractor := rule.New(s)
	for _, c := range events {
		t.Run(c.name, func(t *testing.T) {
			doc := &text.Document{Text: c.text}
			reader.Analyse(doc)
			extractor.Extract(doc)
			if got := eventsOf(doc, s); !slices.Equal(got, c.want) {
				t.Errorf("%s\ngot\n  %s\nwant\n  %s", c.text, strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

// eventsOf writes down the events of a document that have parts.
func eventsOf(doc *text.Document, s *schema.Schema) []string {
	var out []string
	for e := range doc.Entities {
		parts := partsIn(doc, e)
		if len(parts) == 0 || !s.Is(doc.Entities[e].Type, "Event") {
			continue
		}
		line := fmt.Sprintf("%s %s: %s", doc.Entities[e].Type, doc.Entities[e].Name, strings.Join(parts, ", "))
		for _, m := range doc.Entities[e].Mentions[1:] {
			line += "; again: " + doc.Mentions[m].Text
		}
		out = append(out, line)
	}
	return out
}

// partsIn lists the parts of an event: by whom, to whom, at, on.
func partsIn(doc *text.Document, event int) []string {
	name := func(m int) string { return doc.Entities[doc.Mentions[m].Entity].Name }
	var by, rest []string
	for i := range doc.Claims {
		c := &doc.Claims[i]
		if !strings.HasPrefix(c.Rule, "frame ") {
			continue
		}
		if c.Object >= 0 && doc.Mentions[c.Object].Entity == event {
			by = append(by, "by "+name(c.Subject))
		}
		if doc.Mentions[c.Subject].Entity == event {
			word := map[string]string{"has-target": "to ", "occurred-at": "at ", "occurred-on": "on "}[c.Relation]
			if c.Object >= 0 {
				word += name(c.Object)
			}
			rest = append(rest, word+c.Value)
		}
	}
	order := "tao"
	slices.SortStableFunc(rest, func(a, b string) int { return strings.IndexByte(order, a[0]) - strings.IndexByte(order, b[0]) })
	return append(by, rest...)
}
