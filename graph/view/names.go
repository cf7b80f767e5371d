package view

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// Names finds entities, relations and types by the names that people write. It
// is immutable and safe for concurrent use.
type Names struct {
	entities  []graph.Profile
	ids       map[string]int
	names     map[string][]int // by folded name, as indexes of entities
	aliases   map[string][]int
	relations []string // sorted
	types     []string // sorted
}

// NamesOf gathers the names in a graph, and the relations and types of the
// schema, which may be nil.
func NamesOf(g *graph.Graph, s *schema.Schema) *Names {
	n := WordsOf(g, s)
	n.entities, n.ids, n.names, n.aliases = g.Entities, map[string]int{}, map[string][]int{}, map[string][]int{}
	for i := range g.Entities {
		e := &g.Entities[i]
		n.ids[e.ID] = i
		n.names[Fold(e.Name)] = append(n.names[Fold(e.Name)], i)
		for _, a := range e.Aliases {
			if f := Fold(a); !slices.Contains(n.aliases[f], i) {
				n.aliases[f] = append(n.aliases[f], i)
			}
		}
	}
	return n
}

// WordsOf is NamesOf for one who finds entities elsewhere: it knows relations and types
// alone, and finds nobody.
func WordsOf(g *graph.Graph, s *schema.Schema) *Names {
	n := &Names{}
	n.types, n.relations = vocabularyOf(g, s)
	return n
}

// Find is Names.Entity for a single look-up.
func Find(g *graph.Graph, name string) (found []graph.Entity, near []string) {
	return NamesOf(g, nil).Entity(name)
}

// Entity returns the entities that a person means by name: by ID, by name, by
// alias, by the last words of a name ("Putin") where only one has them and it is
// a person's, or nobody else's name has them at all; in any case, with or without accents, "the" and hyphens. Namesakes all come back, in
// the order of their IDs. Where there is none, near holds names that were probably
// meant, the likeliest first.
func (n *Names) Entity(name string) (found []graph.Entity, near []string) {
	if i, ok := n.ids[name]; ok {
		return n.pick([]int{i}), nil
	}
	folded := Fold(name)
	if folded == "" {
		return nil, nil
	}
	for _, index := range []map[string][]int{n.names, n.aliases} {
		if is := index[folded]; len(is) > 0 {
			return n.pick(is), nil
		}
	}
	g := NewGuesser(name)
	for i := range n.entities {
		e := &n.entities[i]
		g.Show(e.ID, Fold(e.Name))
		for _, a := range e.Aliases {
			g.Show(e.ID, Fold(a))
		}
	}
	found, near, _ = g.Guess(func(id string) (graph.Entity, error) { return n.entities[n.ids[id]].Entity, nil })
	return found, near
}

// Relation returns the relation that a person means by name, with spaces or
// hyphens and in any case, or "" and what was probably meant.
func (n *Names) Relation(name string) (id string, near []string) { return choose(name, n.relations) }

// Relations returns the IDs of all relations, sorted.
func (n *Names) Relations() []string { return slices.Clone(n.relations) }

// Type returns the entity type that a person means by name.
func (n *Names) Type(name string) (id string, near []string) { return choose(name, n.types) }

func choose(name string, ids []string) (id string, near []string) {
	want := joined(name)
	for _, id := range ids {
		if joined(id) == want {
			return id, nil
		}
	}
	return "", Near(name, ids)
}

// joined folds a name and drops its spaces: a "political party" is a PoliticalParty.
func joined(name string) string { return strings.ReplaceAll(Fold(name), " ", "") }

func (n *Names) pick(is []int) []graph.Entity {
	found := make([]graph.Entity, len(is))
	for j, i := range is {
		found[j] = n.entities[i].Entity
	}
	slices.SortFunc(found, func(a, b graph.Entity) int { return cmp.Compare(a.ID, b.ID) })
	return found
}

// Near returns the candidates whose spelling is near to name, at most three, the
// nearest first.
func Near(name string, candidates []string) []string {
	folded := Fold(name)
	distances := map[string]int{}
	var near []string
	for _, c := range candidates {
		other := Fold(c)
		d, ok := distance(folded, other)
		if !ok && len(folded) >= 3 && (strings.Contains(other, folded) || strings.Contains(folded, other) && len(other) >= 3) {
			d, ok = len(other)+len(folded), true // a part of a word comes after a slip of the pen
		}
		if _, double := distances[c]; ok && !double {
			distances[c] = d
			near = append(near, c)
		}
	}
	slices.SortFunc(near, func(a, b string) int { return cmp.Or(cmp.Compare(distances[a], distances[b]), cmp.Compare(a, b)) })
	return near[:min(len(near), 3)]
}

// Fold makes equal what people take for the same name: it drops case, accents,
// a leading "the", possessive endings and characters that are not seen, and makes
// every run of spaces, hyphens and punctuation one space.
func Fold(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToLower(dropPossessive(name))) {
		common := 'a' <= r && r <= 'z' || '0' <= r && r <= '9' // and needs no looking up
		switch {
		case !common && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == '\'' || r == '’' || r == '.'):
		case common || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsSymbol(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteString(plain(r))
		default:
			gap = true
		}
	}
	return strings.TrimPrefix(b.String(), "the ")
}

func dropPossessive(name string) string {
	for _, end := range []string{"'s", "’s"} {
		name = strings.TrimSuffix(name, end)
	}
	return name
}

// plain spells a Latin letter that no accent was taken from ("ø", "ł", "ß") with
// those of ASCII. Other scripts stay as they are, lest different names meet.
func plain(r rune) string {
	if r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r) {
		return strings.ToLower(unidecode.Unidecode(string(r)))
	}
	return string(r)
}
