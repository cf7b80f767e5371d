package resolve

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/schema"
)

// sense is one of several that share a name: those of its documents, and why
// they are thought to be others than the rest.
type sense struct {
	name    string // "" for the one that the name is mostly used for
	known   *schema.Name
	members []member
	why     string // in words: "footballer"
}

// parting says that a group is held apart from another of the same name.
type parting struct {
	other int
	why   reason
}

// senses returns the namesakes among whom each entry's members are parted; none where
// nothing is known of any.
func (r *groups) senses() [][]sense {
	all := make([][]sense, len(r.entries))
	r.shareOut(len(r.entries), func(r *groups) func(int) {
		return func(x int) {
			e := &r.entries[x]
			switch namesakes := r.known.byName[e.key]; {
			case len(namesakes) > 1:
				all[x] = r.sensesOfPlace(x, namesakes)
			case e.key.family == persons && e.known == nil && len(e.members) > 1:
				all[x] = r.sensesOfPerson(x)
			}
		}
	})
	return all
}

// formNamesakes makes groups of an entry's namesakes.
func (r *groups) formNamesakes(x int, senses []sense) {
	e := &r.entries[x]
	first := len(r.all)
	for _, s := range senses {
		k := e.key
		k.sense = s.name
		g := r.newGroup(k, s.known, x)
		if s.name == "" {
			e.group = g
		}
		r.enter(s.members, g)
	}
	if len(senses) > 1 {
		e.split = true
		r.part(first, senses)
	}
}

// partings is how many namesakes an entity is told to be held apart from.
const partings = 5

// part notes why groups that share a name are held apart, of each the first few.
func (r *groups) part(first int, senses []sense) {
	for i, s := range senses {
		for j, o := range senses {
			if i == j || len(r.all[first+i].apart) == partings {
				continue
			}
			why := reason{rule: byCompany, name: r.text(r.display(first + i)), note: s.why}
			switch {
			case s.why != "" && o.why != "":
				why.note += ", not " + o.why
			case o.why != "":
				why.note = "not " + o.why
			}
			r.all[first+i].apart = append(r.all[first+i].apart, parting{first + j, why})
		}
	}
}

// Places: "Georgia" of Tbilisi and Abkhazia is the country, "Georgia" of Atlanta
// and Ohio the state of the United States. Each document's company of places
// says which one it means; where that says nothing, the persons and
// organisations who keep company with one of them elsewhere; and where nothing
// does, the state of the world, which news means unless it says otherwise.

// sensesOfPlace parts a name's documents among the schema's namesakes.
func (r *groups) sensesOfPlace(x int, namesakes []*schema.Name) []sense {
	e := &r.entries[x]
	chosen := make([]int, len(e.members)) // -1 where the document does not tell
	for i, m := range e.members {
		chosen[i] = r.senseByPlaces(m, namesakes)
	}
	r.senseByCompany(x, chosen, len(namesakes))
	usual := slices.IndexFunc(namesakes, func(n *schema.Name) bool { return r.schema.Is(n.Type, countryType) })
	senses := make([]sense, len(namesakes)+1)
	for i, m := range e.members {
		c := chosen[i]
		if c < 0 {
			c = usual
		}
		s := &senses[c+1] // the first is for what nothing tells of
		s.members = append(s.members, m)
	}
	for i, n := range namesakes {
		s := &senses[i+1]
		s.known, s.why = n, n.In
		if i != usual {
			s.name = Fold(n.In + " " + n.Type)
			if n.In != "" {
				s.name = Fold(n.In)
			}
		}
	}
	return slices.DeleteFunc(senses, func(s sense) bool { return len(s.members) == 0 })
}

// placed returns the type of a place for what a document's reader took for a
// person, as it may take any Georgia: where the schema lists a place of that name,
// and the document names it as a place elsewhere, or the places it names speak for
// that one. Who has a surname or a role is a person.
func (r *groups) placed(m member) (typ int32, ok bool) {
	e := &r.ents[m]
	if r.family(e.typ) != persons || e.more != 0 && (r.told(m) || len(r.rest(m).aliases) > 0) {
		return 0, false
	}
	at := spot{places, r.fold(e.name)}
	listed := r.known.byName[key{family: places, name: r.text(at.name)}]
	if len(listed) == 0 {
		return 0, false
	}
	typ = r.words.id(listed[0].Type)
	scores := make([]int, len(listed))
	for o, to := r.members(r.doc(m)); o < to; o++ {
		if r.ents[o].scope != Named || r.family(r.ents[o].typ) != places {
			continue
		}
		near, known := r.spotOf(r.ents[o].name, r.ents[o].typ)
		if near == at {
			return typ, true
		}
		if known == nil {
			continue
		}
		for i, n := range listed {
			scores[i] += r.speaksFor(known, n)
		}
	}
	return typ, slices.Max(scores) >= sibling
}

// How much a place of the company speaks for a namesake.
const (
	holds   = 3 // it lies in that one
	sibling = 2 // it is of the same type, and lies where that one does
	nearby  = 1 // it lies where that one does, or holds it, or both are states
)

// senseByPlaces returns the namesake for which the places that a document names
// speak, or -1.
func (r *groups) senseByPlaces(m member, namesakes []*schema.Name) int {
	scores := make([]int, len(namesakes))
	own := r.at[m]
	from, to := r.members(r.doc(m))
	for j := from; j < to; j++ {
		x := r.at[j]
		if x == own || x < 0 || r.entries[x].known == nil || slices.Contains(r.at[from:j], x) {
			continue
		}
		for i, n := range namesakes {
			scores[i] += r.speaksFor(r.entries[x].known, n)
		}
	}
	called := []string{r.text(r.ents[m].name)}
	for _, a := range r.rest(m).aliases {
		called = append(called, r.text(a))
	}
	for i, n := range namesakes { // "Republic of Georgia"
		if slices.ContainsFunc(n.Aliases, func(a string) bool { return slices.Contains(called, a) }) {
			scores[i] += holds
		}
	}
	return leader(scores, sibling)
}

// leader returns the index of the highest score, where it is at least that high
// and no other is like it; -1 otherwise.
func leader(scores []int, least int) int {
	best := -1
	for i, s := range scores {
		if s >= least && (best < 0 || s > scores[best]) {
			best = i
		}
	}
	for i, s := range scores {
		if best >= 0 && i != best && s == scores[best] {
			return -1
		}
	}
	return best
}

// speaksFor is how much it speaks for a namesake that a place is named beside it.
// A seat of government speaks but for its own country, for the press names it
// everywhere.
func (r *groups) speaksFor(place, n *schema.Name) int {
	in, of, _ := strings.Cut(place.In, ", ") // "Georgia, United States": one holds the other
	country := r.schema.Is(n.Type, countryType)
	switch {
	case in == n.Name && (of == n.In || of == "" && country):
		return holds
	case schema.SeatOf(place.Name) != "":
		return 0
	case n.In != "" && (place.In == n.In || of == n.In):
		if place.Type == n.Type {
			return sibling
		}
		return nearby
	case n.In != "" && place.Name == n.In:
		return nearby
	case country && r.schema.Is(place.Type, countryType):
		return nearby
	}
	return 0
}

// senseByCompany lets those documents that do not tell follow those that do and
// keep the same company: whoever is named beside one namesake only speaks for it.
func (r *groups) senseByCompany(x int, chosen []int, n int) {
	const both = -2
	speaks := map[int32]int{}
	each := func(m member, do func(int32)) {
		for j, to := r.members(r.doc(m)); j < to; j++ {
			if y := r.at[j]; y >= 0 && int(y) != x && r.ents[j].scope == Named && r.entries[y].key.family != places {
				do(y)
			}
		}
	}
	members := r.entries[x].members
	for i, m := range members {
		if c := chosen[i]; c >= 0 {
			each(m, func(y int32) {
				if s, ok := speaks[y]; ok && s != c {
					speaks[y] = both
				} else if !ok {
					speaks[y] = c
				}
			})
		}
	}
	for i, m := range members {
		if chosen[i] >= 0 {
			continue
		}
		scores := make([]int, n)
		each(m, func(y int32) {
			if s, ok := speaks[y]; ok && s != both {
				scores[s]++
			}
		})
		chosen[i] = leader(scores, 1)
	}
}
