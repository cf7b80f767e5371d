package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Threat and refusal: "Hamas threatened to resume its raids in Israel", "Benin
// refused to hand the men over to Ghana". Whatever the deed, and whether or not a
// relation has a word for it, whomever it would touch is threatened or refused.
func (s *sentence) readIntent(v int) {
	i, ok := intents[s.lemma(v)]
	r := s.x.schema.Relation(i.relation)
	if !ok || r == nil || !s.verbal(v) || s.passive(v) {
		return
	}
	deed := s.child(v, "xcomp")
	if deed < 0 || s.marker(deed, "mark") != "to" {
		return
	}
	var subjects, objects []argument
	for _, t := range s.subjectsOf(v) {
		subjects = append(subjects, s.arguments(t, actor)...)
	}
	for _, f := range s.fillers(deed) {
		if i.slots[f.slot] {
			objects = append(objects, s.touched(f.tok, i.slots)...)
		}
	}
	s.relate(s.findingOf(r, "intent "+s.lemma(v), v, deed), subjects, objects)
}

// intents are the verbs whose infinitive is done, or not done, to somebody, with
// the relation that holds at once and the slots that he stands in. A refusal is to
// whoever asked: "refused to attack Iran" is none to Iran.
var intents = map[string]struct {
	relation string
	slots    map[string]bool
}{
	"threaten": {"threatened", set("obj to against with on in from at for between among")},
	"refuse":   {"rejected", set("to with")},
	"decline":  {"rejected", set("to with")},
}

// Leave: "Turkey will allow the refugees to return". A state, its organs or a named
// person who lets somebody do what he wants gives way to him; things that make
// something possible, "the lens allows doctors to see", give way to nobody.
func (s *sentence) readLeave(v int) {
	r := s.x.schema.Relation("yielded-to")
	if r == nil || !s.verbal(v) || s.lemma(v) != "allow" && s.lemma(v) != "permit" || s.child(v, "xcomp", "ccomp") < 0 {
		return
	}
	var subjects, objects []argument
	for _, f := range s.fillers(v) {
		for _, a := range s.arguments(f.tok, actor) {
			t := s.typeOf(a.mention)
			switch {
			case f.slot == slotSubj && (s.x.schema.IsAny(t, powers) || t == "Person" && s.named(a.mention)):
				subjects = append(subjects, a)
			case (f.slot == slotObj || f.slot == slotThat) && s.x.schema.Is(t, "Agent"):
				objects = append(objects, a)
			}
		}
	}
	s.relate(s.findingOf(r, "leave", v, v), subjects, objects)
}

// powers are the types of those who can forbid.
var powers = []string{"Country", "Government", "Military", "SecurityService", "InternationalOrganization", "ArmedGroup"}

// touched returns those among the arguments of a filler that somebody is: he
// himself, or the party of a deed.
func (s *sentence) touched(tok int, preps map[string]bool) []argument {
	var out []argument
	for _, a := range s.arguments(tok, target) {
		switch t := s.typeOf(a.mention); {
		case s.x.schema.IsAny(t, []string{"Agent", "Country", "City", "Region"}):
			out = append(out, a)
		case s.doc.Mentions[a.mention].Kind == text.Nominal && s.doc.Mentions[a.mention].Sentence == s.n:
			out = append(out, s.partiesOf(s.doc.Mentions[a.mention].Head, preps, a.sure*0.8, 0)...)
		}
	}
	return out
}

// Obligation: "Britain said that Libya must hand over the men". Who says what
// another must do demands it of him.
func (s *sentence) readObligation(v int) {
	r := s.x.schema.Relation("demanded-of")
	k := s.child(v, "nsubj")
	if r == nil || k < 0 || !s.verbal(v) || s.passive(v) || !s.obliged(v, k) {
		return
	}
	st := s.stanceOf(v)
	if st.speaker < 0 || st.question {
		return
	}
	f := s.findingOf(r, "obligation", v, v)
	f.stance = &stance{speaker: -1}
	s.relate(f, []argument{{st.speaker, 0.95}}, s.arguments(s.referent(k), bystander))
}

// obliged reports whether a clause has "must" or the like after its subject.
func (s *sentence) obliged(v, subject int) bool {
	for _, a := range s.tree.Children(v) {
		if s.is(a, "aux") && a > subject && obligations[strings.ToLower(s.toks[a].Form)] {
			return true
		}
	}
	return false
}

var obligations = set("must should ought")

// Purpose of a protest: "marched to demand the resignation of the president",
// "blocked roads, calling for reforms by the government". Whoever is called on is
// protested against.
func (s *sentence) readPurpose(v int) {
	r := s.x.schema.Relation("protested-against")
	up := s.toks[v].Head
	if r == nil || up < 0 || s.passive(v) || !demanding[s.lemma(v)] || !s.is(v, "advcl", "acl", "xcomp") {
		return
	}
	if !s.verbal(up) { // "a strike to demand"
		up = s.toks[up].Head
	}
	if up < 0 || !s.protests(up) {
		return
	}
	var subjects, objects []argument
	for _, t := range s.subjectsOf(up) {
		subjects = append(subjects, s.arguments(t, actor)...)
	}
	preps := set("by from of to for")
	for _, f := range s.fillers(v) {
		if f.slot == slotObj || f.slot == slotThat || preps[f.slot] {
			for _, a := range s.touched(f.tok, preps) {
				// "to demand a state of Silesia": no protest against a place
				if f.slot != slotObj || !s.x.schema.Is(s.typeOf(a.mention), "Place") || s.doc.Mentions[a.mention].Head != f.tok {
					objects = append(objects, a)
				}
			}
		}
	}
	s.relate(s.findingOf(r, "purpose "+s.lemma(v), up, v), subjects, objects)
}

var demanding = set("demand protest call press urge insist denounce oppose condemn")

var joining = set("join organize organise attend end") // verbs that put somebody in a protest

// protests reports whether a verb, alone or with its object, says that somebody
// protests.
func (s *sentence) protests(v int) bool {
	if !s.verbal(v) {
		return false
	}
	for _, p := range s.verbPatterns(v) {
		if p.relation.ID == "protested-against" && (len(p.trigger.Takes) == 0 || s.takes(v, p.trigger.Takes) >= 0) {
			return true
		}
	}
	for _, k := range s.tree.Children(v) {
		if !s.is(k, "obj", "obl") || !lightVerbs[s.lemma(v)] && !joining[s.lemma(v)] {
			continue
		}
		for _, p := range s.nounPatterns(s.x.words.event, k) {
			if p.relation.ID == "protested-against" {
				return true
			}
		}
	}
	return false
}
