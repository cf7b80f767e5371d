package schema

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// tightColon is a colon inside a word, "wikidata:Q1", which the YAML parser
// takes for a mapping in brackets. By the specification (YAML 1.2.2, 7.3.3) it
// belongs to the word.
var tightColon = regexp.MustCompile(`:[^ \n]`)

// samePlain reads a text both ways, and reports whether the plain way did.
// Columns are held against the text itself: the YAML parser's are off by one
// where spaces end a line.
func samePlain(t *testing.T, src string) bool {
	t.Helper()
	text := newYAMLText(src)
	got, ok := plain(text, "x")
	if !ok {
		return false
	}
	checkPlaces(t, src, got)
	if tightColon.MatchString(src) {
		return true
	}
	r := &report{}
	want := fullYAML("x", text, r)
	if err := r.err(); err != nil {
		t.Fatalf("%q is read as %+v, and is not YAML: %v", src, got, err)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(node{}, pair{}, place{}), cmpopts.IgnoreFields(place{}, "col")); diff != "" {
		t.Fatalf("%q (-YAML +plain)\n%s", src, diff)
	}
	return true
}

// checkPlaces checks that each word of a tree stands where it is said to.
func checkPlaces(t *testing.T, src string, root *node) (words int) {
	t.Helper()
	lines := strings.Split(src, "\n")
	eachWord(root, func(text string, at place) {
		words++
		line := []rune(lines[at.line-1])
		rest := strings.TrimLeft(string(line[at.col-1:]), `"'`)
		if !strings.HasPrefix(rest, strings.TrimLeft(text, `"'`)) {
			t.Fatalf("%q line %d column %d: want %q here, got %q", src, at.line, at.col, text, rest)
		}
	})
	return words
}

func eachWord(n *node, visit func(string, place)) {
	if n.kind == scalar {
		visit(n.text, n.at)
	}
	for _, item := range n.items {
		eachWord(item, visit)
	}
	for _, p := range n.pairs {
		visit(p.key, p.at)
		eachWord(p.value, visit)
	}
}

// TestEveryPlaceIsRight checks what messages would point at, by either reader.
func TestEveryPlaceIsRight(t *testing.T) {
	for _, b := range builtin {
		root, errs := b.tree()
		if errs != nil {
			t.Fatal(errs)
		}
		full := fullYAML(b.name, newYAMLText(string(b.data)), &report{})
		for _, n := range []*node{root, full} {
			if words := checkPlaces(t, string(b.data), n); words < 1000 {
				t.Errorf("%s: only %d words", b.name, words)
			}
		}
	}
}

func TestPlainReadsAsYAML(t *testing.T) {
	texts := []string{
		base, showSource, starter, string(generalYAML), string(conflictYAML),
		"a: [b, c]\n", "a:\n- b\n- c\nd: e", "a:\n  - b: c\n    d: e\n  - f: [g]\n",
		"a: [\n    b,\n    c\n  ]\n", "é: {ü: \"ß — x\", y: 'z'} # c\n", "a: b c  # d\ne:\n", "a: []\nb: {}\n",
	}
	for _, src := range texts {
		if !samePlain(t, src) {
			t.Errorf("not read as plain: %.200s", src)
		}
	}
	for _, c := range mistakes {
		samePlain(t, c.yaml)
	}
}

func TestColonInAWord(t *testing.T) {
	s := mustParse(t, "entities: {A: {}}\nnames:\n  - {name: X, type: A, same: wikidata:Q1}\n", nil)
	equal(t, s.Names[0].Same, []string{"wikidata:Q1"})
}

// FuzzPlain: what plain reads, it reads as the YAML parser does.
func FuzzPlain(f *testing.F) {
	for _, c := range mistakes {
		f.Add(c.yaml)
	}
	f.Add(base)
	f.Add(showSource)
	f.Add("a: [\n    b,\n    c\n  ]\n")
	f.Add("a:\n- b\n- c\nd: e # f\n")
	f.Fuzz(func(t *testing.T, src string) { samePlain(t, src) })
}
