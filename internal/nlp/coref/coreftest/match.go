package coreftest

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Options say what is compared.
type Options struct {
	Exact    bool // mentions are the same where their spans are; else where their heads are
	Definite bool // definite descriptions count beside names and pronouns
}

// Score compares the chains of a document that the analyser read with the gold.
//
// Compared are named and pronominal chains: gold chains of two mentions or more
// of which one at least is a proper name or a personal pronoun, and of these the
// names and pronouns alone; a chain of which one is left is none. Of the
// analyser's chains, the mentions that have a gold partner are kept or left out as
// that is, and those that have none as their own kind says.
//
// Unless Exact is set a mention's partner is the one with the same head, or whose
// head is a word of the other's name; of the same kind if there is one. Our
// mentions end with their heads ("the mayor") where GUM's hold all that follows
// ("the mayor of London, who..."), so that spans would measure a convention and
// not who is who; where two of GUM's have one head, the narrower is meant.
func (gold Gold) Score(read *text.Document, o Options) Scores {
	golds := gold.kept(o)
	partner := partners(gold, read, o)
	var preds [][]Mention
	for _, e := range read.Entities {
		var chain []Mention
		for _, i := range e.Mentions {
			g, ok := partner[i]
			if !ok {
				g = own(read, i)
			}
			if counts(g, o) {
				chain = append(chain, g)
			}
		}
		if len(chain) > 1 {
			preds = append(preds, chain)
		}
	}
	return Compare(keys(golds), keys(preds))
}

// key is what a mention is told by.
type key struct {
	sentence, first, end int
	ours                 bool // it has no partner
}

func keys(chains [][]Mention) [][]key {
	out := make([][]key, len(chains))
	for c, chain := range chains {
		for _, m := range chain {
			out[c] = append(out[c], key{m.Sentence, m.First, m.End, m.Core == nil})
		}
	}
	return out
}

// kept are the gold chains that count, of the mentions that do.
func (gold Gold) kept(o Options) [][]Mention {
	var out [][]Mention
	for _, chain := range gold.Chains {
		if len(chain) < 2 || !slices.ContainsFunc(chain, func(m Mention) bool { return m.Kind != text.Nominal }) {
			continue
		}
		var left []Mention
		for _, m := range chain {
			if counts(m, o) {
				left = append(left, m)
			}
		}
		if len(left) > 1 {
			out = append(out, left)
		}
	}
	return out
}

func counts(m Mention, o Options) bool {
	return m.Kind == text.Name || m.Kind == text.Pronoun || o.Definite && m.Definite
}

// own is mention i of the analyser's as it is, without a partner. Pronouns other
// than the personal ones, and adjectives, are of no kind that counts.
func own(read *text.Document, i int) Mention {
	m := &read.Mentions[i]
	g := Mention{Sentence: m.Sentence, First: m.First, End: m.End, Head: m.Head, Kind: m.Kind}
	toks := read.Sentences[m.Sentence].Tokens
	switch {
	case m.Kind == text.Pronoun && !strings.HasPrefix(toks[m.Head].XPOS, "PRP"):
		g.Kind = ""
	case m.Kind == text.Nominal:
		g.Definite = definite[strings.ToLower(toks[m.First].Form)]
	}
	return g
}

// partners finds for each of the analyser's mentions its gold one, each used once.
func partners(gold Gold, read *text.Document, o Options) map[int]Mention {
	bySentence := make([][]Mention, len(read.Sentences))
	for _, chain := range gold.Chains {
		for _, m := range chain {
			bySentence[m.Sentence] = append(bySentence[m.Sentence], m)
		}
	}
	for _, all := range bySentence {
		slices.SortStableFunc(all, func(a, b Mention) int { return (a.End - a.First) - (b.End - b.First) })
	}
	found, used := map[int]Mention{}, map[key]bool{}
	ways := []func(g Mention, m *text.Mention) bool{
		func(g Mention, m *text.Mention) bool { return g.First == m.First && g.End == m.End },
		func(g Mention, m *text.Mention) bool { return g.Kind == m.Kind && g.Head == m.Head },
		func(g Mention, m *text.Mention) bool { return g.Kind == m.Kind && slices.Contains(g.Core, m.Head) },
		func(g Mention, m *text.Mention) bool { return g.Head == m.Head },
		func(g Mention, m *text.Mention) bool { return slices.Contains(g.Core, m.Head) },
	}
	if o.Exact {
		ways = ways[:1]
	}
	for _, same := range ways {
		for i := range read.Mentions {
			m := &read.Mentions[i]
			if _, ok := found[i]; ok {
				continue
			}
			for _, g := range bySentence[m.Sentence] {
				if k := (key{g.Sentence, g.First, g.End, false}); !used[k] && same(g, m) {
					found[i], used[k] = g, true
					break
				}
			}
		}
	}
	return found
}
