package mention

import (
	_ "embed" // the list of arms
	"strings"
	"sync"
	"unicode"
)

// armsFile lists what weapons and vehicles are called, one line a type: its name, a
// colon, words with "_" for the blank. After "Type#" stand the letters that
// designations begin with, "AK" of "AK-47"; after "Type after" the makers whose
// name and a number name what they make: "Boeing 737".
//
//go:embed arms.txt
var armsFile string

// arsenal holds the lists of armsFile.
type arsenal struct {
	words  map[string]string // name, lower case -> type
	series map[string]string // letters of a designation, as written -> type
	makers map[string]string // maker -> type
}

var arms = sync.OnceValue(func() *arsenal {
	a := &arsenal{map[string]string{}, map[string]string{}, map[string]string{}}
	for line := range strings.Lines(armsFile) {
		typ, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		into := a.words
		if t, found := strings.CutSuffix(typ, "#"); found {
			typ, into = t, a.series
		} else if t, found := strings.CutSuffix(typ, " after"); found {
			typ, into = t, a.makers
		}
		for w := range strings.FieldsSeq(list) {
			into[strings.ReplaceAll(w, "_", " ")] = typ
		}
	}
	return a
})

// arms finds weapons and vehicles by name and by designation: "AK-47s", "an Mi-8",
// "Humvees", "the Boeing 737".
func (s *scan) arms() []name {
	var out []name
	for i := 0; i < len(s.toks); i++ {
		if !capital(s.toks[i].Form) || i > 0 && s.toks[i].Span.Start == s.toks[i-1].Span.End {
			continue
		}
		if end, typ := s.armAt(i); typ != "" && s.schema.Type(typ) != nil {
			out = append(out, name{first: i, end: end, typ: typ, sure: true, settled: true})
			i = end - 1
		}
	}
	return out
}

// armAt returns the end and the type of the weapon or vehicle that is named at
// token i.
func (s *scan) armAt(i int) (end int, typ string) {
	word := plain(s.toks[i].Form)
	for end = i + 1; end < len(s.toks) && s.toks[end].Span.Start == s.toks[end-1].Span.End && partOfWord(s.toks[end].Form); end++ {
		word += plain(s.toks[end].Form)
	}
	if typ = arms().words[word]; typ == "" {
		typ = arms().words[strings.TrimSuffix(word, "s")]
	}
	if typ == "" {
		typ = arms().series[series(word)]
	}
	if typ != "" || end >= len(s.toks) {
		return end, typ
	}
	next := s.toks[end].Form
	if typ = arms().words[word+" "+strings.TrimSuffix(next, "s")]; typ != "" {
		return end + 1, typ
	}
	if typ = arms().makers[word]; typ != "" && strings.ContainsFunc(next, unicode.IsDigit) && s.toks[end].UPOS != "PUNCT" && !s.times(end) {
		return end + 1, typ
	}
	return end, ""
}

// partOfWord reports whether a token that touches the one before goes on the same
// word: a hyphen, letters or digits, but no possessive mark.
func partOfWord(form string) bool {
	r := []rune(form)
	return plain(form) == "-" || unicode.IsLetter(r[0]) || unicode.IsDigit(r[0])
}

// series returns the letters of a designation such as "AK-47", "KC-135R" or "F-16s":
// capitals, a hyphen, digits, and what marks the model. It is empty for any other word,
// and where one letter has no hyphen: "M25" may be a road.
func series(word string) string {
	at := strings.IndexFunc(word, unicode.IsDigit)
	if at < 1 {
		return ""
	}
	letters, hyphen := strings.CutSuffix(word[:at], "-")
	if !hyphen && len(letters) < 2 {
		return ""
	}
	rest := strings.TrimLeftFunc(word[at:], unicode.IsDigit)
	if len(rest) > 3 || strings.Contains(rest, "-") {
		return ""
	}
	return letters
}
