package parse

import (
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
)

const (
	// longestSentence is how many words are parsed as one: the score of every
	// pair takes memory by the square. What is longer is a table or a list, and
	// falls into parts.
	longestSentence = 250
	// A batch ends at so many sentences or words: enough to keep the kernels
	// busy, few enough to stay in the cache.
	batchSentences = 48
	batchWords     = 1024
)

// Annotate fills UPOS, XPOS, Head, Deprel, ArcScore and Name of every token from
// the tokens' forms. What a sentence gets does not depend on the others.
func (m *Model) Annotate(sents []text.Sentence) {
	var parts [][]text.Token
	for i := range sents {
		parts = append(parts, split(sents[i].Tokens)...)
	}
	// Sentences of like length go together.
	slices.SortStableFunc(parts, func(a, b []text.Token) int { return len(b) - len(a) })
	b := m.scratch.Get().(*batch)
	for len(parts) > 0 {
		n, words := 0, 0
		for n < min(len(parts), batchSentences) && (n == 0 || words+len(parts[n]) <= batchWords) {
			words += len(parts[n])
			n++
		}
		b.read(parts[:n])
		parts = parts[n:]
	}
	m.scratch.Put(b)
	for i := range sents {
		join(sents[i].Tokens)
	}
}

// split cuts a sentence's words into parts of at most longestSentence, at the last
// mark of punctuation in the second half of a part where there is one.
func split(tokens []text.Token) [][]text.Token {
	var parts [][]text.Token
	for len(tokens) > longestSentence {
		cut := longestSentence
		for i := longestSentence; i > longestSentence/2; i-- {
			if mark(tokens[i-1].Form) {
				cut = i
				break
			}
		}
		parts = append(parts, tokens[:cut])
		tokens = tokens[cut:]
	}
	if len(tokens) > 0 {
		parts = append(parts, tokens)
	}
	return parts
}

func mark(form string) bool {
	switch form {
	case ".", ",", ";", ":", "|", "!", "?":
		return true
	}
	return false
}

// join makes one tree of the parts of a long sentence: the roots of all but the
// first hang on the first one as parataxis, with no score to trust.
func join(tokens []text.Token) {
	if len(tokens) <= longestSentence {
		return
	}
	start, root := 0, -1
	for _, part := range split(tokens) {
		for i := range part {
			switch t := &part[i]; {
			case t.Head >= 0:
				t.Head += start
			case root < 0:
				root = start + i
			default:
				t.Head, t.Deprel, t.ArcScore = root, "parataxis", 0
			}
		}
		start += len(part)
	}
}
