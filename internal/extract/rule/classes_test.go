package rule

import (
	"slices"
	"testing"
)

// TestClasses reads classes.txt as New does, and asks for some of its words.
func TestClasses(t *testing.T) {
	for w, s := range signatures {
		for _, got := range []sign{s.affirmed, s.negated} {
			if !slices.Contains([]sign{happened, undone, unsure, ifPast}, got) {
				t.Errorf("the signature of %s has the sign %q", w, got)
			}
		}
	}
	for _, c := range []struct {
		word string
		want signature
	}{
		{"manage", signature{happened, undone}},
		{"fail", signature{undone, happened}},
		{"want", signature{unsure, undone}},
		{"able", signature{ifPast, undone}},
		{"table", signature{}},
	} {
		if got := signatures[c.word]; got != c.want {
			t.Errorf("the signature of %s is %c %c, want %c %c", c.word, got.affirmed, got.negated, c.want.affirmed, c.want.negated)
		}
	}
	for name, words := range classes {
		if len(words) == 0 {
			t.Errorf("the class %s has no words", name)
		}
	}
}

// TestReadClasses shows the format: names, signs, words on several lines, and the
// first signature of a word in two classes.
func TestReadClasses(t *testing.T) {
	classes, signs := readClasses("# all\n[saying]\nsay tell\n\n[managing + -]\nmanage\nget\n[trying ? -]\nget tell\n")
	if !classes["saying"]["tell"] || !classes["managing"]["get"] || !classes["trying"]["get"] || classes["saying"]["manage"] {
		t.Errorf("classes %v", classes)
	}
	if signs["get"] != (signature{happened, undone}) || signs["tell"] != (signature{unsure, undone}) || signs["say"] != (signature{}) {
		t.Errorf("signatures %v", signs)
	}
}
