package schema

import (
	"slices"
	"strings"
	"unicode"
)

// word is a scalar with its place.
type word struct {
	text string
	at   place
}

// file is one schema file as it stands, before it is applied to what it
// extends. A nil or absent field was not given.
type file struct {
	name      string
	path      string
	extends   []word
	types     []typeEntry
	relations []relationEntry
	names     []nameEntry
}

type typeEntry struct {
	id       word
	is, says *word
	nouns    []word
	maps     []mapEntry
}

type relationEntry struct {
	id                    word
	from, to              *[]word
	says, inverse         *word
	symmetric, transitive *bool
	maps                  []mapEntry
	event                 *happeningEntry
	triggers              []Trigger
}

type happeningEntry struct{ typ, called *word }

type mapEntry struct {
	vocabulary string
	names      []word
}

type nameEntry struct {
	name     word
	typ, in  *word
	aliases  []word
	same     []word
	demonyms []word
}

// The keys of each part of a file, in the order that a hint lists them.
var (
	fileKeys     = []string{"name", "extends", "entities", "relations", "names"}
	typeKeys     = []string{"is", "says", "nouns", "maps"}
	relationKeys = []string{"from", "to", "says", "symmetric", "transitive", "inverse", "maps", "event", "triggers"}
	eventKeys    = []string{"type", "called"}
	nameKeys     = []string{"name", "type", "aliases", "same", "demonyms", "in"}
)

// decodeFile reads the parts of a file, reporting what is not as it should be.
func (b *builder) decodeFile(path string, root *node) *file {
	f := &file{path: path}
	for _, p := range b.fields(root, "a schema file", fileKeys) {
		switch p.key {
		case "name":
			f.name = b.text(p.value, "name").text
		case "extends":
			f.extends = b.words(p.value, "extends")
		case "entities":
			for _, e := range b.entries(p.value, "entities", "entity types") {
				f.types = append(f.types, b.decodeType(e))
			}
		case "relations":
			for _, e := range b.entries(p.value, "relations", "relations") {
				f.relations = append(f.relations, b.decodeRelation(e))
			}
		case "names":
			for _, n := range b.list(p.value, "names") {
				if e, ok := b.decodeName(n); ok {
					f.names = append(f.names, e)
				}
			}
		}
	}
	return f
}

func (b *builder) decodeType(e pair) typeEntry {
	t := typeEntry{id: b.id(e, "an entity type", typeKeys)}
	if slices.Contains(typeKeys, e.key) {
		return t
	}
	for _, p := range b.fields(e.value, "an entity type", typeKeys) {
		switch p.key {
		case "is":
			t.is = b.text(p.value, p.key)
		case "says":
			t.says = b.text(p.value, p.key)
		case "nouns":
			t.nouns = b.words(p.value, p.key)
		case "maps":
			t.maps = b.decodeMaps(p.value)
		}
	}
	return t
}

func (b *builder) decodeRelation(e pair) relationEntry {
	r := relationEntry{id: b.id(e, "a relation", relationKeys)}
	if slices.Contains(relationKeys, e.key) {
		return r
	}
	for _, p := range b.fields(e.value, "a relation", relationKeys) {
		switch p.key {
		case "from":
			ws := b.words(p.value, p.key)
			r.from = &ws
		case "to":
			ws := b.words(p.value, p.key)
			r.to = &ws
		case "says":
			r.says = b.text(p.value, p.key)
		case "inverse":
			r.inverse = b.text(p.value, p.key)
		case "symmetric":
			r.symmetric = b.truth(p.value, p.key)
		case "transitive":
			r.transitive = b.truth(p.value, p.key)
		case "maps":
			r.maps = b.decodeMaps(p.value)
		case "event":
			r.event = b.decodeHappening(p.value)
		case "triggers":
			for _, n := range b.list(p.value, "triggers") {
				if t, ok := b.decodeTrigger(n); ok {
					r.triggers = append(r.triggers, t)
				}
			}
		}
	}
	return r
}

// decodeHappening reads an event: {type: Attack, called: attack on}.
func (b *builder) decodeHappening(n *node) *happeningEntry {
	h := &happeningEntry{}
	for _, p := range b.fields(n, "an event", eventKeys) {
		switch p.key {
		case "type":
			h.typ = b.text(p.value, p.key)
		case "called":
			h.called = b.text(p.value, p.key)
		}
	}
	if n.kind == mapping && (h.typ == nil || h.called == nil) {
		b.r.add(n.at, "write {type: Attack, called: attack on}", "an event needs its type and what it is called")
	}
	if h.typ == nil || h.called == nil {
		return nil
	}
	return h
}

func (b *builder) decodeMaps(n *node) []mapEntry {
	var out []mapEntry
	for _, p := range b.entries(n, "maps", "other vocabularies") {
		out = append(out, mapEntry{p.key, b.words(p.value, p.key)})
	}
	return out
}

func (b *builder) decodeName(n *node) (nameEntry, bool) {
	var e nameEntry
	if n.kind == scalar {
		b.r.add(n.at, "write {name: "+n.text+", type: …}", "a name needs its type")
		return e, false
	}
	for _, p := range b.fields(n, "a name", nameKeys) {
		switch p.key {
		case "name":
			e.name = *b.text(p.value, p.key)
		case "type":
			e.typ = b.text(p.value, p.key)
		case "in":
			e.in = b.text(p.value, p.key)
		case "aliases":
			e.aliases = b.words(p.value, p.key)
		case "demonyms":
			e.demonyms = b.words(p.value, p.key)
		case "same":
			e.same = b.links(p.value)
		}
	}
	if n.kind == mapping && e.name.text == "" {
		b.r.add(n.at, "", "an entry of names without its name")
	}
	return e, e.name.text != ""
}

// links reads what a name is the same as: IRIs, whole or with a prefix.
func (b *builder) links(n *node) []word {
	ws := b.words(n, "same")
	for _, w := range ws {
		if prefix, rest, ok := strings.Cut(w.text, ":"); !ok || prefix == "" || rest == "" || strings.ContainsAny(w.text, " <>\"") {
			b.r.add(w.at, `write it as "wikidata:Q42418" or a whole address`, "%q is no link", w.text)
		}
	}
	return ws
}

// fields returns the pairs of a mapping whose keys are known, reporting the
// others. Nothing at all is an empty mapping.
func (b *builder) fields(n *node, what string, known []string) []pair {
	if n.kind == null {
		return nil
	}
	if n.kind != mapping {
		b.r.add(n.at, "", "%s is written as keys and values, and this is %s", what, n.kind)
		return nil
	}
	var out []pair
	for _, p := range n.pairs {
		if !slices.Contains(known, p.key) {
			b.r.add(p.at, didYouMean(p.key, known), "unknown key %q in %s", p.key, what)
			continue
		}
		out = append(out, p)
	}
	return out
}

// entries returns the pairs of a mapping from names of a person's choice.
func (b *builder) entries(n *node, key, what string) []pair {
	switch n.kind {
	case mapping:
		return n.pairs
	case null:
		return nil
	}
	b.r.add(n.at, "", "%s holds %s by their names, and this is %s", key, what, n.kind)
	return nil
}

// list returns the items of a list; nothing at all is an empty one.
func (b *builder) list(n *node, key string) []*node {
	switch n.kind {
	case list:
		return n.items
	case null:
		return nil
	}
	b.r.add(n.at, "begin each entry with a dash", "%s is a list, and this is %s", key, n.kind)
	return nil
}

// text returns a scalar, never nil: one that is none is reported and empty.
func (b *builder) text(n *node, key string) *word {
	if n.kind != scalar {
		b.r.add(n.at, "", "%s takes a single value, and this is %s", key, n.kind)
		return &word{at: n.at}
	}
	w := &word{strings.TrimSpace(n.text), n.at}
	if w.text == "" {
		b.r.add(n.at, "", "%s is empty", key)
	}
	return w
}

// words returns a list of scalars, or the one that stands for such a list.
func (b *builder) words(n *node, key string) []word {
	switch n.kind {
	case null:
		return nil
	case scalar:
		return []word{*b.text(n, key)}
	case mapping:
		b.r.add(n.at, "", "%s takes a value or a list of values, and this is a mapping", key)
		return nil
	}
	out := make([]word, 0, len(n.items))
	for _, item := range n.items {
		if item.kind != scalar {
			b.r.add(item.at, "", "%s takes single values, and this is %s", key, item.kind)
			continue
		}
		w := *b.text(item, key)
		if w.text != "" && !slices.ContainsFunc(out, func(o word) bool { return o.text == w.text }) {
			out = append(out, w)
		}
	}
	return out
}

func (b *builder) truth(n *node, key string) *bool {
	v := n.text == "true"
	if n.kind != scalar || !v && n.text != "false" {
		b.r.add(n.at, "write true or leave it out", "%s is true or false, not %q", key, n.text)
	}
	return &v
}

// id returns the key of an entry, which becomes part of an IRI. One of the
// entry's own keys in its place is an entry indented too little.
func (b *builder) id(e pair, what string, keys []string) word {
	bad := func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' && c != '_'
	}
	switch {
	case slices.Contains(keys, e.key):
		b.r.add(e.at, "indent it two spaces more than the name above", "%q is a key of %s, and stands where its name should", e.key, what)
	case e.key == "" || strings.ContainsFunc(e.key, bad):
		b.r.add(e.at, "", "%q cannot name %s: only letters, digits, - and _ can stand in it", e.key, what)
	}
	return word{e.key, e.at}
}
