package rule

import "github.com/quadrille-kg/quadrille/internal/text"

// nounClause judges a clause by the noun it explains: "plans to attack", "the
// claim that", "no evidence that".
func (s *sentence) nounClause(i, up int, w string, st *stance) {
	toInfinitive := s.toInfinitive(i)
	if n := s.attempted(up); n >= 0 && toInfinitive {
		up, w = n, s.lemma(n)
	}
	switch {
	case absence[w] || lacking(s.marker(i, "mark")):
		st.negative = true
	case telling[w]:
		st.reported = true
		if k := s.child(up, "nmod:poss"); k >= 0 {
			s.saidBy(k, st)
		} else if k := s.child(up, "nmod"); k >= 0 && (s.marker(k, "case") == "by" || s.marker(k, "case") == "from") {
			s.saidBy(k, st)
		} else if k := s.nationality(up); k >= 0 {
			s.saidBy(k, st) // "the American view that"
		} else {
			st.possible = true
		}
	case w == "suspect" && s.marker(i, "mark") == "of":
		st.possible = true // "a suspect of killing", or "police suspect X of killing" taken for a noun
	case toInfinitive && displaying[s.lemma(i)]: // "blocked roads to protest"
	case toInfinitive && !s.ordinal(up), deedless[w] && s.participle(i) && s.child(i, "mark") >= 0:
		st.possible = true
		st.cues = append(st.cues, up)
	}
	if n := s.none(up); n >= 0 && !surety[w] {
		st.negative = true
		st.cues = append(st.cues, n)
	} else if n < 0 && w == "doubt" {
		st.possible = true // "cast doubt that"
	}
}

// none returns the word that says of a noun that there is none of it, "no
// evidence", "without evidence", "a lack of evidence", or -1.
func (s *sentence) none(n int) int {
	for _, k := range s.tree.Children(n) {
		if s.is(k, "det") && s.lemma(k) == "no" || s.is(k, "case") && s.lemma(k) == "without" {
			return k
		}
	}
	if up := s.toks[n].Head; up >= 0 && s.is(n, "nmod") && absence[s.lemma(up)] {
		return up
	}
	return -1
}

// nationality returns the adjective of a country beside a noun, or -1.
func (s *sentence) nationality(n int) int {
	for _, k := range s.tree.Children(n) {
		if s.is(k, "amod") && s.at[k] >= 0 && s.doc.Mentions[s.at[k]].Kind == text.Adjective {
			return k
		}
	}
	return -1
}

// ordinal reports whether a noun is the first or last of its kind, of which an
// infinitive tells what happened: "the first country to recognise it".
func (s *sentence) ordinal(n int) bool {
	for _, k := range append([]int{n}, s.tree.Children(n)...) {
		switch s.lemma(k) {
		case "first", "second", "third", "last", "only":
			return true
		}
	}
	return false
}

// within judges a noun predicate by what holds it: "the threat of an attack", "to
// prevent attacks on", "denied involvement in".
func (s *sentence) within(i, up int, w string, st *stance) {
	if m := s.at[i]; m >= 0 && s.x.schema.IsAny(s.typeOf(m), []string{"Agent", "Place"}) {
		return // somebody is, whatever is wanted of him
	}
	none := s.none(up)
	switch {
	case s.is(i, "nmod") && none >= 0 && (proof[w] || telling[w] || deedless[w]):
		st.negative = true
		st.cues = append(st.cues, none)
	case s.is(i, "nmod", "compound") && absence[w] || s.is(i, "obj") && w == "lack":
		st.negative = true
		st.cues = append(st.cues, up)
	case s.is(i, "nmod", "compound") && deedless[w]:
		st.possible = true
		st.cues = append(st.cues, up)
	case s.is(i, "obj", "obl", "nsubj:pass") && (thwarting[w] || w == "head" || w == "deny"):
		st.negative = w == "deny" || st.negative
		st.possible = st.possible || w != "deny"
		st.cues = append(st.cues, up)
	case s.is(i, "obj") && (attempts[w] || doubting[w] || deedless[w]):
		st.possible = true
		st.cues = append(st.cues, up)
	}
	if s.verbal(up) && s.is(i, "obj", "nsubj:pass") && lightVerbs[w] {
		s.negations(up, st)
		s.mood(up, st)
	}
}
