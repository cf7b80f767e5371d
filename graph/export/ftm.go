package export

import (
	"cmp"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeFTM writes entities and claims as entities of FollowTheMoney
// (https://followthemoney.tech), as JSON, one a line:
//
//	{"id":"is-k","schema":"Organization","properties":{"name":["IS-K"],"alias":["ISKP"]}}
//	{"id":"5f1c…","schema":"UnknownLink","properties":{"subject":["is-k"],"object":["taliban"],"role":["opposes"],"status":["asserted"],"summary":["…"]}}
//
// What an entity type or a relation is there, the schema's "maps: {ftm: …}" says. A
// claim that its text does not assert is an UnknownLink, whatever its relation, with
// its status; one that is denied is left out.
func writeFTM(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	f := &ftm{v: v, docs: documentsOf(v.Graph), things: map[string]*ftmEntity{}, schemaOf: map[string]string{}}
	f.addThings()
	for i := range v.Graph.Claims {
		f.addClaim(&v.Graph.Claims[i])
	}
	o.noteLeft(
		count{f.untyped, "entity of types that FollowTheMoney has not", "entities of types that FollowTheMoney has not"},
		count{f.denied, "denied claim", "denied claims"},
		count{f.loose, "claim without an entity of FollowTheMoney at both ends", "claims without an entity of FollowTheMoney at both ends"},
	)
	return lines(w, func(enc *json.Encoder) error {
		for i := range v.Graph.Entities {
			if e := f.things[v.Graph.Entities[i].ID]; e != nil {
				if err := enc.Encode(e); err != nil {
					return err
				}
			}
		}
		for _, e := range f.links {
			if err := enc.Encode(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// ftmEntity is one line; encoding/json writes its properties by name.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// add adds a value of a property, each once; "" is none.
func (e *ftmEntity) add(property, value string) {
	if value = strings.TrimSpace(value); value != "" && !slices.Contains(e.Properties[property], value) {
		e.Properties[property] = append(e.Properties[property], value)
	}
}

// ftmKinds are the schemata in use for things, and what each is a kind of.
var ftmKinds = map[string][]string{
	"Person":       {"Person", "LegalEntity", "Thing"},
	"Organization": {"Organization", "LegalEntity", "Thing"},
	"PublicBody":   {"PublicBody", "Organization", "LegalEntity", "Thing"},
	"Company":      {"Company", "Organization", "LegalEntity", "Asset", "Thing"},
	"LegalEntity":  {"LegalEntity", "Thing"},
	"Address":      {"Address", "Thing"},
	"Asset":        {"Asset", "Thing"},
	"Vehicle":      {"Vehicle", "Asset", "Thing"},
	"Event":        {"Event", "Thing"},
}

// ftmLink is a schema that ties two things.
type ftmLink struct {
	name           string
	source, target string // properties
	from, to       string // what may stand there
	role           string // property for the relation
}

var ftmLinks = []ftmLink{
	{"UnknownLink", "subject", "object", "Thing", "Thing", "role"},
	{"Membership", "member", "organization", "LegalEntity", "Organization", "role"},
	{"Employment", "employee", "employer", "Person", "Organization", "role"},
	{"Directorship", "director", "organization", "LegalEntity", "Organization", "role"},
	{"Ownership", "owner", "asset", "LegalEntity", "Asset", "role"},
	{"Representation", "agent", "client", "LegalEntity", "LegalEntity", "role"},
	{"Family", "person", "relative", "Person", "Person", "relationship"},
}

type ftm struct {
	v        *view.View
	docs     documents
	things   map[string]*ftmEntity // by the graph's IDs
	schemaOf map[string]string
	links    []*ftmEntity

	untyped, denied, loose int
}

func (f *ftm) addThings() {
	for i := range f.v.Graph.Entities {
		p := &f.v.Graph.Entities[i]
		schema := f.kindOf(p.Type)
		if schema == "" {
			f.untyped++
			continue
		}
		e := &ftmEntity{ftmID(p.ID), schema, map[string][]string{}}
		e.add("name", p.Name)
		if e.Properties["name"] == nil {
			e.add("name", p.ID)
		}
		if schema == "Address" {
			e.add("full", p.Name)
		}
		for _, a := range p.Aliases {
			e.add("alias", a)
		}
		for _, l := range p.Links {
			if id, ok := strings.CutPrefix(l, "wikidata:"); ok {
				e.add("wikidataId", id)
			} else if strings.HasPrefix(l, "https://") || strings.HasPrefix(l, "http://") {
				e.add("sourceUrl", l)
			}
		}
		f.things[p.ID], f.schemaOf[p.ID] = e, schema
	}
}

// kindOf returns the schema of the nearest of a type and its ancestors that is
// mapped to one we know, "" for none.
func (f *ftm) kindOf(t string) string {
	for _, name := range mapped(f.v, t, "ftm") {
		if ftmKinds[name] != nil {
			return name
		}
	}
	return ""
}

func (f *ftm) is(id, kind string) bool {
	return f.things[id] != nil && slices.Contains(ftmKinds[f.schemaOf[id]], kind)
}

func (f *ftm) addClaim(c *graph.Claim) {
	if c.Status == graph.Denied || c.Polarity == graph.Negative {
		f.denied++
		return
	}
	if c.Subject == nil || f.things[c.Subject.ID] == nil {
		f.loose++
		return
	}
	says := relationMaps(f.v, c, "ftm")
	if c.Status == graph.Asserted && len(says) > 0 && f.addFact(c, says[0]) {
		return
	}
	if c.Object == nil || f.things[c.Object.ID] == nil {
		f.loose++
		return
	}
	f.addLink(c, &ftmLinks[0], false)
}

// addFact writes an asserted claim as what its relation is mapped to; it reports
// false where subject and object do not fit there. What is mapped is the name of a
// link, a property of one that the subject fills ("Ownership.asset": it is owned), a
// property of an event, or a property of the subject itself.
func (f *ftm) addFact(c *graph.Claim, says string) bool {
	schema, property, _ := strings.Cut(says, ".")
	switch {
	case says == "alias":
		f.things[c.Subject.ID].add("alias", objectName(c))
		return objectName(c) != ""
	case says == "Position":
		if f.is(c.Subject.ID, "Person") && c.Value != "" {
			f.things[c.Subject.ID].add("position", c.Value)
			return true
		}
		return false
	case schema == "Event":
		return f.addEvent(c, property)
	}
	i := slices.IndexFunc(ftmLinks, func(l ftmLink) bool { return l.name == schema })
	if i < 0 || c.Object == nil {
		return false
	}
	l := &ftmLinks[i]
	turned := property == l.target && property != ""
	source, target := c.Subject.ID, c.Object.ID
	if turned {
		source, target = target, source
	}
	if !f.is(source, l.from) || !f.is(target, l.to) {
		return false
	}
	f.addLink(c, l, turned)
	return true
}

func objectName(c *graph.Claim) string {
	if c.Object != nil && !c.Renames() {
		return c.Object.Name
	}
	return c.Value
}

// addEvent writes what is said of an event into it, and makes one of what two
// parties do.
func (f *ftm) addEvent(c *graph.Claim, property string) bool {
	switch {
	case property == "location" && f.is(c.Subject.ID, "Event") && c.Object != nil:
		f.things[c.Subject.ID].add("location", c.Object.Name)
		return true
	case property == "involved" && f.is(c.Subject.ID, "Event") && c.Object != nil: // who suffered it
		switch {
		case f.is(c.Object.ID, "LegalEntity"):
			f.things[c.Subject.ID].add(property, ftmID(c.Object.ID))
		case f.is(c.Object.ID, "Address"):
			f.things[c.Subject.ID].add("location", c.Object.Name)
		default:
			return false
		}
		return true
	case property == "date" && f.is(c.Subject.ID, "Event"):
		day := isDay(timeOf(c).From)
		f.things[c.Subject.ID].add("date", day)
		return day != ""
	case property != "involved" && property != "organizer" || c.Object == nil || !f.is(c.Subject.ID, "LegalEntity"):
		return false
	case f.is(c.Object.ID, "Event"):
		f.things[c.Object.ID].add(property, ftmID(c.Subject.ID))
		f.evidence(f.things[c.Object.ID], c)
		return true
	case property == "organizer":
		return false
	}
	e := &ftmEntity{ftmID(c.ID), "Event", map[string][]string{}}
	e.add("name", c.Subject.Name+" "+strings.ReplaceAll(c.RelationOf(), "-", " ")+" "+c.Object.Name)
	e.add(property, ftmID(c.Subject.ID))
	switch {
	case f.is(c.Object.ID, "LegalEntity"):
		e.add(property, ftmID(c.Object.ID))
	case f.is(c.Object.ID, "Address"):
		e.add("location", c.Object.Name)
	}
	if c.Place != nil {
		e.add("location", c.Place.Name)
	}
	f.evidence(e, c)
	f.links = append(f.links, e)
	return true
}

// addLink writes a claim as a link; turned has the subject as its target.
func (f *ftm) addLink(c *graph.Claim, l *ftmLink, turned bool) {
	source, target := c.Subject.ID, c.Object.ID
	if turned {
		source, target = target, source
	}
	e := &ftmEntity{ftmID(c.ID), l.name, map[string][]string{}}
	e.add(l.source, ftmID(source))
	e.add(l.target, ftmID(target))
	e.add(l.role, strings.ReplaceAll(cmp.Or(c.RelationOf(), c.Open), "-", " "))
	if l.role == "role" {
		status := string(c.Status)
		if c.Speaker != nil {
			status += " by " + c.Speaker.Name
		}
		e.add("status", status)
	}
	f.evidence(e, c)
	f.links = append(f.links, e)
}

// evidence adds the words, where they stand, and when.
func (f *ftm) evidence(e *ftmEntity, c *graph.Claim) {
	e.add("summary", c.Evidence.Text)
	e.add("publisher", c.Evidence.Source)
	if d := f.docs[c.Evidence.Document]; d != nil {
		e.add("sourceUrl", webAddress(d.URL))
	}
	e.add("recordId", c.ID)
	t := timeOf(c)
	if from, to := isDay(t.From), isDay(t.To); from != "" && from == to {
		e.add("date", from)
	} else {
		e.add("startDate", from)
		e.add("endDate", to)
	}
}

var ftmPlain = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?$`)

// ftmID is an entity's or a claim's ID, or a hash of it where the format does not
// take it.
func ftmID(id string) string {
	if ftmPlain.MatchString(id) && len(id) <= 200 {
		return id
	}
	sum := sha1.Sum([]byte(id))
	return "q-" + hex.EncodeToString(sum[:])
}
