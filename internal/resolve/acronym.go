package resolve

import (
	"strings"
	"unicode"
)

// Acronyms: one document says "FSB", another "Federal Security Service", and none
// says both. They are one where a single name has these initials, and somebody
// else is named beside both.

// joinAcronyms joins organisations with their acronyms.
func (r *groups) joinAcronyms() {
	r.forget()
	long := map[string][]int{} // by initials
	var short []int
	var named []int
	for i, g := range r.all {
		if !g.local && r.stands(i) && g.key.family == agents {
			named = append(named, i)
		}
	}
	for _, i := range r.byKeyOrder(named) {
		g := r.all[i]
		if r.isAcronym(g) {
			short = append(short, i)
		} else if s := initials(g.key.name); len(s) >= shortestAcronym {
			long[s] = append(long[s], i)
		}
	}
	for _, i := range short {
		name := r.all[i].key.name
		if len(long[name]) != 1 {
			continue
		}
		to := long[name][0]
		if shared := r.share(i, to); len(shared) > 0 {
			r.join(to, i, reason{rule: byAcronym, name: r.text(r.shown(i)), with: r.text(r.shown(to)), company: shared})
		}
	}
}

// shortestAcronym is where letters begin to say something: of two, half the
// organisations of the world have some.
const shortestAcronym = 3

// isAcronym reports whether a group has no name but capitals, which the schema
// does not know for somebody's.
func (r *groups) isAcronym(g *group) bool {
	if g.known != nil || len(g.key.name) < shortestAcronym || strings.Contains(g.key.name, " ") {
		return false
	}
	for _, m := range g.members {
		if strings.ContainsFunc(r.text(r.ents[m].name), func(c rune) bool { return !unicode.IsUpper(c) && c != '.' }) {
			return false
		}
	}
	return true
}

// initials returns the first letters of a name of several words, without those
// that acronyms pass over.
func initials(folded string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(folded) {
		switch w {
		case "of", "the", "and", "for", "in", "on", "to", "de", "du", "des", "la":
		default:
			for _, c := range w {
				b.WriteRune(c)
				break
			}
		}
	}
	return b.String()
}
