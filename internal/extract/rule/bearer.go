package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// bearer is who a role noun is said of.
type bearer struct {
	argument
	anchor int
	base   float64
	stance *stance
}

// bearers finds who bears a role noun, by each way English has.
func (s *sentence) bearers(n int) []bearer {
	var bs []bearer
	add := func(tok, anchor int, base float64, st *stance) {
		for _, a := range s.plain(tok) {
			if s.doc.Mentions[a.mention].Head != n && s.alike(n, a.mention) {
				bs = append(bs, bearer{a, anchor, base, st})
			}
		}
	}
	one := func(tok, anchor int, base float64) {
		if m := s.best(tok); m >= 0 && s.doc.Mentions[m].Kind == text.Name && s.alike(n, m) {
			bs = append(bs, bearer{argument{m, 1}, anchor, base, nil})
		}
	}
	up := s.toks[n].Head
	top := n
	// "X is a leader and founder of Y": a joined noun has the bearer of the first.
	if s.is(n, "conj") && up >= 0 && s.toks[up].UPOS == "NOUN" && s.child(n, "cop") < 0 {
		top = up
	}
	if s.child(top, "cop") >= 0 {
		for _, t := range s.actorsOfCopula(top) {
			add(t, top, 0.92, nil)
		}
	}
	if t := s.before(n); t >= 0 {
		one(t, n, 0.82)
	}
	if t := s.after(n); t >= 0 {
		one(t, n, 0.85)
	}
	// "Its leader is Sanaullah Ghafari": the name is the predicate.
	if s.is(n, "nsubj") && up >= 0 && s.child(up, "cop") >= 0 {
		one(up, n, 0.9)
	}
	for _, k := range s.tree.Children(n) {
		switch {
		case s.is(k, "appos", "flat"):
			one(k, n, 0.9)
			if k == s.namedList(n) {
				for _, c := range s.tree.Children(k) {
					if s.is(c, "conj") {
						one(c, n, 0.88)
					}
				}
			}
		case s.is(k, "conj") && s.child(k, "cc") < 0 && s.toks[n].XPOS == "NN" && k > n && s.comma(n, k):
			one(k, n, 0.8) // "its ally, President Assad" taken for a list
		case s.is(k, "nmod", "obl") && s.marker(k, "case") == "of" && s.sortal(n):
			one(k, n, 0.85) // "the republic of Tajikistan"
		}
	}
	if up >= 0 {
		switch {
		case s.is(n, "appos"):
			one(up, n, 0.88)
		case s.is(n, "compound", "nmod:desc", "flat", "amod", "nmod") && up == s.next(n) && s.at[up] >= 0 && s.marker(n, "case") == "":
			one(up, n, 0.85)
		case s.is(n, "obj") && s.verbal(up) && s.child(up, "nsubj:pass") >= 0: // "was elected president of Egypt"
			add(s.referent(s.child(up, "nsubj:pass")), n, 0.85, nil)
		case s.is(top, "xcomp") && s.toks[top].Head >= 0 && s.verbal(s.toks[top].Head):
			for _, t := range s.controller(s.toks[top].Head, 0) {
				add(t, n, 0.85, nil)
			}
		case s.verbal(up) && (s.marker(n, "case") == "as" || s.marker(n, "mark") == "as"):
			for _, f := range s.fillers(up) {
				want := slotSubj
				if s.child(up, "obj") >= 0 || s.passive(up) {
					want = slotObj
				}
				if f.slot == want || f.slot == slotSubj && succeeding[s.lemma(up)] {
					st := s.stanceOf(up)
					if viewing[s.lemma(up)] {
						s.doneBy(up, &st)
					}
					add(f.tok, n, 0.85, &st)
				}
			}
		}
	}
	if len(bs) == 0 {
		// The noun itself, where its chain has a name: "the country's rulers" after
		// they were named.
		if m := s.at[n]; m >= 0 && s.named(m) {
			bs = append(bs, bearer{argument{m, 0.85}, n, 0.8, nil})
		}
	}
	return bs
}

// succeeding are the verbs whose subject and object hold one office after each other.
var succeeding = set("succeed replace")

// before returns the head of the name that a noun phrase follows after a comma or
// dash, "Islamic State-Khorasan – a regional affiliate", where the parser hung the
// phrase on something else; -1 for none. Appositions are what it gets wrong most.
func (s *sentence) before(n int) int {
	if !s.is(n, "appos", "parataxis", "conj", "dep", "list", "nmod") || s.child(n, "cc") >= 0 || s.marker(n, "case") != "" {
		return -1
	}
	first := n
	for _, k := range s.tree.Children(n) {
		if s.is(k, "det", "amod", "compound", "nmod:poss") && k < first {
			first = k
			for _, j := range s.tree.Children(k) {
				first = min(first, j)
			}
		}
	}
	if first < 2 || s.toks[first-1].UPOS != "PUNCT" || strings.ContainsAny(s.toks[first-1].Form, ".;:?!\"”)") {
		return -1
	}
	for _, m := range s.mentions {
		if x := &s.doc.Mentions[m]; x.Kind == text.Name && x.End == first-1 && x.Head != s.toks[n].Head {
			return x.Head
		}
	}
	return -1
}

// after returns the head of the person's name that follows a role noun and its
// complement after a comma, "the director of the FSB, Alexander Bortnikov", where
// the parser hung the name on the complement; -1 for none.
func (s *sentence) after(n int) int {
	if s.at[n] < 0 || s.toks[n].UPOS != "NOUN" || !s.x.schema.Is(s.doc.Mentions[s.at[n]].Type, "Person") {
		return -1
	}
	for _, k := range s.tree.Children(n) {
		if !s.is(k, "nmod") || s.marker(k, "case") != "of" {
			continue
		}
		for _, a := range s.tree.Children(k) {
			if m := s.at[a]; s.is(a, "appos", "conj") && s.child(a, "cc") < 0 && m >= 0 && s.person(m) && !s.x.schema.Is(s.typeOfToken(k), "Person") {
				return a
			}
		}
	}
	return -1
}

// typeOfToken is the type of the mention that a token heads, "" for none.
func (s *sentence) typeOfToken(t int) string {
	if s.at[t] < 0 {
		return ""
	}
	return s.typeOf(s.at[t])
}

// comma reports whether a comma or dash stands between two tokens.
func (s *sentence) comma(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if s.toks[i].UPOS == "PUNCT" {
			return true
		}
	}
	return false
}

// alike reports whether a name can bear a role noun: "the largest province" is
// said of a place, "the founder" is not.
func (s *sentence) alike(n, m int) bool {
	if s.at[n] < 0 || s.doc.Mentions[s.at[n]].Type == "" {
		return true
	}
	t := s.doc.Mentions[s.at[n]].Type
	place := s.x.schema.Is(t, "Place") && t != "Country"
	return !place || s.x.schema.Is(s.typeOf(m), "Place")
}

// sortal nouns say what kind of place a name is.
func (s *sentence) sortal(n int) bool {
	switch s.lemma(n) {
	case "republic", "city", "town", "village", "province", "state", "kingdom", "region", "island", "district", "capital", "port", "emirate":
		return true
	}
	return false
}

// next returns the head of the phrase that begins right after the noun phrase
// of n: the name after "the Chechen capital".
func (s *sentence) next(n int) int {
	if n+1 >= len(s.toks) {
		return -1
	}
	for _, m := range s.mentions {
		x := &s.doc.Mentions[m]
		if x.Kind == text.Name && x.First <= n+1 && n+1 < x.End {
			return x.Head
		}
	}
	return n + 1
}
