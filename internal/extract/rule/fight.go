package rule

// Fight: "supports Iraq in the fight against Boko Haram". Whoever is helped, or named,
// in a fight against somebody is one who fights it.
func (s *sentence) readFight(n int) {
	if s.toks[n].UPOS != "NOUN" || s.marker(n, "case") != "in" {
		return
	}
	first := s.start(n)
	for _, p := range s.nounPatterns(s.x.words.event, n) {
		if p.relation.ID != "fights" && p.relation.ID != "at-war-with" {
			continue
		}
		fs := s.nounFillers(n)
		if has(fs, slotPoss) || has(fs, slotDemonym) || has(fs, "by") || has(fs, "between") {
			return
		}
		_, objects := s.fill(p, fs)
		for _, m := range s.mentions {
			x := &s.doc.Mentions[m]
			if x.End != first || s.at[x.Head] != m || !s.x.schema.IsAny(s.typeOf(m), []string{"Agent", "Country"}) {
				continue
			}
			f := &finding{pattern: p, rule: "fight " + s.lemma(n), open: s.lemma(n) + " against", anchor: n, words: []int{n}, base: 0.8}
			if s.relate(f, s.arguments(s.firstOf(x.Head), actor), objects) {
				return
			}
		}
	}
}
