package pdf

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// font says what the codes of a string stand for, and how wide they are.
type font struct {
	wide    bool           // codes have two bytes
	text    [256]string    // of codes of one byte, by the font's encoding
	unicode map[int]string // of the ToUnicode map, which goes before
	widths  map[int]float64
	width   float64 // of the others, in thousandths of the font's size
}

// glyph is one character that is painted.
type glyph struct {
	text  string // "" where the file does not say
	width float64
	space bool // the code 32 of one byte, which word spacing widens
}

// glyphs returns what a string paints.
func (t *font) glyphs(s string) []glyph {
	var out []glyph
	for i := 0; i < len(s); i++ {
		code := int(s[i])
		if t.wide {
			if i+1 >= len(s) {
				break
			}
			i++
			code = code<<8 | int(s[i])
		}
		g := glyph{width: t.width, space: !t.wide && code == ' '}
		if w, ok := t.widths[code]; ok {
			g.width = w
		}
		if u, ok := t.unicode[code]; ok {
			g.text = u
		} else if !t.wide {
			g.text = t.text[code]
		}
		out = append(out, g)
	}
	return out
}

// font returns the font of a name in the resources.
func (f *file) font(resources dict, key name) *font {
	fonts, _ := f.resolve(resources["Font"]).(dict)
	v := fonts[key]
	r, isRef := v.(ref)
	if t := f.fonts[int(r)]; isRef && t != nil {
		return t
	}
	d, _ := f.resolve(v).(dict)
	t := f.newFont(d)
	if isRef {
		f.fonts[int(r)] = t
	}
	return t
}

func (f *file) newFont(d dict) *font {
	t := &font{text: winAnsi, widths: map[int]float64{}, width: 500}
	if d["Subtype"] == name("Type0") {
		f.composite(t, d)
	} else {
		f.simple(t, d)
	}
	if s, ok := f.resolve(d["ToUnicode"]).(*stream); ok {
		t.unicode = f.toUnicode(f.decode(s))
	}
	return t
}

// simple reads a font whose codes have one byte (9.6).
func (f *file) simple(t *font, d dict) {
	if d["Subtype"] == name("Type1") || d["Subtype"] == name("MMType1") {
		t.text = standard
	}
	f.builtIn(t, d)
	switch e := f.resolve(d["Encoding"]).(type) {
	case name:
		t.text = encodingOf(e)
	case dict:
		if base, ok := f.resolve(e["BaseEncoding"]).(name); ok {
			t.text = encodingOf(base)
		}
		code := 0
		list, _ := f.resolve(e["Differences"]).(array)
		for _, v := range list {
			switch v := f.resolve(v).(type) {
			case float64:
				code = int(v)
			case name:
				if code >= 0 && code < 256 {
					t.text[code] = glyphText(string(v))
				}
				code++
			}
		}
	}
	first, _ := f.resolve(d["FirstChar"]).(float64)
	widths, ok := f.resolve(d["Widths"]).(array)
	if !ok {
		t.standardWidths(d)
		return
	}
	scale := 1.0
	if d["Subtype"] == name("Type3") { // its glyphs have a space of their own
		if m, ok := f.resolve(d["FontMatrix"]).(array); ok && len(m) == 6 {
			if a, ok := f.resolve(m[0]).(float64); ok {
				scale = a * 1000
			}
		}
	}
	for i, v := range widths[:min(len(widths), 256)] {
		if w, ok := f.resolve(v).(float64); ok {
			t.widths[int(first)+i] = w * scale
		}
	}
	if desc, ok := f.resolve(d["FontDescriptor"]).(dict); ok {
		t.width, _ = f.resolve(desc["MissingWidth"]).(float64)
	}
}

// builtIn reads the encoding that a Type 1 font has in itself, which holds where the
// file gives none: lines like "dup 12 /fi put" in its part that is not encrypted.
// Old TeX writes fonts of this kind.
func (f *file) builtIn(t *font, d dict) {
	desc, _ := f.resolve(d["FontDescriptor"]).(dict)
	program, ok := f.resolve(desc["FontFile"]).(*stream)
	if !ok {
		return
	}
	head, _, _ := strings.Cut(f.decode(program), "eexec")
	_, list, ok := strings.Cut(head, "/Encoding")
	if !ok || strings.HasPrefix(strings.TrimSpace(list), "StandardEncoding") {
		return
	}
	l := &lexer{s: list}
	var code, glyph any
	for {
		v := l.object(false, 0)
		switch v {
		case word("put"):
			n, ok1 := code.(float64)
			g, ok2 := glyph.(name)
			if ok1 && ok2 && n >= 0 && n < 256 {
				t.text[int(n)] = glyphText(string(g))
			}
		case word("def"), word("readonly"), end:
			return
		}
		code, glyph = glyph, v
	}
}

// standardWidths sets the widths of a font that comes with the viewer: those of
// Helvetica, of which the others differ little, or the one of Courier.
func (t *font) standardWidths(d dict) {
	base, _ := d["BaseFont"].(name)
	if strings.Contains(string(base), "Courier") {
		t.width = 600
		return
	}
	scale := 1.0
	if strings.Contains(string(base), "Times") {
		scale = 0.9
	}
	for i, w := range helvetica {
		t.widths[32+i] = float64(w) * scale
	}
}

// composite reads a font whose codes have two bytes (9.7).
func (f *file) composite(t *font, d dict) {
	t.wide, t.width = true, 1000
	list, _ := f.resolve(d["DescendantFonts"]).(array)
	if len(list) == 0 {
		return
	}
	below, _ := f.resolve(list[0]).(dict)
	if w, ok := f.resolve(below["DW"]).(float64); ok {
		t.width = w
	}
	widths, _ := f.resolve(below["W"]).(array)
	for i := 0; i+1 < len(widths); {
		from, _ := f.resolve(widths[i]).(float64)
		switch v := f.resolve(widths[i+1]).(type) {
		case array:
			for j, w := range v {
				if w, ok := f.resolve(w).(float64); ok && len(t.widths) < 1<<16 {
					t.widths[int(from)+j] = w
				}
			}
			i += 2
		case float64:
			if i+2 >= len(widths) {
				return
			}
			if w, ok := f.resolve(widths[i+2]).(float64); ok {
				for c := int(from); c <= int(v) && c < 1<<16 && len(t.widths) < 1<<16; c++ {
					t.widths[c] = w
				}
			}
			i += 3
		default:
			i++
		}
	}
}

// toUnicode reads a map from codes to text (9.10.3).
func (f *file) toUnicode(src string) map[int]string {
	m := map[int]string{}
	l := &lexer{s: src}
	var args []any
	for len(m) < 1<<16 {
		v := l.object(false, 0)
		w, ok := v.(word)
		if !ok {
			args = append(args, v)
			continue
		}
		switch w {
		case end:
			return m
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				from, ok1 := args[i].(str)
				to, ok2 := args[i+1].(str)
				if ok1 && ok2 {
					m[codeOf(from)] = fromUTF16(string(to))
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				lo, ok1 := args[i].(str)
				hi, ok2 := args[i+1].(str)
				if ok1 && ok2 {
					mapRange(m, codeOf(lo), codeOf(hi), args[i+2])
				}
			}
		}
		args = args[:0]
	}
	return m
}

func codeOf(s str) int {
	n := 0
	for i := range len(s[:min(len(s), 4)]) {
		n = n<<8 | int(s[i])
	}
	return n
}

// mapRange maps the codes from lo to hi to the text to and the ones that follow it,
// or to the members of a list.
func mapRange(m map[int]string, lo, hi int, to any) {
	hi = min(hi, lo+1<<16)
	switch to := to.(type) {
	case array:
		for i, v := range to {
			if s, ok := v.(str); ok && lo+i <= hi {
				m[lo+i] = fromUTF16(string(s))
			}
		}
	case str:
		text := fromUTF16(string(to))
		last, n := utf8.DecodeLastRuneInString(text)
		for c := lo; c <= hi && n > 0; c++ {
			m[c] = text[:len(text)-n] + string(last+rune(c-lo))
		}
	}
}

// glyphText returns what a glyph is by its name, as the Adobe Glyph List has it:
// "A", "eacute", "f_i", "uni20AC", "a.sc". "" for other names.
func glyphText(glyph string) string {
	glyph, _, _ = strings.Cut(glyph, ".")
	if strings.Contains(glyph, "_") {
		var out strings.Builder
		for part := range strings.SplitSeq(glyph, "_") {
			out.WriteString(glyphText(part))
		}
		return out.String()
	}
	if s, ok := glyphNames[glyph]; ok {
		return s
	}
	if len(glyph) == 1 {
		return glyph
	}
	hex, ok := strings.CutPrefix(glyph, "uni")
	if !ok {
		hex, ok = strings.CutPrefix(glyph, "u")
	}
	if n, err := strconv.ParseUint(hex[:min(len(hex), 6)], 16, 32); ok && err == nil && len(hex) >= 4 && utf8.ValidRune(rune(n)) {
		if len(hex) > 4 && strings.HasPrefix(glyph, "uni") {
			n, _ = strconv.ParseUint(hex[:4], 16, 32)
		}
		return string(rune(n))
	}
	return letterWithMark(glyph)
}

// letterWithMark reads names like "eacute" and "Scaron".
func letterWithMark(glyph string) string {
	if len(glyph) < 4 || glyph[0]|0x20 < 'a' || glyph[0]|0x20 > 'z' {
		return ""
	}
	mark, ok := glyphMarks[glyph[1:]]
	if !ok {
		return ""
	}
	return composed(glyph[:1] + mark)
}
