package collect

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/read"
)

// partsOf returns what a source holds, a line for each part: its place and key, its
// title, author and date in brackets, its text; or what is wrong with it.
func partsOf(name, content string, opts *Options) string {
	var out []string
	for p := range Parts(name, strings.NewReader(content), opts) {
		if p.Err != nil {
			out = append(out, failure(p.Where, p.Err))
			continue
		}
		d, err := p.Read()
		if err != nil {
			out = append(out, failure(p.Where, err))
			continue
		}
		var about []string
		for _, s := range []string{d.Title, d.Author, d.Date} {
			if s != "" {
				about = append(about, s)
			}
		}
		out = append(out, fmt.Sprintf("%s #%s [%s] %s", p.Where, p.Key, strings.Join(about, "; "), strings.ReplaceAll(d.Text, "\n", "/")))
	}
	return strings.Join(out, "\n")
}

func failure(where string, err error) string {
	var passed *PassedError
	if errors.As(err, &passed) {
		return fmt.Sprintf("%s: passed over: %v", where, err)
	}
	return fmt.Sprintf("%s: error: %v", where, err)
}

func check(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimSpace(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfEachForm(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{
			"posts.jsonl", `{"id": 17, "title": "A  raid", "text": "Alpha attacked Beta.", "date": "2024-03-26T10:00:00Z", "author": "Ann Roe"}

{"id": 18, "text": "Beta fled."}` + "\r\n", `
line 1 #17 [A raid; Ann Roe; 2024-03-26] Alpha attacked Beta.
line 3 #18 [] Beta fled.`,
		},
		{
			"posts.json", `[{"_id": "x", "body": "Alpha attacked Beta."}, {"_id": "y", "body": "Beta fled."}]`, `
item 1 #x [] Alpha attacked Beta.
item 2 #y [] Beta fled.`,
		},
		{"one.json", `{"id": 17, "headline": "A raid", "body": ["Alpha attacked Beta.", "Beta fled."]}`, ` # [A raid] Alpha attacked Beta.//Beta fled.`[1:]},
		{
			"posts.csv", "doc_id,Headline,Full Text,Published At\n1,\"A raid, and more\",\"Alpha attacked\nBeta.\",26/03/2024\n2,Flight,Beta fled.,3/4/2024\n", `
line 2 #1 [A raid, and more; 2024-03-26] Alpha attacked/Beta.
line 4 #2 [Flight; 2024-04-03] Beta fled.`,
		},
		{
			"posts.csv", "\xef\xbb\xbfid;text\n1;Alpha attacked Beta, twice.\n", `
line 2 #1 [] Alpha attacked Beta, twice.`,
		},
		{
			"posts.tsv", "\xff\xfei\x00d\x00\t\x00t\x00e\x00x\x00t\x00\n\x001\x00\t\x00A\x00l\x00p\x00h\x00a\x00 \x00f\x00l\x00e\x00d\x00.\x00\n\x00", `
line 2 #1 [] Alpha fled.`,
		},
		{
			"posts.tsv", "id\ttext\n1\tAlpha says \"no\".\n2\t\"Beta\" is caf\xe9.\n", `
line 2 #1 [] Alpha says "no".
line 3 #2 [] "Beta" is café.`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.TrimPrefix(c.want, "\n")
			if diff := cmp.Diff(want, strings.TrimPrefix(partsOf(c.name, c.content, nil), " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARowThatIsNoneStandsAloneWithItsError(t *testing.T) {
	got := partsOf("posts.jsonl", `{"text": "Alpha fled.", "id": "a"}
not JSON
[1, 2]
{"text": "", "id": "b"}
{"id": "c"}
{"text": "Beta fled.", "id": "d"} {"text": "Gamma fled."}
{"text": "Delta fled.", "id": "e"`, nil)
	check(t, got, `
line 1 #a [] Alpha fled.
line 2: error: posts.jsonl, line 2: it is no object of JSON: invalid character 'o' in literal null (expecting 'u')
line 3: error: posts.jsonl, line 3: it is no object of JSON, {"text": ...}
line 4: error: posts.jsonl, line 4 is empty: there are no words in it
line 5: error: posts.jsonl, line 5 is empty: there are no words in it
line 6: error: posts.jsonl, line 6: it is no object of JSON: there is more on it than one object
line 7: error: posts.jsonl, line 7: it is no object of JSON: unexpected EOF`)
	got = partsOf("posts.json", `[{"text": "Alpha fled.", "id": "a"}, {"text": oops}]`, nil)
	check(t, got, `
item 1 #a [] Alpha fled.
: error: posts.json, item 2: it cannot be read as JSON, and what comes behind it is not read: invalid character 'o' looking for beginning of value`)
}

func TestRowsWithoutIDsAreKnownByTheirContent(t *testing.T) {
	keys := func(content string) (out []string) {
		for p := range Parts("posts.csv", strings.NewReader(content), nil) {
			out = append(out, p.Key)
		}
		return out
	}
	before := keys("text\nAlpha attacked Beta.\nBeta fled to Gamma.\n")
	after := keys("text\nGamma took Beta in.\nAlpha attacked Beta.\nBeta fled to Gamma.\n")
	if len(before) != 2 || len(after) != 3 || before[0] != after[1] || before[1] != after[2] {
		t.Errorf("a row that was put above others changed their keys: %q, then %q", before, after)
	}
}

func TestKeysThatComeTwiceAreNumbered(t *testing.T) {
	got := partsOf("posts.jsonl", `{"id": "a", "text": "Alpha fled."}
{"id": "a", "text": "Beta fled."}
{"id": "a\nb/../c", "text": "Gamma fled."}`, &Options{Fields: Fields{ID: "id"}})
	check(t, got, `
line 1 #a [] Alpha fled.
line 2 #a(2) [] Beta fled.
line 3 #a b/../c [] Gamma fled.`)
}

func TestFieldsAreGuessedWhereTheyArePlain(t *testing.T) {
	long := strings.Repeat("Alpha attacked Beta and fled. ", 5)
	for _, c := range []struct{ name, header, row, want string }{
		{"by their names", "id,title,text,date", "1,T,Alpha fled.,2024-01-02", "text title id date"},
		{"the longer of two that may be the text", "summary,body", "In short it says so.," + long, "body"},
		{"by length, where no name tells", "who,what_was_said", "Ann," + long, "what_was_said"},
		{"headlines alone", "publish_date,headline_text", "20030219,Council decides against broadcasting licence", "headline_text publish_date"},
		{"no text", "name,amount", "Ann,17", ""},
		{"two that look alike", "first,second", long + "," + long, ""},
	} {
		var r []*row
		for i := range 3 {
			record := strings.Split(c.row, ",")
			if record[0] == "1" {
				record[0] = fmt.Sprint(i)
			}
			r = append(r, tableRow("", strings.Split(c.header, ","), record))
		}
		k, err := columnsOf("t.csv", r, Fields{})
		var unknown *FieldError
		if (err != nil) != (c.want == "") || err != nil && !errors.As(err, &unknown) {
			t.Errorf("%s: error %v", c.name, err)
		}
		got := strings.Join(strings.Fields(k.text+" "+k.title+" "+k.id+" "+k.date), " ")
		if c.want != "" && got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFieldsThatAreNamed(t *testing.T) {
	const content = `{"n": 4, "article": {"body": "Alpha fled.", "meta": {"when": "yesterday"}}, "Head Line": "News"}`
	got := partsOf("a.jsonl", content, &Options{Fields: Fields{Text: "article.body", Title: "head_line", ID: "n"}})
	check(t, got, `line 1 #4 [News] Alpha fled.`)
	for _, c := range []struct {
		fields Fields
		want   string
		hint   string
	}{
		{Fields{Text: "artcle.body"}, `a.jsonl has no field "artcle.body"; there is n, Head Line`, ""},
		{Fields{Text: "article.body", Title: "HeadLime"}, `a.jsonl has no field "HeadLime"; there is n, Head Line`, "did you mean --title-field Head Line?"},
		{Fields{Text: "article.body", Date: "article.meta.when"}, `a.jsonl: the field "article.meta.when" holds no date: "yesterday"`, ""},
		{Fields{}, `a.jsonl: which field holds the text does not show by itself; there is n, Head Line`, "name it: build --text-field NAME"},
	} {
		for p := range Parts("a.jsonl", strings.NewReader(content), &Options{Fields: c.fields}) {
			var e *FieldError
			if !errors.As(p.Err, &e) || e.Error() != c.want || e.Hint() != c.hint {
				t.Errorf("%+v: got %v with hint %q, want %s", c.fields, p.Err, e.Hint(), c.want)
			}
		}
	}
}

func TestWhatWasGuessedIsTold(t *testing.T) {
	var told []string
	partsOf("posts.csv", "id,title,body\n1,A,Alpha fled.\n", &Options{Tell: func(s string) { told = append(told, s) }})
	want := []string{`posts.csv: the text is taken from "body", the title from "title", the ID from "id"`}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		in    string
		order order
		want  string
	}{
		{"2024-03-26", unclear, "2024-03-26"},
		{"2024-03-26T23:59:00+02:00", unclear, "2024-03-26"},
		{"2024-02-30", unclear, ""},
		{"26.3.2024", unclear, "2024-03-26"},
		{"4.3.2024 12:00", unclear, "2024-03-04"},
		{"3/26/2024", unclear, "2024-03-26"},
		{"26/3/2024", unclear, "2024-03-26"},
		{"3/4/2024", unclear, ""},
		{"3/4/2024", dayFirst, "2024-04-03"},
		{"3/4/2024", monthFirst, "2024-03-04"},
		{"4/4/2024", unclear, "2024-04-04"},
		{"20240326", unclear, "2024-03-26"},
		{"March 26, 2024", unclear, "2024-03-26"},
		{"26 Mar 2024, 10:15", unclear, "2024-03-26"},
		{"Tue, 26 Mar 2024 10:00:00 GMT", unclear, "2024-03-26"},
		{"Tue Mar 26 10:00:00 +0000 2024", unclear, "2024-03-26"},
		{"1711447200", unclear, "2024-03-26"},
		{"1711447200000", unclear, "2024-03-26"},
		{"17", unclear, ""},
		{"2024", unclear, ""},
		{"last week", unclear, ""},
		{"", unclear, ""},
	} {
		if got := day(c.in, c.order); got != c.want {
			t.Errorf("day(%q, %d) = %q, want %q", c.in, c.order, got, c.want)
		}
	}
}

func TestQuotationMarksInTables(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"doubled", "a,\"b \"\"c\"\" d\"\n", `[a|b "c" d]`},
		{"around a line end", "a,\"b\r\nc\"\r\nd,e\r\n", "[a|b\r\nc] [d|e]"},
		{"around a comma", "\"a,b\",c", "[a,b|c]"},
		{"as letters", "a,b \"c\" d\n", `[a|b "c" d]`},
		{"at a beginning", "\"a\" b,c\nd,e\n", `["a" b|c] [d|e]`},
		{"left open", "\"a,b\nc,d\n", `["a|b] [c|d]`},
		{"left open above others", "\"a\n\"b\" c\n", `["a] ["b" c]`},
		{"empty", "\"\",\"\"\n", "[|]"},
		{"empty lines", "\n\r\na\n\n", "[a]"},
	} {
		rows := &tableReader{lines: bufio.NewReader(strings.NewReader(c.content)), comma: ',', limit: 1000, at: 1}
		var got []string
		for {
			fields, _, err := rows.next()
			if err == io.EOF {
				break
			}
			got = append(got, "["+strings.Join(fields, "|")+"]")
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("marks %s: got %s, want %s", c.name, s, c.want)
		}
	}
}

func TestARowThatIsTooLargeIsPassedOver(t *testing.T) {
	small := &Options{MaxBytes: 1000}
	for name, content := range map[string]string{
		"a.jsonl": `{"text": "Alpha fled."}` + "\n" + `{"text": "` + strings.Repeat("x", 1e5) + `"}` + "\n" + `{"id": 3, "text": "Beta fled."}`,
		"a.csv":   "text,id\n" + strings.Repeat("x", 1e5) + "\nBeta fled.,3",
	} {
		got := partsOf(name, content, small)
		if !strings.Contains(got, "line 2: error: "+name+", line 2: it is larger than 1000 bytes") || !strings.Contains(got, "line 3 #") {
			t.Errorf("got %s", got)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, c := range []struct{ head, want string }{
		{`{"id": 1, "text": "Alpha"}`, "jsonl"},
		{"\xef\xbb\xbf {\"a\\\"b\" : 1}", "jsonl"},
		{"{curly} text", ""},
		{"From ann@example.org Tue Mar 26 10:00:00 2024\nFrom: Ann\n", "mbox"},
		{"From Paris they came at 10:00 to London.\nThey left.\n", ""},
		{"Return-Path: <a@b.c>\r\nFrom: Ann <a@b.c>\r\n\tRoe\r\nSubject: x\r\n\r\nHello", "eml"},
		{"From: the editor\nTo: all\n\nHello", ""},
		{"\x1f\x8b\x08", "packed"},
		{"PK\x03\x04" + strings.Repeat("\x00", 26) + "a.txt", "zip"},
		{"PK\x03\x04" + strings.Repeat("\x00", 26) + "[Content_Types].xml", ""},
		{"Alpha attacked Beta.", ""},
		{"", ""},
	} {
		if got := Sniff([]byte(c.head)); got != c.want {
			t.Errorf("Sniff(%q) = %q, want %q", c.head, got, c.want)
		}
	}
}

func TestNothingInIt(t *testing.T) {
	for _, name := range []string{"a.jsonl", "a.json", "a.csv", "a.tsv", "a.mbox"} {
		for p := range Parts(name, strings.NewReader(" \n"), nil) {
			var empty *read.EmptyError
			if !errors.As(p.Err, &empty) && name != "a.mbox" && name != "a.csv" && name != "a.tsv" {
				t.Errorf("%s: %v", name, p.Err)
			}
			if p.Err == nil {
				t.Errorf("%s of white space has a part", name)
			}
		}
	}
}

// Whatever the bytes, a reader of rows ends, and what it reads can be kept.
func FuzzRows(f *testing.F) {
	for _, s := range []string{
		`{"id": 1, "text": "Alpha fled."}` + "\n{\n", `[{"text": ["a b", 1]}, {}]`, "id,text\n1,\"a \"\" b\n2,c", "a\tb\r\n\"c\td", "\xff\xfea\x00", "text\n\xe9t\xe9",
	} {
		for form := range 4 {
			f.Add(form, s)
		}
	}
	f.Fuzz(func(t *testing.T, form int, s string) {
		name := "a" + []string{".jsonl", ".json", ".csv", ".tsv"}[uint(form)%4]
		sound(t, name, []byte(s))
	})
}

// sound reads all of a source, and checks what every document must be.
func sound(t *testing.T, name string, data []byte) {
	t.Helper()
	keys := map[string]bool{}
	n := 0
	for p := range Parts(name, bytes.NewReader(data), &Options{MaxBytes: 1 << 20}) {
		if n++; n > len(data)+2 {
			t.Fatalf("%d bytes have more than %d parts", len(data), n)
		}
		if p.Err != nil {
			continue
		}
		d, err := p.Read()
		if err != nil {
			continue
		}
		if keys[p.Key] {
			t.Fatalf("two parts have the key %q", p.Key)
		}
		keys[p.Key] = true
		if err := storable(&d); err != "" {
			t.Fatalf("%s: %s: %q", p.Where, err, d.Text)
		}
	}
}

// BenchmarkJSONLines is a row of 300 bytes, from its bytes to a document with its ID.
func BenchmarkJSONLines(b *testing.B) {
	row := `{"id": "%d", "published": "2024-03-26T10:00:00Z", "headline": "A raid", "body": "` + strings.Repeat("Alpha attacked Beta. ", 10) + "\"}\n"
	r, w := io.Pipe()
	go func() {
		out := bufio.NewWriter(w)
		for i := range b.N {
			fmt.Fprintf(out, row, i)
		}
		out.Flush()
		w.Close()
	}()
	n := 0
	for p := range Parts("posts.jsonl", r, nil) {
		if _, err := p.Read(); err != nil {
			b.Fatal(err)
		}
		n++
	}
	if n != b.N {
		b.Fatalf("%d rows of %d", n, b.N)
	}
	b.SetBytes(int64(len(row)))
}
