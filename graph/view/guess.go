package view

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"github.com/quadrille-kg/quadrille/graph"
)

// Guesser finds whom a person means by a name that nobody goes by: those with a name
// that it is a part of, or that is spelled nearly so. All names are shown to it one by
// one, and it keeps the few IDs that may be meant. It is not safe for concurrent use.
type Guesser struct {
	words   string             // folded
	letters [letters]int16     // how often each class of them has letters in words
	length  int                // of words, in code points
	may     map[string]*nearby // by ID
}

// letters is how many classes of letters are counted to see at a glance that two names
// are far apart.
const letters = 32

// nearby is how the names of an entity are like the words.
type nearby struct {
	ends, has bool // whether one ends in them, or has them
	distance  int  // the least, where it is a slip; else none
}

const none = -1

// NewGuesser returns one who looks for a name as a person writes it.
func NewGuesser(name string) *Guesser {
	g := &Guesser{words: Fold(name), may: map[string]*nearby{}}
	for _, r := range g.words {
		g.letters[r%letters]++
		g.length++
	}
	return g
}

// Show shows a name of the entity of that ID, folded.
func (g *Guesser) Show(id, folded string) {
	has, ends := within(folded, g.words)
	d, slip := g.distance(folded)
	if !has && !slip {
		return
	}
	n := g.may[id]
	if n == nil {
		n = &nearby{distance: none}
		g.may[id] = n
	}
	n.has, n.ends = n.has || has, n.ends || ends
	if slip && (n.distance == none || d < n.distance) {
		n.distance = d
	}
}

// within reports whether a name has the words, as whole words, and whether it ends in
// them.
func within(name, words string) (has, ends bool) {
	if words == "" {
		return false, false
	}
	for at := 0; ; at++ {
		i := strings.Index(name[at:], words)
		if i < 0 {
			return has, false
		}
		at += i
		end := at + len(words)
		if at > 0 && name[at-1] != ' ' || end < len(name) && name[end] != ' ' {
			continue
		}
		if has = true; end == len(name) {
			return true, true
		}
	}
}

// distance is that of distance, for the names of a whole graph: most are far, and it
// shows in their letters.
func (g *Guesser) distance(folded string) (int, bool) {
	counts, length := g.letters, 0
	for _, r := range folded {
		counts[r%letters]--
		length++
	}
	allowed, comparable := slip(g.length, length)
	more, fewer := 0, 0
	for _, n := range counts {
		if n > 0 {
			more += int(n)
		} else {
			fewer -= int(n)
		}
	}
	if !comparable || max(more, fewer) > allowed { // each has to be put in, taken out or changed
		return 0, false
	}
	d := levenshtein.ComputeDistance(g.words, folded)
	return d, d <= allowed
}

// slip returns how far apart two names of these lengths in code points may be for one to
// be a slip of the other: one letter in three. Long names are not compared, for the time
// it takes grows with the square of their length.
func slip(a, b int) (allowed int, comparable bool) {
	allowed = max(1, max(a, b)/3)
	return allowed, a > 0 && b > 0 && a <= 100 && b <= 100 && a-b <= allowed && b-a <= allowed
}

// distance returns the edit distance of two folded names, and whether it is small
// enough for a slip.
func distance(a, b string) (int, bool) {
	allowed, comparable := slip(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	if !comparable {
		return 0, false
	}
	d := levenshtein.ComputeDistance(a, b)
	return d, d <= allowed
}

// mostNear is how many names are suggested.
const mostNear = 5

// Guess returns the one entity that is meant, by the last words of a name where only one
// has them and it is a person's, or nobody else's name has them at all; or else the names
// that were probably meant, the likeliest first. entity returns the entity of an ID; it
// is asked for no more than the guess needs.
func (g *Guesser) Guess(entity func(id string) (graph.Entity, error)) (found []graph.Entity, near []string, err error) {
	ids := slices.Sorted(maps.Keys(g.may))
	var ending, containing []string
	for _, id := range ids {
		if n := g.may[id]; n.ends {
			ending = append(ending, id)
		} else if n.has {
			containing = append(containing, id)
		}
	}
	if len(ending) == 1 {
		e, err := entity(ending[0])
		if err != nil {
			return nil, nil, err
		}
		if len(containing) == 0 || e.Type == "Person" {
			return []graph.Entity{e}, nil, nil
		}
	}
	for _, id := range append(ending, containing...) {
		if len(near) == mostNear {
			return nil, near, nil
		}
		e, err := entity(id)
		if err != nil {
			return nil, nil, err
		}
		near = appendNew(near, e.Name)
	}
	slips := slices.DeleteFunc(ids, func(id string) bool { return g.may[id].distance == none })
	slices.SortStableFunc(slips, func(a, b string) int { return cmp.Compare(g.may[a].distance, g.may[b].distance) })
	for len(slips) > 0 && len(near) < mostNear {
		n := 1 // of the same distance
		for n < len(slips) && g.may[slips[n]].distance == g.may[slips[0]].distance {
			n++
		}
		var names []string
		for _, id := range slips[:n] {
			e, err := entity(id)
			if err != nil {
				return nil, nil, err
			}
			names = append(names, e.Name)
		}
		for _, name := range sorted(names) {
			near = appendNew(near, name)
		}
		slips = slips[n:]
	}
	return nil, near[:min(len(near), mostNear)], nil
}

func appendNew(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}
