package conllu

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// misc is what we use of the tenth column.
type misc struct {
	noSpace, newPar bool
	name            string
}

func parseMisc(col string) misc {
	var m misc
	for kv := range strings.SplitSeq(col, "|") {
		key, value, _ := strings.Cut(kv, "=")
		switch key {
		case "SpaceAfter":
			m.noSpace = value == "No"
		case "NewPar":
			m.newPar = value == "Yes"
		case "Name":
			m.name = value
		}
	}
	return m
}

// blank turns the "_" of an empty column to "", unless the form is itself "_".
func blank(col, form string) string {
	if col == "_" && form != "_" {
		return ""
	}
	return col
}

// untreed returns the first token from which the heads do not lead to a root, for
// they run in a circle or out of the sentence; -1 where there is none.
func untreed(toks []text.Token) int {
	const unseen, onWay, fine = 0, 1, 2
	state := make([]byte, len(toks))
	for i := range toks {
		k := i
		for k >= 0 && k < len(toks) && state[k] == unseen {
			state[k] = onWay
			k = toks[k].Head
		}
		if k >= len(toks) || k >= 0 && state[k] == onWay {
			return i
		}
		for k = i; k >= 0 && state[k] == onWay; k = toks[k].Head {
			state[k] = fine
		}
	}
	return -1
}
