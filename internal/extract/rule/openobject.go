package rule

import "github.com/quadrille-kg/quadrille/internal/text"

// The object of an open claim is what a person would choose. A noun that says nothing
// without its complement becomes a part of the relation, as in "expressed interest in
// donations": (she, express interest in, donations).

// openObject records open claims about an object, or about its complement.
func (s *sentence) openObject(v int, phrase string, subjects []argument, tok int, base float64) {
	k := s.complementOf(tok)
	if last := s.clauseOf(tok); k < 0 && last >= 0 {
		s.openValue(v, phrase, subjects, tok, s.upTo(tok)+" "+s.stretch(tok+1, last), base)
		return
	}
	if k < 0 {
		s.open(v, phrase, subjects, tok, base)
		return
	}
	if len(s.plain(k)) == 0 || s.asking(k) {
		return
	}
	phrase += " " + s.upTo(tok) + " " + s.marker(k, "case")
	if s.marker(k, "case") == "between" && s.child(k, "conj") >= 0 {
		first, last := s.tree.Edges(k)
		for first < k && s.is(first, "case") {
			first++
		}
		s.openValue(v, phrase, subjects, k, s.stretch(first, last), base) // both ends, or neither
		return
	}
	s.open(v, phrase, subjects, k, base)
}

// openValue records open claims whose object is words.
func (s *sentence) openValue(v int, phrase string, subjects []argument, tok int, words string, base float64) {
	f := &finding{rule: "open", open: phrase, anchor: v, words: []int{tok}, base: base}
	for _, a := range subjects {
		s.claim(f, "", a.mention, -1, words, a.sure)
	}
}

// longestClause is how many tokens a clause may have that is a part of an object.
const longestClause = 10

// clauseOf returns the last token of the clause that completes a noun for an idea, "a
// policy of turning boats away", "the right to build"; -1 for none, and for one that
// is too long to be part of a claim.
func (s *sentence) clauseOf(tok int) int {
	m := s.at[tok]
	if m < 0 || s.doc.Mentions[m].Kind != text.Nominal || !s.x.schema.Is(s.typeOf(m), "Concept") || s.named(m) {
		return -1
	}
	for _, k := range s.tree.Children(tok) {
		if k > tok && s.is(k, "acl") && !s.is(k, "acl:relcl") && s.marker(k, "mark") != "" {
			if _, last := s.tree.Edges(k); last-tok <= longestClause {
				return last
			}
		}
	}
	return -1
}

// complementOf returns the head of the phrase that completes a noun: the first with a
// preposition after it, where the noun is an idea, and none that is named; -1 for none.
func (s *sentence) complementOf(tok int) int {
	m := s.at[tok]
	if m < 0 || s.doc.Mentions[m].Kind != text.Nominal || !s.x.schema.Is(s.typeOf(m), "Concept") || s.named(m) {
		return -1
	}
	if quantifiers[s.lemma(tok)] {
		return -1 // "a number of", which the argument skips by itself
	}
	for _, k := range s.tree.Children(tok) {
		if c := s.marker(k, "case"); k > tok && s.is(k, "nmod") && completing[c] && s.doc.Mentions[m].End <= k {
			return k
		}
	}
	return -1
}

// completing are the prepositions that bring what an idea is about.
var completing = set("of in for on to with about between against over into from at towards toward upon among behind")

// upTo is the plain text of a noun from its first modifier: "much more positive view".
func (s *sentence) upTo(tok int) string {
	first := tok
	for _, k := range s.tree.Children(tok) {
		if k < first && s.is(k, "amod", "compound", "nummod", "nmod:desc") {
			first, _ = s.tree.Edges(k)
		}
	}
	for first < tok && (s.toks[first].UPOS == "DET" || s.toks[first].UPOS == "PUNCT") {
		first++
	}
	return s.stretch(first, tok)
}

// resolved is the phrase of an object that stands inside a relation: a pronoun there
// says nothing, and whom it means does.
func (s *sentence) resolved(tok int) string {
	if m := s.at[tok]; m >= 0 && s.doc.Mentions[m].Kind == text.Pronoun {
		if s.empty(m) || !s.named(m) {
			return ""
		}
		return s.nameOf(m)
	}
	if s.toks[tok].UPOS == "PRON" {
		return ""
	}
	return s.phrase(tok)
}

// predicates reports whether a verb says of its object what it is: "calls it a
// tragedy", "made the bridge unusable". That it calls it says nothing.
func (s *sentence) predicates(v int, fs []filler) bool {
	o := s.child(v, "obj", "iobj")
	if o < 0 {
		return false
	}
	if dubbing[s.lemma(v)] && has(fs, slotIobj) {
		return true // "calls it a tragedy", both taken for objects
	}
	for _, k := range s.tree.Children(v) {
		if k > o && s.is(k, "xcomp", "ccomp", "advcl") && s.verbal(k) && empowering[s.lemma(v)] && s.toInfinitive(k) {
			return true // "asked the schools to pay taxes"
		}
	}
	k := s.child(v, "xcomp")
	return k > o && !s.verbal(k) && s.toks[k].XPOS != "VBN"
}

// dubbing are verbs that give their object a name.
var dubbing = set("call name dub label term brand deem consider declare style christen nickname")

// manner reports whether a phrase says how a whole clause is meant, and nothing of
// its own: "in fact", "for example", "with respect to".
func (s *sentence) manner(mark string, tok int) bool { return asides[mark][s.lemma(tok)] }

// asides are the nouns of such phrases, by their prepositions.
var asides = map[string]map[string]bool{
	"in":   set("fact particular general addition order turn short part total contrast case way manner principle practice theory sum conclusion reality effect essence response return detail term regard respect time future past end meantime meanwhile process event opinion view"),
	"for":  set("example instance sake moment"),
	"with": set("respect regard"),
	"at":   set("least most once time moment all first last point"),
	"on":   set("hand contrary average whole behalf"),
	"as":   set("result consequence rule well example matter"),
	"by":   set("way means contrast definition comparison"),
	"of":   set("course"),
}
