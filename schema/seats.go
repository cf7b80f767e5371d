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
//go:embed seats.tsv
var seatsFile string

var readSeats = sync.OnceValue(func() map[string]string {
	seats := map[string]string{}
	for line := range strings.Lines(seatsFile) {
		if seat, state, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			seats[seat] = state
		}
	}
	return seats
})

// SeatOf returns the state whose government sits at the place of that name,
// "Russia" for "Moscow"; "" for any other name.
func SeatOf(name string) string { return readSeats()[name] }
