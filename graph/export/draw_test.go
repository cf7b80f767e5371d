package export

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestDOT(t *testing.T) {
	facts := []string{
		"Jebel Front|attacked|Port Selim|asserted|3", "Jebel Front|attacked|Port Selim|denied|1", "Jebel Front|opposes|President Oumar Leye|reported|1|Harbour Post",
		"Karesh|borders|Zemara|asserted|1", "Zemara|sanctioned|Jebel Front|possible|2",
	}
	v := view.Of(graphOf(facts), &view.Selection{Statuses: graph.Statuses})
	for i := range v.Edges {
		v.Edges[i].Symmetric = v.Edges[i].Relation == "borders"
	}
	got := written(t, "dot", v, &Options{Title: `The "Delta"`})
	golden := filepath.Join("testdata", "delta.dot")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got), go test -update to accept:\n%s", diff)
	}
}

// dotStatement is a line of ours: nodes with attributes, whose values are words,
// numbers or whole quoted strings, and the legend.
var dotStatement = func() *regexp.Regexp {
	quoted := `"(?:[^"\\]|\\.)*"`
	attributes := ` \[(?:\w+=(?:` + quoted + `|[\w.]+)(?:, )?)+\];`
	return regexp.MustCompile(`^  (?:(?:` + quoted + `(?: -> ` + quoted + `)?|graph|node|edge)` + attributes + `|label=<<TABLE [^\n]*</TABLE>>;)$`)
}()

func TestHostileDOT(t *testing.T) {
	v := everything(hostile())
	lines := strings.Split(string(written(t, "dot", v, &Options{Title: hostileNames[3]})), "\n")
	if lines[0] != "digraph quadrille {" || lines[len(lines)-2] != "}" {
		t.Fatalf("begins %q and ends %q", lines[0], lines[len(lines)-2])
	}
	for _, line := range lines[1 : len(lines)-2] {
		if !dotStatement.MatchString(line) {
			t.Errorf("no statement: %.300q", line)
		}
	}
	// Three for graph, node and edge, one for the legend.
	if got, want := len(lines)-3, len(v.Nodes)+len(v.Edges)+4; got != want {
		t.Errorf("%d statements, want %d", got, want)
	}
}

func TestGraphvizReadsIt(t *testing.T) {
	dot, err := exec.LookPath("dot")
	if err != nil {
		t.Skip("Graphviz is not installed (Debian: graphviz)")
	}
	for name, g := range graphs {
		v := everything(g())
		out, err := exec.Command(dot, "-Tplain", temporary(t, "dot", g())).CombinedOutput()
		nodes, edges := strings.Count("\n"+string(out), "\nnode "), strings.Count(string(out), "\nedge ")
		if err != nil || nodes != len(v.Nodes) || edges != len(v.Edges) || strings.Contains(string(out), "rror") {
			t.Errorf("%s: %v, %d nodes and %d edges, want %d and %d: %.500s", name, err, nodes, edges, len(v.Nodes), len(v.Edges), out)
		}
	}
}

func FuzzDOTText(f *testing.F) {
	for _, s := range hostileNames {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, quoted := range []string{dotText(shown(s, 100)), dotID(s)} {
			if !utf8.ValidString(s) {
				return
			}
			inner := quoted[1 : len(quoted)-1]
			plain := regexp.MustCompile(`\\(.)`).ReplaceAllString(inner, "")
			if strings.ContainsAny(plain, "\"\\\n\r\x00") {
				t.Errorf("%q is quoted as %s", s, quoted)
			}
		}
		for _, r := range shown(s, 100) {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				t.Errorf("%q is shown with %U", s, r)
			}
		}
		if n := utf8.RuneCountInString(shown(s, 100)); n > 100 {
			t.Errorf("%d characters are shown of %q", n, s)
		}
	})
}

// svgGroups reads an SVG and returns its groups' titles and words by class. Any
// element or attribute that a drawing has no need of is an error.
func svgGroups(t *testing.T, data []byte) map[string][]string {
	t.Helper()
	groups := map[string][]string{}
	class, words := "", ""
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return groups
		}
		if err != nil {
			t.Fatalf("the SVG is no XML: %v", err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			if !strings.Contains(" svg rect g title path text ", " "+x.Name.Local+" ") {
				t.Errorf("element %s", x.Name.Local)
			}
			for _, a := range x.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") {
					t.Errorf("attribute %s", a.Name.Local)
				}
				if a.Name.Local == "class" {
					class, words = a.Value, ""
				}
			}
		case xml.CharData:
			words += string(x)
		case xml.EndElement:
			if x.Name.Local == "g" {
				groups[class] = append(groups[class], words)
			}
		}
	}
}

func TestSVG(t *testing.T) {
	v := everything(sample())
	groups := svgGroups(t, written(t, "svg", v, &Options{Title: "The Delta"}))
	if len(groups["node"]) != len(v.Nodes) || len(groups["edge"]) != 2*len(v.Edges) || len(groups["legend"]) != 1 || groups["title"][0] != "The Delta" {
		t.Errorf("%d nodes, %d edges and labels, %d legends, title %q", len(groups["node"]), len(groups["edge"]), len(groups["legend"]), groups["title"])
	}
	all := strings.Join(groups["edge"], "\n")
	for _, want := range []string{"fights ×6", "denied: bombed", "reported by Harbour Post: “Ocean Oil … Reform Party”funded"} {
		if !strings.Contains(all, want) {
			t.Errorf("no edge says %q", want)
		}
	}
	for _, want := range []string{"Person", "Place", "asserted by the text", "denied", "so many claims"} {
		if !strings.Contains(groups["legend"][0], want) {
			t.Errorf("the legend does not say %q: %s", want, groups["legend"][0])
		}
	}
}

func TestHostileSVG(t *testing.T) {
	v := everything(hostile())
	groups := svgGroups(t, written(t, "svg", v, &Options{Title: hostileNames[3]}))
	if len(groups["node"]) != len(v.Nodes) {
		t.Errorf("%d nodes, want %d", len(groups["node"]), len(v.Nodes))
	}
	if !strings.Contains(strings.Join(groups["node"], "\n"), "<script>alert(1)</script>") {
		t.Error("the name with a script is not there to be read")
	}
}

func TestPNG(t *testing.T) {
	v := everything(sample())
	img, err := png.Decode(bytes.NewReader(written(t, "png", v, &Options{Title: "The Delta"})))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[color.RGBA]int{}
	size := img.Bounds().Size()
	for pix := img.(*image.RGBA).Pix; len(pix) > 0; pix = pix[4:] {
		seen[color.RGBA{pix[0], pix[1], pix[2], 255}]++
	}
	for i := range v.Nodes {
		var c color.RGBA
		fmt.Sscanf(styleOf(&v.Nodes[i]).fill, "#%02x%02x%02x", &c.R, &c.G, &c.B)
		c.A = 255
		if seen[c] < 500 {
			t.Errorf("%s: its colour %v fills %d dots", v.Nodes[i].Name, c, seen[c])
		}
	}
	if white := seen[color.RGBA{255, 255, 255, 255}]; white < size.X*size.Y/3 {
		t.Errorf("%d of %d dots are white", white, size.X*size.Y)
	}
}

func TestHostilePNG(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(written(t, "png", everything(hostile()), &Options{Title: hostileNames[17]})))
	if err != nil {
		t.Fatal(err)
	}
	if size := img.Bounds().Size(); size.X > maxDots || size.Y > maxDots {
		t.Errorf("%v dots", size)
	}
}

func TestLargeGraphIsCutAndSaysSo(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var facts []string
	for i := 1; i < 300; i++ {
		facts = append(facts, fmt.Sprintf("E%d|attacked|E%d|asserted|%d", i, rng.IntN(i), 1+rng.IntN(3)))
	}
	v := view.Of(graphOf(facts), nil)
	want := regexp.MustCompile(`^drew the 40 most important of \d+ edges; \d+ entities are left out$`)
	for _, format := range []string{"dot", "svg", "png", "html"} {
		var notes []string
		drawing := string(written(t, format, v, &Options{MaxEdges: 40, Note: func(s string) { notes = append(notes, s) }}))
		if len(notes) != 1 || !want.MatchString(notes[0]) || format != "png" && !strings.Contains(drawing, notes[0]) {
			t.Errorf("%s: notes %q, of which the drawing must say the same", format, notes)
		}
	}
	if dot := string(written(t, "dot", v, &Options{MaxEdges: 40})); strings.Count(dot, " -> ") != 40 {
		t.Errorf("the DOT has %d edges, want 40", strings.Count(dot, " -> "))
	}
}

func TestEmptyDrawing(t *testing.T) {
	for _, format := range []string{"dot", "svg", "png"} {
		if data := written(t, format, view.Of(&graph.Graph{}, nil), nil); len(data) == 0 {
			t.Errorf("%s of nothing is empty", format)
		}
	}
}

func TestShown(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "two\n\n lines\t": "two lines", "a\u200bb\u202ec\ufeffd\x07e": "abcd e", "": "", "12345678901": "123456789…", "１２３": "１２３",
	} {
		if got := shown(in, 10); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}

func TestWrapped(t *testing.T) {
	for in, want := range map[string][]string{
		"General Idris Kont":                   {"General Idris", "Kont"},
		"short":                                {"short"},
		"":                                     {""},
		"a Donaudampfschifffahrtsgesellschaft": {"a", "Donaudampfschi", "fffahrtsgesell", "schaft"},
	} {
		if diff := cmp.Diff(want, wrapped(in, 14)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
}
