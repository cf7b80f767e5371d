package rule_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/text"
)

var mistakes = flag.String("factuality", "", "write every judged predicate into this file, a line each")

// TestFactuality measures statuses against the judgements of UDS on the
// development part of EWT: did what a predicate says happen, or did it not? A
// claim that is possible or denied says that it did not, or not yet; one that is
// asserted or reported says that it did. A judgement's sign decides.
//
// The predicates are judged on the trees of the analyser, and on those of the
// treebank, which tells mistakes of the rules from those of the parser; and once
// more those of them alone that head a claim.
func TestFactuality(t *testing.T) {
	data := filepath.Join("..", "..", "..", "..", "shared", "data")
	judged := judgements(t, filepath.Join(data, "uds-factuality"), "dev")
	docs, ids := treebank(t, filepath.Join(data, "ud-ewt", "en_ewt-ud-dev.conllu"))
	s, reader := whole(t)
	extractor := rule.New(s)

	var own, heading, treed happening
	var list []string
	n := 0
	for _, gold := range docs {
		doc := &text.Document{Text: gold.Text}
		reader.Analyse(doc)
		known := &text.Document{Text: gold.Text, Sentences: gold.Sentences}
		reader.Analyse(known)
		found := byStart(doc, extractor.Predicates(doc))
		ideal := extractor.Predicates(known)
		for i := range gold.Sentences {
			toks := gold.Sentences[i].Tokens
			for _, j := range judged[ids[n]] {
				if j.token >= len(toks) {
					continue // split otherwise in an older treebank
				}
				p, ok := found[toks[j.token].Span.Start]
				if !ok {
					p.Status = text.Asserted
				}
				own.add(j.happened, p.Status)
				treed.add(j.happened, ideal[i][j.token].Status)
				if p.Claims {
					heading.add(j.happened, p.Status)
				}
				list = append(list, judgedLine(&gold.Sentences[i], j, p, ideal[i][j.token]))
			}
			n++
		}
	}
	for _, m := range []struct {
		name  string
		least float64
		h     *happening
	}{
		{"all predicates", 0.65, &own},
		{"predicates that head a claim", 0.65, &heading},
		{"all predicates, on the treebank's trees", 0.65, &treed},
	} {
		t.Logf("%s:\n%s", m.name, m.h)
		if f := m.h.f1(false); f < m.least {
			t.Errorf("%s: F1 of what did not happen is %.3f, want %.2f", m.name, f, m.least)
		}
	}
	if *mistakes != "" {
		if err := os.WriteFile(*mistakes, []byte(strings.Join(list, "")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// happening counts judgements: first whether it happened, then what we say.
type happening map[bool]map[text.Status]int

func (h *happening) add(happened bool, s text.Status) {
	if *h == nil {
		*h = happening{true: {}, false: {}}
	}
	(*h)[happened][s]++
}

// says counts the predicates of one class that we put into another.
func (h happening) says(gold, ours bool) int {
	if ours {
		return h[gold][text.Asserted] + h[gold][text.Reported]
	}
	return h[gold][text.Possible] + h[gold][text.Denied]
}

func (h happening) f1(class bool) float64 {
	right := h.says(class, class)
	wrong := h.says(!class, class) + h.says(class, !class)
	return 2 * float64(right) / float64(max(2*right+wrong, 1))
}

func (h happening) String() string {
	var b strings.Builder
	for _, class := range []bool{true, false} {
		right, found, all := h.says(class, class), h.says(true, class)+h.says(false, class), h.says(class, true)+h.says(class, false)
		fmt.Fprintf(&b, "  %-14s F1 %.3f, precision %.3f, recall %.3f, of %d:", map[bool]string{true: "happened", false: "did not happen"}[class],
			h.f1(class), float64(right)/float64(max(found, 1)), float64(right)/float64(max(all, 1)), all)
		for _, s := range []text.Status{text.Asserted, text.Reported, text.Possible, text.Denied} {
			fmt.Fprintf(&b, " %s %d", s, h[class][s])
		}
		b.WriteString("\n")
	}
	return b.String()
}

// judgement is one predicate of UDS.
type judgement struct {
	token    int
	happened bool
	value    float64
}

// judgements reads the factuality of UDS by the treebank's sentence id. Its own
// keys number the sentences of a part and their tokens from one:
// "ewt-dev-7-semantics-pred-3".
func judgements(t *testing.T, dir, part string) map[string][]judgement {
	t.Helper()
	var set struct {
		Data map[string]map[string]struct {
			Factuality struct {
				Factual struct{ Value float64 } `json:"factual"`
			} `json:"factuality"`
		} `json:"data"`
	}
	var ids map[string]struct {
		Sentence string `json:"sentence_id"`
	}
	readJSON(t, filepath.Join(dir, "factuality-normalized-2.0.json"), &set)
	readJSON(t, filepath.Join(dir, "ud_ids.json"), &ids)
	all := map[string][]judgement{}
	for sent, preds := range set.Data {
		if !strings.HasPrefix(sent, "ewt-"+part+"-") {
			continue
		}
		var js []judgement
		for pred, j := range preds {
			n, err := strconv.Atoi(pred[strings.LastIndex(pred, "-")+1:])
			if err != nil {
				t.Fatal(err)
			}
			js = append(js, judgement{n - 1, j.Factuality.Factual.Value > 0, j.Factuality.Factual.Value})
		}
		slices.SortFunc(js, func(a, b judgement) int { return cmp.Compare(a.token, b.token) })
		all[ids[sent].Sentence] = js
	}
	return all
}

func readJSON(t *testing.T, file string, v any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		t.Skipf("the judgements are not there: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// treebank reads the documents of a CoNLL-U file and the ids of their sentences.
func treebank(t *testing.T, file string) (docs []text.Document, ids []string) {
	t.Helper()
	f, err := os.Open(file)
	if os.IsNotExist(err) {
		t.Skipf("the treebank is not there: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for doc, err := range conllu.Read(f) {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	if _, err := f.Seek(0, 0); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if id, ok := strings.CutPrefix(lines.Text(), "# sent_id = "); ok {
			ids = append(ids, id)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return docs, ids
}

// byStart finds predicates by where their tokens start.
func byStart(doc *text.Document, preds [][]rule.Predicate) map[int]rule.Predicate {
	at := map[int]rule.Predicate{}
	for i := range doc.Sentences {
		for k, tok := range doc.Sentences[i].Tokens {
			at[tok.Span.Start] = preds[i][k]
		}
	}
	return at
}

// judgedLine shows a judgement, the status on our tree and on the treebank's,
// whether a claim is headed there, and the words.
func judgedLine(s *text.Sentence, j judgement, own, treed rule.Predicate) string {
	var words []string
	for i := range s.Tokens {
		w := s.Tokens[i].Form
		if i == j.token {
			w = "[" + w + "]"
		}
		words = append(words, w)
	}
	return fmt.Sprintf("%+.2f\t%s\t%s\t%t\t%s\n", j.value, own.Status, treed.Status, own.Claims, strings.Join(words, " "))
}
