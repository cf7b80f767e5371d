package pdf_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/internal/pdf"
	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
)

// shown returns the pieces of all pages, one a line.
func shown(t *testing.T, data string) string {
	t.Helper()
	doc, err := pdf.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range doc.Pages {
		for _, piece := range p.Pieces {
			out = append(out, piece.Text)
		}
	}
	return strings.Join(out, "\n")
}

func one(s string) [][]pdftest.Text { return [][]pdftest.Text{{{X: 72, Y: 700, Size: 12, S: s}}} }

func TestReadWays(t *testing.T) {
	for name, doc := range map[string]*pdftest.Doc{
		"plain":                      {},
		"in an object stream":        {Packed: true},
		"locked, but open to all":    {Lock: "rc4"},
		"locked and packed":          {Lock: "rc4", Packed: true},
		"locked with AES":            {Lock: "aes128"},
		"and packed":                 {Lock: "aes128", Packed: true},
		"locked with 256 bits":       {Lock: "aes256", Packed: true},
		"with names and escapes":     {Raw: "/Span <</MCID 0>> BDC EMC % a comment (\n"},
		"with a picture in its text": {Raw: "BI /W 1 /H 1 ID \x00\xffEIx( EI "},
		"with broken operators":      {Raw: "Q Q Q 1 2 Td Tj ) ] >> ET EMC\n"},
	} {
		doc.Pages = one("He left (on Monday) for Gda\xf1sk.")
		doc.Info = map[string]string{"Title": "A title", "CreationDate": "D:20240326"}
		if got, want := shown(t, doc.Bytes()), "He left (on Monday) for Gdañsk."; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if d, _ := pdf.Read(doc.Bytes()); d.Title != "A title" || d.Created != "D:20240326" {
			t.Errorf("%s: title %q, created %q", name, d.Title, d.Created)
		}
	}
}

func TestPlaces(t *testing.T) {
	doc := &pdftest.Doc{Raw: "BT /F1 10 Tf 1 0 0 1 72 600 Tm 12 TL (one) Tj T* (two) Tj [(th) -20 (ree) -300 (four)] TJ ET q 2 0 0 2 10 20 cm BT /F1 6 Tf 5 5 Td (big) Tj ET Q BT /F1 9 Tf 0 1 -1 0 30 30 Tm (margin) Tj ET\n", Pages: [][]pdftest.Text{{}}}
	d, err := pdf.Read(doc.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range d.Pages[0].Pieces {
		got = append(got, fmt.Sprintf("%s %.0f %.0f %.0f", p.Text, p.X, p.Y, p.Size))
	}
	want := "one 72 600 10, two 72 588 10, three 88 588 10, four 114 588 10, big 20 30 12"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// TestFonts reads what codes stand for: by the font's encoding, by the names of its
// glyphs, by its own map.
func TestFonts(t *testing.T) {
	for name, c := range map[string]struct{ font, raw, want string }{
		"names":    {"<< /Subtype /Type1 /Encoding << /Differences [65 /eacute /fi /uni20AC /f_f /Scaron /a.sc] >> >>", "(ABCDEF) Tj", "éfi€ffŠa"},
		"MacRoman": {"<< /Subtype /TrueType /Encoding /MacRomanEncoding >>", "(\x8e\xd2) Tj", "é“"},
		"a map": {
			"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /DW 500 /W [1 [600 700] 5 9 250] >>] /ToUnicode 100 0 R >>",
			"<000100020005000900ff> Tj", "AΩxyz|",
		},
	} {
		cmap := "1 beginbfchar <0001> <0041> <0002> <03A9> endbfchar 2 beginbfrange <0005> <0006> <00780079007A> <0009> <000A> [<007C>] endbfrange"
		doc := &pdftest.Doc{
			Font: c.font, Raw: "BT /F1 10 Tf 10 10 Td " + c.raw + " ET\n", Pages: [][]pdftest.Text{{}},
			Extra: []string{fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(cmap), cmap)},
		}
		if got := shown(t, doc.Bytes()); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestMarkedContent(t *testing.T) {
	doc := &pdftest.Doc{Pages: one("text"), Raw: "/Artifact BMC BT /F1 9 Tf 10 10 Td (page 3) Tj ET EMC /Span << /ActualText (office) >> BDC BT /F1 9 Tf 10 30 Td (o) Tj (\x8fce) Tj ET EMC\n"}
	if got := shown(t, doc.Bytes()); got != "office\ntext" {
		t.Errorf("%q", got)
	}
}

// TestDrawings reads text in a drawing that pages use.
func TestDrawings(t *testing.T) {
	in := "BT /F1 9 Tf 0 0 Td (inside) Tj ET"
	doc := &pdftest.Doc{
		Pages: one("outside"), Raw: "/X Do\n",
		Extra: []string{fmt.Sprintf("<< /Subtype /Form /Length %d >>\nstream\n%s\nendstream", len(in), in)},
	}
	data := strings.Replace(doc.Bytes(), "/Font <<", "/XObject << /X 100 0 R >> /Font <<", 1)
	if got := shown(t, data); got != "inside\noutside" {
		t.Errorf("%q", got)
	}
}

func TestFaultPDF(t *testing.T) {
	bomb := pdftest.Deflate(strings.Repeat("\x00", 10<<20))
	whole := (&pdftest.Doc{Pages: one("He left."), Packed: true}).Bytes()
	itself := "<< /Subtype /Form /Resources << /XObject << /X 100 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream"
	drawn := strings.Replace((&pdftest.Doc{Pages: one("x"), Raw: "/X Do\n", Extra: []string{itself}}).Bytes(), "/Font <<", "/XObject << /X 100 0 R >> /Font <<", 1)
	for name, c := range map[string]struct {
		data string
		want error // nil where only time and memory matter
	}{
		"a password":           {(&pdftest.Doc{Pages: one("x"), Lock: "rc4", Password: "secret"}).Bytes(), pdf.ErrPassword},
		"another password":     {(&pdftest.Doc{Pages: one("x"), Lock: "aes256", Password: "secret"}).Bytes(), pdf.ErrPassword},
		"no objects":           {"%PDF-1.4\n%%EOF", pdf.ErrNoPages},
		"no page tree":         {"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>", nil},
		"a bomb":               {"%PDF-1.4\n1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [3 0 R] >> endobj 3 0 obj << /Contents [" + strings.Repeat("4 0 R ", 15) + "] >> endobj 4 0 obj << /Filter /FlateDecode >> stream\n" + bomb + "\nendstream endobj trailer << /Root 1 0 R >>", &pdf.LimitError{}},
		"pages in a circle":    {"%PDF-1.4\n1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [2 0 R 2 0 R 3 0 R] >> endobj 3 0 obj << /Kids [2 0 R] >> endobj trailer << /Root 1 0 R >>", pdf.ErrNoPages},
		"deep lists":           {"%PDF-1.4\n1 0 obj " + strings.Repeat("[", 1<<20), pdf.ErrNoPages},
		"deep dictionaries":    {"%PDF-1.4\n1 0 obj " + strings.Repeat("<</A", 1<<20), pdf.ErrNoPages},
		"many open objects":    {"%PDF-1.4\n" + strings.Repeat("1 0 obj ( ", 1<<16) + "trailer <</Root 1 0 R>>", pdf.ErrNoPages},
		"many open trailers":   {"%PDF-1.4\n" + strings.Repeat("trailer ( ", 1<<18), nil},
		"a list of everything": {"%PDF-1.4\ntrailer << /Root 1 0 R >> 1 0 obj << /Pages [" + strings.Repeat("1 ", 8<<20), &pdf.LimitError{}},
		"an object of itself":  {"%PDF-1.4\n1 0 obj 1 0 R endobj trailer << /Root 1 0 R >>", pdf.ErrNoPages},
		"drawn in itself":      {drawn, nil},
		"its end missing":      {whole[:len(whole)*2/3], nil},
		"huge numbers":         {"%PDF-1.4\n1 0 obj << /Type /ObjStm /N 999999999 /First 99999999999 /Length 99999999999999999999 >> stream\n1 0\nendstream endobj 2 0 obj << /Type /Catalog /Pages 3 0 R >>", pdf.ErrNoPages},
	} {
		start := time.Now()
		_, err := pdf.Read(c.data)
		var limit *pdf.LimitError
		switch {
		case c.want == nil:
		case errors.As(c.want, &limit) && !errors.As(err, &limit), !errors.As(c.want, &limit) && !errors.Is(err, c.want):
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s takes %v", name, took)
		} else {
			t.Logf("%s: %v after %v", name, err, took.Round(time.Millisecond))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, d := range []*pdftest.Doc{{Pages: one("He left.")}, {Pages: one("x"), Packed: true}, {Pages: one("x"), Lock: "rc4"}, {Raw: "BT /F1 9 Tf [(a) -300 (b)] TJ ET q BI ID EI Q /X Do\n", Pages: one("y")}} {
		f.Add(d.Bytes())
	}
	f.Fuzz(func(t *testing.T, data string) {
		doc, err := pdf.Read(data)
		if (doc == nil) == (err == nil) {
			t.Fatalf("document %v, error %v", doc, err)
		}
	})
}
