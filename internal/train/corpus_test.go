package train

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// read writes a file and reads it with f.
func read(t *testing.T, content string, f func(string) ([]Sentence, error)) []Sentence {
	t.Helper()
	name := filepath.Join(t.TempDir(), "corpus")
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := f(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// show writes a sentence with the labels left open for each word, if it is not O.
func show(s Sentence) string {
	var words []string
	for w, form := range s.Forms {
		switch a := s.Allowed[w]; a {
		case outside:
		case 0:
			form += "/?"
		case anyOther:
			form += "/other"
		case outside | anyOther:
			form += "/O|other"
		default:
			for l, name := range Names {
				if a == 1<<l {
					form += "/" + name
				}
			}
		}
		words = append(words, form)
	}
	return strings.Join(words, " ")
}

// columns makes a file of words and labels from "word/label" pairs.
func columns(pairs, format string) string {
	var b strings.Builder
	for i, p := range strings.Fields(pairs) {
		form, label, _ := strings.Cut(p, "/")
		fmt.Fprintf(&b, format, i+1, form, label)
	}
	return b.String() + "\n"
}

func TestReadNames(t *testing.T) {
	const old, tabs = "%[2]s %[3]s\n", "%d\t%s\t%s\t-\tx\n"
	for _, c := range []struct {
		pairs, format string
		how           scheme
		want          string
	}{
		{"Ann/B-PER Lee/I-PER of/O UN/B-ORG", tabs, uner, "Ann/B-Person Lee/I-Person of UN/B-Organization"},
		{"Syrian/B-OTH town/O x/B-O", tabs, uner, "Syrian/other town x/?"},
		{"Ann/I-PER Lee/I-PER Bob/B-PER Kabul/I-LOC", old, wikigold, "Ann/B-Person Lee/I-Person Bob/B-Person Kabul/B-Place"},
		{"Punk/I-MISC rock/O", old, wikigold, "Punk/other rock"},
		{"@ann/B-PER in/O Oslo/B-LOC", old, btc, "@ann/? in/O|other Oslo/B-Place"},
		{"Big/B-creative-work Fish/I-creative-work Acme/B-corporation", old, wnut, "Big/B-Other Fish/I-Other Acme/B-Organization"},
	} {
		got := read(t, columns(c.pairs, c.format), func(name string) ([]Sentence, error) { return readNames(name, c.how) })
		if len(got) != 1 || show(got[0]) != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.pairs, got, c.want)
		}
	}
}

const gum = `# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# sent_id = x-1
1	The	the	DET	DT	_	2	det	_	Entity=(1-place-acc:com-snnnn-cf1-2,3-coref-United_States
2	United	United	VERB	NNP	_	3	amod	_	_
3	States	States	PROPN	NNPS	_	4	nsubj	_	Entity=1)
4-5	don't	_	_	_	_	_	_	_	_
4	sent	send	VERB	VBD	_	0	root	_	_
5	Gen.	Gen.	PROPN	NNP	_	6	appos	_	Entity=(2-person-new-nnnnn-cf2-1,2,3-sgl-Ann_Lee
6	Ann	Ann	PROPN	NNP	_	4	obj	_	_
7	Lee	Lee	PROPN	NNP	_	6	flat	_	Entity=2)
8	to	to	ADP	IN	_	9	case	_	_
9	Tulsa	Tulsa	PROPN	NNP	_	4	obl	_	Entity=(3-place-new-nnnnn-cf3-1,3-sgl-Tulsa
10	,	,	PUNCT	,	_	11	punct	_	_
11	Oklahoma	Oklahoma	PROPN	NNP	_	9	appos	_	Entity=(4-place-new-nnnnn-cf3-1-sgl)3)
12	on	on	ADP	IN	_	13	case	_	_
13	Monday	Monday	PROPN	NNP	_	4	obl	_	Entity=(5-time-new-nnnnn-cf3-1-sgl)
14	,	,	PUNCT	,	_	16	punct	_	_
15	a	a	DET	DT	_	16	det	_	Entity=(6-object-new-nnnnn-cf3-3-sgl
16	Syrian	Syrian	ADJ	JJ	_	17	amod	_	_
17	town	town	NOUN	NN	_	4	dep	_	Entity=6)

`

func TestReadTrees(t *testing.T) {
	got := read(t, gum, readTrees)
	if len(got) != 1 {
		t.Fatalf("read %d sentences, want 1", len(got))
	}
	s := got[0]
	if s.ID != "x-1" || len(s.Forms) != 17 || s.Heads[3] != 17 || s.Heads[0] != 1 || s.Tags[3] != "VERB|VBD" || s.Labels[6] != "flat" {
		t.Errorf("read %+v", s)
	}
	// The title is left out of the name; two names that GUM joins are left open,
	// and so is the adjective.
	const want = "The United/B-Place States/I-Place sent Gen./? Ann/B-Person Lee/I-Person to Tulsa/? ,/? Oklahoma/? on Monday , a Syrian/? town"
	if show(s) != want {
		t.Errorf("names\n got %s\nwant %s", show(s), want)
	}
}

// Where trees mark an adjective, "other" is a people.
func TestUnite(t *testing.T) {
	trees := []Sentence{
		{ID: "a", Forms: []string{"Syrian", "town"}, Tags: []string{"ADJ|JJ", "NOUN|NN"}},
		{ID: "b", Forms: []string{"one", "more"}},
	}
	unite(trees, []Sentence{
		{ID: "a", Forms: []string{"Syrian", "town"}, Allowed: []set{anyOther, outside}},
		{ID: "b", Forms: []string{"one"}, Allowed: []set{outside}},
	})
	if got := trees[0].Allowed[0]; got != first("People")|inside("People") {
		t.Errorf("Syrian may be %b", got)
	}
	if trees[1].Allowed != nil {
		t.Error("a sentence got the names of one with fewer words")
	}
}

func TestReadErrors(t *testing.T) {
	name := filepath.Join(t.TempDir(), "corpus")
	if err := os.WriteFile(name, []byte("# x\n1\tThe\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readTrees(name); err == nil || !strings.Contains(err.Error(), "corpus:2: a line of 2 columns") {
		t.Errorf("got the error %v, want one with file and line", err)
	}
	if _, err := ReadCorpora(t.TempDir()); err == nil {
		t.Error("no error for a folder without corpora")
	}
}
