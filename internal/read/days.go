package read

import "time"

// isoDate returns the day that s begins with, "" where it begins with none.
func isoDate(s string) string {
	if len(s) < len(time.DateOnly) {
		return ""
	}
	day := s[:len(time.DateOnly)]
	if _, err := time.Parse(time.DateOnly, day); err != nil || day < firstDate {
		return ""
	}
	return day
}

// firstDate is before any text that a program dates; what is earlier is a slip of the
// fingers.
const firstDate = "1000"

// clockZeros are the days from which programs count. One that knows no date writes
// such a day.
var clockZeros = map[string]bool{
	"1601-01-01": true,                     // Windows
	"1899-12-30": true, "1899-12-31": true, // spreadsheets
	"1900-01-01": true,
	"1904-01-01": true,                     // old Macintoshes
	"1969-12-31": true, "1970-01-01": true, // Unix, on either side of Greenwich
	"1979-12-31": true, "1980-01-01": true, // DOS, and so ZIP archives
}

// Stamp returns a day that a program wrote when it made a file or sent a mail, ""
// where it shows that the program knew none.
func Stamp(day string) string {
	if clockZeros[day] || day < firstDate {
		return ""
	}
	return day
}
