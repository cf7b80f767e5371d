package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/eval"
)

// The scorers in Python beside the repository read what "claims" and "entities"
// print. For the same texts "eval" prints the same figures.
func TestEvalAgreesWithTheScorers(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: two corpora are read")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	scorers := "../../../shared/eval"
	if _, err := os.Stat(scorers); err != nil {
		t.Skip("the scorers are not beside the repository")
	}
	dir := t.TempDir()
	claims, entities := filepath.Join(dir, "claims.jsonl"), filepath.Join(dir, "entities.jsonl")
	script := func(name string, args ...string) string {
		out, err := exec.Command(python, append([]string{filepath.Join(scorers, name)}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		return string(out)
	}
	list := func(what, from, to string) {
		if err := os.WriteFile(to, quadrille(t, what, "--from", from), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	same := func(t *testing.T, printed string, lines []string) {
		for _, line := range lines {
			if !strings.Contains(printed, line) {
				t.Errorf("got %q; the scorer printed\n%s", line, printed)
			}
		}
	}

	t.Run("claims", func(t *testing.T) {
		gold, doc := "../../../shared/gold/moscow.json", "../../../shared/documents/moscow.txt"
		if _, err := os.Stat(gold); err != nil {
			t.Skip("the gold is not beside the repository")
		}
		list("claims", doc, claims)
		list("entities", doc, entities)
		var want []string
		for _, s := range scores(t, "claims", gold, doc) {
			switch s.What {
			case "forbidden", "claims":
				want = append(want, fmt.Sprintf(", %s %d", s.What, s.Said))
			default:
				want = append(want, fmt.Sprintf("%s: %d of %d\n", s.What, s.Right, s.Gold))
			}
		}
		same(t, script("score_claims.py", gold, claims, entities), want)
	})
	t.Run("re3d", func(t *testing.T) {
		gold, texts := corpus(t, "re3d"), filepath.Join(dir, "re3d")
		script("re3d_text.py", gold, texts)
		list("claims", texts, claims)
		list("entities", texts, entities)
		var want []string
		for _, s := range scores(t, "re3d", gold) {
			if s.Precision == nil {
				want = append(want, fmt.Sprintf("  %s: recall %d/%d\n", s.What, s.Right, s.Gold))
				continue
			}
			want = append(want, fmt.Sprintf("%s: P %.3f R %.3f F1 %.3f  (gold %d, predicted %d)", s.What, *s.Precision, *s.Recall, *s.F1, s.Gold, s.Said))
		}
		same(t, script("score_re3d.py", gold, claims, entities), want)
	})
	t.Run("mine", func(t *testing.T) {
		gold, texts := corpus(t, "mine"), filepath.Join(dir, "mine")
		script("score_mine.py", "texts", filepath.Join(gold, "essays.json"), texts)
		list("claims", texts, claims)
		s := scores(t, "mine", gold)[0]
		same(t, script("score_mine.py", "score", filepath.Join(gold, "answers.json"), claims),
			[]string{fmt.Sprintf("%.1f of 100  (%d of %d facts", 100**s.Recall, s.Right, s.Gold)})
	})
}

// quadrille runs a command and returns what it prints.
func quadrille(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	if code := Run(context.Background(), &Env{Args: args, Stdout: &out, Stderr: &errs}); code != Done {
		t.Fatalf("quadrille %s: code %d: %s", strings.Join(args, " "), code, errs.String())
	}
	return out.Bytes()
}

// scores returns the figures of a measure.
func scores(t *testing.T, args ...string) (scores []eval.Score) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(quadrille(t, append([]string{"eval"}, args...)...)))
	for lines.Scan() {
		var s eval.Score
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		if s.What != "" {
			scores = append(scores, s)
		}
	}
	if len(scores) == 0 {
		t.Fatalf("eval %s printed no score", strings.Join(args, " "))
	}
	return scores
}

// Four in five of the asserted relations of news, drawn by chance, are right, and the
// surest nine in ten; what the rules read now has been judged.
func TestDrawnClaimsAreRight(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: two corpora are read")
	}
	news, _ := filepath.Glob("../../../shared/data/gum/*/GUM_news_*.conllu")
	if len(news) == 0 {
		t.Skip("the texts are not beside the repository")
	}
	scores := scores(t, append([]string{"judged", "../../testdata/judged/drawn.tsv", "../../../shared/data/re3d"}, news...)...)
	if s := scores[0]; s.Said < 90 || *s.Precision < 0.8 {
		t.Errorf("%d of %d claims that were drawn and judged are right; want 0.8, and 90 of the hundred judged: judge what is new", s.Right, s.Said)
	}
	if s := scores[1]; *s.Precision < 0.85 {
		t.Errorf("%s: %d of %d are right; want about nine in ten", s.What, s.Right, s.Said)
	}
}
