package collect

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// layouts are the ways in which tables and mails write a day, beside ISO 8601 and
// numbers with slashes.
var layouts = []string{
	"2006/01/02", "2006.01.02", "20060102",
	"2 January 2006", "2 Jan 2006", "2-Jan-2006", "02-Jan-06", "January 2, 2006", "Jan 2, 2006", "January 2 2006", "Jan 2 2006",
	"Monday, January 2, 2006", "Monday, 2 January 2006", "Mon, 2 Jan 2006", "Mon Jan 2 2006",
	"Mon Jan 2 15:04:05 -0700 2006", "Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04:05 2006",
}

var (
	isoDay     = regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)(?:$|[T ])`)
	slashedDay = regexp.MustCompile(`^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})(?:$|[T ,])`)
	clock      = regexp.MustCompile(`[ ,T]+\d{1,2}:\d\d.*$`)
)

// order says which number of a day with slashes is which.
type order int

// The orders of day and month. Where nothing tells, 3/4/2021 is no day: a wrong one
// would be believed.
const (
	unclear    order = iota
	dayFirst         // 3/4/2021 is in April
	monthFirst       // 3/4/2021 is in March
)

// day returns the day that a field names, as ISO 8601 has it, "" where it names
// none. In numbers with full stops or dashes the day comes first. Numbers of seconds or
// milliseconds since 1970 are taken, where they are of this century.
func day(s string, o order) string {
	s = strings.TrimSpace(s)
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return valid(m[1], m[2], m[3])
	}
	if m := slashedDay.FindStringSubmatch(s); m != nil {
		first, second := m[1], m[3]
		if m[2] != "/" && atMost(second, 12) {
			return valid(m[4], second, first)
		}
		if clear := orderOf(s); clear != unclear {
			o = clear
		}
		switch {
		case o == dayFirst, first == second:
			return valid(m[4], second, first)
		case o == monthFirst:
			return valid(m[4], first, second)
		}
		return ""
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && len(s) != 8 {
		if n > 1e11 {
			n /= 1000
		}
		if from, to := 9.4e8, 4.1e9; n < from || n > to { // 1999 to 2099
			return ""
		}
		return time.Unix(int64(n), 0).UTC().Format(time.DateOnly)
	}
	for _, s := range []string{s, clock.ReplaceAllString(s, "")} {
		for _, l := range layouts {
			if t, err := time.Parse(l, s); err == nil {
				return t.Format(time.DateOnly)
			}
		}
	}
	return ""
}

func atMost(s string, n int) bool {
	v, err := strconv.Atoi(s)
	return err == nil && v <= n
}

// valid returns a day of the calendar, "" where there is none like that.
func valid(year, month, d string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	n, _ := strconv.Atoi(d)
	t := time.Date(y, time.Month(m), n, 0, 0, 0, 0, time.UTC)
	if y < 1000 || t.Day() != n || int(t.Month()) != m { // no text is older, but fingers slip
		return ""
	}
	return t.Format(time.DateOnly)
}

// orderOf returns the only order that a day with slashes can have, and unclear where
// it can have either or is no such day.
func orderOf(s string) order {
	m := slashedDay.FindStringSubmatch(strings.TrimSpace(s))
	switch {
	case m == nil:
	case !atMost(m[1], 12) && atMost(m[3], 12):
		return dayFirst
	case atMost(m[1], 12) && !atMost(m[3], 12):
		return monthFirst
	}
	return unclear
}

// Days returns the days that s may name, as people write them: none, one, or the two of
// 3/4/2024.
func Days(s string) []string {
	if d := day(s, unclear); d != "" {
		return []string{d}
	}
	if d := day(s, dayFirst); d != "" {
		return []string{d, day(s, monthFirst)}
	}
	return nil
}
