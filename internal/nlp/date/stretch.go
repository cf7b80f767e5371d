package date

import (
	"strconv"
	"strings"
	"time"
)

// stretched reads two periods that make one: "1979-89", "3-5 March", "March to May
// 2022", "the 1990s and early 2000s".
func (f *finder) stretched(i int) (period, int, bool) {
	if from, to, end, ok := f.yearRange(i); ok {
		return years(from, to), end, true
	}
	if p, end, ok := f.dayRange(i); ok {
		return p, end, true
	}
	a, end, ok := f.single(i)
	if !ok {
		return period{}, 0, false
	}
	b, last, ok := f.second(i, end)
	if !ok {
		return period{}, 0, false
	}
	if a.from.IsZero() || b.from.IsZero() {
		return period{}, last, true
	}
	if f.unyeared(i) { // "March to May 2022": the first counts back from the second
		g := *f
		g.today = b.from
		a, _, _ = g.single(i)
	}
	if a.from.After(b.to) {
		return period{}, last, true
	}
	return period{a.from, b.to}, last, true
}

// unyeared reports whether a month, a day of a month or a weekday begins at token i.
// Where its year is written it stays what it is.
func (f *finder) unyeared(i int) bool {
	if _, ok := f.monthAt(i); ok {
		return true
	}
	_, isDay := f.dayAt(i)
	_, isWeekday := weekdays[f.words[i]]
	return isDay || isWeekday
}

// second reads "to B", "- B", "and B" after an expression that ran from i to end.
// "And" joins only what is of one kind and forms one stretch: decades, and anything
// after "between".
func (f *finder) second(i, end int) (period, int, bool) {
	switch f.word(end) {
	case "-", "to", "until", "till", "through":
	case "and":
		if f.word(i-1) == "between" {
			break
		}
		if !f.decadeAt(end - 1) {
			return period{}, 0, false
		}
		p, last, ok := f.single(end + 1)
		return p, last, ok && f.decadeAt(last-1)
	default:
		return period{}, 0, false
	}
	return f.single(end + 1)
}

// yearRange reads "1979-89", "1979 to 1989", "1979–1989", "2015/16", also as one token.
func (f *finder) yearRange(i int) (from, to, end int, ok bool) {
	w := f.words[i]
	if n := strings.IndexAny(w, "-/"); n == 4 && isDigits(w[:4]) && isDigits(w[5:]) {
		from, _ = strconv.Atoi(w[:4])
		to, ok = fullYear(from, w[5:])
		return from, to, i + 1, ok && from >= 1500 && (w[4] == '-' || to == from+1)
	}
	from, ok = f.yearAt(i)
	if !ok || from < 1500 || i+2 >= len(f.words) {
		return 0, 0, 0, false
	}
	switch f.words[i+1] {
	case "-":
	case "to", "until", "through", "and":
		if _, full := f.yearAt(i + 2); !full || f.words[i+1] == "and" && f.word(i-1) != "between" {
			return 0, 0, 0, false
		}
	default:
		return 0, 0, 0, false
	}
	to, ok = fullYear(from, f.words[i+2])
	return from, to, i + 3, ok
}

// fullYear completes the second year of a range: "89" after 1979.
func fullYear(from int, s string) (int, bool) {
	y, err := strconv.Atoi(s)
	switch {
	case err != nil || len(s) != 2 && len(s) != 4:
		return 0, false
	case len(s) == 2:
		y += from / 100 * 100
	}
	return y, y >= from && y < 2200
}

// dayRange reads days of one month: "3-5 March 2023", "3 to 5 March", "March 3-5",
// "March 3 and 4", "between 3 and 5 March".
func (f *finder) dayRange(i int) (period, int, bool) {
	at, a, b := i, 0, 0
	m, monthFirst := f.monthAt(at)
	if monthFirst {
		at++
	}
	var ok bool
	if a, b, at, ok = f.twoDays(at); !ok || f.words[at-2] == "and" && b != a+1 && f.word(i-1) != "between" {
		return period{}, 0, false
	}
	if !monthFirst {
		if f.word(at) == "of" {
			at++
		}
		if m, ok = f.monthAt(at); !ok {
			return period{}, 0, false
		}
		at++
	}
	last, end, _ := f.dated(i, m, b, at)
	if last.from.IsZero() {
		return period{}, end, true
	}
	return period{last.from.AddDate(0, 0, a-b), last.to}, end, true
}

// twoDays reads "3-5", "3 to 5", "3 and 4", and returns the days and the token after.
func (f *finder) twoDays(i int) (a, b, end int, ok bool) {
	a, ok = f.dayAt(i)
	if !ok {
		return 0, 0, 0, false
	}
	switch f.word(i + 1) {
	case "-", "to", "and", "through":
		b, ok = f.dayAt(i + 2)
		return a, b, i + 3, ok && a < b
	}
	return 0, 0, 0, false
}

// numeric reads a date in numbers: "2024-03-26", also with a time behind it,
// "2024/03/26", "26.3.2024", "26/03/2024". In "12/03/2024" either number may be the
// month; the days are then those from the one date to the other.
func (f *finder) numeric(i int) (period, int, bool) {
	if c := f.words[i][0]; c < '0' || c > '9' {
		return period{}, 0, false
	}
	if p, end, ok := f.isoDate(i); ok {
		return p, end, true
	}
	w := f.words[i]
	sep := strings.IndexAny(w, "/.")
	if sep < 1 {
		return period{}, 0, false
	}
	parts := strings.Split(w, w[sep:sep+1])
	if len(parts) != 3 || !isDigits(parts[0]) || !isDigits(parts[1]) || !isDigits(parts[2]) {
		return period{}, 0, false
	}
	var n [3]int
	for k, p := range parts {
		n[k], _ = strconv.Atoi(p)
	}
	if len(parts[0]) == 4 {
		p, ok := dayOf(n[0], n[1], n[2])
		return p, i + 1, ok
	}
	switch {
	case len(parts[0]) > 2 || len(parts[1]) > 2:
		return period{}, 0, false
	case len(parts[2]) == 2 && w[sep] == '/':
		n[2] = f.century2(n[2])
	case len(parts[2]) != 4:
		return period{}, 0, false
	}
	european, ok := dayOf(n[2], n[1], n[0])
	american, other := dayOf(n[2], n[0], n[1])
	switch {
	case !ok && !other:
		return period{}, 0, false
	case !ok && w[sep] == '/':
		return american, i + 1, true
	case !other || w[sep] == '.':
		return european, i + 1, ok
	case american.from.Before(european.from):
		return period{american.from, european.to}, i + 1, true
	}
	return period{european.from, american.to}, i + 1, true
}

// century2 completes a year of two digits: the nearest that is not more than a few
// years after the document's.
func (f *finder) century2(y int) int {
	now := 2030
	if !f.today.IsZero() {
		now = f.today.Year() + 5
	}
	y += now / 100 * 100
	if y > now {
		y -= 100
	}
	return y
}

// dayOf returns a day of the calendar, false where there is none such.
func dayOf(y, m, d int) (period, bool) {
	t := day(y, time.Month(m), d)
	return oneDay(t), y >= 1000 && y < 2200 && m >= 1 && m <= 12 && t.Day() == d
}

// isoDate reads "2024-03-26" and "2024-03", written as one token or as several.
func (f *finder) isoDate(i int) (period, int, bool) {
	if len(f.words[i]) < 4 {
		return period{}, 0, false
	}
	written := ""
	for j := i; j < len(f.words) && j < i+5; j++ {
		if j > i && f.toks[j].Span.Start > f.toks[j-1].Span.End {
			break
		}
		written += f.words[j]
		switch {
		case len(written) == 10 || len(written) > 10 && written[10] == 't':
			t, err := time.Parse(time.DateOnly, written[:10])
			return oneDay(t), j + 1, err == nil
		case len(written) == 7 && (f.word(j+1) != "-" || f.toks[j+1].Span.Start > f.toks[j].Span.End):
			t, err := time.Parse("2006-01", written)
			return month(t.Year(), t.Month()), j + 1, err == nil
		}
	}
	return period{}, 0, false
}
