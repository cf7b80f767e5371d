package collect

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// zipped returns a ZIP archive of files: name, content, name, content.
func zipped(files ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func tarred(files ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		h := &tar.Header{Name: files[i], Mode: 0o600, Size: int64(len(files[i+1])), Typeflag: tar.TypeReg, Format: tar.FormatPAX}
		if link, ok := strings.CutPrefix(files[i+1], "-> "); ok {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, link, 0
		}
		if strings.HasSuffix(files[i], "/") {
			h.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(h); err != nil {
			panic(err)
		}
		if h.Typeflag == tar.TypeReg {
			io.WriteString(w, files[i+1])
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

var files = []string{
	"b/posts.csv", "id,text\n1,Alpha attacked Beta.\n",
	"a.txt", "Beta fled.",
	"logo.png", "\x89PNG",
	"__MACOSX/a.txt", "Mac", ".hidden/b.txt", "hidden", "folder/", "",
	"inner.zip", zipped("c.md", "# Gamma\n\nGamma fled."),
	"new\nline.txt", "Delta fled.",
	"log.txt.gz", gzipped("Eta fled."),
}

func TestArchivesAreReadAsFolders(t *testing.T) {
	const want = `
b/posts.csv, line 2 #b/posts.csv#1 [] Alpha attacked Beta.
a.txt #a.txt [] Beta fled.
inner.zip#c.md #inner.zip#c.md [Gamma] Gamma/Gamma fled.
new
line.txt #new
line.txt [] Delta fled.
log.txt.gz #log.txt.gz [] Eta fled.`
	flat := func(s string) string { return strings.ReplaceAll(s, "Gamma//Gamma", "Gamma/Gamma") }
	check(t, flat(partsOf("docs.zip", zipped(files...), nil)), want)
	check(t, flat(partsOf("docs.tar", tarred(append(files, "link.txt", "-> a.txt")...), nil)), want)
	check(t, flat(partsOf("docs.tgz", gzipped(tarred(files...)), nil)), want)
	check(t, flat(partsOf("docs", gzipped(tarred(files...)), nil)), want)
	check(t, partsOf("posts.jsonl.gz", gzipped(`{"id": 1, "text": "Alpha fled."}`), nil), `line 1 #1 [] Alpha fled.`)
}

func TestFilesOfArchivesAreChosen(t *testing.T) {
	globs, err := NewGlobs([]string{"*.txt", "b/**"}, []string{"new*"})
	if err != nil {
		t.Fatal(err)
	}
	check(t, partsOf("docs.zip", zipped(files...), &Options{Chosen: globs.Choose(Known)}), `
b/posts.csv, line 2 #b/posts.csv#1 [] Alpha attacked Beta.
a.txt #a.txt [] Beta fled.`)
}

func TestFaultPathsThatLeadOutOfAnArchive(t *testing.T) {
	for _, name := range []string{"../a.txt", "b/../../a.txt", "/etc/a.txt", `..\a.txt`, `C:\a.txt`} {
		for form, content := range map[string]string{"a.zip": zipped(name, "Alpha fled.", "b.txt", "Beta fled."), "a.tar": tarred(name, "Alpha fled.", "b.txt", "Beta fled.")} {
			got := partsOf(form, content, nil)
			if !strings.Contains(got, "its path leads out of the archive") || !strings.Contains(got, "b.txt #b.txt [] Beta fled.") {
				t.Errorf("%s with %q: got %s", form, name, got)
			}
		}
	}
	check(t, partsOf("a.tar", tarred("./b/../a.txt", "Alpha fled."), nil), "a.txt #a.txt [] Alpha fled.")
}

func TestFaultArchivesThatUnpackToTooMuch(t *testing.T) {
	defer func(n int64) { alwaysUnpacked = n }(alwaysUnpacked)
	alwaysUnpacked = 1 << 20
	zeros := strings.Repeat("\x00", 8<<20)
	bombs := map[string]string{
		"a.zip":       zipped("a.txt", zeros),
		"a.txt.gz":    gzipped(zeros),
		"a.tgz":       gzipped(tarred("a.txt", zeros, "b.txt", "Beta")),
		"b.zip":       zipped("a.zip", zipped("a.txt", zeros)),
		"a.jsonl.gz":  gzipped(zeros),
		"overlap.zip": overlapping(t),
	}
	for name, content := range bombs {
		bomb := false
		for p := range Parts(name, strings.NewReader(content), nil) {
			var e *BombError
			bomb = bomb || errors.As(p.Err, &e)
			if bomb && e == nil {
				t.Errorf("%s: it is read on after the bomb: %v", name, p)
			}
		}
		if !bomb {
			t.Errorf("%s was not found to be a bomb", name)
		}
	}
	nested := zipped("a.txt", "Alpha fled.")
	for range deepest + 1 {
		nested = zipped("b.txt", "Beta fled.", "a.zip", nested)
	}
	if got := partsOf("a.zip", nested, nil); strings.Contains(got, "Alpha") || !strings.Contains(got, fmt.Sprintf("it lies in more than %d archives", deepest)) {
		t.Errorf("got %s", got)
	}
	if got := partsOf("a.zip", zipped("a.txt", strings.Repeat("Alpha fled. ", 200), "b.txt", "Beta fled."), &Options{MaxBytes: 500}); !strings.Contains(got, "a.txt is larger than 500 bytes") || strings.Contains(got, "Alpha") {
		t.Errorf("a file that is too large: %s", got)
	}
}

// overlapping returns an archive whose list of files has one of them many times over.
func overlapping(t *testing.T) string {
	var words strings.Builder
	for i := range 500 {
		fmt.Fprintf(&words, "%x fled. ", sha256.Sum256([]byte{byte(i), byte(i >> 8)}))
	}
	one := zipped("a.txt", words.String())
	at := strings.Index(one, "PK\x01\x02")
	end := strings.Index(one, "PK\x05\x06")
	if at < 0 || end < at {
		t.Fatal("no list of files")
	}
	const n = 20
	list := strings.Repeat(one[at:end], n)
	tail := []byte(one[end:])
	tail[8], tail[10] = n, n
	size := len(list)
	tail[12], tail[13] = byte(size), byte(size>>8)
	return one[:at] + list + string(tail)
}

func TestFaultDamagedArchives(t *testing.T) {
	whole := gzipped(tarred(files...))
	for name, content := range map[string]string{
		"a.zip": zipped(files...)[:200], "a.tgz": whole[:len(whole)/2], "a.tar": "no archive at all, but text", "b.tgz": "text", "a.jsonl.gz": gzipped(`{"text": "Alpha"}`)[:30],
	} {
		failed := false
		for p := range Parts(name, strings.NewReader(content), nil) {
			failed = failed || p.Err != nil
		}
		if !failed {
			t.Errorf("%s is damaged, and nothing is said of it", name)
		}
	}
}

// Whatever the bytes, a reader of archives ends, and what it reads can be kept.
func FuzzArchives(f *testing.F) {
	for i, s := range []string{zipped(files...), tarred(files...), gzipped(tarred("a.txt", "Alpha")), gzipped("Alpha")} {
		f.Add(i, []byte(s))
	}
	f.Fuzz(func(t *testing.T, form int, data []byte) {
		name := "a" + []string{".zip", ".tar", ".tgz", ".txt.gz", ""}[uint(form)%5]
		for p := range Parts(name, bytes.NewReader(data), &Options{MaxBytes: 1 << 20}) {
			if p.Err != nil {
				continue
			}
			d, err := p.Read()
			if err != nil {
				continue
			}
			d.Sources[0].Name = strings.ReplaceAll(d.Sources[0].Name, "\n", " ") // as files may have it
			if err := storable(&d); err != "" {
				t.Fatalf("%s: %s", p.Where, err)
			}
		}
	})
}
