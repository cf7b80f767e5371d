package rule

import "github.com/quadrille-kg/quadrille/schema"

// Setting: "Kerry raised the matter in a call with Lavrov", "in talks with Iran, the
// ministers agreed". Who does something in an exchange with others takes part in it.
func (s *sentence) readSetting(n int) {
	v := s.toks[n].Head
	if v < 0 || !s.is(n, "obl") || !s.verbal(v) || s.toks[n].UPOS != "NOUN" || !during[s.marker(n, "case")] {
		return
	}
	for _, p := range s.nounPatterns(s.x.words.event, n) {
		if !p.relation.Symmetric || p.slots["with"] != schema.Object || !exchanges[p.relation.ID] {
			continue
		}
		fs := s.nounFillers(n)
		if has(fs, slotPoss) || has(fs, "between") || has(fs, "by") {
			return
		}
		_, objects := s.fill(p, fs)
		var subjects []argument
		for _, t := range s.subjectsOf(v) {
			subjects = append(subjects, s.arguments(t, actor)...)
		}
		f := &finding{pattern: p, rule: "setting " + s.lemma(n), open: s.lemma(n) + " with", anchor: v, words: []int{n}, base: 0.85}
		if s.relate(f, subjects, objects) {
			return
		}
	}
}

var (
	during    = set("in on during at after over")
	exchanges = set("met-with negotiated-with communicated-with")
)
