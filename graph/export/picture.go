package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// picture is a view in the words and lines of a drawing, not yet placed.
type picture struct {
	title  string
	nodes  []pictureNode
	edges  []pictureEdge
	styles []*style // those in use, in the table's order
	lines  []*line  // likewise
}

type pictureNode struct {
	id    string
	lines []string // the label
	tip   string
	focus bool
	style *style
}

type pictureEdge struct {
	from, to  int // indexes of nodes
	label     string
	tip       string
	line      *line
	width     float64
	symmetric bool
	denied    bool
}

// Labels longer than these are cut; the whole name is in the tip, up to tipRunes.
const (
	labelRunes = 60
	lineRunes  = 20 // where a label wraps
	tipRunes   = 300
)

func newPicture(v *view.View, title string) *picture {
	p := &picture{title: shown(title, 2*labelRunes)}
	index := map[string]int{}
	used := map[*style]bool{}
	for i := range v.Nodes {
		n := &v.Nodes[i]
		index[n.ID] = i
		used[styleOf(n)] = true
		p.nodes = append(p.nodes, pictureNode{id: n.ID, lines: wrapped(cmp.Or(shown(n.Name, labelRunes), "(no name)"), lineRunes), tip: nodeTip(n), focus: n.Focus, style: styleOf(n)})
	}
	drawn := map[*line]bool{}
	for _, edges := range [][]view.Edge{v.Edges, v.Inferred} {
		for i := range edges {
			e := &edges[i]
			drawn[lineOf(e.Status)] = true
			p.edges = append(p.edges, pictureEdge{
				from: index[e.From], to: index[e.To], label: edgeLabel(e), tip: edgeTip(e), line: lineOf(e.Status),
				width: lineWidth(e.Weight()), symmetric: e.Symmetric, denied: e.Status == graph.Denied,
			})
		}
	}
	for i := range styles {
		if used[&styles[i]] {
			p.styles = append(p.styles, &styles[i])
		}
	}
	for i := range linesOf {
		if drawn[&linesOf[i]] {
			p.lines = append(p.lines, &linesOf[i])
		}
	}
	return p
}

// lineWidth grows with the logarithm of the claims: the twentieth says less than
// the second.
func lineWidth(claims int) float64 {
	return math.Round(10*min(5, 1+0.8*math.Log2(float64(claims)))) / 10
}

// edgeLabel is "denied: attacked ×3".
func edgeLabel(e *view.Edge) string {
	label := shown(strings.ReplaceAll(e.Label(), "-", " "), labelRunes/2)
	switch {
	case e.Status == graph.Denied:
		label = "denied: " + label
	case e.Negative:
		label = "not: " + label
	}
	if e.Weight() > 1 {
		label += fmt.Sprintf(" ×%d", e.Weight())
	}
	return label
}

// edgeTip is what a pointer over an edge shows: the status, who says so, and the
// first evidence; of an inferred edge how it follows, and all that it follows from.
func edgeTip(e *view.Edge) string {
	if e.Inference != nil {
		var words []string
		for _, c := range e.Claims {
			words = append(words, "“"+c.Evidence.Text+"”")
		}
		return shown(fmt.Sprintf("inferred (%s) from %s", e.Inference.How, strings.Join(words, " and ")), tipRunes)
	}
	tip := string(e.Status)
	if len(e.Speakers) > 0 {
		tip += " by " + strings.Join(e.Speakers, ", ")
	}
	return shown(fmt.Sprintf("%s: “%s”", tip, e.Claims[0].Evidence.Text), tipRunes)
}

func nodeTip(n *view.Node) string {
	tip := n.Name
	if n.Type != "" {
		tip += " (" + n.Type + ")"
	}
	if len(n.Aliases) > 0 {
		tip += ", also " + strings.Join(n.Aliases, ", ")
	}
	return shown(tip, tipRunes)
}

// shown is text as a drawing may show it: on one line, cut to so many characters,
// and without those that are not seen, which could turn the direction of the
// letters around them or make two different names look alike.
func shown(s string, limit int) string {
	var b strings.Builder
	n, gap := 0, false
	for _, r := range norm.NFC.String(s) {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			gap = n > 0
			continue
		case unicode.Is(unicode.Cf, r) || r == utf8.RuneError || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Noncharacter_Code_Point, r):
			continue
		}
		if gap {
			b.WriteByte(' ')
			n++
			gap = false
		}
		if n >= limit-1 {
			return strings.TrimRight(b.String(), " ") + "…"
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// wrapped breaks a label at spaces into lines of about so many characters; a
// word longer than a line is cut.
func wrapped(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		for utf8.RuneCountInString(word) > width+4 {
			if line != "" {
				lines, line = append(lines, line), ""
			}
			runes := []rune(word)
			lines, word = append(lines, string(runes[:width])), string(runes[width:])
		}
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	lines = append(lines, line)
	return slices.Clip(lines)
}
