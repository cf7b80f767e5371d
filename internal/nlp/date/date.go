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
// day itself; a month without a year the nearest in the past, as news has it.
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
		t := text.Time{Text: doc.Slice(span)}
		if e.from != (time.Time{}) {
			t.From, t.To = e.from.Format(time.DateOnly), e.to.Format(time.DateOnly)
		}
		found = append(found, text.TimeExpr{First: i, End: end, Span: span, Time: t})
		i = end
	}
	return found
}

// period is the days from one to another, both counted; zero when unknown.
type period struct{ from, to time.Time }

// finder reads one sentence.
type finder struct {
	toks  []text.Token
	words []string // forms in lower case, dashes plain, without "mid-"
	today time.Time
}

// expression reads the longest expression that begins at token i: one period, or
// two joined by a dash, "to", "until" or "and" ("the 1990s and early 2000s").
func (f *finder) expression(i int) (period, int, bool) {
	if from, to, end, ok := f.yearRange(i); ok {
		return period{yearStart(from), yearEnd(to)}, end, true
	}
	a, end, ok := f.single(i)
	if !ok {
		return period{}, 0, false
	}
	if b, last, ok := f.second(i, end); ok {
		if a.from.IsZero() || b.from.IsZero() {
			return period{}, last, true
		}
		if a.from.After(b.from) { // "October to March": the first is of the year before
			a = period{a.from.AddDate(-1, 0, 0), a.to.AddDate(-1, 0, 0)}
		}
		return period{a.from, b.to}, last, true
	}
	return a, end, true
}

// second reads "to B", "- B", "and B" after an expression that ran from i to end.
// "And" joins only what is of one kind and forms one stretch: decades and months.
func (f *finder) second(i, end int) (period, int, bool) {
	if end >= len(f.words) {
		return period{}, 0, false
	}
	switch f.words[end] {
	case "-", "to", "until", "till", "through":
	case "and":
		if !f.decadeAt(end-1) && f.words[max(0, i-1)] != "between" {
			return period{}, 0, false
		}
	default:
		return period{}, 0, false
	}
	return f.single(end + 1)
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
	(*finder).iso, (*finder).fullDate, (*finder).partOf, (*finder).monthYear, (*finder).decade,
	(*finder).relative, (*finder).counted, (*finder).weekday, (*finder).year, (*finder).dayWord,
}

func yearStart(y int) time.Time { return day(y, time.January, 1) }
func yearEnd(y int) time.Time   { return day(y, time.December, 31) }

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func oneDay(t time.Time) period { return period{t, t} }

// month returns the days of a month.
func month(y int, m time.Month) period {
	first := day(y, m, 1)
	return period{first, first.AddDate(0, 1, -1)}
}
