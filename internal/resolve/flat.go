package resolve

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// flatText is a text in which every run of white space is one space, so that what
// a person quotes is found however the lines break.
type flatText struct {
	text string
	at   []int // the code point of the text that each code point of this one is, and the end
}

func flatten(s string) *flatText {
	f := &flatText{}
	var b strings.Builder
	space, i := true, 0
	for _, r := range s {
		if unicode.IsSpace(r) {
			if !space {
				b.WriteByte(' ')
				f.at = append(f.at, i)
			}
			space = true
		} else {
			b.WriteRune(r)
			f.at = append(f.at, i)
			space = false
		}
		i++
	}
	f.at = append(f.at, i)
	f.text = b.String()
	return f
}

// flat writes words with single spaces.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// find returns where a quotation stands in the text, each place that does not
// overlap the one before.
func (f *flatText) find(quote string) []text.Span {
	quote = flat(quote)
	if quote == "" {
		return nil
	}
	var out []text.Span
	length := utf8.RuneCountInString(quote)
	at, runes := 0, 0
	for {
		i := strings.Index(f.text[at:], quote)
		if i < 0 {
			return out
		}
		runes += utf8.RuneCountInString(f.text[at : at+i])
		out = append(out, text.Span{Start: f.at[runes], End: f.at[runes+length-1] + 1})
		at += i + len(quote)
		runes += length
	}
}

// quoted returns where the document says what is quoted.
func (w *editor) quoted(quote string) []text.Span {
	if w.flat == nil {
		w.flat = flatten(w.d.Text)
	}
	return w.flat.find(quote)
}
