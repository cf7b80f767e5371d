package coref

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// entities writes the chains to the document.
func (d *reading) entities() {
	d.doc.Entities = nil
	index := map[int]int{}
	for i := range d.doc.Mentions {
		first := d.find(i)
		at, ok := index[first]
		if !ok {
			at = len(d.doc.Entities)
			index[first] = at
			d.doc.Entities = append(d.doc.Entities, text.Entity{})
		}
		e := &d.doc.Entities[at]
		e.Mentions = append(e.Mentions, i)
		d.doc.Mentions[i].Entity = at
	}
	for at := range d.doc.Entities {
		e := &d.doc.Entities[at]
		d.name(e, d.facts[d.find(e.Mentions[0])])
		for _, i := range e.Mentions {
			d.doc.Mentions[i].Type = e.Type
		}
	}
}

// name gives an entity its names, type and links.
func (d *reading) name(e *text.Entity, f facts) {
	e.Type = d.typeOf(e, f)
	counts := map[string]int{}
	var names []string // in the order of the text
	for _, i := range e.Mentions {
		n := &d.info[i]
		if n.kind != text.Name || n.name == "" {
			continue
		}
		if counts[n.name] == 0 {
			names = append(names, n.name)
		}
		counts[n.name]++
	}
	if f.listed != nil {
		e.Links = slices.Clone(f.listed.Same)
		slices.Sort(e.Links)
		if !f.people && !slices.Contains(names, f.listed.Name) {
			names = append(names, f.listed.Name)
		}
	}
	if len(names) == 0 {
		e.Name = d.bestWords(e)
		return
	}
	e.Name = slices.MaxFunc(names, func(a, b string) int {
		if d.is(e.Type, "Person") {
			// A full name before a surname, however often that comes.
			if full := cmp.Compare(min(len(strings.Fields(a)), 2), min(len(strings.Fields(b)), 2)); full != 0 {
				return full
			}
		}
		return cmp.Or(cmp.Compare(counts[a], counts[b]), cmp.Compare(len(a), len(b)), cmp.Compare(b, a))
	})
	for _, n := range names {
		if n != e.Name {
			e.Aliases = append(e.Aliases, n)
		}
	}
	for _, i := range e.Mentions { // names as written, with their titles
		if n := &d.info[i]; n.kind == text.Name && d.is(e.Type, "Person") {
			if whole := bareName(d.doc.Mentions[i].Text); whole != n.name && whole != e.Name {
				e.Aliases = append(e.Aliases, whole)
			}
		}
	}
	slices.Sort(e.Aliases)
	e.Aliases = slices.Compact(e.Aliases)
}

// bestWords names a chain without a name by its fullest description. What is
// somebody's is told by his name: "its air force" is Russia's air force.
func (d *reading) bestWords(e *text.Entity) string {
	best, score, at := "", -1, -1
	for _, i := range e.Mentions {
		m := &d.doc.Mentions[i]
		s := 0
		switch m.Kind {
		case text.Nominal:
			s = 1000 + min(len(m.Text), 60)
		case text.Adjective:
			s = 500
		case text.Name:
			s = 2000
		}
		if s > score {
			best, score, at = m.Text, s, i
		}
	}
	best = strings.Join(strings.Fields(plain(best)), " ")
	if pronoun, rest, ok := strings.Cut(best, " "); ok && at >= 0 && possessive[strings.ToLower(pronoun)] {
		rest = strings.TrimPrefix(rest, "own ")
		if owner := d.ownerOf(at); owner != "" {
			return owner + "'s " + rest
		}
		return rest
	}
	for _, article := range []string{"the ", "The ", "a ", "A ", "an ", "An ", "this ", "This ", "that ", "That ", "these ", "These ", "those ", "Those ", "any ", "Any ", "some ", "Some "} {
		if rest, ok := strings.CutPrefix(best, article); ok && rest != "" {
			return rest
		}
	}
	return best
}

var possessive = wordSet("his her its their")

// ownerOf returns the name of whom the pronoun at the head of a description stands
// for, "" where he has none.
func (d *reading) ownerOf(i int) string {
	m := &d.doc.Mentions[i]
	for _, j := range d.at[m.Sentence] {
		if o := &d.doc.Mentions[j]; o.Kind != text.Pronoun || o.First != m.First || o.End != m.First+1 {
			continue
		}
		chain := d.find(j)
		if chain == d.find(i) || !d.facts[chain].named {
			return ""
		}
		// It may not have its own name yet.
		owner := text.Entity{Mentions: d.doc.Entities[d.doc.Mentions[j].Entity].Mentions}
		d.name(&owner, d.facts[chain])
		return owner.Name
	}
	return ""
}

// typeOf is the type that most of what is known speaks for. A type's votes count
// for its descendants too: three times "organisation" and once "armed group" make
// an armed group.
func (d *reading) typeOf(e *text.Entity, f facts) string {
	if f.listed != nil {
		if f.people {
			return "People"
		}
		return f.listed.Type
	}
	votes := map[string]float64{}
	for _, i := range e.Mentions {
		m := &d.doc.Mentions[i]
		switch {
		case m.Type == "" || m.Kind == text.Pronoun && m.Type != "Person":
		case m.Type == "Concept" && len(e.Mentions) > 1:
			votes[m.Type] += 0.1
		case m.Kind == text.Name:
			votes[m.Type] += 2
		default:
			votes[m.Type]++
		}
		if typ := d.predicated(i); typ != "" && m.Kind == text.Name {
			votes[typ] += 1.5
		}
	}
	best, bestScore := "", 0.0
	for _, t := range d.schema.Types {
		if votes[t.ID] == 0 {
			continue
		}
		s := 0.0
		for up := t.ID; up != ""; {
			s += votes[up]
			parent := d.schema.Type(up)
			if parent == nil {
				break
			}
			up = parent.Parent
		}
		if s > bestScore {
			best, bestScore = t.ID, s
		}
	}
	if best == "" {
		return d.fallback(e, votes)
	}
	return best
}

// fallback is the type where the schema's types had no vote: a value's own, or
// what a pronoun alone lets one guess.
func (d *reading) fallback(e *text.Entity, votes map[string]float64) string {
	for _, typ := range []string{"Date", "Money", "Quantity"} {
		if votes[typ] > 0 {
			return typ
		}
	}
	for _, i := range e.Mentions {
		switch d.info[i].word {
		case "who", "whom", "we", "us", "our", "they", "them", "their", "those", "everyone":
			return "Person"
		}
	}
	return "Concept"
}

// predicated is the type of what a sentence says a name is: "IS-K is a jihadist
// group".
func (d *reading) predicated(i int) string {
	m := &d.doc.Mentions[i]
	t := d.trees[m.Sentence]
	v := t.Head(m.Head)
	if v < 0 || !tree.Is(t.Tokens[m.Head].Deprel, "nsubj") || t.Child(v, "cop") < 0 {
		return ""
	}
	if j := d.headed(m.Sentence, v); j >= 0 && d.info[j].kind == text.Nominal && d.agree(i, j) {
		return d.doc.Mentions[j].Type
	}
	return ""
}
