package cli

import (
	"io"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// column is one column of a table.
type column struct {
	head  string
	right bool // numbers stand to the right
	least int  // columns it keeps when the table is squeezed; 0 is 8
}

// grid is a table that fits the terminal: cells that do not fit are wrapped,
// the widest columns first.
type grid struct {
	columns []column
	rows    [][]string
}

// gap stands between two columns.
const gap = 2

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// write prints the table in the given width.
func (g *grid) write(w io.Writer, width int, p pen) error {
	widths := g.fit(width)
	t := table.NewWriter()
	t.SetStyle(plainStyle)
	configs := make([]table.ColumnConfig, len(g.columns))
	header := make(table.Row, len(g.columns))
	for i, c := range g.columns {
		header[i] = p.bold(c.head)
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMax: widths[i], WidthMaxEnforcer: text.WrapSoft}
		if c.right {
			configs[i].Align, configs[i].AlignHeader = text.AlignRight, text.AlignRight
		}
	}
	t.SetColumnConfigs(configs)
	t.AppendHeader(header)
	for _, cells := range g.rows {
		row := make(table.Row, len(cells))
		for i, c := range cells {
			row[i] = c
		}
		t.AppendRow(row)
	}
	_, err := io.WriteString(w, trimLines(t.Render())+"\n")
	return err
}

// fit gives each column a width: its natural one where all fit, else the widest
// give way until they do.
func (g *grid) fit(width int) []int {
	widths := make([]int, len(g.columns))
	total := gap * (len(g.columns) - 1)
	for i, c := range g.columns {
		widths[i] = text.StringWidthWithoutEscSequences(c.head)
		for _, row := range g.rows {
			widths[i] = max(widths[i], text.StringWidthWithoutEscSequences(row[i]))
		}
		total += widths[i]
	}
	for total > width {
		widest := -1
		for i := range widths {
			if widths[i] > g.least(i) && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break // every column is as narrow as can be
		}
		widths[widest]--
		total--
	}
	return widths
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
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] == '\n' {
			out = trimRight(out)
		}
		out = append(out, s[i])
	}
	return string(trimRight(out))
}

func trimRight(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}
