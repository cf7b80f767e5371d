package nlp

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// shared returns a folder of the data sets that lie beside the repository, and
// skips the test where they are not.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	path := filepath.Join(dir, "..", "shared", "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the data set is not there: %v", err)
	}
	return path
}

// jsonLines reads the files of a pattern, a JSON object a line.
func jsonLines[T any](t *testing.T, pattern string) []T {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files (%v)", pattern, err)
	}
	var all []T
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			var v T
			if err := json.Unmarshal([]byte(line), &v); err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			all = append(all, v)
		}
	}
	return all
}

// The types of re3d that are scored, and ours that are the same.
var re3dTypes = map[string][]string{
	"Organisation": {"Organization", "ArmedGroup", "Government", "SecurityService", "Military", "MediaOrganization", "PoliticalParty", "Company", "InternationalOrganization", "People"},
	"Person":       {"Person"},
	"Location":     {"Place", "Country", "Region", "City", "Facility"},
	"Nationality":  {"People"},
	"Weapon":       {"Weapon"}, "MilitaryPlatform": {"Vehicle"}, "Vehicle": {"Vehicle"},
}

// re3dScored are all of ours among them.
var re3dScored = func() map[string]bool {
	set := map[string]bool{}
	for _, types := range re3dTypes {
		for _, typ := range types {
			set[typ] = true
		}
	}
	return set
}()

var re3dPronouns = strings.Fields("i you he she it we they me him her us them my your his its our their who which that this these those")

// span is a typed span of a document.
type span struct {
	text.Span
	typ string
}

// TestRe3d scores mentions as the mention lines of score_re3d.py do.
func TestRe3d(t *testing.T) {
	dir := shared(t, "re3d")
	gold := map[string][]span{}
	for _, e := range jsonLines[struct {
		Begin, End int
		Type       string
		Value      string
		DocumentID string
		Confidence float64
	}](t, filepath.Join(dir, "*", "entities.json")) {
		if e.Confidence >= 0.5 && re3dTypes[e.Type] != nil && !slices.Contains(re3dPronouns, strings.ToLower(e.Value)) {
			gold[e.DocumentID] = append(gold[e.DocumentID], span{text.Span{Start: e.Begin, End: e.End}, e.Type})
		}
	}
	tests := []struct {
		name  string
		least float64
		score score
		same  func(p, g span) bool
	}{
		{name: "exact", same: func(p, g span) bool { return p.Span == g.Span }},
		{name: "overlap", same: func(p, g span) bool { return p.Overlaps(g.Span) }},
		{name: "overlap typed", least: 0.65, same: func(p, g span) bool { return p.Overlaps(g.Span) && slices.Contains(re3dTypes[g.typ], p.typ) }},
	}
	a := analyser(t)
	for _, d := range jsonLines[re3dDocument](t, filepath.Join(dir, "*", "documents.json")) {
		doc := &text.Document{Text: d.Text}
		a.Analyse(doc)
		check(t, doc)
		pred := scoredMentions(doc)
		for i := range tests {
			tests[i].score.add(pred, gold[d.ID], tests[i].same)
		}
	}
	for _, test := range tests {
		t.Logf("re3d mentions %s: %s", test.name, test.score)
		if f := test.score.f1(); f < test.least {
			t.Errorf("re3d mentions %s: F1 %.3f, want %.2f", test.name, f, test.least)
		}
	}
}

// re3dDocument is a line of documents.json.
type re3dDocument struct {
	ID   string `json:"_id"`
	Text string `json:"text"`
}

// scoredMentions are the document's mentions of the scored types, each span and
// type once.
func scoredMentions(doc *text.Document) []span {
	var out []span
	for _, m := range doc.Mentions {
		s := span{m.Span, m.Type}
		if re3dScored[m.Type] && !slices.Contains(re3dPronouns, strings.ToLower(m.Text)) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// score counts what of the predicted and of the gold has a partner.
type score struct{ predHit, goldHit, pred, gold int }

func (s *score) add(pred, gold []span, same func(p, g span) bool) {
	s.pred, s.gold = s.pred+len(pred), s.gold+len(gold)
	for _, p := range pred {
		if slices.ContainsFunc(gold, func(g span) bool { return same(p, g) }) {
			s.predHit++
		}
	}
	for _, g := range gold {
		if slices.ContainsFunc(pred, func(p span) bool { return same(p, g) }) {
			s.goldHit++
		}
	}
}

func (s score) f1() float64 {
	p, r := float64(s.predHit)/float64(max(s.pred, 1)), float64(s.goldHit)/float64(max(s.gold, 1))
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (s score) String() string {
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f (gold %d, predicted %d)", float64(s.predHit)/float64(max(s.pred, 1)), float64(s.goldHit)/float64(max(s.gold, 1)), s.f1(), s.gold, s.pred)
}

// TestGAP scores pronouns as GAP does: for each, whether it stands for the first
// name, for the second, or for neither.
func TestGAP(t *testing.T) {
	if testing.Short() {
		t.Skip("2000 texts take seconds")
	}
	data, err := os.ReadFile(filepath.Join(shared(t, "gap"), "gap-development.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	a := analyser(t)
	var hit, wrong, missed int
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		col := strings.Split(line, "\t")
		if n == 0 || len(col) < 10 {
			continue
		}
		doc := &text.Document{Text: col[1]}
		a.Analyse(doc)
		chain := chainAt(doc, number(t, col[3]))
		for _, name := range [][3]string{{col[4], col[5], col[6]}, {col[7], col[8], col[9]}} {
			start := number(t, name[1])
			found := names(doc, chain, text.Span{Start: start, End: start + len([]rune(name[0]))})
			switch gold := name[2] == "TRUE"; {
			case found && gold:
				hit++
			case found:
				wrong++
			case gold:
				missed++
			}
		}
	}
	p, r := float64(hit)/float64(hit+wrong), float64(hit)/float64(hit+missed)
	f := 2 * p * r / (p + r)
	t.Logf("GAP development: P %.3f R %.3f F1 %.3f", p, r, f)
	if f < 0.62 {
		t.Errorf("GAP development: F1 %.3f, want 0.62", f)
	}
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// chainAt returns the entity of the pronoun that starts at a code point; -1 for
// none.
func chainAt(doc *text.Document, start int) int {
	for _, m := range doc.Mentions {
		if m.Kind == text.Pronoun && m.Span.Start == start {
			return m.Entity
		}
	}
	return -1
}

// names reports whether a chain has a mention that is the name at a span, or that
// name with a title or a surname more or less.
func names(doc *text.Document, chain int, at text.Span) bool {
	if chain < 0 {
		return false
	}
	return slices.ContainsFunc(doc.Entities[chain].Mentions, func(i int) bool {
		m := &doc.Mentions[i]
		return m.Span == at || m.Kind == text.Name && (m.Span.Contains(at) || at.Contains(m.Span))
	})
}
