package export

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeCypher writes a property graph (property.go) as a script of Cypher, for
// "cypher-shell -f" of Neo4j. It may be run again: what is there already is found by
// its id.
//
//	UNWIND [{id: 'is-k', name: 'IS-K', aliases: ['ISKP'], links: []}, …] AS row
//	MERGE (n:Entity {id: row.id}) SET n:ArmedGroup, n += row;
func writeCypher(_ context.Context, w io.Writer, v *view.View, _ *Options) error {
	c := &cypher{Writer: bufio.NewWriter(w)}
	for _, label := range []string{"Entity", "Document", "Claim"} {
		fmt.Fprintf(c, "CREATE CONSTRAINT quadrille_%s IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE;\n", strings.ToLower(label), label)
	}
	g := v.Graph
	c.entities(g)
	c.documents(g)
	c.claims(g)
	c.mentions(g)
	return c.Flush()
}

// cypher writes statements that take their rows in batches.
type cypher struct {
	*bufio.Writer
	rows int
	does string // what is done with each row of the batch
}

// rowsAtOnce is how many rows a statement has: few enough for one transaction.
const rowsAtOnce = 500

// row adds a row to the statement that does so; another one is begun where it
// does something else, or has enough.
func (c *cypher) row(does, fields string) {
	if c.rows > 0 && (does != c.does || c.rows == rowsAtOnce) {
		c.end()
	}
	if c.rows == 0 {
		c.WriteString("UNWIND [\n")
		c.does = does
	} else {
		c.WriteString(",\n")
	}
	c.WriteString("  {" + fields + "}")
	c.rows++
}

// end ends the statement under way.
func (c *cypher) end() {
	if c.rows > 0 {
		c.WriteString("\n] AS row\n" + c.does + ";\n")
		c.rows = 0
	}
}

func (c *cypher) entities(g *graph.Graph) {
	byType := make([]*graph.Profile, len(g.Entities))
	for i := range g.Entities {
		byType[i] = &g.Entities[i]
	}
	slices.SortStableFunc(byType, func(a, b *graph.Profile) int { return cmp.Compare(nodeType(a.Type), nodeType(b.Type)) })
	for _, p := range byType {
		does := "MERGE (n:Entity {id: row.id}) SET n += row"
		if t := nodeType(p.Type); t != "" {
			does += ", n:`" + t + "`"
		}
		c.row(does, fmt.Sprintf("id: %s, name: %s, aliases: %s, links: %s", cypherText(p.ID), cypherText(p.Name), cypherList(p.Aliases), cypherList(p.Links)))
	}
	c.end()
	for i := range g.Entities {
		for _, id := range g.Entities[i].StandsFor {
			c.row("MATCH (a:Entity {id: row.a}), (b:Entity {id: row.b}) MERGE (a)-[:STANDS_FOR]->(b)", fmt.Sprintf("a: %s, b: %s", cypherText(g.Entities[i].ID), cypherText(id)))
		}
	}
	c.end()
}

func (c *cypher) documents(g *graph.Graph) {
	for i := range g.Documents {
		d := &g.Documents[i]
		c.row("MERGE (n:Document {id: row.id}) SET n += row",
			fmt.Sprintf("id: %s, title: %s, date: %s, author: %s, url: %s, language: %s, sources: %s", cypherText(d.ID), cypherText(d.Title), cypherText(d.Date),
				cypherText(d.Author), cypherText(d.URL), cypherText(d.Language), cypherList(d.Sources)))
	}
	c.end()
}

func (c *cypher) claims(g *graph.Graph) {
	for i := range g.Claims {
		claim := &g.Claims[i]
		fields := []string{"id: " + cypherText(claim.ID)}
		for _, p := range claimProperties {
			value := plain(p.of(claim))
			switch {
			case value == "":
				continue
			case p.kind == words:
				value = cypherText(value)
			case p.kind == real && !strings.Contains(value, "."):
				value += ".0"
			}
			fields = append(fields, "`"+p.name+"`: "+value)
		}
		c.row("MATCH (d:Document {id: row.document}) MERGE (n:Claim {id: row.claim.id}) SET n += row.claim MERGE (n)-[:DERIVED_FROM]->(d)",
			"document: "+cypherText(claim.Evidence.Document)+", claim: {"+strings.Join(fields, ", ")+"}")
	}
	c.end()
	for _, name := range []string{"SUBJECT", "OBJECT", "ATTRIBUTED_TO", "PLACE"} {
		for i := range g.Claims {
			for _, r := range rolesOf(&g.Claims[i]) {
				if r.name == name {
					c.row("MATCH (c:Claim {id: row.claim}), (e:Entity {id: row.entity}) MERGE (c)-[:"+name+"]->(e)",
						fmt.Sprintf("claim: %s, entity: %s", cypherText(r.claim), cypherText(r.entity)))
				}
			}
		}
	}
	c.end()
	for _, claim := range directEdges(g) {
		c.row("MATCH (a:Entity {id: row.a}), (b:Entity {id: row.b}) MERGE (a)-[r:`"+edgeType(*claim.Relation)+"` {claim: row.claim}]->(b) SET r.confidence = row.confidence",
			fmt.Sprintf("a: %s, b: %s, claim: %s, confidence: %s", cypherText(claim.Subject.ID), cypherText(claim.Object.ID), cypherText(claim.ID), plain(claim.Confidence)))
	}
	c.end()
}

func (c *cypher) mentions(g *graph.Graph) {
	for i := range g.Entities {
		for _, m := range g.Entities[i].Mentions {
			c.row("MATCH (e:Entity {id: row.entity}), (d:Document {id: row.document}) MERGE (e)-[m:MENTIONED_IN {start: row.start, `end`: row.`end`}]->(d) SET m.text = row.text",
				fmt.Sprintf("entity: %s, document: %s, start: %d, `end`: %d, text: %s", cypherText(g.Entities[i].ID), cypherText(m.Document), m.Start, m.End, cypherText(m.Text)))
		}
	}
	c.end()
}

// cypherText writes a string literal. Line ends and other control characters, by
// which a shell might take one statement for two, are written by name or number.
func cypherText(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case unwritable(r) || 0x80 <= r && r < 0xa0 || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

func cypherList(members []string) string {
	all := make([]string, len(members))
	for i, m := range members {
		all[i] = cypherText(m)
	}
	return "[" + strings.Join(all, ", ") + "]"
}
