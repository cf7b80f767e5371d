package read

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/pdf"
)

// mostPagesNamed is how many damaged pages are named, and not only counted.
const mostPagesNamed = 4

// lacks says what is missing of a PDF file, "" for nothing: "it is damaged: its end is
// missing, 2 of its 5 pages are lost, and page 3 is damaged".
func lacks(d *pdf.Damage) string {
	if !d.Any() {
		return ""
	}
	var said []string
	if d.Cut {
		said = append(said, "its end is missing")
	}
	switch {
	case d.Lost == 1 && d.Listed > 0:
		said = append(said, fmt.Sprintf("1 of its %d pages is lost", d.Listed))
	case d.Lost > 0 && d.Listed > 0:
		said = append(said, fmt.Sprintf("%d of its %d pages are lost", d.Lost, d.Listed))
	case d.Lost > 0:
		said = append(said, "pages of it are lost")
	case d.Cut && d.Listed == 0:
		said = append(said, "it may lack pages")
	}
	var numbers []string
	for _, n := range d.Broken {
		numbers = append(numbers, strconv.Itoa(n))
	}
	switch n := len(numbers); {
	case n == 1:
		said = append(said, "page "+numbers[0]+" is damaged")
	case n > mostPagesNamed:
		said = append(said, fmt.Sprintf("%d pages are damaged", n))
	case n > 1:
		said = append(said, "pages "+enumerate(numbers)+" are damaged")
	}
	out := "it is damaged: " + enumerate(said)
	if d.Cut && d.Lost == 0 && d.Listed > 0 && len(d.Broken) == 0 {
		out += ", but the pages that it lists are all there"
	}
	return out
}

// enumerate joins parts of a sentence: "a, b and c", or "a, b, and c c" where one of them
// has a verb of its own.
func enumerate(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	and := " and "
	if slices.ContainsFunc(parts, func(s string) bool { return strings.Contains(s, " ") }) {
		and = ", and "
	}
	return strings.Join(parts[:last], ", ") + and + parts[last]
}
