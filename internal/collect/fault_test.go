package collect

import (
	"strings"
	"testing"
	"time"
)

// What is nested a million times, or breaks off before its first row, is answered with
// what is wrong, soon, and the rows beside it are read.
func TestFaultNestedRows(t *testing.T) {
	deep := strings.Repeat("[", 1e6) + strings.Repeat("]", 1e6)
	for _, c := range []struct{ name, content, wrong, read string }{
		{"a.jsonl", `{"text": "Alpha fled.", "x": ` + deep + "}\n" + `{"text": "Beta fled."}`, "exceeded max depth", "Beta fled."},
		{"a.jsonl", strings.Repeat(`{"x":`, 1e6) + "1" + strings.Repeat("}", 1e6) + "\n" + `{"text": "Beta fled."}`, "exceeded max depth", "Beta fled."},
		{"a.json", `{"text": ` + deep + "}", "item 1: it cannot be read as JSON", ""},
		{"a.json", `[{"text": "Alpha`, "item 1: it cannot be read as JSON", ""},
		{"a.csv", `text,id` + "\n" + strings.Repeat(`"`, 1e6), "a.csv", ""},
	} {
		begin := time.Now()
		got := partsOf(c.name, c.content, nil)
		if !strings.Contains(got, c.wrong) || !strings.Contains(got, c.read) || strings.Contains(got, "is empty") && c.name != "a.csv" {
			t.Errorf("%s of %d bytes: got %.500s", c.name, len(c.content), got)
		}
		if took := time.Since(begin); took > time.Minute {
			t.Errorf("%s of %d bytes takes %v", c.name, len(c.content), took)
		}
	}
}
