package coref

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
	"github.com/quadrille-kg/quadrille/schema"
)

// info is what a mention says by itself.
type info struct {
	kind   text.Kind
	name   string   // a name without titles, articles and possessive marks
	words  []string // the words of name, hyphens parting them, lower case
	lemma  string   // of the head, lower case
	word   string   // a pronoun, lower case
	role   role
	clause int // token that the head hangs on, -1 for none
}

// role is the place of a mention in its clause.
type role int

const (
	other role = iota
	owner      // a possessor
	oblique
	object
	passive // the subject of a passive
	subject
)

// facts are what is known of a chain.
type facts struct {
	listed *schema.Name
	people bool   // the people of a listed country, not the country
	person string // a full name of a person
	gender byte   // 'f', 'm', or 0
	number number
	typ    string // of its surest mention
	sure   int    // how sure: 3 listed, 2 name, 1 description
	named  bool
	size   int    // mentions
	spoken uint64 // whose turns call it "I", "we" or "you": bits by turnBit
}

// number is how many a chain is about.
type number int

const (
	either number = iota // groups: "it" and "they" both fit
	one
	many
)

// with returns the facts of two chains that became one.
func (f facts) with(o facts) facts {
	if f.listed == nil {
		f.listed, f.people = o.listed, o.people
	}
	if len(o.person) > len(f.person) {
		f.person = o.person
	}
	if f.gender == 0 {
		f.gender = o.gender
	}
	if f.number == either {
		f.number = o.number
	}
	if o.sure > f.sure || f.typ == "" {
		f.typ, f.sure = o.typ, max(o.sure, f.sure)
	}
	f.named = f.named || o.named
	f.size += o.size
	f.spoken |= o.spoken
	return f
}

// read looks at mention i.
func (d *reading) read(i int) info {
	m := &d.doc.Mentions[i]
	tok := &d.doc.Sentences[m.Sentence].Tokens[m.Head]
	n := info{kind: m.Kind, lemma: strings.ToLower(tok.Lemma), clause: d.trees[m.Sentence].Head(m.Head), role: roleOf(d.trees[m.Sentence], m.Head)}
	if n.lemma == "" || n.lemma == "_" {
		n.lemma = strings.ToLower(tok.Form)
	}
	switch m.Kind {
	case text.Pronoun:
		n.word = strings.ToLower(tok.Form)
	case text.Name, text.Adjective:
		n.name = bareName(m.Text)
		if m.Type == "Person" {
			n.name = withoutHonours(persons.Bare(n.name))
		}
		n.words = wordsOf(n.name)
	}
	return n
}

// roleOf is the place of a token in its clause; a conjunct has that of the first.
func roleOf(t *tree.Tree, h int) role {
	for steps := 0; t.Tokens[h].Deprel == "conj" && t.Head(h) >= 0 && steps < len(t.Tokens); steps++ {
		h = t.Head(h)
	}
	switch rel := t.Tokens[h].Deprel; {
	case rel == "nsubj:pass":
		return passive
	case tree.Is(rel, "nsubj"):
		return subject
	case tree.Is(rel, "obj", "iobj"):
		return object
	case tree.Is(rel, "obl"):
		return oblique
	case rel == "nmod:poss":
		return owner
	}
	return other
}

// factsOf is what mention i alone makes known.
func (d *reading) factsOf(i int) facts {
	m, n := &d.doc.Mentions[i], &d.info[i]
	f := facts{typ: m.Type, size: 1, number: d.numberOf(i)}
	switch m.Kind {
	case text.Name, text.Adjective:
		f.sure, f.named = 2, m.Kind == text.Name
		if f.listed, f.people = d.list(m, n); f.listed != nil {
			f.sure = 3
		}
		if d.is(m.Type, "Person") {
			f.gender = genderOfName(m.Text, n.name)
			if len(strings.Fields(n.name)) > 1 {
				f.person = n.name
			}
		}
	case text.Nominal:
		f.sure = 1
		f.gender = genderOfNoun(n.lemma)
	case text.Pronoun:
		p := pronouns[n.word]
		f.gender, f.number = p.gender, p.number
	}
	return f
}

// list finds the schema's name that a mention writes, and whether it is the
// people of a place that is meant.
func (d *reading) list(m *text.Mention, n *info) (*schema.Name, bool) {
	key := plain(n.name)
	if m.Kind == text.Adjective {
		return d.people[key], false
	}
	if d.is(m.Type, "Person") {
		return nil, false
	}
	keys := []string{key, strings.TrimPrefix(key, "the ")}
	if len(key) > 3 && strings.ToUpper(key) == key {
		keys = append(keys, key[:1]+strings.ToLower(key[1:])) // "WASHINGTON"
	}
	for _, k := range keys {
		if l := d.listed[k]; l != nil && d.alike(l.Type, m.Type) {
			return l, false
		}
		if l := d.folded[strings.ToLower(k)]; l != nil && strings.ContainsAny(k, " -") && d.alike(l.Type, m.Type) {
			return l, false
		}
	}
	if m.Type == "People" {
		if l := d.people[key]; l != nil {
			return l, l.Type != "People"
		}
	}
	return nil, false
}

// is reports whether a type is one of the given or below.
func (d *reading) is(typ string, of ...string) bool {
	return typ != "" && d.schema.IsAny(typ, of)
}

// alike reports whether two types may be one thing's: the same, or one above the
// other, or one so vague that it says nothing.
func (d *reading) alike(a, b string) bool {
	switch {
	case a == b, a == "", b == "", a == "Concept" || b == "Concept", d.schema.Is(a, b), d.schema.Is(b, a):
		return true
	case d.is(a, "Place") && d.is(b, "Place"), d.is(a, "Organization") && d.is(b, "Organization"), d.is(a, "Event") && d.is(b, "Event"):
		return true
	}
	// Countries act: taggers take them for organisations. So do buildings that
	// house an institution.
	return d.is(a, "Place") && d.is(b, "Organization") || d.is(b, "Place") && d.is(a, "Organization")
}

// numberOf is how many mention i is about.
func (d *reading) numberOf(i int) number {
	m := &d.doc.Mentions[i]
	tok := &d.doc.Sentences[m.Sentence].Tokens[m.Head]
	switch {
	case d.is(m.Type, "People"):
		return many
	case m.Kind == text.Name && d.is(m.Type, "Person"):
		return one
	case m.Kind == text.Name && d.is(m.Type, "Organization"), m.Kind == text.Nominal && d.is(m.Type, "Organization") && !strings.HasSuffix(tok.XPOS, "S"):
		return either
	case m.Kind == text.Name && !strings.HasSuffix(tok.XPOS, "S"):
		return one
	case strings.HasSuffix(tok.XPOS, "S"):
		return many
	case tok.UPOS == "NUM" && tok.Lemma != "one" && !strings.EqualFold(tok.Form, "one"):
		return many
	}
	return one
}

// bareName takes what belongs to the sentence off a name: an article, a
// possessive mark, quotes.
func bareName(s string) string {
	s = strings.Trim(plain(s), `"'“” `)
	s = strings.TrimSuffix(s, "'s")
	if strings.Count(s, ".") == 1 && len(s) > 4 {
		s = strings.TrimSuffix(s, ".") // a sentence's, not that of "U.S."
	}
	for _, article := range []string{"the ", "The ", "THE ", "a ", "an "} {
		s = strings.TrimPrefix(s, article)
	}
	return s
}

// withoutHonours takes what follows a person's full name in capitals off it: the
// "DBE RA" of "Zaha Hadid DBE RA". The number of a pope or king stays.
func withoutHonours(name string) string {
	words := strings.Fields(name)
	if len(words) < 3 || acronym(words[0]) {
		return name
	}
	for last := len(words) - 1; last > 1 && acronym(words[last]) && strings.Trim(words[last], "IVX") != ""; last-- {
		words = words[:last]
	}
	return strings.Join(words, " ")
}

// wordsOf parts a name into words, lower case and without accents, at blanks and
// hyphens.
func wordsOf(name string) []string {
	return strings.FieldsFunc(unaccented(strings.ToLower(name)), func(r rune) bool { return r == ' ' || r == '-' || r == '.' || r == ',' })
}

// unaccented writes Latin letters as English does, since one text writes "Łódź"
// and the next "Lodz".
func unaccented(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return unaccentedRunes(s)
		}
	}
	return s
}

func unaccentedRunes(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r):
			b.WriteString(strings.ToLower(unidecode.Unidecode(string(r))))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// sameFullName reports whether two full names of persons may be one: the last
// words and the first are the same, or one of the first an initial.
func sameFullName(a, b string) bool {
	x, y := wordsOf(a), wordsOf(b)
	if len(x) == 0 || len(y) == 0 || x[len(x)-1] != y[len(y)-1] {
		return subset(x, y) || subset(y, x)
	}
	return x[0] == y[0] || len(x[0]) == 1 && x[0][0] == y[0][0] || len(y[0]) == 1 && x[0][0] == y[0][0] || subset(x, y) || subset(y, x)
}

// subset reports whether all words of a are in b, two at the least.
func subset(a, b []string) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return len(a) > 1
}

var plainer = strings.NewReplacer("’", "'", "‘", "'", "–", "-", "‑", "-", "—", "-", "\n", " ")

// plain writes typographers' quotes and dashes as a keyboard has them.
func plain(s string) string { return plainer.Replace(s) }

func fold(s string) string { return strings.ToLower(plain(s)) }
