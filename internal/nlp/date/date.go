// Package date finds the expressions of time in a sentence and says which days
// they span: "Friday", "last month", "early March", "in the 1990s and early
// 2000s", "1979-89". Begin at Find.
package date

import (
	"strings"
	"time"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Find returns the expressions of time in a sentence, in order, none overlapping
// another. docDate is the day the document was written, "2024-03-26", or "" when
// that is unknown: then only what names its own year is resolved, and the rest
// keeps its words alone. doc is the index of the document's text.
//
// A weekday without "next" is the last such day before the document's, or the
// day itself; a month without a year the nearest in the past, as news has it; what
// "will" be on a Friday is so on the next. What counts from a day that the text
// told of before ("the following day", "two years later") keeps its words alone, and
// so does a habit ("every Friday") and a length of time ("nine years").
//
// The days say when something was, not for how long: "in 2022" is somewhere in that
// year. "Since 2011" runs to the document's day, or has no last day where that is
// unknown; "until last year" has no first day.
func Find(sent *text.Sentence, docDate string, doc *text.Index) []text.TimeExpr {
	f := finder{toks: sent.Tokens}
	if day, err := time.Parse(time.DateOnly, docDate); err == nil {
		f.today = day
	}
	f.words = make([]string, len(f.toks))
	for i := range f.toks {
		f.words[i] = lower(f.toks[i].Form)
		if rest, ok := strings.CutPrefix(f.words[i], "mid-"); ok && rest != "" {
			f.words[i] = rest
		}
	}
	var found []text.TimeExpr
	for i := 0; i < len(f.toks); {
		e, end, ok := f.expression(i)
		if !ok {
			i++
			continue
		}
		span := text.Span{Start: f.toks[i].Span.Start, End: f.toks[end-1].Span.End}
		t := text.Time{Text: doc.Slice(span), From: iso(e.from), To: iso(e.to)}
		found = append(found, text.TimeExpr{First: i, End: end, Span: span, Time: t})
		i = end
	}
	return found
}

// iso writes a day, "" for one that is unknown.
func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// period is the days from one to another, both counted. Either is zero when unknown.
type period struct{ from, to time.Time }

// finder reads one sentence.
type finder struct {
	toks  []text.Token
	words []string // forms in lower case, dashes plain, without "mid-"
	today time.Time
}

// word returns token i in lower case, "" outside the sentence.
func (f *finder) word(i int) string {
	if i < 0 || i >= len(f.words) {
		return ""
	}
	return f.words[i]
}

// expression reads the longest expression that begins at token i: one period, two
// joined, or one that "since" or "until" leaves open.
func (f *finder) expression(i int) (period, int, bool) {
	if !f.mayBegin(i) {
		return period{}, 0, false
	}
	switch f.words[i] {
	case "since":
		if p, end, ok := f.closed(i + 1); ok {
			return f.since(p), end, true
		}
	case "until", "till":
		if p, end, ok := f.closed(i + 1); ok {
			return period{to: p.to}, end, true
		}
	}
	p, end, ok := f.closed(i)
	if ok && f.word(i-1) == "from" && (f.word(end) == "on" || f.word(end) == "onward" || f.word(end) == "onwards") {
		return f.since(p), end + 1, true // "from 2014 on"
	}
	return p, end, ok
}

// since opens a period to the document's day.
func (f *finder) since(p period) period {
	switch {
	case p.from.IsZero():
		return period{}
	case f.today.Before(p.from):
		return period{from: p.from}
	}
	return period{p.from, f.today}
}

// mayBegin reports whether token i can begin an expression at all, so that most words
// cost one look.
func (f *finder) mayBegin(i int) bool {
	w := f.words[i]
	return w != "" && (w[0] >= '0' && w[0] <= '9' || w[0] == '\'' || len(w) == 2 && (w[0] == 'q' || w[0] == 'h') || openers[w])
}

// closed reads a period with both its ends.
func (f *finder) closed(i int) (period, int, bool) {
	if i >= len(f.words) {
		return period{}, 0, false
	}
	if p, end, ok := f.stretched(i); ok {
		return p, end, true
	}
	return f.single(i)
}

// single reads one period that begins at token i.
func (f *finder) single(i int) (period, int, bool) {
	if i >= len(f.words) {
		return period{}, 0, false
	}
	for _, read := range readers {
		if p, end, ok := read(f, i); ok {
			return p, end, true
		}
	}
	return period{}, 0, false
}

// readers are the kinds of expression, the longer before what begins them.
var readers = [...]func(f *finder, i int) (period, int, bool){
	(*finder).numeric, (*finder).fullDate, (*finder).holiday, (*finder).partOf, (*finder).monthYear, (*finder).century, (*finder).decade,
	(*finder).quarter, (*finder).weekOf, (*finder).seasonOf, (*finder).relative, (*finder).ended, (*finder).counted, (*finder).weekday,
	(*finder).year, (*finder).dayWord,
}

// openers are the words that an expression may begin with, beside numbers.
var openers = openerWords()

func openerWords() map[string]bool {
	set := wordSet(`the a an since until till early earlier late later mid middle beginning start end last past previous this current same
		next coming following every each several few recent some many dozens decades centuries nearly about almost over around half overnight
		today tonight yesterday tomorrow spring summer autumn fall winter final christmas new boxing halloween fiscal year month week ad ce`)
	for w := range months {
		set[w] = true
	}
	for w := range weekdays {
		set[w], set[w+"s"] = true, true
	}
	for _, words := range []map[string]int{numbers, ordinals, tens} {
		for w := range words {
			set[w] = true
		}
	}
	return set
}

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

func yearStart(y int) time.Time { return day(y, time.January, 1) }
func yearEnd(y int) time.Time   { return day(y, time.December, 31) }

func years(from, to int) period { return period{yearStart(from), yearEnd(to)} }

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func oneDay(t time.Time) period { return period{t, t} }

// month returns the days of a month.
func month(y int, m time.Month) period {
	first := day(y, m, 1)
	return period{first, first.AddDate(0, 1, -1)}
}

// weekAt returns the week from Monday to Sunday that a day lies in.
func weekAt(t time.Time) period {
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	return period{monday, monday.AddDate(0, 0, 6)}
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

var dashes = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "’", "'", "‘", "'")

// lower writes a word in lower case, its dashes and quotes plain.
func lower(s string) string {
	s = strings.ToLower(s)
	for i := range len(s) {
		if s[i] >= 0x80 {
			return dashes.Replace(s)
		}
	}
	return s
}
