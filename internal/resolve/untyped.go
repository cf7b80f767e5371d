package resolve

import (
	"maps"
	"slices"
)

// typed returns the documents with a type for the names that come without one, as a
// table of known facts has them: that which the schema's list of names gives, or else
// that which the other documents give most often, where all who type the name take it
// for one kind of thing. A name that could be several keeps none.
func (x *Resolver) typed(docs []*Summary) []*Summary {
	bare := map[string]bool{} // folded names without a type
	for _, d := range docs {
		for i := range d.Entities {
			if e := &d.Entities[i]; e.Type == "" && e.Scope == Named {
				bare[Fold(e.Name)] = true
			}
		}
	}
	if len(bare) == 0 {
		return docs
	}
	types := x.typesOf(docs, bare)
	out := slices.Clone(docs)
	for k, d := range out {
		copied := false
		for i := range d.Entities {
			e := &d.Entities[i]
			typ := types[Fold(e.Name)]
			if e.Type != "" || e.Scope != Named || typ == "" {
				continue
			}
			if !copied {
				own := *d
				own.Entities = slices.Clone(d.Entities)
				d, copied = &own, true
				out[k] = d
			}
			d.Entities[i].Type = typ
		}
	}
	return out
}

// typesOf returns the types of bare names, by folded name; none of what is taken for
// several kinds of thing.
func (x *Resolver) typesOf(docs []*Summary, bare map[string]bool) map[string]string {
	given := map[string]map[family]votes{}
	vote := func(name, typ string, weight int) {
		if !bare[name] || typ == "" {
			return
		}
		f := familyOf(x.schema, typ)
		if given[name] == nil {
			given[name] = map[family]votes{}
		}
		if given[name][f] == nil {
			given[name][f] = votes{}
		}
		given[name][f][typ] += weight
	}
	for _, d := range docs {
		for i := range d.Entities {
			if e := &d.Entities[i]; e.Scope == Named {
				vote(Fold(e.Name), e.Type, max(1, e.Weight))
			}
		}
	}
	types := map[string]string{}
	for name := range bare {
		known := map[string]bool{}
		for f := agents; f <= others; f++ {
			if n := x.known.find(key{family: f, name: name}); n != nil {
				known[n.Type] = true
			}
		}
		switch {
		case len(known) == 1:
			types[name] = slices.Collect(maps.Keys(known))[0]
		case len(known) == 0 && len(given[name]) == 1:
			for _, of := range given[name] {
				types[name] = of.most()
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
