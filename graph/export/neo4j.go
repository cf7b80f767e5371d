package export

import (
	"io"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// neo4jReadme tells how the tables are taken in: it is one of the files.
const neo4jReadme = `These tables are for neo4j-admin, version 5, into an empty database:

  neo4j-admin database import full neo4j --overwrite-destination \
    --multiline-fields=true --array-delimiter="|" \
    --nodes=entities.csv --nodes=documents.csv --nodes=claims.csv \
    --relationships=edges.csv --relationships=roles.csv \
    --relationships=sources.csv --relationships=mentions.csv \
    --relationships=stands-for.csv

Edges between entities stand for what a text asserts. All claims, also those
that are only reported, possible or denied, are nodes of their own:

  MATCH (a:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b:Entity)
  RETURN a.name, c.relation, b.name, c.status, c.exact
`

// neo4jFiles are the tables of a property graph (property.go) as Neo4j's bulk
// import takes them: the head of each names the type of each column.
func neo4jFiles(v *view.View, o *Options) []File {
	g := v.Graph
	table := func(name string, head []string, rows func(*sheet)) File {
		return File{name, func(w io.Writer) error {
			s := newSheet(w, head...)
			rows(s)
			noteGuarded(o, s.guarded)
			return s.end()
		}}
	}
	return []File{
		{"README.txt", func(w io.Writer) error { _, err := io.WriteString(w, neo4jReadme); return err }},
		table("entities.csv", []string{"id:ID(Entity)", "name", "aliases:string[]", "links:string[]", ":LABEL"}, func(s *sheet) { neo4jEntities(s, g) }),
		table("documents.csv", []string{"id:ID(Document)", "title", "date", "author", "url", "language", "sources:string[]", ":LABEL"}, func(s *sheet) { neo4jDocuments(s, g) }),
		table("claims.csv", neo4jClaimHead(), func(s *sheet) { neo4jClaims(s, g) }),
		table("edges.csv", []string{":START_ID(Entity)", ":END_ID(Entity)", ":TYPE", "claim", "confidence:double"}, func(s *sheet) { neo4jEdges(s, g) }),
		table("roles.csv", []string{":START_ID(Claim)", ":END_ID(Entity)", ":TYPE"}, func(s *sheet) { neo4jRoles(s, g) }),
		table("sources.csv", []string{":START_ID(Claim)", ":END_ID(Document)", ":TYPE"}, func(s *sheet) { neo4jSources(s, g) }),
		table("mentions.csv", []string{":START_ID(Entity)", ":END_ID(Document)", ":TYPE", "start:int", "end:int", "text"}, func(s *sheet) { neo4jMentions(s, g) }),
		table("stands-for.csv", []string{":START_ID(Entity)", ":END_ID(Entity)", ":TYPE"}, func(s *sheet) { neo4jStandsFor(s, g) }),
	}
}

// list writes an array; the mark between its members is in none of them.
func (s *sheet) list(members []string) *sheet {
	safe := make([]string, len(members))
	for i, m := range members {
		safe[i] = strings.ReplaceAll(m, "|", "/")
	}
	return s.text(strings.Join(safe, "|"))
}

func neo4jEntities(s *sheet, g *graph.Graph) {
	for i := range g.Entities {
		p := &g.Entities[i]
		label := "Entity"
		if t := nodeType(p.Type); t != "" {
			label += "|" + t
		}
		s.text(p.ID).text(p.Name).list(p.Aliases).list(p.Links).cell(label).line()
	}
}

func neo4jDocuments(s *sheet, g *graph.Graph) {
	for i := range g.Documents {
		d := &g.Documents[i]
		s.text(d.ID).text(d.Title).text(d.Date).text(d.Author).text(d.URL).text(d.Language).list(d.Sources).cell("Document").line()
	}
}

func neo4jClaimHead() []string {
	head := []string{"id:ID(Claim)"}
	for _, p := range claimProperties {
		name := p.name
		switch p.kind {
		case whole:
			name += ":int"
		case real:
			name += ":double"
		}
		head = append(head, name)
	}
	return append(head, ":LABEL")
}

func neo4jClaims(s *sheet, g *graph.Graph) {
	for i := range g.Claims {
		c := &g.Claims[i]
		s.text(c.ID)
		for _, p := range claimProperties {
			if value := plain(p.of(c)); p.kind == words {
				s.text(value)
			} else {
				s.cell(value)
			}
		}
		s.cell("Claim").line()
	}
}

func neo4jEdges(s *sheet, g *graph.Graph) {
	for _, c := range directEdges(g) {
		s.text(c.Subject.ID).text(c.Object.ID).cell(edgeType(*c.Relation)).text(c.ID).cell(plain(c.Confidence)).line()
	}
}

func neo4jRoles(s *sheet, g *graph.Graph) {
	for i := range g.Claims {
		for _, r := range rolesOf(&g.Claims[i]) {
			s.text(r.claim).text(r.entity).cell(r.name).line()
		}
	}
}

func neo4jSources(s *sheet, g *graph.Graph) {
	for i := range g.Claims {
		s.text(g.Claims[i].ID).text(g.Claims[i].Evidence.Document).cell("DERIVED_FROM").line()
	}
}

func neo4jMentions(s *sheet, g *graph.Graph) {
	for i := range g.Entities {
		for _, m := range g.Entities[i].Mentions {
			s.text(g.Entities[i].ID).text(m.Document).cell("MENTIONED_IN").cell(strconv.Itoa(m.Start)).cell(strconv.Itoa(m.End)).text(m.Text).line()
		}
	}
}

func neo4jStandsFor(s *sheet, g *graph.Graph) {
	for i := range g.Entities {
		for _, id := range g.Entities[i].StandsFor {
			s.text(g.Entities[i].ID).text(id).cell("STANDS_FOR").line()
		}
	}
}
