package rule

import (
	"time"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// days writes a stretch of time as ISO 8601 does, as short as it goes: "2022",
// "2022-03", "2022-03-22", "2022-03-22/2022-03-25"; an end that is not known is "..",
// as its second part has it. It is "" where no day is known.
func days(t *text.Time) string {
	if t.From == "" && t.To == "" {
		return ""
	}
	from, err1 := time.Parse(time.DateOnly, t.From)
	to, err2 := time.Parse(time.DateOnly, t.To)
	switch {
	case err1 != nil || err2 != nil:
		return orOpen(t.From) + "/" + orOpen(t.To)
	case from.Equal(to):
		return t.From
	case from.YearDay() == 1 && to.AddDate(0, 0, 1).Equal(from.AddDate(1, 0, 0)):
		return from.Format("2006")
	case from.Day() == 1 && to.AddDate(0, 0, 1).Equal(from.AddDate(0, 1, 0)):
		return from.Format("2006-01")
	}
	return t.From + "/" + t.To
}

func orOpen(date string) string {
	if date == "" {
		return ".."
	}
	return date
}
