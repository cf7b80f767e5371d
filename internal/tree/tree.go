// Package tree walks the dependency trees of sentences. A Tree adds to a
// sentence's tokens what they do not say themselves: who hangs on whom. Begin at
// Of.
package tree

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Tree is one sentence's dependency tree. It is immutable, and good as long as
// the tokens' heads do not change.
type Tree struct {
	Tokens []text.Token
	kids   []int // children of all tokens, those of token i from start[i]
	start  []int // one longer than Tokens
}

// Of returns the tree of tokens. A head outside the sentence counts as none.
func Of(toks []text.Token) *Tree {
	n := len(toks)
	t := &Tree{Tokens: toks, start: make([]int, n+1)}
	for _, tok := range toks {
		if tok.Head >= 0 && tok.Head < n {
			t.start[tok.Head+1]++
		}
	}
	for i := range n {
		t.start[i+1] += t.start[i]
	}
	t.kids = make([]int, t.start[n])
	next := append([]int(nil), t.start[:n]...)
	for i, tok := range toks {
		if tok.Head >= 0 && tok.Head < n {
			t.kids[next[tok.Head]] = i
			next[tok.Head]++
		}
	}
	return t
}

// Children returns the tokens that hang on token i, in order. Callers may not
// change the slice.
func (t *Tree) Children(i int) []int { return t.kids[t.start[i]:t.start[i+1]] }

// Child returns the first child of i with one of the relations, subtypes left
// aside unless given; -1 for none.
func (t *Tree) Child(i int, deprels ...string) int {
	for _, k := range t.Children(i) {
		if Is(t.Tokens[k].Deprel, deprels...) {
			return k
		}
	}
	return -1
}

// Head returns the head of i, or -1.
func (t *Tree) Head(i int) int {
	if h := t.Tokens[i].Head; h >= 0 && h < len(t.Tokens) && h != i {
		return h
	}
	return -1
}

// Edges returns the first and the last token of i's subtree.
func (t *Tree) Edges(i int) (first, last int) {
	first, last = i, i
	t.walk(i, 0, func(k int) { first, last = min(first, k), max(last, k) })
	return first, last
}

// Under reports whether token i is token of, or hangs below it.
func (t *Tree) Under(i, of int) bool {
	for steps := 0; i >= 0 && steps <= len(t.Tokens); steps++ {
		if i == of {
			return true
		}
		i = t.Head(i)
	}
	return false
}

// walk visits i and all below it; depth guards against a tree that is none.
func (t *Tree) walk(i, depth int, visit func(int)) {
	visit(i)
	if depth > len(t.Tokens) {
		return
	}
	for _, k := range t.Children(i) {
		if k != i {
			t.walk(k, depth+1, visit)
		}
	}
}

// Conjuncts returns i and all that are joined to it by "and", "or" or commas,
// in order, whichever of them i is.
func (t *Tree) Conjuncts(i int) []int {
	first := i
	for steps := 0; t.Tokens[first].Deprel == "conj" && t.Head(first) >= 0 && steps < len(t.Tokens); steps++ {
		first = t.Head(first)
	}
	all := []int{first}
	for at := 0; at < len(all) && len(all) <= len(t.Tokens); at++ {
		for _, k := range t.Children(all[at]) {
			if t.Tokens[k].Deprel == "conj" {
				all = append(all, k)
			}
		}
	}
	return all
}

// Is reports whether a relation is one of those given. One given without a
// subtype stands for all its subtypes: Is("nsubj:pass", "nsubj") is true.
func Is(deprel string, of ...string) bool {
	for _, o := range of {
		if deprel == o {
			return true
		}
		if rest, ok := strings.CutPrefix(deprel, o); ok && rest[0] == ':' {
			return true
		}
	}
	return false
}
