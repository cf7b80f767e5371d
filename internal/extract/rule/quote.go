package rule

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// quote is what stands between a pair of quotation marks, over as many sentences
// as it takes: `"Rebels hold the town. They burned the bridge," Ann Lee said.`
type quote struct {
	text.Span
	first, last int // sentences
	speaker     int // mention of who says it, -1 while nobody is known
	near        int // tokens between the quote and the verb that names the speaker
}

// quotesOf finds the quotations of a document. One of several paragraphs has a mark
// at the beginning of each, and a closing one behind the last.
func quotesOf(doc *text.Document, index *text.Index) []quote {
	var qs []quote
	open := false
	for n := range doc.Sentences {
		for i, t := range doc.Sentences[n].Tokens {
			if open && i == 0 && n > 0 && (t.Form == "“" || t.Form == `"` || t.Form == "``") && begins(doc, index, n) {
				q := &qs[len(qs)-1]
				q.End, q.last = doc.Sentences[n-1].Span.End, n-1
				open = false
			}
			switch {
			case t.Form == "“" || !open && (t.Form == `"` || t.Form == "``"):
				qs = append(qs, quote{Span: t.Span, first: n, last: n, speaker: -1})
				open = true
			case open && (t.Form == "”" || t.Form == `"` || t.Form == "''"):
				q := &qs[len(qs)-1]
				q.End, q.last = t.Span.End, n
				open = false
			}
		}
	}
	if open { // never closed, so nobody knows how far it goes
		qs = qs[:len(qs)-1]
	}
	return qs
}

// begins reports whether a sentence begins a line of the text.
func begins(doc *text.Document, index *text.Index, n int) bool {
	return strings.Contains(index.Slice(text.Span{Start: doc.Sentences[n-1].Span.End, End: doc.Sentences[n].Span.Start}), "\n")
}

// hear gives the quotes that this sentence is a part of, or that follow its colon,
// their speaker: the subject of the verb of saying that stands nearest outside.
func (s *sentence) hear(quotes []quote) {
	for i := range quotes {
		q := &quotes[i]
		colon := len(s.toks) > 0 && s.toks[len(s.toks)-1].Form == ":" && q.first == s.n+1
		if !colon && (s.n < q.first || s.n > q.last) {
			continue
		}
		for v := range s.toks {
			if !quoting[s.lemma(v)] || !s.verbal(v) || q.Overlaps(s.toks[v].Span) {
				continue
			}
			d := s.away(v, q)
			if q.speaker >= 0 && d >= q.near {
				continue
			}
			for _, t := range s.actors(v, 0) {
				if m := s.best(t); m >= 0 && s.speaks(m) && !q.Overlaps(s.toks[t].Span) {
					q.speaker, q.near = m, d
					break
				}
			}
		}
	}
}

// away counts the tokens between token v and a quote.
func (s *sentence) away(v int, q *quote) int {
	n := 0
	for i := range s.toks {
		if sp := s.toks[i].Span; !q.Overlaps(sp) && (i > v && sp.Start < q.Start || i < v && sp.Start > q.Start) {
			n++
		}
	}
	return n
}

// voiced hands the claims that stand in a quote to its speaker. A quote that names
// none is of the speaker of the one right before: `"...," Ann Lee said. "..."`.
func voiced(claims []text.Claim, quotes []quote) {
	for i := range quotes {
		if q := &quotes[i]; q.speaker < 0 && i > 0 && q.first-quotes[i-1].last <= 1 {
			q.speaker = quotes[i-1].speaker
		}
	}
	for i := range claims {
		c := &claims[i]
		for _, q := range quotes {
			if c.Speaker >= 0 || q.speaker < 0 || !q.Contains(c.Span) {
				continue
			}
			c.Speaker = q.speaker
			if c.Status == text.Asserted {
				c.Status = text.Reported
			}
		}
	}
}
