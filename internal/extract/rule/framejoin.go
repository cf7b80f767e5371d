package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// "Gunmen attacked a hotel in Mogadishu on Friday. The attack left ten dead." What a
// verb tells of is spoken of again by a noun with "the", "this" or "that".

// backTo is how many sentences such a noun looks back.
const backTo = 3

// longestPointer is how many tokens it has at most, "the deadly car bombing"; one with
// more says itself what it means.
const longestPointer = 4

// rejoin makes one of an event made of a verb and the chain of a noun that points
// back to it, the nearest before. made are the mentions of such verbs, in text order.
func rejoin(doc *text.Document, s *schema.Schema, made []int) {
	for e := range doc.Entities {
		if len(made) == 0 {
			return
		}
		first := pointer(doc, e)
		if first < 0 {
			continue
		}
		for i := len(made) - 1; i >= 0; i-- {
			m := &doc.Mentions[made[i]]
			if m.Span.Start >= doc.Mentions[first].Span.Start {
				continue
			}
			if doc.Mentions[first].Sentence-m.Sentence > backTo {
				break
			}
			if m.Entity != e && s.Is(doc.Entities[e].Type, m.Type) {
				join(doc, m.Entity, e)
				break
			}
		}
	}
}

// pointer returns the first mention of an entity that nobody names and that is first
// spoken of as known: "the attack"; -1 of any other.
func pointer(doc *text.Document, e int) int {
	ms := doc.Entities[e].Mentions
	for _, i := range ms {
		if k := doc.Mentions[i].Kind; k == text.Name || k == text.Adjective {
			return -1
		}
	}
	if len(ms) == 0 {
		return -1
	}
	m := &doc.Mentions[ms[0]]
	toks := doc.Sentences[m.Sentence].Tokens
	if m.Kind != text.Nominal || m.End-m.First > longestPointer || m.Head >= len(toks) || toks[m.Head].XPOS != "NN" || m.First == m.Head {
		return -1
	}
	switch strings.ToLower(toks[m.First].Form) {
	case "the", "this", "that":
	default:
		return -1
	}
	if m.Head+1 < len(toks) && strings.EqualFold(toks[m.Head+1].Form, "of") {
		return -1 // "the attack of 2004" is another
	}
	return ms[0]
}

// join gives entity b's mentions to entity a.
func join(doc *text.Document, a, b int) {
	for _, i := range doc.Entities[b].Mentions {
		doc.Mentions[i].Entity = a
	}
	doc.Entities[a].Mentions = append(doc.Entities[a].Mentions, doc.Entities[b].Mentions...)
	doc.Entities[b].Mentions = nil
}
