package rule

import "github.com/quadrille-kg/quadrille/internal/text"

// Seat: "Baykar, a company in Istanbul", "InstaDeep, a London firm", "Pfizer, a group
// with its headquarters in New York". A description of a firm that names a place
// names its seat.
func (s *sentence) readSeat(n int) {
	if s.toks[n].XPOS != "NN" || !s.is(n, "appos") && s.child(n, "cop") < 0 || s.at[n] < 0 || !s.firm(s.typeOfToken(n)) {
		return
	}
	r := s.x.schema.Relation("based-in")
	if r == nil {
		return
	}
	var places []argument
	for _, k := range s.tree.Children(n) {
		switch m := s.marker(k, "case"); {
		case s.is(k, "nmod") && m == "in" || s.is(k, "compound", "nmod:desc") && s.typeOfToken(k) == "City":
			places = append(places, s.seats(k)...)
		case s.is(k, "nmod") && m == "with" && seated[s.lemma(k)]:
			for _, in := range s.tree.Children(k) {
				if s.is(in, "nmod") && s.marker(in, "case") == "in" {
					places = append(places, s.seats(in)...)
				}
			}
		}
	}
	if len(places) == 0 {
		return
	}
	for _, b := range s.bearers(n) {
		if s.doc.Mentions[b.mention].Kind != text.Nominal && s.firm(s.typeOf(b.mention)) {
			f := s.findingOf(r, "seat", b.anchor, n)
			f.open, f.stance, f.base = "be based in", b.stance, 0.82
			s.relate(f, []argument{b.argument}, places)
		}
	}
}

// seated are the nouns for where a firm has its seat.
var seated = set("headquarters headquarter seat base office")

// firm reports whether a type is of those that have a seat, not of those that are
// where they fight or rule.
func (s *sentence) firm(t string) bool {
	return s.x.schema.Is(t, "Organization") && !s.x.schema.IsAny(t, []string{"ArmedGroup", "Military", "Government", "SecurityService", "PoliticalParty", "InternationalOrganization"})
}

// seats returns the place that a token names, none where it is no place with a name.
func (s *sentence) seats(k int) []argument {
	m := s.at[k]
	if m < 0 || s.doc.Mentions[m].Kind != text.Name || !s.x.schema.IsAny(s.typeOf(m), []string{"City", "Region", "Country"}) && s.typeOf(m) != "Place" {
		return nil
	}
	return []argument{{m, 1}}
}

// Move: "Ann Berg moved to Bonn in 1990", "the firm relocated to Riga". People live
// where they move to; firms have their seat there. Soldiers only come.
func (s *sentence) readMove(v int) {
	if w := s.lemma(v); w != "move" && w != "relocate" || !s.verbal(v) || s.child(v, "obj", "xcomp") >= 0 || s.passive(v) {
		return
	}
	for _, k := range s.tree.Children(v) {
		if !s.is(k, "obl") || s.marker(k, "case") != "to" {
			continue
		}
		place := s.seats(k)
		if place == nil {
			continue
		}
		for _, t := range s.subjectsOf(v) {
			for _, a := range s.plain(t) {
				id := ""
				switch typ := s.typeOf(a.mention); {
				case s.x.schema.Is(typ, "Person") && s.named(a.mention):
					id = "lives-in"
				case s.firm(typ):
					id = "based-in"
				}
				if r := s.x.schema.Relation(id); r != nil {
					f := s.findingOf(r, "move", v, k)
					f.open, f.base = "move to", 0.82
					s.relate(f, []argument{a}, place)
				}
			}
		}
	}
}

// Premises: "Sony's offices in Tokyo", "its factory in Riga". Whoever has such a thing
// in a place is active there.
func (s *sentence) readPremises(n int) {
	if !premises[s.lemma(n)] {
		return
	}
	owner, r := s.child(n, "nmod:poss"), s.x.schema.Relation("operates-in")
	if owner < 0 || r == nil {
		return
	}
	for _, k := range s.tree.Children(n) {
		if s.is(k, "nmod") && s.marker(k, "case") == "in" {
			f := s.findingOf(r, "premises", n, k)
			f.open, f.base, f.stance = "have "+s.lemma(n)+" in", 0.8, &stance{speaker: -1}
			s.relate(f, s.plain(s.referent(owner)), s.seats(k))
		}
	}
}

var premises = set("office factory plant laboratory branch base mine refinery shipyard mill workshop studio")
