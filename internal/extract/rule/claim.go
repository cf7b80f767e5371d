package rule

import (
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// finding is what a construction saw: a pattern, the fillers of its slots, and
// the token whose clause decides status, time and place.
type finding struct {
	pattern *pattern // nil for an open claim
	rule    string   // "verb attack"
	open    string   // normalised words
	anchor  int      // predicate of the clause
	words   []int    // tokens that say it, for the evidence
	base    float64  // confidence before doubts
	// stance, when not nil, is used in place of the anchor's own.
	stance *stance
}

// relate makes a claim of every pair of subject and object that the relation
// allows, and reports whether there was one.
func (s *sentence) relate(f *finding, subjects, objects []argument) bool {
	r := f.pattern.relation
	found := false
	subjects, objects = s.rebound(subjects, r.From, objects), s.rebound(objects, r.To, subjects)
	objects = s.withParties(f, objects)
	subjects, objects = s.statesmen(subjects, r.From), s.statesmen(objects, r.To)
	s.scene(f, subjects, objects)
	subjects = s.strikers(r.ID, subjects)
	for _, a := range subjects {
		for _, b := range objects {
			fit := s.fits(a.mention, r.From) * s.fits(b.mention, r.To)
			if fit == 0 || s.entity(a.mention) == s.entity(b.mention) || r.ID == "leader-of" && s.single(b.mention) {
				continue
			}
			s.claim(f, r.ID, a.mention, b.mention, "", a.sure*b.sure*fit)
			found = true
		}
	}
	return found
}

// single reports whether a mention is of one person. Somebody leads several: "his chief
// of staff" is at the head of his staff, not of him.
func (s *sentence) single(m int) bool {
	x := &s.doc.Mentions[m]
	if !s.x.schema.Is(s.typeOf(m), "Person") {
		return false
	}
	return x.Sentence != s.n || s.toks[x.Head].XPOS != "NNS" && s.toks[x.Head].XPOS != "NNPS"
}

// findingOf is what a construction saw that says a relation of the schema by itself,
// without one of its triggers.
func (s *sentence) findingOf(r *schema.Relation, rule string, anchor, word int) *finding {
	return &finding{pattern: &pattern{relation: r, trigger: &schema.Trigger{}}, rule: rule, open: s.particles(anchor), anchor: anchor, words: []int{word}, base: 0.75}
}

func contains(list []string, w string) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}

// claim records one claim. Subject and object are mentions; object is -1 where
// value says the rest.
func (s *sentence) claim(f *finding, relation string, subject, object int, val string, sure float64) {
	st := f.stance
	if st == nil {
		own := s.stanceOf(f.anchor)
		st = &own
	}
	if st.question || s.empty(subject) || s.empty(object) || value(s.typeOf(subject)) || object >= 0 && value(s.typeOf(object)) {
		return
	}
	status, negative := st.status(), st.negative
	if f.pattern != nil && f.pattern.trigger.Status != "" {
		status = weaker(status, text.Status(f.pattern.trigger.Status))
		negative = negative || status == text.Denied
	}
	speaker := st.speaker
	if speaker >= 0 && s.entity(speaker) == s.entity(subject) && relation == "claimed-responsibility-for" {
		speaker = -1
	}
	when := s.timeOf(f.anchor, f.words)
	where := -1
	if f.rule != "title" { // a president is one wherever he is received
		where = s.placeOf(f.anchor, subject, object)
	}
	c := text.Claim{
		Sentence: s.n, Subject: subject, Relation: relation, Open: f.open, Object: object, Value: val,
		Status: status, Negative: negative, Speaker: speaker, Place: where,
		Confidence: s.confidence(f, subject, object, sure), Extractor: Name, Rule: f.rule, Head: f.anchor,
	}
	if when != nil {
		t := when.Time
		c.Time = &t
	}
	c.Span = s.evidence(f, &c, st, when)
	s.add(c, f.anchor, f.deed())
}

// add keeps a claim, the predicate that it hangs on, and the token that names what it
// tells of.
func (s *sentence) add(c text.Claim, anchor, deed int) {
	s.claims, s.anchors, s.deeds = append(s.claims, c), append(s.anchors, anchor), append(s.deeds, deed)
}

// deed is the token that names what the finding tells of: "attack" of "carried out an
// attack".
func (f *finding) deed() int {
	if strings.HasPrefix(f.rule, "event ") && len(f.words) > 0 {
		return f.words[0]
	}
	return f.anchor
}

// empty reports whether a mention says nothing: a pronoun of a chain that has
// neither name nor description.
func (s *sentence) empty(m int) bool {
	if m >= 0 && (s.elliptic(m) || s.doc.Mentions[m].Kind == text.Nominal && strings.HasPrefix(s.words(m), "whose ") && !s.named(m)) {
		return true // "whose members include Canada": the body has been named
	}
	if m < 0 || s.doc.Mentions[m].Kind != text.Pronoun {
		return false
	}
	e := s.entity(m)
	if e < 0 || e >= len(s.doc.Entities) {
		return true
	}
	for _, o := range s.doc.Entities[e].Mentions {
		if s.doc.Mentions[o].Kind != text.Pronoun {
			return false
		}
	}
	return true
}

// elliptic reports whether a description leaves out what it is of: "the first", "the
// other", "the best", "part".
func (s *sentence) elliptic(m int) bool {
	x := &s.doc.Mentions[m]
	if x.Kind != text.Nominal || x.Sentence != s.n || s.named(m) || x.Head >= len(s.toks) {
		return false
	}
	if x.First < len(s.toks) && s.lemma(x.First) == "no" && s.is(x.First, "det") {
		return true // "no two languages"
	}
	switch w := s.lemma(x.Head); w {
	case "first", "second", "third", "last", "other", "another", "best", "worst", "latter", "former", "rest", "one", "same":
		return x.Head == x.End-1 && s.toks[x.Head].UPOS != "PROPN"
	case "part":
		return s.child(x.Head, "nmod", "nmod:poss", "amod", "compound") < 0
	}
	return false
}

// told reports whether a relation of the schema ties two chains through the
// predicate p already.
func (s *sentence) told(p, a, b int) bool {
	for i, c := range s.claims {
		if c.Relation == "" || s.anchors[i] != p || c.Object < 0 {
			continue
		}
		if s.alikeWords(c.Subject, a) && s.alikeWords(c.Object, b) || s.alikeWords(c.Subject, b) && s.alikeWords(c.Object, a) {
			return true
		}
	}
	return false
}

// alikeWords reports whether two mentions speak of one thing: by their chain, or,
// as "Beijing" of the city and of its state, by standing on the same words.
func (s *sentence) alikeWords(a, b int) bool {
	return s.entity(a) == s.entity(b) || s.doc.Mentions[a].Span == s.doc.Mentions[b].Span
}

// weaker returns the lesser of two statuses.
func weaker(a, b text.Status) text.Status {
	order := map[text.Status]int{text.Asserted: 0, text.Reported: 1, text.Possible: 2, text.Denied: 3}
	if order[b] > order[a] {
		return b
	}
	return a
}

// confidence multiplies what the construction is worth by how sure the arguments
// are and by the parser's doubts about the arcs that were read, rounded to two
// decimals: more would pretend.
func (s *sentence) confidence(f *finding, subject, object int, sure float64) float64 {
	c := f.base * sure
	weakest := float32(1)
	for _, m := range []int{subject, object} {
		if m < 0 {
			continue
		}
		x := &s.doc.Mentions[m]
		switch {
		case x.Kind == text.Pronoun:
			c *= 0.85
		case !s.named(m):
			c *= 0.9
		}
		if x.Sentence == s.n && s.toks[x.Head].ArcScore > 0 {
			weakest = min(weakest, s.toks[x.Head].ArcScore)
		}
	}
	c *= 0.7 + 0.3*float64(weakest)
	return math.Round(min(c, 0.99)*100) / 100
}

// evidence is the span from the first to the last word that the claim rests on.
func (s *sentence) evidence(f *finding, c *text.Claim, st *stance, when *text.TimeExpr) text.Span {
	var span text.Span
	started := false
	add := func(x text.Span) {
		if !started {
			span, started = x, true
			return
		}
		span = span.Cover(x)
	}
	for _, t := range append(append([]int{f.anchor}, f.words...), st.cues...) {
		add(s.toks[t].Span)
	}
	for _, m := range []int{c.Subject, c.Object, c.Place, c.Speaker} {
		if m >= 0 && s.doc.Mentions[m].Sentence == s.n {
			add(s.doc.Mentions[m].Span)
		}
	}
	if when != nil {
		add(when.Span)
	}
	return span
}

// ownerless are relations to a thing itself, never to the country whose it is: who shot
// down a Russian helicopter has not destroyed Russia.
var ownerless = set("destroyed captured occupied")

// steady are relations that bodies have as themselves, not through their hands: a unit
// of the navy has its base where the navy has not.
var steady = set("based-in founded leader-of commands owns part-owner-of acquired subsidiary-of affiliate-of")

// part is how an argument of the pattern takes part where it would as otherwise.
func (p *pattern) part(as part) part {
	if p.relation != nil && steady[p.relation.ID] {
		return bystander
	}
	return as
}

// fill sorts fillers into the two roles of a pattern, in text order.
func (s *sentence) fill(p *pattern, fs []filler) (subjects, objects []argument) {
	sort.SliceStable(fs, func(i, j int) bool { return fs[i].tok < fs[j].tok })
	seen := map[[2]int]bool{}
	for _, f := range fs {
		role, ok := p.slots[f.slot]
		if !ok {
			continue
		}
		var args []argument
		if f.slot == slotDemonym {
			if m := s.demonymAt(f.tok); m >= 0 {
				args = []argument{{m, 0.95}}
			}
		} else {
			as := actor
			if role == schema.Object && (p.relation == nil || !p.relation.Symmetric) {
				as = target
			}
			args = s.arguments(f.tok, p.part(as))
			if p.relation != nil && ownerless[p.relation.ID] {
				args = slices.DeleteFunc(args, func(a argument) bool {
					return s.typeOf(a.mention) == "Country" && s.doc.Mentions[a.mention].Kind == text.Adjective
				})
			}
		}
		for _, a := range args {
			side := 0
			if role == schema.Object {
				side = 1
			}
			if seen[[2]int{side, a.mention}] {
				continue
			}
			seen[[2]int{side, a.mention}] = true
			if side == 0 {
				subjects = append(subjects, a)
			} else {
				objects = append(objects, a)
			}
		}
	}
	return subjects, objects
}
