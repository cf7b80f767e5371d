package eval

import (
	"os"
	"testing"
)

func tup(confidence float64, subject, relation string, args ...string) Tuple {
	return Tuple{Relation: relation, Args: append([]string{subject}, args...), Confidence: confidence}
}

// Words match slot by slot; all arguments after the subject are one slot.
func TestTupleMatch(t *testing.T) {
	gold := tup(1, "Ann", "founded", "Acme", "in 1990")
	for _, c := range []struct {
		gold, said        Tuple
		precision, recall float64
	}{
		{gold, tup(1, "Ann", "founded", "Acme in 1990"), 1, 1},
		{gold, tup(1, "Ann", "founded", "Acme"), 1, 0.6},
		{gold, tup(1, "Ann", "has founded", "Acme"), 0.75, 0.6},
		{gold, tup(1, "Ann", "bought", "Acme", "in 1990"), 0, 0}, // no word of the relation
		{gold, tup(1, "Ann", "founded"), 0, 0},                   // no second argument
		{gold, tup(1, "Acme", "founded", "Ann"), 1 / 3., 0.2},    // in the wrong slots
		{tup(1, "Ann", "is", "a clerk"), tup(1, "Ann", "be", "a clerk"), 1, 1},
		{tup(1, "Ann", "said", "it rains"), tup(1, "it rains", "said", "Ann"), 1, 1},
	} {
		got := carbMatch(c.gold, c.said)
		if !near(&got.precision, c.precision) || !near(&got.recall, c.recall) {
			t.Errorf("%v against %v: got P %.3f R %.3f, want %.3f, %.3f", c.said, c.gold, got.precision, got.recall, c.precision, c.recall)
		}
	}
}

// A long tuple may recall two of the gold, and is precise for one of them alone.
func TestManyMatchesForRecallOneForPrecision(t *testing.T) {
	g, err := LoadCarb(file(t, "gold.tsv", "Ann plays for Acme and Beta .\tplays for\tAnn\tAcme\nAnn plays for Acme and Beta .\tplays for\tAnn\tBeta\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := g.Sentences()[0]
	long := g.Score(map[string][]Tuple{s: {tup(0.9, "Ann", "plays for", "Acme and Beta")}})
	if s := score(t, long, "all tuples"); !near(s.Precision, 4/6.) || !near(s.Recall, 1) {
		t.Errorf("one long tuple: got P %.3f R %.3f, want 0.667, 1", *s.Precision, *s.Recall)
	}
	twice := g.Score(map[string][]Tuple{s: {
		tup(0.9, "Ann", "plays for", "Acme"), tup(0.8, "Ann", "plays for", "Beta"), tup(0.1, "Acme", "hires", "Ann"),
	}})
	best := twice.Scores[0]
	if best.What != "best, confidence 0.80" || !near(best.F1, 1) {
		t.Errorf("got %s with F1 %.3f, want the best at 0.80 with 1", best.What, *best.F1)
	}
	// The curve: (0, 1), at 0.9 recall (1 + 3/4)/2 with precision 1, at 0.8 (1, 1), at 0.1 (1, 2/3).
	if !near(best.AUC, 1) {
		t.Errorf("AUC %.3f, want 1: the last tuple adds no recall", *best.AUC)
	}
}

// The published output of OpenIE 5 on CaRB's development part. The figures were
// worked out apart from this package, by the steps of CaRB's own program; none are
// published for this part.
func TestCarbOnPublishedOutput(t *testing.T) {
	dir := "../../../shared/data/carb/"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("CaRB is not beside the repository")
	}
	g, err := LoadCarb(dir + "gold/dev.tsv")
	if err != nil {
		t.Fatal(err)
	}
	tuples, err := LoadTuples(dir + "openie5-dev.txt")
	if err != nil {
		t.Fatal(err)
	}
	best := g.Score(tuples).Scores[0]
	if !near(best.Precision, 0.534) || !near(best.Recall, 0.398) || !near(best.F1, 0.456) || !near(best.AUC, 0.243) {
		t.Errorf("got P %.3f R %.3f F1 %.3f AUC %.3f, want 0.534 0.398 0.456 0.243", *best.Precision, *best.Recall, *best.F1, *best.AUC)
	}
}
