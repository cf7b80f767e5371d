package ledger

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// contribution returns a document's contribution.
func contribution(t testing.TB, r *Record) string {
	t.Helper()
	l, err := NewLine(r)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if n, err := l.WriteTo(&b); err != nil || n != int64(b.Len()) {
		t.Fatalf("%d bytes of %d, %v", n, b.Len(), err)
	}
	return b.String()
}

func TestAContributionIsTheDocumentsFileOnOneLine(t *testing.T) {
	long := doc("ab", strings.Repeat("IS-K fights – “东京” <b>\u2028.\n", heldText/20))
	for _, d := range []*text.Document{doc("ab", "IS-K fights – “东京” <b>\u2028."), long} {
		r := &Record{Reader: "rule <1>", Document: d}
		head, file, err := encode(r)
		if err != nil {
			t.Fatal(err)
		}
		line := contribution(t, r)
		if want := strings.Replace(string(file), ",\n", ",", 1); line != want {
			t.Errorf("got\n%.300s\nwant\n%.300s", line, want)
		}
		got, err := ReadLine(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&Record{Reader: "rule <1>", Document: d, Header: head}, got); diff != "" {
			t.Error(diff)
		}
	}
	if _, err := NewLine(&Record{Document: doc("ab", "\xff")}); err == nil {
		t.Error("a text that is no UTF-8 was written")
	}
}

// What other programs do to JSON without changing what it says does no harm.
func TestContributionsMayBeWrittenInAnotherWay(t *testing.T) {
	want := doc("ab", "IS-K fights.\u2028")
	line := contribution(t, &Record{Reader: "r", Document: want})
	start := strings.Index(line, `"document":`)
	document := line[start : len(line)-2]
	for what, other := range map[string]string{
		"another order":  "{" + document + "," + line[1:start-1] + "}",
		"spaces":         strings.ReplaceAll(line, `,"`, ` , "`) + " \r\n",
		"no escape":      strings.ReplaceAll(line, `\u2028`, "\u2028"),
		"no checksum":    `{"format":1,"reader":"r",` + document + "}",
		"no end of line": strings.TrimSpace(line),
	} {
		got, err := ReadLine(strings.NewReader(other))
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if diff := cmp.Diff(want, got.Document); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
}

func TestWhatIsNoContributionIsRefused(t *testing.T) {
	line := contribution(t, &Record{Reader: "r", Document: doc("ab", "IS-K fights.")})
	change := func(old, now string) string {
		if !strings.Contains(line, old) {
			t.Fatalf("there is no %s in the line", old)
		}
		return strings.Replace(line, old, now, 1)
	}
	for _, c := range []struct{ line, want string }{
		{"", "it ends in the middle"},
		{line[:len(line)/2], "it ends in the middle"},
		{line[:len(line)-10], "it ends in the middle"},
		{line[:strings.Index(line, "fights")] + "\n", "it ends in the middle"},
		{"Alpha fled", "it is no JSON: invalid character 'A' looking for beginning of value, at byte 1"},
		{"[]", "[ stands where { should"},
		{"null", "null stands where { should"},
		{`"IS-K fights."`, "a text stands where { should"},
		{`{"text":"IS-K fights."}`, `it is no contribution: there is no field "text"`},
		{"{}", `it is no contribution: it has no "document"`},
		{change(`"format":1`, `"format":0`), `it is no contribution: it has no "format"`},
		{change(`"format":1`, `"format":"1"`), `it is no contribution: "format" cannot be a string`},
		{change(`"reader":"r"`, `"reader":""`), `it is no contribution: it has no "reader"`},
		{change(`"format":1`, `"format":1,"format":1`), `"format" stands there twice`},
		{change(`"text":`, `"text":"","text":`), `"text" stands there twice`},
		{change(`"text":`, `"words":[],"text":`), `it is no contribution: there is no field "words"`},
		{change(`"kind":"name"`, `"kind":"name","colour":"red"`), `it is no contribution: there is no field "colour"`},
		{change(`"start":0`, `"start":"0"`), `it is no contribution: "document.sentences.span.start" cannot be a string`},
		{change(`"start":0`, `"start":0.5`), `it is no contribution: "document.sentences.span.start" cannot be a number 0.5`},
		{change(`"id":"ab`, `"id":"AB`), `is no SHA-256`},
		{change("fights", "fought"), "its checksum does not match: it was changed on the way"},
		{change(`"checksum":"`, `"checksum":"0`), "its checksum does not match: it was changed on the way"},
		{line + "{}", "something stands behind it"},
		{change(`"mentions":[0]`, `"mentions":[]`), "an entity is never mentioned"},
		{change(`"sentences":[`, `"sentences":[{},`), "a sentence covers no words"},
		{change(`"mentions":[`, `"mentions":[{},`), "a mention covers no words"},
		{change(`"claims":[`, `"claims":[{},`), "a claim covers no words"},
		{change(`"claims":[`, `"claims":{},"x":[`), "{ stands where a list should"},
	} {
		_, err := ReadLine(strings.NewReader(c.line))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.80s\ngot  %v\nwant %s", c.line, err, c.want)
		}
	}
	var newer *FormatError
	if _, err := ReadLine(strings.NewReader(change(`"format":1`, `"format":2`))); !errors.As(err, &newer) {
		t.Errorf("of a newer format: %v", err)
	}
}

// A text without end is given up, however little of it is read at a time.
func TestAContributionWithoutEndIsRefused(t *testing.T) {
	defer func(n int64) { mostValue = n }(mostValue)
	mostValue = 1 << 20
	for _, begin := range []string{`{"format":1,"reader":"r","document":{"id":"`, `{"format":1,"reader":"r","document":{"sentences":[{"span":{"start":`, `{"`} {
		r := &endless{piece: []byte("1")}
		if _, err := ReadLine(io.MultiReader(strings.NewReader(begin), r)); err == nil || r.n > 4<<20 {
			t.Errorf("%s…: after %d bytes %v", begin, r.n, err)
		}
	}
}

// endless repeats a piece.
type endless struct {
	piece []byte
	n     int
}

func (e *endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = e.piece[i%len(e.piece)]
	}
	e.n += len(b)
	return len(b), nil
}

// Whatever a line is, it is refused, or read as what writes the same line again.
func FuzzReadLine(f *testing.F) {
	line := contribution(f, &Record{Reader: "r", Document: doc("ab", "IS-K fights – “东京” <b>.")})
	f.Add([]byte(line))
	f.Add([]byte(line[:len(line)/2]))
	f.Add([]byte(strings.Replace(line, `,"checksum":"`, `,"checksum":"","reader2":"`, 1)))
	f.Add([]byte(`{"format":1,"reader":"r","document":{"id":"` + id("ab") + `","claims":[{"span":{"end":1}}],"text":""}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ReadLine(bytes.NewReader(data))
		if err != nil {
			return
		}
		again, err := ReadLine(strings.NewReader(contribution(t, r)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.Document, again.Document); diff != "" || again.Reader != r.Reader {
			t.Error(diff)
		}
	})
}
