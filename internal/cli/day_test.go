package cli

import (
	"errors"
	"testing"
)

func TestDayOfAFlag(t *testing.T) {
	for value, want := range map[string]string{
		"":                     "",
		"2024-03-26":           "",
		"2024-02-30":           "write it as 2024-03-26",
		"0024-03-26":           "write it as 2024-03-26",
		"26 March 2024":        "did you mean --date 2024-03-26?",
		"March 26, 2024":       "did you mean --date 2024-03-26?",
		"2024-03-26T10:00:00Z": "did you mean --date 2024-03-26?",
		"20240326":             "did you mean --date 2024-03-26?",
		"26.3.2024":            "did you mean --date 2024-03-26?",
		"26/3/2024":            "did you mean --date 2024-03-26?",
		"3/4/2024":             "did you mean --date 2024-04-03 or --date 2024-03-04?",
		"2024-03":              "name the day, too, as in 2024-03-26",
		"March 2024":           "name the day, too, as in 2024-03-26",
		"last May":             "write it as 2024-03-26",
	} {
		err := checkDay("date", value)
		var f *fault
		hint := ""
		if errors.As(err, &f) {
			hint = f.hint
		}
		if hint != want || (err != nil) != (want != "") {
			t.Errorf("--date %q: %v, hint %q; want hint %q", value, err, hint, want)
		}
	}
}
