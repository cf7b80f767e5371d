package train

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// gumTypes are GUM's types of entity whose names are of one of our types.
var gumTypes = map[string]string{
	"person": "Person", "organization": "Organization", "place": "Place",
	"abstract": "Other", "object": "Other", "event": "Other", "substance": "Other",
}

// gumEntity matches the start of an entity in GUM's Entity column, whose parts are
// group, type, information status, salience, centering, the words of the smallest
// span, and more; or an entity's end, with its group where it spans several words.
var gumEntity = regexp.MustCompile(`\((\d+)-([a-z]+)-[^-()]*-[^-()]*-[^-()]*-([\d,]+)-[^()]*|(\d*)\)`)

// entity is one entity of a sentence of GUM: the words of its smallest span.
type entity struct {
	kind  string
	words []int
}

// gumNames marks the names in a sentence of GUM, given its Entity column. An
// entity is a name if all words of its smallest span are proper nouns. What stands
// in no entity and is a proper noun, or an adjective with a capital, is left open.
func gumNames(s *Sentence, column []string) {
	s.Allowed = make([]set, len(s.Forms))
	for w, form := range s.Forms {
		r, _ := utf8.DecodeRuneInString(form)
		if !proper(s.Tags[w]) && !(strings.HasSuffix(s.Tags[w], "|JJ") && unicode.IsUpper(r)) {
			s.Allowed[w] = outside
		}
	}
	marked := make([]bool, len(s.Forms))
	found := gumEntities(s, column)
	// Of names within names, the longest counts.
	slices.SortStableFunc(found, func(a, b entity) int { return len(b.words) - len(a.words) })
	for _, e := range found {
		a, z := e.words[0], e.words[len(e.words)-1]
		if slices.Contains(marked[a:z+1], true) {
			continue
		}
		ours, known := gumTypes[e.kind]
		if e.kind == "person" {
			a, known = gumPerson(s, a, z)
		}
		for w := a; w <= z; w++ {
			marked[w] = true
			switch {
			case e.kind == "time":
				s.Allowed[w] = outside
			case !known || !whole(s, e.words):
				s.Allowed[w] = 0
			case w == a:
				s.Allowed[w] = first(ours)
			default:
				s.Allowed[w] = inside(ours)
			}
		}
	}
}

// gumPerson returns where the person's own name begins in the words from a to z,
// after any titles, and whether it is a name at all: "the President" is none, and a
// plural is a people's.
func gumPerson(s *Sentence, a, z int) (int, bool) {
	for w := z; w >= a; w-- {
		if titles[s.Forms[w]] {
			for ; a <= w; a++ {
				s.Allowed[a] = 0
			}
			break
		}
	}
	return a, a <= z && !strings.HasSuffix(s.Tags[z], "|NNPS") && !slices.Contains(s.Forms[a:z+1], "of")
}

// titles stand before persons' names in GUM's spans, and outside in other corpora.
var titles = map[string]bool{
	"President": true, "Mr.": true, "Mrs.": true, "Ms.": true, "Dr.": true, "Prof.": true, "Professor": true,
	"Sen.": true, "Senator": true, "Rep.": true, "Representative": true, "Gov.": true, "Governor": true,
	"General": true, "Gen.": true, "Justice": true, "Judge": true, "Captain": true, "Chancellor": true,
	"Minister": true, "Ambassador": true, "Major": true, "general": true, "Secretary": true, "Mayor": true, "Mr": true, "Mrs": true, "Dr": true, "Ms": true,
}

func gumEntities(s *Sentence, column []string) []entity {
	type begun struct {
		at    int
		kind  string
		words string
	}
	open := map[string][]begun{}
	last := ""
	var found []entity
	for w, c := range column {
		for _, m := range gumEntity.FindAllStringSubmatch(c, -1) {
			if m[1] != "" {
				open[m[1]] = append(open[m[1]], begun{w, m[2], m[3]})
				last = m[1]
				continue
			}
			group := m[4]
			if group == "" {
				group = last // the entity that has just begun ends with the same word
			}
			stack := open[group]
			if len(stack) == 0 {
				continue // begun in another sentence
			}
			b := stack[len(stack)-1]
			open[group] = stack[:len(stack)-1]
			if e, ok := gumName(s, b.at, b.kind, b.words); ok {
				found = append(found, e)
			}
		}
	}
	return found
}

// gumName returns an entity if its smallest span, numbers from 1 counted from the
// word at, is made of proper nouns.
func gumName(s *Sentence, at int, kind, words string) (entity, bool) {
	e := entity{kind: kind}
	for n := range strings.SplitSeq(words, ",") {
		i, err := strconv.Atoi(n)
		w := at + i - 1
		if err != nil || w >= len(s.Tags) || !proper(s.Tags[w]) {
			return e, false
		}
		e.words = append(e.words, w)
	}
	slices.Sort(e.words)
	return e, true
}

// whole reports whether nothing but small words stands between the words of a name.
// "Tulsa, Oklahoma" is one name in GUM and two elsewhere.
func whole(s *Sentence, words []int) bool {
	for i, w := range words[1:] {
		for _, between := range s.Forms[words[i]+1 : w] {
			switch between {
			case "of", "the", "and", "for", "&", "-", "'s", "'":
			default:
				return false
			}
		}
	}
	return true
}

// proper reports whether the fine tag is that of a proper noun, as "United" in
// "United States" has it, though its part of speech is a verb's.
func proper(tag string) bool {
	return strings.HasSuffix(tag, "|NNP") || strings.HasSuffix(tag, "|NNPS")
}
