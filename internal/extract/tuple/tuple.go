// Package tuple reads open tuples off Universal Dependencies trees: a relation in
// the text's own words and any number of arguments, as research on open extraction
// has them. "Tom Bradley joined the railway as a clerk in 1941" gives
//
//	(Tom Bradley; joined; the railway; as a clerk; in 1941)
//
// They know no entities and no schema, and are in no graph: they are there to be
// compared with what other programs take from a text. Begin at Of; predicate.go says
// what a relation is made of, argument.go what an argument, noun.go has the tuples
// that nouns make.
package tuple

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// Tuple is a relation and its arguments, in words of one sentence.
type Tuple struct {
	Relation   string
	Args       []string // the subject first; at least two
	Confidence float64
}

// String writes a tuple as people do: "(Ann; founded; Acme; in 1990)".
func (t Tuple) String() string {
	return "(" + strings.Join(append([]string{t.Args[0], t.Relation}, t.Args[1:]...), "; ") + ")"
}

// sentence is one sentence being read.
type sentence struct {
	*tree.Tree
	words []string // the tokens as the text has them
	out   []Tuple
	said  map[string]bool // tuples that are out
}

// Of returns the tuples of a sentence, of which index holds the text: those of its
// predicates in the order of the text, then those of its nouns.
func Of(sent *text.Sentence, index *text.Index) []Tuple {
	s := &sentence{Tree: tree.Of(sent.Tokens), said: map[string]bool{}}
	for _, t := range sent.Tokens {
		s.words = append(s.words, index.Slice(t.Span))
	}
	for i := range s.Tokens {
		s.readPredicate(i)
	}
	for i := range s.Tokens {
		s.readNoun(i)
	}
	return s.out
}

// tell puts a tuple out, unless it says nothing or was said.
func (s *sentence) tell(relation, subject []int, args [][]int, confidence float64) {
	args = slices.DeleteFunc(args, func(a []int) bool { return len(a) == 0 })
	if len(relation) == 0 || len(subject) == 0 || len(args) == 0 {
		return
	}
	all := [][]int{subject}
	s.tellWords(s.text(relation), append(all, args...), confidence)
}

// tellWords is tell for a relation that is not all in the text: "is" of an
// apposition.
func (s *sentence) tellWords(relation string, args [][]int, confidence float64) {
	t := Tuple{Relation: relation, Confidence: confidence}
	for _, a := range args {
		t.Args = append(t.Args, s.text(a))
	}
	if key := t.String(); !s.said[key] {
		s.said[key] = true
		s.out = append(s.out, t)
	}
}

// text writes tokens in the order in which they are given.
func (s *sentence) text(tokens []int) string {
	var words []string
	for _, t := range tokens {
		words = append(words, s.words[t])
	}
	return strings.Join(words, " ")
}

func (s *sentence) is(i int, deprels ...string) bool { return tree.Is(s.Tokens[i].Deprel, deprels...) }

func (s *sentence) lower(i int) string { return strings.ToLower(s.words[i]) }
