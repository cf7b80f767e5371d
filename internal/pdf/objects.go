package pdf

import (
	"strconv"
	"strings"
)

// find finds the objects of the file and its trailer. It goes through the whole
// file and trusts no table of offsets, so that files whose tables are wrong, which
// are many, are read like the others. A later object takes the place of an earlier
// one of its number, as it does where a file was changed by appending.
func (f *file) find() {
	last, offset := 0, -1
	for pos := 0; ; {
		i := strings.Index(f.data[pos:], "obj")
		if i < 0 {
			break
		}
		at := pos + i
		pos = at + len("obj")
		if n, ok := numberBefore(f.data, at); ok {
			f.offsets[n] = place{offset: pos}
			last, offset = n, pos
		}
	}
	f.last(last, offset)
	for pos := 0; ; {
		i := strings.Index(f.data[pos:], "trailer")
		if i < 0 {
			break
		}
		pos += i + len("trailer")
		if f.spend(pos, pos+1) {
			break
		}
		l := &lexer{s: f.data, pos: pos, items: &f.items}
		if d, ok := l.object(true, 0).(dict); ok && d["Root"] != nil {
			f.trailer = d
		}
		f.spend(pos, l.pos)
	}
	// Without a trailer that names the root, the dictionaries of cross-reference
	// streams do; and without these, the catalogue is looked for.
	if f.trailer != nil {
		return
	}
	for _, n := range f.numbers() {
		head := f.head(n)
		if strings.Contains(head, "XRef") {
			if s, ok := f.object(n).(*stream); ok && s.dict["Root"] != nil {
				f.trailer = s.dict
			}
		}
	}
	if f.trailer != nil {
		return
	}
	for _, n := range f.numbers() {
		if strings.Contains(f.head(n), "Catalog") {
			f.trailer = dict{"Root": ref(n)}
		}
	}
}

// head returns the beginning of an object that stands in the file.
func (f *file) head(n int) string {
	at := f.offsets[n].offset
	return f.data[at:min(len(f.data), at+1024)]
}

// numbers returns the numbers of the objects that stand in the file, in the order in
// which they stand there.
func (f *file) numbers() []int {
	type at struct{ n, offset int }
	var list []at
	for n, p := range f.offsets {
		if p.stream == 0 {
			list = append(list, at{n, p.offset})
		}
	}
	sortBy(list, func(a at) int { return a.offset })
	out := make([]int, len(list))
	for i, a := range list {
		out[i] = a.n
	}
	return out
}

// numberBefore returns the object number of "12 0 obj", of which at is where "obj"
// stands.
func numberBefore(s string, at int) (int, bool) {
	i := at
	back := func(is func(byte) bool) string {
		to := i
		for i > 0 && is(s[i-1]) && to-i < 12 {
			i--
		}
		return s[i:to]
	}
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	if back(isSpace) == "" && at > 0 && !digit(s[at-1]) {
		return 0, false
	}
	if back(digit) == "" || back(isSpace) == "" {
		return 0, false
	}
	n, err := strconv.Atoi(back(digit))
	return n, err == nil && n > 0 && n < 1<<30
}

// findPacked finds the objects in object streams (7.5.7).
func (f *file) findPacked() {
	for _, n := range f.numbers() {
		if f.err != nil {
			return
		}
		if !strings.Contains(f.head(n), "ObjStm") {
			continue
		}
		s, ok := f.object(n).(*stream)
		if !ok || s.dict["Type"] != name("ObjStm") {
			continue
		}
		count, _ := f.resolve(s.dict["N"]).(float64)
		at := f.offsets[n].offset
		l := &lexer{s: f.unpacked(n, s).text}
		for i := 0; i < int(count); i++ {
			num, ok := l.object(false, 0).(float64)
			if _, isNumber := l.object(false, 0).(float64); !ok || !isNumber || num < 1 || num > 1<<30 {
				break
			}
			// The object that stands later in the file counts.
			if old, ok := f.offsets[int(num)]; !ok || old.offset < at {
				f.offsets[int(num)] = place{offset: at, stream: n, index: i}
				delete(f.cache, int(num))
			}
		}
	}
}

// pack is an object stream: its text, and where in it the objects begin.
type pack struct {
	text    string
	offsets []int
}

// unpacked returns the text of an object stream, which is unpacked once.
func (f *file) unpacked(n int, s *stream) *pack {
	if p := f.packs[n]; p != nil {
		return p
	}
	p := &pack{text: f.decode(s)}
	f.packs[n] = p
	head, _ := f.resolve(s.dict["First"]).(float64)
	l := &lexer{s: p.text}
	for range p.text {
		_, ok1 := l.object(false, 0).(float64)
		at, ok2 := l.object(false, 0).(float64)
		if !ok1 || !ok2 || float64(l.pos) > head {
			break
		}
		p.offsets = append(p.offsets, int(head)+int(at))
	}
	return p
}

// spend takes what was gone through from the budget, and reports whether it is
// used up.
func (f *file) spend(from, to int) bool {
	if f.work -= int64(to - from); f.work < 0 || f.items < 0 {
		f.limit("has objects so entangled that they are not sorted out")
	}
	return f.err != nil
}

// resolve returns the object that v refers to, or v.
func (f *file) resolve(v any) any {
	for range deepest {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.object(int(r))
	}
	return nil
}

// object returns an object by its number, nil where there is none.
func (f *file) object(n int) any {
	if v, ok := f.cache[n]; ok {
		return v
	}
	p, ok := f.offsets[n]
	if !ok || f.reading[n] || f.err != nil {
		return nil
	}
	f.reading[n] = true
	defer delete(f.reading, n)
	var v any
	if p.stream > 0 {
		v = f.packed(p)
	} else {
		v = f.standing(n, p.offset)
	}
	f.cache[n] = v
	return v
}

// packed reads an object in an object stream.
func (f *file) packed(p place) any {
	s, ok := f.object(p.stream).(*stream)
	if !ok {
		return nil
	}
	from := f.unpacked(p.stream, s)
	if p.index >= len(from.offsets) {
		return nil
	}
	at := from.offsets[p.index]
	if at < 0 || at >= len(from.text) {
		return nil
	}
	l := &lexer{s: from.text, pos: at, items: &f.items}
	v := l.object(true, 0)
	f.spend(at, l.pos)
	return plainObject(v)
}

// plainObject is nil for a word, which is no object.
func plainObject(v any) any {
	if _, ok := v.(word); ok {
		return nil
	}
	return v
}

// standing reads an object that stands in the file.
func (f *file) standing(n, at int) any {
	l := &lexer{s: f.data, pos: at, items: &f.items}
	v := l.object(true, 0)
	if f.spend(at, l.pos) {
		return nil
	}
	d, ok := v.(dict)
	if !ok {
		return f.crypt.object(plainObject(v), n)
	}
	l.space()
	if !strings.HasPrefix(f.data[l.pos:], "stream") {
		return f.crypt.object(v, n)
	}
	l.pos += len("stream")
	if strings.HasPrefix(f.data[l.pos:], "\r") {
		l.pos++
	}
	if strings.HasPrefix(f.data[l.pos:], "\n") {
		l.pos++
	}
	raw, whole := f.streamBytes(d, l.pos)
	s := &stream{dict: d, raw: raw, cut: !whole}
	if d["Type"] != name("XRef") {
		s.raw = f.crypt.stream(s.raw, n, d)
	}
	s.dict, _ = f.crypt.object(d, n).(dict)
	return s
}

// streamBytes returns the bytes of a stream that begins at pos: as many as its
// dictionary says where "endstream" follows, or else up to that word; and whether that
// stands there, and not the end of the file.
func (f *file) streamBytes(d dict, pos int) (raw string, whole bool) {
	if n, ok := f.resolve(d["Length"]).(float64); ok && n >= 0 && n <= float64(len(f.data)-pos) {
		end := pos + int(n)
		if strings.HasPrefix(strings.TrimLeft(f.data[end:min(len(f.data), end+20)], "\r\n \t"), "endstream") {
			return f.data[pos:end], true
		}
	}
	i := strings.Index(f.data[pos:], "endstream")
	if whole = i >= 0; !whole {
		i = len(f.data) - pos
	}
	if f.spend(pos, pos+i) {
		return "", whole
	}
	return strings.TrimSuffix(strings.TrimSuffix(f.data[pos:pos+i], "\n"), "\r"), whole
}
