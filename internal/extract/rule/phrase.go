package rule

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Prepositional phrase: "Islamic State was behind the attack", "the Russian
// embassy in Kabul", "entered the war on the side of Assad". Token c is what
// follows the preposition.
func (s *sentence) readPhrase(c int) {
	mark := s.marker(c, "case")
	if mark == "" || !s.nominal(c) {
		return
	}
	first, _, _ := strings.Cut(mark, " ")
	stood := map[int]bool{}
	for _, p := range s.phrasePatterns(first, mark, c) {
		complement := c
		if n := len(p.rest); n > 1 && s.lemma(c) == p.rest[n-2] {
			// "on the side of its ally", "at war with": the phrase's noun holds the
			// complement.
			complement = -1
			for _, k := range s.tree.Children(c) {
				if s.is(k, "nmod", "obl") && s.marker(k, "case") == p.rest[n-1] {
					complement = k
				}
			}
			if complement < 0 {
				continue
			}
		}
		anchor, who := s.saidOf(c, len(p.rest) > 0)
		if len(who) == 0 {
			continue
		}
		var subjects []argument
		for _, t := range who {
			subjects = append(subjects, s.plain(t)...)
		}
		objects := s.plain(s.referent(complement))
		if p.slots[slotSubj] == "object" {
			subjects, objects = objects, subjects
		}
		if p.relation.ID == "commands" && len(p.rest) == 0 && !s.anyFits(objects, []string{"Organization"}) {
			continue // one studies under a master, and is a minister under a president
		}
		// A bare "in" or "at" ties a thing to its place; only what was meant to lie
		// somewhere, not every noun that a phrase happens to follow.
		f := &finding{pattern: p, rule: "prep " + mark, open: s.phraseWords(p, first), anchor: anchor, words: []int{c}, base: 0.82}
		if anchor == c && (s.standingBefore(c) >= 0 || s.is(c, "nmod") && lasting[p.relation.ID]) {
			// Where it stands is no part of what may be, or may not be, done to it.
			st := s.stanceOf(c)
			st.possible, st.negative = false, false
			f.stance = &st
		}
		subjects = slices.DeleteFunc(s.standing(p, subjects, objects), func(a argument) bool { return stood[a.mention] })
		if s.relate(f, subjects, objects) {
			if !lasting[p.relation.ID] {
				return
			}
			// "forces and civilians in Aleppo": the next relation may suit those that this
			// one does not.
			for _, a := range subjects {
				stood[a.mention] = stood[a.mention] || s.fits(a.mention, p.relation.From) > 0
			}
		}
	}
}

// lasting relations of what stands somewhere hold whatever is done to it.
var lasting = set("located-in operates-in near")

// standing keeps, for the relations of place, the subjects that have a name or
// are events: "the embassy in Kabul" with its name. People and things without one
// are somewhere only where the place has one: "civilians in Aleppo", not "the man
// in the palace".
func (s *sentence) standing(p *pattern, subjects, objects []argument) []argument {
	if len(p.rest) > 0 {
		return subjects
	}
	somewhere := !lasting[p.relation.ID]
	for _, b := range objects {
		somewhere = somewhere || s.named(b.mention)
	}
	var out []argument
	for _, a := range subjects {
		t := s.typeOf(a.mention)
		if s.named(a.mention) || somewhere && s.doc.Mentions[a.mention].Kind == text.Nominal && s.x.schema.IsAny(t, []string{"Agent", "Weapon", "Vehicle"}) || s.doc.Mentions[a.mention].Kind == text.Pronoun || s.x.schema.IsAny(t, []string{"Event", "Facility"}) {
			out = append(out, a)
		}
	}
	return out
}

// phrasePatterns returns the patterns whose words make up the preposition, or
// the preposition and its noun, of token c; longer ones first.
func (s *sentence) phrasePatterns(first, mark string, c int) []*pattern {
	var long, short []*pattern
	all := s.x.words.phrase[first]
	for i := len(all) - 1; i >= 0; i-- {
		p := all[i]
		full := strings.Join(append([]string{first}, p.rest...), " ")
		switch {
		case full == mark:
			short = append(short, p)
		case len(p.rest) > 1 && s.lemma(c) == p.rest[len(p.rest)-2]:
			long = append(long, p)
		}
	}
	return append(long, short...)
}

func (s *sentence) phraseWords(p *pattern, first string) string {
	return strings.Join(append([]string{"be", first}, p.rest...), " ")
}

// saidOf returns what a prepositional phrase is said of, and the predicate that
// its clause turns on: the subject of a copula, the noun before it, or, of a long
// one ("on the side of"), the subject of the clause.
func (s *sentence) saidOf(c int, long bool) (anchor int, who []int) {
	up := s.toks[c].Head
	if v := s.governor(c); long && v >= 0 && s.verbal(v) && s.child(c, "cop") < 0 && s.is(c, "nmod", "obl") {
		return v, s.subjectsOf(v)
	}
	if p := s.standingBefore(c); p >= 0 {
		return c, []int{p}
	}
	switch {
	case s.child(c, "cop") >= 0 || s.is(c, "root") || s.is(c, "acl:relcl"):
		return c, s.actorsOfCopula(c)
	case s.is(c, "obl") && up >= 0 && s.verbal(up):
		// "near Rawah, a strike hit a convoy", "conducted strikes in Syria": what
		// happens there is an event.
		for _, f := range s.fillers(up) {
			if f.slot != slotSubj && (f.slot != slotObj || !lightVerbs[s.lemma(up)]) {
				continue
			}
			if m := s.best(f.tok); m >= 0 && s.x.schema.Is(s.typeOf(m), "Event") {
				who = append(who, f.tok)
			}
		}
		return up, who
	case s.is(c, "nmod") && up >= 0:
		// "it was Islamic State behind this attack"
		return c, []int{s.predicated(s.referent(up))}
	}
	return c, nil
}

// standingBefore returns the head of a building or place, or of an armed group,
// right before a phrase that the parser hung on something above it: "attacked the
// embassy in Kabul", "fired missiles at Erbil in northern Iraq", "to defeat
// Islamic State in Iraq". Such things stay where they are, whatever is done to
// them. -1 for none.
func (s *sentence) standingBefore(c int) int {
	if !s.is(c, "obl", "nmod") || !placing[s.marker(c, "case")] {
		return -1
	}
	first := s.start(c)
	for _, m := range s.mentions {
		x := &s.doc.Mentions[m]
		if x.End == first && x.Head != c && x.Head != s.toks[c].Head && s.at[x.Head] == m && x.Kind != text.Pronoun && (s.x.schema.IsAny(s.typeOf(m), []string{"Facility", "City", "ArmedGroup"}) || s.somewhere(m)) {
			return x.Head
		}
	}
	return -1
}

// somewhere reports whether a name of which nothing is known but that it is a place is
// where something happens: "near Dolgovo in Belarus".
func (s *sentence) somewhere(m int) bool {
	x := &s.doc.Mentions[m]
	mark := s.marker(x.Head, "case")
	return x.Kind == text.Name && s.typeOf(m) == "Place" && (placing[mark] || mark == "from" || mark == "to")
}

// start returns the first token of the phrase that token c heads.
func (s *sentence) start(c int) int {
	first := c
	for _, k := range s.tree.Children(c) {
		first = min(first, k)
	}
	return first
}

// subjectsOf returns what fills the subject slot of a verb.
func (s *sentence) subjectsOf(v int) []int {
	var ts []int
	for _, f := range s.fillers(v) {
		if f.slot == slotSubj {
			ts = append(ts, f.tok)
		}
	}
	return ts
}
