package date

import (
	"strconv"
	"strings"
	"time"
)

var (
	parts    = map[string]string{"beginning": "early", "start": "early", "end": "late", "middle": "mid"}
	steps    = map[string]int{"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "same": 0, "next": 1, "coming": 1, "following": 1}
	dayWords = map[string]int{"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
	seasons  = map[string]time.Month{"spring": time.March, "summer": time.June, "autumn": time.September, "fall": time.September, "winter": time.December}
)

// partOf reads "early March", "mid-2015", "late 1990s", "the end of last year",
// "the beginning of 2020".
func (f *finder) partOf(i int) (period, int, bool) {
	part, at := f.part(i)
	if part == "" {
		return period{}, 0, false
	}
	for _, read := range []func(int) (period, int, bool){f.monthYear, f.decade, f.relative, f.year} {
		if at >= len(f.words) {
			break
		}
		if p, end, ok := read(at); ok {
			return third(p, part), end, true
		}
	}
	return period{}, 0, false
}

// part reads the words that name a part of a period, and returns "early", "mid" or
// "late", and the token after them.
func (f *finder) part(i int) (string, int) {
	w, at := f.words[i], i+1
	if len(f.words[i]) < len(f.toks[i].Form) && strings.HasPrefix(f.toks[i].Form, "mid") {
		return "mid", i // "mid-December" in one word
	}
	if w == "the" && at < len(f.words) {
		w, at = f.words[at], at+1
	}
	switch w {
	case "early", "late":
		return w, at
	case "mid":
		if at < len(f.words) && f.words[at] == "-" {
			at++
		}
		return w, at
	case "beginning", "start", "end", "middle":
		if at < len(f.words) && f.words[at] == "of" {
			if at+1 < len(f.words) && f.words[at+1] == "the" {
				at++
			}
			return parts[w], at + 1
		}
	}
	return "", 0
}

// third returns the early, middle or late third of a period.
func third(p period, part string) period {
	if p.from.IsZero() {
		return p
	}
	days := int(p.to.Sub(p.from).Hours()/24) + 1
	a, b := days/3, days-days/3
	switch part {
	case "early":
		return period{p.from, p.from.AddDate(0, 0, max(a-1, 0))}
	case "mid":
		return period{p.from.AddDate(0, 0, a), p.from.AddDate(0, 0, max(b-1, a))}
	}
	return period{p.from.AddDate(0, 0, b), p.to}
}

// relative reads "last month", "this year", "next Friday", "the past week", "the
// previous day".
func (f *finder) relative(i int) (period, int, bool) {
	w, at := f.words[i], i+1
	if w == "the" && at < len(f.words) {
		w, at = f.words[at], at+1
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
	// "The following day" counts from something that the text said before.
	known := !f.today.IsZero() && w != "same" && w != "following" && w != "previous"
	if d, ok := weekdays[unit]; ok {
		return f.when(known, oneDay(f.nearest(d, step))), at + 1, true
	}
	if m, ok := f.monthAt(at); ok {
		return f.when(known, f.stepMonth(m, step)), at + 1, true
	}
	switch unit {
	case "day", "morning", "afternoon", "evening", "night":
		return f.when(known, oneDay(f.today.AddDate(0, 0, dayStep(step, unit)))), at + 1, true
	case "weekend", "week":
		return f.when(known, f.week(step, unit)), at + 1, true
	case "month":
		first := day(f.today.Year(), f.today.Month(), 1).AddDate(0, step, 0)
		return f.when(known, month(first.Year(), first.Month())), at + 1, true
	case "year":
		y := f.today.Year() + step
		return f.when(known, period{yearStart(y), yearEnd(y)}), at + 1, true
	case "decade", "century":
		return period{}, at + 1, true
	case "spring", "summer", "autumn", "fall", "winter":
		return f.when(known, f.season(unit, step)), at + 1, true
	}
	return period{}, 0, false
}

// when returns p where the day it counts from is known.
func (f *finder) when(known bool, p period) period {
	if !known {
		return period{}
	}
	return p
}

// dayStep makes "this morning" today, and "last night" the day before.
func dayStep(step int, unit string) int {
	if unit == "day" && step < 0 {
		return -1
	}
	return step
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

// week is the week from Monday to Sunday, or its weekend.
func (f *finder) week(step int, unit string) period {
	monday := f.today.AddDate(0, 0, -(int(f.today.Weekday())+6)%7+7*step)
	if unit == "weekend" {
		return period{monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 6)}
	}
	return period{monday, monday.AddDate(0, 0, 6)}
}

// season is the months of a season in the north; a winter ends in the next year.
func (f *finder) season(unit string, step int) period {
	first := seasons[unit]
	y := f.today.Year() + step
	if step < 0 && day(y+1, first, 1).AddDate(0, 3, 0).Before(f.today) {
		y++ // "last summer", said in November
	}
	from := day(y, first, 1)
	return period{from, from.AddDate(0, 3, -1)}
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}

var units = map[string]bool{
	"second": true, "minute": true, "hour": true, "day": true, "night": true, "week": true, "weekend": true, "month": true, "year": true, "decade": true, "century": true, "generation": true,
}

// count reads a number and a unit of time, "two years", "20 years", "recent
// months", and returns the token of the unit. The number of what is not counted
// is 0.
func (f *finder) count(i int) (n, unit int, ok bool) {
	w := f.words[i]
	n, known := numbers[w]
	if !known {
		digits := strings.ReplaceAll(w, ",", "")
		if isDigits(digits) && len(digits) < 5 {
			n, _ = strconv.Atoi(digits)
			known = true
		}
	}
	switch w {
	case "several", "few", "recent", "some", "many", "dozens", "decades", "couple":
		known = true
	}
	for at := i + 1; known && at < len(f.words) && at <= i+3; at++ {
		w := f.words[at]
		if single := strings.TrimSuffix(w, "s"); units[single] || w == "centuries" {
			return n, at, true
		}
		if more, ok := numbers[w]; ok && more > 1 {
			n += more
			continue
		}
		if w != "more" && w != "of" && w != "-" && w != "full" && w != "long" && w != "the" && w != "past" && w != "last" {
			break
		}
	}
	return 0, 0, false
}

// counted reads a length of time: "nine years", "nearly an hour", "10 years"; and
// with "ago" the day it leads back to.
func (f *finder) counted(i int) (period, int, bool) {
	at := i
	for at < len(f.words) && (f.words[at] == "nearly" || f.words[at] == "about" || f.words[at] == "almost" || f.words[at] == "over" || f.words[at] == "around" || f.words[at] == "the") {
		at++
	}
	if at >= len(f.words) {
		return period{}, 0, false
	}
	n, unit, ok := f.count(at)
	if !ok || f.words[at] == "second" {
		return period{}, 0, false
	}
	if (f.words[at] == "a" || f.words[at] == "an") && !f.ago(unit+1) && unit == at+1 && at == i {
		// "A day", "a year" alone say no more than "daily"; "an hour ago" does.
		return period{}, 0, false
	}
	if f.compound(unit) {
		return period{}, 0, false // "a two-year war", "ten-day siege"
	}
	end := unit + 1
	if f.ago(end) {
		if f.today.IsZero() || n == 0 {
			return period{}, end + 1, true
		}
		return f.back(n, f.words[unit]), end + 1, true
	}
	return period{}, end, true
}

// compound reports whether the unit at token i only describes a noun after it.
func (f *finder) compound(i int) bool {
	return f.toks[i].Head > i && (f.toks[i].Deprel == "compound" || f.toks[i].Deprel == "amod") && f.toks[i].Head != i
}

// ago reports whether token i says "ago" or "earlier".
func (f *finder) ago(i int) bool {
	return i < len(f.words) && (f.words[i] == "ago" || f.words[i] == "earlier")
}

// back is the day, month or year so many units before the document.
func (f *finder) back(n int, unit string) period {
	switch strings.TrimSuffix(unit, "s") {
	case "day", "night":
		return oneDay(f.today.AddDate(0, 0, -n))
	case "week":
		t := f.today.AddDate(0, 0, -7*n)
		return period{t.AddDate(0, 0, -3), t.AddDate(0, 0, 3)}
	case "month":
		first := day(f.today.Year(), f.today.Month(), 1).AddDate(0, -n, 0)
		return month(first.Year(), first.Month())
	case "year":
		return period{yearStart(f.today.Year() - n), yearEnd(f.today.Year() - n)}
	case "decade":
		return period{yearStart(f.today.Year() - 10*n - 2), yearEnd(f.today.Year() - 10*n + 2)}
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
	default:
		return oneDay(f.today)
	}
	if n < 0 {
		return period{t, f.today}
	}
	return period{f.today, t}
}

// weekday reads "Friday", "Friday morning".
func (f *finder) weekday(i int) (period, int, bool) {
	d, ok := weekdays[strings.TrimSuffix(f.words[i], "s")]
	if !ok || f.toks[i].Form[0] < 'A' || f.toks[i].Form[0] > 'Z' || strings.HasSuffix(f.toks[i].Name, "Person") {
		return period{}, 0, false
	}
	end := i + 1
	if end < len(f.words) {
		switch f.words[end] {
		case "morning", "afternoon", "evening", "night":
			end++
		}
	}
	return f.when(!f.today.IsZero(), oneDay(f.nearest(d, 0))), end, true
}

// dayWord reads "today", "yesterday", "tonight", "tomorrow".
func (f *finder) dayWord(i int) (period, int, bool) {
	step, ok := dayWords[f.words[i]]
	if !ok {
		return period{}, 0, false
	}
	return f.when(!f.today.IsZero(), oneDay(f.today.AddDate(0, 0, step))), i + 1, true
}
