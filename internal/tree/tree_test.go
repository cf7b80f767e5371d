package tree

import (
	"slices"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// "Ann , Bob and Cy saw it": Ann is the subject, Bob and Cy hang on her.
var sentence = []text.Token{
	{Form: "Ann", Head: 5, Deprel: "nsubj"},
	{Form: ",", Head: 2, Deprel: "punct"},
	{Form: "Bob", Head: 0, Deprel: "conj"},
	{Form: "and", Head: 4, Deprel: "cc"},
	{Form: "Cy", Head: 0, Deprel: "conj"},
	{Form: "saw", Head: -1, Deprel: "root"},
	{Form: "it", Head: 5, Deprel: "obj"},
}

func TestTree(t *testing.T) {
	tr := Of(sentence)
	if got := tr.Children(5); !slices.Equal(got, []int{0, 6}) {
		t.Errorf("children of saw: %v", got)
	}
	if got := tr.Conjuncts(4); !slices.Equal(got, []int{0, 2, 4}) {
		t.Errorf("conjuncts of Cy: %v", got)
	}
	if first, last := tr.Edges(0); first != 0 || last != 4 {
		t.Errorf("the subject runs from %d to %d", first, last)
	}
	if tr.Child(5, "obj") != 6 || tr.Child(5, "obl") != -1 || tr.Head(5) != -1 || !tr.Under(3, 0) || tr.Under(0, 4) {
		t.Error("the tree is walked wrongly")
	}
	if !Is("nsubj:pass", "obj", "nsubj") || Is("nsubj", "nsubj:pass") || Is("objx", "obj") {
		t.Error("relations compare wrongly")
	}
}

// A tree with a ring, as a broken file may have it, must not hang the walk.
func TestRing(t *testing.T) {
	tr := Of([]text.Token{{Head: 1, Deprel: "conj"}, {Head: 0, Deprel: "conj"}, {Head: 9}})
	if tr.Under(0, 2) || tr.Head(2) != -1 {
		t.Error("a ring reaches what is not in it")
	}
	tr.Edges(0)
	tr.Conjuncts(1)
}
