package lemma

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Learn makes a table from treebanks whose lemmas and tags are right, and returns
// its bytes. The same treebanks give the same bytes. A word with its tag is learned
// from the first treebank that has it, for they differ in their customs: the one to
// follow comes first.
func Learn(treebanks ...[]text.Document) []byte {
	tags := make(map[string]counts)
	for _, docs := range treebanks {
		for tag, words := range count(docs) {
			if tags[tag] == nil {
				tags[tag] = make(counts)
			}
			for low, scripts := range words {
				if _, ok := tags[tag][low]; !ok {
					tags[tag][low] = scripts
				}
			}
		}
	}
	var out strings.Builder
	out.WriteString(magic + "\n")
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		fmt.Fprintf(&out, "=%s\n", tag)
		r := tags[tag].rules()
		r.addKnown(tag, tags[tag])
		r.write(&out)
	}
	return []byte(out.String())
}

// count tells for each tag which scripts its words have in a treebank.
func count(docs []text.Document) map[string]counts {
	tags := make(map[string]counts)
	add := func(tag, low string, s script) {
		if tags[tag] == nil {
			tags[tag] = make(counts)
		}
		tags[tag].add(low, s, 1)
	}
	for _, doc := range docs {
		for _, sent := range doc.Sentences {
			for _, tok := range sent.Tokens {
				if tok.Lemma == "" || tok.UPOS == "" || figures(tok.Form, tok.UPOS) || strings.ContainsAny(tok.Form+tok.Lemma, "\t\n") {
					continue
				}
				low := strings.ToLower(tok.Form)
				s := scriptOf(tok.Form, low, tok.Lemma, tok.UPOS)
				add(tok.UPOS, low, s)
				if tok.XPOS != "" {
					add(tok.UPOS+"|"+tok.XPOS, low, s)
				}
			}
		}
	}
	return tags
}

// scriptOf returns the script that makes lemma of a word, cutting as little as can
// be.
func scriptOf(form, low, lemma, upos string) script {
	want := strings.ToLower(lemma)
	n := 0
	for n < len(low) && n < len(want) {
		r, size := utf8.DecodeRuneInString(low[n:])
		if q, _ := utf8.DecodeRuneInString(want[n:]); q != r {
			break
		}
		n += size
	}
	s := script{cut: len(low) - n, add: want[n:]}
	// Names keep the case they have, and most other words lose it.
	order := []letters{small, titled, capital, keep}
	if upos == "PROPN" || upos == "X" || upos == "SYM" {
		order = []letters{keep, titled, capital, small}
	}
	for _, s.how = range order {
		if s.apply(low, form) == lemma {
			return s
		}
	}
	s.how = order[0]
	return s
}

// counts tells for each key how often each script was right.
type counts map[string]map[script]int

func (c counts) add(key string, s script, n int) {
	if c[key] == nil {
		c[key] = make(map[script]int)
	}
	c[key][s] += n
}

// best returns the script that was right most often, and how often. Equals are
// decided by the smaller change, so that the outcome does not hang on their order.
func best(m map[script]int) (script, int) {
	var s script
	n := -1
	for t, k := range m {
		if k > n || k == n && less(t, s) {
			s, n = t, k
		}
	}
	return s, n
}

func less(a, b script) bool {
	if a.cut != b.cut {
		return a.cut < b.cut
	}
	if a.add != b.add {
		return a.add < b.add
	}
	return a.how < b.how
}

// rules turns the counts of words into endings, and keeps single words where the
// endings would go wrong.
func (c counts) rules() *rules {
	r := &rules{words: make(map[string]script), endings: make(map[string]script)}
	levels := c.endings()
	r.endings[""], _ = best(levels[0][""])
	for n := 1; n <= longestEnding; n++ {
		for _, end := range slices.Sorted(maps.Keys(levels[n])) {
			s, right := best(levels[n][end])
			// One word proves little: an ending must be seen in two.
			if old := r.ending(end[1:]); s != old && right >= 2 && right > levels[n][end][old] {
				r.endings[end] = s
			}
		}
	}
	for _, low := range slices.Sorted(maps.Keys(c)) {
		if s, _ := best(c[low]); s != r.ending(low) {
			r.words[low] = s
		}
	}
	return r
}

// addKnown adds the words of known that have the tag, where the treebanks have not
// shown them and the endings would go wrong. They are no evidence for endings: the
// lists hold the exceptions.
func (r *rules) addKnown(tag string, seen counts) {
	known(func(form, lemma, upos, xpos string) {
		if tag != upos && tag != upos+"|"+xpos || len(seen[form]) > 0 || r.words[form] != (script{}) {
			return
		}
		if s := scriptOf(form, form, lemma, upos); s != r.ending(form) {
			r.words[form] = s
		}
	})
}

// endings counts the words, once each, by their endings of every length. A word
// counts once for its best script, so that "was" does not make a rule for "-as".
func (c counts) endings() []counts {
	levels := make([]counts, longestEnding+1)
	for n := range levels {
		levels[n] = make(counts)
	}
	for low, m := range c {
		s, _ := best(m)
		for n := 0; n <= min(longestEnding, len(low)); n++ {
			levels[n].add(low[len(low)-n:], s, 1)
		}
	}
	return levels
}

// write sets the rules down in the format that Load reads.
func (r *rules) write(out *strings.Builder) {
	for _, w := range slices.Sorted(maps.Keys(r.words)) {
		r.words[w].write(out, "."+w)
	}
	for _, e := range slices.Sorted(maps.Keys(r.endings)) {
		r.endings[e].write(out, "-"+e)
	}
}

func (s script) write(out *strings.Builder, key string) {
	fmt.Fprintf(out, "%s\t%d\t%s\t%c\n", key, s.cut, s.add, s.how)
}
