package coref

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/persons"
)

// pronounFacts are what a pronoun asks of whom it stands for.
type pronounFacts struct {
	person int  // 1, 2, 3
	gender byte // 'f', 'm', 'n' for things; 0 for any
	number number
	self   bool // reflexive
}

var pronouns = pronounTable()

func pronounTable() map[string]pronounFacts {
	t := map[string]pronounFacts{}
	for list, f := range map[string]pronounFacts{
		"he him his":                         {3, 'm', one, false},
		"himself":                            {3, 'm', one, true},
		"she her hers":                       {3, 'f', one, false},
		"herself":                            {3, 'f', one, true},
		"it its":                             {3, 'n', one, false},
		"itself":                             {3, 'n', one, true},
		"they them their theirs":             {3, 0, many, false},
		"themselves":                         {3, 0, many, true},
		"i me my mine myself":                {1, 0, one, false},
		"we us our ours ourselves":           {1, 0, many, false},
		"you your yours yourself yourselves": {2, 0, either, false},
	} {
		for w := range strings.FieldsSeq(list) {
			t[w] = f
		}
	}
	return t
}

var (
	womanly = wordSet("woman girl mother daughter sister wife widow girlfriend queen princess actress aunt niece grandmother lady spokeswoman chairwoman congresswoman policewoman businesswoman heroine nun duchess countess baroness goddess waitress mom mum bride granddaughter stepmother mrs ms miss madam dame saleswoman schoolgirl")
	manly   = wordSet("man boy father son brother husband widower boyfriend king prince actor uncle nephew grandfather gentleman spokesman chairman congressman policeman businessman hero monk duke count baron god waiter dad groom grandson stepfather mr sir lord gunman fisherman fireman imam pope priest sultan emperor sheikh ayatollah mullah guy salesman schoolboy lad")
)

// genderOfNoun is the gender that a noun says.
func genderOfNoun(lemma string) byte {
	switch {
	case womanly[lemma]:
		return 'f'
	case manly[lemma]:
		return 'm'
	}
	return 0
}

// genderOfName is the gender of a person by title or given name.
func genderOfName(whole, bare string) byte {
	for w := range strings.FieldsSeq(strings.TrimSuffix(whole, bare)) {
		if g := genderOfNoun(strings.ToLower(strings.TrimSuffix(w, "."))); g != 0 {
			return g
		}
	}
	first, _, _ := strings.Cut(bare, " ")
	if g := persons.Given(first); g == 'f' || g == 'm' {
		return g
	}
	return 0
}

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
