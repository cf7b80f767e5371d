package export

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writePLOVER writes the claims whose relation is an event of PLOVER
// (https://github.com/openeventdata/PLOVER) as JSON, one event a line, with the keys
// of its gold standard records and, after them, what only we know:
//
//	{"id":"5f1c…","date":"2022-09-05","source":[{"actorText":"IS-K","actor":"is-k","type":"ArmedGroup"}],
//	 "target":[{"actorText":"the embassy",…}],"event":"ASSAULT","eventText":"attack","text":"…",
//	 "language":"en","publication":"crocus.txt","status":"asserted","confidence":0.9,…}
//
// What a relation is there, the schema's "maps: {plover: …}" says. What somebody only
// means to do is the word, not the deed: a harm is a THREATEN, a good an AGREE. Where
// the refusal of a good is what is told, that is a REJECT.
func writePLOVER(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	docs := documentsOf(v.Graph)
	var denied, other int
	err := lines(w, func(enc *json.Encoder) error {
		for _, c := range inReadingOrder(v.Graph) {
			names := relationMaps(v, c, "plover")
			if len(names) == 0 || c.Subject == nil || c.Object == nil {
				other++
				continue
			}
			class := ploverClass(names[0], c)
			if class == "" {
				denied++
				continue
			}
			if err := enc.Encode(newPloverEvent(c, class, docs)); err != nil {
				return err
			}
		}
		return nil
	})
	o.noteLeft(count{denied, "denied claim", "denied claims"}, count{other, "claim without an event of PLOVER", "claims without an event of PLOVER"})
	return err
}

type ploverEvent struct {
	ID          string        `json:"id"`
	Date        string        `json:"date,omitempty"`
	Source      []ploverActor `json:"source"`
	Target      []ploverActor `json:"target"`
	Event       string        `json:"event"`
	EventText   string        `json:"eventText"`
	Text        string        `json:"text"`
	Language    string        `json:"language"`
	Publication string        `json:"publication"`

	Location   string  `json:"location,omitempty"`
	Status     string  `json:"status"`
	Speaker    string  `json:"speaker,omitempty"`
	Confidence float64 `json:"confidence"`
	Relation   string  `json:"relation"`
	Document   string  `json:"document"`
	URL        string  `json:"url,omitempty"`
}

type ploverActor struct {
	Text string `json:"actorText"`
	ID   string `json:"actor"`
	Name string `json:"name"`
	Type string `json:"type,omitempty"`
}

// ploverNow are the classes of earlier versions by what they are called now.
var ploverNow = map[string]string{
	"DEMAND": "REQUEST", "CONCEDE": "YIELD", "RETREAT": "YIELD", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE",
}

// The classes that do the target good, and the deeds that harm it.
var (
	ploverHelps = []string{"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"}
	ploverHarms = []string{"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"}
)

// ploverClass returns the class of a claim whose relation has that one; "" where
// there was no event.
func ploverClass(name string, c *graph.Claim) string {
	name = cmp.Or(ploverNow[name], name)
	helps := slices.Contains(ploverHelps, name)
	switch negative := c.Status == graph.Denied || c.Polarity == graph.Negative; {
	case negative && helps:
		return "REJECT"
	case negative:
		return ""
	case c.Status == graph.Possible && helps:
		return "AGREE"
	case c.Status == graph.Possible && slices.Contains(ploverHarms, name):
		return "THREATEN"
	}
	return name
}

func newPloverEvent(c *graph.Claim, class string, docs documents) *ploverEvent {
	day, _ := docs.day(c)
	e := &ploverEvent{
		ID: c.ID, Date: day, Source: []ploverActor{newPloverActor(c.Subject)}, Target: []ploverActor{newPloverActor(c.Object)},
		Event: class, EventText: cmp.Or(c.Open, c.RelationOf()), Text: c.Evidence.Text, Language: "en", Publication: c.Evidence.Source,
		Status: string(c.Status), Confidence: c.Confidence, Relation: c.RelationOf(), Document: c.Evidence.Document,
	}
	if d := docs[c.Evidence.Document]; d != nil {
		e.URL, e.Language = d.URL, cmp.Or(d.Language, e.Language)
	}
	if c.Place != nil {
		e.Location = c.Place.Name
	}
	if c.Speaker != nil {
		e.Speaker = c.Speaker.Name
	}
	return e
}

func newPloverActor(a *graph.Argument) ploverActor {
	return ploverActor{cmp.Or(a.Mention.Text, a.Name), a.ID, a.Name, a.Type}
}
