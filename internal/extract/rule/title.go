package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Title: "President Vladimir Putin", "Foreign Minister Julie Bishop". Apposition:
// "Dalerdzhon Mirzoyev, one of the suspects". Both say what a person or thing is.
func (s *sentence) readTitle(n int) {
	m := s.at[n]
	if m < 0 || s.doc.Mentions[m].Kind != text.Name {
		return
	}
	if s.person(m) {
		if first, last, ok := s.titleOf(n); ok {
			f := &finding{rule: "title", open: "be", anchor: n, words: []int{first, last}, base: 0.92, stance: &stance{speaker: -1}}
			s.claim(f, "has-role", m, -1, s.index.Slice(s.toks[first].Span.Cover(s.toks[last].Span)), 1)
			s.reign(n, last, m)
		}
	}
	for _, k := range s.tree.Children(n) {
		if !s.is(k, "appos") || s.toks[k].UPOS != "NOUN" || s.timely(k) || telling[s.lemma(k)] || s.aside(n, k) || s.toks[k].XPOS == "NNS" && s.child(n, "conj") >= 0 {
			continue
		}
		if b := s.at[k]; b >= 0 && (s.differ(m, b) || s.doc.Mentions[b].Kind == text.Name && s.x.schema.Is(s.typeOf(m), "Place")) {
			continue // "near Palmyra, two strikes"; "Mosul district, Ninewa province"
		}
		f := &finding{rule: "apposition", open: "be", anchor: n, words: []int{k}, base: 0.8, stance: &stance{speaker: -1}}
		relation := "is-a"
		if s.person(m) {
			relation = "has-role"
			if b := s.at[k]; b >= 0 && !s.x.schema.Is(s.typeOf(b), "Agent") && s.entity(b) != s.entity(m) {
				continue // "a member all his life": no role
			}
		}
		if hollow[s.lemma(k)] && !s.completed(k) {
			continue
		}
		if v := s.phrase(k); v != "" {
			s.claim(f, relation, m, -1, v, 1)
		}
	}
}

// aside reports whether an apposition stands in brackets or behind a colon or semicolon,
// where it may be anything: "(tennis)", "(clarification needed)".
func (s *sentence) aside(n, k int) bool {
	for i := n + 1; i < k; i++ {
		if f := s.toks[i].Form; f == "(" || f == "[" || f == ":" || f == ";" {
			return true
		}
	}
	return false
}

// reign reads "President Ilham Aliyev of Azerbaijan": the office before the name is
// held in the state after it.
func (s *sentence) reign(n, office, m int) {
	for _, k := range s.tree.Children(n) {
		if !s.is(k, "nmod") || s.marker(k, "case") != "of" || s.typeOfToken(k) != "Country" {
			continue
		}
		for _, p := range s.nounPatterns(s.x.words.noun, office) {
			if p.relation.ID == "leader-of" || p.relation.ID == "rules" || p.relation.ID == "works-for" {
				f := &finding{pattern: p, rule: "title", open: "be " + s.lemma(office) + " of", anchor: n, words: []int{office}, base: 0.88, stance: &stance{speaker: -1}}
				if s.relate(f, []argument{{m, 1}}, []argument{{s.at[k], 1}}) {
					break
				}
			}
		}
	}
}

// titleOf returns the tokens of the title that leads up to a person's name: a
// role noun and what belongs to it, right before the first name.
func (s *sentence) titleOf(n int) (first, last int, ok bool) {
	person := s.x.schema.Type("Person")
	if person == nil {
		return 0, 0, false
	}
	start := n
	for start > 0 && s.toks[start-1].UPOS == "PROPN" && s.samePhrase(start-1, n) {
		start--
	}
	last = -1
	for i := start; i <= n; i++ {
		if s.roleWord(person.Nouns, i) {
			last = i
		}
	}
	if last < 0 && start > 0 && s.roleWord(person.Nouns, start-1) && s.samePhrase(start-1, n) {
		last = start - 1
	}
	if last < 0 || s.toks[last].XPOS == "NNS" || last+1 >= s.doc.Mentions[s.at[n]].End || s.toks[last+1].UPOS != "PROPN" {
		return 0, 0, false
	}
	first = last
	for first > 0 && (s.is(first-1, "compound", "amod") && s.toks[first-1].Head == last || s.toks[first-1].Head == first && s.is(first-1, "compound")) {
		first--
	}
	return first, last, true
}

func (s *sentence) roleWord(nouns []string, i int) bool {
	return contains(nouns, s.lemma(i)) || contains(nouns, strings.ToLower(s.toks[i].Form))
}

// samePhrase reports whether two tokens belong to one name phrase.
func (s *sentence) samePhrase(i, n int) bool {
	return s.is(i, "compound", "flat", "nmod", "amod") && (s.toks[i].Head == n || s.toks[n].Head == i || s.toks[i].Head == s.toks[n].Head) ||
		s.toks[n].Head == i && s.is(n, "flat", "appos")
}
