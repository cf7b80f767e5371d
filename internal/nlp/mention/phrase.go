package mention

import (
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// phrase returns the mention that token h heads, if it heads one.
func (s *scan) phrase(h int) (found, bool) {
	if !s.heads(h) {
		return found{}, false
	}
	if e, ok := s.timeOf(h); ok {
		return found{first: e.First, end: e.End, head: h, kind: text.Nominal, typ: "Date"}, true
	}
	if s.times(h) {
		return found{}, false
	}
	n := s.at[h]
	switch {
	case n >= 0 && s.headOf(s.names[n]) != h:
		return found{}, false
	case n >= 0 && s.names[n].adjective:
		return found{s.names[n].first, s.names[n].end, h, text.Adjective, s.names[n].typ, s.names[n].listed}, true
	case n >= 0 && !s.common(s.names[n], h):
		return s.nameMention(h, s.names[n]), true
	case n < 0 && (s.toks[h].UPOS == "PRON" || s.toks[h].UPOS == "DET"):
		return s.pronoun(h)
	}
	return s.nominalMention(h)
}

// heads reports whether token h may head a phrase: a noun, pronoun or number,
// or an adjective that stands for one, where the tree has it as a participant
// and not as a part of another phrase.
func (s *scan) heads(h int) bool {
	tok := &s.toks[h]
	if s.inOffice(h) {
		return false
	}
	role := tok.Deprel
	for k, steps := h, 0; role == "conj" && s.tree.Head(k) >= 0 && steps < len(s.toks); steps++ {
		k = s.tree.Head(k)
		role = s.toks[k].Deprel
		if s.toks[k].UPOS == "VERB" || s.toks[k].UPOS == "ADJ" && tok.UPOS != "ADJ" {
			role = "dep"
		}
	}
	if tree.Is(role, "compound", "flat", "fixed", "goeswith", "case", "cc", "punct", "mark", "amod", "nummod", "det", "aux", "cop", "expl", "advmod", "reparandum", "discourse") {
		return false
	}
	if h > 1 && tok.Head == h-2 && s.toks[h-1].Form == "-" && s.toks[h-1].Span.End == tok.Span.Start && s.toks[h-1].Span.Start == s.toks[h-2].Span.End {
		return false // the "general" of "secretary-general"
	}
	switch tok.UPOS {
	case "NOUN", "PROPN":
		return role != "nmod:desc" && !(role == "nmod:unmarked" && s.times(h))
	case "PRON":
		return true
	case "AUX", "PUNCT":
		return s.at[h] >= 0 && s.names[s.at[h]].listed // "IS-K", taken apart
	case "NUM", "SYM":
		return role != "nmod:desc" && role != "nmod:unmarked"
	case "DET":
		return tree.Is(role, "nsubj", "obj", "obl", "nmod", "iobj", "root")
	case "ADJ", "X":
		argument := tree.Is(role, "nsubj", "obj", "obl", "iobj", "nmod", "appos")
		if k := s.tree.Child(h, "conj"); k >= 0 && s.nominal(k) {
			return s.at[h] >= 0 // "a sporadic but deadly insurgency", parsed as two
		}
		return argument && (s.tree.Child(h, "det") >= 0 || s.at[h] >= 0 || s.toks[h].UPOS == "X")
	case "VERB":
		// A tagger's slip, or a noun made of a verb: "the wounded".
		return tree.Is(tok.Deprel, "nsubj", "obj", "obl", "nmod") && s.tree.Child(h, "det") >= 0
	}
	return false
}

// pronoun makes a mention of the pronouns that refer.
func (s *scan) pronoun(h int) (found, bool) {
	switch strings.ToLower(s.toks[h].Form) {
	case "there", "what", "whatever", "whoever", "one", "ones", "no", "any", "either", "neither":
		return found{}, false
	}
	if reflexive := strings.HasSuffix(s.toks[h].Form, "self") || strings.HasSuffix(s.toks[h].Form, "selves"); reflexive && !tree.Is(s.toks[h].Deprel, "nsubj", "obj", "iobj", "obl", "nmod", "conj", "root") {
		return found{}, false
	} else if reflexive && strings.HasSuffix(s.toks[h].Deprel, ":unmarked") {
		return found{}, false // "Galois himself": it adds no second mention
	}
	return found{first: h, end: h + 1, head: h, kind: text.Pronoun, typ: s.pronounType(h)}, true
}

// pronounType is what a pronoun alone says of its type.
func (s *scan) pronounType(h int) string {
	switch strings.ToLower(s.toks[h].Form) {
	case "i", "me", "my", "mine", "myself", "you", "your", "yours", "yourself", "he", "him", "his", "himself", "she", "her", "hers", "herself",
		"someone", "somebody", "everyone", "everybody", "anyone", "anybody", "nobody":
		return "Person"
	}
	return ""
}

// timeOf returns the expression of time that token h heads.
func (s *scan) timeOf(h int) (text.TimeExpr, bool) {
	for _, e := range s.sent.Times {
		if e.First <= h && h < e.End && s.top(e.First, e.End) == h {
			return e, true
		}
	}
	return text.TimeExpr{}, false
}

// headOf returns the token that a name hangs by.
func (s *scan) headOf(n name) int { return s.top(n.first, n.end) }

// nameMention widens a name by the titles before it.
func (s *scan) nameMention(h int, n name) found {
	first := n.first
	for n.typ != "Person" && first > 0 && s.titles(first-1, h) {
		first--
	}
	return found{first, n.end, h, text.Name, n.typ, n.listed}
}

// common reports whether what looks like a name is a description with capitals:
// an office ("the Foreign Secretary"), or a noun the lexicon knows after "the"
// ("the Committee"), which the tagger did not take for a name.
func (s *scan) common(n name, h int) bool {
	if !n.listed && h < n.end && s.office(h) >= n.end {
		return true // "U.S. Secretary of State"
	}
	if !n.listed && n.end == h+1 && h+1 < len(s.toks) && tree.Is(s.toks[h+1].Form, "for", "of") && s.lemma(h) != "lord" && s.known(h, h) == "Person" && persons.IsTitle(s.toks[h].Form) {
		return true // "Minister for the Middle East"
	}
	if n.listed || n.typ == "Person" && n.sure && n.end-n.first > 1 && !persons.IsTitle(s.toks[n.end-1].Form) {
		return false
	}
	if s.known(n.first, h) == "Person" && (persons.IsTitle(s.toks[h].Form) || s.plural(h)) && h == n.end-1 {
		return n.end-n.first > 1 || s.tree.Child(h, "det", "nmod:poss", "amod", "compound") >= 0 // not "Prince"
	}
	described := s.tree.Child(h, "det") >= 0 || persons.Given(s.toks[h].Form) == 0
	return !n.sure && n.end-n.first == 1 && described && s.known(h, h) != "" && !shouted(s.toks[h].Form)
}

// titles reports whether token i, just before a name headed by h, belongs to
// it: a capitalised title or adjective, "Foreign" in "Foreign Minister Wong", or
// the demonym before a title.
func (s *scan) titles(i, h int) bool {
	tok := &s.toks[i]
	if !capital(tok.Form) || s.times(i) || tok.UPOS == "NUM" || s.sent.Heading && tok.UPOS != "PROPN" {
		return false
	}
	switch tok.UPOS {
	case "PROPN", "NOUN", "ADJ":
		return phrasal(tok.Deprel) && s.tree.Under(i, h) && tok.Head > i && (tok.UPOS != "ADJ" || i > 0 || persons.IsTitle(s.toks[i+1].Form))
	}
	return false
}

// nominalMention is the phrase around a common noun: what stands before the head
// and hangs on it, the head, and the words of a name that follow it.
func (s *scan) nominalMention(h int) (found, bool) {
	if !letters(s.toks[h].Form) && s.toks[h].UPOS != "NUM" && s.toks[h].UPOS != "SYM" && !strings.ContainsFunc(s.toks[h].Form, unicode.IsDigit) {
		return found{}, false // a sign: "°"
	}
	first, end := s.left(h), max(s.right(h), s.office(h))
	for first < h && s.edge(first) {
		first++
	}
	first = s.owned(first)
	if !s.balanced(first, end) {
		for first < h && !quote(s.toks[first].Form) {
			first++
		}
		first = min(first+1, h)
	}
	m := found{first: first, end: end, head: h, kind: text.Nominal, typ: s.nounType(first, h)}
	if core, ok := s.properNominal(m); ok {
		m.kind, m.first = text.Name, core
	}
	return m, true
}

// left returns the first token of the phrase that ends in head h.
func (s *scan) left(h int) int {
	first := h
	for _, k := range s.tree.Children(h) {
		if k < h && s.premodifies(k) {
			e, last := s.tree.Edges(k)
			if last < h {
				first = min(first, e)
			}
		}
	}
	// What is not of the phrase cuts it: an opened bracket, a clause's verb.
	for i := h - 1; i >= first; i-- {
		if !s.tree.Under(i, h) || strings.ContainsAny(s.toks[i].Form, "()[]:;•") {
			return i + 1
		}
		// A comma parts adjectives; after a noun it parts phrases.
		if s.toks[i].Form == "," && i > first && s.nominal(i-1) {
			return i + 1
		}
	}
	return first
}

// premodifies reports whether child k, standing before its head, is part of a
// noun's phrase.
func (s *scan) premodifies(k int) bool {
	switch s.toks[k].Deprel {
	case "det", "det:predet", "nmod:poss", "amod", "nummod", "compound", "nmod:desc", "flat", "nmod:unmarked", "nmod", "goeswith":
		return s.tree.Child(k, "case") < 0 || s.toks[k].Deprel == "nmod:poss" || s.toks[k].Deprel == "amod"
	case "advmod", "punct":
		return false
	}
	return false
}

// right returns the end of the phrase with head h: names and numbers that follow
// it at once ("Resolution 2254", "section 3").
func (s *scan) right(h int) int {
	end := h + 1
	for end < len(s.toks) && s.toks[end].Head >= 0 && s.tree.Under(end, h) && !s.times(end) {
		d := s.toks[end].Deprel
		joined := d == "flat" || d == "goeswith" || s.toks[end].UPOS == "NUM" && (d == "nummod" || d == "nmod:unmarked" || d == "compound")
		hyphen := s.toks[end].Form == "-" && end+1 < len(s.toks) && s.tree.Under(end+1, h) && s.toks[end].Span.End == s.toks[end+1].Span.Start ||
			s.toks[end-1].Form == "-" && end-1 > h && s.toks[end-1].Span.End == s.toks[end].Span.Start
		if !joined && !hyphen {
			break
		}
		end++
	}
	return end
}

// office returns the end of "Secretary of State", "chief of staff" or "Minister of
// Foreign Affairs" with the title at token h, or 0: what such an office is of is no
// thing by itself.
func (s *scan) office(h int) int {
	if h+2 >= len(s.toks) || s.toks[h+1].Form != "of" || !persons.IsTitle(s.toks[h].Form) && s.lemma(h) != "head" {
		return 0
	}
	end := h + 2
	for end < len(s.toks) && (civic[strings.ToLower(s.toks[end].Form)] || end > h+2 && strings.EqualFold(s.toks[end].Form, "affairs")) {
		end++
	}
	if end == h+2 && !strings.EqualFold(s.toks[end].Form, "staff") {
		return 0
	}
	return max(end, h+3)
}

// inOffice reports whether token i lies in an office behind its title.
func (s *scan) inOffice(i int) bool {
	for h := max(0, i-4); h < i-1; h++ {
		if s.office(h) > i {
			return true
		}
	}
	return false
}

// owned takes in a possessor just before a phrase that the tree hung elsewhere:
// "Russia's" of "Russia's state-controlled media".
func (s *scan) owned(first int) int {
	if first < 2 || s.toks[first-1].XPOS != "POS" {
		return first
	}
	if n := s.at[first-2]; n >= 0 {
		return s.names[n].first
	}
	return first
}

// balanced reports whether quotation marks inside a phrase come in pairs.
func (s *scan) balanced(first, end int) bool {
	n := 0
	for i := first; i < end; i++ {
		if quote(s.toks[i].Form) {
			n++
		}
	}
	return n%2 == 0
}

func quote(form string) bool { return strings.ContainsAny(form, "\"“”") }

// edge reports the marks and conjunctions that no phrase begins with.
func (s *scan) edge(i int) bool {
	if strings.EqualFold(s.toks[i].Form, "least") {
		return true // "at least 94 mourners"
	}
	return s.toks[i].UPOS == "PUNCT" || s.toks[i].UPOS == "CCONJ" || s.toks[i].Deprel == "cc:preconj" || s.toks[i].UPOS == "ADP"
}

// plurals are the nouns that name one body in the plural.
var plurals = words("authority force media police service")

// properNominal reports whether a phrase with a common noun for a head names one
// thing all the same: "the Russian air force", "Russian state media", "the
// Syrian civil war", "the Moscow theatre attack". It returns where the name
// begins: at the place it is named by.
func (s *scan) properNominal(m found) (int, bool) {
	if !s.schema.IsAny(m.typ, []string{"Military", "Government", "SecurityService", "MediaOrganization", "Facility", "Attack", "War", "Trial", "Election", "Meeting", "Disaster", "Region"}) ||
		s.at[m.head] >= 0 || s.schema.Is(m.typ, "Facility") && s.plural(m.head) {
		return 0, false
	}
	if s.plural(m.head) && !s.schema.Is(m.typ, "War") && !plurals[s.lemma(m.head)] {
		return 0, false // "Iranian policemen"
	}
	event := s.schema.Is(m.typ, "Event")
	first := s.namedBy(m, event)
	if first < 0 || event && s.plural(m.head) && !s.schema.Is(m.typ, "War") {
		return 0, false
	}
	for i := m.first; i < m.head; i++ {
		switch {
		case s.toks[i].UPOS == "NUM" && !(event && i < first && year(s.toks[i].Form)), s.toks[i].Deprel == "det" && !strings.EqualFold(s.toks[i].Form, "the"):
			return 0, false
		case i > first && s.toks[i].UPOS == "CCONJ":
			return 0, false
		}
	}
	if event && first > m.first && year(s.toks[first-1].Form) {
		first-- // "2019 Spanish general election"
	}
	return first, true
}

// namedBy returns where the name begins that a phrase with a common noun for a head is
// told apart by, or -1: a listed one, or a place that the tagger sees. A province is
// named by what stands just before it alone, and a meeting by no adjective.
func (s *scan) namedBy(m found, event bool) int {
	region, meeting := s.schema.Is(m.typ, "Region"), s.schema.Is(m.typ, "Meeting")
	for _, n := range s.inner {
		if n.first < m.first || n.end > m.head || !s.modifies(s.top(n.first, n.end)) || n.typ == "Person" {
			continue
		}
		if (event && n.typ == "People" || meeting || region) && n.adjective || region && n.end != m.head {
			continue
		}
		return n.first
	}
	for _, n := range s.names {
		if n.first >= m.first && n.end <= m.head && n.sure && !n.listed && s.modifies(s.headOf(n)) && s.schema.Is(n.typ, "Place") && (!region || n.end == m.head && administrative[s.lemma(m.head)]) {
			return n.first
		}
	}
	return -1
}

// year reports four digits.
func year(form string) bool { return len(form) == 4 && strings.Trim(form, "0123456789") == "" }
