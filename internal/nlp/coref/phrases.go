package coref

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// joinAppositions joins what the sentence sets side by side as one: "the FSB,
// Russia's internal security service", "the jihadist group IS-K", "the republic of
// Tajikistan", "IS-K is an abbreviation of Islamic State-Khorasan".
func (d *reading) joinAppositions() {
	for i := range d.info {
		m := &d.doc.Mentions[i]
		toks := d.doc.Sentences[m.Sentence].Tokens
		switch tok := &toks[m.Head]; {
		case tok.Deprel == "appos" && tok.Head >= 0:
			if j := d.headed(m.Sentence, tok.Head); j >= 0 {
				d.apposed(j, i)
			}
		case (tok.Deprel == "nmod" || tok.Deprel == "nmod:desc" || tok.Deprel == "flat" || tok.Deprel == "compound") && m.Kind == text.Name:
			d.ofPlace(i)
		}
		if m.Kind == text.Name {
			d.describedBefore(i)
			d.groupNamed(i)
		}
		if m.Kind == text.Adjective {
			d.stateOf(i)
		}
		d.sideBySide(i)
		d.abbreviation(i)
	}
}

// headed returns the mention with that head in a sentence, or -1.
func (d *reading) headed(sentence, token int) int {
	if token < 0 || token >= len(d.head[sentence]) {
		return -1
	}
	return d.head[sentence][token]
}

// apposed joins an apposition, if the two can be one: their types agree, one of
// them at least is no name ("Kabul, Afghanistan" is two), and neither counts a
// part ("Mirzoyev, one of the suspects").
func (d *reading) apposed(i, j int) {
	a, b := &d.doc.Mentions[i], &d.doc.Mentions[j]
	if a.Kind == text.Pronoun || b.Kind == text.Pronoun || a.Kind == text.Adjective || b.Kind == text.Adjective {
		return
	}
	if a.Kind == text.Name && b.Kind == text.Name && !(acronym(d.info[i].name) && spells(letters(d.info[i].name), d.info[j].words)) &&
		!(acronym(d.info[j].name) && spells(letters(d.info[j].name), d.info[i].words)) {
		return
	}
	for k := a.End; k < b.First; k++ {
		if u := d.trees[a.Sentence].Tokens[k].UPOS; u == "VERB" || u == "AUX" {
			return // no parser's apposition goes over a verb
		}
	}
	if d.numeral(i) || d.numeral(j) || d.value(i) || d.value(j) || sayingNames[d.info[i].lemma] || sayingNames[d.info[j].lemma] || !d.agree(i, j) {
		return
	}
	d.join(i, j)
}

// agree reports whether two mentions' types and numbers let one describe the
// other. A plural of persons may be a group: "the country's rulers, the Taliban".
func (d *reading) agree(i, j int) bool {
	a, b := d.facts[d.find(i)], d.facts[d.find(j)]
	if a.number != b.number && a.number != either && b.number != either {
		return false
	}
	x, y := d.doc.Mentions[i].Type, d.doc.Mentions[j].Type
	if d.is(x, "Organization") && d.is(y, "Organization") && (a.named && b.number == many || b.named && a.number == many) {
		return false // "special services, notably the FSB"
	}
	if d.is(x, "Person") != d.is(y, "Person") {
		group := d.is(x, "Organization", "People") || d.is(y, "Organization", "People")
		named := a.named && x == "Concept" || b.named && y == "Concept" // a name of which nothing is known
		return group && (a.number == many || b.number == many) || named
	}
	return d.alike(x, y) && (d.sortOf(i) == d.sortOf(j) || d.sortOf(i) == 0 || d.sortOf(j) == 0)
}

// sideBySide joins a name and a description parted by a comma or dash alone, with
// another after them, whatever the tree makes of it: parsers are weak here. "the
// FSB, Russia's internal security service, says"; "its ally, President Assad,".
func (d *reading) sideBySide(i int) {
	a := &d.doc.Mentions[i]
	toks := d.doc.Sentences[a.Sentence].Tokens
	end := a.End
	if end < len(toks) && toks[end].Form == ")" {
		end++ // "the Rapid Support Forces (RSF), a paramilitary force"
	}
	if end+1 >= len(toks) || !parting(toks[end].Form) || a.Kind != text.Name && a.Kind != text.Nominal {
		return
	}
	start := end + 1
	if toks[start].UPOS == "DET" && start+1 < len(toks) {
		start++
	}
	for _, j := range d.at[a.Sentence] {
		b := &d.doc.Mentions[j]
		if b.First != start && b.First != end+1 || b.Kind != text.Name && b.Kind != text.Nominal {
			continue
		}
		i := d.governor(i, j)
		if d.info[i].kind == b.Kind {
			continue
		}
		nominal := i
		if b.Kind == text.Nominal {
			nominal = j
		}
		after := b.End >= len(toks) || toks[end].Form != "," || parting(toks[b.End].Form) || toks[b.End].Form == "." || toks[b.End].UPOS == "ADP" && b.Kind == text.Nominal
		listed := b.End+1 < len(toks) && toks[b.End+1].UPOS == "CCONJ" || b.End < len(toks) && toks[b.End].UPOS == "CCONJ" || d.listing(a, toks)
		if after && !listed && d.specific(nominal) && !d.numeral(nominal) && d.sortOf(i) == d.sortOf(j) && d.sortOf(i) != 0 && d.agree(i, j) {
			d.join(i, j)
			return
		}
	}
}

// governor returns mention i, or the description that i belongs to where that is
// of the sort of name j and i is not: "the governor of West Darfur, Khamis Abakar".
func (d *reading) governor(i, j int) int {
	m := &d.doc.Mentions[i]
	if d.sortOf(i) == d.sortOf(j) || d.info[j].kind != text.Name {
		return i
	}
	t := d.trees[m.Sentence]
	if g := d.headed(m.Sentence, t.Head(m.Head)); g >= 0 && t.Tokens[m.Head].Deprel == "nmod" && d.info[g].kind == text.Nominal && d.sortOf(g) == d.sortOf(j) {
		return g
	}
	return i
}

// parting reports the marks that set an apposition off.
func parting(form string) bool { return form == "," || form == "–" || form == "—" || form == "-" }

// listing reports whether a comma and another phrase stand before a mention, as
// in a list.
func (d *reading) listing(a *text.Mention, toks []text.Token) bool {
	k := a.First - 1
	if k >= 0 && toks[k].UPOS == "DET" {
		k--
	}
	return k > 0 && toks[k].Form == "," || k > 0 && toks[k].UPOS == "CCONJ"
}

// specific reports whether a description is one that can stand beside a name: with
// a determiner, or an owner.
func (d *reading) specific(i int) bool {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	return t.Child(m.Head, "det", "nmod:poss") >= 0 || m.First > 0 && t.Tokens[m.First].UPOS == "DET" || m.First+1 < len(t.Tokens) && t.Tokens[m.First+1].XPOS == "POS"
}

// numeral reports whether a mention counts: "one of the suspects".
func (d *reading) numeral(i int) bool {
	m := &d.doc.Mentions[i]
	return d.doc.Sentences[m.Sentence].Tokens[m.Head].UPOS == "NUM"
}

// value reports whether a mention is a value: a date, quantity or sum.
func (d *reading) value(i int) bool {
	switch d.doc.Mentions[i].Type {
	case "Date", "Quantity", "Money":
		return true
	}
	return false
}

// ofPlace joins "the city of Mosul" and "the republic of Tajikistan".
func (d *reading) ofPlace(i int) {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	c := t.Child(m.Head, "case")
	if c < 0 || !strings.EqualFold(t.Tokens[c].Form, "of") || !d.is(m.Type, "Place") {
		return
	}
	j := d.headed(m.Sentence, t.Head(m.Head))
	if j < 0 || d.info[j].kind != text.Nominal || !ofPlaces[d.info[j].lemma] || d.holds(i, j) {
		return
	}
	d.join(j, i)
}

var ofPlaces = wordSet("city town village republic state kingdom province region district island country nation municipality county suburb governorate")

// holds reports whether place i is what the place described as j lies in: "Ganja, the
// second city of Azerbaijan", "a district of Berlin", "Essen is a city of the Ruhr". Only
// states share their names with a country.
func (d *reading) holds(i, j int) bool {
	t := d.trees[d.doc.Mentions[j].Sentence]
	head := d.doc.Mentions[j].Head
	if det := t.Child(head, "det"); det >= 0 && (t.Tokens[det].Form == "a" || t.Tokens[det].Form == "an") {
		return true
	}
	if t.Tokens[head].Deprel == "appos" || t.Child(head, "cop") >= 0 {
		return true
	}
	return d.doc.Mentions[i].Type == "Country" && !countries[d.info[j].lemma]
}

var countries = wordSet("republic state kingdom island country nation")

// describedBefore joins a name to the description just before it, without a comma:
// "the jihadist group IS-K", "the Chechen capital Grozny".
func (d *reading) describedBefore(i int) {
	m := &d.doc.Mentions[i]
	for _, j := range d.at[m.Sentence] {
		o := &d.doc.Mentions[j]
		if o.Kind != text.Nominal || o.End != m.First || d.numeral(j) || d.value(j) || o.Head != o.End-1 {
			continue
		}
		t := d.trees[m.Sentence]
		tied := t.Head(m.Head) == o.Head || t.Head(o.Head) == m.Head
		if tied && d.agree(i, j) && o.Type != "Concept" {
			d.join(i, j)
		}
	}
}

// groupNamed joins the name of an organisation to the common noun that it stands
// before: "the Al-Nusra group", "the (IS-K) terror group".
func (d *reading) groupNamed(i int) {
	m := &d.doc.Mentions[i]
	tok := &d.doc.Sentences[m.Sentence].Tokens[m.Head]
	if tok.Deprel != "compound" && tok.Deprel != "nmod:desc" && tok.Deprel != "appos" || d.sortOf(i) != 'o' {
		return
	}
	j := d.headed(m.Sentence, tok.Head)
	if j >= 0 && m.Head < tok.Head && d.info[j].kind == text.Nominal && bodies[d.info[j].lemma] && d.facts[j].number != many && d.sortOf(j) == 'o' {
		d.join(j, i)
	}
}

// stateOf joins "the Turkish state" to Turkey.
func (d *reading) stateOf(i int) {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	j := d.headed(m.Sentence, t.Head(m.Head))
	if f := &d.facts[i]; j >= 0 && f.listed != nil && f.listed.Type == "Country" && d.info[j].kind == text.Nominal && (d.info[j].lemma == "state" || d.info[j].lemma == "nation") && d.determiner(j) == "the" && d.facts[j].number != many {
		d.join(i, j)
	}
}

// bodies are the nouns that only say what a named organisation is.
var bodies = wordSet("group organisation organization movement network militia party company firm agency")

// joinRelatives joins "who", "which" and "that" to the noun whose clause they
// begin.
func (d *reading) joinRelatives() {
	for i := range d.info {
		if d.info[i].kind != text.Pronoun || !relative[d.info[i].word] {
			continue
		}
		m := &d.doc.Mentions[i]
		t := d.trees[m.Sentence]
		if m.End+1 < len(t.Tokens) && strings.EqualFold(t.Tokens[m.End+1].Form, "why") {
			continue // "which is why": the whole of what was said
		}
		found := -1
		for v, steps := m.Head, 0; v >= 0 && steps < 12; v, steps = t.Head(v), steps+1 {
			if tree.Is(t.Tokens[v].Deprel, "acl:relcl", "acl") {
				if t.Head(v) < m.Head {
					found = d.headed(m.Sentence, t.Head(v))
				}
				break
			}
		}
		// "Who" after a person is that person, wherever the tree hangs its clause.
		if j := d.justBefore(i); j >= 0 && d.info[i].word[:2] == "wh" && (found < 0 || d.info[i].word != "which" && d.sortOf(j) == 'p' && d.sortOf(found) != 'p') {
			found = j
		}
		if found >= 0 {
			d.join(found, i)
		}
	}
}

// justBefore returns the noun that ends just before mention i and a comma.
func (d *reading) justBefore(i int) int {
	m := &d.doc.Mentions[i]
	if m.First == 0 || d.trees[m.Sentence].Tokens[m.First-1].Form != "," {
		return -1
	}
	for _, j := range d.at[m.Sentence] {
		if d.doc.Mentions[j].End == m.First-1 && d.info[j].kind != text.Pronoun && d.info[j].kind != text.Adjective {
			return j
		}
	}
	return -1
}

var relative = wordSet("who whom whose which that")
