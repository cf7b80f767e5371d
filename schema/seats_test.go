package schema

import "testing"

func TestEverySeatBelongsToAKnownState(t *testing.T) {
	s, err := Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]bool{}
	for _, n := range s.Names {
		states[n.Name] = n.Type == "Country"
	}
	for seat, state := range readSeats() {
		if !states[state] {
			t.Errorf("%s is the seat of %q, which the gazetteer does not know as a country", seat, state)
		}
	}
	if SeatOf("Moscow") != "Russia" || SeatOf("Kazan") != "" {
		t.Error("SeatOf(Moscow), SeatOf(Kazan) =", SeatOf("Moscow"), SeatOf("Kazan"))
	}
}
