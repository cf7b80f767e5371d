// Package lemma finds the dictionary form of words from their form and tag:
// "carried" as a verb is "carry", "Israelis" as a name is "Israeli". Begin at Load
// and Table.Annotate; Learn makes the table from treebanks.
//
// A table knows, for each tag, single words that go their own way ("left", VERB:
// "leave") and endings of up to six letters with what becomes of them. The longest
// ending known decides. Tags are tried as "UPOS|XPOS" first and as "UPOS" where
// there is no XPOS.
package lemma

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// magic is the first line of a table. Behind it stand lines of four columns parted
// by tabs, grouped by tag:
//
//	=VERB|VBD            what follows is about this tag
//	.left	3	ave	l    the word "left": cut 3 bytes, add "ave", in small letters
//	-ied	3	y	l      words in "-ied" that no longer ending covers
//	-	0		l          all others
//
// The last column is the case of the lemma: l small letters, k as the word has it,
// t small after a capital, u capitals.
const magic = "quadrille lemmas 1"

// longestEnding is the most bytes of an ending in a table.
const longestEnding = 6

// Table is what is known about words. It is immutable and safe for concurrent use.
type Table struct {
	tags map[string]*rules
}

// rules are those of one tag.
type rules struct {
	words   map[string]script
	endings map[string]script
}

// script makes a lemma of a word in small letters.
type script struct {
	cut int    // bytes to take off the end
	add string // what to put there
	how letters
}

// letters says which case a lemma has.
type letters byte

const (
	small   letters = 'l'
	keep    letters = 'k'
	titled  letters = 't'
	capital letters = 'u'
)

// Load reads a table that Learn has made.
func Load(data []byte) (*Table, error) {
	lines := bufio.NewScanner(bytes.NewReader(data))
	if !lines.Scan() || lines.Text() != magic {
		return nil, fmt.Errorf("the table of lemmas does not begin with %q", magic)
	}
	t := &Table{tags: make(map[string]*rules)}
	var r *rules
	for n := 2; lines.Scan(); n++ {
		line := lines.Text()
		if tag, ok := strings.CutPrefix(line, "="); ok {
			r = &rules{words: make(map[string]script), endings: make(map[string]script)}
			t.tags[tag] = r
			continue
		}
		if err := r.read(line); err != nil {
			return nil, fmt.Errorf("table of lemmas, line %d: %w", n, err)
		}
	}
	return t, lines.Err()
}

// read takes one line in.
func (r *rules) read(line string) error {
	cols := strings.Split(line, "\t")
	if r == nil || len(cols) != 4 || len(cols[0]) == 0 || len(cols[3]) != 1 {
		return fmt.Errorf("%q is no rule", line)
	}
	cut, err := strconv.Atoi(cols[1])
	if err != nil || cut < 0 {
		return fmt.Errorf("%q is no number of bytes", cols[1])
	}
	s := script{cut, cols[2], letters(cols[3][0])}
	switch key := cols[0][1:]; cols[0][0] {
	case '.':
		r.words[key] = s
	case '-':
		r.endings[key] = s
	default:
		return fmt.Errorf("%q is neither a word nor an ending", cols[0])
	}
	return nil
}

// Annotate sets the lemma of every token from its form and tags. A token with a
// tag that the table does not know gets its form in small letters.
func (t *Table) Annotate(toks []text.Token) {
	for i := range toks {
		toks[i].Lemma = t.Lemma(toks[i].Form, toks[i].UPOS, toks[i].XPOS)
	}
}

// Lemma returns the lemma of one word. xpos may be empty.
func (t *Table) Lemma(form, upos, xpos string) string {
	if figures(form, upos) {
		return strings.ReplaceAll(form, ",", "")
	}
	low := strings.ToLower(form)
	r := t.rules(upos, xpos)
	if r == nil {
		return low
	}
	return r.find(low).apply(low, form)
}

// figures reports a number in figures, whose lemma lacks the commas of thousands:
// "1,200" is 1200.
func figures(form, upos string) bool {
	return upos == "NUM" && strings.Trim(form, "0123456789.,") == "" && !strings.HasSuffix(form, ",")
}

// rules returns those of a tag, nil where the table does not know it.
func (t *Table) rules(upos, xpos string) *rules {
	if xpos == "" {
		return t.tags[upos]
	}
	var buf [32]byte
	key := append(append(append(buf[:0], upos...), '|'), xpos...)
	if r := t.tags[string(key)]; r != nil {
		return r
	}
	return t.tags[upos]
}

// find returns the script for a word in small letters.
func (r *rules) find(low string) script {
	if s, ok := r.words[low]; ok {
		return s
	}
	return r.ending(low)
}

// ending returns the script of the longest ending known.
func (r *rules) ending(low string) script {
	for n := min(longestEnding, len(low)); n > 0; n-- {
		if s, ok := r.endings[low[len(low)-n:]]; ok {
			return s
		}
	}
	return r.endings[""]
}

// apply makes the lemma of a word, given in small letters and as it stands. Where
// the script does not fit the word, which may be shorter than those it was learned
// from, the word is its own lemma.
func (s script) apply(low, form string) string {
	n := len(low) - s.cut
	if n < 0 || n == 0 && s.add == "" || n < len(low) && !utf8.RuneStart(low[n]) {
		n, s.add = len(low), ""
	}
	switch s.how {
	case keep:
		if len(form) == len(low) {
			return form[:n] + s.add
		}
		return low[:n] + s.add
	case titled:
		return title(low[:n] + s.add)
	case capital:
		return strings.ToUpper(low[:n] + s.add)
	}
	return low[:n] + s.add
}

func title(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToTitle(r)) + s[n:]
}
