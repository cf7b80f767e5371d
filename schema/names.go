package schema

import "slices"

// gazetteer returns names of places that schemas with a Country type have
// besides their own.
var gazetteer = places

// mergeNames joins the entries for one name, the extended schemas' first. Two
// entries are about one thing if their types lie on one line of the tree
// ("Organization" made an "ArmedGroup" by a later file), and about namesakes
// otherwise; in one file the same name, type and place twice is a mistake.
func (b *builder) mergeNames() {
	type entry struct {
		*Name
		file string
		line int
	}
	byName := map[string][]*entry{}
	for i, e := range b.names {
		typ := ""
		if e.typ != nil {
			typ = e.typ.text
			b.lookUp(reference{typeRef, *e.typ})
		}
		var old *entry
		for _, o := range byName[e.name.text] {
			same := o.file == b.fileOf[i]
			switch {
			case same && o.Type == typ && o.In == textOf(e.in):
				b.r.add(e.name.at, "", "the name %q is given twice: it stands on line %d already", e.name.text, o.line)
				old = o
			case !same && old == nil && (typ == "" || b.related(typ, o.Type)):
				old = o
			}
		}
		if old == nil {
			if e.typ == nil {
				b.r.add(e.name.at, "add type: …", "the name %q has no type", e.name.text)
			}
			old = &entry{Name: &Name{Name: e.name.text, Type: typ}}
			byName[e.name.text] = append(byName[e.name.text], old)
			b.s.Names = append(b.s.Names, old.Name)
		}
		old.file, old.line = b.fileOf[i], e.name.at.line
		if typ != "" {
			old.Type = typ
		}
		if e.in != nil {
			old.In = e.in.text
		}
		old.Aliases = addWords(old.Aliases, e.aliases)
		old.Same = addWords(old.Same, e.same)
		old.Demonyms = addWords(old.Demonyms, e.demonyms)
	}
}

// related reports whether one type lies under the other. Unlike Schema.Is it
// stands a circle.
func (b *builder) related(x, y string) bool { return b.under(x, y) || b.under(y, x) }

func (b *builder) under(id, ancestor string) bool {
	for range len(b.s.types) + 1 {
		if id == ancestor {
			return true
		}
		t := b.s.types[id]
		if t == nil || t.Parent == "" {
			return false
		}
		id = t.Parent
	}
	return false
}

// finish adds the gazetteer's places. A place that the files name too is added
// to theirs; one of a type that the schema has not is left out.
func (b *builder) finish() *Schema {
	s := b.s
	if s.types["Country"] == nil {
		return s
	}
	own := map[string]*Name{}
	for _, n := range s.Names {
		if own[n.Name] == nil {
			own[n.Name] = n
		}
	}
	for _, p := range gazetteer() {
		if s.types[p.Type] == nil {
			continue
		}
		n := own[p.Name]
		if n == nil || !b.related(n.Type, p.Type) {
			s.Names = append(s.Names, p)
			continue
		}
		n.Aliases = addTexts(n.Aliases, p.Aliases)
		n.Same = addTexts(n.Same, p.Same)
		n.Demonyms = addTexts(n.Demonyms, p.Demonyms)
		if n.In == "" {
			n.In = p.In
		}
	}
	return s
}

func addTexts(to, from []string) []string {
	for _, w := range from {
		if !slices.Contains(to, w) {
			to = append(to, w)
		}
	}
	return to
}

func textOf(w *word) string {
	if w == nil {
		return ""
	}
	return w.text
}
