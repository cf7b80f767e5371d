package date

import (
	"strconv"
	"strings"
)

// yearAt returns the year that token i writes in four digits, or in two after an
// apostrophe where a month or a preposition stands before it: "in '69".
func (f *finder) yearAt(i int) (int, bool) {
	w := f.word(i)
	if len(w) == 3 && w[0] == '\'' && isDigits(w[1:]) {
		y, _ := strconv.Atoi(w[1:])
		_, month := f.monthAt(i - 1)
		prev := f.word(i - 1)
		return f.century2(y), month || prev == "in" || prev == "of" || prev == "since" || prev == "until"
	}
	if len(w) != 4 || !isDigits(w) {
		return 0, false
	}
	y, _ := strconv.Atoi(w)
	return y, y >= 1000 && y <= 2199
}

// Words beside a number of four digits that make it something else than a year.
var (
	// "Resolution 1701", "page 1984", "some 2000".
	beforeNumbers = wordSet(`resolution page pages no. number nr flight section article room case decree order law act bill highway route unit
		model lot psalm channel some than nearly almost least exactly roughly approximately $ € £ # +`)
	// "2000 people", "1430 GMT", "1984 Main Street".
	afterNumbers = wordSet(`gmt utc hours hrs hr h local est edt cst cet cest bst msk a.m. p.m. am pm ah people men women children troops soldiers
		fighters dollars euros pounds km kilometres kilometers miles metres meters m feet tons tonnes barrels % percent per bc bce b.c. b.c.e.`)
	streets = wordSet("street st. st road rd. rd avenue ave. ave drive lane boulevard blvd. blvd square way")
	common  = wordSet("ad ce a.d. c.e.")
	before  = wordSet("bc bce b.c. b.c.e.")
)

// year reads a bare year, "2022", "the year 2022", where it can be one; not a count
// ("2000 people"), a time of day ("1430 GMT") or a number of something. Years before
// Christ keep their words alone.
func (f *finder) year(i int) (period, int, bool) {
	at := i
	if f.words[at] == "the" {
		at++
	}
	named := false
	for f.word(at) == "fiscal" || f.word(at) == "year" {
		named = true
		at++
	}
	if !named {
		at = i
	}
	if p, end, ok := f.era(at); ok {
		return p, end, true
	}
	y, ok := f.yearAt(at)
	switch {
	case !ok:
		return period{}, 0, false
	case named:
	case beforeNumbers[f.word(at-1)], afterNumbers[f.word(at+1)], streets[f.word(at+2)], streets[f.word(at+1)]:
		return period{}, 0, false
	case f.counts(at):
		return period{}, 0, false
	case y < 1500 || y > 2100:
		if f.word(at-1) != "in" && f.word(at-1) != "since" {
			return period{}, 0, false
		}
	}
	return years(y, y), at + 1, true
}

// counts reports whether the number at token i counts the things after it.
func (f *finder) counts(i int) bool {
	h := f.toks[i].Head
	return f.toks[i].Deprel == "nummod" && h > i && h < len(f.toks) && f.toks[h].XPOS == "NNS"
}

// era reads a year with its era: "323 BC", "AD 70", "622 CE".
func (f *finder) era(i int) (period, int, bool) {
	number := i
	if common[f.word(i)] {
		number++
	}
	w := f.word(number)
	if !isDigits(w) || len(w) > 4 {
		return period{}, 0, false
	}
	y, _ := strconv.Atoi(w)
	switch after := f.word(number + 1); {
	case number > i && y > 0:
		return years(y, y), number + 1, true
	case before[after]:
		return period{}, number + 2, true
	case common[after] && f.toks[number+1].Form[0] < 'a' && y > 0:
		return years(y, y), number + 2, true
	}
	return period{}, 0, false
}

// tens are decades in words. "The twenties" may be those of either century, and keep
// their words alone.
var tens = map[string]int{
	"twenties": 0, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990,
}

// decadeAt reports whether token i is a decade: "1990s", "2000s", "'90s", "nineties".
func (f *finder) decadeAt(i int) bool {
	_, ok := f.decadeOf(i)
	return ok
}

// decadeOf returns the first year of the decade at token i, 0 where it is one of an
// unknown century. Ages are none: "in his thirties", "in her 40s".
func (f *finder) decadeOf(i int) (int, bool) {
	w := strings.Replace(f.word(i), "'s", "s", 1) // "1990's"
	if len(w) == 5 && w[3] == '0' && w[4] == 's' && isDigits(w[:4]) {
		y, _ := strconv.Atoi(w[:4])
		return y, true
	}
	y, ok := tens[w]
	short := strings.TrimPrefix(w, "'")
	if !ok && len(short) == 3 && short[1] == '0' && short[2] == 's' && isDigits(short[:2]) {
		n, _ := strconv.Atoi(short[:2])
		ok = true
		if n >= 30 {
			y = 1900 + n
		}
	}
	if !ok {
		return 0, false
	}
	prev := f.word(i - 1)
	if prev == "early" || prev == "late" || prev == "mid" || prev == "-" {
		prev = f.word(i - 2)
		if prev == "mid" {
			prev = f.word(i - 3)
		}
	}
	return y, w[0] == '\'' || prev == "the" || prev == "and"
}

// decade reads "1990s", "the 1990s", "the '90s", "the nineties".
func (f *finder) decade(i int) (period, int, bool) {
	if f.words[i] == "the" {
		i++
	}
	y, ok := f.decadeOf(i)
	if !ok || y == 0 {
		return period{}, i + 1, ok
	}
	return years(y, y+9), i + 1, true
}

var ordinals = ordinalWords()

// ordinalWords are "first" to "twenty-first", in one word.
func ordinalWords() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
		fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first`) {
		m[w] = i + 1
	}
	return m
}

// ordinal returns the number that token i gives as a rank: "19th", "nineteenth", and
// the token after it.
func (f *finder) ordinal(i int) (n, end int, ok bool) {
	w := f.word(i)
	if n, ok = ordinals[w]; ok {
		return n, i + 1, true
	}
	if w == "twenty" && f.word(i+1) == "-" && f.word(i+2) == "first" {
		return 21, i + 3, true
	}
	if w == "" || w[0] < '0' || w[0] > '9' || len(w) < 3 {
		return 0, 0, false
	}
	switch w[len(w)-2:] {
	case "st", "nd", "rd", "th":
		n, err := strconv.Atoi(w[:len(w)-2])
		return n, i + 1, err == nil
	}
	return 0, 0, false
}

// century reads "the 19th century", "21st-century", "the 18th and 19th centuries",
// "the 5th century BC". The nineteenth century ended with 1900.
func (f *finder) century(i int) (period, int, bool) {
	at := i
	if f.words[at] == "the" {
		at++
	}
	from, at, ok := f.ordinal(at)
	if !ok {
		return period{}, 0, false
	}
	to := from
	if sep := f.word(at); sep == "and" || sep == "to" || sep == "-" {
		if n, next, ok := f.ordinal(at + 1); ok {
			to, at = n, next
		} else if sep == "-" {
			at++
		}
	}
	if w := f.word(at); w != "century" && w != "centuries" || from < 1 || to < from || to > 30 {
		return period{}, 0, false
	}
	if before[f.word(at+1)] {
		return period{}, at + 2, true
	}
	return years(100*(from-1)+1, 100*to), at + 1, true
}
