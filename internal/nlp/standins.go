package nlp

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// standIns says which name that the treebanks know to show the parser for a name
// of the schema that they do not: it takes "IS-K views Russia" for two nouns, and
// "NATO views Russia" for a sentence. Only names of one token have one.
func standIns(s *schema.Schema, knows func(form string) bool) map[string]string {
	m := map[string]string{}
	for _, n := range s.Names {
		stand := ""
		switch {
		case s.Is(n.Type, "Organization"):
			stand = "NATO"
		case s.Is(n.Type, "Place"):
			stand = "Iraq"
		case s.Is(n.Type, "Person"):
			stand = "Bush"
		}
		if stand == "" {
			continue
		}
		for _, form := range append([]string{n.Name}, n.Aliases...) {
			if !strings.ContainsRune(form, ' ') && !knows(form) {
				m[form] = stand
			}
		}
	}
	return m
}

// standIn puts the stand-ins in the place of the names they stand for. The
// function that it returns puts the names back.
func (a *Analyser) standIn(doc *text.Document) (restore func()) {
	type change struct {
		tok  *text.Token
		form string
	}
	var changes []change
	for i := range doc.Sentences {
		toks := doc.Sentences[i].Tokens
		for j := range toks {
			if stand, ok := a.stands[toks[j].Form]; ok {
				changes = append(changes, change{&toks[j], toks[j].Form})
				toks[j].Form = stand
			}
		}
	}
	return func() {
		for _, c := range changes {
			c.tok.Form = c.form
		}
	}
}
