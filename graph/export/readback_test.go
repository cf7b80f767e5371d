package export

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	rdflib "github.com/tggo/goRDFlib"
	rdfgraph "github.com/tggo/goRDFlib/graph"
	rdfstore "github.com/tggo/goRDFlib/store"
	rdfterm "github.com/tggo/goRDFlib/term"
	"github.com/tggo/goRDFlib/trig"
	rdfturtle "github.com/tggo/goRDFlib/turtle"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

// The tests here write a graph, read the file back as its readers do, and compare.

// conflict draws all of a graph by the built-in schema.
func conflict(t *testing.T, g *graph.Graph) *view.View {
	t.Helper()
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	return view.Of(g, &view.Selection{Statuses: graph.Statuses, Open: true, Schema: s})
}

// inXML is what XML makes of a text: it can hold no control characters.
func inXML(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return '\uFFFD'
		}
		return r
	}, s)
}

// rows returns what a network's file should tell, line by line.
func rows(v *view.View, safe func(string) string) (nodes, edges []string) {
	n := newNetwork(v, &Options{})
	for i := range n.nodes {
		row := fmt.Sprintf("%s|%s", n.nodes[i].id, safe(n.nodes[i].Name))
		for _, c := range nodeColumns {
			row += "|" + safe(plain(c.of(&n.nodes[i])))
		}
		nodes = append(nodes, row)
	}
	for i := range n.edges {
		e := &n.edges[i]
		row := fmt.Sprintf("%s|%s|%s|%d", n.nodes[e.from].id, n.nodes[e.to].id, safe(e.Label()), e.Weight())
		for _, c := range edgeColumns {
			row += "|" + safe(plain(c.of(e)))
		}
		edges = append(edges, row)
	}
	return nodes, edges
}

func TestGraphMLReadBack(t *testing.T) {
	type data struct {
		Key  string `xml:"key,attr"`
		Text string `xml:",chardata"`
	}
	type element struct {
		ID     string `xml:"id,attr"`
		Source string `xml:"source,attr"`
		Target string `xml:"target,attr"`
		Data   []data `xml:"data"`
	}
	of := func(e element, key string) string {
		for _, d := range e.Data {
			if d.Key == key {
				return d.Text
			}
		}
		return ""
	}
	for name, g := range graphs {
		var doc struct {
			Nodes []element `xml:"graph>node"`
			Edges []element `xml:"graph>edge"`
		}
		v := everything(g())
		if err := xml.Unmarshal(written(t, "graphml", v, nil), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var nodes, edges []string
		for _, e := range doc.Nodes {
			row := e.ID + "|" + of(e, "n.label")
			for _, c := range nodeColumns {
				row += "|" + of(e, "n."+c.name)
			}
			nodes = append(nodes, row)
		}
		for _, e := range doc.Edges {
			row := e.Source + "|" + e.Target + "|" + of(e, "e.label") + "|" + of(e, "e.weight")
			for _, c := range edgeColumns {
				row += "|" + of(e, "e."+c.name)
			}
			edges = append(edges, row)
		}
		compareRows(t, name, v, inXML, nodes, edges)
	}
}

func compareRows(t *testing.T, name string, v *view.View, safe func(string) string, nodes, edges []string) {
	t.Helper()
	wantNodes, wantEdges := rows(v, safe)
	if diff := cmp.Diff(wantNodes, nodes); diff != "" {
		t.Errorf("%s: nodes (-want +got):\n%s", name, diff)
	}
	if diff := cmp.Diff(wantEdges, edges); diff != "" {
		t.Errorf("%s: edges (-want +got):\n%s", name, diff)
	}
}

func TestGEXFReadBack(t *testing.T) {
	type attribute struct {
		For   string `xml:"for,attr"`
		Value string `xml:"value,attr"`
	}
	type element struct {
		ID     string      `xml:"id,attr"`
		Label  string      `xml:"label,attr"`
		Source string      `xml:"source,attr"`
		Target string      `xml:"target,attr"`
		Kind   string      `xml:"kind,attr"`
		Weight string      `xml:"weight,attr"`
		Values []attribute `xml:"attvalues>attvalue"`
	}
	of := func(e element, key string) string {
		for _, a := range e.Values {
			if a.For == key {
				return a.Value
			}
		}
		return ""
	}
	for name, g := range graphs {
		var doc struct {
			Nodes []element `xml:"graph>nodes>node"`
			Edges []element `xml:"graph>edges>edge"`
		}
		v := everything(g())
		if err := xml.Unmarshal(written(t, "gexf", v, nil), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var nodes, edges []string
		for _, e := range doc.Nodes {
			row := e.ID + "|" + e.Label
			for _, c := range nodeColumns {
				row += "|" + of(e, c.name)
			}
			nodes = append(nodes, row)
		}
		kinds := map[string]bool{}
		for _, e := range doc.Edges {
			if k := e.Source + "|" + e.Target + "|" + e.Kind; kinds[k] {
				t.Errorf("%s: Gephi would merge two edges %s", name, k)
			} else {
				kinds[k] = true
			}
			row := e.Source + "|" + e.Target + "|" + e.Label + "|" + e.Weight
			for _, c := range edgeColumns {
				row += "|" + of(e, c.name)
			}
			edges = append(edges, row)
		}
		compareRows(t, name, v, inXML, nodes, edges)
	}
}

func TestGEXFHasDates(t *testing.T) {
	g := graphOf([]string{"Jebel Front|attacked|Port Selim|asserted|2", "Jebel Front|opposes|Zemara|asserted|1"})
	g.Claims[0].Time = &graph.Time{Text: "in May 2022", From: "2022-05-01", To: "2022-05-31"}
	g.Claims[1].Time = &graph.Time{Text: "since 2023", From: "2023"}
	var notes []string
	got := string(written(t, "gexf", everything(g), &Options{Note: func(s string) { notes = append(notes, s) }}))
	for _, want := range []string{
		`<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">`,
		`<spells><spell start="2022-05-01" end="2022-05-31"/><spell start="2023-01-01"/></spells>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in:\n%s", want, got)
		}
	}
	want := []string{"1 parallel edge folded: the weight of an edge is how many claims it stands for", "there at all times, for want of a date: 1 edge"}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// unzipped returns the files of a format that has several.
func unzipped(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// table reads a CSV file as maps from its heads to the cells, and makes sure that
// no cell would be a formula.
func table(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatalf("%v in:\n%.300s", err, data)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[all[0][i]] = cell
			if _, err := strconv.ParseFloat(cell, 64); err != nil && strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
				t.Errorf("a cell begins as a formula does: %q", cell)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func TestGephiReadBack(t *testing.T) {
	for name, g := range graphs {
		v := everything(g())
		files := unzipped(t, written(t, "gephi-csv", v, nil))
		var nodes, edges []string
		for _, r := range table(t, files["nodes.csv"]) {
			row := r["Id"] + "|" + r["Label"]
			for _, c := range nodeColumns {
				row += "|" + r[c.name]
			}
			nodes = append(nodes, row)
		}
		for _, r := range table(t, files["edges.csv"]) {
			row := r["Source"] + "|" + r["Target"] + "|" + r["Label"] + "|" + r["Weight"]
			for _, c := range edgeColumns {
				row += "|" + r[c.name]
			}
			edges = append(edges, row)
		}
		compareRows(t, name, v, guarded, nodes, edges)
	}
}

func TestCytoscapeReadBack(t *testing.T) {
	for name, g := range graphs {
		var doc struct {
			Elements struct {
				Nodes, Edges []struct{ Data map[string]any }
			}
		}
		v := everything(g())
		if err := json.Unmarshal(written(t, "cytoscape", v, nil), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var nodes, edges []string
		for _, n := range doc.Elements.Nodes {
			n.Data["value"] = n.Data["plain"]
			row := plain(n.Data["id"]) + "|" + plain(n.Data["name"])
			for _, c := range nodeColumns {
				row += "|" + plain(n.Data[c.name])
			}
			nodes = append(nodes, row)
		}
		for _, e := range doc.Elements.Edges {
			row := plain(e.Data["source"]) + "|" + plain(e.Data["target"]) + "|" + plain(e.Data["interaction"]) + "|" + plain(e.Data["weight"])
			for _, c := range edgeColumns {
				row += "|" + plain(e.Data[c.name])
			}
			edges = append(edges, row)
		}
		compareRows(t, name, v, func(s string) string { return s }, nodes, edges)
	}
}

func TestPajek(t *testing.T) {
	g := graphOf([]string{"Jebel Front|attacked|Port Selim|asserted|2", "Karesh|borders|Zemara|reported|1|Paul Vey"})
	g.Entities[0].Name = `Jebel "Front"`
	var notes []string
	got := string(written(t, "pajek", conflict(t, g), &Options{Note: func(s string) { notes = append(notes, s) }}))
	want := `*Network quadrille
*Vertices 4
1 "Jebel 'Front'" 0.0 0.0 box ic Orange bc Black
2 "Karesh" 0.0 0.0 diamond ic Green bc Black
3 "Port Selim" 0.0 0.0 diamond ic Green bc Black
4 "Zemara" 0.0 0.0 diamond ic Green bc Black
*Arcs
1 3 2 l "attacked"
2 4 1 l "borders (reported)"
4 2 1 l "borders (reported)"
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if said := strings.Join(notes, "\n"); !strings.Contains(said, "1 edge without direction written as an arc each way") || !strings.Contains(said, "1 name written with other characters") {
		t.Errorf("notes: %s", said)
	}
}

// TestPajekAndGDFKeepTheirLines makes sure that no name breaks a line or a quotation.
func TestPajekAndGDFKeepTheirLines(t *testing.T) {
	v := everything(hostile())
	quoted := regexp.MustCompile(`"[^"\\\x00-\x1f]*"`)
	for format, want := range map[string]int{"pajek": 3 + len(v.Nodes) + len(v.Edges), "gdf": 2 + len(v.Nodes) + len(v.Edges)} {
		lines := strings.Split(strings.TrimSuffix(string(written(t, format, v, nil)), "\n"), "\n")
		if len(lines) != want {
			t.Errorf("%s: %d lines, want %d", format, len(lines), want)
		}
		names := map[string]bool{}
		for i, line := range lines {
			rest := quoted.ReplaceAllString(line, "")
			if strings.ContainsAny(rest, "\"\\") {
				t.Errorf("%s: quotation marks in %q", format, line)
			}
			if format == "pajek" && i >= 2 && i < 2+len(v.Nodes) {
				if name := quoted.FindString(line); names[name] {
					t.Errorf("two vertices are called %s", name)
				} else {
					names[name] = true
				}
			}
		}
	}
}

func TestGDF(t *testing.T) {
	g := graphOf([]string{"Karesh|borders|Zemara|asserted|1"})
	got := string(written(t, "gdf", conflict(t, g), nil))
	want := `nodedef>name VARCHAR,label VARCHAR,color VARCHAR,type VARCHAR,aliases VARCHAR,links VARCHAR,claims INT,value BOOLEAN
karesh,"Karesh",'0,128,92',"Country","","",1,false
zemara,"Zemara",'0,128,92',"Country","","",1,false
edgedef>node1 VARCHAR,node2 VARCHAR,directed BOOLEAN,label VARCHAR,weight DOUBLE,color VARCHAR,relation VARCHAR,status VARCHAR,negative BOOLEAN,symmetric BOOLEAN,confidence DOUBLE,speakers VARCHAR,from VARCHAR,to VARCHAR,documents VARCHAR,evidence VARCHAR,claim VARCHAR
karesh,zemara,false,"borders",1,'51,51,51',"borders","asserted",false,true,0.9,"","","","sample.txt","Karesh … Zemara","c000"
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNeo4jReadBack(t *testing.T) {
	for name, make := range graphs {
		g := make()
		files := unzipped(t, written(t, "neo4j-csv", everything(g), nil))
		var got, want []string
		for _, r := range table(t, files["claims.csv"]) {
			row := r["id:ID(Claim)"]
			for _, p := range claimProperties {
				row += "|" + r[p.name] + r[p.name+":int"] + r[p.name+":double"]
			}
			got = append(got, row)
		}
		for i := range g.Claims {
			row := g.Claims[i].ID
			for _, p := range claimProperties {
				row += "|" + guarded(plain(p.of(&g.Claims[i])))
			}
			want = append(want, row)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: claims (-want +got):\n%s", name, diff)
		}
		got, want = nil, nil
		for _, r := range table(t, files["entities.csv"]) {
			got = append(got, r["id:ID(Entity)"]+"|"+r["name"])
		}
		edges := 0
		for i := range g.Claims {
			if g.Claims[i].HasEdge() {
				edges++
			}
		}
		for i := range g.Entities {
			want = append(want, guarded(g.Entities[i].ID)+"|"+guarded(g.Entities[i].Name))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: entities (-want +got):\n%s", name, diff)
		}
		if n := len(table(t, files["edges.csv"])); n != edges {
			t.Errorf("%s: %d edges, want one for each of %d asserted claims", name, n, edges)
		}
	}
}

// TestCypherHoldsItsQuotes reads the script as a client splits it: a statement ends
// at a semicolon outside of strings, and what is outside of strings is our own.
func TestCypherHoldsItsQuotes(t *testing.T) {
	ours := regexp.MustCompile("^[\\pL\\pN_ \n{}\\[\\]:,.`()<>=+-]*$")
	for name, make := range graphs {
		g := make()
		texts := map[string]bool{}
		var outside strings.Builder
		script := string(written(t, "cypher", everything(g), nil))
		for i := 0; i < len(script); i++ {
			if script[i] != '\'' {
				outside.WriteByte(script[i])
				continue
			}
			end := i + 1
			for script[end] != '\'' {
				if script[end] == '\n' {
					t.Fatalf("%s: a line ends within a string", name)
				}
				if script[end] == '\\' {
					end++
				}
				end++
			}
			text, err := strconv.Unquote(`"` + strings.NewReplacer(`\'`, `'`, `"`, `\"`).Replace(script[i+1:end]) + `"`)
			if err != nil {
				t.Fatalf("%s: %v in %s", name, err, script[i:end+1])
			}
			texts[text] = true
			i = end
		}
		for _, statement := range strings.Split(outside.String(), ";") {
			if !ours.MatchString(statement) {
				t.Errorf("%s: outside of strings stands %q", name, statement)
			}
		}
		for i := range g.Entities {
			if !texts[g.Entities[i].Name] {
				t.Errorf("%s: %q did not come back", name, g.Entities[i].Name)
			}
		}
		for i := range g.Claims {
			if !texts[g.Claims[i].Evidence.Text] {
				t.Errorf("%s: evidence %q did not come back", name, g.Claims[i].Evidence.Text)
			}
		}
	}
}

func TestCypher(t *testing.T) {
	g := graphOf([]string{"Jebel Front|attacked|Port Selim|asserted|1"})
	got := string(written(t, "cypher", everything(g), nil))
	want := "UNWIND [\n  {a: 'jebel-front', b: 'port-selim', claim: 'c000', confidence: 0.9}\n] AS row\n" +
		"MATCH (a:Entity {id: row.a}), (b:Entity {id: row.b}) MERGE (a)-[r:`ATTACKED` {claim: row.claim}]->(b) SET r.confidence = row.confidence;\n"
	if !strings.Contains(got, want) {
		t.Errorf("no edge in:\n%s", got)
	}
	if want := "MERGE (n:Entity {id: row.id}) SET n += row, n:`ArmedGroup`;"; !strings.Contains(got, want) {
		t.Errorf("no label in:\n%s", got)
	}
}

func TestTurtleReadBack(t *testing.T) {
	for name, g := range graphs {
		parsed := rdflib.NewGraph()
		if err := rdfturtle.Parse(parsed, bytes.NewReader(written(t, "turtle", everything(g()), nil))); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var want []string
		for q := range (graph.Vocabulary{}).Graph(g()) {
			q.Label = nil
			want = append(want, string(AppendNQuad(nil, q)))
		}
		slices.Sort(want)
		if diff := cmp.Diff(slices.Compact(want), triples(parsed)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// triples returns a graph's triples as sorted N-Quads lines.
func triples(g *rdflib.Graph) []string {
	var all []string
	g.Triples(nil, nil, nil)(func(x rdflib.Triple) bool {
		all = append(all, string(AppendNQuad(nil, quad.Quad{Subject: value(x.Subject), Predicate: value(x.Predicate), Object: value(x.Object)})))
		return true
	})
	slices.Sort(all)
	return all
}

// recorder is a store that keeps apart what the library's own mixes: the graphs.
type recorder struct {
	*rdfstore.MemoryStore
	lines []string
}

func (r *recorder) Add(x rdfterm.Triple, context rdfterm.Term) {
	q := quad.Quad{Subject: value(x.Subject), Predicate: value(x.Predicate), Object: value(x.Object)}
	if name, ok := context.(rdflib.URIRef); ok {
		q.Label = quad.IRI(name.Value())
	}
	r.lines = append(r.lines, string(AppendNQuad(nil, q)))
}

// dataset reads TriG into sorted N-Quads lines.
func dataset(t *testing.T, data []byte) []string {
	t.Helper()
	r := &recorder{MemoryStore: rdfstore.NewMemoryStore()}
	if err := trig.ParseDataset(rdfgraph.NewDataset(rdfgraph.WithStore(r)), bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	slices.Sort(r.lines)
	return r.lines
}

func TestTriGIsTheSameQuads(t *testing.T) {
	for name, g := range graphs {
		if diff := cmp.Diff(wanted(g()), dataset(t, written(t, "trig", everything(g()), nil))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestTriG(t *testing.T) {
	g := graphOf([]string{"Jebel Front|attacked|Port Selim|asserted|1"})
	got := string(written(t, "trig", everything(g), nil))
	for _, want := range []string{
		"@prefix id: <https://w3id.org/quadrille/kg/id/> .\n",
		"\nid:jebel-front a q:ArmedGroup ;\n    skos:prefLabel \"Jebel Front\" .\n",
		"\nclaim:c000 {\n  id:jebel-front rel:attacked id:port-selim .\n}\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
}

// TestNanopubs checks what a nanopublication has to be (https://nanopub.net/guidelines),
// and that none states what its text does not.
func TestNanopubs(t *testing.T) {
	const np, schema = "<https://w3id.org/quadrille/kg/np/", "<http://www.nanopub.org/nschema#"
	for name, make := range graphs {
		g := make()
		inGraph := map[string][]string{}
		for _, line := range dataset(t, written(t, "nanopub", everything(g), nil)) {
			label := line[strings.LastIndex(line, " <")+1 : len(line)-3]
			inGraph[label] = append(inGraph[label], line)
		}
		if len(inGraph) != 4*len(g.Claims) {
			t.Errorf("%s: %d graphs for %d claims", name, len(inGraph), len(g.Claims))
		}
		for i := range g.Claims {
			c := &g.Claims[i]
			iri := np + c.ID
			if head := strings.Join(inGraph[iri+"#Head>"], ""); strings.Count(head, "\n") != 4 || !strings.Contains(head, schema+"hasAssertion> "+iri+"#assertion>") {
				t.Errorf("%s: the head of %s is:\n%s", name, c.ID, head)
			}
			says := strings.Join(inGraph[iri+"#assertion>"], "")
			if edge := strings.Contains(says, "/kg/rel/"+escaped(c.RelationOf())+"> <https://w3id.org/quadrille/kg/id/"); edge != c.HasEdge() {
				t.Errorf("%s: the assertion of %s (%s) is:\n%s", name, c.ID, c.Status, says)
			}
			if from := strings.Join(inGraph[iri+"#provenance>"], ""); !strings.Contains(from, iri+"#assertion> <http://www.w3.org/ns/prov#wasDerivedFrom>") {
				t.Errorf("%s: the provenance of %s is:\n%s", name, c.ID, from)
			}
			if info := strings.Join(inGraph[iri+"#pubinfo>"], ""); !strings.Contains(info, iri+"> <https://w3id.org/quadrille/ns#confidence>") {
				t.Errorf("%s: the publication info of %s is:\n%s", name, c.ID, info)
			}
		}
	}
}

func escaped(relation string) string {
	_, name, _ := strings.Cut(string(graph.Vocabulary{}.RelationIRI(relation)), "/rel/")
	return name
}
