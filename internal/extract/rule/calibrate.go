package rule

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// A claim's confidence is the chance that a careful reader would sign it, so that of
// the claims at 0.9 nine in ten are right. What the constructions are worth by
// themselves (claim.go) orders claims; how often claims of such worth, of such a kind
// and of such a sentence were right is counted on claims that were read beside their
// texts, by logistic regression: quadrille-train confidence fits confidence.txt.

//go:embed confidence.txt
var confidenceTable string

// Signs are what the chance is computed of: one value for each name of SignNames.
type Signs []float64

// SignNames name the signs, in their order.
var SignNames = []string{
	"always", "worth", "open", "value", "is-a", "has-property", "has-role", "makes", "belongs", "same", "place", "event part",
	"reported", "possible", "denied", "subject pronoun", "object pronoun", "subject named", "object named", "subject idea",
	"trees", "length",
}

// signAt is the place of each sign.
var signAt = func() map[string]int {
	at := map[string]int{}
	for i, n := range SignNames {
		at[n] = i
	}
	return at
}()

// kindsOf are the signs of relations that are read alike.
var kindsOf = func() map[string]string {
	m := map[string]string{"is-a": "is-a", "has-property": "has-property", "has-role": "has-role"}
	for sign, relations := range map[string]string{
		"makes":      "cause-of created produced uses acquired",
		"belongs":    "has-part part-of member-of agency-of affiliate-of works-for citizen-of originates-from",
		"same":       "same-as also-known-as",
		"place":      "located-in near based-in operates-in visited lives-in capital-of borders",
		"event part": "occurred-at occurred-on participated-in has-target responsible-for",
	} {
		for r := range set(relations) {
			m[r] = sign
		}
	}
	return m
}()

// weights of the signs; nil gives claims the worth of their constructions.
type weights []float64

// readWeights reads a line "weight TAB name" for each sign.
func readWeights(table string) (weights, error) {
	w := make(weights, len(SignNames))
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		number, name, _ := strings.Cut(line, "\t")
		i, known := signAt[name]
		x, err := strconv.ParseFloat(number, 64)
		if !known || err != nil {
			return nil, fmt.Errorf("confidence.txt: %q: expected a weight, a tab and one of %s", line, strings.Join(SignNames, ", "))
		}
		w[i] = x
	}
	return w, nil
}

// chance is the logistic function of the weighted signs, to two decimals.
func (w weights) chance(signs Signs) float64 {
	sum := 0.0
	for i, x := range signs {
		sum += w[i] * x
	}
	return math.Round(min(max(1/(1+math.Exp(-sum)), 0.05), 0.99)*100) / 100
}

// calibrate gives the claims of an extracted document their confidence.
func (x *Extractor) calibrate(doc *text.Document) {
	if x.weights == nil || len(doc.Claims) == 0 {
		return
	}
	r := newReader(doc)
	for i := range doc.Claims {
		doc.Claims[i].Confidence = x.weights.chance(r.signs(&doc.Claims[i], x.schema.Is))
	}
}

// signReader knows of a document what signs are read from.
type signReader struct {
	doc   *text.Document
	named []bool    // by entity
	trees []float64 // by sentence, once it was looked at: how sure the parser is of it
}

func newReader(doc *text.Document) *signReader {
	r := &signReader{doc: doc, named: make([]bool, len(doc.Entities)), trees: make([]float64, len(doc.Sentences))}
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		if (m.Kind == text.Name || m.Kind == text.Adjective) && m.Entity >= 0 && m.Entity < len(r.named) {
			r.named[m.Entity] = true
		}
	}
	return r
}

// Signs returns the signs of every claim of a document that New(...).Extract has read.
func (x *Extractor) Signs(doc *text.Document) []Signs {
	r := newReader(doc)
	out := make([]Signs, len(doc.Claims))
	for i := range doc.Claims {
		out[i] = r.signs(&doc.Claims[i], x.schema.Is)
	}
	return out
}

// Uncalibrated returns an extractor whose claims have the worth of their constructions
// for their confidence, by which weights are fitted.
func (x *Extractor) Uncalibrated() *Extractor {
	y := *x
	y.weights = nil
	return &y
}

func (r *signReader) signs(c *text.Claim, is func(typ, ancestor string) bool) Signs {
	v := make(Signs, len(SignNames))
	on := func(name string, x float64) { v[signAt[name]] = x }
	truth := func(name string, b bool) {
		if b {
			on(name, 1)
		}
	}
	worth := min(max(c.Confidence, 0.05), 0.99)
	on("always", 1)
	on("worth", math.Log(worth/(1-worth)))
	truth("open", c.Relation == "")
	truth("value", c.Object < 0)
	if sign := kindsOf[c.Relation]; sign != "" {
		on(sign, 1)
	}
	truth("reported", c.Status == text.Reported)
	truth("possible", c.Status == text.Possible)
	truth("denied", c.Status == text.Denied)
	for n, m := range []int{c.Subject, c.Object} {
		if m < 0 {
			continue
		}
		x := &r.doc.Mentions[m]
		side := []string{"subject ", "object "}[n]
		truth(side+"pronoun", x.Kind == text.Pronoun)
		truth(side+"named", x.Entity >= 0 && x.Entity < len(r.named) && r.named[x.Entity])
	}
	if c.Subject >= 0 {
		e := r.doc.Mentions[c.Subject].Entity
		truth("subject idea", e >= 0 && e < len(r.doc.Entities) && is(r.doc.Entities[e].Type, "Concept"))
	}
	on("trees", r.tree(c.Sentence))
	on("length", math.Log(float64(1+len(r.doc.Sentences[c.Sentence].Tokens))/20))
	return v
}

// tree is the log odds of the mean probability of a sentence's arcs.
func (r *signReader) tree(sentence int) float64 {
	if r.trees[sentence] != 0 {
		return r.trees[sentence]
	}
	sum, n := 0.0, 0.0
	for _, t := range r.doc.Sentences[sentence].Tokens {
		if t.ArcScore > 0 {
			sum += float64(t.ArcScore)
			n++
		}
	}
	mean := 0.9 // trees from elsewhere have no scores
	if n > 0 {
		mean = min(max(sum/n, 0.05), 0.999)
	}
	r.trees[sentence] = math.Log(mean / (1 - mean))
	return r.trees[sentence]
}
