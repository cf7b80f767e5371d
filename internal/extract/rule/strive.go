package rule

import "github.com/quadrille-kg/quadrille/schema"

// Striving: "Britain is committed to defeating the group", "the coalition's efforts
// to defeat it". That it will be defeated is no more than possible; that those who
// work for it stand against the group is what the text says.
func (s *sentence) readStrive(v int) {
	r := s.x.schema.Relation("opposes")
	if r == nil || !s.verbal(v) || !s.defeats(v) {
		return
	}
	up := s.strivesIn(v)
	if up < 0 {
		return
	}
	fs := s.fillers(v)
	subjects, objects := s.fill(&pattern{slots: activeSlots}, fs)
	if len(subjects) == 0 && !s.verbal(up) {
		for _, t := range s.nounActors(up) {
			subjects = append(subjects, s.arguments(t, actor)...)
		}
	}
	st := s.stanceOf(up)
	f := &finding{pattern: &pattern{relation: r, trigger: &schema.Trigger{}}, rule: "strive " + s.lemma(v), open: s.lemma(up) + " to " + s.lemma(v), anchor: v, words: []int{up}, base: 0.8, stance: &st}
	s.relate(f, subjects, objects)
	if r := s.x.schema.Relation("cooperates-with"); r != nil && s.verbal(up) {
		// "Britain and the coalition are committed to defeating it" stand together.
		g := *f
		g.pattern, g.open = &pattern{relation: r, trigger: &schema.Trigger{}}, s.lemma(up)+" together to "+s.lemma(v)
		s.mutual(&g, s.joint(up, s.asSubject(up)))
	}
}

// asSubject returns the fillers of a verb, whoever is its grammatical subject as one
// who acts: "are committed to" says what they do.
func (s *sentence) asSubject(v int) []filler {
	fs := s.fillers(v)
	for i := range fs {
		if s.passive(v) && fs[i].slot == slotObj {
			fs[i].slot = slotSubj
		}
	}
	return fs
}

// defeats reports whether a verb does its object down.
func (s *sentence) defeats(v int) bool {
	for _, p := range s.x.words.verb[s.lemma(v)] {
		if len(p.rest) == 0 && (p.relation.ID == "destroyed" || p.relation.ID == "fights" || p.relation.ID == "opposes") {
			return true
		}
	}
	return false
}

// strivesIn returns the word of effort that an infinitive or gerund, or the first of
// several joined, completes; -1 for none.
func (s *sentence) strivesIn(v int) int {
	for d := 0; d < deepest && s.is(v, "conj") && s.toks[v].Head >= 0; d++ {
		v = s.toks[v].Head
	}
	up := s.toks[v].Head
	if up < 0 || !s.is(v, "xcomp", "advcl", "acl", "ccomp", "nmod", "obl") || s.toks[v].XPOS != "VB" && s.toks[v].XPOS != "VBG" && s.toks[v].XPOS != "NN" {
		return -1
	}
	if m := s.marker(v, "mark"); !striving[s.lemma(up)] || m != "" && m != "to" && m != "in" && m != "on" && m != "in order to" && m != "at" {
		return -1
	}
	return up
}

var striving = set("commit work strive unite cooperate struggle labour labor dedicate resolve determine focus persist endeavour endeavor effort determination commitment strategy campaign resolve fight mission coalition committed determined united focused resolute")
