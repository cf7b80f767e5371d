package conllu

import (
	"strconv"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// wordRange is the multi-word token being read: the tokens first to last, counted
// from 1, and the surface form that they share.
type wordRange struct {
	first, last int
	form        string
	space       bool // white space follows
	at          int  // code point where the form begins
	used        int  // code points of the form already given to tokens
}

// openRange begins a multi-word token such as "2-3  don't".
func (p *reader) openRange(first, last, form string, misc misc) error {
	a, err1 := strconv.Atoi(first)
	b, err2 := strconv.Atoi(last)
	if err1 != nil || err2 != nil || a != len(p.toks)+1 || b <= a {
		return p.errorf("range %s-%s does not begin at token %d or holds fewer than two", first, last, len(p.toks)+1)
	}
	if a <= p.word.last {
		return p.errorf("range %s-%s overlaps the one before it", first, last)
	}
	if misc.newPar {
		p.paragraph()
	}
	p.write(p.glue)
	p.glue = ""
	p.word = wordRange{first: a, last: b, form: form, space: !misc.noSpace, at: p.at}
	p.write(form)
	return nil
}

// place gives the token its span, writing its form to the text unless the
// multi-word token it belongs to is there already.
func (p *reader) place(tok *text.Token, misc misc) {
	n := len(p.toks) + 1
	if n < p.word.first || n > p.word.last {
		if misc.newPar {
			p.paragraph()
		}
		p.write(p.glue)
		tok.Span.Start = p.at
		p.write(tok.Form)
		tok.Span.End = p.at
		p.space(!misc.noSpace)
		return
	}
	tok.Joined = n > p.word.first
	tok.Span = p.word.share(tok.Form, n)
	if n == p.word.last {
		p.space(p.word.space)
	}
}

// share is the part of the surface word that belongs to its token n: as many code
// points as the form has, and all that is left for the last one. Where the forms
// spell the surface word ("do" + "n't") this is exact; where they do not ("du" +
// "zu" for "zum") every code point still has an owner where there are enough.
func (w *wordRange) share(form string, n int) text.Span {
	total := utf8.RuneCountInString(w.form)
	size := min(utf8.RuneCountInString(form), total-w.used)
	if n == w.last {
		size = total - w.used
	}
	s := text.Span{Start: w.at + w.used, End: w.at + w.used + size}
	w.used += size
	return s
}
