package train

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

// lexiconFiles hold what a reader of English knows of words before any corpus: names
// and common words by classes. In each file a line "# class" begins a class, and its
// entries follow, parted by commas and line ends. An entry of several words is a
// name; "go/goes/went/gone/going" are the forms of one word. In verbs.txt and
// nouns.txt the regular forms of an entry without a slash are derived.
//
//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// lexicon collects the classes of words, and makes names of them in a fixed order. A
// name of several words gives its words two classes: that of the first, and that of
// the others.
type lexicon struct {
	classes []string
	words   map[string][]int
}

// readLexicon reads the files.
func readLexicon(files fs.FS) (*lexicon, error) {
	l := &lexicon{words: map[string][]int{}}
	names, err := fs.Glob(files, "lexicon/*.txt") // in order
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		inflect := func(w string) []string { return []string{w} }
		switch {
		case strings.HasSuffix(name, "/verbs.txt"):
			inflect = verbForms
		case strings.HasSuffix(name, "/nouns.txt"):
			inflect = nounForms
		}
		class := ""
		for n, line := range strings.Split(string(data), "\n") {
			if c, ok := strings.CutPrefix(line, "# "); ok {
				class = strings.TrimSpace(c)
				continue
			}
			if strings.TrimSpace(line) != "" && class == "" {
				return nil, fmt.Errorf("%s:%d: an entry before the first class", name, n+1)
			}
			for entry := range strings.SplitSeq(line, ",") {
				l.add(class, strings.TrimSpace(entry), inflect)
			}
		}
	}
	return l, nil
}

// fillers are the words of names that say nothing by themselves.
var fillers = map[string]bool{"of": true, "the": true, "and": true, "for": true, "in": true, "on": true, "de": true, "la": true, "a": true, "to": true, "&": true, "'s": true, "-": true}

func (l *lexicon) add(class, entry string, inflect func(string) []string) {
	words := strings.Fields(entry)
	switch {
	case len(words) == 0:
	case len(words) > 1:
		for i, w := range words {
			switch {
			case fillers[strings.ToLower(w)]:
			case i == 0:
				l.put(w, class+", first word")
			default:
				l.put(w, class+", next word")
			}
		}
	case strings.Contains(entry, "/"):
		for w := range strings.SplitSeq(entry, "/") {
			l.put(w, class)
		}
	default:
		for _, w := range inflect(entry) {
			l.put(w, class)
		}
	}
}

func (l *lexicon) put(word, class string) {
	id := slices.Index(l.classes, class)
	if id < 0 {
		id = len(l.classes)
		l.classes = append(l.classes, class)
	}
	word = parse.Normal(parse.Clean(word))
	if word != "" && !slices.Contains(l.words[word], id) {
		l.words[word] = append(l.words[word], id)
	}
}

// entries returns the list that the weights hold.
func (l *lexicon) entries() []string {
	var out []string
	for _, w := range slices.Sorted(maps.Keys(l.words)) {
		out = append(out, parse.Entry(w, l.words[w]))
	}
	return out
}

const vowels = "aeiou"

// nounForms returns a noun with its regular plural.
func nounForms(w string) []string { return []string{w, plus(w)} }

// plus returns a word with the ending -s.
func plus(w string) string {
	stem, y := strings.CutSuffix(w, "y")
	switch {
	case y && stem != "" && !strings.ContainsAny(stem[len(stem)-1:], vowels):
		return stem + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

// verbForms returns a verb with its regular forms.
func verbForms(w string) []string {
	if utf8.RuneCountInString(w) < 2 {
		return []string{w}
	}
	past, ing := w+"ed", w+"ing"
	stem, e := strings.CutSuffix(w, "e")
	body, y := strings.CutSuffix(w, "y")
	switch {
	case e && strings.HasSuffix(stem, "i"): // tie
		past, ing = w+"d", stem[:len(stem)-1]+"ying"
	case e && (strings.HasSuffix(stem, "e") || strings.HasSuffix(stem, "o") || strings.HasSuffix(stem, "y")): // agree, hoe, dye
		past = w + "d"
	case e:
		past, ing = w+"d", stem+"ing"
	case y && !strings.ContainsAny(body[len(body)-1:], vowels):
		past = body + "ied"
	case doubles(w):
		past, ing = w+w[len(w)-1:]+"ed", w+w[len(w)-1:]+"ing"
		if syllables(w) > 1 { // "visited" beside "admitted": both, for spelling cannot tell
			return []string{w, plus(w), past, ing, w + "ed", w + "ing"}
		}
	}
	return []string{w, plus(w), past, ing}
}

// doubles reports whether a verb ends in a consonant after a single vowel, so that
// the consonant may be doubled.
func doubles(w string) bool {
	n := len(w)
	return n >= 3 && strings.Contains("bdglmnprtv", w[n-1:]) && strings.Contains(vowels, w[n-2:n-1]) && !strings.Contains(vowels, w[n-3:n-2])
}

// syllables counts the runs of vowels.
func syllables(w string) int {
	n, in := 0, false
	for i := range len(w) {
		v := strings.Contains(vowels+"y", w[i:i+1])
		if v && !in {
			n++
		}
		in = v
	}
	return n
}
