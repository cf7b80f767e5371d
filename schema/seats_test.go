package schema

import "testing"

func TestEverySeatBelongsToAKnownState(t *testing.T) {
	s, err := Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]bool{}
	for _, n := range s.Names {
		states[n.Name] = states[n.Name] || n.Type == "Country" || n.Name == "European Union"
	}
	for name, seat := range readSeats() {
		for _, state := range seat.of {
			if !states[state] {
				t.Errorf("%s is the seat of %q, which the gazetteer does not know as a country", name, state)
			}
		}
	}
	if got := StandsFor("Brussels"); len(got) != 2 || SeatOf("Brussels") != "" {
		t.Errorf("Brussels stands for %v and acts for %q, want two and none", got, SeatOf("Brussels"))
	}
	if SeatOf("Moscow") != "Russia" || SeatOf("Kazan") != "" {
		t.Error("SeatOf(Moscow), SeatOf(Kazan) =", SeatOf("Moscow"), SeatOf("Kazan"))
	}
}
