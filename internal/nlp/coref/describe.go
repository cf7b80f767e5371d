package coref

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// describe finds what a definite description speaks of again: "the group", "the
// suspects", "that country", "the attack". What the text has not spoken of, or
// what says which one it means ("the leader of Hamas"), stays by itself.
func (d *reading) describe(i int) {
	det := d.determiner(i)
	if det == "" || d.value(i) || d.numeral(i) {
		return
	}
	fitting := func(i int) int {
		if d.restricted(i) {
			return -1
		}
		return d.fitting(i, det)
	}
	ways := []func(int) int{d.sameNoun, fitting}
	if anaphoric[d.info[i].lemma] != nil && len(d.modifiers(i)) == 0 {
		// "The group" alone rather takes up what has a name.
		ways = []func(int) int{fitting, d.sameNoun, d.only}
	}
	for _, way := range ways {
		if j := way(i); j >= 0 {
			d.join(j, i)
			return
		}
	}
}

// joinHeadlines joins a headline's "the attack" to the attack that the text goes on
// to name, where it names but one.
func (d *reading) joinHeadlines() {
	for i := range d.info {
		if d.info[i].kind != text.Nominal || !d.doc.Sentences[d.doc.Mentions[i].Sentence].Heading || d.determiner(i) == "" || d.restricted(i) || len(d.modifiers(i)) > 0 {
			continue
		}
		found := -1
		for _, j := range d.nouns[d.info[i].lemma] {
			if j < i || d.info[j].kind != text.Name || d.facts[d.find(i)].named {
				continue
			}
			if found >= 0 && d.find(found) != d.find(j) {
				found = -1
				break
			}
			found = j
		}
		if found >= 0 {
			d.join(i, found)
		}
	}
}

// farthestName is how many mentions back a description looks for the only name it
// can mean: a long article's worth.
const farthestName = 3000

// only finds the one named thing of the text so far that a bare description fits,
// however far back: "the venue" where but one was spoken of.
func (d *reading) only(i int) int {
	if d.restricted(i) || d.plural(i) {
		return -1
	}
	found := -1
	for j := max(0, i-farthestName); j < i; j++ {
		f := &d.facts[d.find(j)]
		if d.info[j].kind != text.Name || !f.named || f.number == many || !d.called(d.info[i].lemma, f.typ) {
			continue
		}
		if found >= 0 && d.find(found) != d.find(j) {
			return -1
		}
		found = j
	}
	return found
}

// determiner returns the definite determiner of a description, lower case; "" for
// none.
func (d *reading) determiner(i int) string {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	k := t.Child(m.Head, "det")
	if k < 0 {
		return ""
	}
	switch w := strings.ToLower(t.Tokens[k].Form); w {
	case "the", "this", "that", "these", "those", "both":
		return w
	}
	return ""
}

// sameNoun finds the last mention with the same head noun whose words hold all
// that this one says: "the attack" after "Friday's deadly Moscow theatre attack".
func (d *reading) sameNoun(i int) int {
	mine := d.modifiers(i)
	for _, j := range slices.Backward(d.nouns[d.info[i].lemma]) {
		if j >= i || d.info[j].kind == text.Adjective || d.doc.Mentions[j].Span.Overlaps(d.doc.Mentions[i].Span) {
			continue
		}
		if d.info[j].kind == text.Name && d.facts[d.find(j)].listed != nil || d.info[j].kind == text.Nominal && d.doc.Mentions[i].Sentence-d.doc.Mentions[j].Sentence > farBack {
			continue
		}
		if d.info[j].kind == text.Name && d.facts[d.find(j)].typ == "Person" || d.plural(i) != d.plural(j) {
			continue
		}
		theirs := d.modifiers(j)
		if covers(theirs, mine) && (!d.restricted(i) || !d.restricted(j)) {
			return j
		}
	}
	return -1
}

// farBack is how many sentences back a description takes up another.
const farBack = 15

// plural reports whether a mention's head is a plural noun.
func (d *reading) plural(i int) bool { return d.facts[i].number == many }

// modifiers are the words of a mention that say which one it is.
func (d *reading) modifiers(i int) map[string]bool {
	m := &d.doc.Mentions[i]
	set := map[string]bool{}
	for k := m.First; k < m.End; k++ {
		tok := &d.doc.Sentences[m.Sentence].Tokens[k]
		switch {
		case k == m.Head:
		case tok.UPOS == "ADJ", tok.UPOS == "NOUN", tok.UPOS == "PROPN", tok.UPOS == "NUM", tok.UPOS == "VERB":
			if !vague[strings.ToLower(tok.Form)] {
				set[strings.ToLower(tok.Form)] = true
			}
		}
	}
	return set
}

// vague words tell nothing apart.
var vague = wordSet("same whole entire very hideous deadly terrible horrific brutal alleged so-called own current recent latest new")

func covers(all, some map[string]bool) bool {
	for w := range some {
		if !all[w] {
			return false
		}
	}
	return true
}

// restricted reports whether a description says which one it means: by a
// complement, a clause, an owner, or the name of a place.
func (d *reading) restricted(i int) bool {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	for _, k := range t.Children(m.Head) {
		switch t.Tokens[k].Deprel {
		case "nmod", "acl", "acl:relcl", "nmod:poss", "appos":
			if k > m.Head || t.Tokens[k].Deprel == "nmod:poss" {
				return true
			}
		}
	}
	for k := m.First; k < m.Head; k++ {
		if t.Tokens[k].UPOS == "PROPN" || d.head[m.Sentence][k] >= 0 && d.info[d.head[m.Sentence][k]].kind == text.Adjective {
			return true
		}
	}
	return false
}

// fitting finds the nearest chain that a bare description of a kind can mean: for
// a group an organisation, for a country a country, for "the president" whoever
// was called so.
func (d *reading) fitting(i int, det string) int {
	lemma := d.info[i].lemma
	if anaphoric[lemma] != nil {
		return d.nearest(i, det, func(j int) bool {
			f := &d.facts[d.find(j)]
			if f.number == many != d.plural(i) || d.plural(i) && f.number == either {
				return false
			}
			return f.named && d.called(lemma, f.typ) || d.info[j].kind == text.Nominal && d.info[j].lemma == lemma
		})
	}
	if assailants[lemma] {
		return d.nearest(i, det, func(j int) bool {
			return assailants[d.info[j].lemma] && d.info[j].kind == text.Nominal && d.plural(i) == d.plural(j)
		})
	}
	if d.is(d.doc.Mentions[i].Type, "Person") && !d.plural(i) {
		return d.titled(i)
	}
	return -1
}

// nearest returns the most prominent mention within some sentences back that
// fits: subjects before the rest of a sentence, names before descriptions.
func (d *reading) nearest(i int, det string, fits func(j int) bool) int {
	here := d.doc.Mentions[i].Sentence
	best, bestScore := -1, 0.0
	for j := i - 1; j >= 0; j-- {
		m := &d.doc.Mentions[j]
		back := here - m.Sentence
		if back > 6 {
			break
		}
		if d.info[j].kind == text.Pronoun && d.find(j) == j || d.info[j].kind == text.Adjective || m.Span.Overlaps(d.doc.Mentions[i].Span) || !fits(j) || d.sameClause(i, j) {
			continue
		}
		score := 10 - 1.5*float64(back) + 0.4*float64(min(d.facts[d.find(j)].size, 5)) + prominence[d.info[j].role]
		if d.facts[d.find(j)].named {
			score++
		}
		if back == 0 {
			score -= 0.5 // a description seldom takes up what its own sentence names
		}
		if d.info[j].lemma == d.info[i].lemma && d.info[j].kind == text.Nominal {
			score += 2
		}
		if det == "that" || det == "this" { // what was named last, not what is most spoken of
			score -= 1.5*float64(back) + 0.4*float64(min(d.facts[d.find(j)].size, 5))
		}
		if d.fronted(j) {
			score += 1.5
		}
		if score > bestScore {
			best, bestScore = j, score
		}
	}
	return best
}

// fronted reports whether mention j opens its sentence before the subject: "In
// Afghanistan, IS-K sees": what the sentence is set in.
func (d *reading) fronted(j int) bool {
	m := &d.doc.Mentions[j]
	return d.info[j].role == oblique && m.First <= 2
}

var prominence = map[role]float64{subject: 2, passive: 1.8, object: 1, oblique: 0.5, owner: 0.3, other: 0}

// sameClause reports whether two mentions are arguments of one word: they are
// different things, or the sentence would have said "itself".
func (d *reading) sameClause(i, j int) bool {
	return d.doc.Mentions[i].Sentence == d.doc.Mentions[j].Sentence && d.info[i].clause >= 0 && d.info[i].clause == d.info[j].clause &&
		d.info[i].role != other && d.info[j].role != other
}

// anaphoric are the nouns that take up a name, and the types of what they take up.
var anaphoric = anaphoricNouns()

func anaphoricNouns() map[string][]string {
	t := map[string][]string{}
	for _, row := range []struct {
		nouns string
		types []string
	}{
		{"group organisation organization movement network", []string{"Organization"}},
		{"militia faction", []string{"ArmedGroup"}},
		{"company firm corporation manufacturer airline bank retailer carmaker", []string{"Company", "Organization"}},
		{"party", []string{"PoliticalParty"}},
		{"agency service bureau", []string{"SecurityService", "Government", "InternationalOrganization", "MediaOrganization"}},
		{"ministry government regime", []string{"Government"}},
		{"army military", []string{"Military"}},
		{"newspaper broadcaster outlet paper magazine channel", []string{"MediaOrganization"}},
		{"country nation state kingdom republic", []string{"Country"}},
		{"region province territory peninsula", []string{"Region"}},
		{"city town capital village", []string{"City"}},
		{"venue hall theatre building embassy hospital airport prison museum mosque church school", []string{"Facility"}},
		{"man woman boy girl", []string{"Person"}},
		{"war conflict", []string{"War"}},
		{"attack assault bombing shooting massacre raid atrocity", []string{"Attack"}},
		{"meeting summit talks conference", []string{"Meeting"}},
		{"election vote", []string{"Election"}},
		{"earthquake storm hurricane flood disaster", []string{"Disaster"}},
	} {
		for n := range strings.FieldsSeq(row.nouns) {
			t[n] = row.types
		}
	}
	return t
}

// assailants are the nouns by which a report of an attack speaks of the same men.
var assailants = wordSet("attacker gunman assailant suspect perpetrator terrorist bomber hijacker man shooter")

// called reports whether a bare noun can take up something of a type. States and
// their organs are no "group" or "movement".
func (d *reading) called(lemma, typ string) bool {
	if !d.is(typ, anaphoric[lemma]...) {
		return false
	}
	switch lemma {
	case "group", "movement", "network":
		return !d.is(typ, "Government", "SecurityService", "Military")
	}
	return true
}

// titled finds the last person who was called by the same office: "the president"
// after "President Vladimir Putin" or "Putin, the president".
func (d *reading) titled(i int) int {
	office := d.info[i].lemma
	for j := i - 1; j >= 0; j-- {
		m := &d.doc.Mentions[j]
		if !d.is(m.Type, "Person") || d.info[j].kind == text.Pronoun {
			continue
		}
		if d.info[j].kind == text.Name && hasWord(strings.TrimSuffix(plain(m.Text), d.info[j].name), office) {
			return j
		}
		if d.info[j].kind == text.Nominal && d.info[j].lemma == office && d.facts[d.find(j)].named {
			return j
		}
	}
	return -1
}

func hasWord(s, word string) bool {
	for w := range strings.FieldsSeq(s) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
