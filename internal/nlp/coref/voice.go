package coref

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
)

// quote is a stretch of the text between quotation marks.
type quote struct {
	first, last int // sentences
	speaker     int // the mention that is said to speak; -1 for none, unsought before it is asked
}

const unsought = -2

// voices say who speaks where: the "I" of a quotation is another than the "I"
// around it, and in an interview the "you" of the question is the "I" of the
// answer.
type voices struct {
	quotes []quote
	in     [][]int32 // for each token the quotation that it stands in, counted from 1; 0 for none
	turn   []int     // for each sentence who has the word, outside quotations
	said   []int     // pronouns of the first and second person so far
	guest  int       // a mention of the person who is interviewed; -1 for none
}

// Who has the word. In a dialogue that names its speakers, each has a number above
// these.
const (
	author = iota // of a text that is no dialogue
	asker
	answerer
)

// hear finds the quotations and the turns of the document.
func (d *reading) hear() {
	d.voices = voices{in: make([][]int32, len(d.doc.Sentences)), turn: make([]int, len(d.doc.Sentences)), guest: -1}
	index := text.NewIndex(d.doc.Text)
	breaks := make([]bool, len(d.doc.Sentences)) // a paragraph begins
	open, lines := int32(0), strings.Contains(d.doc.Text, "\n\n")
	for s := range d.doc.Sentences {
		sent := &d.doc.Sentences[s]
		if s > 0 && lines {
			between := text.Span{Start: d.doc.Sentences[s-1].Span.End, End: sent.Span.Start}
			breaks[s] = between.Start <= between.End && strings.Count(index.Slice(between), "\n") > 1
		}
		if breaks[s] {
			open = 0 // a quotation that goes on is opened anew
		}
		d.voices.in[s] = make([]int32, len(sent.Tokens))
		for k := range sent.Tokens {
			form := sent.Tokens[k].Form
			switch {
			case form == "“" || form == "``" || form == `"` && open == 0:
				d.voices.quotes = append(d.voices.quotes, quote{s, s, unsought})
				open = int32(len(d.voices.quotes))
			case form == "”" || form == "''" && open > 0 || form == `"`:
				open = 0
			}
			d.voices.in[s][k] = open
			if open > 0 {
				d.voices.quotes[open-1].last = s
			}
		}
	}
	d.takeTurns(breaks)
}

// takeTurns reads a dialogue in which paragraphs that ask and paragraphs that
// answer follow each other: whoever says "you" in a question that closes its
// paragraph asks, and what comes between answers. Three such questions make one.
func (d *reading) takeTurns(breaks []bool) {
	questions, first := 0, -1
	end := func(s int) int {
		for s+1 < len(breaks) && !breaks[s+1] {
			s++
		}
		return s
	}
	for s := 0; s < len(breaks); s = end(s) + 1 {
		last := end(s)
		if d.asks(s, last) {
			questions++
			if first < 0 {
				first = s
			}
		}
	}
	if questions < 3 {
		return
	}
	for s := first; s < len(breaks); s = end(s) + 1 {
		who := answerer
		if d.asks(s, end(s)) {
			who = asker
		}
		for k := s; k <= end(s); k++ {
			d.voices.turn[k] = who
		}
	}
	d.voices.guest = d.mostNamed(first)
}

// asks reports whether a paragraph ends with a question and speaks to somebody.
func (d *reading) asks(first, last int) bool {
	toks := d.doc.Sentences[last].Tokens
	if len(toks) == 0 || toks[len(toks)-1].Form != "?" {
		return false
	}
	for s := first; s <= last; s++ {
		for _, i := range d.at[s] {
			if d.quoteOf(i) == 0 && pronouns[d.info[i].word].person == 2 {
				return true
			}
		}
	}
	return false
}

// mostNamed returns a mention of the person whom the sentences before a dialogue
// name most often; -1 where there is none, or two.
func (d *reading) mostNamed(before int) int {
	counts := map[int]int{}
	best, tied := -1, false
	for s := range before {
		for _, i := range d.at[s] {
			if d.info[i].kind != text.Name || !d.is(d.facts[d.find(i)].typ, "Person") {
				continue
			}
			c := d.find(i)
			counts[c]++
			switch {
			case best < 0 || counts[c] > counts[best]:
				best, tied = c, false
			case c != best && counts[c] == counts[best]:
				tied = true
			}
		}
	}
	if tied {
		return -1
	}
	return best
}

// quoteOf returns the quotation that mention i stands in, 0 for none.
func (d *reading) quoteOf(i int) int32 {
	m := &d.doc.Mentions[i]
	return d.voices.in[m.Sentence][m.Head]
}

// spoken joins a pronoun of the first or second person to the last one that the
// same voice has used of the same, and to whoever speaks where that is said.
func (d *reading) spoken(i int) {
	p := pronouns[d.info[i].word]
	who, role := d.voiceOf(i), d.part(i, p)
	for n := len(d.voices.said) - 1; n >= 0 && n >= len(d.voices.said)-farthestVoice; n-- {
		j := d.voices.said[n]
		if q := pronouns[d.info[j].word]; d.part(j, q) == role && d.sameVoice(who, d.voiceOf(j)) {
			d.join(j, i)
			break
		}
	}
	d.voices.said = append(d.voices.said, i)
	switch q := d.quoteOf(i); {
	case q > 0 && p.person == 1:
		if j := d.speakerOf(q); j >= 0 && (p.number == one && !d.is(d.facts[d.find(j)].typ, "Organization", "Place") || p.number == many && d.is(d.facts[d.find(j)].typ, "Organization")) {
			d.join(j, i)
		}
	case q == 0 && role == guestPart && d.voices.guest >= 0:
		d.join(d.voices.guest, i)
	}
}

// farthestVoice is how many pronouns back a voice is known again.
const farthestVoice = 300

// part is what a pronoun of the first or second person is in its dialogue: "you"
// and "I" are the same person where one asks and the other answers.
type part int

const (
	speakerPart part = iota // I
	groupPart               // we
	hearerPart              // you
	guestPart               // who is interviewed
)

func (d *reading) part(i int, p pronounFacts) part {
	turn := d.voices.turn[d.doc.Mentions[i].Sentence]
	quoted := d.quoteOf(i) > 0
	switch {
	case p.person == 2 && turn == asker && !quoted, p.person == 1 && p.number == one && turn == answerer && !quoted:
		return guestPart
	case p.person == 2:
		return hearerPart
	case p.number == many:
		return groupPart
	}
	return speakerPart
}

// voice is who speaks: a quotation, or the one who has the word outside them.
type voice struct {
	quote int32
	turn  int
}

func (d *reading) voiceOf(i int) voice {
	if q := d.quoteOf(i); q > 0 {
		return voice{quote: q}
	}
	turn := d.voices.turn[d.doc.Mentions[i].Sentence]
	if d.part(i, pronouns[d.info[i].word]) == guestPart {
		turn = answerer
	}
	return voice{turn: turn}
}

// sameVoice reports whether two voices are one: quotations are where they have one
// speaker, or none is named and they follow each other closely.
func (d *reading) sameVoice(a, b voice) bool {
	if a == b || a.quote == 0 || b.quote == 0 {
		return a == b
	}
	x, y := d.speakerOf(a.quote), d.speakerOf(b.quote)
	if x >= 0 && y >= 0 {
		return d.find(x) == d.find(y)
	}
	return x < 0 && y < 0 && d.voices.quotes[a.quote-1].first-d.voices.quotes[b.quote-1].last <= 3
}

// speakerOf returns the mention that is said to speak a quotation: the subject of
// a verb of saying that stands around it, or in the sentence before a colon; else
// the speaker of the quotation just before.
func (d *reading) speakerOf(q int32) int {
	v := &d.voices.quotes[q-1]
	if v.speaker != unsought {
		return v.speaker
	}
	v.speaker = -1
	from := v.first
	if toks := d.tokens(from - 1); len(toks) > 0 && toks[len(toks)-1].Form == ":" {
		from--
	}
	for s := from; s <= v.last && v.speaker < 0; s++ {
		v.speaker = d.sayer(s, q)
	}
	if v.speaker < 0 && q > 1 && v.first-d.voices.quotes[q-2].last <= 1 {
		v.speaker = d.speakerOf(q - 1)
	}
	return v.speaker
}

func (d *reading) tokens(s int) []text.Token {
	if s < 0 {
		return nil
	}
	return d.doc.Sentences[s].Tokens
}

// sayer returns the subject of a verb of saying in a sentence, outside quotation q.
func (d *reading) sayer(s int, q int32) int {
	t := d.trees[s]
	for k := range t.Tokens {
		if d.voices.in[s][k] == q || !saying[t.Tokens[k].Lemma] || t.Tokens[k].UPOS != "VERB" {
			continue
		}
		subj := d.understood(t, k)
		if subj < 0 && tree.Is(t.Tokens[k].Deprel, "acl") {
			subj = t.Head(k) // "Ann, who said"; "Ann, saying"
		}
		if subj < 0 || d.voices.in[s][subj] == q {
			continue
		}
		if j := d.headed(s, subj); j >= 0 && pronouns[d.info[j].word].person != 1 {
			return j
		}
	}
	return -1
}
