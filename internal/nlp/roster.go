package nlp

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/nlp/coref"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// roster remembers how the sections so far have called things, so that a name that
// comes again joins what it has named before. A section is shown those names only
// that its own may be a form of: what it costs to read one does not grow with the
// number of names in the book.
type roster struct {
	whole map[string][]*known // by all words
	part  map[string][]*known // by the first word, the last, and the initials
	clock int
}

// known is a way in which a thing was called.
type known struct {
	coref.Called
	mention text.Mention
	toks    []text.Token // of the mention, their spans counted from its start
	at      int          // the mention's index in the whole
	entity  int          // what it names, in the whole
	seen    int          // when it was last met
}

// recalls is how many names that share a word are shown to a section: of the many
// Smiths of a long text, those spoken of last.
const recalls = 8

func newRoster() *roster {
	return &roster{whole: map[string][]*known{}, part: map[string][]*known{}}
}

// recall returns the known names that those of the mentions may be forms of, the
// last met last.
func (n *roster) recall(mentions []text.Mention) []*known {
	var out []*known
	chosen := map[*known]bool{}
	add := func(k *known) {
		if !chosen[k] {
			chosen[k] = true
			out = append(out, k)
		}
	}
	asked := map[string]bool{}
	for i := range mentions {
		c := coref.CalledBy(&mentions[i])
		key := strings.Join(c.Words, " ")
		if key == "" || asked[key] {
			continue
		}
		asked[key] = true
		for _, k := range n.whole[key] {
			add(k)
		}
		for _, key := range keys(&c) {
			for _, k := range n.part[key] {
				if related(&c, &k.Called) {
					add(k)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b *known) int { return cmp.Compare(a.seen, b.seen) })
	return out
}

// keys are what two forms of one name may share.
func keys(c *coref.Called) []string {
	first, last := c.Words[0], c.Words[len(c.Words)-1]
	out := []string{last}
	if first != last {
		out = append(out, first)
	}
	if len(c.Initials) > 2 {
		out = append(out, "initials "+c.Initials)
	}
	return out
}

// related reports whether two names that share a key may be forms of one: they end
// in the same word, or one is a single word of the other, or its initials. That two
// people are called James makes no name of the other's.
func related(a, b *coref.Called) bool {
	return len(a.Words) == 1 || len(b.Words) == 1 || a.Words[len(a.Words)-1] == b.Words[len(b.Words)-1]
}

// remember notes a name that was met: mention m of a section, with its sentence's
// tokens, the at-th mention of the whole, which names an entity of the whole.
func (n *roster) remember(c coref.Called, m *text.Mention, toks []text.Token, at, entity int) {
	n.clock++
	key := strings.Join(c.Words, " ")
	i := slices.IndexFunc(n.whole[key], func(k *known) bool { return k.entity == entity })
	if i < 0 {
		k := &known{Called: c, mention: *m, toks: phrase(toks, m), at: at, entity: entity, seen: n.clock}
		n.whole[key] = lately(n.whole[key], k)
		n.touch(k)
		return
	}
	k := n.whole[key][i]
	k.seen = n.clock
	n.touch(k)
}

// touch makes a name the last of those that share its words.
func (n *roster) touch(k *known) {
	for _, key := range keys(&k.Called) {
		n.part[key] = lately(n.part[key], k)
	}
}

// lately moves or puts a name to the end of a list, which stays short.
func lately(list []*known, k *known) []*known {
	if i := slices.Index(list, k); i >= 0 {
		list = slices.Delete(list, i, i+1)
	} else if len(list) == recalls {
		list = slices.Delete(list, 0, 1)
	}
	return append(list, k)
}

// phrase returns a mention's tokens as a sentence of their own.
func phrase(toks []text.Token, m *text.Mention) []text.Token {
	out := slices.Clone(toks[m.First:m.End])
	for i := range out {
		t := &out[i]
		if t.Head -= m.First; t.Head < 0 || t.Head >= len(out) {
			t.Head, t.Deprel = -1, "root"
		}
		t.Span.Start -= m.Span.Start
		t.Span.End -= m.Span.Start
	}
	return out
}
