package rule

// Backing: "Chad retook the town with the help of France", "with Iranian support,
// Hezbollah captured Qusayr". Whoever's help somebody has in what he does helps him.
func (s *sentence) readBacking(n int) {
	if s.toks[n].UPOS != "NOUN" || !s.is(n, "obl", "nmod") || len(s.x.words.event[s.lemma(n)]) == 0 {
		return
	}
	if m := s.marker(n, "case"); m != "with" && m != "thanks to" {
		return
	}
	v := s.toks[n].Head
	if v < 0 || !s.verbal(v) {
		return
	}
	for _, p := range s.nounPatterns(s.x.words.event, n) {
		if !helping[p.relation.ID] {
			continue
		}
		var helpers, helped []argument
		for _, f := range s.nounFillers(n) {
			switch f.slot {
			case "of", "from", "by", slotPoss:
				helpers = append(helpers, s.plain(f.tok)...)
			case slotDemonym:
				helpers = append(helpers, argument{s.demonymAt(f.tok), 0.95})
			}
		}
		for _, t := range s.subjectsOf(v) {
			helped = append(helped, s.plain(t)...)
		}
		st := s.stanceOf(v)
		f := &finding{pattern: p, rule: "backing " + s.lemma(n), open: s.lemma(n), anchor: n, words: []int{n}, base: 0.82, stance: &st}
		if s.relate(f, helpers, helped) {
			return
		}
	}
}

// helping are the relations of those who help.
var helping = set("assisted supports funded trained supplied")
