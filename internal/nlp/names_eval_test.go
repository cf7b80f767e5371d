package nlp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/persons"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// labelled is a corpus of names: its sentences as one document of tokens without
// trees, and the BIO label of each token.
type labelled struct {
	doc    *text.Document
	labels [][]string
}

// readLabelled reads lines of columns parted by tabs, an empty line after each
// sentence, and joins each document's sentences (of size, where the file marks
// none) to one text. A line "# newdoc" begins a document.
func readLabelled(t *testing.T, name string, form, label, size int) []labelled {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []labelled
	var toks []text.Token
	var labels []string
	fresh := true
	flush := func() {
		if len(toks) == 0 {
			return
		}
		if fresh || size > 0 && len(all[len(all)-1].labels) == size {
			all, fresh = append(all, labelled{doc: &text.Document{}}), false
		}
		l := &all[len(all)-1]
		start := len([]rune(l.doc.Text))
		at := start
		for i := range toks {
			n := len([]rune(toks[i].Form))
			toks[i].Span = text.Span{Start: at, End: at + n}
			l.doc.Text += toks[i].Form + " "
			at += n + 1
		}
		l.doc.Sentences = append(l.doc.Sentences, text.Sentence{Span: text.Span{Start: start, End: at - 1}, Tokens: toks})
		l.labels = append(l.labels, labels)
		toks, labels = nil, nil
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "# newdoc"):
			flush()
			fresh = true
		case line == "":
			flush()
		case strings.HasPrefix(line, "#") && form > 0:
		default:
			c := strings.Split(line, "\t")
			toks = append(toks, text.Token{Form: c[form]})
			labels = append(labels, c[label])
		}
	}
	flush()
	return all
}

// named is a name of a sentence: its tokens and its type.
type named struct {
	sentence, first, end int
	typ                  string
}

// bio reads names off BIO labels.
func bio(sentence int, labels []string) []named {
	var out []named
	for i := 0; i < len(labels); {
		_, typ, ok := strings.Cut(labels[i], "-")
		end := i + 1
		for ; ok && end < len(labels) && labels[end] == "I-"+typ; end++ {
		}
		if ok {
			out = append(out, named{sentence, i, end, typ})
		}
		i = end
	}
	return out
}

// coarse maps a type of the schema to a corpus's three.
func coarse(s *schema.Schema, typ string) string {
	switch {
	case s.Is(typ, "Person"):
		return "PER"
	case s.Is(typ, "Organization"):
		return "ORG"
	case s.Is(typ, "Place"):
		return "LOC"
	}
	return ""
}

// bare returns where a mention's name begins behind titles: corpora mark "Assad"
// in "President Assad".
func bare(toks []text.Token, first, end int) int {
	for i := first; i < end; i++ {
		if toks[i].Name == "B-Person" {
			return i
		}
	}
	for first < end-1 && persons.IsTitle(toks[first].Form) {
		first++
	}
	return first
}

// TestNamesOfMentions compares the names of persons, organisations and places that
// mentions end up with to what the parser's labels alone say: whatever the schema,
// the capitals and the rules add must not lose what the network knows.
func TestNamesOfMentions(t *testing.T) {
	file := filepath.Join(shared(t, "uner"), "en_ewt-ud-dev.iob2")
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	a := analyser(t)
	short := map[string]string{"Person": "PER", "Organization": "ORG", "Place": "LOC"}
	var labels, mentions score
	for _, l := range readLabelled(t, file, 1, 2, 0) {
		a.Analyse(l.doc)
		var gold, byLabel, byMention []named
		for i := range l.doc.Sentences {
			toks := l.doc.Sentences[i].Tokens
			for _, n := range bio(i, l.labels[i]) {
				if n.typ != "OTH" {
					gold = append(gold, n)
				}
			}
			own := make([]string, len(toks))
			for k := range toks {
				own[k] = toks[k].Name
			}
			for _, n := range bio(i, own) {
				if n.typ = short[n.typ]; n.typ != "" {
					byLabel = append(byLabel, n)
				}
			}
		}
		for _, m := range l.doc.Mentions {
			typ := coarse(s, m.Type)
			if m.Kind != text.Name || typ == "" {
				continue
			}
			first := m.First
			if typ == "PER" {
				first = bare(l.doc.Sentences[m.Sentence].Tokens, first, m.End)
			}
			byMention = append(byMention, named{m.Sentence, first, m.End, typ})
		}
		labels.count(byLabel, gold)
		mentions.count(byMention, gold)
	}
	t.Logf("names by labels:   %s", labels)
	t.Logf("names by mentions: %s", mentions)
	if mentions.f1() < labels.f1()-0.02 {
		t.Errorf("names by mentions: F1 %.3f, by the parser's labels alone %.3f", mentions.f1(), labels.f1())
	}
}

// count adds names that must be the same in span and type.
func (s *score) count(pred, gold []named) {
	s.pred, s.gold = s.pred+len(pred), s.gold+len(gold)
	right := map[named]bool{}
	for _, g := range gold {
		right[g] = true
	}
	for _, p := range pred {
		if right[p] {
			right[p] = false
			s.predHit++
			s.goldHit++
		}
	}
}
