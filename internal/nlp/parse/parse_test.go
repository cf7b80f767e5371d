package parse

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// untrained returns the weights of a small network, drawn at random: it reads
// nonsense, but the same nonsense every time.
func untrained(seed uint64) *Weights {
	w := &Weights{
		Dims:    Dims{Word: 16, Sub: 24, Hidden: 24, Layers: 2, Arc: 16, Label: 32, Buckets: 97},
		Words:   []string{"", "a", "gunmen", "the"},
		Tags:    []string{"DET|DT", "NOUN|NN", "PUNCT|.", "VERB|VBD"},
		Labels:  []string{"det", "nsubj", "obj", "punct", "root"},
		Classes: []string{"country", "person"},
		Lexicon: []string{"gunmen\tā", "kabul\tĀ"},
		Names:   []string{"O", "B-Person", "I-Person", "B-Place", "I-Place"},
	}
	r := rand.New(rand.NewPCG(seed, 0))
	for _, s := range w.Shapes() {
		f := make([]float32, s.Rows*s.Cols)
		for i := range f {
			f[i] = float32(r.NormFloat64()) * 0.5
		}
		w.Data = append(w.Data, Compand(s, f))
	}
	return w
}

func model(t testing.TB) *Model {
	t.Helper()
	m, err := Load(untrained(1).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sentence(forms ...string) text.Sentence {
	var s text.Sentence
	for _, f := range forms {
		s.Tokens = append(s.Tokens, text.Token{Form: f, Head: -2})
	}
	return s
}

// several draws sentences of up to longest words.
func several(n, longest int) []text.Sentence {
	r := rand.New(rand.NewPCG(9, 9))
	words := strings.Fields(`the a gunmen attacked " U.S. ” — Moscow al-Assad , . don't 1,200 İstanbul x-y @you http://a.b/c ` + "\xff\xfe …")
	var all []text.Sentence
	for range n {
		var forms []string
		for range r.IntN(longest) {
			w := words[r.IntN(len(words))]
			if r.IntN(3) == 0 {
				w += words[r.IntN(len(words))]
			}
			forms = append(forms, w)
		}
		all = append(all, sentence(forms...))
	}
	return all
}

// wellFormed checks what every reader of trees relies on.
func wellFormed(t *testing.T, s text.Sentence) {
	t.Helper()
	heads := make([]int32, len(s.Tokens))
	for i, tok := range s.Tokens {
		heads[i] = int32(tok.Head)
		if tok.Head < 0 {
			heads[i] = int32(len(s.Tokens))
		}
		if tok.UPOS == "" || tok.XPOS == "" || (tok.Deprel == "root") != (tok.Head == -1) || tok.ArcScore < 0 || tok.ArcScore > 1 {
			t.Fatalf("word %d: %+v", i, tok)
		}
		if kind, ok := strings.CutPrefix(tok.Name, "I-"); ok {
			if i == 0 || s.Tokens[i-1].Name != "B-"+kind && s.Tokens[i-1].Name != tok.Name {
				t.Fatalf("word %d has the name label %s after none of its type", i, tok.Name)
			}
		}
	}
	if len(heads) > 0 && !isTree(heads) {
		t.Fatalf("heads %v are no tree with one root", heads)
	}
}

// A sentence gets the same answer alone, among others in any order, again, and
// from many goroutines at once.
func TestAnnotateSame(t *testing.T) {
	m := model(t)
	want := several(150, 40)
	m.Annotate(want)
	for _, s := range want {
		wellFormed(t, s)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			got := several(150, 40)
			for i := range got {
				m.Annotate(got[i : i+1])
			}
			if !reflect.DeepEqual(got, want) {
				t.Error("sentences read one by one differ from the same read together")
			}
		})
	}
	wait.Wait()
	fresh := model(t)
	got := several(150, 40)
	var back []text.Sentence
	for i := range got {
		back = append(back, got[len(got)-1-i])
	}
	fresh.Annotate(back)
	for i := range want {
		if !reflect.DeepEqual(back[len(back)-1-i], want[i]) {
			t.Fatalf("sentence %d differs when read after the later ones", i)
		}
	}
}

func TestAnnotateNothing(t *testing.T) {
	m := model(t)
	m.Annotate(nil)
	sents := []text.Sentence{{}, sentence("gunmen"), {}, sentence("")}
	m.Annotate(sents)
	if tok := sents[1].Tokens[0]; tok.Head != -1 || tok.Deprel != "root" || tok.ArcScore != 1 {
		t.Errorf("a word alone is %+v, want the root for certain", tok)
	}
	wellFormed(t, sents[3])
}

// A table run together as one sentence of many hundred words must come back as one
// tree, without memory by the square of its length.
func TestAnnotateLong(t *testing.T) {
	m := model(t)
	var forms []string
	for i := range 1_500 {
		w := "gunmen"
		if i%7 == 6 {
			w = ","
		}
		forms = append(forms, w)
	}
	sents := []text.Sentence{sentence(forms...), sentence("the", "gunmen")}
	m.Annotate(sents)
	wellFormed(t, sents[0])
	for _, part := range split(sents[0].Tokens) {
		if len(part) > longestSentence || part[len(part)-1].Form != "," && len(part) == longestSentence {
			t.Fatalf("a part of %d words ends with %q", len(part), part[len(part)-1].Form)
		}
	}
	b := m.scratch.Get().(*batch)
	if n := cap(b.scores); n > 2*longestSentence*longestSentence {
		t.Errorf("%d scores of arcs were held at once", n)
	}
}

func TestRoundTrip(t *testing.T) {
	w := untrained(3)
	b := w.Bytes()
	got, err := ReadWeights(b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, w) {
		t.Error("weights read back differ from those written")
	}
	if !bytes.Equal(got.Bytes(), b) {
		t.Error("weights written again differ")
	}
}

// Rounding must not lose more than half a step of the companded scale.
func TestCompand(t *testing.T) {
	values := []float32{0, 1, -1, 0.5, -0.25, 0.01, 1e-4, 0.9921}
	m := Compand(Shape{"x", 2, len(values)}, append(values, make([]float32, len(values))...))
	got := m.Floats()
	for i, v := range values {
		if d := got[i] - v; d > 0.008 || d < -0.008 {
			t.Errorf("%g comes back as %g", v, got[i])
		}
		if got[len(values)+i] != 0 {
			t.Errorf("a row of zeros comes back with %g", got[len(values)+i])
		}
	}
	if got[1] != 1 || got[2] != -1 {
		t.Errorf("the greatest values come back as %g and %g: clipped", got[1], got[2])
	}
}

func TestLoadErrors(t *testing.T) {
	good := untrained(1).Bytes()
	changed := func(at int, to byte) []byte {
		b := bytes.Clone(good)
		b[at] = to
		return b
	}
	nameless := untrained(1)
	nameless.Labels = []string{"a", "b", "c", "d", "e"}
	for _, c := range []struct {
		data []byte
		want string
	}{
		{nil, "not a file of parser weights"},
		{[]byte("QPARSE"), "not a file of parser weights"},
		{changed(0, 'q'), "not a file of parser weights"},
		{changed(6, 9), "version 9"},
		{changed(len(good)/2, good[len(good)/2]^1), "checksum"},
		{sealed(good[:len(good)-1]), "ends too early"},
		{sealed(append(bytes.Clone(good), 0)), "1 bytes too many"},
		{sealed(changed(header, 3)), "a size of 3"},
		{nameless.Bytes(), "no label for the root"},
	} {
		if _, err := Load(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got the error %v, want one with %q", err, c.want)
		}
	}
}

// sealed returns a copy of a file with the checksum that its content has.
func sealed(data []byte) []byte {
	b := bytes.Clone(data)
	if len(b) >= header {
		binary.LittleEndian.PutUint32(b[header-4:], crc32.Checksum(b[header:], castagnoli))
	}
	return b
}

// Any file is either refused or reads sentences: no panic, no endless memory.
func FuzzLoad(f *testing.F) {
	good := untrained(1).Bytes()
	f.Add(good)
	f.Add(good[:200])
	f.Add([]byte("QPARSE\x01\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Load(sealed(data))
		if err != nil {
			return
		}
		m.Annotate([]text.Sentence{sentence("The", "gunmen", "left", ".")})
	})
}
