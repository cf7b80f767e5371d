package rule

import "github.com/quadrille-kg/quadrille/internal/text"

// fits says how well a mention suits the types of an argument: 1 when its type
// is allowed, less when it could stand for such a thing, 0 when it is not.
func (s *sentence) fits(m int, types []string) float64 {
	t := s.typeOf(m)
	if value(t) {
		return 0
	}
	if s.x.schema.IsAny(t, types) {
		return 1
	}
	// States act: wherever an agent may stand, so may a country.
	if t == "Country" && contains(types, "Agent") {
		return 1
	}
	// So, less often, do their parts: "the state of California sued".
	if t == "Region" && s.doc.Mentions[m].Kind == text.Name && contains(types, "Country") {
		return 0.8
	}
	// What is neither somebody nor somewhere may be a matter of opinion.
	if contains(types, "Concept") && !s.x.schema.IsAny(t, []string{"Agent", "Place"}) {
		return 0.95
	}
	// A name the analyser could not type.
	if s.doc.Mentions[m].Kind == text.Name && (t == "" || t == "Object" || t == "Concept") && (contains(types, "Agent") || contains(types, "Object") || contains(types, "Organization")) {
		return 0.6
	}
	return 0
}

func value(t string) bool { return t == "Date" || t == "Quantity" || t == "Money" }

// rebound replaces an "it" that cannot be what the relation wants by the nearest
// mention before it that can: who claims to be behind "it" speaks of an attack.
func (s *sentence) rebound(args []argument, types []string, others []argument) []argument {
	out := args
	for i, a := range args {
		m := &s.doc.Mentions[a.mention]
		if m.Kind != text.Pronoun || m.Sentence != s.n || !neuter[s.lemma(m.Head)] || s.fits(a.mention, types) > 0 || s.x.schema.IsAny("Agent", types) {
			continue
		}
		if o := s.nearest(m.First, types, others); o >= 0 {
			if &out[0] == &args[0] {
				out = append([]argument{}, args...)
			}
			out[i] = argument{o, a.sure * 0.7}
		}
	}
	return out
}

var neuter = set("it this that")

// nearest returns the last mention before token end, in this sentence or the one
// before, whose type is one of some and whose chain is none of the others'; -1
// for none.
func (s *sentence) nearest(end int, types []string, others []argument) int {
	best := -1
	for _, from := range []*sentence{s, s.earlier} {
		if from == nil || best >= 0 {
			continue
		}
		for _, o := range from.mentions {
			m := &s.doc.Mentions[o]
			if m.Kind == text.Pronoun || m.Kind == text.Adjective || from == s && m.End > end || !s.x.schema.IsAny(s.typeOf(o), types) {
				continue
			}
			taken := false
			for _, a := range others {
				taken = taken || s.entity(a.mention) == s.entity(o)
			}
			if !taken && (best < 0 || m.First > s.doc.Mentions[best].First) {
				best = o
			}
		}
	}
	return best
}
