package collect

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/read"
)

// Wherever a source is cut off that shows its end, it is said; what is read of it
// nevertheless are whole parts, and never the half of one.
func TestFaultSourcesThatAreCutOff(t *testing.T) {
	const (
		table = "id,text\n1,Alpha attacked Beta.\n2,Beta fled from Gamma.\n3,\"Gamma fled,\nas was said.\"\n4,Delta fled.\n"
		rows  = `{"id": 1, "text": "Alpha attacked Beta."}` + "\n" + `{"id": 2, "text": "Beta fled from Gamma."}` + "\n"
		mail  = "From: Ann Roe <ann@example.org>\nSubject: x\n\nAlpha attacked Beta.\n"
		word  = "<w:document><w:body><w:p><w:r><w:t>Alpha attacked Beta.</w:t></w:r></w:p></w:body></w:document>"
	)
	list := "[" + strings.ReplaceAll(strings.TrimSpace(rows), "\n", ",") + "]"
	archive := tarred("a.txt", "Alpha attacked Beta.", "b.csv", table, "logo.png", strings.Repeat("\x89", 700), "c.txt", "Gamma fled.")
	docx := zipped("[Content_Types].xml", "<Types/>", "word/document.xml", word)
	for name, whole := range map[string]string{
		"a.txt.gz": gzipped("Alpha attacked Beta. Gamma fled."), "a.csv.gz": gzipped(table), "a.jsonl.gz": gzipped(rows), "a.json": list,
		"a.json.gz": gzipped(rows), "b.json.gz": gzipped(list), "a.mbox.gz": gzipped(box), "a.eml.gz": gzipped(mail), "a.tgz": gzipped(archive),
		"a.tar": archive, "a.zip": zipped("a.txt", "Alpha attacked Beta.", "b.csv", table), "a.docx": docx, "a.docx.gz": gzipped(docx),
	} {
		all := strings.Split(partsOf(name, whole, nil), "\n")
		step := 1 + len(whole)/500 // a tar archive is mostly zeros
		for n := 0; n < len(whole); n += step {
			got := strings.Split(partsOf(name, whole[:n], nil), "\n")
			said := false
			for i, part := range got {
				failed := strings.Contains(part, ": error: ")
				if said = said || failed; !failed && (i >= len(all) || part != all[i]) {
					t.Fatalf("%s cut to %d of %d bytes: it has\n%s\nwhere the whole has\n%s", name, n, len(whole), part, strings.Join(all, "\n"))
				}
			}
			if !said && !slices.Equal(got, all) {
				t.Errorf("%s cut to %d of %d bytes: nothing is said, and it has\n%s", name, n, len(whole), strings.Join(got, "\n"))
			}
		}
	}
}

// A tar archive is whole with the mark at its end, or half of it, and skipping over what
// is not wanted does not hide that it is missing.
func TestFaultTarArchivesWithoutTheirEnd(t *testing.T) {
	whole := tarred("a.txt", "Alpha fled.", "b.png", strings.Repeat("\x89", 4096))
	const marked = 1024 // bytes, that end it
	for _, c := range []struct {
		name, content string
		whole         bool
	}{
		{"as it was written", whole, true},
		{"with half of the mark", whole[:len(whole)-marked/2], true},
		{"without it", whole[:len(whole)-marked], false},
		{"cut in what is not wanted", whole[:len(whole)-marked-2048], false},
		{"with none of it", "", false},
	} {
		for way, r := range map[string]io.Reader{"in which one can skip": strings.NewReader(c.content), "of which each byte is read": io.MultiReader(strings.NewReader(c.content))} {
			var failed []error
			for p := range Parts("a.tar", r, nil) {
				if p.Err != nil {
					failed = append(failed, p.Err)
				}
			}
			var cut *read.CutError
			if c.whole != (len(failed) == 0) || !c.whole && !errors.As(failed[0], &cut) {
				t.Errorf("an archive %s, %s: errors %v", c.name, way, failed)
			}
		}
	}
}

// What is cut off is said in words, with what to do about it.
func TestFaultCutSourcesAreSaidInWords(t *testing.T) {
	gz := gzipped("Alpha attacked Beta.")
	for name, content := range map[string]string{
		"a.txt.gz": gz[:len(gz)-6], "b.txt.gz": gz[:5], "c.txt.gz": "", "a.zip": zipped("a.txt", "Alpha fled.")[:60], "a.tar": tarred("a.txt", "Alpha fled.")[:515],
	} {
		for p := range Parts(name, strings.NewReader(content), nil) {
			var cut *read.CutError
			if !errors.As(p.Err, &cut) || cut.Hint() == "" || !strings.Contains(p.Err.Error(), "it is cut off: its end is missing") || strings.Contains(p.Err.Error(), "EOF") {
				t.Errorf("%s: %v", name, p.Err)
			}
		}
	}
	for p := range Parts("a.zip", strings.NewReader("no archive at all, but text"), nil) {
		var cut *read.CutError
		if p.Err == nil || errors.As(p.Err, &cut) {
			t.Errorf("a text called a.zip is said to be cut off: %v", p.Err)
		}
	}
}

// The checksum of what is compressed stands behind the mark that ends a tar archive, and is
// looked at nevertheless.
func TestFaultCompressedTarArchivesOfWhichTheChecksumIsWrong(t *testing.T) {
	whole := gzipped(tarred("a.txt", "Alpha fled.") + strings.Repeat("\x00", 8192))
	wrong := whole[:len(whole)-8] + "\x01\x02\x03\x04" + whole[len(whole)-4:]
	for name, content := range map[string]string{"whole": whole, "with another checksum": wrong, "cut in its checksum": whole[:len(whole)-6]} {
		var failed error
		for p := range Parts("a.tar.gz", strings.NewReader(content), nil) {
			if p.Err != nil {
				failed = p.Err
			}
		}
		if (failed == nil) != (name == "whole") {
			t.Errorf("an archive %s: %v", name, failed)
		}
	}
}

// A table that is not compressed shows that it is cut off where that happens in a field in
// quotation marks; what is whole of it is read, and a stray mark is none of that.
func TestFaultTablesThatAreCutInAFieldInQuotationMarks(t *testing.T) {
	const table = "id,text\n1,\"Alpha attacked Beta.\"\n2,\"Beta fled, it was said.\"\n"
	for _, c := range []struct {
		content string
		rows    int
		cut     bool
	}{
		{table, 2, false},
		{strings.TrimSuffix(table, "\n"), 2, false},
		{strings.TrimSuffix(table, "\"\n"), 1, true},
		{table[:len(table)-10], 1, true},
		{table[:len(table)-len("Beta fled, it was said.\"\n")], 1, true},
		{table + "3,\"Stop\" he said", 3, false},
		{table + "3,\"Stop he said\n", 3, false},
		{"id,text\n1,\"Stop he said\n2,Beta fled", 2, false},
		{"id,text\n1,\"Alpha attacked", 0, true},
	} {
		rows, failed := 0, []error{}
		for p := range Parts("a.csv", strings.NewReader(c.content), nil) {
			if p.Err != nil {
				failed = append(failed, p.Err)
				continue
			}
			rows++
		}
		var cut *read.CutError
		if rows != c.rows || c.cut != (len(failed) == 1 && errors.As(failed[0], &cut)) || !c.cut && len(failed) > 0 {
			t.Errorf("of %q %d rows are read, want %d; errors %v", c.content, rows, c.rows, failed)
		}
	}
}
