package graph

import "time"

// FirstDay completes a date to its first day: "2022-03" is "2022-03-01".
func FirstDay(date string) string {
	return date + "-01-01"[min(len("-01-01"), max(0, len(date)-len("2006"))):]
}

// LastDay completes a date to its last day: "2022-02" is "2022-02-28".
func LastDay(date string) string {
	switch len(date) {
	case len("2006"):
		return date + "-12-31"
	case len("2006-01"):
		t, err := time.Parse("2006-01", date)
		if err != nil {
			return date
		}
		return t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return date
}
