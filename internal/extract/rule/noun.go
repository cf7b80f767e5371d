package rule

import (
	"slices"
	"strings"
)

// Role noun: "Assad is an ally of Russia", "its ally, President Assad", "the
// Chechen capital Grozny". Whoever bears the noun is the subject, its owner or
// complement the object.
func (s *sentence) readNoun(n int) {
	if s.toks[n].UPOS != "NOUN" && s.toks[n].UPOS != "PROPN" && s.toks[n].UPOS != "ADJ" {
		return
	}
	ps := s.nounPatterns(s.x.words.noun, n)
	if len(ps) == 0 {
		return
	}
	told := pairs{}
	for _, p := range ps {
		_, objects := s.fill(p, s.complements(n, p))
		if len(objects) == 0 {
			continue
		}
		bs := s.bearers(n)
		for _, b := range bs {
			f := &finding{pattern: p, rule: "noun " + s.lemma(n), open: "be " + s.lemma(n) + " of", anchor: b.anchor, words: []int{n}, base: b.base, stance: b.stance}
			subjects := []argument{b.argument}
			if p.relation.ID == "subsidiary-of" && s.x.schema.IsAny(s.typeOf(b.mention), []string{"Military", "SecurityService", "Government", "ArmedGroup"}) {
				continue // a unit of the army is a part of it
			}
			objects := told.untold(subjects, objects)
			if s.relate(f, subjects, objects) {
				told.add(subjects, objects)
			}
		}
	}
}

// complements are the fillers of a role noun that say whose it is: not the nationality
// of "an Austrian physicist", who need not serve Austria, nor the place that "the ports
// of Odesa and Reni" names.
func (s *sentence) complements(n int, p *pattern) []filler {
	fs := s.nounFillers(n)
	switch p.relation.ID {
	case "works-for", "cooperates-with":
		if !servants[s.lemma(n)] {
			return slices.DeleteFunc(fs, func(f filler) bool {
				return f.slot == slotDemonym || f.slot == slotCompound && s.x.schema.Is(s.typeOfToken(f.tok), "Place")
			})
		}
	case "located-in":
		return slices.DeleteFunc(fs, func(f filler) bool {
			m := s.at[f.tok]
			return f.slot == "of" && s.counted(n) >= 0 || m >= 0 && !s.named(m)
		})
	}
	return fs
}

// servants are the people whose nationality says whom they serve.
var servants = set("official diplomat ambassador envoy minister secretary officer colonel lieutenant sergeant spy agent")

// nounPatterns returns the patterns that end in noun n, those of several words
// ("prime minister") first.
func (s *sentence) nounPatterns(index map[string][]*pattern, n int) []*pattern {
	var long, short []*pattern
	all := index[s.lemma(n)]
	for i := len(all) - 1; i >= 0; i-- {
		p := all[i]
		if len(p.rest) == 0 {
			short = append(short, p)
			continue
		}
		if s.spelled(p, n) {
			long = append(long, p)
		}
	}
	return append(long, short...)
}

// spelled reports whether the words before the anchor stand before token n.
func (s *sentence) spelled(p *pattern, n int) bool {
	for _, lemma := range p.trigger.Lemmas {
		words := lemmaWords(lemma)
		if len(words) != len(p.rest)+1 {
			continue
		}
		t, left := n, len(words)
		for ; t >= 0 && left > 0; t-- {
			if s.toks[t].Form == "-" {
				continue
			}
			if w := words[left-1]; s.lemma(t) != w && !strings.EqualFold(s.toks[t].Form, w) {
				break
			}
			left--
		}
		if left == 0 {
			return true
		}
	}
	return false
}
