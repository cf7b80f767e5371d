package coref

import (
	"slices"
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
	dialogue
	said []int // pronouns of the first and second person so far
}

// hear finds the quotations and the turns of the document.
func (d *reading) hear() {
	d.voices = voices{in: make([][]int32, len(d.doc.Sentences))}
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
	d.voices.dialogue = d.turns(breaks)
}

// quoteOf returns the quotation that mention i stands in, 0 for none.
func (d *reading) quoteOf(i int) int32 {
	m := &d.doc.Mentions[i]
	return d.voices.in[m.Sentence][m.Head]
}

// spoken joins a pronoun of the first or second person to the last one that means
// the same, and to whoever speaks or hears where that is said.
func (d *reading) spoken(i int) {
	v := d.voiceOf(i)
	said := d.voices.said
	for _, j := range slices.Backward(said[max(0, len(said)-farthestVoice):]) {
		if d.sameVoice(v, d.voiceOf(j)) && d.join(j, i) {
			break
		}
	}
	d.voices.said = append(said, i)
	if v.quote == 0 {
		d.facts[d.find(i)].spoken |= turnBit(v.turn) | turnBit(d.voices.turn[d.doc.Mentions[i].Sentence])
	}
	switch {
	case v.quote == 0 && v.part == alone:
		if j := d.voices.persons[v.turn]; j >= 0 {
			d.join(j, i)
		}
	case v.quote > 0 && v.part != addressed:
		j := d.speakerOf(v.quote)
		if j < 0 {
			return
		}
		// A group says "we" and a person "I".
		if group := d.is(d.facts[d.find(j)].typ, "Organization"); group == (v.part == several) && !d.is(d.facts[d.find(j)].typ, "Place") {
			d.join(j, i)
		}
	}
}

// turnBit is the bit of who has the word. Where more than 64 speak, two may share one.
func turnBit(turn int) uint64 { return 1 << (turn % 64) }

// farthestVoice is how many pronouns back a voice is known again.
const farthestVoice = 300

// voice is who is meant by a pronoun of the first or second person: somebody who
// has the word, or is spoken to, in a quotation or outside them.
type voice struct {
	quote int32
	turn  int
	part  part
}

type part byte

const (
	alone     part = iota // I, and "you" where it is known who is asked
	several               // we
	addressed             // you
)

func (d *reading) voiceOf(i int) voice {
	v := voice{quote: d.quoteOf(i), part: alone}
	p := pronouns[d.info[i].word]
	switch {
	case p.person == 2:
		v.part = addressed
	case p.number == many:
		v.part = several
	}
	if v.quote > 0 {
		return v
	}
	s := d.doc.Mentions[i].Sentence
	v.turn = d.voices.turn[s]
	if to := d.voices.hearer[s]; to.turn >= 0 && p.person == 2 {
		v.turn, v.part = to.turn, to.part
	}
	return v
}

// sameVoice reports whether two voices are one: quotations are where they have one
// speaker, or none is named and they follow each other closely.
func (d *reading) sameVoice(a, b voice) bool {
	if a == b || a.quote == 0 || b.quote == 0 || a.part != b.part {
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
