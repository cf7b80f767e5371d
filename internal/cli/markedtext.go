package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// markedText is a document's text with the words of claims marked in it. Claims read
// from words that overlap share a mark, with all their numbers behind it:
//
//	In Afghanistan, [IS-K view Russia as being an ally of the Taliban][1,2].
//
//	   1  Russia allied-with Taliban (reported by IS-K; confidence 0.87)
//
// On a terminal the words are in bold, and those that stand for subjects and objects
// underlined as well, as "explain" has them.
type markedText struct {
	runes   []rune
	marks   []view.Marks
	regions []region
	claims  []graph.Claim // in reading order; their numbers are their places, from 1
	pen     pen
}

// region is a run of the text from which the claims [first, end) were read.
type region struct{ from, to, first, end int }

// newMarkedText marks the claims, which stand in reading order, in a text.
func newMarkedText(words string, claims []graph.Claim, p pen) *markedText {
	m := &markedText{runes: []rune(words), claims: claims, pen: p}
	m.marks = make([]view.Marks, len(m.runes))
	for i := range claims {
		c := &claims[i]
		from, to := max(0, c.Evidence.Start), min(len(m.runes), c.Evidence.End)
		m.mark(from, to, view.InEvidence)
		m.mention(c.Subject, view.InSubject)
		m.mention(c.Object, view.InObject)
		if last := len(m.regions) - 1; last >= 0 && from < m.regions[last].to {
			m.regions[last].to, m.regions[last].end = max(to, m.regions[last].to), i+1
			continue
		}
		m.regions = append(m.regions, region{from, to, i, i + 1})
	}
	return m
}

func (m *markedText) mention(a *graph.Argument, mark view.Marks) {
	if a != nil {
		m.mark(a.Mention.Start, a.Mention.End, mark)
	}
}

func (m *markedText) mark(from, to int, mark view.Marks) {
	for i := max(0, from); i < min(to, len(m.runes)); i++ {
		m.marks[i] |= mark
	}
}

// longLine is how many characters a line has, at the least, that nobody broke to fit a
// page: it is a paragraph by itself.
const longLine = 120

// write prints the text and the claims. Lines are those of the text, wrapped where they
// are too long; several empty ones are one.
func (m *markedText) write(w io.Writer, width int) error {
	next := 0 // the region that comes
	told := 0 // the claims that were listed
	empty := true
	for from := 0; from < len(m.runes); {
		to := from
		for to < len(m.runes) && m.runes[to] != '\n' {
			to++
		}
		line, after := m.line(from, to, next)
		next = after
		blank := strings.TrimSpace(line) == ""
		if !blank || !empty {
			for _, l := range wrap(strings.TrimRight(line, " "), width) {
				fmt.Fprintln(w, l)
			}
		}
		ends := to+1 >= len(m.runes) || m.runes[to+1] == '\n' || to-from >= longLine
		done := told
		if next > 0 && ends {
			done = m.regions[next-1].end
		}
		if empty = blank; done > told {
			if !blank {
				fmt.Fprintln(w)
			}
			for ; told < done; told++ {
				m.claim(w, told, width)
			}
			fmt.Fprintln(w)
			empty = true
		}
		from = to + 1
	}
	return nil
}

// line returns a line of the text with its marks; next is the first region that ends in
// it or later, and after the first that ends behind it.
func (m *markedText) line(from, to, next int) (line string, after int) {
	var b strings.Builder
	for at := from; ; {
		for next < len(m.regions) && m.regions[next].to <= at {
			m.close(&b, &m.regions[next])
			next++
		}
		if at >= to {
			return b.String(), next
		}
		stop := to
		if next < len(m.regions) {
			r := &m.regions[next]
			if r.from == at && !bool(m.pen) {
				b.WriteByte('[')
			}
			if r.from > at {
				stop = min(stop, r.from)
			} else {
				stop = min(stop, r.to)
			}
		}
		end := at + 1
		for end < stop && m.marks[end] == m.marks[at] {
			end++
		}
		m.piece(&b, clean(string(m.runes[at:end])), m.marks[at])
		at = end
	}
}

func (m *markedText) piece(b *strings.Builder, words string, marks view.Marks) {
	switch {
	case marks&(view.InSubject|view.InObject) != 0 && bool(m.pen):
		b.WriteString(eachWord(words, m.pen.mark))
	case marks&view.InEvidence != 0:
		b.WriteString(eachWord(words, m.pen.bold))
	default:
		b.WriteString(words)
	}
}

// close writes what stands behind a region: the numbers of its claims.
func (m *markedText) close(b *strings.Builder, r *region) {
	numbers := fmt.Sprintf("[%d]", r.first+1)
	switch r.end - r.first {
	case 1:
	case 2:
		numbers = fmt.Sprintf("[%d,%d]", r.first+1, r.end)
	default:
		numbers = fmt.Sprintf("[%d–%d]", r.first+1, r.end)
	}
	if !bool(m.pen) {
		b.WriteByte(']')
	}
	b.WriteString(m.pen.faint(numbers))
}

// claim lists a claim with its number.
func (m *markedText) claim(w io.Writer, i, width int) {
	c, p := &m.claims[i], m.pen
	words := eachWord(clean(c.Subject.Name), p.bold) + " " + relationWords(c) + " " + eachWord(clean(objectName(c)), p.bold) + " (" + statusWords(c, p)
	if c.Time != nil {
		words += "; when: " + timeWords(c) + dates(c.Time)
	}
	if c.Place != nil {
		words += "; where: " + placeName(c)
	}
	words += fmt.Sprintf("; confidence %.2f)", c.Confidence)
	const indent = 6
	for n, line := range wrap(words, width-indent) {
		if n == 0 {
			fmt.Fprintf(w, "%4d  %s\n", i+1, line)
			continue
		}
		fmt.Fprintf(w, "%*s%s\n", indent, "", line)
	}
}
