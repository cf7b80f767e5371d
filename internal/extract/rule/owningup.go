package rule

import "github.com/quadrille-kg/quadrille/schema"

// Owning up: "the group has claimed it was behind the attack" claims
// responsibility, when who did it is who says so.
func (s *sentence) readSelfBlame(v int, fs []filler) {
	relation := s.x.schema.Relation("claimed-responsibility-for")
	if relation == nil || !owning[s.lemma(v)] {
		return
	}
	c := s.child(v, "ccomp", "xcomp")
	if c < 0 {
		return
	}
	for _, f := range fs {
		if f.slot != slotSubj {
			continue
		}
		for _, a := range s.plain(f.tok) {
			for _, b := range s.blamed(c, a.mention) {
				t := &finding{pattern: &pattern{relation: relation, trigger: &schema.Trigger{}}, rule: "owning up", open: "claim to be behind", anchor: v, words: []int{c}, base: 0.9}
				s.relate(t, []argument{a}, []argument{b})
			}
		}
	}
}

var owning = set("claim say announce admit confess declare boast acknowledge state")

// blamed returns the events that clause c makes the chain of mention who
// responsible for.
func (s *sentence) blamed(c, who int) []argument {
	var out []argument
	same := func(args []argument) bool {
		for _, a := range args {
			if s.entity(a.mention) == s.entity(who) {
				return true
			}
		}
		return false
	}
	keep := func(args []argument) {
		for _, b := range s.rebound(args, []string{"Event"}, []argument{{who, 1}}) {
			if s.entity(b.mention) != s.entity(who) && s.x.schema.Is(s.typeOf(b.mention), "Event") {
				out = append(out, b)
			}
		}
	}
	if m := s.marker(c, "case"); m == "behind" {
		if k := s.child(c, "nsubj"); k >= 0 && s.best(c) >= 0 && same(s.plain(k)) {
			keep([]argument{{s.best(c), 1}})
		}
		return out
	}
	for _, set := range []map[string][]*pattern{s.x.words.verb, s.x.words.adj} {
		for _, p := range set[s.lemma(c)] {
			if p.relation.ID != "responsible-for" {
				continue
			}
			fs := s.fillers(c)
			if !has(fs, slotSubj) {
				for _, t := range s.actors(c, 0) {
					fs = append(fs, filler{slotSubj, t})
				}
			}
			subjects, objects := s.fill(p, fs)
			if same(subjects) {
				keep(objects)
			}
		}
	}
	return out
}
