package facts

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// A table of edges has a head that names its columns, in any order:
//
//	source,source_type,relation,target,target_type,date
//	IS-K,ArmedGroup,opposes,Taliban,ArmedGroup,2021
//
// source and relation are needed, and target or value (a role, a number). date is a
// day, a month, a year, or two of them with a slash between; status is asserted
// (where there is none), reported, possible or denied; confidence lies between 0 and
// 1. Cells are parted by commas, semicolons or tabs: whichever the head has most of.

// csvColumns are the columns that are known, each with the names it goes by.
var csvColumns = [][]string{
	{"source", "subject"},
	{"relation", "predicate"},
	{"target", "object"},
	{"value"},
	{"source_type", "subject_type"},
	{"target_type", "object_type"},
	{"date", "time", "when"},
	{"status"},
	{"speaker", "attributed_to"},
	{"place", "where"},
	{"confidence"},
}

// errNoHead says that a table does not say what its columns are.
var errNoHead = errors.New("its first line does not name the columns: it needs source, relation, and target or value")

// table is a CSV file under way.
type table struct {
	*reading
	csv    *csv.Reader
	at     map[string]int // column -> index
	byName map[string]int // the first entity of a name
	cells  []string
}

func readCSV(r *reading) error {
	t := &table{reading: r, csv: csv.NewReader(strings.NewReader(r.content)), at: map[string]int{}, byName: map[string]int{}}
	t.csv.Comma = delimiter(r.content)
	t.csv.FieldsPerRecord = -1
	if err := t.head(); err != nil {
		return err
	}
	for {
		var err error
		t.cells, err = t.csv.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &bad):
			r.mistakes = append(r.mistakes, Mistake{bad.StartLine, csvMistake(bad)})
		case err != nil:
			return err
		default:
			t.row()
		}
	}
}

func csvMistake(bad *csv.ParseError) string {
	switch {
	case errors.Is(bad.Err, csv.ErrQuote):
		return `a quotation mark in it does not end, or stands within a cell that has none around it`
	case errors.Is(bad.Err, csv.ErrBareQuote):
		return `a quotation mark stands within a cell that has none around it: write the cell in quotes, and this mark twice`
	}
	return bad.Err.Error()
}

func delimiter(content string) rune {
	head, _, _ := strings.Cut(content, "\n")
	best := ','
	for _, d := range ";\t" {
		if strings.Count(head, string(d)) > strings.Count(head, string(best)) {
			best = d
		}
	}
	return best
}

func (t *table) head() error {
	cells, err := t.csv.Read()
	if err != nil {
		return errNoHead
	}
	var other []string
	for i, cell := range cells {
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(cell)), " ", "_")
		c := slices.IndexFunc(csvColumns, func(names []string) bool { return slices.Contains(names, name) })
		switch {
		case c < 0 && name != "":
			other = append(other, cell)
		case c < 0:
		case t.has(csvColumns[c][0]):
			return fmt.Errorf("its first line names the column %s twice", csvColumns[c][0])
		default:
			t.at[csvColumns[c][0]] = i
		}
	}
	if !t.has("source") || !t.has("relation") || !t.has("target") && !t.has("value") {
		return errNoHead
	}
	if len(other) > 0 {
		t.said = append(t.said, "columns that are not known are passed over: "+strings.Join(other, ", "))
	}
	return nil
}

func (t *table) has(column string) bool { _, ok := t.at[column]; return ok }

// cell returns a cell's words, and where they stand; "" for none. An apostrophe
// before what would be a formula, as our own tables have it, is no part of them.
func (t *table) cell(column string) (string, span) {
	i, ok := t.at[column]
	if !ok || i >= len(t.cells) {
		return "", span{}
	}
	s := t.extent(i)
	raw := t.content[s.start:s.end]
	s.start += len(raw) - len(strings.TrimLeft(raw, " \t\n"))
	s.end -= len(raw) - len(strings.TrimRight(raw, " \t\n"))
	words := strings.TrimSpace(t.cells[i])
	if len(words) > 1 && words[0] == '\'' && strings.IndexByte("=+-@", words[1]) >= 0 {
		words = words[1:]
	}
	if s.end <= s.start {
		return "", span{}
	}
	return words, s
}

// extent returns where a cell stands, without its quotation marks.
func (t *table) extent(i int) span {
	line, column := t.csv.FieldPos(i)
	at := t.lines[line-1] + column - 1
	if at >= len(t.content) || t.content[at] != '"' {
		return span{at, min(at+len(t.cells[i]), len(t.content))}
	}
	end := at + 1
	for end < len(t.content) {
		if t.content[end] == '"' {
			if end+1 >= len(t.content) || t.content[end+1] != '"' {
				break
			}
			end++
		}
		end++
	}
	return span{at + 1, min(end, len(t.content))}
}

// row reads a line as a claim.
func (t *table) row() {
	first, last := t.extent(0), t.extent(len(t.cells)-1)
	row := span{first.start, last.end}
	if row.start > 0 && t.content[row.start-1] == '"' {
		row.start--
	}
	if row.end < len(t.content) && t.content[row.end] == '"' {
		row.end++
	}
	if row.end <= row.start {
		return // an empty line
	}
	c := newClaim()
	if err := t.qualify(&c); err != nil {
		t.mistake(row.start, "%v", err)
		return
	}
	source, sourceAt := t.cell("source")
	relation, _ := t.cell("relation")
	target, targetAt := t.cell("target")
	value, _ := t.cell("value")
	sourceType, err1 := t.typed("source_type")
	targetType, err2 := t.typed("target_type")
	switch {
	case err1 != nil:
		t.mistake(row.start, "%v", err1)
		return
	case err2 != nil:
		t.mistake(row.start, "%v", err2)
		return
	case source == "":
		t.mistake(row.start, "it has no source")
		return
	case kebab(relation) == "":
		t.mistake(row.start, "it has no relation")
		return
	case target == "" && value == "":
		t.mistake(row.start, "it has no target")
		return
	}
	t.relate(&c, relation)
	c.Value = value
	c.Subject = t.named(source, sourceType, sourceAt)
	if target != "" {
		c.Object = t.named(target, targetType, targetAt)
	}
	if speaker, at := t.cell("speaker"); speaker != "" {
		c.Speaker = t.named(speaker, "", at)
	}
	if place, at := t.cell("place"); place != "" {
		c.Place = t.named(place, "", at)
	}
	t.claim(c, row)
}

// named returns the mention of what a cell names. The same name with and without a
// type is the same thing.
func (t *table) named(name, typ string, at span) int {
	i, known := t.byName[name]
	switch {
	case !known || typ != "" && t.doc.Entities[i].Type != "" && t.doc.Entities[i].Type != typ:
		i = t.entity(name+"\x00"+typ, name, typ)
	case t.doc.Entities[i].Type == "":
		t.doc.Entities[i].Type = typ
		t.entities[name+"\x00"+typ] = i
	}
	if !known {
		t.byName[name] = i
	}
	return t.mention(i, at, text.Name)
}

func (t *table) typed(column string) (string, error) {
	name, _ := t.cell(column)
	if name == "" {
		return "", nil
	}
	id := t.typeOf(name)
	if id != "" || t.Schema == nil {
		return id, nil
	}
	if near := t.Schema.Suggest("type", name); near != "" {
		return "", fmt.Errorf("there is no type %q; did you mean %q?", name, near)
	}
	return "", fmt.Errorf("there is no type %q", name)
}

// qualify sets what a row says of its claim beside who did what to whom.
func (t *table) qualify(c *text.Claim) error {
	if s, _ := t.cell("status"); s != "" {
		c.Status = text.Status(strings.ToLower(s))
		if err := checkStatus(c); err != nil {
			return err
		}
	}
	if s, _ := t.cell("confidence"); s != "" {
		p, err := strconv.ParseFloat(s, 64)
		if err != nil || !(p >= 0 && p <= 1) {
			return fmt.Errorf("the confidence %q is no number between 0 and 1", s)
		}
		c.Confidence = p
	}
	if s, _ := t.cell("date"); s != "" {
		from, to, ok := days(s)
		if !ok {
			return fmt.Errorf("%q is no date: write 2022, 2022-03, 2022-03-01 or 2022-03-01/2022-04-15", s)
		}
		c.Time = &text.Time{Text: s, From: from, To: to}
	}
	return nil
}

// checkStatus reports a status that there is none of. What is denied is negative.
func checkStatus(c *text.Claim) error {
	c.Negative = c.Status == text.Denied
	if !slices.Contains([]text.Status{text.Asserted, text.Reported, text.Possible, text.Denied}, c.Status) {
		return fmt.Errorf("the status %q is none of asserted, reported, possible, denied", c.Status)
	}
	return nil
}

// days returns the first and the last day of a date.
func days(s string) (from, to string, ok bool) {
	begin, end, two := strings.Cut(s, "/")
	if !two {
		end = begin
	}
	from, to = graph.FirstDay(strings.TrimSpace(begin)), graph.LastDay(strings.TrimSpace(end))
	for _, day := range []string{from, to} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return "", "", false
		}
	}
	return from, to, from <= to
}
