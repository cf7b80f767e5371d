package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// gazetteer finds the schema's names in a row of tokens. A name of one word must
// be written as it is listed, one of several words may have any case.
type gazetteer struct {
	exact  map[string]entry
	folded map[string]entry // lower case, names of several words only
	// longest holds, by the first word of a name in lower case, how many bytes
	// the longest name has that begins so.
	longest map[string]int
}

// entry is what a listed word or phrase stands for.
type entry struct {
	name   *schema.Name
	people bool // a demonym: an adjective, or the people
}

func newGazetteer(names []*schema.Name) *gazetteer {
	n := 4 * len(names)
	g := &gazetteer{exact: make(map[string]entry, n), folded: make(map[string]entry, n), longest: make(map[string]int, n)}
	for _, n := range names {
		to := n
		if same, ok := g.exact[plain(n.Name)]; ok {
			to = same.name // two entries of one name are one
		}
		g.add(n.Name, entry{name: to})
		for _, a := range n.Aliases {
			g.add(a, entry{name: to})
		}
	}
	// After the names: "Turkmen" is a people before it is an adjective.
	for _, n := range names {
		for _, d := range n.Demonyms {
			g.add(d, entry{name: n, people: true})
		}
	}
	return g
}

// add lists a phrase; of two entries with the same words the first stays.
func (g *gazetteer) add(phrase string, e entry) {
	key := plain(phrase)
	if key == "" {
		return
	}
	if _, ok := g.exact[key]; !ok {
		g.exact[key] = e
	}
	fold := strings.ToLower(key)
	if strings.ContainsAny(key, " -") {
		if _, ok := g.folded[fold]; !ok {
			g.folded[fold] = e
		}
	}
	word := firstWord(fold)
	g.longest[word] = max(g.longest[word], len(key))
}

// match returns the longest listed name that begins at token i, and the token
// after it. In a sentence all in capitals (shout) they say nothing.
func (g *gazetteer) match(toks []text.Token, i int, shout bool) (e entry, end int, ok bool) {
	longest, known := g.longest[strings.ToLower(firstWord(plain(toks[i].Form)))]
	if !known {
		return entry{}, 0, false
	}
	var key strings.Builder
	for j := i; j < len(toks) && key.Len() <= longest; j++ {
		if j > i && toks[j].Span.Start > toks[j-1].Span.End {
			key.WriteByte(' ')
		}
		key.WriteString(plain(toks[j].Form))
		if key.Len() > longest {
			break
		}
		found, hit := g.exact[key.String()]
		if !hit && shout && j == i {
			found, hit = g.exact[titled(key.String())]
		}
		if !hit && j > i {
			found, hit = g.folded[strings.ToLower(key.String())]
			hit = hit && capital(toks[i].Form)
		}
		if hit {
			e, end, ok = found, j+1, true
		}
	}
	return e, end, ok
}

var plainer = strings.NewReplacer("’", "'", "‘", "'", "–", "-", "‑", "-", "—", "-")

// plain writes typographers' quotes and dashes as a keyboard has them.
func plain(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return plainer.Replace(s)
		}
	}
	return s
}

// firstWord returns the leading letters and digits of s, or its first character
// where it begins with neither.
func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if i == 0 {
				return string(r)
			}
			return s[:i]
		}
	}
	return s
}

// titled writes a word in capitals with one at the head: "Iran" for "IRAN".
func titled(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size] + strings.ToLower(s[size:])
}

// capital reports whether s begins with an upper-case letter or a digit.
func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// shouted reports whether s has two letters or more, all upper case.
func shouted(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

// letters reports whether a word begins with a letter.
func letters(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsLetter(r)
}
