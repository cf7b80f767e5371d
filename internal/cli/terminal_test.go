package cli

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
)

// A contribution that somebody else made may call a relation anything.
func TestNoRelationMovesTheTerminal(t *testing.T) {
	relation := "\x1b[31mopposes\n"
	if got := relationWords(&graph.Claim{Relation: &relation}); strings.ContainsAny(got, "\x1b\n") {
		t.Errorf("got %q", got)
	}
}

func TestFootersFit(t *testing.T) {
	got := footer(&Env{}, "22,775 claims, 20 shown. The words behind one: quadrille explain SUBJECT RELATION OBJECT")
	if want := "22,775 claims, 20 shown. The words behind one: quadrille explain SUBJECT\nRELATION OBJECT"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A damaged document is found when a workspace is opened, and again when its index is
// made anew.
func TestWarningsAreSaidOnce(t *testing.T) {
	var errs bytes.Buffer
	env := &Env{Stderr: &errs, warned: &sync.Map{}}
	for range 2 {
		env.warn("%s is damaged", "a")
		env.warn("%s is damaged", "b")
	}
	if got, want := errs.String(), "quadrille: warning: a is damaged\nquadrille: warning: b is damaged\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A table of a million rows has a million documents by one name.
func TestOfManyCandidatesSomeAreNamed(t *testing.T) {
	many := &ingest.NameError{What: "document", Name: "posts", Candidates: strings.Split(strings.Repeat("x ", 1000), " ")}
	if got, want := many.Error(), `"posts" may be any of x, x, x, x, x, x, x, x and 993 more`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	few := &ingest.NameError{What: "document", Name: "posts", Candidates: strings.Split("abcdefghi", "")}
	if got, want := few.Error(), `"posts" may be any of a, b, c, d, e, f, g, h, i`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
