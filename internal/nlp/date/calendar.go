package date

import (
	"strconv"
	"strings"
	"time"
)

var (
	months   = monthNames()
	weekdays = dayNames()
)

// monthNames are the months in lower case, whole and short: "march", "mar", "mar.".
func monthNames() map[string]time.Month {
	names := map[string]time.Month{"sept": time.September, "sept.": time.September}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		names[name], names[name[:3]], names[name[:3]+"."] = m, m, m
	}
	return names
}

// dayNames are the weekdays, whole, and short with a full stop.
func dayNames() map[string]time.Weekday {
	names := map[string]time.Weekday{"tues.": time.Tuesday, "thurs.": time.Thursday}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		names[name], names[name[:3]+"."] = d, d
	}
	return names
}

// monthAt returns the month named at token i. Its name must be written with a
// capital: "may" and "march" are words too.
func (f *finder) monthAt(i int) (time.Month, bool) {
	m, ok := months[f.word(i)]
	if !ok {
		return 0, false
	}
	if form := f.toks[i].Form[max(0, len(f.toks[i].Form)-len(f.words[i])):]; form[0] < 'A' || form[0] > 'Z' {
		return 0, false
	}
	return m, f.toks[i].UPOS != "AUX" && f.toks[i].UPOS != "VERB"
}

// dayAt returns the day of a month at token i: "26", "26th".
func (f *finder) dayAt(i int) (int, bool) {
	w := f.word(i)
	if w == "" || w[0] < '0' || w[0] > '9' {
		return 0, false
	}
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, suffix)
	}
	d, err := strconv.Atoi(w)
	return d, err == nil && d >= 1 && d <= 31 && len(w) <= 2
}

// fullDate reads a day with its month: "26 March 2024", "March 26, 2024",
// "Friday, March 22", "the 22nd of March".
func (f *finder) fullDate(i int) (period, int, bool) {
	at := i
	if _, ok := weekdays[f.words[at]]; ok {
		at++
		if f.word(at) == "," {
			at++
		}
	}
	if f.word(at) == "the" && (f.word(at+2) == "of" || len(f.word(at+1)) > 2) { // not "the 7 October attack"
		at++
	}
	if d, ok := f.dayAt(at); ok { // 26 March
		next := at + 1
		if f.word(next) == "of" {
			next++
		}
		if m, ok := f.monthAt(next); ok {
			return f.dated(i, m, d, next+1)
		}
	}
	if m, ok := f.monthAt(at); ok && f.word(at-1) != "the" { // March 26
		if d, ok := f.dayAt(at + 1); ok {
			return f.dated(i, m, d, at+2)
		}
	}
	return period{}, 0, false
}

// dated reads the year after a day and month, which stand from token i to end, or
// finds the nearest such day in the past, or ahead where the sentence looks there.
func (f *finder) dated(i int, m time.Month, d, end int) (period, int, bool) {
	at := end
	if f.word(at) == "," || f.word(at) == "of" {
		at++
	}
	if y, ok := f.yearAt(at); ok {
		return valid(y, m, d), at + 1, true
	}
	if step, last, ok := f.whichYear(end); ok {
		return f.when(true, valid(f.today.Year()+step, m, d)), last, true
	}
	if f.today.IsZero() {
		return period{}, end, true
	}
	y := f.today.Year()
	switch t := day(y, m, d); {
	case f.ahead(i):
		if t.Before(f.today) {
			y++
		}
	case t.After(f.today.AddDate(0, 2, 0)):
		y--
	}
	return valid(y, m, d), end, true
}

// valid returns the day, or nothing for the thirtieth of February.
func valid(y int, m time.Month, d int) period {
	if t := day(y, m, d); t.Month() == m {
		return oneDay(t)
	}
	return period{}
}

// whichYear reads "last year", "of this year" after a day or a month.
func (f *finder) whichYear(i int) (step, end int, ok bool) {
	if f.word(i) == "of" {
		i++
	}
	step, ok = steps[f.word(i)]
	return step, i + 2, ok && f.word(i+1) == "year" && f.word(i) != "same"
}

// monthYear reads "March 2024", "March", "March of last year", "March last year".
func (f *finder) monthYear(i int) (period, int, bool) {
	m, ok := f.monthAt(i)
	if !ok {
		return period{}, 0, false
	}
	at := i + 1
	if f.word(at) == "," || f.word(at) == "of" {
		at++
	}
	if y, ok := f.yearAt(at); ok {
		return month(y, m), at + 1, true
	}
	if step, end, ok := f.whichYear(i + 1); ok {
		return f.when(!f.today.IsZero(), month(f.today.Year()+step, m)), end, true
	}
	if !f.monthly(i) {
		return period{}, 0, false
	}
	return f.nearMonth(m, f.ahead(i)), i + 1, true
}

// beforeMonths are words that show that a month follows, not a woman or a verb.
var beforeMonths = wordSet("in since until till by for from to through during last this next late early mid of before after and - between every each")

// monthly reports whether a month's name alone is one here: "May" and "March"
// and "April" are also words and women.
func (f *finder) monthly(i int) bool {
	if len(f.words[i]) < 4 && !strings.HasSuffix(f.words[i], ".") && f.words[i] != "may" {
		return false
	}
	if strings.HasSuffix(f.toks[i].Name, "Person") {
		return false
	}
	switch f.words[i] {
	case "may", "march", "april", "june", "august":
		return len(f.words[i]) < len(f.toks[i].Form) || i > 0 && (f.toks[i].UPOS == "PROPN" || beforeMonths[f.words[i-1]])
	}
	return true
}

// nearMonth is the nearest month of that name that is not after the document's, or
// not before it.
func (f *finder) nearMonth(m time.Month, ahead bool) period {
	if f.today.IsZero() {
		return period{}
	}
	y := f.today.Year()
	switch {
	case ahead && m < f.today.Month():
		y++
	case !ahead && m > f.today.Month():
		y--
	}
	return month(y, m)
}

// A feast is a day that has a name and a place in the calendar.
type feast struct {
	words []string
	month time.Month
	day   int
}

var feasts = []feast{
	{[]string{"christmas", "eve"}, time.December, 24},
	{[]string{"christmas", "day"}, time.December, 25},
	{[]string{"christmas"}, time.December, 25},
	{[]string{"boxing", "day"}, time.December, 26},
	{[]string{"new", "year", "'s", "eve"}, time.December, 31},
	{[]string{"new", "year", "'s", "day"}, time.January, 1},
	{[]string{"halloween"}, time.October, 31},
}

// holiday reads "Christmas Day 2019", "New Year's Eve". Feasts that move with the
// moon (Easter, Ramadan) are left alone.
func (f *finder) holiday(i int) (period, int, bool) {
	if c := f.toks[i].Form[0]; c < 'A' || c > 'Z' {
		return period{}, 0, false
	}
next:
	for _, day := range feasts {
		for k, w := range day.words {
			if f.word(i+k) != w {
				continue next
			}
		}
		return f.dated(i, day.month, day.day, i+len(day.words))
	}
	return period{}, 0, false
}
