package nlp

import (
	"os"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// TestNames reads sentences of our own writing, each with what is named in it: for
// every type several constructions of English. The parser sees some of them
// wrongly, and which ones changes with its weights; so all but a few must hold.
func TestNames(t *testing.T) {
	data, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	a := analyser(t)
	var doc *text.Document
	all, wrong := 0, 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		want, ok := strings.CutPrefix(line, "\t")
		switch {
		case line == "" || line[0] == '#':
		case !ok:
			doc = &text.Document{Text: line + "\n"}
			a.Analyse(doc)
		default:
			all++
			if !holds(doc, want) {
				wrong++
				t.Logf("%s\n\twant  %s\n\tgot   %s", strings.TrimSpace(doc.Text), want, listed(doc))
			}
		}
	}
	t.Logf("%d of %d names are read as they should be", all-wrong, all)
	if wrong*20 > all {
		t.Errorf("%d of %d names are read wrongly, more than one in twenty", wrong, all)
	}
}

// holds reports whether the document has the name with the type, or has not where
// the line begins with a "-".
func holds(doc *text.Document, want string) bool {
	want, not := strings.CutPrefix(want, "- ")
	name, typ, _ := strings.Cut(want, ": ")
	for _, m := range doc.Mentions {
		if m.Text == name && m.Type == typ && (m.Kind != text.Nominal || !not) {
			return !not
		}
	}
	return not
}

// listed lists a document's names, "IS-K ArmedGroup, Kabul City".
func listed(doc *text.Document) string {
	var names []string
	for _, m := range doc.Mentions {
		if m.Kind != text.Pronoun {
			names = append(names, m.Text+" "+string(m.Kind)+" "+m.Type)
		}
	}
	return strings.Join(names, ", ")
}
