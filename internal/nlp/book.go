package nlp

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/nlp/coref"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// book is a long document whose sections come in one by one. Of each it keeps what
// a document keeps, and for the sections to come the names (roster.go) and the last
// sentences.
type book struct {
	*Analyser
	doc    *text.Document
	index  *text.Index
	things things
	names  *roster
	tail   []text.Sentence // the last of the section before, spans of the whole
	last   []told          // their mentions, sentences counted in tail
}

// told is a mention of an earlier section that a section is shown: its own
// sentence, spans and entity, and its index in the whole.
type told struct {
	text.Mention
	at int
}

// tailSentences is how many sentences a section is shown of the one before it: as
// far as descriptions and pronouns look back.
const tailSentences = 16

func newBook(a *Analyser, doc *text.Document, index *text.Index) *book {
	doc.Sentences, doc.Mentions, doc.Entities, doc.Claims = nil, nil, nil, nil
	return &book{Analyser: a, doc: doc, index: index, names: newRoster(), things: newThings()}
}

// page is a section together with what it is shown: a document of its own.
type page struct {
	text.Document
	shown int    // sentences that are not its own
	told  []told // mentions that are not, the first of its mentions
	shift int    // from its spans to those of the whole
}

// add takes in the next section.
func (b *book) add(sec *section, extract func(*text.Document)) {
	p := b.page(sec)
	b.chains.Resolve(&p.Document)
	whole := b.things.settle(p)
	b.remember(p, whole)
	b.keepTail(p, whole)
	// No claim is read twice; only the last sentence before is looked at again.
	for i := range p.shown - 1 {
		p.Sentences[i].Tokens, p.Sentences[i].Times = nil, nil
	}
	extract(&p.Document)
	b.take(p, whole)
}

// page puts before a section the names that it may use again, a line each, and the
// last sentences before it.
func (b *book) page(sec *section) *page {
	p := &page{}
	p.Title, p.Date, p.Language = sec.Title, sec.Date, sec.Language
	var words strings.Builder
	at := 0 // code points of words
	for _, k := range b.names.recall(sec.Mentions) {
		m := k.mention
		sent := text.Sentence{Tokens: slices.Clone(k.toks), Span: text.Span{End: m.Span.End - m.Span.Start}}
		shift(&sent, at)
		m.Sentence, m.First, m.End, m.Head = len(p.Sentences), 0, m.End-m.First, m.Head-m.First
		m.Span, m.Entity = sent.Span, b.things.find(k.entity)
		p.Sentences = append(p.Sentences, sent)
		p.told = append(p.told, told{m, k.at})
		words.WriteString(m.Text + "\n")
		at = sent.Span.End + 1
	}
	from := sec.span.Start
	if len(b.tail) > 0 {
		from = b.tail[0].Span.Start
	}
	words.WriteString(b.index.Slice(text.Span{Start: from, End: sec.span.End}))
	p.Text, p.shift = words.String(), from-at
	for _, t := range b.last {
		t.Sentence += len(p.Sentences)
		t.Span = t.Span.Plus(-p.shift)
		t.Entity = b.things.find(t.Entity)
		p.told = append(p.told, t)
	}
	for _, sent := range b.tail {
		shift(&sent, -p.shift)
		p.Sentences = append(p.Sentences, sent)
	}
	p.shown = len(p.Sentences)
	p.Mentions = make([]text.Mention, 0, len(p.told)+len(sec.Mentions))
	for i := range p.told {
		p.Mentions = append(p.Mentions, p.told[i].Mention)
	}
	by := sec.span.Start - p.shift
	for _, sent := range sec.Sentences {
		shift(&sent, by)
		p.Sentences = append(p.Sentences, sent)
	}
	for _, m := range sec.Mentions {
		m.Sentence += p.shown
		m.Span = m.Span.Plus(by)
		p.Mentions = append(p.Mentions, m)
	}
	return p
}

// remember notes the names of a page. A person's surname is not worth it where the
// whole name is known: it is another's as well.
func (b *book) remember(p *page, whole []int) {
	names := make([]coref.Called, len(p.Mentions))
	longest := make([]int, len(p.Entities))
	for i := range p.Mentions {
		names[i] = coref.CalledBy(&p.Mentions[i])
		e := p.Mentions[i].Entity
		longest[e] = max(longest[e], len(names[i].Words))
	}
	for i := len(p.told); i < len(p.Mentions); i++ {
		m := &p.Mentions[i]
		if n := len(names[i].Words); n == 0 || n == 1 && m.Type == "Person" && longest[m.Entity] > 1 {
			continue
		}
		b.names.remember(names[i], m, p.Sentences[m.Sentence].Tokens, b.at(p, i), whole[m.Entity])
	}
}

// at is the index in the whole of a page's own mention i, before it is taken.
func (b *book) at(p *page, i int) int { return len(b.doc.Mentions) + i - len(p.told) }

// keepTail keeps the last sentences of a page for the next.
func (b *book) keepTail(p *page, whole []int) {
	from := max(p.shown, len(p.Sentences)-tailSentences)
	b.tail, b.last = nil, nil
	for _, sent := range p.Sentences[from:] {
		sent.Tokens, sent.Times = slices.Clone(sent.Tokens), slices.Clone(sent.Times)
		shift(&sent, p.shift)
		b.tail = append(b.tail, sent)
	}
	for i, m := range p.Mentions {
		if m.Sentence < from {
			continue
		}
		m.Sentence -= from
		m.Span, m.Entity = m.Span.Plus(p.shift), whole[m.Entity]
		b.last = append(b.last, told{m, b.at(p, i)})
	}
}

// take adds a page's own sentences, mentions and claims to the whole; whole gives
// the entities their numbers there.
func (b *book) take(p *page, whole []int) {
	first := len(b.doc.Sentences) - p.shown
	for _, sent := range p.Sentences[p.shown:] {
		b.doc.Sentences = append(b.doc.Sentences, text.Sentence{Span: sent.Span.Plus(p.shift), Heading: sent.Heading})
	}
	claims := slices.DeleteFunc(p.Claims, func(c text.Claim) bool { return c.Sentence < p.shown })
	used := make([]bool, len(p.Mentions))
	for i := range claims {
		for _, m := range arguments(&claims[i]) {
			used[*m] = true
		}
	}
	whole = b.things.made(p, whole)
	at := make([]int, len(p.Mentions)) // where each is in the whole
	for i := range p.Mentions {
		switch m := p.Mentions[i]; {
		case i < len(p.told):
			at[i] = p.told[i].at
		case m.Sentence >= p.shown || used[i]:
			at[i] = len(b.doc.Mentions)
			m.Sentence += first
			m.Span, m.Entity = m.Span.Plus(p.shift), whole[m.Entity]
			b.doc.Mentions = append(b.doc.Mentions, m)
		}
	}
	for i := range claims {
		c := &claims[i]
		c.Sentence += first
		c.Span = c.Span.Plus(p.shift)
		c.Value = strings.Clone(c.Value) // or it would keep the page's text
		for _, m := range arguments(c) {
			*m = at[*m]
		}
	}
	b.doc.Claims = append(b.doc.Claims, claims...)
}

// arguments returns the mentions that a claim has.
func arguments(c *text.Claim) (out []*int) {
	for _, m := range []*int{&c.Subject, &c.Object, &c.Speaker, &c.Place} {
		if *m >= 0 {
			out = append(out, m)
		}
	}
	return out
}

// end gives the document its entities, in the order of their first mentions.
func (b *book) end() {
	b.doc.Entities = b.things.entities(b.doc.Mentions)
	for i := range b.doc.Mentions {
		m := &b.doc.Mentions[i]
		m.Type = b.doc.Entities[m.Entity].Type
	}
}
