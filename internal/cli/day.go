package cli

import (
	"strings"
	"time"

	"github.com/quadrille-kg/quadrille/internal/collect"
)

// checkDay makes sure that the value of a flag is a day, "" being none, and otherwise
// says which day was probably meant.
func checkDay(flag, value string) error {
	if value == "" {
		return nil
	}
	if t, err := time.Parse(time.DateOnly, value); err == nil && t.Year() >= 1000 {
		return nil
	}
	f := misuse("--%s %q is no day", flag, value)
	days := collect.Days(value)
	for i, day := range days {
		days[i] = "--" + flag + " " + day
	}
	switch {
	case len(days) > 0:
		return f.hinted("did you mean %s?", strings.Join(days, " or "))
	case month(value):
		return f.hinted("name the day, too, as in 2024-03-26")
	}
	return f.hinted("write it as 2024-03-26")
}

// month reports whether a person named a month or a year.
func month(s string) bool {
	for _, layout := range []string{"2006-01", "2006", "January 2006", "Jan 2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}
