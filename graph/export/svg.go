package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeSVG writes a drawing as SVG 1.1 that holds no script and loads nothing: a
// group for each node and edge, with a title that a pointer over it shows.
func writeSVG(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	s := newScene(v, o)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s" font-family="Go, 'Helvetica Neue', Helvetica, Arial, sans-serif" stroke-linejoin="round">
<rect width="100%%" height="100%%" fill="#FFFFFF"/>
`, number(s.width), number(s.height))
	for _, f := range s.figures {
		svgFigure(b, &f)
	}
	fmt.Fprintln(b, "</svg>")
	return b.Flush()
}

func svgFigure(b *bufio.Writer, f *figure) {
	fmt.Fprintf(b, `<g class="%s">`, f.class)
	if f.tip != "" {
		fmt.Fprintf(b, "<title>%s</title>", svgText(f.tip))
	}
	for _, p := range f.paths {
		fmt.Fprintf(b, `<path d="%s" fill="%s"`, svgData(p.segments), orNone(p.fill))
		if p.stroke != "" {
			fmt.Fprintf(b, ` stroke="%s" stroke-width="%s"`, p.stroke, number(p.width))
			if d := dashes(p); d != nil {
				lengths := make([]string, len(d))
				for i, l := range d {
					lengths[i] = number(l)
				}
				fmt.Fprintf(b, ` stroke-dasharray="%s"`, strings.Join(lengths, " "))
			}
			if p.dash == dotted {
				b.WriteString(` stroke-linecap="round"`)
			}
		}
		b.WriteString("/>")
	}
	for _, t := range f.texts {
		fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s" fill="%s"`, number(t.x), number(t.y), number(t.size), t.colour)
		if !t.begins {
			b.WriteString(` text-anchor="middle"`)
		}
		if t.bold {
			b.WriteString(` font-weight="bold"`)
		}
		fmt.Fprintf(b, ">%s</text>", svgText(t.text))
	}
	b.WriteString("</g>\n")
}

// dashes returns the lengths of dashes and of the gaps after them, or nil.
func dashes(p path) []float64 {
	switch p.dash {
	case dashed:
		return []float64{6 + p.width, 4 + p.width}
	case dotted:
		return []float64{0.1, 3 + 1.5*p.width}
	case dashDotted:
		return []float64{8 + p.width, 3 + p.width, 1 + p.width, 3 + p.width}
	}
	return nil
}

func orNone(colour string) string {
	if colour == "" {
		return "none"
	}
	return colour
}

// number writes a coordinate to a tenth of a pixel.
func number(f float64) string {
	s := strings.TrimSuffix(fmt.Sprintf("%.1f", f), ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

func svgData(segments []segment) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteByte(s.op)
		for i, p := range s.points {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(number(p.X) + "," + number(p.Y))
		}
	}
	return b.String()
}

// svgText escapes what XML takes for its own. Characters that no XML may hold
// never come so far; see shown.
var svgText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace
