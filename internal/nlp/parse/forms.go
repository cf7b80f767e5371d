package parse

import (
	"strings"

	"github.com/quadrille-kg/quadrille/internal/mat"
)

// forms remembers what the first layer makes of a form by itself, from one batch to
// the next: a text's words are mostly ones that came before.
type forms struct {
	width int              // of a row: 8·Hidden
	at    map[string]int32 // the row of each form
	name  []string         // the form of each row
	met   []int32          // how often each came lately
	bytes int              // of all forms
	first []float32        // rows
}

const (
	// formsKept bounds how many forms are remembered: each takes the gates of the
	// first layer, some five kilobytes.
	formsKept = 4 * batchWords
	// bytesKept bounds their length together, and longForm that of one that is kept
	// for long: a file that is no prose may have words of megabytes.
	bytesKept = 1 << 18
	longForm  = 64
)

// meet returns the row of a form, and whether it is new: then the row is still to be
// filled.
func (f *forms) meet(form string) (row int32, fresh bool) {
	row, ok := f.at[form]
	if ok {
		f.met[row]++
		return row, false
	}
	row = int32(len(f.name))
	form = strings.Clone(form) // the key must not hold on to the document it was cut from
	f.at[form] = row
	f.name, f.met = append(f.name, form), append(f.met, 1)
	f.bytes += len(form)
	return row, true
}

// fresh returns the rows of the n forms that were met last, to be filled.
func (f *forms) fresh(n int) []float32 {
	from := (len(f.name) - n) * f.width
	had := f.first[:min(len(f.first), from)]
	f.first = mat.Grow(f.first, len(f.name)*f.width)
	if len(had) > 0 && &f.first[0] != &had[0] {
		copy(f.first, had)
	}
	return f.first[from:]
}

// of returns what is remembered in a row.
func (f *forms) of(row int32) []float32 { return f.first[int(row)*f.width:][:f.width] }

// makeRoom forgets forms where n new ones might be too many: those that came least,
// down to half of what there is room for. What came often counts half from then on,
// so that it goes too once its text is over.
func (f *forms) makeRoom(n int) {
	if len(f.name)+n <= formsKept && f.bytes <= bytesKept {
		return
	}
	least := int32(2)
	for f.count(least) > formsKept/2 {
		least++
	}
	kept := 0
	f.bytes = 0
	for row, form := range f.name {
		if !f.stays(row, least) {
			delete(f.at, form)
			continue
		}
		copy(f.first[kept*f.width:(kept+1)*f.width], f.of(int32(row)))
		f.at[form], f.name[kept], f.met[kept] = int32(kept), form, f.met[row]/2
		f.bytes += len(form)
		kept++
	}
	clear(f.name[kept:])
	f.name, f.met = f.name[:kept], f.met[:kept]
}

func (f *forms) stays(row int, least int32) bool {
	return f.met[row] >= least && len(f.name[row]) < longForm
}

func (f *forms) count(least int32) (n int) {
	for row := range f.name {
		if f.stays(row, least) {
			n++
		}
	}
	return n
}
