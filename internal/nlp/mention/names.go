package mention

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/tree"
	"github.com/quadrille-kg/quadrille/schema"
)

// name is a span of tokens that is, or may be, a name.
type name struct {
	first, end int
	typ        string
	listed     bool         // among the schema's names
	adjective  bool         // "Russian": a demonym that modifies
	sure       bool         // listed, or found by the tagger
	settled    bool         // its construction alone says what it is
	core       int          // where a person's own name begins, behind offices and titles
	entry      *schema.Name // for a listed one
}

// findNames collects candidates from the schema's list, from the tagger and from
// capital letters, joins those that are parts of one name, and keeps the widest.
func (s *scan) findNames() {
	s.inner = s.listed()
	s.shapes = s.shaped()
	all := slices.Concat(s.inner, s.shapes, s.hyphenated())
	tagged := s.tagged()
	all = append(all, tagged...)
	for _, row := range s.written() {
		if row, ok := s.fit(row, tagged); ok {
			all = append(all, row)
		}
	}
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

// shaped finds the names that are told by how they are made: arms and their
// designations, titles in quotes, and what begins with "Camp" or "Hurricane".
func (s *scan) shaped() []name {
	return slices.Concat(s.arms(), s.quoted(), s.begun(), s.worldWars())
}

// hyphenated finds names with small words between hyphens, "Koh-e-Sabz", which
// splitters take apart.
func (s *scan) hyphenated() []name {
	var out []name
	for i := 0; i+4 < len(s.toks); i++ {
		end, particles := i+1, 0
		for end+1 < len(s.toks) && plain(s.toks[end].Form) == "-" && s.touches(end) && s.touches(end+1) && letters(s.toks[end+1].Form) {
			if !capital(s.toks[end+1].Form) {
				particles++
			}
			end += 2
		}
		if particles > 0 && capital(s.toks[i].Form) && capital(s.toks[end-1].Form) && len(s.toks[i+2].Form) < 5 {
			out = append(out, name{first: i, end: end})
		}
		i = end - 1
	}
	return out
}

// touches reports whether no blank stands before token i.
func (s *scan) touches(i int) bool { return s.toks[i].Span.Start == s.toks[i-1].Span.End }

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
	if s.capitals(first, end) {
		for first < end && strings.ToLower(s.toks[first].Form) == s.toks[first].Form && !capital(s.toks[first].Form) && !s.particle(first) && letters(s.toks[first].Form) && persons.Given(s.upper(first)) == 0 {
			first++ // "oil-rich Kuwait"
		}
		for end > first && tree.Is(s.toks[end-1].UPOS, "VERB", "ADV", "AUX", "ADP") && !capital(s.toks[end-1].Form) {
			end--
		}
	}
	for first < end && (s.toks[first].UPOS == "DET" && (first == 0 || s.toks[first].Form != "All" && s.toks[first].Form != "No") || s.toks[first].UPOS == "PUNCT") {
		first++
	}
	for end > first && (s.toks[end-1].UPOS == "PUNCT" && !strings.HasSuffix(s.toks[end-1].Form, ".") || s.toks[end-1].UPOS == "PART" || s.toks[end-1].UPOS == "CCONJ") {
		end--
	}
	return first, end
}

// upper is token i with a capital at its head.
func (s *scan) upper(i int) string { return titled(strings.ToUpper(s.toks[i].Form)) }

// capitals reports whether any of the tokens has a capital.
func (s *scan) capitals(first, end int) bool {
	for i := first; i < end; i++ {
		if capital(s.toks[i].Form) {
			return true
		}
	}
	return false
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
		end = s.titleOf(i, s.bodyOf(i, end))
		for end > i+1 && s.toks[end-1].UPOS == "PUNCT" {
			end--
		}
		out = append(out, name{first: i, end: end})
		i = end
	}
	return out
}

// fit holds a row of proper nouns to what the tagger saw in it. Where that is a
// person, the row may add initials, titles and what is flat, and no more: there is no
// "Defense Hazem Shaalan". Where it is names of two sorts, they are no one name.
func (s *scan) fit(row name, tagged []name) (name, bool) {
	var in []name
	for _, t := range tagged {
		if t.first < row.end && row.first < t.end {
			in = append(in, t)
		}
	}
	switch {
	case len(in) == 0:
		return row, true
	case len(in) > 1:
		person := 0
		for _, t := range in {
			if t.typ == "Person" {
				person++
			}
		}
		return row, person == 0
	case in[0].typ != "Person":
		return row, true
	}
	first, end := in[0].first, in[0].end
	for first > row.first && s.honours(first-1) {
		first--
	}
	for end < row.end && strings.HasPrefix(s.toks[end].Deprel, "flat") && s.toks[end].UPOS != "NUM" {
		end++
	}
	return name{first: min(first, in[0].first), end: max(end, in[0].end)}, true
}

// honours reports whether token i, before a person's name, belongs to it: a title, a
// given name, an initial.
func (s *scan) honours(i int) bool {
	form := s.toks[i].Form
	return persons.IsTitle(form) || persons.Given(form) != 0 || len(form) == 2 && form[1] == '.' || s.particle(i)
}

// proper reports whether token i is written as a name's word is: tagged a proper
// noun, if only by the finer tag, as "Blue" in "Blue Hand", or a noun with a capital
// where only names have one.
func (s *scan) proper(i int) bool {
	tok := &s.toks[i]
	switch {
	case tok.UPOS == "PROPN":
		return capital(tok.Form) || s.particle(i)
	case tok.UPOS == "ADJ" && strings.HasPrefix(tok.XPOS, "NNP"):
		return capital(tok.Form)
	case ordinal(tok.Form):
		return i+1 < len(s.toks) && s.toks[i+1].UPOS == "PROPN" && capital(s.toks[i+1].Form) && !s.times(i) // "507th Air Wing"
	case tok.UPOS != "NOUN" || i == 0 || s.sent.Heading || !capital(tok.Form) || s.times(i):
		return false
	}
	before := &s.toks[i-1]
	return before.UPOS != "PUNCT" || before.Form == "," || before.Form == "-"
}

// ordinal reports the number of a unit: "3rd", "507th".
func ordinal(form string) bool {
	digits := strings.TrimRight(form, "stndrh")
	return len(digits) > 0 && len(digits) < len(form) && strings.Trim(digits, "0123456789") == ""
}

// bodyOf goes on from a body's noun over "of" and "for" to the end of its name, also
// over an "and": "State Board of Antiquities and Heritage", "Popular Front for the
// Liberation of Zamora", "Department of Housing and Urban Development".
func (s *scan) bodyOf(i, end int) int {
	if s.sent.Heading || !capital(s.toks[end-1].Form) || !s.body(i, end-1) {
		return end
	}
	for {
		j := end + 1
		if end >= len(s.toks) || !joining[s.toks[end].Form] || s.toks[end].Form != "of" && s.schema.Is(s.ownNoun(i, end-1), "PoliticalParty") {
			break
		}
		if j < len(s.toks) && s.toks[j].Form == "the" {
			j++
		}
		if j >= len(s.toks) || !s.bodyWord(j) || s.shapedAt(j) {
			break
		}
		last := j + 1
		for last < len(s.toks) && s.bodyWord(last) {
			last++
		}
		if last < len(s.toks) && s.toks[last].UPOS == "NOUN" && s.toks[last-1].Head == last {
			break // "the Board of Muslim clerics"
		}
		end = last
		if end+1 < len(s.toks) && s.toks[end].Form == "and" && s.bodyWord(end+1) && s.plainRow(j, end) {
			last := end + 2
			for last < len(s.toks) && s.bodyWord(last) {
				last++
			}
			if s.plainRow(end+1, last) {
				end = last
			}
		}
	}
	return end
}

// joining are the prepositions inside the names of bodies.
var joining = words("of for on against")

// shapedAt reports whether a name of a shape of its own begins at token i.
func (s *scan) shapedAt(i int) bool {
	return slices.ContainsFunc(s.shapes, func(n name) bool { return n.first == i })
}

// body reports whether a row ends in the noun of a body that has a field or a place
// after "of" in its name.
func (s *scan) body(i, last int) bool {
	return s.schema.Is(s.ownNoun(i, last), "Organization") || bodies[strings.ToLower(s.toks[last].Form)]
}

// bodies are such nouns beside those of organisations.
var bodies = words("front organization organisation office court university bank house centre center campaign conference convention treaty")

// bodyWord reports whether token i is a capitalised word that goes on a body's name.
func (s *scan) bodyWord(i int) bool {
	tok := &s.toks[i]
	return capital(tok.Form) && (tok.UPOS == "PROPN" || tok.UPOS == "NOUN" || tok.UPOS == "ADJ") && !s.times(i)
}

// plainRow reports whether no known name and no person stands among tokens: what
// follows "and" there is a field, not another thing.
func (s *scan) plainRow(first, end int) bool {
	for i := first; i < end; i++ {
		if tree.Is(strings.TrimPrefix(s.toks[i].Name, "B-"), "Person", "Place") {
			return false
		}
	}
	return !slices.ContainsFunc(s.inner, func(n name) bool { return !n.adjective && n.first < end && first < n.end })
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
	if j >= len(s.toks) || !s.proper(j) || s.times(j) || s.shapedAt(j) || s.known(i, end-1) == "Person" || persons.Given(s.toks[i].Form) != 0 {
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
	case tok.UPOS == "NUM" && s.nominal(j-1):
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
	case "al", "el", "de", "di", "du", "la", "le", "del", "bin", "bint", "ibn", "ould", "van", "von", "der", "den", "ter", "da", "dos", "ul", "ur", "abu", "d'", "d’":
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
		if !n.listed && (s.insideAdjective(n) || s.pair(n)) {
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
		if !n.adjective && !k.listed && !k.settled && (n.first < k.first || n.end > k.end) {
			k.first, k.end = min(k.first, n.first), max(k.end, n.end) // two halves of one name
		}
		if n.settled && !k.settled && !k.listed && n.first == k.first {
			k.typ, k.settled = n.typ, true // "MQ-9 Reaper"
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
		k.core = k.first
		k.typ = s.nameType(*k, s.within(all, *k))
		if k.typ == "Person" && !k.listed {
			*k = s.honour(*k)
			k.core = max(k.core, s.entitled(*k))
		}
	}
	slices.SortFunc(kept, func(a, b name) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.end, a.end)) })
	return apart(kept)
}

// pair reports whether a candidate is two listed names with a hyphen between:
// "UK-France" is not one place.
func (s *scan) pair(n name) bool {
	for k := 0; k+1 < len(s.inner); k++ {
		a, b := s.inner[k], s.inner[k+1]
		if a.first == n.first && b.end == n.end && a.end+1 == b.first && plain(s.toks[a.end].Form) == "-" {
			return true
		}
	}
	return false
}

// vessel reports whether n is the name of a ship behind its prefix.
func (n name) vessel() bool { return n.typ == "Vehicle" && n.settled }

// apart leaves out the names that a wider one before them has taken in with an office.
func apart(names []name) []name {
	out := names[:0]
	for _, n := range names {
		if len(out) == 0 || n.first >= out[len(out)-1].end {
			out = append(out, n)
		}
	}
	return out
}

// insideAdjective reports whether a candidate lies wholly in a demonym.
func (s *scan) insideAdjective(n name) bool {
	return slices.ContainsFunc(s.inner, func(a name) bool { return a.adjective && a.first <= n.first && n.end <= a.end })
}

// rank orders candidates of one width.
func rank(n name) int {
	switch {
	case n.listed && !n.adjective:
		return 4
	case n.settled:
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
// plural reports whether noun i is in the plural. Where "a" stands on it, it is not,
// whatever its ending looks like to the tagger: "a militia".
func (s *scan) plural(i int) bool {
	if !strings.HasSuffix(s.toks[i].XPOS, "S") || !s.nominal(i) {
		return false
	}
	d := s.tree.Child(i, "det")
	return d < 0 || !strings.EqualFold(s.toks[d].Form, "a") && !strings.EqualFold(s.toks[d].Form, "an")
}

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
