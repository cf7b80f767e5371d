package coref

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// settleTypes gives all mentions of one unlisted name the type that most of them
// have, since a tagger sees each by itself; and to a word that is the surname of
// a person in the document, that of a person.
func (d *reading) settleTypes() {
	d.retype()
	d.bearPlaces()
	votes := map[string]map[string]int{}
	surnames := map[string]bool{}
	var names []int
	for i := range d.info {
		n := &d.info[i]
		if n.kind != text.Name || n.name == "" || d.facts[i].listed != nil {
			continue
		}
		names = append(names, i)
		key := strings.ToLower(n.name)
		if votes[key] == nil {
			votes[key] = map[string]int{}
		}
		votes[key][d.doc.Mentions[i].Type]++
		if d.sortOf(i) == 'p' && len(n.words) > 1 {
			surnames[n.words[len(n.words)-1]] = true
		}
	}
	for _, i := range names {
		key := strings.ToLower(d.info[i].name)
		typ := d.doc.Mentions[i].Type
		for _, t := range d.schema.Types {
			if t.ID != "Concept" && votes[key][t.ID] > votes[key][typ] || untyped(typ) && !untyped(t.ID) && votes[key][t.ID] > 0 {
				typ = t.ID
			}
		}
		if w := core(d.info[i].words); len(w) == 1 && surnames[w[0]] {
			typ = "Person"
		}
		if typ != d.doc.Mentions[i].Type {
			d.doc.Mentions[i].Type = typ
			d.info[i] = d.read(i)
			d.facts[i] = d.factsOf(i)
		}
	}
}

// bearPlaces takes a word that the list knows for a place, and that is also the
// surname of a person named before, for that person where the tagger does, or where
// it acts or owns as persons do: "Valeska Paris grew up there. Paris left at 17."
func (d *reading) bearPlaces() {
	var surnames map[string]bool
	for i := range d.info {
		n, m := &d.info[i], &d.doc.Mentions[i]
		if n.kind != text.Name {
			continue
		}
		if d.is(m.Type, "Person") && len(n.words) > 1 {
			if surnames == nil {
				surnames = map[string]bool{}
			}
			surnames[n.words[len(n.words)-1]] = true
			continue
		}
		if len(n.words) != 1 || !surnames[n.words[0]] || !d.is(m.Type, "Place") {
			continue
		}
		t := d.trees[m.Sentence]
		if strings.HasSuffix(t.Tokens[m.Head].Name, "Person") || n.role == subject && saying[t.Tokens[max(n.clause, 0)].Lemma] || n.role == subject && t.Child(max(n.clause, 0), "cop") < 0 && m.First == 0 {
			m.Type = "Person"
			d.info[i] = d.read(i)
			d.facts[i] = d.factsOf(i)
		}
	}
}

// untyped reports whether a type says no more than that the tagger found a name: any
// other that it gave the same name outvotes it.
func untyped(typ string) bool { return typ == "Concept" || typ == "Object" }

// retype gives an unlisted name the type that its sentence says outright, whatever
// the tagger took it for: "Iran's foreign minister, Hossein Amir-Abdollahian,";
// "Jaish al-Adl is a militant group".
func (d *reading) retype() {
	said := map[string]string{} // by name; the first that says so is believed
	unlisted := func(i int) bool {
		return d.info[i].kind == text.Name && d.facts[i].listed == nil && len(d.info[i].words) > 0
	}
	for i := range d.info {
		if !unlisted(i) || said[d.info[i].name] != "" {
			continue
		}
		typ := d.calledBefore(i)
		if typ == "" {
			typ = d.saidToBe(i)
		}
		if d.is(typ, "Person", "Organization", "Place") {
			said[d.info[i].name] = typ
		}
	}
	for i := range d.info {
		m := &d.doc.Mentions[i]
		if typ := said[d.info[i].name]; typ != "" && unlisted(i) && !d.alike(typ, m.Type) {
			m.Type = typ
			d.info[i] = d.read(i)
			d.facts[i] = d.factsOf(i)
		}
	}
}

// calledBefore is Person for a name of two words or more just after an office and
// a comma.
func (d *reading) calledBefore(i int) string {
	m := &d.doc.Mentions[i]
	toks := d.doc.Sentences[m.Sentence].Tokens
	if m.First < 2 || toks[m.First-1].Form != "," || len(strings.Fields(d.info[i].name)) < 2 {
		return ""
	}
	for _, j := range d.at[m.Sentence] {
		if d.doc.Mentions[j].End == m.First-1 && d.info[j].kind == text.Nominal && persons.IsTitle(d.info[j].lemma) && d.specific(j) {
			return "Person"
		}
	}
	return ""
}

// saidToBe is the type of the indefinite description that a name is said to be, or
// that follows it in apposition: "The Blue Hand, a militia in Idaho,".
func (d *reading) saidToBe(i int) string {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	if a := t.Child(m.Head, "appos"); a >= 0 {
		det := t.Child(a, "det")
		if j := d.headed(m.Sentence, a); j >= 0 && d.info[j].kind == text.Nominal && det >= 0 && strings.HasPrefix(strings.ToLower(t.Tokens[det].Form), "a") {
			return d.doc.Mentions[j].Type
		}
	}
	v := t.Head(m.Head)
	if v < 0 || !tree.Is(t.Tokens[m.Head].Deprel, "nsubj") || t.Child(v, "cop") < 0 {
		return ""
	}
	det := t.Child(v, "det")
	if j := d.headed(m.Sentence, v); j >= 0 && d.info[j].kind == text.Nominal && d.facts[j].number != many && det >= 0 && strings.HasPrefix(strings.ToLower(t.Tokens[det].Form), "a") {
		return d.doc.Mentions[j].Type
	}
	return ""
}

// joinNames joins mentions of one name: listed names and their adjectives,
// names written alike, and short forms to the long ones, "Putin" to "Vladimir
// Putin", "Crocus Hall" to "Crocus City Hall".
func (d *reading) joinNames() {
	byList := map[string]int{}
	byName := map[string][]int{}
	for i := range d.info {
		n, f := &d.info[i], &d.facts[i]
		switch {
		case n.kind != text.Name && n.kind != text.Adjective || n.name == "":
		case f.listed != nil:
			key := f.listed.Name
			if f.people {
				key += " (people)"
			}
			if first, ok := byList[key]; ok {
				d.join(first, i)
			} else {
				byList[key] = i
			}
		default:
			d.joinAlike(byName, i)
		}
	}
	d.joinShort()
}

// joinAlike joins name i to one written alike, of a type that may be the same.
func (d *reading) joinAlike(byName map[string][]int, i int) {
	key := unaccented(strings.ToLower(d.info[i].name))
	for _, j := range slices.Backward(byName[key]) {
		if len(d.info[i].words) > 1 || d.sortOf(i) == d.sortOf(j) || d.sortOf(i) == 0 || d.sortOf(j) == 0 || d.sortOf(i)+d.sortOf(j) == 'o'+'l' {
			if d.join(j, i) {
				return
			}
		}
	}
	byName[key] = append(byName[key], i)
}

// sortOf is the coarse sort of a mention's type: person, organisation, place,
// event, people, thing; 0 where it says nothing.
func (d *reading) sortOf(i int) byte {
	typ := d.doc.Mentions[i].Type
	for _, s := range []struct {
		typ  string
		sort byte
	}{{"Person", 'p'}, {"Organization", 'o'}, {"Place", 'l'}, {"Event", 'e'}, {"People", 'g'}, {"Object", 't'}} {
		if d.is(typ, s.typ) {
			return s.sort
		}
	}
	return 0
}

// joinShort joins short forms to the one longer name that holds them, the last
// such before them, or the first after.
func (d *reading) joinShort() {
	var order []int
	long := map[string][]int{} // names of two words or more, by their first and last
	for i := range d.info {
		w := d.info[i].words
		if d.info[i].kind != text.Name || len(w) == 0 {
			continue
		}
		order = append(order, i)
		if len(w) > 1 {
			long[w[0]] = append(long[w[0]], i)
			if last := w[len(w)-1]; last != w[0] {
				long[last] = append(long[last], i)
			}
		}
	}
	// The longest first, so that "Assad" finds "Bashar al-Assad" whole.
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(d.info[b].words), len(d.info[a].words)) })
	tried := map[string]bool{}
	for _, i := range order {
		if d.facts[d.find(i)].listed != nil {
			continue
		}
		w := d.info[i].words
		if d.person(i) {
			// A surname looks for its bearer at every mention anew.
			if j := d.bearer(i, long[w[len(w)-1]]); j >= 0 {
				d.join(j, i)
			}
			continue
		}
		if key := string(d.sortOf(i)) + strings.ToLower(d.info[i].name); !tried[key] {
			tried[key] = true
			if j := d.longer(i, long[w[len(w)-1]]); j >= 0 {
				d.join(j, i)
			}
		}
	}
}

// person reports whether name i may be a person's.
func (d *reading) person(i int) bool {
	return d.sortOf(i) == 'p' || d.sortOf(i) == 0 && len(core(d.info[i].words)) == 1
}

// bearer finds the person whom a shorter name stands for: the nearest before
// that has it for a surname, else for a given name, else the first after.
func (d *reading) bearer(i int, names []int) int {
	short := d.info[i].words
	best, bestScore := -1, 0
	for _, j := range names {
		long := d.info[j].words
		if d.sortOf(j) != 'p' || len(long) <= len(short) || d.find(i) == d.find(j) || !d.compatible(i, j) {
			continue
		}
		score := 0
		switch {
		case suffix(short, long), len(short) > 1 && short[0] == long[0] && short[len(short)-1] == long[len(long)-1]:
			score = 40 // "Putin", or "Zaha Hadid" of "Zaha Mohammad Hadid"
		case len(short) == 1 && long[0] == short[0] && d.sortOf(i) == 'p':
			score = 20
		default:
			continue
		}
		if j < i {
			score += 10 // the nearest before wins, being the last tried
		}
		if score > bestScore || score == bestScore && j < i {
			best, bestScore = j, score
		}
	}
	return best
}

// compatible reports whether two mentions' genders and facts let them be one.
func (d *reading) compatible(i, j int) bool {
	a, b := &d.facts[d.find(i)], &d.facts[d.find(j)]
	return (a.gender == 0 || b.gender == 0 || a.gender == b.gender) && !d.apart(d.find(i), d.find(j))
}

// longer finds the longer name that a short form of a name of something other
// than a person can stand for: the only one, or one that the text has twice as
// often as any other; -1 where there is none.
func (d *reading) longer(i int, names []int) int {
	short := d.info[i].words
	best, size, second := -1, 0, 0
	for _, j := range names {
		long := d.info[j].words
		if d.sortOf(j) != d.sortOf(i) && d.sortOf(i) != 0 || d.sortOf(j) == 'p' || d.sortOf(j) == 0 || len(long) <= len(short) || d.find(i) == d.find(j) || d.facts[d.find(j)].listed != nil {
			continue
		}
		if !abbreviates(short, long) && !d.bareHead(i, long) {
			continue
		}
		if best >= 0 && d.find(best) == d.find(j) {
			continue
		}
		switch n := d.facts[d.find(j)].size; {
		case n > size:
			best, size, second = j, n, size
		default:
			second = max(second, n)
		}
	}
	if size < 2*second {
		return -1
	}
	return best
}

// bareHead reports whether name i is a longer one's head alone: "the Society" of
// "the Society of the Cincinnati", "the Pirates" of "the Pittsburgh Pirates".
func (d *reading) bareHead(i int, long []string) bool {
	short := d.info[i].words
	m := &d.doc.Mentions[i]
	if len(short) != 1 || m.First == 0 || !strings.EqualFold(d.trees[m.Sentence].Tokens[m.First-1].Form, "the") {
		return false
	}
	return short[0] == long[0] && long[1] == "of" || d.sortOf(i) == 'o' && short[0] == long[len(long)-1] && strings.HasSuffix(short[0], "s")
}

// abbreviates reports whether a short name leaves words of a long one out: the
// last word kept and one that tells it from others ("Crocus Hall" of "Crocus City
// Hall"), or only the first, if it is not a common word's initial part.
func abbreviates(short, long []string) bool {
	if len(short) == 1 {
		return short[0] == long[0] && len(long) == 2 && len(short[0]) > 3 && !generic[short[0]]
	}
	if short[len(short)-1] != long[len(long)-1] {
		return false
	}
	k := 0
	for _, w := range long {
		if k < len(short) && short[k] == w {
			k++
		}
	}
	return k == len(short)
}

// generic first words stand in too many names to be one's short form.
var generic = wordSet("north south east west northern southern eastern western new united national international central royal state federal general public islamic democratic republican people's free world global american british russian chinese european saint great")

// core leaves the "al" of "al-Assad" out.
func core(words []string) []string {
	if len(words) > 1 && (words[0] == "al" || words[0] == "el") {
		return words[1:]
	}
	return words
}

// suffix reports whether long ends in short.
func suffix(short, long []string) bool {
	short = core(short)
	return len(short) < len(long) && slices.Equal(long[len(long)-len(short):], short)
}

// joinAcronyms joins acronyms to their long forms: in brackets after them or
// before, by the words "an abbreviation of", and anywhere in the document where
// just one name has those initials.
func (d *reading) joinAcronyms() {
	byInitials := map[string][]int{}
	for i := range d.info {
		if d.info[i].kind == text.Name && len(d.info[i].words) > 1 {
			key := initials(d.info[i].words)
			byInitials[key] = append(byInitials[key], i)
		}
	}
	for i := range d.info {
		if !acronym(d.info[i].name) || d.info[i].kind != text.Name {
			continue
		}
		if j := d.bracketed(i); j >= 0 && d.join(j, i) {
			continue
		}
		if j := d.expansion(i, byInitials); j >= 0 {
			d.join(j, i)
		}
	}
}

// acronym reports whether a name is one: letters in capitals, hyphens and stops
// apart, two at the least.
func acronym(name string) bool {
	n := 0
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			n++
		case r != '-' && r != '.' && !unicode.IsDigit(r):
			return false
		}
	}
	return n > 1
}

// letters are the capitals and digits of an acronym in lower case.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// bracketed finds the name that acronym i follows in brackets, or that follows it
// in brackets: "Islamic State-Khorasan (IS-K)", "IS-K (Islamic State-Khorasan)".
func (d *reading) bracketed(i int) int {
	m := &d.doc.Mentions[i]
	toks := d.doc.Sentences[m.Sentence].Tokens
	for _, j := range d.at[m.Sentence] {
		o := &d.doc.Mentions[j]
		if o.Kind == text.Pronoun || o.Kind == text.Adjective || j == i {
			continue
		}
		after := o.End < m.First && m.First-o.End == 1 && toks[o.End].Form == "("
		ahead := m.End < o.First && o.First-m.End == 1 && toks[m.End].Form == "("
		if (after || ahead) && spells(letters(d.info[i].name), wordsOf(bareName(o.Text))) {
			return j
		}
	}
	return -1
}

// expansion finds the one name of the document with the acronym's initials.
func (d *reading) expansion(i int, byInitials map[string][]int) int {
	short := letters(d.info[i].name)
	if len(short) < 2 || d.facts[d.find(i)].listed != nil {
		return -1
	}
	found := -1
	for _, j := range byInitials[short] {
		if d.sortOf(j) == 'p' {
			continue
		}
		if found >= 0 && d.find(found) != d.find(j) {
			return -1
		}
		found = j
	}
	return found
}

// small words have no letter in an acronym.
var small = wordSet("of the and for in on to at a an al de la du des")

// initials are the first letters of a name's words, small words left out.
func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if !small[w] {
			b.WriteString(w[:1])
		}
	}
	return b.String()
}

// spells reports whether an acronym's letters come in order from the words, and
// begin with the first word's initial: "ISIL" from "Islamic State of Iraq and the
// Levant", "Interpol" from nothing of the kind.
func spells(short string, words []string) bool {
	if len(words) < 2 || short == "" || words[0] == "" || words[0][0] != short[0] {
		return false
	}
	used, k := 0, 0
	for _, w := range words {
		if k < len(short) && w[0] == short[k] {
			used++
			k++
			for at := 1; at < len(w) && k < len(short) && w[at] == short[k] && len(short) > len(words); at++ {
				k++
			}
		}
	}
	return k == len(short) && used > 1
}
