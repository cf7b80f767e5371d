package rule

// Adjective: "hostile to Russia", "responsible for the attack".
func (s *sentence) readAdjective(p int) {
	if u := s.toks[p].UPOS; u != "ADJ" && u != "VERB" && !(u == "ADV" && s.child(p, "cop") >= 0) {
		return
	}
	for _, pat := range s.nounPatterns(s.x.words.adj, p) {
		var fs []filler
		for _, k := range s.tree.Children(p) {
			if m := s.marker(k, "case"); s.is(k, "obl", "nmod") && m != "" {
				fs = append(fs, filler{m, s.referent(k)})
			}
		}
		up := s.toks[p].Head
		switch {
		case s.child(p, "cop") >= 0:
			for _, t := range s.actorsOfCopula(p) {
				fs = append(fs, filler{slotSubj, t})
			}
		case s.is(p, "amod", "acl", "acl:relcl") && up >= 0:
			fs = append(fs, filler{slotSubj, up})
		case s.is(p, "xcomp") && up >= 0:
			for _, t := range s.controller(up, 0) {
				fs = append(fs, filler{slotSubj, t})
			}
		}
		subjects, objects := s.fill(pat, fs)
		f := &finding{pattern: pat, rule: "adj " + s.lemma(p), open: "be " + s.lemma(p), anchor: p, base: 0.9}
		if s.relate(f, subjects, objects) {
			return
		}
	}
}
