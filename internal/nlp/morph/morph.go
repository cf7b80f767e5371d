// Package morph gives words their features as Universal Dependencies has them in
// the English treebanks: "runs" is Mood=Ind|Number=Sing|Person=3|Tense=Pres|
// VerbForm=Fin. Begin at Load and Table.Annotate; Learn makes the table from
// treebanks.
//
// What is rule in English is code. word.go tells what form and tags alone say:
// pronouns, numbers, degrees. clause.go reads off the tree what they leave open:
// English verbs show neither their person nor, for the most part, their mood, so
// verb.go asks who the subject is and agree.go what that is; phrase.go sees to the
// case of "you" and "it", to "who" that asks and "who" that relates, and to the
// fixed phrases that stand for one word. What is custom is in the table: the words
// that the treebanks take otherwise than the rules ("never": PronType=Neg).
package morph

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// magic is the first line of a table. Behind it stand lines of two columns parted
// by a tab, grouped by tag:
//
//	=ADV|RB                 what follows is about this tag
//	never	PronType=Neg    a word in small letters, and its features
//
// An empty second column says that the word has none.
const magic = "quadrille features 1"

// Table holds the words that go their own way. It is immutable and safe for
// concurrent use.
type Table struct {
	tags map[tag]map[string]string
}

type tag struct{ upos, xpos string }

// Load reads a table that Learn has made.
func Load(data []byte) (*Table, error) {
	lines := bufio.NewScanner(bytes.NewReader(data))
	if !lines.Scan() || lines.Text() != magic {
		return nil, fmt.Errorf("the table of features does not begin with %q", magic)
	}
	t := &Table{tags: make(map[tag]map[string]string)}
	var words map[string]string
	for n := 2; lines.Scan(); n++ {
		line := lines.Text()
		if key, ok := strings.CutPrefix(line, "="); ok {
			upos, xpos, _ := strings.Cut(key, "|")
			words = make(map[string]string)
			t.tags[tag{upos, xpos}] = words
			continue
		}
		word, feats, ok := strings.Cut(line, "\t")
		if !ok || words == nil {
			return nil, fmt.Errorf("table of features, line %d: %q is no word with its features", n, line)
		}
		words[word] = feats
	}
	return t, lines.Err()
}

// Annotate sets the features of a sentence's tokens from their forms, tags and
// tree. Without a tree it does what can be done.
func (t *Table) Annotate(toks []text.Token) {
	c := clauses(toks)
	for i := range toks {
		toks[i].Feats = c.features(i, t.word(&toks[i]))
	}
}

// word returns the features that a word has wherever it stands.
func (t *Table) word(tok *text.Token) string {
	low := strings.ToLower(tok.Form)
	if feats, ok := t.tags[tag{tok.UPOS, tok.XPOS}][low]; ok {
		return feats
	}
	return wordFeats(low, tok.UPOS, tok.XPOS)
}
