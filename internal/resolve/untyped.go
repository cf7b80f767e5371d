package resolve

import (
	"maps"
	"slices"
)

// giveTypes gives a type to the names that come without one, as a table of known facts
// has them: that which the schema's list of names gives, or else that which the other
// documents give most often, where all who type the name take it for one kind of
// thing. A name that could be several keeps none.
func (r *groups) giveTypes() {
	bare := map[int32]bool{} // folded names without a type
	for m := range r.ents {
		if e := &r.ents[m]; e.typ == 0 && e.scope == Named {
			bare[r.fold(e.name)] = true
		}
	}
	if len(bare) == 0 {
		return
	}
	types := r.typesOf(bare)
	for m := range r.ents {
		if e := &r.ents[m]; e.typ == 0 && e.scope == Named {
			e.typ = types[r.fold(e.name)]
		}
	}
}

// typesOf returns the types of bare names, by folded name; none of what is taken for
// several kinds of thing.
func (r *groups) typesOf(bare map[int32]bool) map[int32]int32 {
	given := map[int32]map[family]votes{}
	for m := range r.ents {
		e := &r.ents[m]
		name := r.fold(e.name)
		if e.scope != Named || e.typ == 0 || !bare[name] {
			continue
		}
		f := r.family(e.typ)
		if given[name] == nil {
			given[name] = map[family]votes{}
		}
		if given[name][f] == nil {
			given[name][f] = votes{}
		}
		given[name][f][r.text(e.typ)] += max(1, int(e.weight))
	}
	types := map[int32]int32{}
	for name := range bare {
		known := map[string]bool{}
		for f := agents; f <= others; f++ {
			if n := r.known.find(key{family: f, name: r.text(name)}); n != nil {
				known[n.Type] = true
			}
		}
		switch {
		case len(known) == 1:
			types[name] = r.words.id(slices.Collect(maps.Keys(known))[0])
		case len(known) == 0 && len(given[name]) == 1:
			for _, of := range given[name] {
				types[name] = r.words.id(of.most())
			}
		}
	}
	return types
}

// most returns what has most votes, the first in the alphabet among equals.
func (v votes) most() string {
	best := ""
	for _, s := range slices.Sorted(maps.Keys(v)) {
		if best == "" || v[s] > v[best] {
			best = s
		}
	}
	return best
}
