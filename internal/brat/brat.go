// Package brat reads and writes the standoff files of brat (https://brat.nlplab.org),
// a tool in which people annotate texts. A text is a file NAME.txt, and what is said
// of it stands beside it in NAME.ann, a line each:
//
//	T1	ArmedGroup 0 4	IS-K                 a span: type, first and last place in code points, its words
//	T2	City 12 17;18 22	Kabul city          one that a line end parts
//	R1	attacked Arg1:T1 Arg2:T2             a relation
//	#1	AnnotatorNotes R1	reported by BBC      a note on either
//
// annotation.conf says which types and relations there are. Of a relation brat knows
// no attributes, so that the status of a claim is in its note. Begin at Read and
// Write.
package brat

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Annotation is what is said of one text. Spans, and the relations between them,
// are in the order of the file.
type Annotation struct {
	Spans     []Span
	Relations []Relation
	// Left are the lines that were passed over, events and the like, by what they are.
	Left []Left
}

// Span is some words and what they are.
type Span struct {
	Type string
	Span text.Span
	Text string
	Note string
}

// Relation is a relation between two spans, by their indexes.
type Relation struct {
	Type     string
	From, To int
	Note     string
}

// Left is a line that was passed over.
type Left struct {
	Line int
	What string // "event"
}

// Error is a mistake in a standoff file.
type Error struct {
	Line    int
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// note is a line of notes, which may come before what it is about.
type note struct{ about, words string }

// Read reads a standoff file. What is wrong in it is an *Error.
func Read(r io.Reader) (*Annotation, error) {
	a := &Annotation{}
	p := parser{out: a, spans: map[string]int{}, relations: map[string]int{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for n := 1; lines.Scan(); n++ {
		if err := p.line(n, strings.TrimRight(lines.Text(), "\r")); err != nil {
			return nil, err
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	return a, p.finish()
}

// parser reads line by line; relations are tied to spans at the end.
type parser struct {
	out       *Annotation
	spans     map[string]int
	relations map[string]int
	ends      [][2]string // of each relation
	at        []int       // its line
	notes     []note
}

func (p *parser) line(n int, line string) error {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	id, rest, _ := strings.Cut(line, "\t")
	switch {
	case line[0] == 'T':
		s, err := span(rest)
		if err != nil {
			return &Error{n, err.Error()}
		}
		if _, double := p.spans[id]; double {
			return &Error{n, fmt.Sprintf("there is another %s before it", id)}
		}
		p.spans[id] = len(p.out.Spans)
		p.out.Spans = append(p.out.Spans, s)
	case line[0] == 'R':
		w := strings.Fields(rest)
		if len(w) != 3 || !strings.Contains(w[1], ":") || !strings.Contains(w[2], ":") {
			return &Error{n, fmt.Sprintf("%q is no relation, as in \"R1\tattacked Arg1:T1 Arg2:T2\"", line)}
		}
		_, from, _ := strings.Cut(w[1], ":")
		_, to, _ := strings.Cut(w[2], ":")
		p.relations[id] = len(p.out.Relations)
		p.out.Relations = append(p.out.Relations, Relation{Type: w[0]})
		p.ends, p.at = append(p.ends, [2]string{from, to}), append(p.at, n)
	case line[0] == '#':
		head, words, _ := strings.Cut(rest, "\t")
		if w := strings.Fields(head); len(w) == 2 {
			p.notes = append(p.notes, note{w[1], words})
		}
	default:
		what := map[byte]string{'E': "event", 'A': "attribute", 'M': "attribute", 'N': "normalization", '*': "equivalence"}[line[0]]
		if what == "" {
			return &Error{n, fmt.Sprintf("%q is no annotation", line)}
		}
		p.out.Left = append(p.out.Left, Left{n, what})
	}
	return nil
}

// span reads "ArmedGroup 0 4;5 9<tab>words".
func span(s string) (Span, error) {
	head, words, ok := strings.Cut(s, "\t")
	typ, places, ok2 := strings.Cut(head, " ")
	if !ok || !ok2 {
		return Span{}, fmt.Errorf("%q is no span, as in \"T1\tArmedGroup 0 4\tIS-K\"", s)
	}
	out := Span{Type: typ, Text: words, Span: text.Span{Start: -1}}
	for _, part := range strings.Split(places, ";") {
		w := strings.Fields(part)
		if len(w) != 2 {
			return out, fmt.Errorf("%q are no places in a text", places)
		}
		from, err1 := strconv.Atoi(w[0])
		to, err2 := strconv.Atoi(w[1])
		if err1 != nil || err2 != nil || from < 0 || to <= from {
			return out, fmt.Errorf("%q are no places in a text", places)
		}
		if out.Span.Start < 0 {
			out.Span = text.Span{Start: from, End: to}
		}
		out.Span = out.Span.Cover(text.Span{Start: from, End: to})
	}
	return out, nil
}

func (p *parser) finish() error {
	for i := range p.out.Relations {
		for j, id := range p.ends[i] {
			s, ok := p.spans[id]
			if !ok {
				return &Error{p.at[i], fmt.Sprintf("there is no span %s", id)}
			}
			if j == 0 {
				p.out.Relations[i].From = s
			} else {
				p.out.Relations[i].To = s
			}
		}
	}
	for _, n := range p.notes {
		if i, ok := p.spans[n.about]; ok {
			p.out.Spans[i].Note = n.words
		} else if i, ok := p.relations[n.about]; ok {
			p.out.Relations[i].Note = n.words
		}
	}
	return nil
}

// Write writes a standoff file about a text. A span that goes over a line end is
// written in parts, as brat wants it.
func Write(w io.Writer, doc string, a *Annotation) error {
	b := bufio.NewWriter(w)
	index := text.NewIndex(doc)
	notes := 0
	tell := func(id, words string) {
		if words != "" {
			notes++
			fmt.Fprintf(b, "#%d\tAnnotatorNotes %s\t%s\n", notes, id, oneLine(words))
		}
	}
	for i, s := range a.Spans {
		var places, words []string
		for _, part := range parts(index, s.Span) {
			places = append(places, fmt.Sprintf("%d %d", part.Start, part.End))
			words = append(words, index.Slice(part))
		}
		fmt.Fprintf(b, "T%d\t%s %s\t%s\n", i+1, s.Type, strings.Join(places, ";"), oneLine(strings.Join(words, " ")))
		tell(fmt.Sprintf("T%d", i+1), s.Note)
	}
	for i, r := range a.Relations {
		fmt.Fprintf(b, "R%d\t%s Arg1:T%d Arg2:T%d\n", i+1, r.Type, r.From+1, r.To+1)
		tell(fmt.Sprintf("R%d", i+1), r.Note)
	}
	return b.Flush()
}

// parts returns a span without the line ends in it.
func parts(index *text.Index, s text.Span) []text.Span {
	var out []text.Span
	start := s.Start
	for i, r := range []rune(index.Slice(s)) {
		if r == '\n' || r == '\r' {
			if at := s.Start + i; at > start {
				out = append(out, text.Span{Start: start, End: at})
			}
			start = s.Start + i + 1
		}
	}
	if s.End > start {
		out = append(out, text.Span{Start: start, End: s.End})
	}
	return out
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, s)
}

// Find returns the index of the span at a place, or -1.
func (a *Annotation) Find(at text.Span) int {
	return slices.IndexFunc(a.Spans, func(s Span) bool { return s.Span == at })
}
