package read_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
	"github.com/quadrille-kg/quadrille/internal/read"
)

// A damaged PDF file is read as far as it goes, and its document tells what is missing.
func TestFaultDamagedPDFIsReadAndTold(t *testing.T) {
	doc := &pdftest.Doc{}
	for _, s := range []string{"Alpha fled.", "Beta met Gamma.", "Delta left.", "Eta came.", "Zeta stayed.", "Theta too."} {
		doc.Pages = append(doc.Pages, column(72, 700, 11, s))
	}
	whole := doc.Bytes()
	before := func(s string) string { return whole[:strings.Index(whole, s)] }
	for _, c := range []struct{ name, data, last, damage string }{
		{"whole", whole, "Theta too.", ""},
		{"without its trailer", before("trailer"), "Theta too.", "it is damaged: its end is missing, but the pages that it lists are all there"},
		{"without its last page", before("20 0 obj"), "Zeta stayed.", "it is damaged: its end is missing, and 1 of its 6 pages is lost"},
		{"cut in its third page", before("left.) Tj"), "Gamma.", "it is damaged: its end is missing, 3 of its 6 pages are lost, and page 3 is damaged"},
		{"without its tree", strings.Replace(before("trailer"), "/Type /Pages", "/Type /Lost /Kids [] /Count 0 %", 1), "Theta too.", "it is damaged: its end is missing, and it may lack pages"},
		{"without a page in the middle", whole[:strings.Index(whole, "12 0 obj")] + whole[strings.Index(whole, "13 0 obj"):], "Theta too.", "it is damaged: 1 of its 6 pages is lost"},
		{"without the contents of some", strings.NewReplacer("13 0 obj", "93 0 obj", "15 0 obj", "95 0 obj").Replace(whole), "Theta too.", "it is damaged: pages 2 and 3 are damaged"},
		{"without the contents of many", strings.NewReplacer("11 0 obj", "91 0 obj", "13 0 obj", "93 0 obj", "15 0 obj", "95 0 obj", "17 0 obj", "97 0 obj", "19 0 obj", "99 0 obj").Replace(whole), "Theta too.", "it is damaged: 5 pages are damaged"},
	} {
		got := reader(t, "a.pdf", c.data)
		if got.Damage != c.damage || !strings.HasSuffix(got.Text, c.last) {
			t.Errorf("%s: told %q of %q, want %q, and that it ends with %q", c.name, got.Damage, got.Text, c.damage, c.last)
		}
	}
}

// Where nothing is left that can be read, it says so, and what to do; and a file is not
// called one of pictures whose text was cut off.
func TestFaultWhatIsCutOffHasAHint(t *testing.T) {
	one := &pdftest.Doc{Pages: [][]pdftest.Text{column(72, 700, 11, "He left.")}}
	file := one.Bytes()
	word := docx(t, "<w:p><w:r><w:t>He left.</w:t></w:r></w:p>")
	tale := epub(t, "<p>He left.</p>")
	for _, c := range []struct{ name, data, want string }{
		{"a.pdf", file[:strings.Index(file, "10 0 obj")], "no pages that can be found, for its end is missing"},
		{"a.pdf", file[:strings.Index(file, "He left")-30], "page 1 is damaged; in what is left no text can be found"},
		{"a.docx", word[:len(word)-30], "it is no whole ZIP archive"},
		{"a.docx", word[:len(word)/2], "it is no whole ZIP archive"},
		{"a.docx", zipped(t, "word/document.xml", wordHead+"<w:p><w:r><w:t>He left.</w:t></w:r></w:p><w:p>"), "it ends in the middle"},
		{"a.odt", odt(t, "<text:p>He left.</text:p>")[:300], "it is no whole ZIP archive"},
		{"a.epub", tale[:len(tale)-1], "it is no whole ZIP archive"},
		{"a.epub", tale[:len(tale)/3], "it is no whole ZIP archive"},
		{"a.rtf", `{\rtf1 He left.\par The`, "it ends in the middle"},
	} {
		_, err := read.Reader(c.name, strings.NewReader(c.data), nil)
		var cut *read.CutError
		if !errors.As(err, &cut) || cut.Hint() == "" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with a hint that says %q", c.name, err, c.want)
		}
	}
	if _, err := read.Reader("a.docx", strings.NewReader("He left."), nil); errors.As(err, new(*read.CutError)) {
		t.Errorf("a text called a.docx is said to be cut off: %v", err)
	}
}
