package eval

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Factuality is the factuality of UDS (White and others: "Universal Decompositional
// Semantics", on the English Web Treebank): of predicates, whether people think that
// it happened. Its folder has factuality-normalized-2.0.json,
//
//	{"data": {"ewt-dev-12": {"ewt-dev-12-semantics-pred-7": {"factuality": {"factual": {"value": -1.1, "confidence": 1}}}}}}
//
// where 7 is the seventh token, and ud_ids.json, {"ewt-dev-12": {"sentence_id": "weblog-...-0012"}}.
//
// The sentences come from the treebank's own file, with its tokens and without its
// trees. Scored are the predicates that head a claim: below nought it did not happen,
// and a claim that is denied or only possible says so. Where several hang on one
// predicate the one that the text stands behind most is taken.
type Factuality struct {
	values map[string]map[int]float64 // by sentence_id and token
}

// LoadFactuality reads a folder.
func LoadFactuality(dir string) (*Factuality, error) {
	var gold struct {
		Data map[string]map[string]struct {
			Factuality struct {
				Factual struct{ Value float64 }
			}
		}
	}
	if err := readJSON(filepath.Join(dir, "factuality-normalized-2.0.json"), &gold); err != nil {
		return nil, err
	}
	var ids map[string]struct {
		SentenceID string `json:"sentence_id"`
	}
	if err := readJSON(filepath.Join(dir, "ud_ids.json"), &ids); err != nil {
		return nil, err
	}
	g := &Factuality{values: map[string]map[int]float64{}}
	for sentence, predicates := range gold.Data {
		id := ids[sentence].SentenceID
		if id == "" {
			return nil, fmt.Errorf("%s: ud_ids.json does not have %s", dir, sentence)
		}
		g.values[id] = map[int]float64{}
		for name, p := range predicates {
			n, err := strconv.Atoi(name[strings.LastIndex(name, "-")+1:])
			if err != nil || n < 1 {
				return nil, fmt.Errorf("%s: %q does not end in the number of a token", dir, name)
			}
			g.values[id][n-1] = p.Factuality.Factual.Value
		}
	}
	return g, nil
}

var sentenceID = regexp.MustCompile(`(?m)^# sent_id = (\S+)`)

// SentenceIDs returns the names of the sentences of a CoNLL-U file, in its order.
func SentenceIDs(conllu string) []string {
	var ids []string
	for _, m := range sentenceID.FindAllStringSubmatch(conllu, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

// factClasses are the statuses of claims, and what each says of a deed.
var factClasses = []text.Status{text.Asserted, text.Reported, text.Possible, text.Denied}

func happened(s text.Status) bool { return s == text.Asserted || s == text.Reported }

// side is one of the two answers: how often it was given, was right, and would have been.
type side struct{ hit, said, gold int }

func (s *side) count(said, gold bool) {
	if said {
		s.said++
	}
	if gold {
		s.gold++
	}
	if said && gold {
		s.hit++
	}
}

func (s *side) score(what string) Score { return full(what, s.hit, s.said, s.hit, s.gold) }

// Score looks at the predicates of documents, which have their tokens; ids name all
// their sentences, in order.
func (g *Factuality) Score(docs []*text.Document, ids []string) *Report {
	r := &Report{}
	by := map[text.Status]*tally{}
	for _, s := range factClasses {
		by[s] = &tally{}
	}
	var not, did side
	var claimed, unclaimed tally
	for _, d := range docs {
		heads := headed(d)
		for i := range d.Sentences {
			values := g.values[ids[0]]
			ids = ids[1:]
			for t := range d.Sentences[i].Tokens {
				value, asked := values[t]
				if !asked {
					continue
				}
				claimed.gold++
				status, claims := heads[[2]int{i, t}]
				if !claims {
					unclaimed.gold++
					if value > 0 {
						unclaimed.right++
					}
					continue
				}
				claimed.right++
				by[status].gold++
				if happened(status) == (value > 0) {
					by[status].right++
				} else {
					r.mistake(factMistake(d, i, t, status, value))
				}
				not.count(!happened(status), value <= 0)
				did.count(happened(status), value > 0)
			}
		}
	}
	r.Scores = append(r.Scores, not.score("did not happen"), did.score("happened"))
	for _, s := range factClasses {
		r.Scores = append(r.Scores, Score{What: string(s) + ", rightly", Precision: ratio(by[s].right, by[s].gold), Right: by[s].right, Said: by[s].gold})
	}
	r.Scores = append(r.Scores, recall("predicates with a claim", claimed.right, claimed.gold),
		recall("of those without, happened", unclaimed.right, unclaimed.gold))
	return r.sorted()
}

// headed returns the status of the predicates that head a claim, by sentence and
// token.
func headed(d *text.Document) map[[2]int]text.Status {
	heads := map[[2]int]text.Status{}
	for _, c := range d.Claims {
		at := [2]int{c.Sentence, c.Head}
		old, ok := heads[at]
		if !ok || slices.Index(factClasses, c.Status) < slices.Index(factClasses, old) {
			heads[at] = c.Status
		}
	}
	return heads
}

func factMistake(d *text.Document, sentence, token int, status text.Status, value float64) Mistake {
	tok := d.Sentences[sentence].Tokens[token]
	m := Mistake{
		Kind: fmt.Sprintf("%s, but it happened", status), Cost: max(value, -value),
		Want: fmt.Sprintf("%s: %.2f", tok.Form, value), Got: string(status),
		Text: text.NewIndex(d.Text).Slice(d.Sentences[sentence].Span),
	}
	if value <= 0 {
		m.Kind = fmt.Sprintf("%s, but it did not happen", status)
	}
	if len(d.Sources) > 0 {
		m.Source = d.Sources[0].Name
	}
	return m
}
