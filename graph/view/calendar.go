package view

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
)

// Calendar puts claims in the order of Timeline that are not in memory: it is shown one
// after the other, and keeps 24 bytes of each.
type Calendar struct {
	// Undated counts the claims that name no day, and are not kept.
	Undated int

	published bool
	days      map[string]string // of documents, by ID
	places    []place           // documents, as they were met
	placeOf   map[place]int32
	entries   []entry
}

// place is a document, in reading order.
type place struct{ source, document string }

// entry is what a claim is put in order by.
type entry struct {
	key         uint64
	first, last int32 // days, as 20220301
	place       int32 // of places
	start       int32 // of the evidence
}

// NewCalendar returns an empty one. published dates what gives no date by its document,
// which is one of these.
func NewCalendar(documents []graph.Document, published bool) *Calendar {
	c := &Calendar{published: published, days: map[string]string{}, placeOf: map[place]int32{}}
	for i := range documents {
		c.days[documents[i].ID] = documents[i].Date
	}
	return c
}

// Date returns a claim with its days; ok is false where it names none.
func (c *Calendar) Date(claim *graph.Claim) (d Dated, ok bool) {
	d = Dated{Claim: claim}
	if claim.Time != nil {
		d.From, d.To = day(claim.Time.From, graph.FirstDay), day(claim.Time.To, graph.LastDay)
	}
	if d.From == "" && d.To == "" && c.published {
		of := c.days[claim.Evidence.Document]
		d.Published = true
		d.From, d.To = day(of, graph.FirstDay), day(of, graph.LastDay)
	}
	return d, d.From != "" || d.To != ""
}

// Add shows a claim, with the key by which InOrder returns it.
func (c *Calendar) Add(key uint64, claim *graph.Claim) {
	d, ok := c.Date(claim)
	if !ok {
		c.Undated++
		return
	}
	p := place{claim.Evidence.Source, claim.Evidence.Document}
	n, met := c.placeOf[p]
	if !met {
		n = int32(len(c.places))
		c.places, c.placeOf[p] = append(c.places, p), n
	}
	e := entry{key: key, first: dayNumber(cmp.Or(d.From, d.To)), last: math.MaxInt32, place: n, start: int32(claim.Evidence.Start)}
	if d.To != "" {
		e.last = dayNumber(d.To)
	}
	c.entries = append(c.entries, e)
}

// dayNumber is a day as a number in the order of days.
func dayNumber(day string) int32 {
	n, _ := strconv.Atoi(strings.ReplaceAll(day, "-", ""))
	return int32(n)
}

// Len is how many claims have days.
func (c *Calendar) Len() int { return len(c.entries) }

// InOrder returns the keys of the claims that have days. ids returns the IDs of the claims
// of some keys; it is called once, for those that nothing else puts in order.
func (c *Calendar) InOrder(ids func(keys []uint64) ([]string, error)) ([]uint64, error) {
	c.sortPlaces()
	slices.SortFunc(c.entries, func(a, b entry) int { return cmp.Or(a.compare(b), cmp.Compare(a.key, b.key)) })
	var same []uint64
	c.ties(func(some []entry) {
		for _, e := range some {
			same = append(same, e.key)
		}
	})
	slices.Sort(same)
	names, err := ids(same)
	if err != nil {
		return nil, err
	}
	id := func(e entry) string {
		at, _ := slices.BinarySearch(same, e.key)
		return names[at]
	}
	c.ties(func(some []entry) {
		slices.SortStableFunc(some, func(a, b entry) int { return cmp.Compare(id(a), id(b)) })
	})
	keys := make([]uint64, len(c.entries))
	for i, e := range c.entries {
		keys[i] = e.key
	}
	return keys, nil
}

// compare compares claims by all but their IDs.
func (e entry) compare(o entry) int {
	return cmp.Or(
		cmp.Compare(e.first, o.first), cmp.Compare(e.last, o.last), cmp.Compare(e.place, o.place),
		cmp.Compare(e.start, o.start),
	)
}

// sortPlaces has the places of entries stand in reading order.
func (c *Calendar) sortPlaces() {
	c.places = slices.SortedFunc(slices.Values(c.places), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.document, b.document))
	})
	now := make([]int32, len(c.places))
	for i, p := range c.places {
		now[c.placeOf[p]] = int32(i)
		c.placeOf[p] = int32(i)
	}
	for i := range c.entries {
		c.entries[i].place = now[c.entries[i].place]
	}
}

// ties hands on each run of entries that are equal but for their keys.
func (c *Calendar) ties(take func([]entry)) {
	for begin := 0; begin < len(c.entries); {
		end := begin + 1
		for end < len(c.entries) && c.entries[begin].compare(c.entries[end]) == 0 {
			end++
		}
		if end > begin+1 {
			take(c.entries[begin:end])
		}
		begin = end
	}
}
