package cli

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

// The page is tried in a real browser, by testdata/page.js: it clicks, types and
// reads what a person would. Each script there is a test of its own.

// browse runs a check of testdata/page.js on a page, which is written only where
// there is a browser.
func browse(t *testing.T, check string, page func(*testing.T) string) {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds to start")
	}
	node := client(t, "node", "-e", `require("playwright-core")`)
	chromium, err := exec.LookPath(client(t, "chromium", "--version"))
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(node, "testdata/page.js", chromium, check, page(t)).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", check, err, said)
	}
	t.Logf("%s", bytes.TrimSpace(said))
}

// crocus is the page of one sample.
func crocus(t *testing.T) string { return page(t, "--from", "../../testdata/documents/crocus.txt") }

// following is the page of a sample from which something follows.
func following(t *testing.T) string {
	return page(t, "--from", "../../testdata/documents/kerman.txt", "--inferred")
}

// page exports a page.
func page(t *testing.T, flags ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "graph.html")
	var errs bytes.Buffer
	args := append([]string{"export", "-o", file}, flags...)
	if code := Run(context.Background(), &Env{Args: args, Stdin: strings.NewReader(""), Stdout: &errs, Stderr: &errs}); code != Done {
		t.Fatalf("export: code %d: %s", code, errs.String())
	}
	return file
}

func TestClientPageIsClickedAndRead(t *testing.T) { browse(t, "clicks", crocus) }
func TestClientPageFilters(t *testing.T)          { browse(t, "filters", crocus) }
func TestClientPageShowsWhatFollows(t *testing.T) { browse(t, "inferred", following) }
func TestClientPageIsUsedByKeyboard(t *testing.T) { browse(t, "keyboard", crocus) }
func TestClientPageIsListed(t *testing.T)         { browse(t, "lists", crocus) }
func TestClientPageIsDarkOrLight(t *testing.T)    { browse(t, "themes", crocus) }
func TestClientPageIsLinkedInto(t *testing.T)     { browse(t, "address", crocus) }
func TestClientPageIsMoved(t *testing.T)          { browse(t, "moves", crocus) }
func TestClientPageFitsATelephone(t *testing.T)   { browse(t, "phone", crocus) }

func TestClientPageOfHostileDocuments(t *testing.T) {
	browse(t, "hostile", func(t *testing.T) string { return exported(t, "html", "--open") })
}

func TestClientPageOfHostileNames(t *testing.T) {
	browse(t, "hostile", func(t *testing.T) string { return pageOf(t, hostileGraph()) })
}

func TestClientPageOf5000NodesOpensAtOnce(t *testing.T) {
	browse(t, "large", func(t *testing.T) string { return pageOf(t, largeGraph(5000, 10000)) })
}

// pageOf writes a graph as a page that hides what is denied.
func pageOf(t *testing.T, g *graph.Graph) string {
	t.Helper()
	format, _ := export.Find("html")
	conflict, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	v := view.Of(g, &view.Selection{Statuses: graph.Statuses, Open: true, Schema: conflict})
	o := &export.Options{Hidden: []graph.Status{graph.Denied}, Sentence: func(c *graph.Claim) (graph.Mention, error) {
		// The sentence begins a little before the evidence.
		return graph.Mention{Text: "It is said: " + c.Evidence.Text + " So they say.", Start: c.Evidence.Start - 12}, nil
	}}
	var b bytes.Buffer
	if err := format.Write(context.Background(), &b, v, o); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "graph.html")
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// hostileGraph has every name that should break a page as a name, an alias, a
// type, a relation, a source, a date, a speaker and evidence.
func hostileGraph() *graph.Graph {
	names := []string{
		`</script><script>window.broken = 1</script>`, `<img src=x onerror="window.broken = 1">`, `<!-- <script> -->`, `"onload="window.broken=1`, "{{script}}",
		"two\nlines\r\n", "\u202eright to left\u202d", "zero\u200bwidth\ufeff", "\u2028\u2029", "\x00\x07", "שלום עולם", "日本語", "__proto__", "constructor",
		"&lt;b&gt;&#x3c;", "javascript:window.broken=1", strings.Repeat("long ", 2000), strings.Repeat("x", 10000), "a~b~c", "%3Cscript%3E", "#tab=entities", "",
	}
	g := &graph.Graph{Documents: []graph.Document{{ID: "d", Title: names[0], Date: names[1], Sources: []string{names[0]}}}}
	for i, name := range names {
		e := graph.Entity{ID: fmt.Sprintf("%s%02d", name[:min(len(name), 60)], i), Name: name, Type: name, Aliases: []string{name, names[0]}}
		g.Entities = append(g.Entities, graph.Profile{Entity: e, Links: []string{name, "javascript:window.broken=1", "https://example.org/\"onclick=\"x"}})
	}
	for i, name := range names {
		object := g.Entities[(i+1)%len(names)].Entity
		c := graph.Claim{
			ID: fmt.Sprintf("c%02d", i), Subject: &graph.Argument{Entity: g.Entities[i].Entity, Mention: graph.Mention{Start: 100, End: 104}}, Relation: &name, Open: name,
			Object: &graph.Argument{Entity: object, Mention: graph.Mention{Start: 102, End: 110}}, Status: graph.Statuses[i%4], Polarity: graph.Positive,
			Speaker: &object, Place: &graph.Place{ID: object.ID, Name: name}, Time: &graph.Time{Text: name, From: name, To: name}, Confidence: 0.5, Rule: name,
			Evidence: graph.Evidence{Document: "d", Source: names[0], Start: 100, End: 100 + len([]rune(name)), Text: name},
		}
		g.Claims = append(g.Claims, c)
	}
	slices.SortFunc(g.Entities, func(a, b graph.Profile) int { return strings.Compare(a.ID, b.ID) })
	return g
}

// largeGraph is a graph as a researcher's might be: groups of people and places
// around some that much is said of, a few ties between the groups, and dates over
// some years.
func largeGraph(nodes, edges int) *graph.Graph {
	rng := rand.New(rand.NewPCG(11, 17))
	starts := strings.Fields("Al Bar Kor Mor San Tel Vel Zar Nor Kas Dal Fer Gol Har Ist Jun Lam Mer Os Pel Rud Sul Tor Und Var Wes")
	ends := strings.Fields("an ba dek ev gor hal im jar kov land mir nia ov par rat sk tan und vik war za")
	kinds := strings.Fields("Person Person Person Person ArmedGroup Organization Company City City Country Facility Military Attack PoliticalParty Weapon")
	relations := strings.Fields("attacked opposes allied-with located-in leader-of member-of met-with accused supports supplied works-for visited fights killed arrested")
	g := &graph.Graph{}
	for i := range 60 {
		g.Documents = append(g.Documents, graph.Document{ID: fmt.Sprintf("d%02d", i), Title: fmt.Sprintf("Report %d", i+1), Date: fmt.Sprintf("20%02d-%02d-10", 14+i%10, 1+i%12), Sources: []string{fmt.Sprintf("report-%02d.txt", i)}})
	}
	pick := func(words []string) string { return words[rng.IntN(len(words))] }
	for i := range nodes {
		name := pick(starts) + pick(ends)
		if rng.IntN(2) == 0 {
			name += " " + pick(starts) + pick(ends)
		}
		e := graph.Entity{ID: fmt.Sprintf("e%05d", i), Name: name, Type: pick(kinds), Aliases: []string{}}
		g.Entities = append(g.Entities, graph.Profile{Entity: e})
	}
	const group = 60
	// Most ties are within a group, and most of these to the first of it.
	end := func(base int) int {
		f := rng.Float64()
		return min(nodes-1, base+int(group*f*f*f))
	}
	for i := range edges {
		base := i % (nodes / group) * group
		a, b := min(nodes-1, base+rng.IntN(group)), end(base)
		if i < nodes {
			a = i
			b = end(i / group * group)
		} else if rng.IntN(12) == 0 {
			b = end(rng.IntN(nodes/group) * group)
		}
		if a == b {
			b = (a + 1) % nodes
		}
		subject, object, relation := &g.Entities[a].Entity, &g.Entities[b].Entity, pick(relations)
		status := graph.Asserted
		if n := rng.IntN(10); n > 6 {
			status = graph.Statuses[n-6]
		}
		for range 1 + rng.IntN(2)*rng.IntN(3) {
			n := len(g.Claims)
			doc := &g.Documents[rng.IntN(len(g.Documents))]
			words := subject.Name + " " + relation + " " + object.Name
			c := graph.Claim{
				ID: fmt.Sprintf("c%06d", n), Subject: &graph.Argument{Entity: *subject, Mention: graph.Mention{Start: n * 100, End: n*100 + len(subject.Name)}}, Relation: &relation,
				Object: &graph.Argument{Entity: *object, Mention: graph.Mention{Start: n*100 + len(words) - len(object.Name), End: n*100 + len(words)}}, Status: status, Polarity: graph.Positive,
				Confidence: 0.3 + 0.7*rng.Float64(), Extractor: "rule", Rule: "verb",
				Evidence: graph.Evidence{Document: doc.ID, Source: doc.Sources[0], Sentence: n, Start: n * 100, End: n*100 + len(words), Text: words},
			}
			if status == graph.Denied {
				c.Polarity = graph.Negative
			}
			g.Claims = append(g.Claims, c)
		}
	}
	return g
}
