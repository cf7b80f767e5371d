package read

import "strings"

// paragraphs gathers the paragraphs of a document, as its reader goes through it.
type paragraphs struct {
	out   []string
	cur   strings.Builder
	row   [][]string // the row of a table that is under way: the paragraphs of each cell
	rows  int        // how many rows are open, one within the other
	title string     // of a paragraph that is styled as a title
	head  string     // of the first that is styled as a heading
}

// end ends a paragraph; style is "title", "heading" or "". Within a row of a table
// it is a part of its cell.
func (p *paragraphs) end(style string) {
	s := tidy(p.cur.String())
	p.cur.Reset()
	if s == "" {
		return
	}
	if style == "title" && p.title == "" {
		p.title = s
	}
	if style == "heading" && p.head == "" {
		p.head = s
	}
	if p.rows == 0 {
		p.out = append(p.out, s)
		return
	}
	if len(p.row) == 0 {
		p.beginCell()
	}
	last := len(p.row) - 1
	p.row[last] = append(p.row[last], s)
}

func (p *paragraphs) beginRow() {
	if p.rows++; p.rows == 1 {
		p.row = nil
	}
}

func (p *paragraphs) beginCell() {
	if p.rows <= 1 { // a table within a cell is a part of the cell
		p.row = append(p.row, nil)
	}
}

// endRow writes a row as a line with " | " between its cells. A row of one cell is
// a box around paragraphs.
func (p *paragraphs) endRow() {
	p.end("")
	if p.rows = max(0, p.rows-1); p.rows > 0 {
		return
	}
	var cells []string
	var only []string
	for _, cell := range p.row {
		if len(cell) > 0 {
			only = cell
			cells = append(cells, strings.Join(strings.Fields(strings.Join(cell, " ")), " "))
		}
	}
	p.row = nil
	switch {
	case len(cells) == 1:
		p.out = append(p.out, only...)
	case len(cells) > 1:
		p.out = append(p.out, strings.Join(cells, " | "))
	}
}

// text returns all paragraphs, a blank line between.
func (p *paragraphs) text() string {
	p.end("")
	if p.rows > 0 {
		p.rows = 1
		p.endRow()
	}
	return strings.Join(p.out, "\n\n")
}

// tidy folds the white space within lines and leaves out empty ones.
func tidy(s string) string {
	var lines []string
	for line := range strings.SplitSeq(clean(s), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
