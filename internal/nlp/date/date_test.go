package date

import (
	"encoding/json"
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

	// Parts of a year, of a month, of an age.
	{"He came in late 2014, by mid-2015 or in early 2016.", "late 2014: 2014-09-02 2014-12-31; mid-2015: 2015-05-02 2015-09-01; early 2016: 2016-01-01 2016-05-01"},
	{"He came in mid-June.", "mid-June: 2023-06-11 2023-06-20"},
	{"It was in the summer of 2016.", "the summer of 2016: 2016-06-01 2016-08-31"},
	{"It was in the winter of 2015-16.", "the winter of 2015-16: 2015-12-01 2016-02-29"},
	{"It grew in Q3 2020 and in the first half of last year.", "Q3 2020: 2020-07-01 2020-09-30; the first half of last year: 2023-01-01 2023-06-30"},
	{"It was in the week of 12 May.", "the week of 12 May: 2024-05-06 2024-05-12"},
	{"It was in the first week of May 2023.", "the first week of May 2023: 2023-05-01 2023-05-07"},
	{"It was on the last Sunday of May 2023.", "the last Sunday of May 2023: 2023-05-28 2023-05-28"},
	{"It ends at the end of the month, or by year's end.", "the end of the month: 2024-03-22 2024-03-31; year's end: 2024-09-01 2024-12-31"},
	{"It was earlier this year, or later this month.", "earlier this year: 2024-01-01 2024-03-26; later this month: 2024-03-26 2024-03-31"},
	{"He was seen late last night.", "late last night: 2024-03-25 2024-03-25"},
	{"He was seen late last year.", "late last year: 2023-09-02 2023-12-31"},
	{"He left in November last year.", "November last year: 2023-11-01 2023-11-30"},

	// Decades and centuries.
	{"It was big in the nineties, and in the late 1980s.", "the nineties: 1990-01-01 1999-12-31; the late 1980s: 1986-09-02 1989-12-31"},
	{"In the '90s it was new.", "the '90s: 1990-01-01 1999-12-31"},
	{"He is in his thirties, she in her 40s.", ""},
	{"It is from the 19th century.", "the 19th century: 1801-01-01 1900-12-31"},
	{"It is from the late eighteenth century.", "the late eighteenth century: 1767-09-02 1800-12-31"},
	{"It is a 21st-century war.", "21st-century: 2001-01-01 2100-12-31"},
	{"It is from the 5th century BC, or 323 BC.", "the 5th century BC: ; 323 BC: "},
	{"He died in AD 632.", "AD 632: 0632-01-01 0632-12-31"},

	// Stretches.
	{"They met on 3-5 March.", "3-5 March: 2024-03-03 2024-03-05"},
	{"They met on March 3 and 4, 2023.", "March 3 and 4, 2023: 2023-03-03 2023-03-04"},
	{"They fought between 1994 and 1996.", "1994 and 1996: 1994-01-01 1996-12-31"},
	{"They fought between March and May.", "March and May: 2023-03-01 2023-05-31"},
	{"They fought from March to May 2022.", "March to May 2022: 2022-03-01 2022-05-31"},
	{"They fought from 3 March to 5 May 2022.", "3 March to 5 May 2022: 2022-03-03 2022-05-05"},
	{"They met from Monday to Wednesday.", "Monday to Wednesday: 2024-03-18 2024-03-20"},
	{"It has held since 2011.", "since 2011: 2011-01-01 2024-03-26"},
	{"It held until last year.", "until last year: - 2023-12-31"},
	{"From 2014 on they fought.", "2014 on: 2014-01-01 2024-03-26"},
	{"He won in 2016 and 2020.", "2016: 2016-01-01 2016-12-31; 2020: 2020-01-01 2020-12-31"},

	// What counts from the document's day, and what from another.
	{"He left a decade ago.", "a decade ago: 2012-01-01 2016-12-31"},
	{"He left half a century ago.", "half a century ago: 1972-01-01 1976-12-31"},
	{"He left two and a half years ago.", "two and a half years ago: 2021-09-01 2021-09-30"},
	{"He left a few days ago.", "a few days ago: "},
	{"He left a year ago today.", "a year ago today: 2023-03-26 2023-03-26"},
	{"He left the following day, three days later and the next day.", "the following day: ; three days later: ; the next day: "},
	{"He was there the day before.", "the day before: "},
	{"He left the day before yesterday.", "the day before yesterday: 2024-03-24 2024-03-24"},
	{"He leaves next Tuesday, or on Tuesday next week.", "next Tuesday: 2024-04-02 2024-04-02; Tuesday next week: 2024-04-02 2024-04-02"},
	{"He left last summer.", "last summer: 2023-06-01 2023-08-31"},
	{"It rains this weekend, as it did over the weekend.", "this weekend: 2024-03-30 2024-03-31; the weekend: 2024-03-23 2024-03-24"},
	{"It was shelled overnight, and will be tonight.", "overnight: 2024-03-25 2024-03-26; tonight: 2024-03-26 2024-03-26"},
	{"He has grown over the past decade.", "the past decade: 2014-03-26 2024-03-26"},
	{"It comes in the coming days.", "the coming days: "},
	{"They meet every Friday, or on Sundays.", "every Friday: ; Sundays: "},

	// What is still to come.
	{"The talks will resume on Friday.", "Friday: 2024-03-29 2024-03-29"},
	{"The court will sit in January.", "January: 2025-01-01 2025-01-31"},
	{"The vote is scheduled for 5 January.", "5 January: 2025-01-05 2025-01-05"},

	// Dates in numbers.
	{"It is dated 25/03/2024, 03/25/2024 or 25.3.2024.", "25/03/2024: 2024-03-25 2024-03-25; 03/25/2024: 2024-03-25 2024-03-25; 25.3.2024: 2024-03-25 2024-03-25"},
	{"It is dated 12/03/2024.", "12/03/2024: 2024-03-12 2024-12-03"}, // March or December
	{"It is dated 2024-03-01T10:00:00Z.", "2024-03-01T10:00:00Z: 2024-03-01 2024-03-01"},

	// Feasts that do not move.
	{"He left on Christmas Day 2019, came on New Year's Eve, and fasted in Ramadan.", "Christmas Day 2019: 2019-12-25 2019-12-25; New Year's Eve: 2023-12-31 2023-12-31"},

	// A year may describe; a number may be no year, a month no month.
	{"The 2014 crisis and the 7 October attack.", "2014: 2014-01-01 2014-12-31; 7 October: 2023-10-07 2023-10-07"},
	{"They may leave in May, and march in March.", "May: 2023-05-01 2023-05-31; March: 2024-03-01 2024-03-31"},
	{"He is 45 years old, a 45-year-old of 1984 Main Street.", ""},
	{"They struck at 0900 local time and at 1430 GMT.", ""},
	{"Resolution 1701 and some 1,990 rooms, page 1984.", ""},
	{"He died in 1445 AH.", ""},
	{"On the eve of the vote, at noon, on 9/11.", ""},
	{"It was Black Friday, and Good Friday.", ""},
	{"The fall of Kabul was the last of it, in the end.", ""},
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
	for _, c := range [][2]string{
		{"On Friday, as in 2022, they met last month.", "Friday: ; 2022: 2022-01-01 2022-12-31; last month: "},
		{"It has held since 2011, or until this year.", "since 2011: 2011-01-01; until this year: "},
		{"He left in May last year, over the weekend, overnight, on 5 May.", "May last year: ; the weekend: ; overnight: ; 5 May: "},
		{"He left at the end of the month, two weeks ago, in Q3 of last year, last summer.", "the end of the month: ; two weeks ago: ; Q3 of last year: ; last summer: "},
		{"He left on Tuesday next week, from March to May, on New Year's Eve.", "Tuesday next week: ; March to May: ; New Year's Eve: "},
	} {
		if got := show(c[0], ""); got != c[1] {
			t.Errorf("%q\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// show splits the words, marks what a tagger would (numbers before a noun, the
// months that are names), and writes what was found.
func show(words, written string) string {
	var out []string
	for _, sent := range token.Split(words) {
		verb := 0 // that follows "will"
		for i := range sent.Tokens {
			tok := &sent.Tokens[i]
			tok.Head = -1
			if i != verb || verb == 0 {
				tok.UPOS = "X"
			}
			switch {
			case tok.Form == "May" && i > 0 && sent.Tokens[i-1].Form == "Theresa":
				tok.UPOS, tok.Name = "PROPN", "I-Person"
			case tok.Form == "may":
				tok.UPOS = "AUX"
			case tok.Form == "will":
				verb = i + 1
				tok.Deprel, tok.Head, sent.Tokens[verb].UPOS = "aux", verb, "VERB"
			case verb > 0 && i > verb:
				tok.Head = verb
			case tok.Form == "March":
				tok.UPOS = "PROPN"
			case tok.Form == "2000":
				tok.Deprel, tok.Head, sent.Tokens[i+1].XPOS = "nummod", i+1, "NNS"
			}
		}
		for _, e := range Find(&sent, written, text.NewIndex(words)) {
			from := e.Time.From
			if from == "" && e.Time.To != "" {
				from = "-"
			}
			out = append(out, strings.TrimRight(e.Time.Text+": "+from+" "+e.Time.To, " ")+pad(e))
		}
	}
	return strings.Join(out, "; ")
}

// pad keeps the blank after the colon of what has no days.
func pad(e text.TimeExpr) string {
	if e.Time.From == "" && e.Time.To == "" {
		return " "
	}
	return ""
}

// TestJSON shows what a claim carries: the words, and the days that are known.
func TestJSON(t *testing.T) {
	for _, c := range [][2]string{
		{"He left in early March.", `{"text":"early March","from":"2024-03-01","to":"2024-03-10"}`},
		{"It has held since 2011.", `{"text":"since 2011","from":"2011-01-01","to":"2024-03-26"}`},
		{"It held until last year.", `{"text":"until last year","to":"2023-12-31"}`},
		{"He left the following day.", `{"text":"the following day"}`},
	} {
		sent := token.Split(c[0])[0]
		found := Find(&sent, written, text.NewIndex(c[0]))
		if len(found) != 1 {
			t.Fatalf("%q has %d times, want 1", c[0], len(found))
		}
		got, err := json.Marshal(text.Claim{Time: &found[0].Time}.Time)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != c[1] {
			t.Errorf("%q\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
