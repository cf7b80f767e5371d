// Package rule reads claims off Universal Dependencies trees. The schema says
// which words carry which relation; this package knows how English builds
// sentences around such words: actives and passives, relative clauses, light
// verbs, possessives, appositions, control. Begin at Extractor.Extract; each
// file after it is one construction.
package rule

import (
	"sort"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Version is raised with each change to what is read from a tree, so that
// workspaces know to read their documents again.
const Version = "4"

// Name is what claims of this package carry as their extractor.
const Name = "rule"

// Extractor finds claims in analysed documents. It is immutable and safe for
// concurrent use.
type Extractor struct {
	schema  *schema.Schema
	words   *lexicon
	weights weights
}

// New compiles the triggers of a schema.
func New(s *schema.Schema) *Extractor {
	w, err := readWeights(confidenceTable)
	if err != nil {
		panic(err) // a table of ours, which the package's tests read
	}
	return &Extractor{schema: s, words: compile(s), weights: w}
}

// Extract fills doc.Claims from its sentences, mentions and entities, in text
// order. It needs the tokens, so it runs in the same breath as the analysis.
func (x *Extractor) Extract(doc *text.Document) {
	doc.Claims = doc.Claims[:0]
	mentions := make([][]int, len(doc.Sentences))
	for i, m := range doc.Mentions {
		mentions[m.Sentence] = append(mentions[m.Sentence], i)
	}
	index := text.NewIndex(doc.Text)
	quotes := quotesOf(doc, index)
	var earlier *sentence
	var made []int
	for i := range doc.Sentences {
		s := newSentence(x, doc, index, i, mentions[i])
		s.earlier = earlier
		s.read()
		s.hear(quotes)
		doc.Claims = append(doc.Claims, s.settled()...)
		made = append(made, s.made...)
		if len(s.toks) > 0 {
			s.earlier = nil // two sentences at a time are kept, not a chain of all
			earlier = s
		}
	}
	voiced(doc.Claims, quotes)
	rejoin(doc, x.schema, made)
	x.calibrate(doc)
}

// read applies every construction to the sentence. A claim that two of them
// find is kept once, by settled.
func (s *sentence) read() {
	if len(s.toks) == 0 || s.readFactLine() {
		return
	}
	for i := range s.toks {
		s.readVerb(i)
		s.readIntent(i)
		s.readLeave(i)
		s.readObligation(i)
		s.readPurpose(i)
		s.readAdjective(i)
		s.readNoun(i)
		s.readMutual(i)
		s.readAtWar(i)
		s.readBody(i)
		s.readEvent(i)
		s.readBacking(i)
		s.readBlame(i)
		s.readPhrase(i)
		s.readOwner(i)
		s.readCopula(i)
		s.readTitle(i)
		s.readSeat(i)
		s.readMove(i)
		s.readPremises(i)
		s.readSynonym(i)
		s.readAddress(i)
		s.readUnits(i)
		s.readHyphen(i)
		s.readStrive(i)
		s.readSetting(i)
		s.readPost(i)
		s.readExamples(i)
		s.readFight(i)
		s.readList(i)
	}
	s.readByline()
	for i := range s.toks {
		s.readDenial(i)
	}
	s.readFrames()
	// Open claims come last: they say what nothing else has said.
	for i := range s.toks {
		s.readOpen(i)
	}
}

// settled returns the sentence's claims, the best of those that say the same, in
// text order. What somebody denies that another says is kept beside it.
func (s *sentence) settled() []text.Claim {
	type key struct {
		subject, object int
		relation, open  string
		value           string
		denier          int
	}
	best := map[key]int{}
	var kept []text.Claim
	for _, c := range s.claims {
		k := key{s.entity(c.Subject), s.entity(c.Object), c.Relation, "", c.Value, -1}
		if c.Rule == denial {
			k.denier = s.entity(c.Speaker)
		}
		if c.Relation == "" {
			k.open = c.Open
		}
		i, seen := best[k]
		if !seen {
			best[k] = len(kept)
			kept = append(kept, c)
			continue
		}
		if better(&c, &kept[i]) {
			kept[i] = c
		}
	}
	sort.SliceStable(kept, func(i, j int) bool {
		a, b := &kept[i], &kept[j]
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		return a.Span.End < b.Span.End
	})
	return kept
}

// better prefers a claim that is not weakened, then the more certain one, then
// the one that knows more of its circumstances.
func better(a, b *text.Claim) bool {
	if a.Confidence != b.Confidence {
		return a.Confidence > b.Confidence
	}
	return circumstances(a) > circumstances(b)
}

func circumstances(c *text.Claim) int {
	n := 0
	if c.Time != nil {
		n++
	}
	if c.Place >= 0 {
		n++
	}
	if c.Speaker >= 0 {
		n++
	}
	return n
}
