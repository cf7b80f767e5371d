package eval

import (
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
)

// Mine is MINE, from the paper on KGGen: essays, each with fifteen facts that a
// good graph of it would hold. Its folder has essays.json, [{"topic": ...,
// "content": ...}, ...], and answers.json, for each essay [{"answer": a fact}, ...].
//
// The paper has a language model judge whether a fact can be told from the graph.
// Here it can where two claims of the essay together hold at least 60 % of its
// content words.
type Mine struct {
	essays []struct{ Topic, Content string }
	facts  [][]struct{ Answer string }
}

// LoadMine reads a folder of MINE.
func LoadMine(dir string) (*Mine, error) {
	m := &Mine{}
	if err := readJSON(filepath.Join(dir, "essays.json"), &m.essays); err != nil {
		return nil, err
	}
	if err := readJSON(filepath.Join(dir, "answers.json"), &m.facts); err != nil {
		return nil, err
	}
	if len(m.facts) < len(m.essays) {
		return nil, fmt.Errorf("%s: %d essays, and answers for %d", dir, len(m.essays), len(m.facts))
	}
	return m, nil
}

// Texts returns the essays.
func (m *Mine) Texts() []Text {
	var texts []Text
	for i, e := range m.essays {
		texts = append(texts, Text{m.name(i), strings.TrimSpace(strings.Trim(e.Content, "`")) + "\n"})
	}
	return texts
}

func (m *Mine) name(essay int) string { return fmt.Sprintf("%03d.txt", essay) }

const (
	// mineClaims is how many claims of an essay count, the surest first: the mean of
	// KGGen's graphs, so that a flood of overlapping claims buys nothing.
	mineClaims = 72
	// mineShare is how much of a fact has to be held.
	mineShare = 0.6
)

// Score counts the facts that the claims of their essay hold.
func (m *Mine) Score(read *Reading) *Report {
	r := &Report{}
	by := read.bySource()
	right, gold := 0, 0
	for i := range m.essays {
		claims := slices.Clone(by[m.name(i)])
		slices.SortStableFunc(claims, func(a, b *graph.Claim) int { return cmp.Compare(b.Confidence, a.Confidence) })
		claims = claims[:min(len(claims), mineClaims)]
		var bags []map[string]bool
		for _, c := range claims {
			bags = append(bags, contentWords(claimWords(c)))
		}
		for _, f := range m.facts[i] {
			gold++
			share, used := held(contentWords(f.Answer), bags)
			if share >= mineShare {
				right++
				continue
			}
			var got []string
			for _, j := range used {
				got = append(got, short(claims[j]))
			}
			r.mistake(Mistake{Kind: halves(share), Cost: 1 - share, Want: f.Answer, Got: strings.Join(got, "; "), Text: m.essays[i].Topic, Source: m.name(i)})
		}
	}
	r.Scores = []Score{recall("facts held", right, gold)}
	return r.sorted()
}

// halves says how near a fact was to being held.
func halves(share float64) string {
	switch {
	case share == 0:
		return "nothing of the fact"
	case share < mineShare/2:
		return "little of the fact"
	}
	return "half of the fact"
}

// claimWords is all that a claim says.
func claimWords(c *graph.Claim) string {
	parts := []string{c.Subject.Name, c.RelationOf(), c.Open}
	if c.Object != nil && c.Object.Name != "" {
		parts = append(parts, c.Object.Name)
	} else {
		parts = append(parts, c.Value)
	}
	if c.Time != nil {
		parts = append(parts, c.Time.Text)
	}
	if c.Place != nil {
		parts = append(parts, c.Place.Name)
	}
	return strings.ReplaceAll(strings.Join(parts, " "), "-", " ")
}

// held returns how much of the words two claims hold, and which claims. The second
// is chosen for what the first leaves; words that a fact does not have count
// against a claim, a quarter each.
func held(want map[string]bool, claims []map[string]bool) (share float64, used []int) {
	left := map[string]bool{}
	for w := range want {
		left[w] = true
	}
	for range 2 {
		best, most := -1, 0.0
		for i, c := range claims {
			worth := 0.0
			for w := range c {
				if left[w] {
					worth++
				}
				if !want[w] {
					worth -= 0.25
				}
			}
			if best < 0 || worth > most {
				best, most = i, worth
			}
		}
		if best < 0 {
			break
		}
		before := len(left)
		for w := range claims[best] {
			delete(left, w)
		}
		if len(left) < before {
			used = append(used, best)
		}
	}
	if len(want) == 0 {
		return 0, nil
	}
	return 1 - float64(len(left))/float64(len(want)), used
}

var word = regexp.MustCompile(`[a-z0-9]+`)

// contentWords returns the stems of the words that say something.
func contentWords(s string) map[string]bool {
	bag := map[string]bool{}
	for _, w := range word.FindAllString(strings.ToLower(s), -1) {
		if !stopWords[w] {
			bag[stem(w)] = true
		}
	}
	return bag
}

// stem takes one ending off a word, where three letters remain.
func stem(w string) string {
	for _, end := range []string{"ingly", "edly", "ies", "ing", "ed", "es", "s", "ly"} {
		if strings.HasSuffix(w, end) && len(w)-len(end) >= 3 {
			return w[:len(w)-len(end)]
		}
	}
	return w
}

var stopWords = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`a about above after again against all am an and any are as at be because been before
		being below between both but by can did do does doing don down during each few for from further had has have having
		he her here hers him his how i if in into is it its itself just me more most my no nor not now of off on once only or
		other our out over own s same she should so some such t than that the their them then there these they this those
		through to too under until up very was we were what when where which while who whom why will with you your`) {
		set[w] = true
	}
	return set
}()
