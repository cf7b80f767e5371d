package parse

import (
	"fmt"
	"slices"
	"strings"
)

// Lexicon holds what is known of words beside the corpora: the classes that each
// belongs to ("country", "role-or-profession", "says that"). A class has a vector,
// which is one more piece of each of its words, so that a word which no corpus has
// is read as others of its class are.
//
// It is a sorted list of entries, a word in its normal form, a tab, and a letter for
// each of its classes: class i is the letter firstClass+i. A look-up searches the list,
// for to make a map of it would take longer than to read a page.
type Lexicon []string

const firstClass = 'Ā' // U+0100: two bytes in UTF-8, and no control character

// maxClasses keeps a class's letter below the surrogates.
const maxClasses = 0x4000

// Entry writes a word and the numbers of its classes as an entry of the list.
func Entry(word string, classes []int) string {
	var b strings.Builder
	b.WriteString(word)
	b.WriteByte('\t')
	for _, c := range classes {
		b.WriteRune(rune(firstClass + c))
	}
	return b.String()
}

// NewLexicon checks the list of entries. It fails at an entry that is none, that
// stands out of order, or that names a class past count.
func NewLexicon(entries []string, count int) (Lexicon, error) {
	for i, e := range entries {
		word, classes, ok := strings.Cut(e, "\t")
		if !ok {
			return nil, fmt.Errorf("lexicon entry %q has no tab", e)
		}
		if i > 0 && entries[i-1] >= e {
			return nil, fmt.Errorf("lexicon entry %q is out of order", word)
		}
		for _, r := range classes {
			if r < firstClass || int(r-firstClass) >= count {
				return nil, fmt.Errorf("lexicon entry %q is of a class that is not there", word)
			}
		}
	}
	return entries, nil
}

// classes returns the letters of a word's classes.
func (l Lexicon) classes(normal string) string {
	at, _ := slices.BinarySearchFunc(l, normal, func(e, word string) int {
		e, _, _ = strings.Cut(e, "\t")
		return strings.Compare(e, word)
	})
	if at == len(l) {
		return ""
	}
	word, classes, _ := strings.Cut(l[at], "\t")
	if word != normal {
		return ""
	}
	return classes
}

// Pieces appends to ids the rows of the classes of a form in its normal form:
// they stand behind the buckets.
func (l Lexicon) Pieces(ids []uint32, normal string, buckets int) []uint32 {
	for _, r := range l.classes(normal) {
		ids = append(ids, uint32(buckets+int(r-firstClass)))
	}
	return ids
}

// Classes returns the names of a word's classes, given all names in order.
func (l Lexicon) Classes(normal string, names []string) []string {
	var out []string
	for _, r := range l.classes(normal) {
		out = append(out, names[r-firstClass])
	}
	slices.Sort(out)
	return out
}
