package rule

import "github.com/quadrille-kg/quadrille/internal/text"

// Post: "Joseph Votel, commander, U.S. Central Command", "Gary Volesky, commander
// Land Component Command". Soldiers and officials write the body that a post belongs
// to beside it, after a comma or after nothing.
func (s *sentence) readPost(n int) {
	if s.toks[n].UPOS != "NOUN" && s.toks[n].UPOS != "PROPN" || s.child(n, "nmod", "nmod:poss", "det") >= 0 {
		return
	}
	body := s.bodyAfter(n)
	if body < 0 {
		return
	}
	for _, p := range s.nounPatterns(s.x.words.noun, n) {
		if p.relation.ID != "leader-of" && p.relation.ID != "commands" {
			continue
		}
		for _, b := range s.bearers(n) {
			if !s.person(b.mention) {
				continue
			}
			f := &finding{pattern: p, rule: "post " + s.lemma(n), open: "be " + s.lemma(n) + " of", anchor: b.anchor, words: []int{n}, base: 0.85, stance: b.stance}
			if s.relate(f, []argument{b.argument}, []argument{{body, 1}}) {
				return
			}
		}
	}
}

// bodyAfter returns the organisation named right after a token, with or without a
// comma between them; -1 for none.
func (s *sentence) bodyAfter(n int) int {
	for _, m := range s.mentions {
		x := &s.doc.Mentions[m]
		parted := x.First == n+2 && s.toks[n+1].Form == ","
		if (x.First == n+1 || parted) && x.Kind == text.Name && s.x.schema.Is(s.typeOf(m), "Organization") && s.is(x.Head, "appos", "list", "nmod:unmarked", "flat", "compound", "conj", "dep") {
			return m
		}
	}
	return -1
}
