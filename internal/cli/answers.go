package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/graph/query/sparql"
)

// answerForms are what answers can be written as.
var answerForms = []string{"table", "csv", "json", "jsonl", "nquads", "turtle"}

func checkForm(form string) error {
	if form == "" || slices.Contains(answerForms, form) {
		return nil
	}
	return noSuch("format", form, answerForms)
}

// form chooses how answers are written.
func (s *session) form(a *answers) string {
	switch {
	case s.format != "":
		return s.format
	case s.env.terminal():
		return "table"
	case a.isGraph:
		return "nquads"
	case a.lang == "sparql":
		return "json"
	}
	return "jsonl"
}

// show writes the answers. Finding nothing is told, and is an exit code of its own;
// a form that is a whole document is written all the same.
func (s *session) show(a *answers) error {
	form := s.form(a)
	if (form == "nquads" || form == "turtle") && !a.isGraph {
		return misuse("--format %s is for graphs", form).hinted("CONSTRUCT and DESCRIBE of SPARQL give one")
	}
	if !a.empty() || form != "table" {
		if err := s.write(a, form); err != nil {
			return err
		}
	}
	if a.more {
		s.env.warn("there are more answers than these %s; --limit raises that", number(max(len(a.lines), len(a.quads))))
	}
	if a.empty() {
		f := nothing("nothing is %s that fits", a.known())
		f.hint = a.hint
		return f
	}
	return nil
}

// known says in which way answers are known.
func (a *answers) known() string {
	if a.lang == "pattern" && a.hint != "" {
		return "stated"
	}
	return "found"
}

func (s *session) write(a *answers, form string) error {
	w := s.env.Stdout
	switch form {
	case "table":
		return s.table(a)
	case "csv":
		return a.csv(w)
	case "json":
		if a.json != nil {
			return a.json(w)
		}
		if a.lines == nil {
			a.lines = []any{}
		}
		return encodeJSON(w, a.lines)
	case "jsonl":
		return jsonLines(s.env, a.lines)
	case "nquads":
		for _, q := range a.quads {
			if _, err := w.Write(export.AppendNQuad(nil, q)); err != nil {
				return err
			}
		}
		return nil
	}
	if slices.ContainsFunc(a.rows, func(row []string) bool { return row[3] != "" }) {
		s.env.warn("Turtle has no room for labels: they are left out, and nquads has them")
	}
	return sparql.WriteTurtle(w, a.quads, s.ws.Vocabulary())
}

func (s *session) table(a *answers) error {
	t := grid{}
	for i, c := range a.columns {
		t.columns = append(t.columns, column{head: clean(c), right: a.right[i]})
	}
	for _, row := range a.rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = clean(c)
		}
		t.add(cells...)
	}
	if err := t.write(s.env.Stdout, s.env.width(), pen(s.env.colour())); err != nil {
		return err
	}
	if a.noun == "" {
		return nil
	}
	count := plural(len(a.rows), a.noun)
	if a.inferred > 0 {
		count += ", " + number(a.inferred) + " inferred"
	}
	_, err := fmt.Fprintf(s.env.Stdout, "\n%s\n", count)
	return err
}

// csv writes the answers as CSV (RFC 4180).
func (a *answers) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := make([]string, len(a.columns))
	for i, c := range a.columns {
		head[i] = strings.TrimPrefix(c, "?")
	}
	rows := a.bare
	if rows == nil {
		rows = a.rows
	}
	for _, row := range append([][]string{head}, rows...) {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = harmless(c)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from taking a cell for a formula: what begins like one,
// and is no number, gets an apostrophe before it.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsAny(cell[:1], "=+-@\t\r") {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}

func encodeJSON(w io.Writer, x any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(x)
}
