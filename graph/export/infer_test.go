package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

// inferredView is the sample with all that follows from it, by the schema.
func inferredView(t testing.TB) (with, without *view.View) {
	t.Helper()
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	g := sample()
	without = view.Of(g, &view.Selection{Schema: s})
	inferring := *g
	inferring.Inferences, _ = infer.New(g.Claims, s, nil).All()
	return view.Of(&inferring, &view.Selection{Schema: s}), without
}

func TestInferredEdgesAreDrawnAsSuch(t *testing.T) {
	with, without := inferredView(t)
	if n := len(with.Inferred); n != 3 {
		t.Fatalf("%d inferred edges, want the three in which a place lies in one further out", n)
	}
	for format, mark := range map[string]string{
		"dot": `color="#6A3D9A:invis:#6A3D9A", fontcolor="#6A3D9A"`,
		"svg": `stroke="#6A3D9A" stroke-width="1" stroke-dasharray="9 4 2 4"`,
	} {
		got, read := string(written(t, format, with, nil)), string(written(t, format, without, nil))
		for what, n := range map[string]int{
			mark: len(with.Inferred), "inferred: follows from what is asserted": 1,
			"inferred (transitive) from “Old Customs House … Port Selim” and “Port Selim … Delta”": 1,
		} {
			if c := strings.Count(got, what); c < n {
				t.Errorf("%s has %q %d times, want %d", format, what, c, n)
			}
		}
		if strings.Contains(read, "inferred") {
			t.Errorf("%s tells of inferences where there are none", format)
		}
	}
	if bytes.Equal(written(t, "png", with, nil), written(t, "png", without, nil)) {
		t.Error("the bitmap does not show them")
	}
}

func TestGraphvizReadsInferredEdges(t *testing.T) {
	with, _ := inferredView(t)
	cmd := exec.Command("dot", "-Tsvg")
	if err := exec.Command("dot", "-V").Run(); err != nil {
		t.Skip("dot is not installed")
	}
	cmd.Stdin = bytes.NewReader(written(t, "dot", with, nil))
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), "Warning") || !strings.Contains(string(out), "#6a3d9a") {
		t.Errorf("%v: %.500s", err, out)
	}
}

func TestInferredLinesFollowThoseThatAreRead(t *testing.T) {
	with, without := inferredView(t)
	rest, ok := strings.CutPrefix(string(written(t, "jsonl", with, nil)), string(written(t, "jsonl", without, nil)))
	if !ok {
		t.Fatal("lines that were read have changed")
	}
	n := 0
	for line := range strings.Lines(rest) {
		var got struct {
			Status, Extractor string
			Inferred          struct {
				How      string
				Claims   []string
				Evidence []graph.Evidence
			}
		}
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if got.Status != "inferred" || got.Extractor != "inference" || len(got.Inferred.Claims) == 0 || len(got.Inferred.Claims) != len(got.Inferred.Evidence) {
			t.Errorf("an inference is written as %s", line)
		}
		n++
	}
	if n != len(with.Graph.Inferences) {
		t.Errorf("%d lines for %d inferences", n, len(with.Graph.Inferences))
	}
}

// TestInferredQuadsStandApart: who drops what inferences label and are has what was
// read.
func TestInferredQuadsStandApart(t *testing.T) {
	with, without := inferredView(t)
	var kept strings.Builder
	for line := range strings.Lines(string(written(t, "nquads", with, nil))) {
		if !strings.Contains(line, "/inference/") {
			kept.WriteString(line)
		}
	}
	if diff := cmp.Diff(string(written(t, "nquads", without, nil)), kept.String()); diff != "" {
		t.Errorf("(-read +what is left):\n%s", diff)
	}
	ld := string(written(t, "jsonld", with, nil))
	for _, want := range []string{`"inference": "https://`, `"@type": "q:Inference"`, `"q:inferredBy": "transitive"`, `{"@id": "inference:`} {
		if !strings.Contains(ld, want) {
			t.Errorf("JSON-LD lacks %s", want)
		}
	}
	if strings.Contains(string(written(t, "jsonld", without, nil)), "nference") {
		t.Error("JSON-LD tells of inferences where there are none")
	}
}

func TestFormatsThatCannotMarkInferences(t *testing.T) {
	with, without := inferredView(t)
	var notes []string
	f := Format{Name: "plain", write: func(_ context.Context, w io.Writer, v *view.View, _ *Options) error {
		_, err := fmt.Fprint(w, len(v.Graph.Inferences), len(v.Inferred), len(v.Nodes), len(v.Edges))
		return err
	}}
	var got bytes.Buffer
	if err := f.Write(t.Context(), &got, with, &Options{Note: func(s string) { notes = append(notes, s) }}); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprint(0, 0, len(without.Nodes), len(without.Edges)); got.String() != want {
		t.Errorf("it is given %s, want %s", got.String(), want)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "plain has no way to mark what is inferred") {
		t.Errorf("notes %q", notes)
	}
}
