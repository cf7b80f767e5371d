package rule

import (
	"math"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Event: "IS-K attacked the Russian embassy in Kabul in 2022". An edge between two
// holds who did it and to whom; where a deed has three parts or more, of those who
// do it, those it is done to, its place and its time, an entity of the event's own
// keeps them together, beside the direct edges: IS-K participated in it, it has the
// embassy for its target, occurred at Kabul, and on 2022.

// The relations that tie an event to its parts.
const (
	takesPart  = "participated-in" // who does it; of a meeting, all who meet
	hasTarget  = "has-target"
	occurredAt = "occurred-at"
	occurredOn = "occurred-on"
)

// fewestParts is how many parts make an event worth an entity: two are an edge.
const fewestParts = 3

// frameSure is how sure a part is beside the claim that it was read from: it may
// belong to another deed of the same sentence.
const frameSure = 0.95

// frame is one deed of a sentence and the claims that tell of it.
type frame struct {
	deed   int // its token: the verb, or the noun of "carried out an attack on"
	event  *schema.Happening
	claims []int // into sentence.claims
}

// readFrames makes events of the claims found so far.
func (s *sentence) readFrames() {
	for _, f := range s.frames() {
		s.tellParts(&f, s.partsOf(&f))
	}
}

// frames groups the sentence's claims by the deeds that they tell of, in text order.
// What did not happen, or only may, makes no event.
func (s *sentence) frames() []frame {
	var out []frame
	for i := range s.claims {
		c := &s.claims[i]
		if c.Negative || c.Status == text.Possible || c.Object < 0 {
			continue
		}
		event := s.happening(i)
		if event == nil {
			continue
		}
		deed := s.deedOf(i, event.Type)
		n := slices.IndexFunc(out, func(f frame) bool { return f.deed == deed && f.event.Type == event.Type })
		if n < 0 {
			n = len(out)
			out = append(out, frame{deed: deed, event: event})
		}
		out[n].claims = append(out[n].claims, i)
	}
	slices.SortStableFunc(out, func(a, b frame) int { return a.deed - b.deed })
	return out
}

// deedOf returns the token that stands for what claim i tells of. What is done in
// doing it, "attacked the hall, killing forty", is the same deed.
func (s *sentence) deedOf(i int, typ string) int {
	deed := s.deeds[i]
	for depth := 0; depth < deepest; depth++ {
		up := s.toks[deed].Head
		if up < 0 || !s.is(deed, "advcl", "conj") || s.toks[deed].XPOS != "VBG" && !s.is(deed, "conj") || s.child(deed, "nsubj", "nsubj:pass", "mark") >= 0 {
			break
		}
		if !s.tells(up, typ) {
			break
		}
		deed = up
	}
	return deed
}

// tells reports whether a claim tells of an event of a type by token deed.
func (s *sentence) tells(deed int, typ string) bool {
	for i := range s.claims {
		if s.deeds[i] != deed {
			continue
		}
		if event := s.happening(i); event != nil && event.Type == typ {
			return true
		}
	}
	return false
}

// happening returns the event that the relation of claim i tells of; nil for none.
func (s *sentence) happening(i int) *schema.Happening {
	if r := s.x.schema.Relation(s.claims[i].Relation); r != nil {
		return r.Event
	}
	return nil
}

// framePart is one filler of a frame, and the claim that it was read from.
type framePart struct {
	relation string // of the event to it, or of it to the event
	mention  int    // -1 for a time
	from     int    // index of the claim
}

// partsOf lists the parts of a frame, each once: who does it, to whom, where, when.
func (s *sentence) partsOf(f *frame) []framePart {
	var parts []framePart
	add := func(relation string, mention, from int) {
		if !slices.ContainsFunc(parts, func(p framePart) bool {
			return p.relation == relation && s.entity(p.mention) == s.entity(mention)
		}) {
			parts = append(parts, framePart{relation, mention, from})
		}
	}
	for _, i := range f.claims {
		c := &s.claims[i]
		if r := s.x.schema.Relation(c.Relation); r.Symmetric {
			add(takesPart, c.Subject, i)
			add(takesPart, c.Object, i)
			continue
		}
		if !s.x.schema.Is(s.typeOf(c.Subject), "Event") {
			add(takesPart, c.Subject, i)
		}
		add(hasTarget, c.Object, i)
	}
	all := slices.Clone(parts)
	parts = slices.DeleteFunc(parts, func(p framePart) bool { return s.actsThrough(p, all) })
	for _, i := range f.claims {
		if c := &s.claims[i]; c.Place >= 0 {
			add(occurredAt, c.Place, i)
		}
	}
	for _, i := range f.claims {
		if t := s.claims[i].Time; t != nil && days(t) != "" {
			add(occurredOn, -1, i)
			break
		}
	}
	return parts
}

// actsThrough reports whether a part is there only as the owner of another: Moscow,
// of "Moscow's forces". It is one part with them.
func (s *sentence) actsThrough(p framePart, parts []framePart) bool {
	own := s.doc.Mentions[p.mention]
	if own.Sentence != s.n {
		return false
	}
	return slices.ContainsFunc(parts, func(o framePart) bool {
		m := &s.doc.Mentions[o.mention]
		return o.relation == p.relation && m.Sentence == s.n && m.Head != own.Head && s.under(own.Head, m.Head)
	})
}

// tellParts claims the parts of an event, where they are enough.
func (s *sentence) tellParts(f *frame, parts []framePart) {
	if len(parts) < fewestParts || !slices.ContainsFunc(parts, func(p framePart) bool { return p.relation == takesPart || p.relation == hasTarget }) {
		return
	}
	event := s.eventOf(f, parts)
	if event < 0 {
		return
	}
	if !slices.ContainsFunc(parts, func(p framePart) bool { return p.relation == occurredAt }) {
		parts = append(parts, s.siteOf(parts)...)
	}
	for _, p := range parts {
		c := s.claims[p.from]
		c.Relation, c.Rule = p.relation, graph.EventRule+s.lemma(f.deed)
		c.Subject, c.Object = event, p.mention
		switch p.relation {
		case takesPart:
			c.Subject, c.Object = p.mention, event
		case occurredOn:
			c.Value = days(c.Time)
		case occurredAt:
			c.Place = -1
		}
		if s.entity(c.Subject) == s.entity(c.Object) || !s.allows(&c) {
			continue
		}
		c.Confidence = math.Round(c.Confidence*frameSure*100) / 100
		s.add(c, s.anchors[p.from], f.deed)
	}
}

// allows reports whether the schema lets the relation have those arguments.
func (s *sentence) allows(c *text.Claim) bool {
	r := s.x.schema.Relation(c.Relation)
	return r != nil && s.fits(c.Subject, r.From) > 0 && (c.Object < 0 || s.fits(c.Object, r.To) > 0)
}

// siteOf tells where an event was that was done to a place: an attack on Kabul, or
// on a hotel.
func (s *sentence) siteOf(parts []framePart) []framePart {
	for _, p := range parts {
		if p.relation == hasTarget && s.x.schema.IsAny(s.typeOf(p.mention), []string{"City", "Region", "Facility"}) {
			return []framePart{{occurredAt, p.mention, p.from}}
		}
	}
	return nil
}

// eventOf returns the mention that stands for a frame's event: the noun that names
// it, "an attack on the embassy", or one that does it, "the bombing killed ten"; else
// one is made of its verb, and an entity with it.
func (s *sentence) eventOf(f *frame, parts []framePart) int {
	if m := s.at[f.deed]; m >= 0 && s.x.schema.Is(s.typeOf(m), "Event") {
		s.rename(m, f, parts)
		return m
	}
	for _, i := range f.claims {
		if m := s.claims[i].Subject; s.x.schema.Is(s.typeOf(m), "Event") {
			return m
		}
	}
	if s.at[f.deed] >= 0 {
		return -1 // the noun is taken for something else, and that will have its reason
	}
	tok := &s.toks[f.deed]
	m, e := len(s.doc.Mentions), len(s.doc.Entities)
	s.doc.Entities = append(s.doc.Entities, text.Entity{Name: s.eventName(f, parts), Type: f.event.Type, Mentions: []int{m}})
	s.doc.Mentions = append(s.doc.Mentions, text.Mention{
		Sentence: s.n, First: f.deed, End: f.deed + 1, Head: f.deed, Span: tok.Span, Text: s.index.Slice(tok.Span),
		Kind: text.Nominal, Type: f.event.Type, Entity: e,
	})
	s.made = append(s.made, m)
	return m
}
