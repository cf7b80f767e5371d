package rule

import (
	"sort"
	"strings"

	"github.com/quadrille-kg/quadrille/schema"
)

// Verbs that only carry the event their object names: "carried out an attack".
var lightVerbs = set("carry wage launch mount conduct stage commit perpetrate make give hold undertake perform unleash execute have take do lead begin start continue plan orchestrate step")

// Verb, active: "IS-K attacked the embassy." Passive: "Acme was founded by Ann."
// Relative: "the Taliban, who it opposes". Control: "X wants to sue Y."
func (s *sentence) readVerb(v int) {
	if !s.verbal(v) {
		return
	}
	fs := s.fillers(v)
	told := pairs{}
	for _, p := range s.verbPatterns(v) {
		if s.carries(v, fs, p) || (p.relation.ID == "cause-of" && s.child(v, "xcomp") >= 0) {
			continue
		}
		all := fs
		words := s.phrasal(v, p.rest)
		if len(p.trigger.Takes) > 0 {
			o := s.takes(v, p.trigger.Takes)
			if o < 0 {
				continue
			}
			all = append([]filler{}, fs...)
			if p.slots[slotObj] == "" { // the object names the deed, and is not done to
				all = without(all, slotObj)
			}
			all = append(all, s.nounFillers(o)...)
			words = append(words, o)
		}
		subjects, objects := s.fill(p, all)
		if len(objects) == 0 {
			_, objects = s.fill(p, s.deeper(v, p))
		}
		if len(subjects) == 0 && s.passive(v) {
			// A stative passive says something of its subject: "is based in Kabul".
			if _, active := p.slots[slotObj]; !active {
				for _, f := range all {
					if f.slot == slotObj {
						subjects = append(subjects, s.arguments(f.tok, p.part(actor))...)
					}
				}
			}
		}
		f := &finding{pattern: p, rule: "verb " + strings.Join(append([]string{s.lemma(v)}, p.rest...), " "), open: s.verbPhrase(v, p, words), anchor: v, words: words, base: 0.95}
		objects = told.untold(subjects, objects)
		if s.choosy(v, p, objects) {
			continue
		}
		if p.relation.Symmetric && p.slots["with"] == schema.Object && !s.anyFits(objects, p.relation.To) && s.reciprocal(v, p, fs) {
			s.mutual(f, s.joint(v, fs))
		}
		if s.relate(f, subjects, objects) {
			told.add(subjects, objects)
			for _, w := range words {
				s.idiom[w] = true
			}
		}
	}
	s.readSelfBlame(v, fs)
	s.readView(v, fs)
}

// choosy reports whether a verb says its relation only of other objects than these: what
// belongs to a state is a part of it and no member, who joins one does as it does, and
// one leads a firm that one runs or manages, not a race or a crisis.
func (s *sentence) choosy(v int, p *pattern, objects []argument) bool {
	switch w := s.lemma(v); {
	case p.relation.ID == "member-of" && w == "belong":
		return !s.anyFits(objects, []string{"Organization"})
	case p.relation.ID == "leader-of" && (w == "run" || w == "manage"):
		return !s.anyFits(objects, []string{"Organization", "Facility"})
	case p.relation.ID == "member-of" && w == "join":
		return !s.anyFits(objects, []string{"Organization"}) // "Chad joined Mali in rejecting it"
	case w == "blame" && p.slots[slotObj] == schema.Object:
		return s.culprit(v) >= 0 // "blamed the attack on Al-Shabaab"
	}
	return false
}

// reciprocal reports whether those who do what a verb says do it with each other: they
// marry unless they marry somebody, and work in one place unless they work together.
func (s *sentence) reciprocal(v int, p *pattern, fs []filler) bool {
	if p.relation.ID == "spouse-of" {
		return !has(fs, slotObj)
	}
	if s.lemma(v) != "work" {
		return true
	}
	for _, k := range s.tree.Children(v) {
		if s.lemma(k) == "together" {
			return true
		}
	}
	return false
}

// anyFits reports whether an argument is of one of some types.
func (s *sentence) anyFits(args []argument, types []string) bool {
	for _, a := range args {
		if s.fits(a.mention, types) > 0 {
			return true
		}
	}
	return false
}

// joint returns the members of a list that is the subject of v; nil where the
// subject is one.
func (s *sentence) joint(v int, fs []filler) []argument {
	var list []argument
	for _, f := range fs {
		if f.slot != slotSubj {
			continue
		}
		if m := s.best(f.tok); m >= 0 && (voices[s.lemma(f.tok)] || hands[s.lemma(f.tok)]) {
			if both := s.owners(f.tok, m, 1); len(both) > 1 {
				return both // "Turkish and Greek officials"
			}
		}
		for _, k := range s.tree.Children(f.tok) {
			if c := s.child(k, "cc"); s.is(k, "conj") && c >= 0 && (s.lemma(c) == "nor" || s.lemma(c) == "or") {
				return nil // "neither Ann nor Tom married"
			}
		}
		list = append(list, s.plain(f.tok)...)
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// Reciprocal: "Ethiopia and Eritrea clashed", "the ministers of Iran and Iraq
// met": what each of a list does with each other.
func (s *sentence) mutual(f *finding, list []argument) {
	for i := range list {
		for j := i + 1; j < len(list); j++ {
			s.relate(f, list[i:i+1], list[j:j+1])
		}
	}
}

// carries reports whether a pattern would only repeat what the event that a light
// verb carries says itself: "carried out attacks on a ward".
func (s *sentence) carries(v int, fs []filler, p *pattern) bool {
	if !lightVerbs[s.lemma(v)] || len(p.trigger.Takes) > 0 {
		return false
	}
	for _, k := range s.tree.Children(v) {
		if !s.is(k, "obj", "nsubj:pass") {
			continue
		}
		all := append(append([]filler{}, s.nounFillers(k)...), fs...)
		for _, e := range s.nounPatterns(s.x.words.event, k) {
			for _, f := range all {
				if e.slots[f.slot] == schema.Object && f.slot != slotObj {
					return true
				}
			}
		}
	}
	return false
}

// verbPatterns returns the patterns whose words verb v has, its particle among
// them ("hold up" is not "hold"): the most specific first, and of equals the one
// of the later schema, a researcher's own before the built-in ones.
func (s *sentence) verbPatterns(v int) []*pattern {
	all := s.x.words.verb[s.lemma(v)]
	var ps []*pattern
	for i := len(all) - 1; i >= 0; i-- {
		if len(all[i].rest) == 0 && s.particle(v) < 0 || len(all[i].rest) > 0 && s.phrasal(v, all[i].rest) != nil {
			ps = append(ps, all[i])
		}
	}
	weight := func(p *pattern) int {
		n := 2 * len(p.rest)
		if len(p.trigger.Takes) > 0 {
			n += 2
		}
		if _, plain := p.slots[slotObj]; !plain {
			n++
		}
		return n
	}
	sort.SliceStable(ps, func(i, j int) bool { return weight(ps[i]) > weight(ps[j]) })
	return ps
}

// particle returns the particle of a verb, -1 for none: the "up" of "kidnapped up
// to sixteen sailors" is none.
func (s *sentence) particle(v int) int {
	k := s.child(v, "compound:prt")
	if k >= 0 && k+2 < len(s.toks) && s.lemma(k) == "up" && s.lemma(k+1) == "to" && s.toks[k+2].UPOS == "NUM" {
		return -1
	}
	return k
}

// phrasal returns the dependents of v that spell the rest of a phrasal verb or
// idiom ("out" of "carry out", "place" of "take place"), nil where one is
// missing; for an empty rest an empty list.
func (s *sentence) phrasal(v int, rest []string) []int {
	found := []int{}
	tops := []int{v}
	for _, w := range rest {
		hit := -1
		for _, top := range tops {
			for _, k := range s.tree.Children(top) {
				if s.lemma(k) == w || strings.EqualFold(s.toks[k].Form, w) {
					hit = k
					break
				}
			}
		}
		if hit < 0 {
			return nil
		}
		found = append(found, hit)
		tops = append(tops, hit)
	}
	return found
}

// takes returns the direct object whose lemma, or the type of whose mention, is
// one of the given, or -1: {verb: send, takes: [aid, Weapon], to: object}. A noun
// that adds little to the one before it, "aid deliveries", or to the one after it,
// "part of the aid", is passed over.
func (s *sentence) takes(v int, words []string) int {
	for _, k := range s.tree.Children(v) {
		if !s.is(k, "obj", "nsubj:pass") {
			continue
		}
		if inner := s.counted(k); inner >= 0 {
			k = inner
		} else if of := s.measured(k); of >= 0 && contains(words, s.lemma(of)) {
			return of
		}
		if c := s.child(k, "compound"); c >= 0 && frames[s.lemma(k)] && contains(words, s.lemma(c)) {
			return k
		}
		if contains(words, s.lemma(k)) || s.at[k] >= 0 && (s.typed(s.typeOf(s.at[k]), words) || contains(words, s.typeOf(s.at[k]))) {
			return k
		}
	}
	return -1
}

// measured returns what a sum or quantity is of: "a million dollars of aid"; -1 for
// none.
func (s *sentence) measured(k int) int {
	if s.at[k] < 0 || !value(s.typeOf(s.at[k])) {
		return -1
	}
	for _, c := range s.tree.Children(k) {
		if s.is(c, "nmod") && s.marker(c, "case") == "of" {
			return c
		}
	}
	return -1
}

// Nouns that say in what form there is what the noun before them names.
var frames = set("delivery effort mission program programme operation package attempt process plan shipment line order campaign cut")

// typed reports whether a type is one of those among some words, or below one.
func (s *sentence) typed(t string, words []string) bool {
	for _, w := range words {
		if s.x.schema.Type(w) != nil && s.x.schema.Is(t, w) {
			return true
		}
	}
	return false
}

func without(fs []filler, slot string) []filler {
	var out []filler
	for _, f := range fs {
		if f.slot != slot {
			out = append(out, f)
		}
	}
	return out
}

// verbPhrase is the normalised phrase of a verb: its lemma, its particle, the
// object it takes, and the preposition before the object: "claim responsibility
// for".
func (s *sentence) verbPhrase(v int, p *pattern, words []int) string {
	parts := []string{s.lemma(v)}
	for _, w := range words {
		parts = append(parts, s.lemma(w))
	}
	var preps []string
	for slot, role := range p.slots {
		if role == schema.Object && slot != slotObj && slot != slotSubj && !reserved[slot] {
			preps = append(preps, slot)
		}
	}
	if len(preps) > 0 {
		sort.Strings(preps)
		for _, f := range s.fillers(v) {
			if contains(preps, f.slot) {
				parts = append(parts, f.slot)
				break
			}
		}
	}
	return strings.Join(parts, " ")
}

var reserved = map[string]bool{slotPoss: true, slotDemonym: true, slotCompound: true, slotIobj: true, slotThat: true}

// deeper looks for the prepositional phrase that a pattern wants below the verb's
// object, on which the parser may have hung it: "sold drones to Iran". An idiom's
// may hang on anything below: "pin the blame for the attack on Ukraine".
func (s *sentence) deeper(v int, p *pattern) []filler {
	var fs []filler
	for k := v + 1; k < len(s.toks); k++ {
		up := s.toks[k].Head
		if !s.is(k, "nmod", "obl") || !s.under(k, v) || len(p.trigger.Takes) == 0 && !s.is(up, "obj", "conj") {
			continue
		}
		if m := s.marker(k, "case"); m != "of" && p.slots[m] == schema.Object && (len(p.trigger.Takes) > 0 || s.objectOf(up, v)) {
			fs = append(fs, filler{m, s.referent(k)})
		}
	}
	return fs
}

// objectOf reports whether a noun is the object of v, or joined to it.
func (s *sentence) objectOf(n, v int) bool {
	for d := 0; d < deepest && s.is(n, "conj"); d++ {
		n = s.toks[n].Head
	}
	return s.is(n, "obj") && s.toks[n].Head == v
}
