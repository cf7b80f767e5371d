package rule

import (
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Party: "rejected an offer from Iran", "threatened action against Iran",
// "investigated crimes by the Taliban". Deeds and words are somebody's, or are aimed
// at somebody: what is done to them is done to him as well, a little less surely.

// parties names, for each relation that reaches people through their deeds and
// words, the prepositions that bring them. Who owns a thing, "Russia's move",
// always counts. One who judges a deed judges the doer, never whom it hurts, so
// that "condemned the attack on Kabul by the Taliban" is about the Taliban alone;
// what hurts or eases by measures does so to whom they are laid on.
var parties = map[string]map[string]bool{
	"condemned":         set("by from"),
	"criticized":        set("by from"),
	"accused":           set("by from"),
	"praised":           set("by from"),
	"denied":            set("by from"),
	"rejected":          set("by from of with"),
	"opposes":           set("by from of with"),
	"supports":          set("by from of"),
	"protested-against": set("by from of"),
	"demanded-of":       set("by of to"),
	"agreed-with":       set("by from of with"),
	"investigated":      set("by of against into"),
	"threatened":        set("on against to of in with"),
	"sanctioned":        set("on against to of in with for"),
	"coerced":           set("on against of"),
	"yielded-to":        set("on against to of in with from by"),
}

// withParties adds to the deeds and words among some arguments those whose they
// are, or at whom they are aimed.
func (s *sentence) withParties(f *finding, args []argument) []argument {
	preps, reaches := parties[f.pattern.relation.ID]
	if !reaches {
		return args
	}
	var out []argument
	for _, a := range args {
		m := &s.doc.Mentions[a.mention]
		if f.pattern.slots[wanting[f.rule]] != schema.Object || s.x.schema.Is(s.typeOf(a.mention), "Agent") {
			out = append(out, a)
		}
		if m.Kind == text.Nominal && m.Sentence == s.n && !s.named(a.mention) && !s.x.schema.IsAny(s.typeOf(a.mention), []string{"Agent", "City", "Country", "Region"}) {
			out = append(out, s.partiesOf(m.Head, preps, a.sure*0.8, 0)...)
		}
	}
	return out
}

// wanting are the verbs that name what is wanted, with the slot it stands in: it is
// asked of somebody only where that is he, and "demanded Silesia" asks nothing of
// Silesia.
var wanting = map[string]string{"verb demand": slotObj, "verb insist": "on", "verb call": "for"}

// partiesOf returns the parties of noun n; of "embargoes on sales to Iran" those
// of the sales.
func (s *sentence) partiesOf(n int, preps map[string]bool, sure float64, depth int) []argument {
	var out []argument
	fs := s.nounFillers(n)
	if up := s.toks[n].Head; up >= 0 && s.is(n, "obj") && s.verbal(up) && !s.passive(up) {
		// "boycott contact with Iran", the phrase hung on the verb
		for _, f := range s.fillers(up) {
			if f.tok > n {
				fs = append(fs, f)
			}
		}
	}
	for _, f := range fs {
		switch {
		case f.slot == slotDemonym:
			if m := s.demonymAt(f.tok); m >= 0 {
				out = append(out, argument{m, sure})
			}
			continue
		case f.slot != slotPoss && !preps[f.slot] || f.slot == "of" && s.undergoes(n) || f.slot == slotPoss && suffered[s.lemma(n)]:
			continue
		}
		for _, b := range s.arguments(f.tok, target) {
			switch t := s.typeOf(b.mention); {
			case s.named(b.mention) || s.x.schema.Is(t, "Agent"):
				out = append(out, argument{b.mention, b.sure * sure})
			case depth < 1 && s.doc.Mentions[b.mention].Kind == text.Nominal:
				out = append(out, s.partiesOf(s.doc.Mentions[b.mention].Head, preps, sure*0.9, depth+1)...)
			}
		}
	}
	return out
}

// undergoes reports whether whoever follows "of" suffers what noun n names, and is
// not who does it: "the killing of", "the release of".
func (s *sentence) undergoes(n int) bool {
	for _, p := range s.nounPatterns(s.x.words.event, n) {
		if p.slots["of"] == schema.Object {
			return true
		}
	}
	return suffered[s.lemma(n)]
}

var suffered = set("death killing murder assassination release arrest detention protection defence defense creation establishment promotion election nomination appointment recognition exclusion inclusion sacking dismissal suspension firing beating rape")
