// Package schema holds the ontology that says what may come out of a text: the
// types of entity, the relations between them, the words by which English says
// each, and names known beforehand. Two schemas are built in, "general" and
// "conflict"; a researcher's own file extends either. Begin at Load.
package schema

// Schema is a resolved ontology: its own entries and all it extends. It is
// immutable and safe for concurrent use.
type Schema struct {
	Name      string
	Types     []*Type     // parents before children, otherwise in file order
	Relations []*Relation // in file order, the extended schema's first
	Names     []*Name     // the gazetteer, in file order

	types     map[string]*Type
	relations map[string]*Relation
}

// Type is a kind of entity.
type Type struct {
	ID     string
	Parent string   // "" for a root
	Says   string   // one line for people
	Nouns  []string // head nouns that give a mention this type: "militia"
	Maps   map[string][]string
}

// Relation is a kind of edge.
type Relation struct {
	ID         string
	From, To   []string // types allowed as subject and object; empty allows any
	Says       string
	Symmetric  bool                // it holds both ways
	Transitive bool                // a chain of it is one: what follows from what is read
	Inverse    string              // the relation that says the same the other way round; either may name the other
	Maps       map[string][]string // another vocabulary's names: "re3d" -> "Dislikes"
	// Event says what kind of event it is that the relation tells of; nil for none.
	Event    *Happening
	Triggers []Trigger
}

// Happening is the event behind a relation: whoever attacked somebody took part in
// an attack. A subject does it and an object has it done to them; in a symmetric
// relation both take part.
type Happening struct {
	Type   string // type of the event: "Attack"
	Called string // how it is named before those it is done to: "attack on"
}

// Kind is the part of speech or construction that a trigger speaks of.
type Kind string

// The kinds of trigger, each with the sentence it reads.
const (
	Verb       Kind = "verb"       // "IS-K attacked the embassy": subj and obj, passive undone
	Noun       Kind = "noun"       // "an ally of Russia": a role noun; what bears it is the subject
	Event      Kind = "event"      // "the attack on the embassy by IS-K": a nominalisation; also after light verbs
	Adjective  Kind = "adj"        // "hostile to Russia"
	Phrase     Kind = "prep"       // "on the side of Assad", "behind the attack"
	Demonym    Kind = "demonym"    // "the Russian air force": a nationality adjective on a noun of the From types
	Possessive Kind = "possessive" // "Russia's security service": an owner of a noun of the From types
)

// Trigger is one way English says a relation.
type Trigger struct {
	Kind Kind
	// Lemmas are the words: "carry out" is a verb with its particle, "on the side
	// of" a phrase. A Demonym or Possessive has types here, those of the noun; none
	// means the relation's From.
	Lemmas []string
	// Takes, for a verb, lists lemmas, or types of entity, of which its direct
	// object must be one: {verb: claim, takes: [responsibility], for: object},
	// {verb: send, takes: [aid, Weapon], to: object}.
	Takes []string
	// Slots say which part of the sentence fills which argument: "subj", "obj",
	// "iobj", "poss", "compound" or a preposition ("of", "to", "on behalf of") to
	// Subject or Object. Load fills in what a file leaves unsaid: a verb has
	// subj: subject and obj: object unless other slots hold these roles; a noun
	// of: object, and poss as of; an event of: object if nothing else is its
	// object, by: subject and poss: subject; an adjective to: object. A phrase
	// without slots ties what it modifies, the subject, to its complement.
	Slots map[string]Role
	// Status is the weakest status a claim by this trigger has: "possible" for
	// "plan", "denied" for "break with". Empty leaves it to the sentence.
	Status string
	Line   int    // in the schema file
	File   string // the file it stands in
}

// Role is an argument of a relation.
type Role string

// The roles that a slot can fill.
const (
	Subject Role = "subject"
	Object  Role = "object"
)

// Name is an entity known beforehand.
type Name struct {
	Name    string
	Type    string
	Aliases []string
	Same    []string // links: "wikidata:Q1234"
	// Demonyms are the adjectives and peoples of a place: "Russian", "Russians".
	Demonyms []string
	In       string // the place that holds it: Kabul is in Afghanistan
}

// Type returns the type of that id, or nil.
func (s *Schema) Type(id string) *Type { return s.types[id] }

// Relation returns the relation of that id, or nil.
func (s *Schema) Relation(id string) *Relation { return s.relations[id] }

// Is reports whether type id is ancestor or one of its descendants. An unknown
// type is nothing but itself.
func (s *Schema) Is(id, ancestor string) bool {
	for id != "" {
		if id == ancestor {
			return true
		}
		t := s.types[id]
		if t == nil {
			return false
		}
		id = t.Parent
	}
	return false
}

// IsAny reports whether type id is one of the given types or below one; an
// empty list allows any.
func (s *Schema) IsAny(id string, of []string) bool {
	if len(of) == 0 {
		return true
	}
	for _, t := range of {
		if s.Is(id, t) {
			return true
		}
	}
	return false
}
