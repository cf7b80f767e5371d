package pdf_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/pdf"
	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
)

// threePages has a page each for three sentences, the second of two lines.
func threePages(packed bool) string {
	line := func(y float64, s string) pdftest.Text { return pdftest.Text{X: 72, Y: y, Size: 12, S: s} }
	return (&pdftest.Doc{Packed: packed, Pages: [][]pdftest.Text{
		{line(700, "Alpha fled.")}, {line(700, "Beta met"), line(680, "Gamma.")}, {line(700, "Delta left.")},
	}}).Bytes()
}

// treeLast moves the catalogue and the tree of pages to the end of a file, where many
// programs write them.
func treeLast(data string) string {
	from, to := strings.Index(data, "1 0 obj"), strings.Index(data, "3 0 obj")
	end := strings.Index(data, "trailer")
	return data[:from] + data[to:end] + data[from:to] + data[end:]
}

// pagesOf returns the pieces of each page, joined.
func pagesOf(d *pdf.Document) (out []string) {
	for _, p := range d.Pages {
		var pieces []string
		for _, piece := range p.Pieces {
			pieces = append(pieces, piece.Text)
		}
		out = append(out, strings.Join(pieces, " "))
	}
	return out
}

func TestFaultDamagedFiles(t *testing.T) {
	whole := threePages(false)
	before := func(data, s string) string {
		i := strings.Index(data, s)
		if i < 0 {
			t.Fatalf("there is no %q", s)
		}
		return data[:i]
	}
	without := func(from, to string) string {
		i, j := strings.Index(whole, from), strings.Index(whole, to)
		return whole[:i] + whole[j:]
	}
	deflated := threePages(true)
	for _, c := range []struct {
		name, data string
		pages      []string
		damage     pdf.Damage
	}{
		{"whole", whole, []string{"Alpha fled.", "Beta met Gamma.", "Delta left."}, pdf.Damage{Listed: 3}},
		{"whole, with something behind it", whole + strings.Repeat("<!-- served by nobody -->", 400), []string{"Alpha fled.", "Beta met Gamma.", "Delta left."}, pdf.Damage{Listed: 3}},
		{"whole, changed by appending", whole + "11 0 obj << /Length 40 >> stream\nBT /F1 9 Tf 9 9 Td (Omega fled.) Tj ET\nendstream endobj\nstartxref\n0\n%%EOF\n", []string{"Omega fled.", "Beta met Gamma.", "Delta left."}, pdf.Damage{Listed: 3}},
		{"whole, with a count that is wrong", strings.Replace(whole, "/Count 3", "/Count 7", 1), []string{"Alpha fled.", "Beta met Gamma.", "Delta left."}, pdf.Damage{Listed: 3}},
		{"without its trailer", before(whole, "trailer"), []string{"Alpha fled.", "Beta met Gamma.", "Delta left."}, pdf.Damage{Cut: true, Listed: 3}},
		{"cut before its last page", before(whole, "14 0 obj"), []string{"Alpha fled.", "Beta met Gamma."}, pdf.Damage{Cut: true, Listed: 3, Lost: 1}},
		{"cut in the middle of a page's own object", before(whole, "/Contents 15 0 R"), []string{"Alpha fled.", "Beta met Gamma.", ""}, pdf.Damage{Cut: true, Listed: 3, Broken: []int{3}}},
		{"cut before a page's contents", before(whole, "15 0 obj"), []string{"Alpha fled.", "Beta met Gamma.", ""}, pdf.Damage{Cut: true, Listed: 3, Broken: []int{3}}},
		{"cut in the middle of a page's contents", before(whole, "(Gamma"), []string{"Alpha fled.", "Beta met"}, pdf.Damage{Cut: true, Listed: 3, Lost: 1, Broken: []int{2}}},
		{"cut in a change that was appended", whole + "11 0 obj << /Length 40 >> stream\nBT /F1 9 Tf 9 9 Td (Omega fled.) Tj", []string{"Omega fled.", "Beta met Gamma.", "Delta left."}, pdf.Damage{Cut: true, Listed: 3, Broken: []int{1}}},
		{"cut before its tree of pages", before(treeLast(whole), "\n1 0 obj"), []string{"Alpha fled.", "Beta met Gamma.", "Delta left."}, pdf.Damage{Cut: true}},
		{"cut in the middle of its tree", before(treeLast(whole), " 12 0 R 14 0 R"), []string{"Alpha fled."}, pdf.Damage{Cut: true, Listed: 3, Lost: 2}},
		{"made to be shown while it comes, and cut", strings.Replace(before(treeLast(whole), "14 0 obj"), "%PDF-1.5\n", "%PDF-1.5\n90 0 obj\n<< /Linearized 1 /L 9999 /N 3 >>\nendobj\nstartxref\n0\n%%EOF\n", 1), []string{"Alpha fled.", "Beta met Gamma."}, pdf.Damage{Cut: true, Listed: 3, Lost: 1}},
		{"with a page taken out of its middle", without("12 0 obj", "13 0 obj"), []string{"Alpha fled.", "Delta left."}, pdf.Damage{Listed: 3, Lost: 1}},
		{"with contents taken out", without("13 0 obj", "14 0 obj"), []string{"Alpha fled.", "", "Delta left."}, pdf.Damage{Listed: 3, Broken: []int{2}}},
		{"with contents that cannot be unpacked", strings.Replace(deflated, pdftest.Deflate("BT /F1 12 Tf 72 700 Td (Delta left.) Tj ET\n"), "\x78\x9c\xff\xff\xff\xff\xff", 1), []string{"Alpha fled.", "Beta met Gamma.", ""}, pdf.Damage{Listed: 3, Broken: []int{3}}},
	} {
		d, err := pdf.Read(c.data)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := pagesOf(d); !reflect.DeepEqual(got, c.pages) {
			t.Errorf("%s: got pages %q, want %q", c.name, got, c.pages)
		}
		if !reflect.DeepEqual(d.Damage, c.damage) {
			t.Errorf("%s: got %+v, want %+v", c.name, d.Damage, c.damage)
		}
	}
}

// Wherever a file is cut off before the words that end it, it is said.
func TestFaultFilesThatAreCutOff(t *testing.T) {
	for _, packed := range []bool{false, true} {
		for order, data := range map[string]string{"first": threePages(packed), "last": treeLast(threePages(false))} {
			for n := range strings.LastIndex(data, "startxref") + len("startxref") {
				d, err := pdf.Read(data[:n])
				switch {
				case err != nil && !errors.Is(err, pdf.ErrNoPages):
					t.Fatalf("packed %t, with its tree %s, cut to %d bytes: %v", packed, order, n, err)
				case err == nil && !d.Damage.Cut:
					t.Fatalf("packed %t, with its tree %s, cut to %d bytes: nothing is said, and it has %s", packed, order, n, fmt.Sprint(pagesOf(d)))
				}
			}
		}
	}
	if _, err := pdf.Read("He left."); !errors.Is(err, pdf.ErrNoPages) || errors.Is(err, pdf.ErrCut) {
		t.Errorf("a text is said to be a file that was cut off: %v", err)
	}
}
