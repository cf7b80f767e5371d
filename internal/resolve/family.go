package resolve

import (
	"github.com/quadrille-kg/quadrille/schema"
)

// family is a coarse kind of entity. Two documents that give one name types of
// the same family speak of one thing: an analyser takes an army for a company
// more easily than for a town. The order says which family keeps the plain ID
// where names collide.
type family int

const (
	agents family = iota
	persons
	places
	peoples
	events
	others

	families = iota // how many there are
)

// String returns the word that parts colliding IDs: "georgia-place".
func (f family) String() string {
	return [...]string{"organization", "person", "place", "people", "event", "thing"}[f]
}

// familyOf returns the family of a type of a schema.
func familyOf(s *schema.Schema, typ string) family {
	for _, f := range []struct {
		root   string
		family family
	}{
		{"Person", persons},
		{"People", peoples},
		{"Agent", agents},
		{"Organization", agents},
		{"Place", places},
		{"Event", events},
	} {
		if s.Is(typ, f.root) {
			return f.family
		}
	}
	return others
}

// gazetteer finds the schema's own names.
type gazetteer struct {
	byName, byAlias map[key][]*schema.Name
	words           map[string]bool   // the folded names of both
	nations         map[string]string // the countries of demonyms, all folded
}

// key is a family and a folded name. Of namesakes, who share both, each but the
// first has a sense as well: "senator", "united states".
type key struct {
	family family
	name   string
	sense  string
}

func newGazetteer(s *schema.Schema) *gazetteer {
	g := &gazetteer{map[key][]*schema.Name{}, map[key][]*schema.Name{}, map[string]bool{}, map[string]string{}}
	for _, n := range s.Names {
		f := familyOf(s, n.Type)
		k := key{family: f, name: Fold(n.Name)}
		g.byName[k] = append(g.byName[k], n)
		g.words[k.name] = true
		for _, a := range n.Aliases {
			k := key{family: f, name: Fold(a)}
			g.byAlias[k] = append(g.byAlias[k], n)
			g.words[k.name] = true
		}
		for _, d := range n.Demonyms {
			if s.Is(n.Type, countryType) {
				g.nations[Fold(d)] = k.name
			}
		}
	}
	return g
}

// countryType is the schema's type of states.
const countryType = "Country"

// find returns the only entry of that name, or else the only one with that
// alias; nil where there is none, or namesakes.
func (g *gazetteer) find(k key) *schema.Name {
	if hits := g.byName[k]; len(hits) > 0 {
		if len(hits) == 1 {
			return hits[0]
		}
		return nil
	}
	hits := g.byAlias[k]
	for _, h := range hits[min(1, len(hits)):] {
		if h != hits[0] {
			return nil
		}
	}
	if len(hits) == 0 {
		return nil
	}
	return hits[0]
}
