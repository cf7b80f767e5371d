package sparql

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/graph/query"
)

// kind is what a token is.
type kind int

const (
	mark     kind = iota // one character of punctuation, or <<
	word                 // a keyword or a function
	variable             // with its ? or $
	name                 // prefix:local
	iri                  // with its < and >
	other                // a string, a number, a blank node, a language
)

// token is a piece of a query's text.
type token struct {
	kind  kind
	text  string
	begin int // in bytes
}

func (t token) end() int { return t.begin + len(t.text) }

// is reports whether the token is one of these keywords.
func (t token) is(words ...string) bool {
	if t.kind != word {
		return false
	}
	for _, w := range words {
		if strings.EqualFold(t.text, w) {
			return true
		}
	}
	return false
}

var iriToken = regexp.MustCompile("^<[^<>\"{}|^`\\\\\\x00-\\x20]*>")

// scan cuts a query into tokens, without comments.
func scan(text string) ([]token, error) {
	var ts []token
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		t := token{kind: mark, begin: i}
		end := i + n
		switch {
		case unicode.IsSpace(r):
			i += n
			continue
		case r == '#':
			if j := strings.IndexByte(text[i:], '\n'); j >= 0 {
				i += j
			} else {
				i = len(text)
			}
			continue
		case r == '<':
			if m := iriToken.FindString(text[i:]); m != "" {
				t.kind, end = iri, i+len(m)
			} else if strings.HasPrefix(text[i:], "<<") {
				end = i + 2
			}
		case r == '"' || r == '\'':
			body, rest := cutString(text[i:])
			if rest == "" && !closed(text[i:], body) {
				return nil, query.FaultAt(text, i, "the string is not closed")
			}
			t.kind, end = other, len(text)-len(rest)
		case r == '?' || r == '$':
			end += nameLength(text[end:], isVarRune)
			if end > i+1 {
				t.kind = variable
			}
		case r == '@', r == '_' && strings.HasPrefix(text[i:], "_:"):
			end += nameLength(text[end:], func(r rune) bool { return isVarRune(r) || r == '-' || r == ':' || r == '.' })
			t.kind = other
		case unicode.IsDigit(r):
			end += nameLength(text[end:], func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune(".eE", r) })
			for text[end-1] == '.' {
				end--
			}
			t.kind = other
		case isVarRune(r) || r == ':':
			t.kind = word
			if r != ':' {
				end += nameLength(text[end:], func(r rune) bool { return isVarRune(r) || r == '-' || r == '.' })
				for text[end-1] == '.' {
					end--
				}
			}
			if r == ':' || strings.HasPrefix(text[end:], ":") {
				t.kind = name
				if r != ':' {
					end++
				}
				end += localLength(text[end:])
			}
		}
		t.text = text[i:end]
		ts = append(ts, t)
		i = end
	}
	return ts, nil
}

// closed reports whether a string's quotes are both there.
func closed(text, body string) bool {
	quotes := len(text) - len(body)
	return quotes == 2 || quotes == 6
}

func isVarRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func nameLength(text string, in func(rune) bool) int {
	for i, r := range text {
		if !in(r) {
			return i
		}
	}
	return len(text)
}

// localLength returns how long a local name is (PN_LOCAL).
func localLength(text string) int {
	i := 0
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\\' && i+1 < len(text):
			n = 2
		case r == '%' && i+2 < len(text):
			n = 3
		case isVarRune(r) || strings.ContainsRune("-.:", r):
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		i += n
	}
	for i > 0 && text[i-1] == '.' {
		i--
	}
	return i
}
