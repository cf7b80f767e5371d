package cli

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/graph/query"
)

// completer completes what is before the cursor when Tab is pressed: names of several
// words too, from the longest part of the line that begins one.
type completer struct {
	candidates []string          // sorted by their lower-case forms
	show       func(text string) // prints above the line
}

// candidates are the names of entities and relations, as patterns and as SPARQL have them.
func (s *session) candidates() []string {
	set := map[string]bool{}
	v := s.ws.Vocabulary()
	for _, e := range s.entities {
		set[e.Name] = true
		for _, a := range e.Aliases {
			set[a] = true
		}
		set[query.Short(v, v.EntityIRI(e.ID))] = true
	}
	for _, r := range s.names.Relations() {
		set[r] = true
		set[query.Short(v, v.RelationIRI(r))] = true
	}
	for _, word := range []string{".help", ".lang", ".format", ".limit", ".timeout", ".transitive", ".quit"} {
		set[word] = true
	}
	out := slices.Collect(maps.Keys(set))
	slices.SortFunc(out, func(a, b string) int {
		if c := strings.Compare(strings.ToLower(a), strings.ToLower(b)); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return out
}

// shownAtMost is how many candidates are shown where there are many.
const shownAtMost = 40

// complete is the terminal's callback.
func (c *completer) complete(line string, pos int, key rune) (newLine string, newPos int, ok bool) {
	if key != '\t' {
		return "", 0, false
	}
	begin, found := c.find(line[:pos])
	if len(found) == 0 {
		return line, pos, true
	}
	common := commonStart(found)
	if len(found) == 1 {
		common += " "
	}
	if len(common) > pos-begin || len(found) == 1 {
		return line[:begin] + common + line[pos:], begin + len(common), true
	}
	more := ""
	if len(found) > shownAtMost {
		more = "\n… and " + number(len(found)-shownAtMost) + " more"
		found = found[:shownAtMost]
	}
	c.show(strings.Join(found, "   ") + more + "\n")
	return line, pos, true
}

// find returns where the part of the text begins that is to be completed, and the names
// that begin with it.
func (c *completer) find(text string) (begin int, found []string) {
	for begin = range text {
		before := begin == 0 || strings.ContainsRune(" ,|[({'\"^/", rune(text[begin-1]))
		if !before || unicode.IsSpace(rune(text[begin])) {
			continue
		}
		if found = c.startingWith(text[begin:]); len(found) > 0 {
			return begin, found
		}
	}
	return 0, nil
}

func (c *completer) startingWith(part string) (found []string) {
	low := strings.ToLower(part)
	at, _ := slices.BinarySearchFunc(c.candidates, low, func(name, part string) int {
		return strings.Compare(strings.ToLower(name), part)
	})
	for _, name := range c.candidates[at:] {
		if !strings.HasPrefix(strings.ToLower(name), low) {
			break
		}
		found = append(found, name)
	}
	return found
}

// commonStart returns what all names begin with, whatever their case, as the first has it.
func commonStart(names []string) string {
	first := []rune(names[0])
	n := len(first)
	for _, name := range names[1:] {
		i := 0
		for _, r := range name {
			if i == n || unicode.ToLower(r) != unicode.ToLower(first[i]) {
				break
			}
			i++
		}
		n = min(n, i)
	}
	return string(first[:n])
}
