package persons

import "testing"

func TestBare(t *testing.T) {
	for name, want := range map[string]string{
		"Russian Foreign Minister Sergei Lavrov": "Sergei Lavrov",
		"President Bashar al-Assad":              "Bashar al-Assad",
		"Mr. Johnson":                            "Johnson",
		"Maj. Gen. Gary J. Volesky":              "Gary J. Volesky",
		"Vladimir Putin":                         "Vladimir Putin",
		"President":                              "President",
		"":                                       "",
	} {
		if got := Bare(name); got != want {
			t.Errorf("Bare(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestGiven(t *testing.T) {
	for name, want := range map[string]byte{"Vladimir": 'm', "Angela": 'f', "Kim": 'n', "Crocus": 0} {
		if got := Given(name); got != want {
			t.Errorf("Given(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestIsCommon(t *testing.T) {
	for name, want := range map[string]bool{"Johnson": true, "smith": true, "George": true, "Putin": false, "Zawahiri": false, "": false} {
		if got := IsCommon(name); got != want {
			t.Errorf("IsCommon(%q) = %v", name, got)
		}
	}
}
