package nlp

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// things are the entities of a long document so far. Sections settle who is who in
// themselves; what ties a chain to one of an earlier section is a mention of that
// which the section was shown, or else the name that both were given: "Russian"
// here and "Russia" there are both Russia.
type things struct {
	list  []thing
	one   []int          // for each, one that it turned out to be; union-find
	names map[string]int // by type and name
}

// thing is an entity, and how many mentions speak for its name and for its type.
type thing struct {
	text.Entity
	named            bool
	forName, forType int
}

func newThings() things { return things{names: map[string]int{}} }

// find returns the number of what entity i turned out to be.
func (t *things) find(i int) int {
	for t.one[i] != i {
		t.one[i] = t.one[t.one[i]]
		i = t.one[i]
	}
	return i
}

// settle returns, for each entity of a page, its number in the whole.
func (t *things) settle(p *page) []int {
	whole := make([]int, len(p.Entities))
	for i := range p.Entities {
		e := &p.Entities[i]
		to, own := -1, 0
		now := thing{Entity: *e}
		for _, m := range e.Mentions {
			if k := p.Mentions[m].Kind; k == text.Name || k == text.Adjective {
				now.named = true
			}
			if m >= len(p.told) {
				own++
			} else {
				to = t.same(to, p.told[m].Entity)
			}
		}
		if known, ok := t.names[called(e)]; ok && to < 0 && now.named {
			to = t.find(known)
		}
		now.forName, now.forType = own, own
		switch {
		case to < 0:
			to = t.add(now)
		case own > 0:
			t.list[to].merge(&now)
		}
		whole[i] = to
	}
	return whole
}

// made numbers the entities that the extractor added to a page: states, by their
// seats of government.
func (t *things) made(p *page, whole []int) []int {
	for i := len(whole); i < len(p.Entities); i++ {
		e := &p.Entities[i]
		to, ok := t.names[called(e)]
		if !ok {
			to = t.add(thing{Entity: *e, named: true, forName: 1, forType: 1})
		}
		whole = append(whole, to)
	}
	return whole
}

func called(e *text.Entity) string { return e.Type + "\n" + e.Name }

func (t *things) add(now thing) int {
	now.Mentions = nil
	t.list = append(t.list, now)
	i := len(t.one)
	t.one = append(t.one, i)
	if _, ok := t.names[called(&now.Entity)]; !ok && now.named {
		t.names[called(&now.Entity)] = i
	}
	return i
}

// same makes entities a and b one, and returns its number; a may be -1 for none.
func (t *things) same(a, b int) int {
	b = t.find(b)
	if a < 0 {
		return b
	}
	if a = t.find(a); a == b {
		return a
	}
	if b < a {
		a, b = b, a
	}
	t.one[b] = a
	t.list[a].merge(&t.list[b])
	t.list[b] = thing{}
	return a
}

// merge adds what another section says of an entity. Its name and its type are
// those of most mentions, as far as one can tell without counting each: the one
// that is held loses by every section that has another.
func (t *thing) merge(o *thing) {
	switch {
	case o.Type == t.Type:
		t.forType += o.forType
	case untyped(o.Type) && !untyped(t.Type):
	case untyped(t.Type) && !untyped(o.Type) || o.forType > t.forType:
		t.Type, t.forType = o.Type, o.forType-t.forType
	default:
		t.forType -= o.forType
	}
	names := slices.Concat(t.Aliases, o.Aliases)
	if t.named {
		names = append(names, t.Name)
	}
	if o.named {
		names = append(names, o.Name)
	}
	switch {
	case o.Name == t.Name:
		t.forName += o.forName
	case t.named && !o.named:
	case o.named && !t.named || t.Type == "Person" && !whole(t.Name) && whole(o.Name):
		t.Name, t.forName = o.Name, o.forName
	case t.named != o.named || t.Type == "Person" && whole(t.Name) && !whole(o.Name):
	case t.named && o.forName > t.forName:
		t.Name, t.forName = o.Name, o.forName-t.forName
	default:
		t.forName = max(0, t.forName-o.forName)
	}
	t.named = t.named || o.named
	slices.Sort(names)
	t.Aliases = slices.DeleteFunc(slices.Compact(names), func(n string) bool { return n == t.Name })
	if len(t.Links) == 0 {
		t.Links = o.Links
	}
}

// untyped reports whether a type says nothing of what has it.
func untyped(typ string) bool { return typ == "Concept" || typ == "Object" || typ == "" }

// whole reports whether a person's name is more than a surname.
func whole(name string) bool { return strings.ContainsRune(name, ' ') }

// entities returns the entities in the order of their first mentions, and gives the
// mentions their numbers.
func (t *things) entities(mentions []text.Mention) []text.Entity {
	number := make([]int, len(t.list)) // counted from 1
	var order, count []int
	for i := range mentions {
		e := t.find(mentions[i].Entity)
		if number[e] == 0 {
			order, count = append(order, e), append(count, 0)
			number[e] = len(order)
		}
		mentions[i].Entity = number[e] - 1
		count[number[e]-1]++
	}
	all := make([]int, len(mentions)) // the mentions of all, side by side
	out := make([]text.Entity, len(order))
	for n, e := range order {
		out[n] = t.list[e].Entity
		out[n].Mentions, all = all[:0:count[n]], all[count[n]:]
	}
	for i := range mentions {
		e := &out[mentions[i].Entity]
		e.Mentions = append(e.Mentions, i)
	}
	return out
}
