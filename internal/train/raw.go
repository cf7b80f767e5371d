package train

import (
	"fmt"
	"os"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/nlp/token"
)

// readRaw reads plain text for teachers to read: the texts of GAP, a table whose
// second column they are, and files of a sentence a line.
func readRaw(gap string, more ...string) ([]Sentence, error) {
	var texts []string
	err := lines(gap, func(line string) error {
		if c := strings.Split(line, "\t"); len(c) > 1 && c[1] != "Text" {
			texts = append(texts, c[1])
		}
		return nil
	})
	for _, name := range more {
		if err == nil {
			var b []byte
			if b, err = os.ReadFile(name); err == nil {
				texts = append(texts, strings.Split(string(b), "\n")...)
			}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("raw text: %w", err)
	}
	var all []Sentence
	for _, t := range texts {
		for _, s := range token.Split(t) {
			var r Sentence
			for i := range s.Tokens {
				r.Forms = append(r.Forms, s.Tokens[i].Form)
			}
			all = append(all, r)
		}
	}
	return all, nil
}
