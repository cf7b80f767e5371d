package rule

import (
	"maps"
	"strings"

	"github.com/quadrille-kg/quadrille/schema"
)

// pattern is one trigger lemma, ready to be matched: "carry out" of the relation
// responsible-for, say.
type pattern struct {
	relation *schema.Relation
	trigger  *schema.Trigger
	rest     []string // the lemmas after the first: "out"
	slots    map[string]schema.Role
}

// lexicon finds patterns by kind and first lemma.
type lexicon struct {
	verb, noun, event, adj, phrase map[string][]*pattern
	demonym, possessive            []*pattern
	forms                          map[string]string // of verbs, to their lemma
}

// Slots that are no prepositions.
const (
	slotSubj     = "subj"
	slotObj      = "obj"
	slotIobj     = "iobj"
	slotPoss     = "poss"
	slotDemonym  = "demonym"
	slotCompound = "compound"
	slotThat     = "that" // the subject of a clause that completes the verb
)

// prepositions may end a phrasal verb in a trigger as if they were particles; a
// lemma such as "reign over" is tried both ways.
var prepositions = set("to on upon with at in into against for of over from after towards toward about")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// compile lays out every trigger of a schema by its first lemma.
func compile(s *schema.Schema) *lexicon {
	l := &lexicon{verb: map[string][]*pattern{}, noun: map[string][]*pattern{}, event: map[string][]*pattern{}, adj: map[string][]*pattern{}, phrase: map[string][]*pattern{}}
	for _, r := range s.Relations {
		for i := range r.Triggers {
			l.add(r, &r.Triggers[i])
		}
	}
	l.forms = inflected(l.verb)
	return l
}

func (l *lexicon) add(r *schema.Relation, t *schema.Trigger) {
	switch t.Kind {
	case schema.Demonym:
		l.demonym = append(l.demonym, &pattern{relation: r, trigger: t})
		return
	case schema.Possessive:
		l.possessive = append(l.possessive, &pattern{relation: r, trigger: t})
		return
	}
	index := map[schema.Kind]map[string][]*pattern{schema.Verb: l.verb, schema.Noun: l.noun, schema.Event: l.event, schema.Adjective: l.adj, schema.Phrase: l.phrase}[t.Kind]
	for _, lemma := range t.Lemmas {
		words := strings.Fields(strings.ToLower(lemma))
		if t.Kind != schema.Verb && t.Kind != schema.Phrase {
			words = lemmaWords(lemma)
		}
		if len(words) == 0 {
			continue
		}
		p := &pattern{relation: r, trigger: t, rest: words[1:], slots: slotsOf(t)}
		index[anchor(t.Kind, words)] = append(index[anchor(t.Kind, words)], p)
		if _, direct := p.slots[slotObj]; t.Kind == schema.Verb && direct && len(words) > 1 && prepositions[words[len(words)-1]] {
			last := words[len(words)-1]
			q := &pattern{relation: r, trigger: t, rest: words[1 : len(words)-1], slots: moved(p.slots, slotObj, last)}
			index[words[0]] = append(index[words[0]], q)
		}
	}
}

// lemmaWords parts a lemma at blanks and hyphens, as the splitter does:
// "secretary-general" is two words.
func lemmaWords(lemma string) []string {
	return strings.FieldsFunc(strings.ToLower(lemma), func(r rune) bool { return r == ' ' || r == '-' })
}

// anchor is the word a pattern is found by: the first of a verb or phrase, the
// last of a noun or adjective, which is its head ("prime minister").
func anchor(k schema.Kind, words []string) string {
	switch k {
	case schema.Noun, schema.Event, schema.Adjective:
		return words[len(words)-1]
	}
	return words[0]
}

// slotsOf adds to a trigger's slots, which the schema has completed with those it
// speaks of, the ones that constructions fill: the nationality before a noun,
// the subject of a light verb or copula, the two ends of a phrase.
func slotsOf(t *schema.Trigger) map[string]schema.Role {
	slots := maps.Clone(t.Slots)
	if slots == nil {
		slots = map[string]schema.Role{}
	}
	also := func(role schema.Role, names ...string) {
		for _, n := range names {
			if _, taken := slots[n]; !taken {
				slots[n] = role
			}
		}
	}
	switch t.Kind {
	case schema.Noun:
		also(schema.Object, slotPoss, slotDemonym)
	case schema.Event:
		also(schema.Subject, slotSubj, slotPoss, slotDemonym)
	case schema.Adjective:
		also(schema.Subject, slotSubj)
	case schema.Phrase:
		if len(slots) == 0 {
			also(schema.Subject, slotSubj)
			also(schema.Object, slotObj)
		}
	}
	return slots
}

func moved(slots map[string]schema.Role, from, to string) map[string]schema.Role {
	out := map[string]schema.Role{}
	for k, v := range slots {
		if k == from {
			k = to
		}
		out[k] = v
	}
	return out
}
