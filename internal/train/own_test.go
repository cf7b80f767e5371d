package train

import (
	"slices"
	"strings"
	"testing"
)

func TestBracketed(t *testing.T) {
	s, err := bracketed("Gen. [Person Ann Lee] left [Place Kabul] ( [Organization AP] ) ]")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(s.Forms, " "), "Gen. Ann Lee left Kabul ( AP ) ]"; got != want {
		t.Errorf("words %q, want %q", got, want)
	}
	want := []set{outside, first("Person"), inside("Person"), outside, first("Place"), outside, first("Organization"), outside, outside}
	if !slices.Equal(s.Allowed, want) {
		t.Errorf("names %v, want %v", s.Allowed, want)
	}
	for line, says := range map[string]string{
		"[Person Ann [Place Kabul] ]": "name within the name",
		"[Person Ann Lee left":        "does not end",
	} {
		if _, err := bracketed(line); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want an error that says %q", line, err, says)
		}
	}
}

func TestOwnFiles(t *testing.T) {
	all, err := readOwn(ownFiles)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 1000 {
		t.Errorf("%d sentences", len(all))
	}
	for _, s := range all {
		for w, f := range s.Forms {
			if len(f) > 1 && (strings.HasPrefix(f, "[") || strings.HasSuffix(f, "]")) {
				t.Errorf("%q: word %d has a bracket", strings.Join(s.Forms, " "), w)
			}
		}
	}
}
