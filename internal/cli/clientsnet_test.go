package cli

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// drawn returns how many nodes and edges a format says that it wrote: "54 62".
func drawn(t *testing.T, said string) string {
	t.Helper()
	found := regexp.MustCompile(`([\d,]+) nodes?, ([\d,]+) edges?`).FindStringSubmatch(said)
	if found == nil {
		t.Fatalf("no numbers in %q", said)
	}
	return strings.ReplaceAll(found[1]+" "+found[2], ",", "")
}

// networkx reads the networks. Its versions before 3.2 do not know GEXF 1.3, which is
// an entry of a table there.
const readNetwork = `
import sys, json, networkx as nx
from networkx.readwrite import gexf
name, path = sys.argv[1:3]
if "1.3" not in gexf.GEXF.versions:
    gexf.GEXF.versions["1.3"] = dict(gexf.GEXF.versions["1.2draft"], NS_GEXF="http://gexf.net/1.3", NS_VIZ="http://gexf.net/1.3/viz", VERSION="1.3")
if name == "graphml": g = nx.read_graphml(path)
if name == "gexf": g = nx.read_gexf(path, version="1.3")
if name == "pajek": g = nx.read_pajek(path)
if name == "cytoscape": g = nx.cytoscape_graph(json.load(open(path, encoding="utf-8")))
labels = {"graphml": "label", "gexf": "label", "cytoscape": "name"}.get(name)
names = [n if labels is None else d[labels] for n, d in g.nodes(data=True)]
assert g.is_directed(), "it has no direction"
assert len(set(names)) > 10 and "Taliban" in names, names
if labels:
    assert any(d.get("type") == "ArmedGroup" for _, d in g.nodes(data=True)), "no types"
    assert all(d["evidence"] and d["status"] and float(d["weight"]) >= 1 for _, _, d in g.edges(data=True)), "no evidence"
if name == "gexf":
    assert any(d.get("spells") for _, _, d in g.edges(data=True)), "no dates"
print(g.number_of_nodes(), g.number_of_edges())`

func TestClientNetworkX(t *testing.T) {
	python := client(t, "python3", "-c", "import networkx")
	for _, format := range []string{"graphml", "gexf", "cytoscape"} {
		file, said := exportedSaying(t, format, "--open", "--status", "asserted,reported,possible,denied")
		if got := strings.TrimSpace(check(t, python, "-c", readNetwork, format, file)); got != drawn(t, said) {
			t.Errorf("%s: networkx read %s nodes and edges of %s", format, got, drawn(t, said))
		}
	}
	// An edge without direction is an arc each way in Pajek's form.
	file, said := exportedSaying(t, "pajek", "--relation", "attacked,hostile-to,leader-of,accused,captured")
	if got := strings.TrimSpace(check(t, python, "-c", strings.Replace(readNetwork, "> 10", "> 5", 1), "pajek", file)); got != drawn(t, said) {
		t.Errorf("pajek: networkx read %s nodes and edges of %s", got, drawn(t, said))
	}
}

// cytoscape.js takes the elements as they are.
func TestClientCytoscape(t *testing.T) {
	node := client(t, "node", "-e", `require("cytoscape")`)
	file, said := exportedSaying(t, "cytoscape")
	const program = `
const cy = require("cytoscape")({ headless: true, elements: JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).elements })
if (cy.nodes("[type = 'ArmedGroup']").length === 0) throw new Error("no armed groups")
console.log(cy.nodes().length, cy.edges().length)`
	if got := strings.TrimSpace(check(t, node, "-e", program, file)); got != drawn(t, said) {
		t.Errorf("cytoscape.js read %s nodes and edges of %s", got, drawn(t, said))
	}
}

// Python's csv reads the tables: every edge has its nodes, and no cell is a formula.
func TestClientPythonCSV(t *testing.T) {
	python := client(t, "python3", "-c", "import csv")
	const program = `
import csv, os, sys
def read(name):
    with open(os.path.join(sys.argv[2], name), encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, strict=True))
    for r in rows:
        assert None not in r and None not in r.values(), (name, r)
        assert not any(c[:1] in ("=", "+", "-", "@") for c in r.values()), (name, r)
    return rows
if sys.argv[1] == "gephi-csv":
    nodes, edges = read("nodes.csv"), read("edges.csv")
    ids = {n["Id"] for n in nodes}
    assert len(ids) == len(nodes) and all(e["Source"] in ids and e["Target"] in ids for e in edges)
    assert any(e["Timeset"].startswith("<[2") for e in edges), "no dates"
else:
    nodes, claims = read("entities.csv"), read("claims.csv")
    ids, said = {n["id:ID(Entity)"] for n in nodes}, {c["id:ID(Claim)"] for c in claims}
    edges = read("edges.csv")
    assert all(e[":START_ID(Entity)"] in ids and e[":END_ID(Entity)"] in ids and e["claim"] in said for e in edges)
    assert all(r[":START_ID(Claim)"] in said and r[":END_ID(Entity)"] in ids for r in read("roles.csv"))
    documents = {d["id:ID(Document)"] for d in read("documents.csv")}
    assert all(m[":END_ID(Document)"] in documents for m in read("mentions.csv")) and len(documents) == 3
    edges = claims
print(len(nodes), len(edges))`
	file, said := exportedSaying(t, "gephi-csv", "--open")
	if got := strings.TrimSpace(check(t, python, "-c", program, "gephi-csv", file)); got != drawn(t, said) {
		t.Errorf("gephi-csv: Python read %s nodes and edges of %s", got, drawn(t, said))
	}
	file, said = exportedSaying(t, "neo4j-csv")
	got := strings.Fields(check(t, python, "-c", program, "neo4j-csv", file))
	if !strings.Contains(said, got[0]+" entities, "+got[1]+" claims") {
		t.Errorf("neo4j-csv: Python read %s entities and claims of %s", got, said)
	}
}

// FollowTheMoney's own library knows every schema and property, and what a property
// refers to is of the kind that the model asks for.
func TestClientFollowTheMoney(t *testing.T) {
	node := client(t, "node", "-e", `require("@alephdata/followthemoney")`)
	const program = `
const { Model, defaultModel } = require("@alephdata/followthemoney")
const model = new Model(defaultModel)
const all = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map(line => JSON.parse(line))
const schemata = new Map(all.map(e => [e.id, model.getSchema(e.schema)]))
const links = new Set()
for (const data of all) {
  const schema = model.getSchema(data.schema), entity = model.getEntity(data)
  if (schema.abstract || schema.deprecated) throw new Error(data.schema + " is abstract or out of use")
  if (entity.id !== data.id) throw new Error("the id " + data.id + " did not come back")
  for (const name of schema.required || []) if (!entity.hasProperty(name)) throw new Error("no " + name + ": " + JSON.stringify(data))
  for (const [name, values] of Object.entries(data.properties)) {
    const property = schema.getProperty(name)
    if (property.stub) throw new Error(name + " is the far side of a property")
    for (const value of values) {
      if (property.type.name !== "entity") continue
      links.add(data.schema)
      if (!schemata.has(value)) throw new Error("nothing is called " + value)
      if (!schemata.get(value).isA(property.getRange())) throw new Error(name + " of " + data.schema + " cannot be a " + schemata.get(value).name)
    }
  }
}
console.log(all.length, [...links].sort().join(" "))`
	got := strings.TrimSpace(check(t, node, "-e", program, exported(t, "ftm")))
	for _, want := range []string{"Directorship", "Event", "Membership", "UnknownLink"} {
		if !strings.Contains(got, want) {
			t.Errorf("followthemoney read %s, and no %s", got, want)
		}
	}
}

// Neo4j's own linter finds no mistake in the script. It is slow: it gets the document
// that is made to break scripts.
func TestClientCypher(t *testing.T) {
	node := client(t, "node", "-e", `require("@neo4j-cypher/language-support")`)
	const program = `
const { lintCypherQuery } = require("@neo4j-cypher/language-support")
const text = require("fs").readFileSync(process.argv[1], "utf8")
const wrong = lintCypherQuery(text, {}).diagnostics.filter(d => d.severity === 1)
if (wrong.length > 0) throw new Error(wrong.length + " mistakes: " + JSON.stringify(wrong[0]) + " at " + text.slice(wrong[0].offsets.start, wrong[0].offsets.end))
console.log(lintCypherQuery(text + "MERGE (n:;", {}).diagnostics.filter(d => d.severity === 1).length > 0)`
	if got := strings.TrimSpace(check(t, node, "-e", program, exported(t, "cypher", "--document", `odd "name" & <b>.txt`))); got != "true" {
		t.Errorf("the linter finds no mistake where there is one: %s", got)
	}
}

// The JSON lines are read by Python, as their users do.
func TestClientPythonJSON(t *testing.T) {
	python := client(t, "python3", "-c", "import json")
	const program = `
import json, sys
rows = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
if sys.argv[1] == "ftm":
    ids = {r["id"] for r in rows}
    assert len(ids) == len(rows)
    for r in rows:
        for p in ("subject", "object", "member", "organization", "employee", "employer", "director", "owner", "asset", "involved"):
            assert all(x in ids for x in r["properties"].get(p, [])), r
if sys.argv[1] == "plover":
    assert all(r["source"][0]["actorText"] and r["target"][0]["actorText"] and r["event"].isupper() for r in rows)
print(len(rows))`
	for _, format := range []string{"ftm", "plover"} {
		if got := strings.TrimSpace(check(t, python, "-c", program, format, exported(t, format))); got == "0" {
			t.Errorf("%s: Python read nothing", format)
		}
	}
}

// rapper and rdflib read TriG, Turtle and nanopublications: the same quads as those
// of the N-Quads file, where the format holds them all.
func TestClientRDFText(t *testing.T) {
	quads := number(lines(t, exported(t, "nquads")))
	quads = strings.ReplaceAll(quads, ",", "")
	t.Run("rapper", func(t *testing.T) {
		rapper := client(t, "rapper", "--version")
		for _, format := range []string{"trig", "turtle", "nanopub"} {
			input := strings.Replace(format, "nanopub", "trig", 1)
			said := check(t, rapper, "-i", input, "-c", exported(t, format))
			if strings.Contains(said, "Error") || format == "trig" && !strings.Contains(said, "returned "+quads+" triples") {
				t.Errorf("%s: rapper said of %s quads: %s", format, quads, said)
			}
		}
	})
	t.Run("rdflib", func(t *testing.T) {
		python := client(t, "python3", "-c", "import rdflib")
		const program = `
import sys, rdflib
from rdflib import RDF, Namespace
g = rdflib.ConjunctiveGraph()
g.parse(sys.argv[2], format="turtle" if sys.argv[1] == "turtle" else "trig")
if sys.argv[1] == "nanopub":
    np = Namespace("http://www.nanopub.org/nschema#")
    pubs = list(g.subjects(RDF.type, np.Nanopublication))
    for p in pubs:
        a, s, i = (g.value(p, np[x]) for x in ("hasAssertion", "hasProvenance", "hasPublicationInfo"))
        assert len(g.get_context(a)) and any(g.get_context(s).triples((a, None, None))) and any(g.get_context(i).triples((p, None, None))), p
    print(len(pubs))
else:
    print(len(set(g.quads((None, None, None, None)))))`
		if got := strings.TrimSpace(check(t, python, "-c", program, "trig", exported(t, "trig"))); got != quads {
			t.Errorf("trig: rdflib read %s quads of %s", got, quads)
		}
		if got := strings.TrimSpace(check(t, python, "-c", program, "turtle", exported(t, "turtle"))); got == "0" {
			t.Error("turtle: rdflib read nothing")
		}
		file, said := exportedSaying(t, "nanopub")
		if got := strings.TrimSpace(check(t, python, "-c", program, "nanopub", file)); !strings.Contains(said, " "+got+" claims") {
			t.Errorf("nanopub: rdflib found %s of %s in %s", got, said, filepath.Base(file))
		}
	})
}
