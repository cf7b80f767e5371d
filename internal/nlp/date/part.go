package date

import (
	"strings"
	"time"
)

var parts = map[string]string{"beginning": "early", "start": "early", "end": "late", "middle": "mid", "early": "early", "late": "late", "mid": "mid"}

// partOf reads "early March", "mid-2015", "late 1990s", "the end of last year", "the
// end of the month", "year's end", "earlier this year".
func (f *finder) partOf(i int) (period, int, bool) {
	if p, end, ok := f.earlier(i); ok {
		return p, end, true
	}
	part, at := f.part(i)
	if part == "" || at >= len(f.words) {
		return period{}, 0, false
	}
	if m, ok := f.monthAt(at); ok && !f.monthly(at) { // "early May" needs no other sign
		if p, end, ok := f.monthYear(at); ok {
			return third(p, part), end, true
		}
		return third(f.nearMonth(m, f.ahead(i)), part), at + 1, true
	}
	if p, end, ok := f.thisUnit(at); ok {
		return third(p, part), end, true
	}
	for _, read := range [...]func(*finder, int) (period, int, bool){
		(*finder).monthYear, (*finder).century, (*finder).decade, (*finder).seasonOf, (*finder).relative, (*finder).year,
	} {
		if p, end, ok := read(f, at); ok {
			return third(p, part), end, true
		}
	}
	return period{}, 0, false
}

// part reads the words that name a part of a period, and returns "early", "mid" or
// "late", and the token after them.
func (f *finder) part(i int) (string, int) {
	w, at := f.words[i], i+1
	if len(w) < len(f.toks[i].Form) && strings.HasPrefix(strings.ToLower(f.toks[i].Form), "mid-") {
		return "mid", i // "mid-December" in one word
	}
	if w == "the" {
		w, at = f.word(at), at+1
	}
	switch w {
	case "early", "late":
		return w, at
	case "mid":
		if f.word(at) == "-" {
			at++
		}
		return w, at
	case "beginning", "start", "end", "middle":
		if f.word(at) == "of" {
			return parts[w], at + 1
		}
	}
	return "", 0
}

// thisUnit reads the unit in "the end of the month": the one that the document is of.
// "The end of the year 2015" has its own.
func (f *finder) thisUnit(i int) (period, int, bool) {
	if f.word(i) != "the" {
		return period{}, 0, false
	}
	if w := f.word(i + 1); w != "week" && w != "month" && w != "year" && w != "decade" || isDigits(f.word(i+2)) || f.word(i+2) == "of" {
		return period{}, 0, false
	}
	return f.unit(f.word(i+1), 0), i + 2, true
}

// ended reads "year's end", "month-end".
func (f *finder) ended(i int) (period, int, bool) {
	if w := f.words[i]; w != "year" && w != "month" && w != "week" || f.word(i+2) != "end" || f.word(i+1) != "'s" && f.word(i+1) != "-" {
		return period{}, 0, false
	}
	return third(f.unit(f.words[i], 0), "late"), i + 3, true
}

// earlier reads "earlier this year", up to the document's day, "later this month",
// from it on, and "earlier today".
func (f *finder) earlier(i int) (period, int, bool) {
	w := f.words[i]
	if w != "earlier" && w != "later" {
		return period{}, 0, false
	}
	at := i + 1
	if f.word(at) == "on" || f.word(at) == "in" {
		at++
	}
	if at >= len(f.words) {
		return period{}, 0, false
	}
	p, end, ok := f.relative(at)
	if !ok {
		p, end, ok = f.weekday(at)
	}
	if !ok {
		p, end, ok = f.dayWord(at)
	}
	switch {
	case !ok || p.from.IsZero() || p.from.Equal(p.to) || f.today.Before(p.from) || f.today.After(p.to):
		return p, end, ok
	case w == "earlier":
		return period{p.from, f.today}, end, true
	}
	return period{f.today, p.to}, end, true
}

// third returns the early, middle or late third of a period, or all of a day or two.
func third(p period, part string) period {
	if p.from.IsZero() || p.to.IsZero() {
		return period{}
	}
	days := int(p.to.Sub(p.from).Hours()/24) + 1
	if days < 3 {
		return p
	}
	a, b := days/3, days-days/3
	switch part {
	case "early":
		return period{p.from, p.from.AddDate(0, 0, max(a-1, 0))}
	case "mid":
		return period{p.from.AddDate(0, 0, a), p.from.AddDate(0, 0, max(b-1, a))}
	}
	return period{p.from.AddDate(0, 0, b), p.to}
}

// quarter reads "Q3 2020", "the third quarter of 2020", "the first half of 2021", "H1
// 2021", also of "last year". Without a year it may be a match that has quarters.
func (f *finder) quarter(i int) (period, int, bool) {
	at := i
	if f.words[at] == "the" {
		at++
	}
	n, months := 0, 0
	if w := f.word(at); len(w) == 2 && w[1] >= '1' && w[1] <= '4' {
		n = int(w[1] - '0')
		switch {
		case w[0] == 'q':
			months = 3
		case w[0] == 'h' && n <= 2:
			months = 6
		}
		at++
	} else if n = f.rank(at, 4); n > 0 {
		switch f.word(at + 1) {
		case "quarter":
			months = 3
		case "half":
			months = 6
		}
		at += 2
	}
	if months == 0 || n*months > 12 {
		return period{}, 0, false
	}
	y, end, ok := f.ofYear(at)
	if !ok {
		return period{}, 0, false
	}
	if y == 0 {
		return period{}, end, true
	}
	first := day(y, time.Month((n-1)*months+1), 1)
	return period{first, first.AddDate(0, months, -1)}, end, true
}

// rank returns the number of "first" to "fourth"; "second" and "last" count from the
// end, up to most.
func (f *finder) rank(i, most int) int {
	switch w := f.word(i); w {
	case "last", "final":
		return most
	default:
		if n := ordinals[w]; n <= most {
			return n
		}
	}
	return 0
}

// ofYear reads "2020", "of 2020", "of last year", and returns the year, 0 where the
// document's day is not known.
func (f *finder) ofYear(i int) (year, end int, ok bool) {
	if step, end, ok := f.whichYear(i); ok {
		if f.today.IsZero() {
			return 0, end, true
		}
		return f.today.Year() + step, end, true
	}
	if f.word(i) == "of" || f.word(i) == "," {
		i++
	}
	year, ok = f.yearAt(i)
	return year, i + 1, ok
}

// weekOf reads "the week of 12 May", "the first week of May", "the second Sunday of
// May 2023", "the month of May".
func (f *finder) weekOf(i int) (period, int, bool) {
	at := i
	if f.words[at] == "the" {
		at++
	}
	n := f.rank(at, 5)
	if n > 0 {
		at++
	}
	unit := f.word(at)
	d, isWeekday := weekdays[unit]
	if f.word(at+1) != "of" && (f.word(at+1) != "in" || n == 0) {
		return period{}, 0, false
	}
	switch {
	case n == 0 && unit == "month":
		return f.monthYear(at + 2)
	case n == 0 && unit == "week" && at+2 < len(f.words):
		p, end, ok := f.fullDate(at + 2)
		if ok && !p.from.IsZero() {
			p = weekAt(p.from)
		}
		return p, end, ok
	case n == 0 || unit != "week" && !isWeekday || at+2 >= len(f.words):
		return period{}, 0, false
	}
	p, end, ok := f.monthYear(at + 2)
	switch {
	case !ok || p.from.IsZero():
		return p, end, ok
	case isWeekday:
		return nth(p, n, d), end, true
	case n == 5:
		return period{p.to.AddDate(0, 0, -6), p.to}, end, true
	}
	from := p.from.AddDate(0, 0, 7*(n-1))
	return period{from, from.AddDate(0, 0, 6)}, end, true
}

// nth returns the nth such weekday of a month; the fifth is the last.
func nth(month period, n int, d time.Weekday) period {
	t := month.from.AddDate(0, 0, (int(d)-int(month.from.Weekday())+7)%7+7*(n-1))
	if t.After(month.to) {
		t = t.AddDate(0, 0, -7)
	}
	return oneDay(t)
}

var seasons = map[string]time.Month{"spring": time.March, "summer": time.June, "autumn": time.September, "fall": time.September, "winter": time.December}

// seasonOf reads "the summer of 2016", "summer 2016", "the winter of 2015-16", "the
// spring of last year", and keeps the words of "in the spring". "The fall of Kabul" is
// no season.
func (f *finder) seasonOf(i int) (period, int, bool) {
	at := i
	if f.words[at] == "the" {
		at++
	}
	unit := f.word(at)
	first, ok := seasons[unit]
	if !ok {
		return period{}, 0, false
	}
	next := at + 1
	if f.word(next) == "of" {
		next++
	}
	if from, _, end, ok := f.yearRangeAt(next); ok {
		return season(first, from), end, true
	}
	if y, end, ok := f.ofYear(at + 1); ok {
		if y == 0 {
			return period{}, end, true
		}
		return season(first, y), end, true
	}
	if prev := f.word(i - 1); prev == "in" && f.word(at+1) != "of" && (unit != "fall" || at > i) && f.toks[at].UPOS != "VERB" {
		return period{}, at + 1, true
	}
	return period{}, 0, false
}

func (f *finder) yearRangeAt(i int) (from, to, end int, ok bool) {
	if i >= len(f.words) {
		return 0, 0, 0, false
	}
	return f.yearRange(i)
}

// season is the months of a season in the north; a winter ends in the next year.
func season(first time.Month, y int) period {
	from := day(y, first, 1)
	return period{from, from.AddDate(0, 3, -1)}
}
