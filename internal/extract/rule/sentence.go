package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// sentence is one sentence while it is read: its tree, its mentions by head, and
// the claims found so far.
type sentence struct {
	x        *Extractor
	doc      *text.Document
	index    *text.Index
	n        int
	toks     []text.Token
	tree     *tree.Tree
	lemmas   []string // of the tokens, as far as looked up
	at       []int    // mention whose head a token is, the best of several; -1 for none
	mentions []int    // the sentence's mentions
	earlier  *sentence
	claims   []text.Claim
	anchors  []int              // the predicate of each claim
	deeds    []int              // the token that names what each claim tells of: its predicate, or that one's noun
	made     []int              // mentions of events that were made of verbs
	idiom    map[int]bool       // tokens that are words of a relation's idiom
	both     map[int][]argument // the pairs that tokens take up, as far as looked up
}

func newSentence(x *Extractor, doc *text.Document, index *text.Index, n int, mentions []int) *sentence {
	toks := doc.Sentences[n].Tokens
	s := &sentence{x: x, doc: doc, index: index, n: n, toks: toks, tree: tree.Of(toks), lemmas: make([]string, len(toks)), at: make([]int, len(toks)), mentions: mentions, idiom: map[int]bool{}}
	for i := range s.at {
		s.at[i] = -1
	}
	for _, m := range mentions {
		if h := doc.Mentions[m].Head; h < len(toks) && s.prefers(m, s.at[h]) {
			s.at[h] = m
		}
	}
	s.uncite()
	return s
}

// prefers reports whether mention a stands for its head token rather than b: a
// name before a nominal before the rest, then the longer.
func (s *sentence) prefers(a, b int) bool {
	if b < 0 {
		return true
	}
	rank := map[text.Kind]int{text.Name: 3, text.Nominal: 2, text.Pronoun: 1}
	x, y := &s.doc.Mentions[a], &s.doc.Mentions[b]
	if rank[x.Kind] != rank[y.Kind] {
		return rank[x.Kind] > rank[y.Kind]
	}
	return x.End-x.First > y.End-y.First
}

// entity returns the chain of a mention; for -1, a number no chain has.
func (s *sentence) entity(mention int) int {
	if mention < 0 {
		return -1
	}
	return s.doc.Mentions[mention].Entity
}

// rel is the deprel without its subtype.
func (s *sentence) rel(i int) string {
	r, _, _ := strings.Cut(s.toks[i].Deprel, ":")
	return r
}

// lemma is the dictionary form of a token, in small letters. That of a verb which
// no trigger knows is looked up by its form as well.
func (s *sentence) lemma(i int) string {
	if s.lemmas[i] == "" { // rules ask for the same few words over and over
		s.lemmas[i] = s.lookLemma(i)
	}
	return s.lemmas[i]
}

func (s *sentence) lookLemma(i int) string {
	w := strings.ToLower(s.toks[i].Lemma)
	if s.toks[i].UPOS == "VERB" && s.x.words.verb[w] == nil {
		if known, ok := s.x.words.forms[strings.ToLower(s.toks[i].Form)]; ok {
			return known
		}
	}
	return w
}

// is reports whether token i has one of the deprels, each either whole
// ("nsubj:pass") or without subtype ("nsubj").
func (s *sentence) is(i int, deprels ...string) bool { return tree.Is(s.toks[i].Deprel, deprels...) }

// child returns the first dependent of i with one of the deprels, or -1.
func (s *sentence) child(i int, deprels ...string) int { return s.tree.Child(i, deprels...) }

// marker is the preposition or conjunction of a phrase, by its case (or mark)
// child and what is fixed to it: "of", "on behalf of", "according to".
func (s *sentence) marker(i int, deprel string) string {
	var words []string
	for _, k := range s.tree.Children(i) {
		if !s.is(k, deprel) || k > i {
			continue
		}
		words = append(words, s.lemma(k))
		for _, f := range s.tree.Children(k) {
			if s.is(f, "fixed") {
				words = append(words, strings.ToLower(s.toks[f].Form))
			}
		}
	}
	return strings.Join(words, " ")
}

// under reports whether token i hangs, at any depth, on token top, or is it.
func (s *sentence) under(i, top int) bool { return s.tree.Under(i, top) }

// verbal reports whether a token heads a clause as a verb does.
func (s *sentence) verbal(i int) bool {
	t := &s.toks[i]
	return t.UPOS == "VERB" || (t.UPOS == "AUX" && !s.is(i, "aux", "cop"))
}

// nominal reports whether a token heads a noun phrase.
func (s *sentence) nominal(i int) bool {
	switch s.toks[i].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM":
		return true
	}
	return s.at[i] >= 0
}

// named reports whether a mention belongs to a chain that somebody has named.
func (s *sentence) named(mention int) bool {
	if mention < 0 {
		return false
	}
	e := s.entity(mention)
	if e < 0 || e >= len(s.doc.Entities) {
		return s.doc.Mentions[mention].Kind == text.Name
	}
	for _, m := range s.doc.Entities[e].Mentions {
		if k := s.doc.Mentions[m].Kind; k == text.Name || k == text.Adjective {
			return true
		}
	}
	return false
}

// typeOf is the entity type of a mention: its chain's, else its own.
func (s *sentence) typeOf(mention int) string {
	m := &s.doc.Mentions[mention]
	if m.Entity >= 0 && m.Entity < len(s.doc.Entities) && s.doc.Entities[m.Entity].Type != "" {
		return s.doc.Entities[m.Entity].Type
	}
	return m.Type
}
