package ledger

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
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
	long := *full
	long.Text = "x" + strings.Repeat("–\n\u2028\"東京<b>\x00", pieceSize/4)
	for _, d := range []*text.Document{full, &empty, &several, &long, {}} {
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(d); err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := writeBody(&got, d); err != nil {
			t.Fatal(err)
		}
		if line := bodyStart + string(bytes.TrimSuffix(want.Bytes(), []byte("\n"))) + bodyEnd; got.String() != line {
			t.Errorf("got\n%.2000s\nwant\n%.2000s", got.String(), line)
		}
		if again, err := readBody(&got); err != nil || !reflect.DeepEqual(again, d) {
			t.Errorf("read again: %v", err)
		}
	}
}
