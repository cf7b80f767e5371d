package query

import (
	"fmt"
	"strings"
	"unicode"
)

// kind is what a token is.
type kind int

const (
	word kind = iota // also a whole quoted name
	variable
	comma
	bar
	semicolon
	opening // of conditions: [
	closing
)

// token is a piece of a query. The text of a variable is without its "?".
type token struct {
	kind   kind
	text   string
	column int // of its first code point, from 1
	quoted bool
}

func (t token) written() string {
	if t.kind == variable {
		return "?" + strings.TrimPrefix(t.text, anonymous)
	}
	return t.text
}

// marks are the characters that are tokens by themselves, wherever they stand.
var marks = map[rune]kind{',': comma, '|': bar, ';': semicolon, '[': opening, ']': closing}

// quotes pairs the marks that open a quoted name with those that close it.
var quotes = map[rune]rune{'\'': '\'', '"': '"', '‘': '’', '“': '”', '«': '»'}

// scan cuts a query into tokens. A quotation mark opens a name only where a word
// could begin, so that an apostrophe ("Russia's") needs no care.
func scan(text string) ([]token, error) {
	var tokens []token
	runes := []rune(text)
	for i := 0; i < len(runes); {
		r := runes[i]
		closing, quoted := quotes[r]
		switch {
		case unicode.IsSpace(r):
			i++
		case marks[r] != 0:
			tokens = append(tokens, token{kind: marks[r], text: string(r), column: i + 1})
			i++
		case quoted:
			end := i + 1
			for end < len(runes) && !closes(runes, end, closing) {
				end++
			}
			if end == len(runes) {
				return nil, &SyntaxError{Query: text, Column: i + 1, Msg: fmt.Sprintf("the quotation mark %c is not closed", r)}
			}
			tokens = append(tokens, token{kind: word, text: string(runes[i+1 : end]), column: i + 1, quoted: true})
			i = end + 1
		default:
			end := i + 1
			for end < len(runes) && !unicode.IsSpace(runes[end]) && marks[runes[end]] == 0 {
				end++
			}
			tokens = append(tokens, wordToken(string(runes[i:end]), i+1))
			i = end
		}
	}
	return tokens, nil
}

// closes reports whether a quoted name ends at i: an apostrophe between two
// letters does not end it.
func closes(runes []rune, i int, closing rune) bool {
	if runes[i] != closing {
		return false
	}
	inWord := i+1 < len(runes) && unicode.IsLetter(runes[i+1]) && unicode.IsLetter(runes[i-1])
	return !inWord || closing != '\'' && closing != '’'
}

func wordToken(s string, column int) token {
	if s == anonymous || s == "?" {
		return token{kind: variable, text: anonymous, column: column}
	}
	if name, ok := strings.CutPrefix(s, "?"); ok {
		return token{kind: variable, text: name, column: column}
	}
	return token{kind: word, text: s, column: column}
}
