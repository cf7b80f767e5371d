package export

import (
	"time"

	"github.com/quadrille-kg/quadrille/graph"
)

// isDay returns s where it is a day of the calendar, and "" otherwise: a document
// may give anything as its date.
func isDay(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// documents finds what a graph's claims stand in.
type documents map[string]*graph.Document

func documentsOf(g *graph.Graph) documents {
	d := documents{}
	for i := range g.Documents {
		d[g.Documents[i].ID] = &g.Documents[i]
	}
	return d
}

// day returns the first day of what a claim tells, and how exact that is: 1 to the
// day, 2 to the week, 3 to the month, 0 less than that or unknown. A claim that tells
// none has the first day of its document, of which nobody knows how near it is.
func (d documents) day(c *graph.Claim) (day string, precision int) {
	var from, to string
	if c.Time != nil {
		from, to = isDay(graph.FirstDay(c.Time.From)), isDay(graph.LastDay(c.Time.To))
	}
	if doc := d[c.Evidence.Document]; from == "" && doc != nil {
		return isDay(graph.FirstDay(doc.Date)), 0
	}
	if from == "" {
		return "", 0
	}
	if to == "" {
		to = from
	}
	first, _ := time.Parse(time.DateOnly, from)
	last, _ := time.Parse(time.DateOnly, to)
	switch span := last.Sub(first).Hours() / 24; {
	case span < 1:
		return from, 1
	case span < 7:
		return from, 2
	case span < 31:
		return from, 3
	}
	return from, 0
}
