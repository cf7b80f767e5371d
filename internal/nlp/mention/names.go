package mention

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/schema"
)

// name is a span of tokens that is, or may be, a name.
type name struct {
	first, end int
	typ        string
	listed     bool         // among the schema's names
	adjective  bool         // "Russian": a demonym that modifies
	sure       bool         // listed, or found by the tagger
	entry      *schema.Name // for a listed one
}

// findNames collects candidates from the schema's list, from the tagger and from
// capital letters, joins those that are parts of one name, and keeps the widest.
func (s *scan) findNames() {
	s.inner = s.listed()
	all := append(slices.Clone(s.inner), s.tagged()...)
	all = append(all, s.written()...)
	s.names = s.widest(all)
	s.at = make([]int, len(s.toks))
	for i := range s.at {
		s.at[i] = -1
	}
	for k, n := range s.names {
		for i := n.first; i < n.end; i++ {
			s.at[i] = k
		}
	}
}

// listed finds the schema's names, whole words, longest first.
func (s *scan) listed() []name {
	var out []name
	shout := s.shouting()
	for i := 0; i < len(s.toks); {
		e, end, ok := s.Finder.names.match(s.toks, i, shout || s.dateline(i))
		if !ok || !s.plausible(i, end, e) {
			i++
			continue
		}
		n := name{first: i, end: end, typ: e.name.Type, listed: true, sure: true, entry: e.name}
		if e.people {
			switch h := s.top(i, end); {
			case s.modifies(h):
				n.adjective = true
			case s.plural(h) || s.definite(h):
				n.typ = "People"
			case s.toks[h].UPOS == "ADJ":
				n.adjective = true // "it is Russian"
			case s.tree.Child(h, "det") >= 0:
				n.typ = "Person" // "a Russian"
				n.listed = false
			default:
				n.adjective = true // "Tajik and other workers"
			}
		}
		out = append(out, n)
		i = end
	}
	return out
}

// dateline reports a place in capitals, as "WASHINGTON (AP)" begins.
func (s *scan) dateline(i int) bool {
	return len(s.toks[i].Form) > 3 && shouted(s.toks[i].Form) && (strings.HasSuffix(s.toks[i].Name, "Place") || i == 0 && s.sent.Heading)
}

// ambiguous are listed names that spell an English word when they stand first in
// a sentence, or in capitals.
var ambiguous = words("IS US WHO CAR AU PA Nice Turkey Mali Chad Phoenix Bath Labour Guardian Telegram Apple Amazon Amnesty Reading Wells Java Java Eta Wagner March Polish Swift RT")

// plausible reports whether a listed name that was matched is one here.
func (s *scan) plausible(first, end int, e entry) bool {
	if end-first > 1 {
		return true
	}
	tok := &s.toks[first]
	if strings.HasSuffix(tok.Name, "Person") && !e.people {
		// The list knows more cities than the tagger; but Jordan may be a man,
		// and Grant's surname a town's.
		alone := tok.Name[0] == 'B' && (first+1 == len(s.toks) || !strings.HasPrefix(s.toks[first+1].Name, "I-"))
		return alone && persons.Given(tok.Form) == 0
	}
	if tok.Name != "" {
		return true
	}
	switch tok.UPOS {
	case "PROPN":
		return true
	case "ADJ", "NOUN":
		return e.people || !ambiguous[tok.Form] || first > 0 && !s.sent.Heading
	}
	return !ambiguous[tok.Form] && !s.shouting()
}

// shouting reports whether the whole sentence is in capitals, so that they say
// nothing.
func (s *scan) shouting() bool {
	upper := 0
	for i := range s.toks {
		switch {
		case shouted(s.toks[i].Form):
			upper++
		case strings.ToLower(s.toks[i].Form) == s.toks[i].Form && capital(strings.ToUpper(s.toks[i].Form)):
			return false
		}
	}
	return upper > 2
}

// tagged reads the BIO labels of the name tagger.
func (s *scan) tagged() []name {
	var out []name
	for i := 0; i < len(s.toks); {
		_, typ, ok := strings.Cut(s.toks[i].Name, "-")
		end := i + 1
		for ; end < len(s.toks) && s.toks[end].Name == "I-"+typ; end++ {
		}
		if ok && !valueType(typ) {
			if first, last := s.trim(i, end); first < last && !(last-first == 1 && s.toks[first].UPOS == "ADJ" && typ != "Person" && typ != "Place") {
				out = append(out, name{first: first, end: last, typ: typ, sure: true})
			}
		}
		i = end
	}
	return out
}

// trim takes articles, quotes and possessive marks off a tagged name.
func (s *scan) trim(first, end int) (int, int) {
	for i := first + 1; i+1 < end; i++ {
		// "the republic of Tajikistan" is a description and a name.
		if s.toks[i].Form == "of" && !capital(s.toks[i-1].Form) {
			first = i + 1
		}
		// So is "Chechen capital Grozny".
		if s.toks[i].UPOS == "NOUN" && !capital(s.toks[i].Form) && capital(s.toks[i+1].Form) {
			first = i + 1
		}
	}
	for first < end && (s.toks[first].UPOS == "DET" || s.toks[first].UPOS == "PUNCT") {
		first++
	}
	for end > first && (s.toks[end-1].UPOS == "PUNCT" || s.toks[end-1].UPOS == "PART") {
		end--
	}
	return first, end
}

// written finds rows of proper nouns that the tree joins to one another: evidence
// of a name where the tagger saw none. A headline's capitals say less, and there
// the tag alone decides.
func (s *scan) written() []name {
	var out []name
	for i := 0; i < len(s.toks); {
		if !s.proper(i) {
			i++
			continue
		}
		end := i + 1
		for end < len(s.toks) && s.joins(i, end) {
			end++
		}
		end = s.titleOf(i, end)
		for end > i+1 && s.toks[end-1].UPOS == "PUNCT" {
			end--
		}
		out = append(out, name{first: i, end: end})
		i = end
	}
	return out
}

// proper reports whether token i is written as a name's word is: tagged a proper
// noun, or a noun with a capital where only names have one.
func (s *scan) proper(i int) bool {
	tok := &s.toks[i]
	switch {
	case tok.UPOS == "PROPN":
		return capital(tok.Form) || s.particle(i)
	case tok.UPOS != "NOUN" || i == 0 || s.sent.Heading || !capital(tok.Form) || s.times(i):
		return false
	}
	before := &s.toks[i-1]
	return before.UPOS != "PUNCT" || before.Form == "," || before.Form == "-"
}

// titleOf goes on over "of" and another row, where the first is no person's and no
// office: "World of Warcraft", "Bank of England", but not "President of France".
func (s *scan) titleOf(i, end int) int {
	j := end + 1
	if end >= len(s.toks) || s.toks[end].Form != "of" || s.sent.Heading && s.toks[end-1].UPOS != "PROPN" {
		return end
	}
	if j < len(s.toks) && s.toks[j].Form == "the" {
		j++
	}
	if j >= len(s.toks) || !s.proper(j) || s.times(j) || s.known(i, end-1) == "Person" || persons.Given(s.toks[i].Form) != 0 {
		return end
	}
	for k := i; k < end; k++ {
		if persons.IsTitle(s.toks[k].Form) || strings.HasSuffix(s.toks[k].Name, "Person") || strings.HasSuffix(s.toks[k].Name, "Place") {
			return end
		}
	}
	if slices.ContainsFunc(s.inner, func(n name) bool { return n.first <= i && i < n.end || n.first < end && end <= n.end }) {
		return end // what comes before is a whole name: "Moscow of the 1990s"
	}
	last := j + 1
	for last < len(s.toks) && s.joins(j, last) {
		last++
	}
	return last
}

// joins reports whether token j goes on the row of proper nouns that began at i:
// a proper noun or hyphen that the row's tokens are tied to.
func (s *scan) joins(i, j int) bool {
	tok := &s.toks[j]
	switch {
	case s.proper(j):
	case tok.Form == "-" || tok.Form == "–":
		return j+1 < len(s.toks) && tok.Span.Start == s.toks[j-1].Span.End && s.proper(j+1) && s.toks[j+1].Span.Start == tok.Span.End
	case tok.UPOS == "NUM" && s.toks[j-1].UPOS == "PROPN":
		h := tok.Head
		return h >= i && h < j && tok.Deprel != "conj" && tok.Deprel != "appos"
	default:
		return false
	}
	if s.times(j) || s.times(i) {
		return s.times(i) && s.times(j)
	}
	return s.tied(i, j)
}

// tied reports whether proper noun j and the row before it are one phrase.
func (s *scan) tied(i, j int) bool {
	if h := s.toks[j].Head; h >= i && h < j && phrasal(s.toks[j].Deprel) {
		return true
	}
	for k := i; k < j; k++ {
		h := s.toks[k].Head
		if h >= j && phrasal(s.toks[k].Deprel) && (h == j || s.toks[j].Head == h && phrasal(s.toks[j].Deprel)) {
			return true
		}
	}
	return false
}

// phrasal are the relations that hold the words of a name together.
func phrasal(deprel string) bool {
	switch deprel {
	case "flat", "compound", "nmod:desc", "flat:name", "goeswith", "amod", "nummod":
		return true
	}
	return false
}

// particle reports the small words of names: the "al" of "al-Assad".
func (s *scan) particle(i int) bool {
	switch strings.ToLower(s.toks[i].Form) {
	case "al", "el", "de", "bin", "ibn", "van", "von", "der", "da", "ul", "abu":
		return true
	}
	return false
}

// widest joins overlapping candidates. The wider span wins, and brings the surer
// type: a listed name's, if it has the same span; the tagger's; what the name's
// own words say.
func (s *scan) widest(all []name) []name {
	slices.SortStableFunc(all, func(a, b name) int {
		return cmp.Or(cmp.Compare(b.end-b.first, a.end-a.first), cmp.Compare(rank(b), rank(a)), cmp.Compare(a.first, b.first))
	})
	var kept []name
	for _, n := range all {
		if !n.listed && s.insideAdjective(n) {
			continue // the tagger's "Asian" of "Central Asian"
		}
		at := slices.IndexFunc(kept, func(k name) bool { return k.first < n.end && n.first < k.end })
		if at < 0 {
			if !n.adjective || !s.modifies(s.top(n.first, n.end)) {
				kept = append(kept, n)
			}
			continue
		}
		k := &kept[at]
		if !n.adjective && !k.listed && (n.first < k.first || n.end > k.end) {
			k.first, k.end = min(k.first, n.first), max(k.end, n.end) // two halves of one name
		}
		if k.typ == "" && !n.listed {
			k.typ = n.typ
		}
		if !n.adjective {
			k.sure = k.sure || n.sure
		}
	}
	for i := range kept {
		k := &kept[i]
		k.typ = s.nameType(*k, s.within(all, *k))
	}
	slices.SortFunc(kept, func(a, b name) int { return cmp.Compare(a.first, b.first) })
	return kept
}

// insideAdjective reports whether a candidate lies wholly in a demonym.
func (s *scan) insideAdjective(n name) bool {
	return slices.ContainsFunc(s.inner, func(a name) bool { return a.adjective && a.first <= n.first && n.end <= a.end })
}

// rank orders candidates of one width.
func rank(n name) int {
	switch {
	case n.listed && !n.adjective:
		return 3
	case n.listed:
		return 2
	case n.sure:
		return 1
	}
	return 0
}

// within returns the listed name that ends where k ends, or nil: what "Islamic
// State" is to "the Sunni Islamic State".
func (s *scan) within(all []name, k name) *name {
	for i := range all {
		if n := &all[i]; n.listed && !n.adjective && n.end == k.end && n.first >= k.first {
			return n
		}
	}
	return nil
}

// modifies reports whether token i stands before a noun as its adjective.
func (s *scan) modifies(i int) bool {
	tok := &s.toks[i]
	switch tok.Deprel {
	case "amod", "compound", "nmod:desc", "nmod:unmarked":
		return tok.Head > i && tok.UPOS != "VERB"
	case "conj":
		h := s.tree.Head(i)
		return h >= 0 && h != i && tok.UPOS != "NOUN" && !s.plural(i) && s.toks[h].Deprel != "conj" && s.modifies(h)
	}
	return false
}

// plural reports whether token i is a plural noun.
func (s *scan) plural(i int) bool { return strings.HasSuffix(s.toks[i].XPOS, "S") && s.nominal(i) }

func (s *scan) nominal(i int) bool { return s.toks[i].UPOS == "NOUN" || s.toks[i].UPOS == "PROPN" }

// definite reports whether "the" stands on token i: "the Swiss".
func (s *scan) definite(i int) bool {
	d := s.tree.Child(i, "det")
	return d >= 0 && strings.EqualFold(s.toks[d].Form, "the")
}

// times reports whether token i lies in an expression of time.
func (s *scan) times(i int) bool {
	for _, e := range s.sent.Times {
		if e.First <= i && i < e.End {
			return true
		}
	}
	return false
}

// valueType reports the types that stand for values, not for things.
func valueType(typ string) bool { return typ == "Date" || typ == "Quantity" || typ == "Money" }

// words makes a set of a list.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
