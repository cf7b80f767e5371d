package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// argument is a mention that a filler stands for, and how sure that step is.
type argument struct {
	mention int
	sure    float64
}

// Words that count or pick, and leave the meaning to what follows "of": "large
// numbers of fighters", "one of the suspects".
var quantifiers = set("number lot majority dozen hundred thousand million score handful range series variety couple pair bulk rest type kind sort most many much some several one two three few any each all both none half degree wave spate string group team crowd")

// Words for the voices of an organisation or state: what its officials do, it
// does; what is done to them is not done to it.
var voices = set("official authority diplomat representative spokesman spokeswoman spokesperson delegation government leadership media intelligence minister negotiator side")

// Words for the hands of an organisation or state: what "Moscow's forces" or
// "Taliban fighters" do or suffer, Moscow and the Taliban do.
var hands = set("government regime force forces troop troops army soldier fighter militant gunman member police jet warplane plane warship navy military security militia rebel position target stronghold area unit tank artillery missile drone rocket base hideout camp outpost headquarters crew pilot ship vessel bomber strike airstrike raid attack operation missile bomb bombing shelling agent side terrorist insurgent operative aircraft bulldozer helicopter gunboat gunship patrol peacekeeper inspector observer")

// part is how an argument takes part in what is claimed.
type part int

const (
	bystander part = iota // no owner stands for it
	actor                 // its owner acts through it
	target                // its owner is hit in it
)

// arguments expands a filler token to the mentions it stands for: every member
// of a list, the complement of a counting word, the apposed name, and, a little
// less surely, the owner of forces that act or suffer for it.
func (s *sentence) arguments(tok int, as part) []argument {
	return s.expand(tok, 1, 0, as)
}

// plain expands a filler as arguments does, but leaves owners out: an open claim
// says only what the words say.
func (s *sentence) plain(tok int) []argument {
	return s.expand(tok, 1, 0, bystander)
}

func (s *sentence) expand(tok int, sure float64, depth int, as part) []argument {
	if depth > deepest || tok < 0 {
		return nil
	}
	var out []argument
	if pair := s.pair(tok); pair != nil {
		return pair
	}
	if list := s.namedList(tok); list >= 0 {
		return s.expand(list, sure*0.95, depth+1, as)
	}
	if list := s.describedList(tok); list >= 0 {
		return s.expand(list, sure*0.95, depth+1, as)
	}
	if inner := s.counted(tok); inner >= 0 {
		out = s.expand(s.referent(inner), sure, depth+1, as)
	} else if m := s.best(tok); m >= 0 {
		out = append(out, argument{m, sure})
		if as == target && hands[s.lemma(tok)] || as == actor && (hands[s.lemma(tok)] || voices[s.lemma(tok)] || s.lemma(tok) == "leader" && s.toks[tok].XPOS == "NNS") {
			out = append(out, s.owners(tok, m, sure)...)
		}
	}
	for _, k := range s.tree.Children(tok) {
		if m := s.marker(k, "case"); m != "" && s.is(k, "conj") && m != s.marker(tok, "case") {
			continue // "by bicycle or on foot"
		}
		if s.is(k, "conj") && s.nominal(k) && !s.verbal(k) && s.describedList(k) < 0 {
			out = append(out, s.expand(k, sure, depth+1, as)...)
		}
		if m := s.marker(k, "case"); s.is(k, "nmod") && (examples[m] || (as != bystander && company[m])) {
			out = append(out, s.expand(k, sure*0.9, depth+1, as)...)
		}
	}
	return out
}

var examples = map[string]bool{"such as": true, "include": true, "including": true, "like": true}

// describedList returns the first of a list of names that a plural description
// stands in apposition to: "Hamas and Hezbollah, two groups that fight Israel".
// -1 for none.
func (s *sentence) describedList(tok int) int {
	up := s.toks[tok].Head
	joined := s.is(tok, "conj") && s.child(tok, "cc") < 0 && s.child(tok, "nummod") >= 0
	if up < 0 || s.toks[tok].XPOS != "NNS" || !s.is(tok, "appos") && !joined || s.at[tok] < 0 || s.doc.Mentions[s.at[tok]].Kind != text.Nominal {
		return -1
	}
	first := s.firstOf(up)
	if s.at[first] < 0 || s.doc.Mentions[s.at[first]].Kind != text.Name {
		return -1
	}
	for _, k := range s.tree.Children(first) {
		if k < tok && s.is(k, "conj") && s.at[k] >= 0 && s.doc.Mentions[s.at[k]].Kind == text.Name {
			return first
		}
	}
	return -1
}

// counted returns the noun after "of" where tok only counts it, or says what
// kind of place it is ("the town of Kirkan"); else -1.
func (s *sentence) counted(tok int) int {
	if s.sortal(tok) {
		for _, k := range s.tree.Children(tok) {
			if s.is(k, "nmod") && s.marker(k, "case") == "of" && s.at[k] >= 0 && s.doc.Mentions[s.at[k]].Kind == text.Name && s.toks[k].UPOS == "PROPN" && s.distinct(tok, k) {
				return k
			}
		}
	}
	if !quantifiers[s.lemma(tok)] && s.toks[tok].UPOS != "NUM" {
		return -1
	}
	if m := s.at[tok]; m >= 0 && (s.doc.Mentions[m].Kind == text.Name || s.lemma(tok) == "group" && s.named(m)) {
		return -1 // "Bellingcat, a group of investigators"
	}
	for _, k := range s.tree.Children(tok) {
		if s.is(k, "nmod") && s.marker(k, "case") == "of" {
			return k
		}
	}
	return -1
}

// distinct reports whether a name is no part of the mention that its kind heads
// and not what holds it: "the town of Kirkan", but not "the capital of Chad".
func (s *sentence) distinct(kind, name int) bool {
	switch s.lemma(kind) {
	case "capital", "port":
		return s.x.schema.Is(s.doc.Mentions[s.at[name]].Type, "City")
	case "region", "state":
		return s.doc.Mentions[s.at[name]].Type != "Country"
	case "city", "town", "village", "district", "province", "island":
		return s.doc.Mentions[s.at[name]].Type != "Country"
	}
	return true
}

// best is the mention a token heads; where that is only a description, the name
// in apposition to it: "the country's rulers, the Taliban".
func (s *sentence) best(tok int) int {
	m := s.at[tok]
	if m >= 0 && s.doc.Mentions[m].Kind != text.Nominal {
		return m
	}
	if k := s.after(tok); k >= 0 {
		return s.at[k]
	}
	if up := s.toks[tok].Head; up >= 0 && m >= 0 && s.is(tok, "appos") && s.at[up] >= 0 && s.doc.Mentions[s.at[up]].Kind == text.Name && s.entity(s.at[up]) == s.entity(m) {
		return s.at[up] // "Amarah, a city in southern Iraq"
	}
	for _, k := range s.tree.Children(tok) {
		if s.is(k, "appos", "flat") && s.at[k] >= 0 && s.doc.Mentions[s.at[k]].Kind == text.Name && !s.owned(k) {
			return s.at[k]
		}
	}
	if m < 0 {
		return s.covering(tok)
	}
	return m
}

// owned reports whether a token is a possessor, which names something else.
func (s *sentence) owned(tok int) bool { return s.is(tok, "nmod:poss") }

// covering returns the name that a token is an inner word of, or -1.
func (s *sentence) covering(tok int) int {
	for _, m := range s.mentions {
		x := &s.doc.Mentions[m]
		if x.Kind == text.Name && x.First <= tok && tok < x.End {
			return m
		}
	}
	return -1
}

// owners returns whom hands belong to: the possessor, nationality or organisation
// in front of "forces", "fighters" and the like.
func (s *sentence) owners(tok, mention int, sure float64) []argument {
	var out []argument
	for _, f := range s.nounFillers(tok) {
		m := -1
		switch f.slot {
		case slotDemonym:
			m = s.demonymAt(f.tok)
		case slotPoss, slotCompound, "of", "from":
			m = s.best(f.tok)
		case "by":
			// "a strike by Israel", "a raid conducted by Israel", not "rebels backed by Iran"
			if v := s.toks[f.tok].Head; v == tok || v >= 0 && lightVerbs[s.lemma(v)] {
				m = s.best(f.tok)
			}
		}
		if m < 0 || !s.named(m) || s.entity(m) == s.entity(mention) {
			continue
		}
		if state := s.state(m); state >= 0 {
			m = state
		}
		if t := s.typeOf(m); s.x.schema.IsAny(t, []string{"Organization", "Country", "City", "Region"}) {
			out = append(out, argument{m, sure * 0.85})
		}
		for _, c := range s.tree.Children(f.tok) {
			if s.is(c, "conj") && s.at[c] >= 0 && s.named(s.at[c]) {
				out = append(out, argument{s.at[c], sure * 0.8})
			}
		}
	}
	return out
}

// stretch is the text from one token to another, on one line.
func (s *sentence) stretch(first, last int) string {
	return strings.Join(strings.Fields(s.index.Slice(s.toks[first].Span.Cover(s.toks[last].Span))), " ")
}

// words is the text of a mention.
func (s *sentence) words(m int) string { return s.doc.Mentions[m].Text }

// phrase is the plain text from the first to the last token below head, without
// clauses, appositions and outer punctuation, and nothing from before the
// subject of a predicate: what a claim's value says.
func (s *sentence) phrase(head int) string {
	start := 0
	if up := s.toks[head].Head; up >= 0 && up < head {
		start = up + 1
	}
	for _, k := range s.tree.Children(head) {
		if s.is(k, "nsubj", "cop", "case", "aux", "nmod:poss") && k < head {
			start = max(start, k+1)
		}
	}
	first, last := head, head
	var walk func(i int)
	walk = func(i int) {
		for _, k := range s.tree.Children(i) {
			if k < start || outside[s.rel(k)] || s.is(k, "nmod:poss") || (i == head && (s.is(k, "det") || (s.is(k, "advmod") && !s.degree(k, head)))) {
				continue
			}
			first, last = min(first, k), max(last, k)
			walk(k)
		}
	}
	walk(head)
	return s.stretch(first, last)
}

var outside = set("punct cc conj appos acl parataxis cop nsubj case mark advcl aux obl ccomp expl discourse orphan csubj dep vocative dislocated")

// degree reports whether an adverb belongs to the word after it: "very high",
// not "also high", "not high".
func (s *sentence) degree(k, head int) bool {
	switch s.lemma(k) {
	case "also", "too", "still", "already", "sometimes", "often", "always", "now", "then", "only", "even", "just", "not", "n't", "never", "when", "where", "why", "how", "however", "therefore", "indeed":
		return false
	}
	return k < head
}
