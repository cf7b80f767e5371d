package rule

import "strings"

// mood looks for what makes a clause one of things that are not, or not yet: an
// auxiliary, "may attack", "will attack"; an adverb, "perhaps"; a command, "Attack
// the bridge!", "please attack"; a heading, "How to attack"; a condition, "if X
// attacked"; of a noun, that it is "the alleged leader".
func (s *sentence) mood(p int, st *stance) {
	for _, k := range s.tree.Children(p) {
		if s.hedge(k) {
			st.possible = true
			st.cues = append(st.cues, k)
		}
	}
	if s.command(p) || s.is(p, "root") && s.toInfinitive(p) || s.inverted(p) {
		st.possible = true
	}
}

// hedge reports whether a word says of its clause, or noun, that it is not surely so.
func (s *sentence) hedge(k int) bool {
	w, form := s.lemma(k), strings.ToLower(s.toks[k].Form)
	switch s.rel(k) {
	case "aux":
		return hedging[w] || hedging[form]
	case "advmod":
		return hedges[w] || w == "please"
	case "discourse":
		return w == "please"
	case "amod":
		return alleged[form]
	case "mark":
		return s.unreal(k)
	}
	return false
}

// inverted reports whether a clause is a condition by its order: "Had Russia
// attacked", "should Russia attack".
func (s *sentence) inverted(p int) bool {
	k := s.child(p, "aux", "aux:pass", "cop")
	if k < 0 || s.toks[len(s.toks)-1].Form == "?" {
		return false
	}
	switch strings.ToLower(s.toks[k].Form) {
	case "had", "were", "should":
		first, _ := s.tree.Edges(p)
		return k == first && s.child(p, "nsubj", "nsubj:pass") > k
	}
	return false
}

// unreal reports whether a conjunction makes a clause a condition: "if", "as if".
func (s *sentence) unreal(k int) bool {
	if unreal[s.lemma(k)] {
		return true
	}
	for _, f := range s.tree.Children(k) {
		if w := s.lemma(f); w == "if" || w == "though" && s.is(f, "fixed") {
			return true
		}
	}
	return k+1 < len(s.toks) && s.lemma(k) == "as" && (s.lemma(k+1) == "if" || s.lemma(k+1) == "though")
}

// command reports whether a verb is an imperative: its bare form without a
// subject, "Leave the town", "do not leave the town".
func (s *sentence) command(p int) bool {
	if s.toks[p].XPOS != "VB" || !s.verbal(p) || !s.is(p, "root", "parataxis", "ccomp") || s.child(p, "nsubj", "nsubj:pass", "csubj", "expl", "mark") >= 0 {
		return false
	}
	for _, k := range s.tree.Children(p) {
		if s.is(k, "aux") && s.lemma(k) != "do" {
			return false
		}
	}
	return true
}

// toInfinitive reports whether a clause is an infinitive with "to".
func (s *sentence) toInfinitive(p int) bool {
	for _, k := range s.tree.Children(p) {
		if s.is(k, "mark") && s.lemma(k) == "to" {
			return !s.participle(p)
		}
	}
	return false
}

// participle reports whether a word is a present participle that no auxiliary
// makes a tense: "leaving the town".
func (s *sentence) participle(p int) bool {
	return s.toks[p].XPOS == "VBG" && s.child(p, "aux") < 0
}

// past reports whether a clause is told in the past, or in the perfect, and no
// auxiliary puts it into doubt.
func (s *sentence) past(p int) bool {
	told := s.toks[p].XPOS == "VBD"
	for _, k := range s.tree.Children(p) {
		if !s.is(k, "aux", "cop") {
			continue
		}
		if hedging[s.lemma(k)] {
			return false
		}
		told = told || s.toks[k].XPOS == "VBD" || s.is(k, "aux") && s.lemma(k) == "have"
	}
	return told
}

// tensed reports whether a verb has a tense or an auxiliary of its own.
func (s *sentence) tensed(p int) bool {
	x := s.toks[p].XPOS
	return x == "VBD" || x == "VBZ" || s.child(p, "aux", "cop") >= 0
}
