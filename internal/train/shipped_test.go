package train

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/weights"
)

func shipped(t *testing.T) *parse.Model {
	t.Helper()
	m, err := parse.Load(weights.Parser())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The weights in the program must keep to its bounds.
func TestShippedScores(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 36,000 words; left out with -short")
	}
	data := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(data); err != nil {
		t.Skipf("no corpora: %v", err)
	}
	c, err := ReadCorpora(data)
	if err != nil {
		t.Fatal(err)
	}
	m := shipped(t)
	s := ScoreTrees(m, c.Dev)
	if part := func(n int) float64 { return 100 * float64(n) / float64(s.Words) }; part(s.LAS) < 84 || part(s.UAS) < 87 {
		t.Errorf("EWT dev: %v; the bounds are UAS 87 and LAS 84", s)
	}
	t.Logf("EWT dev: %v; GUM dev: %v; UNER dev: %v", s, ScoreTrees(m, c.DevGUM), ScoreNames(m, c.DevNames))
}

func TestShippedSize(t *testing.T) {
	if n := len(weights.Parser()); n > 10_000_000 {
		t.Errorf("the weights have %d bytes, more than 10 MB", n)
	}
	began := time.Now()
	shipped(t)
	t.Logf("loaded in %v", time.Since(began))
}

// What a reader of news expects of plain sentences, headlines and typography among
// them: each word with its head and label, or the names.
func TestShippedReads(t *testing.T) {
	m := shipped(t)
	for _, c := range []struct{ sentence, arcs, names string }{
		{
			"Gunmen attacked a concert hall in Moscow on Friday .",
			"nsubj(attacked, Gunmen) root(attacked) det(hall, a) compound(hall, concert) obj(attacked, hall) case(Moscow, in) case(Friday, on) obl(attacked, Friday) punct(attacked, .)",
			"Moscow Place",
		},
		{
			"The bank was bought by Acme Corp. in 2019",
			"det(bank, The) nsubj(bought, bank) aux(bought, was) root(bought) case(Corp., by) compound(Corp., Acme) obl(bought, Corp.) case(2019, in) obl(bought, 2019)",
			"Acme Corp. Organization",
		},
		{
			"“ We did n’t see them , ” said Maria Keller .",
			"nsubj(see, We) aux(see, did) advmod(see, n’t) obj(see, them) nsubj(said, Maria) flat(Maria, Keller)",
			"Maria Keller Person",
		},
		{
			"Bomb kills two in Kabul",
			"nsubj(kills, Bomb) root(kills) obj(kills, two) case(Kabul, in)",
			"Kabul Place",
		},
	} {
		var s text.Sentence
		for _, f := range strings.Fields(c.sentence) {
			s.Tokens = append(s.Tokens, text.Token{Form: f})
		}
		sents := []text.Sentence{s}
		m.Annotate(sents)
		got, found := arcs(sents[0]), ""
		for n := range names(len(s.Tokens), func(w int) string { return sents[0].Tokens[w].Name }) {
			words := strings.Fields(c.sentence)[n.first : n.last+1]
			found = strings.TrimSpace(strings.Join(words, " ") + " " + n.kind + " " + found)
		}
		for _, arc := range strings.SplitAfter(c.arcs, ") ") {
			if arc = strings.TrimSpace(arc); !strings.Contains(got, arc) {
				t.Errorf("%s\nmisses %s in %s", c.sentence, arc, got)
			}
		}
		if found != c.names {
			t.Errorf("%s\nhas the names %q, want %q", c.sentence, found, c.names)
		}
	}
}

// arcs writes a tree as label(head, word), without subtypes.
func arcs(s text.Sentence) string {
	var all []string
	for _, tok := range s.Tokens {
		if tok.Head < 0 {
			all = append(all, "root("+tok.Form+")")
			continue
		}
		all = append(all, plain(tok.Deprel)+"("+s.Tokens[tok.Head].Form+", "+tok.Form+")")
	}
	return strings.Join(all, " ")
}
