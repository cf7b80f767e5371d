package coref

import (
	"slices"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// joinKnown joins the mentions that came with an entity to those that came with
// the same one: what another reading has settled, of a part of the text that this
// one goes on from, is not asked again.
func (d *reading) joinKnown() {
	first := map[int]int{}
	for i := range d.doc.Mentions {
		e := d.doc.Mentions[i].Entity
		if e < 0 {
			continue
		}
		if j, ok := first[e]; ok {
			d.join(j, i)
		} else {
			first[e] = i
		}
		d.joined[i] = true
	}
}

// Called is how a name is written, as names are compared.
type Called struct {
	Words    []string // in small letters, without titles and articles
	Initials string   // of three words or more, or the letters of an acronym
}

// CalledBy returns how a mention is called; no words where it has no name.
func CalledBy(m *text.Mention) (c Called) {
	if m.Kind != text.Name && m.Kind != text.Adjective {
		return c
	}
	name := bareName(m.Text)
	if m.Type == "Person" {
		name = persons.Bare(name)
	}
	c.Words = slices.DeleteFunc(wordsOf(name), func(w string) bool { return w == "" })
	switch {
	case acronym(name):
		c.Initials = letters(name)
	case len(c.Words) > 2:
		c.Initials = initials(c.Words)
	}
	return c
}
