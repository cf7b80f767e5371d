package date

import (
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// FuzzFind holds what is promised for any words: expressions in order, inside the
// sentence, with the text's own words and no day before the first.
func FuzzFind(f *testing.F) {
	for _, test := range finds {
		f.Add(test.words)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		index := text.NewIndex(doc)
		for _, sent := range token.Split(doc) {
			for _, day := range []string{written, ""} {
				at := 0
				for _, e := range Find(&sent, day, index) {
					if e.First < at || e.End <= e.First || e.End > len(sent.Tokens) {
						t.Fatalf("tokens %d to %d after %d in a sentence of %d", e.First, e.End, at, len(sent.Tokens))
					}
					if e.Time.Text != index.Slice(e.Span) {
						t.Fatalf("text at %v is %q, the words are %q", e.Span, index.Slice(e.Span), e.Time.Text)
					}
					if e.Time.From != "" && e.Time.To != "" && e.Time.From > e.Time.To {
						t.Fatalf("%q ends before it begins: %s to %s", e.Time.Text, e.Time.From, e.Time.To)
					}
					at = e.End
				}
			}
		}
	})
}
