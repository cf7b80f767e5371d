package resolve

import "github.com/quadrille-kg/quadrille/schema"

// Spots: where names belong. A table has, for each folded name and each family, the entry
// of that name, so that the entry of a document's entity is found by two numbers.

// spot is where a name belongs: its family and folded name.
type spot struct {
	family family
	name   int32
}

// What the table has of a spot that it has no entry for; otherwise it is the entry's
// index plus one.
const (
	unasked = 0
	nowhere = -1 // no document has that name: for when all have been listed
)

// beginSpots makes an empty table.
func (r *groups) beginSpots() {
	r.found = make([]int32, families*r.words.Len())
	r.listed = make([]bool, r.words.Len())
	r.entries = make([]entry, 0, r.words.Len()/2) // most words are names, in two spellings
	for name := range r.known.words {
		if word, ok := r.words.find(name); ok {
			r.listed[word] = true
		}
	}
}

// place returns a spot's place in the table.
func (r *groups) place(at spot) int {
	i := int(at.name)*families + int(at.family)
	if i >= len(r.found) {
		r.found = append(r.found, make([]int32, i+1-len(r.found))...)
	}
	return i
}

// entry returns the index of a name's entry, made where there is none yet.
func (r *groups) entry(name, typ int32) int {
	i := r.place(spot{r.family(typ), r.fold(name)})
	if r.found[i] == unasked {
		at, known := r.spotOf(name, typ)
		own := r.place(at)
		if r.found[own] == unasked {
			r.entries = append(r.entries, entry{key: key{family: at.family, name: r.text(at.name)}, known: known, group: -1})
			r.found[own] = int32(len(r.entries))
		}
		r.found[i] = r.found[own]
	}
	return int(r.found[i]) - 1
}

// spotOf returns where a name belongs, by the schema's own name for it.
func (r *groups) spotOf(name, typ int32) (spot, *schema.Name) {
	at := spot{r.family(typ), r.fold(name)}
	if int(at.name) < len(r.listed) && !r.listed[at.name] {
		return at, nil
	}
	if known := r.known.find(key{family: at.family, name: r.text(at.name)}); known != nil {
		return spot{at.family, r.words.id(Fold(known.Name))}, known
	}
	return at, nil
}

// entryNamed returns the entry that documents have under a name; -1 for none.
func (r *groups) entryNamed(f family, folded string) int {
	word, ok := r.words.find(folded)
	if !ok {
		return -1
	}
	if i := int(word)*families + int(f); i < len(r.found) { // many may ask at once: it does not grow
		return max(-1, int(r.found[i])-1)
	}
	return -1
}

// claimed returns the entry of which an alias is the name; -1 for none. It is asked when
// all entries are made.
func (r *groups) claimed(alias, typ int32) int {
	i := r.place(spot{r.family(typ), r.fold(alias)})
	if r.found[i] == unasked {
		at, _ := r.spotOf(alias, typ)
		if r.found[i] = r.found[r.place(at)]; r.found[i] == unasked {
			r.found[i] = nowhere
		}
	}
	return max(-1, int(r.found[i])-1)
}
