package schema

import (
	_ "embed" // the seats of government
	"strings"
	"sync"
)

// Seats of government, by which the press names a state that acts: "Moscow
// warned Kyiv", "the White House said". Each line is the seat, a tab, the state:
//
//	Moscow <tab> Russia
//
// A third column, "link", marks a seat that may stand for it, but of whose deeds
// nothing is claimed of anybody else: "Brussels" is the European Union's word or
// Belgium's. Such a seat may have several lines.
//
//go:embed seats.tsv
var seatsFile string

type seat struct {
	of   []string
	acts bool // what it does is its state's deed
}

var readSeats = sync.OnceValue(func() map[string]seat {
	seats := map[string]seat{}
	for line := range strings.Lines(seatsFile) {
		col := strings.Split(strings.TrimSpace(line), "\t")
		if len(col) > 1 {
			seats[col[0]] = seat{append(seats[col[0]].of, col[1]), len(col) == 2}
		}
	}
	return seats
})

// SeatOf returns the state whose government sits at the place of that name, and
// acts through it: "Russia" for "Moscow"; "" for any other name.
func SeatOf(name string) string {
	if s := readSeats()[name]; s.acts {
		return s.of[0]
	}
	return ""
}

// StandsFor returns all whom the name of a seat of government may stand for:
// Russia for "Moscow", Belgium and the European Union for "Brussels".
func StandsFor(name string) []string { return readSeats()[name].of }
