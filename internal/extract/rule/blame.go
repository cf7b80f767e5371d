package rule

import (
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Blame: "Chad blamed Libya for the attack on Aouzou", "was charged with the murder of
// Anna Belova", "found guilty of the killing". The deed is that of whoever is blamed
// for it; who blames him says so.
func (s *sentence) readBlame(n int) {
	if s.toks[n].UPOS != "NOUN" || !s.is(n, "obl", "nmod", "obj", "nsubj:pass") {
		return
	}
	ps := s.nounPatterns(s.x.words.event, n)
	deed := s.at[n] >= 0 && s.x.schema.Is(s.typeOf(s.at[n]), "Event")
	if len(ps) == 0 && !deed {
		return
	}
	v, who := s.laidTo(n)
	if len(who) == 0 {
		return
	}
	fs := slices.DeleteFunc(s.nounFillers(n), func(f filler) bool { return slices.Contains(who, f.tok) })
	for _, f := range fs {
		if f.slot == "by" || f.slot == slotPoss || f.slot == slotDemonym {
			return // "condemned Libya for Syria's attack"
		}
	}
	if o := s.child(n, "obj"); o >= 0 {
		fs = append(fs, filler{"of", o}) // "for bombing Aouzou", the deed taken for a noun
	}
	for _, t := range who {
		fs = append(fs, filler{slotSubj, t})
	}
	st := s.blame(v)
	found := finding{anchor: n, words: []int{v, n}, base: 0.85, stance: &st}
	for _, p := range ps {
		f := found
		f.pattern, f.rule, f.open = p, "blame "+s.lemma(n), s.lemma(n)
		subjects, objects := s.fill(p, fs)
		if s.relate(&f, subjects, objects) {
			break
		}
	}
	if r := s.x.schema.Relation("accused"); r != nil && s.is(n, "obj", "nsubj:pass") {
		var accusers []argument
		for _, t := range s.subjectsOf(v) {
			accusers = append(accusers, s.arguments(t, actor)...)
		}
		f := s.findingOf(r, "blame on", v, who[0])
		f.base = 0.9
		s.relate(f, accusers, s.arguments(who[0], target))
	}
	if r := s.x.schema.Relation("responsible-for"); deed && r != nil {
		f := found
		f.pattern, f.rule, f.open = s.findingOf(r, "", n, n).pattern, "blame "+s.lemma(n), "be responsible for"
		var subjects []argument
		for _, t := range who {
			subjects = append(subjects, s.plain(t)...)
		}
		s.relate(&f, subjects, []argument{{s.at[n], 1}})
	}
}

// What brings in the deed after words that lay it to somebody.
var (
	accusing  = map[string]string{"accuse": "of", "convict": "of", "suspect": "of", "charge": "with", "guilty": "of", "blame": "for", "condemn": "for", "denounce": "for", "criticize": "for", "criticise": "for", "rebuke": "for", "fault": "for", "reproach": "for"}
	punishing = set("sentence jail imprison arrest detain try indict prosecute hang execute fine punish want")
	crediting = set("thank praise reward honour honor forgive pardon congratulate commend")
)

// laidTo returns the word that lays the deed n to somebody, and to whom; none where
// there is no such word.
func (s *sentence) laidTo(n int) (v int, who []int) {
	v = s.toks[n].Head
	if v < 0 {
		return -1, nil
	}
	if s.is(n, "obj", "nsubj:pass") {
		if s.lemma(v) == "blame" && s.verbal(v) && s.culprit(v) >= 0 {
			return v, []int{s.referent(s.culprit(v))}
		}
		return -1, nil
	}
	mark := s.marker(n, "case")
	if mark == "" {
		mark = s.marker(n, "mark")
	}
	w := s.lemma(v)
	if accusing[w] != mark && !(punishing[w] && mark == "for") {
		return -1, nil
	}
	if s.verbal(v) {
		return v, s.objectsOf(v)
	}
	switch up := s.toks[v].Head; {
	case s.child(v, "cop") >= 0:
		return v, s.actorsOfCopula(v)
	case s.is(v, "xcomp") && up >= 0 && s.passive(up):
		return v, s.objectsOf(up)
	case s.is(v, "xcomp") && up >= 0:
		return v, s.controller(up, 0)
	}
	return v, nil
}

// culprit returns on whom a deed is blamed, "blamed the bombing of a bus on rebels",
// whatever the parser hung it on: the last that "on" brings in. -1 for nobody.
func (s *sentence) culprit(v int) int {
	o := s.child(v, "obj", "nsubj:pass")
	if o < 0 {
		return -1
	}
	last := -1
	for k := max(o, v) + 1; k < len(s.toks); k++ {
		if s.is(k, "obl", "nmod") && s.marker(k, "case") == "on" && s.under(k, v) && s.at[k] >= 0 && s.x.schema.IsAny(s.typeOf(s.at[k]), []string{"Agent", "Country"}) {
			last = k
		}
	}
	return last
}

// objectsOf returns what fills the object slot of a verb.
func (s *sentence) objectsOf(v int) []int {
	var ts []int
	for _, f := range s.fillers(v) {
		if f.slot == slotObj {
			ts = append(ts, f.tok)
		}
	}
	return ts
}

// blame is how far the text stands behind what a word lays to somebody: it reports
// what accusers and courts say, and leaves open what is only suspected.
func (s *sentence) blame(v int) stance {
	st := s.stanceOf(v)
	if st.negative { // "did not blame"
		st.negative, st.possible = false, true
	}
	w, verb := s.lemma(v), v
	if !s.verbal(v) {
		verb = s.toks[v].Head
	}
	if w == "suspect" || w == "want" || w == "arrest" || w == "detain" || w == "try" {
		st.possible = true
	}
	if verb >= 0 && s.verbal(verb) {
		s.doneBy(verb, &st)
	}
	st.reported = true
	if st.speaker >= 0 && s.doc.Mentions[st.speaker].Kind == text.Adjective {
		st.speaker = -1
	}
	return st
}
