package coref

import (
	"math"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// farthest is how many sentences back a pronoun may look.
const farthest = 6

// pronoun finds the chain that a pronoun stands for: of those that fit in number,
// gender and sort, and that grammar allows, the most prominent. A pronoun that
// stands for nothing ("it rains") or for what was just said ("this") stays alone.
func (d *reading) pronoun(i int) {
	p, known := pronouns[d.info[i].word]
	switch {
	case !known:
		return
	case p.person != 3:
		d.spoken(i)
		return
	case p.self:
		if j := d.touching(i); j >= 0 {
			d.join(j, i) // "inside Russia itself"
			return
		}
		if j := d.ownSubject(i); j >= 0 && d.admits(&d.facts[d.find(j)], p, &d.doc.Mentions[j]) {
			d.join(j, i)
			return
		}
	case d.empty(i):
		return
	}
	if j := d.antecedent(i, p); j >= 0 {
		d.join(j, i)
	}
}

// antecedent scores every mention in reach and returns the best, or -1.
func (d *reading) antecedent(i int, p pronounFacts) int {
	here := d.doc.Mentions[i].Sentence
	var banned []int // chains with a mention that grammar sets apart from this one
	for _, j := range d.at[here] {
		if j != i && d.bound(i, j) {
			banned = append(banned, d.find(j))
		}
	}
	if q := d.quoteOf(i); q > 0 {
		if j := d.speakerOf(q); j >= 0 {
			banned = append(banned, d.find(j)) // who would have said "I"
		}
	}
	best, bestScore := -1, math.Inf(-1)
	for s, back := here, 0; s >= 0 && back <= farthest; s-- {
		for _, j := range d.at[s] {
			if j == i || slices.Contains(banned, d.find(j)) || !d.fits(i, j, p) {
				continue
			}
			if score := d.score(i, j, back, p); score > bestScore {
				best, bestScore = j, score
			}
		}
		// Captions and headings between are not of the story.
		if s == here || !d.doc.Sentences[s].Heading || d.doc.Sentences[here].Heading {
			back++
		}
	}
	return best
}

// fits reports whether mention j can be what pronoun i stands for.
func (d *reading) fits(i, j int, p pronounFacts) bool {
	m, o := &d.doc.Mentions[i], &d.doc.Mentions[j]
	if o.Kind == text.Adjective || d.value(j) || o.Span.Contains(m.Span) && o.Head != m.Head {
		return false
	}
	if o.Kind == text.Pronoun && (d.info[j].word == "this" || d.info[j].word == "that" || d.info[j].word == "these" || d.info[j].word == "those") && !d.joined[j] {
		return false
	}
	if d.facts[d.find(j)].spoken&turnBit(d.voices.turn[m.Sentence]) != 0 && d.quoteOf(i) == 0 || o.Kind == text.Pronoun && pronouns[d.info[j].word].person < 3 && pronouns[d.info[j].word].person > 0 && d.quoteOf(i) == d.quoteOf(j) {
		return false // the same voice calls nobody both "I" and "he"
	}
	if o.Kind == text.Nominal && d.trees[o.Sentence].Child(o.Head, "cop") >= 0 {
		return false // what a thing is said to be is no second thing
	}
	if o.Sentence == m.Sentence && o.Head > m.Head && !d.cataphor(i, j) {
		return false
	}
	return d.admits(&d.facts[d.find(j)], p, o)
}

// admits compares number, gender and sort.
func (d *reading) admits(f *facts, p pronounFacts, o *text.Mention) bool {
	animate := d.is(f.typ, "Person")
	unknown := f.typ == "" || f.typ == "Concept" && f.named || f.typ == "Agent"
	switch p.gender {
	case 'm', 'f':
		return (animate || unknown) && f.number != many && (f.gender == 0 || f.gender == p.gender)
	case 'n':
		return !animate && f.gender != 'm' && f.gender != 'f' && f.number != many
	}
	if p.number == many { // they
		// Not one of two: "Ann and Ben said they would".
		return f.number == many || !d.conjunct(o) && (f.number != one || d.is(f.typ, "Organization", "Country") || animate && o.Kind == text.Nominal)
	}
	return true
}

// conjunct reports whether a mention is one of several joined by "and".
func (d *reading) conjunct(o *text.Mention) bool {
	t := d.trees[o.Sentence]
	return t.Tokens[o.Head].Deprel == "conj" && t.Child(o.Head, "cc") >= 0 || t.Child(o.Head, "conj") >= 0
}

// bound reports whether grammar keeps i from standing for j: both are arguments
// of one verb, and i is neither a possessive nor reflexive.
func (d *reading) bound(i, j int) bool {
	m, o := &d.doc.Mentions[i], &d.doc.Mentions[j]
	if m.Sentence != o.Sentence {
		return false
	}
	t := d.trees[m.Sentence]
	if d.info[i].role == owner {
		// "his brother": not of the phrase it stands in, nor of that which owns it.
		return t.Under(o.Head, m.Head)
	}
	if t.Head(o.Head) == m.Head && d.info[j].role >= passive || t.Head(m.Head) == o.Head && d.info[i].role != other {
		return true // "it was behind it": subject and predicate
	}
	a, b := d.clauseOf(t, m.Head), d.clauseOf(t, o.Head)
	if d.info[i].role == object && d.info[j].role >= passive && a >= 0 && d.understood(t, a) == o.Head {
		return true // "they rounded up the men and put them on trial"
	}
	return a == b && a >= 0 && d.info[j].role != owner && d.info[j].role != other
}

// understood returns the subject that a verb without its own shares with the verb
// it hangs on, or -1.
func (d *reading) understood(t *tree.Tree, v int) int {
	for steps := 0; v >= 0 && steps < len(t.Tokens); steps++ {
		if k := t.Child(v, "nsubj"); k >= 0 {
			return k
		}
		if !tree.Is(t.Tokens[v].Deprel, "conj", "xcomp", "advcl") {
			return -1
		}
		v = t.Head(v)
	}
	return -1
}

// clauseOf returns the predicate that a mention's head is an argument of.
func (d *reading) clauseOf(t *tree.Tree, h int) int {
	for steps := 0; steps < len(t.Tokens); steps++ {
		up := t.Head(h)
		if up < 0 {
			return -1
		}
		if rel := t.Tokens[h].Deprel; rel != "conj" {
			return up
		}
		h = up
	}
	return -1
}

// cataphor reports whether pronoun i may stand for a name that comes after it:
// "In his speech, Putin said".
func (d *reading) cataphor(i, j int) bool {
	m, o := &d.doc.Mentions[i], &d.doc.Mentions[j]
	if o.Kind != text.Name || d.info[j].role != subject && d.info[j].role != passive {
		return false
	}
	t := d.trees[m.Sentence]
	v := t.Head(o.Head)
	if v < 0 || !t.Under(m.Head, v) || m.Head > v {
		return false
	}
	// The pronoun stands in something that opens the clause.
	for k := m.Head; k >= 0 && k != v; k = t.Head(k) {
		if t.Head(k) == v {
			return tree.Is(t.Tokens[k].Deprel, "obl", "advcl")
		}
	}
	return false
}

// weights say how much each thing speaks for a mention as what a pronoun stands
// for. They were fitted by hand and by search to the chains of GUM's training
// part and of GAP's development part, so a score on either says little of others.
type weights struct {
	Back     float64 // for each sentence between
	Thing    float64 // the same, more for "it" and "its"
	Apart    float64 // for each token between, in one sentence
	After    float64 // it comes after the pronoun
	Subject  float64
	Passive  float64
	Object   float64
	Oblique  float64
	Owner    float64
	Parallel float64 // the same place in the clause as the pronoun
	Often    float64 // times the logarithm of the chain's mentions so far
	Same     float64 // the same pronoun
	Name     float64
	Nameless float64 // a chain of pronouns alone
	Gender   float64 // known and right
	Unperson float64 // "he" for what may be no person
	Crowd    float64 // "they" for many people
	Many     float64 // "they" for many things
	Group    float64 // "they" for a group in the singular
	Country  float64 // "they" for a country
	Single   float64 // "they" for one person or thing
	Body     float64 // "it" for an organisation
	Land     float64 // "it" for a country
	Idea     float64 // "it" for a concept
	Indef    float64 // an indefinite description, before "it"
	Aside    float64 // in a relative clause
	Actor    float64 // "it" does what only people and states do
	Happened float64 // an event, for "behind it"
	Modifier float64 // it stands before a noun: the Moscow of "the Moscow attack"
	Inert    float64 // a thing as the subject of what is done
	Voice    float64 // one of the two is quoted, and the other not
	Local    float64 // the subject of the clause that a possessive stands in
	Judged   float64 // the owner of what he is judged for
	Held     float64 // the same pronoun as a possessive: "his" of "his father"
}

var weigh = weights{
	Back: -2.6, Thing: -0.8, Apart: -0.04, After: -0.8,
	Subject: 1, Passive: 1.2, Object: 0.9, Oblique: 0.4, Owner: 0.3, Parallel: 0.5,
	Often: 0.3, Same: 1.4, Held: 0.5, Local: 0.5, Judged: 2, Name: 0.6, Nameless: -3.8, Gender: 0.2, Unperson: -0.8,
	Crowd: 1.2, Many: 0.9, Country: -1.3, Single: -0.6,
	Body: 0.4, Land: -1, Idea: -0.1, Indef: -0.8, Inert: -2, Aside: -0.2, Actor: 1.5, Happened: 1, Modifier: -1.5, Voice: -1,
}

// score weighs what speaks for j: nearness, its place in its sentence, how much
// the text speaks of it, and likeness of place with the pronoun.
func (d *reading) score(i, j, back int, p pronounFacts) float64 {
	f := &d.facts[d.find(j)]
	m, o := &d.doc.Mentions[i], &d.doc.Mentions[j]
	s := weigh.Back*float64(back) + weigh.place(d.info[j].role) + weigh.Often*math.Log(float64(f.size))
	if p.gender == 'n' {
		s += weigh.Thing * float64(back)
	}
	if rel := d.doc.Sentences[o.Sentence].Tokens[o.Head].Deprel; rel == "compound" || rel == "amod" {
		s += weigh.Modifier
	}
	if d.info[j].role == d.info[i].role && d.info[i].role != other {
		s += weigh.Parallel
	}
	switch o.Kind {
	case text.Pronoun:
		if pronouns[d.info[j].word] == p {
			s += weigh.Same
			if d.info[j].role == owner {
				s += weigh.Held
			}
		}
	case text.Name:
		s += weigh.Name
	case text.Nominal:
		if p.number == one && d.determiner(j) == "" && !f.named {
			s += weigh.Indef
		}
	}
	if !f.named && f.sure == 0 {
		s += weigh.Nameless
	}
	if back == 0 {
		s += weigh.Apart * float64(m.Head-o.Head)
		if o.Head > m.Head {
			s += weigh.After
		}
	}
	if d.relative(j) {
		s += weigh.Aside
	}
	if back == 0 && d.info[i].role == owner && d.governs(j, i) {
		s += weigh.Local
	}
	if d.judged(j, i) {
		s += weigh.Judged
	}
	if (d.quoteOf(i) == 0) != (d.quoteOf(j) == 0) {
		s += weigh.Voice
	}
	if p.gender == 'n' && d.is(f.typ, "Event") && d.about(i) {
		s += weigh.Happened
	}
	if p.gender == 'n' && d.acts(i) && d.is(f.typ, "Agent", "Country") {
		s += weigh.Actor
	}
	if d.info[i].role == subject && p.number == many && d.is(f.typ, "Object", "Event", "Concept", "Facility") {
		s += weigh.Inert
	}
	return s + weigh.sort(d, f, p)
}

// governs reports whether mention j is the subject of the nearest verb above i.
func (d *reading) governs(j, i int) bool {
	t := d.trees[d.doc.Mentions[i].Sentence]
	for v, steps := t.Head(d.doc.Mentions[i].Head), 0; v >= 0 && steps < len(t.Tokens); v, steps = t.Head(v), steps+1 {
		if t.Tokens[v].UPOS == "VERB" {
			return d.understood(t, v) == d.doc.Mentions[j].Head
		}
	}
	return false
}

// relative reports whether mention j stands in a relative clause: what is said
// there is said aside.
func (d *reading) relative(j int) bool {
	v := d.info[j].clause
	return v >= 0 && tree.Is(d.doc.Sentences[d.doc.Mentions[j].Sentence].Tokens[v].Deprel, "acl")
}

// about reports whether a pronoun stands where events do: "behind it", "after it".
func (d *reading) about(i int) bool {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	c := t.Child(m.Head, "case")
	return c >= 0 && eventful[strings.ToLower(t.Tokens[c].Form)]
}

var eventful = wordSet("behind during after before since")

// acts reports whether "it" or "its" is somebody who acts: it says or wants
// something, or owns what only states and bodies have.
func (d *reading) acts(i int) bool {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	v := t.Head(m.Head)
	if v < 0 {
		return false
	}
	if d.info[i].role == owner {
		j := d.headed(m.Sentence, v)
		return j >= 0 && (d.is(d.doc.Mentions[j].Type, "Government", "Military", "SecurityService", "Person") || ownings[d.info[j].lemma])
	}
	return d.info[i].role == subject && (saying[t.Tokens[v].Lemma] || doing[t.Tokens[v].Lemma])
}

// place is the weight of a place in the clause.
func (w *weights) place(r role) float64 {
	switch r {
	case subject:
		return w.Subject
	case passive:
		return w.Passive
	case object:
		return w.Object
	case oblique:
		return w.Oblique
	case owner:
		return w.Owner
	}
	return 0
}

// sort is the weight of what a chain is: "they" are rather many, "it" is rather
// what has a name.
func (w *weights) sort(d *reading, f *facts, p pronounFacts) float64 {
	switch {
	case p.gender == 'm' || p.gender == 'f':
		switch {
		case f.gender == p.gender:
			return w.Gender
		case !d.is(f.typ, "Person"):
			return w.Unperson
		}
		return 0
	case p.number == many:
		switch {
		case f.number == many && d.is(f.typ, "Person", "People", "Organization"):
			return w.Crowd
		case f.number == many:
			return w.Many
		case d.is(f.typ, "Organization"):
			return w.Group
		case d.is(f.typ, "Country"):
			return w.Country
		}
		return w.Single
	}
	switch { // it
	case d.is(f.typ, "Organization"):
		return w.Body
	case d.is(f.typ, "Country"):
		return w.Land
	case f.typ == "Concept":
		return w.Idea
	}
	return 0
}

// touching finds the noun that ends where mention i begins.
func (d *reading) touching(i int) int {
	m := &d.doc.Mentions[i]
	for _, j := range d.at[m.Sentence] {
		if d.doc.Mentions[j].End == m.First && (d.info[j].kind == text.Name || d.info[j].kind == text.Nominal) && d.facts[j].number != many {
			return j
		}
	}
	return -1
}

// ownSubject finds the subject of the clause that a reflexive stands in: the one
// written, or the object of the verb that it hangs on ("led him to devote himself").
func (d *reading) ownSubject(i int) int {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	for v, steps := t.Head(m.Head), 0; v >= 0 && steps < len(t.Tokens); v, steps = t.Head(v), steps+1 {
		if k := t.Child(v, "nsubj"); k >= 0 && k != m.Head {
			return d.headed(m.Sentence, k)
		}
		if up := t.Head(v); up >= 0 && tree.Is(t.Tokens[v].Deprel, "xcomp", "advcl") {
			if k := t.Child(up, "obj", "iobj"); k >= 0 && k < v && k != m.Head {
				return d.headed(m.Sentence, k)
			}
		}
	}
	return -1
}

// saying are the verbs that bring in what somebody says.
var saying = wordSet("say tell add ask think believe claim state announce write explain note warn argue insist reply answer declare admit recall shout comment remark respond continue conclude suggest joke quip observe stress emphasise emphasize reflect tweet testify confirm acknowledge boast complain")

var (
	// doing are verbs whose subjects act on purpose.
	doing = wordSet("want plan attack invade sign agree refuse reject accuse blame condemn warn threaten deny plan demand urge guarantee promise pledge vow seek try aim intend support oppose back fight withdraw deploy arrest sanction ban fund hire buy sell acquire launch negotiate recognise recognize protest retaliate seize capture occupy")
	// ownings are what only states and bodies have.
	ownings = wordSet("capital border neighbour neighbor ally enemy leadership headquarters parliament constitution economy territory airspace embassy ambassador fighter affiliate branch troop soldier citizen war")
)

// empty reports an "it" that stands for nothing: "it is obvious that", "it took
// long to", "it seems".
func (d *reading) empty(i int) bool {
	if d.info[i].word != "it" {
		return false
	}
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	v := t.Head(m.Head)
	if v < 0 || d.info[i].role != subject && d.info[i].role != passive {
		return false
	}
	if t.Tokens[v].Lemma == "take" && v+1 < len(t.Tokens) && (t.Tokens[v+1].Lemma == "long" || d.timed(m.Sentence, v+1)) {
		return true // "it took two years to"
	}
	if t.Child(v, "csubj") >= 0 || seeming[t.Tokens[v].Lemma] && t.Child(v, "ccomp", "advcl", "xcomp") >= 0 {
		return true
	}
	if t.Child(v, "cop") < 0 {
		return false
	}
	if j := d.headed(m.Sentence, v); j >= 0 && v > m.Head && d.info[j].kind == text.Name {
		return true // "it was Islamic State behind the attack"
	}
	if t.Tokens[v].UPOS == "ADJ" && t.Child(v, "ccomp", "advcl", "xcomp", "acl") >= 0 {
		return true
	}
	return timely[strings.ToLower(t.Tokens[v].Form)]
}

// timed reports whether a token begins an expression of time.
func (d *reading) timed(sentence, token int) bool {
	return slices.ContainsFunc(d.doc.Sentences[sentence].Times, func(e text.TimeExpr) bool { return e.First == token })
}

var (
	seeming = wordSet("seem appear take happen turn rain snow matter")
	timely  = wordSet("time late early dark day night morning evening christmas noon midnight")
)
