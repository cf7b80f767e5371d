package schema

import (
	"slices"
	"strings"
	"testing"
)

func TestPlacesReadAsTheyAreMeant(t *testing.T) {
	byName := map[string]*Name{}
	for _, n := range places() {
		byName[n.Name] = n
	}
	taj := byName["Tajikistan"]
	if taj == nil || taj.Type != "Country" || taj.In != "Central Asia" || !slices.Contains(taj.Demonyms, "Tajiks") {
		t.Errorf("Tajikistan reads as %+v", taj)
	}
	if us := byName["United States"]; us == nil || !slices.Contains(us.Aliases, "US") || !slices.Contains(us.Demonyms, "American") {
		t.Errorf("United States reads as %+v", us)
	}
	if kabul := byName["Kabul"]; kabul == nil || kabul.Type != "City" || kabul.In != "Afghanistan" || kabul.Demonyms != nil {
		t.Errorf("Kabul reads as %+v", kabul)
	}
}

// TestPlacesAreSound reads the whole gazetteer: no name twice but for namesakes
// that lie in different places, no stray blank, nothing that lies in a place that
// is not there.
func TestPlacesAreSound(t *testing.T) {
	types := strings.Fields("Country Region City Facility People Organization ArmedGroup Government SecurityService " +
		"Military MediaOrganization PoliticalParty Company InternationalOrganization")
	said := map[string]*Name{}
	for _, n := range places() {
		if n.Name == "" || !slices.Contains(types, n.Type) {
			t.Errorf("%+v has no name, or a type that is not among the fixed ones", n)
		}
		for _, s := range append([]string{n.Name, n.Type, n.In}, append(n.Aliases, n.Demonyms...)...) {
			if s != strings.TrimSpace(s) || strings.Contains(s, "|") {
				t.Errorf("%s: %q has a stray mark", n.Name, s)
			}
		}
		for _, s := range append([]string{n.Name}, n.Aliases...) {
			if o := said[s]; o != nil && (o.Name != n.Name || o.In == n.In) {
				t.Errorf("%q names two entries; the second is %s", s, n.Name)
			}
			said[s] = n
		}
	}
	for _, n := range places() {
		for in := range strings.SplitSeq(n.In, ", ") {
			if in != "" && said[in] == nil {
				t.Errorf("%s lies in %q, which is not listed", n.Name, in)
			}
		}
	}
}

func BenchmarkPlaces(b *testing.B) {
	for b.Loop() {
		for line := range strings.Lines(placesFile) {
			placeOf(line)
		}
	}
}
