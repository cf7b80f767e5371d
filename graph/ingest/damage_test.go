package ingest

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/pdf/pdftest"
)

// Of a file that is damaged and was read as far as it goes it is told each time, by
// build and extract alike; and a whole one takes its place.
func TestFaultDamagedFilesAreToldEachTime(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	page := func(s string) []pdftest.Text { return []pdftest.Text{{X: 72, Y: 700, Size: 11, S: s}} }
	whole := (&pdftest.Doc{Pages: [][]pdftest.Text{page("Alpha met Beta"), page("Gamma fled")}}).Bytes()
	cut := whole[:strings.Index(whole, "12 0 obj")]
	letter := strings.NewReplacer("text/plain\nContent-Disposition", "application/pdf\nContent-Disposition", "report.txt", "report.pdf", "Beta met Gamma", cut).Replace(mailWithAReport)
	write(t, dir, "a.pdf", cut, "b.txt", "Delta fled", "c.eml", letter)
	const said = ": it is damaged: its end is missing, and 1 of its 2 pages is lost"
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	opt := &BuildOptions{}
	for _, step := range []struct{ do, want string }{
		{"build", "a.pdf added" + said + "\nb.txt added\nc.eml added\nc.eml, attachment report.pdf added" + said},
		{"build", "a.pdf unchanged" + said + "\nb.txt unchanged\nc.eml unchanged\nc.eml, attachment report.pdf unchanged" + said},
		{"extract", "a.pdf extracted" + said + "\nb.txt extracted\nc.eml extracted\nc.eml, attachment report.pdf extracted" + said},
		{"mend", "a.pdf changed\nb.txt unchanged\nc.eml unchanged\nc.eml, attachment report.pdf unchanged" + said},
	} {
		var told []string
		opt.Progress = func(p Progress) {
			name := p.Last.Input
			if p.Last.Part != "" {
				name += ", " + p.Last.Part
			}
			damage := ""
			if p.Last.Damage != "" {
				damage = ": " + p.Last.Damage
			}
			told = append(told, fmt.Sprintf("%s %s%s", name, p.Last.Status, damage))
		}
		switch step.do {
		case "mend":
			write(t, dir, "a.pdf", whole)
			fallthrough
		case "build":
			must(w.Build(context.Background(), []string{"a.pdf", "b.txt", "c.eml"}, opt))
		case "extract":
			must(Extract(context.Background(), &bytes.Buffer{}, []string{"a.pdf", "b.txt", "c.eml"}, &ExtractOptions{Options: *options(1), BuildOptions: *opt}))
		}
		if diff := cmp.Diff(step.want, strings.Join(told, "\n")); diff != "" {
			t.Errorf("%s: %s", step.do, diff)
		}
	}
	if dump(t, w) != fresh(t, w, 1) {
		t.Error("after a damaged file was mended the index is not what a fresh build gives")
	}
}
