package morph

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Learn makes a table from documents whose tags and features are right, and
// returns its bytes. A word is learned from the first of the treebanks that has
// it, for they differ in their customs: the one to follow comes first.
func Learn(treebanks ...[]text.Document) []byte {
	learned := make(map[tag]map[string]string)
	for _, docs := range treebanks {
		found := count(docs)
		for t, words := range found {
			if learned[t] == nil {
				learned[t] = make(map[string]string)
			}
			for word, feats := range words {
				if _, ok := learned[t][word]; !ok {
					learned[t][word] = best(feats)
				}
			}
		}
	}
	return write(learned)
}

// counts tells for each word of each tag how often it had which features.
type counts map[tag]map[string]map[string]int

func count(docs []text.Document) counts {
	c := make(counts)
	for _, doc := range docs {
		for _, sent := range doc.Sentences {
			s := clauses(sent.Tokens)
			for i, tok := range sent.Tokens {
				low, t := strings.ToLower(tok.Form), tag{tok.UPOS, tok.XPOS}
				if strings.ContainsAny(low, "\t\n") || tok.Deprel == "goeswith" || s.parts[i].apart {
					continue
				}
				if _, known := pronouns[low]; known && tok.XPOS == "PRP" {
					continue // its case and its emphasis are the clause's
				}
				if c[t] == nil {
					c[t] = make(map[string]map[string]int)
				}
				if c[t][low] == nil {
					c[t][low] = make(map[string]int)
				}
				c[t][low][without(tok.Feats, ruled(&tok)...)]++
			}
		}
	}
	c.forgive()
	return c
}

// forgive takes back that a word is misspelt where it mostly is not, under one tag
// or another: "the" for "they" is a slip of one place, "recieve" is one anywhere.
func (c counts) forgive() {
	const slip = "Typo"
	wrong, all := make(map[string]int), make(map[string]int)
	for _, words := range c {
		for word, feats := range words {
			for f, n := range feats {
				all[word] += n
				if strings.Contains(f, slip) {
					wrong[word] += n
				}
			}
		}
	}
	for _, words := range c {
		for word, feats := range words {
			if 2*wrong[word] >= all[word] {
				continue
			}
			for _, f := range slices.Sorted(maps.Keys(feats)) {
				if right := without(f, slip); right != f {
					feats[right] += feats[f]
					delete(feats, f)
				}
			}
		}
	}
}

// ruled names the features of a word that its clause decides, which are not
// learned.
func ruled(tok *text.Token) []string {
	switch tok.XPOS {
	case "MD", "VB", "VBP", "VBZ", "VBD", "VBN", "VBG":
		if tok.UPOS == "VERB" || tok.UPOS == "AUX" {
			return []string{"ExtPos", "Mood", "Number", "Person", "Tense", "VerbForm", "Voice"}
		}
	case "WP", "WDT", "WRB":
		return []string{"ExtPos", "PronType"}
	}
	return []string{"ExtPos"}
}

// best returns the features that a word had most often; of equals, the first in
// the alphabet.
func best(feats map[string]int) string {
	top := ""
	for i, f := range slices.Sorted(maps.Keys(feats)) {
		if i == 0 || feats[f] > feats[top] {
			top = f
		}
	}
	return top
}

// write sets down, in the format that Load reads, what the rules get wrong.
func write(learned map[tag]map[string]string) []byte {
	var out strings.Builder
	out.WriteString(magic + "\n")
	byTag := func(a, b tag) int { return strings.Compare(a.upos+"|"+a.xpos, b.upos+"|"+b.xpos) }
	for _, t := range slices.SortedFunc(maps.Keys(learned), byTag) {
		begun := false
		for _, word := range slices.Sorted(maps.Keys(learned[t])) {
			if learned[t][word] == wordFeats(word, t.upos, t.xpos) {
				continue
			}
			if !begun {
				fmt.Fprintf(&out, "=%s|%s\n", t.upos, t.xpos)
				begun = true
			}
			fmt.Fprintf(&out, "%s\t%s\n", word, learned[t][word])
		}
	}
	return []byte(out.String())
}
