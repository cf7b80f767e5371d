package conllu_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// rows turns a readable table, parted by spaces, into CoNLL-U.
func rows(s string) string {
	var out strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "#") {
			line = strings.Join(strings.Fields(line), "\t")
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}

var example = rows(`# newdoc id = example
	# title = The army
	# date = 2024-03-26
	# newpar
	# sent_id = example-1
	# text = Headline
	# heading = yes
	1 Headline headline NOUN NN Number=Sing 0 root _ TokenRange=0:8

	# newpar
	# sent_id = example-2
	# text = Russia's army left.
	# speaker = Ann
	1-2 Russia's _ _ _ _ _ _ _ TokenRange=10:18
	1 Russia Russia PROPN NNP Number=Sing 3 nmod:poss _ Name=B-Place|TokenRange=10:16
	2 's 's PART POS _ 1 case _ TokenRange=16:18
	3 army army NOUN NN Number=Sing 4 nsubj _ TokenRange=19:23
	4 left leave VERB VBD _ 0 root _ SpaceAfter=No|TokenRange=24:28
	5 . . PUNCT . _ 4 punct _ TokenRange=28:29
`)

func TestRead(t *testing.T) {
	docs, err := all(example)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, error %v", len(docs), err)
	}
	doc := docs[0]
	if want := "Headline\n\nRussia's army left."; doc.Text != want {
		t.Errorf("text %q, want %q", doc.Text, want)
	}
	if doc.Sources[0].Name != "example" || doc.Title != "The army" || doc.Date != "2024-03-26" || !doc.Sentences[0].Heading {
		t.Errorf("name, title, date and heading are %q %q %q %t", doc.Sources[0].Name, doc.Title, doc.Date, doc.Sentences[0].Heading)
	}
	if doc.Sentences[0].Speaker != "" || doc.Sentences[1].Speaker != "Ann" {
		t.Errorf("the speakers are %q and %q, want none and Ann", doc.Sentences[0].Speaker, doc.Sentences[1].Speaker)
	}
	want := text.Token{Form: "'s", Lemma: "'s", UPOS: "PART", XPOS: "POS", Head: 0, Deprel: "case", Span: text.Span{Start: 16, End: 18}, Joined: true}
	if got := doc.Sentences[1].Tokens[1]; got != want {
		t.Errorf("second token\n got  %+v\n want %+v", got, want)
	}
	if head := doc.Sentences[1].Tokens[3].Head; head != -1 {
		t.Errorf("head of the root is %d, want -1", head)
	}
}

func TestWrite(t *testing.T) {
	docs, err := all(example)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := conllu.Write(&out, &docs[0]); err != nil {
		t.Fatal(err)
	}
	if out.String() != example {
		t.Errorf("got\n%s\nwant\n%s", out.String(), example)
	}
}

func TestTwoDocuments(t *testing.T) {
	docs, err := all(rows(`
		1 Go go VERB VB _ 0 root _ SpaceAfter=No
		1.1 unseen _ _ _ _ _ _ _ _
		2 ! ! PUNCT . _ 1 punct _ _

		# newdoc
		1 a _ _ _ _ _ _ _ _
		2 b _ _ _ _ _ _ _ NewPar=Yes`))
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents, error %v", len(docs), err)
	}
	if docs[0].Text != "Go!" || docs[1].Text != "a\n\nb" {
		t.Errorf("texts %q and %q", docs[0].Text, docs[1].Text)
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		in   string
		line int
		msg  string
	}{
		{"1 Go go", 1, "3 columns"},
		{"\n2 Go go VERB VB _ 0 root _ _", 2, `token number is "2", want 1`},
		{"1 Go go VERB VB _ x root _ _", 1, `head is "x"`},
		{"1 a _ _ _ _ 0 root _ _\n2 b _ _ _ _ 7 dep _ _", 2, "leads to no root"},
		{"1 a _ _ _ _ 2 dep _ _\n2 b _ _ _ _ 1 dep _ _", 1, "leads to no root"},
		{"1-2 ab _ _ _ _ _ _ _ _\n1 a _ _ _ _ 0 root _ _\n\n", 3, "ends inside the range 1-2"},
		{"2-3 ab _ _ _ _ _ _ _ _", 1, "range 2-3"},
	} {
		_, err := all(rows(c.in))
		var e *conllu.Error
		if !errors.As(err, &e) || e.Line != c.line || !strings.Contains(e.Msg, c.msg) {
			t.Errorf("%q\n got  %v\n want line %d: ...%s...", c.in, err, c.line, c.msg)
		}
	}
}

// TestRoundTrip writes EWT's development part and reads it back.
func TestRoundTrip(t *testing.T) {
	f := open(t, "ud-ewt/*dev.conllu")
	defer f.Close()
	n := 0
	for doc, err := range conllu.Read(f) {
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, doc)
		roundTrip(t, doc)
		n++
	}
	if n < 100 {
		t.Errorf("only %d documents", n)
	}
}

// roundTrip holds that a document written and read is the same.
func roundTrip(t *testing.T, doc text.Document) {
	t.Helper()
	var out bytes.Buffer
	if err := conllu.Write(&out, &doc); err != nil {
		t.Fatal(err)
	}
	back, err := all(out.String())
	if err != nil || len(back) != 1 {
		t.Fatalf("%d documents, error %v, in\n%s", len(back), err, out.String())
	}
	if !reflect.DeepEqual(back[0].Sentences, doc.Sentences) || back[0].Text != doc.Text {
		t.Fatalf("not the same when read back:\n%s", out.String())
	}
}

// checkSpans holds that tokens spell the text, where they are not parts of a word
// that is written otherwise.
func checkSpans(t *testing.T, doc text.Document) {
	t.Helper()
	x := text.NewIndex(doc.Text)
	at := 0
	for _, s := range doc.Sentences {
		for i, tok := range s.Tokens {
			if tok.Span.Start < at || tok.Span.End < tok.Span.Start || tok.Span.End > x.Len() {
				t.Fatalf("token %q at %v, after %d", tok.Form, tok.Span, at)
			}
			at = tok.Span.End
			part := tok.Joined || i+1 < len(s.Tokens) && s.Tokens[i+1].Joined
			if got := x.Slice(tok.Span); got != tok.Form && !part {
				t.Fatalf("text at %v is %q, form is %q", tok.Span, got, tok.Form)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(example)
	f.Add("1-2\tzum\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tzu\n2\tdem")
	f.Add("# newdoc\n# newdoc id = x\n\n\r\n1.1\t_")
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := all(in)
		for _, doc := range docs {
			checkSpans(t, doc)
			var out bytes.Buffer
			if err := conllu.Write(&out, &doc); err != nil {
				t.Fatal(err)
			}
		}
		var e *conllu.Error
		if err != nil && (!errors.As(err, &e) || e.Line < 1) {
			t.Fatalf("error without a line: %v", err)
		}
	})
}

func all(in string) ([]text.Document, error) {
	var docs []text.Document
	for doc, err := range conllu.Read(strings.NewReader(in)) {
		if err != nil {
			return docs, err
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// open opens a file of the shared data, and skips the test where it is not there.
func open(t *testing.T, pattern string) *os.File {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if files, _ := filepath.Glob(filepath.Join(dir, "shared/data", pattern)); len(files) > 0 {
			f, err := os.Open(files[0])
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("no %s in a shared/data above this folder", pattern)
		}
		dir = filepath.Dir(dir)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// Sentences that come one by one are asked for no more where they cannot be
// written.
func TestWriteSentencesStopsAtAnError(t *testing.T) {
	doc := text.Document{Text: strings.Repeat("Stop. ", 10_000)}
	asked := 0
	err := conllu.WriteSentences(full{}, &doc, func(yield func(*text.Sentence) bool) {
		for asked = range 10_000 {
			span := text.Span{Start: 6 * asked, End: 6*asked + 5}
			if !yield(&text.Sentence{Span: span, Tokens: []text.Token{{Form: "Stop.", Span: span, Head: -1}}}) {
				return
			}
		}
	})
	if err == nil || asked > 1000 {
		t.Errorf("error %v after %d sentences", err, asked)
	}
}
