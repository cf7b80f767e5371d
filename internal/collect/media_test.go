package collect

import "testing"

func TestMediaTypesTellForms(t *testing.T) {
	for _, c := range []struct{ name, media, want string }{
		{"a", "text/html", "a.html"},
		{"", "application/pdf", ".pdf"},
		{"a.csv", "text/html", "a.csv.html"},
		{"a.csv", "text/plain", "a.csv"},
		{"a.csv", "application/octet-stream", "a.csv"},
		{"a.CSV", "text/csv", "a.CSV"},
		{"a.jsonl", "application/json", "a.jsonl"},
		{"a", "application/vnd.api+json", "a.json"},
		{"a.htm", "text/html", "a.htm"},
		{"a.docx", "application/zip", "a.docx"},
		{"a.tgz", "application/gzip", "a.tgz"},
		{"a.jsonl", "application/gzip", "a.jsonl.gz"},
		{"a.txt", "", "a.txt"},
	} {
		if got := MediaName(c.name, c.media); got != c.want {
			t.Errorf("%q as %s: got %q, want %q", c.name, c.media, got, c.want)
		}
	}
}

// A source that is compressed may be named so by its caller, and by nothing else.
func TestWhatIsPackedShowsInItsBytes(t *testing.T) {
	check(t, partsOf("data", gzipped(`{"id": 1, "text": "Alpha fled."}`), &Options{Form: "packed"}), `line 1 #1 [] Alpha fled.`)
	check(t, partsOf("https://example.org/data?id=3", gzipped("id,text\n1,Alpha fled.\n"), &Options{As: "data.csv.gz"}), `line 2 #1 [] Alpha fled.`)
}

func TestTablesInTheEncodingThatTheirServerTells(t *testing.T) {
	check(t, partsOf("t.csv", "id,text\n1,Alpha went to \xa3\xf3d\x9f.\n", &Options{Charset: "windows-1250"}), `line 2 #1 [] Alpha went to Łódź.`)
	check(t, partsOf("t.csv", "id,text\n1,Alpha went to Łódź.\n", &Options{Charset: "windows-1250"}), `line 2 #1 [] Alpha went to Łódź.`)
}
