package mention

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// said is the type that the sentence itself gives a name, whatever the tagger took it
// for: by the noun before it, by the place it is of, or by the description that
// follows it.
func (s *scan) said(n name) string {
	if s.akin(n) {
		return "Person"
	}
	typ := s.called(n)
	if typ == "" {
		typ = s.placed(n)
	}
	if typ == "" {
		typ = s.located(n)
	}
	if typ == "" {
		typ = s.described(n)
	}
	if typ == "" {
		typ = s.appended(n)
	}
	if typ == "" {
		typ = s.named(n)
	}
	switch {
	case n.typ == "Person" && n.end-n.first > 1 && persons.Given(s.toks[n.first].Form) != 0 && typ != "Person":
		return "" // "I e-mailed Vince Kaminski", "after the election Mahmoud Abbas talked"
	case s.schema.Is(typ, "Person"):
		if n.sure && n.typ == "Organization" || n.typ == "Place" && n.end-n.first == 1 {
			return "" // leaders, rivals and members are as often bodies
		}
		return typ
	case s.schema.IsAny(typ, []string{"Organization", "Place", "Event", "Weapon", "Vehicle", "Work", "Document"}) && typ != "Place":
		return typ
	}
	return ""
}

// akin reports whether a name stands after a word for somebody's kin: "his wife,
// Hadiza", "Ali Hassan's son Salem". Nothing but a person is.
func (s *scan) akin(n name) bool {
	k := n.first - 1
	if k > 0 && s.toks[k].Form == "," {
		k--
	}
	return k > 0 && s.toks[k].UPOS == "NOUN" && kin[s.lemma(k)] && s.tree.Child(k, "nmod:poss") >= 0 && (s.joined(k, n) || s.toks[s.headOf(n)].Deprel == "conj")
}

var kin = words("wife husband spouse widow widower son daughter brother sister mother father uncle aunt nephew niece cousin grandson granddaughter grandfather grandmother fiancée fiancé girlfriend boyfriend")

// called is the type of the noun just before a name that it is joined to: "the
// jihadist group Harakat al-Nur", "the newspaper Kurier", "software maker Quantix".
func (s *scan) called(n name) string {
	k := n.first - 1
	if k >= 0 && quote(s.toks[k].Form) {
		k-- // the newspaper "Kurier"
	}
	if k < 0 || s.toks[k].UPOS != "NOUN" || s.plural(k) && s.lemma(k) == strings.TrimSuffix(strings.ToLower(s.toks[k].Form), "s") || capital(s.toks[k].Form) && k > 0 && !s.sent.Heading {
		return ""
	}
	if !s.joined(k, n) || persons.IsTitle(s.toks[n.first].Form) {
		return ""
	}
	return s.known(max(0, k-3), k)
}

// joined reports whether the tree ties noun k and a name right after it, as a
// description and what it describes.
func (s *scan) joined(k int, n name) bool {
	h := s.toks[k].Head
	if h >= n.first && h < n.end || h >= 0 && h == s.toks[n.first].Head && s.toks[k].Deprel == s.toks[n.first].Deprel {
		return true // the second where the parser gives a verb two subjects
	}
	for i := n.first; i < n.end; i++ {
		if s.toks[i].Head == k {
			switch s.toks[i].Deprel {
			case "appos", "flat", "compound", "nmod:desc", "nmod", "nmod:unmarked", "dep":
				return true
			}
		}
	}
	return false
}

// placed is the type of a place that is named after its kind and "of": "the village
// of Ba'idn", "the towns of Jabla and Tartus".
func (s *scan) placed(n name) string {
	first := n.first
	if first > 2 && s.toks[first-1].UPOS == "CCONJ" && s.at0(first-2) {
		for first--; first > 0 && s.at0(first-1); first-- {
		}
	}
	if first < 2 || s.toks[first-1].Form != "of" || s.toks[first-2].UPOS != "NOUN" {
		return ""
	}
	if typ := s.known(first-2, first-2); s.schema.IsAny(typ, []string{"City", "Region", "Country"}) && placing[s.lemma(first-2)] {
		return typ
	}
	return ""
}

// located is the type of a name before the noun of a place: "the Al-Sinek
// neighbourhood", "the Hamrin mountains".
func (s *scan) located(n name) string {
	h := s.headOf(n)
	v := s.tree.Head(h)
	if v != n.end || s.toks[v].UPOS != "NOUN" || capital(s.toks[v].Form) || n.typ == "Person" || !tree.Is(s.toks[h].Deprel, "compound", "nmod:desc", "amod") {
		return ""
	}
	if typ := s.known(v, v); placing[s.lemma(v)] && s.lemma(v) != "state" || landforms[s.lemma(v)] {
		return typ
	}
	return ""
}

var landforms = words("mountain river valley lake desert hill neighbourhood neighborhood peninsula plateau strait basin coast")

// at0 reports whether token i is a word of a name as it is written.
func (s *scan) at0(i int) bool { return s.toks[i].UPOS == "PROPN" && capital(s.toks[i].Form) }

// placing are the nouns of places that stand before "of" and the place's own name.
var placing = words("city town village province district county region state island capital suburb neighbourhood neighborhood municipality governorate port hamlet republic kingdom emirate settlement oblast valley peninsula")

// described is the type of the description in apposition to a name: "Halden, a
// Norwegian carmaker,", "the FSB, Russia's security service,". Where
// a verb follows, "the" is not believed: "in Riga, the airline said".
func (s *scan) described(n name) string {
	for i := n.first; i < n.end; i++ {
		a := s.tree.Child(i, "appos")
		if a < n.end+1 || s.toks[n.end].Form != "," && s.toks[n.end].Form != "(" || s.toks[a].UPOS != "NOUN" || s.plural(a) {
			continue
		}
		det := s.tree.Child(a, "det")
		indefinite := det >= 0 && strings.HasPrefix(strings.ToLower(s.toks[det].Form), "a")
		if !indefinite && (s.tree.Child(a, "det", "nmod:poss") < 0 || a+1 < len(s.toks) && tree.Is(s.toks[a+1].UPOS, "VERB", "AUX", "ADV")) {
			continue
		}
		return s.known(s.left(a), a)
	}
	return ""
}

// appended is the type of the description that a name is in apposition to: "The
// capital, Kampara, was quiet", "three ports, Odesa, Chornomorsk and Reni".
func (s *scan) appended(n name) string {
	h := s.headOf(n)
	list := s.toks[h].Deprel == "conj"
	if list {
		h = s.tree.Head(h)
	}
	k := s.tree.Head(h)
	if h < 2 || s.toks[h].Deprel != "appos" || k < 0 || k >= h-1 || s.toks[k].UPOS != "NOUN" || s.at0(k) {
		return ""
	}
	if s.plural(k) && (n.sure && n.typ != "Other" || s.tree.Child(k, "nummod", "det") < 0) || list && !s.plural(k) {
		return ""
	}
	if !s.plural(k) && !s.definite(k) && s.tree.Child(k, "nmod:poss") < 0 {
		return ""
	}
	commas := 0
	for i := k + 1; i < h; i++ {
		if s.toks[i].Form == "," {
			commas++
		}
		if commas > 1 || s.toks[i].UPOS == "VERB" {
			return ""
		}
	}
	if commas == 0 {
		return ""
	}
	return s.known(s.left(k), k)
}

// named is the type of what is said to be called so: "One of the bombers was called
// Bazirov", "a town named Harfa".
func (s *scan) named(n name) string {
	h := s.headOf(n)
	v := s.tree.Head(h)
	if v < 0 || s.toks[v].UPOS != "VERB" || !tree.Is(s.lemma(v), "call", "name") || !tree.Is(s.toks[h].Deprel, "xcomp", "obj") || h < v {
		return ""
	}
	who := s.tree.Child(v, "nsubj:pass")
	if who < 0 && tree.Is(s.toks[v].Deprel, "acl") {
		who = s.tree.Head(v)
	}
	switch {
	case who < 0:
		return ""
	case s.counted(who) >= 0:
		who = s.counted(who)
	}
	return s.known(s.left(who), who)
}
