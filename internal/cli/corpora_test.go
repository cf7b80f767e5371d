package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
)

// corpus is a folder of ../shared/data beside the repository, or skips the test.
func corpus(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join("../../../shared/data", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the corpus %s is not beside the repository", name)
	}
	return dir
}

// Whatever the text, the evidence of every claim is the text's own words, and so
// are the mentions of its subject and object.
func TestEvidenceIsTheText(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: two corpora are read")
	}
	for name, texts := range map[string]func(*testing.T, string) map[string]string{"re3d": re3dTexts, "mine": essays} {
		t.Run(name, func(t *testing.T) {
			all := texts(t, corpus(t, name))
			dir := t.TempDir()
			for file, words := range all {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(words), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			var out, errs bytes.Buffer
			if code := Run(context.Background(), &Env{Args: []string{"claims", "--from", dir}, Stdout: &out, Stderr: &errs}); code != Done {
				t.Fatalf("code %d: %s", code, errs.String())
			}
			claims := checkEvidence(t, &out, all)
			t.Logf("%d claims in %d texts", claims, len(all))
			if claims < len(all) {
				t.Errorf("%d claims in %d texts: hardly anything was read", claims, len(all))
			}
		})
	}
}

func checkEvidence(t *testing.T, out *bytes.Buffer, texts map[string]string) (n int) {
	t.Helper()
	runes := map[string][]rune{}
	for file, words := range texts {
		runes[file] = []rune(words)
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c graph.Claim
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		n++
		text := runes[c.Evidence.Source]
		same := func(what, words string, start, end int) {
			if start < 0 || end > len(text) || start >= end || string(text[start:end]) != words {
				t.Errorf("%s: %s %q is not at %d to %d", c.Evidence.Source, what, words, start, end)
			}
		}
		same("evidence", c.Evidence.Text, c.Evidence.Start, c.Evidence.End)
		same("subject", c.Subject.Mention.Text, c.Subject.Mention.Start, c.Subject.Mention.End)
		if c.Object != nil {
			same("object", c.Object.Mention.Text, c.Object.Mention.Start, c.Object.Mention.End)
		}
	}
	return n
}

func re3dTexts(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*/documents.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents in %s: %v", dir, err)
	}
	texts := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			var d struct {
				ID   string `json:"_id"`
				Text string
			}
			if err := json.Unmarshal([]byte(line), &d); err != nil {
				t.Fatal(err)
			}
			texts[d.ID+".txt"] = d.Text
		}
	}
	return texts
}

func essays(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*essays*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no essays in %s: %v", dir, err)
	}
	texts := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var all []struct{ Content string }
		if err := json.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
		for i, e := range all {
			texts[fmt.Sprintf("%03d.txt", i)] = e.Content
		}
	}
	return texts
}
