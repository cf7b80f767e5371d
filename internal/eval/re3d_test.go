package eval

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
)

// A relation is found where the arguments overlap, in either order, and by each of
// the relations that say its type; what is possible is not said.
func TestRe3d(t *testing.T) {
	text := "France backs Ukraine. Iran fled Iraq."
	dir := t.TempDir()
	for name, content := range map[string]string{
		"documents.json": `{"_id": "note", "text": "` + text + `"}`,
		"entities.json": `{"documentId": "note", "begin": 0, "end": 6, "type": "Location", "value": "France", "confidence": 1}
{"documentId": "note", "begin": 13, "end": 20, "type": "Location", "value": "Ukraine", "confidence": 1}
{"documentId": "note", "begin": 22, "end": 26, "type": "Organisation", "value": "Iran", "confidence": 1}
{"documentId": "note", "begin": 32, "end": 36, "type": "Location", "value": "Iraq", "confidence": 1}
{"documentId": "note", "begin": 7, "end": 12, "type": "Person", "value": "They", "confidence": 1}
`,
		"relations.json": `{"documentId": "note", "sourceBegin": 0, "sourceEnd": 6, "source": "France", "targetBegin": 13, "targetEnd": 20, "target": "Ukraine", "type": "AlliesOf", "value": "France backs Ukraine", "confidence": 1}
{"documentId": "note", "sourceBegin": 22, "sourceEnd": 26, "source": "Iran", "targetBegin": 32, "targetEnd": 36, "target": "Iraq", "type": "Apart", "value": "Iran fled Iraq", "confidence": 1}
{"documentId": "note", "sourceBegin": 22, "sourceEnd": 26, "source": "Iran", "targetBegin": 32, "targetEnd": 36, "target": "Iraq", "type": "Likes", "value": "Iran fled Iraq", "confidence": 0.1}
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	g, err := LoadRe3d(dir)
	if err != nil {
		t.Fatal(err)
	}
	entity := func(kind, name string, start, end int) graph.Profile {
		return graph.Profile{
			Entity:   graph.Entity{Name: name, Type: kind},
			Mentions: []graph.SourcedMention{{Source: "note.txt", Start: start, End: end, Text: name}},
		}
	}
	r := g.Score(&Reading{
		Claims: []graph.Claim{
			said("Ukraine supports France", at(text)), // the wrong way round, which re3d does not tell
			said("Iran fled Iraq", at(text), status(graph.Possible)),
			said("Iran attacked Iraq", at(text)),
		},
		Entities: []graph.Profile{
			entity("Country", "France", 0, 6), entity("Country", "Ukraine", 13, 20), entity("Country", "Iran", 22, 26),
			entity("Country", "fled Iraq", 27, 36), entity("Date", "then", 0, 3),
		},
	})
	for _, want := range []struct {
		what            string
		precision, rest float64
	}{{"mentions exact", 0.75, 0.75}, {"mentions overlap", 1, 1}, {"mentions overlap typed", 0.75, 0.75}, {"relations", 0.5, 0.5}} {
		if s := score(t, r, want.what); !near(s.Precision, want.precision) || !near(s.Recall, want.rest) {
			t.Errorf("%s: got P %.3f R %.3f, want %.3f, %.3f", want.what, *s.Precision, *s.Recall, want.precision, want.rest)
		}
	}
	if got, want := kinds(r), "says attacked of Apart, missed Apart: another relation"; got != want {
		t.Errorf("mistakes: got %s, want %s", got, want)
	}
}
