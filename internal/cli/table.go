package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// column is one column of a table.
type column struct {
	head  string
	right bool // numbers stand to the right
	least int  // columns it keeps when the table is squeezed; 0 is 8
	bends bool // it is wrapped before any other column is
}

// grid is a table that fits the terminal: cells that do not fit are wrapped,
// the widest columns first.
type grid struct {
	columns []column
	rows    [][]string
}

// gap stands between two columns.
const gap = 2

// longest is how much of a cell a table shows, in characters: a text without blanks
// that was taken for a name may have ten thousand.
const longest = 1000

func (g *grid) add(cells ...string) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = short(c, longest)
	}
	g.rows = append(g.rows, row)
}

// short cuts what is longer than so many characters, with an ellipsis.
func short(s string, most int) string {
	if len(s) <= most { // bytes, which are no fewer
		return s
	}
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-1]) + "…"
}

// write prints the table in the given width. A column in which nothing stands is
// left out.
func (g *grid) write(w io.Writer, width int, p pen) error {
	g.dropEmpty()
	widths := g.fit(width)
	t := table.NewWriter()
	t.SetStyle(plainStyle)
	configs := make([]table.ColumnConfig, len(g.columns))
	header := make(table.Row, len(g.columns))
	for i, c := range g.columns {
		header[i] = p.bold(c.head)
		configs[i] = table.ColumnConfig{Number: i + 1}
		if c.right {
			configs[i].Align, configs[i].AlignHeader = text.AlignRight, text.AlignRight
		}
	}
	t.SetColumnConfigs(configs)
	t.AppendHeader(header)
	for _, cells := range g.rows {
		row := make(table.Row, len(cells))
		for i, c := range cells {
			row[i] = strings.Join(wrap(c, widths[i]), "\n")
		}
		t.AppendRow(row)
	}
	_, err := io.WriteString(w, trimLines(t.Render())+"\n")
	return err
}

func (g *grid) dropEmpty() {
	for i := len(g.columns) - 1; i >= 0; i-- {
		if slices.ContainsFunc(g.rows, func(row []string) bool { return row[i] != "" }) {
			continue
		}
		g.columns = slices.Delete(g.columns, i, i+1)
		for j := range g.rows {
			g.rows[j] = slices.Delete(g.rows[j], i, i+1)
		}
	}
}

// fit gives each column a width: its natural one where all fit, else the widest
// give way until they do.
func (g *grid) fit(width int) []int {
	widths := make([]int, len(g.columns))
	total := gap * (len(g.columns) - 1)
	for i, c := range g.columns {
		widths[i] = wide(c.head)
		for _, row := range g.rows {
			widths[i] = max(widths[i], wide(row[i]))
		}
		total += widths[i]
	}
	if total <= width {
		return widths
	}
	// Words are measured once, for there may be thousands of rows.
	whole := make([]int, len(g.columns))
	for i := range whole {
		whole[i] = max(g.least(i), g.longestPart(i))
	}
	for total > width {
		i := g.widest(widths, func(i int) int {
			if !g.columns[i].bends {
				return width
			}
			return whole[i]
		})
		if i < 0 {
			i = g.widest(widths, func(i int) int { return whole[i] })
		}
		if i < 0 {
			i = g.widest(widths, g.least) // then words have to be broken
		}
		if i < 0 {
			i = g.widest(widths, func(int) int { return 4 }) // a terminal as narrow as a telephone
		}
		if i < 0 {
			break // every column is as narrow as can be
		}
		widths[i]--
		total--
	}
	return widths
}

// widest returns the widest of the columns that are wider than least allows, or -1.
func (g *grid) widest(widths []int, least func(int) int) int {
	widest := -1
	for i := range widths {
		if widths[i] > least(i) && (widest < 0 || widths[i] > widths[widest]) {
			widest = i
		}
	}
	return widest
}

// longestPart is the widest part of the column's words that wrap would not break
// of its own accord.
func (g *grid) longestPart(i int) int {
	longest := 0
	for _, row := range g.rows {
		for part := range strings.FieldsFuncSeq(row[i], func(r rune) bool { return r == ' ' || r == '-' || r == '/' }) {
			longest = max(longest, wide(part)+1)
		}
	}
	return longest
}

func (g *grid) least(i int) int {
	if g.columns[i].least > 0 {
		return g.columns[i].least
	}
	return 8
}

// plainStyle has no lines: columns stand apart by two spaces.
var plainStyle = table.Style{
	Name: "plain",
	Box:  table.BoxStyle{MiddleVertical: " ", PaddingRight: " "},
	Options: table.Options{
		SeparateColumns: true,
	},
}

// trimLines takes the blanks from the end of every line.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}
