package date

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Tuesday, 26 March 2024.
const written = "2024-03-26"

var finds = []struct{ words, want string }{
	{"The embassy was attacked in 2022.", "2022: 2022-01-01 2022-12-31"},
	{"It goes back to the Chechen wars in the 1990s and early 2000s.", "the 1990s and early 2000s: 1990-01-01 2003-05-01"},
	{"The Soviet occupation lasted from 1979-89.", "1979-89: 1979-01-01 1989-12-31"},
	{"They fought from 1914 to 1918.", "1914 to 1918: 1914-01-01 1918-12-31"},
	{"On 26 March 2024 they met.", "26 March 2024: 2024-03-26 2024-03-26"},
	{"On March 22, 2024, they met.", "March 22, 2024: 2024-03-22 2024-03-22"},
	{"They met on 5 December.", "5 December: 2023-12-05 2023-12-05"},
	{"He was seen in early March.", "early March: 2024-03-01 2024-03-10"},
	{"The attack on Friday killed 137.", "Friday: 2024-03-22 2024-03-22"},
	{"It began last month.", "last month: 2024-02-01 2024-02-29"},
	{"Already this year it has stopped plots.", "this year: 2024-01-01 2024-12-31"},
	{"He left on Monday and came back yesterday.", "Monday: 2024-03-25 2024-03-25; yesterday: 2024-03-25 2024-03-25"},
	{"They met two years ago.", "two years ago: 2022-01-01 2022-12-31"},
	{"It has been around for nine years.", "nine years: "},
	{"The worst plot in 20 years failed.", "20 years: "},
	{"In the last two years it grew.", "the last two years: 2022-03-26 2024-03-26"},
	{"By the end of last year it was over.", "the end of last year: 2023-09-02 2023-12-31"},
	{"The report is dated 2024-03-01.", "2024-03-01: 2024-03-01 2024-03-01"},
	{"He crossed in mid-December.", "mid-December: 2023-12-11 2023-12-21"},
	{"In March 2014 it was annexed.", "March 2014: 2014-03-01 2014-03-31"},
	{"It lasted from October to March.", "October to March: 2023-10-01 2024-03-31"},
	{"They may march on the town with 2000 men.", ""},
	{"Theresa May met Will Young.", ""},
	{"In a 1998 speech he said so.", "1998: 1998-01-01 1998-12-31"},
}

func TestFind(t *testing.T) {
	for _, test := range finds {
		if got := show(test.words, written); got != test.want {
			t.Errorf("%q\n got %s\nwant %s", test.words, got, test.want)
		}
	}
}

// Without the day it was written, a text still has its years.
func TestUndated(t *testing.T) {
	if got, want := show("On Friday, as in 2022, they met last month.", ""), "Friday: ; 2022: 2022-01-01 2022-12-31; last month: "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// show splits the words, marks what a tagger would (numbers before a noun, the
// months that are names), and writes what was found.
func show(words, written string) string {
	var out []string
	for _, sent := range token.Split(words) {
		for i := range sent.Tokens {
			tok := &sent.Tokens[i]
			tok.Head = -1
			tok.UPOS = "X"
			switch {
			case tok.Form == "May" && i > 0:
				tok.UPOS, tok.Name = "PROPN", "I-Person"
			case tok.Form == "may":
				tok.UPOS = "AUX"
			case tok.Form == "March":
				tok.UPOS = "PROPN"
			case tok.Form == "2000":
				tok.Deprel, tok.Head, sent.Tokens[i+1].XPOS = "nummod", i+1, "NNS"
			}
		}
		for _, e := range Find(&sent, written, text.NewIndex(words)) {
			out = append(out, strings.TrimRight(fmt.Sprintf("%s: %s %s", e.Time.Text, e.Time.From, e.Time.To), " ")+pad(e))
		}
	}
	return strings.Join(out, "; ")
}

// pad keeps the blank after the colon of what has no days.
func pad(e text.TimeExpr) string {
	if e.Time.From == "" {
		return " "
	}
	return ""
}
