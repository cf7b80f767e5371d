package train

import (
	"slices"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

// taught trains a teacher on a small corpus.
func taught(t *testing.T, c *Corpora) *parse.Weights {
	t.Helper()
	c.Trees = append(c.Trees, c.Trees...) // so that every word is frequent enough
	w, err := Run(c, Options{Dims: tiny, Epochs: 400, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// What one teacher thinks most likely is what it reads as a model.
func TestTeacherReads(t *testing.T) {
	c := small()
	w := taught(t, c)
	all, err := newTeachers([]*parse.Weights{w}, newNet(c, tiny, 1))
	if err != nil {
		t.Fatal(err)
	}
	bare := Sentence{Forms: c.Trees[0].Forms}
	all.read([]*Sentence{&bare, &c.Names[0]})
	m, err := parse.New(w)
	if err != nil {
		t.Fatal(err)
	}
	for i, tok := range annotate(m, []Sentence{bare})[0].Tokens {
		think := bare.soft
		head := int(think.heads[i])
		if head == len(bare.Forms) {
			head = -1
		}
		tag, label := w.Tags[think.tags[i][0].id], w.Labels[think.labels[i][0].id]
		if head != tok.Head || tag != tok.UPOS+"|"+tok.XPOS || label != tok.Deprel {
			t.Errorf("%s: teacher %d %s %s, model %d %s|%s %s", tok.Form, head, tag, label, tok.Head, tok.UPOS, tok.XPOS, tok.Deprel)
		}
	}
}

// A network learns from a teacher alone what no corpus told it.
func TestLearnFromTeacher(t *testing.T) {
	c := small()
	w := taught(t, c)
	raw := Sentence{Forms: c.Trees[0].Forms}
	pupil := &Corpora{Trees: c.Trees, Names: c.Names, Raw: []Sentence{raw}}
	n := newNet(pupil, tiny, 9)
	tr := newTrainer(pupil, Options{Dims: tiny, Epochs: 1, Seed: 9, Teachers: []*parse.Weights{w}, Log: discard{}})
	if err := tr.teach(); err != nil {
		t.Fatal(err)
	}
	e := n.example(&pupil.Raw[0], nil)
	if len(e.tags) != 0 || len(e.heads) != len(raw.Forms) || e.soft == nil {
		t.Fatalf("the example of a sentence without marks: %+v", e)
	}
	out, err := Run(pupil, Options{Dims: tiny, Epochs: 400, Seed: 9, Teachers: []*parse.Weights{w}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := parse.New(out)
	if err != nil {
		t.Fatal(err)
	}
	if s := ScoreTrees(m, c.Trees); s.LAS != s.Words {
		t.Errorf("of %d words learnt with a teacher: %v", s.Words, s)
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// Without its last word, what is thought of a sentence is of the others only.
func TestCut(t *testing.T) {
	s := &soft{
		tags: make([][]share, 3), labels: make([][]share, 3), names: make([][]share, 3),
		heads: []int32{3, 0, 0},
		arcs:  [][]share{{{3, 0.9}, {2, 0.1}}, {{0, 1}}, {{0, 1}}},
	}
	c := s.cut(2)
	if !slices.Equal(c.heads, []int32{2, 0}) || !slices.Equal(c.arcs[0], []share{{2, 0.9}}) || len(c.tags) != 2 {
		t.Errorf("got %+v", c)
	}
}

func TestLikeliest(t *testing.T) {
	got := likeliest([]float32{0.2, 0.5, 0.001, 0.3})
	if len(got) != 3 || got[0].id != 1 || got[1].id != 3 || got[2].id != 0 || got[0].p < 0.5 {
		t.Errorf("got %v", got)
	}
}
