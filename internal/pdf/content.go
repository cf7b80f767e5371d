package pdf

import (
	"math"
	"strings"
)

// matrix is a transformation (8.3.3): x' = a x + c y + e, y' = b x + d y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// times returns the transformation that does m first and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d, m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// state is what operators set and q keeps (8.4.1, 9.3.1).
type state struct {
	ctm                                    matrix
	font                                   *font
	size, charSpace, wordSpace, lead, rise float64
	scale                                  float64 // horizontal, 1 for 100 %
}

// painter goes through the contents of a page.
type painter struct {
	f        *file
	page     *Page
	doc      *Document
	st       state
	stack    []state
	tm, line matrix
	marks    []mark // the marked contents that are open
	forms    int    // how many drawings within drawings are open
}

// mark is a marked content (14.6): an artifact is none of the page's text, such as a
// page number; an actual text stands for what is painted.
type mark struct {
	artifact bool
	actual   string
	has      bool
}

// page reads the text of a page.
func (f *file) page(p pageDict, doc *Document) Page {
	box := [4]float64{0, 0, 612, 792}
	for i, v := range p.box {
		if n, ok := f.resolve(v).(float64); ok {
			box[i] = n
		}
	}
	w, h := math.Abs(box[2]-box[0]), math.Abs(box[3]-box[1])
	ctm := matrix{1, 0, 0, 1, -min(box[0], box[2]), -min(box[1], box[3])}
	switch math.Mod(math.Mod(p.rotate, 360)+360, 360) {
	case 90:
		ctm = ctm.times(matrix{0, -1, 1, 0, 0, w})
		w, h = h, w
	case 180:
		ctm = ctm.times(matrix{-1, 0, 0, -1, w, h})
	case 270:
		ctm = ctm.times(matrix{0, 1, -1, 0, h, 0})
		w, h = h, w
	}
	page := Page{Width: w, Height: h}
	paint := &painter{f: f, page: &page, doc: doc, st: state{ctm: ctm, scale: 1}}
	paint.run(f.contents(p.dict["Contents"]), p.resources)
	return page
}

// contents returns the contents of a page, which may be in several streams.
func (f *file) contents(v any) string {
	if f.missing(v) {
		f.faults++
	}
	switch v := f.resolve(v).(type) {
	case *stream:
		return f.decode(v)
	case array:
		var out strings.Builder
		for _, e := range v {
			if f.missing(e) {
				f.faults++
			}
			if s, ok := f.resolve(e).(*stream); ok && f.err == nil {
				out.WriteString(f.decode(s))
				out.WriteByte('\n')
			}
		}
		return out.String()
	}
	return ""
}

// mostOperands is far more than any operator takes; what a damaged file has beyond
// is forgotten.
const mostOperands = 1000

// run goes through contents.
func (p *painter) run(src string, resources dict) {
	l := &lexer{s: src}
	var args []any
	for p.f.err == nil {
		v := l.object(false, 0)
		op, ok := v.(word)
		if !ok {
			if len(args) < mostOperands {
				args = append(args, v)
			}
			continue
		}
		if op == end {
			return
		}
		if op == "BI" {
			skipPicture(l)
		} else {
			p.do(op, args, resources)
		}
		args = args[:0]
	}
}

// skipPicture passes over a picture among the operators (8.9.7).
func skipPicture(l *lexer) {
	for from := l.pos; ; {
		i := strings.Index(l.s[from:], "EI")
		if i < 0 {
			l.pos = len(l.s)
			return
		}
		from += i + 2
		if isSpace(l.s[from-3]) && (from == len(l.s) || isSpace(l.s[from])) {
			l.pos = from
			return
		}
	}
}

// numbers returns n operands as numbers, and whether they are.
func numbers(args []any, n int) (out [6]float64, ok bool) {
	if len(args) < n {
		return out, false
	}
	for i, v := range args[len(args)-n:] {
		if out[i], ok = v.(float64); !ok {
			return out, false
		}
	}
	return out, true
}

// do obeys an operator.
func (p *painter) do(op word, args []any, resources dict) {
	one := func(to *float64) {
		if n, ok := numbers(args, 1); ok {
			*to = n[0]
		}
	}
	switch op {
	case "q":
		if len(p.stack) < 1000 {
			p.stack = append(p.stack, p.st)
		}
	case "Q":
		if n := len(p.stack); n > 0 {
			p.st, p.stack = p.stack[n-1], p.stack[:n-1]
		}
	case "cm":
		if n, ok := numbers(args, 6); ok {
			p.st.ctm = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}.times(p.st.ctm)
		}
	case "BT":
		p.tm, p.line = identity, identity
	case "Tf":
		if len(args) >= 2 {
			key, _ := args[len(args)-2].(name)
			p.st.font = p.f.font(resources, key)
			one(&p.st.size)
		}
	case "Tc":
		one(&p.st.charSpace)
	case "Tw":
		one(&p.st.wordSpace)
	case "TL":
		one(&p.st.lead)
	case "Ts":
		one(&p.st.rise)
	case "Tz":
		if n, ok := numbers(args, 1); ok {
			p.st.scale = n[0] / 100
		}
	case "Td", "TD":
		if n, ok := numbers(args, 2); ok {
			if op == "TD" {
				p.st.lead = -n[1]
			}
			p.move(n[0], n[1])
		}
	case "Tm":
		if n, ok := numbers(args, 6); ok {
			p.line = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
			p.tm = p.line
		}
	case "T*":
		p.move(0, -p.st.lead)
	case "Tj":
		p.show(args)
	case "'":
		p.move(0, -p.st.lead)
		p.show(args)
	case "\"":
		if len(args) >= 3 {
			if n, ok := numbers(args[:len(args)-1], 2); ok {
				p.st.wordSpace, p.st.charSpace = n[0], n[1]
			}
		}
		p.move(0, -p.st.lead)
		p.show(args)
	case "TJ":
		if len(args) > 0 {
			list, _ := args[len(args)-1].(array)
			p.show(list)
		}
	case "BMC", "BDC":
		p.begin(op, args, resources)
	case "EMC":
		p.endMark()
	case "Do":
		if len(args) > 0 {
			key, _ := args[len(args)-1].(name)
			p.drawing(resources, key)
		}
	}
}

func (p *painter) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.times(p.line)
	p.tm = p.line
}

// show paints strings; numbers between them move on, in thousandths of the size.
func (p *painter) show(list []any) {
	if p.st.font == nil {
		return
	}
	var text strings.Builder
	start := p.tm
	put := func() {
		p.paint(text.String(), start)
		text.Reset()
	}
	for _, v := range list {
		switch v := v.(type) {
		case float64:
			// What moves on by a word's space or more is a space, or another column.
			if v < -180 && text.Len() > 0 || v > 400 {
				put()
				p.advance(-v / 1000 * p.st.size * p.st.scale)
				start = p.tm
				continue
			}
			p.advance(-v / 1000 * p.st.size * p.st.scale)
		case str:
			for _, g := range p.st.font.glyphs(string(v)) {
				p.doc.Shown++
				if g.text == "" {
					p.doc.Unknown++
				}
				text.WriteString(g.text)
				w := g.width/1000*p.st.size + p.st.charSpace
				if g.space {
					w += p.st.wordSpace
				}
				p.advance(w * p.st.scale)
			}
		}
	}
	put()
}

func (p *painter) advance(x float64) { p.tm = matrix{1, 0, 0, 1, x, 0}.times(p.tm) }

// paint adds a piece that goes from start to where the painter is.
func (p *painter) paint(text string, start matrix) {
	for i := range p.marks {
		m := &p.marks[i]
		if m.artifact {
			return
		}
		if m.has {
			text, m.actual = m.actual, ""
		}
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	at := matrix{1, 0, 0, 1, 0, p.st.rise}.times(start).times(p.st.ctm)
	to := p.tm.times(p.st.ctm)
	size := p.st.size * math.Hypot(at.c, at.d)
	// What runs up or down the margin is no line of the text.
	if math.Abs(at.b) > 0.2*math.Abs(at.a) || at.a < 0 || !finite(at.e, at.f, to.e, size) {
		return
	}
	if p.f.pieces--; p.f.pieces < 0 {
		p.f.limit("has more than %d pieces of text", mostPieces)
		return
	}
	p.page.Pieces = append(p.page.Pieces, Piece{Text: text, X: at.e, Y: at.f, W: max(0, to.e-at.e), Size: math.Abs(size)})
}

func finite(list ...float64) bool {
	for _, x := range list {
		if math.IsNaN(x) || math.Abs(x) > 1e7 {
			return false
		}
	}
	return true
}

// begin begins a marked content.
func (p *painter) begin(op word, args []any, resources dict) {
	m := mark{}
	if len(args) > 0 {
		m.artifact = args[0] == name("Artifact")
	}
	if op == "BDC" && len(args) > 1 {
		props, ok := args[1].(dict)
		if key, isName := args[1].(name); isName {
			list, _ := p.f.resolve(resources["Properties"]).(dict)
			props, ok = p.f.resolve(list[key]).(dict)
		}
		if v, there := props["ActualText"]; ok && there {
			m.actual, m.has = p.f.textOf(v), true
		}
	}
	if len(p.marks) < 1000 {
		p.marks = append(p.marks, m)
	}
}

func (p *painter) endMark() {
	if n := len(p.marks); n > 0 {
		p.marks = p.marks[:n-1]
	}
}

// drawing paints a drawing that is kept by itself (8.10).
func (p *painter) drawing(resources dict, key name) {
	list, _ := p.f.resolve(resources["XObject"]).(dict)
	s, ok := p.f.resolve(list[key]).(*stream)
	if !ok || s.dict["Subtype"] != name("Form") || p.forms > 8 {
		return
	}
	own, ok := p.f.resolve(s.dict["Resources"]).(dict)
	if !ok {
		own = resources
	}
	keep, stack, tm, line := p.st, p.stack, p.tm, p.line
	p.stack = nil
	if m, ok := p.f.resolve(s.dict["Matrix"]).(array); ok {
		if n, ok := numbers(m, 6); ok {
			p.st.ctm = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}.times(p.st.ctm)
		}
	}
	p.forms++
	p.run(p.f.decode(s), own)
	p.forms--
	p.st, p.stack, p.tm, p.line = keep, stack, tm, line
}
