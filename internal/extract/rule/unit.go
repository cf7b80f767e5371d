package rule

import (
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Units: "2nd Battalion, 5th Special Forces Group", "Museums Office, Ministry of
// Culture". Names of bodies that follow each other after commas go from the smaller
// to the larger.
func (s *sentence) readUnits(n int) {
	r := s.x.schema.Relation("part-of")
	a := s.at[n]
	if r == nil || !s.unit(a) {
		return
	}
	for _, k := range s.tree.Children(n) {
		b := s.at[k]
		if !s.is(k, "appos", "nmod:unmarked", "list", "dep", "conj", "flat") || s.child(k, "cc") >= 0 || !s.unit(b) || s.entity(a) == s.entity(b) {
			continue
		}
		x, y := &s.doc.Mentions[a], &s.doc.Mentions[b]
		if y.First == x.End+1 && s.toks[x.End].Form == "," && !s.enumerated(k) {
			f := &finding{pattern: &pattern{relation: r, trigger: &schema.Trigger{}}, rule: "unit", open: "be part of", anchor: n, words: []int{k}, base: 0.8, stance: &stance{speaker: -1}}
			s.relate(f, []argument{{a, 1}}, []argument{{b, 1}})
		}
	}
}

// bodies are words for what is a part of a larger body or has such parts.
var bodies = set("battery battalion brigade regiment division corps squadron wing fleet company group platoon command force forces office board department ministry directorate bureau branch")

// unit reports whether a mention names a body of soldiers or officials.
func (s *sentence) unit(m int) bool {
	if m < 0 || s.doc.Mentions[m].Kind != text.Name {
		return false
	}
	for i := s.doc.Mentions[m].First; i < s.doc.Mentions[m].End; i++ {
		if bodies[s.lemma(i)] {
			return true
		}
	}
	return false
}

// enumerated reports whether a joined token belongs to a list that "and" ends.
func (s *sentence) enumerated(k int) bool {
	if !s.is(k, "conj") {
		return false
	}
	for _, o := range s.tree.Children(s.toks[k].Head) {
		if s.is(o, "conj") && s.child(o, "cc") >= 0 {
			return true
		}
	}
	return false
}
