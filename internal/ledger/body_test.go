package ledger

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// A body written in pieces has the bytes that encoding/json gives the whole.
func TestBodyIsTheWholeDocumentsJSON(t *testing.T) {
	full := doc("ab", "IS-K fights – “东京” <b>.")
	empty := *full
	empty.Sentences, empty.Mentions, empty.Entities, empty.Claims = []text.Sentence{}, nil, []text.Entity{}, []text.Claim{}
	several := *full
	several.Sentences = append(several.Sentences, text.Sentence{Heading: true}, text.Sentence{})
	several.Entities = append(several.Entities, text.Entity{Name: "A & B", Links: []string{"x"}})
	for _, d := range []*text.Document{full, &empty, &several, {}} {
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(d); err != nil {
			t.Fatal(err)
		}
		got, err := encodeBody(d)
		if err != nil {
			t.Fatal(err)
		}
		if line := bodyStart + string(bytes.TrimSuffix(want.Bytes(), []byte("\n"))) + bodyEnd; string(got.Bytes()[headRoom:]) != line {
			t.Errorf("got\n%s\nwant\n%s", got.Bytes()[headRoom:], line)
		}
	}
}
