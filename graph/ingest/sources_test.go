package ingest

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/read"
)

// What a page says of itself is kept with its text, and what is not in English is
// read only where that was asked for.
func TestBuildSources(t *testing.T) {
	dir := t.TempDir()
	write(t, dir,
		"page.html", `<html><head><title>Alpha attacked Beta</title><meta name="author" content="Ann Roe"><meta name="date" content="2024-03-26">`+
			`<link rel="canonical" href="https://example.org/a"></head><body><nav>Menu</nav><p>Alpha attacked Beta at dawn, as was said.</p></body></html>`,
		"german.txt", "Der Minister hat gesagt, dass die Regierung den Vertrag nicht verlängern wird.")
	w := must(Create(filepath.Join(dir, "kg"), options(2)))
	defer w.Close()
	r := must(w.Build(context.Background(), []string{filepath.Join(dir, "german.txt"), filepath.Join(dir, "page.html")}, nil))
	var foreign *read.LanguageError
	if r.Outcomes[0].Status != Failed || !errors.As(r.Outcomes[0].Err, &foreign) || foreign.Language != "de" {
		t.Errorf("German: %s, %v", r.Outcomes[0].Status, r.Outcomes[0].Err)
	}
	d := must(w.Document(r.Outcomes[1].Documents[0]))
	if d.Text != "Alpha attacked Beta\n\nAlpha attacked Beta at dawn, as was said." || d.Date != "2024-03-26" || d.Author != "Ann Roe" || d.URL != "https://example.org/a" {
		t.Errorf("the page: text %q, date %q, author %q, address %q", d.Text, d.Date, d.Author, d.URL)
	}
	r = must(w.Build(context.Background(), []string{filepath.Join(dir, "german.txt")}, &BuildOptions{AnyLanguage: true}))
	if r.Added != 1 {
		t.Fatalf("German, where that was asked for: %v", r.Outcomes)
	}
	if d := must(w.Document(r.Outcomes[0].Documents[0])); d.Language != "de" {
		t.Errorf("its language is %q", d.Language)
	}
}
