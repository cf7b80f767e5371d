package eval

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/quadrille-kg/quadrille/graph"
)

var article = regexp.MustCompile(`^(the|a|an)\s+`)

// plainName is a name as names are compared: small letters, without article,
// possessive and punctuation.
func plainName(name string) string {
	s := strings.ReplaceAll(strings.ToLower(norm.NFKC.String(name)), "’", "'")
	s = article.ReplaceAllString(strings.TrimSpace(s), "")
	s = strings.TrimSuffix(s, "'s")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_'
	}), " ")
}

// nameSet holds the plain forms of names.
type nameSet map[string]bool

func (s nameSet) add(names ...string) {
	for _, n := range names {
		if n = plainName(n); n != "" {
			s[n] = true
		}
	}
}

func (s nameSet) meets(o nameSet) bool {
	for n := range s {
		if o[n] {
			return true
		}
	}
	return false
}

// namesOf returns all the names of a claim's subject or object, and the words
// that stand for it there.
func namesOf(a *graph.Argument) nameSet {
	s := nameSet{}
	if a != nil {
		s.add(a.Name, a.Mention.Text)
		s.add(a.Aliases...)
	}
	return s
}
