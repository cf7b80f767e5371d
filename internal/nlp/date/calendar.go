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
	if i < 0 || i >= len(f.words) {
		return 0, false
	}
	if form := f.toks[i].Form[max(0, len(f.toks[i].Form)-len(f.words[i])):]; form[0] < 'A' || form[0] > 'Z' {
		return 0, false
	}
	m, ok := months[f.words[i]]
	if ok && (f.toks[i].UPOS == "AUX" || f.toks[i].UPOS == "VERB") {
		return 0, false
	}
	return m, ok
}

// yearAt returns the year that token i writes in four digits.
func (f *finder) yearAt(i int) (int, bool) {
	if i < 0 || i >= len(f.words) || len(f.words[i]) != 4 {
		return 0, false
	}
	y, err := strconv.Atoi(f.words[i])
	return y, err == nil && y >= 1000 && y <= 2199
}

// dayAt returns the day of a month at token i: "26", "26th".
func (f *finder) dayAt(i int) (int, bool) {
	if i < 0 || i >= len(f.words) {
		return 0, false
	}
	w := f.words[i]
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, suffix)
	}
	d, err := strconv.Atoi(w)
	return d, err == nil && d >= 1 && d <= 31 && len(w) <= 2
}

// iso reads "2024-03-26", written as one token or as five.
func (f *finder) iso(i int) (period, int, bool) {
	var b strings.Builder
	for j := i; j < len(f.words) && j < i+5; j++ {
		if j > i && f.toks[j].Span.Start > f.toks[j-1].Span.End {
			break
		}
		b.WriteString(f.words[j])
		if b.Len() == 10 {
			t, err := time.Parse(time.DateOnly, b.String())
			return oneDay(t), j + 1, err == nil
		}
	}
	return period{}, 0, false
}

// fullDate reads a day with its month: "26 March 2024", "March 26, 2024",
// "Friday, March 22", "the 22nd of March".
func (f *finder) fullDate(i int) (period, int, bool) {
	at := i
	if _, ok := weekdays[f.words[at]]; ok {
		at++
		if at < len(f.words) && f.words[at] == "," {
			at++
		}
	}
	if d, ok := f.dayAt(at); ok { // 26 March
		next := at + 1
		if next < len(f.words) && f.words[next] == "of" {
			next++
		}
		if m, ok := f.monthAt(next); ok {
			return f.dated(m, d, next+1)
		}
	}
	if m, ok := f.monthAt(at); ok { // March 26
		if d, ok := f.dayAt(at + 1); ok {
			return f.dated(m, d, at+2)
		}
	}
	return period{}, 0, false
}

// dated reads the year after a day and month, which end at token end, or finds
// the nearest such day in the past.
func (f *finder) dated(m time.Month, d, end int) (period, int, bool) {
	at := end
	if at < len(f.words) && f.words[at] == "," {
		at++
	}
	if y, ok := f.yearAt(at); ok {
		return f.valid(y, m, d), at + 1, true
	}
	if f.today.IsZero() {
		return period{}, end, true
	}
	y := f.today.Year()
	if day(y, m, d).After(f.today.AddDate(0, 2, 0)) {
		y--
	}
	return f.valid(y, m, d), end, true
}

// valid returns the day, or nothing for the thirtieth of February.
func (f *finder) valid(y int, m time.Month, d int) period {
	if t := day(y, m, d); t.Month() == m {
		return oneDay(t)
	}
	return period{}
}

// monthYear reads "March 2024", "March", "March of last year".
func (f *finder) monthYear(i int) (period, int, bool) {
	m, ok := f.monthAt(i)
	if !ok {
		return period{}, 0, false
	}
	at := i + 1
	if at < len(f.words) && (f.words[at] == "," || f.words[at] == "of") {
		at++
	}
	if y, ok := f.yearAt(at); ok {
		return month(y, m), at + 1, true
	}
	if at < len(f.words) && f.words[at-1] == "of" {
		if p, end, ok := f.relative(at); ok && !p.from.IsZero() {
			return month(p.from.Year(), m), end, true
		}
	}
	if !f.monthly(i) {
		return period{}, 0, false
	}
	return f.pastMonth(m), i + 1, true
}

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
		return i > 0 && f.toks[i].UPOS == "PROPN"
	}
	return true
}

// pastMonth is the nearest month of that name that is not after the document's.
func (f *finder) pastMonth(m time.Month) period {
	if f.today.IsZero() {
		return period{}
	}
	y := f.today.Year()
	if m > f.today.Month() {
		y--
	}
	return month(y, m)
}

// decadeAt reports whether token i is a decade: "1990s", "2000s".
func (f *finder) decadeAt(i int) bool {
	w := strings.ReplaceAll(f.words[i], "'", "")
	return len(w) == 5 && w[4] == 's' && w[3] == '0' && isDigits(w[:4])
}

// decade reads "1990s", "the 1990s", "the '90s".
func (f *finder) decade(i int) (period, int, bool) {
	if f.words[i] == "the" && i+1 < len(f.words) && f.decadeAt(i+1) {
		i++
	}
	if !f.decadeAt(i) {
		return period{}, 0, false
	}
	y, _ := strconv.Atoi(f.words[i][:4])
	return period{yearStart(y), yearEnd(y + 9)}, i + 1, true
}

// year reads a bare year, where it can be one: after a preposition, in brackets,
// before or after another mark; not a count ("2000 people").
func (f *finder) year(i int) (period, int, bool) {
	y, ok := f.yearAt(i)
	if !ok {
		return period{}, 0, false
	}
	if h := f.toks[i].Head; f.toks[i].Deprel == "nummod" && h > i && h < len(f.toks) && f.toks[h].XPOS == "NNS" {
		return period{}, 0, false
	}
	if y < 1500 || y > 2100 {
		if i == 0 || f.words[i-1] != "in" && f.words[i-1] != "since" {
			return period{}, 0, false
		}
	}
	return period{yearStart(y), yearEnd(y)}, i + 1, true
}

// yearRange reads "1979-89", "1979 to 1989", "1979–1989", also as one token.
func (f *finder) yearRange(i int) (from, to, end int, ok bool) {
	w := f.words[i]
	if a, b, cut := strings.Cut(w, "-"); cut && len(a) == 4 && isDigits(a) && isDigits(b) {
		from, _ = strconv.Atoi(a)
		to, ok = fullYear(from, b)
		return from, to, i + 1, ok && from >= 1500
	}
	from, ok = f.yearAt(i)
	if !ok || from < 1500 || i+2 >= len(f.words) {
		return 0, 0, 0, false
	}
	switch f.words[i+1] {
	case "-":
	case "to", "until", "through", "and":
		if _, full := f.yearAt(i + 2); !full || f.words[i+1] == "and" && (i == 0 || f.words[i-1] != "between") {
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

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

var dashes = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "’", "'")

// lower writes a word in lower case, its dashes and quotes plain.
func lower(s string) string { return dashes.Replace(strings.ToLower(s)) }
