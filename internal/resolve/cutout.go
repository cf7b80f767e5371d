package resolve

import (
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// cutOut takes mentions out of the document's entities of one name, those of some
// words, and makes an entity of them. Where nothing but pronouns would be left, the
// entity goes whole: it is marked, or, where names were asked for, found by its own.
func (w *editor) cutOut(e *edit) bool {
	words := map[string]bool{}
	for _, s := range slices.Concat(e.Parts, e.Mentions) {
		words[Fold(s)] = true
	}
	places := []text.Span{{End: len(w.d.Text)}}
	if e.Quote != "" {
		places = w.quoted(e.Quote)
	}
	hit := false
	for i := range len(w.d.Entities) {
		if !w.answers(i, e.Names[0]) {
			continue
		}
		var out, left []int
		for _, m := range w.d.Entities[i].Mentions {
			at := &w.d.Mentions[m]
			if words[Fold(at.Text)] && slices.ContainsFunc(places, func(p text.Span) bool { return p.Contains(at.Span) }) {
				out = append(out, m)
			} else {
				left = append(left, m)
			}
		}
		if len(out) == 0 {
			continue
		}
		hit = true
		if stays := w.has(left, text.Name, text.Adjective) || len(e.Mentions) > 0 && w.has(left, text.Nominal); stays {
			w.part(i, out, left, e)
		} else if len(e.Mentions) > 0 {
			w.d.Entities[i].Split = e.key
		}
	}
	return hit
}

// part makes an entity of some of the mentions of entity i.
func (w *editor) part(i int, out, left []int, e *edit) {
	old := w.d.Entities[i]
	split := text.Entity{Name: w.bestOf(out, old.Name), Type: w.d.Mentions[out[0]].Type, Mentions: out}
	if len(e.Mentions) > 0 {
		split.Split = e.key
	}
	if split.Type == "" {
		split.Type = old.Type
	}
	for _, m := range out {
		w.d.Mentions[m].Entity = len(w.d.Entities)
	}
	split.Aliases = w.namesOf(out, split.Name)
	gone := map[string]bool{Fold(split.Name): true}
	for _, a := range split.Aliases {
		gone[Fold(a)] = true
	}
	stay := map[string]bool{}
	for _, m := range left {
		stay[Fold(w.d.Mentions[m].Text)] = true
	}
	old.Mentions = left
	old.Aliases = slices.DeleteFunc(slices.Clone(old.Aliases), func(a string) bool { return gone[Fold(a)] && !stay[Fold(a)] })
	if f := Fold(old.Name); gone[f] && !stay[f] {
		old.Name = w.bestOf(left, "")
		if len(old.Aliases) > 0 && !w.has(left, text.Name) {
			old.Name = old.Aliases[0]
		}
		old.Aliases = slices.DeleteFunc(old.Aliases, func(a string) bool { return a == old.Name })
	}
	w.d.Entities[i] = old
	w.d.Entities = append(w.d.Entities, split)
}

// bestOf returns the name by which mentions are spoken of most, the first of
// equals, or else a description; the other one where they are all pronouns.
func (w *editor) bestOf(mentions []int, other string) string {
	for _, kinds := range [][]text.Kind{{text.Name}, {text.Adjective, text.Nominal}, {text.Pronoun}} {
		count := map[string]int{}
		best := ""
		for _, m := range mentions {
			if at := &w.d.Mentions[m]; slices.Contains(kinds, at.Kind) {
				count[bareName(at.Text)]++
			}
		}
		for _, m := range mentions {
			if name := bareName(w.d.Mentions[m].Text); count[name] > count[best] {
				best = name
			}
		}
		if best != "" {
			return best
		}
	}
	return other
}

// has reports whether some mention is of one of these kinds.
func (w *editor) has(mentions []int, kinds ...text.Kind) bool {
	return slices.ContainsFunc(mentions, func(m int) bool { return slices.Contains(kinds, w.d.Mentions[m].Kind) })
}

// namesOf returns the other names among mentions, sorted.
func (w *editor) namesOf(mentions []int, name string) []string {
	var out []string
	for _, m := range mentions {
		at := &w.d.Mentions[m]
		if bare := bareName(at.Text); at.Kind == text.Name && Fold(bare) != Fold(name) {
			out = append(out, bare)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
