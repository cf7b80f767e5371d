package mention

import (
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// recall gives short names the types of the long ones that the document explains them
// by: the letters in brackets after "World Monuments Fund (WMF)", and "Forbin" after
// "the frigate FS Forbin"; and letters that are the initials of a long name. A tagger that sees three letters alone guesses.
func recall(doc *text.Document, listed []bool) {
	known := map[string]string{}
	learn := func(short, typ string) {
		if known[short] == "" {
			known[short] = typ
		}
	}
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		if m.Kind != text.Name {
			continue
		}
		first, rest, _ := strings.Cut(m.Text, " ")
		if m.Type == "Vehicle" && vessel[first] && rest != "" {
			learn(rest, m.Type)
		}
		if i+1 < len(doc.Mentions) && !listed[i+1] && bracketed(doc, m, &doc.Mentions[i+1]) {
			learn(doc.Mentions[i+1].Text, m.Type)
		}
	}
	for i := range doc.Mentions {
		if m := &doc.Mentions[i]; m.Kind == text.Name && m.Type != "Person" && m.Type != "Concept" {
			if short := initials(m.Text); len(short) > 2 {
				learn(short, m.Type)
			}
		}
	}
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		if typ := known[m.Text]; typ != "" && m.Kind == text.Name && !listed[i] && m.Type != "Person" || typ == "Vehicle" && m.Kind == text.Name && !listed[i] {
			m.Type = typ
		}
	}
}

// initials are the first letters of a name's capitalised words.
func initials(name string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(name) {
		if w[0] >= 'A' && w[0] <= 'Z' {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// bracketed reports whether short stands in brackets right after long, alone and in
// capitals, as what long is called for short.
func bracketed(doc *text.Document, long, short *text.Mention) bool {
	if long.Sentence != short.Sentence || short.Kind != text.Name || short.First != long.End+1 {
		return false
	}
	toks := doc.Sentences[long.Sentence].Tokens
	if toks[long.End].Form != "(" || short.End >= len(toks) || toks[short.End].Form != ")" {
		return false
	}
	upper := 0
	for _, r := range short.Text {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	if long.Type == "Vehicle" {
		return upper > 0 // the frigate's number
	}
	return upper > 1 && !strings.ContainsRune(short.Text, ' ') && long.End-long.First > 1 && long.Type != "Person" && long.Type != "Concept" && long.Type != "City"
}
