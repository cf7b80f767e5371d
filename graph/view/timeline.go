package view

import (
	"cmp"
	"slices"
	"time"

	"github.com/quadrille-kg/quadrille/graph"
)

// Dated is a claim and the days that it is said to hold.
type Dated struct {
	*graph.Claim
	// From and To are the first day and the last, "2022-03-01"; "" where that end is
	// open. One of them is known.
	From, To string
	// Published says that the claim itself names no time: the day is its document's.
	Published bool
}

// Timeline puts claims in the order of the days that they are said to hold: by the
// first day, then by the last, then as they are read. One whose beginning is open
// stands at its end. Those that name no day are counted as undated; where published
// is set, they stand at the day of their document, and only those whose document
// has none either are left out and counted.
func Timeline(g *graph.Graph, claims []*graph.Claim, published bool) (dated []Dated, undated int) {
	days := map[string]string{}
	for _, d := range g.Documents {
		days[d.ID] = d.Date
	}
	for _, c := range claims {
		d := Dated{Claim: c}
		if c.Time != nil {
			d.From, d.To = day(c.Time.From, graph.FirstDay), day(c.Time.To, graph.LastDay)
		}
		if d.From == "" && d.To == "" && published {
			d.Published = true
			d.From, d.To = day(days[c.Evidence.Document], graph.FirstDay), day(days[c.Evidence.Document], graph.LastDay)
		}
		if d.From == "" && d.To == "" {
			undated++
			continue
		}
		dated = append(dated, d)
	}
	slices.SortStableFunc(dated, func(a, b Dated) int {
		return cmp.Or(
			cmp.Compare(cmp.Or(a.From, a.To), cmp.Or(b.From, b.To)), cmp.Compare(cmp.Or(a.To, never), cmp.Or(b.To, never)),
			InReadingOrder(a.Claim, b.Claim),
		)
	})
	return dated, undated
}

// never comes after every day.
const never = "9999-99-99"

// day completes a date, or returns "" for what is none.
func day(date string, complete func(string) string) string {
	if len(date) != len("2006") && len(date) != len("2006-01") && len(date) != len("2006-01-02") {
		return ""
	}
	full := complete(date)
	if _, err := time.Parse(time.DateOnly, full); err != nil {
		return ""
	}
	return full
}

// When writes the days as people do, no finer than they are known: "2022",
// "2022-03", "2022-03-01", "2021 to 2023", "since 2021", "until 2021-06".
func (d *Dated) When() string {
	for _, n := range []int{len("2006"), len("2006-01"), len("2006-01-02")} {
		from, to := d.From[:min(n, len(d.From))], d.To[:min(n, len(d.To))]
		if from != "" && graph.FirstDay(from) != d.From || to != "" && graph.LastDay(to) != d.To {
			continue
		}
		switch {
		case to == "":
			return "since " + from
		case from == "":
			return "until " + to
		case from == to:
			return from
		}
		return from + " to " + to
	}
	return d.From + " to " + d.To
}
