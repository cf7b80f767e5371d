package rule

import (
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Two names of one: "the World Monuments Fund (WMF)", "the Iraqi Foreign Minister,
// Ibrahim al-Jaafari". Whatever else the two are said to be, they are the same; the
// claim keeps both places in the text and, as its value, the words of the second.
func (s *sentence) readSynonym(n int) {
	a := s.at[n]
	if a < 0 {
		return
	}
	for _, b := range s.mentions {
		relation, ok := s.synonyms(a, b)
		if !ok {
			continue
		}
		if r := s.x.schema.Relation(relation); r != nil {
			k := s.doc.Mentions[b].Head
			f := &finding{pattern: &pattern{relation: r, trigger: &schema.Trigger{}}, rule: "side by side", open: "be", anchor: n, words: []int{k}, base: 0.7, stance: &stance{speaker: -1}}
			s.claim(f, relation, a, b, s.otherWords(a, b), 1)
		}
	}
}

// otherWords returns the words of two mentions by which somebody goes besides the name:
// those of the second, or, where that is the name, those of the first.
func (s *sentence) otherWords(a, b int) string {
	other := b
	if s.doc.Mentions[b].Kind == text.Name && s.doc.Mentions[a].Kind == text.Nominal {
		other = a
	}
	if p := s.phrase(s.doc.Mentions[other].Head); p != "" && s.doc.Mentions[other].Kind == text.Nominal {
		return p // "president of Nigeria", of which the mention is "the president"
	}
	return s.words(other)
}

// synonyms reports whether mention b stands right after mention a and says again
// who or what it is, and which relation says so: "also-known-as" of two names,
// "same-as" of a name and a description.
func (s *sentence) synonyms(a, b int) (string, bool) {
	x, y := &s.doc.Mentions[a], &s.doc.Mentions[b]
	if a == b || !naming[x.Kind] || !naming[y.Kind] || x.Kind == text.Nominal && y.Kind == text.Nominal || y.First < x.End || s.at[y.Head] != b {
		return "", false
	}
	gap := y.First - x.End
	if gap > 0 && s.toks[y.First-1].UPOS == "DET" {
		gap--
	}
	if gap > 1 || gap == 1 && !parting[s.toks[x.End].Form] || y.Head != x.Head && s.child(y.Head, "cc") >= 0 {
		return "", false
	}
	bracket := gap == 1 && s.toks[x.End].Form == "("
	joined := s.is(y.Head, "appos", "flat", "parataxis") && s.toks[y.Head].Head == x.Head || s.is(x.Head, "compound", "nmod:desc", "amod") && s.toks[x.Head].Head == y.Head
	switch {
	case x.Kind == text.Name && y.Kind == text.Name:
		return "also-known-as", bracket && (s.entity(a) == s.entity(b) || shortens(y.Text, x.Text) || shortens(x.Text, y.Text) || designation(y.Text))
	case s.oneOfMany(a) || s.oneOfMany(b):
		return "", false
	case s.entity(a) == s.entity(b):
		return "same-as", joined || gap == 1
	}
	return "same-as", joined && s.x.schema.Is(s.typeOf(a), "Person") && s.x.schema.Is(s.typeOf(b), "Person")
}

// oneOfMany reports whether a description says what kind of thing something is,
// "a city in Iraq", and not which.
func (s *sentence) oneOfMany(m int) bool {
	x := &s.doc.Mentions[m]
	d := s.child(x.Head, "det")
	if x.Kind == text.Nominal && (s.lemma(x.Head) == "one" || s.toks[x.Head].XPOS == "NNS") {
		return true
	}
	return x.Kind == text.Nominal && d >= 0 && (s.lemma(d) == "a" || s.lemma(d) == "an" || s.lemma(d) == "another")
}

var naming = map[text.Kind]bool{text.Name: true, text.Nominal: true}

// parting are the signs between a name and what says it again.
var parting = map[string]bool{",": true, "(": true, "-": true, "–": true, "—": true, "--": true}

// shortens reports whether short is made of the first letters of long: "WMF" of
// "World Monuments Fund"; small words may be left out.
func shortens(short, long string) bool {
	var all, capitals []rune
	for _, w := range strings.FieldsFunc(long, func(r rune) bool { return !unicode.IsLetter(r) }) {
		r := []rune(w)[0]
		all = append(all, unicode.ToUpper(r))
		if unicode.IsUpper(r) {
			capitals = append(capitals, r)
		}
	}
	want := strings.ToUpper(strings.ReplaceAll(short, ".", ""))
	return len(want) > 1 && (string(all) == want || string(capitals) == want)
}

// designation reports whether a name is a number among its kind, as ships and
// aircraft have one: "DDG 70".
func designation(name string) bool {
	letters, number, parted := strings.Cut(name, " ")
	upper := func(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsUpper(r) }) < 0 }
	digits := func(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0 }
	return parted && letters != "" && number != "" && upper(letters) && digits(number)
}
