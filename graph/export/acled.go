package export

import (
	"context"
	"io"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

// acledHead are the columns of ACLED's own exports (https://acleddata.com, codebook).
// What no text tells stays empty: codes of countries, co-ordinates, and how many died.
var acledHead = []string{
	"event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
	"actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
	"iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
	"source", "source_scale", "notes", "fatalities", "tags", "timestamp",
}

type acledEvent struct {
	name, disorder string
	subs           []string
}

// acledEvents are ACLED's event types, and the sub-event types that the schema may
// name in their place.
var acledEvents = []acledEvent{
	{"Battles", "Political violence", []string{"Armed clash", "Government regains territory", "Non-state actor overtakes territory"}},
	{"Explosions/Remote violence", "Political violence", []string{
		"Air/drone strike", "Chemical weapon", "Grenade", "Remote explosive/landmine/IED", "Shelling/artillery/missile attack", "Suicide bomb",
	}},
	{"Violence against civilians", "Political violence", []string{"Abduction/forced disappearance", "Attack", "Sexual violence"}},
	{"Protests", "Demonstrations", []string{"Excessive force against protesters", "Peaceful protest", "Protest with intervention"}},
	{"Riots", "Demonstrations", []string{"Mob violence", "Violent demonstration"}},
	{"Strategic developments", "Strategic developments", []string{
		"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
		"Looting/property destruction", "Non-violent transfer of territory", "Other",
	}},
}

// writeACLED writes the claims whose relation is an event of ACLED as its columns.
// What a relation is there, the schema's "maps: {acled: …}" says; "assoc_actor" makes
// allies associates of each other. An event of which the text gives no day has that of
// the document, as its tags say. Violence of one armed group against another is a
// battle, as ACLED has it. What a text only reports has its status in tags; what is
// possible or denied is no event.
func writeACLED(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	a := &acled{v: v, docs: documentsOf(v.Graph), allies: map[string][]string{}}
	a.gatherAllies()
	s := newSheet(w, acledHead...)
	var unreal, other int
	for _, c := range inReadingOrder(v.Graph) {
		event, sub := a.event(c)
		switch {
		case event < 0 || c.Subject == nil || c.Object == nil:
			other++
		case c.Status == graph.Denied || c.Status == graph.Possible || c.Polarity == graph.Negative:
			unreal++
		default:
			a.row(s, c, event, sub)
		}
	}
	noteGuarded(o, s.guarded)
	o.noteLeft(count{unreal, "possible or denied event", "possible or denied events"}, count{other, "claim without an event of ACLED", "claims without an event of ACLED"})
	return s.end()
}

type acled struct {
	v      *view.View
	docs   documents
	allies map[string][]string // names, by the entity's ID
}

const acledAssociate = "assoc_actor"

func (a *acled) gatherAllies() {
	add := func(id, ally string) {
		if !slices.Contains(a.allies[id], ally) {
			a.allies[id] = append(a.allies[id], ally)
			slices.Sort(a.allies[id])
		}
	}
	for i := range a.v.Graph.Claims {
		c := &a.v.Graph.Claims[i]
		if c.HasEdge() && slices.Contains(relationMaps(a.v, c, "acled"), acledAssociate) {
			add(c.Subject.ID, c.Object.Name)
			add(c.Object.ID, c.Subject.Name)
		}
	}
}

// event returns which of acledEvents a claim is, -1 for none, and the sub-event
// type, "" where nothing tells.
func (a *acled) event(c *graph.Claim) (event int, sub string) {
	for _, name := range relationMaps(a.v, c, "acled") {
		for i, e := range acledEvents {
			if e.name == name {
				event = i
			} else if slices.Contains(e.subs, name) {
				event, sub = i, name
			} else {
				continue
			}
			if e.name == "Violence against civilians" && c.Subject != nil && c.Object != nil && a.armed(&c.Subject.Entity) && a.armed(&c.Object.Entity) {
				return 0, "Armed clash"
			}
			return event, sub
		}
	}
	return -1, ""
}

func (a *acled) armed(e *graph.Entity) bool {
	return isA(a.v, e.Type, "ArmedGroup", "Military", "SecurityService")
}

func (a *acled) row(s *sheet, c *graph.Claim, event int, sub string) {
	e := acledEvents[event]
	day, precision := a.docs.day(c)
	year, exact := "", ""
	if day != "" {
		year = day[:4]
	}
	if precision > 0 {
		exact = plain(precision)
	}
	place, country := a.place(c, e.disorder)
	actor2, allies2, inter2, civilians := "", "", "", ""
	if isA(a.v, c.Object.Type, "Country") || !isA(a.v, c.Object.Type, "Place", "Object") {
		actor2, allies2, inter2 = c.Object.Name, joined(a.allies[c.Object.ID]), a.inter(&c.Object.Entity, false)
	}
	if e.name == "Violence against civilians" {
		civilians = "Civilian targeting"
	}
	inter1 := a.inter(&c.Subject.Entity, e.name == "Protests")
	tags := "status=" + string(c.Status)
	if c.Speaker != nil {
		tags += "; said by=" + c.Speaker.Name
	}
	if day != "" && timeOf(c).From == "" {
		tags += "; dated by its document"
	}
	interaction := ""
	if inter1 != "" && inter2 != "" {
		interaction = inter1 + "-" + inter2
	}
	s.text(c.ID).cell(day).cell(year).cell(exact).cell(e.disorder).cell(e.name).cell(sub)
	s.text(c.Subject.Name).text(joined(a.allies[c.Subject.ID])).cell(inter1).text(actor2).text(allies2).cell(inter2).cell(interaction).cell(civilians)
	s.cell("").cell("").text(country).cell("").cell("").cell("").text(place).cell("").cell("").cell("")
	s.text(c.Evidence.Source).cell("").text(c.Evidence.Text).cell("").text(tags).cell("")
	s.line()
}

// inter is ACLED's kind of actor where the type of the entity tells it.
func (a *acled) inter(e *graph.Entity, protests bool) string {
	switch {
	case protests:
		return "Protesters"
	case isA(a.v, e.Type, "Military", "SecurityService", "Government"):
		return "State forces"
	case isA(a.v, e.Type, "People"):
		return "Civilians"
	}
	return ""
}

// place is where the event was, and the country that holds the place, by the
// schema's list of names. Violence against a place is there; a state that something
// was agreed with is a party, and no place.
func (a *acled) place(c *graph.Claim, disorder string) (place, country string) {
	var t string
	switch {
	case c.Place != nil:
		place, t = c.Place.Name, c.Place.Type
	case isA(a.v, c.Object.Type, "Place") && (disorder == "Political violence" || !isA(a.v, c.Object.Type, "Country")):
		place, t = c.Object.Name, c.Object.Type
	}
	if place == "" {
		return "", ""
	}
	for name, steps := place, 0; steps < 8; steps++ { // a schema's file may go in a circle
		if t == "Country" {
			return place, name
		}
		i := slices.IndexFunc(a.v.Schema.Names, func(n *schema.Name) bool { return n.Name == name && n.In != "" && isA(a.v, n.Type, "Place") })
		if i < 0 {
			break
		}
		name = a.v.Schema.Names[i].In
		t = a.typeOf(name)
	}
	return place, ""
}

func (a *acled) typeOf(name string) string {
	for _, n := range a.v.Schema.Names {
		if n.Name == name && isA(a.v, n.Type, "Place") {
			return n.Type
		}
	}
	return ""
}
