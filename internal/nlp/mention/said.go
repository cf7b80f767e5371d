package mention

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/persons"
)

// said is the type that the sentence itself gives a name, whatever the tagger took it
// for: by the noun before it, by the place it is of, or by the description that
// follows it.
func (s *scan) said(n name) string {
	typ := s.called(n)
	if typ == "" {
		typ = s.placed(n)
	}
	if typ == "" {
		typ = s.described(n)
	}
	if typ == "" {
		typ = s.appended(n)
	}
	switch {
	case s.schema.Is(typ, "Person"):
		if n.sure && n.typ != "Person" && n.typ != "Other" {
			return "" // leaders, rivals and members are as often bodies
		}
		return typ
	case s.schema.IsAny(typ, []string{"Organization", "Place", "Event", "Weapon", "Vehicle", "Work", "Document"}) && typ != "Place":
		return typ
	}
	return ""
}

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
	if h := s.toks[k].Head; h >= n.first && h < n.end {
		return true
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

// at0 reports whether token i is a word of a name as it is written.
func (s *scan) at0(i int) bool { return s.toks[i].UPOS == "PROPN" && capital(s.toks[i].Form) }

// placing are the nouns of places that stand before "of" and the place's own name.
var placing = words("city town village province district county region state island capital suburb neighbourhood neighborhood municipality governorate port hamlet republic kingdom emirate settlement oblast valley peninsula")

// described is the type of the description in apposition to a name: "Halden, a
// Norwegian carmaker,", "the FSB, Russia's security service,". Where the tagger knows
// the name for one of another sort, only "a" is believed: "in Riga, the airline said".
func (s *scan) described(n name) string {
	for i := n.first; i < n.end; i++ {
		a := s.tree.Child(i, "appos")
		if a < n.end+1 || s.toks[n.end].Form != "," && s.toks[n.end].Form != "(" || s.toks[a].UPOS != "NOUN" || s.plural(a) {
			continue
		}
		det := s.tree.Child(a, "det")
		indefinite := det >= 0 && strings.HasPrefix(strings.ToLower(s.toks[det].Form), "a")
		if !indefinite && (n.sure || s.tree.Child(a, "det", "nmod:poss") < 0) {
			continue
		}
		return s.known(s.left(a), a)
	}
	return ""
}

// appended is the type of the definite description that a name is in apposition to:
// "The capital, Kampara, was quiet."
func (s *scan) appended(n name) string {
	if n.first < 2 || s.toks[n.first-1].Form != "," {
		return ""
	}
	h := s.headOf(n)
	k := s.tree.Head(h)
	if s.toks[h].Deprel != "appos" || k < 0 || k >= n.first-1 || s.toks[k].UPOS != "NOUN" || s.plural(k) || s.at0(k) {
		return ""
	}
	if !s.definite(k) && s.tree.Child(k, "nmod:poss") < 0 {
		return ""
	}
	for i := k + 1; i < n.first-1; i++ {
		if s.toks[i].Form == "," || s.toks[i].UPOS == "VERB" {
			return ""
		}
	}
	return s.known(s.left(k), k)
}
