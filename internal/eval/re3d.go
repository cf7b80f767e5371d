package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Re3d is re3d, the relations and entities of news and statements on the war in
// Syria and Iraq (Dstl): below its folder lie documents.json, entities.json and
// relations.json, a JSON object a line; offsets count code points. What its
// annotators were less than half sure of is left out, and so are pronouns.
//
// A mention is found exactly, or by any common character, or by that and a type
// that is no other. A relation is found by a claim whose arguments overlap its own,
// in either order, for re3d's is arbitrary; claims that are denied or only possible
// count for nothing.
type Re3d struct {
	docs      []re3dDoc // by file
	mentions  map[string][]re3dEntity
	relations map[string][]re3dRelation
}

type re3dDoc struct {
	ID   string `json:"_id"`
	Text string
}

type re3dEntity struct {
	DocumentID  string
	Begin, End  int
	Type, Value string
	Confidence  float64
}

func (e *re3dEntity) span() text.Span { return text.Span{Start: e.Begin, End: e.End} }

type re3dRelation struct {
	DocumentID             string
	SourceBegin, SourceEnd int
	TargetBegin, TargetEnd int
	Begin, End             int
	Source, Target         string
	Type, Value            string
	Confidence             float64
}

func (r *re3dRelation) source() text.Span { return text.Span{Start: r.SourceBegin, End: r.SourceEnd} }

func (r *re3dRelation) target() text.Span { return text.Span{Start: r.TargetBegin, End: r.TargetEnd} }

// re3dSure is the least confidence of an annotation that counts.
const re3dSure = 0.5

// re3dTypes are the types of mentions that are scored, each with those of ours
// that are right for it.
var re3dTypes = map[string][]string{
	"Organisation": {
		"Organization", "Organisation", "ArmedGroup", "Government", "SecurityService", "Military", "MediaOrganization",
		"PoliticalParty", "Company", "InternationalOrganization", "People", "Agency", "Group",
	},
	"Person":           {"Person"},
	"Location":         {"Place", "Location", "Country", "Region", "City", "Facility", "Building"},
	"Nationality":      {"Nationality", "People"},
	"Weapon":           {"Weapon"},
	"MilitaryPlatform": {"MilitaryPlatform", "Vehicle"},
	"Vehicle":          {"Vehicle", "MilitaryPlatform"},
}

// re3dRelations are its types of relations that are scored, each with the
// relations that say it, in the widest sense. The schema maps each relation to the
// one type that fits it best; the measure is more lenient, and does not change with
// the schema.
var re3dRelations = map[string]string{
	"FightingAgainst": "attacked targeted fights at-war-with killed opposes injured bombed destroyed",
	"AlliesOf":        "allied-with supports cooperates-with assisted supplied trained funded",
	"Dislikes":        "opposes hostile-to condemned accused threatened criticized warned denied sanctioned",
	"Likes":           "supports praised allied-with thanked welcomed assisted",
	"BelongsTo":       "member-of part-of affiliate-of works-for agency-of citizen-of owned-by spokesperson-of",
	"InChargeOf":      "leader-of rules controls commands owns occupied captured founded has-role",
	"CommWith":        "met-with communicated-with negotiated-with warned told discussed-with thanked condemned accused",
	"CoLocated":       "located-in operates-in based-in occurred-at attacked borders near headquartered-in visited capital-of",
	"IsSynonymOf":     "also-known-as same-as has-role leader-of",
	"Apart":           "left fled denied",
}

var pronouns = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields("i you he she it we they me him her us them my your his its our their who which that this these those") {
		set[w] = true
	}
	return set
}()

// LoadRe3d reads the folder, or any below it.
func LoadRe3d(dir string) (*Re3d, error) {
	g := &Re3d{mentions: map[string][]re3dEntity{}, relations: map[string][]re3dRelation{}}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch d.Name() {
		case "documents.json":
			return jsonLines(path, func(doc re3dDoc) { g.docs = append(g.docs, doc) })
		case "entities.json":
			return jsonLines(path, func(e re3dEntity) {
				if e.Confidence >= re3dSure && re3dTypes[e.Type] != nil && !pronouns[strings.ToLower(e.Value)] {
					g.mentions[e.DocumentID] = append(g.mentions[e.DocumentID], e)
				}
			})
		case "relations.json":
			return jsonLines(path, func(r re3dRelation) {
				if r.Confidence >= re3dSure && re3dRelations[r.Type] != "" {
					g.relations[r.DocumentID] = append(g.relations[r.DocumentID], r)
				}
			})
		}
		return nil
	})
	if err == nil && len(g.docs) == 0 {
		err = fmt.Errorf("there is no documents.json in %s", dir)
	}
	return g, err
}

func jsonLines[T any](name string, take func(T)) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return fmt.Errorf("%s: line %d: %w", name, n, err)
		}
		take(v)
	}
	return lines.Err()
}

// Texts returns the documents.
func (g *Re3d) Texts() []Text {
	var texts []Text
	for _, d := range g.docs {
		texts = append(texts, Text{d.ID + ".txt", d.Text})
	}
	return texts
}

// re3dFound is a mention of ours.
type re3dFound struct {
	span text.Span
	kind string
}

// re3dSaid is a claim with the types of relation that it may stand for.
type re3dSaid struct {
	claim           *graph.Claim
	subject, object text.Span
	types           []string
}

// Score compares mentions and relations with the gold of the documents that have
// some.
func (g *Re3d) Score(read *Reading) *Report {
	r := &Report{}
	found := g.found(read)
	docs := slices.Sorted(maps.Keys(g.mentions))
	for _, m := range []struct {
		what string
		same func(re3dFound, *re3dEntity) bool
	}{
		{"mentions exact", func(f re3dFound, e *re3dEntity) bool { return f.span == e.span() }},
		{"mentions overlap", func(f re3dFound, e *re3dEntity) bool { return f.span.Overlaps(e.span()) }},
		{"mentions overlap typed", func(f re3dFound, e *re3dEntity) bool {
			return f.span.Overlaps(e.span()) && slices.Contains(re3dTypes[e.Type], f.kind)
		}},
	} {
		hit, said, right, gold := 0, 0, 0, 0
		for _, d := range docs {
			for f := range found[d] {
				said++
				if slices.ContainsFunc(g.mentions[d], func(e re3dEntity) bool { return m.same(f, &e) }) {
					hit++
				}
			}
			for i := range g.mentions[d] {
				gold++
				for f := range found[d] {
					if m.same(f, &g.mentions[d][i]) {
						right++
						break
					}
				}
			}
		}
		r.Scores = append(r.Scores, full(m.what, hit, said, right, gold))
	}
	g.scoreRelations(read, docs, found, r)
	return r.sorted()
}

// found returns our mentions of scored types by document, each span and type once.
func (g *Re3d) found(read *Reading) map[string]map[re3dFound]bool {
	scored := map[string]bool{}
	for _, ours := range re3dTypes {
		for _, t := range ours {
			scored[t] = true
		}
	}
	found := map[string]map[re3dFound]bool{}
	for i := range read.Entities {
		e := &read.Entities[i]
		if !scored[e.Type] {
			continue
		}
		for _, m := range e.Mentions {
			if pronouns[strings.ToLower(m.Text)] {
				continue
			}
			d := strings.TrimSuffix(m.Source, ".txt")
			if found[d] == nil {
				found[d] = map[re3dFound]bool{}
			}
			found[d][re3dFound{text.Span{Start: m.Start, End: m.End}, e.Type}] = true
		}
	}
	return found
}

func (g *Re3d) said(read *Reading) map[string][]re3dSaid {
	types := map[string][]string{}
	for _, t := range slices.Sorted(maps.Keys(re3dRelations)) {
		for _, rel := range strings.Fields(re3dRelations[t]) {
			types[rel] = append(types[rel], t)
		}
	}
	said := map[string][]re3dSaid{}
	for i := range read.Claims {
		c := &read.Claims[i]
		if c.Status == graph.Denied || c.Status == graph.Possible || c.Object == nil || types[c.RelationOf()] == nil {
			continue
		}
		d := strings.TrimSuffix(c.Evidence.Source, ".txt")
		said[d] = append(said[d], re3dSaid{c, spanOf(c.Subject), spanOf(c.Object), types[*c.Relation]})
	}
	return said
}

func spanOf(a *graph.Argument) text.Span {
	return text.Span{Start: a.Mention.Start, End: a.Mention.End}
}

func (s *re3dSaid) pairs(r *re3dRelation) bool {
	return s.subject.Overlaps(r.source()) && s.object.Overlaps(r.target()) || s.subject.Overlaps(r.target()) && s.object.Overlaps(r.source())
}

func (s *re3dSaid) agrees(r *re3dRelation) bool {
	return slices.Contains(s.types, r.Type) && s.pairs(r)
}

func (g *Re3d) scoreRelations(read *Reading, docs []string, found map[string]map[re3dFound]bool, r *Report) {
	said := g.said(read)
	all := read.bySource()
	per := map[string]*tally{}
	var sum tally
	hit, n := 0, 0
	for _, d := range docs {
		for i := range g.relations[d] {
			rel := &g.relations[d][i]
			if per[rel.Type] == nil {
				per[rel.Type] = &tally{}
			}
			sum.gold++
			per[rel.Type].gold++
			if slices.ContainsFunc(said[d], func(s re3dSaid) bool { return s.agrees(rel) }) {
				sum.right++
				per[rel.Type].right++
				continue
			}
			r.mistake(missedRelation(rel, found[d], all[d+".txt"], d))
		}
		for i := range said[d] {
			s := &said[d][i]
			n++
			if slices.ContainsFunc(g.relations[d], func(rel re3dRelation) bool { return s.agrees(&rel) }) {
				hit++
				continue
			}
			kind := "says " + *s.claim.Relation + ", the gold nothing"
			if j := slices.IndexFunc(g.relations[d], func(rel re3dRelation) bool { return s.pairs(&rel) }); j >= 0 {
				kind = "says " + *s.claim.Relation + " of " + g.relations[d][j].Type
			}
			r.mistake(Mistake{Kind: kind, Cost: s.claim.Confidence, Got: short(s.claim), Text: s.claim.Evidence.Text, Source: d})
		}
	}
	types := slices.Sorted(maps.Keys(per))
	slices.SortStableFunc(types, func(a, b string) int { return per[b].gold - per[a].gold })
	for _, t := range types {
		r.Scores = append(r.Scores, recall(t, per[t].right, per[t].gold))
	}
	r.Scores = append(r.Scores, full("relations", hit, n, sum.right, sum.gold))
}

// missedRelation says what stands in place of a relation that was not found: the
// nearer we were to it, the worse that it is missing.
func missedRelation(rel *re3dRelation, found map[re3dFound]bool, claims []*graph.Claim, source string) Mistake {
	m := Mistake{
		Want: fmt.Sprintf("%s(%s, %s)", rel.Type, rel.Source, rel.Target), Text: rel.Value, Source: source,
		Kind: "missed " + rel.Type + ": a mention is missing", Cost: 0.3,
	}
	mentioned := func(span text.Span) bool {
		for f := range found {
			if f.span.Overlaps(span) {
				return true
			}
		}
		return false
	}
	if mentioned(rel.source()) && mentioned(rel.target()) {
		m.Kind, m.Cost = "missed "+rel.Type+": no claim", 0.6
	}
	for _, c := range claims {
		if c.Object == nil {
			continue
		}
		s := re3dSaid{claim: c, subject: spanOf(c.Subject), object: spanOf(c.Object)}
		if s.pairs(rel) {
			m.Got, m.Cost = short(c), 0.8
			m.Kind = "missed " + rel.Type + ": another relation"
			if c.Relation == nil {
				m.Kind = "missed " + rel.Type + ": an open claim"
			}
			break
		}
	}
	return m
}
