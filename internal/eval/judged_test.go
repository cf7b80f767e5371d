package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
)

// judgedClaim is a claim at a place of a text.
func judgedClaim(subject, object int, relation string, confidence float64) graph.Claim {
	at := func(n int) *graph.Argument { return &graph.Argument{Mention: graph.Mention{Start: n, End: n + 4}} }
	return graph.Claim{
		Subject: at(subject), Object: at(object), Relation: &relation, Status: graph.Asserted, Confidence: confidence,
		Evidence: graph.Evidence{Source: "a.txt"},
	}
}

func loadJudged(t *testing.T, lines ...string) (*Judged, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "list.tsv")
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return LoadJudged(name)
}

func TestJudgedCountsVerdictsByConfidence(t *testing.T) {
	list, err := loadJudged(t,
		"# verdicts on two claims",
		"y\ta.txt\t0-4\tattacked\t10-14\tasserted",
		"n\ta.txt\t20-24\tattacked\t30-34\tasserted\tit was the other way round",
	)
	if err != nil {
		t.Fatal(err)
	}
	r := list.Score(&Reading{Claims: []graph.Claim{
		judgedClaim(0, 10, "attacked", 0.95), judgedClaim(20, 30, "attacked", 0.65), judgedClaim(40, 50, "attacked", 0.9),
	}})
	if s := r.Scores[0]; s.Right != 1 || s.Said != 2 || *s.Precision != 0.5 {
		t.Errorf("got %d right of %d; want 1 of 2, for the third is not on the list", s.Right, s.Said)
	}
	if len(r.Mistakes) != 1 || r.Mistakes[0].Want != "it was the other way round" {
		t.Errorf("mistakes are %+v; want the wrong one with its note", r.Mistakes)
	}
	if len(r.Scores) != 3 || r.Scores[1].What != "confidence from 0.90, mean 0.95" || *r.Scores[2].Precision != 0 {
		t.Errorf("scores are %+v; want one for each of two bins of confidence", r.Scores[1:])
	}
}

// A draw does not depend on the order of claims, nor much on which there are: what one
// reading has beside another takes the place of few.
func TestADrawIsByChanceAndStable(t *testing.T) {
	list, err := loadJudged(t, "# draw 10 spring")
	if err != nil {
		t.Fatal(err)
	}
	var claims []graph.Claim
	for i := range 40 {
		claims = append(claims, judgedClaim(i*10, i*10+5, "attacked", 0.8))
	}
	first := list.Drawn(&Reading{Claims: claims})
	again := list.Drawn(&Reading{Claims: claims[2:]})
	kept := map[string]bool{}
	for _, c := range first {
		kept[Key(c)] = true
	}
	same := 0
	for _, c := range again {
		if kept[Key(c)] {
			same++
		}
	}
	if len(first) != 10 || same < 8 {
		t.Errorf("%d claims drawn, and %d of them again without two of forty; want 10 and 8 at least", len(first), same)
	}
	r := list.Score(&Reading{Claims: claims})
	if len(r.Mistakes) != 10 || r.Mistakes[0].Kind != "not judged" {
		t.Errorf("what was drawn and is not judged is not listed: %+v", r.Mistakes)
	}
}

func TestAListWithAMistakeIsNotRead(t *testing.T) {
	for line, want := range map[string]string{
		"maybe\ta.txt\t0-4\tattacked\t10-14\tasserted": "line 1: expected y or n",
		"y\ta.txt\t0-4\tattacked":                      "line 1: expected y or n",
		"# draw many spring":                           "line 1",
	} {
		if _, err := loadJudged(t, line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", line, err, want)
		}
	}
}

func TestTreebankTextsKeepTheirParagraphs(t *testing.T) {
	sentence := func(words string) string {
		return "# text = " + words + ".\n1\t" + words + "\t_\tX\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n"
	}
	got, err := treebankTexts("# newdoc id = a\n# newpar\n" + sentence("One") + sentence("Two") + "# newpar\n" + sentence("Three") + "# newdoc id = b\n" + sentence("Four"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Text{{"a.txt", "One. Two.\n\nThree.\n"}, {"b.txt", "Four.\n"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %q, want %q", got, want)
	}
}
