package schema

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Show writes the schema for people: its types as a tree, its relations with
// the words that say them, and how many names it knows of each type. With ids it
// writes those types, relations or names alone; the error says which is none of
// these and what may have been meant.
func (s *Schema) Show(w io.Writer, ids ...string) error {
	var b strings.Builder
	if len(ids) == 0 {
		s.showAll(&b)
	}
	for _, id := range ids {
		if !s.showOne(&b, id) {
			return s.unknown(id)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s *Schema) showAll(b *strings.Builder) {
	fmt.Fprintf(b, "schema %s: %d entity types, %d relations, %d names\n\nentity types\n", s.Name, len(s.Types), len(s.Relations), len(s.Names))
	for _, t := range s.Types {
		if s.types[t.Parent] == nil {
			s.showTree(b, t, 1)
		}
	}
	b.WriteString("\nrelations\n")
	for _, r := range s.Relations {
		showRelation(b, r)
	}
	if len(s.Names) > 0 {
		b.WriteString("\nnames\n")
	}
	count := map[string]int{}
	for _, n := range s.Names {
		count[n.Type]++
	}
	for _, t := range s.Types {
		if count[t.ID] > 0 {
			fmt.Fprintf(b, "  %-26s %d\n", t.ID, count[t.ID])
		}
	}
}

// showTree writes a type and those below it, each two spaces further in.
func (s *Schema) showTree(b *strings.Builder, t *Type, depth int) {
	line := fmt.Sprintf("%*s%-*s %s", 2*depth, "", 28-2*depth, t.ID, t.Says)
	b.WriteString(strings.TrimRight(line, " ") + "\n")
	for _, c := range s.Types {
		if c.Parent == t.ID {
			s.showTree(b, c, depth+1)
		}
	}
}

func (s *Schema) showOne(b *strings.Builder, id string) bool {
	found := false
	if t := s.types[id]; t != nil {
		found = true
		s.showType(b, t)
	}
	if r := s.relations[id]; r != nil {
		found = true
		showRelation(b, r)
	}
	for _, n := range s.Names {
		if n.Name == id || slices.Contains(n.Aliases, id) {
			found = true
			showName(b, n)
		}
	}
	return found
}

func (s *Schema) showType(b *strings.Builder, t *Type) {
	fmt.Fprintf(b, "  %s\n", t.ID)
	var above []string
	for p := s.types[t.Parent]; p != nil; p = s.types[p.Parent] {
		above = append(above, p.ID)
	}
	below := s.Descendants(t.ID)[1:]
	detail(b, "says", t.Says)
	detail(b, "is", strings.Join(above, ", "))
	detail(b, "below it", strings.Join(below, ", "))
	detail(b, "nouns", strings.Join(t.Nouns, ", "))
	detail(b, "maps", mapsText(t.Maps))
}

func showRelation(b *strings.Builder, r *Relation) {
	fmt.Fprintf(b, "  %s: %s -> %s\n", r.ID, anyOf(r.From), anyOf(r.To))
	var traits []string
	if r.Symmetric {
		traits = append(traits, "symmetric")
	}
	if r.Transitive {
		traits = append(traits, "transitive")
	}
	if r.Inverse != "" {
		traits = append(traits, "inverse of "+r.Inverse)
	}
	detail(b, "says", r.Says)
	detail(b, "is", strings.Join(traits, ", "))
	if r.Event != nil {
		detail(b, "event", r.Event.Type+", called "+strconv.Quote(r.Event.Called))
	}
	for _, t := range r.Triggers {
		fmt.Fprintf(b, "      %s\n", strings.Trim(t.String(), "{}"))
	}
	detail(b, "maps", mapsText(r.Maps))
}

func showName(b *strings.Builder, n *Name) {
	fmt.Fprintf(b, "  %s: %s\n", n.Name, n.Type)
	detail(b, "aliases", strings.Join(n.Aliases, ", "))
	detail(b, "demonyms", strings.Join(n.Demonyms, ", "))
	detail(b, "in", n.In)
	detail(b, "same", strings.Join(n.Same, ", "))
}

// detail writes one line below an entry, or nothing for nothing.
func detail(b *strings.Builder, key, text string) {
	if text != "" {
		fmt.Fprintf(b, "      %s: %s\n", key, text)
	}
}

func anyOf(types []string) string { return cmp.Or(strings.Join(types, ", "), "any") }

func mapsText(m map[string][]string) string {
	var out []string
	for _, k := range sortedKeys(m) {
		out = append(out, k+" "+strings.Join(m[k], ", "))
	}
	return strings.Join(out, "; ")
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (s *Schema) unknown(id string) error {
	var names []string
	for _, n := range s.Names {
		names = append(names, n.Name)
	}
	for _, known := range [][]string{s.ids(relationRef), s.ids(typeRef), names} {
		if near := nearest(id, known); near != "" {
			return fmt.Errorf("schema %s has no type, relation or name %q; did you mean %q?", s.Name, id, near)
		}
	}
	return fmt.Errorf("schema %s has no type, relation or name %q", s.Name, id)
}

// String writes a trigger as a schema file has it, on one line, without the
// slots that go without saying: {verb: [fight, clash], with: object}.
func (t Trigger) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "{%s: [%s]", t.Kind, yamlWords(t.Lemmas))
	if len(t.Takes) > 0 {
		fmt.Fprintf(&b, ", takes: [%s]", yamlWords(t.Takes))
	}
	said := t.saidSlots()
	keys := sortedKeys(said)
	slices.SortStableFunc(keys, func(x, y string) int { // subj and obj before prepositions
		return cmp.Compare(uint(slices.Index(slots, x)), uint(slices.Index(slots, y)))
	})
	for _, k := range keys {
		fmt.Fprintf(&b, ", %s: %s", k, said[k])
	}
	if t.Status != "" {
		b.WriteString(", status: " + t.Status)
	}
	return b.String() + "}"
}

// saidSlots returns the fewest of t's slots from which wholeSlots makes all.
func (t Trigger) saidSlots() map[string]Role {
	said := map[string]Role{}
	for k, role := range t.Slots {
		said[k] = role
	}
	keys := sortedKeys(t.Slots)
	slices.Reverse(keys) // poss follows from of
	for _, k := range keys {
		fewer := t
		fewer.Slots = map[string]Role{}
		for j, role := range said {
			if j != k {
				fewer.Slots[j] = role
			}
		}
		if sameSlots(wholeSlots(fewer), t.Slots) {
			said = fewer.Slots
		}
	}
	return said
}

func sameSlots(x, y map[string]Role) bool {
	for k, role := range x {
		if y[k] != role {
			return false
		}
	}
	return len(x) == len(y)
}

// yamlWords writes words for a list in brackets, quoting those that YAML would
// read otherwise.
func yamlWords(ws []string) string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w
		if strings.ContainsAny(w, ",:#[]{}\"'&*!|>%@`\\") || strings.Trim(w, "-?~ ") == "" {
			out[i] = strconv.Quote(w)
		}
	}
	return strings.Join(out, ", ")
}
