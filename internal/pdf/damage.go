package pdf

import (
	"cmp"
	"slices"
	"strings"
)

// A file that was cut off, by a download that broke or a disk that was full, has its
// first objects still, and is read as far as they go. What is missing shows in four
// ways, and all of them are told: the words that end a file (7.5.5) do not stand behind
// its last object; the tree of pages names some that are not there, or counts more than
// it has; contents of pages break off or cannot be unpacked; the last object has no end.
// Files that only differ from the specification, of which there are many, show none.

// Damage is what is missing of a file.
type Damage struct {
	// Cut says that its end is missing.
	Cut bool
	// Listed is how many pages the file says that it has, 0 where that is lost too.
	Listed int
	// Lost is how many of them are not in it, as far as that shows.
	Lost int
	// Broken are the numbers of the pages of which the contents, or some of them, are
	// missing, from 1 by their order in Document.Pages.
	Broken []int
}

// Any reports whether anything is missing.
func (d *Damage) Any() bool { return d.Cut || d.Lost > 0 || len(d.Broken) > 0 }

// last notes the last object that stands in the file, and whether it is the end of the
// file that ends it.
func (f *file) last(n, offset int) {
	end := max(strings.LastIndex(f.data, "%%EOF"), strings.LastIndex(f.data, "startxref"))
	f.damage.Cut = end < offset || end < 0 && strings.HasPrefix(f.data, "%PDF-")
	if n > 0 && f.damage.Cut && !strings.Contains(f.data[offset:], "endobj") {
		f.torn = n
	}
}

// missing reports whether an object is named that is not there, or only in part.
func (f *file) missing(v any) bool {
	r, ok := v.(ref)
	if !ok {
		return false
	}
	_, there := f.offsets[int(r)]
	return !there || int(r) == f.torn
}

// count compares the pages that were found with those that the file lists; unfound is
// how many nodes of the tree of pages are not there. Where it has lost its root, nobody
// knows how many there were.
func (f *file) count(root dict, found, unfound int) {
	d := &f.damage
	pages, whole := f.resolve(root["Pages"]).(dict)
	for _, v := range [...]any{pages["Count"], f.linearized()["N"]} {
		if n, ok := f.resolve(v).(float64); ok && n >= 1 && n <= mostPages {
			d.Listed = max(d.Listed, int(n))
		}
	}
	switch {
	case !d.Cut && unfound == 0: // some programs count wrongly
		d.Listed = found
	case d.Listed > 0:
		d.Lost = max(0, d.Listed-found)
	case whole:
		d.Lost = unfound
	}
}

// linearized returns what the first object says of a file that is made to be shown while
// it comes (Annex F), nil for another file.
func (f *file) linearized() dict {
	at := strings.Index(f.data[:min(len(f.data), 1024)], "/Linearized")
	if at < 0 {
		return nil
	}
	at = strings.LastIndex(f.data[:at], "<<")
	if at < 0 {
		return nil
	}
	l := &lexer{s: f.data[:min(len(f.data), 2048)], pos: at}
	d, _ := l.object(true, 0).(dict)
	return d
}

// strays returns the pages that no tree leads to, for it is lost, in the order in which
// they stand in the file. That is the order of pages in files of most programs.
func (f *file) strays() (out []pageDict) {
	type at struct {
		n int
		place
	}
	var list []at
	for n, p := range f.offsets {
		if p.stream > 0 || strings.Contains(f.head(n), "/Page") {
			list = append(list, at{n, p})
		}
	}
	slices.SortFunc(list, func(a, b at) int { return cmp.Or(a.offset-b.offset, a.index-b.index, a.n-b.n) })
	for _, a := range list {
		if d, ok := f.object(a.n).(dict); ok && d["Type"] == name("Page") && len(out) < mostPages {
			out = append(out, f.stray(ref(a.n), d))
		}
	}
	return out
}

// stray returns a page by itself, with what it has from the nodes above it that are
// still there.
func (f *file) stray(r ref, d dict) pageDict {
	p := pageDict{dict: d, torn: f.missing(r)}
	for range deepest {
		if r, ok := f.resolve(d["Resources"]).(dict); ok && p.resources == nil {
			p.resources = r
		}
		for _, key := range [...]name{"CropBox", "MediaBox"} {
			if b, ok := f.resolve(d[key]).(array); ok && len(b) == 4 && p.box == nil {
				p.box = b
			}
		}
		if n, ok := f.resolve(d["Rotate"]).(float64); ok && p.rotate == 0 {
			p.rotate = n
		}
		above, ok := f.resolve(d["Parent"]).(dict)
		if !ok {
			break
		}
		d = above
	}
	return p
}
