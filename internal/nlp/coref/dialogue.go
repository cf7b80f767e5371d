package coref

import (
	"slices"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// dialogue says of each sentence who has the word and to whom it speaks, as
// numbers; what is no dialogue has one author.
type dialogue struct {
	turn    []int
	hearer  []hearer
	persons []int // for each number, a mention of the person by name; -1 for none
}

// hearer is who is meant by "you": somebody by his number, alone or with his
// group; a number of -1 for nobody in particular.
type hearer struct {
	turn int
	part part
}

// Who has the word. In a dialogue that names its speakers, each has a number above
// these.
const (
	author = iota
	asker
	answerer
)

// turns reads who speaks: from the document's marks, from names before colons, or,
// in an interview without either, from questions and answers. breaks are the
// sentences that begin a paragraph.
func (d *reading) turns(breaks []bool) dialogue {
	n := len(d.doc.Sentences)
	t := dialogue{turn: make([]int, n), hearer: slices.Repeat([]hearer{{turn: -1}}, n), persons: []int{-1, -1, -1}}
	speakers := d.speakers()
	if speakers == nil {
		d.interview(&t, breaks)
		return t
	}
	number := map[string]int{}
	var labels []string
	for s, name := range speakers {
		if name == "" {
			continue
		}
		if number[name] == 0 {
			number[name] = answerer + 1 + len(labels)
			labels = append(labels, name)
		}
		t.turn[s] = number[name]
	}
	t.persons = append(t.persons, d.speakersNames(labels)...)
	d.addressees(&t)
	return t
}

// speakers returns each sentence's speaker; nil where nothing names any. A text
// names them at the head of lines: "Q: ...", "Titley: ...".
func (d *reading) speakers() []string {
	out := make([]string, len(d.doc.Sentences))
	marked, labelled := false, 0
	for s := range d.doc.Sentences {
		sent := &d.doc.Sentences[s]
		out[s] = sent.Speaker
		marked = marked || sent.Speaker != ""
		if label(sent.Tokens) != "" {
			labelled++
		}
	}
	if marked {
		return out
	}
	if labelled < 3 {
		return nil
	}
	has, again := map[string]bool{}, false
	for s := range out {
		name := label(d.doc.Sentences[s].Tokens)
		switch {
		case name != "":
			again = again || has[name]
			has[name], out[s] = true, name
		case s > 0:
			out[s] = out[s-1]
		}
	}
	if !again || len(has) < 2 {
		return nil // a list with colons
	}
	return out
}

// label returns the name before a colon that a sentence begins with: of proper
// nouns, three at the most, or the Q and A of an interview.
func label(toks []text.Token) string {
	for k := 0; k < len(toks) && k < 4; k++ {
		switch {
		case toks[k].Form == ":" && k > 0:
			var b strings.Builder
			for _, tok := range toks[:k] {
				b.WriteString(tok.Form)
			}
			return b.String()
		case toks[k].UPOS != "PROPN" && toks[k].Form != "Q" && toks[k].Form != "A":
			return ""
		}
	}
	return ""
}

// speakersNames finds for each label of a speaker a person of the text whose name
// it is, or who bears it as surname: "MarioJLucero", "Titley".
func (d *reading) speakersNames(labels []string) []int {
	out := slices.Repeat([]int{-1}, len(labels))
	for n, name := range labels {
		name = lettersOf(name)
		for i := range d.info {
			if d.info[i].kind != text.Name || !d.is(d.facts[d.find(i)].typ, "Person") || d.info[i].name == "" {
				continue
			}
			whole := lettersOf(d.info[i].name)
			words := d.info[i].words
			if whole == name || words[len(words)-1] == name || words[0] == name && len(words) > 1 || len(words) > 1 && strings.HasSuffix(name, whole) {
				out[n] = i
				break
			}
		}
	}
	return out
}

// lettersOf leaves the letters of a name, in lower case.
func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, unaccented(name))
}

// addressees says whom "you" means where the speakers are named: of a turn that
// ends in a question, who speaks next; of a short one, who spoke before. In long
// ones it is mostly anybody.
func (d *reading) addressees(t *dialogue) {
	for s := 0; s < len(t.turn); {
		end := s + 1
		for end < len(t.turn) && t.turn[end] == t.turn[s] {
			end++
		}
		to := -1
		switch {
		case t.turn[s] == author:
		case d.question(end-1) && end < len(t.turn) && t.turn[end] != author:
			to = t.turn[end]
		case end-s < 3 && s > 0 && t.turn[s-1] != author:
			to = t.turn[s-1]
		}
		for ; s < end; s++ {
			t.hearer[s] = hearer{turn: to}
		}
	}
}

// question reports whether a sentence ends with a question mark.
func (d *reading) question(s int) bool {
	toks := d.doc.Sentences[s].Tokens
	return len(toks) > 0 && toks[len(toks)-1].Form == "?"
}

// interview reads a dialogue in which paragraphs that ask and paragraphs that
// answer follow each other: whoever says "you" in a question that closes its
// paragraph asks, and what comes between answers. Three such questions make one.
func (d *reading) interview(t *dialogue, breaks []bool) {
	questions, first := 0, -1
	end := func(s int) int {
		for s++; s < len(breaks) && !breaks[s]; s++ {
		}
		return s
	}
	for s := 0; s < len(breaks); s = end(s) {
		if d.asks(s, end(s)) {
			questions++
			if first < 0 {
				first = s
			}
		}
	}
	if questions < 3 {
		return
	}
	for s := first; s < len(breaks); {
		stop := end(s)
		who, to := answerer, hearer{turn: -1}
		if d.asks(s, stop) {
			who, to = asker, hearer{answerer, alone}
			if stop < len(breaks) && d.group(stop, end(stop)) {
				to.part = several
			}
		}
		for ; s < stop; s++ {
			t.turn[s], t.hearer[s] = who, to
		}
	}
	t.persons[answerer] = d.interviewed(first)
}

// asks reports whether the sentences of a paragraph end with a question and speak
// to somebody.
func (d *reading) asks(first, end int) bool {
	return d.question(end-1) && d.says(first, end, func(p pronounFacts) bool { return p.person == 2 })
}

// group reports whether a paragraph speaks of its speaker as "we" and never as "I".
func (d *reading) group(first, end int) bool {
	we := func(p pronounFacts) bool { return p.person == 1 && p.number == many }
	return d.says(first, end, we) && !d.says(first, end, func(p pronounFacts) bool { return p.person == 1 && p.number == one })
}

// says reports whether sentences have a pronoun of a sort outside quotations.
func (d *reading) says(first, end int, sort func(p pronounFacts) bool) bool {
	for s := first; s < end; s++ {
		for _, i := range d.at[s] {
			if d.info[i].kind == text.Pronoun && d.quoteOf(i) == 0 && sort(pronouns[d.info[i].word]) {
				return true
			}
		}
	}
	return false
}

// interviewed returns a mention of the person whom the sentences before a dialogue
// say it is with, or else the one person they name; -1 for none.
func (d *reading) interviewed(before int) int {
	only, several := -1, false
	for s := range before {
		t := d.trees[s]
		for _, i := range d.at[s] {
			if d.info[i].kind != text.Name || !d.is(d.facts[d.find(i)].typ, "Person") {
				continue
			}
			if v := t.Head(d.doc.Mentions[i].Head); v >= 0 && interviewing[strings.ToLower(t.Tokens[v].Lemma)] && (d.info[i].role != subject || t.Tokens[v].Lemma == "tell") {
				return i
			}
			several = several || only >= 0 && d.find(only) != d.find(i)
			only = i
		}
	}
	if several {
		return -1
	}
	return only
}

// interviewing are the words by which a text says whom it talked to.
var interviewing = wordSet("interview speak talk chat conversation tell")
