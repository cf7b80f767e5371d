package export

import (
	"context"
	"image/png"
	"io"

	"github.com/fogleman/gg"
	"golang.org/x/image/font"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// sharp is how many dots a pixel of the drawing has each way, so that it is sharp
// on paper and on fine screens; maxDots is how many the bitmap has at most each
// way, lest a large drawing take gigabytes.
const (
	sharp   = 2.0
	maxDots = 8000
)

// writePNG paints a drawing as a bitmap. Letters that Go's font lacks come out as
// empty boxes; the SVG has them.
func writePNG(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	s := newScene(v, o)
	scale := min(sharp, maxDots/max(s.width, s.height))
	c := gg.NewContext(int(s.width*scale), int(s.height*scale))
	c.SetHexColor("#FFFFFF")
	c.Clear()
	c.Scale(scale, scale)
	faces := map[lettering]font.Face{}
	for _, f := range s.figures {
		for _, p := range f.paths {
			paint(c, &p, scale)
		}
		for _, t := range f.texts {
			look := lettering{size: t.size * scale, bold: t.bold}
			if faces[look] == nil {
				faces[look] = face(look.size, look.bold)
			}
			letter(c, &t, faces[look], scale)
		}
	}
	// Best speed takes a third of the time, and a fifth more bytes.
	return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, c.Image())
}

func paint(c *gg.Context, p *path, scale float64) {
	for _, s := range p.segments {
		switch s.op {
		case 'M':
			c.MoveTo(s.points[0].X, s.points[0].Y)
		case 'L':
			c.LineTo(s.points[0].X, s.points[0].Y)
		case 'C':
			c.CubicTo(s.points[0].X, s.points[0].Y, s.points[1].X, s.points[1].Y, s.points[2].X, s.points[2].Y)
		case 'Z':
			c.ClosePath()
		}
	}
	if p.fill != "" {
		c.SetHexColor(p.fill)
		c.FillPreserve()
	}
	if p.stroke != "" {
		c.SetHexColor(p.stroke)
		c.SetLineWidth(p.width * scale)
		c.SetLineCap(gg.LineCapButt)
		c.SetDash()
		if d := dashes(*p); d != nil {
			for i := range d {
				d[i] *= scale
			}
			c.SetDash(d...)
			if p.dash == dotted {
				c.SetLineCap(gg.LineCapRound)
			}
		}
		c.StrokePreserve()
	}
	c.ClearPath()
}

// letter writes at the scale's own size: the font's shapes are not stretched.
func letter(c *gg.Context, t *lettering, f font.Face, scale float64) {
	x := t.x
	if !t.begins {
		x -= width(t.text, t.size, t.bold) / 2
	}
	c.Push()
	c.Identity()
	c.SetFontFace(f)
	c.SetHexColor(t.colour)
	c.DrawString(t.text, x*scale, t.y*scale)
	c.Pop()
}
