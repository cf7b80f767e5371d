package mention

import (
	_ "embed" // the lexicon
	"strings"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/tree"
	"github.com/quadrille-kg/quadrille/schema"
)

// The lexicon says what English nouns stand for, beside the nouns that the
// schema's types list, which go before it. One line a type, its name, a colon,
// and nouns in their singular, phrases with "_" for the blank:
//
//	Person: gunman passer-by vice_president
//
// A type with "+" lists what plurals stand for, one with "!" what a word says as the
// last of a name only: a "Times" is a newspaper, the times are not.
//
//go:embed nouns.txt
var nounsFile string

// lexicon gives head nouns their types.
type lexicon struct {
	one  map[string]string // noun or phrase -> type
	many map[string]string // the same, for plurals that stand for a group
	last map[string]string // the last word or words of a name, as written in small letters
}

func newLexicon(s *schema.Schema) *lexicon {
	l := &lexicon{one: map[string]string{}, many: map[string]string{}, last: map[string]string{}}
	for _, t := range s.Types {
		for _, n := range t.Nouns {
			l.add(l.one, strings.ToLower(n), t.ID)
		}
	}
	for line := range strings.Lines(nounsFile) {
		typ, nouns, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		into := l.one
		if t, plural := strings.CutSuffix(typ, "+"); plural {
			typ, into = t, l.many
		} else if t, name := strings.CutSuffix(typ, "!"); name {
			typ, into = t, l.last
		}
		for n := range strings.FieldsSeq(nouns) {
			l.add(into, strings.ReplaceAll(n, "_", " "), typ)
		}
	}
	return l
}

// Noun reports whether the finder knows a noun's type: a singular in small
// letters.
func (f *Finder) Noun(word string) bool { return f.nouns.one[word] != "" }

// add keeps the first type that a noun is given.
func (l *lexicon) add(into map[string]string, noun, typ string) {
	if _, ok := into[noun]; !ok {
		into[noun] = typ
	}
}

// nounType is the type of a common noun's phrase: that of the longest phrase the
// lexicon knows which ends in the head, or what the ending of the word suggests.
func (s *scan) nounType(first, h int) string {
	switch tok := &s.toks[h]; {
	case tok.UPOS == "NUM" && s.counted(h) >= 0:
		k := s.counted(h)
		return s.nounType(s.left(k), k)
	case tok.UPOS == "NUM" && s.money(h), tok.UPOS == "SYM" && strings.ContainsAny(tok.Form, "$£€¥"):
		return "Money"
	case tok.UPOS == "NUM", tok.UPOS == "SYM":
		return "Quantity"
	case tok.UPOS == "ADJ" || tok.UPOS == "VERB":
		if s.definite(h) && personal[strings.ToLower(tok.Form)] {
			return "People"
		}
		return "Concept"
	}
	if typ := s.related(h); typ != "" {
		return typ
	}
	if l := s.lemma(h); (l == "head" || l == "face") && s.counted(h) >= 0 {
		return "Person" // "the head of Activision"
	}
	if typ := s.known(first, h); typ != "" {
		return typ
	}
	if k := s.tree.Child(h, "acl:relcl"); k >= 0 {
		for _, w := range s.tree.Children(k) {
			if f := strings.ToLower(s.toks[w].Form); f == "who" || f == "whom" {
				return "Person"
			}
		}
	}
	return bySuffix(s.lemma(h))
}

// related is the type of a noun that is of the sort of who has it, "Pakistan's rival",
// "the neighbour of Ukraine", or of what it stands with, "F-16 fighters": such nouns
// are persons otherwise.
func (s *scan) related(h int) string {
	switch s.lemma(h) {
	case "rival", "neighbour", "neighbor", "ally", "foe", "enemy":
		for _, k := range s.tree.Children(h) {
			if d := s.toks[k].Deprel; d != "nmod:poss" && d != "nmod" || s.at[k] < 0 {
				continue
			}
			if typ := s.names[s.at[k]].typ; typ == "Country" && !s.plural(h) {
				return typ
			}
		}
	case "fighter", "bomber", "carrier", "interceptor":
		for k := max(0, h-3); k < h; k++ {
			if s.toks[k].Head != h {
				continue
			}
			if n := s.at[k]; n >= 0 && s.names[n].typ == "Vehicle" || tree.Is(s.lemma(k), "jet", "stealth", "plane") {
				return "Vehicle"
			}
		}
	}
	return ""
}

// counted returns what number h counts, the men of "two of the men", or -1.
func (s *scan) counted(h int) int {
	for _, k := range s.tree.Children(h) {
		if k > h && s.toks[k].Deprel == "nmod" && s.nominal(k) {
			return k
		}
	}
	return -1
}

// personal are adjectives that stand for people: "the wounded".
var personal = words("wounded injured dead sick poor rich elderly young old homeless unemployed accused missing displaced blind deaf faithful disabled vulnerable needy living")

// known looks up the longest phrase of up to three words that ends in head h.
func (s *scan) known(first, h int) string {
	// Plurals of persons are a crowd, unless they are counted: "four men".
	plural := s.plural(h) && s.tree.Child(h, "nummod") < 0
	for i := max(first, h-3); i <= h; i++ {
		key := s.phraseKey(i, h)
		if typ := s.nouns.many[key]; typ != "" && plural {
			return typ
		}
		if typ := s.nouns.one[key]; typ != "" {
			return typ
		}
		if s.nouns.many[key] != "" && i == h {
			return "Person" // "13 pilgrims", "a jihadist"
		}
	}
	if s.plural(h) { // "bases" is not always of "basis"
		form := strings.ToLower(s.toks[h].Form)
		if typ := s.nouns.one[strings.TrimSuffix(form, "s")]; typ != "" {
			return typ
		}
	}
	return ""
}

// phraseKey writes tokens i to h as the lexicon has them: lower case, the head
// as its lemma, hyphens as written.
func (s *scan) phraseKey(i, h int) string {
	var b strings.Builder
	for k := i; k <= h; k++ {
		if k > i && s.toks[k].Span.Start > s.toks[k-1].Span.End {
			b.WriteByte(' ')
		}
		if k == h {
			b.WriteString(s.lemma(k))
		} else {
			b.WriteString(strings.ToLower(plain(s.toks[k].Form)))
		}
	}
	return b.String()
}

// lemma is token i's lemma in lower case, its form where it has none.
func (s *scan) lemma(i int) string {
	if l := s.toks[i].Lemma; l != "" && l != "_" {
		return strings.ToLower(l)
	}
	return strings.ToLower(s.toks[i].Form)
}

// money reports whether number h stands beside a sign of currency.
func (s *scan) money(h int) bool {
	for _, k := range s.tree.Children(h) {
		if strings.ContainsAny(s.toks[k].Form, "$£€¥") {
			return true
		}
	}
	return false
}

// bySuffix guesses from a noun's ending; the rest are things one speaks about,
// and taken for concepts.
func bySuffix(lemma string) string {
	switch {
	case strings.HasSuffix(lemma, "man"), strings.HasSuffix(lemma, "woman"), strings.HasSuffix(lemma, "men") && len(lemma) > 5,
		strings.HasSuffix(lemma, "ist"), len(lemma) > 5 && (strings.HasSuffix(lemma, "er") || strings.HasSuffix(lemma, "or") || strings.HasSuffix(lemma, "ee")) && !things[lemma]:
		return "Person"
	}
	return "Concept"
}

// things are nouns that end as those of persons do, and are not.
var things = words(`adapter adder adventure amplifier answer anger antler banner barrier battery beaker behavior behaviour blunder
	booster border bother boulder brochure buffer bumper burger butter calendar caliber cancer canister center chapter character charger
	charter cheddar choler cipher clover cluster coaster cold collider collar color colour computer condenser conductor connector consumer container
	conveyor cooker copper corner corridor cover cracker cratter crater cylinder danger decoder defer denominator denver detector detour diaper dinner disaster
	discolor disorder divider dollar dolor drawer dresser editor-in-chief elevator encounter endeavor endeavour engender error escalator excavator
	factor favor favour feather fender fervor fever fiber filter finger flavor flavour flower folder freezer gander gender generator gesture ginger
	glamor glitter grammar grinder hammer hamper hanger heater helicopter hinder honor honour horror hunger hunter-gatherer incinerator indicator
	inhibitor interior exterior labor labour ladder laser laughter layer leather ledger lever liquor litter loader locker lumber manner marker marker
	matter meander measure mirror moderator modifier monitor monster motor mower murder neuter newsletter number odor odour offer operator order other outlier oyster
	pallor parameter pattern pepper perimeter plaster pointer poker polymer poster powder power prayer predator printer processor projector propeller
	proper pressure quarter radar radiator rather razor reactor receptor reciever receiver recorder refrigerator register reminder remainder render
	resistor rigor river roller rubber rudder ruler-straight rumor rumour sector semester sensor server shelter shower shoulder shutter silver simulator
	slaughter slipper slumber soccer solver spider splendor splinter stapler starter sticker stopper strainer stupor sugar summer supper surrender
	sweater tapper temper tenor terror theater thermometer thriller thunder timber toaster tower tractor trailer transfer transformer trigger
	trouser tumor tumour typewriter umber upper utter valor vapor vapour vector vigor vinegar voucher water weather whisker whisper winter wonder
	absentee coffee committee degree employee-owned guarantee jubilee knee levee marquee pedigree spree toffee trochee decree referee-stand`)

// nameType decides a name's type: what the schema lists; what its construction, its
// title or the sentence says outright; the noun that is its own last word ("Foreign
// Ministry", "Crocus Hall"); what the tagger saw; and last what stands around it.
func (s *scan) nameType(n name, ending *name) string {
	if n.listed || n.settled {
		return n.typ
	}
	if n.end-n.first == 1 && languages[s.toks[n.first].Form] {
		return "Concept"
	}
	if s.entitled(n) >= 0 {
		return "Person"
	}
	own, strong := s.ownType(n)
	if own == "" && s.titleBefore(n) {
		return "Person"
	}
	if s.among(n) || s.rules(n) {
		return "Person"
	}
	if typ := s.said(n); typ != "" && !s.schema.Is(own, "Organization") {
		return typ
	}
	if own != "" && own != "Concept" && s.believed(n, own, strong) {
		return own
	}
	switch {
	case n.typ == "Person" && n.sure:
		return "Person"
	case ending != nil && directions[strings.ToLower(s.toks[n.first].Form)] && ending.first == n.first+1:
		return ending.typ // "West Darfur"
	case n.typ == "Other":
		return "Concept" // a work, a product, a law: the tagger knows no more
	case n.typ != "":
		return s.schemaType(n.typ)
	case own == "Person":
		return own
	case ending != nil:
		return ending.typ
	}
	return s.around(n, s.headOf(n))
}

// among reports whether a name that begins with a given name stands in a list with what
// the tagger takes for a person's: "Alger Hiss" of "Ann Hiss, Alger Hiss and others".
func (s *scan) among(n name) bool {
	if n.typ == "Person" || n.end-n.first < 2 || n.end-n.first > 3 || persons.Given(s.toks[n.first].Form) == 0 {
		return false
	}
	h := s.headOf(n)
	if s.toks[h].Deprel == "conj" && strings.HasSuffix(s.toks[s.tree.Head(h)].Name, "Person") {
		return true
	}
	for _, k := range s.tree.Children(h) {
		if k > h && s.toks[k].Deprel == "conj" && strings.HasSuffix(s.toks[k].Name, "Person") {
			return true
		}
	}
	return false
}

// rules reports whether a name of one word stands before the noun of what a leader has:
// "the Biden administration". A place has one too.
func (s *scan) rules(n name) bool {
	h := s.headOf(n)
	v := s.tree.Head(h)
	return n.end-n.first == 1 && v == n.end && (n.typ != "Place" || tree.Is(s.lemma(v), "regime", "dictatorship")) && tree.Is(s.toks[h].Deprel, "compound", "nmod:desc") && !shouted(s.toks[h].Form) &&
		tree.Is(s.lemma(v), "administration", "regime", "dictatorship", "presidency")
}

// believed reports whether the type that a name's own words say goes before what the
// tagger took it for. Strong words are those that end names; others are common nouns,
// and say less: "World of Warcraft" is no place, "Enron Investment Partners" no people,
// "Condoleezza Rice" no thing.
func (s *scan) believed(n name, own string, strong bool) bool {
	vague := own == "Place" || own == "Object" || s.schema.IsAny(own, []string{"Person", "People"})
	switch {
	case n.typ == "Person" && n.sure:
		return !s.human(n, own)
	case n.typ == "Organization" && n.sure:
		return s.schema.IsAny(own, []string{"Organization", "Facility"}) || strong && !vague
	case n.typ == "Place" && n.sure:
		return !vague || own == "Place"
	}
	return !vague
}

// human reports whether what the tagger takes for a person is one, though its last word
// is a noun of another type: "Condoleezza Rice", "Tony Hall", but not "Albert Hall" if
// a given name is all that speaks for it, and the noun is one of bodies.
func (s *scan) human(n name, own string) bool {
	if own == "Person" || s.schema.IsAny(own, []string{"Concept", "Object", "People"}) {
		return true
	}
	first := s.toks[n.first].Form
	return n.end-n.first > 1 && persons.IsTitle(first) || n.end-n.first == 2 && persons.Given(first) != 0 && !s.schema.Is(own, "Organization")
}

// ownType is the type that a name's own last word says: capitalised words are
// looked up as common nouns are. A name of one word says nothing by it.
func (s *scan) ownType(n name) (typ string, strong bool) {
	last := n.end - 1
	for last > n.first && s.toks[last].UPOS == "NUM" {
		last-- // "Resolution 2254"
	}
	if last == n.first && last == n.end-1 {
		if !s.sized(last) {
			return "", false
		}
		return s.known(s.left(last), last), false
	}
	if of := s.before(n, "of", "for", "on", "against"); of > n.first {
		last = of - 1 // "Ministry of Defence", "Battle of Debaltseve"
		if typ := s.ministry(n, of); typ != "" {
			return typ, true
		}
		typ := s.ownNoun(n.first, last)
		return typ, s.schema.IsAny(typ, []string{"Event", "Document", "Work", "Country", "Region"})
	}
	return s.ownNoun(n.first, last), s.strong(n.first, last)
}

// strong reports whether a name's last words are such as end names.
func (s *scan) strong(first, last int) bool {
	for i := max(first, last-2); i <= last; i++ {
		if last > first && s.nouns.last[s.asWritten(i, last)] != "" {
			return true
		}
	}
	return false
}

// ministry is Government for the departments and offices of a state, told from others
// by what they are for: "Department of the Treasury", not "Department of Physics".
func (s *scan) ministry(n name, of int) string {
	if !departments[strings.ToLower(s.toks[of-1].Form)] {
		return ""
	}
	for i := of + 1; i < n.end; i++ {
		if civic[strings.ToLower(s.toks[i].Form)] {
			return "Government"
		}
	}
	return ""
}

var (
	departments = words("department office bureau secretariat board")
	civic       = words("state treasury defense defence justice health homeland labor labour agriculture commerce transportation transport interior housing veterans foreign finance immigration prisons customs revenue corrections education energy environment")
)

// ownNoun is the type of the longest phrase the lexicon knows that ends in token last,
// as the end of a name from token first: of its words as names have them, and as
// common nouns.
func (s *scan) ownNoun(first, last int) string {
	for i := max(first, last-2); i <= last; i++ {
		if typ := s.nouns.last[s.asWritten(i, last)]; typ != "" && last > first {
			return typ
		}
	}
	if typ := s.known(first, last); typ != "" {
		return typ
	}
	word := strings.ToLower(s.toks[last].Form)
	if typ := s.nouns.one[word]; typ != "" {
		return typ
	}
	return s.nouns.one[strings.TrimSuffix(word, "s")]
}

// asWritten writes tokens i to h in small letters.
func (s *scan) asWritten(i, h int) string {
	var b strings.Builder
	for k := i; k <= h; k++ {
		if k > i && s.toks[k].Span.Start > s.toks[k-1].Span.End {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToLower(plain(s.toks[k].Form)))
	}
	return b.String()
}

// sized reports whether a noun alone is told apart by a number or adjective before
// it: the "Battalion" of "2nd Battalion".
func (s *scan) sized(h int) bool {
	k := s.tree.Child(h, "amod", "nummod")
	return k >= 0 && k < h
}

// before returns the first token of n that is one of the words, or -1.
func (s *scan) before(n name, words ...string) int {
	for i := n.first; i < n.end; i++ {
		for _, w := range words {
			if s.toks[i].Form == w {
				return i
			}
		}
	}
	return -1
}

// schemaType maps a tagger's label to a type of the schema.
func (s *scan) schemaType(label string) string {
	switch label {
	case "ORG", "Organisation":
		return "Organization"
	case "PER":
		return "Person"
	case "LOC", "GPE":
		return "Place"
	}
	return label
}

// around guesses the type of a name that only its capitals show: after a title
// or with a common given name a person, in capitals an organisation, after "in"
// a place, beside a noun that describes it whatever that is.
func (s *scan) around(n name, h int) string {
	switch first := s.toks[n.first].Form; {
	case ordinal(first) && n.end-n.first > 1:
		return "Military" // "507th ARW"
	case persons.IsTitle(first) && n.end-n.first > 1:
		return "Person"
	case persons.Given(first) != 0 && n.end-n.first > 1:
		return "Person"
	}
	for _, k := range s.tree.Children(h) {
		if k < n.first && s.nominal(k) && (s.toks[k].Deprel == "nmod:desc" || s.toks[k].Deprel == "compound") {
			if typ := s.known(k, k); typ != "" && typ != "Concept" {
				return typ
			}
		}
	}
	switch c := s.tree.Child(h, "case"); {
	case c >= 0 && c < n.first && place[strings.ToLower(s.toks[c].Form)]:
		return "Place"
	case shouted(s.toks[n.first].Form) && !s.shouting() && s.numbered(n) && s.acts(n, h):
		return "Organization"
	}
	if v := s.tree.Head(h); v >= 0 && s.toks[h].Deprel == "nsubj" && speaks[s.lemma(v)] {
		return "Person"
	}
	return "Concept"
}

// acts reports whether a name in capitals stands where bodies do rather than the things
// and notions that are abbreviated too: it does something, owns, or is said to do
// something by "by".
func (s *scan) acts(n name, h int) bool {
	if len(s.toks[n.first].Form) < 3 || abbreviations[s.toks[n.first].Form] {
		return false
	}
	switch s.toks[h].Deprel {
	case "nsubj", "obl:agent", "nmod:poss", "appos", "conj":
		return true
	case "nmod":
		c := s.tree.Child(h, "case")
		return c >= 0 && s.toks[c].Form == "of"
	}
	return false
}

// abbreviations are in capitals and no bodies.
var abbreviations = words("AM PM TV DVD CD PC CEO CFO COO CTO IPO GDP GNP VAT DNA RNA HIV AIDS COVID ID IT HR PR SEO LGBT USB GPS FAQ ATM VIP SUV RFP FYI ASAP PS OK PDF URL CEST CET GMT EST EDT CDT CST PST PDT UTC DUI ADHD PTSD NB RSVP HTML AI ICU ER MRI MP MEP QC KC PhD MBA BA MA")

// numbered reports whether nothing but numbers follows a name's first word.
func (s *scan) numbered(n name) bool {
	for i := n.first + 1; i < n.end; i++ {
		if s.toks[i].UPOS != "NUM" && s.toks[i].UPOS != "PUNCT" {
			return false
		}
	}
	return true
}

// languages are those that are no demonyms.
var languages = words("Arabic Farsi Urdu Hindi Pashto Dari Swahili Hebrew Latin Mandarin Cantonese Tamil Bengali Punjabi Kurmanji Sorani Esperanto Yiddish Aramaic Sanskrit Amharic Hausa Yoruba Tagalog Malayalam Telugu Marathi Gujarati")

var directions = words("north south east west northern southern eastern western central upper lower northeast northwest southeast southwest greater")

// vessel are the words that stand before the names of ships.
var vessel = words("HMS USS FS INS HMCS HMAS HMNZS USNS RFA MV SS RMS USCGC")

var (
	place  = words("in near at throughout across")
	speaks = words("say tell add ask think believe know write explain note recall admit insist marry die smile laugh")
)
