package date

import (
	"strconv"
	"strings"
	"time"
)

var (
	steps    = map[string]int{"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "same": 0, "next": 1, "coming": 1, "following": 1}
	dayWords = map[string]int{"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
)

// relative reads "last month", "this year", "next Friday", "the past week", "the
// previous day", "every Friday", "over the weekend".
func (f *finder) relative(i int) (period, int, bool) {
	w, at := f.words[i], i+1
	the := w == "the"
	if the {
		w, at = f.word(at), at+1
	}
	if p, end, ok := f.fixed(w, i, at); ok {
		return p, end, true
	}
	step, ok := steps[w]
	if !ok || at >= len(f.words) {
		return period{}, 0, false
	}
	if n, units, ok := f.count(at); ok && step != 0 { // "the last two years"
		return f.stretch(n*step, f.words[units]), units + 1, true
	}
	unit := f.words[at]
	if w == "same" && unit != "day" && unit != "year" && unit != "month" && unit != "week" {
		return period{}, 0, false
	}
	if single := strings.TrimSuffix(unit, "s"); single != unit && lengths[single] && step != 0 { // "the coming days"
		return period{}, at + 1, true
	}
	// "The following day" counts from something that the text said before, and "the
	// next day" does.
	known := !f.today.IsZero() && w != "same" && w != "following" && w != "previous" && !(the && w == "next" && !within[f.word(i-1)])
	if d, ok := weekdays[unit]; ok {
		return f.when(known, oneDay(f.nearest(d, step))), f.dayPart(at + 1), true
	}
	if m, ok := f.monthAt(at); ok {
		return f.when(known, f.stepMonth(m, step)), at + 1, true
	}
	switch {
	case unit == "day" || partsOfDay[unit]:
		return f.when(known, oneDay(f.today.AddDate(0, 0, step))), at + 1, true
	case w == "past" && (unit == "week" || unit == "month" || unit == "year" || unit == "decade"):
		return f.stretch(-1, unit), at + 1, true
	case unit == "weekend" || unit == "week" || unit == "month" || unit == "year" || unit == "decade" || unit == "century":
		return f.when(known, f.unit(unit, step)), at + 1, true
	}
	if first, ok := seasons[unit]; ok && (unit != "fall" || w != "the") {
		y := f.today.Year() + step
		if step < 0 && day(y+1, first, 1).AddDate(0, 3, 0).Before(f.today) {
			y++ // "last summer", said in November
		}
		return f.when(known, season(first, y)), at + 1, true
	}
	return period{}, 0, false
}

// within are words that show that "the next week" counts from today.
var within = wordSet("in over within during for throughout of")

// fixed reads what stands for itself after "the" and "every": "the weekend", "the day
// before yesterday", "every Friday", "the year before". w is the token before at.
func (f *finder) fixed(w string, i, at int) (period, int, bool) {
	switch w {
	case "every", "each":
		if _, ok := weekdays[f.word(at)]; ok {
			return period{}, at + 1, true
		}
	case "weekend":
		if prev := f.word(i - 1); at == i+2 && (prev == "over" || prev == "at" || prev == "during") {
			sunday := f.nearest(time.Sunday, 0)
			if f.today.Weekday() == time.Saturday {
				sunday = f.today.AddDate(0, 0, 1)
			}
			return f.when(!f.today.IsZero(), period{sunday.AddDate(0, 0, -1), sunday}), at, true
		}
	case "day", "night", "week", "month", "year":
		next := f.word(at)
		step := map[string]int{"before": -1, "after": 1}[next]
		switch {
		case step == 0:
		case w == "day" && f.word(at+1) == "yesterday" && step < 0, w == "day" && f.word(at+1) == "tomorrow" && step > 0:
			return f.when(!f.today.IsZero(), oneDay(f.today.AddDate(0, 0, 2*step))), at + 2, true
		case at == i+2 && (at+1 == len(f.words) || strings.Contains(" . , ; : and but when in at on ", " "+f.word(at+1)+" ")):
			return period{}, at + 1, true
		}
	}
	return period{}, 0, false
}

// when returns p where the day it counts from is known.
func (f *finder) when(known bool, p period) period {
	if !known || f.today.IsZero() {
		return period{}
	}
	return p
}

// unit returns the week, weekend, month, year, decade or century that lies so many
// steps from the document's day.
func (f *finder) unit(unit string, step int) period {
	if f.today.IsZero() {
		return period{}
	}
	y := f.today.Year()
	switch unit {
	case "week":
		return weekAt(f.today.AddDate(0, 0, 7*step))
	case "weekend":
		sunday := weekAt(f.today.AddDate(0, 0, 7*step)).to
		return period{sunday.AddDate(0, 0, -1), sunday}
	case "month":
		first := day(y, f.today.Month(), 1).AddDate(0, step, 0)
		return month(first.Year(), first.Month())
	case "year":
		return years(y+step, y+step)
	case "decade":
		from := y/10*10 + 10*step
		return years(from, from+9)
	case "century":
		from := (y-1)/100*100 + 100*step
		return years(from+1, from+100)
	}
	return period{}
}

// nearest is the weekday before (step -1 or 0, today counting for 0) or after the
// document's day.
func (f *finder) nearest(d time.Weekday, step int) time.Time {
	back := (int(f.today.Weekday()) - int(d) + 7) % 7
	switch {
	case step > 0:
		return f.today.AddDate(0, 0, 7-back)
	case back == 0 && step < 0:
		back = 7
	}
	return f.today.AddDate(0, 0, -back)
}

// stepMonth is "last March", "this March", "next March".
func (f *finder) stepMonth(m time.Month, step int) period {
	y := f.today.Year()
	switch {
	case step < 0 && m >= f.today.Month():
		y--
	case step > 0 && m <= f.today.Month():
		y++
	}
	return month(y, m)
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}

// lengths are the units of time that can be counted.
var lengths = wordSet("second minute hour day night week weekend month year decade century generation")

// vague are numbers that nobody counted, and joining the words between a number and
// its unit.
var (
	vague   = wordSet("several few recent some many dozens decades couple")
	joining = wordSet("more of full long the past last")
)

// count reads a number and a unit of time, "two years", "20 years", "recent
// months", and returns the token of the unit. The number of what is not counted
// is 0.
func (f *finder) count(i int) (n, unit int, ok bool) {
	w := f.words[i]
	n, known := numbers[w]
	if !known && w[0] >= '0' && w[0] <= '9' {
		if digits := strings.ReplaceAll(w, ",", ""); isDigits(digits) && len(digits) < 5 {
			n, _ = strconv.Atoi(digits)
			known = true
		}
	}
	at := i + 1
	if vague[w] {
		known = true
	} else if (w == "a" || w == "an") && (vague[f.word(at)] || f.word(at) == "half") {
		return 0, 0, false // "a few days": begins with "few"
	}
	if known && f.halfAt(at) {
		at += 3
	}
	for start := at; known && at < len(f.words) && at <= start+2; at++ {
		w := f.words[at]
		if lengths[strings.TrimSuffix(w, "s")] || w == "centuries" {
			return n, at, true
		}
		if more, ok := numbers[w]; ok && more > 1 {
			n += more
			continue
		}
		if w == "-" && numbers[f.word(at-1)] >= 20 && numbers[f.word(at+1)] > 1 { // "twenty-five"
			continue
		}
		if !joining[w] {
			break
		}
	}
	return 0, 0, false
}

// hedges are the words before a number that make it less sure.
var hedges = wordSet("nearly about almost over around the")

// counted reads a length of time: "nine years", "nearly an hour", "10 years"; and
// with "ago" the day it leads back to. From "two years later" none is known.
func (f *finder) counted(i int) (period, int, bool) {
	if p, end, ok := f.halfAgo(i); ok {
		return p, end, true
	}
	if w := f.words[i]; (w == "decades" || w == "centuries") && f.word(i+1) == "ago" {
		return period{}, i + 2, true
	}
	at := i
	for hedges[f.word(at)] {
		at++
	}
	if f.word(at) == "a" && (f.word(at+1) == "few" || f.word(at+1) == "couple") {
		at++
	}
	if at >= len(f.words) {
		return period{}, 0, false
	}
	n, unit, ok := f.count(at)
	if !ok || f.words[at] == "second" || f.aged(unit) {
		return period{}, 0, false
	}
	end, half := unit+1, f.halfAt(unit-3)
	if f.halfAt(end) {
		end, half = end+3, true
	}
	if (f.words[at] == "a" || f.words[at] == "an") && !f.ago(end) && !f.after(end) && unit == at+1 && at == i {
		// "A day", "a year" alone say no more than "daily"; "an hour ago" does.
		return period{}, 0, false
	}
	if f.compound(unit) {
		return period{}, 0, false // "a two-year war", "ten-day siege"
	}
	switch {
	case f.ago(end) && f.word(end+1) == "today" && n > 0:
		return f.when(true, oneDay(f.stretch(-n, f.words[unit]).from)), end + 2, true
	case f.ago(end) && half && n > 0 && strings.HasPrefix(f.words[unit], "year"):
		return f.back(12*n+6, "month"), end + 1, true
	case f.ago(end) && n > 0:
		return f.back(n, f.words[unit]), end + 1, true
	case f.ago(end), f.after(end):
		return period{}, end + 1, true
	}
	return period{}, end, true
}

// halfAt reports whether "and a half" begins at token i: "two and a half years", "a
// year and a half".
func (f *finder) halfAt(i int) bool {
	return f.word(i) == "and" && f.word(i+1) == "a" && f.word(i+2) == "half"
}

// halfAgo reads "half a century ago", "half an hour ago".
func (f *finder) halfAgo(i int) (period, int, bool) {
	if f.words[i] != "half" || f.word(i+1) != "a" && f.word(i+1) != "an" || !f.ago(i+3) {
		return period{}, 0, false
	}
	switch f.words[i+2] {
	case "century":
		return f.back(5, "decade"), i + 4, true
	case "decade":
		return f.back(5, "year"), i + 4, true
	case "year":
		return f.back(6, "month"), i + 4, true
	case "hour":
		return f.back(1, "hour"), i + 4, true
	}
	return period{}, 0, false
}

// aged reports whether a number and the unit at a token are an age or describe the
// noun behind them: "45 years old", "45-year-old", "ten-day siege".
func (f *finder) aged(unit int) bool {
	return f.word(unit-1) == "-" || f.word(unit+1) == "old" || f.word(unit+1) == "-" || f.word(unit+1) == "of" && f.word(unit+2) == "age"
}

// compound reports whether the unit at token i only describes a noun after it.
func (f *finder) compound(i int) bool {
	return f.toks[i].Head > i && (f.toks[i].Deprel == "compound" || f.toks[i].Deprel == "amod")
}

// ago reports whether token i counts back from the document's day.
func (f *finder) ago(i int) bool { return f.word(i) == "ago" }

// after reports whether token i counts from a day that the text told of.
func (f *finder) after(i int) bool { return f.word(i) == "later" || f.word(i) == "earlier" }

// back is the day, month or year so many units before the document.
func (f *finder) back(n int, unit string) period {
	if f.today.IsZero() {
		return period{}
	}
	y := f.today.Year()
	switch strings.TrimSuffix(unit, "s") {
	case "day", "night":
		return oneDay(f.today.AddDate(0, 0, -n))
	case "week":
		t := f.today.AddDate(0, 0, -7*n)
		return period{t.AddDate(0, 0, -3), t.AddDate(0, 0, 3)}
	case "month":
		return f.unit("month", -n)
	case "year":
		return years(y-n, y-n)
	case "decade":
		return years(y-10*n-2, y-10*n+2)
	case "century", "centurie":
		return years(y-100*n-10, y-100*n+10)
	case "second", "minute", "hour":
		return oneDay(f.today)
	}
	return period{}
}

// stretch is "the last two years" or "the next ten days", up to or from today.
func (f *finder) stretch(n int, unit string) period {
	if f.today.IsZero() || n == 0 {
		return period{}
	}
	var t time.Time
	switch strings.TrimSuffix(unit, "s") {
	case "day", "night":
		t = f.today.AddDate(0, 0, n)
	case "week":
		t = f.today.AddDate(0, 0, 7*n)
	case "month":
		t = f.today.AddDate(0, n, 0)
	case "year":
		t = f.today.AddDate(n, 0, 0)
	case "decade":
		t = f.today.AddDate(10*n, 0, 0)
	case "century", "centurie":
		t = f.today.AddDate(100*n, 0, 0)
	default:
		return oneDay(f.today)
	}
	if n < 0 {
		return period{t, f.today}
	}
	return period{f.today, t}
}

// named are words that make a weekday the name of a feast or of an event.
var named = wordSet("good black bloody super ash palm easter holy maundy shrove cyber")

// weekday reads "Friday", "Friday morning", "Tuesday next week", and keeps the words
// of "Fridays".
func (f *finder) weekday(i int) (period, int, bool) {
	w := f.words[i]
	d, ok := weekdays[w]
	if !ok {
		if d, ok = weekdays[strings.TrimSuffix(w, "s")]; !ok {
			return period{}, 0, false
		}
	}
	if c := f.toks[i].Form[0]; c < 'A' || c > 'Z' || strings.HasSuffix(f.toks[i].Name, "Person") || named[f.word(i-1)] {
		return period{}, 0, false
	}
	if weekdays[w] != d || w[len(w)-1] == 's' {
		return period{}, i + 1, true
	}
	if step, ok := steps[f.word(i+1)]; ok && f.word(i+2) == "week" {
		monday := weekAt(f.today.AddDate(0, 0, 7*step)).from
		return f.when(true, oneDay(monday.AddDate(0, 0, (int(d)+6)%7))), i + 3, true
	}
	day := f.nearest(d, 0)
	if f.ahead(i) && day.Before(f.today) {
		day = f.nearest(d, 1)
	}
	return f.when(true, oneDay(day)), f.dayPart(i + 1), true
}

var partsOfDay = wordSet("morning afternoon evening night")

// dayPart steps over the part of a day at token i, where there is one.
func (f *finder) dayPart(i int) int {
	if partsOfDay[f.word(i)] {
		return i + 1
	}
	return i
}

// dayWord reads "today", "yesterday evening", "tonight", "tomorrow"; "overnight" is
// the night that ended on the document's day.
func (f *finder) dayWord(i int) (period, int, bool) {
	if f.words[i] == "overnight" {
		return f.when(true, period{f.today.AddDate(0, 0, -1), f.today}), i + 1, true
	}
	step, ok := dayWords[f.words[i]]
	if !ok {
		return period{}, 0, false
	}
	return f.when(true, oneDay(f.today.AddDate(0, 0, step))), f.dayPart(i + 1), true
}
