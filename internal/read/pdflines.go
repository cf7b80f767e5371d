package read

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/internal/pdf"
)

// line is a line of a page, or of one of its columns.
type line struct {
	text   string
	x0, x1 float64 // from left to right
	y      float64 // of the base line, from below
	size   float64 // of most of its letters
	left   float64 // the left and the right edge of its column
	right  float64
	page   *pdf.Page
}

// fragment is what stands together on a line.
type fragment struct {
	line
	letters int
}

// pageLines returns the lines of a page in reading order.
func pageLines(p *pdf.Page) []line {
	return inColumns(fragments(p), 0)
}

// fragments joins the pieces of a page to what stands together on lines. Between two
// columns is a gap of more than a letter's width, and so may be between two words of
// a line that was widened; inColumns tells which.
func fragments(p *pdf.Page) []fragment {
	pieces := slices.Clone(p.Pieces)
	for i := range pieces {
		pieces[i].Text = clean(strings.ReplaceAll(pieces[i].Text, "\u00ad", "-"))
	}
	rows := rowsOf(pieces)
	var out []fragment
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b pdf.Piece) int { return cmp.Compare(a.X, b.X) })
		var cur *fragment
		for i, piece := range row {
			if i > 0 && doubled(row[i-1], piece) {
				continue // printed twice to look bold
			}
			if noteNumber(piece, cur) {
				cur.x1 = max(cur.x1, piece.X+piece.W)
				continue
			}
			n := strings.Count(piece.Text, "") - 1
			gap := math.Inf(1)
			if cur != nil {
				gap = piece.X - cur.x1
			}
			if cur == nil || gap > 0.9*piece.Size || gap < -3*piece.Size {
				out = append(out, fragment{line: line{text: piece.Text, x0: piece.X, x1: piece.X + piece.W, y: piece.Y, size: piece.Size, page: p}, letters: n})
				cur = &out[len(out)-1]
				continue
			}
			// A word's space is a quarter of the size, letters are set apart by less
			// than a sixth.
			if gap > 0.16*piece.Size && !strings.HasSuffix(cur.text, " ") && !strings.HasPrefix(piece.Text, " ") {
				cur.text += " "
			}
			cur.text += piece.Text
			cur.x1 = max(cur.x1, piece.X+piece.W)
			if n > cur.letters {
				cur.size, cur.y = piece.Size, piece.Y
			}
			cur.letters += n
		}
	}
	return slices.DeleteFunc(out, func(f fragment) bool { return strings.TrimSpace(f.text) == "" })
}

// doubled reports whether b is painted over a with the same text.
func doubled(a, b pdf.Piece) bool {
	return a.Text == b.Text && math.Abs(a.X-b.X) < 0.2*a.Size && math.Abs(a.Y-b.Y) < 0.2*a.Size && len(strings.TrimSpace(a.Text)) > 0
}

// rowsOf puts pieces with nearly the same base line together, from above; a small
// raised figure belongs to the row that it stands in.
func rowsOf(pieces []pdf.Piece) (rows [][]pdf.Piece) {
	slices.SortStableFunc(pieces, func(a, b pdf.Piece) int { return cmp.Compare(b.Y, a.Y) })
	var y, size float64
	for _, p := range pieces {
		if len(rows) > 0 && y-p.Y < reach(size, p.Size) {
			last := len(rows) - 1
			rows[last] = append(rows[last], p)
			if p.Size > size {
				y, size = p.Y, p.Size
			}
			continue
		}
		rows = append(rows, []pdf.Piece{p})
		y, size = p.Y, p.Size
	}
	return rows
}

// reach is how far two base lines on one row may be apart: a note's number is raised
// by up to half of the size of the text.
func reach(a, b float64) float64 {
	if min(a, b) < 0.85*max(a, b) {
		return 0.5 * max(a, b)
	}
	return 0.4 * min(a, b)
}

// noteNumber reports whether a piece is the number of a note: small raised figures
// behind a word. Those behind a figure or a unit are powers.
func noteNumber(p pdf.Piece, before *fragment) bool {
	if before == nil || p.Size > 0.85*before.size || p.Y < before.y+0.15*before.size || strings.Trim(p.Text, "0123456789,*† ") != "" {
		return false
	}
	last := lastWord(strings.TrimSpace(before.text))
	return !strings.HasSuffix(strings.TrimRight(last, "0123456789"), "m") && strings.TrimRight(last, "0123456789") == last
}

// mostColumns is how often a part of a page is parted again: four columns.
const mostColumns = 2

// inColumns orders fragments as they are read. Where a gap runs down between two
// columns, what goes across it, such as a headline, parts the page from top to
// bottom; in each part the left column comes first.
func inColumns(all []fragment, depth int) []line {
	x, ok := gutter(all)
	if !ok || depth == mostColumns {
		return linesOf(all)
	}
	var out []line
	var left, right, across []fragment
	flush := func() {
		out = append(out, inColumns(left, depth+1)...)
		out = append(out, inColumns(right, depth+1)...)
		left, right = nil, nil
	}
	flushAcross := func() {
		out = append(out, linesOf(across)...)
		across = nil
	}
	for _, row := range fragmentRows(all) {
		// A row that goes across may be several fragments.
		if crosses(row, x) {
			flush()
			across = append(across, row...)
			continue
		}
		flushAcross()
		for _, f := range row {
			if f.x1 <= x {
				left = append(left, f)
			} else {
				right = append(right, f)
			}
		}
	}
	flush()
	flushAcross()
	return out
}

func crosses(row []fragment, x float64) bool {
	return slices.ContainsFunc(row, func(f fragment) bool { return f.x0 < x && f.x1 > x })
}

// fragmentRows puts fragments with the same base line together, from above.
func fragmentRows(all []fragment) (rows [][]fragment) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b fragment) int { return cmp.Or(cmp.Compare(b.y, a.y), cmp.Compare(a.x0, b.x0)) })
	for _, f := range all {
		if n := len(rows); n > 0 && rows[n-1][0].y-f.y < 0.4*min(f.size, rows[n-1][0].size) {
			rows[n-1] = append(rows[n-1], f)
			continue
		}
		rows = append(rows, []fragment{f})
	}
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b fragment) int { return cmp.Compare(a.x0, b.x0) })
	}
	return rows
}

const (
	// fewestRows is how many rows a page in columns has at least.
	fewestRows = 4
	// mostAcross is the largest part of the letters that may stand across a gutter:
	// headlines and a summary.
	mostAcross = 0.45
	// columnLetters is how many letters a row of a column has at least on average.
	// In a column of figures there are fewer.
	columnLetters = 15
)

// gutter returns where a gap runs down between two columns.
func gutter(all []fragment) (x float64, ok bool) {
	if len(all) < 2*fewestRows {
		return 0, false
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	letters := 0
	for _, f := range all {
		lo, hi = min(lo, f.x0), max(hi, f.x1)
		letters += f.letters
	}
	const steps = 200
	width := (hi - lo) / steps
	if width <= 0 {
		return 0, false
	}
	var over [steps + 1]int // letters of the fragments across each x
	for _, f := range all {
		from, to := int(math.Floor((f.x0-lo)/width)), int(math.Ceil((f.x1-lo)/width))
		for i := max(0, from); i <= min(steps, to); i++ {
			over[i] += f.letters
		}
	}
	best, run := -1, 0
	bestRun := 0
	least := math.MaxInt
	for i := steps / 5; i <= steps*4/5; i++ {
		least = min(least, over[i])
	}
	for i := steps / 5; i <= steps*4/5; i++ {
		if over[i] > least {
			run = 0
			continue
		}
		if run++; run > bestRun {
			bestRun, best = run, i-run/2
		}
	}
	if best < 0 || float64(least) > mostAcross*float64(letters) {
		return 0, false
	}
	x = lo + float64(best)*width
	return x, columns(all, x)
}

// columns reports whether what stands on both sides of x are columns of text: enough
// rows have something on both sides, or there are enough rows on each, and they are
// no columns of a table.
func columns(all []fragment, x float64) bool {
	var rows, letters [2]int
	for _, row := range fragmentRows(all) {
		if crosses(row, x) {
			continue
		}
		var has [2]bool
		for _, f := range row {
			side := 0
			if f.x0 >= x {
				side = 1
			}
			has[side] = true
			letters[side] += f.letters
		}
		for side := range has {
			if has[side] {
				rows[side]++
			}
		}
	}
	for side := range rows {
		if rows[side] < fewestRows || letters[side] < columnLetters*rows[side] {
			return false
		}
	}
	return true
}

// linesOf joins the fragments of one column to its lines.
func linesOf(all []fragment) []line {
	if len(all) == 0 {
		return nil
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, f := range all {
		left, right = min(left, f.x0), max(right, f.x1)
	}
	var out []line
	for _, row := range fragmentRows(all) {
		l := row[0].line
		most := row[0].letters
		for _, f := range row[1:] {
			l.text += " " + f.text
			l.x1 = max(l.x1, f.x1)
			if f.letters > most {
				most, l.size = f.letters, f.size
			}
		}
		l.text = strings.Join(strings.Fields(l.text), " ")
		l.left, l.right = left, right
		out = append(out, l)
	}
	return out
}

// bodySize returns the size in which most letters are set.
func bodySize(pages [][]line) float64 {
	counts := map[int]int{}
	for _, lines := range pages {
		for _, l := range lines {
			counts[int(math.Round(l.size*4))] += len(l.text)
		}
	}
	best := 0
	for size, n := range counts {
		if n > counts[best] || n == counts[best] && size < best {
			best = size
		}
	}
	return float64(best) / 4
}

// furnitureRows is how many rows at the head and the foot of a page may be none of
// its text.
const furnitureRows = 3

// withoutFurniture takes away the headers and footers: rows at the head or the foot
// that come again on other pages but for their numbers, and page numbers.
func withoutFurniture(pages [][]line) [][]line {
	if len(pages) < 2 {
		return pages
	}
	seen := map[string]int{}
	for _, lines := range pages {
		counted := map[string]bool{}
		for _, i := range outermost(lines) {
			if key := furnitureKey(lines[i]); !counted[key] {
				counted[key] = true
				seen[key]++
			}
		}
	}
	// A chapter has a header of its own, which comes again at the same place on a few
	// pages; within them rows are alike by chance sooner.
	enough := max(2, min(4, (len(pages)+1)/3))
	out := make([][]line, len(pages))
	for n, lines := range pages {
		drop := map[int]bool{}
		outer := outermost(lines)
		for k, i := range outer {
			least := enough
			if k == 0 || k == len(outer)-1 {
				least = 2
			}
			if seen[furnitureKey(lines[i])] >= least || pageNumber(lines[i].text) {
				drop[i] = true
			}
		}
		for i, l := range lines {
			if !drop[i] {
				out[n] = append(out[n], l)
			}
		}
	}
	return out
}

// outermost returns the lines in the first and the last rows of a page.
func outermost(lines []line) []int {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lines[b].y, lines[a].y) })
	if len(order) <= 2*furnitureRows {
		return order
	}
	return append(order[:furnitureRows:furnitureRows], order[len(order)-furnitureRows:]...)
}

// furnitureKey is a line's text with its numbers alike, and where it stands.
func furnitureKey(l line) string {
	var out strings.Builder
	digit := false
	for _, r := range l.text {
		if unicode.IsDigit(r) {
			if !digit {
				out.WriteByte('#')
			}
			digit = true
			continue
		}
		digit = false
		out.WriteRune(unicode.ToLower(r))
	}
	return fmt.Sprintf("%s at %.0f", out.String(), l.y/4)
}

// pageNumber reports whether a line is a page's number: "12", "- 12 -", "Page 3 of
// 10", "xiv".
func pageNumber(s string) bool {
	digits := false
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch {
		case strings.Trim(w, "0123456789") == "" && len(w) <= 4, strings.Trim(w, "ivxl") == "":
			digits = true
		case w != "page" && w != "of" && w != "p":
			return false
		}
	}
	return digits
}
