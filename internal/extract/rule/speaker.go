package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// framed looks for words beside a predicate that hand it to a speaker: "according
// to X", "in X's view", ", X said". What the climb comes from is none of them.
func (s *sentence) framed(p, from int, st *stance) {
	if st.reported {
		return
	}
	for _, k := range s.tree.Children(p) {
		switch {
		case k == from:
		case s.is(k, "obl", "nmod", "advcl", "advmod", "dep"):
			m := s.marker(k, "case")
			if strings.HasPrefix(m, "accord") || m == "per" {
				if w := s.best(k); w >= 0 && s.speaks(w) {
					s.saidBy(k, st)
				}
				return
			}
			if telling[s.lemma(k)] && (m == "in" || m == "by" || m == "from" || m == "to") {
				if w := s.child(k, "nmod:poss"); w >= 0 {
					s.saidBy(w, st)
					return
				}
			}
			if m == "in" && (telling[s.lemma(k)] || s.lemma(k) == "word") && s.child(k, "det") >= 0 {
				if w := s.child(k, "nmod"); w >= 0 && s.marker(w, "case") == "of" {
					st.cues = append(st.cues, k)
					s.saidBy(w, st) // "in the words of Ann Berg"
					return
				}
			}
			if s.lemma(k) == "accord" {
				if o := s.child(k, "obl", "nmod"); o >= 0 {
					s.saidBy(o, st)
					return
				}
			}
		case s.is(k, "parataxis") && quoting[s.lemma(k)] && !s.saysMore(k):
			if w := s.child(k, "nsubj"); w >= 0 {
				st.cues = append(st.cues, k)
				s.saidBy(w, st)
				return
			}
		}
	}
}

// saysMore reports whether a verb of saying has words of its own after it, before
// any semicolon: then it quotes those, not what stands before.
func (s *sentence) saysMore(k int) bool {
	c := s.child(k, "ccomp", "obj", "xcomp", "advcl")
	if c < 0 || s.lemma(k) == "tell" && s.is(c, "obj") { // "he told reporters"
		return false
	}
	for i := k + 1; i < c; i++ {
		if s.toks[i].Form == ";" {
			return false
		}
	}
	return true
}

// saidBy makes the stance a report of whoever token w is.
func (s *sentence) saidBy(w int, st *stance) {
	m := s.best(s.referent(w))
	if m >= 0 && !s.speaks(m) {
		st.possible = true
		return
	}
	if m >= 0 && s.empty(m) && !s.x.schema.Is(s.typeOf(m), "Organization") {
		st.possible = true // "I think", "you may say", where nobody knows who speaks
		return
	}
	st.reported = true
	if m >= 0 && st.speaker < 0 {
		st.speaker = m
		st.cues = append(st.cues, w)
	}
}

// speak makes the subject of a verb of saying the speaker.
func (s *sentence) speak(verb int, st *stance) {
	if s.passive(verb) {
		for _, k := range s.tree.Children(verb) {
			if s.is(k, "obl:agent") {
				s.saidBy(k, st)
			}
		}
		return
	}
	for _, t := range s.actors(verb, 0) {
		for _, a := range s.plain(t) {
			if s.speaks(a.mention) {
				s.saidBy(s.headToken(a.mention, t), st)
				return
			}
		}
	}
}

// headToken returns the head of a mention of this sentence, else the token.
func (s *sentence) headToken(m, tok int) int {
	if s.doc.Mentions[m].Sentence == s.n {
		return s.doc.Mentions[m].Head
	}
	return tok
}

// speaks reports whether a mention can state something: an agent, a state, a
// document; "evidence" and "footage" do not speak for anybody.
func (s *sentence) speaks(m int) bool {
	if s.doc.Mentions[m].Kind == text.Name {
		return true
	}
	if x := &s.doc.Mentions[m]; x.Sentence == s.n && x.Head < len(s.toks) && papers[s.lemma(x.Head)] {
		return true
	}
	return s.x.schema.IsAny(s.typeOf(m), []string{"Agent", "Country", "City", "Document", "Region"})
}

// papers are what is written to be read: whoever wrote it says so.
var papers = set("release statement report study survey paper poll post tweet filing newsletter bulletin dispatch memo communique website article editorial document")

// doneBy makes whoever does a verb the speaker, who views or accuses: its subject,
// or of a passive the agent.
func (s *sentence) doneBy(v int, st *stance) {
	st.reported = true
	if s.passive(v) {
		for _, k := range s.tree.Children(v) {
			if s.is(k, "obl:agent") || (s.is(k, "obl") && s.marker(k, "case") == "by") {
				s.saidBy(k, st)
			}
		}
		return
	}
	for _, t := range s.actors(v, 0) {
		s.saidBy(t, st)
		return
	}
}

// spoken reports whether a clause that the parser hung on a verb of saying as an
// adverb is what is said: "Israel bombed Damascus, Reuters reported".
func (s *sentence) spoken(i, up int, w string) bool {
	return i < up && quoting[w] && s.child(i, "mark") < 0 && s.child(i, "nsubj", "nsubj:pass") >= 0 && !s.participle(i) && s.comma(i, up) && s.child(up, "ccomp") < 0
}

// wordsOf reports whether the word above a clause says whose words the clause is.
func (s *sentence) wordsOf(i, up int) bool {
	w := s.lemma(up)
	return s.is(i, "ccomp", "xcomp", "csubj") && saying[w] || s.is(i, "acl") && telling[w] || s.is(i, "advcl") && blaming[w]
}
