package view

import (
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
// first day, then by the last, then by document, place and ID. One whose beginning is open
// stands at its end. Those that name no day are counted as undated; where published
// is set, they stand at the day of their document, and only those whose document
// has none either are left out and counted.
func Timeline(g *graph.Graph, claims []*graph.Claim, published bool) (dated []Dated, undated int) {
	c := NewCalendar(g.Documents, published)
	for i, claim := range claims {
		c.Add(uint64(i), claim)
	}
	order, _ := c.InOrder(func(keys []uint64) ([]string, error) {
		ids := make([]string, len(keys))
		for i, k := range keys {
			ids[i] = claims[k].ID
		}
		return ids, nil
	})
	for _, k := range order {
		d, _ := c.Date(claims[k])
		dated = append(dated, d)
	}
	return dated, c.Undated
}

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
