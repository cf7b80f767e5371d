package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// pageOf cuts a page into the title, the data, and the rest, which is the same for
// all graphs.
func pageOf(t *testing.T, data []byte) (title, graph, rest string) {
	t.Helper()
	rest = string(data)
	cut := func(begin, end string) (inner string) {
		from := strings.Index(rest, begin)
		if from < 0 {
			t.Fatalf("the page has no %s", begin)
		}
		from += len(begin)
		length := strings.Index(rest[from:], end)
		inner, rest = rest[from:from+length], rest[:from]+rest[from+length:]
		return inner
	}
	return cut("<title>", "</title>"), cut(`<script type="application/json" id="data">`, "</script>"), rest
}

// pageData is what the script of a page is given.
func pageData(t *testing.T, data []byte) page {
	t.Helper()
	_, encoded, _ := pageOf(t, data)
	var p page
	d := json.NewDecoder(strings.NewReader(encoded))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		t.Fatalf("the page's data: %v", err)
	}
	return p
}

// sentenceOf is the sentence of a claim in a document that does not exist.
func sentenceOf(c *graph.Claim) (graph.Mention, error) {
	return graph.Mention{Text: "Ünd 𝔾: " + c.Evidence.Text + ".", Start: c.Evidence.Start - 7}, nil
}

func TestPageHoldsTheGraph(t *testing.T) {
	v := everything(sample())
	p := pageData(t, written(t, "html", v, &Options{Sentence: sentenceOf, Hidden: []graph.Status{graph.Denied}}))
	if p.Title != "A title" || len(p.Nodes) != len(v.Nodes) || len(p.Edges) != len(v.Edges) {
		t.Errorf("%q with %d nodes and %d edges, want %d and %d", p.Title, len(p.Nodes), len(p.Edges), len(v.Nodes), len(v.Edges))
	}
	i := slices.IndexFunc(p.Edges, func(e pageEdge) bool { return p.Nodes[e.From].Name == "Zemara" && e.Relation == "supplied" })
	if i < 0 {
		t.Fatal("Zemara supplied nobody")
	}
	e := p.Edges[i]
	if p.Nodes[e.To].ID != "jebel-front" || p.Lines[e.Line].Name != "reported" || len(e.Claims) != 3 || e.Claims[0].Speaker.Name != "Office of State Security" {
		t.Errorf("the edge is %+v", e)
	}
	s := p.Sentences[e.Claims[0].Sentence]
	if s.Text != "Ünd 𝔾: Zemara … Jebel Front." || p.Documents[s.Document].Source != "sample.txt" || p.Documents[s.Document].Date != "2024-03-26" {
		t.Errorf("its sentence is %+v of %+v", s, p.Documents[s.Document])
	}
	for _, l := range p.Lines {
		if l.Hidden != (l.Name == "denied") {
			t.Errorf("%s is hidden at first: %v", l.Name, l.Hidden)
		}
	}
}

func TestPageMarksTheWords(t *testing.T) {
	g := graphOf([]string{"Zemara|condemned|Palace|asserted|1"})
	c := &g.Claims[0]
	c.Evidence.Start, c.Evidence.End = 107, 107+len([]rune(c.Evidence.Text))
	c.Subject.Mention = graph.Mention{Start: 107, End: 113}
	c.Object.Mention = graph.Mention{Start: 116, End: 122}
	p := pageData(t, written(t, "html", everything(g), &Options{Sentence: sentenceOf}))
	claim := p.Edges[0].Claims[0]
	// A script counts in UTF-16, of which 𝔾 takes two.
	units := utf16.Encode([]rune(p.Sentences[claim.Sentence].Text))
	got := ""
	for i := 0; i < len(claim.Marks); i += 2 {
		words := string(utf16.Decode(units[:claim.Marks[i]]))
		units = units[claim.Marks[i]:]
		got += fmt.Sprintf("%d<%s>", claim.Marks[i+1], words)
	}
	if want := "0<Ünd 𝔾: >3<Zemara>1< … >5<Palace>0<.>"; got != want || len(units) != 0 {
		t.Errorf("marked %s, want %s", got, want)
	}
}

// A page without a title is called by what it quotes, not by what the entities that it
// has are mentioned in besides.
func TestPageIsCalledByWhatItQuotes(t *testing.T) {
	g := graphOf([]string{"Zemara|condemned|Palace|asserted|1"})
	g.Documents = append(g.Documents, graph.Document{ID: "d2", Title: "Another"})
	if title := pageData(t, written(t, "html", everything(g), &Options{Sentence: sentenceOf})).Title; title != "A title" {
		t.Errorf("the page is called %q", title)
	}
}

// What a person decided of a claim stands on its card.
func TestPageTellsWhatWasDecided(t *testing.T) {
	g := graphOf([]string{"Zemara|condemned|Palace|asserted|1", "Palace|supplied|Zemara|asserted|1"})
	g.Claims[0].Decided = &graph.Decided{Verdict: graph.Accepted, Status: graph.Reported, Confidence: 0.74, Because: "I was there"}
	v := everything(g)
	for format, want := range map[string]string{
		"nanopub": `q:because "I was there"`, "nquads": `ns#decided> "accepted"`, "cypher": "`decided`: 'accepted', `because`: 'I was there'", "jsonl": `"verdict":"accepted"`,
	} {
		if data := string(written(t, format, v, nil)); !strings.Contains(data, want) {
			t.Errorf("%s says nothing of what was decided: %s", format, data)
		}
	}
	p := pageData(t, written(t, "html", v, &Options{Sentence: sentenceOf}))
	decided := map[string]string{}
	for _, e := range p.Edges {
		decided[e.Relation] = e.Claims[0].Decided
	}
	if got, want := decided["condemned"], "accepted by a person, read as reported, 0.74, because: I was there"; got != want {
		t.Errorf("the card of the claim that was accepted says %q, want %q", got, want)
	}
	if got := decided["supplied"]; got != "" {
		t.Errorf("the card of a claim of which nothing was decided says %q", got)
	}
}

func TestPageCutsASentenceWithoutEnd(t *testing.T) {
	g := graphOf([]string{"Zemara|condemned|Palace|asserted|1"})
	c := &g.Claims[0]
	text := strings.Repeat("word ", 2000) + "Zemara … Palace" + strings.Repeat(" word", 2000)
	c.Evidence.Start, c.Evidence.End = 10000, 10015
	c.Subject.Mention = graph.Mention{Start: 10000, End: 10006}
	sentence := func(*graph.Claim) (graph.Mention, error) { return graph.Mention{Text: text}, nil }
	p := pageData(t, written(t, "html", everything(g), &Options{Sentence: sentence}))
	s := p.Sentences[p.Edges[0].Claims[0].Sentence].Text
	if len(s) > 1300 || !strings.Contains(s, "word Zemara … Palace word") {
		t.Errorf("%d characters are kept: %.80s…", len(s), s)
	}
	if marks := p.Edges[0].Claims[0].Marks; s[marks[0]:marks[0]+marks[2]] != "Zemara" {
		t.Errorf("%q is marked", s[marks[0]:marks[0]+marks[2]])
	}
}

func TestPageRunsNothingOfADocument(t *testing.T) {
	v := everything(hostile())
	data := written(t, "html", v, &Options{Title: hostileNames[3], Sentence: sentenceOf})
	title, encoded, rest := pageOf(t, data)
	if title != "&lt;script&gt;alert(1)&lt;/script&gt;" {
		t.Errorf("the title is %q", title)
	}
	// Where there is no "<", a browser finds neither an element nor an end of the data.
	if i := strings.IndexAny(encoded, "<>&\u2028\u2029"); i >= 0 {
		t.Errorf("the data hold what a browser may take for their end: %.80s", encoded[i:])
	}
	if _, _, harmless := pageOf(t, written(t, "html", everything(sample()), nil)); rest != harmless {
		t.Error("what a document says stands outside of title and data")
	}
	if p := pageData(t, data); len(p.Nodes) != len(v.Nodes) || len(p.Edges) != len(v.Edges) {
		t.Errorf("%d nodes and %d edges, want %d and %d", len(p.Nodes), len(p.Edges), len(v.Nodes), len(v.Edges))
	}
}

func TestPageAllowsItsOwnScriptAlone(t *testing.T) {
	_, _, rest := pageOf(t, written(t, "html", everything(sample()), nil))
	p := pageParts()
	for _, want := range []string{"<script>" + p.script + "</script>", "<style>" + p.style + "</style>", `<meta http-equiv="Content-Security-Policy" content="` + p.policy + `">`} {
		if strings.Count(rest, want) != 1 {
			t.Errorf("the page has not %.60s… once", want)
		}
	}
	if strings.Count(rest, "<script") != 2 || strings.Count(rest, "<style") != 1 {
		t.Error("there is another script or style sheet in the page")
	}
	for _, want := range []string{
		"default-src 'none'", "script-src '" + hashed(p.script) + "'", "style-src '" + hashed(p.style) + "'",
		"base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'",
	} {
		if !strings.Contains(p.policy, want) {
			t.Errorf("the policy does not say %q: %s", want, p.policy)
		}
	}
	if found := regexp.MustCompile(`unsafe|http|\*`).FindString(p.policy); found != "" {
		t.Errorf("the policy allows %s", found)
	}
}

// A page's script makes elements, never markup, and loads nothing.
func TestPageScriptMakesNoMarkup(t *testing.T) {
	p := pageParts()
	never := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|\bfetch\(|XMLHttpRequest|WebSocket|import\(|\.src\b|setAttribute\("(on|style)|createContextualFragment|DOMParser`)
	if found := never.FindString(p.script); found != "" {
		t.Errorf("the script uses %s", found)
	}
	if found := regexp.MustCompile(`(?i)url\(|@import|</style|expression\(`).FindString(p.style); found != "" {
		t.Errorf("the style sheet uses %s", found)
	}
	if found := regexp.MustCompile(`(?i)</script|<!--`).FindString(p.script); found != "" {
		t.Errorf("%s would end the script", found)
	}
	entries, err := pageFiles.ReadDir("html")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".js"); ok && !slices.Contains(pageScripts, name) {
			t.Errorf("%s is no part of the page's script: add it to pageScripts", e.Name())
		}
	}
}

func TestPageIsTheSameEveryTime(t *testing.T) {
	a := written(t, "html", everything(sample()), &Options{Sentence: sentenceOf})
	if b := written(t, "html", everything(sample()), &Options{Sentence: sentenceOf}); string(a) != string(b) {
		t.Error("the same graph gives two pages")
	}
}

func TestPageSaysWhatItLeavesOut(t *testing.T) {
	var facts []string
	for i := 1; i < 100; i++ {
		facts = append(facts, fmt.Sprintf("E%d|attacked|E%d|asserted|1", i, i/3))
	}
	g := graphOf(facts)
	open := g.Claims[0]
	open.ID, open.Relation, open.Open = "open", nil, "look at"
	g.Claims = append(g.Claims, open)
	var notes []string
	o := &Options{MaxEdges: 30, Note: func(s string) { notes = append(notes, s) }}
	p := pageData(t, written(t, "html", view.Of(g, nil), o))
	if len(p.Edges) != 30 || len(p.Notes) != 1 || !slices.Equal(p.Notes, notes) || !strings.HasPrefix(notes[0], "drew the 30 most important of 99 edges") {
		t.Errorf("%d edges, and the page says %q, the command %q", len(p.Edges), p.Notes, notes)
	}
	p = pageData(t, written(t, "html", view.Of(g, nil), nil))
	if len(p.Notes) != 1 || !strings.HasPrefix(p.Notes[0], "1 more claim uses words") {
		t.Errorf("the page says %q of an open claim", p.Notes)
	}
}

func TestPageWithoutASentenceIsNotWritten(t *testing.T) {
	lost := errors.New("the document is gone")
	f, _ := Find("html")
	err := f.Write(t.Context(), io.Discard, everything(sample()), &Options{Sentence: func(*graph.Claim) (graph.Mention, error) { return graph.Mention{}, lost }})
	if !errors.Is(err, lost) {
		t.Errorf("err = %v", err)
	}
}

func TestEmptyPage(t *testing.T) {
	p := pageData(t, written(t, "html", view.Of(&graph.Graph{}, nil), nil))
	if len(p.Nodes) != 0 || p.Title != "A graph" {
		t.Errorf("of nothing: %+v", p)
	}
}

func FuzzPage(f *testing.F) {
	for _, name := range hostileNames {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		g := graphOf([]string{"a|attacked|b|reported|1"})
		c := &g.Claims[0]
		c.Subject.Name, c.Subject.ID, c.Evidence.Text, c.Evidence.Source, c.Rule, c.Open = name, name, name, name, name, name
		c.Evidence.End = c.Evidence.Start + len([]rune(name))
		c.Object = nil
		c.Value, c.Relation = name, nil
		data := written(t, "html", everything(g), &Options{Title: name})
		p := pageData(t, data)
		for _, e := range p.Edges {
			for _, c := range e.Claims {
				sum := 0
				for i := 0; i < len(c.Marks); i += 2 {
					sum += c.Marks[i]
				}
				if units := utf16.Encode([]rune(p.Sentences[c.Sentence].Text)); sum != len(units) {
					t.Errorf("%q is marked in %d of %d units", name, sum, len(units))
				}
			}
		}
	})
}

func TestPageShowsWhatFollows(t *testing.T) {
	with, without := inferredView(t)
	p := pageData(t, written(t, "html", with, nil))
	if len(p.Edges) != len(without.Edges)+len(with.Inferred) {
		t.Errorf("%d edges, want %d that are read and %d that follow", len(p.Edges), len(without.Edges), len(with.Inferred))
	}
	i := slices.IndexFunc(p.Edges, func(e pageEdge) bool {
		return e.Inferred != "" && p.Nodes[e.From].Name == "Old Customs House" && p.Nodes[e.To].Name == "Delta"
	})
	if i < 0 {
		t.Fatal("that the house lies in the Delta is not in the page")
	}
	e := p.Edges[i]
	if e.Inferred != "transitive" || p.Lines[e.Line].Name != "inferred" || len(e.Claims) != 2 || e.Claims[1].Says != "Port Selim located in Delta" {
		t.Errorf("the edge is %+v, its line %+v", e, p.Lines[e.Line])
	}
}
