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
	if id := seatOrBirth[s.toks[v].Form]; id != "" {
		s.readBased(v, by, id)
		return
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

// seatOrBirth are the participles that have a place before their hyphen, and what it is.
var seatOrBirth = map[string]string{"based": "based-in", "headquartered": "based-in", "born": "born-in"}

// readBased reads "the Stockholm-based studio King", "Paris-born chef Ann Lee".
func (s *sentence) readBased(v, place int, id string) {
	n := s.toks[v].Head
	r := s.x.schema.Relation(id)
	if r == nil || s.doc.Mentions[place].Kind != text.Name {
		return
	}
	who := s.bearers(n)
	if s.doc.Mentions[s.at[n]].Kind == text.Name {
		who = append(who, bearer{argument{s.at[n], 1}, n, 0.85, nil})
	}
	for _, b := range who {
		f := s.findingOf(r, "hyphen "+s.toks[v].Form, v, n)
		f.open, f.base, f.stance = "be "+s.toks[v].Form+" in", 0.85, &stance{speaker: -1}
		s.relate(f, []argument{b.argument}, []argument{{place, 1}})
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
