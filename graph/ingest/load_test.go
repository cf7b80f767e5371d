package ingest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// contribution returns a line that a reader made of words, after a change.
func contribution(t testing.TB, reader, words string, change func(*text.Document)) string {
	t.Helper()
	docs := must(input(strings.ReplaceAll(words, " ", "-"), words).Load(context.Background()))
	d := docs[0]
	d.ID = read.ID(d)
	fakeAnalyse(d)
	fake{}.Extract(d)
	if change != nil {
		change(d)
	}
	var b bytes.Buffer
	must(must(ledger.NewLine(&ledger.Record{Reader: reader, Document: d})).WriteTo(&b))
	return b.String()
}

// ours is the reader of the workspaces of options.
var ours = "fake 1 " + testSchema.Fingerprint()[:16]

// A line that is wrong is named with its file, its number and what is wrong, and the
// rest go on.
func TestLoadNamesWhatIsWrong(t *testing.T) {
	const words = "Alpha attacked Beta"
	for _, c := range []struct {
		change func(*text.Document)
		want   string
	}{
		{func(d *text.Document) { d.Title = "News" }, "the text, the title or the date was changed"},
		{func(d *text.Document) { d.Sources = nil }, "it has no source with a name"},
		{func(d *text.Document) { d.Sources[0].Name = "" }, "it has no source with a name"},
		{func(d *text.Document) { d.Date = "soon"; d.ID = read.ID(d) }, `its date "soon" is no day`},
		{func(d *text.Document) { d.Sentences[0].Span.End = 99 }, "sentence 0: span 0 to 99 is not in the text, which has 19 characters"},
		{func(d *text.Document) { d.Sentences = append(d.Sentences, d.Sentences[0]) }, "sentence 1: span 0 to 19 begins before the end of the sentence before it"},
		{func(d *text.Document) { d.Mentions[0].Span.Start = -1 }, "mention 0: span -1 to 5 is not in the text"},
		{func(d *text.Document) { d.Mentions[1].Text = "Gamma" }, `mention 1: "Gamma" has the words "Beta" at its span`},
		{func(d *text.Document) { d.Mentions[1].Sentence = 1 }, "mention 1: there is no sentence 1"},
		{func(d *text.Document) { d.Mentions[1].Entity = 2 }, "mention 1: there is no entity 2"},
		{func(d *text.Document) { d.Mentions[1].Entity = -1 }, "mention 1: there is no entity -1"},
		{func(d *text.Document) { d.Mentions[1].Kind = "noun" }, `mention 1: there is no kind "noun"`},
		{func(d *text.Document) { d.Mentions[1].Head = -7 }, "mention 1: it has the tokens from 0 to 0, with the head -7"},
		{func(d *text.Document) { d.Entities[0].Name = "" }, "entity 0: it has no name"},
		{func(d *text.Document) { d.Entities[0].Mentions = []int{1} }, "entity 0: mention 1 is none of it"},
		{func(d *text.Document) { d.Entities[0].Mentions = []int{1 << 40} }, "entity 0: mention 1099511627776 is none of it"},
		{func(d *text.Document) { d.Claims[0].Sentence = -1 }, "claim 0: there is no sentence -1"},
		{func(d *text.Document) { d.Claims[0].Subject = -1 }, "claim 0: it has no subject or no object"},
		{func(d *text.Document) { d.Claims[0].Object = -1 }, "claim 0: it has no subject or no object"},
		{func(d *text.Document) { d.Claims[0].Object = 2 }, "object: there is no mention 2"},
		{func(d *text.Document) { d.Claims[0].Place = -2 }, "place: there is no mention -2"},
		{func(d *text.Document) { d.Claims[0].Relation, d.Claims[0].Open = "", "" }, "claim 0: it has no relation"},
		{func(d *text.Document) { d.Claims[0].Status = "sure" }, `claim 0: there is no status "sure"`},
		{func(d *text.Document) { d.Claims[0].Confidence = 1.5 }, "claim 0: its confidence is 1.5, and not from 0 to 1"},
		{func(d *text.Document) { d.Claims[0].Span.End = 20 }, "evidence: span 0 to 20 is not in the text"},
		{func(d *text.Document) { d.Claims[0].Time = &text.Time{Text: "then", From: "then"} }, `claim 0: it holds from "then" to "", which are no days`},
	} {
		w := memory(t)
		good, bad := contribution(t, ours, "Gamma fled", nil), contribution(t, ours, words, c.change)
		got := strings.Split(loadLines(t, w, good+"\n"+bad+good), "\n")
		if len(got) != 3 || got[0] != "line 1 added" || !strings.HasPrefix(got[1], "line 3 failed: -:3: ") || got[2] != "line 4 unchanged" {
			t.Errorf("got %q", got)
		}
		if !strings.Contains(got[1], c.want) {
			t.Errorf("got  %s\nwant %s", got[1], c.want)
		}
	}
	w := memory(t)
	if got, want := loadLines(t, w, "{\"text\": \"Alpha fled\"}\n"), `line 1 failed: -:1: it is no contribution: there is no field "text"`; got != want {
		t.Errorf("a text that is to be read: %s, want %s", got, want)
	}
}

func TestLoadTellsOfOtherReaders(t *testing.T) {
	general := "fake 1 " + must(schema.Load("general")).Fingerprint()[:16]
	lines := contribution(t, general, "Alpha attacked Beta", nil) + contribution(t, general, "Beta attacked Alpha", nil) +
		contribution(t, "fake 0 "+ours[len("fake 1 "):], "Gamma fled", nil) +
		contribution(t, "imported "+ours, "Delta fled", nil) + contribution(t, "imported fake 1 0123456789abcdef", "Epsilon fled", nil) +
		contribution(t, ours, "Eta attacked Theta", func(d *text.Document) {
			d.Claims[0].Relation, d.Entities[0].Type, d.Entities[1].Type = "outwits", "Wizard", "Date"
		})
	w := memory(t)
	got := must(w.Load(context.Background(), []string{"-"}, &LoadOptions{Stdin: strings.NewReader(lines)}))
	want := []OtherReader{
		{Reader: "fake 0 " + ours[len("fake 1 "):], Documents: 1},
		{Reader: general, Documents: 2, OtherSchema: true, Schema: "general"},
		{Reader: "imported fake 1 0123456789abcdef", Documents: 1, OtherSchema: true, Schema: "0123456789abcdef", Stays: true},
	}
	if diff := cmp.Diff(want, got.Others); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Wizard", "outwits"}, got.Unknown); diff != "" {
		t.Error(diff)
	}
	if r := must(w.Build(context.Background(), nil, &BuildOptions{Stdin: strings.NewReader("Iota fled")})); r.Reread != 3 {
		t.Errorf("the next build reads %d documents again, want the 3 that others read and that did not come with trees", r.Reread)
	}
}

// Of two readings of one text the workspace's own counts, and of two by others always
// the same, in whatever order and however many loads they come.
func TestTheOrderOfReadingsLeavesNoTrace(t *testing.T) {
	lines := []string{
		contribution(t, "fake 0 x", "Alpha attacked Beta", nil), contribution(t, "fake 2 x", "Alpha attacked Beta", nil),
		contribution(t, ours, "Beta attacked Alpha", nil), contribution(t, "fake 9 x", "Beta attacked Alpha", nil),
	}
	var want map[string]string
	for i := range 6 {
		w := must(Create(t.TempDir()+"/kg", options(2)))
		order := slices.Clone(lines)
		slices.Reverse(order[:i%3+1])
		slices.Reverse(order)
		for at := 0; at < len(order); at += i/3 + 3 {
			loadLines(t, w, strings.Join(order[at:min(at+i/3+3, len(order))], ""))
		}
		got := tree(t, w)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if dump(t, w) != ofGraph(t, w) {
			t.Error("the index is not what the documents say")
		}
		w.Close()
	}
	for _, file := range want {
		if !strings.Contains(file, ours) && !strings.Contains(file, "fake 2 x") {
			t.Errorf("taken was %.80s", file)
		}
	}
}

// A load that is stopped leaves whole documents, and goes on from there.
func TestALoadGoesOnWhereItStopped(t *testing.T) {
	var lines strings.Builder
	for i := range 200 {
		lines.WriteString(contribution(t, ours, fmt.Sprintf("A%d attacked B%d", i, i%7), nil))
	}
	w := must(Create(t.TempDir()+"/kg", options(2)))
	defer w.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	got, err := w.Load(ctx, []string{"-"}, &LoadOptions{Stdin: strings.NewReader(lines.String()), Progress: func(p Progress) {
		if p.Done == 64 {
			cancel()
		}
	}})
	if err == nil || got.Added < 64 || got.Added == 200 {
		t.Fatalf("stopped with %v after %d", err, got.Added)
	}
	done := got.Added
	got = must(w.Load(context.Background(), []string{"-"}, &LoadOptions{Stdin: strings.NewReader(lines.String())}))
	if got.Unchanged < done || got.Added+got.Unchanged != 200 {
		t.Errorf("of %d that were done %d are there, and %d are added", done, got.Unchanged, got.Added)
	}
}

// Whatever is loaded, nothing panics, what is refused is named, and what is taken can
// be indexed, exported and read again.
func FuzzLoad(f *testing.F) {
	line := contribution(f, ours, "Alpha attacked Beta\nAlpha did not attack gunmen", nil)
	f.Add([]byte(line))
	f.Add([]byte(line + line[:100] + "\n\n" + strings.Replace(line, `"start":0`, `"start":1`, 1)))
	bare := strings.Replace(line, `"checksum"`, `"checksum":"","x"`, 1)
	f.Add([]byte(bare))
	open := line[:strings.Index(line, `"checksum"`)] + line[strings.Index(line, `"document"`):]
	f.Add([]byte(open))
	for _, change := range [][2]string{
		{`"entity":1`, `"entity":0`},
		{`"relation":"attacked"`, `"relation":"<a> \n\""`},
		{`"type":"Organization"`, `"type":"Ä b>"`},
		{`"subject":0`, `"subject":1`},
		{`"speaker":-1`, `"speaker":1`},
		{`"place":-1`, `"place":0`},
		{`"origin":"`, `"origin":"../../../`},
		{`"mentions":[0`, `"mentions":[0,0`},
		{`"name":"Alpha"`, `"name":" \u0000"`},
		{`"claims":[`, `"claims":null,"x":[`},
		{`"confidence":0.75`, `"confidence":1e-300`},
		{`"status":"asserted"`, `"status":"denied"`},
	} {
		f.Add([]byte(strings.Replace(open, change[0], change[1], 1)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		w := memory(t)
		got, err := w.Load(context.Background(), []string{"-"}, &LoadOptions{Stdin: bytes.NewReader(data)})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range got.Outcomes {
			if (o.Status == Failed) != (o.Err != nil) || o.Err != nil && !strings.HasPrefix(o.Err.Error(), "-") {
				t.Errorf("%s %s: %v", o.Part, o.Status, o.Err)
			}
		}
		if dump(t, w) != ofGraph(t, w) {
			t.Error("the index is not what the documents say")
		}
		before := dump(t, w)
		if err := w.Reindex(context.Background()); err != nil {
			t.Fatal(err)
		}
		if dump(t, w) != before || len(got.Damaged) > 0 {
			t.Errorf("made anew, the index is another; damaged: %q", got.Damaged)
		}
	})
}
