package ingest

import (
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// prune takes out of a document's mentions and entities what no graph should
// hold: values (dates, quantities, sums of money), pronouns that stand for
// nothing named or described, and ideas that are mentioned once and of which
// nothing is claimed. What a claim speaks of stays.
func prune(d *text.Document, s *schema.Schema) {
	claimed := make([]bool, len(d.Entities))
	for i := range d.Claims {
		c := &d.Claims[i]
		for _, m := range []int{c.Subject, c.Object, c.Speaker, c.Place} {
			if m >= 0 {
				claimed[d.Mentions[m].Entity] = true
			}
		}
	}
	entity := renumber(len(d.Entities), func(i int) bool { return claimed[i] || worthy(d, &d.Entities[i], s) })
	mention := renumber(len(d.Mentions), func(i int) bool { e := d.Mentions[i].Entity; return e >= 0 && entity[e] >= 0 })

	var mentions []text.Mention
	for i, m := range d.Mentions {
		if mention[i] >= 0 {
			m.Entity = entity[m.Entity]
			mentions = append(mentions, m)
		}
	}
	var entities []text.Entity
	for i, e := range d.Entities {
		if entity[i] < 0 {
			continue
		}
		for j, m := range e.Mentions {
			e.Mentions[j] = mention[m]
		}
		entities = append(entities, e)
	}
	d.Mentions, d.Entities = mentions, entities
	for i := range d.Claims {
		c := &d.Claims[i]
		for _, m := range []*int{&c.Subject, &c.Object, &c.Speaker, &c.Place} {
			if *m >= 0 {
				*m = mention[*m]
			}
		}
	}
}

// worthy reports whether an entity of which nothing is claimed is kept.
func worthy(d *text.Document, e *text.Entity, s *schema.Schema) bool {
	named, described := false, false
	for _, i := range e.Mentions {
		switch d.Mentions[i].Kind {
		case text.Name, text.Adjective:
			named = true
		case text.Nominal:
			described = true
		}
	}
	switch {
	case e.Type != "" && s.Type(e.Type) == nil: // a value: the schema has no such entity
		return false
	case named:
		return true
	case !described:
		return false
	}
	return len(e.Mentions) > 1 || s.IsAny(e.Type, []string{"Agent", "Place", "Event"})
}

// renumber gives those of n things that are kept their new numbers, in the same
// order, and the others -1.
func renumber(n int, keep func(int) bool) []int {
	numbers := make([]int, n)
	next := 0
	for i := range numbers {
		numbers[i] = -1
		if keep(i) {
			numbers[i] = next
			next++
		}
	}
	return numbers
}
