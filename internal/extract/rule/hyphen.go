package rule

import (
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Hyphened participle: "an ISIL-held building", "the US-led coalition",
// "Iran-backed militias". It is a passive in one word: whoever stands before the
// hyphen does to the noun what the verb says.
func (s *sentence) readHyphen(v int) {
	if v < 2 || s.toks[v-1].Form != "-" || !s.is(v, "amod", "acl", "compound", "nmod:desc") || s.toks[v].Head < v {
		return
	}
	by := s.nameEnding(v - 1)
	object := s.at[s.toks[v].Head]
	if by < 0 || object < 0 {
		return
	}
	lemma := s.lemma(v)
	if base, ok := s.x.words.forms[s.toks[v].Form]; ok {
		lemma = base
	} else if base, ok := participles[s.toks[v].Form]; ok {
		lemma = base
	}
	for _, p := range slices.Backward(s.x.words.verb[lemma]) {
		if len(p.rest) > 0 || p.slots[slotSubj] != schema.Subject || p.slots[slotObj] != schema.Object {
			continue
		}
		f := &finding{pattern: p, rule: "hyphen " + lemma, open: "be " + s.toks[v].Form + " by", anchor: v, words: []int{v}, base: 0.9, stance: &stance{speaker: -1}}
		if s.relate(f, []argument{{by, 1}}, []argument{{object, 1}}) {
			return
		}
	}
}

// participles of irregular verbs that are hyphened to those who act.
var participles = map[string]string{"held": "hold", "led": "lead", "run": "run", "built": "build", "sent": "send", "fed": "feed"}

// nameEnding returns the name, or the nationality, whose last token stands right
// before token end, the shortest of several; -1 for none.
func (s *sentence) nameEnding(end int) int {
	best := -1
	for _, m := range s.mentions {
		x := &s.doc.Mentions[m]
		if x.End != end || x.Kind != text.Name && x.Kind != text.Adjective {
			continue
		}
		if best < 0 || x.First > s.doc.Mentions[best].First {
			best = m
		}
	}
	return best
}
