package parse

import (
	"fmt"
	"strings"
	"testing"
)

// A form that keeps coming stays, whatever else comes by; those that came once make
// room, and each finds its own row afterwards.
func TestFormsKept(t *testing.T) {
	f := forms{width: 1, at: map[string]int32{}}
	next := 0
	for batch := range 40 {
		forms := []string{"the", "the", "of"}
		if batch == 20 {
			forms = append(forms, strings.Repeat("-", bytesKept))
		}
		for range 1000 {
			forms = append(forms, fmt.Sprint("name", next))
			next++
		}
		f.makeRoom(len(forms))
		var rows []int32
		fresh := 0
		for _, form := range forms {
			row, isNew := f.meet(form)
			if isNew {
				fresh++
			} else if batch == 0 && form == "of" {
				t.Fatal("a form is known before it came")
			}
			if batch > 0 && isNew && (form == "the" || form == "of") {
				t.Fatalf("batch %d: %q is forgotten, though it comes in each", batch, form)
			}
			rows = append(rows, row)
		}
		at := len(f.name) - fresh
		for i := range f.fresh(fresh) {
			f.first[at+i] = float32(len(f.name[at+i]))
		}
		for i, form := range forms {
			if got := f.of(rows[i])[0]; got != float32(len(form)) {
				t.Fatalf("batch %d: %q has the row of a form of %v bytes", batch, form, got)
			}
		}
		if len(f.name) > formsKept || len(f.at) != len(f.name) {
			t.Fatalf("batch %d: %d forms in %d rows are remembered, more than %d", batch, len(f.at), len(f.name), formsKept)
		}
	}
}
